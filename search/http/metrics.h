/* search/http/metrics.h: what the service has done, counted for Prometheus. From any thread. */
#ifndef SEARCH_HTTP_METRICS_H
#define SEARCH_HTTP_METRICS_H

#include <glib.h>

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
} SearchMetricsIndex;

/* Appends everything in Prometheus' text format, version 0.0.4. */
void search_metrics_print(SearchMetrics *metrics, const SearchMetricsIndex *index, GString *out);

#endif
