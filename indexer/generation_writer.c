/* indexer/generation_writer.c: writes a new generation of the index, shard by shard. */
#include "indexer/generation_writer.h"

#include "indexer/whole_index.h"
#include "indexer/document.h"
#include "indexer/error.h"
#include "indexer/metadata_pieces.h"
#include "indexer/schema.h"

struct IndexerTarget {
  IndexerStorage *storage;
  IndexerTerms *terms;
  ShimWriter **writers; /* one a shard; NULL = not begun */
  unsigned shards;
  bool copy;
  const IndexerVocabulary *known;
};

IndexerTarget *
indexer_target_new(IndexerStorage *storage, unsigned shards, bool copy,
                   const IndexerVocabulary *known) {
  IndexerTarget *target = g_new0(IndexerTarget, 1);
  target->storage = storage;
  target->shards = shards;
  target->copy = copy;
  target->known = known;
  return target;
}

static void
close_writers(IndexerTarget *target) {
  for (unsigned i = 0; target->writers != NULL && i < target->shards; i++)
    shim_writer_free(target->writers[i]);
  g_clear_pointer(&target->writers, g_free);
}

void
indexer_target_free(IndexerTarget *target) {
  if (target == NULL)
    return;
  close_writers(target);
  indexer_terms_free(target->terms);
  g_free(target);
}

bool
indexer_target_is_begun(const IndexerTarget *target) {
  return target->writers != NULL;
}

static bool
begin(IndexerTarget *target, GError **error) {
  if (target->writers != NULL)
    return true;
  target->terms = indexer_terms_new(error);
  if (target->terms == NULL ||
      !indexer_storage_begin(target->storage, target->shards, target->copy, error))
    return false;
  indexer_terms_set_vocabulary(target->terms, target->known);
  target->writers = g_new0(ShimWriter *, target->shards);
  bool ok = true;
  for (unsigned i = 0; i < target->shards && ok; i++) {
    char *path = indexer_storage_shard_path(target->storage, i);
    GError *failure = NULL;
    ok = shim_writer_open(path, &target->writers[i], &failure);
    if (!ok)
      indexer_error_take(error, failure, path);
    g_free(path);
  }
  return ok;
}

/* All documents of a report lie in the shard that its id falls to. */
static ShimWriter *
writer_of(const IndexerTarget *target, const char *report_id) {
  return target->writers[g_str_hash(report_id) % target->shards];
}

bool
indexer_target_write(IndexerTarget *target, const CorpusReport *report, GError **error) {
  return begin(target, error) &&
         indexer_write_report(writer_of(target, report->id), target->terms, report, error);
}

bool
indexer_target_remove(IndexerTarget *target, const char *report_id, GError **error) {
  if (!begin(target, error))
    return false;
  char *term = indexer_term_of_report_documents(report_id);
  bool ok = shim_writer_delete(writer_of(target, report_id), term, error);
  g_free(term);
  return ok;
}

/* The vocabulary and the reports of all shards, in the first, where every searcher finds them. */
static bool
write_collected(IndexerTarget *target, GError **error) {
  IndexerVocabulary *vocabulary = indexer_vocabulary_new();
  GPtrArray *pieces = g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);
  bool ok = true;
  for (unsigned i = 0; i < target->shards && ok; i++)
    ok = indexer_collect(vocabulary, pieces, target->writers[i], target->terms, error);
  GBytes *words = indexer_vocabulary_to_bytes(vocabulary);
  GBytes *compounds = indexer_vocabulary_compounds(vocabulary);
  ShimWriter *first = target->writers[0];
  ok = ok && indexer_pieces_write_bytes(first, INDEXER_META_VOCABULARY, words, error) &&
       indexer_pieces_write_bytes(first, INDEXER_META_COMPOUNDS, compounds, error) &&
       indexer_pieces_write(first, INDEXER_META_REPORTS, pieces, error);
  g_bytes_unref(words);
  g_bytes_unref(compounds);
  g_ptr_array_unref(pieces);
  indexer_vocabulary_free(vocabulary);
  return ok;
}

static bool
finish_shard(IndexerTarget *target, unsigned shard, GBytes *state, GError **error) {
  IndexerHead head = {.version = INDEXER_SCHEMA_VERSION,
                      .generation = (char *)indexer_storage_generation(target->storage),
                      .shard = shard,
                      .shards = target->shards};
  ShimWriter *writer = target->writers[shard];
  gsize length = 0;
  const void *bytes = g_bytes_get_data(state, &length);
  return indexer_write_head(writer, &head, error) &&
         (shard != 0 ||
          shim_writer_set_metadata(writer, INDEXER_META_SOURCES, bytes, length, error)) &&
         shim_writer_commit(writer, error);
}

bool
indexer_target_finish(IndexerTarget *target, GBytes *state, GError **error) {
  bool ok = begin(target, error) && write_collected(target, error);
  for (unsigned i = 0; i < target->shards && ok; i++)
    ok = finish_shard(target, i, state, error);
  close_writers(target);
  return ok && indexer_storage_publish(target->storage, error);
}
