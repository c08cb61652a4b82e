/* search/view/scores.c: scores and benchmark as JSON and CSV. */
#include "search/view/scores.h"

#include "search/view/csv.h"
#include "search/view/view.h"
#include "search/view/json_parts.h"

/* ---- JSON ---- */

static SearchJson *
rank_json(const SearchBenchmark *benchmark, const char *id, int score) {
  SearchRank rank = search_benchmark_rank(benchmark, id, score);
  if (rank.rank == 0)
    return NULL;
  SearchJson *json = search_json_object();
  search_json_integer(json, "rank", rank.rank);
  search_json_integer(json, "of", rank.of);
  return json;
}

static SearchJson *
question_json(const CorpusQuestionScore *question, const SearchBenchmark *benchmark) {
  SearchJson *json = search_json_object();
  search_json_text(json, "id", question->id);
  search_json_text(json, "text", question->text);
  search_json_score(json, "score", question->score);
  search_json_score(json, "max", question->max);
  search_json_score(json, "percent", question->percent);
  search_json_take(json, "rank", rank_json(benchmark, question->id, question->score));
  return json;
}

static SearchJson *
area_json(const CorpusAreaScore *area, const SearchBenchmark *benchmark,
          const SearchFilters *filters) {
  SearchJson *json = search_json_object(), *questions = search_json_array();
  for (guint i = 0; i < area->questions->len; i++) {
    const CorpusQuestionScore *question = area->questions->pdata[i];
    if (search_filters_accept_question(filters, question->id))
      search_json_append(questions, question_json(question, benchmark));
  }
  char id[8];
  g_snprintf(id, sizeof id, "%u", area->number);
  search_json_integer(json, "number", area->number);
  search_json_text(json, "name", area->name);
  search_json_score(json, "score", area->score);
  search_json_score(json, "max", area->max);
  search_json_score(json, "percent", area->percent);
  search_json_score(json, "body_score", area->body_score);
  search_json_take(json, "rank", rank_json(benchmark, id, area->score));
  search_json_take(json, "questions", questions);
  return json;
}

static SearchJson *
history_json(const CorpusReport *report) {
  SearchJson *json = search_json_array();
  for (guint i = 0; i < report->history->len; i++) {
    const CorpusHistory *entry = &g_array_index(report->history, CorpusHistory, i);
    SearchJson *object = search_json_object();
    search_json_integer(object, "year", entry->year);
    search_json_ordinal(object, "area", entry->area);
    search_json_score(object, "score", entry->score);
    search_json_append(json, object);
  }
  return json;
}

static SearchJson *
report_json(const CorpusReport *report, const SearchScores *scores, const SearchFilters *filters) {
  const SearchBenchmark *benchmark = search_scores_benchmark(scores, report->revision);
  SearchJson *json = search_json_object(), *areas = search_json_array();
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    if (search_filters_accept_area(filters, area->number))
      search_json_append(areas, area_json(area, benchmark, filters));
  }
  search_json_take(json, "report", search_view_report(report));
  search_json_score(json, "total", report->total);
  search_json_score(json, "stated_total", report->stated_total);
  search_json_take(json, "rank", rank_json(benchmark, "total", report->total));
  search_json_take(json, "areas", areas);
  search_json_take(json, "history", history_json(report));
  search_json_take(json, "warnings", search_view_texts(report->warnings));
  return json;
}

/* What is measured of one figure, added to what the object says that it is. */
static SearchJson *
measured(SearchJson *json, const SearchBenchmarkFigure *figure) {
  search_json_integer(json, "reports", figure->values->len);
  search_json_number(json, "mean", figure->mean, 2);
  search_json_number(json, "median", figure->median, 2);
  search_json_integer(json, "min", figure->min);
  search_json_integer(json, "max", figure->max);
  return json;
}

static SearchJson *
benchmark_json(const SearchBenchmark *benchmark) {
  SearchJson *json = search_json_object(), *total = NULL;
  SearchJson *areas = search_json_array(), *questions = search_json_array();
  for (guint i = 0; i < benchmark->figures->len; i++) {
    const SearchBenchmarkFigure *figure = benchmark->figures->pdata[i];
    SearchJson *object = search_json_object();
    switch (search_figure_kind(figure->id)) {
    case SEARCH_FIGURE_TOTAL:
      total = measured(object, figure);
      break;
    case SEARCH_FIGURE_AREA:
      search_json_integer(object, "number", *figure->id - '0');
      search_json_text(object, "name", figure->name);
      search_json_score(object, "possible", figure->possible);
      search_json_append(areas, measured(object, figure));
      break;
    case SEARCH_FIGURE_QUESTION:
      search_json_text(object, "id", figure->id);
      search_json_text(object, "text", figure->name);
      search_json_score(object, "possible", figure->possible);
      search_json_append(questions, measured(object, figure));
      break;
    }
  }
  search_json_integer(json, "revision", benchmark->revision);
  search_json_integer(json, "reports", benchmark->reports);
  search_json_take(json, "total", total);
  search_json_take(json, "areas", areas);
  search_json_take(json, "questions", questions);
  return json;
}

static void
search_view_scores_json(const SearchScores *scores, const SearchFilters *filters, GString *out) {
  SearchJson *json = search_json_object();
  SearchJson *reports = search_json_array(), *benchmarks = search_json_array();
  for (guint i = 0; i < scores->reports->len; i++)
    search_json_append(reports, report_json(scores->reports->pdata[i], scores, filters));
  for (guint i = 0; i < scores->benchmarks->len; i++)
    search_json_append(benchmarks, benchmark_json(scores->benchmarks->pdata[i]));
  search_json_text(json, "schema", "kompass.scores/1");
  search_json_integer(json, "total", scores->total);
  search_json_take(json, "reports", reports);
  search_json_take(json, "benchmark", benchmarks);
  search_json_print(json, out);
  search_json_free(json);
}

/* ---- CSV ---- */

/* One figure of one report: who, what, how much, and how that compares. */
static void
print_row(const CorpusReport *report, const SearchBenchmark *benchmark, const char *id,
          const char *name, const int scores[3], GString *out) {
  const SearchBenchmarkFigure *figure = search_benchmark_figure(benchmark, id);
  SearchRank rank = search_benchmark_rank(benchmark, id, scores[0]);
  search_csv_text(out, report->id);
  search_csv_text(out, report->municipality != NULL ? report->municipality->name : NULL);
  search_csv_text(out, report->municipality != NULL ? report->municipality->code : NULL);
  search_csv_ordinal(out, report->year);
  search_csv_ordinal(out, report->evaluation);
  search_csv_ordinal(out, report->revision);
  search_csv_text(out, id);
  search_csv_text(out, name);
  for (gsize i = 0; i < 3; i++)
    search_csv_score(out, scores[i]);
  search_csv_ordinal(out, rank.rank);
  search_csv_ordinal(out, rank.of);
  if (figure != NULL) {
    search_csv_number(out, figure->mean, 2);
    search_csv_number(out, figure->median, 1);
    search_csv_integer(out, figure->min);
    search_csv_integer(out, figure->max);
  } else {
    for (gsize i = 0; i < 4; i++)
      search_csv_text(out, NULL);
  }
  search_csv_end(out);
}

static void
print_area_rows(const CorpusReport *report, const CorpusAreaScore *area,
                const SearchBenchmark *benchmark, const SearchFilters *filters, GString *out) {
  char id[8];
  g_snprintf(id, sizeof id, "%u", area->number);
  print_row(report, benchmark, id, area->name, (int[]){area->score, area->max, area->percent}, out);
  for (guint i = 0; i < area->questions->len; i++) {
    const CorpusQuestionScore *question = area->questions->pdata[i];
    if (search_filters_accept_question(filters, question->id))
      print_row(report, benchmark, question->id, question->text,
                (int[]){question->score, question->max, question->percent}, out);
  }
}

static void
search_view_scores_csv(const SearchScores *scores, const SearchFilters *filters, GString *out) {
  static const char *const names[] = {"report",   "municipality", "code", "year",  "evaluation",
                                      "revision", "figure",       "name", "score", "max",
                                      "percent",  "rank",         "of",   "mean",  "median",
                                      "lowest",   "highest",      NULL};
  search_csv_head(out, names);
  for (guint i = 0; i < scores->reports->len; i++) {
    const CorpusReport *report = scores->reports->pdata[i];
    const SearchBenchmark *benchmark = search_scores_benchmark(scores, report->revision);
    print_row(report, benchmark, "total", "Total", (int[]){report->total, -1, -1}, out);
    for (guint j = 0; j < report->areas->len; j++) {
      const CorpusAreaScore *area = report->areas->pdata[j];
      if (search_filters_accept_area(filters, area->number))
        print_area_rows(report, area, benchmark, filters, out);
    }
  }
}

void
search_view_scores(const SearchScores *scores, const SearchFilters *filters, SearchFormat format,
                   const SearchScreen *screen, GString *out) {
  switch (format) {
  case SEARCH_FORMAT_TEXT:
    search_view_scores_text(scores, filters, screen, out);
    break;
  case SEARCH_FORMAT_JSON:
    search_view_scores_json(scores, filters, out);
    break;
  case SEARCH_FORMAT_CSV:
    search_view_scores_csv(scores, filters, out);
    break;
  }
}
