/* search/ask/engine.c: opens an index for asking. */
#include "search/ask/engine.h"

#include "indexer/error.h"

/* What is known of words belongs to the state of the index that the reader has. */
static void
take_up(SearchEngine *engine) {
  const IndexerVocabulary *vocabulary = indexer_reader_vocabulary(engine->reader);
  search_words_free(engine->words);
  search_forms_free(engine->forms);
  indexer_terms_set_vocabulary(engine->terms, vocabulary);
  engine->forms = search_forms_new(engine->lexicon, vocabulary);
  engine->words = search_words_new(indexer_reader_database(engine->reader), engine->terms,
                                   vocabulary, engine->forms);
}

SearchEngine *
search_engine_open(const char *path, GError **error) {
  SearchEngine *engine = g_new0(SearchEngine, 1);
  engine->reader = indexer_reader_open(path, error);
  if (engine->reader != NULL)
    engine->terms = indexer_terms_new(error);
  if (engine->terms != NULL)
    engine->lexicon = corpus_lexicon_new(NULL, error);
  if (engine->lexicon == NULL)
    g_clear_pointer(&engine, search_engine_free);
  else
    take_up(engine);
  return engine;
}

SearchEngine *
search_engine_open_figures(const char *path, GError **error) {
  SearchEngine *engine = g_new0(SearchEngine, 1);
  engine->reader = indexer_reader_open_figures(path, error);
  if (engine->reader == NULL)
    g_clear_pointer(&engine, search_engine_free);
  return engine;
}

bool
search_engine_reopen(SearchEngine *engine, GError **error) {
  bool changed = false;
  bool reopened = indexer_reader_reopen(engine->reader, &changed, error);
  if (changed && engine->terms != NULL)
    take_up(engine);
  return reopened;
}

void
search_engine_free(SearchEngine *engine) {
  if (engine == NULL)
    return;
  search_words_free(engine->words);
  search_forms_free(engine->forms);
  corpus_lexicon_free(engine->lexicon);
  indexer_terms_free(engine->terms);
  indexer_reader_free(engine->reader);
  g_free(engine);
}

static bool
was_changed(const GError *error) {
  return g_error_matches(error, SHIM_ERROR, SHIM_ERROR_CHANGED) ||
         g_error_matches(error, INDEXER_ERROR, INDEXER_ERROR_CHANGED);
}

void *
search_engine_ask(SearchEngine *engine, SearchAttempt attempt, void *context, GError **error) {
  GError *inner = NULL;
  void *answer = attempt(engine, context, &inner);
  if (answer != NULL)
    return answer;
  if (!was_changed(inner)) {
    g_propagate_error(error, inner);
    return NULL;
  }
  g_error_free(inner);
  return search_engine_reopen(engine, error) ? attempt(engine, context, error) : NULL;
}
