/* search/view/scores_text.c: score tables for people. */
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "search/view/scores.h"

#define NAME_CELLS_MIN 24
#define NUMBER_CELLS 46 /* what the columns of numbers take beside a name */

/* ---- cells ---- */

static void
take_score(SearchTable *table, int score) {
  search_table_take(table, score < 0 ? g_strdup("-") : g_strdup_printf("%d", score));
}

static void
take_mean(SearchTable *table, double mean) {
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  search_table_add(table, g_ascii_formatd(text, sizeof text, "%.1f", mean));
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

static const char *
name_of(const CorpusReport *report) {
  return report->municipality != NULL ? report->municipality->name : report->id;
}

/* ---- one report ---- */

static void
add_row(SearchTable *table, const SearchBenchmark *benchmark, const char *id, char *name,
        const int scores[3]) {
  const SearchBenchmarkFigure *figure = search_benchmark_figure(benchmark, id);
  SearchRank rank = search_benchmark_rank(benchmark, id, scores[0]);
  search_table_take(table, name);
  for (gsize i = 0; i < 3; i++)
    take_score(table, scores[i]);
  search_table_take(table,
                    rank.rank == 0 ? g_strdup("-") : g_strdup_printf("%u/%u", rank.rank, rank.of));
  if (figure != NULL) {
    take_mean(table, figure->mean);
    take_mean(table, figure->median);
    take_score(table, figure->min);
    take_score(table, figure->max);
  } else {
    for (gsize i = 0; i < 4; i++)
      search_table_add(table, "-");
  }
}

static void
add_area(SearchTable *table, const CorpusAreaScore *area, const SearchBenchmark *benchmark,
         const SearchFilters *filters, const SearchScreen *screen) {
  unsigned cells = MAX(screen->width_cells, NAME_CELLS_MIN + NUMBER_CELLS) - NUMBER_CELLS;
  char id[8];
  g_snprintf(id, sizeof id, "%u", area->number);
  char *text = g_strdup_printf("%u %s", area->number, area->name);
  char *name = fitted(text, cells);
  add_row(table, benchmark, id, styled(screen, SEARCH_STYLE_STRONG, name),
          (int[]){area->score, area->max, area->percent});
  g_free(name);
  g_free(text);
  for (guint i = 0; i < area->questions->len; i++) {
    const CorpusQuestionScore *question = area->questions->pdata[i];
    if (!search_filters_accept_question(filters, question->id))
      continue;
    text = g_strdup_printf("  %s %s", question->id, question->text);
    add_row(table, benchmark, question->id, fitted(text, cells),
            (int[]){question->score, question->max, question->percent});
    g_free(text);
  }
}

static void
print_title(const CorpusReport *report, const SearchScreen *screen, GString *out) {
  search_text_styled(out, screen, SEARCH_STYLE_STRONG, name_of(report));
  g_string_append_printf(out, " %u", report->year);
  if (report->evaluation != 0)
    g_string_append_printf(out, ", evaluation %u", report->evaluation);
  g_string_append_printf(out, ", revision %u, %s\n", report->revision, report->source);
  if (report->stated_total >= 0 && report->stated_total != report->total)
    g_string_append_printf(out, "The text states a total of %d.\n", report->stated_total);
}

static void
print_warnings(const CorpusReport *report, const SearchScreen *screen, GString *out) {
  for (guint i = 0; i < report->warnings->len; i++) {
    search_text_styled(out, screen, SEARCH_STYLE_BAD, "warning: ");
    search_text_append(out, report->warnings->pdata[i], -1);
    g_string_append_c(out, '\n');
  }
}

static void
print_report(const CorpusReport *report, const SearchScores *scores, const SearchFilters *filters,
             const SearchScreen *screen, GString *out) {
  static const char *const heads[] = {"",     "score",  "max",    "%",      "rank",
                                      "mean", "median", "lowest", "highest"};
  const SearchBenchmark *benchmark = search_scores_benchmark(scores, report->revision);
  SearchTable *table = search_table_new("lrrrrrrrr", 0);
  print_title(report, screen, out);
  for (gsize i = 0; i < G_N_ELEMENTS(heads); i++)
    search_table_take(table, styled(screen, SEARCH_STYLE_FAINT, heads[i]));
  add_row(table, benchmark, "total", styled(screen, SEARCH_STYLE_STRONG, "Total"),
          (int[]){report->total, -1, -1});
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    if (search_filters_accept_area(filters, area->number))
      add_area(table, area, benchmark, filters, screen);
  }
  search_table_print(table, out);
  search_table_free(table);
  print_warnings(report, screen, out);
}

/* ---- all reports of a revision, a row each ---- */

/* Are questions shown? Where all areas are, they would be too many columns. */
static bool
shows(const SearchFilters *filters, const SearchBenchmarkFigure *figure) {
  bool narrowed = filters->areas != 0 || filters->questions->len > 0;
  SearchFigureKind kind = search_figure_kind(figure->id);
  return kind == SEARCH_FIGURE_AREA || (kind == SEARCH_FIGURE_QUESTION) == narrowed;
}

static int
score_of(const CorpusReport *report, const char *id) {
  const CorpusAreaScore *area = NULL;
  const CorpusQuestionScore *question = NULL;
  switch (search_figure_kind(id)) {
  case SEARCH_FIGURE_TOTAL:
    return report->total;
  case SEARCH_FIGURE_AREA:
    area = corpus_report_area(report, (unsigned)(*id - '0'));
    return area != NULL ? area->score : -1;
  case SEARCH_FIGURE_QUESTION:
    question = corpus_report_question(report, id);
    return question != NULL ? question->score : -1;
  }
  return -1;
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
    bool area = search_figure_kind(figure->id) == SEARCH_FIGURE_AREA;
    char *head = g_strconcat(area ? "area " : "", figure->id, NULL);
    search_table_take(table, styled(screen, SEARCH_STYLE_FAINT, head));
    g_free(head);
  }
}

static void
add_measures(SearchTable *table, const GPtrArray *figures) {
  static const char *const names[] = {"mean", "median", "lowest", "highest"};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    search_table_add(table, names[i]);
    for (guint j = 0; j < figures->len; j++) {
      const SearchBenchmarkFigure *figure = figures->pdata[j];
      const double values[] = {figure->mean, figure->median, figure->min, figure->max};
      if (i < 2)
        take_mean(table, values[i]);
      else
        take_score(table, (int)values[i]);
    }
  }
}

static void
add_report_row(SearchTable *table, const CorpusReport *report, const GPtrArray *figures) {
  search_table_take(table, g_strdup_printf("%s %u", name_of(report), report->year));
  for (guint i = 0; i < figures->len; i++) {
    const SearchBenchmarkFigure *figure = figures->pdata[i];
    take_score(table, score_of(report, figure->id));
  }
}

static void
print_matrix(const SearchScores *scores, const SearchBenchmark *benchmark,
             const SearchFilters *filters, const SearchScreen *screen, GString *out) {
  GPtrArray *figures = shown_figures(benchmark, filters);
  char *alignment = g_strnfill(figures->len + 1, 'r');
  alignment[0] = 'l';
  SearchTable *table = search_table_new(alignment, 0);
  add_heads(table, figures, screen);
  for (guint i = 0; i < scores->reports->len; i++) {
    const CorpusReport *report = scores->reports->pdata[i];
    if (report->revision == benchmark->revision)
      add_report_row(table, report, figures);
  }
  add_measures(table, figures);
  char *title = g_strdup_printf("Revision %u, %u report%s", benchmark->revision, benchmark->reports,
                                benchmark->reports == 1 ? "" : "s");
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
    if (search_filters_accept_area(filters, area->number))
      g_string_append_printf(line, "%s%u %s", line->len > 0 ? ", " : "", area->number, area->name);
  }
  if (line->len > 0)
    search_text_wrap(out, line->str, 0, screen->width_cells);
  g_string_free(line, TRUE);
}

void
search_view_scores_text(const SearchScores *scores, const SearchFilters *filters,
                        const SearchScreen *screen, GString *out) {
  if (scores->reports->len == 0)
    g_string_append(out, "No report of that kind is in the index.\n");
  else if (filters->municipalities->len > 0)
    for (guint i = 0; i < scores->reports->len; i++) {
      g_string_append(out, i > 0 ? "\n" : "");
      print_report(scores->reports->pdata[i], scores, filters, screen, out);
    }
  else
    for (guint i = 0; i < scores->benchmarks->len; i++) {
      const SearchBenchmark *benchmark = scores->benchmarks->pdata[i];
      g_string_append(out, i > 0 ? "\n" : "");
      print_matrix(scores, benchmark, filters, screen, out);
      print_area_names(benchmark->revision, filters, screen, out);
    }
}
