/* search/http/negotiate.h: which of several forms of an answer a client would rather have. */
#ifndef SEARCH_HTTP_NEGOTIATE_H
#define SEARCH_HTTP_NEGOTIATE_H

#include <glib.h>
#include <stdbool.h>

/* How much a header such as Accept or Accept-Encoding wants the name ("text/csv", "gzip"): 0 (not
 * at all) to 1. A name that is not there counts as much as its kind does (text/...), else as
 * anything does, else nothing. header NULL: nothing. */
double search_accept_quality(const char *header, const char *name);

/* Is the tag ("W/\"…\"") among those of an If-None-Match header? Weak comparison, as RFC 9110 has
 * it for reading. NULL: no. */
bool search_tag_matches(const char *header, const char *tag);

#endif
