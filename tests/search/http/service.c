/* tests/search/http/service.c: each route, each refusal, and the description of the interface. */
#include "search/http/service.h"

#include "search/http/assets.h"
#include "search/command/options.h"
#include "search/command/request.h"
#include "tests/search/http/served.h"

static void
count_note(G_GNUC_UNUSED const char *line, void *context) {
  g_atomic_int_inc((gint *)context);
}

static gint notes;

static SearchService *
service_at(const char *index) {
  SearchServiceOptions options = {
      .index = index, .threads = 2, .note = count_note, .context = &notes};
  return search_service_new(&options);
}

static SearchReply
answer(SearchService *service, const char *path, const char *query) {
  SearchHttpRequest asked = {.path = path, .query = query};
  return search_service_answer(service, &asked);
}

/* The caller frees it. */
static cJSON *
json_of(const SearchReply *reply) {
  gsize length = 0;
  const char *text = g_bytes_get_data(reply->body, &length);
  g_assert_true(g_utf8_validate(text, (gssize)length, NULL));
  cJSON *json = cJSON_ParseWithLength(text, length);
  g_assert_nonnull(json);
  return json;
}

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
  SearchService *service = service_at(served->index);
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    SearchReply reply = answer(service, table[i].path, table[i].query);
    g_assert_cmpuint(reply.status, ==, 200);
    g_assert_cmpstr(reply.type, ==, "application/json; charset=utf-8");
    g_assert_nonnull(reply.tag);
    cJSON *json = json_of(&reply);
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
                                  .note = count_note,
                                  .context = &notes};
  SearchService *service = search_service_new(&options);
  SearchReply reply = answer(service, "/api/v1/about", NULL);
  g_assert_cmpuint(reply.status, ==, 200);
  cJSON *json = json_of(&reply);
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
  SearchReply refused = answer(service, "/api/v1/about", "x=1");
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
  SearchService *service = service_at(served->index);
  for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
    SearchReply reply = answer(service, "/api/v1/status", formats[i]);
    char *text = g_strndup(g_bytes_get_data(reply.body, NULL), g_bytes_get_size(reply.body));
    g_assert_null(strstr(text, served->folder));
    g_free(text);
    search_reply_clear(&reply);
  }
  SearchReply reply = answer(service, "/api/v1/status", NULL);
  cJSON *json = json_of(&reply);
  g_assert_cmpstr(served_text(json, KEYS("index")), ==, "index");
  cJSON_Delete(json);
  search_reply_clear(&reply);
  search_service_free(service);
}

static void
test_filters_narrow_the_answer(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = service_at(served->index);
  SearchReply reply =
      answer(service, "/api/v1/search", "q=visselbl%C3%A5sarfunktion&municipality=Kalix");
  cJSON *json = json_of(&reply);
  g_assert_cmpfloat(cJSON_GetNumberValue(cJSON_GetObjectItem(json, "total")), ==, 1);
  const cJSON *hit = cJSON_GetArrayItem(cJSON_GetObjectItem(json, "hits"), 0);
  g_assert_cmpstr(served_text(hit, KEYS("passage", "tag")), ==, "weakness");
  cJSON_Delete(json);
  search_reply_clear(&reply);
  search_service_free(service);
}

static void
test_csv_by_parameter_or_header(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = service_at(served->index);
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
    SearchReply part = answer(service, "/api/v1/search", "q=*&limit=2&format=xlsx");
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
  SearchService *service = service_at(served->index);
  SearchReply first = answer(service, "/api/v1/search", "q=mutor");
  SearchReply other = answer(service, "/api/v1/search", "q=etik");
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
  cJSON *json = json_of(&newer);
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
  SearchService *service = service_at(served->index);
  SearchHttpRequest asked = {.path = "/api/v1/openapi.json", .accept_encoding = "gzip"};
  SearchReply small = search_service_answer(service, &asked);
  SearchReply plain = answer(service, "/api/v1/openapi.json", NULL);
  g_assert_true(small.gzip);
  g_assert_false(plain.gzip);
  g_assert_cmpuint(g_bytes_get_size(small.body), <, g_bytes_get_size(plain.body) / 2);
  GConverter *inflate = G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  GInputStream *memory = g_memory_input_stream_new_from_bytes(small.body);
  GInputStream *stream = g_converter_input_stream_new(memory, inflate);
  gsize length = g_bytes_get_size(plain.body);
  GBytes *back = g_input_stream_read_bytes(stream, length + 1, NULL, NULL);
  GBytes *begin = g_bytes_new_from_bytes(plain.body, 0, g_bytes_get_size(back));
  g_assert_true(g_bytes_equal(back, begin));
  g_bytes_unref(begin);
  g_bytes_unref(back);
  g_object_unref(stream);
  g_object_unref(memory);
  g_object_unref(inflate);
  asked.path = "/healthz";
  SearchReply tiny = search_service_answer(service, &asked);
  g_assert_false(tiny.gzip);
  search_reply_clear(&small);
  search_reply_clear(&plain);
  search_reply_clear(&tiny);
  search_service_free(service);
}

/* ---- sources ---- */

static SearchService *
service_with_sources(const Served *served) {
  SearchServiceOptions options = {
      .index = served->index, .threads = 2, .sources = true, .note = count_note, .context = &notes};
  return search_service_new(&options);
}

/* The part of the file that the reply stands for. The caller frees it. */
static char *
file_part(const SearchReply *reply) {
  char *text = g_malloc0(reply->length_bytes + 1);
  g_assert_true(reply->from_file);
  gssize got = pread(reply->descriptor, text, reply->length_bytes, (off_t)reply->start_bytes);
  g_assert_true(got == (gssize)reply->length_bytes);
  return text;
}

static void
test_sources_are_handed_out_where_that_is_wanted(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = service_with_sources(served);
  SearchReply reply = answer(service, "/api/v1/source", "id=kalix-2012");
  g_assert_cmpuint(reply.status, ==, 200);
  g_assert_cmpstr(reply.type, ==, "text/plain; charset=utf-8");
  g_assert_cmpstr(reply.file, ==, "kalix.txt");
  g_assert_true(reply.shown);
  char *text = file_part(&reply);
  g_assert_cmpstr(text, ==, SERVED_KALIX);
  SearchHttpRequest part = {
      .path = "/api/v1/source", .query = "id=kalix-2012", .range = "bytes=5-8"};
  SearchReply some = search_service_answer(service, &part);
  g_assert_cmpuint(some.status, ==, 206);
  char *year = file_part(&some);
  g_assert_cmpstr(year, ==, "2012");
  part.if_range = "\"another\"";
  SearchReply all = search_service_answer(service, &part);
  g_assert_cmpuint(all.status, ==, 200);
  part.if_none_match = reply.tag;
  SearchReply same = search_service_answer(service, &part);
  g_assert_cmpuint(same.status, ==, 304);
  SearchReply status = answer(service, "/api/v1/status", NULL);
  cJSON *json = json_of(&status);
  g_assert_true(cJSON_IsTrue(cJSON_GetObjectItem(json, "serves_sources")));
  cJSON_Delete(json);
  g_free(year);
  g_free(text);
  search_reply_clear(&reply);
  search_reply_clear(&some);
  search_reply_clear(&all);
  search_reply_clear(&same);
  search_reply_clear(&status);
  search_service_free(service);
}

static void
assert_no_source(SearchService *service, const char *query, unsigned status, const char *code) {
  SearchReply reply = answer(service, "/api/v1/source", query);
  cJSON *json = json_of(&reply);
  g_assert_cmpuint(reply.status, ==, status);
  g_assert_cmpstr(served_text(json, KEYS("error", "code")), ==, code);
  cJSON_Delete(json);
  search_reply_clear(&reply);
}

static void
test_no_other_file_is_handed_out(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = service_with_sources(served);
  char *kalix = g_build_filename(served->reports, "kalix.txt", NULL);
  char *lulea = g_build_filename(served->reports, "lulea.txt", NULL);
  static const char *const others[] = {"id=", "id=..%2Flulea", "id=lulea.txt", "id=%2Fetc%2Fpasswd",
                                       "id=lulea-2018%00"};
  for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
    SearchReply reply = answer(service, "/api/v1/source", others[i]);
    g_assert_cmpuint(reply.status, >=, 400);
    search_reply_clear(&reply);
  }
  assert_no_source(service, NULL, 400, "bad_request");
  assert_no_source(service, "id=lulea-2018&path=x", 400, "bad_request");
  test_folder_write(served->reports, "kalix.txt", "something else");
  assert_no_source(service, "id=kalix-2012", 404, "source_gone");
  test_folder_write(served->reports, "kalix.txt", SERVED_KALIX);
  SearchReply again = answer(service, "/api/v1/source", "id=kalix-2012");
  g_assert_cmpuint(again.status, ==, 200);
  search_reply_clear(&again);
  g_assert_cmpint(g_unlink(kalix), ==, 0);
  assert_no_source(service, "id=kalix-2012", 404, "source_gone");
  g_assert_cmpint(symlink(lulea, kalix), ==, 0);
  assert_no_source(service, "id=kalix-2012", 404, "source_gone");
  g_free(lulea);
  g_free(kalix);
  search_service_free(service);
}

/* ---- the export ---- */

/* All parts of the stream, how many they were, and how it ended. The caller frees the text. */
static GString *
read_stream(const SearchReply *reply, unsigned *parts, SearchPart *end) {
  GString *out = g_string_new(NULL);
  g_assert_nonnull(reply->stream);
  *parts = 0;
  do {
    *end = reply->stream->next(reply->stream->source, out);
    ++*parts;
  } while (*end == SEARCH_PART_MORE);
  return out;
}

static void
test_the_export_comes_report_by_report(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = service_at(served->index);
  unsigned parts = 0;
  SearchPart end = SEARCH_PART_BROKEN;
  SearchReply reply = answer(service, "/api/v1/export", NULL);
  GString *text = read_stream(&reply, &parts, &end);
  char **lines = g_strsplit(text->str, "\n", -1);
  g_assert_cmpint(end, ==, SEARCH_PART_LAST);
  g_assert_cmpuint(parts, ==, 2);
  g_assert_cmpuint(g_strv_length(lines), ==, 6); /* five, and what is behind the last break */
  g_assert_cmpstr(reply.type, ==, "application/jsonl; charset=utf-8");
  SearchHttpRequest again = {.path = "/api/v1/export", .if_none_match = reply.tag};
  SearchReply same = search_service_answer(service, &again);
  g_assert_cmpuint(same.status, ==, 304);
  SearchReply one = answer(service, "/api/v1/export", "limit=1&offset=3&format=csv");
  GString *rows = read_stream(&one, &parts, &end);
  g_assert_cmpstr(one.file, ==, "kompass-export.csv");
  g_assert_true(g_str_has_prefix(rows->str, "id,municipality,code,"));
  g_assert_nonnull(strstr(rows->str, "\r\nlulea-2018/2,"));
  g_assert_true(g_str_has_suffix(rows->str, "\r\n"));
  g_string_free(rows, TRUE);
  g_strfreev(lines);
  g_string_free(text, TRUE);
  search_reply_clear(&reply);
  search_reply_clear(&same);
  search_reply_clear(&one);
  search_service_free(service);
}

static void
test_an_export_is_of_one_state_of_the_index(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = service_at(served->index);
  SearchReply reply = answer(service, "/api/v1/export", NULL);
  GString *out = g_string_new(NULL);
  g_assert_cmpint(reply.stream->next(reply.stream->source, out), ==, SEARCH_PART_MORE);
  served_update(served, true);
  g_assert_cmpint(reply.stream->next(reply.stream->source, out), ==, SEARCH_PART_BROKEN);
  g_string_free(out, TRUE);
  search_reply_clear(&reply);
  search_service_free(service);
}

static void
test_a_compressed_export_is_the_same(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = service_at(served->index);
  unsigned parts = 0;
  SearchPart end = SEARCH_PART_BROKEN;
  SearchHttpRequest asked = {.path = "/api/v1/export", .accept_encoding = "gzip"};
  SearchReply small = search_service_answer(service, &asked);
  SearchReply plain = answer(service, "/api/v1/export", NULL);
  GString *packed = read_stream(&small, &parts, &end), *text = read_stream(&plain, &parts, &end);
  g_assert_true(small.gzip);
  GConverter *inflate = G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  GInputStream *memory =
      g_memory_input_stream_new_from_data(packed->str, (gssize)packed->len, NULL);
  GInputStream *stream = g_converter_input_stream_new(memory, inflate);
  GBytes *back = g_input_stream_read_bytes(stream, text->len + 1, NULL, NULL);
  GBytes *whole = g_bytes_new_static(text->str, text->len);
  g_assert_true(g_bytes_equal(back, whole));
  g_bytes_unref(whole);
  g_bytes_unref(back);
  g_object_unref(stream);
  g_object_unref(memory);
  g_object_unref(inflate);
  g_string_free(packed, TRUE);
  g_string_free(text, TRUE);
  search_reply_clear(&small);
  search_reply_clear(&plain);
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
  SearchService *service = service_at(served->index);
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    char *path = g_strconcat("/api/v1/", table[i].path, NULL);
    SearchReply reply = answer(service, path, table[i].query);
    cJSON *json = json_of(&reply);
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
  SearchService *service = service_at(served->index);
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    SearchReply reply = answer(service, table[i].path, table[i].query);
    cJSON *json = json_of(&reply);
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
  notes = 0;
  SearchService *service = service_at(later);
  SearchReply health = answer(service, "/healthz", NULL);
  SearchReply search = answer(service, "/api/v1/search", "q=mutor");
  cJSON *json = json_of(&search);
  g_assert_cmpuint(health.status, ==, 503);
  g_assert_cmpuint(search.status, ==, 503);
  g_assert_cmpstr(served_text(json, KEYS("error", "code")), ==, "no_index");
  g_assert_null(strstr(served_text(json, KEYS("error", "message")), later));
  g_assert_cmpint(notes, >, 0);
  cJSON_Delete(json);
  search_reply_clear(&health);
  search_reply_clear(&search);
  fixture_update(later, served->reports, "2 0 0 0 0 0");
  health = answer(service, "/healthz", NULL);
  search = answer(service, "/api/v1/search", "q=mutor");
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
                                  .note = count_note,
                                  .context = &notes};
  SearchService *service = search_service_new(&options);
  for (gsize i = 0; i < G_N_ELEMENTS(paths); i++) {
    SearchReply reply = answer(service, paths[i], i == 0 ? "q=mutor" : "topic=mutor");
    cJSON *json = json_of(&reply);
    g_assert_cmpuint(reply.status, ==, 503);
    g_assert_cmpstr(served_text(json, KEYS("error", "code")), ==, "timeout");
    cJSON_Delete(json);
    search_reply_clear(&reply);
  }
  SearchReply reply = answer(service, "/healthz", NULL);
  g_assert_cmpuint(reply.status, ==, 200);
  search_reply_clear(&reply);
  search_service_free(service);
}

static void
test_metrics_count(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = service_at(served->index);
  SearchMetrics *metrics = search_service_metrics(service);
  search_metrics_count(metrics, "search", 200, 0.002, 100);
  search_metrics_count(metrics, "search", 200, 0.2, 50);
  search_metrics_count(metrics, "search", 400, 9.0, 1);
  search_metrics_connection(metrics, 1);
  SearchReply reply = answer(service, "/metrics", NULL);
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

/* ---- files ---- */

static void
test_files_of_the_page_have_types_and_tags(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = service_at(served->index);
  char **names = search_asset_names();
  for (char **name = names; *name != NULL; name++) {
    char *path = g_strconcat("/", *name, NULL);
    SearchReply reply = answer(service, path, NULL);
    g_assert_cmpuint(reply.status, ==, 200);
    g_assert_cmpstr(reply.type, !=, "application/octet-stream");
    SearchHttpRequest again = {.path = path, .if_none_match = reply.tag};
    SearchReply same = search_service_answer(service, &again);
    g_assert_cmpuint(same.status, ==, 304);
    search_reply_clear(&same);
    search_reply_clear(&reply);
    g_free(path);
  }
  if (*names != NULL) {
    SearchReply reply = answer(service, "/", NULL);
    g_assert_cmpstr(reply.type, ==, "text/html; charset=utf-8");
    search_reply_clear(&reply);
  }
  g_strfreev(names);
  search_service_free(service);
}

/* The text between two others, the first time they stand there. The caller frees it. */
static char *
between(const SearchReply *reply, const char *before, const char *after) {
  char *text = g_strndup(g_bytes_get_data(reply->body, NULL), g_bytes_get_size(reply->body));
  const char *start = strstr(text, before);
  g_assert_nonnull(start);
  start += strlen(before);
  const char *end = strstr(start, after);
  g_assert_nonnull(end);
  char *found = g_strndup(start, (gsize)(end - start));
  g_free(text);
  return found;
}

static void
test_the_page_names_files_that_last(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = service_at(served->index);
  SearchReply page = answer(service, "/", NULL);
  g_assert_false(page.lasting);
  char *edition = between(&page, "rel=\"stylesheet\" href=\"", "/style.css\"");
  const struct {
    const char *edition, *name;
    unsigned status;
    bool lasting;
  } table[] = {{edition, "/style.css", 200, true},
               {edition, "/index.html", 200, true},
               {edition, "/openapi.json", 404, false},
               {edition, "/", 404, false},
               {edition, "", 404, false},
               {"0123456789abcdef", "/style.css", 404, false}};
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    char *path = g_strconcat("/", table[i].edition, table[i].name, NULL);
    SearchReply reply = answer(service, path, NULL);
    g_assert_cmpuint(reply.status, ==, table[i].status);
    g_assert_cmpint(reply.lasting, ==, table[i].lasting);
    search_reply_clear(&reply);
    g_free(path);
  }
  g_free(edition);
  search_reply_clear(&page);
  search_service_free(service);
}

static void
test_the_page_brings_answers_along(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = service_at(served->index);
  SearchReply page = answer(service, "/", NULL), status = answer(service, "/api/v1/status", NULL);
  char *given = between(&page, "id=\"given\">", "</script>");
  cJSON *json = cJSON_Parse(given);
  cJSON *alone =
      cJSON_ParseWithLength(g_bytes_get_data(status.body, NULL), g_bytes_get_size(status.body));
  g_assert_true(cJSON_Compare(cJSON_GetObjectItem(json, "status"), alone, true));
  g_assert_nonnull(cJSON_GetObjectItem(json, "scores?limit=0"));
  g_assert_null(strchr(given, '<'));
  /* The script that stands there is the one that may run. */
  char *script = between(&page, "<script>", "</script>");
  g_assert_true(g_str_has_prefix(page.script, "'sha256-"));
  GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_checksum_update(sum, (const guchar *)script, (gssize)strlen(script));
  g_checksum_get_digest(sum, digest, &length);
  char *encoded = g_base64_encode(digest, length);
  g_assert_nonnull(strstr(page.script, encoded));
  g_free(encoded);
  g_checksum_free(sum);
  /* Who has the page of this state of the index is sent none. */
  SearchHttpRequest again = {.path = "/", .if_none_match = page.tag};
  SearchReply same = search_service_answer(service, &again);
  g_assert_cmpuint(same.status, ==, 304);
  g_assert_cmpstr(same.script, ==, page.script);
  g_free(script);
  g_free(given);
  cJSON_Delete(alone);
  cJSON_Delete(json);
  search_reply_clear(&same);
  search_reply_clear(&status);
  search_reply_clear(&page);
  search_service_free(service);
}

static void
test_without_an_index_the_page_brings_nothing(G_GNUC_UNUSED Served *served,
                                              G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = service_at("/nowhere");
  SearchReply page = answer(service, "/", NULL);
  g_assert_cmpuint(page.status, ==, 200);
  char *given = between(&page, "id=\"given\">", "</script>");
  g_assert_cmpstr(given, ==, "{}");
  g_free(given);
  search_reply_clear(&page);
  search_service_free(service);
}

/* ---- the description ---- */

/* The parameter that an entry of a path names by reference. */
static const cJSON *
resolve(const cJSON *root, const cJSON *reference) {
  static const char prefix[] = "#/components/parameters/";
  const char *text = served_text(reference, KEYS("$ref"));
  g_assert_true(g_str_has_prefix(text, prefix));
  const cJSON *parameters =
      cJSON_GetObjectItem(cJSON_GetObjectItem(root, "components"), "parameters");
  const cJSON *found = cJSON_GetObjectItemCaseSensitive(parameters, text + strlen(prefix));
  g_assert_nonnull(found);
  return found;
}

/* What an entry says of a parameter, to be compared: "area*" for one that may be given again. */
static char *
described(const cJSON *parameter) {
  const cJSON *schema = cJSON_GetObjectItem(parameter, "schema");
  bool many = g_str_equal(served_text(schema, KEYS("type")), "array");
  return g_strconcat(served_text(parameter, KEYS("name")), many ? "*" : "", NULL);
}

static int
compare_texts(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorted and joined; takes the texts. */
static char *
joined(GPtrArray *texts) {
  g_ptr_array_sort(texts, compare_texts);
  g_ptr_array_add(texts, NULL);
  char **strings = (char **)g_ptr_array_free(texts, FALSE);
  char *text = g_strjoinv(" ", strings);
  g_strfreev(strings);
  return text;
}

static char *
parameters_described(const cJSON *root, const cJSON *operation) {
  GPtrArray *texts = g_ptr_array_new();
  const cJSON *entry = NULL;
  cJSON_ArrayForEach(entry, cJSON_GetObjectItem(operation, "parameters"))
      g_ptr_array_add(texts, described(resolve(root, entry)));
  return joined(texts);
}

static char *
parameters_in_table(const SearchCommand *command) {
  GPtrArray *texts = g_ptr_array_new();
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  const char *argument = search_parameter_argument(command);
  if (argument != NULL) {
    const SearchOption *same = search_option_find(command, argument);
    g_ptr_array_add(texts,
                    g_strconcat(argument, same != NULL && same->repeatable ? "*" : "", NULL));
  }
  for (gsize i = 0; i < count; i++)
    if (search_option_belongs(&options[i], command) && search_parameter_is(&options[i]) &&
        g_strcmp0(options[i].name, argument) != 0)
      g_ptr_array_add(texts, g_strconcat(options[i].name, options[i].repeatable ? "*" : "", NULL));
  return joined(texts);
}

static cJSON *
description(void) {
  SearchAsset asset = {0};
  g_assert_true(search_asset_find(SEARCH_ASSET_OPENAPI, &asset));
  cJSON *root =
      cJSON_ParseWithLength(g_bytes_get_data(asset.bytes, NULL), g_bytes_get_size(asset.bytes));
  g_assert_nonnull(root);
  return root;
}

static void
test_the_description_has_the_parameters_of_the_table(void) {
  cJSON *root = description();
  const cJSON *path = NULL;
  unsigned compared = 0;
  cJSON_ArrayForEach(path, cJSON_GetObjectItem(root, "paths")) {
    const char *name = strrchr(path->string, '/') + 1;
    const SearchCommand *command = search_command_find(name);
    if (command == NULL)
      continue;
    char *said = parameters_described(root, cJSON_GetObjectItem(path, "get"));
    char *meant = parameters_in_table(command);
    g_assert_cmpstr(said, ==, meant);
    g_free(said);
    g_free(meant);
    compared++;
  }
  g_assert_cmpuint(compared, ==, 12); /* all but index and serve */
  cJSON_Delete(root);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add("/service/" name, Served, NULL, served_set_up, function, served_tear_down)
  ADD("each-command-answers", test_each_command_answers);
  ADD("the-index-is-told-by-name-alone", test_the_index_is_told_by_name_alone);
  ADD("about", test_about);
  ADD("filters-narrow-the-answer", test_filters_narrow_the_answer);
  ADD("csv-by-parameter-or-header", test_csv_by_parameter_or_header);
  ADD("a-tag-holds-until-the-index-changes", test_a_tag_holds_until_the_index_changes);
  ADD("long-answers-are-compressed-where-wanted", test_long_answers_are_compressed_where_wanted);
  ADD("sources-are-handed-out-where-that-is-wanted",
      test_sources_are_handed_out_where_that_is_wanted);
  ADD("no-other-file-is-handed-out", test_no_other_file_is_handed_out);
  ADD("the-export-comes-report-by-report", test_the_export_comes_report_by_report);
  ADD("an-export-is-of-one-state-of-the-index", test_an_export_is_of_one_state_of_the_index);
  ADD("a-compressed-export-is-the-same", test_a_compressed_export_is_the_same);
  ADD("refusals-say-what-they-are-of", test_refusals_say_what_they_are_of);
  ADD("refusals-have-a-code-and-a-message", test_refusals_have_a_code_and_a_message);
  ADD("an-index-that-comes-later-is-found", test_an_index_that_comes_later_is_found);
  ADD("what-takes-too-long-is-given-up", test_what_takes_too_long_is_given_up);
  ADD("metrics-count", test_metrics_count);
  ADD("files-of-the-page-have-types-and-tags", test_files_of_the_page_have_types_and_tags);
  ADD("the-page-names-files-that-last", test_the_page_names_files_that_last);
  ADD("the-page-brings-answers-along", test_the_page_brings_answers_along);
  ADD("without-an-index-the-page-brings-nothing", test_without_an_index_the_page_brings_nothing);
  g_test_add_func("/service/the-description-has-the-parameters-of-the-table",
                  test_the_description_has_the_parameters_of_the_table);
  return g_test_run();
}
