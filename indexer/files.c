/* indexer/files.c: copying, removing, hashing files. */
#include "indexer/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "indexer/error.h"

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
indexer_files_set_error(GError **error, int system_error, const char *path) {
  char *name = g_filename_display_name(path);
  const char *remedy = remedy_of(system_error);
  g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_IO, "%s: %s%s%s", name, g_strerror(system_error),
              remedy != NULL ? "; " : "", remedy != NULL ? remedy : "");
  g_free(name);
  return false;
}

bool
indexer_files_take_error(GError **error, GError *failure, const char *path) {
  char *name = g_filename_display_name(path);
  g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_IO, "%s: %s", name, failure->message);
  g_error_free(failure);
  g_free(name);
  return false;
}

bool
indexer_files_sync(const char *path, GError **error) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return indexer_files_set_error(error, errno, path);
  bool ok = fsync(descriptor) == 0 || indexer_files_set_error(error, errno, path);
  close(descriptor);
  return ok;
}

static bool
copy_file(const char *from, const char *to, GError **error) {
  GFile *source = g_file_new_for_path(from), *target = g_file_new_for_path(to);
  GError *failure = NULL;
  bool ok = g_file_copy(source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                        NULL, NULL, NULL, &failure);
  if (!ok)
    indexer_files_take_error(error, failure, from);
  g_object_unref(source);
  g_object_unref(target);
  return ok && indexer_files_sync(to, error);
}

bool
indexer_files_copy_folder(const char *from, const char *to, GError **error) {
  GError *failure = NULL;
  GDir *dir = g_dir_open(from, 0, &failure);
  if (dir == NULL)
    return indexer_files_take_error(error, failure, from);
  bool ok = true;
  for (const char *name = g_dir_read_name(dir); name != NULL && ok; name = g_dir_read_name(dir)) {
    char *source = g_build_filename(from, name, NULL), *target = g_build_filename(to, name, NULL);
    ok = copy_file(source, target, error);
    g_free(source);
    g_free(target);
  }
  g_dir_close(dir);
  return ok;
}

void
indexer_files_remove_tree(const char *path) {
  GDir *dir = g_dir_open(path, 0, NULL);
  const char *name = NULL;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    char *child = g_build_filename(path, name, NULL);
    if (!g_file_test(child, G_FILE_TEST_IS_SYMLINK) && g_file_test(child, G_FILE_TEST_IS_DIR))
      indexer_files_remove_tree(child);
    else
      g_unlink(child);
    g_free(child);
  }
  if (dir != NULL)
    g_dir_close(dir);
  g_rmdir(path);
}

/* Reads to the end; false on an error, with errno. */
static bool
hash_descriptor(int descriptor, GChecksum *checksum) {
  guchar buffer[1 << 16];
  for (;;) {
    gssize got = read(descriptor, buffer, sizeof buffer);
    if (got == 0)
      return true;
    if (got > 0)
      g_checksum_update(checksum, buffer, got);
    else if (errno != EINTR)
      return false;
  }
}

char *
indexer_files_hash(const char *path, GError **error) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    indexer_files_set_error(error, errno, path);
    return NULL;
  }
  GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);
  char *hash = NULL;
  if (hash_descriptor(descriptor, checksum))
    hash = g_strdup(g_checksum_get_string(checksum));
  else
    indexer_files_set_error(error, errno, path);
  g_checksum_free(checksum);
  close(descriptor);
  return hash;
}
