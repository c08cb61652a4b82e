/* corpus/language/derivation.c: puts the endings of nouns on verbs' forms, and takes them off
 * again. */
#include "corpus/language/derivation.h"

#include <stdbool.h>
#include <string.h>

#include "corpus/text/knowledge.h"

#define DATA_FILE "derivations.ini"
#define GROUP "nouns"

typedef struct {
  char *noun, *verb; /* "ation", "er": endings of forms */
} Ending;

typedef struct {
  GArray *endings; /* Ending */
  GHashTable *apart;
  glong shortest; /* letters of a verb's form */
} Rules;

static void
add_ending(GArray *endings, const char *text) {
  char **pair = g_strsplit(text, "/", 2);
  Ending ending = {g_strdup(pair[0]), g_strdup(pair[1] != NULL ? pair[1] : "")};
  g_array_append_val(endings, ending);
  g_strfreev(pair);
}

static Rules *
load(void) {
  GError *error = NULL;
  GKeyFile *file = corpus_data_key_file(DATA_FILE, &error);
  g_assert_no_error(error); /* compiled in: a missing file is a broken build */
  Rules *rules = g_new(Rules, 1);
  rules->endings = g_array_new(FALSE, FALSE, sizeof(Ending));
  rules->apart = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  rules->shortest = g_key_file_get_integer(file, GROUP, "shortest", &error);
  g_assert_no_error(error);
  char **endings = g_key_file_get_string_list(file, GROUP, "endings", NULL, &error);
  g_assert_no_error(error);
  for (char **ending = endings; *ending != NULL; ending++)
    add_ending(rules->endings, *ending);
  g_strfreev(endings);
  char **apart = g_key_file_get_string_list(file, GROUP, "apart", NULL, &error);
  g_assert_no_error(error);
  for (char **noun = apart; *noun != NULL; noun++)
    g_hash_table_add(rules->apart, *noun);
  g_free(apart);
  g_key_file_unref(file);
  return rules;
}

static const Rules *
rules(void) {
  static gsize loaded = 0;
  if (g_once_init_enter(&loaded))
    g_once_init_leave(&loaded, (gsize)load());
  return (const Rules *)loaded;
}

/* The form with one ending in place of another; NULL where it has not the old one, or too few
 * letters are left for a verb. */
static char *
exchange(const char *form, const char *old_ending, const char *new_ending) {
  if (!g_str_has_suffix(form, old_ending))
    return NULL;
  char *rest = g_strndup(form, strlen(form) - strlen(old_ending));
  char *other = g_strconcat(rest, new_ending, NULL);
  bool enough = g_utf8_strlen(rest, -1) >= rules()->shortest;
  g_free(rest);
  if (!enough)
    g_clear_pointer(&other, g_free);
  return other;
}

/* Takes other; NULL is fine. */
static void
add_form(GPtrArray *found, char *other, const char *form) {
  if (other == NULL || strcmp(other, form) == 0 || g_hash_table_contains(rules()->apart, other) ||
      g_ptr_array_find_with_equal_func(found, other, g_str_equal, NULL))
    g_free(other);
  else
    g_ptr_array_add(found, other);
}

static void
add_nouns(GPtrArray *found, const char *verb, const char *form) {
  for (guint i = 0; i < rules()->endings->len; i++) {
    const Ending *ending = &g_array_index(rules()->endings, Ending, i);
    add_form(found, exchange(verb, ending->verb, ending->noun), form);
  }
}

char **
corpus_derived_forms(const char *form) {
  GPtrArray *found = g_ptr_array_new();
  bool apart = g_hash_table_contains(rules()->apart, form);
  for (guint i = 0; !apart && i < rules()->endings->len; i++) {
    const Ending *ending = &g_array_index(rules()->endings, Ending, i);
    char *verb = exchange(form, ending->noun, ending->verb);
    if (verb != NULL)
      add_nouns(found, verb, form);
    add_form(found, verb, form);
  }
  if (!apart)
    add_nouns(found, form, form);
  g_ptr_array_add(found, NULL);
  return (char **)g_ptr_array_free(found, FALSE);
}
