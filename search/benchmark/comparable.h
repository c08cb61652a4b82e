/* search/benchmark/comparable.h: which figures of two reports may be compared.
 *
 * Points are compared within one revision only, and there only where the same was asked. Of a
 * revision that is known wholly that is sure; else reports that print the same questions, with the
 * same points, are comparable. */
#ifndef SEARCH_BENCHMARK_COMPARABLE_H
#define SEARCH_BENCHMARK_COMPARABLE_H

#include "corpus/report/report.h"

typedef enum { SEARCH_FIGURE_TOTAL, SEARCH_FIGURE_AREA, SEARCH_FIGURE_QUESTION } SearchFigureKind;

/* Of "total", "3", "1.5". */
SearchFigureKind search_figure_kind(const char *id);

/* Writes the id of an area's figure, "3", or where area is 0 "total", and returns it. */
#define SEARCH_FIGURE_ID_BYTES CORPUS_QUESTION_ID_BYTES
const char *search_figure_of_area(unsigned area, char id[SEARCH_FIGURE_ID_BYTES]);

/* The report's own figure "total", "3" or "1.5"; -1 if it has none. */
int search_figure_score(const CorpusReport *report, const char *id);

/* Is everything that the report's revision asks known? Then the id of a figure says all of it. */
bool search_revision_is_whole(unsigned revision);

/* What is the same for reports of one kind: the revision, or the areas as they are printed where
 * nobody has described it. The caller frees it. */
char *search_report_kind(const CorpusReport *report);

/* The points that an area of the report gives: as is known, else as printed; -1 where neither says.
 */
int search_area_points(const CorpusReport *report, const CorpusAreaScore *area);

/* What is the same for figures that may be compared, within one kind of reports: the id, and where
 * the revision is not known wholly, what was asked, and for how many points. The caller frees it.
 */
char *search_figure_key(const CorpusReport *report, const char *id);

/* Are the two of one kind? May this figure of the two be compared? */
bool search_reports_compare(const CorpusReport *one, const CorpusReport *other);
bool search_figures_compare(const CorpusReport *one, const CorpusReport *other, const char *id);

#endif
