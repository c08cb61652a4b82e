/* tests/search/http/http_end.c: the service ends in good order, whatever its clients are doing. */
#include <signal.h>

#include "tests/search/http/served_http.h"

#define ROUNDS 10
#define CROWD 8
#define NONSENSE_ROUNDS 20
#define NONSENSE_CLIENTS 40

/* ---- what is under way ---- */

static void
wait_until_ending(Fixture *fixture) {
  while (g_atomic_int_get(&fixture->ending) == 0)
    g_usleep(1000);
}

static GThread *
stop_elsewhere(Fixture *fixture) {
  gpointer http = g_steal_pointer(&fixture->http);
  return g_thread_new("end", (GThreadFunc)(void (*)(void))search_http_finish, http);
}

/* What one thread was sent before is read when it answers this. */
static void
wait_until_read(const Fixture *fixture) {
  for (unsigned i = 0; i < 2; i++) {
    Response response = ask(fixture, "GET", "/healthz", "");
    g_assert_cmpuint(response.status, ==, 200);
    response_clear(&response);
  }
}

static void
test_what_runs_is_finished(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  stop(fixture);
  fixture->threads = 1;
  g_atomic_int_set(&fixture->ending, 0);
  start(fixture, 100, NULL);
  Client idle = client_new(search_http_port(fixture->http)),
         asking = client_new(search_http_port(fixture->http));
  Response response = {0};
  /* The request is under way from its first line on; its end comes while the service ends. */
  g_assert_true(client_send(&asking, "GET /api/v1/status HTTP/1.1\r\nHost: test\r\n"));
  wait_until_read(fixture);
  GThread *ending = stop_elsewhere(fixture);
  wait_until_ending(fixture);
  g_assert_true(client_send(&asking, "\r\n"));
  g_assert_true(client_receive(&asking, true, &response));
  g_assert_cmpuint(response.status, ==, 200);
  assert_header(&response, "Connection", "close");
  g_thread_join(ending);
  response_clear(&response);
  client_clear(&idle);
  client_clear(&asking);
}

/* ---- who asks on and on ---- */

/* What the threads that ask have in common. */
typedef struct {
  unsigned port;
  gint begun, answered, lost; /* atomic; begun: threads that had an answer */
} Crowd;

/* Until the service says that the connection ends. In the end it waits a second for the next
 * request, which a thread that a busy machine let sleep for longer is too late for. */
static gpointer
ask_on_and_on(gpointer data) {
  Crowd *crowd = data;
  Client client = client_new(crowd->port);
  gint64 before = g_get_monotonic_time();
  for (bool open = true, first = true; open; first = false) {
    Response response = {0};
    bool sent = client_send(&client, "GET /api/v1/search?q=mutor HTTP/1.1\r\nHost: test\r\n\r\n");
    bool in_time = first || g_get_monotonic_time() - before < G_USEC_PER_SEC / 2;
    bool ok = client_receive(&client, true, &response) && sent && response.status == 200;
    before = g_get_monotonic_time();
    if (ok || in_time)
      g_atomic_int_inc(ok ? &crowd->answered : &crowd->lost);
    if (first)
      g_atomic_int_inc(&crowd->begun);
    char *connection = response_header(&response, "Connection");
    open = ok && g_strcmp0(connection, "close") != 0;
    g_free(connection);
    response_clear(&response);
  }
  client_clear(&client);
  return NULL;
}

static void
test_who_was_accepted_is_answered(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  for (unsigned round = 0; round < ROUNDS; round++) {
    Crowd crowd = {.port = search_http_port(fixture->http)};
    GThread *threads[CROWD];
    for (gsize i = 0; i < CROWD; i++)
      threads[i] = g_thread_new("client", ask_on_and_on, &crowd);
    while (g_atomic_int_get(&crowd.begun) < CROWD)
      g_usleep(1000);
    g_usleep(1000 * round);
    stop(fixture);
    for (gsize i = 0; i < CROWD; i++)
      g_thread_join(threads[i]);
    g_assert_cmpint(crowd.lost, ==, 0);
    g_assert_cmpint(crowd.answered, >=, CROWD);
    start(fixture, 100, NULL);
  }
}

/* ---- what can't be answered ---- */

/* libmicrohttpd up to 0.9.77 crashes where it refuses a request while another thread stops it, so
 * it is stopped by the thread that runs it. */
static void
test_nonsense_in_the_end_does_no_harm(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  for (unsigned round = 0; round < NONSENSE_ROUNDS; round++) {
    Client clients[NONSENSE_CLIENTS];
    for (gsize i = 0; i < NONSENSE_CLIENTS; i++)
      clients[i] = client_new(search_http_port(fixture->http));
    wait_until_read(fixture); /* no more connections are to be taken */
    for (gsize i = 0; i < NONSENSE_CLIENTS; i++)
      client_send(&clients[i], "GET / HTTP/9.9\r\n\r\n");
    stop(fixture);
    for (gsize i = 0; i < NONSENSE_CLIENTS; i++)
      client_clear(&clients[i]);
    start(fixture, 100, NULL);
  }
}

/* The same, where threads are awake as their clients go away. */
static void
test_clients_that_go_in_the_end_do_no_harm(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  for (unsigned round = 0; round < NONSENSE_ROUNDS; round++) {
    Client clients[NONSENSE_CLIENTS];
    for (gsize i = 0; i < NONSENSE_CLIENTS; i++)
      clients[i] = client_new(search_http_port(fixture->http));
    wait_until_read(fixture);
    GThread *ending = stop_elsewhere(fixture);
    for (gsize i = 0; i < NONSENSE_CLIENTS; i++)
      client_clear(&clients[i]);
    g_thread_join(ending);
    start(fixture, 100, NULL);
  }
}

int
main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add("/search/http/http_end/" name, Fixture, NULL, set_up, function, tear_down)
  ADD("what-runs-is-finished", test_what_runs_is_finished);
  ADD("who-was-accepted-is-answered", test_who_was_accepted_is_answered);
  ADD("nonsense-in-the-end-does-no-harm", test_nonsense_in_the_end_does_no_harm);
  ADD("clients-that-go-in-the-end-do-no-harm", test_clients_that_go_in_the_end_do_no_harm);
  return g_test_run();
}
