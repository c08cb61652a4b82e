/* search/learn/subject.h: what a text of an improvement or a question is about, and whether another
 * text is about the same.
 *
 * Internal to search/learn/learn.c and its parts. */
#ifndef SEARCH_LEARN_SUBJECT_H
#define SEARCH_LEARN_SUBJECT_H

#include "search/ask/engine.h"
#include "search/query/excerpt.h"
#include "search/query/meaning.h"

typedef struct SearchSubject SearchSubject;

/* What the words of improvements count for (corpus/data/learn-words.ini), by form; made once for
 * many subjects. The caller unrefs it. CORPUS_ERROR_DATA. */
GHashTable *search_subject_weights(const SearchEngine *engine,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* *subject is NULL where the text holds no word that says what it is about. The engine must
 * outlive it; the caller frees it. Errors of the shim and of data files come through. */
bool search_subject_new(SearchEngine *engine, const GHashTable *weights, const char *text,
                        SearchSubject **subject, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_subject_free(SearchSubject *subject); /* NULL is fine */

/* What it is about: SearchConcept *, borrowed; and the share of the whole that each is, 0..1. */
const GPtrArray *search_subject_concepts(const SearchSubject *subject);
double search_subject_share(const SearchSubject *subject, guint concept);

/* How much of the concept a text says that holds the alternative, 0..1. */
double search_subject_worth(const SearchAlternative *alternative);

/* For highlights; borrowed. subject: NULL gives NULL. */
const SearchMatcher *search_subject_matcher(const SearchSubject *subject);

/* The share of the subject, 0..1, that the part of a text says; rare words weigh more than common
 * ones. terms: of the whole text, as indexer_terms_of_text() gives them. */
double search_subject_cover(const SearchSubject *subject, const GArray *terms, gsize start_bytes,
                            gsize end_bytes);

#endif
