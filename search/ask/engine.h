/* search/ask/engine.h: an open index with what is needed to ask it.
 *
 * Belongs to one thread at a time; a service opens one for each of its threads. Answers borrow
 * reports from it: use them up before the next call on the same engine. */
#ifndef SEARCH_ASK_ENGINE_H
#define SEARCH_ASK_ENGINE_H

#include "indexer/reader.h"
#include "indexer/terms.h"
#include "search/ask/forms.h"
#include "search/ask/index_words.h"

typedef struct {
  IndexerReader *reader;
  IndexerTerms *terms;
  SearchWords *words;
  SearchForms *forms;
  CorpusLexicon *lexicon; /* behind forms; loaded when a word is asked for that no report has */
  GHashTable *found[2];   /* passages that were read lately, and before that, which search/query/
                                keeps by document (found.c); NULL = none */
} SearchEngine;

/* path: as for indexer_reader_open(), whose errors come through. Free with search_engine_free(). */
SearchEngine *search_engine_open(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same in a manner of indexer_reader_open_as(). With INDEXER_FIGURES, for answers that ask for
 * no words, it has a reader, and nothing else. */
SearchEngine *search_engine_open_as(const char *path, unsigned manner,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_engine_free(SearchEngine *engine); /* NULL is fine */

/* Takes up the newest state of the index; what was borrowed from the engine is gone. */
bool search_engine_reopen(SearchEngine *engine, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is to be said of shards that are left out; NULL where none is. The caller frees it. */
CorpusNotice *search_engine_missing(const SearchEngine *engine);
/* How many reports lie in them. */
unsigned search_engine_missing_reports(const SearchEngine *engine);
/* Is everything there? SEARCH_ERROR_PARTIAL, which says how to do without. */
bool search_engine_whole(const SearchEngine *engine, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes one answer; NULL with an error where it can't. */
typedef void *(*SearchAttempt)(SearchEngine *engine, void *context, GError **error);

/* The answer of an attempt. Where the index was changed while the attempt read it, its newest state
 * is taken up and the attempt is made once more. Before it, what is remembered of the words of
 * earlier questions is forgotten where it has become much. What the shim says that failed is said
 * in the user's words. */
void *search_engine_ask(SearchEngine *engine, SearchAttempt attempt, void *context,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
