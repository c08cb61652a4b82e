/* search/ask/error.h: what can go wrong in answering, and what each face says of it.
 *
 * Functions of this room fail like those below it: false or NULL and a GError, whose message is one
 * line. Errors of corpus/, shim/ and indexer/ pass through unchanged. */
#ifndef SEARCH_ASK_ERROR_H
#define SEARCH_ASK_ERROR_H

#include <glib.h>

#define SEARCH_ERROR (search_error_quark())

typedef enum {
  SEARCH_ERROR_USAGE,    /* an option, a filter or a query that cannot be understood */
  SEARCH_ERROR_TOO_LONG, /* a query longer than SEARCH_QUERY_MAX_BYTES */
  SEARCH_ERROR_UNKNOWN,  /* a municipality that does not exist; the message names the nearest */
  SEARCH_ERROR_SETTING,  /* a configuration file or a variable of the environment is wrong */
  SEARCH_ERROR_RECORD,   /* the index holds a record that cannot be read */
  SEARCH_ERROR_OUTPUT    /* the answer could not be written */
} SearchErrorCode;

GQuark search_error_quark(void);

/* The exit status of the command line: 2 for wrong usage, 1 for anything else; 0 for NULL. */
int search_error_exit_status(const GError *error);

#endif
