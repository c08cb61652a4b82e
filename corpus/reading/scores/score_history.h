/* corpus/reading/scores/score_history.h: tables of points by area and year, and lists of areas with
 * their points. */
#ifndef CORPUS_READING_SCORES_SCORE_HISTORY_H
#define CORPUS_READING_SCORES_SCORE_HISTORY_H

#include "corpus/report/report.h"
#include "corpus/source/line.h"

typedef struct {
  guint first, last; /* indexes into the lines, inclusive */
  GArray *years;     /* unsigned, as the head has them; empty where none is named */
  GArray *points; /* CorpusHistory, row by row; area 0 = the row that sums up, year 0 = no year is
                     named: those of the report itself */
} CorpusHistoryTable;

/* All such tables ("Poäng i Kommunkompassen 2015 2017 2018", areas with a figure a year) and lists
 * ("1. Offentlighet och demokrati 61" below "Sammanfattning av resultat 2014"), in order; areas are
 * known by any revision's names, or by their numbers. A GPtrArray of CorpusHistoryTable *, the
 * caller's. */
GPtrArray *corpus_history_find(const GPtrArray *lines);
void corpus_history_table_free(CorpusHistoryTable *table); /* NULL is fine */

#endif
