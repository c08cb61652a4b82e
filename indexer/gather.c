/* indexer/gather.c: what the index was made from, and what there is to make it from now. */
#include "indexer/run.h"

#include "indexer/failure.h"
#include "indexer/files.h"
#include "indexer/scan.h"
#include "indexer/schema.h"

/* ---- what is there ---- */

static GBytes *
read_state(const IndexerReader *reader, GError **error) {
  GBytes *bytes = NULL;
  if (reader == NULL)
    return g_bytes_new_static("", 0);
  return shim_database_metadata(indexer_reader_database(reader), INDEXER_META_SOURCES, &bytes,
                                error)
             ? bytes
             : NULL;
}

bool
indexer_run_load(IndexerRun *run, const char *index_path, bool exists, GError **error) {
  if (exists) {
    run->old = indexer_reader_open(index_path, error);
    if (run->old == NULL)
      return false;
  }
  run->old_state = read_state(run->old, error);
  if (run->old_state == NULL)
    return false;
  run->old_sources = indexer_state_from_bytes(run->old_state, error);
  if (run->old_sources == NULL)
    return false;
  run->old_by_path = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < run->old_sources->len; i++) {
    IndexerSource *source = run->old_sources->pdata[i];
    g_hash_table_insert(run->old_by_path, source->path, source);
  }
  return true;
}

/* ---- what there is to index ---- */

static void
candidate_free(gpointer data) {
  IndexerCandidate *candidate = data;
  indexer_source_free(candidate->source);
  g_free(candidate);
}

static void
add_candidate(IndexerRun *run, IndexerSource *source, bool known) {
  IndexerCandidate *candidate = g_new0(IndexerCandidate, 1);
  candidate->source = source;
  candidate->known = known;
  g_ptr_array_add(run->candidates, candidate);
}

static void
add_known(IndexerRun *run, const IndexerSource *old) {
  add_candidate(run, indexer_source_copy(old), true);
}

static void
add_file(IndexerRun *run, const char *path) {
  GError *failure = NULL;
  const IndexerSource *old = g_hash_table_lookup(run->old_by_path, path);
  char *hash = indexer_files_hash(path, &failure);
  if (hash == NULL) {
    indexer_failure_take(run->summary->failures, path, failure);
    if (old != NULL)
      add_known(run, old);
  } else if (old != NULL && g_str_equal(old->hash, hash) && old->reader == INDEXER_READER_VERSION) {
    add_known(run, old);
  } else {
    IndexerSource *source = indexer_source_new(path);
    g_free(source->hash);
    source->hash = g_steal_pointer(&hash);
    source->reader = INDEXER_READER_VERSION;
    add_candidate(run, source, false);
  }
  g_free(hash);
}

static gint
compare_candidates(gconstpointer a, gconstpointer b) {
  const IndexerCandidate *left = *(IndexerCandidate *const *)a,
                         *right = *(IndexerCandidate *const *)b;
  return indexer_source_compare(left->source, right->source);
}

/* Files that are there, and files from elsewhere that were indexed before. */
void
indexer_run_gather(IndexerRun *run, const char *const *paths) {
  IndexerScan scan = {0};
  run->candidates = g_ptr_array_new_with_free_func(candidate_free);
  indexer_scan_paths(&scan, paths, run->summary->failures);
  GHashTable *found = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < scan.files->len; i++) {
    g_hash_table_add(found, scan.files->pdata[i]);
    add_file(run, scan.files->pdata[i]);
  }
  for (guint i = 0; i < run->old_sources->len; i++) {
    const IndexerSource *old = run->old_sources->pdata[i];
    if (!g_hash_table_contains(found, old->path) && !indexer_scan_covers(&scan, old->path))
      add_known(run, old);
  }
  g_ptr_array_sort(run->candidates, compare_candidates);
  g_hash_table_unref(found);
  indexer_scan_clear(&scan);
}
