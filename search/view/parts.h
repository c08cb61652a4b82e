/* search/view/parts.h: what several answers have in common, in each of the formats. Internal to
 * search/view/. */
#ifndef SEARCH_VIEW_PARTS_H
#define SEARCH_VIEW_PARTS_H

#include <stdbool.h>

#include "corpus/report/report.h"
#include "search/benchmark/comparable.h"
#include "search/benchmark/role_model_ranking.h"
#include "search/query/excerpt.h"
#include "search/view/json.h"
#include "search/view/terminal_text.h"
#include "search/view/view.h"

/* ---- rows of named columns, from which CSV, workbooks and tables of text are written ---- */

/* A view names each of its columns once, in a function that gives the cells of a row in order:
 *
 *     static void
 *     status_row(SearchRow *row, const void *data) {
 *       const SearchStatusReport *status = data;
 *       search_row_integer(row, "passages", status->passages);
 *     }
 *
 * The head is written by the same function from a blank, data that holds nothing, as there may be
 * no row to take the names from.
 *
 * CSV is that of RFC 4180, for programs. A cell of text that a spreadsheet would run as a formula
 * (it begins with = + - @, a tab or a carriage return) gets an apostrophe in front, which
 * spreadsheets take as "this is text". CSV_SV is what a Swedish spreadsheet reads: a byte order
 * mark, semicolons, decimal commas, codes of figures as ="0180". It and a workbook have headings
 * and values in Swedish (corpus/data/table-words.ini). What is absent is an empty cell, and "-" in
 * a table of text. */

typedef struct SearchRow SearchRow;
typedef void (*SearchRowFunction)(SearchRow *row, const void *data);

/* The next cell, below the name of its column. */
void search_row_text(SearchRow *row, const char *name, const char *text); /* NULL = absent */
void search_row_word(SearchRow *row, const char *name, const char *word); /* of the contract */
/* Such a word as the row has it, for a text that holds it. Static. */
const char *search_row_said(const SearchRow *row, const char *word);
void search_row_code(SearchRow *row, const char *name, const char *code); /* "0180", "1.5" */
void search_row_integer(SearchRow *row, const char *name, gint64 number);
void search_row_score(SearchRow *row, const char *name, int score);         /* -1 = absent */
void search_row_ordinal(SearchRow *row, const char *name, unsigned number); /* 0 = absent */
/* NaN = absent. In a table of text there is one decimal, whatever is asked for. */
void search_row_number(SearchRow *row, const char *name, double number, unsigned decimals);

/* Write the names of the columns, or the cells of one row. */
void search_sheet_head(SearchSheet *sheet, SearchRowFunction function, const void *blank);
void search_sheet_row(SearchSheet *sheet, SearchRowFunction function, const void *data);
/* The head and a row for each of rows. */
void search_sheet_rows(SearchSheet *sheet, SearchRowFunction function, const void *blank,
                       const GPtrArray *rows);

/* Adds the cells of the columns that are named (NULL-terminated), in the order of the names. */
void search_table_row(SearchTable *table, SearchRowFunction function, const void *data,
                      const char *const *names);

/* ---- one kind of answer ---- */

/* How one kind of answer is written in each format; the functions get the answer as it is. */
typedef struct {
  const char *name; /* "models" */
  void (*text)(const void *answer, const SearchScreen *screen, GString *out);
  SearchJson *(*json)(const void *answer);
  void (*rows)(const void *answer, SearchSheet *sheet);
} SearchView;

void search_view_print(const SearchView *view, const void *answer, SearchFormat format,
                       const SearchScreen *screen, GString *out);

/* "lulea-2018/57"; NULL where there is no passage. The caller frees it. */
char *search_view_passage_id(const CorpusReport *report, const CorpusPassage *passage);

/* "p. 7", and whether the text was read by a machine. The caller frees it. */
char *search_view_page(const CorpusPassage *passage);
/* What such a page is, once below a text that names any. */
void search_view_pages_text(const SearchScreen *screen, GString *out);

/* ---- JSON: new objects, or NULL for none, which search_json_take() writes as null ---- */

SearchJson *search_view_report(const CorpusReport *report);
SearchJson *search_view_municipality(const CorpusMunicipality *municipality);
SearchJson *search_view_question(const CorpusReport *report, const char *id);
SearchJson *search_view_passage(const CorpusReport *report, const CorpusPassage *passage);
SearchJson *search_view_reference(const SearchModelReference *found);
SearchJson *search_view_highlights(const SearchExcerpt *excerpt);
/* Adds what the area or question is about in any revision, where that is known: "subject". */
void search_view_subject(SearchJson *object, unsigned revision, const char *id);
void search_view_area_subject(SearchJson *object, unsigned revision, unsigned area);
/* As in kompass.scores/1, with all areas and questions. */
SearchJson *search_view_report_scores(const CorpusReport *report, const SearchScores *scores);
SearchJson *search_view_texts(const GPtrArray *texts /* char * */);
/* What a reader of figures should know: a code, values by name (all of them texts), and the same in
 * words. */
SearchJson *search_view_notice(const CorpusNotice *notice);
SearchJson *search_view_notices(const GPtrArray *notices /* CorpusNotice * */);

/* The same as text, a paragraph each. */
void search_view_notices_text(const GPtrArray *notices, const SearchScreen *screen, GString *out);
/* What is odd about a report and its figures, a line each. */
void search_view_warnings_text(const CorpusReport *report, const SearchScreen *screen,
                               GString *out);

/* ---- figures ---- */

/* Do the filters choose it? */
bool search_view_shows_beside(const CorpusBeside *beside, const CorpusReport *report,
                              const SearchFilters *filters);
/* Adds what the report prints beside points, where it prints any: "means" and "printed_changes". */
void search_view_beside(SearchJson *object, const CorpusReport *report,
                        const SearchFilters *filters);
/* The same in text, a line for each column. */
void search_view_beside_text(const CorpusReport *report, const SearchFilters *filters,
                             const SearchScreen *screen, GString *out);

/* " 7/10", or " 7" where the report does not say of how many; nothing where it gives no points. */
void search_view_append_points(GString *out, int score, int max);

/* A figure as a report prints it. */
typedef struct {
  char id[SEARCH_FIGURE_ID_BYTES]; /* "total", "3", "1.5" */
  const char *name;                /* borrowed from the report */
  int score, max, percent;
} SearchViewFigure;

/* The figures of the report that the filters choose (SearchViewFigure), in the order of the table:
 * the total, and each area before its questions. The caller unrefs the array. */
GArray *search_view_figures(const CorpusReport *report, const SearchFilters *filters);

/* ---- what there is to learn ---- */

/* The text of a SearchLearn (search/view/plan.c). */
void search_view_plan(const void *answer, const SearchScreen *screen, GString *out);
/* The others that a source tells of. The caller frees it. */
char *search_view_others(const SearchLearnSource *source, const char *separator);

/* ---- columns ---- */

/* What the head of a CSV is written from; the report has a municipality, as blank. */
extern const CorpusReport search_blank_report;
extern const CorpusPassage search_blank_passage;

/* "figure": "total", "3" or "1.5"; "" or NULL = absent. */
void search_row_figure(SearchRow *row, const char *id);
void search_row_municipality(SearchRow *row, const CorpusMunicipality *municipality);
/* The municipality, the date and the source. */
void search_row_report(SearchRow *row, const CorpusReport *report);
void search_row_question(SearchRow *row, const CorpusReport *report, const char *id);
void search_row_passage(SearchRow *row, const CorpusReport *report, const CorpusPassage *passage);

/* ---- text ---- */

/* The municipality's name, else the report's id. Borrowed. */
const char *search_view_name(const CorpusReport *report);
/* "Luleå 2018" */
void search_view_title(const CorpusReport *report, const SearchScreen *screen, GString *out);

#endif
