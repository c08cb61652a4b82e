/* search/http/request_limits.h: what the head of a request says of the rest, and what is refused by
 * it alone. */
#ifndef SEARCH_HTTP_REQUEST_LIMITS_H
#define SEARCH_HTTP_REQUEST_LIMITS_H

#include "search/http/reply.h"

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
