/* indexer/files.h: copying, removing, hashing files; internal to indexer/.
 *
 * Fails with INDEXER_ERROR_IO; the message names the file, what the system said, and what to do. */
#ifndef INDEXER_FILES_H
#define INDEXER_FILES_H

#include <glib.h>
#include <stdbool.h>

/* Sets *error for a system call that failed at path; returns false. */
bool indexer_files_set_error(GError **error, int system_error, const char *path);

/* The same from GLib's error, which is freed; returns false. */
bool indexer_files_take_error(GError **error, GError *failure, const char *path);

/* Copies the plain files of one folder into another, and brings them to disk. */
bool indexer_files_copy_folder(const char *from, const char *to,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Brings a folder's entries (or a file's content) to disk. */
bool indexer_files_sync(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Removes a folder with all that is in it, as far as that can be done; follows no links. */
void indexer_files_remove_tree(const char *path);

/* The SHA-256 of a file's content, hexadecimal; the caller frees it. */
char *indexer_files_hash(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
