/* tests/search/http/http.c: the service over real sockets: headers, limits, many clients. */
#include "search/http/http.h"

#include <signal.h>
#include <sys/resource.h>

#include "search/ask/error.h"
#include "tests/search/http/served_http.h"

#define CLIENTS 8
#define WAITING_CLIENTS 68

/* ---- one request ---- */

static void
test_an_answer_has_its_headers(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  Response response = ask(fixture, "GET", "/api/v1/search?q=mutor", "");
  g_assert_cmpuint(response.status, ==, 200);
  assert_header(&response, "Content-Type", "application/json; charset=utf-8");
  assert_header(&response, "X-Content-Type-Options", "nosniff");
  assert_header(&response, "Referrer-Policy", "same-origin");
  assert_header(&response, "Cache-Control", "no-cache");
  assert_header(&response, "Access-Control-Allow-Origin", NULL);
  char *policy = response_header(&response, "Content-Security-Policy");
  g_assert_nonnull(strstr(policy, "default-src 'self'"));
  g_assert_nonnull(strstr(policy, "frame-ancestors 'none'"));
  g_assert_null(strstr(policy, "unsafe"));
  g_free(policy);
  response_clear(&response);
}

static void
test_head_is_get_without_a_body(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  Response got = ask(fixture, "GET", "/api/v1/status", ""),
           head = ask(fixture, "HEAD", "/api/v1/status", "");
  static const char *const names[] = {"Content-Type", "ETag", "Content-Length"};
  g_assert_cmpuint(head.status, ==, 200);
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    char *value = response_header(&got, names[i]);
    assert_header(&head, names[i], value);
    g_free(value);
  }
  response_clear(&got);
  response_clear(&head);
}

static void
test_what_is_known_is_not_sent_again(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  Response first = ask(fixture, "GET", "/api/v1/search?q=mutor", "");
  char *tag = response_header(&first, "ETag");
  char *header = g_strdup_printf("If-None-Match: %s\r\n", tag);
  Response second = ask(fixture, "GET", "/api/v1/search?q=mutor", header);
  g_assert_cmpuint(second.status, ==, 304);
  assert_header(&second, "ETag", tag);
  g_assert_cmpuint(second.length, ==, 0);
  g_free(header);
  g_free(tag);
  response_clear(&first);
  response_clear(&second);
}

static void
test_large_answers_come_compressed(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  Response response = ask(fixture, "GET", "/api/v1/openapi.json", "Accept-Encoding: gzip\r\n");
  assert_header(&response, "Content-Encoding", "gzip");
  assert_header(&response, "Vary", "Accept, Accept-Encoding");
  g_assert_cmpmem(response.body, 2, "\x1f\x8b", 2);
  response_clear(&response);
}

static void
test_it_only_reads(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  static const char *const methods[] = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"};
  for (gsize i = 0; i < G_N_ELEMENTS(methods); i++) {
    Response response = ask(fixture, methods[i], "/api/v1/status", "Content-Length: 0\r\n");
    assert_refused(&response, 405, "method_not_allowed");
    assert_header(&response, "Allow", "GET, HEAD");
    response_clear(&response);
  }
}

static void
test_large_requests_are_refused(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  Response response = ask(fixture, "GET", "/api/v1/status", "Content-Length: 1000000\r\n");
  assert_refused(&response, 413, "too_large");
  response_clear(&response);
  response = ask(fixture, "GET", "/api/v1/status", "Transfer-Encoding: chunked\r\n");
  assert_refused(&response, 413, "too_large");
  response_clear(&response);
  char *query = g_strnfill(6000, 'a'), *target = g_strconcat("/api/v1/search?q=", query, NULL);
  response = ask(fixture, "GET", target, "");
  assert_refused(&response, 414, "too_long");
  response_clear(&response);
  g_free(query);
  g_free(target);
  char *value = g_strnfill(30000, 'a'), *header = g_strdup_printf("Cookie: a=%s\r\n", value);
  response = ask(fixture, "GET", "/api/v1/status", header);
  assert_refused(&response, 431, "headers_too_large");
  response_clear(&response);
  g_free(value);
  g_free(header);
}

#define EXPOSED "ETag, Kompass-Missing, Kompass-Shown, Kompass-Total, Retry-After"

static void
test_an_origin_may_ask_where_it_is_named(Fixture *fixture, gconstpointer data) {
  Response response = ask(fixture, "GET", "/healthz", "Origin: https://elsewhere.example\r\n");
  assert_header(&response, "Access-Control-Allow-Origin", data);
  assert_header(&response, "Access-Control-Expose-Headers", data != NULL ? EXPOSED : NULL);
  response_clear(&response);
}

/* What a browser asks before a page of that origin may send headers of its own. */
static void
test_a_browser_may_ask_before(Fixture *fixture, gconstpointer data) {
  Response response = ask(fixture, "OPTIONS", "/api/v1/search?q=mutor",
                          "Origin: https://a.example\r\nAccess-Control-Request-Method: GET\r\n"
                          "Access-Control-Request-Headers: content-type\r\n");
  g_assert_cmpuint(response.status, ==, 204);
  g_assert_cmpuint(response.length, ==, 0);
  assert_header(&response, "Access-Control-Allow-Origin", data);
  assert_header(&response, "Access-Control-Allow-Methods", "GET, HEAD");
  assert_header(&response, "Access-Control-Allow-Headers", "*");
  assert_header(&response, "Access-Control-Max-Age", "86400");
  assert_header(&response, "Content-Length", NULL);
  response_clear(&response);
  response = ask(fixture, "OPTIONS", "/", "Content-Length: 1000000\r\n");
  assert_refused(&response, 413, "too_large");
  response_clear(&response);
  response = ask(fixture, "POST", "/api/v1/search?q=mutor", "Content-Length: 0\r\n");
  assert_refused(&response, 405, "method_not_allowed");
  assert_header(&response, "Access-Control-Allow-Methods", NULL);
  response_clear(&response);
}

static void
test_each_request_is_logged(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  Response response = ask(fixture, "GET", "/api/v1/search?q=mutor", "");
  char *line = g_strdup_printf("127.0.0.1 GET \"/api/v1/search?q=mutor\" 200 %" G_GSIZE_FORMAT " ",
                               response.length);
  response_clear(&response);
  stop(fixture);
  g_assert_nonnull(strstr(fixture->log->str, line));
  g_free(line);
}

static void
test_the_log_is_safe_to_look_at(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  Response response = ask(fixture, "GE\x1b[2J\xff", "/healthz?\x1b[2J\xff", "");
  g_assert_cmpuint(response.status, ==, 405);
  response_clear(&response);
  stop(fixture);
  g_assert_nonnull(strstr(fixture->log->str, "405"));
  g_assert_null(strchr(fixture->log->str, '\x1b'));
  g_assert_true(g_utf8_validate(fixture->log->str, -1, NULL));
}

static void
test_nonsense_does_no_harm(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  static const char *const texts[] = {"\r\n\r\n\r\n",
                                      "GET\r\n\r\n",
                                      "GET / HTTP/9.9\r\n\r\n",
                                      "\x16\x03\x01\x02",
                                      "GET /%00 HTTP/1.1\r\n\r\n",
                                      "GET / HTTP/1.1\r\nContent-Length: -5\r\n\r\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    Client client = client_new(search_http_port(fixture->http));
    client_send(&client, texts[i]);
    client_clear(&client);
  }
  Response response = ask(fixture, "GET", "/healthz", "");
  g_assert_cmpuint(response.status, ==, 200);
  response_clear(&response);
}

/* ---- many ---- */

static void
test_too_many_connections_are_told_so(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  stop(fixture);
  start(fixture, 2, NULL);
  Client clients[3];
  Response response = {0};
  static const char request[] = "GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n";
  for (gsize i = 0; i < 3; i++) {
    clients[i] = client_new(search_http_port(fixture->http));
    g_assert_true(client_send(&clients[i], request));
    g_assert_true(client_receive(&clients[i], true, &response));
    if (i < 2)
      g_assert_cmpuint(response.status, ==, 200);
    else
      assert_refused(&response, 503, "busy");
    response_clear(&response);
  }
  for (gsize i = 0; i < 3; i++)
    client_clear(&clients[i]);
}

/* In a process of its own, as the limit can't be raised again. */
static void
test_open_files_limit_connections(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  if (!g_test_subprocess()) {
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
    g_test_trap_assert_passed();
    return;
  }
  const struct rlimit few = {324, 324};
  stop(fixture);
  g_assert_cmpint(setrlimit(RLIMIT_NOFILE, &few), ==, 0);
  start(fixture, 512, NULL);
  g_assert_nonnull(strstr(fixture->log->str, "512 connections need 736 open files, of which 324 "
                                             "are allowed: at most 100 connections are kept"));
  Response response = ask(fixture, "GET", "/healthz", "");
  g_assert_cmpuint(response.status, ==, 200);
  response_clear(&response);
}

/* One thread takes 65 connections more than are answered, which are told that there are too many;
 * others wait until it has room. Idle ones are not ended. */
static void
test_who_waits_for_room_gets_it(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  stop(fixture);
  fixture->threads = 1;
  fixture->head_seconds = 6000; /* longer than a test may take */
  start(fixture, 2, NULL);
  Client clients[WAITING_CLIENTS];
  Response response = {0};
  for (gsize i = 0; i < WAITING_CLIENTS; i++)
    clients[i] = client_new(search_http_port(fixture->http));
  g_usleep(50000); /* until it has taken as many as it takes */
  client_clear(&clients[0]);
  Client *last = &clients[WAITING_CLIENTS - 1];
  g_assert_true(client_send(last, "GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n"));
  g_assert_true(client_receive(last, true, &response));
  response_clear(&response);
  for (gsize i = 1; i < WAITING_CLIENTS; i++)
    client_clear(&clients[i]);
}

/* What the threads that ask have in common. */
typedef struct {
  unsigned port;
  gint stop; /* atomic */
  gint answered, failed;
} Crowd;

static gpointer
ask_on_and_on(gpointer data) {
  static const char *const targets[] = {"/api/v1/search?q=mutor",
                                        "/api/v1/scores",
                                        "/api/v1/models",
                                        "/api/v1/status",
                                        "/healthz",
                                        "/metrics",
                                        "/api/v1/search?q=visselbl*&format=csv"};
  Crowd *crowd = data;
  Client client = client_new(crowd->port);
  for (guint i = 0; g_atomic_int_get(&crowd->stop) == 0; i++) {
    Response response = {0};
    char *text = g_strdup_printf("GET %s HTTP/1.1\r\nHost: test\r\n\r\n",
                                 targets[i % G_N_ELEMENTS(targets)]);
    bool ok = client_send(&client, text) && client_receive(&client, true, &response) &&
              response.status == 200;
    g_atomic_int_inc(ok ? &crowd->answered : &crowd->failed);
    g_free(text);
    response_clear(&response);
    if (!ok)
      break;
  }
  client_clear(&client);
  return NULL;
}

static void
test_updates_fail_no_request(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  Crowd crowd = {.port = search_http_port(fixture->http)};
  GThread *threads[CLIENTS];
  for (gsize i = 0; i < CLIENTS; i++)
    threads[i] = g_thread_new("client", ask_on_and_on, &crowd);
  for (unsigned i = 0; i < 6; i++) {
    g_usleep(30000);
    served_update(&fixture->served, i % 2 == 0);
  }
  while (g_atomic_int_get(&crowd.answered) <= CLIENTS * 10 && g_atomic_int_get(&crowd.failed) == 0)
    g_usleep(30000);
  g_atomic_int_set(&crowd.stop, 1);
  for (gsize i = 0; i < CLIENTS; i++)
    g_thread_join(threads[i]);
  g_assert_cmpint(crowd.failed, ==, 0);
  g_assert_cmpint(crowd.answered, >, CLIENTS * 10);
}

/* ---- the beginning ---- */

static void
test_wrong_addresses_are_refused(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  static const char *const addresses[] = {"",        "8080",          "127.0.0.1",    ":80",
                                          "here:80", "::1:80",        "127.0.0.1:x",  "[::1]",
                                          "[::1]80", "1.2.3.4:70000", "[127.0.0.1]:0"};
  static const char *const origins[] = {"https://a.example/path", "a.example", "https://",
                                        "https://a.example\r\nX: y", "https://a b"};
  static const char *const hosts[] = {"", "a b", "a/b", "http://a", "a,b", "a@b", "ö.example"};
  SearchHttpOptions options = {.index = fixture->served.index,
                               .threads = 1,
                               .connections = 1,
                               .note = append_log,
                               .context = fixture};
  GError *error = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(addresses); i++) {
    options.listen = addresses[i];
    g_assert_null(search_http_start(&options, &error));
    g_assert_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE);
    g_clear_error(&error);
  }
  options.listen = "127.0.0.1:0";
  for (gsize i = 0; i < G_N_ELEMENTS(origins); i++) {
    options.cors = origins[i];
    g_assert_null(search_http_start(&options, &error));
    g_assert_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE);
    g_clear_error(&error);
  }
  options.cors = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(hosts); i++) {
    options.hosts = (const char *const[]){hosts[i], NULL};
    g_assert_null(search_http_start(&options, &error));
    g_assert_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE);
    g_clear_error(&error);
  }
  options.hosts = NULL;
  char *taken = g_strdup_printf("127.0.0.1:%u", search_http_port(fixture->http));
  options.listen = taken;
  g_assert_null(search_http_start(&options, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_clear_error(&error);
  g_free(taken);
}

int
main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  g_test_init(&argc, &argv, NULL);
#define ADD(name, data, function)                                                                  \
  g_test_add("/search/http/http/" name, Fixture, data, set_up, function, tear_down)
  ADD("an-answer-has-its-headers", NULL, test_an_answer_has_its_headers);
  ADD("head-is-get-without-a-body", NULL, test_head_is_get_without_a_body);
  ADD("what-is-known-is-not-sent-again", NULL, test_what_is_known_is_not_sent_again);
  ADD("large-answers-come-compressed", NULL, test_large_answers_come_compressed);
  ADD("it-only-reads", NULL, test_it_only_reads);
  ADD("large-requests-are-refused", NULL, test_large_requests_are_refused);
  ADD("no-origin-may-ask", NULL, test_an_origin_may_ask_where_it_is_named);
  ADD("an-origin-may-ask-where-it-is-named", "https://a.example",
      test_an_origin_may_ask_where_it_is_named);
  ADD("a-browser-may-ask-before", "https://a.example", test_a_browser_may_ask_before);
  ADD("each-request-is-logged", NULL, test_each_request_is_logged);
  ADD("the-log-is-safe-to-look-at", NULL, test_the_log_is_safe_to_look_at);
  ADD("nonsense-does-no-harm", NULL, test_nonsense_does_no_harm);
  ADD("too-many-connections-are-told-so", NULL, test_too_many_connections_are_told_so);
  ADD("open-files-limit-connections", NULL, test_open_files_limit_connections);
  ADD("who-waits-for-room-gets-it", NULL, test_who_waits_for_room_gets_it);
  ADD("updates-fail-no-request", NULL, test_updates_fail_no_request);
  ADD("wrong-addresses-are-refused", NULL, test_wrong_addresses_are_refused);
  return g_test_run();
}
