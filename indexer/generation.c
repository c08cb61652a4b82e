/* indexer/generation.c: writes a new generation of the index, shard by shard.
 *
 * What searchers want of the index as a whole is written with each update: the records of all
 * reports, and the words that they use. The words are counted on from those of the generation
 * before: those of a report that goes are counted less, so that words which no report uses any more
 * go with it. */
#include "indexer/generation.h"

#include <string.h>

#include "corpus/text/words.h"
#include "indexer/error.h"
#include "indexer/record.h"
#include "indexer/schema.h"
#include "indexer/terms.h"
#include "indexer/whole.h"

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
  guint written;  /* reports */
  guint passages; /* of all shards, so many were ever written */
  bool compacted; /* whatever was written */
  const IndexerVocabulary *known;
  IndexerVocabulary *vocabulary; /* of what the generation holds so far */
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
  indexer_vocabulary_free(generation->vocabulary);
  g_free(generation);
}

bool
indexer_generation_is_begun(const IndexerGeneration *generation) {
  return generation->writers != NULL;
}

/* Goes on counting where the generation before ended. */
static bool
read_passages_written(IndexerGeneration *generation, GError **error) {
  ShimDatabase *database = NULL;
  GBytes *bytes = NULL;
  guint64 number = 0;
  bool ok = shim_database_of_writer(generation->writers[0], &database, error) &&
            shim_database_metadata(database, INDEXER_META_WRITTEN, &bytes, error);
  if (ok && g_bytes_get_size(bytes) > 0)
    g_ascii_string_to_unsigned(g_bytes_get_data(bytes, NULL), 10, 0, G_MAXUINT, &number, NULL);
  generation->passages = (guint)number;
  g_clear_pointer(&bytes, g_bytes_unref);
  shim_database_free(database);
  return ok;
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
  generation->vocabulary = generation->copy && generation->known != NULL
                               ? indexer_vocabulary_resume(generation->known)
                               : indexer_vocabulary_new();
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
  generation->making.written = generation->shards > 1 ? &generation->passages : NULL;
  return ok && (!generation->copy || read_passages_written(generation, error));
}

/* The same in each shard, as any may be the only one that answers. */
static bool
write_everywhere(IndexerGeneration *generation, const char *key, GBytes *bytes, GError **error) {
  gsize length = 0;
  const void *data = g_bytes_get_data(bytes, &length);
  bool ok = true;
  for (unsigned i = 0; i < generation->shards && ok; i++)
    ok = shim_writer_set_metadata(generation->writers[i], key, data, length, error);
  return ok;
}

/* All documents of a report lie in the shard that its id falls to. */
static ShimWriter *
writer_of(const IndexerGeneration *generation, const char *report_id) {
  return generation->writers[INDEXER_SHARD_OF(report_id, generation->shards)];
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
    ok = write_everywhere(generation, INDEXER_META_SAMPLE, sample, error);
  }
  if (ok)
    generation->making.packer = indexer_packer_new(sample);
  g_clear_pointer(&sample, g_bytes_unref);
  shim_database_free(database);
  return ok;
}

/* ---- the words ---- */

/* Counts the words of a text once more, or once less. */
static bool
count_text(IndexerGeneration *generation, const char *text, bool more, GError **error) {
  GArray *words = corpus_words(text, -1);
  GError *failure = NULL;
  for (guint i = 0; i < words->len && failure == NULL; i++) {
    const char *word = g_array_index(words, CorpusWord, i).word;
    IndexerWord known;
    if (!more)
      indexer_vocabulary_discount(generation->vocabulary, word);
    else if (!indexer_vocabulary_count(generation->vocabulary, word) &&
             indexer_terms_word(generation->making.terms, word, &known, &failure))
      indexer_vocabulary_add(generation->vocabulary, word, known.form, known.inner,
                             !indexer_terms_know(generation->making.terms, word));
  }
  g_array_unref(words);
  if (failure != NULL)
    g_propagate_error(error, failure);
  return failure == NULL;
}

/* What the score tables ask: learn looks for it in the passages of others. */
static bool
count_questions(IndexerGeneration *generation, const CorpusReport *report, bool more,
                GError **error) {
  bool ok = true;
  for (guint i = 0; ok && i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    ok = count_text(generation, area->name, more, error);
    for (guint j = 0; ok && j < area->questions->len; j++)
      ok = count_text(generation, ((CorpusQuestionScore *)area->questions->pdata[j])->text, more,
                      error);
  }
  return ok;
}

static bool
count_passage(IndexerGeneration *generation, const CorpusPassage *passage, bool more,
              GError **error) {
  return count_text(generation, passage->text, more, error) &&
         count_text(generation, passage->heading, more, error);
}

/* For the visitors of documents. */
typedef struct {
  IndexerGeneration *generation;
  IndexerColumns *columns; /* where all reports are collected; else NULL */
  GError *error;
} Reading;

/* The record of a document; NULL with reading->error. */
static GBytes *
record_of(Reading *reading, const ShimDocument *document) {
  GBytes *stored = NULL;
  return shim_document_data(document, &stored, &reading->error)
             ? indexer_unpack(reading->generation->making.packer, stored, &reading->error)
             : NULL;
}

/* A report's own document, which has none of the passages' values, or a passage. */
static bool
discount_document(G_GNUC_UNUSED unsigned id, const ShimDocument *document, void *context) {
  Reading *reading = context;
  GBytes *record = record_of(reading, document);
  char *report_id = NULL;
  gsize length = 0;
  if (record == NULL ||
      !shim_document_value(document, INDEXER_SLOT_REPORT, &report_id, &length, &reading->error)) {
    g_clear_pointer(&record, g_bytes_unref);
    return false;
  }
  g_free(report_id);
  CorpusPassage *passage =
      length > 0 ? indexer_record_to_passage(record, NULL, &reading->error) : NULL;
  CorpusReport *report =
      length == 0 ? indexer_record_to_report(record, NULL, &reading->error) : NULL;
  g_bytes_unref(record);
  if (passage != NULL)
    count_passage(reading->generation, passage, false, NULL);
  if (report != NULL)
    count_questions(reading->generation, report, false, NULL);
  corpus_passage_free(passage);
  corpus_report_free(report);
  return reading->error == NULL;
}

/* Runs the visitor over the documents of a term, and makes its error and the shim's one. */
static bool
read_documents(IndexerGeneration *generation, ShimWriter *writer, const char *term,
               IndexerColumns *columns, ShimDocumentVisitor visitor, GError **error) {
  Reading reading = {generation, columns, NULL};
  ShimDatabase *database = NULL;
  bool ok = shim_database_of_writer(writer, &database, error) &&
            shim_database_each_document(database, term, visitor, &reading, error);
  shim_database_free(database);
  if (reading.error != NULL) {
    g_propagate_error(ok ? error : NULL, reading.error);
    ok = false;
  }
  return ok;
}

/* Of what is there of the report so far. */
static bool
discount_report(IndexerGeneration *generation, const char *report_id, GError **error) {
  char *term = g_strconcat(INDEXER_FILTER_REPORT, report_id, NULL);
  bool ok = !generation->copy || read_documents(generation, writer_of(generation, report_id), term,
                                                NULL, discount_document, error);
  g_free(term);
  return ok;
}

static bool
count_report(IndexerGeneration *generation, const CorpusReport *report, GError **error) {
  bool ok = count_questions(generation, report, true, error);
  for (guint i = 0; ok && i < report->passages->len; i++)
    ok = count_passage(generation, report->passages->pdata[i], true, error);
  return ok;
}

/* ---- reports ---- */

bool
indexer_generation_write(IndexerGeneration *generation, const CorpusReport *report,
                         GError **error) {
  generation->written++;
  return begin(generation, error) && begin_packing(generation, report, error) &&
         discount_report(generation, report->id, error) &&
         indexer_documents_write(writer_of(generation, report->id), &generation->making, report,
                                 error) &&
         count_report(generation, report, error);
}

bool
indexer_generation_remove(IndexerGeneration *generation, const char *report_id, GError **error) {
  if (!begin(generation, error) || !begin_packing(generation, NULL, error) ||
      !discount_report(generation, report_id, error))
    return false;
  char *term = g_strconcat(INDEXER_FILTER_REPORT, report_id, NULL);
  bool ok = shim_writer_delete(writer_of(generation, report_id), term, error);
  g_free(term);
  return ok;
}

void
indexer_generation_compact(IndexerGeneration *generation) {
  generation->compacted = true;
}

/* ---- the index as a whole ---- */

static bool
collect_report(G_GNUC_UNUSED unsigned id, const ShimDocument *document, void *context) {
  Reading *reading = context;
  GBytes *record = record_of(reading, document);
  unsigned passages = 0;
  CorpusReport *report =
      record != NULL ? indexer_record_to_report(record, &passages, &reading->error) : NULL;
  g_clear_pointer(&record, g_bytes_unref);
  if (report == NULL)
    return false;
  indexer_columns_add(reading->columns, report, passages);
  corpus_report_free(report);
  return true;
}

/* Does the shard's text hold any of the words? Most often the first; those of the vocabulary may
 * stand in headings and questions alone. */
static bool
look_for_words(const IndexerVocabulary *words, ShimWriter *writer, bool *found, GError **error) {
  ShimDatabase *database = NULL;
  bool ok = shim_database_of_writer(writer, &database, error);
  for (guint i = 0; ok && !*found && i < indexer_vocabulary_size(words); i++) {
    const char *word = NULL, *form = indexer_vocabulary_form_at(words, i, &word);
    unsigned passages = 0;
    ok = *form == '\0' || shim_database_term_frequency(database, form, &passages, error);
    *found = passages > 0;
  }
  shim_database_free(database);
  return ok;
}

/* Xapian takes a table of positions that is missing for an empty one; so it is noted whether it is
 * to be there. */
static bool
write_whether_words_stand(IndexerGeneration *generation, GPtrArray *words, GError **error) {
  bool ok = true, any = false;
  IndexerVocabulary *vocabulary = indexer_vocabulary_from_pieces(g_ptr_array_ref(words), NULL);
  for (unsigned i = 0; i < generation->shards && ok && !any; i++)
    ok = look_for_words(vocabulary, generation->writers[i], &any, error);
  indexer_vocabulary_free(vocabulary);
  GBytes *positions = g_bytes_new_static("1", any ? 1 : 0);
  ok = ok && write_everywhere(generation, INDEXER_META_POSITIONS, positions, error);
  g_bytes_unref(positions);
  return ok;
}

/* The vocabulary and the reports of all shards, in each of them: a searcher takes them from
 * whichever answers. */
static bool
write_collected(IndexerGeneration *generation, GError **error) {
  IndexerColumns *columns = indexer_columns_new();
  bool ok = true;
  for (unsigned i = 0; i < generation->shards && ok; i++)
    ok = read_documents(generation, generation->writers[i], INDEXER_FILTER_TYPE INDEXER_TYPE_REPORT,
                        columns, collect_report, error);
  GPtrArray *words = indexer_vocabulary_to_pieces(generation->vocabulary);
  GPtrArray *compounds = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  g_ptr_array_add(compounds, indexer_vocabulary_compounds(generation->vocabulary));
  for (unsigned i = 0; i < generation->shards && ok; i++) {
    ShimWriter *writer = generation->writers[i];
    ok = indexer_pieces_write(writer, INDEXER_META_VOCABULARY, words, false, error) &&
         indexer_pieces_write(writer, INDEXER_META_COMPOUNDS, compounds, false, error) &&
         indexer_columns_write(columns, writer, error);
  }
  ok = ok && write_whether_words_stand(generation, words, error);
  indexer_columns_free(columns);
  g_ptr_array_unref(words);
  g_ptr_array_unref(compounds);
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
  char number[16];
  g_snprintf(number, sizeof number, "%u", generation->passages);
  return indexer_documents_write_head(writer, &head, error) &&
         (generation->shards == 1 ||
          shim_writer_set_metadata(writer, INDEXER_META_WRITTEN, number, strlen(number), error)) &&
         shim_writer_set_metadata(writer, INDEXER_META_SOURCES, bytes, length, error) &&
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
  if (ok && (generation->compacted || COMPACT_SHARE * generation->written >= expected->reports))
    ok = indexer_storage_compact(generation->storage, error);
  return ok && indexer_storage_publish(generation->storage, expected, error);
}
