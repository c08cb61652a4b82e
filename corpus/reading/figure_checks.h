/* corpus/reading/figure_checks.h: where the figures of a report disagree.
 *
 * Internal to corpus/. Alters nothing: it only adds to report->warnings. */
#ifndef CORPUS_READING_FIGURE_CHECKS_H
#define CORPUS_READING_FIGURE_CHECKS_H

#include "corpus/reading/scores/score_history.h"
#include "corpus/instrument/instrument.h"
#include "corpus/report/report.h"

/* Adds a line for every disagreement that rounding cannot explain and for everything that is
 * missing. Figures are printed as whole points, so each may be half a point off: the sum of the
 * questions may differ from the sum row by half a point for each of them and half for the row.
 * chapters[n] tells whether the report has a chapter of area n (1-based). */
void corpus_agreement_check(CorpusReport *report, const CorpusInstrument *instrument,
                            const bool *chapters);

/* The same for a table of several years: its sums, and its figures for the report's own year. */
void corpus_agreement_check_history(CorpusReport *report, const CorpusHistoryTable *table);

#endif
