/* indexer/generation.c: writes a new generation of the index, shard by shard.
 *
 * What searchers want of the index as a whole (its words, its reports) is collected from all of it
 * with each update, not only from what is new: words that no report uses any more must go, and
 * reading text back is far cheaper than writing it. */
#include "indexer/generation.h"

#include "corpus/text/words.h"
#include "indexer/error.h"
#include "indexer/metadata_pieces.h"
#include "indexer/record.h"
#include "indexer/schema.h"
#include "indexer/terms.h"

/* ---- shards ---- */

/* What Xapian writes has gaps, a third of it, so that more can be put between. Where one report in
 * so many or more was written, they are taken out: with fewer that costs more than it saves. */
#define COMPACT_SHARE 4

struct IndexerGeneration {
  IndexerStorage *storage;
  IndexerMaking making; /* the packer is NULL until a record is written or read */
  ShimWriter **writers; /* one a shard; NULL = not begun */
  unsigned shards;
  bool copy;
  guint64 needed_bytes;
  guint written; /* reports */
  const IndexerVocabulary *known;
};

IndexerGeneration *
indexer_generation_new(IndexerStorage *storage, unsigned shards, bool copy, guint64 needed_bytes,
                       const IndexerVocabulary *known) {
  IndexerGeneration *generation = g_new0(IndexerGeneration, 1);
  generation->storage = storage;
  generation->shards = shards;
  generation->copy = copy;
  generation->needed_bytes = needed_bytes;
  generation->known = known;
  return generation;
}

static void
close_writers(IndexerGeneration *generation) {
  for (unsigned i = 0; generation->writers != NULL && i < generation->shards; i++)
    shim_writer_free(generation->writers[i]);
  g_clear_pointer(&generation->writers, g_free);
}

void
indexer_generation_free(IndexerGeneration *generation) {
  if (generation == NULL)
    return;
  close_writers(generation);
  indexer_terms_free(generation->making.terms);
  indexer_packer_free(generation->making.packer);
  g_free(generation);
}

bool
indexer_generation_is_begun(const IndexerGeneration *generation) {
  return generation->writers != NULL;
}

static bool
begin(IndexerGeneration *generation, GError **error) {
  if (generation->writers != NULL)
    return true;
  generation->making.terms = indexer_terms_new(error);
  if (generation->making.terms == NULL ||
      !indexer_storage_begin(generation->storage, generation->shards, generation->copy,
                             generation->needed_bytes, error))
    return false;
  indexer_terms_set_vocabulary(generation->making.terms, generation->known);
  generation->writers = g_new0(ShimWriter *, generation->shards);
  bool ok = true;
  for (unsigned i = 0; i < generation->shards && ok; i++) {
    char *path = indexer_storage_shard_path(generation->storage, i);
    GError *failure = NULL;
    ok = shim_writer_open(path, !generation->copy, &generation->writers[i], &failure);
    if (!ok)
      indexer_error_take(error, failure, path);
    g_free(path);
  }
  return ok;
}

/* All documents of a report lie in the shard that its id falls to. */
static ShimWriter *
writer_of(const IndexerGeneration *generation, const char *report_id) {
  return generation->writers[g_str_hash(report_id) % generation->shards];
}

/* Records are packed by the sample that the index has; where it has none, the first report is one.
 */
static bool
begin_packing(IndexerGeneration *generation, const CorpusReport *report, GError **error) {
  if (generation->making.packer != NULL)
    return true;
  ShimWriter *first = generation->writers[0];
  ShimDatabase *database = NULL;
  GBytes *sample = NULL;
  bool ok = shim_database_of_writer(first, &database, error) &&
            shim_database_metadata(database, INDEXER_META_SAMPLE, &sample, error);
  if (ok && g_bytes_get_size(sample) == 0 && report != NULL) {
    g_bytes_unref(sample);
    sample = indexer_documents_sample(report);
    ok = shim_writer_set_metadata(first, INDEXER_META_SAMPLE, g_bytes_get_data(sample, NULL),
                                  g_bytes_get_size(sample), error);
  }
  if (ok)
    generation->making.packer = indexer_packer_new(sample);
  g_clear_pointer(&sample, g_bytes_unref);
  shim_database_free(database);
  return ok;
}

bool
indexer_generation_write(IndexerGeneration *generation, const CorpusReport *report,
                         GError **error) {
  generation->written++;
  return begin(generation, error) && begin_packing(generation, report, error) &&
         indexer_documents_write(writer_of(generation, report->id), &generation->making, report,
                                 error);
}

bool
indexer_generation_remove(IndexerGeneration *generation, const char *report_id, GError **error) {
  if (!begin(generation, error))
    return false;
  char *term = g_strconcat(INDEXER_FILTER_REPORT, report_id, NULL);
  bool ok = shim_writer_delete(writer_of(generation, report_id), term, error);
  g_free(term);
  return ok;
}

/* ---- the index as a whole ---- */

typedef struct {
  IndexerVocabulary *vocabulary;
  GPtrArray *pieces;
  const IndexerMaking *making;
  GError *error;
} Collecting;

static void
collect_text(Collecting *collecting, const char *text) {
  GArray *words = corpus_words(text, -1);
  for (guint i = 0; i < words->len && collecting->error == NULL; i++) {
    const char *word = g_array_index(words, CorpusWord, i).word;
    IndexerWord known;
    if (!indexer_vocabulary_count(collecting->vocabulary, word) &&
        indexer_terms_word(collecting->making->terms, word, &known, &collecting->error))
      indexer_vocabulary_add(collecting->vocabulary, word, known.form, known.inner,
                             !indexer_terms_know(collecting->making->terms, word));
  }
  g_array_unref(words);
}

/* The record of a document; NULL with collecting->error. */
static GBytes *
record_of(Collecting *collecting, const ShimDocument *document) {
  GBytes *stored = NULL;
  return shim_document_data(document, &stored, &collecting->error)
             ? indexer_unpack(collecting->making->packer, stored, &collecting->error)
             : NULL;
}

static bool
collect_passage(G_GNUC_UNUSED unsigned id, const ShimDocument *document, void *context) {
  Collecting *collecting = context;
  GBytes *record = record_of(collecting, document);
  if (record == NULL)
    return false;
  CorpusPassage *passage = indexer_record_to_passage(record, NULL, &collecting->error);
  g_bytes_unref(record);
  if (passage == NULL)
    return false;
  collect_text(collecting, passage->text);
  collect_text(collecting, passage->heading);
  corpus_passage_free(passage);
  return collecting->error == NULL;
}

/* What the score tables ask: learn looks for it in the passages of others. */
static void
collect_questions(Collecting *collecting, const CorpusReport *report) {
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    collect_text(collecting, area->name);
    for (guint j = 0; j < area->questions->len; j++)
      collect_text(collecting, ((CorpusQuestionScore *)area->questions->pdata[j])->text);
  }
}

static GByteArray *
piece_to_fill(GPtrArray *pieces) {
  GByteArray *last = pieces->len > 0 ? pieces->pdata[pieces->len - 1] : NULL;
  if (last != NULL && last->len < INDEXER_PIECE_BYTES)
    return last;
  GByteArray *piece = g_byte_array_new();
  g_ptr_array_add(pieces, piece);
  return piece;
}

static bool
collect_report(G_GNUC_UNUSED unsigned id, const ShimDocument *document, void *context) {
  Collecting *collecting = context;
  GBytes *record = record_of(collecting, document);
  if (record == NULL)
    return false;
  gsize length = 0;
  const void *bytes = g_bytes_get_data(record, &length);
  indexer_put_bytes(piece_to_fill(collecting->pieces), bytes, length);
  CorpusReport *report = indexer_record_to_report(record, NULL, &collecting->error);
  g_bytes_unref(record);
  if (report == NULL)
    return false;
  collect_questions(collecting, report);
  corpus_report_free(report);
  return collecting->error == NULL;
}

/* Adds what the writer holds, committed or not: the words of all passages (texts and headings) and
 * of the questions that the score tables ask, and the records of all reports, each with its length,
 * in pieces (GByteArray *). */
static bool
collect(IndexerVocabulary *vocabulary, GPtrArray *pieces, ShimWriter *writer,
        const IndexerMaking *making, GError **error) {
  Collecting collecting = {vocabulary, pieces, making, NULL};
  ShimDatabase *database = NULL;
  bool ok = shim_database_of_writer(writer, &database, error) &&
            shim_database_each_document(database, INDEXER_FILTER_TYPE INDEXER_TYPE_PASSAGE,
                                        collect_passage, &collecting, error) &&
            shim_database_each_document(database, INDEXER_FILTER_TYPE INDEXER_TYPE_REPORT,
                                        collect_report, &collecting, error);
  shim_database_free(database);
  if (collecting.error != NULL) {
    g_propagate_error(ok ? error : NULL, collecting.error);
    ok = false;
  }
  return ok;
}

/* The vocabulary and the reports of all shards, in the first, where every searcher finds them. */
static bool
write_collected(IndexerGeneration *generation, GError **error) {
  IndexerVocabulary *vocabulary = indexer_vocabulary_new();
  GPtrArray *pieces = g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);
  bool ok = true;
  for (unsigned i = 0; i < generation->shards && ok; i++)
    ok = collect(vocabulary, pieces, generation->writers[i], &generation->making, error);
  GBytes *words = indexer_vocabulary_to_bytes(vocabulary);
  GBytes *compounds = indexer_vocabulary_compounds(vocabulary);
  ShimWriter *first = generation->writers[0];
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
finish_shard(IndexerGeneration *generation, unsigned shard, GBytes *state, GError **error) {
  IndexerHead head = {.version = INDEXER_SCHEMA_VERSION,
                      .generation = (char *)indexer_storage_generation(generation->storage),
                      .shard = shard,
                      .shards = generation->shards};
  ShimWriter *writer = generation->writers[shard];
  gsize length = 0;
  const void *bytes = g_bytes_get_data(state, &length);
  return indexer_documents_write_head(writer, &head, error) &&
         (shard != 0 ||
          shim_writer_set_metadata(writer, INDEXER_META_SOURCES, bytes, length, error)) &&
         shim_writer_commit(writer, error);
}

bool
indexer_generation_finish(IndexerGeneration *generation, GBytes *state,
                          const IndexerExpected *expected, GError **error) {
  bool ok = begin(generation, error) && begin_packing(generation, NULL, error) &&
            write_collected(generation, error);
  for (unsigned i = 0; i < generation->shards && ok; i++)
    ok = finish_shard(generation, i, state, error);
  close_writers(generation);
  if (ok && COMPACT_SHARE * generation->written >= expected->reports)
    ok = indexer_storage_compact(generation->storage, error);
  return ok && indexer_storage_publish(generation->storage, expected, error);
}
