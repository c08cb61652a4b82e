/* indexer/storage.c: the folder of an index, its lock, and the switch from one generation to the
 * next. */
#include "indexer/storage.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "indexer/error.h"
#include "shim/shim.h"

#define STUB "XAPIANDB"
#define DATA_PREFIX "data-"
#define SHARD_PREFIX "shard-"

struct IndexerStorage {
  char *folder;
  int lock;
  char *current; /* generation; NULL = none */
  unsigned current_shards;
  char *begun; /* generation; NULL = none */
  unsigned begun_shards;
};

/* ---- names ---- */

static char *
path_in(const IndexerStorage *storage, const char *name) {
  return g_build_filename(storage->folder, name, NULL);
}

static char *
shard_path(const IndexerStorage *storage, const char *generation, unsigned shard) {
  return g_strdup_printf("%s/" DATA_PREFIX "%s/%u", storage->folder, generation, shard);
}

/* "auto data-<uuid>/<shard>", relative to the stub's folder. */
static void
append_stub_line(GString *text, const char *generation, unsigned shard) {
  g_string_append_printf(text, "auto " DATA_PREFIX "%s/%u\n", generation, shard);
}

/* Reads such a line; false if it is none, or not of this shard. */
static bool
parse_stub_line(const char *line, unsigned shard, char **generation) {
  static const char start[] = "auto " DATA_PREFIX;
  if (!g_str_has_prefix(line, start))
    return false;
  char **parts = g_strsplit(line + strlen(start), "/", -1);
  char number[16];
  g_snprintf(number, sizeof number, "%u", shard);
  bool ok = g_strv_length(parts) == 2 && g_uuid_string_is_valid(parts[0]) &&
            g_str_equal(parts[1], number) &&
            (*generation == NULL || g_str_equal(*generation, parts[0]));
  if (ok && *generation == NULL)
    *generation = g_strdup(parts[0]);
  g_strfreev(parts);
  return ok;
}

/* ---- files ---- */

/* Brings a folder's entries, or a file's content, to disk. */
static bool
sync_path(const char *path, GError **error) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return indexer_error_of_system(error, errno, path);
  bool ok = fsync(descriptor) == 0 || indexer_error_of_system(error, errno, path);
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
    indexer_error_of_file(error, failure, from);
  g_object_unref(source);
  g_object_unref(target);
  return ok && sync_path(to, error);
}

/* Copies the plain files of one folder into another, and brings them to disk. */
static bool
copy_folder(const char *from, const char *to, GError **error) {
  GError *failure = NULL;
  GDir *dir = g_dir_open(from, 0, &failure);
  if (dir == NULL)
    return indexer_error_of_file(error, failure, from);
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

/* Removes a folder with all that is in it, as far as that can be done; follows no links. */
static void
remove_tree(const char *path) {
  GDir *dir = g_dir_open(path, 0, NULL);
  const char *name = NULL;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    char *child = g_build_filename(path, name, NULL);
    if (!g_file_test(child, G_FILE_TEST_IS_SYMLINK) && g_file_test(child, G_FILE_TEST_IS_DIR))
      remove_tree(child);
    else
      g_unlink(child);
    g_free(child);
  }
  if (dir != NULL)
    g_dir_close(dir);
  g_rmdir(path);
}

/* ---- what is there ---- */

static bool
set_foreign(GError **error, const char *folder, const char *what) {
  char *name = g_filename_display_name(folder);
  g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_FOREIGN, "%s: %s", name, what);
  g_free(name);
  return false;
}

static bool
parse_stub(IndexerStorage *storage, char *text, GError **error) {
  char **lines = g_strsplit(g_strchomp(text), "\n", -1);
  unsigned shards = 0;
  bool ok = true;
  for (; lines[shards] != NULL && ok; shards++)
    ok = parse_stub_line(lines[shards], shards, &storage->current);
  storage->current_shards = shards;
  g_strfreev(lines);
  if (ok && shards > 0)
    return true;
  return set_foreign(error, storage->folder,
                     "the index names databases that lie elsewhere; update each where it lies");
}

static bool
read_stub(IndexerStorage *storage, GError **error) {
  char *path = path_in(storage, STUB), *text = NULL;
  GError *failure = NULL;
  bool ok = true;
  if (g_file_get_contents(path, &text, NULL, &failure))
    ok = parse_stub(storage, text, error);
  else if (g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_clear_error(&failure);
  else
    ok = indexer_error_of_file(error, failure, path);
  g_free(text);
  g_free(path);
  return ok;
}

/* Xapian would read such a database rather than the stub. */
static bool
refuse_other_databases(const IndexerStorage *storage, GError **error) {
  static const char *const names[] = {"iamglass", "iamchert", "iamflint", "iamhoney"};
  bool found = false;
  for (gsize i = 0; i < G_N_ELEMENTS(names) && !found; i++) {
    char *path = path_in(storage, names[i]);
    found = g_file_test(path, G_FILE_TEST_EXISTS);
    g_free(path);
  }
  return !found || set_foreign(error, storage->folder,
                               "the folder holds a Xapian database that kompass did not make; "
                               "choose another folder with --index");
}

/* ---- clearing up ---- */

static bool
is_stale_generation(const IndexerStorage *storage, const char *name) {
  if (!g_str_has_prefix(name, DATA_PREFIX))
    return false;
  const char *generation = name + strlen(DATA_PREFIX);
  return g_uuid_string_is_valid(generation) && g_strcmp0(generation, storage->current) != 0;
}

static bool
is_stale_shard_stub(const IndexerStorage *storage, const char *name) {
  guint64 shard = 0;
  if (!g_str_has_prefix(name, SHARD_PREFIX) ||
      !g_ascii_string_to_unsigned(name + strlen(SHARD_PREFIX), 10, 0, G_MAXUINT, &shard, NULL))
    return false;
  return storage->current_shards <= 1 || shard >= storage->current_shards;
}

/* What can't be removed does no harm; the next update tries again. */
static void
remove_stale(const IndexerStorage *storage) {
  GDir *dir = g_dir_open(storage->folder, 0, NULL);
  const char *name = NULL;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    char *path = path_in(storage, name);
    if (is_stale_generation(storage, name))
      remove_tree(path);
    else if (is_stale_shard_stub(storage, name))
      g_unlink(path);
    g_free(path);
  }
  if (dir != NULL)
    g_dir_close(dir);
}

static bool
write_file(const char *path, const GString *text, GError **error) {
  char *there = NULL;
  GError *failure = NULL;
  bool same = g_file_get_contents(path, &there, NULL, NULL) && g_str_equal(there, text->str);
  g_free(there);
  return same ||
         g_file_set_contents_full(path, text->str, (gssize)text->len,
                                  G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                  0666, &failure) ||
         indexer_error_of_file(error, failure, path);
}

/* The stub of each shard, where there are several. */
static bool
write_shard_stubs(const IndexerStorage *storage, GError **error) {
  bool ok = true;
  for (unsigned i = 0; i < storage->current_shards && storage->current_shards > 1 && ok; i++) {
    char *path = g_strdup_printf("%s/" SHARD_PREFIX "%u", storage->folder, i);
    GString *text = g_string_new(NULL);
    append_stub_line(text, storage->current, i);
    ok = write_file(path, text, error);
    g_string_free(text, TRUE);
    g_free(path);
  }
  return ok;
}

/* ---- the lock ---- */

static bool
take_lock(IndexerStorage *storage, GError **error) {
  char *path = path_in(storage, "lock");
  bool ok = true;
  storage->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (storage->lock < 0) {
    ok = indexer_error_of_system(error, errno, path);
  } else if (flock(storage->lock, LOCK_EX | LOCK_NB) != 0) {
    ok = false;
    if (errno == EWOULDBLOCK)
      indexer_error_take(error, g_error_new_literal(SHIM_ERROR, SHIM_ERROR_LOCKED, ""),
                         storage->folder);
    else
      indexer_error_of_system(error, errno, path);
  }
  g_free(path);
  return ok;
}

static bool
prepare(IndexerStorage *storage, GError **error) {
  if (g_mkdir_with_parents(storage->folder, 0777) != 0)
    return indexer_error_of_system(error, errno, storage->folder);
  if (!refuse_other_databases(storage, error) || !take_lock(storage, error) ||
      !read_stub(storage, error))
    return false;
  remove_stale(storage);
  return write_shard_stubs(storage, error);
}

IndexerStorage *
indexer_storage_open(const char *folder, GError **error) {
  IndexerStorage *storage = g_new0(IndexerStorage, 1);
  storage->folder = g_canonicalize_filename(folder, NULL);
  storage->lock = -1;
  if (prepare(storage, error))
    return storage;
  indexer_storage_free(storage);
  return NULL;
}

void
indexer_storage_free(IndexerStorage *storage) {
  if (storage == NULL)
    return;
  if (storage->begun != NULL)
    remove_stale(storage);
  if (storage->lock >= 0)
    close(storage->lock);
  g_free(storage->folder);
  g_free(storage->current);
  g_free(storage->begun);
  g_free(storage);
}

unsigned
indexer_storage_shards(const IndexerStorage *storage) {
  return storage->current_shards;
}

/* ---- a new generation ---- */

static bool
begin_shard(const IndexerStorage *storage, unsigned shard, bool copy, GError **error) {
  char *to = shard_path(storage, storage->begun, shard);
  bool ok = true;
  if (g_mkdir_with_parents(to, 0777) != 0)
    ok = indexer_error_of_system(error, errno, to);
  if (ok && copy) {
    char *from = shard_path(storage, storage->current, shard);
    ok = copy_folder(from, to, error);
    g_free(from);
  }
  g_free(to);
  return ok;
}

/* A uuid from the system, not from GLib, whose random numbers are the same in two forks of one
 * process: a generation must not bear the name of an earlier one. NULL, with errno, on failure. */
static char *
new_uuid(void) {
  guint8 b[16];
  if (getrandom(b, sizeof b, 0) != (gssize)sizeof b)
    return NULL;
  b[6] = (guint8)((b[6] & 0x0f) | 0x40);
  b[8] = (guint8)((b[8] & 0x3f) | 0x80);
  return g_strdup_printf("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                         b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                         b[12], b[13], b[14], b[15]);
}

/* Makes the folder of a generation; one that is there already must not be touched. */
static bool
begin_folder(IndexerStorage *storage, GError **error) {
  char *generation = new_uuid();
  if (generation == NULL)
    return indexer_error_of_system(error, errno, storage->folder);
  char *path = g_strconcat(storage->folder, "/" DATA_PREFIX, generation, NULL);
  bool ok = g_mkdir(path, 0777) == 0 || indexer_error_of_system(error, errno, path);
  if (ok)
    storage->begun = g_steal_pointer(&generation);
  g_free(path);
  g_free(generation);
  return ok;
}

bool
indexer_storage_begin(IndexerStorage *storage, unsigned shards, bool copy, GError **error) {
  storage->begun_shards = shards;
  bool ok = begin_folder(storage, error);
  for (unsigned i = 0; i < shards && ok; i++)
    ok = begin_shard(storage, i, copy, error);
  return ok;
}

const char *
indexer_storage_generation(const IndexerStorage *storage) {
  return storage->begun;
}

char *
indexer_storage_shard_path(const IndexerStorage *storage, unsigned shard) {
  return shard_path(storage, storage->begun, shard);
}

/* The names of the new files must be on disk before the stub that names them is. */
static bool
sync_generation(const IndexerStorage *storage, GError **error) {
  bool ok = true;
  for (unsigned i = 0; i < storage->begun_shards && ok; i++) {
    char *path = indexer_storage_shard_path(storage, i);
    ok = sync_path(path, error);
    g_free(path);
  }
  char *data = g_strconcat(storage->folder, "/" DATA_PREFIX, storage->begun, NULL);
  ok = ok && sync_path(data, error) && sync_path(storage->folder, error);
  g_free(data);
  return ok;
}

static bool
switch_stub(const IndexerStorage *storage, GError **error) {
  GString *text = g_string_new(NULL);
  for (unsigned i = 0; i < storage->begun_shards; i++)
    append_stub_line(text, storage->begun, i);
  char *path = path_in(storage, STUB);
  bool ok = write_file(path, text, error) && sync_path(storage->folder, error);
  g_free(path);
  g_string_free(text, TRUE);
  return ok;
}

bool
indexer_storage_publish(IndexerStorage *storage, GError **error) {
  if (!sync_generation(storage, error) || !switch_stub(storage, error))
    return false;
  g_free(storage->current);
  storage->current = g_steal_pointer(&storage->begun);
  storage->current_shards = storage->begun_shards;
  bool ok = write_shard_stubs(storage, error);
  remove_stale(storage);
  return ok;
}
