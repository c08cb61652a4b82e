/* search/http/admission.h: who is let in, and with what: addresses, hosts, the head of a request.
 */
#ifndef SEARCH_HTTP_ADMISSION_H
#define SEARCH_HTTP_ADMISSION_H

#include <gio/gio.h>
#include <stdbool.h>

#include "search/http/reply.h"

/* Listens at "127.0.0.1:8080" or "[::1]:8080"; no names are looked up. *port receives the port.
 * Fails with SEARCH_ERROR_USAGE where the address is malformed, else with a G_IO_ERROR. The caller
 * unrefs the socket. */
GSocket *search_listen(const char *address, unsigned *port,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "*", or a scheme, a host and perhaps a port: what browsers send as Origin. SEARCH_ERROR_USAGE. */
bool search_origin_check(const char *origin, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A name for --host, perhaps with a port: what stands in a URL. SEARCH_ERROR_USAGE. */
bool search_host_check(const char *host, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many connections, or requests, there are from each address; from any thread. Of IPv6 a
 * network of 64 bits counts as one, as each of its hosts has more addresses than can be counted. */
typedef struct SearchAddresses SearchAddresses;

/* most: for each; 0 = without limit. proxy: an address that is not counted; NULL = none. */
SearchAddresses *search_addresses_new(unsigned most, const char *proxy);
void search_addresses_free(SearchAddresses *addresses); /* NULL is fine */
/* One more from there; false, and it is not counted, where there are too many. */
bool search_addresses_enter(SearchAddresses *addresses, const char *address);
void search_addresses_leave(SearchAddresses *addresses, const char *address);

/* Who asks: the last address of an X-Forwarded-For header if the proxy at the address sent it, else
 * NULL. The caller frees it. */
char *search_forwarded_for(const SearchAddresses *addresses, const char *address,
                           const char *header);

/* A request may bring a body of at most so many bytes, which is not looked at. */
#define SEARCH_BODY_MAX_BYTES 8192
/* Of the head, without the address. */
#define SEARCH_HEADERS_MAX_BYTES ((gsize)(24 * 1024))

/* Of the first line of a request. */
#define SEARCH_LINE_MAX_BYTES ((gsize)(24 * 1024))
/* Of the whole head. */
#define SEARCH_HEAD_MAX_BYTES (SEARCH_LINE_MAX_BYTES + SEARCH_HEADERS_MAX_BYTES)
#define SEARCH_HEADERS_MAX 100
/* What libmicrohttpd may take for a head, which it clears after each request. A head that would
 * need more is refused here, as there the answer would be a page of the library's own. */
#define SEARCH_HEAD_MEMORY_BYTES ((gsize)(64 * 1024))

typedef enum { SEARCH_HEAD_PART, SEARCH_HEAD_WHOLE, SEARCH_HEAD_WRONG } SearchHeadState;

/* Looks at the bytes that a client has sent so far. Where they are wrong, *reply says how: no HTTP,
 * a version that is not 1.x, a line or a head that is too long, more parameters than there is
 * memory for, a Content-Length that is no number. Of what is whole, libmicrohttpd takes everything,
 * and has no complaint of its own to send. */
SearchHeadState search_head_examine(const char *bytes, gsize length, SearchReply *reply);

/* Borrowed. Headers are NULL where the client sent none. */
typedef struct {
  const char *method;
  bool preflight; /* pages of another origin may ask, and a browser asks before (OPTIONS) */
  const char *host, *content_length, *transfer_encoding;
  gsize uri_bytes; /* the path and the query, as they came */
  gsize bytes;     /* of the whole head */
} SearchHead;

/* Whether the request is refused; then *reply says why. hosts: the only ones that may be asked for,
 * NULL-terminated; NULL = any. busy: there are too many requests from where it comes. */
bool search_head_refused(const SearchHead *head, const char *const *hosts, bool busy,
                         SearchReply *reply);

#endif
