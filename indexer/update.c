/* indexer/update.c: brings an index up to date, all or nothing. */
#include "indexer/update.h"

#include "indexer/error.h"
#include "indexer/failure.h"
#include "indexer/run.h"
#include "indexer/storage.h"

void
indexer_summary_clear(IndexerSummary *summary) {
  g_clear_pointer(&summary->failures, g_ptr_array_unref);
  g_clear_pointer(&summary->notices, g_ptr_array_unref);
}

/* Frees what it holds. */
static void
indexer_run_clear(IndexerRun *run) {
  indexer_ahead_free(run->ahead);
  indexer_target_free(run->target);
  indexer_claims_free(run->claims);
  g_clear_pointer(&run->sources, g_ptr_array_unref);
  g_clear_pointer(&run->candidates, g_ptr_array_unref);
  g_clear_pointer(&run->old_by_path, g_hash_table_unref);
  g_clear_pointer(&run->old_state, g_bytes_unref);
  g_clear_pointer(&run->old_sources, g_ptr_array_unref);
  indexer_reader_free(run->old);
}

static bool
take_in_all(IndexerRun *run, GError **error) {
  const IndexerOptions *options = run->options;
  guint total = run->candidates->len;
  for (guint i = 0; i < total; i++) {
    const IndexerCandidate *candidate = run->candidates->pdata[i];
    if (options->progress != NULL)
      options->progress(i, total, candidate->source->path, options->progress_context);
    if (!indexer_run_take_in(run, candidate, error))
      return false;
  }
  return true;
}

/* Reports that no file gives any more. */
static bool
remove_gone(IndexerRun *run, GError **error) {
  const GPtrArray *reports = run->old != NULL ? indexer_reader_reports(run->old) : NULL;
  bool ok = true;
  for (guint i = 0; reports != NULL && i < reports->len && ok; i++) {
    const CorpusReport *report = reports->pdata[i];
    if (indexer_claims_has_id(run->claims, report->id))
      continue;
    run->summary->removed++;
    ok = indexer_target_remove(run->target, report->id, error);
  }
  return ok;
}

/* Writes nothing where nothing is another than before. */
static bool
finish(IndexerRun *run, GError **error) {
  GBytes *state = indexer_state_to_bytes(run->sources);
  IndexerSummary *summary = run->summary;
  bool same = run->old != NULL && !run->moves_shards && !indexer_target_is_begun(run->target) &&
              g_bytes_equal(state, run->old_state);
  bool ok = same || indexer_target_finish(run->target, state, error);
  summary->changed = !same;
  summary->reports = summary->added + summary->updated + summary->unchanged;
  g_bytes_unref(state);
  return ok;
}

static bool
update(IndexerRun *run, IndexerStorage *storage, const char *index_path, const char *const *paths,
       GError **error) {
  unsigned there = indexer_storage_shards(storage);
  if (run->options->shards > INDEXER_SHARDS_MAX) {
    g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_INPUT, "an index has at most %d shards",
                INDEXER_SHARDS_MAX);
    return false;
  }
  unsigned wanted = run->options->shards != 0 ? run->options->shards : MAX(there, 1);
  bool exists = there != 0 && !run->options->rebuild;
  if (!indexer_run_load(run, index_path, exists, error))
    return false;
  run->moves_shards = exists && wanted != there;
  run->target = indexer_target_new(storage, wanted, exists && wanted == there,
                                   run->old != NULL ? indexer_reader_vocabulary(run->old) : NULL);
  run->claims = indexer_claims_new();
  if (run->options->read == NULL)
    run->ahead = indexer_ahead_new();
  run->sources = g_ptr_array_new();
  indexer_run_gather(run, paths);
  return take_in_all(run, error) && remove_gone(run, error) && finish(run, error);
}

bool
indexer_update(const char *index_path, const char *const *paths, const IndexerOptions *options,
               IndexerSummary *summary, GError **error) {
  IndexerStorage *storage = indexer_storage_open(index_path, error);
  if (storage == NULL)
    return false;
  summary->failures = g_ptr_array_new_with_free_func(indexer_failure_free);
  summary->notices = g_ptr_array_new_with_free_func(g_free);
  IndexerRun run = {.options = options, .summary = summary};
  bool ok = update(&run, storage, index_path, paths, error);
  indexer_run_clear(&run);
  indexer_storage_free(storage);
  return ok;
}
