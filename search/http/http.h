/* search/http/http.h: the service on a socket: connections, threads, headers, limits, the access
 * log. Its .c is the only file that knows the library. */
#ifndef SEARCH_HTTP_HTTP_H
#define SEARCH_HTTP_HTTP_H

#include <glib.h>
#include <stdbool.h>

#include "search/command/commands.h"

typedef struct SearchHttp SearchHttp;

typedef struct {
  const char *index;     /* its path */
  GPtrArray *groups;     /* SearchGroup *, kept; NULL = none */
  const char *listen;    /* "127.0.0.1:8080", "[::1]:8080"; port 0 = any that is free */
  const char *cors;      /* whose pages may ask, "*" = everybody's; NULL = none */
  bool sources;          /* the files that reports were read from are handed out */
  bool partial;          /* answers without shards that do not answer, for whoever asks */
  unsigned threads;      /* that answer */
  unsigned connections;  /* open at once; more are answered with 503 */
  unsigned per_address;  /* of them, or of requests where a proxy sends them; 0 = without limit */
  unsigned head_seconds; /* in which a request has to be there as a whole */
  unsigned seconds;      /* that an answer may take */
  const char *proxy;     /* an address whose X-Forwarded-For is believed; NULL = none */
  /* Who keeps the service running (search/http/service.h); each may be NULL. */
  const char *operator_name, *contact, *accessibility_reviewed;
  const char *const *hosts; /* the Host headers that are answered, NULL-terminated; NULL = any */
  /* The access log, a line a request, and what else whoever runs the service wants to know. Called
   * from several threads, but by one at a time. */
  void (*note)(const char *line, void *context);
  void *context;
} SearchHttpOptions;

/* Listens, and answers in threads of its own, until search_http_finish(). Everything in options is
 * copied. Fails with SEARCH_ERROR_USAGE for an address, an origin or a host that cannot be
 * understood, or with a G_IO_ERROR where it cannot be listened at. */
SearchHttp *search_http_start(const SearchHttpOptions *options,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The port that is listened at. */
unsigned search_http_port(const SearchHttp *http);

/* Takes no more connections, answers what was accepted (but waits 15 seconds at most for clients
 * that do not read), ends the threads and frees it. */
void search_http_finish(SearchHttp *http);

/* The command serve. Serves until SIGTERM or SIGINT, then finishes what is being answered. Its note
 * is called from several threads, but from one at a time. Fails with SEARCH_ERROR_USAGE for an
 * address that cannot be understood, or where it cannot be listened at (a G_IO_ERROR). */
bool search_serve(const SearchRequest *request, const SearchConsole *console,
                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Has memory that the process is given kept for what comes next; before any thread is started. */
void search_memory_keep(void);
/* Has what the calling thread is going to allocate lie in large pages, where the system has such to
 * give; none is taken before it is needed. */
void search_memory_prepare(void);

#endif
