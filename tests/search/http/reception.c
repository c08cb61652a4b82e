/* tests/search/http/reception.c: clients that are slow, too many, or do not speak HTTP, and names
 * that the service does not answer to. */
#include <signal.h>

#include "search/http/admission.h"
#include "tests/search/http/served_http.h"

#define SLOW_CLIENTS 20
#define OTHER_ADDRESS "127.0.0.2"

/* What the service sends to these bytes, all of it. The caller frees it. */
static GString *
all_that_is_sent(const Fixture *fixture, const char *bytes, gsize length) {
  Client client = client_new(search_http_port(fixture->http));
  GOutputStream *output = g_io_stream_get_output_stream(G_IO_STREAM(client.connection));
  GString *sent = g_string_new(NULL);
  char part[4096];
  gssize got = 0;
  g_output_stream_write_all(output, bytes, length, NULL, NULL, NULL);
  while ((got = g_input_stream_read(G_INPUT_STREAM(client.input), part, sizeof part, NULL, NULL)) >
         0)
    g_string_append_len(sent, part, got);
  client_clear(&client);
  return sent;
}

static void
assert_refusal(const Fixture *fixture, const char *bytes, gsize length, const char *head,
               const char *code) {
  GString *sent = all_that_is_sent(fixture, bytes, length);
  char *mark = g_strdup_printf("{\"error\":{\"code\":\"%s\"", code);
  g_assert_true(g_str_has_prefix(sent->str, head));
  g_assert_nonnull(strstr(sent->str, mark));
  g_assert_null(strstr(sent->str + 1, "HTTP/1.1 ")); /* one head, and not two */
  g_free(mark);
  g_string_free(sent, TRUE);
}

static void
test_what_is_no_http_is_told_so(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  static const struct {
    const char *text, *head, *code;
  } table[] = {
      {"GET\r\n\r\n", "HTTP/1.1 400 ", "bad_request"},
      {"GET / HTTP/1.x\r\n\r\n", "HTTP/1.1 400 ", "bad_request"},
      {"GET / HTTP/9.9\r\n\r\n", "HTTP/1.1 505 ", "version_not_supported"},
      {"GET / HTTP/0.9\r\n\r\n", "HTTP/1.1 505 ", "version_not_supported"},
      {"GET / HTTP/1.1\r\nno name\r\n\r\n", "HTTP/1.1 400 ", "bad_request"},
      {"GET / HTTP/1.1\r\nHost: a\r\nHo)st: a\r\n\r\n", "HTTP/1.1 400 ", "bad_request"},
      {"GET / HTTP/1.1\r\nHost : a\r\n\r\n", "HTTP/1.1 400 ", "bad_request"},
      {"GET / HTTP/1.1\r\nAccept: a\r\n\r\n", "HTTP/1.1 400 ", "bad_request"},
      {"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: x\r\n\r\n", "HTTP/1.1 400 ", "bad_request"},
      {"\x16\x03\x01\x02", "HTTP/1.1 400 ", "bad_request"}, /* how TLS begins */
      {"GET /a%00.js?b HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400 ", "bad_request"},
      {"GET /\th HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400 ", "bad_request"},
      {"GET / HTTP/1.1\r\n: none\r\n\r\n", "HTTP/1.1 400 ", "bad_request"},
      {"GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", "HTTP/1.1 400 ", "bad_request"},
      {"GET / HTTP/1.1\r\nA: b\rc\r\n\r\n", "HTTP/1.1 400 ", "bad_request"},
      {"GET / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", "HTTP/1.1 400 ", "bad_request"},
      {"GET / HTTP/1.1\r\nContent-Length: 5x\r\n\r\n", "HTTP/1.1 400 ", "bad_request"},
      {"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "HTTP/1.1 400 ",
       "bad_request"},
      {"GET / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n", "HTTP/1.1 413 ",
       "too_large"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
    assert_refusal(fixture, table[i].text, strlen(table[i].text), table[i].head, table[i].code);
  assert_refusal(fixture, "GET /\0 HTTP/1.1\r\n\r\n", 19, "HTTP/1.1 400 ", "bad_request");
}

static void
test_what_is_too_long_is_told_so(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *long_text = g_strnfill(100000, 'a');
  char *line = g_strconcat("GET /", long_text, NULL);
  assert_refusal(fixture, line, strlen(line), "HTTP/1.1 414 ", "too_long");
  char *head = g_strconcat("GET / HTTP/1.1\r\nCookie: ", long_text, NULL);
  assert_refusal(fixture, head, strlen(head), "HTTP/1.1 431 ", "headers_too_large");
  GString *many = g_string_new("GET / HTTP/1.1\r\n");
  for (unsigned i = 0; i < 200; i++)
    g_string_append(many, "a: b\r\n");
  g_string_append(many, "\r\n");
  assert_refusal(fixture, many->str, many->len, "HTTP/1.1 431 ", "headers_too_large");
  g_string_assign(many, "GET /healthz?a");
  for (unsigned i = 0; i < 3000; i++)
    g_string_append(many, "&a");
  g_string_append(many, " HTTP/1.1\r\nHost: a\r\n\r\n");
  assert_refusal(fixture, many->str, many->len, "HTTP/1.1 414 ", "too_long");
  g_string_free(many, TRUE);
  g_free(head);
  g_free(line);
  g_free(long_text);
}

/* A connection's second request is read by the library alone. */
static void
test_what_is_as_long_as_may_be_is_answered(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  GString *head = g_string_new("GET /healthz?");
  while (head->len < SEARCH_LINE_MAX_BYTES - 100)
    g_string_append(head, head->len % 300 == 0 ? "&" : "a");
  g_string_append(head, " HTTP/1.1\r\nHost: a\r\n");
  const gsize most = head->len + SEARCH_HEADERS_MAX_BYTES - 300;
  for (unsigned i = 2; i < SEARCH_HEADERS_MAX && head->len < most; i++)
    g_string_append_printf(head, "X-%u: %0230d\r\n", i, 0);
  g_string_append(head, "\r\n");
  Client client = client_new(search_http_port(fixture->http));
  for (unsigned i = 0; i < 3; i++) {
    Response response = {0};
    g_assert_true(client_send(&client, head->str));
    g_assert_true(client_receive(&client, true, &response));
    g_assert_cmpuint(response.status, ==, 200);
    response_clear(&response);
  }
  client_clear(&client);
  g_string_free(head, TRUE);
}

/* One byte more; or, once there is an answer, that it is a refusal. Whoever would go on sending
 * would lose it. true if it was refused. */
static bool
send_byte_or_be_refused(Client *client) {
  Response response = {0};
  if (g_socket_condition_check(g_socket_connection_get_socket(client->connection), G_IO_IN) == 0) {
    client_send(client, "a");
    return false;
  }
  g_assert_true(client_receive(client, true, &response));
  assert_refused(&response, 408, "timeout");
  response_clear(&response);
  client_clear(client);
  return true;
}

/* A byte now and then does not buy time. */
static void
test_a_request_has_to_be_whole_in_time(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  stop(fixture);
  fixture->head_seconds = 3; /* the others have it too, on a busy machine */
  start(fixture, 100, NULL);
  Client clients[SLOW_CLIENTS];
  for (gsize i = 0; i < SLOW_CLIENTS; i++) {
    clients[i] = client_new(search_http_port(fixture->http));
    client_send(&clients[i], "GET /healthz HTTP/1.1\r\nX: ");
  }
  bool refused[SLOW_CLIENTS] = {false};
  for (gsize count = 0; count < SLOW_CLIENTS;) {
    for (gsize i = 0; i < SLOW_CLIENTS; i++)
      if (!refused[i])
        count += refused[i] = send_byte_or_be_refused(&clients[i]);
    g_usleep(100000);
    Response response = ask(fixture, "GET", "/healthz", "");
    g_assert_cmpuint(response.status, ==, 200);
    response_clear(&response);
  }
}

/* Nor does it after a first request on the same connection. */
static void
test_later_requests_have_to_be_whole_too(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  static const char request[] =
      "GET /healthz HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\n";
  stop(fixture);
  fixture->head_seconds = 1;
  start(fixture, 100, NULL);
  Client client = client_new(search_http_port(fixture->http));
  Response response = {0};
  g_assert_true(client_send(&client, request)); /* the body never comes */
  g_assert_false(client_receive(&client, true, &response));
  response_clear(&response);
  client_clear(&client);
}

static void
test_one_address_does_not_take_all(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  stop(fixture);
  fixture->per_address = 3;
  start(fixture, 100, NULL);
  Client clients[4];
  Response response = {0};
  for (gsize i = 0; i < 4; i++) {
    clients[i] = client_new(search_http_port(fixture->http));
    client_send(&clients[i], "GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n");
    g_assert_true(client_receive(&clients[i], true, &response));
    if (i < 3)
      g_assert_cmpuint(response.status, ==, 200);
    else
      assert_refused(&response, 503, "busy");
    response_clear(&response);
  }
  Client other = client_new_from(OTHER_ADDRESS, search_http_port(fixture->http));
  client_send(&other, "GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n");
  g_assert_true(client_receive(&other, true, &response));
  g_assert_cmpuint(response.status, ==, 200);
  response_clear(&response);
  client_clear(&other);
  for (gsize i = 0; i < 4; i++)
    client_clear(&clients[i]);
}

/* A request counts until the service notes its end, a moment after the client has the answer; a
 * connection from when the service, and not the client, has seen it. */
static Response
ask_when_free(const Fixture *fixture, const char *target, const char *header) {
  Response response = ask(fixture, "GET", target, header);
  for (unsigned i = 0; i < 1000 && response.status == 503; i++) {
    g_usleep(10000);
    response_clear(&response);
    response = ask(fixture, "GET", target, header);
  }
  return response;
}

/* All connections come from the proxy; the header says for whom, its last part is the proxy's. */
static void
test_a_proxy_says_who_asks(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  static const char header[] = "X-Forwarded-For: 10.0.0.1, 192.0.2.7\r\n";
  stop(fixture);
  fixture->per_address = 1;
  fixture->proxy = "127.0.0.1";
  start(fixture, 100, NULL);
  Client idle = client_new(search_http_port(fixture->http));
  for (unsigned i = 0; i < 3; i++) {
    Response response = ask_when_free(fixture, "/healthz", header);
    g_assert_cmpuint(response.status, ==, 200);
    response_clear(&response);
  }
  client_clear(&idle);
  stop(fixture);
  g_assert_nonnull(strstr(fixture->log->str, "192.0.2.7 GET \"/healthz\" 200 "));
  fixture->proxy = OTHER_ADDRESS;
  start(fixture, 100, NULL);
  Response response = ask(fixture, "GET", "/healthz?else", header);
  response_clear(&response);
  stop(fixture);
  g_assert_nonnull(strstr(fixture->log->str, "127.0.0.1 GET \"/healthz?else\" 200 "));
}

static void
test_a_host_that_is_not_named_is_not_answered(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  static const char *const hosts[] = {"Kompass.example.se", "localhost:81", NULL};
  static const struct {
    const char *host;
    unsigned status;
  } table[] = {{"kompass.example.se", 200},
               {"kompass.example.se:8080", 200},
               {"localhost:81", 200},
               {"localhost", 400},
               {"localhost:82", 400},
               {"rebound.example", 400},
               {"", 400}};
  stop(fixture);
  fixture->hosts = hosts;
  start(fixture, 100, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    char *text = g_strdup_printf("GET /healthz HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n",
                                 table[i].host);
    char *head = g_strdup_printf("HTTP/1.1 %u ", table[i].status);
    GString *sent = all_that_is_sent(fixture, text, strlen(text));
    g_assert_true(g_str_has_prefix(sent->str, head));
    g_string_free(sent, TRUE);
    g_free(head);
    g_free(text);
  }
}

static void
test_the_longest_waiting_makes_room(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  stop(fixture);
  fixture->threads = 1;
  fixture->head_seconds = 600;
  start(fixture, 2, NULL);
  Client slow[2];
  for (gsize i = 0; i < 2; i++) {
    slow[i] = client_new(search_http_port(fixture->http));
    client_send(&slow[i], "GET / HTTP/1.1\r\n");
  }
  g_usleep(1200000);
  Response response = ask_when_free(fixture, "/healthz", "");
  g_assert_cmpuint(response.status, ==, 200);
  response_clear(&response);
  for (gsize i = 0; i < 2; i++)
    client_clear(&slow[i]);
}

int
main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add("/search/http/reception/" name, Fixture, NULL, set_up, function, tear_down)
  ADD("what-is-no-http-is-told-so", test_what_is_no_http_is_told_so);
  ADD("what-is-too-long-is-told-so", test_what_is_too_long_is_told_so);
  ADD("what-is-as-long-as-may-be-is-answered", test_what_is_as_long_as_may_be_is_answered);
  ADD("a-request-has-to-be-whole-in-time", test_a_request_has_to_be_whole_in_time);
  ADD("later-requests-have-to-be-whole-too", test_later_requests_have_to_be_whole_too);
  ADD("one-address-does-not-take-all", test_one_address_does_not_take_all);
  ADD("a-proxy-says-who-asks", test_a_proxy_says_who_asks);
  ADD("a-host-that-is-not-named-is-not-answered", test_a_host_that_is_not_named_is_not_answered);
  ADD("the-longest-waiting-makes-room", test_the_longest_waiting_makes_room);
  return g_test_run();
}
