/* tests/search/http/service.c: each route answers, and each refusal says why. */
#include "search/http/service.h"

#include "search/command/options.h"
#include "search/command/request.h"
#include "tests/search/http/served.h"

/* ---- answers ---- */

static void
test_each_command_answers(Served *served, G_GNUC_UNUSED gconstpointer data) {
  static const struct {
    const char *path, *query, *schema;
  } table[] = {
      {"/api/v1/search", "q=mutor", "kompass.search/1"},
      {"/api/v1/report", "id=lulea-2018", "kompass.report/1"},
      {"/api/v1/suggest", "q=visselbl%C3%A5s", "kompass.suggest/1"},
      {"/api/v1/who", "topic=visselbl%C3%A5sarfunktion", "kompass.who/1"},
      {"/api/v1/models", NULL, "kompass.models/1"},
      {"/api/v1/scores", "municipality=Kalix", "kompass.scores/1"},
      {"/api/v1/learn", "municipality=Kalix", "kompass.learn/1"},
      {"/api/v1/learn", "municipality=Kalix&municipality=2580&tag=weakness", "kompass.learn/1"},
      {"/api/v1/status", "", "kompass.status/1"},
  };
  SearchService *service = served_service(served->index);
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    SearchReply reply = served_answer(service, table[i].path, table[i].query);
    g_assert_cmpuint(reply.status, ==, 200);
    g_assert_cmpstr(reply.type, ==, "application/json; charset=utf-8");
    g_assert_nonnull(reply.tag);
    cJSON *json = served_json(&reply);
    g_assert_cmpstr(served_text(json, KEYS("schema")), ==, table[i].schema);
    cJSON_Delete(json);
    search_reply_clear(&reply);
  }
  search_service_free(service);
}

/* Who keeps the service running is told whatever is in the index. */
static void
test_about(G_GNUC_UNUSED Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchServiceOptions options = {.index = "/nowhere",
                                  .threads = 1,
                                  .operator_name = "Östersunds kommun",
                                  .accessibility_reviewed = "2026-11-30",
                                  .note = served_count_note,
                                  .context = &served_notes};
  SearchService *service = search_service_new(&options);
  SearchReply reply = served_answer(service, "/api/v1/about", NULL);
  g_assert_cmpuint(reply.status, ==, 200);
  cJSON *json = served_json(&reply);
  g_assert_cmpstr(served_text(json, KEYS("schema")), ==, "kompass.about/1");
  g_assert_cmpstr(served_text(json, KEYS("operator")), ==, "Östersunds kommun");
  g_assert_cmpstr(served_text(json, KEYS("accessibility_reviewed")), ==, "2026-11-30");
  g_assert_true(cJSON_IsNull(cJSON_GetObjectItem(json, "contact")));
  const cJSON *figure = NULL, *figures = cJSON_GetObjectItem(json, "measured");
  g_assert_cmpint(cJSON_GetArraySize(figures), >=, 5);
  cJSON_ArrayForEach(figure, figures) {
    double right = cJSON_GetObjectItem(figure, "right")->valuedouble;
    g_assert_cmpfloat(right, >, 0);
    g_assert_cmpfloat(cJSON_GetObjectItem(figure, "answers")->valuedouble, >=, right);
  }
  cJSON_Delete(json);
  SearchHttpRequest again = {.path = "/api/v1/about", .if_none_match = reply.tag};
  SearchReply same = search_service_answer(service, &again);
  g_assert_cmpuint(same.status, ==, 304);
  SearchReply refused = served_answer(service, "/api/v1/about", "x=1");
  g_assert_cmpuint(refused.status, ==, 400);
  search_reply_clear(&refused);
  search_reply_clear(&same);
  search_reply_clear(&reply);
  search_service_free(service);
}

/* Nothing tells where anything lies on this machine. */
static void
test_the_index_is_told_by_name_alone(Served *served, G_GNUC_UNUSED gconstpointer data) {
  static const char *const formats[] = {"format=json", "format=csv"};
  SearchService *service = served_service(served->index);
  for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
    SearchReply reply = served_answer(service, "/api/v1/status", formats[i]);
    char *text = g_strndup(g_bytes_get_data(reply.body, NULL), g_bytes_get_size(reply.body));
    g_assert_null(strstr(text, served->folder));
    g_free(text);
    search_reply_clear(&reply);
  }
  SearchReply reply = served_answer(service, "/api/v1/status", NULL);
  cJSON *json = served_json(&reply);
  g_assert_cmpstr(served_text(json, KEYS("index")), ==, "index");
  cJSON_Delete(json);
  search_reply_clear(&reply);
  search_service_free(service);
}

static void
test_filters_narrow_the_answer(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = served_service(served->index);
  SearchReply reply =
      served_answer(service, "/api/v1/search", "q=visselbl%C3%A5sarfunktion&municipality=Kalix");
  cJSON *json = served_json(&reply);
  g_assert_cmpfloat(cJSON_GetNumberValue(cJSON_GetObjectItem(json, "total")), ==, 1);
  const cJSON *hit = cJSON_GetArrayItem(cJSON_GetObjectItem(json, "hits"), 0);
  g_assert_cmpstr(served_text(hit, KEYS("passage", "tag")), ==, "weakness");
  cJSON_Delete(json);
  search_reply_clear(&reply);
  search_service_free(service);
}

static void
test_csv_by_parameter_or_header(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = served_service(served->index);
  const SearchHttpRequest questions[] = {
      {.path = "/api/v1/search", .query = "q=mutor&format=csv"},
      {.path = "/api/v1/search", .query = "q=mutor", .accept = "text/csv"},
      {.path = "/api/v1/search", .query = "q=mutor", .accept = "text/csv, */*;q=0.1"},
      {.path = "/api/v1/search", .query = "q=mutor&format=csv-sv"}};
  for (gsize i = 0; i < G_N_ELEMENTS(questions); i++) {
    SearchReply reply = search_service_answer(service, &questions[i]);
    g_assert_cmpstr(reply.type, ==, "text/csv; charset=utf-8");
    g_assert_cmpstr(reply.file, ==, "kompass-search.csv");
    search_reply_clear(&reply);
  }
  /* Told again where the answer comes from the cache. */
  for (unsigned i = 0; i < 2; i++) {
    SearchReply part = served_answer(service, "/api/v1/search", "q=*&limit=2&format=xlsx");
    g_assert_cmpstr(part.file, ==, "kompass-search.xlsx");
    g_assert_true(part.counted);
    g_assert_cmpuint(part.shown_rows, ==, 2);
    g_assert_cmpuint(part.total_rows, ==, 5);
    search_reply_clear(&part);
  }
  SearchHttpRequest both = {
      .path = "/api/v1/search", .query = "q=mutor&format=json", .accept = "text/csv"};
  SearchReply reply = search_service_answer(service, &both);
  g_assert_cmpstr(reply.type, ==, "application/json; charset=utf-8");
  search_reply_clear(&reply);
  search_service_free(service);
}

static void
test_a_tag_holds_until_the_index_changes(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = served_service(served->index);
  SearchReply first = served_answer(service, "/api/v1/search", "q=mutor");
  SearchReply other = served_answer(service, "/api/v1/search", "q=etik");
  g_assert_cmpstr(first.tag, !=, other.tag);
  SearchHttpRequest again = {
      .path = "/api/v1/search", .query = "q=mutor", .if_none_match = first.tag};
  SearchReply same = search_service_answer(service, &again);
  g_assert_cmpuint(same.status, ==, 304);
  g_assert_cmpuint(g_bytes_get_size(same.body), ==, 0);
  g_assert_cmpstr(same.tag, ==, first.tag);
  served_update(served, true);
  SearchReply newer = search_service_answer(service, &again);
  g_assert_cmpuint(newer.status, ==, 200);
  g_assert_cmpstr(newer.tag, !=, first.tag);
  cJSON *json = served_json(&newer);
  g_assert_cmpfloat(cJSON_GetNumberValue(cJSON_GetObjectItem(json, "total")), ==, 2);
  cJSON_Delete(json);
  search_reply_clear(&first);
  search_reply_clear(&other);
  search_reply_clear(&same);
  search_reply_clear(&newer);
  search_service_free(service);
}

static void
test_long_answers_are_compressed_where_wanted(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = served_service(served->index);
  SearchHttpRequest asked = {.path = "/api/v1/openapi.json", .accept_encoding = "gzip"};
  SearchReply small = search_service_answer(service, &asked);
  SearchReply plain = served_answer(service, "/api/v1/openapi.json", NULL);
  g_assert_true(small.gzip);
  g_assert_false(plain.gzip);
  g_assert_cmpuint(g_bytes_get_size(small.body), <, g_bytes_get_size(plain.body) / 2);
  GBytes *back = served_inflated(small.body);
  g_assert_true(g_bytes_equal(back, plain.body));
  g_bytes_unref(back);
  asked.if_none_match = small.tag;
  SearchReply same = search_service_answer(service, &asked);
  g_assert_cmpuint(same.status, ==, 304); /* without the body that is remembered beside the tag */
  g_assert_cmpuint(g_bytes_get_size(same.body), ==, 0);
  g_assert_false(same.gzip);
  search_reply_clear(&same);
  asked.if_none_match = NULL;
  asked.path = "/healthz";
  SearchReply tiny = search_service_answer(service, &asked);
  g_assert_false(tiny.gzip);
  search_reply_clear(&small);
  search_reply_clear(&plain);
  search_reply_clear(&tiny);
  search_service_free(service);
}

/* ---- refusals ---- */

static void
test_refusals_say_what_they_are_of(Served *served, G_GNUC_UNUSED gconstpointer data) {
  static const struct {
    const char *path, *query, *reason, *name, *value;
    int choices; /* at least */
  } table[] = {
      {"search", "", "missing", "parameter", "q", 0},
      {"search", "q=%22", "no_word", NULL, NULL, 0},
      {"search", "q=a*", "beginning_too_short", "word", "a", 0},
      {"search", "q=x&area=99", "bad_value", "value", "99", 0},
      {"search", "q=x&area=9", "bad_value", "most", "8", 0},
      {"search", "q=x&tag=good", "bad_value", "parameter", "tag", 5},
      {"search", "q=x&revision=1999", "bad_value", "value", "1999", 2},
      {"search", "q=x&limit=5000", "bad_value", "most", "1000", 0},
      {"search", "q=x&limit=many", "bad_value", "most", "1000", 0},
      {"search", "q=x&limit=200000", "bad_value", "value", "200000", 0},
      {"search", "q=x&format=yaml", "bad_value", "parameter", "format", 2},
      {"search", "q=x&page=2", "unknown_parameter", "parameter", "page", 9},
      {"search", "q=x&q=y", "given_twice", "parameter", "q", 0},
      {"search", "q=%FF", "malformed", NULL, NULL, 0},
      {"scores", "county=Ankeborg", "bad_value", "value", "Ankeborg", 21},
      {"scores", "municipality=Lulea1", "unknown_municipality", "value", "Lulea1", 1},
      {"learn", "municipality=Kalix&year=1999", "no_report", "municipality", "Kalix", 0},
      {"best", "", "missing", "parameter", "question", 0},
      {"report", "id=x-1", "unknown_report", "value", "x-1", 0},
  };
  SearchService *service = served_service(served->index);
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    char *path = g_strconcat("/api/v1/", table[i].path, NULL);
    SearchReply reply = served_answer(service, path, table[i].query);
    cJSON *json = served_json(&reply);
    const cJSON *error = cJSON_GetObjectItem(json, "error");
    g_assert_cmpstr(served_text(error, KEYS("reason")), ==, table[i].reason);
    if (table[i].name != NULL)
      g_assert_cmpstr(served_text(error, KEYS("values", table[i].name)), ==, table[i].value);
    g_assert_cmpint(cJSON_GetArraySize(cJSON_GetObjectItem(error, "choices")), >=,
                    table[i].choices);
    cJSON_Delete(json);
    search_reply_clear(&reply);
    g_free(path);
  }
  search_service_free(service);
}

static void
test_refusals_have_a_code_and_a_message(Served *served, G_GNUC_UNUSED gconstpointer data) {
  char *long_query = g_strnfill(5000, 'a');
  char *too_long = g_strconcat("q=", long_query, NULL);
  const struct {
    const char *path, *query;
    unsigned status;
    const char *code;
  } table[] = {
      {"/api/v1/search", "", 400, "bad_request"},
      {"/api/v1/search", "q=a*", 400, "bad_request"},
      {"/api/v1/search", "q=f%F6r", 400, "bad_request"},
      {"/api/v1/search", "q=mutor&limit=1001", 400, "bad_request"},
      {"/api/v1/search", too_long, 414, "too_long"},
      {"/api/v1/scores", "municipality=Ankeborg", 404, "unknown_municipality"},
      {"/api/v1/index", "", 404, "not_found"},
      {"/api/v1/source", "id=lulea-2018", 404, "not_found"},
      {"/api/v1/report", "id=nothing", 404, "unknown_report"},
      {"/api/v1/serve", "", 404, "not_found"},
      {"/interface.html", "", 404, "not_found"},
      {"/api/v2/search", "q=mutor", 404, "not_found"},
      {"/nowhere", "", 404, "not_found"},
      {"/../openapi.json", "", 404, "not_found"},
      {"//etc/passwd", "", 404, "not_found"},
      {"/\xFF", "", 404, "not_found"},
      {"", "", 404, "not_found"},
  };
  SearchService *service = served_service(served->index);
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    SearchReply reply = served_answer(service, table[i].path, table[i].query);
    cJSON *json = served_json(&reply);
    g_assert_cmpuint(reply.status, ==, table[i].status);
    g_assert_cmpstr(served_text(json, KEYS("error", "code")), ==, table[i].code);
    g_assert_cmpstr(served_text(json, KEYS("error", "message")), !=, "");
    g_assert_null(reply.tag);
    cJSON_Delete(json);
    search_reply_clear(&reply);
  }
  search_service_free(service);
  g_free(too_long);
  g_free(long_query);
}

static void
test_an_index_that_comes_later_is_found(Served *served, G_GNUC_UNUSED gconstpointer data) {
  char *later = g_build_filename(served->folder, "later", NULL);
  served_notes = 0;
  SearchService *service = served_service(later);
  SearchReply health = served_answer(service, "/healthz", NULL);
  SearchReply search = served_answer(service, "/api/v1/search", "q=mutor");
  cJSON *json = served_json(&search);
  g_assert_cmpuint(health.status, ==, 503);
  g_assert_cmpuint(search.status, ==, 503);
  g_assert_cmpstr(served_text(json, KEYS("error", "code")), ==, "no_index");
  g_assert_null(strstr(served_text(json, KEYS("error", "message")), later));
  g_assert_cmpint(served_notes, >, 0);
  cJSON_Delete(json);
  search_reply_clear(&health);
  search_reply_clear(&search);
  fixture_update(later, served->reports, "2 0 0 0 0 0");
  health = served_answer(service, "/healthz", NULL);
  search = served_answer(service, "/api/v1/search", "q=mutor");
  g_assert_cmpuint(health.status, ==, 200);
  g_assert_cmpuint(search.status, ==, 200);
  search_reply_clear(&health);
  search_reply_clear(&search);
  search_service_free(service);
  g_free(later);
}

static void
test_what_takes_too_long_is_given_up(Served *served, G_GNUC_UNUSED gconstpointer data) {
  static const char *const paths[] = {"/api/v1/search", "/api/v1/who"};
  SearchServiceOptions options = {.index = served->index,
                                  .threads = 1,
                                  .limit_microseconds = 1,
                                  .note = served_count_note,
                                  .context = &served_notes};
  SearchService *service = search_service_new(&options);
  for (gsize i = 0; i < G_N_ELEMENTS(paths); i++) {
    SearchReply reply = served_answer(service, paths[i], i == 0 ? "q=mutor" : "topic=mutor");
    cJSON *json = served_json(&reply);
    g_assert_cmpuint(reply.status, ==, 503);
    g_assert_cmpstr(served_text(json, KEYS("error", "code")), ==, "timeout");
    cJSON_Delete(json);
    search_reply_clear(&reply);
  }
  SearchReply reply = served_answer(service, "/healthz", NULL);
  g_assert_cmpuint(reply.status, ==, 200);
  search_reply_clear(&reply);
  search_service_free(service);
}

static void
test_metrics_count(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = served_service(served->index);
  SearchMetrics *metrics = search_service_metrics(service);
  search_metrics_count(metrics, "search", 200, 0.002, 100);
  search_metrics_count(metrics, "search", 200, 0.2, 50);
  search_metrics_count(metrics, "search", 400, 9.0, 1);
  search_metrics_connection(metrics, 1);
  SearchReply reply = served_answer(service, "/metrics", NULL);
  GString *text =
      g_string_new_len(g_bytes_get_data(reply.body, NULL), (gssize)g_bytes_get_size(reply.body));
  static const char *const lines[] = {
      "kompass_http_requests_total{route=\"search\",status=\"200\"} 2\n",
      "kompass_http_requests_total{route=\"search\",status=\"400\"} 1\n",
      "kompass_http_request_seconds_bucket{route=\"search\",le=\"0.001\"} 0\n",
      "kompass_http_request_seconds_bucket{route=\"search\",le=\"0.0025\"} 1\n",
      "kompass_http_request_seconds_bucket{route=\"search\",le=\"2.5\"} 2\n",
      "kompass_http_request_seconds_bucket{route=\"search\",le=\"+Inf\"} 3\n",
      "kompass_http_request_seconds_count{route=\"search\"} 3\n",
      "kompass_http_sent_bytes_total 151\n",
      "kompass_http_connections 1\n",
      "kompass_index_up 1\n",
      "kompass_index_reports 2\n",
      "kompass_index_passages 5\n",
      "kompass_index_info{generation=\""};
  for (gsize i = 0; i < G_N_ELEMENTS(lines); i++)
    if (strstr(text->str, lines[i]) == NULL)
      g_error("no line %s in\n%s", lines[i], text->str);
  g_string_free(text, TRUE);
  search_reply_clear(&reply);
  search_service_free(service);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add("/search/http/service/" name, Served, NULL, served_set_up, function, served_tear_down)
  ADD("each-command-answers", test_each_command_answers);
  ADD("the-index-is-told-by-name-alone", test_the_index_is_told_by_name_alone);
  ADD("about", test_about);
  ADD("filters-narrow-the-answer", test_filters_narrow_the_answer);
  ADD("csv-by-parameter-or-header", test_csv_by_parameter_or_header);
  ADD("a-tag-holds-until-the-index-changes", test_a_tag_holds_until_the_index_changes);
  ADD("long-answers-are-compressed-where-wanted", test_long_answers_are_compressed_where_wanted);
  ADD("refusals-say-what-they-are-of", test_refusals_say_what_they_are_of);
  ADD("refusals-have-a-code-and-a-message", test_refusals_have_a_code_and_a_message);
  ADD("an-index-that-comes-later-is-found", test_an_index_that_comes_later_is_found);
  ADD("what-takes-too-long-is-given-up", test_what_takes_too_long_is_given_up);
  ADD("metrics-count", test_metrics_count);
  return g_test_run();
}
