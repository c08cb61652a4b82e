/* tests/fuzz/service.c: whatever a client asks for, it gets a reply that it can read, and no reply
 * says that something went wrong here, or where anything lies on this machine.
 *
 * The input's lines are: the path and the query, with "?" between, and the headers Accept,
 * Accept-Encoding and If-None-Match; a line that is empty or missing is none. */
#include "search/http/service.h"

#include <cjson/cJSON.h>

#include "search/http/reply.h"
#include "tests/fuzz/index.h"
#include "tests/fuzz/target.h"
#include "tests/search/http/served.h"

static SearchService *service;

/* Nothing that is asked for is worth a line to whoever runs the service. */
static void
refuse_note(const char *line, G_GNUC_UNUSED void *context) {
  g_error("the service notes: %s", line);
}

static void
end_service(void) {
  search_service_free(service);
}

static void
begin_service(void) {
  if (service != NULL)
    return;
  SearchServiceOptions options = {.index = fuzz_index(), .threads = 1, .note = refuse_note};
  service = search_service_new(&options);
  atexit(end_service);
}

/* ---- what a reply is ---- */

/* The body as it was before it was compressed; the caller unrefs it. */
static GBytes *
plain_body(const SearchReply *reply) {
  return reply->gzip ? served_inflated(reply->body) : g_bytes_ref(reply->body);
}

/* asked: the input; what the client names itself, it may be told. */
static void
assert_body(const SearchReply *reply, const char *asked) {
  GBytes *body = plain_body(reply);
  gsize length = 0;
  const char *bytes = g_bytes_get_data(body, &length);
  char *text = g_strndup(bytes != NULL ? bytes : "", length);
  if (reply->type != NULL && strstr(reply->type, "charset=utf-8") != NULL) {
    g_assert_cmpuint(strlen(text), ==, length);
    fuzz_assert_text(text);
    g_assert_true(strstr(text, fuzz_index()) == NULL || strstr(asked, fuzz_index()) != NULL);
  }
  if (g_strcmp0(reply->type, SEARCH_TYPE_JSON) == 0) {
    cJSON *json = cJSON_Parse(text);
    g_assert_nonnull(json);
    g_assert_true((reply->status == 200) == !cJSON_HasObjectItem(json, "error"));
    cJSON_Delete(json);
  }
  g_free(text);
  g_bytes_unref(body);
}

/* No value may end its line, or nothing stands between it and a header of the client's own. */
static void
assert_header(const char *name, const char *value, G_GNUC_UNUSED void *context) {
  fuzz_assert_text(value);
  g_assert_cmpstr(name, !=, "");
  for (const char *at = value; *at != '\0'; at++)
    g_assert_false(g_ascii_iscntrl(*at));
}

static void
assert_reply(const SearchReply *reply, const char *asked) {
  static const unsigned statuses[] = {200, 304, 400, 404, 414};
  bool known = false;
  for (gsize i = 0; i < G_N_ELEMENTS(statuses); i++)
    known = known || reply->status == statuses[i];
  g_assert_true(known);
  g_assert_nonnull(reply->route);
  g_assert_nonnull(reply->body);
  search_reply_headers(reply, "*", assert_header, NULL);
  if (reply->status == 304)
    g_assert_cmpuint(g_bytes_get_size(reply->body), ==, 0);
  else
    assert_body(reply, asked);
}

/* ---- asking ---- */

/* Who has an answer is not sent it again. */
static void
assert_tag(const SearchHttpRequest *asked, const SearchReply *reply) {
  if (reply->status != 200 || reply->tag == NULL)
    return;
  SearchHttpRequest again = *asked;
  again.if_none_match = reply->tag;
  SearchReply same = search_service_answer(service, &again);
  g_assert_cmpuint(same.status, ==, 304);
  g_assert_cmpstr(same.tag, ==, reply->tag);
  search_reply_clear(&same);
}

static void
assert_quality(const char *header, const char *name) {
  double quality = search_accept_quality(header, name);
  g_assert_true(quality >= 0 && quality <= 1);
}

/* A part is one of what is there. */
static void
assert_range(const char *header) {
  const guint64 bytes = 1000;
  guint64 start = 0, length = 0;
  if (search_range_read(header, bytes, &start, &length) == SEARCH_RANGE_PART)
    g_assert_true(start < bytes && length > 0 && length <= bytes - start);
}

static const char *
header_at(char **lines, guint at) {
  return at < g_strv_length(lines) && lines[at][0] != '\0' ? lines[at] : NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  begin_service();
  char *text = g_strndup((const char *)data, size), **lines = g_strsplit(text, "\n", 5);
  char none[] = "", *path = lines[0] != NULL ? lines[0] : none, *query = strchr(path, '?');
  if (query != NULL)
    *query++ = '\0';
  SearchHttpRequest asked = {.path = path,
                             .query = query,
                             .accept = header_at(lines, 1),
                             .accept_encoding = header_at(lines, 2),
                             .if_none_match = header_at(lines, 3),
                             .range = header_at(lines, 4)};
  SearchReply reply = search_service_answer(service, &asked);
  assert_reply(&reply, text);
  assert_tag(&asked, &reply);
  assert_range(asked.range);
  assert_quality(asked.accept, "text/csv");
  assert_quality(asked.accept_encoding, "gzip");
  search_reply_clear(&reply);
  g_strfreev(lines);
  g_free(text);
  return 0;
}
