/* tests/search/http/served_http.h: the service on a socket, and a small client of it. */
#ifndef TESTS_SEARCH_HTTP_SERVED_HTTP_H
#define TESTS_SEARCH_HTTP_SERVED_HTTP_H

#include <gio/gio.h>
#include <stdlib.h>

#include "search/http/http.h"
#include "tests/search/http/served.h"

typedef struct {
  Served served;
  SearchHttp *http;
  GString *log;
  unsigned threads, per_address, head_seconds;
  const char *proxy;
  const char *const *hosts;
  gint ending; /* atomic: did the service say that it ends? */
} Fixture;

static inline void
append_log(const char *line, void *context) {
  Fixture *fixture = context;
  g_string_append_printf(fixture->log, "%s\n", line);
  if (g_str_has_prefix(line, "ending"))
    g_atomic_int_set(&fixture->ending, 1);
}

static inline void
start(Fixture *fixture, unsigned connections, const char *cors) {
  SearchHttpOptions options = {.index = fixture->served.index,
                               .listen = "127.0.0.1:0",
                               .cors = cors,
                               .threads = fixture->threads,
                               .connections = connections,
                               .per_address = fixture->per_address,
                               .head_seconds = fixture->head_seconds,
                               .seconds = 10,
                               .proxy = fixture->proxy,
                               .hosts = fixture->hosts,
                               .note = append_log,
                               .context = fixture};
  GError *error = NULL;
  fixture->http = search_http_start(&options, &error);
  g_assert_no_error(error);
  g_assert_nonnull(fixture->http);
}

static inline void
stop(Fixture *fixture) {
  g_clear_pointer(&fixture->http, search_http_finish);
}

static inline void
set_up(Fixture *fixture, gconstpointer data) {
  served_set_up(&fixture->served, NULL);
  fixture->log = g_string_new(NULL);
  fixture->threads = 3;
  fixture->head_seconds = 10;
  start(fixture, 100, data);
}

static inline void
tear_down(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  if (fixture->http != NULL)
    stop(fixture);
  g_string_free(fixture->log, TRUE);
  served_tear_down(&fixture->served, NULL);
}

/* ---- a small client ---- */

typedef struct {
  GSocketConnection *connection;
  GDataInputStream *input;
} Client;

typedef struct {
  unsigned status;
  GString *head;
  char *body;
  gsize length;
} Response;

/* from: an address of this machine, NULL = any. */
static inline Client
client_new_from(const char *from, unsigned port) {
  GSocketClient *sockets = g_socket_client_new();
  GError *error = NULL;
  if (from != NULL) {
    GSocketAddress *address = g_inet_socket_address_new_from_string(from, 0);
    g_socket_client_set_local_address(sockets, address);
    g_object_unref(address);
  }
  Client client = {0};
  client.connection =
      g_socket_client_connect_to_host(sockets, "127.0.0.1", (guint16)port, NULL, &error);
  g_assert_no_error(error);
  client.input =
      g_data_input_stream_new(g_io_stream_get_input_stream(G_IO_STREAM(client.connection)));
  g_data_input_stream_set_newline_type(client.input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  g_object_unref(sockets);
  return client;
}

static inline Client
client_new(unsigned port) {
  return client_new_from(NULL, port);
}

static inline void
client_clear(Client *client) {
  g_object_unref(client->input);
  g_object_unref(client->connection);
}

static inline bool
client_send(Client *client, const char *text) {
  GOutputStream *output = g_io_stream_get_output_stream(G_IO_STREAM(client->connection));
  return g_output_stream_write_all(output, text, strlen(text), NULL, NULL, NULL);
}

/* The value of a header, or NULL; the caller frees it. */
static inline char *
response_header(const Response *response, const char *name) {
  char *start_of_line = g_strdup_printf("\n%s: ", name);
  const char *found = strstr(response->head->str, start_of_line);
  char *value = NULL;
  if (found != NULL) {
    found += strlen(start_of_line);
    value = g_strndup(found, strcspn(found, "\n"));
  }
  g_free(start_of_line);
  return value;
}

static inline void
assert_header(const Response *response, const char *name, const char *value) {
  char *found = response_header(response, name);
  g_assert_cmpstr(found, ==, value);
  g_free(found);
}

/* false where the connection ended before an answer. has_body: not for HEAD. */
static inline bool
client_receive(Client *client, bool has_body, Response *response) {
  *response = (Response){.head = g_string_new(NULL)};
  char *line = NULL;
  while ((line = g_data_input_stream_read_line(client->input, NULL, NULL, NULL)) != NULL) {
    bool end = *line == '\0';
    g_string_append_printf(response->head, "%s\n", line);
    g_free(line);
    if (end)
      break;
  }
  if (sscanf(response->head->str, "HTTP/1.1 %u", &response->status) != 1)
    return false;
  char *length = response_header(response, "Content-Length");
  response->length = length != NULL && has_body ? (gsize)g_ascii_strtoull(length, NULL, 10) : 0;
  response->body = g_malloc0(response->length + 1);
  g_free(length);
  gsize read = 0;
  return g_input_stream_read_all(G_INPUT_STREAM(client->input), response->body, response->length,
                                 &read, NULL, NULL) &&
         read == response->length;
}

static inline void
response_clear(Response *response) {
  g_string_free(response->head, TRUE);
  g_free(response->body);
}

/* One request on a connection of its own. headers: each ends with CR LF. */
static inline Response
ask(const Fixture *fixture, const char *method, const char *target, const char *headers) {
  Client client = client_new(search_http_port(fixture->http));
  Response response = {0};
  char *text = g_strdup_printf("%s %s HTTP/1.1\r\nHost: test\r\n%s\r\n", method, target, headers);
  g_assert_true(client_send(&client, text));
  g_assert_true(client_receive(&client, !g_str_equal(method, "HEAD"), &response));
  g_free(text);
  client_clear(&client);
  return response;
}

static inline void
assert_refused(const Response *response, unsigned status, const char *code) {
  g_assert_cmpuint(response->status, ==, status);
  cJSON *json = cJSON_Parse(response->body);
  g_assert_cmpstr(served_text(json, KEYS("error", "code")), ==, code);
  cJSON_Delete(json);
}

#endif
