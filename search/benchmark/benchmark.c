/* search/benchmark/benchmark.c: gathers every figure of comparable reports, and ranks one report
 * among them. */
#include "search/benchmark/benchmark.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/instrument/instrument.h"

#define MOST_COUNTED 1000 /* points: more are sooner compared than counted */

/* ---- one figure ---- */

static SearchBenchmarkFigure *
figure_new(const char *id, char *key, const char *name, int possible) {
  SearchBenchmarkFigure *figure = g_new0(SearchBenchmarkFigure, 1);
  figure->key = key;
  figure->name = name;
  figure->possible = possible;
  g_strlcpy(figure->id, id, sizeof figure->id);
  figure->values = g_array_new(FALSE, FALSE, sizeof(int));
  return figure;
}

static void
figure_free(SearchBenchmarkFigure *figure) {
  g_array_unref(figure->values);
  g_free(figure->key);
  g_free(figure);
}

static int
value_at(const SearchBenchmarkFigure *figure, guint index) {
  return g_array_index(figure->values, int, index);
}

/* At a place among the values, highest first, that may lie between two of them. */
static double
value_between(const SearchBenchmarkFigure *figure, double place) {
  guint above = (guint)place, below = MIN(above + 1, figure->values->len - 1);
  return value_at(figure, above) +
         (place - above) * (value_at(figure, below) - value_at(figure, above));
}

static int
compare_descending(gconstpointer a, gconstpointer b) {
  int left = *(const int *)a, right = *(const int *)b;
  return (left < right) - (left > right);
}

/* Highest first. Points are small numbers, which are sooner counted than compared. */
static void
sort_values(GArray *values) {
  guint counts[MOST_COUNTED + 1] = {0};
  for (guint i = 0; i < values->len; i++) {
    int value = g_array_index(values, int, i);
    if (value > MOST_COUNTED) {
      g_array_sort(values, compare_descending);
      return;
    }
    counts[value]++;
  }
  guint at = 0;
  for (int value = MOST_COUNTED; value >= 0; value--)
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
  figure->upper_quartile = value_between(figure, (count - 1) / 4.0);
  figure->lower_quartile = value_between(figure, (count - 1) * 3 / 4.0);
  figure->max = value_at(figure, 0);
  figure->min = value_at(figure, count - 1);
}

/* ---- one kind of reports ---- */

static SearchBenchmark *
benchmark_new(const CorpusReport *report) {
  SearchBenchmark *benchmark = g_new0(SearchBenchmark, 1);
  benchmark->revision = report->revision;
  benchmark->kind = search_report_kind(report);
  benchmark->whole = search_revision_is_whole(report->revision);
  benchmark->figures = g_ptr_array_new_with_free_func((GDestroyNotify)figure_free);
  benchmark->by_key = g_hash_table_new(g_str_hash, g_str_equal);
  benchmark->members = g_hash_table_new(NULL, NULL);
  benchmark->newest = g_hash_table_new(NULL, NULL);
  return benchmark;
}

static void
benchmark_free(SearchBenchmark *benchmark) {
  g_ptr_array_unref(benchmark->figures);
  g_hash_table_unref(benchmark->by_key);
  g_hash_table_unref(benchmark->members);
  g_hash_table_unref(benchmark->newest);
  g_free(benchmark->kind);
  g_free(benchmark);
}

/* The instrument's own words go before those of a report. */
static void
take_wording(SearchBenchmarkFigure *figure, const CorpusInstrument *instrument) {
  if (instrument == NULL)
    return;
  const CorpusQuestion *question = corpus_instrument_question(instrument, figure->id);
  const CorpusArea *area = search_figure_kind(figure->id) == SEARCH_FIGURE_AREA
                               ? corpus_instrument_area(instrument, (unsigned)atoi(figure->id))
                               : NULL;
  if (question != NULL) {
    figure->name = question->text;
    figure->possible = (int)question->max;
  } else if (area != NULL) {
    figure->name = area->name;
  }
}

/* Reports of one kind give the same figures in the same order. NULL = it is new. */
static SearchBenchmarkFigure *
figure_of(SearchBenchmark *benchmark, const char *key) {
  guint place = benchmark->next++;
  if (place < benchmark->figures->len) {
    SearchBenchmarkFigure *figure = benchmark->figures->pdata[place];
    if (strcmp(figure->key, key) == 0)
      return figure;
  }
  return g_hash_table_lookup(benchmark->by_key, key);
}

/* The figure's key; *own is set where it has to be freed. */
static const char *
key_of(const SearchBenchmark *benchmark, const CorpusReport *report, const char *id, char **own) {
  *own = benchmark->whole ? NULL : search_figure_key(report, id);
  return *own != NULL ? *own : id;
}

/* Among the best, those that came first stand before their equals. */
static void
take_best(SearchBenchmarkFigure *figure, const CorpusReport *report, int score) {
  guint place = figure->best_count;
  while (place > 0 && figure->best[place - 1].score < score)
    place--;
  if (place == SEARCH_BENCHMARK_BEST)
    return;
  guint last = MIN(figure->best_count, SEARCH_BENCHMARK_BEST - 1);
  for (guint i = last; i > place; i--)
    figure->best[i] = figure->best[i - 1];
  figure->best[place] = (SearchBenchmarkHolder){report, score};
  figure->best_count = last + 1;
}

/* name, possible: what the report calls the figure, and the points that it gives for it. */
static void
add_value(SearchBenchmark *benchmark, const CorpusReport *report, const char *id, int score,
          const char *name, int possible) {
  char *own = NULL;
  if (score < 0)
    return;
  const char *key = key_of(benchmark, report, id, &own);
  SearchBenchmarkFigure *figure = figure_of(benchmark, key);
  if (figure == NULL) {
    figure = figure_new(id, g_strdup(key), name, possible);
    take_wording(figure, corpus_instrument_find(benchmark->revision));
    g_ptr_array_add(benchmark->figures, figure);
    g_hash_table_insert(benchmark->by_key, figure->key, figure);
  }
  g_array_append_val(figure->values, score);
  take_best(figure, report, score);
  g_free(own);
}

static void
add_area(SearchBenchmark *benchmark, const CorpusReport *report, const CorpusAreaScore *area,
         const SearchFilters *filters) {
  char id[SEARCH_FIGURE_ID_BYTES];
  search_figure_of_area(area->number, id);
  if (!search_filters_accept_area(filters, report->revision, area->number))
    return;
  add_value(benchmark, report, id, area->score, area->name, area->max);
  for (guint i = 0; i < area->questions->len; i++) {
    const CorpusQuestionScore *question = area->questions->pdata[i];
    if (search_filters_accept_question(filters, report->revision, question->id))
      add_value(benchmark, report, question->id, question->score, question->text, question->max);
  }
}

static void
add_report(SearchBenchmark *benchmark, const CorpusReport *report, const SearchFilters *filters) {
  benchmark->reports++;
  g_hash_table_add(benchmark->members, (gpointer)report);
  benchmark->next = 0;
  add_value(benchmark, report, "total", report->total, NULL, -1);
  for (guint i = 0; i < report->areas->len; i++)
    add_area(benchmark, report, report->areas->pdata[i], filters);
}

/* The total, then areas, then questions, each by number ("1.10" after "1.9"). */
static int
compare_figures(gconstpointer a, gconstpointer b) {
  const char *left = (*(const SearchBenchmarkFigure *const *)a)->id;
  const char *right = (*(const SearchBenchmarkFigure *const *)b)->id;
  SearchFigureKind left_kind = search_figure_kind(left), right_kind = search_figure_kind(right);
  if (left_kind != right_kind)
    return left_kind < right_kind ? -1 : 1;
  if (left_kind == SEARCH_FIGURE_TOTAL)
    return 0;
  unsigned long one = strtoul(left, (char **)&left, 10), two = strtoul(right, (char **)&right, 10);
  if (one == two && left_kind == SEARCH_FIGURE_QUESTION) {
    one = strtoul(left + 1, NULL, 10);
    two = strtoul(right + 1, NULL, 10);
  }
  return (one > two) - (one < two);
}

static void
benchmark_finish(SearchBenchmark *benchmark) {
  for (guint i = 0; i < benchmark->figures->len; i++)
    figure_finish(benchmark->figures->pdata[i]);
  g_ptr_array_sort(benchmark->figures, compare_figures);
}

const SearchBenchmarkFigure *
search_benchmark_figure(const SearchBenchmark *benchmark, const CorpusReport *report,
                        const char *id) {
  char *own = NULL;
  const SearchBenchmarkFigure *figure =
      g_hash_table_lookup(benchmark->by_key, key_of(benchmark, report, id, &own));
  g_free(own);
  return figure;
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

/* The same figure of the municipality's newest report, which is compared in place of this one; -1
 * if there is none. */
static int
score_of_newest(const SearchBenchmark *benchmark, const CorpusReport *report, const char *id) {
  const CorpusReport *newest = g_hash_table_lookup(benchmark->newest, report->municipality);
  return newest != NULL && search_figures_compare(report, newest, id)
             ? search_figure_score(newest, id)
             : -1;
}

SearchRank
search_benchmark_rank(const SearchBenchmark *benchmark, const CorpusReport *report, const char *id,
                      int score) {
  const SearchBenchmarkFigure *figure =
      benchmark == NULL ? NULL : search_benchmark_figure(benchmark, report, id);
  if (figure == NULL || score < 0)
    return (SearchRank){0, figure == NULL ? 0 : figure->values->len};
  SearchRank rank = {count_better(figure->values, score) + 1, figure->values->len};
  if (report == NULL || g_hash_table_contains(benchmark->members, report))
    return rank;
  int newest = score_of_newest(benchmark, report, id);
  rank.rank -= newest > score ? 1 : 0;
  rank.of += newest < 0 ? 1 : 0;
  return rank;
}

/* ---- all ---- */

const SearchBenchmark *
search_scores_benchmark(const SearchScores *scores, const CorpusReport *report) {
  const SearchBenchmark *found = NULL;
  char *kind = report->revision == 0 ? search_report_kind(report) : NULL;
  for (guint i = 0; i < scores->benchmarks->len && found == NULL; i++) {
    const SearchBenchmark *benchmark = scores->benchmarks->pdata[i];
    if (benchmark->revision == report->revision &&
        (kind == NULL || strcmp(kind, benchmark->kind) == 0))
      found = benchmark;
  }
  g_free(kind);
  return found;
}

static SearchBenchmark *
benchmark_of(SearchScores *scores, const CorpusReport *report) {
  SearchBenchmark *benchmark = (SearchBenchmark *)search_scores_benchmark(scores, report);
  if (benchmark == NULL)
    g_ptr_array_add(scores->benchmarks, benchmark = benchmark_new(report));
  return benchmark;
}

static int
compare_revisions(gconstpointer a, gconstpointer b) {
  const SearchBenchmark *left = *(const SearchBenchmark *const *)a;
  const SearchBenchmark *right = *(const SearchBenchmark *const *)b;
  if (left->revision != right->revision)
    return left->revision > right->revision ? 1 : -1;
  return strcmp(left->kind, right->kind);
}

/* ---- who is not compared ---- */

/* What an answer is explained by. */
typedef struct {
  SearchScores *scores;
  const GPtrArray *reports; /* all that there are */
  const SearchFilters *filters;
} Asked;

/* Adds a notice of what is listed, where anything is. Frees the list. */
static void
add_notice(const Asked *asked, const char *code, const char *before, GString *list,
           const char *after) {
  if (list->len > 0) {
    char *text = g_strconcat(before, list->str, after, NULL);
    CorpusNotice *told = corpus_notice_new(code, text);
    corpus_notice_text(told, "which", list->str);
    g_ptr_array_add(asked->scores->notices, told);
    g_free(text);
  }
  g_string_free(list, TRUE);
}

static void
append_name(GString *names, const char *name) {
  g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", name);
}

/* "Luleå 2018 (revision 2016)" */
static void
list_report(GString *names, const CorpusReport *report) {
  append_name(names, report->municipality != NULL ? report->municipality->name : report->id);
  g_string_append_printf(names, " %u", report->year);
  if (report->revision != 0)
    g_string_append_printf(names, " (revision %u)", report->revision);
  else
    g_string_append(names, " (revision unknown)");
}

/* Is the report compared with nobody but itself? */
static bool
is_alone(const SearchScores *scores, const CorpusReport *report) {
  const SearchBenchmark *benchmark = search_scores_benchmark(scores, report);
  return benchmark != NULL && benchmark->reports == 1 &&
         g_hash_table_contains(benchmark->members, report);
}

/* Of the reports that are shown, which are left with nobody. */
static void
explain_alone(const Asked *asked) {
  const SearchFilters *filters = asked->filters;
  bool chosen = filters->with->len + filters->grouped->len + filters->counties->len > 0;
  GString *alone = g_string_new(NULL), *itself = g_string_new(NULL);
  for (guint i = 0; i < asked->scores->reports->len; i++) {
    const CorpusReport *report = asked->scores->reports->pdata[i];
    if (search_scores_benchmark(asked->scores, report) == NULL)
      list_report(alone, report);
    else if (chosen && filters->municipalities->len > 0 && is_alone(asked->scores, report))
      list_report(itself, report);
  }
  add_notice(asked, "only_itself", "Compared with nobody but itself: ", itself,
             ". No other of those chosen has a report made with the same revision.");
  add_notice(asked, "nobody_to_compare", "Nobody to compare with: ", alone,
             ". None of those chosen has a report made with the same revision.");
}

/* Municipalities that were chosen to compare with and are not. */
typedef struct {
  GString *absent;   /* they have no report */
  GString *filtered; /* the filters let none of theirs pass */
  GString *others;   /* reports of theirs, of other revisions than those that are shown */
} Uncompared;

/* Is the report compared with one that is shown? */
static bool
is_of_use(const SearchScores *scores, const CorpusReport *report) {
  for (guint i = 0; i < scores->reports->len; i++)
    if (search_reports_compare(scores->reports->pdata[i], report))
      return true;
  return false;
}

/* Lists what there is of a municipality that was chosen, where nothing of it is compared. */
static void
look_at(const Asked *asked, const CorpusMunicipality *municipality, Uncompared *found) {
  GString *reports = g_string_new(NULL);
  bool useful = false, any = false;
  for (guint i = 0; i < asked->reports->len && !useful; i++) {
    const CorpusReport *report = asked->reports->pdata[i];
    any = any || report->municipality == municipality;
    if (report->municipality != municipality ||
        !search_filters_accept_class(asked->filters, report))
      continue;
    useful = is_of_use(asked->scores, report);
    list_report(reports, report);
  }
  if (reports->len == 0)
    append_name(any ? found->filtered : found->absent, municipality->name);
  else if (!useful)
    append_name(found->others, reports->str);
  g_string_free(reports, TRUE);
}

/* Those that were chosen by name, or as members of a group, each once. */
static void
look_at_chosen(const Asked *asked, Uncompared *found) {
  const SearchFilters *filters = asked->filters;
  GPtrArray *chosen = g_ptr_array_copy(filters->with, NULL, NULL);
  for (guint i = 0; i < filters->grouped->len; i++)
    if (!g_ptr_array_find(filters->with, filters->grouped->pdata[i], NULL))
      g_ptr_array_add(chosen, filters->grouped->pdata[i]);
  for (guint i = 0; i < chosen->len; i++)
    if (search_filters_accept_compared(filters, chosen->pdata[i]))
      look_at(asked, chosen->pdata[i], found);
  g_ptr_array_unref(chosen);
}

/* Of the counties that are chosen those municipalities count that have a report. */
static void
look_at_counties(const Asked *asked, Uncompared *found) {
  const SearchFilters *filters = asked->filters;
  if (filters->counties->len == 0 || filters->with->len + filters->grouped->len > 0)
    return;
  GHashTable *seen = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < asked->reports->len; i++) {
    const CorpusMunicipality *one = ((const CorpusReport *)asked->reports->pdata[i])->municipality;
    if (one != NULL && search_filters_accept_compared(filters, one) &&
        g_hash_table_add(seen, (gpointer)one))
      look_at(asked, one, found);
  }
  g_hash_table_unref(seen);
}

static void
explain_uncompared(const Asked *asked) {
  Uncompared found = {g_string_new(NULL), g_string_new(NULL), g_string_new(NULL)};
  look_at_chosen(asked, &found);
  look_at_counties(asked, &found);
  add_notice(asked, "other_revision", "Not compared, as made with another revision: ", found.others,
             ".");
  add_notice(asked, "none_passes",
             "Not compared, as the filters let none of its reports pass: ", found.filtered, ".");
  add_notice(asked, "no_report", "Not compared, as the index holds no such report: ", found.absent,
             ".");
}

/* What the index holds of a municipality whose reports do not pass. */
static void
tell_reports_of(const Asked *asked, const CorpusMunicipality *municipality) {
  GString *there = g_string_new(NULL);
  for (guint i = 0; i < asked->reports->len; i++) {
    const CorpusReport *report = asked->reports->pdata[i];
    if (report->municipality == municipality)
      list_report(there, report);
  }
  add_notice(asked, "other_reports", "Of other years or revisions the index holds: ", there, ".");
}

/* Where to look where nothing passes. */
static void
explain_nothing(const Asked *asked) {
  const SearchFilters *filters = asked->filters;
  guint all = asked->reports->len;
  for (guint i = 0; i < filters->municipalities->len; i++)
    tell_reports_of(asked, filters->municipalities->pdata[i]);
  search_filters_note_absent(filters, asked->reports, asked->scores->notices);
  if (filters->municipalities->len > 0 || all == 0)
    return;
  char *text = g_strdup_printf("No report passes the filters; without them there are %u.", all);
  CorpusNotice *told = corpus_notice_new("filters_leave_no_report", text);
  corpus_notice_number(told, "without", (int)all);
  g_ptr_array_add(asked->scores->notices, told);
  g_free(text);
}

/* ---- who is compared ---- */

static bool
is_compared(const SearchFilters *filters, const CorpusReport *report) {
  return search_filters_accept_class(filters, report) &&
         search_filters_accept_compared(filters, report->municipality);
}

/* A municipality that was evaluated twice with one revision would count twice, and be compared with
 * itself: only its newest report is. */
static void
gather_newest(SearchScores *scores, const GPtrArray *reports, const SearchFilters *filters) {
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    if (!is_compared(filters, report))
      continue;
    GHashTable *newest = benchmark_of(scores, report)->newest;
    const CorpusReport *known = g_hash_table_lookup(newest, report->municipality);
    if (report->municipality != NULL && (known == NULL || search_report_is_newer(report, known)))
      g_hash_table_insert(newest, (gpointer)report->municipality, (gpointer)report);
  }
}

static void
compare_report(SearchScores *scores, const CorpusReport *report, const SearchFilters *filters) {
  SearchBenchmark *benchmark = benchmark_of(scores, report);
  if (report->municipality == NULL ||
      g_hash_table_lookup(benchmark->newest, report->municipality) == report)
    add_report(benchmark, report, filters);
}

SearchScores *
search_scores(const GPtrArray *reports, const SearchFilters *filters) {
  SearchScores *scores = g_new0(SearchScores, 1);
  scores->reports = g_ptr_array_new();
  scores->benchmarks = g_ptr_array_new_with_free_func((GDestroyNotify)benchmark_free);
  scores->notices = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_notice_free);
  gather_newest(scores, reports, filters);
  for (guint i = 0; i < reports->len; i++) {
    CorpusReport *report = reports->pdata[i];
    if (is_compared(filters, report))
      compare_report(scores, report, filters);
    if (search_filters_accept_class(filters, report) &&
        search_filters_accept_municipality(filters, report->municipality))
      g_ptr_array_add(scores->reports, report);
  }
  for (guint i = 0; i < scores->benchmarks->len; i++)
    benchmark_finish(scores->benchmarks->pdata[i]);
  g_ptr_array_sort(scores->benchmarks, compare_revisions);
  search_reports_sort(scores->reports);
  const Asked asked = {scores, reports, filters};
  explain_alone(&asked);
  explain_uncompared(&asked);
  scores->total = scores->reports->len;
  if (scores->total == 0)
    explain_nothing(&asked);
  search_filters_page(filters, scores->reports);
  return scores;
}

void
search_scores_free(SearchScores *scores) {
  if (scores == NULL)
    return;
  g_ptr_array_unref(scores->reports);
  g_ptr_array_unref(scores->benchmarks);
  g_ptr_array_unref(scores->notices);
  g_free(scores);
}
