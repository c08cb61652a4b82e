/* corpus/reading/figure_checks.h: what a report's figures lack, and where they disagree.
 *
 * Alters nothing but the report's warnings and notices: one for each cause. */
#ifndef CORPUS_READING_FIGURE_CHECKS_H
#define CORPUS_READING_FIGURE_CHECKS_H

#include "corpus/instrument/instrument.h"
#include "corpus/reading/scores/score_history.h"
#include "corpus/report/report.h"

/* Warns of every disagreement that rounding cannot explain and of everything that is missing.
 * Figures are printed as whole points, so each may be half a point off: the sum of the questions
 * may differ from the sum row by half a point for each of them and half for the row. chapters: the
 * numbers of the areas that have a chapter (GUINT_TO_POINTER). tables: of corpus_scores_find(). */
void corpus_figures_check(CorpusReport *report, const CorpusInstrument *instrument,
                          GHashTable *chapters, const GPtrArray *tables);

/* The same for a table of several years: its sums, and its figures for the report's own year. */
void corpus_figures_check_history(CorpusReport *report, const CorpusHistoryTable *table);

#endif
