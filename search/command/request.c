/* search/command/request.c: parses a command line with GOption, from the table of options. */
#include "search/command/request.h"

#include <string.h>

#include "indexer/update.h"
#include "search/ask/error.h"

char *
search_default_index(void) {
  const char *index = g_getenv("KOMPASS_INDEX");
  if (index != NULL && *index != '\0')
    return g_strdup(index);
  return g_build_filename(g_get_user_data_dir(), "kompass", "index", NULL);
}

void
search_request_free(SearchRequest *request) {
  if (request == NULL)
    return;
  g_free(request->index);
  search_filters_free(request->filters);
  g_ptr_array_unref(request->models);
  g_free(request->serving.listen);
  g_free(request->serving.cors);
  g_strfreev(request->arguments);
  g_free(request);
}

static bool
set_format(SearchRequest *request, const char *value, GError **error) {
  GString *known = g_string_new(NULL);
  for (SearchFormat format = SEARCH_FORMAT_TEXT; format <= SEARCH_FORMAT_CSV; format++) {
    if ((request->command->formats & (1u << format)) == 0)
      continue;
    if (strcmp(value, search_format_name(format)) == 0) {
      request->format = format;
      g_string_free(known, TRUE);
      return true;
    }
    g_string_append_printf(known, "%s%s", known->len > 0 ? ", " : "", search_format_name(format));
  }
  char *valid = g_utf8_make_valid(value, -1);
  g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, "format \"%s\": %s prints %s", valid,
              request->command->name, known->str);
  g_free(valid);
  g_string_free(known, TRUE);
  return false;
}

static bool
add_model(SearchRequest *request, const char *value, GError **error) {
  const CorpusMunicipality *model = search_municipality(value, error);
  if (model == NULL)
    return false;
  g_ptr_array_add(request->models, (gpointer)model);
  return true;
}

static bool
set_index(SearchRequest *request, const char *value, GError **error) {
  if (*value == '\0') {
    g_set_error_literal(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, "index \"\": no folder is named");
    return false;
  }
  g_free(request->index);
  request->index = g_strdup(value);
  return true;
}

static bool
set_number(const SearchOption *option, const char *value, unsigned most, unsigned *number,
           GError **error) {
  if (search_number_parse(value, 1, most, number))
    return true;
  g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, "%s: a number from 1 to %u", option->name,
              most);
  return false;
}

static bool
set_order(SearchRequest *request, const char *value, GError **error) {
  if (search_order_parse(value, &request->manner.order))
    return true;
  g_set_error_literal(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, "rank: relevance or practice");
  return false;
}

static bool
set_text(char **text, const SearchOption *option, const char *value, GError **error) {
  if (*value == '\0' || !g_utf8_validate(value, -1, NULL)) {
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, "%s: %s is missing", option->name,
                option->value);
    return false;
  }
  g_free(*text);
  *text = g_strdup(value);
  return true;
}

bool
search_request_set(SearchRequest *request, const SearchOption *option, const char *value,
                   GError **error) {
  switch (option->kind) {
  case SEARCH_OPTION_INDEX:
    return set_index(request, value, error);
  case SEARCH_OPTION_FORMAT:
    return set_format(request, value, error);
  case SEARCH_OPTION_FILTER:
    return search_filters_add(request->filters, option->name, value, error);
  case SEARCH_OPTION_MODEL:
    return add_model(request, value, error);
  case SEARCH_OPTION_CITE:
    request->cite = true;
    return TRUE;
  case SEARCH_OPTION_ALL_YEARS:
    request->all_years = true;
    return TRUE;
  case SEARCH_OPTION_SHARDS:
    return set_number(option, value, INDEXER_SHARDS_MAX, &request->shards, error);
  case SEARCH_OPTION_REBUILD:
    request->rebuild = true;
    return TRUE;
  case SEARCH_OPTION_ALLOW_EMPTY:
    request->allow_empty = true;
    return TRUE;
  case SEARCH_OPTION_RANK:
    return set_order(request, value, error);
  case SEARCH_OPTION_EXPLAIN:
    request->manner.explain = true;
    return TRUE;
  case SEARCH_OPTION_HELP:
    request->help = true;
    return TRUE;
  case SEARCH_OPTION_LISTEN:
    return set_text(&request->serving.listen, option, value, error);
  case SEARCH_OPTION_CORS:
    return set_text(&request->serving.cors, option, value, error);
  case SEARCH_OPTION_THREADS:
    return set_number(option, value, SEARCH_THREADS_MAX, &request->serving.threads, error);
  case SEARCH_OPTION_CONNECTIONS:
    return set_number(option, value, SEARCH_CONNECTIONS_MAX, &request->serving.connections, error);
  case SEARCH_OPTION_SECONDS:
    return set_number(option, value, SEARCH_SECONDS_MAX, &request->serving.seconds, error);
  }
  return FALSE;
}

/* GOption calls this for each option it meets; name begins with its dashes. */
static gboolean
set_option(const char *name, const char *value, gpointer data, GError **error) {
  SearchRequest *request = data;
  const char *bare = g_str_equal(name, "-h") ? "help" : name + strspn(name, "-");
  const SearchOption *option = search_option_find(request->command, bare);
  g_return_val_if_fail(option != NULL, FALSE);
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

static bool
parse(SearchRequest *request, const char *const *words, GError **error) {
  GOptionEntry *entries = entries_new(request);
  GOptionGroup *group = g_option_group_new("kompass", "", "", request, NULL);
  g_option_group_add_entries(group, entries);
  GOptionContext *context = g_option_context_new(NULL);
  g_option_context_set_main_group(context, group);
  g_option_context_set_help_enabled(context, FALSE);
  GStrvBuilder *builder = g_strv_builder_new();
  g_strv_builder_add(builder, "kompass");
  g_strv_builder_addv(builder, (const char **)words);
  char **argv = g_strv_builder_end(builder);
  g_strv_builder_unref(builder);
  bool ok = g_option_context_parse_strv(context, &argv, error);
  g_strfreev(argv);
  g_option_context_free(context);
  g_free(entries);
  return ok;
}

static bool
check_count(const SearchRequest *request, GError **error) {
  const SearchCommand *command = request->command;
  guint count = request->arguments == NULL ? 0 : g_strv_length(request->arguments);
  if (count < command->least_arguments) {
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, "%s is missing", command->arguments);
    return false;
  }
  if (count > command->most_arguments) {
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, "\"%s\" is one argument too many",
                request->arguments[command->most_arguments]);
    return false;
  }
  return true;
}

SearchRequest *
search_request_new(const SearchCommand *command) {
  SearchRequest *request = g_new0(SearchRequest, 1);
  request->command = command;
  request->format = command->default_format;
  request->filters = search_filters_new();
  request->models = g_ptr_array_new();
  return request;
}

SearchRequest *
search_request_parse(const SearchCommand *command, const char *const *words, GError **error) {
  SearchRequest *request = search_request_new(command);
  bool ok = parse(request, words, error) && (request->help || check_count(request, error));
  if (request->arguments == NULL)
    request->arguments = g_new0(char *, 1);
  if (request->index == NULL)
    request->index = search_default_index();
  if (!ok)
    g_clear_pointer(&request, search_request_free);
  return request;
}
