/* search/http/service.h: what the service answers to a path and a query; knows nothing of
 * connections.
 *
 *   /api/v1/search …       the commands that read an index, as JSON or CSV
 *   /api/v1/about          who keeps the service running
 *   /api/v1/source         the file that a report was read from
 *   /api/v1/               what there is, as a list or a page (interface.html)
 *   /api/v1/openapi.json   what all of these take and give
 *   /healthz               is there an index?
 *   /metrics               counters, for Prometheus
 *   /, /NAME               the web page and its files
 *
 * May be asked from any thread. */
#ifndef SEARCH_HTTP_SERVICE_H
#define SEARCH_HTTP_SERVICE_H

#include <stdbool.h>

#include "search/http/engine_pool.h"
#include "search/http/monitor.h"
#include "search/http/reply.h"

#define SEARCH_SERVICE_API "/api/v1/"

typedef struct SearchService SearchService;

typedef struct {
  const char *index;         /* its path */
  GPtrArray *groups;         /* SearchGroup *, kept; NULL = none */
  unsigned threads;          /* how many answers are worked on at once; more who ask wait */
  gint64 limit_microseconds; /* how long one may take; 0 = for ever */
  /* What the page says of who keeps the service running; each NULL where that is not told. */
  const char *operator_name, *contact, *accessibility_reviewed;
  bool sources; /* the files that reports were read from are handed out */
  bool partial; /* without shards that do not answer there are answers, too, for whoever asks */
  /* A line for whoever keeps the service running, from any thread. */
  void (*note)(const char *line, void *context);
  void *context;
} SearchServiceOptions;

/* Everything in options is copied. The index is opened by the way, where there is one; where there
 * is none yet, or none that can be read, that is noted and answered with 503. */
SearchService *search_service_new(const SearchServiceOptions *options);
/* Nobody may be asking any more. NULL is fine. */
void search_service_free(SearchService *service);

/* Borrowed: for whoever counts. The routes that answers name are its names. */
SearchMetrics *search_service_metrics(SearchService *service);

/* Always gives a reply, if only that something went wrong. search_reply_clear() it. */
SearchReply search_service_answer(SearchService *service, const SearchHttpRequest *asked);

/* ---- what the service says of itself (about.c) */

/* The body of /api/v1/about. The caller frees it. */
char *search_about_new(const SearchServiceOptions *options);
/* The reply with that body. */
SearchReply search_about_answer(const char *about, const SearchHttpRequest *asked);

/* The reply of /metrics: the counters, and what is in the index, where there is one. */
SearchReply search_metrics_answer(SearchMetrics *metrics, SearchEngines *engines);

#endif
