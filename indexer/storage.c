/* indexer/storage.c: the folder of an index, its lock, and the switch from one generation to the
 * next. */
#include "indexer/storage.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "indexer/error.h"
#include "indexer/reader.h"
#include "indexer/schema.h"
#include "shim/shim.h"

#define LOCK "lock"
#define DATA_PREFIX "data-"
#define SHARD_PREFIX "shard-"
#define LOOSE ".loose" /* a shard as it was written, while it is written without gaps */
#define MEGABYTE 1000000

struct IndexerStorage {
  char *folder;
  char *made; /* the outermost of its folders that was made for it; NULL = none */
  int lock;
  bool made_lock; /* the file of the lock was not there */
  char *current;  /* generation; NULL = none */
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

/* ---- what is there ---- */

static bool
set_foreign(GError **error, const char *folder, const char *what) {
  char *name = g_filename_display_name(folder);
  g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_FOREIGN, "%s: %s", name, what);
  g_free(name);
  return false;
}

/* Does a line name what no generation is? */
static bool
names_others(char *const *lines) {
  bool others = false;
  for (; *lines != NULL && !others; lines++)
    others = **lines != '\0' && !g_str_has_prefix(*lines, "auto " DATA_PREFIX);
  return others;
}

/* What a stub names: *generation NULL where there is no stub. */
static bool
parse_stub(const char *folder, char *text, char **generation, unsigned *shards, GError **error) {
  char **lines = g_strsplit(g_strchomp(text), "\n", -1);
  bool ok = true;
  for (; lines[*shards] != NULL && ok; ++*shards)
    ok = parse_stub_line(lines[*shards], *shards, generation);
  ok = ok && *shards > 0;
  if (!ok && names_others(lines))
    set_foreign(error, folder,
                _("the index names databases that lie elsewhere; update each where it lies"));
  else if (!ok)
    indexer_error_of_stub(error, folder);
  g_strfreev(lines);
  return ok;
}

static bool
read_stub(const IndexerStorage *storage, char **generation, unsigned *shards, GError **error) {
  char *path = path_in(storage, INDEXER_STUB), *text = NULL;
  GError *failure = NULL;
  bool ok = true;
  *generation = NULL;
  *shards = 0;
  if (g_file_get_contents(path, &text, NULL, &failure))
    ok = parse_stub(storage->folder, text, generation, shards, error);
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
                               _("the folder holds a Xapian database that kompass did not make; "
                                 "choose another folder with --index"));
}

/* The first entry of a folder that is no index's; NULL if there is none. Owned by names. */
static const char *
foreign_name(const GPtrArray *names) {
  static const char *const known[] = {LOCK, "lost+found", NULL};
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    if (!g_strv_contains(known, name) && !g_str_has_prefix(name, DATA_PREFIX) &&
        !g_str_has_prefix(name, SHARD_PREFIX) && !g_str_has_prefix(name, INDEXER_STUB))
      return name;
  }
  return NULL;
}

/* A folder that holds something else and no index was not meant to become one. */
static bool
refuse_foreign_folder(const IndexerStorage *storage, GError **error) {
  char *stub = path_in(storage, INDEXER_STUB);
  bool has_index = g_file_test(stub, G_FILE_TEST_EXISTS);
  g_free(stub);
  if (has_index)
    return true;
  GPtrArray *names = indexer_folder_names(storage->folder, error);
  if (names == NULL)
    return false;
  const char *name = foreign_name(names);
  if (name != NULL) {
    char *shown = g_filename_display_name(name);
    char *what = g_strdup_printf(_("the folder holds no index but something else (%s); choose an "
                                   "empty or a new folder with --index"),
                                 shown);
    set_foreign(error, storage->folder, what);
    g_free(what);
    g_free(shown);
  }
  bool ok = name == NULL;
  g_ptr_array_unref(names);
  return ok;
}

/* ---- clearing up ---- */

/* What a stub names now. */
typedef struct {
  char *generation; /* NULL = there is no stub */
  unsigned shards;
} Named;

static bool
is_stale_generation(const Named *named, const char *name) {
  return g_str_has_prefix(name, DATA_PREFIX) &&
         g_uuid_string_is_valid(name + strlen(DATA_PREFIX)) &&
         g_strcmp0(name + strlen(DATA_PREFIX), named->generation) != 0;
}

static bool
is_stale_shard_stub(const Named *named, const char *name) {
  guint64 shard = 0;
  if (!g_str_has_prefix(name, SHARD_PREFIX) ||
      !g_ascii_string_to_unsigned(name + strlen(SHARD_PREFIX), 10, 0, G_MAXUINT, &shard, NULL))
    return false;
  return named->shards <= 1 || shard >= named->shards;
}

/* "XAPIANDB.new", or "XAPIANDB.A1B2C3" as earlier versions had it: a stub that never came into its
 * place, as its writer was killed. */
static bool
is_unfinished_stub(const char *name) {
  return g_regex_match_simple("^(" INDEXER_STUB "|" SHARD_PREFIX "[0-9]+)\\.(new|[A-Z0-9]{6})$",
                              name, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
}

/* Removes what the stub on disk does not name. That is read anew, whatever this process believes:
 * where it can't be read, nothing is removed. What can't be removed does no harm; the next update
 * tries again. */
static void
remove_stale(const IndexerStorage *storage) {
  Named named;
  GPtrArray *names = NULL;
  if (read_stub(storage, &named.generation, &named.shards, NULL))
    names = indexer_folder_names(storage->folder, NULL);
  for (guint i = 0; names != NULL && i < names->len; i++) {
    const char *name = names->pdata[i];
    char *path = path_in(storage, name);
    if (is_stale_generation(&named, name))
      indexer_remove_tree(path);
    else if (is_stale_shard_stub(&named, name) || is_unfinished_stub(name))
      g_unlink(path);
    g_free(path);
  }
  g_clear_pointer(&names, g_ptr_array_unref);
  g_free(named.generation);
}

/* ---- writing stubs ---- */

/* The stub of each shard, where there are several. */
static bool
write_shard_stubs(const IndexerStorage *storage, GError **error) {
  bool ok = true;
  for (unsigned i = 0; i < storage->current_shards && storage->current_shards > 1 && ok; i++) {
    char *path = g_strdup_printf("%s/" SHARD_PREFIX "%u", storage->folder, i);
    GString *text = g_string_new(NULL);
    append_stub_line(text, storage->current, i);
    ok = indexer_replace_file(path, text, error);
    g_string_free(text, TRUE);
    g_free(path);
  }
  return ok;
}

/* ---- the lock ---- */

/* The file, locked; -1 on failure. */
static int
lock_file(const IndexerStorage *storage, const char *path, GError **error) {
  int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
    return lock;
  int number = errno;
  if (lock >= 0)
    close(lock);
  if (lock >= 0 && number == EWOULDBLOCK)
    indexer_error_take(error, g_error_new_literal(SHIM_ERROR, SHIM_ERROR_LOCKED, ""),
                       storage->folder);
  else
    indexer_error_of_system(error, number, path);
  return -1;
}

/* By an update that failed, and that had made it: others will lock another. */
static bool
was_removed(int lock) {
  struct stat status;
  return fstat(lock, &status) == 0 && status.st_nlink == 0;
}

static bool
take_lock(IndexerStorage *storage, GError **error) {
  char *path = path_in(storage, LOCK);
  bool made = access(path, F_OK) != 0 && errno == ENOENT;
  int lock = lock_file(storage, path, error);
  for (; lock >= 0 && was_removed(lock); made = true) {
    close(lock);
    lock = lock_file(storage, path, error);
  }
  g_free(path);
  storage->lock = lock;
  storage->made_lock = lock >= 0 && made;
  return lock >= 0;
}

/* Where there was no index and none was made, nobody is left to wonder at an empty one. */
static void
remove_unused(const IndexerStorage *storage) {
  char *path = path_in(storage, LOCK);
  if (storage->current == NULL && storage->made_lock)
    g_unlink(path);
  if (storage->current == NULL && storage->made != NULL)
    indexer_remove_folder(storage->folder, storage->made);
  g_free(path);
}

/* What there is now; of a damaged stub nothing, where the index is to be made anew. */
static bool
read_current(IndexerStorage *storage, bool anew, GError **error) {
  GError *failure = NULL;
  if (read_stub(storage, &storage->current, &storage->current_shards, &failure))
    return true;
  bool damaged = g_error_matches(failure, INDEXER_ERROR, INDEXER_ERROR_DAMAGED);
  if (!damaged || !anew) {
    g_propagate_error(error, failure);
    return false;
  }
  g_error_free(failure);
  g_clear_pointer(&storage->current, g_free);
  storage->current_shards = 0;
  return true;
}

static bool
prepare(IndexerStorage *storage, bool anew, GError **error) {
  if (!indexer_make_folder(storage->folder, &storage->made, error) ||
      !refuse_other_databases(storage, error) || !refuse_foreign_folder(storage, error) ||
      !take_lock(storage, error) || !read_current(storage, anew, error))
    return false;
  remove_stale(storage);
  return write_shard_stubs(storage, error);
}

IndexerStorage *
indexer_storage_open(const char *folder, bool anew, GError **error) {
  IndexerStorage *storage = g_new0(IndexerStorage, 1);
  storage->folder = g_canonicalize_filename(folder, NULL);
  storage->lock = -1;
  if (prepare(storage, anew, error))
    return storage;
  indexer_storage_free(storage);
  return NULL;
}

void
indexer_storage_clear_up(const IndexerStorage *storage) {
  if (storage == NULL)
    return;
  if (storage->begun != NULL)
    remove_stale(storage);
  remove_unused(storage);
}

void
indexer_storage_free(IndexerStorage *storage) {
  if (storage == NULL)
    return;
  indexer_storage_clear_up(storage);
  if (storage->lock >= 0)
    close(storage->lock);
  g_free(storage->folder);
  g_free(storage->made);
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
    ok = indexer_copy_folder(from, to, error);
    g_free(from);
  }
  g_free(to);
  return ok;
}

/* Makes the folder of a generation; one that is there already must not be touched. */
static bool
begin_folder(IndexerStorage *storage, GError **error) {
  char *generation = indexer_new_uuid();
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

char *
indexer_storage_space(const IndexerStorage *storage, guint64 needed_bytes) {
  struct statvfs status = {0};
  statvfs(storage->folder, &status); /* else: none is left, as far as can be told */
  guint64 free_bytes = (guint64)status.f_bavail * status.f_frsize;
  char *name = g_filename_display_name(storage->folder);
  char *text =
      status.f_files > 0 && status.f_favail == 0
          ? g_strdup_printf(_("the disk of %s can hold no more files; remove some"), name)
          : g_strdup_printf(_("the disk of %s has %ju MB left, and the update needs about %ju; "
                              "free some space"),
                            name, (uintmax_t)(free_bytes / MEGABYTE),
                            (uintmax_t)(needed_bytes / MEGABYTE + 1));
  g_free(name);
  return text;
}

/* A full disk is better told now than by Xapian in the midst of a commit. */
static bool
check_space(const IndexerStorage *storage, guint64 needed_bytes, GError **error) {
  struct statvfs status;
  if (statvfs(storage->folder, &status) != 0)
    return indexer_error_of_system(error, errno, storage->folder);
  if ((guint64)status.f_bavail * status.f_frsize >= needed_bytes)
    return true;
  char *space = indexer_storage_space(storage, needed_bytes);
  g_set_error_literal(error, INDEXER_ERROR, INDEXER_ERROR_IO, space);
  g_free(space);
  return false;
}

guint64
indexer_storage_bytes(const IndexerStorage *storage) {
  if (storage->current == NULL)
    return 0;
  char *data = g_strconcat(storage->folder, "/" DATA_PREFIX, storage->current, NULL);
  guint64 bytes = indexer_bytes_below(data);
  g_free(data);
  return bytes;
}

bool
indexer_storage_begin(IndexerStorage *storage, unsigned shards, bool copy, guint64 needed_bytes,
                      GError **error) {
  storage->begun_shards = shards;
  bool ok = check_space(storage, needed_bytes, error) && begin_folder(storage, error);
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

char *
indexer_storage_part_path(const IndexerStorage *storage, unsigned shard, unsigned part) {
  char *own = indexer_storage_shard_path(storage, shard);
  char *path = g_strdup_printf("%s.part%u", own, part);
  g_free(own);
  return path;
}

bool
indexer_storage_merge(const GPtrArray *parts, const char *to, GError **error) {
  GError *failure = NULL;
  GPtrArray *paths = g_ptr_array_sized_new(parts->len + 1);
  for (guint i = 0; i < parts->len; i++)
    g_ptr_array_add(paths, parts->pdata[i]);
  g_ptr_array_add(paths, NULL);
  bool ok = shim_database_compact((const char *const *)paths->pdata, to, &failure);
  if (!ok)
    indexer_error_take(error, failure, to);
  for (guint i = 0; ok && i < parts->len; i++)
    indexer_remove_tree(parts->pdata[i]); /* what is left goes with the generation */
  g_ptr_array_unref(paths);
  return ok;
}

bool
indexer_storage_compact(const IndexerStorage *storage, unsigned shard, const GPtrArray *parts,
                        GError **error) {
  char *path = indexer_storage_shard_path(storage, shard), *loose = g_strconcat(path, LOOSE, NULL);
  GPtrArray *all = g_ptr_array_new();
  for (guint i = 0; i < parts->len; i++)
    g_ptr_array_add(all, parts->pdata[i]);
  g_ptr_array_add(all, loose);
  bool ok = (g_rename(path, loose) == 0 || indexer_error_of_system(error, errno, path)) &&
            indexer_storage_merge(all, path, error) && indexer_sync_files(path, error);
  g_ptr_array_unref(all);
  g_free(loose);
  g_free(path);
  return ok;
}

/* The names of the new files must be on disk before the stub that names them is. */
static bool
sync_generation(const IndexerStorage *storage, GError **error) {
  bool ok = true;
  for (unsigned i = 0; i < storage->begun_shards && ok; i++) {
    char *path = indexer_storage_shard_path(storage, i);
    ok = indexer_sync_path(path, error);
    g_free(path);
  }
  char *data = g_strconcat(storage->folder, "/" DATA_PREFIX, storage->begun, NULL);
  ok = ok && indexer_sync_path(data, error) && indexer_sync_path(storage->folder, error);
  g_free(data);
  return ok;
}

/* The stub of the new generation, beside the one that it is to replace; NULL on failure. */
static char *
write_next_stub(const IndexerStorage *storage, GError **error) {
  GString *text = g_string_new(NULL);
  for (unsigned i = 0; i < storage->begun_shards; i++)
    append_stub_line(text, storage->begun, i);
  char *path = path_in(storage, INDEXER_STUB INDEXER_UNFINISHED);
  if (!indexer_write_unfinished(path, text, error))
    g_clear_pointer(&path, g_free);
  g_string_free(text, TRUE);
  return path;
}

/* Opens what is about to be published as any reader will. */
static bool
check_next(const char *stub, const IndexerStorage *storage, const IndexerExpected *expected,
           GError **error) {
  IndexerReader *reader = indexer_reader_open(stub, error);
  if (reader == NULL)
    return false;
  unsigned documents = 0, reports = indexer_reader_reports(reader)->len;
  unsigned wanted = expected->passages;
  bool ok = shim_database_document_count(indexer_reader_database(reader), &documents, error) &&
            indexer_reader_read(reader, NULL, INDEXER_PARTS, error);
  if (ok && (documents != wanted || reports != expected->reports ||
             indexer_reader_passage_count(reader, NULL) != expected->passages ||
             !g_str_equal(indexer_reader_generation(reader), storage->begun))) {
    char *name = g_filename_display_name(storage->folder);
    g_set_error(
        error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED,
        _("%s: what was written was not read back: %u of %u documents, %u of %u reports; the "
          "index is left as it was, try again"),
        name, documents, wanted, reports, expected->reports);
    g_free(name);
    ok = false;
  }
  indexer_reader_free(reader);
  return ok;
}

/* The switch: from here on the new generation is the current one, whatever follows. */
static bool
rename_stub(IndexerStorage *storage, const char *next, GError **error) {
  char *path = path_in(storage, INDEXER_STUB);
  bool ok = g_rename(next, path) == 0 || indexer_error_of_system(error, errno, path);
  if (ok) {
    g_free(storage->current);
    storage->current = g_steal_pointer(&storage->begun);
    storage->current_shards = storage->begun_shards;
  }
  g_free(path);
  return ok;
}

/* Until the disk has confirmed the switch, a power failure may take it back: the generation before
 * stays until then, and the next update removes it. */
static bool
confirm_switch(const IndexerStorage *storage, GError **error) {
  GError *failure = NULL;
  if (!indexer_sync_path(storage->folder, &failure)) {
    g_propagate_prefixed_error(
        error, failure, "%s: ", _("the index is up to date, but the disk has not confirmed it"));
    return false;
  }
  remove_stale(storage);
  return true;
}

bool
indexer_storage_publish(IndexerStorage *storage, const IndexerExpected *expected, GError **error) {
  char *next = sync_generation(storage, error) ? write_next_stub(storage, error) : NULL;
  bool ok = next != NULL && check_next(next, storage, expected, error) &&
            rename_stub(storage, next, error) && write_shard_stubs(storage, error) &&
            confirm_switch(storage, error);
  g_free(next);
  return ok;
}
