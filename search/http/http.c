/* search/http/http.c: the service on libmicrohttpd.
 *
 * Each thread has a reception of its own on the one listening socket, and a server of the library's
 * that listens at none: it is given connections whose first request is there as a whole. It runs
 * and stops its server itself. The library can have threads of its own too, but up to 0.9.77 it
 * crashes where one refuses a request while another stops it, and may abort where one is told to
 * take no more connections. */
#include "search/http/http.h"

#include <glib/gi18n.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include "corpus/text/installed.h"
#include "search/http/reception.h"
#include "search/http/service.h"

#define IDLE_SECONDS 30
#define FLOW_BYTES ((size_t)(64 * 1024)) /* of a body that is made while it is sent, at a time */
/* How long answers under way are waited for in the end. */
#define FINISH_SECONDS 15
/* Open files: of the process, and of each thread, which has an index open, two while it takes up an
 * update. */
#define OWN_DESCRIPTORS 64
#define THREAD_DESCRIPTORS 32

/* What is used of the library, which is loaded with the service. */
static struct {
  __typeof__(MHD_add_connection) *add_connection;
  __typeof__(MHD_add_response_header) *add_response_header;
  __typeof__(MHD_create_response_from_buffer_with_free_callback_cls)
      *create_response_from_buffer_with_free_callback_cls;
  __typeof__(MHD_create_response_from_callback) *create_response_from_callback;
  __typeof__(MHD_create_response_from_fd_at_offset64) *create_response_from_fd_at_offset64;
  __typeof__(MHD_destroy_response) *destroy_response;
  __typeof__(MHD_get_connection_info) *get_connection_info;
  __typeof__(MHD_get_daemon_info) *get_daemon_info;
  __typeof__(MHD_get_timeout) *get_timeout;
  __typeof__(MHD_lookup_connection_value) *lookup_connection_value;
  __typeof__(MHD_queue_response) *queue_response;
  __typeof__(MHD_run) *run;
  __typeof__(MHD_start_daemon) *start_daemon;
  __typeof__(MHD_stop_daemon) *stop_daemon;
} mhd;

static bool
load_library(GError **error) {
  static const CorpusLateFunction functions[] = {
      {"MHD_add_connection", (void **)&mhd.add_connection},
      {"MHD_add_response_header", (void **)&mhd.add_response_header},
      {"MHD_create_response_from_buffer_with_free_callback_cls",
       (void **)&mhd.create_response_from_buffer_with_free_callback_cls},
      {"MHD_create_response_from_callback", (void **)&mhd.create_response_from_callback},
      {"MHD_create_response_from_fd_at_offset64",
       (void **)&mhd.create_response_from_fd_at_offset64},
      {"MHD_destroy_response", (void **)&mhd.destroy_response},
      {"MHD_get_connection_info", (void **)&mhd.get_connection_info},
      {"MHD_get_daemon_info", (void **)&mhd.get_daemon_info},
      {"MHD_get_timeout", (void **)&mhd.get_timeout},
      {"MHD_lookup_connection_value", (void **)&mhd.lookup_connection_value},
      {"MHD_queue_response", (void **)&mhd.queue_response},
      {"MHD_run", (void **)&mhd.run},
      {"MHD_start_daemon", (void **)&mhd.start_daemon},
      {"MHD_stop_daemon", (void **)&mhd.stop_daemon},
  };
  return corpus_library_load(MICROHTTPD_FILE, functions, G_N_ELEMENTS(functions), error);
}

/* A thread that answers. */
typedef struct {
  SearchHttp *http;
  struct MHD_Daemon *daemon;
  SearchReception *reception;
  SearchVisitor *arriving; /* who is being handed to the library */
  pthread_t thread;
} Worker;

struct SearchHttp {
  SearchService *service;
  SearchAddresses *addresses;
  GSocket *listening;
  unsigned port, connections, head_seconds;
  bool sources;
  char *cors;
  char **hosts; /* NULL = any */
  SearchLog *log;
  Worker *workers;
  unsigned worker_count;
  const char *ending_told; /* what is said of it, in the language of who has started it; static */
  int bell;                /* can be read from as soon as the service is to end */
  atomic_bool ending;
  atomic_uint listeners; /* threads that still accept */
  gint64 end;            /* g_get_monotonic_time(), when it is ending */
};

/* One request, from its first line to the end of its answer. */
typedef struct {
  char *uri;
  char *client;    /* who asks, where a proxy says so; NULL = whose connection it is */
  bool counted;    /* among those of the client */
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

/* Who has the connection. */
static SearchVisitor *
visitor_of(struct MHD_Connection *connection) {
  return mhd.get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static void
log_exchange(SearchHttp *http, struct MHD_Connection *connection, const Exchange *exchange,
             double seconds) {
  const char *address =
      exchange->client != NULL ? exchange->client : visitor_of(connection)->address;
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
on_first_line(G_GNUC_UNUSED void *context, const char *uri,
              G_GNUC_UNUSED struct MHD_Connection *connection) {
  Exchange *exchange = g_new0(Exchange, 1);
  exchange->uri = g_strdup(uri);
  exchange->start = g_get_monotonic_time();
  return exchange;
}

static void
on_completed(void *context, struct MHD_Connection *connection, void **kept,
             G_GNUC_UNUSED enum MHD_RequestTerminationCode code) {
  const Worker *worker = context;
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
  if (exchange->counted)
    search_addresses_leave(http->addresses, exchange->client);
  search_visitor_becomes(visitor_of(connection), SEARCH_VISITOR_WAITING);
  g_free(exchange->client);
  g_free(exchange->uri);
  g_free(exchange);
}

static void
on_connection(void *context, G_GNUC_UNUSED struct MHD_Connection *connection, void **kept,
              enum MHD_ConnectionNotificationCode code) {
  Worker *worker = context;
  if (code == MHD_CONNECTION_NOTIFY_STARTED)
    *kept = worker->arriving;
  else
    search_reception_gone(worker->reception, *kept);
}

/* ---- answers ---- */

static void
add_header(const char *name, const char *value, void *response) {
  mhd.add_response_header(response, name, value);
}

static void
unref_bytes(void *bytes) {
  g_bytes_unref(bytes);
}

/* ---- bodies that are made while they are sent ---- */

typedef struct {
  SearchStream *stream;
  GString *part; /* what is there and was not sent yet, from `sent` on */
  gsize sent;
  SearchPart state;
  Exchange *exchange; /* lives longer */
} Flow;

static void
flow_free(void *data) {
  Flow *flow = data;
  search_stream_free(flow->stream);
  g_string_free(flow->part, TRUE);
  g_free(flow);
}

/* The library asks for at most so many bytes. */
static ssize_t
read_flow(void *data, G_GNUC_UNUSED uint64_t position, char *out, size_t most) {
  Flow *flow = data;
  while (flow->sent == flow->part->len && flow->state == SEARCH_PART_MORE) {
    g_string_truncate(flow->part, 0);
    flow->sent = 0;
    flow->state = flow->stream->next(flow->stream->source, flow->part);
  }
  if (flow->state == SEARCH_PART_BROKEN)
    return MHD_CONTENT_READER_END_WITH_ERROR;
  gsize count = MIN(most, flow->part->len - flow->sent);
  if (count == 0)
    return MHD_CONTENT_READER_END_OF_STREAM;
  memcpy(out, flow->part->str + flow->sent, count);
  flow->sent += count;
  flow->exchange->sent_bytes += count;
  return (ssize_t)count;
}

/* Takes the stream. */
static struct MHD_Response *
response_of_stream(SearchReply *reply, Exchange *exchange) {
  Flow *flow = g_new0(Flow, 1);
  flow->stream = g_steal_pointer(&reply->stream);
  flow->part = g_string_new(NULL);
  flow->exchange = exchange;
  return mhd.create_response_from_callback(MHD_SIZE_UNKNOWN, FLOW_BYTES, read_flow, flow,
                                           flow_free);
}

/* What is sent behind the headers: takes the file or the stream, if it is one. */
static struct MHD_Response *
response_of(SearchReply *reply, Exchange *exchange, gsize *length) {
  const void *bytes = g_bytes_get_data(reply->body, length);
  if (reply->stream != NULL)
    return response_of_stream(reply, exchange);
  if (!reply->from_file)
    return mhd.create_response_from_buffer_with_free_callback_cls(
        *length, (void *)bytes, unref_bytes, g_bytes_ref(reply->body));
  int descriptor = reply->descriptor;
  reply->descriptor = -1;
  *length = reply->length_bytes;
  return mhd.create_response_from_fd_at_offset64(reply->length_bytes, descriptor,
                                                 reply->start_bytes);
}

/* Takes what is in the reply. last: the connection ends with it. */
static enum MHD_Result
send_reply(SearchHttp *http, struct MHD_Connection *connection, Exchange *exchange,
           SearchReply *reply, bool last) {
  gsize length = 0;
  struct MHD_Response *response = response_of(reply, exchange, &length);
  exchange->route = reply->route;
  exchange->status = reply->status;
  exchange->sent_bytes = g_str_equal(exchange->method, "HEAD") ? 0 : length;
  search_reply_headers(reply, http->cors, add_header, response);
  if (last || atomic_load(&http->ending))
    mhd.add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
  search_visitor_becomes(visitor_of(connection), SEARCH_VISITOR_ANSWERED);
  enum MHD_Result result = mhd.queue_response(connection, reply->status, response);
  mhd.destroy_response(response);
  search_reply_clear(reply);
  return result;
}

static const char *
header(struct MHD_Connection *connection, const char *name) {
  return mhd.lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static bool
is_preflight(const SearchHttp *http, const Exchange *exchange) {
  return http->cors != NULL && g_str_equal(exchange->method, "OPTIONS");
}

/* Refuses by the head of the request alone, before any body is read. */
static enum MHD_Result
look_at_head(SearchHttp *http, struct MHD_Connection *connection, Exchange *exchange) {
  exchange->client = search_forwarded_for(http->addresses, visitor_of(connection)->address,
                                          header(connection, "X-Forwarded-For"));
  exchange->counted =
      exchange->client != NULL && search_addresses_enter(http->addresses, exchange->client);
  const union MHD_ConnectionInfo *info =
      mhd.get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  SearchHead head = {.method = exchange->method,
                     .preflight = is_preflight(http, exchange),
                     .host = header(connection, MHD_HTTP_HEADER_HOST),
                     .content_length = header(connection, MHD_HTTP_HEADER_CONTENT_LENGTH),
                     .transfer_encoding = header(connection, MHD_HTTP_HEADER_TRANSFER_ENCODING),
                     .uri_bytes = strlen(exchange->uri),
                     .bytes = info != NULL ? info->header_size : 0};
  bool busy = exchange->client != NULL && !exchange->counted;
  SearchReply reply = {0};
  search_visitor_becomes(visitor_of(connection), SEARCH_VISITOR_ARRIVING);
  if (!search_head_refused(&head, (const char *const *)http->hosts, busy, &reply))
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
                             .if_none_match = header(connection, MHD_HTTP_HEADER_IF_NONE_MATCH),
                             .range = header(connection, MHD_HTTP_HEADER_RANGE),
                             .if_range = header(connection, MHD_HTTP_HEADER_IF_RANGE)};
  SearchReply reply = is_preflight(http, exchange) ? search_reply_preflight()
                                                   : search_service_answer(http->service, &asked);
  return send_reply(http, connection, exchange, &reply, false);
}

/* ---- the threads ---- */

/* How long to wait for a connection, at most `most` milliseconds; -1 = for ever. */
static int
wait_milliseconds(struct MHD_Daemon *daemon, int most) {
  MHD_UNSIGNED_LONG_LONG told = 0;
  if (mhd.get_timeout(daemon, &told) != MHD_YES)
    return most;
  int milliseconds = (int)MIN(told, (MHD_UNSIGNED_LONG_LONG)G_MAXINT);
  return most < 0 ? milliseconds : MIN(milliseconds, most);
}

static bool
admit(SearchVisitor *visitor, void *context) {
  Worker *worker = context;
  worker->arriving = visitor;
  return mhd.add_connection(worker->daemon, visitor->socket,
                            (const struct sockaddr *)&visitor->peer,
                            visitor->peer_bytes) == MHD_YES;
}

/* Waits for something to do, at most `most` milliseconds, and does it. */
static void
run(Worker *worker, int most) {
  search_reception_wait(worker->reception, wait_milliseconds(worker->daemon, most));
  mhd.run(worker->daemon);
}

/* Answers everything that was accepted, as long as it may take. The last thread that accepts closes
 * the socket, so that nobody is left to wait at it. */
static void
answer_the_rest(Worker *worker) {
  gint64 left = 0;
  search_reception_end(worker->reception);
  if (atomic_fetch_sub(&worker->http->listeners, 1) == 1)
    g_socket_close(worker->http->listening, NULL);
  mhd.run(worker->daemon);
  while (search_reception_count(worker->reception) > 0 &&
         (left = worker->http->end - g_get_monotonic_time()) > 0)
    run(worker, (int)(left / 1000) + 1);
}

static void *
work(void *data) {
  Worker *worker = data;
  search_memory_prepare();
  while (!atomic_load(&worker->http->ending))
    run(worker, -1);
  answer_the_rest(worker);
  mhd.stop_daemon(worker->daemon);
  search_reception_free(worker->reception);
  return NULL;
}

/* A daemon is used by its own thread alone. Told so, the library takes a connection at once, while
 * it is worker->arriving, as the versions that know no such flag do anyway. */
#if MHD_VERSION >= 0x00097707
#define ALONE MHD_USE_NO_THREAD_SAFETY
#else
#define ALONE 0
#endif

static struct MHD_Daemon *
start_daemon(Worker *worker) {
  SearchHttp *http = worker->http;
  return mhd.start_daemon(
      MHD_USE_EPOLL | MHD_USE_ERROR_LOG | MHD_USE_NO_LISTEN_SOCKET | ALONE, 0, NULL, NULL,
      on_request, worker, MHD_OPTION_EXTERNAL_LOGGER, note_of_library, http->log,
      MHD_OPTION_CONNECTION_LIMIT, http->connections + SEARCH_SPARE_CONNECTIONS,
      MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
      SEARCH_HEAD_MEMORY_BYTES, MHD_OPTION_URI_LOG_CALLBACK, on_first_line, worker,
      MHD_OPTION_NOTIFY_COMPLETED, on_completed, worker, MHD_OPTION_NOTIFY_CONNECTION,
      on_connection, worker, MHD_OPTION_END);
}

static SearchReception *
start_reception(Worker *worker) {
  SearchHttp *http = worker->http;
  SearchReceptionOptions options = {
      .listening = g_socket_get_fd(http->listening),
      .bell = http->bell,
      .watched = mhd.get_daemon_info(worker->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd,
      .connections = http->connections,
      .head_seconds = http->head_seconds,
      .idle_seconds = IDLE_SECONDS,
      .cors = http->cors,
      .addresses = http->addresses,
      .metrics = search_service_metrics(http->service),
      .log = http->log,
      .admit = admit,
      .context = worker};
  return search_reception_new(&options);
}

/* Ends the threads. */
static void
stop_workers(SearchHttp *http, unsigned started) {
  http->end = g_get_monotonic_time() + FINISH_SECONDS * G_USEC_PER_SEC;
  atomic_store(&http->ending, true);
  eventfd_write(http->bell, 1); /* nobody reads it, so that all see it */
  search_log_note(http->ending_told, http->log);
  for (unsigned i = 0; i < started; i++)
    pthread_join(http->workers[i].thread, NULL);
}

static bool
start_worker(SearchHttp *http, Worker *worker) {
  worker->http = http;
  atomic_fetch_add(&http->listeners, 1);
  worker->daemon = start_daemon(worker);
  worker->reception = worker->daemon != NULL ? start_reception(worker) : NULL;
  if (worker->reception != NULL && pthread_create(&worker->thread, NULL, work, worker) == 0)
    return true;
  if (worker->daemon != NULL)
    mhd.stop_daemon(worker->daemon);
  search_reception_free(worker->reception);
  return false;
}

/* Whoever starts the service is spoken to in their language until it answers: replies and the log
 * are for programs, and in English. */
static bool
start_workers(SearchHttp *http, GError **error) {
  const char *failed = _("the threads of the service could not be started");
  http->ending_told = _("ending, as soon as what is under way is answered");
  corpus_speak_english();
  http->bell = eventfd(0, EFD_CLOEXEC);
  for (unsigned i = 0; i < http->worker_count; i++) {
    if (http->bell >= 0 && start_worker(http, &http->workers[i]))
      continue;
    stop_workers(http, i);
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED, failed);
    return false;
  }
  return true;
}

/* ---- start and end ---- */

/* Raises the limit on open files as far as that is allowed, and keeps no more connections than it
 * leaves room for. */
static void
fit_descriptors(SearchHttp *http) {
  struct rlimit limit = {0};
  rlim_t others = OWN_DESCRIPTORS + (rlim_t)http->worker_count * THREAD_DESCRIPTORS;
  rlim_t each = http->sources ? 2 : 1; /* a connection may have a file open, too */
  rlim_t wanted = others + each * (http->connections + SEARCH_SPARE_CONNECTIONS);
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
    return;
  limit.rlim_cur = MIN(wanted, limit.rlim_max);
  if (setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= wanted)
    return;
  getrlimit(RLIMIT_NOFILE, &limit);
  rlim_t spare = others + each * SEARCH_SPARE_CONNECTIONS;
  rlim_t room = limit.rlim_cur > spare + each ? (limit.rlim_cur - spare) / each : 1;
  char *line = g_strdup_printf(_("%u connections need %lu open files, of which %lu are allowed: at "
                                 "most %lu connections are kept"),
                               http->connections, (unsigned long)wanted,
                               (unsigned long)limit.rlim_cur, (unsigned long)room);
  search_log_note(line, http->log);
  g_free(line);
  http->connections = (unsigned)room;
}

static SearchHttp *
http_new(const SearchHttpOptions *options) {
  SearchHttp *http = g_new0(SearchHttp, 1);
  http->connections = options->connections;
  http->head_seconds = options->head_seconds;
  http->hosts = g_strdupv((char **)options->hosts);
  http->cors = g_strdup(options->cors);
  http->sources = options->sources;
  http->log = search_log_new(options->note, options->context);
  http->worker_count = options->threads;
  http->workers = g_new0(Worker, options->threads);
  http->bell = -1;
  fit_descriptors(http);
  http->addresses = search_addresses_new(options->per_address, options->proxy);
  return http;
}

static void
http_free(SearchHttp *http) {
  search_service_free(http->service);
  search_addresses_free(http->addresses);
  search_log_free(http->log);
  g_clear_object(&http->listening);
  g_strfreev(http->hosts);
  if (http->bell >= 0)
    close(http->bell);
  g_free(http->workers);
  g_free(http->cors);
  g_free(http);
}

SearchHttp *
search_http_start(const SearchHttpOptions *options, GError **error) {
  if (options->cors != NULL && !search_origin_check(options->cors, error))
    return NULL;
  for (const char *const *host = options->hosts; host != NULL && *host != NULL; host++)
    if (!search_host_check(*host, error))
      return NULL;
  unsigned port = 0;
  GSocket *socket = load_library(error) ? search_listen(options->listen, &port, error) : NULL;
  if (socket == NULL)
    return NULL;
  SearchHttp *http = http_new(options);
  SearchServiceOptions served = {.index = options->index,
                                 .groups = options->groups,
                                 .threads = options->threads,
                                 .limit_microseconds = (gint64)options->seconds * G_USEC_PER_SEC,
                                 .operator_name = options->operator_name,
                                 .contact = options->contact,
                                 .accessibility_reviewed = options->accessibility_reviewed,
                                 .sources = options->sources,
                                 .partial = options->partial,
                                 .note = search_log_note,
                                 .context = http->log};
  http->port = port;
  http->service = search_service_new(&served);
  http->listening = socket;
  char *told = g_strdup_printf(_("listening at http://%.*s:%u/"),
                               (int)(strrchr(options->listen, ':') - options->listen),
                               options->listen, port);
  if (start_workers(http, error))
    search_log_note(told, http->log);
  else
    g_clear_pointer(&http, http_free);
  g_free(told);
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
