/* tests/search/http/service_files.c: reports, the export and the files of the page are handed out.
 */
#include "search/http/service.h"

#include "search/http/assets.h"
#include "tests/search/http/served.h"

/* ---- sources ---- */

static SearchService *
service_with_sources(const Served *served) {
  SearchServiceOptions options = {.index = served->index,
                                  .threads = 2,
                                  .sources = true,
                                  .note = served_count_note,
                                  .context = &served_notes};
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
  SearchReply reply = served_answer(service, "/api/v1/source", "id=kalix-2012");
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
  SearchReply status = served_answer(service, "/api/v1/status", NULL);
  cJSON *json = served_json(&status);
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
  SearchReply reply = served_answer(service, "/api/v1/source", query);
  cJSON *json = served_json(&reply);
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
    SearchReply reply = served_answer(service, "/api/v1/source", others[i]);
    g_assert_cmpuint(reply.status, >=, 400);
    search_reply_clear(&reply);
  }
  assert_no_source(service, NULL, 400, "bad_request");
  assert_no_source(service, "id=lulea-2018&path=x", 400, "bad_request");
  test_folder_write(served->reports, "kalix.txt", "something else");
  assert_no_source(service, "id=kalix-2012", 404, "source_gone");
  test_folder_write(served->reports, "kalix.txt", SERVED_KALIX);
  SearchReply again = served_answer(service, "/api/v1/source", "id=kalix-2012");
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
  SearchService *service = served_service(served->index);
  unsigned parts = 0;
  SearchPart end = SEARCH_PART_BROKEN;
  SearchReply reply = served_answer(service, "/api/v1/export", NULL);
  GString *text = read_stream(&reply, &parts, &end);
  char **lines = g_strsplit(text->str, "\n", -1);
  g_assert_cmpint(end, ==, SEARCH_PART_LAST);
  g_assert_cmpuint(parts, ==, 2);
  g_assert_cmpuint(g_strv_length(lines), ==, 6); /* five, and what is behind the last break */
  g_assert_cmpstr(reply.type, ==, "application/jsonl; charset=utf-8");
  SearchHttpRequest again = {.path = "/api/v1/export", .if_none_match = reply.tag};
  SearchReply same = search_service_answer(service, &again);
  g_assert_cmpuint(same.status, ==, 304);
  SearchReply one = served_answer(service, "/api/v1/export", "limit=1&offset=3&format=csv");
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
  SearchService *service = served_service(served->index);
  SearchReply reply = served_answer(service, "/api/v1/export", NULL);
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
  SearchService *service = served_service(served->index);
  unsigned parts = 0;
  SearchPart end = SEARCH_PART_BROKEN;
  SearchHttpRequest asked = {.path = "/api/v1/export", .accept_encoding = "gzip"};
  SearchReply small = search_service_answer(service, &asked);
  SearchReply plain = served_answer(service, "/api/v1/export", NULL);
  GString *packed = read_stream(&small, &parts, &end), *text = read_stream(&plain, &parts, &end);
  g_assert_true(small.gzip);
  GBytes *sent = g_bytes_new_static(packed->str, packed->len), *back = served_inflated(sent);
  GBytes *whole = g_bytes_new_static(text->str, text->len);
  g_assert_true(g_bytes_equal(back, whole));
  g_bytes_unref(whole);
  g_bytes_unref(back);
  g_bytes_unref(sent);
  g_string_free(packed, TRUE);
  g_string_free(text, TRUE);
  search_reply_clear(&small);
  search_reply_clear(&plain);
  search_service_free(service);
}

/* ---- files ---- */

static void
test_files_of_the_page_have_types_and_tags(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchService *service = served_service(served->index);
  char **names = search_asset_names();
  for (char **name = names; *name != NULL; name++) {
    char *path = g_strconcat("/", *name, NULL);
    SearchReply reply = served_answer(service, path, NULL);
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
    SearchReply reply = served_answer(service, "/", NULL);
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
  SearchService *service = served_service(served->index);
  SearchReply page = served_answer(service, "/", NULL);
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
    SearchReply reply = served_answer(service, path, NULL);
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
  SearchService *service = served_service(served->index);
  SearchReply page = served_answer(service, "/", NULL),
              status = served_answer(service, "/api/v1/status", NULL);
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
  SearchService *service = served_service("/nowhere");
  SearchReply page = served_answer(service, "/", NULL);
  g_assert_cmpuint(page.status, ==, 200);
  char *given = between(&page, "id=\"given\">", "</script>");
  g_assert_cmpstr(given, ==, "{}");
  g_free(given);
  search_reply_clear(&page);
  search_service_free(service);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add("/search/http/service_files/" name, Served, NULL, served_set_up, function,            \
             served_tear_down)
  ADD("sources-are-handed-out-where-that-is-wanted",
      test_sources_are_handed_out_where_that_is_wanted);
  ADD("no-other-file-is-handed-out", test_no_other_file_is_handed_out);
  ADD("the-export-comes-report-by-report", test_the_export_comes_report_by_report);
  ADD("an-export-is-of-one-state-of-the-index", test_an_export_is_of_one_state_of_the_index);
  ADD("a-compressed-export-is-the-same", test_a_compressed_export_is_the_same);
  ADD("files-of-the-page-have-types-and-tags", test_files_of_the_page_have_types_and_tags);
  ADD("the-page-names-files-that-last", test_the_page_names_files_that_last);
  ADD("the-page-brings-answers-along", test_the_page_brings_answers_along);
  ADD("without-an-index-the-page-brings-nothing", test_without_an_index_the_page_brings_nothing);
  return g_test_run();
}
