/* tests/tools/archive.h: makes the archives that files of word processors are. */
#ifndef TESTS_TOOLS_ARCHIVE_H
#define TESTS_TOOLS_ARCHIVE_H

#include <archive.h>
#include <archive_entry.h>
#include <glib.h>
#include <string.h>

/* A zip archive of parts: a name and its text, in turn, up to NULL. */
static inline GBytes *
archive_of(const char *const *parts) {
  gsize room = 1 << 16, used = 0;
  for (const char *const *part = parts; *part != NULL; part++)
    room += strlen(*part);
  char *bytes = g_malloc0(room);
  struct archive *archive = archive_write_new();
  g_assert_cmpint(archive_write_set_format_zip(archive), ==, ARCHIVE_OK);
  g_assert_cmpint(archive_write_open_memory(archive, bytes, room, &used), ==, ARCHIVE_OK);
  for (const char *const *part = parts; *part != NULL; part += 2) {
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, part[0]);
    archive_entry_set_size(entry, (la_int64_t)strlen(part[1]));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    g_assert_cmpint(archive_write_header(archive, entry), ==, ARCHIVE_OK);
    g_assert_cmpint(archive_write_data(archive, part[1], strlen(part[1])), >=, 0);
    archive_entry_free(entry);
  }
  g_assert_cmpint(archive_write_close(archive), ==, ARCHIVE_OK);
  archive_write_free(archive);
  return g_bytes_new_take(bytes, used);
}

#endif
