/* search/http/log.h: what the service tells whoever runs it, a line at a time. From any thread. */
#ifndef SEARCH_HTTP_LOG_H
#define SEARCH_HTTP_LOG_H

#include <glib.h>

typedef struct SearchLog SearchLog;

/* note is called by one thread at a time. */
SearchLog *search_log_new(void (*note)(const char *line, void *context), void *context);
void search_log_free(SearchLog *log);

/* A line as it is. log: a SearchLog *. */
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

#endif
