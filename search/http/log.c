/* search/http/log.c: one lock around whoever takes the lines.
 *
 * The locks of the service are pthread's and not GLib's, as ThreadSanitizer knows only those. */
#include "search/http/log.h"

#include <pthread.h>

#define LOGGED_URI_CHARS 1024

struct SearchLog {
  void (*note)(const char *line, void *context);
  void *context;
  pthread_mutex_t lock;
};

SearchLog *
search_log_new(void (*note)(const char *line, void *context), void *context) {
  SearchLog *log = g_new0(SearchLog, 1);
  log->note = note;
  log->context = context;
  pthread_mutex_init(&log->lock, NULL);
  return log;
}

void
search_log_free(SearchLog *log) {
  pthread_mutex_destroy(&log->lock);
  g_free(log);
}

void
search_log_note(const char *line, void *taken) {
  SearchLog *log = taken;
  pthread_mutex_lock(&log->lock);
  log->note(line, log->context);
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
  search_log_note(line, log);
  g_free(line);
  g_free(method);
  g_free(uri);
}
