/* search/ask/places.c: municipalities and counties by their names, and which were perhaps meant
 * (declared in filters.h). */
#include <glib/gi18n.h>
#include <string.h>

#include "corpus/text/likeness.h"
#include "search/ask/error.h"
#include "search/ask/filters.h"

#define NEAREST 3 /* municipalities to suggest */

/* ---- municipalities ---- */

/* What to write instead; the caller frees it. */
static char *
meant(const char *const *names) {
  char *listed = g_strjoinv(", ", (char **)names), *said = NULL;
  if (names[0] == NULL)
    said = g_strdup(_("write its name or its code of four digits, like Luleå or 2580"));
  else if (names[1] == NULL)
    said = g_strdup_printf(_("did you mean %s?"), listed);
  else
    said = g_strdup_printf(_("the nearest names are %s"), listed);
  g_free(listed);
  return said;
}

const CorpusMunicipality *
search_municipality(const char *name_or_code, GError **error) {
  if (!g_utf8_validate(name_or_code, -1, NULL)) {
    search_error_bad_value("municipality", name_or_code, NULL, _("not UTF-8"), error);
    return NULL;
  }
  const CorpusMunicipality *found = corpus_municipality_find(name_or_code);
  if (found != NULL)
    return found;
  const char *names[NEAREST + 1] = {NULL};
  const CorpusMunicipality **nearest = corpus_municipality_nearest(name_or_code, NEAREST);
  for (guint i = 0; nearest[i] != NULL; i++)
    names[i] = nearest[i]->name;
  g_free(nearest);
  char *hint = meant(names);
  search_error_set(error, SEARCH_ERROR_UNKNOWN, "unknown_municipality",
                   SEARCH_STRINGS("value", name_or_code), names,
                   _("no municipality is called \"%s\"; %s"), name_or_code, hint);
  g_free(hint);
  return NULL;
}

/* ---- counties ---- */

/* All counties, each once, by code; borrowed. The caller frees the array alone. */
static const char **
counties(void) {
  GPtrArray *names = g_ptr_array_new();
  for (const CorpusMunicipality *const *at = corpus_municipalities(); *at != NULL; at++)
    if (!g_ptr_array_find_with_equal_func(names, (*at)->county, g_str_equal, NULL))
      g_ptr_array_add(names, (gpointer)(*at)->county);
  g_ptr_array_add(names, NULL);
  return (const char **)g_ptr_array_free(names, FALSE);
}

/* "Norrbottens län" and "norrbotten" -> "norrbotten"; the caller frees it. */
static char *
county_key(const char *county) {
  char *key = g_utf8_casefold(county, -1);
  if (g_str_has_suffix(key, " län"))
    key[strlen(key) - strlen(" län")] = '\0';
  if (g_str_has_suffix(key, "s"))
    key[strlen(key) - 1] = '\0';
  return key;
}

/* What to say of a county that there is not: the nearest one, else all. */
static void
refuse_county(const char *value, const char *wanted, const char *const *all, GError **error) {
  const char *nearest = NULL;
  int distance = 2 + (int)g_utf8_strlen(wanted, -1) / 4; /* farther ones are others */
  for (const char *const *at = all; *at != NULL; at++) {
    char *key = county_key(*at);
    int found = corpus_name_distance(wanted, key, distance - 1);
    if (found < distance) {
      distance = found;
      nearest = *at;
    }
    g_free(key);
  }
  char *listed = nearest == NULL ? g_strjoinv(", ", (char **)all) : NULL;
  char *said = nearest != NULL
                   ? g_strdup_printf(_("there is no such county; did you mean %s?"), nearest)
                   : g_strdup_printf(_("there is no such county; there are %s"), listed);
  search_error_bad_value("county", value, all, said, error);
  g_free(said);
  g_free(listed);
}

/* What counties are called -> the county. Lives as long as the program. */
static GHashTable *
counties_by_key(void) {
  static GHashTable *made;
  static gsize done;
  if (g_once_init_enter(&done)) {
    made = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const char **all = counties();
    for (const char **at = all; *at != NULL; at++)
      g_hash_table_insert(made, county_key(*at), (gpointer)*at);
    g_free(all);
    g_once_init_leave(&done, 1);
  }
  return made;
}

const char *
search_county_called(const char *name) {
  char *key = county_key(name);
  const char *found = g_hash_table_lookup(counties_by_key(), key);
  g_free(key);
  return found;
}

const char *
search_county(const char *name, GError **error) {
  if (!g_utf8_validate(name, -1, NULL)) {
    search_error_bad_value("county", name, NULL, _("not UTF-8"), error);
    return NULL;
  }
  const char *found = search_county_called(name);
  if (found == NULL) {
    const char **all = counties();
    char *wanted = county_key(name);
    refuse_county(name, wanted, (const char *const *)all, error);
    g_free(wanted);
    g_free(all);
  }
  return found;
}
