/* search/command/parameters.c: decodes query parameters and hands each to the table of options. */
#include "search/command/parameters.h"

#include <string.h>

#include "search/ask/error.h"
#include "search/query/syntax.h"

const char *
search_parameter_argument(const SearchCommand *command) {
  static const struct {
    const char *command, *name;
  } arguments[] = {{"search", "q"}, {"who", "topic"}, {"learn", "municipality"}};
  for (gsize i = 0; i < G_N_ELEMENTS(arguments); i++)
    if (strcmp(arguments[i].command, command->name) == 0)
      return arguments[i].name;
  return NULL;
}

bool
search_parameter_is(const SearchOption *option) {
  static const char *const others[] = {
      "index",  "shards", "rebuild", "allow-empty", "cite",    "help", "jobs",
      "listen", "cors",   "threads", "connections", "seconds", NULL};
  return !g_strv_contains(others, option->name);
}

static bool
fail(GError **error, const char *name, const char *problem) {
  g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, "%s: %s", name, problem);
  return false;
}

/* "true" and "1" set an option that takes no value on the command line, "false" and "0" do not. */
static bool
set_flag(SearchRequest *request, const SearchOption *option, const char *value, GError **error) {
  if (g_str_equal(value, "false") || g_str_equal(value, "0"))
    return true;
  if (g_str_equal(value, "true") || g_str_equal(value, "1"))
    return search_request_set(request, option, NULL, error);
  return fail(error, option->name, "true or false");
}

static bool
set_argument(SearchRequest *request, const char *name, const char *value, GError **error) {
  if (request->arguments != NULL)
    return fail(error, name, "given twice");
  if (strlen(value) > SEARCH_QUERY_MAX_BYTES) {
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_TOO_LONG,
                "%s: longer than " G_STRINGIFY(SEARCH_QUERY_MAX_BYTES) " bytes", name);
    return false;
  }
  if (*value == '\0')
    return fail(error, name, "empty");
  const char *const arguments[] = {value, NULL};
  request->arguments = g_strdupv((char **)arguments);
  return true;
}

static bool
set(SearchRequest *request, const char *name, const char *value, bool *format_given,
    GError **error) {
  const char *argument = search_parameter_argument(request->command);
  const SearchOption *option = search_option_find(request->command, name);
  if (g_strcmp0(name, argument) == 0 && (option == NULL || request->arguments == NULL))
    return set_argument(request, name, value, error);
  if (option == NULL || !search_parameter_is(option)) {
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, "%s has no parameter \"%s\"",
                request->command->name, name);
    return false;
  }
  if (option->value == NULL)
    return set_flag(request, option, value, error);
  *format_given = *format_given || option->kind == SEARCH_OPTION_FORMAT;
  return search_request_set(request, option, value, error);
}

static bool
set_all(SearchRequest *request, const char *query, bool *format_given, GError **error) {
  GUriParamsIter parameters;
  char *name = NULL, *value = NULL;
  GError *inner = NULL;
  bool ok = true;
  g_uri_params_iter_init(&parameters, query, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (ok && g_uri_params_iter_next(&parameters, &name, &value, &inner)) {
    ok = set(request, name, value, format_given, error);
    g_free(name);
    g_free(value);
  }
  if (inner != NULL) {
    fail(error, "the query string", inner->message);
    g_error_free(inner);
    return false;
  }
  return ok;
}

static bool
check(const SearchRequest *request, GError **error) {
  const char *argument = search_parameter_argument(request->command);
  if (request->arguments == NULL && request->command->least_arguments > 0)
    return fail(error, argument, "missing");
  if (request->filters->limit > SEARCH_PARAMETERS_LIMIT_MAX)
    return fail(error, "limit",
                "a number from 0 to " G_STRINGIFY(SEARCH_PARAMETERS_LIMIT_MAX) " at a time");
  if (request->format == SEARCH_FORMAT_TEXT)
    return fail(error, "format", "json or csv");
  return true;
}

SearchRequest *
search_parameters_read(const SearchCommand *command, const char *query, bool *format_given,
                       GError **error) {
  *format_given = false;
  if (query != NULL && strlen(query) > SEARCH_PARAMETERS_MAX_BYTES) {
    g_set_error(
        error, SEARCH_ERROR, SEARCH_ERROR_TOO_LONG,
        "the query string is longer than " G_STRINGIFY(SEARCH_PARAMETERS_MAX_BYTES) " bytes");
    return NULL;
  }
  SearchRequest *request = search_request_new(command);
  request->format = SEARCH_FORMAT_JSON;
  bool ok =
      (query == NULL || set_all(request, query, format_given, error)) && check(request, error);
  if (ok && request->arguments == NULL)
    request->arguments = g_new0(char *, 1);
  if (!ok)
    g_clear_pointer(&request, search_request_free);
  return request;
}
