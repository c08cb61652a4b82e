/* indexer/whole_index.c: reads an index back and collects its words and its reports.
 *
 * All of them with each update, not only those that are new: words that no report uses any more
 * must go, and reading text back is far cheaper than writing it. */
#include "indexer/whole_index.h"

#include "corpus/text/words.h"
#include "indexer/metadata_pieces.h"
#include "indexer/record.h"
#include "indexer/record_bytes.h"
#include "indexer/schema.h"

typedef struct {
  IndexerVocabulary *vocabulary;
  GPtrArray *pieces;
  IndexerTerms *terms;
  GError *error;
} Collecting;

static void
collect_text(Collecting *collecting, const char *text) {
  GArray *words = corpus_words(text, -1);
  for (guint i = 0; i < words->len && collecting->error == NULL; i++) {
    const char *word = g_array_index(words, CorpusWord, i).word;
    IndexerWord known;
    if (!indexer_vocabulary_count(collecting->vocabulary, word) &&
        indexer_terms_word(collecting->terms, word, &known, &collecting->error))
      indexer_vocabulary_add(collecting->vocabulary, word, known.form, known.inner,
                             !indexer_terms_know(collecting->terms, word));
  }
  g_array_unref(words);
}

static bool
collect_passage(G_GNUC_UNUSED unsigned id, const ShimDocument *document, void *context) {
  Collecting *collecting = context;
  GBytes *record = NULL;
  if (!shim_document_data(document, &record, &collecting->error))
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
  GBytes *record = NULL;
  if (!shim_document_data(document, &record, &collecting->error))
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

bool
indexer_collect(IndexerVocabulary *vocabulary, GPtrArray *pieces, ShimWriter *writer,
                IndexerTerms *terms, GError **error) {
  Collecting collecting = {vocabulary, pieces, terms, NULL};
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
