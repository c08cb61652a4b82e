/* indexer/folder.c: what lies in a folder, and what of an index may not be read. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "indexer/error.h"
#include "indexer/storage.h"

static gint
compare_names(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

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
    g_ptr_array_sort(names, compare_names);
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
  char *stub = is_folder ? g_build_filename(path, "XAPIANDB", NULL) : g_strdup(path);
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
