/* search/http/monitor.h: what whoever runs the service can see of it: its log, its counters. From
 * any thread. */
#ifndef SEARCH_HTTP_MONITOR_H
#define SEARCH_HTTP_MONITOR_H

#include <glib.h>

/* ---- the log: a line at a time ---- */

typedef struct SearchLog SearchLog;

/* note is called by one thread at a time. */
SearchLog *search_log_new(void (*note)(const char *line, void *context), void *context);
void search_log_free(SearchLog *log);

/* A line as it is. One that is the same as the one before, requests apart, is only counted; the
 * count is told before the next other line, or after ten seconds. log: a SearchLog *. */
void search_log_note(const char *line, void *log);

/* One request that was answered. */
typedef struct {
  const char *address, *method, *uri; /* as the client sent them */
  unsigned status;
  gsize sent_bytes;
  double seconds;
} SearchLogEntry;

/* 127.0.0.1 GET "/api/v1/search?q=etik" 200 1834 0.9ms
 * What the client sent can't end the line, nor do anything to the terminal that shows it. */
void search_log_exchange(SearchLog *log, const SearchLogEntry *entry);

/* ---- counters, for Prometheus ---- */

typedef struct SearchMetrics SearchMetrics;

/* routes: the names that requests are counted by, NULL-terminated; borrowed. */
SearchMetrics *search_metrics_new(const char *const *routes);
void search_metrics_free(SearchMetrics *metrics); /* NULL is fine */

/* A request that was answered. route: one of the names; status: of HTTP. */
void search_metrics_count(SearchMetrics *metrics, const char *route, unsigned status,
                          double seconds, gsize sent_bytes);

/* A connection was opened (1) or closed (-1). Returns how many are open now. */
unsigned search_metrics_connection(SearchMetrics *metrics, int change);

/* What is in the index; generation NULL = there is none. */
typedef struct {
  const char *generation;
  unsigned reports, passages;
  unsigned missing; /* reports in shards that do not answer */
} SearchMetricsIndex;

/* Appends everything in Prometheus' text format, version 0.0.4. */
void search_metrics_print(SearchMetrics *metrics, const SearchMetricsIndex *index, GString *out);

#endif
