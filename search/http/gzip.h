/* search/http/gzip.h: bytes made smaller for the way. */
#ifndef SEARCH_HTTP_GZIP_H
#define SEARCH_HTTP_GZIP_H

#include <glib.h>

/* What is shorter than this fits in a packet anyhow. */
#define SEARCH_GZIP_LEAST_BYTES 1024

/* As gzip (RFC 1952), the same for the same bytes. NULL where it cannot be done or would be no
 * shorter. The caller unrefs it. */
GBytes *search_gzip(GBytes *bytes);

#endif
