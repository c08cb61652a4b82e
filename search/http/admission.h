/* search/http/admission.h: who is let in, and with what: addresses, origins, the head of a request.
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

/* A request may bring a body of at most so many bytes, which is not looked at. */
#define SEARCH_BODY_MAX_BYTES 8192
/* Of the head, without the address. */
#define SEARCH_HEADERS_MAX_BYTES ((gsize)(24 * 1024))

/* Borrowed. Headers are NULL where the client sent none. */
typedef struct {
  const char *method;
  const char *content_length, *transfer_encoding;
  gsize uri_bytes; /* the path and the query, as they came */
  gsize bytes;     /* of the whole head */
} SearchHead;

/* Is the request refused? Then *reply says why. busy: are there too many connections? */
bool search_head_refused(const SearchHead *head, bool busy, SearchReply *reply);

#endif
