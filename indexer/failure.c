/* indexer/failure.c: files that could not be read, for a summary. */
#include "indexer/failure.h"

#include <string.h>

#include "indexer/error.h"
#include "indexer/update.h"

GError *
indexer_failure_new(const char *reason) {
  return g_error_new_literal(INDEXER_ERROR, INDEXER_ERROR_INPUT, reason);
}

/* "name: reason" -> "reason". */
static const char *
without_name(const char *message, const char *name) {
  if (g_str_has_prefix(message, name) && g_str_has_prefix(message + strlen(name), ": "))
    return message + strlen(name) + 2;
  return message;
}

void
indexer_failure_take(GPtrArray *failures, const char *path, GError *error) {
  IndexerFailure *failure = g_new0(IndexerFailure, 1);
  failure->path = g_filename_display_name(path);
  char *base = g_filename_display_basename(path);
  failure->reason = g_strdup(without_name(without_name(error->message, failure->path), base));
  g_ptr_array_add(failures, failure);
  g_free(base);
  g_error_free(error);
}

void
indexer_failure_free(gpointer data) {
  IndexerFailure *failure = data;
  g_free(failure->path);
  g_free(failure->reason);
  g_free(failure);
}
