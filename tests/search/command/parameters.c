/* tests/search/command/parameters.c: query parameters mean what the options of the same name mean.
 */
#include "search/command/request.h"

#include <string.h>

#include "search/ask/error.h"

static SearchRequest *
parsed(const char *command, const char *query) {
  GError *error = NULL;
  bool format_given = false;
  SearchRequest *request =
      search_parameters_read(search_command_find(command), query, &format_given, &error);
  g_assert_no_error(error);
  g_assert_nonnull(request);
  return request;
}

static void
test_filters_are_those_of_the_command_line(void) {
  SearchRequest *asked =
      parsed("search", "q=etik&area=4&area=5&tag=strength&municipality=Lule%C3%A5"
                       "&year=2012..2018&revision=2016&limit=3&offset=2");
  const char *const words[] = {
      "etik",     "--area",         "4",    "--area",   "5",          "--tag",
      "strength", "--municipality", "2580", "--year",   "2012..2018", "--revision",
      "2016",     "--limit",        "3",    "--offset", "2",          NULL};
  GError *error = NULL;
  SearchRequest *told = search_request_parse(search_command_find("search"), words, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(asked->arguments[0], ==, "etik");
  g_assert_cmpuint(asked->filters->areas, ==, told->filters->areas);
  g_assert_cmpuint(asked->filters->tags, ==, told->filters->tags);
  g_assert_true(asked->filters->municipalities->pdata[0] ==
                told->filters->municipalities->pdata[0]);
  g_assert_cmpmem(asked->filters->years->data, sizeof(SearchYears), told->filters->years->data,
                  sizeof(SearchYears));
  g_assert_cmpuint(asked->filters->revisions->len, ==, 1);
  g_assert_cmpuint(asked->filters->limit, ==, 3);
  g_assert_cmpuint(asked->filters->offset, ==, 2);
  search_request_free(asked);
  search_request_free(told);
}

static void
test_the_first_municipality_learns_from_the_others(void) {
  SearchRequest *request =
      parsed("learn", "tag=weakness&municipality=Kalix&municipality=2580&municipality=Ume%C3%A5");
  g_assert_cmpstr(request->arguments[0], ==, "Kalix");
  g_assert_null(request->arguments[1]);
  g_assert_cmpuint(request->filters->municipalities->len, ==, 2);
  g_assert_true(request->filters->municipalities->pdata[0] == corpus_municipality_find("2580"));
  g_assert_cmpuint(request->filters->tags, ==, 1u << CORPUS_TAG_WEAKNESS);
  search_request_free(request);
}

static void
test_q_and_topic_mean_the_same(void) {
  static const char *const commands[] = {"search", "who"}, *const queries[] = {"q=a", "topic=a"};
  GError *error = NULL;
  bool given = false;
  for (gsize i = 0; i < 4; i++) {
    SearchRequest *request = parsed(commands[i / 2], queries[i % 2]);
    g_assert_cmpstr(request->arguments[0], ==, "a");
    search_request_free(request);
  }
  g_assert_null(search_parameters_read(search_command_find("who"), "q=a&topic=b", &given, &error));
  g_assert_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE);
  g_clear_error(&error);
  g_assert_null(search_parameters_read(search_command_find("models"), "q=a", &given, &error));
  g_assert_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE);
  g_clear_error(&error);
}

static void
test_texts_are_decoded(void) {
  SearchRequest *request = parsed("search", "q=%22etiska+riktlinjer%22%20%26%20mutor%3D");
  g_assert_cmpstr(request->arguments[0], ==, "\"etiska riktlinjer\" & mutor=");
  g_assert_null(request->arguments[1]);
  search_request_free(request);
}

static void
test_json_unless_csv_is_asked_for(void) {
  GError *error = NULL;
  bool given = true;
  SearchRequest *request =
      search_parameters_read(search_command_find("status"), NULL, &given, &error);
  g_assert_no_error(error);
  g_assert_false(given);
  g_assert_cmpint(request->format, ==, SEARCH_FORMAT_JSON);
  search_request_free(request);
  request = search_parameters_read(search_command_find("status"), "format=csv", &given, &error);
  g_assert_true(given);
  g_assert_cmpint(request->format, ==, SEARCH_FORMAT_CSV);
  search_request_free(request);
}

static void
test_flags_are_true_or_false(void) {
  SearchRequest *request = parsed("search", "q=x&explain=true");
  g_assert_true(request->manner.explain);
  search_request_free(request);
  request = parsed("search", "q=x&explain=0");
  g_assert_false(request->manner.explain);
  search_request_free(request);
}

static void
assert_refused(const char *command, const char *query, int code, const char *message) {
  GError *error = NULL;
  bool given = false;
  SearchRequest *request =
      search_parameters_read(search_command_find(command), query, &given, &error);
  g_assert_null(request);
  g_assert_error(error, SEARCH_ERROR, code);
  if (strstr(error->message, message) == NULL)
    g_error("%s?%s: \"%s\", not \"%s\"", command, query, error->message, message);
  g_error_free(error);
}

static void
test_what_is_wrong_is_refused(void) {
  assert_refused("search", NULL, SEARCH_ERROR_USAGE, "q: missing");
  assert_refused("search", "q=", SEARCH_ERROR_USAGE, "q: empty");
  assert_refused("search", "q=a&q=b", SEARCH_ERROR_USAGE, "q: given twice");
  assert_refused("search", "q=a&area=9", SEARCH_ERROR_USAGE, "area \"9\"");
  assert_refused("search", "q=a&limit=-1", SEARCH_ERROR_USAGE, "from 0 to 1000");
  assert_refused("search", "q=a&limit=1001", SEARCH_ERROR_USAGE, "limit \"1001\"");
  assert_refused("search", "q=a&limit=many", SEARCH_ERROR_USAGE, "from 0 to 1000");
  assert_refused("search", "q=a&offset=99999999999", SEARCH_ERROR_USAGE, "offset");
  assert_refused("search", "q=a&format=text", SEARCH_ERROR_USAGE,
                 "format: json, csv, csv-sv or xlsx");
  assert_refused("search", "q=a&format=xml", SEARCH_ERROR_USAGE,
                 "format: json, csv, csv-sv or xlsx");
  assert_refused("search", "q=a&explain=maybe", SEARCH_ERROR_USAGE, "explain: true or false");
  assert_refused("search", "q=a&colour=red", SEARCH_ERROR_USAGE, "no parameter \"colour\"");
  assert_refused("search", "q=a&index=/etc", SEARCH_ERROR_USAGE, "no parameter \"index\"");
  assert_refused("models", "cite=1", SEARCH_ERROR_USAGE, "no parameter \"cite\"");
  assert_refused("scores", "q=a", SEARCH_ERROR_USAGE, "no parameter \"q\"");
  assert_refused("search", "q=a&municipality=Ankeborg", SEARCH_ERROR_UNKNOWN, "Ankeborg");
  assert_refused("search", "q=%FF%FE", SEARCH_ERROR_USAGE, "the query string");
  assert_refused("search", "q=a%00b", SEARCH_ERROR_USAGE, "the query string");
  assert_refused("search", "q=%zz", SEARCH_ERROR_USAGE, "the query string");
  assert_refused("search", "q", SEARCH_ERROR_USAGE, "the query string");
}

static void
test_what_is_too_long_is_refused(void) {
  char *long_value = g_strnfill(5000, 'a'), *long_all = g_strnfill(20000, 'a');
  char *query = g_strconcat("q=", long_value, NULL), *all = g_strconcat("q=", long_all, NULL);
  assert_refused("search", query, SEARCH_ERROR_TOO_LONG, "4096 bytes");
  assert_refused("search", all, SEARCH_ERROR_TOO_LONG, "16384 bytes");
  g_free(long_value);
  g_free(long_all);
  g_free(query);
  g_free(all);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/command/parameters/filters-are-those-of-the-command-line",
                  test_filters_are_those_of_the_command_line);
  g_test_add_func("/search/command/parameters/learner",
                  test_the_first_municipality_learns_from_the_others);
  g_test_add_func("/search/command/parameters/q-and-topic-mean-the-same",
                  test_q_and_topic_mean_the_same);
  g_test_add_func("/search/command/parameters/texts-are-decoded", test_texts_are_decoded);
  g_test_add_func("/search/command/parameters/json-unless-csv-is-asked-for",
                  test_json_unless_csv_is_asked_for);
  g_test_add_func("/search/command/parameters/flags-are-true-or-false",
                  test_flags_are_true_or_false);
  g_test_add_func("/search/command/parameters/what-is-wrong-is-refused",
                  test_what_is_wrong_is_refused);
  g_test_add_func("/search/command/parameters/what-is-too-long-is-refused",
                  test_what_is_too_long_is_refused);
  return g_test_run();
}
