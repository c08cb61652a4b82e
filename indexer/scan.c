/* indexer/scan.c: finds report files in files and folders. */
#include "indexer/scan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "indexer/error.h"

/* Deeper folders than this are no one's work. */
#define DEPTH_MAX 100

typedef struct {
  IndexerScan *scan;
  GPtrArray *failures;
  GHashTable *seen;    /* "device:inode" of folders: a link can lead back */
  GHashTable *present; /* paths of files found */
} Walk;

static bool
has_report_suffix(const char *name) {
  static const char *const suffixes[] = {".pdf", ".txt", ".docx", ".odt"};
  const char *dot = strrchr(name, '.');
  for (gsize i = 0; dot != NULL && i < G_N_ELEMENTS(suffixes); i++)
    if (g_ascii_strcasecmp(dot, suffixes[i]) == 0)
      return true;
  return false;
}

static void
add_file(Walk *walk, const char *path) {
  if (g_hash_table_contains(walk->present, path))
    return;
  char *copy = g_strdup(path);
  g_hash_table_add(walk->present, copy);
  g_ptr_array_add(walk->scan->files, copy);
}

static bool
enters_first_time(Walk *walk, const struct stat *status) {
  return g_hash_table_add(walk->seen,
                          g_strdup_printf("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT,
                                          (guint64)status->st_dev, (guint64)status->st_ino));
}

static gint
compare_paths(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void walk_folder(Walk *walk, const char *path, unsigned depth);

/* An entry of a folder: other kinds of files, and links that lead nowhere, are passed over. */
static void
walk_entry(Walk *walk, const char *path, const char *name, unsigned depth) {
  struct stat status;
  if (name[0] == '.' || stat(path, &status) != 0)
    return;
  if (S_ISDIR(status.st_mode) && enters_first_time(walk, &status))
    walk_folder(walk, path, depth);
  else if (S_ISREG(status.st_mode) && has_report_suffix(name))
    add_file(walk, path);
}

static void
note_unreadable(Walk *walk, const char *path, GError *failure) {
  g_ptr_array_add(walk->scan->unreadable, g_strdup(path));
  GError *error = NULL;
  indexer_error_of_file(&error, failure, path);
  indexer_failure_take(walk->failures, path, error);
}

static void
walk_folder(Walk *walk, const char *path, unsigned depth) {
  GError *failure = NULL;
  GDir *dir = depth <= DEPTH_MAX ? g_dir_open(path, 0, &failure) : NULL;
  if (dir == NULL) {
    if (failure == NULL)
      failure = g_error_new_literal(G_FILE_ERROR, G_FILE_ERROR_LOOP, "folders lie too deep");
    note_unreadable(walk, path, failure);
    return;
  }
  /* Sorted, so that a folder that two ways lead to is found under the same path each time. */
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir))
    g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, compare_paths);
  for (guint i = 0; i < names->len; i++) {
    char *child = g_build_filename(path, names->pdata[i], NULL);
    walk_entry(walk, child, names->pdata[i], depth + 1);
    g_free(child);
  }
  g_ptr_array_unref(names);
  g_dir_close(dir);
}

/* A path that the user named must be something that can be read. */
static void
walk_given(Walk *walk, const char *given) {
  struct stat status;
  char *path = realpath(given, NULL);
  GError *error = NULL;
  if (path == NULL || stat(path, &status) != 0) {
    indexer_error_of_system(&error, errno, given);
  } else if (S_ISDIR(status.st_mode)) {
    g_ptr_array_add(walk->scan->folders, g_strdup(path));
    if (enters_first_time(walk, &status))
      walk_folder(walk, path, 0);
  } else if (S_ISREG(status.st_mode) && has_report_suffix(path)) {
    add_file(walk, path);
  } else {
    error = g_error_new_literal(INDEXER_ERROR, INDEXER_ERROR_INPUT,
                                "neither a folder nor a .pdf, .txt, .docx or .odt file");
  }
  if (error != NULL)
    indexer_failure_take(walk->failures, given, error);
  free(path);
}

void
indexer_scan_paths(IndexerScan *scan, const char *const *paths, GPtrArray *failures) {
  scan->files = g_ptr_array_new_with_free_func(g_free);
  scan->folders = g_ptr_array_new_with_free_func(g_free);
  scan->unreadable = g_ptr_array_new_with_free_func(g_free);
  Walk walk = {.scan = scan,
               .failures = failures,
               .seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
               .present = g_hash_table_new(g_str_hash, g_str_equal)};
  for (; *paths != NULL; paths++)
    walk_given(&walk, *paths);
  g_ptr_array_sort(scan->files, compare_paths);
  g_hash_table_unref(walk.seen);
  g_hash_table_unref(walk.present);
}

void
indexer_scan_clear(IndexerScan *scan) {
  g_clear_pointer(&scan->files, g_ptr_array_unref);
  g_clear_pointer(&scan->folders, g_ptr_array_unref);
  g_clear_pointer(&scan->unreadable, g_ptr_array_unref);
}

static bool
lies_below_any(const GPtrArray *folders, const char *path) {
  for (guint i = 0; i < folders->len; i++) {
    const char *folder = folders->pdata[i];
    gsize length = strlen(folder);
    bool is_root = g_str_equal(folder, "/");
    if (is_root || (g_str_has_prefix(path, folder) && path[length] == '/'))
      return true;
  }
  return false;
}

bool
indexer_scan_covers(const IndexerScan *scan, const char *path) {
  return lies_below_any(scan->folders, path) && !lies_below_any(scan->unreadable, path);
}
