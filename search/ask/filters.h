/* search/ask/filters.h: which passages and reports an answer is taken from.
 *
 * The same filters everywhere: on the command line ("--area 4") and over HTTP ("area=4"). The same
 * filter given again widens the choice (or); different filters narrow it (and).
 *
 * An area or a question is meant by its subject: its number is that of the revision that is asked
 * for, where it is one alone, and else of the one that subjects are named after; in other revisions
 * it is what is about the same (corpus/instrument/subject.h). */
#ifndef SEARCH_ASK_FILTERS_H
#define SEARCH_ASK_FILTERS_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/report/report.h"

#define SEARCH_LIMIT_DEFAULT 10
#define SEARCH_LIMIT_MAX 100000
#define SEARCH_OFFSET_MAX 10000000

typedef struct {
  unsigned from, to; /* inclusive */
} SearchYears;

/* How much a part counts where municipalities are compared as wholes. */
typedef struct {
  char what[CORPUS_QUESTION_ID_BYTES]; /* "3" (an area), "county", "group" */
  double weight;
} SearchWeight;

/* What a municipality is named as by a report. */
typedef enum {
  SEARCH_ROLE_MODEL, /* a role model */
  SEARCH_ROLE_SELF,  /* held up as an example by its own report */
  SEARCH_ROLE_MENTION
} SearchRole;

/* What answers of municipalities are sorted by. */
typedef enum {
  SEARCH_BY_VERDICT, /* by confidence within it, the surest first */
  SEARCH_BY_NAME,
  SEARCH_BY_CONFIDENCE, /* the surest first */
  SEARCH_BY_SCORE       /* within one revision, the highest first; the newest revision first */
} SearchSorting;

typedef struct {
  guint64 areas;             /* bit n set = area n wanted; 0 = all */
  unsigned tags;             /* bit (1 << CorpusTag); 0 = all but background */
  unsigned roles;            /* bit (1 << SearchRole); 0 = all */
  unsigned verdicts;         /* bit (1 << SearchVerdict) of search/who/evidence.h; 0 = all */
  GPtrArray *questions;      /* char *: "1.5"; empty = all */
  unsigned numbering;        /* the revision whose numbers these are; 0 = as is told below */
  GPtrArray *municipalities; /* const CorpusMunicipality *; empty = all */
  GPtrArray *with;           /* the same: whom figures are compared with */
  GPtrArray *counties;       /* const char *, of municipalities; of scores, whom they are compared
                                with; empty = all */
  GPtrArray *groups;         /* char *: names of groups whose members they are compared with */
  GPtrArray *grouped;        /* const CorpusMunicipality *: the members of these */
  GArray *weights;           /* SearchWeight: those that are not the usual ones */
  GArray *years;             /* SearchYears; empty = all */
  GArray *revisions;         /* unsigned; empty = all */
  unsigned limit, offset;
  bool limited; /* a limit was asked for; where it was not, a command may show everything */
  SearchSorting order;
  bool backwards; /* in that order, the last one first */
} SearchFilters;

/* Nothing asked for: limit SEARCH_LIMIT_DEFAULT, offset 0. */
SearchFilters *search_filters_new(void);
void search_filters_free(SearchFilters *filters); /* NULL is fine */

/* Adds one filter as the user wrote it. name: "area", "question", "tag", "municipality", "with"
 * (several, parted by commas), "county", "group", "weight" ("4=2"), "year", "revision", "verdict",
 * "role", "sort" ("name", "-name"), "limit" or "offset". Fails with SEARCH_ERROR_USAGE where the
 * name is none of these or the value is malformed or out of range, with SEARCH_ERROR_UNKNOWN for a
 * municipality that does not exist (the message names the nearest). After a failure the filters are
 * as before. */
bool search_filters_add(SearchFilters *filters, const char *name, const char *value,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Does the revision whose numbers they are have the areas and questions that are asked for, as far
 * as it is known? To be asked once all filters are there. Fails with SEARCH_ERROR_USAGE. */
bool search_filters_check(const SearchFilters *filters, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- groups of municipalities ----
 *
 * An operator writes a file of them, in UTF-8. A group's name stands alone, within brackets; its
 * municipalities follow, by name or code, parted by commas or lines. "#" opens a line that says
 * nothing.
 *
 *     [Inlandet]
 *     Kalix, Norsjö
 *     2580 */
typedef struct {
  char *name;
  GPtrArray *members; /* const CorpusMunicipality *, each once; at least one */
} SearchGroup;

/* A GPtrArray of SearchGroup *, in the file's order, which the caller unrefs. Fails with a
 * G_FILE_ERROR, or with CORPUS_ERROR_DATA, whose message begins with the file's name and the line
 * that is wrong. file: the name that messages show. */
GPtrArray *search_groups_read(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *search_groups_of_text(const char *file, const char *text,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A text that is another for other groups, "" for none (NULL is fine): answers are others, too. The
 * caller frees it. */
char *search_groups_mark(const GPtrArray *groups);

/* Looks up the groups that were asked for. groups: NULL = there is no file of them. Fails with
 * SEARCH_ERROR_USAGE where one does not exist. To be called once all filters are there. */
bool search_filters_take_groups(SearchFilters *filters, const GPtrArray *groups,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A whole number without sign, in [least, most], or false. For options that are no filters too. */
bool search_number_parse(const char *text, unsigned least, unsigned most,
                         unsigned *number) G_GNUC_WARN_UNUSED_RESULT;

/* A municipality by name or code, or NULL with SEARCH_ERROR_UNKNOWN and suggestions. */
const CorpusMunicipality *search_municipality(const char *name_or_code,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A county as the municipalities have it ("Norrbottens län"), by its name with or without "län", or
 * NULL with SEARCH_ERROR_USAGE and the nearest one. Static. */
const char *search_county(const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same, or NULL. */
const char *search_county_called(const char *name);

/* Does the report pass the filters on year and revision (its class)? On municipality and county
 * too? */
bool search_filters_accept_class(const SearchFilters *filters, const CorpusReport *report);
bool search_filters_accept_report(const SearchFilters *filters, const CorpusReport *report);
/* Is the municipality one of those that are named, or is none? */
bool search_filters_accept_municipality(const SearchFilters *filters,
                                        const CorpusMunicipality *municipality);
/* Without filters on municipality and county, all others as they are. It borrows from both. */
SearchFilters search_filters_of_all(const SearchFilters *filters, const SearchFilters *none);
/* Is the municipality one of those that figures are compared with? */
bool search_filters_accept_compared(const SearchFilters *filters,
                                    const CorpusMunicipality *municipality);
/* Is the area, the question ("" = none) of a revision, or the tag wanted? Where questions are asked
 * for, only the areas that they belong to are. */
bool search_filters_accept_area(const SearchFilters *filters, unsigned revision, unsigned area);
bool search_filters_accept_question(const SearchFilters *filters, unsigned revision,
                                    const char *question);
/* The revision whose numbers the filters on areas are; of a question that it lacks, the newest that
 * has it. */
unsigned search_filters_numbering(const SearchFilters *filters);
unsigned search_filters_numbering_of(const SearchFilters *filters, const char *question);
/* Are reports of that revision alone wanted? Then own numbers are asked for, else subjects. */
bool search_filters_by_number(const SearchFilters *filters);
bool search_filters_accept_tag(const SearchFilters *filters, CorpusTag tag);

/* Says that the index holds no report, or none that passes the filters, of the municipality. */
void search_filters_refuse_none(const SearchFilters *filters,
                                const CorpusMunicipality *municipality, GError **error);

/* Adds a notice that names the municipalities that are asked for and that none of the reports is
 * of, where there are any. */
void search_filters_note_absent(const SearchFilters *filters, const GPtrArray *reports,
                                GPtrArray *notices /* CorpusNotice * */);

/* Do the filters leave anything out, beside background? */
bool search_filters_narrow(const SearchFilters *filters);

/* Leaves of an answer's rows the page that is asked for: those from offset on, at most limit where
 * a limit was asked for. */
void search_filters_page(const SearchFilters *filters, GPtrArray *rows);

/* Is what the municipality is named as wanted? */
bool search_filters_accept_role(const SearchFilters *filters, SearchRole role);

/* By the municipality's name as Swedish sorts (one that is not known comes first), then by year and
 * id: below zero, zero, above. */
int search_report_compare(const CorpusReport *report, const CorpusReport *other);
/* Sorts reports (CorpusReport *) so. */
void search_reports_sort(GPtrArray *reports);

/* Was the evaluation that `report` is of later than the other's? By year, month and, where these
 * are the same, the evaluation's ordinal. The one rule for "the newest report". */
bool search_report_is_newer(const CorpusReport *report, const CorpusReport *other);

/* Is the report one of those to choose from? */
typedef bool (*SearchReportTest)(const CorpusReport *report, const void *context);

/* Of the reports (const CorpusReport *) that pass the test the newest of each municipality, in
 * their order. The caller unrefs the array. */
GPtrArray *search_newest_reports(const GPtrArray *reports, SearchReportTest test,
                                 const void *context);

#endif
