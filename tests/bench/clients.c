/* tests/bench/clients.c: one thread that polls its connections. */
#include "tests/bench/clients.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gio/gio.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define POLL_MILLISECONDS 100

typedef struct {
  int socket;
  GString *received;
  gint64 asked; /* monotonic microseconds */
} Client;

typedef struct {
  const GPtrArray *targets;
  guint next; /* target */
  ClientsResult *result;
} Asking;

static bool
fail(GError **error, const char *what) {
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", what, g_strerror(errno));
  return false;
}

static bool
ask(Client *client, Asking *asking, GError **error) {
  const char *target = asking->targets->pdata[asking->next++ % asking->targets->len];
  char *text = g_strdup_printf("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", target);
  gsize length = strlen(text);
  client->asked = g_get_monotonic_time();
  bool ok = write(client->socket, text, length) == (gssize)length;
  g_free(text);
  return ok || fail(error, "write");
}

static bool
connect_client(Client *client, unsigned port, GError **error) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((guint16)port)};
  int yes = 1;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  client->received = g_string_new(NULL);
  client->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (client->socket < 0 ||
      connect(client->socket, (struct sockaddr *)&address, sizeof address) != 0)
    return fail(error, "connect");
  setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  return true;
}

/* How long the whole answer is, once its head is there; 0 before. */
static gsize
answer_length(const GString *received) {
  const char *end = strstr(received->str, "\r\n\r\n");
  const char *length = end != NULL ? strstr(received->str, "\r\nContent-Length: ") : NULL;
  if (length == NULL)
    return 0;
  return (gsize)(end - received->str) + 4 +
         (gsize)g_ascii_strtoull(length + strlen("\r\nContent-Length: "), NULL, 10);
}

static void
count(Client *client, ClientsResult *result) {
  double latency_ms = (double)(g_get_monotonic_time() - client->asked) / 1000;
  result->bytes += client->received->len;
  if (g_str_has_prefix(client->received->str, "HTTP/1.1 200 ")) {
    result->answered++;
    g_array_append_val(result->latencies_ms, latency_ms);
  } else {
    result->refused++;
  }
}

/* Reads what is there; counts an answer that is complete, and asks the next. */
static bool
receive(Client *client, Asking *asking, GError **error) {
  char buffer[65536];
  gssize got = read(client->socket, buffer, sizeof buffer);
  if (got <= 0)
    return fail(error, "read");
  g_string_append_len(client->received, buffer, got);
  gsize length = answer_length(client->received);
  if (length == 0 || client->received->len < length)
    return true;
  count(client, asking->result);
  g_string_truncate(client->received, 0);
  return ask(client, asking, error);
}

static bool
receive_all(Client *clients, struct pollfd *polled, unsigned connections, Asking *asking,
            GError **error) {
  if (poll(polled, connections, POLL_MILLISECONDS) < 0)
    return fail(error, "poll");
  for (unsigned i = 0; i < connections; i++)
    if (polled[i].revents != 0 && !receive(&clients[i], asking, error))
      return false;
  return true;
}

static gint
compare_doubles(gconstpointer a, gconstpointer b) {
  double left = *(const double *)a, right = *(const double *)b;
  return left < right ? -1 : left > right;
}

bool
clients_ask(unsigned port, unsigned connections, double seconds, const GPtrArray *targets,
            ClientsResult *result, GError **error) {
  Client *clients = g_new0(Client, connections);
  struct pollfd *polled = g_new0(struct pollfd, connections);
  *result = (ClientsResult){.latencies_ms = g_array_new(FALSE, FALSE, sizeof(double))};
  Asking asking = {.targets = targets, .result = result};
  bool ok = true;
  for (unsigned i = 0; i < connections && ok; i++) {
    ok = connect_client(&clients[i], port, error);
    polled[i] = (struct pollfd){.fd = clients[i].socket, .events = POLLIN};
  }
  gint64 start = g_get_monotonic_time(), end = start + (gint64)(seconds * G_USEC_PER_SEC);
  for (unsigned i = 0; i < connections && ok; i++)
    ok = ask(&clients[i], &asking, error);
  while (ok && g_get_monotonic_time() < end)
    ok = receive_all(clients, polled, connections, &asking, error);
  result->seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
  g_array_sort(result->latencies_ms, compare_doubles);
  for (unsigned i = 0; i < connections && clients[i].received != NULL; i++) {
    close(clients[i].socket);
    g_string_free(clients[i].received, TRUE);
  }
  g_free(clients);
  g_free(polled);
  return ok;
}

void
clients_result_clear(ClientsResult *result) {
  g_clear_pointer(&result->latencies_ms, g_array_unref);
}

double
clients_quantile(const ClientsResult *result, double share) {
  guint count = result->latencies_ms->len;
  return count == 0 ? 0 : g_array_index(result->latencies_ms, double, (guint)((count - 1) * share));
}
