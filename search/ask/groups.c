/* search/ask/groups.c: reads the file of groups of municipalities that the operator writes. */
#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

#include "corpus/text/error.h"
#include "search/ask/error.h"
#include "search/ask/filters.h"

#define BOM "\xEF\xBB\xBF"

static void
group_free(gpointer data) {
  SearchGroup *group = data;
  g_free(group->name);
  g_ptr_array_unref(group->members);
  g_free(group);
}

static const SearchGroup *
find(const GPtrArray *groups, const char *name) {
  const SearchGroup *found = NULL;
  char *wanted = g_utf8_casefold(name, -1);
  for (guint i = 0; groups != NULL && i < groups->len && found == NULL; i++) {
    char *folded = g_utf8_casefold(((const SearchGroup *)groups->pdata[i])->name, -1);
    found = strcmp(folded, wanted) == 0 ? groups->pdata[i] : NULL;
    g_free(folded);
  }
  g_free(wanted);
  return found;
}

/* ---- the file ---- */

/* A file of groups that is being read. */
typedef struct {
  const char *file;
  guint line, begun; /* the line that is read, and the one that began the last group; from 1 */
  GPtrArray *groups;
} Reading;

static bool
wrong(const Reading *reading, guint line, GError **error, const char *problem) {
  g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "%s:%u: %s", reading->file, line, problem);
  return false;
}

static const SearchGroup *
last_group(const Reading *reading) {
  return reading->groups->len > 0 ? reading->groups->pdata[reading->groups->len - 1] : NULL;
}

static bool
end_group(const Reading *reading, GError **error) {
  const SearchGroup *last = last_group(reading);
  return last == NULL || last->members->len > 0 ||
         wrong(reading, reading->begun, error, _("the group has no municipalities"));
}

/* "[Inlandet]" */
static bool
begin_group(Reading *reading, char *line, GError **error) {
  gsize bytes = strlen(line);
  if (line[bytes - 1] != ']')
    return wrong(reading, reading->line, error, _("a group's name stands alone, within [ and ]"));
  line[bytes - 1] = '\0';
  const char *name = g_strstrip(line + 1);
  if (*name == '\0')
    return wrong(reading, reading->line, error, _("the group has no name"));
  if (find(reading->groups, name) != NULL)
    return wrong(reading, reading->line, error, _("there is a group of this name already"));
  if (!end_group(reading, error))
    return false;
  SearchGroup *group = g_new0(SearchGroup, 1);
  group->name = g_strdup(name);
  group->members = g_ptr_array_new();
  reading->begun = reading->line;
  g_ptr_array_add(reading->groups, group);
  return true;
}

/* "Kalix, 2580" */
static bool
add_members(const Reading *reading, const char *line, GError **error) {
  const SearchGroup *group = last_group(reading);
  if (group == NULL)
    return wrong(reading, reading->line, error,
                 _("a group begins with its name, like [Inlandet]; its municipalities follow"));
  GError *inner = NULL;
  char **names = g_strsplit(line, ",", -1);
  for (char **name = names; *name != NULL && inner == NULL; name++) {
    const CorpusMunicipality *municipality =
        *g_strstrip(*name) != '\0' ? search_municipality(*name, &inner) : NULL;
    if (municipality != NULL && !g_ptr_array_find(group->members, municipality, NULL))
      g_ptr_array_add(group->members, (gpointer)municipality);
  }
  g_strfreev(names);
  if (inner == NULL)
    return true;
  wrong(reading, reading->line, error, inner->message);
  g_error_free(inner);
  return false;
}

static bool
read_line(Reading *reading, char *line, GError **error) {
  if (!g_utf8_validate(line, -1, NULL))
    return wrong(reading, reading->line, error, _("not UTF-8"));
  g_strstrip(line);
  if (*line == '\0' || *line == '#' || *line == ';')
    return true;
  return *line == '[' ? begin_group(reading, line, error) : add_members(reading, line, error);
}

GPtrArray *
search_groups_of_text(const char *file, const char *text, GError **error) {
  Reading reading = {.file = file, .groups = g_ptr_array_new_with_free_func(group_free)};
  char **lines = g_strsplit(g_str_has_prefix(text, BOM) ? text + strlen(BOM) : text, "\n", -1);
  bool good = true;
  for (char **line = lines; good && *line != NULL; line++) {
    reading.line++;
    good = read_line(&reading, *line, error);
  }
  good = good && end_group(&reading, error);
  g_strfreev(lines);
  if (!good)
    g_clear_pointer(&reading.groups, g_ptr_array_unref);
  return reading.groups;
}

/* GLib's own words are English where its translations are not installed. */
static void
tell_unreadable(const char *name, GError *failure, GError **error) {
  int reason = EIO;
  if (g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    reason = ENOENT;
  else if (g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_ACCES))
    reason = EACCES;
  else if (g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_ISDIR))
    reason = EISDIR;
  char *said = g_strdup_printf(_("cannot be read: %s"), g_strerror(reason));
  g_set_error(error, failure->domain, failure->code, "%s: %s", name, said);
  g_free(said);
  g_error_free(failure);
}

GPtrArray *
search_groups_read(const char *path, GError **error) {
  char *text = NULL;
  gsize bytes = 0;
  GError *failure = NULL;
  GPtrArray *groups = NULL;
  char *name = g_filename_display_name(path);
  if (!g_file_get_contents(path, &text, &bytes, &failure))
    tell_unreadable(name, failure, error);
  else if (strlen(text) == bytes)
    groups = search_groups_of_text(name, text, error);
  else
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, _("%s: no text, as it holds a zero byte"),
                name);
  g_free(name);
  g_free(text);
  return groups;
}

/* ---- asking ---- */

static bool
refuse_unknown(const GPtrArray *groups, const char *name, GError **error) {
  GString *known = g_string_new(NULL);
  for (guint i = 0; groups != NULL && i < groups->len; i++)
    g_string_append_printf(known, "%s%s", i > 0 ? ", " : "",
                           ((const SearchGroup *)groups->pdata[i])->name);
  g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, "group \"%s\": %s%s", name,
              groups == NULL    ? _("no file of groups was given (--groups FILE)")
              : known->len == 0 ? _("the file of groups has none")
                                : _("there is no such group; there are "),
              known->str);
  g_string_free(known, TRUE);
  return false;
}

bool
search_filters_take_groups(SearchFilters *filters, const GPtrArray *groups, GError **error) {
  for (guint i = 0; i < filters->groups->len; i++) {
    const SearchGroup *group = find(groups, filters->groups->pdata[i]);
    if (group == NULL)
      return refuse_unknown(groups, filters->groups->pdata[i], error);
    for (guint j = 0; j < group->members->len; j++)
      if (!g_ptr_array_find(filters->grouped, group->members->pdata[j], NULL))
        g_ptr_array_add(filters->grouped, group->members->pdata[j]);
  }
  return true;
}

char *
search_groups_mark(const GPtrArray *groups) {
  GString *mark = g_string_new(NULL);
  for (guint i = 0; groups != NULL && i < groups->len; i++) {
    const SearchGroup *group = groups->pdata[i];
    g_string_append_printf(mark, "[%s]", group->name);
    for (guint j = 0; j < group->members->len; j++)
      g_string_append(mark, ((const CorpusMunicipality *)group->members->pdata[j])->code);
  }
  return g_string_free(mark, FALSE);
}
