/* indexer/error.h: what can go wrong in indexer/, as GError codes.
 *
 * Every message is one line, names the index or file, says what is wrong and what the user can do.
 * Errors of shim/ that no user can do anything about (SHIM_ERROR_QUERY, SHIM_ERROR_INTERNAL, …)
 * come through as they are. Nothing here prints or exits. */
#ifndef INDEXER_ERROR_H
#define INDEXER_ERROR_H

#include <glib.h>
#include <stdbool.h>

#define INDEXER_ERROR (indexer_error_quark())

typedef enum {
  INDEXER_ERROR_NOT_FOUND, /* there is no index: make one */
  INDEXER_ERROR_FOREIGN,   /* something else is there: not an index, or not one to be updated */
  INDEXER_ERROR_VERSION,   /* an index of another schema version: make it anew */
  INDEXER_ERROR_LOCKED,    /* another process is writing it: wait */
  INDEXER_ERROR_DAMAGED,   /* its files or records are corrupt: make it anew */
  INDEXER_ERROR_CHANGED,   /* it was changed while it was read, or its shards don't belong together:
                              try again */
  INDEXER_ERROR_NETWORK,   /* a remote shard did not answer */
  INDEXER_ERROR_IO,        /* a folder or file could not be read or written */
  INDEXER_ERROR_INPUT,     /* something was asked for that can't be done */
  INDEXER_ERROR_STOPPED    /* an update was told to stop */
} IndexerErrorCode;

GQuark indexer_error_quark(void);

/* Puts an error of the shim about the index at path in the user's words, with the remedy: takes
 * `shim`, and sets *error (which may be NULL). Errors of other domains are passed on unaltered. */
void indexer_error_take(GError **error, GError *shim, const char *path);

/* Sets INDEXER_ERROR_IO for a system call that failed at path: the file, what the system said, and
 * what to do. Returns false. */
bool indexer_error_of_system(GError **error, int system_error, const char *path);
/* The same from GLib's error, which is freed. */
bool indexer_error_of_file(GError **error, GError *failure, const char *path);

/* Sets INDEXER_ERROR_DAMAGED for an index whose stub can't be understood. Returns false. */
bool indexer_error_of_stub(GError **error, const char *folder);

/* true as long as nobody has told to stop: *stop is 0, or stop is NULL; else INDEXER_ERROR_STOPPED.
 */
bool indexer_goes_on(const gint *stop, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Puts INDEXER_ERROR_IO in the place of *error where a file of the index at path may not be read by
 * this user, which Xapian takes for absent or damaged. Else *error stays. (indexer/files.c) */
void indexer_error_if_refused(GError **error, const char *path);

/* Adds an IndexerFailure for the file to a summary's failures; takes the error. A reason that
 * begins with the file's name loses it, as the failure has it already. */
void indexer_failure_take(GPtrArray *failures, const char *path, GError *error);
void indexer_failure_free(gpointer failure);

#endif
