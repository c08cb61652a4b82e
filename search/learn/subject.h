/* search/learn/subject.h: what an improvement or a question is about, as the search understands it.
 *
 * The words of the text are understood like those of a query (search/query/meaning.h), but that
 * "Utveckla …" and the like count less (corpus/data/learn-words.ini). */
#ifndef SEARCH_LEARN_SUBJECT_H
#define SEARCH_LEARN_SUBJECT_H

#include "search/ask/engine.h"
#include "search/query/excerpt.h"
#include "search/query/meaning.h"

typedef struct {
  SearchPlan plan; /* one run of words */
  SearchCoverage *coverage;
  SearchMatcher *matcher; /* for highlights */
} SearchSubject;

/* What the words of improvements count for (double *), by form; made once for many subjects. The
 * caller unrefs it. */
GHashTable *search_subject_weights(const SearchEngine *engine);

/* *subject is NULL where the text holds no word that says what it is about. The engine must
 * outlive it; the caller frees it. Errors of the shim come through. */
bool search_subject_new(SearchEngine *engine, const GHashTable *weights, const char *text,
                        SearchSubject **subject, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_subject_free(SearchSubject *subject); /* NULL is fine */

/* Does a sentence go on with what the one before it says ("Det handlar då om …")? */
bool search_sentence_refers_back(const char *sentence, gsize length_bytes);

#endif
