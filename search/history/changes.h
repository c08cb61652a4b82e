/* search/history/changes.h: what became of the items of one evaluation in the next. */
#ifndef SEARCH_HISTORY_CHANGES_H
#define SEARCH_HISTORY_CHANGES_H

#include "search/history/history.h"

/* Appends the changes (SearchChange *) from each evaluation to the next to history->changes: those
 * of the items that the filters on area and question want. False with an error of the index. */
bool search_history_find_changes(SearchEngine *engine, const SearchFilters *filters,
                                 SearchHistory *history, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
