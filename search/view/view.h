/* search/view/view.h: answers as text, JSON or CSV. */
#ifndef SEARCH_VIEW_VIEW_H
#define SEARCH_VIEW_VIEW_H

#include "indexer/update.h"
#include "search/benchmark/benchmark.h"
#include "search/benchmark/role_model_ranking.h"
#include "search/benchmark/status.h"
#include "search/history/history.h"
#include "search/learn/best.h"
#include "search/learn/learn.h"
#include "search/query/find.h"
#include "search/view/terminal_text.h"
#include "search/who/who.h"

typedef enum {
  SEARCH_FORMAT_TEXT,
  SEARCH_FORMAT_JSON,
  SEARCH_FORMAT_CSV,    /* for programs */
  SEARCH_FORMAT_CSV_SV, /* for a Swedish spreadsheet */
  SEARCH_FORMAT_XLSX,   /* a workbook */
  SEARCH_FORMATS        /* how many there are */
} SearchFormat;

/* "text", "json", "csv", "csv-sv", "xlsx". Static. */
const char *search_format_name(SearchFormat format);

/* Is it rows and columns, of which all are wanted? */
bool search_format_is_table(SearchFormat format);

/* Each appends the whole answer, or nothing where a workbook can't be made
 * (search/view/workbook.h). screen matters to text alone. */
void search_view_results(const SearchResults *results, SearchFormat format,
                         const SearchScreen *screen, GString *out);
/* explain: also, of each answer, why; CSV has no room for it. */
void search_view_who(const SearchWho *who, bool explain, SearchFormat format,
                     const SearchScreen *screen, GString *out);
/* cite: in text, one reference a line, to paste. */
void search_view_models(const SearchModels *models, bool cite, SearchFormat format,
                        const SearchScreen *screen, GString *out);
/* filters: those that the scores were taken with; they choose areas and questions. In text, the
 * full tables where municipalities are chosen, else a row for each report. */
void search_view_scores(const SearchScores *scores, const SearchFilters *filters,
                        SearchFormat format, const SearchScreen *screen, GString *out);
/* In text, the start of an action plan; in CSV a row for each suggestion and source. */
void search_view_learn(const SearchLearn *learn, SearchFormat format, const SearchScreen *screen,
                       GString *out);
/* filters: those that it was asked with. In CSV a row for each figure, and each item that was
 * followed. */
void search_view_history(const SearchHistory *history, const SearchFilters *filters,
                         SearchFormat format, const SearchScreen *screen, GString *out);
/* In CSV a row for each municipality and part of the comparison. */
void search_view_similar(const SearchSimilar *similar, SearchFormat format,
                         const SearchScreen *screen, GString *out);
/* In text and in each format, a line to paste for each strength. */
void search_view_best(const SearchBest *best, SearchFormat format, const SearchScreen *screen,
                      GString *out);
void search_view_status(const SearchStatus *status, SearchFormat format, const SearchScreen *screen,
                        GString *out);
void search_view_suggestions(const SearchSuggestions *suggestions, SearchFormat format,
                             const SearchScreen *screen, GString *out);

/* A report as a whole, and what is known of the file that it was read from. */
typedef struct {
  const SearchWholeReport *whole;
  const SearchScores *scores; /* of all reports */
  const char *source_type;    /* "application/pdf"; NULL = no kind that is known */
  bool source_served;         /* the service hands it out */
} SearchShownReport;

void search_view_whole_report(const SearchShownReport *shown, SearchFormat format,
                              const SearchScreen *screen, GString *out);
void search_view_summary(const IndexerSummary *summary, SearchFormat format, GString *out);

/* Rows on their way into a table for a program or a spreadsheet. */
typedef struct SearchSheet SearchSheet;
/* format: CSV, CSV_SV or XLSX. answer: "models", for headings of its own; borrowed. */
SearchSheet *search_sheet_new(SearchFormat format, const char *answer, GString *out);
/* Frees it without what is still to be written. NULL is fine. */
void search_sheet_drop(SearchSheet *sheet);
/* What follows goes there. */
void search_sheet_aim(SearchSheet *sheet, GString *out);
/* Appends what is still to be written. NULL is fine. A workbook that can't be made is nothing. */
void search_sheet_free(SearchSheet *sheet);

/* A passage as a line of JSON; and as a row, with the head of such rows. */
void search_view_exported(const IndexerPassage *place, GString *out);
void search_view_exported_head(SearchSheet *sheet);
void search_view_exported_row(SearchSheet *sheet, const IndexerPassage *place);

#endif
