/* indexer/error.c: the error domain of indexer/, and the shim's errors in the user's words. */
#include "indexer/error.h"

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
