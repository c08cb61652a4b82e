/* indexer/word_counts.c: the words of reports counted into a vocabulary, once more or once less.
 *
 * The words of an index are counted on from those of the generation before: those of a report that
 * goes are counted less, so that words which no report uses any more go with it. */
#include "indexer/generation.h"

#include "corpus/text/words.h"
#include "indexer/record.h"
#include "indexer/schema.h"

/* Counts the words of a text once more, or once less. */
static bool
count_text(const IndexerCounting *counting, const char *text, bool more, GError **error) {
  GArray *words = corpus_words(text, -1);
  GError *failure = NULL;
  for (guint i = 0; i < words->len && failure == NULL; i++) {
    const char *word = g_array_index(words, CorpusWord, i).word;
    IndexerWord known;
    if (!more)
      indexer_vocabulary_discount(counting->vocabulary, word);
    else if (!indexer_vocabulary_count(counting->vocabulary, word) &&
             indexer_terms_word(counting->terms, word, &known, &failure))
      indexer_vocabulary_add(counting->vocabulary, word, known.form, known.inner,
                             !indexer_terms_know(counting->terms, word));
  }
  g_array_unref(words);
  if (failure != NULL)
    g_propagate_error(error, failure);
  return failure == NULL;
}

/* What the score tables ask: learn looks for it in the passages of others. */
static bool
count_questions(const IndexerCounting *counting, const CorpusReport *report, bool more,
                GError **error) {
  bool ok = true;
  for (guint i = 0; ok && i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    ok = count_text(counting, area->name, more, error);
    for (guint j = 0; ok && j < area->questions->len; j++)
      ok = count_text(counting, ((CorpusQuestionScore *)area->questions->pdata[j])->text, more,
                      error);
  }
  return ok;
}

static bool
count_passage(const IndexerCounting *counting, const CorpusPassage *passage, bool more,
              GError **error) {
  return count_text(counting, passage->text, more, error) &&
         count_text(counting, passage->heading, more, error);
}

bool
indexer_words_count(const IndexerCounting *counting, const CorpusReport *report, GError **error) {
  bool ok = count_questions(counting, report, true, error);
  for (guint i = 0; ok && i < report->passages->len; i++)
    ok = count_passage(counting, report->passages->pdata[i], true, error);
  return ok;
}

/* ---- what is there of a report so far ---- */

/* For the visitor of documents. */
typedef struct {
  const IndexerCounting *counting;
  IndexerPacker *packer;
  GError *error;
} Reading;

/* The record of a document; NULL with reading->error. */
static GBytes *
record_of(Reading *reading, const ShimDocument *document) {
  GBytes *stored = NULL;
  return shim_document_data(document, &stored, &reading->error)
             ? indexer_unpack(reading->packer, stored, &reading->error)
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
    count_passage(reading->counting, passage, false, NULL);
  if (report != NULL)
    count_questions(reading->counting, report, false, NULL);
  corpus_passage_free(passage);
  corpus_report_free(report);
  return reading->error == NULL;
}

bool
indexer_words_discount(const IndexerCounting *counting, IndexerPacker *packer,
                       const ShimDatabase *database, const char *report_id, GError **error) {
  Reading reading = {counting, packer, NULL};
  char *term = g_strconcat(INDEXER_FILTER_REPORT, report_id, NULL);
  bool ok = shim_database_each_document(database, term, discount_document, &reading, error);
  g_free(term);
  if (reading.error != NULL) {
    g_propagate_error(ok ? error : NULL, reading.error);
    ok = false;
  }
  return ok;
}
