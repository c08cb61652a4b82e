/* tests/fuzz/http.c: whatever bytes come over a connection, each answer has one head and the body
 * that it announces, the first one is never anything but the service's own, and the connection
 * ends.
 *
 * The input is what the client sends before it stops sending. */
#include "search/http/http.h"

#include <cjson/cJSON.h>
#include <gio/gio.h>
#include <signal.h>

#include "tests/fuzz/index.h"
#include "tests/fuzz/target.h"

#define TIMEOUT_SECONDS 30

static SearchHttp *http;

static void
ignore_note(G_GNUC_UNUSED const char *line, G_GNUC_UNUSED void *context) {
}

static void
end_service(void) {
  search_http_finish(http);
}

static void
begin_service(void) {
  if (http != NULL)
    return;
  signal(SIGPIPE, SIG_IGN);
  SearchHttpOptions options = {.index = fuzz_index(),
                               .listen = "127.0.0.1:0",
                               .threads = 1,
                               .connections = 16,
                               .head_seconds = 5,
                               .seconds = 20,
                               .note = ignore_note};
  GError *error = NULL;
  http = search_http_start(&options, &error);
  g_assert_no_error(error);
  atexit(end_service);
}

/* Everything that is sent back until the connection ends. The caller frees it. */
static GString *
converse(const uint8_t *data, size_t size) {
  GSocketClient *sockets = g_socket_client_new();
  g_socket_client_set_timeout(sockets, TIMEOUT_SECONDS);
  GError *error = NULL;
  GSocketConnection *connection = g_socket_client_connect_to_host(
      sockets, "127.0.0.1", (guint16)search_http_port(http), NULL, &error);
  g_assert_no_error(error);
  GOutputStream *output = g_io_stream_get_output_stream(G_IO_STREAM(connection));
  GInputStream *input = g_io_stream_get_input_stream(G_IO_STREAM(connection));
  g_output_stream_write_all(output, data, size, NULL, NULL, NULL);
  g_socket_shutdown(g_socket_connection_get_socket(connection), FALSE, TRUE, NULL);
  GString *got = g_string_new(NULL);
  char part[16384];
  gssize length = 0;
  while ((length = g_input_stream_read(input, part, sizeof part, NULL, &error)) > 0)
    g_string_append_len(got, part, length);
  /* A client that sends on after it was refused may see the connection reset. */
  g_assert_false(g_error_matches(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT));
  g_clear_error(&error);
  g_object_unref(connection);
  g_object_unref(sockets);
  return got;
}

/* The value of a header in the head, which ends at `end`; NULL where there is none. */
static const char *
header(const char *head, const char *end, const char *name) {
  gsize length = strlen(name);
  for (const char *line = strstr(head, "\r\n"); line != NULL && line < end;
       line = strstr(line + 2, "\r\n"))
    if (g_ascii_strncasecmp(line + 2, name, length) == 0 && line[2 + length] == ':')
      return line + 2 + length + 2;
  return NULL;
}

static void
assert_refusal(const char *body, gsize length) {
  cJSON *json = cJSON_ParseWithLength(body, length);
  g_assert_true(cJSON_HasObjectItem(json, "error"));
  cJSON_Delete(json);
}

/* One answer at the place; returns where the next one begins. first: of the connection. */
static gsize
assert_answer(const GString *got, gsize place, bool first) {
  const char *head = got->str + place, *end = strstr(head, "\r\n\r\n");
  unsigned status = 0;
  g_assert_nonnull(end);
  g_assert_cmpint(sscanf(head, "HTTP/1.1 %u ", &status), ==, 1);
  if (status == 100)
    return place + (gsize)(end + 4 - head);
  const char *announced = header(head, end, "Content-Length");
  gsize length = announced != NULL ? (gsize)g_ascii_strtoull(announced, NULL, 10) : 0;
  const char *body = end + 4;
  gsize left = got->len - (gsize)(body - got->str);
  if (left == 0 || strncmp(body, "HTTP/1.1 ", 9) == 0)
    length = 0; /* the answer to HEAD, or none that has a body */
  g_assert_cmpuint(left, >=, length);
  if (first && status >= 400) {
    const char *type = header(head, end, "Content-Type");
    g_assert_true(type != NULL && g_str_has_prefix(type, "application/json"));
    if (length > 0)
      assert_refusal(body, length);
  }
  return (gsize)(body - got->str) + length;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  begin_service();
  GString *got = converse(data, size);
  for (gsize place = 0, answers = 0; place < got->len; answers++)
    place = assert_answer(got, place, answers == 0);
  g_string_free(got, TRUE);
  return 0;
}
