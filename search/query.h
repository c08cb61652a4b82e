/* search/query.h: from the tree of a user's query to one that the index can run.
 *
 * A word is sought in the passage's text, and with less weight in what the passage stands under:
 * its heading, its question, its area. */
#ifndef SEARCH_QUERY_H
#define SEARCH_QUERY_H

#include "indexer/terms.h"
#include "search/filters.h"
#include "search/syntax.h"

/* What a word counts for, beside 1 in the passage's own text. */
#define SEARCH_WEIGHT_HEADING 0.5
#define SEARCH_WEIGHT_QUESTION 0.25
#define SEARCH_WEIGHT_AREA 0.1

/* How many words an asterisk may stand for: the most frequent. */
#define SEARCH_PREFIX_WORDS 200

/* The caller frees *query. Errors are the shim's. */
bool search_query_build(IndexerTerms *terms, const SearchNode *node, ShimQuery **query,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* inner, narrowed to passages, and those to what the filters choose. inner keeps its weights, and
 * the caller frees both. */
bool search_query_filter(const SearchFilters *filters, const ShimQuery *inner, ShimQuery **query,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The beginning of words ("E-förs") as the index writes words: lower case, without hyphens. The
 * caller frees it. */
char *search_query_prefix(const char *text);

#endif
