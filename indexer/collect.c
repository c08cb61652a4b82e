/* indexer/collect.c: reads the passages of an index back and collects their words.
 *
 * All of them with each update, not only those that are new: words that no report uses any more
 * must go, and reading text back is far cheaper than writing it. */
#include "indexer/collect.h"

#include "corpus/words.h"
#include "indexer/record.h"
#include "indexer/schema.h"

typedef struct {
  IndexerVocabulary *vocabulary;
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
      indexer_vocabulary_add(collecting->vocabulary, word, known.form, known.inner);
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

bool
indexer_collect_words(IndexerVocabulary *vocabulary, ShimWriter *writer, IndexerTerms *terms,
                      GError **error) {
  Collecting collecting = {vocabulary, terms, NULL};
  ShimDatabase *database = NULL;
  bool ok = shim_database_of_writer(writer, &database, error) &&
            shim_database_each_document(database, INDEXER_FILTER_TYPE INDEXER_TYPE_PASSAGE,
                                        collect_passage, &collecting, error);
  shim_database_free(database);
  if (collecting.error != NULL) {
    g_propagate_error(ok ? error : NULL, collecting.error);
    ok = false;
  }
  return ok;
}
