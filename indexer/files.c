/* indexer/files.c: files and folders: what lies in one, what of an index may not be read; those of
 * a generation copied to the next, brought to disk, measured, removed.
 *
 * A copy shares its blocks with what it is of where the file system can. Xapian changes a table in
 * place: it writes blocks that the last commit does not use, and where it puts the next block that
 * is free. So a hard link would change the generation that readers have open; a clone (FICLONE, on
 * Btrfs, XFS, bcachefs) shares the blocks until one side writes, costs next to nothing, and is as
 * safe as a copy. */
#define _GNU_SOURCE /* copy_file_range() */
#include "indexer/storage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "corpus/text/sorted_line.h"
#include "indexer/error.h"
#include "indexer/schema.h"

#define STEP_BYTES ((gsize)(64 * 1024 * 1024))

bool
indexer_sync_path(const char *path, GError **error) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return indexer_error_of_system(error, errno, path);
  bool ok = fsync(descriptor) == 0 || indexer_error_of_system(error, errno, path);
  close(descriptor);
  return ok;
}

/* Where the kernel can't copy between these two files, and it has to be done by hand. */
static bool
must_go_by_hand(int number) {
  return number == ENOSYS || number == EXDEV || number == EINVAL || number == EOPNOTSUPP ||
         number == EPERM;
}

/* In as many calls as that takes. false: errno says why. */
static bool
write_all(int descriptor, const char *bytes, gsize length) {
  for (gsize at = 0; at < length;) {
    ssize_t count = write(descriptor, bytes + at, length - at);
    if (count < 0 && errno != EINTR)
      return false;
    at += count > 0 ? (gsize)count : 0;
  }
  return true;
}

bool
indexer_write_unfinished(const char *path, const GString *text, GError **error) {
  int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0)
    return indexer_error_of_system(error, errno, path);
  bool ok = (write_all(descriptor, text->str, text->len) && fsync(descriptor) == 0) ||
            indexer_error_of_system(error, errno, path);
  close(descriptor);
  return ok;
}

bool
indexer_replace_file(const char *path, const GString *text, GError **error) {
  char *there = NULL, *unfinished = g_strconcat(path, INDEXER_UNFINISHED, NULL);
  bool same = g_file_get_contents(path, &there, NULL, NULL) && g_str_equal(there, text->str);
  bool ok =
      same || (indexer_write_unfinished(unfinished, text, error) &&
               (g_rename(unfinished, path) == 0 || indexer_error_of_system(error, errno, path)));
  g_free(unfinished);
  g_free(there);
  return ok;
}

/* The rest of one file to the other, from where both are. errno says why it failed, and *failed
 * which of them. */
static bool
copy_by_hand(int from, int to, bool *source_failed) {
  char bytes[64 * 1024];
  for (;;) {
    ssize_t count = read(from, bytes, sizeof bytes);
    if (count == 0)
      return true;
    *source_failed = count < 0;
    if ((count < 0 && errno != EINTR) || (count > 0 && !write_all(to, bytes, (gsize)count)))
      return false;
  }
}

static bool
copy_bytes(int from, int to, bool *source_failed) {
  *source_failed = false;
  if (ioctl(to, FICLONE, from) == 0)
    return true;
  for (;;) {
    ssize_t count = copy_file_range(from, NULL, to, NULL, STEP_BYTES, 0);
    if (count == 0)
      return true;
    if (count < 0 && must_go_by_hand(errno))
      return copy_by_hand(from, to, source_failed);
    if (count < 0 && errno != EINTR)
      return false;
  }
}

static bool
have_same_size(int from, int to, const char *path, GError **error) {
  struct stat source, target;
  if (fstat(from, &source) != 0 || fstat(to, &target) != 0)
    return indexer_error_of_system(error, errno, path);
  return source.st_size == target.st_size || indexer_error_of_system(error, EIO, path);
}

/* The copy is on disk when this is done. */
static bool
copy_file(const char *source, const char *target, GError **error) {
  bool source_failed = false;
  int from = open(source, O_RDONLY | O_CLOEXEC);
  if (from < 0)
    return indexer_error_of_system(error, errno, source);
  int to = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  bool ok = to >= 0 || indexer_error_of_system(error, errno, target);
  ok = ok && (copy_bytes(from, to, &source_failed) ||
              indexer_error_of_system(error, errno, source_failed ? source : target));
  ok = ok && have_same_size(from, to, target, error) &&
       (fsync(to) == 0 || indexer_error_of_system(error, errno, target));
  if (to >= 0)
    close(to);
  close(from);
  return ok;
}

bool
indexer_copy_folder(const char *from, const char *to, GError **error) {
  GPtrArray *names = indexer_folder_names(from, error);
  bool ok = names != NULL;
  for (guint i = 0; ok && i < names->len; i++) {
    char *source = g_build_filename(from, names->pdata[i], NULL);
    char *target = g_build_filename(to, names->pdata[i], NULL);
    ok = copy_file(source, target, error);
    g_free(source);
    g_free(target);
  }
  g_clear_pointer(&names, g_ptr_array_unref);
  return ok;
}

bool
indexer_sync_files(const char *folder, GError **error) {
  GPtrArray *names = indexer_folder_names(folder, error);
  bool ok = names != NULL;
  for (guint i = 0; ok && i < names->len; i++) {
    char *path = g_build_filename(folder, names->pdata[i], NULL);
    ok = indexer_sync_path(path, error);
    g_free(path);
  }
  g_clear_pointer(&names, g_ptr_array_unref);
  return ok;
}

void
indexer_remove_tree(const char *path) {
  GPtrArray *names = indexer_folder_names(path, NULL);
  for (guint i = 0; names != NULL && i < names->len; i++) {
    char *child = g_build_filename(path, names->pdata[i], NULL);
    if (!g_file_test(child, G_FILE_TEST_IS_SYMLINK) && g_file_test(child, G_FILE_TEST_IS_DIR))
      indexer_remove_tree(child);
    else
      g_unlink(child);
    g_free(child);
  }
  g_clear_pointer(&names, g_ptr_array_unref);
  g_rmdir(path);
}

guint64
indexer_bytes_below(const char *path) {
  GPtrArray *names = indexer_folder_names(path, NULL);
  guint64 bytes = 0;
  for (guint i = 0; names != NULL && i < names->len; i++) {
    char *child = g_build_filename(path, names->pdata[i], NULL);
    GStatBuf status;
    if (g_lstat(child, &status) == 0)
      bytes += S_ISDIR(status.st_mode) ? indexer_bytes_below(child) : (guint64)status.st_size;
    g_free(child);
  }
  g_clear_pointer(&names, g_ptr_array_unref);
  return bytes;
}

/* ---- what lies in a folder ---- */

GPtrArray *
indexer_folder_names(const char *path, GError **error) {
  DIR *dir = opendir(path);
  if (dir == NULL) {
    indexer_error_of_system(error, errno, path);
    return NULL;
  }
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  const struct dirent *entry = NULL;
  while ((errno = 0, entry = readdir(dir)) != NULL)
    if (!g_str_equal(entry->d_name, ".") && !g_str_equal(entry->d_name, ".."))
      g_ptr_array_add(names, g_strdup(entry->d_name));
  int failure = errno; /* readdir() tells an error from the end by this alone */
  closedir(dir);
  if (failure != 0) {
    indexer_error_of_system(error, failure, path);
    g_clear_pointer(&names, g_ptr_array_unref);
  } else {
    g_ptr_array_sort(names, corpus_texts_compare);
  }
  return names;
}

/* ---- indexes that may not be read ---- */

static bool
is_refused(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  bool refused = file < 0 && errno == EACCES;
  if (file >= 0)
    close(file);
  return refused;
}

/* The first of a folder's files that may not be read, or the folder; NULL = none. The caller frees
 * it. */
static char *
refused_in(const char *folder) {
  if (is_refused(folder))
    return g_strdup(folder);
  GPtrArray *names = indexer_folder_names(folder, NULL);
  char *refused = NULL;
  for (guint i = 0; names != NULL && i < names->len && refused == NULL; i++) {
    refused = g_build_filename(folder, names->pdata[i], NULL);
    if (!is_refused(refused))
      g_clear_pointer(&refused, g_free);
  }
  g_clear_pointer(&names, g_ptr_array_unref);
  return refused;
}

/* The same of an index: of the stub and of the databases beside it that it names. Xapian takes what
 * may not be read for absent, or for damaged. */
static char *
refused_of_index(const char *path) {
  bool is_folder = g_file_test(path, G_FILE_TEST_IS_DIR);
  char *stub = is_folder ? g_build_filename(path, INDEXER_STUB, NULL) : g_strdup(path);
  char *beside = g_path_get_dirname(stub), *folder = g_canonicalize_filename(beside, NULL);
  char *text = NULL, *refused = NULL;
  if (is_refused(stub))
    refused = access(folder, X_OK) != 0 ? g_strdup(folder) : g_strdup(stub);
  char **lines = refused == NULL && g_file_get_contents(stub, &text, NULL, NULL)
                     ? g_strsplit(text, "\n", -1)
                     : NULL;
  for (guint i = 0; lines != NULL && lines[i] != NULL && refused == NULL; i++)
    if (g_str_has_prefix(lines[i], "auto ")) {
      char *database = g_canonicalize_filename(lines[i] + strlen("auto "), folder);
      refused = refused_in(database);
      g_free(database);
    }
  g_strfreev(lines);
  g_free(text);
  g_free(folder);
  g_free(beside);
  g_free(stub);
  return refused;
}

void
indexer_error_if_refused(GError **error, const char *path) {
  char *refused = refused_of_index(path);
  if (refused == NULL)
    return;
  g_clear_error(error);
  indexer_error_of_system(error, EACCES, refused);
  g_free(refused);
}

/* ---- folders that are made ---- */

char *
indexer_new_uuid(void) {
  guint8 b[16];
  if (getrandom(b, sizeof b, 0) != (gssize)sizeof b)
    return NULL;
  b[6] = (guint8)((b[6] & 0x0f) | 0x40);
  b[8] = (guint8)((b[8] & 0x3f) | 0x80);
  return g_strdup_printf("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                         b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                         b[12], b[13], b[14], b[15]);
}

static char *
outermost_missing(const char *path) {
  struct stat status;
  char *missing = NULL, *at = g_strdup(path);
  while (lstat(at, &status) != 0 && errno == ENOENT) {
    g_free(missing);
    missing = at;
    at = g_path_get_dirname(missing);
  }
  g_free(at);
  return missing;
}

bool
indexer_make_folder(const char *path, char **made, GError **error) {
  *made = outermost_missing(path);
  if (g_mkdir_with_parents(path, 0777) == 0)
    return true;
  if (errno != ENOENT && errno != ENOTDIR && errno != EEXIST)
    return indexer_error_of_system(error, errno, path);
  char *name = g_filename_display_name(path);
  g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_IO,
              _("%s: there can be no folder here; choose another with --index"), name);
  g_free(name);
  return false;
}

void
indexer_remove_folder(const char *path, const char *made) {
  char *at = g_strdup(path);
  while ((rmdir(at) == 0 || errno == ENOENT) && !g_str_equal(at, made)) {
    char *above = g_path_get_dirname(at);
    g_free(at);
    at = above;
  }
  g_free(at);
}
