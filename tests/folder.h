/* tests/folder.h: a temporary folder for one test case, with files and programs in it. */
#ifndef TESTS_FOLDER_H
#define TESTS_FOLDER_H

#include <gio/gio.h>
#include <glib/gstdio.h>

/* A new, empty folder; free the path with test_folder_remove(). */
static inline char *
test_folder_new(void) {
  GError *error = NULL;
  char *path = g_dir_make_tmp("kompass-test-XXXXXX", &error);
  g_assert_no_error(error);
  return path;
}

static inline void
test_folder_empty(const char *path) {
  GDir *dir = g_dir_open(path, 0, NULL);
  const char *name = NULL;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    char *child = g_build_filename(path, name, NULL);
    if (!g_file_test(child, G_FILE_TEST_IS_SYMLINK) && g_file_test(child, G_FILE_TEST_IS_DIR)) {
      test_folder_empty(child);
      g_rmdir(child);
    } else {
      g_unlink(child);
    }
    g_free(child);
  }
  if (dir != NULL)
    g_dir_close(dir);
}

/* Removes the folder with all that is in it, and frees path. */
static inline void
test_folder_remove(char *path) {
  test_folder_empty(path);
  g_assert_cmpint(g_rmdir(path), ==, 0);
  g_free(path);
}

/* Writes a file below a folder. */
static inline void
test_folder_write(const char *folder, const char *name, const char *text) {
  char *path = g_build_filename(folder, name, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  g_free(path);
}

/* Writes a script below a folder, which can be run. The caller frees its path. */
static inline char *
test_folder_program(const char *folder, const char *name, const char *script) {
  char *path = g_build_filename(folder, name, NULL);
  g_assert_true(g_file_set_contents(path, script, -1, NULL));
  g_assert_cmpint(g_chmod(path, 0700), ==, 0);
  return path;
}

/* Copies the plain files of a folder into another, new one. */
static inline void
test_folder_copy(const char *from, const char *to) {
  g_assert_cmpint(g_mkdir_with_parents(to, 0700), ==, 0);
  GDir *dir = g_dir_open(from, 0, NULL);
  g_assert_nonnull(dir);
  for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
    char *source = g_build_filename(from, name, NULL), *target = g_build_filename(to, name, NULL);
    char *bytes = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(source, &bytes, &length, NULL));
    g_assert_true(g_file_set_contents(target, bytes, (gssize)length, NULL));
    g_free(bytes);
    g_free(source);
    g_free(target);
  }
  g_dir_close(dir);
}

#endif
