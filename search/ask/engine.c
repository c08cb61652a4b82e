/* search/ask/engine.c: opens an index for asking. */
#include "search/ask/engine.h"

#include <glib/gi18n.h>

#include "indexer/error.h"
#include "search/ask/error.h"

static void
forget_found(SearchEngine *engine) {
  for (gsize i = 0; i < G_N_ELEMENTS(engine->found); i++)
    g_clear_pointer(&engine->found[i], g_hash_table_unref);
}

/* What is known of words belongs to the state of the index that the reader has. */
static void
take_up(SearchEngine *engine) {
  const IndexerVocabulary *vocabulary = indexer_reader_vocabulary(engine->reader);
  forget_found(engine);
  search_words_free(engine->words);
  search_forms_free(engine->forms);
  indexer_terms_set_vocabulary(engine->terms, vocabulary);
  engine->forms = search_forms_new(engine->lexicon, vocabulary);
  engine->words = search_words_new(indexer_reader_database(engine->reader), engine->terms,
                                   vocabulary, engine->forms);
}

SearchEngine *
search_engine_open_as(const char *path, unsigned manner, GError **error) {
  SearchEngine *engine = g_new0(SearchEngine, 1);
  bool words = (manner & INDEXER_FIGURES) == 0;
  engine->reader = indexer_reader_open_as(path, manner, error);
  if (engine->reader != NULL && words)
    engine->terms = indexer_terms_new(error);
  if (engine->terms != NULL)
    engine->lexicon = corpus_lexicon_new(NULL, error);
  if (engine->reader == NULL || (words && engine->lexicon == NULL))
    g_clear_pointer(&engine, search_engine_free);
  else if (words)
    take_up(engine);
  return engine;
}

SearchEngine *
search_engine_open(const char *path, GError **error) {
  return search_engine_open_as(path, 0, error);
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
  forget_found(engine);
  search_words_free(engine->words);
  search_forms_free(engine->forms);
  corpus_lexicon_free(engine->lexicon);
  indexer_terms_free(engine->terms);
  indexer_reader_free(engine->reader);
  g_free(engine);
}

CorpusNotice *
search_engine_missing(const SearchEngine *engine) {
  const IndexerMissing *missing = indexer_reader_missing(engine->reader);
  if (missing == NULL)
    return NULL;
  unsigned shards = indexer_reader_shards(engine->reader);
  char *text = g_strdup_printf("The answer is partial: %u of %u shards of the index %s not answer, "
                               "and %u report%s missing",
                               missing->shards, shards, missing->shards == 1 ? "does" : "do",
                               missing->reports->len, missing->reports->len == 1 ? " is" : "s are");
  CorpusNotice *notice = corpus_notice_new("shards_missing", text);
  corpus_notice_number(notice, "shards", (int)missing->shards);
  corpus_notice_number(notice, "of", (int)shards);
  corpus_notice_number(notice, "reports", (int)missing->reports->len);
  g_free(text);
  return notice;
}

unsigned
search_engine_missing_reports(const SearchEngine *engine) {
  const IndexerMissing *missing = indexer_reader_missing(engine->reader);
  return missing != NULL ? missing->reports->len : 0;
}

bool
search_engine_whole(const SearchEngine *engine, GError **error) {
  CorpusNotice *notice = search_engine_missing(engine);
  if (notice == NULL)
    return true;
  char *const *values = (char *const *)notice->values->pdata;
  char **told = g_new0(char *, notice->values->len + 1);
  for (guint i = 0; i < notice->values->len; i++)
    told[i] = g_strdup(values[i]);
  search_error_set(error, SEARCH_ERROR_PARTIAL, notice->code, (const char *const *)told, NULL,
                   _("shards of the index that do not answer: %s of %s; partial=true has answers "
                     "without their %s reports"),
                   told[1], told[3], told[5]);
  g_strfreev(told);
  corpus_notice_free(notice);
  return false;
}

static bool
was_changed(const GError *error) {
  return g_error_matches(error, SHIM_ERROR, SHIM_ERROR_CHANGED) ||
         g_error_matches(error, INDEXER_ERROR, INDEXER_ERROR_CHANGED);
}

void *
search_engine_ask(SearchEngine *engine, SearchAttempt attempt, void *context, GError **error) {
  GError *inner = NULL;
  if (engine->words != NULL && search_words_are_many(engine->words))
    take_up(engine);
  void *answer = attempt(engine, context, &inner);
  if (answer == NULL && was_changed(inner)) {
    g_clear_error(&inner);
    if (!search_engine_reopen(engine, error))
      return NULL;
    answer = attempt(engine, context, &inner);
  }
  if (answer == NULL)
    indexer_error_take(error, inner, indexer_reader_path(engine->reader));
  return answer;
}
