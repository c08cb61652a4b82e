/* search/learn/needs.h: which questions and improvements a report should take up, and in what
 * order. */
#ifndef SEARCH_LEARN_NEEDS_H
#define SEARCH_LEARN_NEEDS_H

#include "search/learn/learn.h"
#include "search/learn/peers.h"
#include "search/learn/subject.h"

/* A suggestion to be, with what it is about. */
typedef struct {
  SearchSuggestion *suggestion; /* owned until it is stolen (NULL then) */
  SearchSubject *subject;       /* owned; NULL = its text says nothing of any */
} SearchNeed;

void search_suggestion_free(SearchSuggestion *suggestion); /* NULL is fine */

/* Suggestions without sources: the weakest questions, the neediest first, then the improvements
 * that the report lists, those of the neediest question first and within a question as in the
 * report. own: with its passages. A GPtrArray of SearchNeed *, the caller's; NULL with an error. */
GPtrArray *search_learn_needs(SearchEngine *engine, const CorpusReport *own,
                              const SearchPeers *peers, const SearchFilters *filters,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
