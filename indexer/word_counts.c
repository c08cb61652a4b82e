/* indexer/word_counts.c: the words of reports counted into a vocabulary, once more or once less.
 *
 * The words of an index are counted on from those of the generation before: those of a report that
 * goes are counted less, so that words which no report uses any more go with it. */
#include "indexer/generation.h"

#include "corpus/text/words.h"
#include "indexer/record.h"
#include "indexer/schema.h"

/* ---- once more ---- */

static bool
count_term(const IndexerCounting *counting, const IndexerTerm *term, GError **error) {
  IndexerWord known;
  if (term->kind != INDEXER_TERM_WORD || indexer_vocabulary_count(counting->vocabulary, term->word))
    return true;
  if (!indexer_terms_word(counting->terms, term->word, &known, error))
    return false;
  indexer_vocabulary_add(counting->vocabulary, known.word, known.form, known.inner, known.unknown);
  return true;
}

static bool
count_text(const IndexerCounting *counting, IndexerReportTerms *texts, const char *text,
           GError **error) {
  const GArray *found = indexer_report_terms_of(texts, text, error);
  bool ok = found != NULL;
  for (guint i = 0; ok && i < found->len; i++)
    ok = count_term(counting, &g_array_index(found, IndexerTerm, i), error);
  return ok;
}

/* What the score tables ask (learn looks for it in the passages of others): const char *, borrowed
 * from the report. */
static GPtrArray *
questions_of(const CorpusReport *report) {
  GPtrArray *texts = g_ptr_array_new();
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    g_ptr_array_add(texts, area->name);
    for (guint j = 0; j < area->questions->len; j++)
      g_ptr_array_add(texts, ((CorpusQuestionScore *)area->questions->pdata[j])->text);
  }
  return texts;
}

bool
indexer_words_count(const IndexerCounting *counting, IndexerReportTerms *texts,
                    const CorpusReport *report, GError **error) {
  GPtrArray *questions = questions_of(report);
  bool ok = true;
  for (guint i = 0; ok && i < questions->len; i++)
    ok = count_text(counting, texts, questions->pdata[i], error);
  g_ptr_array_unref(questions);
  for (guint i = 0; ok && i < report->passages->len; i++) {
    const CorpusPassage *passage = report->passages->pdata[i];
    ok = count_text(counting, texts, passage->text, error) &&
         count_text(counting, texts, passage->heading, error);
  }
  return ok;
}

/* ---- once less ---- */

static void
discount_text(IndexerVocabulary *vocabulary, const char *text) {
  GArray *words = corpus_words(text, -1);
  for (guint i = 0; i < words->len; i++)
    indexer_vocabulary_discount(vocabulary, g_array_index(words, CorpusWord, i).word);
  g_array_unref(words);
}

static void
discount_questions(IndexerVocabulary *vocabulary, const CorpusReport *report) {
  GPtrArray *questions = questions_of(report);
  for (guint i = 0; i < questions->len; i++)
    discount_text(vocabulary, questions->pdata[i]);
  g_ptr_array_unref(questions);
}

/* For the visitor of documents. */
typedef struct {
  IndexerVocabulary *vocabulary;
  IndexerPacker *packer;
  GError *error;
} Reading;

static bool
discount_document(G_GNUC_UNUSED unsigned id, const ShimDocument *document, void *context) {
  Reading *reading = context;
  GBytes *record = indexer_unpack_document(reading->packer, document, &reading->error);
  CorpusPassage *passage =
      record != NULL ? indexer_record_to_passage(record, &reading->error) : NULL;
  g_clear_pointer(&record, g_bytes_unref);
  if (passage == NULL)
    return false;
  discount_text(reading->vocabulary, passage->text);
  discount_text(reading->vocabulary, passage->heading);
  corpus_passage_free(passage);
  return true;
}

bool
indexer_words_discount(IndexerVocabulary *vocabulary, IndexerPacker *packer,
                       const ShimDatabase *database, const CorpusReport *report, GError **error) {
  Reading reading = {vocabulary, packer, NULL};
  char *term = g_strconcat(INDEXER_FILTER_REPORT, report->id, NULL);
  bool ok = shim_database_each_document(database, term, discount_document, &reading, error);
  g_free(term);
  discount_questions(vocabulary, report);
  if (reading.error != NULL) {
    g_propagate_error(ok ? error : NULL, reading.error);
    ok = false;
  }
  return ok;
}
