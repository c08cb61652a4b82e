/* indexer/failure.h: files that could not be read, for a summary; internal to indexer/. */
#ifndef INDEXER_FAILURE_H
#define INDEXER_FAILURE_H

#include <glib.h>

/* An error of the domain INDEXER_ERROR, code INPUT. */
GError *indexer_failure_new(const char *reason);

/* Adds an IndexerFailure for the file; takes the error. A reason that begins with the file's name
 * loses it, as the failure has it already. */
void indexer_failure_take(GPtrArray *failures, const char *path, GError *error);

/* Frees an IndexerFailure. */
void indexer_failure_free(gpointer failure);

#endif
