/* corpus/reading/decisions.h: what read_report.c has decided of a report, each in a file of its
 * own.
 *
 * Internal to corpus/reading/. */
#ifndef CORPUS_READING_DECISIONS_H
#define CORPUS_READING_DECISIONS_H

#include "corpus/instrument/instrument.h"
#include "corpus/places/municipality.h"
#include "corpus/reading/lines/paragraph.h"
#include "corpus/reading/outline/outline.h"
#include "corpus/reading/scores/score_tables.h"
#include "corpus/report/report.h"
#include "corpus/source/line.h"

/* ---- whose report it is, and of when ---- */

/* Decides by weight of evidence: templates hold errors. */

typedef struct {
  const CorpusMunicipality *municipality; /* NULL = not found */
  const CorpusMunicipality *second;       /* evaluated together with it; NULL = none */
  bool guessed;         /* it is only mentioned: nothing says that the report is about it */
  unsigned year, month; /* of the evaluation, 0 = not stated */
  unsigned evaluation;  /* ordinal, 0 = not stated */
  int stated_total;     /* -1 = not stated */
} CorpusMetadata;

/* general: the text of the report outside the areas' chapters (title, summary, appendices), as
 * running text; a line break stands where a cover's line or a heading ends. areas: the text of the
 * chapters. name: the source's base name, weak evidence. */
CorpusMetadata corpus_metadata_read(const char *general, const char *areas, const char *name);

/* Warns of what is not sure about them, and of a revision that is not known. */
void corpus_metadata_check(CorpusReport *report, const CorpusMetadata *metadata);

/* ---- which revision of the instrument a report was made with ---- */

/* How well the areas, question texts and points of each revision, in the order of
 * corpus_instruments(), fit the report; -HUGE_VAL where they are surely others. tables: of
 * corpus_scores_find(). The caller frees it. */
double *corpus_revision_fits(const GPtrArray *lines, const GPtrArray *tables);

/* The revision that fits best; NULL where none that is known does. year: of the evaluation as the
 * report has it, 0 = not known; nothing else can tell it, least of all a file's name. */
const CorpusInstrument *corpus_revision_find(const double *fits, unsigned year);

/* The areas and questions of a revision, those that are not known as the report prints them. known:
 * NULL = no revision that is known. The caller frees it with corpus_instrument_free(). */
CorpusInstrument *corpus_revision_of_report(const CorpusInstrument *known, const GPtrArray *lines,
                                            const GPtrArray *tables);

/* Gives the areas that have none the questions that their chapters have as headings: numbered ones
 * ("1.1 …", "1.2 …"), or such as have all of the area's points. Returns whether any have: blocks,
 * an outline made without them, should be made anew. */
bool corpus_revision_take_headings(CorpusInstrument *instrument, const GPtrArray *blocks);

/* Reports of about 2010 print the points of the revision before beside their own. Takes the tables
 * whose areas are those of another revision out of `tables`, and returns them: CorpusScoreTable *,
 * which the caller unrefs; empty where there are none. known: the report's own revision, may be
 * NULL. *other receives that of the tables; NULL = none. */
GPtrArray *corpus_revision_take_others(const CorpusInstrument *known, const GPtrArray *lines,
                                       GPtrArray *tables, const CorpusInstrument **other);

/* ---- cuts the blocks of a report into passages ---- */

/* Fills report->passages from the outline: a passage a paragraph, a table item and a footnote, in
 * the order in which they stand, tagged and numbered. histories: of corpus_history_find(). */
void corpus_passages_read(CorpusReport *report, const CorpusLines *source, const GPtrArray *blocks,
                          GPtrArray *histories, const CorpusInstrument *instrument,
                          CorpusKnownWords words);

/* ---- the points that chapters print beside their headings ---- */

/* Those of an area are what its chapter says; those of questions stand in for a table that is
 * missing. The report has the figures of its tables already. lines: what the blocks are of. */
void corpus_heading_points_read(CorpusReport *report, const CorpusInstrument *instrument,
                                const GPtrArray *lines, const GPtrArray *blocks);

/* The area of the report, made where it has none yet; NULL where the instrument has none. */
CorpusAreaScore *corpus_reading_area(CorpusReport *report, const CorpusInstrument *instrument,
                                     unsigned number);

/* Has some table a sum row? The report's other tables have one, too, though it may not be read. */
bool corpus_reading_have_sums(const CorpusReport *report);

/* ---- what a report's figures lack, and where they disagree ---- */

/* Alters nothing but the report's warnings and notices: one for each cause. */

/* Warns of every disagreement that rounding cannot explain and of everything that is missing.
 * Figures are printed as whole points, so each may be half a point off: the sum of the questions
 * may differ from the sum row by half a point for each of them and half for the row. chapters: the
 * numbers of the areas that have a chapter (GUINT_TO_POINTER). tables: of corpus_scores_find(). */
void corpus_figures_check(CorpusReport *report, const CorpusInstrument *instrument,
                          GHashTable *chapters, const GPtrArray *tables);

/* The same for a table of several years: its sums, and its figures for the report's own year. */
void corpus_figures_check_history(CorpusReport *report, const CorpusHistoryTable *table);
/* The years of its history whose points the lines say are of the municipality's own making. */
void corpus_figures_check_own(CorpusReport *report, const GPtrArray *lines);

#endif
