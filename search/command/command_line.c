/* search/command/command_line.c: reads a command line by the table of options. */
#include <glib/gi18n.h>
#include <string.h>

#include "search/ask/error.h"
#include "search/command/request.h"

/* A request that is being read, and the options that it was given: a bit each, by their place in
 * the table. */
typedef struct {
  SearchRequest *request;
  guint64 given;
} Parsing;

/* The option that is called "--name" or "-n". */
static const SearchOption *
option_of(const SearchCommand *command, const char *name) {
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  if (name[1] == '-')
    return search_option_find(command, name + 2);
  for (gsize i = 0; i < count; i++)
    if (options[i].letter == name[1] && search_option_belongs(&options[i], command))
      return &options[i];
  return NULL;
}

/* GOption calls this for each option it meets; name begins with its dashes. */
static gboolean
set_option(const char *name, const char *value, gpointer data, GError **error) {
  Parsing *parsing = data;
  SearchRequest *request = parsing->request;
  gsize count = 0;
  const SearchOption *option = option_of(request->command, name);
  g_return_val_if_fail(option != NULL, FALSE);
  parsing->given |= G_GUINT64_CONSTANT(1) << (option - search_options(&count));
  return search_request_set(request, option, value, error);
}

/* The command's options as GOption wants them; ends with an empty entry. */
static GOptionEntry *
entries_new(SearchRequest *request) {
  GArray *entries = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  for (gsize i = 0; i < count; i++) {
    if (!search_option_belongs(&options[i], request->command))
      continue;
    GOptionEntry entry = {.long_name = options[i].name,
                          .short_name = options[i].letter,
                          .flags = options[i].value == NULL ? G_OPTION_FLAG_NO_ARG
                                                            : G_OPTION_FLAG_FILENAME,
                          .arg = G_OPTION_ARG_CALLBACK,
                          .arg_data = (gpointer)set_option};
    g_array_append_val(entries, entry);
  }
  GOptionEntry rest = {.long_name = G_OPTION_REMAINING,
                       .arg = G_OPTION_ARG_FILENAME_ARRAY,
                       .arg_data = &request->arguments};
  g_array_append_val(entries, rest);
  return (GOptionEntry *)g_array_free(entries, FALSE);
}

/* What GOption says of an option ("Unknown option --serach") it says in the language of its own
 * translations, which may not be there: says it anew, and which one was perhaps meant, or how an
 * argument is written that looks like one ("-lean"). */
static void
word_anew(const SearchCommand *command, GError *error) {
  bool unknown = error->domain == G_OPTION_ERROR && error->code == G_OPTION_ERROR_UNKNOWN_OPTION;
  bool bad = error->domain == G_OPTION_ERROR && error->code == G_OPTION_ERROR_BAD_VALUE;
  const char *option = strstr(error->message, " -");
  if (option == NULL || !(unknown || bad))
    return;
  char *word = g_strndup(option + 2, strcspn(option + 2, "="));
  const char *nearest = *word == '-' && unknown ? search_option_nearest(command, word + 1) : NULL;
  char *message =
      g_strdup_printf(unknown ? _("Unknown option %s") : _("Missing argument for %s"), option + 1);
  g_free(error->message);
  if (nearest != NULL)
    error->message = g_strdup_printf(_("%s; did you mean --%s?"), message, nearest);
  else if (unknown && command->most_arguments > 0)
    error->message =
        g_strdup_printf(_("%s; put -- before what begins with - and is no option"), message);
  else
    error->message = g_strdup(message);
  g_free(message);
  g_free(word);
}

/* The words as GOption understands them: "-n3" is "-n 3". The caller frees them. */
static char **
words_apart(const SearchCommand *command, const char *const *words) {
  GStrvBuilder *apart = g_strv_builder_new();
  bool options = true; /* no "--" was met */
  g_strv_builder_add(apart, "kompass");
  for (; *words != NULL; words++) {
    const char *word = *words;
    options = options && !g_str_equal(word, "--");
    const SearchOption *option = options && *word == '-' && word[1] != '\0' && word[1] != '-'
                                     ? option_of(command, word)
                                     : NULL;
    if (option != NULL && option->value != NULL && word[2] != '\0') {
      char letter[] = {'-', option->letter, '\0'};
      g_strv_builder_add(apart, letter);
      g_strv_builder_add(apart, word + 2);
    } else {
      g_strv_builder_add(apart, word);
    }
  }
  char **parted = g_strv_builder_end(apart);
  g_strv_builder_unref(apart);
  return parted;
}

/* GOption takes "--explain=no" for "--explain". */
static bool
check_flags(const SearchCommand *command, const char *const *words, GError **error) {
  bool ok = true;
  for (; ok && *words != NULL && !g_str_equal(*words, "--"); words++) {
    char **parts = g_strsplit(*words, "=", 2);
    const SearchOption *option = g_strv_length(parts) == 2 && g_str_has_prefix(parts[0], "--")
                                     ? option_of(command, parts[0])
                                     : NULL;
    ok = option == NULL || option->value != NULL;
    if (!ok)
      g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, _("%s: takes no value"), option->name);
    g_strfreev(parts);
  }
  return ok;
}

static bool
parse(Parsing *parsing, const char *const *words, GError **error) {
  GOptionEntry *entries = entries_new(parsing->request);
  GOptionGroup *group = g_option_group_new("kompass", "", "", parsing, NULL);
  g_option_group_add_entries(group, entries);
  GOptionContext *context = g_option_context_new(NULL);
  g_option_context_set_main_group(context, group);
  g_option_context_set_help_enabled(context, FALSE);
  char **argv = words_apart(parsing->request->command, words);
  GError *failure = NULL;
  bool ok = g_option_context_parse_strv(context, &argv, &failure);
  if (failure != NULL) {
    word_anew(parsing->request->command, failure);
    g_propagate_error(error, failure);
  }
  g_strfreev(argv);
  g_option_context_free(context);
  g_free(entries);
  return ok;
}

static bool
check_count(const SearchRequest *request, GError **error) {
  const SearchCommand *command = request->command;
  guint count = request->arguments == NULL ? 0 : g_strv_length(request->arguments);
  if (count < command->least_arguments && !request->rebuild) {
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE,
                command->id == SEARCH_COMMAND_INDEX
                    ? _("%s is missing, and no configuration names folders with reports")
                    : _("%s is missing"),
                gettext(command->arguments));
    return false;
  }
  if (count > command->most_arguments) {
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, _("\"%s\" is one argument too many"),
                request->arguments[command->most_arguments]);
    return false;
  }
  if (command->id == SEARCH_COMMAND_INDEX && count > 0 &&
      g_strv_contains((const char *const *)request->arguments, "")) {
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE,
                _("\"\" names neither a file nor a folder"));
    return false;
  }
  return true;
}

/* Where no file of groups is named, the environment may name one. */
static bool
find_groups(SearchRequest *request, GError **error) {
  const char *path = g_getenv("KOMPASS_GROUPS");
  bool usual = request->groups == NULL && path != NULL && *path != '\0' &&
               search_option_find(request->command, "groups") != NULL;
  if (usual)
    request->groups = search_groups_read(path, error);
  return (!usual || request->groups != NULL) &&
         search_filters_take_groups(request->filters, request->groups, error);
}

SearchRequest *
search_request_parse(const SearchCommand *command, const char *const *words, GError **error) {
  SearchRequest *request = search_request_new(command);
  Parsing parsing = {request, 0};
  bool ok = check_flags(command, words, error) && parse(&parsing, words, error) &&
            (request->help ||
             (search_settings_apply(request, parsing.given, error) && check_count(request, error) &&
              search_filters_check(request->filters, error) && find_groups(request, error)));
  if (request->arguments == NULL)
    request->arguments = g_new0(char *, 1);
  if (request->index == NULL)
    request->index = g_build_filename(g_get_user_data_dir(), "kompass", "index", NULL);
  if (!ok)
    g_clear_pointer(&request, search_request_free);
  return request;
}
