/* search/benchmark/benchmark.c: gathers every figure of comparable reports, and ranks one report
 * among them. */
#include "search/benchmark/benchmark.h"

#include <string.h>

#include "corpus/instrument/instrument.h"

#define MOST_POINTS 800 /* of a whole report */

/* ---- one figure ---- */

static SearchBenchmarkFigure *
figure_new(const char *id, const char *name, int possible) {
  SearchBenchmarkFigure *figure = g_new0(SearchBenchmarkFigure, 1);
  figure->name = name;
  figure->possible = possible;
  g_strlcpy(figure->id, id, sizeof figure->id);
  figure->values = g_array_new(FALSE, FALSE, sizeof(int));
  return figure;
}

static void
figure_free(SearchBenchmarkFigure *figure) {
  g_array_unref(figure->values);
  g_free(figure);
}

static int
value_at(const SearchBenchmarkFigure *figure, guint index) {
  return g_array_index(figure->values, int, index);
}

static int
compare_descending(gconstpointer a, gconstpointer b) {
  int left = *(const int *)a, right = *(const int *)b;
  return (left < right) - (left > right);
}

/* Highest first. Points are small numbers, which are sooner counted than compared. */
static void
sort_values(GArray *values) {
  guint counts[MOST_POINTS + 1] = {0};
  for (guint i = 0; i < values->len; i++) {
    int value = g_array_index(values, int, i);
    if (value > MOST_POINTS) {
      g_array_sort(values, compare_descending);
      return;
    }
    counts[value]++;
  }
  guint at = 0;
  for (int value = MOST_POINTS; value >= 0; value--)
    for (; counts[value] > 0; counts[value]--)
      g_array_index(values, int, at++) = value;
}

/* Sorts the values and takes their measures; there is at least one. */
static void
figure_finish(SearchBenchmarkFigure *figure) {
  sort_values(figure->values);
  guint count = figure->values->len;
  double sum = 0;
  for (guint i = 0; i < count; i++)
    sum += value_at(figure, i);
  figure->mean = sum / count;
  figure->median = (value_at(figure, (count - 1) / 2) + value_at(figure, count / 2)) / 2.0;
  figure->max = value_at(figure, 0);
  figure->min = value_at(figure, count - 1);
}

/* ---- one revision ---- */

static SearchBenchmark *
benchmark_new(unsigned revision) {
  SearchBenchmark *benchmark = g_new0(SearchBenchmark, 1);
  benchmark->revision = revision;
  benchmark->figures = g_ptr_array_new_with_free_func((GDestroyNotify)figure_free);
  benchmark->by_id = g_hash_table_new(g_str_hash, g_str_equal);
  return benchmark;
}

static void
benchmark_free(SearchBenchmark *benchmark) {
  g_ptr_array_unref(benchmark->figures);
  g_hash_table_unref(benchmark->by_id);
  g_free(benchmark);
}

/* The instrument's own words go before those of a report. */
static void
word(SearchBenchmarkFigure *figure, const CorpusInstrument *instrument) {
  if (instrument == NULL)
    return;
  const CorpusQuestion *question = corpus_instrument_question(instrument, figure->id);
  const CorpusArea *area = search_figure_kind(figure->id) == SEARCH_FIGURE_AREA
                               ? corpus_instrument_area(instrument, (unsigned)(*figure->id - '0'))
                               : NULL;
  if (question != NULL) {
    figure->name = question->text;
    figure->possible = (int)question->max;
  } else if (area != NULL) {
    figure->name = area->name;
  }
}

/* Reports of one revision give the same figures in the same order. NULL = it is new. */
static SearchBenchmarkFigure *
figure_of(SearchBenchmark *benchmark, const char *id) {
  guint place = benchmark->next++;
  if (place < benchmark->figures->len) {
    SearchBenchmarkFigure *figure = benchmark->figures->pdata[place];
    if (strcmp(figure->id, id) == 0)
      return figure;
  }
  return g_hash_table_lookup(benchmark->by_id, id);
}

/* name, possible: what the report calls the figure, and the points that it gives for it. */
static void
add_value(SearchBenchmark *benchmark, const char *id, int score, const char *name, int possible) {
  if (score < 0)
    return;
  SearchBenchmarkFigure *figure = figure_of(benchmark, id);
  if (figure == NULL) {
    figure = figure_new(id, name, possible);
    word(figure, corpus_instrument_find(benchmark->revision));
    g_ptr_array_add(benchmark->figures, figure);
    g_hash_table_insert(benchmark->by_id, figure->id, figure);
  }
  g_array_append_val(figure->values, score);
}

static void
add_area(SearchBenchmark *benchmark, const CorpusAreaScore *area, const SearchFilters *filters) {
  char id[8];
  g_snprintf(id, sizeof id, "%u", area->number);
  if (!search_filters_accept_area(filters, area->number))
    return;
  add_value(benchmark, id, area->score, area->name, area->max);
  for (guint i = 0; i < area->questions->len; i++) {
    const CorpusQuestionScore *question = area->questions->pdata[i];
    if (search_filters_accept_question(filters, question->id))
      add_value(benchmark, question->id, question->score, question->text, question->max);
  }
}

static void
add_report(SearchBenchmark *benchmark, const CorpusReport *report, const SearchFilters *filters) {
  benchmark->reports++;
  benchmark->next = 0;
  add_value(benchmark, "total", report->total, NULL, -1);
  for (guint i = 0; i < report->areas->len; i++)
    add_area(benchmark, report->areas->pdata[i], filters);
}

SearchFigureKind
search_figure_kind(const char *id) {
  if (strchr(id, '.') != NULL)
    return SEARCH_FIGURE_QUESTION;
  return g_ascii_isdigit(*id) ? SEARCH_FIGURE_AREA : SEARCH_FIGURE_TOTAL;
}

/* The total, then areas, then questions, each by number ("1.10" after "1.9"). */
static int
compare_figures(gconstpointer a, gconstpointer b) {
  const char *left = (*(const SearchBenchmarkFigure *const *)a)->id;
  const char *right = (*(const SearchBenchmarkFigure *const *)b)->id;
  SearchFigureKind left_kind = search_figure_kind(left), right_kind = search_figure_kind(right);
  if (left_kind != right_kind)
    return left_kind < right_kind ? -1 : 1;
  if (*left != *right || strlen(left) == strlen(right))
    return strcmp(left, right);
  return strlen(left) < strlen(right) ? -1 : 1;
}

static void
benchmark_finish(SearchBenchmark *benchmark) {
  for (guint i = 0; i < benchmark->figures->len; i++)
    figure_finish(benchmark->figures->pdata[i]);
  g_ptr_array_sort(benchmark->figures, compare_figures);
}

const SearchBenchmarkFigure *
search_benchmark_figure(const SearchBenchmark *benchmark, const char *id) {
  return g_hash_table_lookup(benchmark->by_id, id);
}

/* How many values are better than the score, by bisection. */
static guint
count_better(const GArray *values, int score) {
  guint low = 0, high = values->len;
  while (low < high) {
    guint middle = (low + high) / 2;
    if (g_array_index(values, int, middle) > score)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

SearchRank
search_benchmark_rank(const SearchBenchmark *benchmark, const char *id, int score) {
  const SearchBenchmarkFigure *figure =
      benchmark == NULL ? NULL : search_benchmark_figure(benchmark, id);
  if (figure == NULL || score < 0)
    return (SearchRank){0, figure == NULL ? 0 : figure->values->len};
  return (SearchRank){count_better(figure->values, score) + 1, figure->values->len};
}

/* ---- all ---- */

static SearchBenchmark *
benchmark_of(SearchScores *scores, unsigned revision) {
  for (guint i = 0; i < scores->benchmarks->len; i++) {
    SearchBenchmark *benchmark = scores->benchmarks->pdata[i];
    if (benchmark->revision == revision)
      return benchmark;
  }
  SearchBenchmark *benchmark = benchmark_new(revision);
  g_ptr_array_add(scores->benchmarks, benchmark);
  return benchmark;
}

const SearchBenchmark *
search_scores_benchmark(const SearchScores *scores, unsigned revision) {
  for (guint i = 0; i < scores->benchmarks->len; i++) {
    const SearchBenchmark *benchmark = scores->benchmarks->pdata[i];
    if (benchmark->revision == revision)
      return benchmark;
  }
  return NULL;
}

static int
compare_revisions(gconstpointer a, gconstpointer b) {
  unsigned left = (*(const SearchBenchmark *const *)a)->revision;
  unsigned right = (*(const SearchBenchmark *const *)b)->revision;
  return (left > right) - (left < right);
}

static int
compare_reports(gconstpointer a, gconstpointer b) {
  return strcmp((*(const CorpusReport *const *)a)->id, (*(const CorpusReport *const *)b)->id);
}

SearchScores *
search_scores(const GPtrArray *reports, const SearchFilters *filters) {
  SearchScores *scores = g_new0(SearchScores, 1);
  scores->reports = g_ptr_array_new();
  scores->benchmarks = g_ptr_array_new_with_free_func((GDestroyNotify)benchmark_free);
  for (guint i = 0; i < reports->len; i++) {
    CorpusReport *report = reports->pdata[i];
    if (!search_filters_accept_class(filters, report))
      continue;
    if (report->revision != 0) /* reports of revisions that are not known compare with none */
      add_report(benchmark_of(scores, report->revision), report, filters);
    if (search_filters_accept_report(filters, report))
      g_ptr_array_add(scores->reports, report);
  }
  for (guint i = 0; i < scores->benchmarks->len; i++)
    benchmark_finish(scores->benchmarks->pdata[i]);
  g_ptr_array_sort(scores->benchmarks, compare_revisions);
  g_ptr_array_sort(scores->reports, compare_reports);
  scores->total = scores->reports->len;
  search_filters_page(filters, scores->reports);
  return scores;
}

void
search_scores_free(SearchScores *scores) {
  if (scores == NULL)
    return;
  g_ptr_array_unref(scores->reports);
  g_ptr_array_unref(scores->benchmarks);
  g_free(scores);
}
