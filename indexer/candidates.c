/* indexer/candidates.c: what there is to index: the report files in the paths that a user gave, and
 * those that are remembered from elsewhere, the ones to prefer first. */
#include <errno.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "corpus/text/sorted_line.h"
#include "indexer/error.h"
#include "indexer/schema.h"
#include "indexer/sources.h"
#include "indexer/storage.h"
#include "indexer/update.h"

/* ---- which report files lie in the paths that a user gave ---- */

typedef struct {
  GPtrArray *files;      /* char *, canonical, sorted, each once; owned, as are the others */
  GPtrArray *folders;    /* char *, canonical: folders given, whose content is known now */
  GPtrArray *others;     /* char *, paths of files of other kinds in the folders */
  GPtrArray *unreadable; /* char *, canonical: of these, and below them, it is not known */
} Scan;

/* Deeper folders than this are no one's work. */
#define DEPTH_MAX 100

typedef struct {
  Scan *scan;
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
note_file(Walk *walk, const char *path) {
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
    note_file(walk, path);
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
    note_file(walk, path);
  } else {
    error = g_error_new_literal(INDEXER_ERROR, INDEXER_ERROR_INPUT,
                                _("neither a folder nor a .pdf, .txt, .docx or .odt file"));
  }
  if (error != NULL)
    indexer_failure_take(walk->failures, given, error);
  free(path);
}

/* Searches paths (NULL-terminated), but not the folder of the index where that lies in one. What
 * can't be read is added to failures (IndexerFailure *). */
static void
scan_paths(Scan *scan, const char *index_path, const char *const *paths, GPtrArray *failures) {
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
  g_ptr_array_sort(scan->files, corpus_texts_compare);
  g_hash_table_unref(walk.seen);
  g_hash_table_unref(walk.present);
}

static void
scan_clear(Scan *scan) {
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

/* Would the file have been found if it were still there? */
static bool
scan_covers(const Scan *scan, const char *path) {
  return lies_below_any(scan->folders, path) && !lies_below_any(scan->unreadable, path);
}

static const char *
unreadable_folder(const Scan *scan) {
  for (guint i = 0; i < scan->folders->len; i++)
    if (g_ptr_array_find_with_equal_func(scan->unreadable, scan->folders->pdata[i], g_str_equal,
                                         NULL))
      return scan->folders->pdata[i];
  return NULL;
}

/* A folder that was given must be read, or it can't be told what is gone: fails with the one that
 * can't, and the reason that the scan put among the failures. */
static bool
check_folders(const Scan *scan, const GPtrArray *failures, GError **error) {
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

/* How many of the files lie in a folder. */
static unsigned
files_within(const Scan *scan, const char *folder) {
  unsigned count = 0;
  char *within = g_build_filename(folder, G_DIR_SEPARATOR_S, NULL);
  for (guint i = 0; i < scan->files->len; i++)
    count += g_str_has_prefix(scan->files->pdata[i], within);
  g_free(within);
  return count;
}

/* "not read, being neither …: a.doc, b.xlsx"; NULL where there are none. The caller frees it. */
static char *
notice_of_others(const Scan *scan) {
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

/* ---- candidates ---- */

static void
candidate_free(gpointer data) {
  IndexerCandidate *candidate = data;
  indexer_source_free(candidate->source);
  g_free(candidate);
}

static void
add_candidate(IndexerGathering *gathering, IndexerSource *source, const IndexerSource *old,
              bool known) {
  IndexerCandidate *candidate = g_new0(IndexerCandidate, 1);
  *candidate = (IndexerCandidate){source, old, known};
  g_ptr_array_add(gathering->candidates, candidate);
}

static void
add_known(IndexerGathering *gathering, const IndexerSource *old) {
  add_candidate(gathering, indexer_source_copy(old), old, true);
}

/* Would the file be read as it was read last? */
static bool
is_up_to_date(const IndexerGathering *gathering, const IndexerSource *old, const char *hash) {
  return g_str_equal(old->hash, hash) && old->reader == INDEXER_READER_VERSION &&
         (old->recognised || !gathering->options->recognise);
}

/* Was the file read with recognition for the index that is made anew? */
static bool
was_recognised(const IndexerGathering *gathering, const char *path) {
  for (guint i = 0; gathering->earlier != NULL && i < gathering->earlier->len; i++) {
    const IndexerSource *source = gathering->earlier->pdata[i];
    if (g_str_equal(source->path, path))
      return source->recognised;
  }
  return false;
}

static void
add_file(IndexerGathering *gathering, const char *path) {
  GError *failure = NULL;
  const IndexerSource *old = g_hash_table_lookup(gathering->old_by_path, path);
  char *hash = indexer_source_hash(path, &failure);
  if (hash == NULL)
    indexer_failure_take(gathering->failures, path, failure);
  if (old != NULL && (hash == NULL || is_up_to_date(gathering, old, hash))) {
    add_known(gathering, old);
  } else if (hash != NULL) {
    IndexerSource *source = indexer_source_new(path);
    g_free(source->hash);
    source->hash = g_steal_pointer(&hash);
    source->reader = INDEXER_READER_VERSION;
    source->recognised = gathering->options->recognise || was_recognised(gathering, path);
    add_candidate(gathering, source, old, false);
  }
  g_free(hash);
}

static gint
compare_candidates(gconstpointer a, gconstpointer b) {
  const IndexerCandidate *left = *(IndexerCandidate *const *)a,
                         *right = *(IndexerCandidate *const *)b;
  return indexer_source_compare(left->source, right->source);
}

/* Whether a folder that was given has lost all of its reports: likely a disk that is not mounted,
 * for which no index should be emptied. */
static bool
refuse_emptied(const IndexerGathering *gathering, const Scan *scan, GError **error) {
  for (guint i = 0; i < scan->folders->len && !gathering->options->allow_empty; i++) {
    char *within = g_build_filename(scan->folders->pdata[i], G_DIR_SEPARATOR_S, NULL);
    unsigned before = 0, now = files_within(scan, scan->folders->pdata[i]);
    for (guint j = 0; j < gathering->old_sources->len; j++)
      before +=
          g_str_has_prefix(((const IndexerSource *)gathering->old_sources->pdata[j])->path, within);
    g_free(within);
    if (before == 0 || now > 0)
      continue;
    char *name = g_filename_display_name(scan->folders->pdata[i]);
    g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_INPUT,
                _("%s: no report is there any more, and the index has %u from it; is the disk "
                  "there? --allow-empty takes them out"),
                name, before);
    g_free(name);
    return false;
  }
  return true;
}

/* A rebuild forgets what there was, so all that can be told is that nothing would be left. */
static bool
refuse_empty_rebuild(const IndexerGathering *gathering, const Scan *scan, const char *index_path,
                     GError **error) {
  if (!gathering->replaces || gathering->earlier != NULL || scan->files->len > 0 ||
      gathering->options->allow_empty)
    return true;
  char *name = g_filename_display_name(index_path);
  g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_INPUT,
              _("%s: no report was found to make the index anew from; --allow-empty empties it"),
              name);
  g_free(name);
  return false;
}

/* Folders that were given and hold nothing to read: likely others were meant. */
static void
tell_of_nothing(IndexerGathering *gathering, const Scan *scan) {
  for (guint i = 0; i < scan->folders->len && !gathering->options->may_start_empty; i++)
    if (!gathering->options->allow_empty && files_within(scan, scan->folders->pdata[i]) == 0)
      indexer_failure_take(
          gathering->failures, scan->folders->pdata[i],
          g_error_new_literal(INDEXER_ERROR, INDEXER_ERROR_INPUT,
                              _("no report is there (.pdf, .docx, .odt or .txt)")));
}

/* The first of the sources (IndexerSource *) whose file is not there any more; NULL if all are. */
static const IndexerSource *
missing_source(const GPtrArray *sources) {
  for (guint i = 0; i < sources->len; i++) {
    const IndexerSource *source = sources->pdata[i];
    if (!g_file_test(source->path, G_FILE_TEST_EXISTS))
      return source;
  }
  return NULL;
}

/* What the index that is made anew was made from, and where no other path says otherwise is made
 * from again: all of it must be there. */
static bool
add_earlier(IndexerGathering *gathering, const Scan *scan, GHashTable *found,
            const char *index_path, GError **error) {
  GPtrArray *wanted = g_ptr_array_new();
  for (guint i = 0; gathering->earlier != NULL && i < gathering->earlier->len; i++) {
    const IndexerSource *source = gathering->earlier->pdata[i];
    if (!g_hash_table_contains(found, source->path) && !scan_covers(scan, source->path))
      g_ptr_array_add(wanted, (gpointer)source);
  }
  const IndexerSource *missing = missing_source(wanted);
  for (guint i = 0; missing == NULL && i < wanted->len; i++)
    add_file(gathering, ((const IndexerSource *)wanted->pdata[i])->path);
  if (missing != NULL) {
    char *name = g_filename_display_name(missing->path),
         *index = g_filename_display_name(index_path);
    g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_VERSION,
                _("%s: the index can't be made anew from its reports, as %s is not there any more; "
                  "kompass index --rebuild --index %s PATH... makes it of those that are"),
                index, name, index);
    g_free(index);
    g_free(name);
  }
  g_ptr_array_unref(wanted);
  return missing == NULL;
}

bool
indexer_gather(IndexerGathering *gathering, const char *index_path, const char *const *paths,
               GError **error) {
  Scan scan = {0};
  gathering->candidates = g_ptr_array_new_with_free_func(candidate_free);
  scan_paths(&scan, index_path, paths, gathering->failures);
  bool ok = check_folders(&scan, gathering->failures, error) &&
            refuse_emptied(gathering, &scan, error) &&
            refuse_empty_rebuild(gathering, &scan, index_path, error);
  char *others = notice_of_others(&scan);
  if (others != NULL)
    g_ptr_array_add(gathering->notices, others);
  tell_of_nothing(gathering, &scan);
  GHashTable *found = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; ok && i < scan.files->len; i++) {
    g_hash_table_add(found, scan.files->pdata[i]);
    add_file(gathering, scan.files->pdata[i]);
    ok = indexer_goes_on(gathering->options->stop, error);
  }
  for (guint i = 0; ok && i < gathering->old_sources->len; i++) {
    const IndexerSource *old = gathering->old_sources->pdata[i];
    if (!g_hash_table_contains(found, old->path) && !scan_covers(&scan, old->path))
      add_known(gathering, old);
  }
  ok = ok && add_earlier(gathering, &scan, found, index_path, error);
  g_ptr_array_sort(gathering->candidates, compare_candidates);
  g_hash_table_unref(found);
  scan_clear(&scan);
  return ok;
}
