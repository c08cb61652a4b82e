/* search/ask/error.h: what can go wrong in answering, and what each face says of it.
 *
 * Functions of this room fail like those below it: false or NULL and a GError, whose message is one
 * line. Errors of corpus/, shim/ and indexer/ pass through unchanged. */
#ifndef SEARCH_ASK_ERROR_H
#define SEARCH_ASK_ERROR_H

#include <glib.h>
#include <stdbool.h>

#define SEARCH_ERROR (search_error_quark())

typedef enum {
  SEARCH_ERROR_USAGE,    /* an option, a filter or a query that cannot be understood */
  SEARCH_ERROR_TOO_LONG, /* a query longer than SEARCH_QUERY_MAX_BYTES */
  SEARCH_ERROR_SETTING,  /* a configuration file or a variable of the environment is wrong */
  SEARCH_ERROR_UNKNOWN,  /* a municipality or report that does not exist, or is not in the index */
  SEARCH_ERROR_PARTIAL,  /* shards do not answer, and nobody wants an answer without them */
  SEARCH_ERROR_RECORD,   /* the index holds a record that cannot be read */
  SEARCH_ERROR_OUTPUT    /* the answer could not be written */
} SearchErrorCode;

GQuark search_error_quark(void);

/* What the error is about, for programs, which word it themselves: a code, what it is of by name,
 * and what might have been meant or is possible. */
typedef struct {
  const char *reason; /* "unknown_municipality"; static; NULL = nothing is known but the message */
  char **values;      /* name, value, name, value …; NULL = none */
  char **choices;     /* NULL = none */
} SearchErrorDetails;

/* An array of strings where it is needed, NULL-terminated. */
#define SEARCH_STRINGS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Sets the error with its details. reason: static. values: name, value …, and choices:
 * NULL-terminated, copied, NULL is fine; what is not UTF-8 is mended. Always false. */
bool search_error_set(GError **error, SearchErrorCode code, const char *reason,
                      const char *const *values, const char *const *choices, const char *format,
                      ...) G_GNUC_PRINTF(6, 7);

/* The same of a value that a parameter can't have: "name "value": wanted". choices: the values that
 * there are; NULL where they are not to be listed. wanted: translated. Always false. */
bool search_error_bad_value(const char *name, const char *value, const char *const *choices,
                            const char *wanted, GError **error);

/* NULL where the error has none. Borrowed from it. */
const SearchErrorDetails *search_error_details(const GError *error);

/* The exit status of the command line: 2 for wrong usage, 1 for anything else; 0 for NULL. */
int search_error_exit_status(const GError *error);

#endif
