/* indexer/candidates.c: what there is to index: the files that there are, and those that are
 * remembered from elsewhere, the ones to prefer first. */
#include <glib/gi18n.h>

#include "indexer/error.h"
#include "indexer/scan.h"
#include "indexer/schema.h"
#include "indexer/sources.h"
#include "indexer/update.h"

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
refuse_emptied(const IndexerGathering *gathering, const IndexerScan *scan, GError **error) {
  for (guint i = 0; i < scan->folders->len && !gathering->options->allow_empty; i++) {
    char *within = g_build_filename(scan->folders->pdata[i], G_DIR_SEPARATOR_S, NULL);
    unsigned before = 0, now = indexer_scan_count(scan, scan->folders->pdata[i]);
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
refuse_empty_rebuild(const IndexerGathering *gathering, const IndexerScan *scan,
                     const char *index_path, GError **error) {
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
tell_of_nothing(IndexerGathering *gathering, const IndexerScan *scan) {
  for (guint i = 0; i < scan->folders->len && !gathering->options->may_be_empty; i++)
    if (!gathering->options->allow_empty && indexer_scan_count(scan, scan->folders->pdata[i]) == 0)
      indexer_failure_take(
          gathering->failures, scan->folders->pdata[i],
          g_error_new_literal(INDEXER_ERROR, INDEXER_ERROR_INPUT,
                              _("no report is there (.pdf, .docx, .odt or .txt)")));
}

/* What the index that is made anew was made from, and where no other path says otherwise is made
 * from again: all of it must be there. */
static bool
add_earlier(IndexerGathering *gathering, const IndexerScan *scan, GHashTable *found,
            const char *index_path, GError **error) {
  GPtrArray *wanted = g_ptr_array_new();
  for (guint i = 0; gathering->earlier != NULL && i < gathering->earlier->len; i++) {
    const IndexerSource *source = gathering->earlier->pdata[i];
    if (!g_hash_table_contains(found, source->path) && !indexer_scan_covers(scan, source->path))
      g_ptr_array_add(wanted, (gpointer)source);
  }
  const IndexerSource *missing = indexer_sources_missing(wanted);
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
  IndexerScan scan = {0};
  gathering->candidates = g_ptr_array_new_with_free_func(candidate_free);
  indexer_scan_paths(&scan, index_path, paths, gathering->failures);
  bool ok = indexer_scan_check(&scan, gathering->failures, error) &&
            refuse_emptied(gathering, &scan, error) &&
            refuse_empty_rebuild(gathering, &scan, index_path, error);
  char *others = indexer_scan_others(&scan);
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
    if (!g_hash_table_contains(found, old->path) && !indexer_scan_covers(&scan, old->path))
      add_known(gathering, old);
  }
  ok = ok && add_earlier(gathering, &scan, found, index_path, error);
  g_ptr_array_sort(gathering->candidates, compare_candidates);
  g_hash_table_unref(found);
  indexer_scan_clear(&scan);
  return ok;
}
