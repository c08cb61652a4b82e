/* indexer/error.c: what went wrong, in the user's words. */
#include "indexer/error.h"

#include <errno.h>
#include <string.h>

#include "indexer/update.h"
#include "shim/shim.h"

G_DEFINE_QUARK(indexer - error - quark, indexer_error)

static void
set_about_index(GError **error, int code, const char *path, const char *text) {
  char *name = g_filename_display_name(path);
  g_set_error(error, INDEXER_ERROR, code, "%s: %s", name, text);
  g_free(name);
}

void
indexer_error_take(GError **error, GError *shim, const char *path) {
  if (shim->domain != SHIM_ERROR) {
    g_propagate_error(error, shim);
    return;
  }
  switch ((ShimErrorCode)shim->code) {
  case SHIM_ERROR_NOT_FOUND:
    set_about_index(error, INDEXER_ERROR_NOT_FOUND, path,
                    "there is no index here; make one with kompass index");
    break;
  case SHIM_ERROR_LOCKED:
    set_about_index(error, INDEXER_ERROR_LOCKED, path,
                    "another process is updating the index; try again when it is done");
    break;
  case SHIM_ERROR_CHANGED:
    set_about_index(error, INDEXER_ERROR_CHANGED, path,
                    "the index was updated while it was read; try again");
    break;
  case SHIM_ERROR_DAMAGED:
    g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED,
                "%s; the index is damaged, make it anew with kompass index --rebuild",
                shim->message);
    break;
  case SHIM_ERROR_NETWORK:
    g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_NETWORK,
                "%s; is xapian-tcpsrv running where the index says?", shim->message);
    break;
  default:
    g_propagate_error(error, shim);
    return;
  }
  g_error_free(shim);
}

/* ---- the system ---- */

/* What a user can do about what the system said; NULL where there is nothing to add. */
static const char *
remedy_of(int system_error) {
  switch (system_error) {
  case EACCES:
  case EPERM:
    return "ask its owner for permission";
  case EROFS:
    return "choose a place that can be written to";
  case ENOSPC:
  case EDQUOT:
    return "free some space";
  default:
    return NULL;
  }
}

bool
indexer_error_of_system(GError **error, int system_error, const char *path) {
  char *name = g_filename_display_name(path);
  const char *remedy = remedy_of(system_error);
  g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_IO, "%s: %s%s%s", name, g_strerror(system_error),
              remedy != NULL ? "; " : "", remedy != NULL ? remedy : "");
  g_free(name);
  return false;
}

bool
indexer_error_of_file(GError **error, GError *failure, const char *path) {
  char *name = g_filename_display_name(path);
  g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_IO, "%s: %s", name, failure->message);
  g_error_free(failure);
  g_free(name);
  return false;
}

/* ---- files that could not be read ---- */

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
