/* search/learn/learning_plan.h: which questions and improvements a report should take up, and in
 * what order.
 *
 * Internal to search/learn/learn.c and its parts. */
#ifndef SEARCH_LEARN_LEARNING_PLAN_H
#define SEARCH_LEARN_LEARNING_PLAN_H

#include "search/learn/learn.h"
#include "search/learn/peers.h"

/* The question under which the report writes of what an improvement of no question asks for; "" if
 * that can't be told. false with an error of the index. */
typedef bool (*SearchPlaceImprovement)(const CorpusPassage *improvement, void *context,
                                       const char **question, GError **error);

/* Suggestions (SearchSuggestion *) without sources: the weakest questions, the neediest first, then
 * the improvements that the report lists, those of the neediest question first and within a
 * question as in the report. own: with its passages. A GPtrArray, the caller's; NULL with an error.
 */
GPtrArray *search_learn_plan(const CorpusReport *own, SearchPeers *peers,
                             const SearchFilters *filters, SearchPlaceImprovement place,
                             void *context, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
