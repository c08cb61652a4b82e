/* search/command/settings.c: what the command line leaves open, from the environment and the
 * configuration file. */
#include <glib/gi18n.h>
#include <string.h>

#include "corpus/text/installed.h"
#include "search/ask/error.h"
#include "search/command/request.h"

#define FILE_NAME "kompass.conf"
#define REPORTS "reports" /* the key that stands for the arguments of index */
#define REPORTS_GROUP "kompass"

/* What is set, and where. */
typedef struct {
  GKeyFile *file; /* empty where there is none */
  char *path;     /* of it, for display; NULL = there is none */
} Settings;

static void
settings_clear(Settings *settings) {
  g_key_file_unref(settings->file);
  g_free(settings->path);
}

/* ---- the file ---- */

char *
search_settings_path(const SearchRequest *request) {
  const char *told = request->config != NULL ? request->config : g_getenv("KOMPASS_CONFIG");
  if (told != NULL)
    return *told != '\0' ? g_strdup(told) : NULL;
  char *found = corpus_installed_file(FILE_NAME, KOMPASS_SYSCONF_FROM_PROGRAM);
  if (found == NULL && g_file_test(SEARCH_CONFIG_DEFAULT, G_FILE_TEST_EXISTS))
    found = g_strdup(SEARCH_CONFIG_DEFAULT);
  return found;
}

/* Every key that there is, by its group. */
static bool
is_key(const char *group, const char *key) {
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  if (g_str_equal(group, REPORTS_GROUP) && g_str_equal(key, REPORTS))
    return true;
  for (gsize i = 0; i < count; i++)
    if (g_strcmp0(search_option_group(&options[i]), group) == 0 &&
        g_str_equal(options[i].name, key))
      return true;
  return false;
}

/* "listen, cors, …": what the group may hold; empty where there is no such group. */
static char *
keys_of(const char *group) {
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  GString *keys = g_string_new(g_str_equal(group, REPORTS_GROUP) ? REPORTS : "");
  for (gsize i = 0; i < count; i++)
    if (g_strcmp0(search_option_group(&options[i]), group) == 0)
      g_string_append_printf(keys, "%s%s", keys->len > 0 ? ", " : "", options[i].name);
  return g_string_free(keys, FALSE);
}

static bool
check_group(const Settings *settings, const char *group, GError **error) {
  char *known = keys_of(group);
  char **keys = g_key_file_get_keys(settings->file, group, NULL, NULL);
  bool ok = *known != '\0';
  if (!ok)
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_SETTING,
                _("%s: there is no group [%s]; there are [kompass] and [service]"), settings->path,
                group);
  for (char **key = keys; ok && key != NULL && *key != NULL; key++) {
    ok = is_key(group, *key);
    if (!ok)
      g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_SETTING,
                  _("%s: [%s] %s: there is no such key; there are %s"), settings->path, group, *key,
                  known);
  }
  g_strfreev(keys);
  g_free(known);
  return ok;
}

/* As much of a message as can be read: GLib cites the line that it does not understand, which of a
 * file of another kind has no end. The caller frees it. */
static char *
cut(const char *message) {
  enum { MOST_CHARS = 120 };
  char *valid = g_utf8_make_valid(message, -1);
  bool long_one = g_utf8_strlen(valid, -1) > MOST_CHARS;
  if (long_one) {
    char *beginning = g_utf8_substring(valid, 0, MOST_CHARS);
    g_free(valid);
    valid = g_strconcat(beginning, " …", NULL);
    g_free(beginning);
  }
  return valid;
}

static bool
load(Settings *settings, const char *path, GError **error) {
  GError *failure = NULL;
  settings->path = g_filename_display_name(path);
  if (!g_key_file_load_from_file(settings->file, path, G_KEY_FILE_NONE, &failure)) {
    const char *remedy = failure->domain == G_FILE_ERROR
                             ? _("name another with --config, or none with KOMPASS_CONFIG=")
                             : _("lines are \"# comment\", \"[group]\" and \"key = value\"");
    char *message = cut(failure->message);
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_SETTING, "%s: %s; %s", settings->path, message,
                remedy);
    g_free(message);
    g_error_free(failure);
    return false;
  }
  char **groups = g_key_file_get_groups(settings->file, NULL);
  bool ok = true;
  for (char **group = groups; ok && *group != NULL; group++)
    ok = check_group(settings, *group, error);
  g_strfreev(groups);
  return ok;
}

/* ---- values ---- */

/* "accessibility-reviewed" -> "KOMPASS_ACCESSIBILITY_REVIEWED". */
static char *
variable_of(const char *key) {
  char *upper = g_ascii_strup(key, -1);
  char *variable = g_strconcat("KOMPASS_", g_strdelimit(upper, "-", '_'), NULL);
  g_free(upper);
  return variable;
}

/* What is set for a key: by the environment, else by the file; parted at ";" where it is a list. An
 * empty value sets nothing. *origin: who says so. NULL where nobody does. The caller frees both. */
static char **
values_of(const Settings *settings, const char *group, const char *key, bool is_list, char **origin,
          GError **error) {
  char *variable = variable_of(key);
  char *value = g_strdup(g_getenv(variable));
  *origin = g_strconcat(variable, ":", NULL);
  if (value == NULL || *value == '\0') {
    g_free(value);
    g_free(*origin);
    *origin = g_strdup_printf("%s: [%s]", settings->path, group);
    value = g_key_file_get_value(settings->file, group, key, NULL);
    if (value != NULL && !g_utf8_validate(value, -1, NULL)) {
      g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_SETTING, _("%s %s: is not UTF-8"), *origin,
                  key);
      g_clear_pointer(&value, g_free);
    }
  }
  char **values = NULL;
  if (value != NULL && *g_strstrip(value) != '\0')
    values = g_strsplit(value, is_list ? ";" : "\n", -1);
  g_free(value);
  g_free(variable);
  return values;
}

/* Sets the option to a value; one that takes none is set by "true", or not by "false". */
static bool
set_value(SearchRequest *request, const SearchOption *option, const char *value, GError **error) {
  if (option->value != NULL || g_str_equal(value, "true"))
    return search_request_set(request, option, value, error);
  if (!g_str_equal(value, "false"))
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, _("%s: true or false"), option->name);
  return g_str_equal(value, "false");
}

/* Sets an option to each of the values, and remembers who said so. */
static bool
set_values(SearchRequest *request, const SearchOption *option, char **values, const char *origin,
           GError **error) {
  g_hash_table_insert(request->origins, g_strdup(option->name), g_strdup(origin));
  for (char **value = values; *value != NULL; value++) {
    GError *failure = NULL;
    if (*g_strstrip(*value) == '\0' || set_value(request, option, *value, &failure))
      continue;
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_SETTING, "%s %s", origin, failure->message);
    g_error_free(failure);
    return false;
  }
  return true;
}

static bool
apply(SearchRequest *request, const SearchOption *option, const Settings *settings,
      GError **error) {
  char *origin = NULL;
  GError *failure = NULL;
  char **values = values_of(settings, search_option_group(option), option->name, option->repeatable,
                            &origin, &failure);
  bool ok = values == NULL || set_values(request, option, values, origin, &failure);
  if (failure != NULL)
    g_propagate_error(error, failure);
  ok = ok && failure == NULL;
  g_strfreev(values);
  g_free(origin);
  return ok;
}

/* The folders with reports stand for the arguments of index. */
static bool
apply_reports(SearchRequest *request, const Settings *settings, GError **error) {
  char *origin = NULL;
  GError *failure = NULL;
  char **values = values_of(settings, REPORTS_GROUP, REPORTS, true, &origin, &failure);
  GStrvBuilder *paths = g_strv_builder_new();
  for (char **value = values; value != NULL && *value != NULL; value++)
    if (*g_strstrip(*value) != '\0')
      g_strv_builder_add(paths, *value);
  if (values != NULL) {
    request->arguments = g_strv_builder_end(paths);
    g_hash_table_insert(request->origins, g_strdup(REPORTS), g_strdup(origin));
  }
  g_strv_builder_unref(paths);
  g_strfreev(values);
  g_free(origin);
  if (failure != NULL)
    g_propagate_error(error, failure);
  return failure == NULL;
}

bool
search_settings_apply(SearchRequest *request, guint64 given, GError **error) {
  Settings settings = {.file = g_key_file_new()};
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  char *path = search_settings_path(request);
  bool ok = path == NULL || load(&settings, path, error);
  for (gsize i = 0; ok && i < count; i++)
    if (search_option_group(&options[i]) != NULL &&
        search_option_belongs(&options[i], request->command) &&
        (given & G_GUINT64_CONSTANT(1) << i) == 0)
      ok = apply(request, &options[i], &settings, error);
  if (ok && request->command->id == SEARCH_COMMAND_INDEX && request->arguments == NULL)
    ok = apply_reports(request, &settings, error);
  settings_clear(&settings);
  g_free(path);
  return ok;
}

void
search_settings_blame(const SearchRequest *request, GError **error) {
  GHashTableIter iter;
  gpointer name = NULL, origin = NULL;
  g_hash_table_iter_init(&iter, request->origins);
  while (error != NULL && *error != NULL && g_hash_table_iter_next(&iter, &name, &origin))
    if (g_str_has_prefix((*error)->message, name) && (*error)->domain == SEARCH_ERROR &&
        !g_ascii_isalpha((*error)->message[strlen(name)])) {
      g_prefix_error(error, "%s ", (const char *)origin);
      (*error)->code = SEARCH_ERROR_SETTING;
      return;
    }
}
