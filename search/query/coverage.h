/* search/query/coverage.h: how much of what was asked a part of a text says. */
#ifndef SEARCH_QUERY_COVERAGE_H
#define SEARCH_QUERY_COVERAGE_H

#include "search/query/meaning.h"

typedef struct SearchCoverage SearchCoverage;

/* Each concept counts as much as its weight times how rare its words are: log(1 + passages / (1 +
 * those that hold the word)). The meaning is borrowed and must outlive the result, which is NULL
 * with an error of the shim. */
SearchCoverage *search_coverage_new(const SearchWords *known, const SearchMeaning *meaning,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_coverage_free(SearchCoverage *coverage); /* NULL is fine */

/* The share of the whole, 0..1, that the part [start_bytes, end_bytes) of a text says, each concept
 * by the best of its alternatives that stands there; 0 where no concept counts anything. terms: of
 * the whole text, as indexer_terms_of_text() gives them. */
double search_coverage_of(const SearchCoverage *coverage, const GArray *terms, gsize start_bytes,
                          gsize end_bytes);

#endif
