/* search/http/reception.h: takes connections, and keeps each until the head of its first request is
 * whole.
 *
 * What comes in is looked at without being read, so that whoever gets the connection then finds the
 * request where it was. So a client that sends nothing, or a byte now and then, or no HTTP at all,
 * is dealt with here: it takes a descriptor and some bytes, has one deadline for the whole of its
 * request, and is refused in the words of the service.
 *
 * A reception belongs to one thread; several may listen on one socket. */
#ifndef SEARCH_HTTP_RECEPTION_H
#define SEARCH_HTTP_RECEPTION_H

#include <sys/socket.h>

#include "search/http/admission.h"
#include "search/http/monitor.h"

#define SEARCH_ADDRESS_CHARS 64

/* Connections beyond the limit that are still taken, to be told so. */
#define SEARCH_SPARE_CONNECTIONS 64

typedef enum {
  SEARCH_VISITOR_ARRIVING, /* its request is not whole yet */
  SEARCH_VISITOR_WAITING,  /* handed on, and asking nothing at the moment */
  SEARCH_VISITOR_ANSWERED, /* handed on, and its answer is under way */
  SEARCH_VISITOR_LEAVING   /* told to go, or cut off */
} SearchVisitorState;

/* An open connection. */
typedef struct {
  int socket;
  struct sockaddr_storage peer;
  socklen_t peer_bytes;
  char address[SEARCH_ADDRESS_CHARS]; /* without a port, as it is logged */
  bool counted;                       /* among those of its address */
  SearchVisitorState state;
  gint64 since; /* when the state began, g_get_monotonic_time() */
  bool handed;  /* its socket is somebody else's to close */
  GList link;
} SearchVisitor;

typedef struct {
  int listening; /* non-blocking; borrowed */
  int bell;      /* readable as soon as the service is to end; borrowed */
  int watched;   /* another descriptor that search_reception_wait() returns for */
  unsigned connections;
  unsigned head_seconds;
  unsigned idle_seconds; /* how long one that was handed on may ask nothing */
  const char *cors;
  SearchAddresses *addresses;
  SearchMetrics *metrics;
  SearchLog *log;
  /* Takes over a connection whose head is whole, and its socket; false where it could not, and has
   * closed the socket. */
  bool (*admit)(SearchVisitor *visitor, void *context);
  void *context;
} SearchReceptionOptions;

typedef struct SearchReception SearchReception;

/* Everything in options is borrowed. NULL where the system has no means for it. */
SearchReception *search_reception_new(const SearchReceptionOptions *options);
/* Closes what was not handed on; whatever was must be gone. NULL is fine. */
void search_reception_free(SearchReception *reception);

/* Waits until something comes, at most `most` milliseconds (-1 = for ever), takes and admits
 * connections, and cuts off those that are too late. */
void search_reception_wait(SearchReception *reception, int most);

/* What a visitor that was handed on is doing now. */
void search_visitor_becomes(SearchVisitor *visitor, SearchVisitorState state);
/* Its connection was closed by whoever had it; frees it. */
void search_reception_gone(SearchReception *reception, SearchVisitor *visitor);

/* The service ends: takes what has come so far, and listens no more. Who asks nothing is cut off
 * after a moment, so that a request that is on its way is answered. */
void search_reception_end(SearchReception *reception);
/* How many connections are open. */
unsigned search_reception_count(const SearchReception *reception);

#endif
