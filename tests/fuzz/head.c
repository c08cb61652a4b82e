/* tests/fuzz/head.c: a request's head is refused, or asks for something to read; whatever it says,
 * the access log has one line for it, of characters that do nothing to a terminal.
 *
 * The input's lines are: the method, the address, Content-Length, Transfer-Encoding; a header that
 * is empty or missing is none. */
#include "search/http/admission.h"
#include "search/http/monitor.h"

#include "tests/fuzz/target.h"

#define LINES 4

static void
assert_line(const char *line, void *context) {
  g_assert_cmpstr(line, !=, "");
  for (const char *at = line; *at != '\0'; at++)
    g_assert_true(g_ascii_isprint(*at));
  ++*(unsigned *)context;
}

static void
assert_logged(const char *method, const char *uri) {
  unsigned count = 0;
  SearchLog *log = search_log_new(assert_line, &count);
  SearchLogEntry entry = {.address = "-", .method = method, .uri = uri, .status = 200};
  search_log_exchange(log, &entry);
  g_assert_cmpuint(count, ==, 1);
  search_log_free(log);
}

/* What is not refused has a method that reads, and no body but a short one. */
static void
assert_head(const SearchHead *head) {
  SearchReply reply = {0};
  if (search_head_refused(head, NULL, false, &reply)) {
    g_assert_cmpuint(reply.status, >=, 400);
    g_assert_nonnull(reply.body);
  } else {
    g_assert_true(g_str_equal(head->method, "GET") || g_str_equal(head->method, "HEAD"));
    g_assert_null(head->transfer_encoding);
    g_assert_true(head->content_length == NULL ||
                  g_ascii_strtoull(head->content_length, NULL, 10) <= SEARCH_BODY_MAX_BYTES);
  }
  search_reply_clear(&reply);
}

/* More bytes do not make right what was wrong, nor open again what was whole. */
static void
assert_bytes(const char *bytes, gsize length) {
  SearchReply reply = {0}, shorter = {0};
  SearchHeadState all = search_head_examine(bytes, length, &reply);
  SearchHeadState half = search_head_examine(bytes, length / 2, &shorter);
  g_assert_true(half == SEARCH_HEAD_PART || half == all);
  g_assert_true((all == SEARCH_HEAD_WRONG) == (reply.status >= 400));
  search_reply_clear(&reply);
  search_reply_clear(&shorter);
}

static const char *
header(const char *line) {
  return line[0] != '\0' ? line : NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = g_strndup((const char *)data, size), **lines = g_strsplit(text, "\n", LINES);
  const char *said[LINES] = {"", "", "", ""};
  for (guint i = 0; i < LINES && lines[i] != NULL; i++)
    said[i] = lines[i];
  SearchHead head = {.method = said[0],
                     .content_length = header(said[2]),
                     .transfer_encoding = header(said[3]),
                     .uri_bytes = strlen(said[1]),
                     .bytes = size};
  assert_head(&head);
  assert_bytes((const char *)data, size);
  assert_logged(said[0], said[1]);
  g_strfreev(lines);
  g_free(text);
  return 0;
}
