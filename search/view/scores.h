/* search/view/scores.h: the parts of search_view_scores(), internal to it. */
#ifndef SEARCH_VIEW_SCORES_H
#define SEARCH_VIEW_SCORES_H

#include "search/benchmark/benchmark.h"
#include "search/view/terminal_text.h"

void search_view_scores_text(const SearchScores *scores, const SearchFilters *filters,
                             const SearchScreen *screen, GString *out);

#endif
