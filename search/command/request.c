/* search/command/request.c: what is asked for: each option is taken with its value, and checked. */
#include "search/command/request.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "indexer/update.h"
#include "search/ask/error.h"

SearchRequest *
search_request_new(const SearchCommand *command) {
  SearchRequest *request = g_new0(SearchRequest, 1);
  request->command = command;
  request->format = command->default_format;
  request->filters = search_filters_new();
  request->models = g_ptr_array_new();
  request->origins = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  request->serving.connections = SEARCH_CONNECTIONS_DEFAULT;
  request->serving.per_address = SEARCH_PER_ADDRESS_DEFAULT;
  request->serving.head_seconds = SEARCH_HEAD_SECONDS_DEFAULT;
  request->serving.seconds = SEARCH_SECONDS_DEFAULT;
  return request;
}

void
search_request_free(SearchRequest *request) {
  if (request == NULL)
    return;
  g_free(request->index);
  g_free(request->config);
  g_hash_table_unref(request->origins);
  search_filters_free(request->filters);
  g_clear_pointer(&request->groups, g_ptr_array_unref);
  g_ptr_array_unref(request->models);
  g_free(request->serving.listen);
  g_free(request->serving.cors);
  g_free(request->serving.proxy);
  g_strfreev(request->serving.hosts);
  g_free(request->serving.operator_name);
  g_free(request->serving.contact);
  g_free(request->serving.accessibility_reviewed);
  g_strfreev(request->arguments);
  g_free(request);
}

static bool
set_format(SearchRequest *request, const SearchOption *option, const char *value, GError **error) {
  for (SearchFormat format = SEARCH_FORMAT_TEXT; format < SEARCH_FORMATS; format++)
    if ((request->command->formats & (1u << format)) != 0 &&
        strcmp(value, search_format_name(format)) == 0) {
      request->format = format;
      return true;
    }
  char *choices = search_option_choices(option, request->command);
  char **known = g_strsplit(choices, " ", -1), *listed = g_strjoinv(", ", known);
  search_error_set(error, SEARCH_ERROR_USAGE, "bad_value",
                   SEARCH_STRINGS("parameter", "format", "value", value),
                   (const char *const *)known, _("format \"%s\": %s prints %s"), value,
                   request->command->name, listed);
  g_free(listed);
  g_strfreev(known);
  g_free(choices);
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

/* Any bytes but none. */
static bool
set_path(char **path, const SearchOption *option, const char *value, GError **error) {
  if (*value == '\0') {
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE,
                option->kind == SEARCH_OPTION_INDEX ? _("%s \"\": no folder is named")
                                                    : _("%s \"\": no file is named"),
                option->name);
    return false;
  }
  g_free(*path);
  *path = g_strdup(value);
  return true;
}

bool
search_request_use_groups(SearchRequest *request, GPtrArray *groups, GError **error) {
  g_clear_pointer(&request->groups, g_ptr_array_unref);
  request->groups = groups != NULL ? g_ptr_array_ref(groups) : NULL;
  return search_filters_take_groups(request->filters, groups, error);
}

static bool
read_groups(SearchRequest *request, const char *path, GError **error) {
  g_clear_pointer(&request->groups, g_ptr_array_unref);
  request->groups = search_groups_read(path, error);
  return request->groups != NULL;
}

static bool
set_number_from(const SearchOption *option, const char *value, unsigned least, unsigned most,
                unsigned *number, GError **error) {
  if (search_number_parse(value, least, most, number))
    return true;
  char first[16], last[16];
  g_snprintf(first, sizeof first, "%u", least);
  g_snprintf(last, sizeof last, "%u", most);
  return search_error_set(
      error, SEARCH_ERROR_USAGE, "bad_value",
      SEARCH_STRINGS("parameter", option->name, "value", value, "least", first, "most", last), NULL,
      _("%s: a number from %u to %u"), option->name, least, most);
}

static bool
set_number(const SearchOption *option, const char *value, unsigned most, unsigned *number,
           GError **error) {
  return set_number_from(option, value, 1, most, number, error);
}

static bool
set_order(SearchRequest *request, const char *value, GError **error) {
  if (search_order_parse(value, &request->manner.order))
    return true;
  return search_error_set(
      error, SEARCH_ERROR_USAGE, "bad_value", SEARCH_STRINGS("parameter", "rank", "value", value),
      SEARCH_STRINGS("relevance", "practice"), _("rank: relevance or practice"));
}

static bool
set_text(char **text, const SearchOption *option, const char *value, GError **error) {
  if (*value == '\0' || !g_utf8_validate(value, -1, NULL)) {
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, _("%s: %s is missing"), option->name,
                gettext(option->value));
    return false;
  }
  g_free(*text);
  *text = g_strdup(value);
  return true;
}

static bool
set_address(char **text, const SearchOption *option, const char *value, GError **error) {
  GInetAddress *address = g_inet_address_new_from_string(value);
  if (address == NULL) {
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, _("%s: an address, like 127.0.0.1 or ::1"),
                option->name);
    return false;
  }
  g_free(*text);
  *text = g_inet_address_to_string(address);
  g_object_unref(address);
  return true;
}

static bool
set_date(char **text, const SearchOption *option, const char *value, GError **error) {
  GDateTime *day = NULL;
  if (g_regex_match_simple("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", value, G_REGEX_DOLLAR_ENDONLY, 0)) {
    char *moment = g_strconcat(value, "T00:00:00Z", NULL);
    day = g_date_time_new_from_iso8601(moment, NULL);
    g_free(moment);
  }
  if (day == NULL) {
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, _("%s: a day, like 2026-11-30"),
                option->name);
    return false;
  }
  g_date_time_unref(day);
  return set_text(text, option, value, error);
}

static bool
add_text(char ***texts, const SearchOption *option, const char *value, GError **error) {
  char *text = NULL;
  if (!set_text(&text, option, value, error))
    return false;
  guint count = *texts != NULL ? g_strv_length(*texts) : 0;
  *texts = g_renew(char *, *texts, count + 2);
  (*texts)[count] = text;
  (*texts)[count + 1] = NULL;
  return true;
}

static bool
set_true(bool *flag) {
  *flag = true;
  return true;
}

bool
search_request_set(SearchRequest *request, const SearchOption *option, const char *value,
                   GError **error) {
  switch (option->kind) {
  case SEARCH_OPTION_INDEX:
    return set_path(&request->index, option, value, error);
  case SEARCH_OPTION_FORMAT:
    return set_format(request, option, value, error);
  case SEARCH_OPTION_FILTER:
    return search_filters_add(request->filters, option->name, value, error);
  case SEARCH_OPTION_GROUPS:
    return read_groups(request, value, error);
  case SEARCH_OPTION_MODEL:
    return add_model(request, value, error);
  case SEARCH_OPTION_CITE:
    return set_true(&request->cite);
  case SEARCH_OPTION_ALL_YEARS:
    return set_true(&request->all_years);
  case SEARCH_OPTION_PARTIAL:
    return set_true(&request->partial);
  case SEARCH_OPTION_SHARDS:
    return set_number(option, value, INDEXER_SHARDS_MAX, &request->shards, error);
  case SEARCH_OPTION_REBUILD:
    return set_true(&request->rebuild);
  case SEARCH_OPTION_OCR:
    return set_true(&request->recognise);
  case SEARCH_OPTION_ALLOW_EMPTY:
    return set_true(&request->allow_empty);
  case SEARCH_OPTION_RANK:
    return set_order(request, value, error);
  case SEARCH_OPTION_EXPLAIN:
    return set_true(&request->manner.explain);
  case SEARCH_OPTION_HELP:
    return set_true(&request->help);
  case SEARCH_OPTION_LISTEN:
    return set_text(&request->serving.listen, option, value, error);
  case SEARCH_OPTION_OPERATOR:
    return set_text(&request->serving.operator_name, option, value, error);
  case SEARCH_OPTION_CONTACT:
    return set_text(&request->serving.contact, option, value, error);
  case SEARCH_OPTION_ACCESSIBILITY_REVIEWED:
    return set_date(&request->serving.accessibility_reviewed, option, value, error);
  case SEARCH_OPTION_CONFIG:
    return set_path(&request->config, option, value, error);
  case SEARCH_OPTION_CORS:
    return set_text(&request->serving.cors, option, value, error);
  case SEARCH_OPTION_THREADS:
    return set_number(option, value, SEARCH_THREADS_MAX, &request->serving.threads, error);
  case SEARCH_OPTION_CONNECTIONS:
    return set_number(option, value, SEARCH_CONNECTIONS_MAX, &request->serving.connections, error);
  case SEARCH_OPTION_PER_ADDRESS:
    return set_number_from(option, value, 0, SEARCH_CONNECTIONS_MAX, &request->serving.per_address,
                           error);
  case SEARCH_OPTION_PROXY:
    return set_address(&request->serving.proxy, option, value, error);
  case SEARCH_OPTION_HOST:
    return add_text(&request->serving.hosts, option, value, error);
  case SEARCH_OPTION_SOURCES:
    return set_true(&request->serving.sources);
  case SEARCH_OPTION_HEAD_SECONDS:
    return set_number(option, value, SEARCH_SECONDS_MAX, &request->serving.head_seconds, error);
  case SEARCH_OPTION_SECONDS:
    return set_number(option, value, SEARCH_SECONDS_MAX, &request->serving.seconds, error);
  }
  return false;
}
