/* search/view/scores.c: score tables beside the benchmark. */
#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "search/view/parts.h"

#define NAME_CELLS_MIN 24
#define NUMBER_CELLS 46 /* what the columns of numbers take beside a name */

/* An answer as it is to be shown; the filters choose areas and questions. */
typedef struct {
  const SearchScores *scores;
  const SearchFilters *filters;
} Shown;

/* ---- JSON ---- */

static SearchJson *
rank_json(const SearchBenchmark *benchmark, const CorpusReport *report, const char *id) {
  SearchRank rank = search_benchmark_rank(benchmark, report, id, search_figure_score(report, id));
  if (rank.rank == 0)
    return NULL;
  SearchJson *json = search_json_object();
  search_json_integer(json, "rank", rank.rank);
  search_json_integer(json, "of", rank.of);
  return json;
}

static SearchJson *
question_json(const CorpusReport *report, const CorpusQuestionScore *question,
              const SearchBenchmark *benchmark) {
  SearchJson *json = search_json_object();
  search_json_text(json, "id", question->id);
  search_json_text(json, "text", question->text);
  search_json_score(json, "score", question->score);
  search_json_score(json, "max", question->max);
  search_json_score(json, "percent", question->percent);
  search_json_take(json, "rank", rank_json(benchmark, report, question->id));
  search_view_subject(json, report->revision, question->id);
  return json;
}

static SearchJson *
area_json(const CorpusReport *report, const CorpusAreaScore *area, const SearchBenchmark *benchmark,
          const SearchFilters *filters) {
  SearchJson *json = search_json_object(), *questions = search_json_array();
  for (guint i = 0; i < area->questions->len; i++) {
    const CorpusQuestionScore *question = area->questions->pdata[i];
    if (search_filters_accept_question(filters, report->revision, question->id))
      search_json_append(questions, question_json(report, question, benchmark));
  }
  char id[SEARCH_FIGURE_ID_BYTES];
  search_figure_of_area(area->number, id);
  search_json_integer(json, "number", area->number);
  search_json_text(json, "name", area->name);
  search_json_score(json, "score", area->score);
  search_json_score(json, "max", area->max);
  search_json_score(json, "percent", area->percent);
  search_json_score(json, "body_score", area->body_score);
  search_json_take(json, "rank", rank_json(benchmark, report, id));
  search_json_take(json, "questions", questions);
  search_view_subject(json, report->revision, id);
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
  const SearchBenchmark *benchmark = search_scores_benchmark(scores, report);
  SearchJson *json = search_json_object(), *areas = search_json_array();
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    if (search_filters_accept_area(filters, report->revision, area->number))
      search_json_append(areas, area_json(report, area, benchmark, filters));
  }
  search_json_take(json, "report", search_view_report(report));
  search_json_score(json, "total", report->total);
  search_json_score(json, "stated_total", report->stated_total);
  search_json_take(json, "rank", rank_json(benchmark, report, "total"));
  search_json_take(json, "areas", areas);
  search_json_take(json, "history", history_json(report));
  search_view_beside(json, report, filters);
  search_json_take(json, "warnings", search_view_texts(report->warnings));
  search_json_take(json, "notices", search_view_notices(report->notices));
  return json;
}

SearchJson *
search_view_report_scores(const CorpusReport *report, const SearchScores *scores) {
  SearchFilters *all = search_filters_new();
  SearchJson *json = report_json(report, scores, all);
  search_filters_free(all);
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
  search_json_number(json, "lower_quartile", figure->lower_quartile, 2);
  search_json_number(json, "upper_quartile", figure->upper_quartile, 2);
  SearchJson *best = search_json_array();
  for (unsigned i = 0; i < figure->best_count; i++) {
    SearchJson *holder = search_json_object();
    search_json_text(holder, "report", figure->best[i].report->id);
    search_json_take(holder, "municipality",
                     search_view_municipality(figure->best[i].report->municipality));
    search_json_integer(holder, "score", figure->best[i].score);
    search_json_append(best, holder);
  }
  search_json_take(json, "best", best);
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
      search_json_integer(object, "number", atoi(figure->id));
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

static SearchJson *
scores_json(const void *answer) {
  const Shown *shown = answer;
  const SearchScores *scores = shown->scores;
  SearchJson *json = search_json_object();
  SearchJson *reports = search_json_array(), *benchmarks = search_json_array();
  for (guint i = 0; i < scores->reports->len; i++)
    search_json_append(reports, report_json(scores->reports->pdata[i], scores, shown->filters));
  for (guint i = 0; i < scores->benchmarks->len; i++)
    search_json_append(benchmarks, benchmark_json(scores->benchmarks->pdata[i]));
  search_json_text(json, "schema", "kompass.scores/1");
  search_json_integer(json, "total", scores->total);
  search_json_take(json, "reports", reports);
  search_json_take(json, "benchmark", benchmarks);
  if (scores->notices->len > 0)
    search_json_take(json, "notices", search_view_notices(scores->notices));
  return json;
}

/* ---- figures: the total, an area or a question of one report ---- */

typedef struct {
  const CorpusReport *report;
  const SearchBenchmark *benchmark;
  char id[SEARCH_FIGURE_ID_BYTES]; /* "total", "3", "1.5" */
  const char *name;
  int score, max, percent;
} Figure;

/* Calls visit for each figure of the report that the filters choose, in the order of the table. */
static void
each_figure(const Shown *shown, const CorpusReport *report,
            void (*visit)(const Figure *figure, void *context), void *context) {
  const SearchBenchmark *benchmark = search_scores_benchmark(shown->scores, report);
  GArray *printed = search_view_figures(report, shown->filters);
  for (guint i = 0; i < printed->len; i++) {
    const SearchViewFigure *one = &g_array_index(printed, SearchViewFigure, i);
    Figure figure = {report, benchmark, "", one->name, one->score, one->max, one->percent};
    g_strlcpy(figure.id, one->id, sizeof figure.id);
    visit(&figure, context);
  }
  g_array_unref(printed);
}

/* "Luleå 2018; Kalix 2012"; NULL where there is no figure. The caller frees it. */
static char *
best_names(const SearchBenchmarkFigure *figure) {
  GString *names = figure != NULL ? g_string_new(NULL) : NULL;
  for (unsigned i = 0; figure != NULL && i < figure->best_count; i++)
    g_string_append_printf(names, "%s%s %u", i > 0 ? "; " : "",
                           search_view_name(figure->best[i].report), figure->best[i].report->year);
  return names != NULL ? g_string_free(names, FALSE) : NULL;
}

/* Who, what, how much, and how that compares. */
static void
figure_row(SearchRow *row, const void *data) {
  const Figure *figure = data;
  const CorpusReport *report = figure->report;
  SearchRank rank =
      search_benchmark_rank(figure->benchmark, figure->report, figure->id, figure->score);
  const SearchBenchmarkFigure *all = NULL;
  if (figure->benchmark != NULL)
    all = search_benchmark_figure(figure->benchmark, report, figure->id);
  search_row_text(row, "report", report->id);
  search_row_municipality(row, report->municipality);
  search_row_ordinal(row, "year", report->year);
  search_row_ordinal(row, "evaluation", report->evaluation);
  search_row_ordinal(row, "revision", report->revision);
  search_row_figure(row, figure->id);
  search_row_word(row, "name", figure->name);
  search_row_score(row, "score", figure->score);
  search_row_score(row, "max", figure->max);
  search_row_score(row, "percent", figure->percent);
  search_row_ordinal(row, "rank", rank.rank);
  search_row_ordinal(row, "of", rank.of);
  search_row_number(row, "mean", all != NULL ? all->mean : NAN, 2);
  search_row_number(row, "median", all != NULL ? all->median : NAN, 1);
  search_row_score(row, "lowest", all != NULL ? all->min : -1);
  search_row_score(row, "highest", all != NULL ? all->max : -1);
  search_row_number(row, "lower_quartile", all != NULL ? all->lower_quartile : NAN, 2);
  search_row_number(row, "upper_quartile", all != NULL ? all->upper_quartile : NAN, 2);
  char *best = best_names(all);
  search_row_text(row, "best", best);
  g_free(best);
}

/* ---- rows ---- */

static void
append_row(const Figure *figure, void *sheet) {
  search_sheet_row(sheet, figure_row, figure);
}

static void
print_rows(const void *answer, SearchSheet *sheet) {
  const Shown *shown = answer;
  search_sheet_head(sheet, figure_row, &(Figure){.report = &search_blank_report});
  for (guint i = 0; i < shown->scores->reports->len; i++)
    each_figure(shown, shown->scores->reports->pdata[i], append_row, sheet);
}

/* ---- text: cells ---- */

static void
take_score(SearchTable *table, int score) {
  search_table_take(table, score < 0 ? g_strdup("-") : g_strdup_printf("%d", score));
}

/* The text, cut with dots where it is wider; the caller frees it. */
static char *
fitted(const char *text, unsigned cells) {
  if (search_text_cells(text) <= cells)
    return g_strdup(text);
  GString *out = g_string_new(NULL);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    char letter[8] = "";
    g_unichar_to_utf8(g_utf8_get_char(at), letter);
    if (search_text_cells(out->str) + search_text_cells(letter) + 1 > cells)
      break;
    g_string_append(out, letter);
  }
  g_strchomp(out->str);
  g_string_truncate(out, strlen(out->str));
  g_string_append(out, "…");
  return g_string_free(out, FALSE);
}

/* Styled text as a cell. */
static char *
styled(const SearchScreen *screen, SearchStyle style, const char *text) {
  GString *out = g_string_new(NULL);
  search_text_styled(out, screen, style, text);
  return g_string_free(out, FALSE);
}

/* ---- text: one report ---- */

/* A table that grows. */
typedef struct {
  SearchTable *table;
  const SearchScreen *screen;
} Growing;

/* The name of a figure as it stands before its row. */
static char *
figure_name(const Figure *figure, const SearchScreen *screen) {
  unsigned cells = MAX(screen->width_cells, NAME_CELLS_MIN + NUMBER_CELLS) - NUMBER_CELLS;
  SearchFigureKind kind = search_figure_kind(figure->id);
  if (kind == SEARCH_FIGURE_TOTAL)
    return styled(screen, SEARCH_STYLE_STRONG, gettext(figure->name));
  bool question = kind == SEARCH_FIGURE_QUESTION;
  char *text = g_strdup_printf("%s%s %s", question ? "  " : "", figure->id, figure->name);
  char *name = fitted(text, cells);
  g_free(text);
  if (question)
    return name;
  char *strong = styled(screen, SEARCH_STYLE_STRONG, name);
  g_free(name);
  return strong;
}

static void
add_figure(const Figure *figure, void *context) {
  static const char *const points[] = {"score", "max", "percent", NULL};
  static const char *const measures[] = {"mean", "median", "lowest", "highest", NULL};
  const Growing *growing = context;
  SearchTable *table = growing->table;
  SearchRank rank =
      search_benchmark_rank(figure->benchmark, figure->report, figure->id, figure->score);
  search_table_take(table, figure_name(figure, growing->screen));
  search_table_row(table, figure_row, figure, points);
  search_table_take(table,
                    rank.rank == 0 ? g_strdup("-") : g_strdup_printf("%u/%u", rank.rank, rank.of));
  search_table_row(table, figure_row, figure, measures);
}

static void
print_title(const CorpusReport *report, const SearchScreen *screen, GString *out) {
  search_text_styled(out, screen, SEARCH_STYLE_STRONG, search_view_name(report));
  g_string_append_printf(out, " %u", report->year);
  if (report->evaluation != 0)
    g_string_append_printf(out, _(", evaluation %u"), report->evaluation);
  char *revision =
      report->revision != 0 ? g_strdup_printf("%u", report->revision) : g_strdup(_("unknown"));
  g_string_append_printf(out, _(", revision %s, %s\n"), revision, report->source);
  g_free(revision);
  if (report->stated_total >= 0 && report->stated_total != report->total)
    g_string_append_printf(out, _("The text states a total of %d.\n"), report->stated_total);
}

static void
print_report(const Shown *shown, const CorpusReport *report, const SearchScreen *screen,
             GString *out) {
  const char *const heads[] = {"",        _("score"),  _("max"),    "%",         _("rank"),
                               _("mean"), _("median"), _("lowest"), _("highest")};
  SearchTable *table = search_table_new("lrrrrrrrr", 0);
  print_title(report, screen, out);
  for (gsize i = 0; i < G_N_ELEMENTS(heads); i++)
    search_table_take(table, styled(screen, SEARCH_STYLE_FAINT, heads[i]));
  each_figure(shown, report, add_figure, &(Growing){table, screen});
  search_table_print(table, out);
  search_table_free(table);
  search_view_beside_text(report, shown->filters, screen, out);
  search_view_warnings_text(report, screen, out);
}

/* ---- text: all reports of a revision, a row each ---- */

/* Are questions shown? Where all areas are, they would be too many columns. */
static bool
shows(const SearchFilters *filters, const SearchBenchmarkFigure *figure) {
  bool narrowed = filters->areas != 0 || filters->questions->len > 0;
  SearchFigureKind kind = search_figure_kind(figure->id);
  return kind == SEARCH_FIGURE_AREA || (kind == SEARCH_FIGURE_QUESTION) == narrowed;
}

/* The figures that are shown, in order. SearchBenchmarkFigure *, the caller unrefs. */
static GPtrArray *
shown_figures(const SearchBenchmark *benchmark, const SearchFilters *filters) {
  GPtrArray *shown = g_ptr_array_new();
  for (guint i = 0; i < benchmark->figures->len; i++)
    if (shows(filters, benchmark->figures->pdata[i]))
      g_ptr_array_add(shown, benchmark->figures->pdata[i]);
  return shown;
}

static void
add_heads(SearchTable *table, const GPtrArray *figures, const SearchScreen *screen) {
  search_table_add(table, "");
  for (guint i = 0; i < figures->len; i++) {
    const SearchBenchmarkFigure *figure = figures->pdata[i];
    SearchFigureKind kind = search_figure_kind(figure->id);
    char *head = kind == SEARCH_FIGURE_AREA
                     ? g_strdup_printf(_("area %s"), figure->id)
                     : g_strdup(kind == SEARCH_FIGURE_TOTAL ? _("total") : figure->id);
    search_table_take(table, styled(screen, SEARCH_STYLE_FAINT, head));
    g_free(head);
  }
}

static void
add_measures(SearchTable *table, const GPtrArray *figures) {
  const char *const names[] = {_("mean"), _("median"), _("lowest"), _("highest")};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    search_table_add(table, names[i]);
    for (guint j = 0; j < figures->len; j++) {
      const SearchBenchmarkFigure *figure = figures->pdata[j];
      const double values[] = {figure->mean, figure->median, figure->min, figure->max};
      if (i < 2)
        search_table_take(table, search_text_number("%.1f", values[i]));
      else
        take_score(table, (int)values[i]);
    }
  }
}

static void
add_report_row(SearchTable *table, const SearchBenchmark *benchmark, const CorpusReport *report,
               const GPtrArray *figures) {
  search_table_take(table, g_strdup_printf("%s %u", search_view_name(report), report->year));
  for (guint i = 0; i < figures->len; i++) {
    const SearchBenchmarkFigure *figure = figures->pdata[i];
    bool same = search_benchmark_figure(benchmark, report, figure->id) == figure;
    take_score(table, same ? search_figure_score(report, figure->id) : -1);
  }
}

static bool
shows_any(const SearchScores *scores, const SearchBenchmark *benchmark) {
  for (guint i = 0; i < scores->reports->len; i++)
    if (search_scores_benchmark(scores, scores->reports->pdata[i]) == benchmark)
      return true;
  return false;
}

static void
print_matrix(const Shown *shown, const SearchBenchmark *benchmark, const SearchScreen *screen,
             GString *out) {
  const SearchScores *scores = shown->scores;
  GPtrArray *figures = shown_figures(benchmark, shown->filters);
  char *alignment = g_strnfill(figures->len + 1, 'r');
  alignment[0] = 'l';
  SearchTable *table = search_table_new(alignment, 0);
  add_heads(table, figures, screen);
  for (guint i = 0; i < scores->reports->len; i++) {
    const CorpusReport *report = scores->reports->pdata[i];
    if (search_scores_benchmark(scores, report) == benchmark)
      add_report_row(table, benchmark, report, figures);
  }
  add_measures(table, figures);
  const SearchFilters *filters = shown->filters;
  bool chosen = filters->with->len + filters->grouped->len + filters->counties->len > 0;
  char *title = g_strdup_printf(
      chosen ? ngettext("Revision %u, compared with %u report",
                        "Revision %u, compared with %u reports", benchmark->reports)
             : ngettext("Revision %u, %u report", "Revision %u, %u reports", benchmark->reports),
      benchmark->revision, benchmark->reports);
  search_text_styled(out, screen, SEARCH_STYLE_STRONG, title);
  g_string_append_c(out, '\n');
  search_table_print(table, out);
  search_table_free(table);
  g_free(title);
  g_free(alignment);
  g_ptr_array_unref(figures);
}

static void
print_area_names(unsigned revision, const SearchFilters *filters, const SearchScreen *screen,
                 GString *out) {
  const CorpusInstrument *instrument = corpus_instrument_find(revision);
  GString *line = g_string_new(NULL);
  for (guint i = 0; instrument != NULL && i < instrument->areas->len; i++) {
    const CorpusArea *area = instrument->areas->pdata[i];
    if (search_filters_accept_area(filters, revision, area->number))
      g_string_append_printf(line, "%s%u %s", line->len > 0 ? ", " : "", area->number, area->name);
  }
  if (line->len > 0)
    search_text_wrap(out, line->str, 0, screen->width_cells);
  g_string_free(line, TRUE);
}

/* Every revision's benchmark; of a part of the reports, those of the reports that are shown. */
static void
print_matrices(const Shown *shown, const SearchScreen *screen, GString *out) {
  const SearchScores *scores = shown->scores;
  bool part = scores->reports->len < scores->total, first = true;
  for (guint i = 0; i < scores->benchmarks->len; i++) {
    const SearchBenchmark *benchmark = scores->benchmarks->pdata[i];
    if (part && !shows_any(scores, benchmark))
      continue;
    g_string_append(out, first ? "" : "\n");
    first = false;
    print_matrix(shown, benchmark, screen, out);
    print_area_names(benchmark->revision, shown->filters, screen, out);
  }
}

static void
print_text(const void *answer, const SearchScreen *screen, GString *out) {
  const Shown *shown = answer;
  const SearchScores *scores = shown->scores;
  if (scores->reports->len == 0)
    g_string_append(out, _("No report of that kind is in the index.\n"));
  else if (shown->filters->municipalities->len > 0)
    for (guint i = 0; i < scores->reports->len; i++) {
      g_string_append(out, i > 0 ? "\n" : "");
      print_report(shown, scores->reports->pdata[i], screen, out);
    }
  else
    print_matrices(shown, screen, out);
  if (scores->reports->len > 0 && scores->reports->len < scores->total)
    g_string_append_printf(
        out, ngettext("\n%u of %u report shown\n", "\n%u of %u reports shown\n", scores->total),
        scores->reports->len, scores->total);
  search_view_notices_text(scores->notices, screen, out);
}

void
search_view_scores(const SearchScores *scores, const SearchFilters *filters, SearchFormat format,
                   const SearchScreen *screen, GString *out) {
  static const SearchView view = {"scores", print_text, scores_json, print_rows};
  search_view_print(&view, &(Shown){scores, filters}, format, screen, out);
}
