/* search/http/monitor.c: what whoever runs the service can see of it: its log, its counters.
 *
 * The locks of the service are pthread's and not GLib's, as ThreadSanitizer knows only those. */
#include "search/http/monitor.h"

#include <pthread.h>

/* ---- the log ---- */

#define LOGGED_URI_CHARS 1024

/* How often it is said how often a line came, while it keeps coming. */
#define REPEATED_MICROSECONDS (10 * G_USEC_PER_SEC)

struct SearchLog {
  void (*note)(const char *line, void *context);
  void *context;
  pthread_mutex_t lock;
  char *last;        /* the note before; requests are none */
  unsigned repeated; /* how often it came again since then */
  gint64 noted;      /* when that was said last */
};

SearchLog *
search_log_new(void (*note)(const char *line, void *context), void *context) {
  SearchLog *log = g_new0(SearchLog, 1);
  log->note = note;
  log->context = context;
  pthread_mutex_init(&log->lock, NULL);
  return log;
}

/* Says how often the last line came again. */
static void
tell_repeated(SearchLog *log) {
  if (log->repeated == 0)
    return;
  char *line = g_strdup_printf("%u time%s more: %s", log->repeated, log->repeated == 1 ? "" : "s",
                               log->last);
  log->note(line, log->context);
  g_free(line);
  log->repeated = 0;
}

void
search_log_free(SearchLog *log) {
  tell_repeated(log);
  pthread_mutex_destroy(&log->lock);
  g_free(log->last);
  g_free(log);
}

void
search_log_note(const char *line, void *taken) {
  SearchLog *log = taken;
  pthread_mutex_lock(&log->lock);
  gint64 now = g_get_monotonic_time();
  if (g_strcmp0(line, log->last) == 0) {
    log->repeated++;
    if (now - log->noted >= REPEATED_MICROSECONDS) {
      tell_repeated(log);
      log->noted = now;
    }
  } else {
    tell_repeated(log);
    g_free(log->last);
    log->last = g_strdup(line);
    log->noted = now;
    log->note(line, log->context);
  }
  pthread_mutex_unlock(&log->lock);
}

void
search_log_exchange(SearchLog *log, const SearchLogEntry *entry) {
  char *uri =
      g_uri_escape_string(entry->uri, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "?%&=+[]", FALSE);
  char *method = g_uri_escape_string(entry->method, NULL, FALSE);
  char *line = g_strdup_printf("%s %s \"%.*s\" %u %" G_GSIZE_FORMAT " %.1fms", entry->address,
                               method, LOGGED_URI_CHARS, uri, entry->status, entry->sent_bytes,
                               entry->seconds * 1000);
  pthread_mutex_lock(&log->lock);
  log->note(line, log->context);
  pthread_mutex_unlock(&log->lock);
  g_free(line);
  g_free(method);
  g_free(uri);
}

/* ---- counters ---- */

#define STATUS_MAX 600

/* Upper bounds of the histogram's buckets. */
static const double BOUNDS_SECONDS[] = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                        0.05,   0.1,   0.25,   0.5,   1,    2.5};
#define BUCKETS G_N_ELEMENTS(BOUNDS_SECONDS)

typedef struct {
  guint64 by_status[STATUS_MAX];
  guint64 buckets[BUCKETS]; /* each with what is in those before it left out */
  guint64 count;
  double seconds;
} Route;

struct SearchMetrics {
  pthread_mutex_t lock;
  const char *const *names;
  Route *routes; /* in the order of the names */
  guint64 sent_bytes;
  unsigned connections;
};

SearchMetrics *
search_metrics_new(const char *const *routes) {
  SearchMetrics *metrics = g_new0(SearchMetrics, 1);
  pthread_mutex_init(&metrics->lock, NULL);
  metrics->names = routes;
  metrics->routes = g_new0(Route, g_strv_length((char **)routes));
  return metrics;
}

void
search_metrics_free(SearchMetrics *metrics) {
  if (metrics == NULL)
    return;
  pthread_mutex_destroy(&metrics->lock);
  g_free(metrics->routes);
  g_free(metrics);
}

static Route *
route_of(SearchMetrics *metrics, const char *name) {
  for (gsize i = 0; metrics->names[i] != NULL; i++)
    if (g_str_equal(metrics->names[i], name))
      return &metrics->routes[i];
  return NULL;
}

void
search_metrics_count(SearchMetrics *metrics, const char *route, unsigned status, double seconds,
                     gsize sent_bytes) {
  Route *counted = route_of(metrics, route);
  g_return_if_fail(counted != NULL && status < STATUS_MAX);
  gsize bucket = 0;
  while (bucket < BUCKETS && seconds > BOUNDS_SECONDS[bucket])
    bucket++;
  pthread_mutex_lock(&metrics->lock);
  counted->by_status[status]++;
  if (bucket < BUCKETS)
    counted->buckets[bucket]++;
  counted->count++;
  counted->seconds += seconds;
  metrics->sent_bytes += sent_bytes;
  pthread_mutex_unlock(&metrics->lock);
}

unsigned
search_metrics_connection(SearchMetrics *metrics, int change) {
  pthread_mutex_lock(&metrics->lock);
  metrics->connections += (unsigned)change;
  unsigned open = metrics->connections;
  pthread_mutex_unlock(&metrics->lock);
  return open;
}

/* ---- printing ---- */

static void
head(GString *out, const char *name, const char *type, const char *help) {
  g_string_append_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
append_number(GString *out, double number) {
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append(out, g_ascii_formatd(text, sizeof text, "%.15g", number));
}

static void
print_requests(const SearchMetrics *metrics, GString *out) {
  head(out, "kompass_http_requests_total", "counter", "Requests that were answered.");
  for (gsize i = 0; metrics->names[i] != NULL; i++)
    for (unsigned status = 0; status < STATUS_MAX; status++)
      if (metrics->routes[i].by_status[status] > 0)
        g_string_append_printf(out,
                               "kompass_http_requests_total{route=\"%s\",status=\"%u\"} "
                               "%" G_GUINT64_FORMAT "\n",
                               metrics->names[i], status, metrics->routes[i].by_status[status]);
}

static void
print_bucket(GString *out, const char *route, const char *bound, guint64 count) {
  g_string_append_printf(out,
                         "kompass_http_request_seconds_bucket{route=\"%s\",le=\"%s\"} "
                         "%" G_GUINT64_FORMAT "\n",
                         route, bound, count);
}

static void
print_histogram(const char *name, const Route *route, GString *out) {
  guint64 count = 0;
  for (gsize i = 0; i < BUCKETS; i++) {
    char bound[G_ASCII_DTOSTR_BUF_SIZE];
    count += route->buckets[i];
    print_bucket(out, name, g_ascii_formatd(bound, sizeof bound, "%g", BOUNDS_SECONDS[i]), count);
  }
  print_bucket(out, name, "+Inf", route->count);
  g_string_append_printf(out, "kompass_http_request_seconds_sum{route=\"%s\"} ", name);
  append_number(out, route->seconds);
  g_string_append_printf(out,
                         "\nkompass_http_request_seconds_count{route=\"%s\"} "
                         "%" G_GUINT64_FORMAT "\n",
                         name, route->count);
}

static void
print_gauge(GString *out, const char *name, const char *help, double value) {
  head(out, name, "gauge", help);
  g_string_append_printf(out, "%s ", name);
  append_number(out, value);
  g_string_append_c(out, '\n');
}

static void
print_index(const SearchMetricsIndex *index, GString *out) {
  print_gauge(out, "kompass_index_up", "Is there an index that can be read?",
              index->generation != NULL);
  if (index->generation == NULL)
    return;
  print_gauge(out, "kompass_index_reports", "Reports in the index.", index->reports);
  print_gauge(out, "kompass_index_passages", "Passages in the index.", index->passages);
  print_gauge(out, "kompass_index_missing_reports", "Reports in shards that do not answer.",
              index->missing);
  head(out, "kompass_index_info", "gauge", "The generation of the index, as a label.");
  g_string_append_printf(out, "kompass_index_info{generation=\"%s\"} 1\n", index->generation);
}

void
search_metrics_print(SearchMetrics *metrics, const SearchMetricsIndex *index, GString *out) {
  pthread_mutex_lock(&metrics->lock);
  print_requests(metrics, out);
  head(out, "kompass_http_request_seconds", "histogram",
       "From the first line of a request to the end of its answer.");
  for (gsize i = 0; metrics->names[i] != NULL; i++)
    if (metrics->routes[i].count > 0)
      print_histogram(metrics->names[i], &metrics->routes[i], out);
  head(out, "kompass_http_sent_bytes_total", "counter", "Bytes of the bodies that were sent.");
  g_string_append_printf(out, "kompass_http_sent_bytes_total %" G_GUINT64_FORMAT "\n",
                         metrics->sent_bytes);
  print_gauge(out, "kompass_http_connections", "Connections that are open.", metrics->connections);
  pthread_mutex_unlock(&metrics->lock);
  print_index(index, out);
}
