/* search/view/history.c: the evaluations of a municipality side by side, and what became of what
 * was said. */
#include <glib/gi18n.h>
#include <math.h>

#include "corpus/instrument/instrument.h"
#include "search/view/parts.h"

/* An answer as it is to be shown; the filters choose areas and questions. */
typedef struct {
  const SearchHistory *history;
  const SearchFilters *filters;
} Shown;

/* One figure of one evaluation, and the earlier one that it may be compared with. */
typedef struct {
  const CorpusReport *report, *before; /* before: NULL = none */
  char id[SEARCH_FIGURE_ID_BYTES];     /* "total", "3", "1.5" */
  const char *name;
  int score, max, earlier; /* earlier: the score of before, -1 = none */
} Figure;

static Figure
figure_of(const SearchHistory *history, guint at, const char *id, const char *name, int max) {
  const CorpusReport *report = history->evaluations->pdata[at];
  Figure figure = {.report = report, .name = name, .max = max, .earlier = -1};
  g_strlcpy(figure.id, id, sizeof figure.id);
  figure.score = search_figure_score(report, id);
  figure.before = figure.score >= 0 ? search_history_before(history, at, id) : NULL;
  if (figure.before != NULL)
    figure.earlier = search_figure_score(figure.before, id);
  return figure;
}

static Figure
area_figure(const SearchHistory *history, guint at, const CorpusAreaScore *area) {
  char id[SEARCH_FIGURE_ID_BYTES];
  search_figure_of_area(area->number, id);
  return figure_of(history, at, id, area->name, area->max);
}

static Figure
question_figure(const SearchHistory *history, guint at, const CorpusQuestionScore *question) {
  return figure_of(history, at, question->id, question->text, question->max);
}

/* ---- JSON ---- */

/* "before": the earlier figure that may be compared, null where there is none. */
static void
take_before(SearchJson *json, const Figure *figure) {
  SearchJson *before = NULL;
  if (figure->before != NULL) {
    before = search_json_object();
    search_json_text(before, "report", figure->before->id);
    search_json_integer(before, "year", figure->before->year);
    search_json_integer(before, "score", figure->earlier);
    search_json_integer(before, "change", figure->score - figure->earlier);
  }
  search_json_take(json, "before", before);
}

static SearchJson *
question_json(const Figure *figure) {
  SearchJson *json = search_json_object();
  search_json_text(json, "id", figure->id);
  search_json_text(json, "text", figure->name);
  search_json_score(json, "score", figure->score);
  search_json_score(json, "max", figure->max);
  search_view_subject(json, figure->report->revision, figure->id);
  take_before(json, figure);
  return json;
}

static SearchJson *
area_json(const Shown *shown, guint at, const CorpusAreaScore *area) {
  Figure figure = area_figure(shown->history, at, area);
  SearchJson *json = search_json_object(), *questions = search_json_array();
  for (guint i = 0; i < area->questions->len; i++) {
    Figure question = question_figure(shown->history, at, area->questions->pdata[i]);
    if (search_filters_accept_question(shown->filters, figure.report->revision, question.id))
      search_json_append(questions, question_json(&question));
  }
  search_json_integer(json, "number", area->number);
  search_json_text(json, "name", area->name);
  search_json_score(json, "score", area->score);
  search_json_score(json, "max", area->max);
  search_view_subject(json, figure.report->revision, figure.id);
  take_before(json, &figure);
  search_json_take(json, "questions", questions);
  return json;
}

static SearchJson *
evaluation_json(const Shown *shown, guint at) {
  const CorpusReport *report = shown->history->evaluations->pdata[at];
  Figure total = figure_of(shown->history, at, "total", NULL, -1);
  SearchJson *json = search_json_object(), *areas = search_json_array();
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    if (search_filters_accept_area(shown->filters, report->revision, area->number))
      search_json_append(areas, area_json(shown, at, area));
  }
  search_json_take(json, "report", search_view_report(report));
  search_json_score(json, "total", report->total);
  search_json_score(json, "stated_total", report->stated_total);
  take_before(json, &total);
  search_json_take(json, "areas", areas);
  search_view_beside(json, report, shown->filters);
  if (report->notices->len > 0)
    search_json_take(json, "notices", search_view_notices(report->notices));
  return json;
}

static SearchJson *
printed_json(const SearchPrinted *printed) {
  SearchJson *json = search_json_object();
  search_json_integer(json, "year", printed->year);
  search_json_ordinal(json, "area", printed->area);
  search_json_score(json, "score", printed->score);
  search_json_take(json, "source", search_view_report(printed->source));
  search_json_score(json, "evaluated", printed->evaluated);
  return json;
}

static SearchJson *
change_json(const SearchChange *change) {
  SearchJson *json = search_json_object(), *points = NULL;
  if (change->score_before >= 0 && change->score_after >= 0) {
    points = search_json_object();
    search_json_integer(points, "before", change->score_before);
    search_json_integer(points, "after", change->score_after);
  }
  search_json_text(json, "kind", search_change_name(change->kind));
  search_json_take(json, "from", search_view_passage(change->before, change->from));
  search_json_take(json, "to",
                   change->to != NULL ? search_view_passage(change->after, change->to) : NULL);
  search_json_take(json, "points", points);
  search_json_text(json, "report", change->after->id);
  return json;
}

static SearchJson *
history_json(const void *answer) {
  const Shown *shown = answer;
  const SearchHistory *history = shown->history;
  SearchJson *json = search_json_object(), *evaluations = search_json_array();
  SearchJson *printed = search_json_array(), *changes = search_json_array();
  for (guint i = 0; i < history->evaluations->len; i++)
    search_json_append(evaluations, evaluation_json(shown, i));
  for (guint i = 0; i < history->printed->len; i++)
    search_json_append(printed, printed_json(&g_array_index(history->printed, SearchPrinted, i)));
  for (guint i = 0; i < history->changes->len; i++)
    search_json_append(changes, change_json(history->changes->pdata[i]));
  search_json_text(json, "schema", "kompass.history/1");
  search_json_take(json, "municipality", search_view_municipality(history->municipality));
  search_json_take(json, "evaluations", evaluations);
  search_json_take(json, "printed", printed);
  search_json_integer(json, "total", history->total);
  search_json_take(json, "changes", changes);
  return json;
}

/* ---- rows: a row a figure, or an item that was followed ---- */

/* What a row may tell; what it does not is absent. */
typedef struct {
  const char *kind;           /* "evaluated", "printed", "mean", "change", "stayed" … */
  const CorpusReport *report; /* that says it */
  unsigned year, since;       /* that it is of */
  const char *figure, *name;
  int score, max;
  const CorpusReport *before;
  int earlier;
  double change, mean; /* NAN = none */
  const char *text, *to;
} Row;

static void
row_of(SearchRow *row, const void *data) {
  const Row *told = data;
  search_row_text(row, "report", told->report->id);
  search_row_municipality(row, told->report->municipality);
  search_row_ordinal(row, "year", told->year);
  search_row_ordinal(row, "revision", told->report->revision);
  search_row_figure(row, told->figure);
  search_row_word(row, "name", told->name);
  search_row_score(row, "score", told->score);
  search_row_score(row, "max", told->max);
  search_row_text(row, "before", told->before != NULL ? told->before->id : NULL);
  search_row_score(row, "score_before", told->earlier);
  search_row_number(row, "change", told->change,
                    isnan(told->change) || trunc(told->change) == told->change ? 0 : 2);
  search_row_word(row, "kind", told->kind);
  search_row_number(row, "mean", told->mean, 2);
  search_row_ordinal(row, "since", told->since);
  search_row_text(row, "text", told->text);
  search_row_text(row, "to", told->to);
}

static Row
row_new(const char *kind, const CorpusReport *report, unsigned year) {
  return (Row){.kind = kind,
               .report = report,
               .year = year,
               .score = -1,
               .max = -1,
               .earlier = -1,
               .change = NAN,
               .mean = NAN};
}

/* Calls visit with each figure of an evaluation that the filters choose. */
static void
each_figure(const Shown *shown, guint at, void (*visit)(const Figure *figure, void *context),
            void *context) {
  GArray *printed = search_view_figures(shown->history->evaluations->pdata[at], shown->filters);
  for (guint i = 0; i < printed->len; i++) {
    const SearchViewFigure *one = &g_array_index(printed, SearchViewFigure, i);
    Figure figure = figure_of(shown->history, at, one->id, one->name, one->max);
    visit(&figure, context);
  }
  g_array_unref(printed);
}

static void
append_row(const Figure *figure, void *sheet) {
  Row row = row_new("evaluated", figure->report, figure->report->year);
  row.figure = figure->id;
  row.name = figure->name;
  row.score = figure->score;
  row.max = figure->max;
  row.before = figure->before;
  row.earlier = figure->earlier;
  if (figure->before != NULL)
    row.change = figure->score - figure->earlier;
  search_sheet_row(sheet, row_of, &row);
}

static void
append_printed(const SearchPrinted *printed, SearchSheet *sheet) {
  char id[SEARCH_FIGURE_ID_BYTES];
  Row row = row_new("printed", printed->source, printed->year);
  row.figure = search_figure_of_area(printed->area, id);
  row.score = printed->score;
  search_sheet_row(sheet, row_of, &row);
}

static void
append_beside(const Shown *shown, const CorpusReport *report, SearchSheet *sheet) {
  for (guint i = 0; i < report->beside->len; i++) {
    const CorpusBeside *beside = report->beside->pdata[i];
    bool mean = beside->kind == CORPUS_BESIDE_MEAN;
    char id[SEARCH_FIGURE_ID_BYTES];
    if (!search_view_shows_beside(beside, report, shown->filters))
      continue;
    Row row = row_new(mean ? "mean" : "change", report, mean ? beside->year : report->year);
    row.figure = search_figure_of_area(beside->area, id);
    row.name = *beside->label != '\0' ? beside->label : NULL;
    row.since = beside->since;
    *(mean ? &row.mean : &row.change) = beside->value;
    search_sheet_row(sheet, row_of, &row);
  }
}

static void
append_change(const SearchChange *change, SearchSheet *sheet) {
  char id[SEARCH_FIGURE_ID_BYTES];
  Row row = row_new(search_change_name(change->kind), change->after, change->after->year);
  bool question = *change->from->question != '\0';
  row.figure = question ? change->from->question : search_figure_of_area(change->from->area, id);
  row.score = change->score_after;
  row.before = change->before;
  row.earlier = change->score_before;
  if (change->score_before >= 0 && change->score_after >= 0)
    row.change = change->score_after - change->score_before;
  row.text = change->from->text;
  row.to = change->to != NULL ? change->to->text : NULL;
  search_sheet_row(sheet, row_of, &row);
}

static void
print_rows(const void *answer, SearchSheet *sheet) {
  const Shown *shown = answer;
  const SearchHistory *history = shown->history;
  const Row blank = row_new(NULL, &search_blank_report, 0);
  search_sheet_head(sheet, row_of, &blank);
  for (guint i = 0; i < history->evaluations->len; i++)
    each_figure(shown, i, append_row, sheet);
  for (guint i = 0; i < history->printed->len; i++)
    append_printed(&g_array_index(history->printed, SearchPrinted, i), sheet);
  for (guint i = 0; i < history->evaluations->len; i++)
    append_beside(shown, history->evaluations->pdata[i], sheet);
  for (guint i = 0; i < history->changes->len; i++)
    append_change(history->changes->pdata[i], sheet);
}

/* ---- text ---- */

static void
add_figure(const Figure *figure, void *context) {
  SearchTable *table = context;
  if (search_figure_kind(figure->id) == SEARCH_FIGURE_QUESTION)
    return;
  bool total = search_figure_kind(figure->id) == SEARCH_FIGURE_TOTAL;
  search_table_take(table, total ? g_strdup(gettext(figure->name))
                                 : g_strdup_printf("%s %s", figure->id, figure->name));
  search_table_take(table,
                    figure->score < 0 ? g_strdup("-") : g_strdup_printf("%d", figure->score));
  search_table_take(table, figure->before == NULL
                               ? g_strdup("")
                               : g_strdup_printf(_("%+d since %u"), figure->score - figure->earlier,
                                                 figure->before->year));
}

static void
print_evaluation(const Shown *shown, guint at, const SearchScreen *screen, GString *out) {
  const CorpusReport *report = shown->history->evaluations->pdata[at];
  SearchTable *table = search_table_new("lrl", 2);
  search_view_title(report, screen, out);
  if (report->revision != 0)
    g_string_append_printf(out, _(", revision %u"), report->revision);
  else
    g_string_append(out, _(", revision unknown"));
  g_string_append_printf(out, ", %s\n", report->source);
  each_figure(shown, at, add_figure, table);
  search_table_print(table, out);
  search_table_free(table);
  search_view_beside_text(report, shown->filters, screen, out);
  search_view_warnings_text(report, screen, out);
}

/* The points that a report prints of an area and a year; -1 = none. */
static int
printed_score(const SearchHistory *history, const CorpusReport *source, unsigned area,
              unsigned year) {
  for (guint i = 0; i < history->printed->len; i++) {
    const SearchPrinted *printed = &g_array_index(history->printed, SearchPrinted, i);
    if (printed->source == source && printed->area == area && printed->year == year)
      return printed->score;
  }
  return -1;
}

/* The years that a report prints points of, in order: unsigned, the caller's. */
static GArray *
printed_years(const SearchHistory *history, const CorpusReport *source) {
  GArray *years = g_array_new(FALSE, FALSE, sizeof(unsigned));
  for (guint i = 0; i < history->printed->len; i++) {
    const SearchPrinted *printed = &g_array_index(history->printed, SearchPrinted, i);
    bool known = years->len > 0 && g_array_index(years, unsigned, years->len - 1) == printed->year;
    if (printed->source == source && !known)
      g_array_append_val(years, printed->year);
  }
  return years;
}

/* A row of what a report prints of an area (0 = total): each year's points, and what changed since
 * the year before. */
static void
add_printed(SearchTable *table, const SearchHistory *history, const CorpusReport *source,
            const GArray *years, unsigned area) {
  const CorpusAreaScore *own = area != 0 ? corpus_report_area(source, area) : NULL;
  search_table_take(table, area == 0     ? g_strdup(gettext("Total"))
                           : own != NULL ? g_strdup_printf("%u %s", area, own->name)
                                         : g_strdup_printf(_("area %u"), area));
  for (guint i = 0; i < years->len; i++) {
    unsigned year = g_array_index(years, unsigned, i);
    unsigned last = i > 0 ? g_array_index(years, unsigned, i - 1) : 0;
    int score = printed_score(history, source, area, year);
    int before = i > 0 ? printed_score(history, source, area, last) : -1;
    search_table_take(table, score < 0 ? g_strdup("-") : g_strdup_printf("%d", score));
    if (i > 0)
      search_table_take(table, score < 0 || before < 0
                                   ? g_strdup("")
                                   : g_strdup_printf(_("%+d since %u"), score - before, last));
  }
}

static bool
is_printed(const SearchHistory *history, const CorpusReport *source, const GArray *years,
           unsigned area) {
  for (guint i = 0; i < years->len; i++)
    if (printed_score(history, source, area, g_array_index(years, unsigned, i)) >= 0)
      return true;
  return false;
}

static void
print_printed_of(const SearchHistory *history, const CorpusReport *source, const GArray *years,
                 const SearchScreen *screen, GString *out) {
  GString *alignment = g_string_new("lr");
  for (guint i = 1; i < years->len; i++)
    g_string_append(alignment, "rl");
  SearchTable *table = search_table_new(alignment->str, 2);
  search_table_add(table, "");
  for (guint i = 0; i < years->len; i++) {
    search_table_take(table, g_strdup_printf("%u", g_array_index(years, unsigned, i)));
    if (i > 0)
      search_table_add(table, "");
  }
  for (unsigned area = 0; area <= CORPUS_AREA_MAX; area++)
    if (is_printed(history, source, years, area))
      add_printed(table, history, source, years, area);
  char *title = g_strdup_printf(_("Points of earlier years, as %s prints them"), source->id);
  g_string_append_c(out, '\n');
  search_text_styled(out, screen, SEARCH_STYLE_STRONG, title);
  g_string_append_c(out, '\n');
  search_table_print(table, out);
  if (years->len > 1)
    search_text_paragraph(out, screen, 0,
                          _("What changed between these years holds where they were made with the "
                            "same revision, which the report alone can tell."));
  g_free(title);
  search_table_free(table);
  g_string_free(alignment, TRUE);
}

static void
print_printed(const SearchHistory *history, const SearchScreen *screen, GString *out) {
  for (guint i = 0; i < history->evaluations->len; i++) {
    GArray *years = printed_years(history, history->evaluations->pdata[i]);
    if (years->len > 0)
      print_printed_of(history, history->evaluations->pdata[i], years, screen, out);
    g_array_unref(years);
  }
}

/* The points before and after, or the same. */
static void
append_points(GString *line, const SearchChange *change) {
  if (change->score_before < 0 || change->score_after < 0)
    return;
  if (change->score_before == change->score_after)
    g_string_append_printf(line, _(" (%d points)"), change->score_after);
  else
    g_string_append_printf(line, _(" (%d to %d points)"), change->score_before,
                           change->score_after);
}

static void
print_changes(const SearchHistory *history, const SearchScreen *screen, GString *out) {
  static const char *const heads[] = {N_("Strengths that stayed, %u to %u"),
                                      N_("Improvements that were met, %u to %u"),
                                      N_("Improvements that came back, %u to %u")};
  const SearchChange *last = NULL;
  for (guint i = 0; i < history->changes->len; i++) {
    const SearchChange *change = history->changes->pdata[i];
    if (last == NULL || last->kind != change->kind || last->after != change->after) {
      char *head =
          g_strdup_printf(gettext(heads[change->kind]), change->before->year, change->after->year);
      g_string_append_c(out, '\n');
      search_text_styled(out, screen, SEARCH_STYLE_STRONG, head);
      g_string_append_c(out, '\n');
      g_free(head);
    }
    GString *line = g_string_new(NULL);
    g_string_append_printf(line, "%s%s%s",
                           *change->from->question != '\0' ? change->from->question : "",
                           *change->from->question != '\0' ? " " : "", change->from->text);
    if (change->to != NULL)
      g_string_append_printf(line, " > %s", change->to->text);
    append_points(line, change);
    search_text_paragraph(out, screen, 2, line->str);
    g_string_free(line, TRUE);
    last = change;
  }
}

static void
note_uncompared(const Figure *figure, void *context) {
  bool *uncompared = context;
  *uncompared |= search_figure_kind(figure->id) != SEARCH_FIGURE_QUESTION && figure->score >= 0 &&
                 figure->before == NULL;
}

/* Is there a figure of a later evaluation that stands without a change? */
static bool
has_uncompared(const Shown *shown) {
  bool uncompared = false;
  for (guint i = 1; i < shown->history->evaluations->len; i++)
    each_figure(shown, i, note_uncompared, &uncompared);
  return uncompared;
}

static void
print_text(const void *answer, const SearchScreen *screen, GString *out) {
  const Shown *shown = answer;
  for (guint i = 0; i < shown->history->evaluations->len; i++) {
    g_string_append(out, i > 0 ? "\n" : "");
    print_evaluation(shown, i, screen, out);
  }
  if (has_uncompared(shown))
    g_string_append(out, _("Figures without a change can't be compared with an earlier one.\n"));
  print_printed(shown->history, screen, out);
  print_changes(shown->history, screen, out);
}

void
search_view_history(const SearchHistory *history, const SearchFilters *filters, SearchFormat format,
                    const SearchScreen *screen, GString *out) {
  static const SearchView view = {"history", print_text, history_json, print_rows};
  search_view_print(&view, &(Shown){history, filters}, format, screen, out);
}
