/* search/query/concept_query.h: from concepts to a query that the index can run. */
#ifndef SEARCH_QUERY_CONCEPT_QUERY_H
#define SEARCH_QUERY_CONCEPT_QUERY_H

#include "search/query/meaning.h"

/* What a word counts for, beside 1 in the passage's own text. */
#define SEARCH_WEIGHT_HEADING 0.3
#define SEARCH_WEIGHT_QUESTION 0.15
#define SEARCH_WEIGHT_AREA 0.05

/* Passages that hold any of the concepts, the more the better; what means the same counts as one
 * term. The caller frees *query. Errors are the shim's. */
bool search_concepts_query(const GPtrArray *concepts, ShimQuery **query,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
