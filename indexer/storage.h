/* indexer/storage.h: the folder of an index: its lock, its generations, and the switch between
 * them; internal to indexer/.
 *
 * An update writes a new generation beside the current one and then renames a new stub over the old
 * one, which takes all shards to the next generation at once. Whoever dies before leaves the stub
 * as it was, and a folder that the next update removes. */
#ifndef INDEXER_STORAGE_H
#define INDEXER_STORAGE_H

#include <glib.h>
#include <stdbool.h>

typedef struct IndexerStorage IndexerStorage;

/* Makes the folder if it is not there, takes its lock, and clears up after an update that died.
 * Fails with INDEXER_ERROR_LOCKED, _IO, or _FOREIGN where the folder holds another Xapian database,
 * a stub that this module did not write, or something else and no index; with _DAMAGED for a stub
 * that can't be understood, unless what was there is not needed (anew). Free with
 * indexer_storage_free(). */
IndexerStorage *indexer_storage_open(const char *folder, bool anew,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Gives up the lock, and drops a generation that was begun but not published; where there is no
 * index, also what opening made of the folder. NULL is fine. */
void indexer_storage_free(IndexerStorage *storage);

/* The same on disk alone, as far as that goes while others write still: for a process that has to
 * end at once. NULL is fine. */
void indexer_storage_clear_up(const IndexerStorage *storage);

/* How many shards the current generation has; 0 = there is none. */
unsigned indexer_storage_shards(const IndexerStorage *storage);

/* The bytes that the current generation takes on disk. */
guint64 indexer_storage_bytes(const IndexerStorage *storage);

/* Says how much room the disk has and how much is needed; the caller frees it. */
char *indexer_storage_space(const IndexerStorage *storage, guint64 needed_bytes);

/* Begins a generation of that number of shards. copy: with what the current one holds (which must
 * have as many); else its folders are empty. needed_bytes: about how much will be written, the copy
 * included; fails where the disk has no room for that. */
bool indexer_storage_begin(IndexerStorage *storage, unsigned shards, bool copy,
                           guint64 needed_bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The name of the generation that was begun; borrowed. */
const char *indexer_storage_generation(const IndexerStorage *storage);

/* The folder of a shard of the generation that was begun. The caller frees it. */
char *indexer_storage_shard_path(const IndexerStorage *storage, unsigned shard);

/* The folder of a part of it, a database that is merged with others, by its number. The caller
 * frees it. */
char *indexer_storage_part_path(const IndexerStorage *storage, unsigned shard, unsigned part);

/* Makes one part of several (char *, paths), in this order, which are removed. All writers must
 * have committed and be closed, here as below. */
bool indexer_storage_merge(const GPtrArray *parts, const char *to,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes a shard of the generation that was begun anew, its parts first and then what is in its own
 * folder, without gaps, and brings it to disk. For as long as it takes, twice the room. */
bool indexer_storage_compact(const IndexerStorage *storage, unsigned shard, const GPtrArray *parts,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the generation that was begun must be found to hold before it is published. */
typedef struct {
  unsigned reports, passages;
} IndexerExpected;

/* Makes the generation that was begun the current one, and removes the one before. All writers must
 * have committed and be closed. The generation is first opened as a reader does, and held against
 * what is expected. On failure the index is as it was, or (where the message says so) up to date,
 * whole either way; what the stub on disk names is never removed. */
bool indexer_storage_publish(IndexerStorage *storage, const IndexerExpected *expected,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- files (indexer/files.c) ---- */

#define INDEXER_UNFINISHED ".new" /* a file that is not in its place yet */
/* Writes a file, and brings it to disk. */
bool indexer_write_unfinished(const char *path, const GString *text,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Writes a file beside the one that it then replaces, where it is another. */
bool indexer_replace_file(const char *path, const GString *text,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Copies the plain files of one folder into another, and brings them to disk. */
bool indexer_copy_folder(const char *from, const char *to,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Brings a folder's entries, or a file's content, to disk. */
bool indexer_sync_path(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Brings the content of a folder's plain files to disk. */
bool indexer_sync_files(const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Removes a folder with all that is in it, as far as possible; follows no links. */
void indexer_remove_tree(const char *path);
/* The bytes of the files below a folder; those that cannot be looked at count nothing. */
guint64 indexer_bytes_below(const char *path);

/* ---- folders (indexer/files.c) ---- */

/* A uuid from the system, not from GLib, whose random numbers are the same in two forks of one
 * process: a generation must not bear the name of an earlier one. NULL, with errno, on failure;
 * the caller frees it. */
char *indexer_new_uuid(void);

/* Makes a folder, and those that it lies in. *made: the outermost that was not there, NULL if all
 * were; the caller frees it. */
bool indexer_make_folder(const char *path, char **made, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Removes these again, as far as they are empty. */
void indexer_remove_folder(const char *path, const char *made);

/* The names of a folder's entries (char *), sorted, without "." and ".."; the caller unrefs. Fails
 * with INDEXER_ERROR_IO, also where reading fails half-way, which GDir takes for the end. */
GPtrArray *indexer_folder_names(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
