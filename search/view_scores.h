/* search/view_scores.h: the parts of search_view_scores(), internal to it. */
#ifndef SEARCH_VIEW_SCORES_H
#define SEARCH_VIEW_SCORES_H

#include "search/scores.h"
#include "search/text.h"

void search_view_scores_json(const SearchScores *scores, const SearchFilters *filters,
                             GString *out);
void search_view_scores_csv(const SearchScores *scores, const SearchFilters *filters, GString *out);
void search_view_scores_text(const SearchScores *scores, const SearchFilters *filters,
                             const SearchScreen *screen, GString *out);

#endif
