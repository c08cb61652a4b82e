/* search/http.c: the service on libmicrohttpd.
 *
 * The locks of the service are pthread's and not GLib's, as ThreadSanitizer knows only those. */
#include "search/http.h"

#include <microhttpd.h>
#include <netdb.h>
#include <pthread.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "search/listen.h"
#include "search/service.h"

/* What one connection may take for the head of a request. A longer one the library refuses itself,
 * with a page of its own that cannot be changed; so what is refused here has to be well below. */
#define HEAD_MAX_BYTES ((size_t)(64 * 1024))
#define HEADERS_MAX_BYTES ((size_t)(24 * 1024)) /* of the head, without the address */
#define IDLE_SECONDS 30
/* Connections beyond the limit that are still taken, to be told so. */
#define SPARE_CONNECTIONS 64
/* How long answers under way are waited for in the end. */
#define FINISH_SECONDS 15
#define LOGGED_URI_CHARS 1024

struct SearchHttp {
  struct MHD_Daemon *daemon;
  SearchService *service;
  unsigned port, connections;
  char *cors;
  void (*note)(const char *line, void *context);
  void *context;
  pthread_mutex_t log_lock;
  pthread_mutex_t lock; /* of what follows */
  pthread_cond_t idle;
  unsigned running; /* requests that are not answered to the end */
  bool ending;
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
note(SearchHttp *http, const char *line) {
  pthread_mutex_lock(&http->log_lock);
  http->note(line, http->context);
  pthread_mutex_unlock(&http->log_lock);
}

static void
note_of_library(void *context, const char *format, va_list arguments) {
  char *line = g_strdup_vprintf(format, arguments);
  note(context, g_strchomp(line));
  g_free(line);
}

static void
note_of_service(const char *line, void *context) {
  note(context, line);
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

/* 127.0.0.1 GET "/api/v1/search?q=etik" 200 1834 0.9ms */
static void
log_exchange(SearchHttp *http, struct MHD_Connection *connection, const Exchange *exchange,
             double seconds) {
  char address[64];
  address_of(connection, address, sizeof address);
  char *uri =
      g_uri_escape_string(exchange->uri, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "?%&=+[]", FALSE);
  char *line = g_strdup_printf("%s %s \"%.*s\" %u %" G_GSIZE_FORMAT " %.1fms", address,
                               exchange->method, LOGGED_URI_CHARS, uri, exchange->status,
                               exchange->sent_bytes, seconds * 1000);
  note(http, line);
  g_free(line);
  g_free(uri);
}

/* ---- requests come and go ---- */

static void *
on_first_line(void *context, const char *uri, G_GNUC_UNUSED struct MHD_Connection *connection) {
  SearchHttp *http = context;
  Exchange *exchange = g_new0(Exchange, 1);
  exchange->uri = g_strdup(uri);
  exchange->start = g_get_monotonic_time();
  pthread_mutex_lock(&http->lock);
  http->running++;
  pthread_mutex_unlock(&http->lock);
  return exchange;
}

static void
on_completed(void *context, struct MHD_Connection *connection, void **kept,
             G_GNUC_UNUSED enum MHD_RequestTerminationCode code) {
  SearchHttp *http = context;
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
  pthread_mutex_lock(&http->lock);
  if (--http->running == 0)
    pthread_cond_broadcast(&http->idle);
  pthread_mutex_unlock(&http->lock);
}

static void
on_connection(void *context, G_GNUC_UNUSED struct MHD_Connection *connection,
              G_GNUC_UNUSED void **kept, enum MHD_ConnectionNotificationCode code) {
  SearchHttp *http = context;
  search_metrics_connection(search_service_metrics(http->service),
                            code == MHD_CONNECTION_NOTIFY_STARTED ? 1 : -1);
}

static bool
is_ending(SearchHttp *http) {
  pthread_mutex_lock(&http->lock);
  bool ending = http->ending;
  pthread_mutex_unlock(&http->lock);
  return ending;
}

/* ---- answers ---- */

static void
add_security(struct MHD_Response *response, const SearchHttp *http) {
  static const char *const headers[][2] = {
      {"Content-Security-Policy", "default-src 'self'; base-uri 'none'; object-src 'none'; "
                                  "form-action 'self'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "same-origin"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(headers); i++)
    MHD_add_response_header(response, headers[i][0], headers[i][1]);
  MHD_add_response_header(response, "Cross-Origin-Resource-Policy",
                          http->cors != NULL ? "cross-origin" : "same-origin");
  if (http->cors != NULL)
    MHD_add_response_header(response, "Access-Control-Allow-Origin", http->cors);
}

/* What has a tag may be kept, but is asked for again, as an update may come at any time. */
static const char *
keeping(const SearchReply *reply) {
  if (reply->lasting)
    return "public, max-age=31536000, immutable";
  return reply->tag != NULL ? "no-cache" : "no-store";
}

static void
add_headers(struct MHD_Response *response, SearchHttp *http, const SearchReply *reply) {
  if (reply->type != NULL)
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type);
  if (reply->gzip)
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
  if (reply->tag != NULL)
    MHD_add_response_header(response, MHD_HTTP_HEADER_ETAG, reply->tag);
  if (reply->file != NULL) {
    char *disposition = g_strdup_printf("attachment; filename=\"%s\"", reply->file);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_DISPOSITION, disposition);
    g_free(disposition);
  }
  if (reply->status == MHD_HTTP_METHOD_NOT_ALLOWED)
    MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
  if (reply->status == MHD_HTTP_SERVICE_UNAVAILABLE)
    MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, "5");
  MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, keeping(reply));
  MHD_add_response_header(response, MHD_HTTP_HEADER_VARY, "Accept, Accept-Encoding");
  add_security(response, http);
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
  add_headers(response, http, reply);
  if (last || is_ending(http))
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

/* Does the request bring more than is taken, or a body of unknown length? */
static bool
is_too_large(struct MHD_Connection *connection) {
  const char *length = header(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);
  guint64 bytes = 0;
  if (header(connection, MHD_HTTP_HEADER_TRANSFER_ENCODING) != NULL)
    return true;
  return length != NULL &&
         !g_ascii_string_to_unsigned(length, 10, 0, SEARCH_HTTP_BODY_MAX_BYTES, &bytes, NULL);
}

static bool
has_large_headers(struct MHD_Connection *connection, const Exchange *exchange) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  return info != NULL && info->header_size > HEADERS_MAX_BYTES + strlen(exchange->uri);
}

/* Refuses by the head of the request alone, before any body is read. *refused: was it? */
static enum MHD_Result
look_at_head(SearchHttp *http, struct MHD_Connection *connection, Exchange *exchange,
             bool *refused) {
  SearchReply reply = {0};
  bool reads = g_str_equal(exchange->method, "GET") || g_str_equal(exchange->method, "HEAD");
  if (search_metrics_connection(search_service_metrics(http->service), 0) > http->connections)
    reply = search_reply_refusal("refused", MHD_HTTP_SERVICE_UNAVAILABLE, "busy",
                                 "there are too many connections; try again in a moment");
  else if (!reads)
    reply = search_reply_refusal("refused", MHD_HTTP_METHOD_NOT_ALLOWED, "method_not_allowed",
                                 "the service only reads: GET and HEAD");
  else if (is_too_large(connection))
    reply = search_reply_refusal("refused", MHD_HTTP_CONTENT_TOO_LARGE, "too_large",
                                 "a request has no body, and at most a short one is passed over");
  else if (has_large_headers(connection, exchange))
    reply = search_reply_refusal("refused", MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE,
                                 "headers_too_large", "the headers of the request are too large");
  *refused = reply.status != 0;
  return *refused ? send_reply(http, connection, exchange, &reply, true) : MHD_YES;
}

/* The library calls this with the head, with each part of a body, and at the end. */
static enum MHD_Result
on_request(void *context, struct MHD_Connection *connection, const char *path, const char *method,
           G_GNUC_UNUSED const char *version, G_GNUC_UNUSED const char *body, size_t *body_bytes,
           void **kept) {
  SearchHttp *http = context;
  Exchange *exchange = *kept;
  bool refused = false;
  if (!exchange->begun) {
    exchange->begun = true;
    g_strlcpy(exchange->method, method, sizeof exchange->method);
    return look_at_head(http, connection, exchange, &refused);
  }
  if (*body_bytes > 0) {
    *body_bytes = 0;
    return MHD_YES;
  }
  const char *mark = strchr(exchange->uri, '?');
  SearchAsked asked = {.path = path,
                       .query = mark != NULL ? mark + 1 : NULL,
                       .accept = header(connection, MHD_HTTP_HEADER_ACCEPT),
                       .accept_encoding = header(connection, MHD_HTTP_HEADER_ACCEPT_ENCODING),
                       .if_none_match = header(connection, MHD_HTTP_HEADER_IF_NONE_MATCH)};
  SearchReply reply = search_service_answer(http->service, &asked);
  return send_reply(http, connection, exchange, &reply, false);
}

/* ---- start and end ---- */

static SearchHttp *
http_new(const SearchHttpOptions *options) {
  SearchHttp *http = g_new0(SearchHttp, 1);
  http->connections = options->connections;
  http->cors = g_strdup(options->cors);
  http->note = options->note;
  http->context = options->context;
  pthread_mutex_init(&http->log_lock, NULL);
  pthread_mutex_init(&http->lock, NULL);
  pthread_cond_init(&http->idle, NULL);
  return http;
}

static void
http_free(SearchHttp *http) {
  search_service_free(http->service);
  pthread_mutex_destroy(&http->log_lock);
  pthread_mutex_destroy(&http->lock);
  pthread_cond_destroy(&http->idle);
  g_free(http->cors);
  g_free(http);
}

/* Takes the descriptor. */
static bool
start_daemon(SearchHttp *http, int listening, unsigned threads, GError **error) {
  struct MHD_OptionItem pool[] = {
      {threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, (intptr_t)threads, NULL},
      {MHD_OPTION_END, 0, NULL}};
  http->daemon = MHD_start_daemon(
      MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_EPOLL | MHD_USE_ITC | MHD_USE_ERROR_LOG, 0, NULL,
      NULL, on_request, http, MHD_OPTION_EXTERNAL_LOGGER, note_of_library, http,
      MHD_OPTION_LISTEN_SOCKET, listening, MHD_OPTION_CONNECTION_LIMIT,
      http->connections + SPARE_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, HEAD_MAX_BYTES, MHD_OPTION_URI_LOG_CALLBACK,
      on_first_line, http, MHD_OPTION_NOTIFY_COMPLETED, on_completed, http,
      MHD_OPTION_NOTIFY_CONNECTION, on_connection, http, MHD_OPTION_ARRAY, pool, MHD_OPTION_END);
  if (http->daemon != NULL)
    return true;
  close(listening);
  g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED,
                      "the HTTP library could not be started");
  return false;
}

static void
tell_address(SearchHttp *http, const char *listen) {
  char *line = g_strdup_printf("listening at http://%.*s:%u/", (int)(strrchr(listen, ':') - listen),
                               listen, http->port);
  note(http, line);
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
                                 .note = note_of_service,
                                 .context = http};
  http->port = port;
  http->service = search_service_new(&served);
  bool ok = start_daemon(http, dup(g_socket_get_fd(socket)), options->threads, error);
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
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += FINISH_SECONDS;
  MHD_socket listening = MHD_quiesce_daemon(http->daemon);
  pthread_mutex_lock(&http->lock);
  http->ending = true;
  while (http->running > 0 && pthread_cond_timedwait(&http->idle, &http->lock, &until) == 0)
    ;
  pthread_mutex_unlock(&http->lock);
  MHD_stop_daemon(http->daemon);
  if (listening != MHD_INVALID_SOCKET)
    close(listening);
  http_free(http);
}
