/* search/query/matcher.h: which words of a text the query asked for, in whatever inflection. */
#ifndef SEARCH_QUERY_MATCHER_H
#define SEARCH_QUERY_MATCHER_H

#include "indexer/terms.h"
#include "search/query/query_plan.h"

typedef struct SearchMatcher SearchMatcher;

/* A word of the text that the query asked for. */
typedef struct {
  gsize start_bytes, length_bytes;
  guint what; /* which of the query's words, prefixes or phrases; from 0 */
} SearchWordMatch;

/* What is left out ("-word") is not looked for. terms must outlive the matcher. Free with
 * search_matcher_free(). */
SearchMatcher *search_matcher_new(IndexerTerms *terms, const SearchPlan *plan,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_matcher_free(SearchMatcher *matcher); /* NULL is fine */

/* The matches in the text, in order; of a phrase only where it stands as asked for. A GArray of
 * SearchWordMatch, the caller's. */
GArray *search_matcher_find(const SearchMatcher *matcher, const char *text,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
