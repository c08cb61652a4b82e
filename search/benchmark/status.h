/* search/benchmark/status.h: what is in an index: its reports, one of them as a whole, and how its
 * words and municipalities go on. */
#ifndef SEARCH_BENCHMARK_STATUS_H
#define SEARCH_BENCHMARK_STATUS_H

#include "search/ask/engine.h"
#include "search/ask/filters.h"

typedef struct {
  const CorpusReport *report; /* borrowed from the engine */
  unsigned passages;
} SearchStatusReport;

typedef struct {
  const char *index;      /* its path; borrowed from the engine */
  const char *places;     /* what decided that it is this one, for users of this machine; or NULL */
  const char *generation; /* another after each update; borrowed from the engine */
  unsigned shards;
  unsigned passages; /* of all reports */
  unsigned words;    /* different words that the reports use */
  unsigned warnings;
  bool serves_sources; /* the files that reports were read from are handed out; false at first */
  GArray *reports;     /* SearchStatusReport, by id */
  const GPtrArray *groups; /* SearchGroup *: of municipalities; NULL = none; borrowed */
} SearchStatus;

/* groups: those that can be compared with, NULL = none. The caller frees it. */
SearchStatus *search_status(const SearchEngine *engine, const GPtrArray *groups);
void search_status_free(SearchStatus *status); /* NULL is fine */

/* ---- how what was begun may go on ---- */

typedef struct {
  char *text;
  unsigned passages; /* that hold it, in any inflection; background counts, too */
} SearchSuggestedWord;

typedef struct {
  const CorpusMunicipality *municipality;
  const CorpusReport *newest; /* borrowed from the engine */
  unsigned reports;
  unsigned fit; /* how well it is meant; orders them */
} SearchSuggestedMunicipality;

typedef struct {
  char *query;
  GArray *words;          /* SearchSuggestedWord: in the most passages first */
  GArray *municipalities; /* SearchSuggestedMunicipality: of which there are reports */
} SearchSuggestions;

/* The text as somebody has typed it so far. Words of the reports that its last word is the
 * beginning of, an inflection of each; municipalities whose name, a word of it or code begins so,
 * with or without diacritics; of each at most `most`. Errors of the index come through. The caller
 * frees it. */
SearchSuggestions *search_suggest(SearchEngine *engine, const char *text, unsigned most,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_suggestions_free(SearchSuggestions *suggestions); /* NULL is fine */

/* ---- one report ---- */

typedef struct {
  const CorpusReport *known; /* as the engine has it, for what compares reports; borrowed */
  CorpusReport *report;      /* with its passages */
  GPtrArray *passages; /* CorpusPassage *, borrowed from report: those to show, in its order */
  unsigned total;      /* how many there are without limit and offset */
} SearchWholeReport;

/* Shown are the passages that pass the filters on area, question and tag, background included where
 * no tag is asked for. Fails with SEARCH_ERROR_UNKNOWN where the index has no such report. The
 * caller frees it. */
SearchWholeReport *search_whole_report(const SearchEngine *engine, const SearchFilters *filters,
                                       const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_whole_report_free(SearchWholeReport *whole); /* NULL is fine */

/* The media type of a file that a report may be read from, by the ending of its name; NULL where it
 * has none of those. Static. */
const char *search_source_type(const char *name);

/* ---- the program ---- */

/* The version of the program. Static. */
const char *search_version(void);

/* How often a part of it was right, of answers made by hand about published reports. */
typedef struct {
  const char *what; /* "direction": the group of corpus/data/measured.ini */
  unsigned answers, right;
} SearchMeasured;

/* SearchMeasured, in the order of the file; lives as long as the program. */
const GArray *search_measured(void);

#endif
