/* indexer/error.c: what went wrong, in the user's words. */
#include "indexer/error.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <pwd.h>
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>

#include "indexer/update.h"
#include "shim/shim.h"

/* Asked for each time: G_DEFINE_QUARK() keeps it where threads that fail at once all write. */
GQuark
indexer_error_quark(void) {
  return g_quark_from_static_string("indexer-error-quark");
}

static void
set_about_index(GError **error, int code, const char *path, const char *text) {
  char *name = g_filename_display_name(path);
  g_set_error(error, INDEXER_ERROR, code, "%s: %s", name, text);
  g_free(name);
}

/* The shim names the index where it opens it, not where it reads on. */
static void
set_damaged(GError **error, const char *path, const char *text) {
  char *name = g_filename_display_name(path);
  char *named = g_str_has_prefix(text, name) ? g_strdup(text) : g_strconcat(name, ": ", text, NULL);
  g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED,
              _("%s; the index is damaged, make it anew with kompass index --rebuild"), named);
  g_free(named);
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
                    _("there is no index here; make one with kompass index"));
    break;
  case SHIM_ERROR_LOCKED:
    set_about_index(error, INDEXER_ERROR_LOCKED, path,
                    _("another process is updating the index; try again when it is done"));
    break;
  case SHIM_ERROR_CHANGED:
    set_about_index(error, INDEXER_ERROR_CHANGED, path,
                    _("the index was updated while it was read; try again"));
    break;
  case SHIM_ERROR_DAMAGED:
    set_damaged(error, path, shim->message);
    break;
  case SHIM_ERROR_NETWORK:
    g_set_error(
        error, INDEXER_ERROR, INDEXER_ERROR_NETWORK,
        _("%s; is xapian-tcpsrv running there? --partial has answers from the other shards"),
        shim->message);
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
    return _("ask its owner for permission");
  case EROFS:
    return _("choose a place that can be written to");
  case ENOSPC:
  case EDQUOT:
    return _("free some space");
  default:
    return NULL;
  }
}

/* " to the user NAME" where a permission is refused, as that may be a service's; else "". */
static char *
asker(int system_error) {
  if (system_error != EACCES && system_error != EPERM)
    return g_strdup("");
  const struct passwd *user = getpwuid(geteuid());
  return user != NULL ? g_strdup_printf(_(" to the user %s"), user->pw_name)
                      : g_strdup_printf(_(" to the user with the number %u"), (unsigned)geteuid());
}

bool
indexer_error_of_system(GError **error, int system_error, const char *path) {
  char *name = g_filename_display_name(path), *who = asker(system_error);
  const char *remedy = remedy_of(system_error);
  g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_IO, "%s: %s%s%s%s", name,
              g_strerror(system_error), who, remedy != NULL ? "; " : "",
              remedy != NULL ? remedy : "");
  g_free(who);
  g_free(name);
  return false;
}

bool
indexer_error_of_file(GError **error, GError *failure, const char *path) {
  bool refused = g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_ACCES) ||
                 g_error_matches(failure, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  bool full = g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ||
              g_error_matches(failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  if (refused || full) {
    indexer_error_of_system(error, refused ? EACCES : ENOSPC, path);
  } else {
    char *name = g_filename_display_name(path);
    g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_IO, "%s: %s", name, failure->message);
    g_free(name);
  }
  g_error_free(failure);
  return false;
}

bool
indexer_error_of_stub(GError **error, const char *folder) {
  char *name = g_filename_display_name(folder);
  g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED,
              _("%s: the file XAPIANDB, which names the parts of the index, is damaged; make the "
                "index anew with kompass index --rebuild"),
              name);
  g_free(name);
  return false;
}

bool
indexer_goes_on(const gint *stop, GError **error) {
  if (stop == NULL || g_atomic_int_get(stop) == 0)
    return true;
  g_set_error_literal(error, INDEXER_ERROR, INDEXER_ERROR_STOPPED,
                      _("stopped; the index is as it was"));
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
