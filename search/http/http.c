/* search/http/http.c: the service on libmicrohttpd.
 *
 * Each thread runs a server of the library's of its own, all on the same socket, and stops it
 * itself. The library can have threads of its own too, but up to 0.9.77 it crashes where one
 * refuses a request while another stops it, and may abort where one is told to take no more
 * connections. */
#include "search/http/http.h"

#include <fcntl.h>
#include <microhttpd.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "search/http/admission.h"
#include "search/http/monitor.h"
#include "search/http/service.h"

/* What one connection may take for the head of a request. A longer one the library refuses itself,
 * with a page of its own that cannot be changed; so what is refused here has to be well below. */
#define HEAD_MAX_BYTES ((size_t)(64 * 1024))
#define IDLE_SECONDS 30
/* Connections beyond the limit that are still taken, to be told so. */
#define SPARE_CONNECTIONS 64
/* How long answers under way are waited for in the end. */
#define FINISH_SECONDS 15

/* A thread that answers. */
typedef struct {
  SearchHttp *http;
  struct MHD_Daemon *daemon;
  pthread_t thread;
  unsigned running; /* requests of its that are not answered to the end */
  bool closed;      /* has a connection ended just now? */
} Worker;

struct SearchHttp {
  SearchService *service;
  unsigned port, connections;
  char *cors;
  SearchLog *log;
  Worker *workers;
  unsigned worker_count;
  int bell; /* can be read from as soon as the service is to end */
  atomic_bool ending;
  gint64 end; /* g_get_monotonic_time(), when it is ending */
};

/* One request, from its first line to the end of its answer. */
typedef struct {
  char *uri;
  char method[16]; /* as much of it as is worth to be logged */
  gint64 start;
  bool begun; /* its head was looked at */
  const char *route;
  unsigned status;
  gsize sent_bytes;
} Exchange;

/* ---- the log ---- */

static void
note_of_library(void *context, const char *format, va_list arguments) {
  char *line = g_strdup_vprintf(format, arguments);
  search_log_note(g_strchomp(line), context);
  g_free(line);
}

static void
address_of(struct MHD_Connection *connection, char *text, socklen_t size) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  socklen_t length = 0;
  if (info != NULL)
    length = info->client_addr->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
                                                      : sizeof(struct sockaddr_in);
  if (info == NULL ||
      getnameinfo(info->client_addr, length, text, size, NULL, 0, NI_NUMERICHOST) != 0)
    g_strlcpy(text, "-", size);
}

static void
log_exchange(SearchHttp *http, struct MHD_Connection *connection, const Exchange *exchange,
             double seconds) {
  char address[64];
  address_of(connection, address, sizeof address);
  SearchLogEntry entry = {.address = address,
                          .method = exchange->method,
                          .uri = exchange->uri,
                          .status = exchange->status,
                          .sent_bytes = exchange->sent_bytes,
                          .seconds = seconds};
  search_log_exchange(http->log, &entry);
}

/* ---- requests come and go ---- */

static void *
on_first_line(void *context, const char *uri, G_GNUC_UNUSED struct MHD_Connection *connection) {
  Worker *worker = context;
  Exchange *exchange = g_new0(Exchange, 1);
  exchange->uri = g_strdup(uri);
  exchange->start = g_get_monotonic_time();
  worker->running++;
  return exchange;
}

static void
on_completed(void *context, struct MHD_Connection *connection, void **kept,
             G_GNUC_UNUSED enum MHD_RequestTerminationCode code) {
  Worker *worker = context;
  SearchHttp *http = worker->http;
  Exchange *exchange = *kept;
  *kept = NULL;
  if (exchange == NULL)
    return;
  double seconds = (double)(g_get_monotonic_time() - exchange->start) / G_USEC_PER_SEC;
  if (exchange->route != NULL) {
    search_metrics_count(search_service_metrics(http->service), exchange->route, exchange->status,
                         seconds, exchange->sent_bytes);
    log_exchange(http, connection, exchange, seconds);
  }
  g_free(exchange->uri);
  g_free(exchange);
  worker->running--;
}

static void
on_connection(void *context, G_GNUC_UNUSED struct MHD_Connection *connection,
              G_GNUC_UNUSED void **kept, enum MHD_ConnectionNotificationCode code) {
  Worker *worker = context;
  bool started = code == MHD_CONNECTION_NOTIFY_STARTED;
  search_metrics_connection(search_service_metrics(worker->http->service), started ? 1 : -1);
  worker->closed = worker->closed || !started;
}

/* ---- answers ---- */

static void
add_header(const char *name, const char *value, void *response) {
  MHD_add_response_header(response, name, value);
}

static void
unref_bytes(void *bytes) {
  g_bytes_unref(bytes);
}

/* Takes what is in the reply. last: the connection ends with it. */
static enum MHD_Result
send_reply(SearchHttp *http, struct MHD_Connection *connection, Exchange *exchange,
           SearchReply *reply, bool last) {
  gsize length = 0;
  const void *bytes = g_bytes_get_data(reply->body, &length);
  struct MHD_Response *response = MHD_create_response_from_buffer_with_free_callback_cls(
      length, (void *)bytes, unref_bytes, g_bytes_ref(reply->body));
  exchange->route = reply->route;
  exchange->status = reply->status;
  exchange->sent_bytes = g_str_equal(exchange->method, "HEAD") ? 0 : length;
  search_reply_headers(reply, http->cors, add_header, response);
  if (last || atomic_load(&http->ending))
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
  enum MHD_Result result = MHD_queue_response(connection, reply->status, response);
  MHD_destroy_response(response);
  search_reply_clear(reply);
  return result;
}

static const char *
header(struct MHD_Connection *connection, const char *name) {
  return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* Refuses by the head of the request alone, before any body is read. */
static enum MHD_Result
look_at_head(SearchHttp *http, struct MHD_Connection *connection, Exchange *exchange) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  SearchHead head = {.method = exchange->method,
                     .content_length = header(connection, MHD_HTTP_HEADER_CONTENT_LENGTH),
                     .transfer_encoding = header(connection, MHD_HTTP_HEADER_TRANSFER_ENCODING),
                     .uri_bytes = strlen(exchange->uri),
                     .bytes = info != NULL ? info->header_size : 0};
  SearchMetrics *metrics = search_service_metrics(http->service);
  SearchReply reply = {0};
  if (!search_head_refused(&head, search_metrics_connection(metrics, 0) > http->connections,
                           &reply))
    return MHD_YES;
  return send_reply(http, connection, exchange, &reply, true);
}

/* The library calls this with the head, with each part of a body, and at the end. */
static enum MHD_Result
on_request(void *context, struct MHD_Connection *connection, const char *path, const char *method,
           G_GNUC_UNUSED const char *version, G_GNUC_UNUSED const char *body, size_t *body_bytes,
           void **kept) {
  const Worker *worker = context;
  SearchHttp *http = worker->http;
  Exchange *exchange = *kept;
  if (!exchange->begun) {
    exchange->begun = true;
    g_strlcpy(exchange->method, method, sizeof exchange->method);
    return look_at_head(http, connection, exchange);
  }
  if (*body_bytes > 0) {
    *body_bytes = 0;
    return MHD_YES;
  }
  const char *mark = strchr(exchange->uri, '?');
  SearchHttpRequest asked = {.path = path,
                             .query = mark != NULL ? mark + 1 : NULL,
                             .accept = header(connection, MHD_HTTP_HEADER_ACCEPT),
                             .accept_encoding = header(connection, MHD_HTTP_HEADER_ACCEPT_ENCODING),
                             .if_none_match = header(connection, MHD_HTTP_HEADER_IF_NONE_MATCH)};
  SearchReply reply = search_service_answer(http->service, &asked);
  return send_reply(http, connection, exchange, &reply, false);
}

/* ---- the threads ---- */

/* How long to wait for a connection, at most `most` milliseconds; -1 = for ever. */
static int
wait_milliseconds(struct MHD_Daemon *daemon, int most) {
  MHD_UNSIGNED_LONG_LONG told = 0;
  if (MHD_get_timeout(daemon, &told) != MHD_YES)
    return most;
  int milliseconds = (int)MIN(told, (MHD_UNSIGNED_LONG_LONG)G_MAXINT);
  return most < 0 ? milliseconds : MIN(milliseconds, most);
}

/* Once more where a connection has ended, as the library that was full listens again only then. */
static void
run(Worker *worker) {
  do {
    worker->closed = false;
    MHD_run(worker->daemon);
  } while (worker->closed);
}

static void
answer_until_ending(Worker *worker, int connections) {
  struct pollfd watched[] = {{.fd = connections, .events = POLLIN},
                             {.fd = worker->http->bell, .events = POLLIN}};
  while (!atomic_load(&worker->http->ending)) {
    poll(watched, G_N_ELEMENTS(watched), wait_milliseconds(worker->daemon, -1));
    run(worker);
  }
}

/* Answers what is under way, as long as it may take. */
static void
answer_the_rest(Worker *worker, int connections) {
  struct pollfd watched = {.fd = connections, .events = POLLIN};
  gint64 left = 0;
  while (worker->running > 0 && (left = worker->http->end - g_get_monotonic_time()) > 0) {
    poll(&watched, 1, wait_milliseconds(worker->daemon, (int)(left / 1000) + 1));
    run(worker);
  }
}

static void *
work(void *data) {
  Worker *worker = data;
  int connections = MHD_get_daemon_info(worker->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
  answer_until_ending(worker, connections);
  MHD_socket listening = MHD_quiesce_daemon(worker->daemon);
  answer_the_rest(worker, connections);
  MHD_stop_daemon(worker->daemon);
  if (listening != MHD_INVALID_SOCKET)
    close(listening);
  return NULL;
}

/* The library closes the descriptor in the end, so that it is given one of its own. */
static struct MHD_Daemon *
start_daemon(Worker *worker, int listening) {
  SearchHttp *http = worker->http;
  unsigned most = (http->connections + SPARE_CONNECTIONS) / http->worker_count + 1;
  int own = fcntl(listening, F_DUPFD_CLOEXEC, 0);
  struct MHD_Daemon *daemon = MHD_start_daemon(
      MHD_USE_EPOLL | MHD_USE_ERROR_LOG, 0, NULL, NULL, on_request, worker,
      MHD_OPTION_EXTERNAL_LOGGER, note_of_library, http->log, MHD_OPTION_LISTEN_SOCKET, own,
      MHD_OPTION_CONNECTION_LIMIT, most, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, HEAD_MAX_BYTES, MHD_OPTION_URI_LOG_CALLBACK,
      on_first_line, worker, MHD_OPTION_NOTIFY_COMPLETED, on_completed, worker,
      MHD_OPTION_NOTIFY_CONNECTION, on_connection, worker, MHD_OPTION_END);
  if (daemon == NULL && own >= 0)
    close(own);
  return daemon;
}

/* Ends the threads. */
static void
stop_workers(SearchHttp *http, unsigned started) {
  http->end = g_get_monotonic_time() + FINISH_SECONDS * G_USEC_PER_SEC;
  atomic_store(&http->ending, true);
  eventfd_write(http->bell, 1); /* nobody reads it, so that all see it */
  search_log_note("ending, as soon as what is under way is answered", http->log);
  for (unsigned i = 0; i < started; i++)
    pthread_join(http->workers[i].thread, NULL);
}

static bool
start_workers(SearchHttp *http, int listening, GError **error) {
  http->bell = eventfd(0, EFD_CLOEXEC);
  for (unsigned i = 0; i < http->worker_count; i++) {
    Worker *worker = &http->workers[i];
    worker->http = http;
    worker->daemon = http->bell >= 0 ? start_daemon(worker, listening) : NULL;
    if (worker->daemon != NULL && pthread_create(&worker->thread, NULL, work, worker) == 0)
      continue;
    if (worker->daemon != NULL)
      MHD_stop_daemon(worker->daemon);
    stop_workers(http, i);
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED,
                        "the threads of the service could not be started");
    return false;
  }
  return true;
}

/* ---- start and end ---- */

static SearchHttp *
http_new(const SearchHttpOptions *options) {
  SearchHttp *http = g_new0(SearchHttp, 1);
  http->connections = options->connections;
  http->cors = g_strdup(options->cors);
  http->log = search_log_new(options->note, options->context);
  http->worker_count = options->threads;
  http->workers = g_new0(Worker, options->threads);
  http->bell = -1;
  return http;
}

static void
http_free(SearchHttp *http) {
  search_service_free(http->service);
  search_log_free(http->log);
  if (http->bell >= 0)
    close(http->bell);
  g_free(http->workers);
  g_free(http->cors);
  g_free(http);
}

static void
tell_address(SearchHttp *http, const char *listen) {
  char *line = g_strdup_printf("listening at http://%.*s:%u/", (int)(strrchr(listen, ':') - listen),
                               listen, http->port);
  search_log_note(line, http->log);
  g_free(line);
}

SearchHttp *
search_http_start(const SearchHttpOptions *options, GError **error) {
  if (options->cors != NULL && !search_origin_check(options->cors, error))
    return NULL;
  unsigned port = 0;
  GSocket *socket = search_listen(options->listen, &port, error);
  if (socket == NULL)
    return NULL;
  SearchHttp *http = http_new(options);
  SearchServiceOptions served = {.index = options->index,
                                 .threads = options->threads,
                                 .limit_microseconds = (gint64)options->seconds * G_USEC_PER_SEC,
                                 .note = search_log_note,
                                 .context = http->log};
  http->port = port;
  http->service = search_service_new(&served);
  bool ok = start_workers(http, g_socket_get_fd(socket), error);
  g_object_unref(socket);
  if (ok)
    tell_address(http, options->listen);
  else
    g_clear_pointer(&http, http_free);
  return http;
}

unsigned
search_http_port(const SearchHttp *http) {
  return http->port;
}

void
search_http_finish(SearchHttp *http) {
  stop_workers(http, http->worker_count);
  http_free(http);
}
