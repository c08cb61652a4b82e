/* corpus/reading/scores/score_history.h: tables that repeat the points of earlier evaluations.
 *
 * Internal to corpus/. */
#ifndef CORPUS_READING_SCORES_SCORE_HISTORY_H
#define CORPUS_READING_SCORES_SCORE_HISTORY_H

#include "corpus/source/line.h"
#include "corpus/report/report.h"

typedef struct {
  guint first, last; /* indexes into the lines, inclusive */
  GArray *years;     /* unsigned, as the head has them */
  GArray *points;    /* CorpusHistory, row by row; area 0 = the row that sums up */
} CorpusHistoryTable;

/* All such tables ("Poäng i Kommunkompassen 2015 2017 2018", areas with a figure a year), in order;
 * areas are known by any revision's names. A GPtrArray of CorpusHistoryTable *, the caller's. */
GPtrArray *corpus_history_find(const GPtrArray *lines);
void corpus_history_table_free(CorpusHistoryTable *table); /* NULL is fine */

#endif
