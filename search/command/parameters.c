/* search/command/parameters.c: reads the query of a URL by the table of options. Whoever asks so is
 * a program, and is answered in English. */
#include <string.h>

#include "search/ask/error.h"
#include "search/command/request.h"
#include "search/query/syntax.h"

bool
search_parameter_is(const SearchOption *option) {
  return option->kind != SEARCH_OPTION_INDEX && option->kind != SEARCH_OPTION_GROUPS &&
         option->kind != SEARCH_OPTION_CITE && option->kind != SEARCH_OPTION_CONFIG &&
         option->kind != SEARCH_OPTION_HELP;
}

static bool
refuse(GError **error, const char *reason, const char *name, const char *problem) {
  return search_error_set(error, SEARCH_ERROR_USAGE, reason, SEARCH_STRINGS("parameter", name),
                          NULL, "%s: %s", name, problem);
}

/* "true" and "1" set an option that takes no value on the command line, "false" and "0" do not. */
static bool
set_flag(SearchRequest *request, const SearchOption *option, const char *value, GError **error) {
  if (g_str_equal(value, "false") || g_str_equal(value, "0"))
    return true;
  if (g_str_equal(value, "true") || g_str_equal(value, "1"))
    return search_request_set(request, option, NULL, error);
  return search_error_set(error, SEARCH_ERROR_USAGE, "bad_value",
                          SEARCH_STRINGS("parameter", option->name, "value", value),
                          SEARCH_STRINGS("true", "false"), "%s: true or false", option->name);
}

static bool
set_argument(SearchRequest *request, const char *name, const char *value, GError **error) {
  if (request->arguments != NULL)
    return refuse(error, "given_twice", name, "given twice");
  if (strlen(value) > SEARCH_QUERY_MAX_BYTES) {
    return search_error_set(error, SEARCH_ERROR_TOO_LONG, "too_long",
                            SEARCH_STRINGS("parameter", name), NULL,
                            "%s: longer than " G_STRINGIFY(SEARCH_QUERY_MAX_BYTES) " bytes", name);
  }
  if (*value == '\0')
    return refuse(error, "missing", name, "empty");
  const char *const arguments[] = {value, NULL};
  request->arguments = g_strdupv((char **)arguments);
  return true;
}

/* What is sought and what somebody may have are asked for in the same words: q and topic are one.
 */
static bool
means(const char *name, const char *argument) {
  static const char *const same[] = {"q", "topic", NULL};
  return g_strcmp0(name, argument) == 0 ||
         (argument != NULL && g_strv_contains(same, argument) && g_strv_contains(same, name));
}

/* Says which parameters there are. */
static bool
refuse_parameter(const SearchCommand *command, const char *name, GError **error) {
  const char *argument = command->parameter;
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  GPtrArray *known = g_ptr_array_new();
  if (argument != NULL)
    g_ptr_array_add(known, (gpointer)(means("q", argument) ? "q" : argument));
  for (gsize i = 0; i < count; i++)
    if (search_option_belongs(&options[i], command) && search_parameter_is(&options[i]) &&
        g_strcmp0(options[i].name, argument) != 0)
      g_ptr_array_add(known, (gpointer)options[i].name);
  g_ptr_array_add(known, NULL);
  char *listed = g_strjoinv(", ", (char **)known->pdata);
  search_error_set(error, SEARCH_ERROR_USAGE, "unknown_parameter",
                   SEARCH_STRINGS("parameter", name, "command", command->name),
                   (const char *const *)known->pdata, "%s has no parameter \"%s\"; it has %s",
                   command->name, name, listed);
  g_free(listed);
  g_ptr_array_unref(known);
  return false;
}

/* Text is what a command prints for people; here there is none, nor is it offered. */
static bool
set_format(SearchRequest *request, const SearchOption *option, const char *value, GError **error) {
  if (search_request_set(request, option, value, NULL) && request->format != SEARCH_FORMAT_TEXT)
    return true;
  return search_error_set(
      error, SEARCH_ERROR_USAGE, "bad_value", SEARCH_STRINGS("parameter", "format", "value", value),
      SEARCH_STRINGS("json", "csv", "csv-sv", "xlsx"), "format: json, csv, csv-sv or xlsx");
}

/* One request may ask for less than one command. */
static bool
check_limit(const char *value, GError **error) {
  unsigned limit = 0;
  return search_number_parse(value, 0, SEARCH_PARAMETERS_LIMIT_MAX, &limit) ||
         search_error_set(error, SEARCH_ERROR_USAGE, "bad_value",
                          SEARCH_STRINGS("parameter", "limit", "value", value, "least", "0", "most",
                                         G_STRINGIFY(SEARCH_PARAMETERS_LIMIT_MAX)),
                          NULL,
                          "limit \"%s\": a number from 0 to " G_STRINGIFY(
                              SEARCH_PARAMETERS_LIMIT_MAX) " at a time; offset gives those after",
                          value);
}

static bool
set_parameter(SearchRequest *request, const char *name, const char *value, bool *format_given,
              GError **error) {
  const char *argument = request->command->parameter;
  const SearchOption *option = search_option_find(request->command, name);
  if (means(name, argument) && (option == NULL || request->arguments == NULL))
    return set_argument(request, name, value, error);
  if (option == NULL || !search_parameter_is(option))
    return refuse_parameter(request->command, name, error);
  if (option->value == NULL)
    return set_flag(request, option, value, error);
  if (option->kind == SEARCH_OPTION_FORMAT) {
    *format_given = true;
    return set_format(request, option, value, error);
  }
  if (strcmp(option->name, "limit") == 0 && !check_limit(value, error))
    return false;
  return search_request_set(request, option, value, error);
}

static bool
set_parameters(SearchRequest *request, const char *query, bool *format_given, GError **error) {
  GUriParamsIter parameters;
  char *name = NULL, *value = NULL;
  GError *inner = NULL;
  bool ok = true;
  g_uri_params_iter_init(&parameters, query, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (ok && g_uri_params_iter_next(&parameters, &name, &value, &inner)) {
    ok = set_parameter(request, name, value, format_given, error);
    g_free(name);
    g_free(value);
  }
  if (inner != NULL) {
    search_error_set(
        error, SEARCH_ERROR_USAGE, "malformed", NULL, NULL,
        "the query string: %s; other letters than a to z are percent-encoded as UTF-8, like "
        "%%C3%%A5 for å",
        inner->message);
    g_error_free(inner);
    return false;
  }
  return ok;
}

static bool
check_parameters(const SearchRequest *request, GError **error) {
  const char *argument = request->command->parameter;
  if (request->arguments == NULL && request->command->least_arguments > 0)
    return refuse(error, "missing", argument, "missing");
  return search_filters_check(request->filters, error);
}

SearchRequest *
search_parameters_read(const SearchCommand *command, const char *query, bool *format_given,
                       GError **error) {
  *format_given = false;
  if (query != NULL && strlen(query) > SEARCH_PARAMETERS_MAX_BYTES) {
    search_error_set(
        error, SEARCH_ERROR_TOO_LONG, "too_long", NULL, NULL,
        "the query string is longer than " G_STRINGIFY(SEARCH_PARAMETERS_MAX_BYTES) " bytes");
    return NULL;
  }
  SearchRequest *request = search_request_new(command);
  request->format = SEARCH_FORMAT_JSON;
  bool ok = (query == NULL || set_parameters(request, query, format_given, error)) &&
            check_parameters(request, error);
  if (ok && request->arguments == NULL)
    request->arguments = g_new0(char *, 1);
  if (!ok)
    g_clear_pointer(&request, search_request_free);
  return request;
}
