/* search/benchmark/benchmark.h: score tables, ranks, and the benchmark over the reports that may be
 * compared.
 *
 * Scores are comparable within one revision of the instrument only, so every figure here belongs to
 * one revision. */
#ifndef SEARCH_BENCHMARK_BENCHMARK_H
#define SEARCH_BENCHMARK_BENCHMARK_H

#include "corpus/report/report.h"
#include "search/ask/filters.h"
#include "search/benchmark/comparable.h"

/* How many of the best are named for each figure. */
#define SEARCH_BENCHMARK_BEST 3

typedef struct {
  const CorpusReport *report; /* borrowed */
  int score;
} SearchBenchmarkHolder;

/* One figure (the total, an area or a question) over the reports of a revision. */
typedef struct {
  char id[SEARCH_FIGURE_ID_BYTES]; /* "total", "3" or "1.5" */
  char *key;                       /* search_figure_key(): two wordings of one id are two figures */
  const char *name; /* as the instrument words it, else a report; NULL for the total; borrowed */
  int possible;     /* points that can be had, -1 where nobody says */
  GArray *values;   /* int, highest first: of the reports that give the figure */
  double mean, median;
  double lower_quartile, upper_quartile;
  SearchBenchmarkHolder best[SEARCH_BENCHMARK_BEST]; /* highest first */
  unsigned best_count;
  int min, max;
} SearchBenchmarkFigure;

typedef struct {
  unsigned revision;
  char *kind;          /* search_report_kind() of its reports */
  bool whole;          /* all that the revision asks is known */
  unsigned reports;    /* how many were compared */
  GPtrArray *figures;  /* SearchBenchmarkFigure *: total, areas, questions, each by number; only
                          those that a report gives and the filters want */
  GHashTable *by_key;  /* the same, found by key */
  GHashTable *members; /* const CorpusReport *: those that were compared, as a set */
  GHashTable *newest;  /* municipality -> its newest report, which is compared; both borrowed */
  guint next;          /* while they are gathered: where the next value probably belongs */
} SearchBenchmark;

typedef struct {
  GPtrArray *reports;    /* const CorpusReport *: those to show, by id; borrowed */
  unsigned total;        /* how many there are without limit and offset */
  GPtrArray *benchmarks; /* SearchBenchmark *, oldest revision first */
  GPtrArray *notices;    /* CorpusNotice *: who of those to compare with could not be, and why */
} SearchScores;

typedef struct {
  unsigned rank; /* 1 = best; equals share the better rank; 0 = the report has no such figure */
  unsigned of;   /* reports that have it, the ranked one among them */
} SearchRank;

/* reports: const CorpusReport *, which must outlive the answer. The benchmark is taken over those
 * that pass the filters on year, revision, county and whom to compare with, within a revision the
 * newest of each municipality; shown are those that also pass the filter on municipality, from
 * offset on, at most limit if one was asked for. The caller frees it. */
SearchScores *search_scores(const GPtrArray *reports, const SearchFilters *filters);
void search_scores_free(SearchScores *scores); /* NULL is fine */

/* What a report's figures are compared with, and one of them; borrowed. NULL if no report of its
 * kind was compared, or none gives the figure. */
const SearchBenchmark *search_scores_benchmark(const SearchScores *scores,
                                               const CorpusReport *report);
const SearchBenchmarkFigure *search_benchmark_figure(const SearchBenchmark *benchmark,
                                                     const CorpusReport *report, const char *id);

/* score: the report's own figure, -1 if it has none. A report that is not compared itself is ranked
 * as if it were, in place of a newer one of its municipality; NULL = one that is. */
SearchRank search_benchmark_rank(const SearchBenchmark *benchmark, const CorpusReport *report,
                                 const char *id, int score);

/* ---- similar municipalities (similar.c) ----
 *
 * How far another municipality is from one: the difference of their points in each area, in percent
 * of the points that can be had, whether they lie in one county (0 or 100), and whether they share
 * a group (0 or 100), each by its weight. What either lacks is left out, and the others count for
 * it. The usual weights: every area alike; a county and a group about as much as differences that
 * are common between areas. */
#define SEARCH_WEIGHT_AREA 1.0
#define SEARCH_WEIGHT_COUNTY 0.25
#define SEARCH_WEIGHT_GROUP 0.5

typedef struct {
  char what[SEARCH_FIGURE_ID_BYTES]; /* "3" (an area of the own revision), "county", "group" */
  const char *name; /* of the area or the own county; NULL = it has none; borrowed */
  double weight;    /* above 0 */
} SearchWeighed;

typedef struct {
  int own, theirs;     /* points of an area, -1 = none */
  double difference;   /* 0..100, NAN = can't be compared */
  double contribution; /* to the distance: difference by weight's share; NAN as above */
} SearchAlikePart;

typedef struct {
  unsigned rank;              /* 1 = nearest; equals share the better rank */
  const CorpusReport *report; /* borrowed */
  double distance;            /* 0..100, the sum of the contributions */
  double compared;            /* 0.5..1: the share of the weights that could be compared */
  GArray *parts;              /* SearchAlikePart, as the weights */
} SearchAlike;

typedef struct {
  const CorpusReport *report; /* the own one; borrowed */
  GArray *weights;            /* SearchWeighed: areas, county, group */
  GPtrArray *others;          /* SearchAlike *, nearest first */
  unsigned total;             /* how many there are without limit and offset */
} SearchSimilar;

/* The municipality's newest report that passes the filters on year and revision is compared with
 * the newest of each other municipality that was made with the same revision and is to be compared
 * with (with, county, group). Filters on area choose which areas count. groups: SearchGroup *, NULL
 * = none. Fails with SEARCH_ERROR_UNKNOWN where there is no such municipality or report. reports
 * must outlive the answer, which the caller frees. */
SearchSimilar *search_similar(const GPtrArray *reports, const SearchFilters *filters,
                              const GPtrArray *groups, const char *municipality,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_similar_free(SearchSimilar *similar); /* NULL is fine */

#endif
