/* search/history/history.h: every evaluation of a municipality: points over the years, what may be
 * compared, and what became of strengths and improvements. */
#ifndef SEARCH_HISTORY_HISTORY_H
#define SEARCH_HISTORY_HISTORY_H

#include "search/ask/engine.h"
#include "search/ask/filters.h"

/* Points of an earlier year that a report prints. */
typedef struct {
  const CorpusReport *source; /* that prints them */
  unsigned year, area;        /* area as the source's revision numbers it; 0 = total */
  int score;
  int evaluated; /* what the evaluation of that year says, where it may be compared; -1 = unknown */
} SearchPrinted;

typedef enum { SEARCH_CHANGE_STAYED, SEARCH_CHANGE_MET, SEARCH_CHANGE_RETURNED } SearchChangeKind;

/* "stayed", …: the words of the JSON contract. Static. */
const char *search_change_name(SearchChangeKind kind);

/* What became of an item from one evaluation to the next. */
typedef struct {
  SearchChangeKind kind;
  const CorpusReport *before, *after; /* with their passages */
  const CorpusPassage *from, *to;     /* to: NULL = the points of its question tell it */
  int score_before, score_after;      /* of from's question; -1 = may not be compared */
} SearchChange;

typedef struct {
  const CorpusMunicipality *municipality;
  GPtrArray *evaluations; /* CorpusReport * with passages, oldest first; owned */
  GArray *printed;        /* SearchPrinted, by year, area and source */
  GPtrArray *changes;     /* SearchChange *: by evaluation, kind and place in the earlier report;
                             owned */
  unsigned total;         /* changes there are without limit and offset */
} SearchHistory;

/* municipality: name or code. Filters on year and revision choose evaluations, on area and question
 * what is shown of them, limit and offset which changes. Fails with SEARCH_ERROR_UNKNOWN where
 * there is no such municipality or no such report, or an error of the index. The caller frees it.
 */
SearchHistory *search_history(SearchEngine *engine, const SearchFilters *filters,
                              const char *municipality, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_history_free(SearchHistory *history); /* NULL is fine */

/* The newest evaluation before number `at` whose figure "total", "3" or "1.5" may be compared with
 * that one's; NULL = none. */
const CorpusReport *search_history_before(const SearchHistory *history, guint at, const char *id);

#endif
