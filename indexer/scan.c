/* indexer/scan.c: finds report files in files and folders. */
#include "indexer/scan.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "indexer/error.h"
#include "indexer/storage.h"
#include "indexer/update.h"

/* Deeper folders than this are no one's work. */
#define DEPTH_MAX 100

typedef struct {
  IndexerScan *scan;
  GPtrArray *failures;
  GHashTable *seen;    /* "device:inode" of folders: a link can lead back */
  GHashTable *present; /* paths of files found */
  struct stat index;   /* the folder of the index, which may lie among the reports */
} Walk;

static const char *const REPORTS[] = {".pdf", ".txt", ".docx", ".odt", NULL};

#define OTHERS_NAMED 5

static bool
has_suffix(const char *name, const char *const *suffixes) {
  const char *dot = strrchr(name, '.');
  for (; dot != NULL && *suffixes != NULL; suffixes++)
    if (g_ascii_strcasecmp(dot, *suffixes) == 0)
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

static bool
is_index(const Walk *walk, const struct stat *status) {
  return status->st_dev == walk->index.st_dev && status->st_ino == walk->index.st_ino;
}

static gint
compare_paths(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void walk_folder(Walk *walk, const char *path, unsigned depth);

static void
note_unreadable(Walk *walk, const char *path, GError *error) {
  g_ptr_array_add(walk->scan->unreadable, g_strdup(path));
  indexer_failure_take(walk->failures, path, error);
}

/* Whether what a link names is not there, or the link leads in a circle. */
static bool
leads_nowhere(const char *path, int system_error) {
  struct stat status;
  return (system_error == ENOENT || system_error == ELOOP || system_error == ENOTDIR) &&
         lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
}

/* An entry of which nothing can be known. A link that leads nowhere may be that to a report, or a
 * folder of reports, on a disk that is not mounted: these have not gone. */
static void
note_unknown(Walk *walk, const char *path, int system_error) {
  GError *error = NULL;
  if (leads_nowhere(path, system_error))
    error = g_error_new_literal(INDEXER_ERROR, INDEXER_ERROR_IO,
                                _("a link that leads nowhere; remove it, or bring back what it "
                                  "leads to"));
  else if (system_error != ENOENT && system_error != ENOTDIR) /* else: it has just gone */
    indexer_error_of_system(&error, system_error, path);
  if (error != NULL)
    note_unreadable(walk, path, error);
}

/* Is it hidden, or what Word lays beside a document for as long as somebody has it open, which is
 * none itself ("~$report.docx")? */
static bool
is_passed_over(const char *name) {
  return name[0] == '.' || g_str_has_prefix(name, "~$");
}

static void
walk_entry(Walk *walk, const char *path, const char *name, unsigned depth) {
  struct stat status;
  if (is_passed_over(name))
    return;
  if (stat(path, &status) != 0) {
    note_unknown(walk, path, errno);
  } else if (S_ISDIR(status.st_mode) && is_index(walk, &status)) {
    return;
  } else if (S_ISDIR(status.st_mode) && enters_first_time(walk, &status)) {
    walk_folder(walk, path, depth);
  } else if (S_ISREG(status.st_mode) && has_suffix(name, REPORTS)) {
    add_file(walk, path);
  } else if (S_ISREG(status.st_mode)) {
    g_ptr_array_add(walk->scan->others, g_strdup(path));
  }
}

/* Its names are sorted, so that a folder that two ways lead to is found under the same path each
 * time. */
static void
walk_folder(Walk *walk, const char *path, unsigned depth) {
  GError *failure = NULL;
  GPtrArray *names = depth <= DEPTH_MAX ? indexer_folder_names(path, &failure) : NULL;
  if (names == NULL) {
    if (failure == NULL)
      failure = g_error_new_literal(INDEXER_ERROR, INDEXER_ERROR_INPUT, _("folders lie too deep"));
    note_unreadable(walk, path, failure);
    return;
  }
  for (guint i = 0; i < names->len; i++) {
    char *child = g_build_filename(path, names->pdata[i], NULL);
    walk_entry(walk, child, names->pdata[i], depth + 1);
    g_free(child);
  }
  g_ptr_array_unref(names);
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
  } else if (S_ISREG(status.st_mode) && has_suffix(path, REPORTS)) {
    add_file(walk, path);
  } else {
    error = g_error_new_literal(INDEXER_ERROR, INDEXER_ERROR_INPUT,
                                _("neither a folder nor a .pdf, .txt, .docx or .odt file"));
  }
  if (error != NULL)
    indexer_failure_take(walk->failures, given, error);
  free(path);
}

void
indexer_scan_paths(IndexerScan *scan, const char *index_path, const char *const *paths,
                   GPtrArray *failures) {
  scan->files = g_ptr_array_new_with_free_func(g_free);
  scan->folders = g_ptr_array_new_with_free_func(g_free);
  scan->others = g_ptr_array_new_with_free_func(g_free);
  scan->unreadable = g_ptr_array_new_with_free_func(g_free);
  Walk walk = {.scan = scan,
               .failures = failures,
               .seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
               .present = g_hash_table_new(g_str_hash, g_str_equal)};
  if (stat(index_path, &walk.index) != 0)
    walk.index = (struct stat){0}; /* it is of no folder */
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
  g_clear_pointer(&scan->others, g_ptr_array_unref);
  g_clear_pointer(&scan->unreadable, g_ptr_array_unref);
}

/* Whether the path is one of them, or lies below one. */
static bool
lies_below_any(const GPtrArray *folders, const char *path) {
  for (guint i = 0; i < folders->len; i++) {
    const char *folder = folders->pdata[i];
    gsize length = strlen(folder);
    bool is_root = g_str_equal(folder, "/");
    if (is_root ||
        (g_str_has_prefix(path, folder) && (path[length] == '/' || path[length] == '\0')))
      return true;
  }
  return false;
}

bool
indexer_scan_covers(const IndexerScan *scan, const char *path) {
  return lies_below_any(scan->folders, path) && !lies_below_any(scan->unreadable, path);
}

static const char *
unreadable_folder(const IndexerScan *scan) {
  for (guint i = 0; i < scan->folders->len; i++)
    if (g_ptr_array_find_with_equal_func(scan->unreadable, scan->folders->pdata[i], g_str_equal,
                                         NULL))
      return scan->folders->pdata[i];
  return NULL;
}

bool
indexer_scan_check(const IndexerScan *scan, const GPtrArray *failures, GError **error) {
  const char *folder = unreadable_folder(scan);
  for (guint i = 0; folder != NULL && i < failures->len; i++) {
    const IndexerFailure *failure = failures->pdata[i];
    char *name = g_filename_display_name(folder);
    if (g_str_equal(failure->path, name))
      g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_IO, "%s: %s", name, failure->reason);
    g_free(name);
    return false;
  }
  return true;
}

unsigned
indexer_scan_count(const IndexerScan *scan, const char *folder) {
  unsigned count = 0;
  char *within = g_build_filename(folder, G_DIR_SEPARATOR_S, NULL);
  for (guint i = 0; i < scan->files->len; i++)
    count += g_str_has_prefix(scan->files->pdata[i], within);
  g_free(within);
  return count;
}

char *
indexer_scan_others(const IndexerScan *scan) {
  if (scan->others->len == 0)
    return NULL;
  GString *notice = g_string_new(NULL);
  g_string_printf(notice, _("not read, being neither .pdf, .docx, .odt nor .txt (%u): "),
                  scan->others->len);
  for (guint i = 0; i < MIN(scan->others->len, OTHERS_NAMED); i++) {
    char *name = g_filename_display_basename(scan->others->pdata[i]);
    g_string_append_printf(notice, "%s%s", i > 0 ? ", " : "", name);
    g_free(name);
  }
  g_string_append(notice, scan->others->len > OTHERS_NAMED ? " …" : "");
  return g_string_free(notice, FALSE);
}
