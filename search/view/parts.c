/* search/view/parts.c: reports, passages and what stands beside them, in each of the formats. */
#include "search/view/parts.h"

#include <glib/gi18n.h>
#include <string.h>

#include "corpus/instrument/subject.h"
#include "search/ask/scores_beside.h"

char *
search_view_passage_id(const CorpusReport *report, const CorpusPassage *passage) {
  return passage != NULL ? g_strdup_printf("%s/%u", report->id, passage->number) : NULL;
}

/* ---- JSON ---- */

SearchJson *
search_view_municipality(const CorpusMunicipality *municipality) {
  if (municipality == NULL)
    return NULL;
  SearchJson *json = search_json_object();
  search_json_text(json, "name", municipality->name);
  search_json_text(json, "code", municipality->code);
  return json;
}

SearchJson *
search_view_report(const CorpusReport *report) {
  SearchJson *json = search_json_object();
  search_json_text(json, "id", report->id);
  search_json_take(json, "municipality", search_view_municipality(report->municipality));
  search_json_ordinal(json, "year", report->year);
  search_json_ordinal(json, "month", report->month);
  search_json_ordinal(json, "evaluation", report->evaluation);
  search_json_integer(json, "revision", report->revision);
  if (report->revision == 0)
    search_json_bool(json, "revision_known", false);
  search_json_text(json, "source", report->source);
  return json;
}

void
search_view_subject(SearchJson *object, unsigned revision, const char *id) {
  const char *name = corpus_subject_name(revision, id);
  if (name != NULL)
    search_json_text(object, "subject", name);
}

void
search_view_area_subject(SearchJson *object, unsigned revision, unsigned area) {
  char id[SEARCH_FIGURE_ID_BYTES];
  search_figure_of_area(area, id);
  search_view_subject(object, revision, id);
}

static SearchJson *
area_json(const CorpusReport *report, unsigned area) {
  SearchFigures figures;
  if (!search_figures_area(report, area, &figures))
    return NULL;
  SearchJson *json = search_json_object();
  search_json_integer(json, "number", figures.area);
  search_json_text(json, "name", figures.name);
  search_json_score(json, "score", figures.score);
  search_json_score(json, "max", figures.max);
  search_view_area_subject(json, report->revision, area);
  return json;
}

SearchJson *
search_view_question(const CorpusReport *report, const char *id) {
  SearchFigures figures;
  if (!search_figures_question(report, id, &figures))
    return NULL;
  SearchJson *json = search_json_object();
  search_json_text(json, "id", figures.id);
  search_json_text(json, "text", figures.name);
  search_json_score(json, "score", figures.score);
  search_json_score(json, "max", figures.max);
  search_json_score(json, "percent", figures.percent);
  search_view_subject(json, report->revision, id);
  return json;
}

char *
search_view_page(const CorpusPassage *passage) {
  return g_strdup_printf(_("p. %u%s"), passage->page,
                         passage->recognised ? _(", machine-read") : "");
}

void
search_view_pages_text(const SearchScreen *screen, GString *out) {
  search_text_styled(out, screen, SEARCH_STYLE_FAINT,
                     _("Pages are counted in the file; what is printed on them may differ."));
  g_string_append_c(out, '\n');
}

SearchJson *
search_view_passage(const CorpusReport *report, const CorpusPassage *passage) {
  SearchJson *json = search_json_object();
  char *id = search_view_passage_id(report, passage);
  search_json_text(json, "id", id);
  search_json_take(json, "report", search_view_report(report));
  search_json_ordinal(json, "page", passage->page);
  search_json_take(json, "area", area_json(report, passage->area));
  search_json_take(json, "question", search_view_question(report, passage->question));
  search_json_text(json, "heading", *passage->heading != '\0' ? passage->heading : NULL);
  search_json_text(json, "kind", corpus_kind_name(passage->kind));
  search_json_text(json, "tag", corpus_tag_name(passage->tag));
  if (passage->recognised)
    search_json_bool(json, "recognised", true);
  search_json_text(json, "text", passage->text);
  g_free(id);
  return json;
}

/* Written out at once, as there are many. */
SearchJson *
search_view_highlights(const SearchExcerpt *excerpt) {
  enum { ROOM_BYTES = 2 * SEARCH_JSON_DIGITS };
  char *text = g_malloc((excerpt->highlights->len + 1) * ROOM_BYTES), *at = stpcpy(text, "[");
  for (guint i = 0; i < excerpt->highlights->len; i++) {
    const SearchHighlight *highlight = &g_array_index(excerpt->highlights, SearchHighlight, i);
    char digits[SEARCH_JSON_DIGITS];
    at = stpcpy(at, i == 0 ? "[" : ",[");
    at = stpcpy(at, search_json_digits((gint64)highlight->start_chars, digits));
    at = stpcpy(at, ",");
    at = stpcpy(at, search_json_digits((gint64)highlight->length_chars, digits));
    at = stpcpy(at, "]");
  }
  stpcpy(at, "]");
  SearchJson *json = search_json_written(text);
  g_free(text);
  return json;
}

SearchJson *
search_view_texts(const GPtrArray *texts) {
  SearchJson *json = search_json_array();
  for (guint i = 0; i < texts->len; i++)
    search_json_append_text(json, texts->pdata[i]);
  return json;
}

SearchJson *
search_view_notice(const CorpusNotice *notice) {
  SearchJson *json = search_json_object(), *values = search_json_object();
  for (guint i = 0; i + 1 < notice->values->len; i += 2)
    search_json_text(values, notice->values->pdata[i], notice->values->pdata[i + 1]);
  search_json_text(json, "code", notice->code);
  search_json_take(json, "values", values);
  search_json_text(json, "text", notice->text);
  return json;
}

SearchJson *
search_view_notices(const GPtrArray *notices) {
  SearchJson *json = search_json_array();
  for (guint i = 0; i < notices->len; i++)
    search_json_append(json, search_view_notice(notices->pdata[i]));
  return json;
}

/* ---- what stands beside points ---- */

bool
search_view_shows_beside(const CorpusBeside *beside, const CorpusReport *report,
                         const SearchFilters *filters) {
  return beside->area == 0 ? filters->areas == 0 && filters->questions->len == 0
                           : search_filters_accept_area(filters, report->revision, beside->area);
}

static SearchJson *
beside_json(const CorpusBeside *beside) {
  SearchJson *json = search_json_object();
  bool mean = beside->kind == CORPUS_BESIDE_MEAN;
  search_json_ordinal(json, "area", beside->area);
  search_json_number(json, mean ? "mean" : "change", beside->value, 2);
  search_json_text(json, "label", *beside->label != '\0' ? beside->label : NULL);
  if (mean) {
    search_json_ordinal(json, "year", beside->year);
    search_json_ordinal(json, "since", beside->since);
  }
  return json;
}

void
search_view_beside(SearchJson *object, const CorpusReport *report, const SearchFilters *filters) {
  static const char *const keys[] = {
      [CORPUS_BESIDE_MEAN] = "means", [CORPUS_BESIDE_CHANGE] = "printed_changes"};
  for (CorpusBesideKind kind = CORPUS_BESIDE_MEAN; kind <= CORPUS_BESIDE_CHANGE; kind++) {
    SearchJson *json = NULL;
    for (guint i = 0; i < report->beside->len; i++) {
      const CorpusBeside *beside = report->beside->pdata[i];
      if (beside->kind != kind || !search_view_shows_beside(beside, report, filters))
        continue;
      json = json != NULL ? json : search_json_array();
      search_json_append(json, beside_json(beside));
    }
    if (json != NULL)
      search_json_take(object, keys[kind], json);
  }
}

static bool
is_of_one_column(const CorpusBeside *one, const CorpusBeside *other) {
  return one->kind == other->kind && one->since == other->since && one->year == other->year &&
         g_str_equal(one->label, other->label);
}

/* "Medelvärde 2014: area 1 55, area 2 52.5, total 476" */
static void
append_column(const CorpusReport *report, const SearchFilters *filters, guint first,
              const SearchScreen *screen, GString *out) {
  const CorpusBeside *column = report->beside->pdata[first];
  bool mean = column->kind == CORPUS_BESIDE_MEAN;
  GString *line = g_string_new(NULL);
  for (guint i = first; i < report->beside->len; i++) {
    const CorpusBeside *beside = report->beside->pdata[i];
    if (!is_of_one_column(beside, column) || !search_view_shows_beside(beside, report, filters))
      continue;
    char *what =
        beside->area == 0 ? g_strdup(_("total")) : g_strdup_printf(_("area %u"), beside->area);
    char *value = search_text_number("%.6g", beside->value);
    g_string_append_printf(line, "%s%s %s%s", line->len > 0 ? ", " : "", what,
                           !mean && beside->value > 0 ? "+" : "", value);
    g_free(value);
    g_free(what);
  }
  if (line->len > 0) {
    g_string_prepend(line, *column->label != '\0' ? ": " : "");
    g_string_prepend(line, column->label);
    g_string_prepend(line, mean ? _("printed mean, ") : _("printed change, "));
    search_text_paragraph(out, screen, 0, line->str);
  }
  g_string_free(line, TRUE);
}

void
search_view_beside_text(const CorpusReport *report, const SearchFilters *filters,
                        const SearchScreen *screen, GString *out) {
  for (guint i = 0; i < report->beside->len; i++) {
    bool begun = false;
    for (guint j = 0; j < i && !begun; j++)
      begun = is_of_one_column(report->beside->pdata[j], report->beside->pdata[i]);
    if (!begun)
      append_column(report, filters, i, screen, out);
  }
}

void
search_view_notices_text(const GPtrArray *notices, const SearchScreen *screen, GString *out) {
  for (guint i = 0; i < notices->len; i++) {
    char *said = corpus_notice_said(notices->pdata[i]);
    search_text_paragraph(out, screen, 0, said);
    g_free(said);
  }
}

void
search_view_warnings_text(const CorpusReport *report, const SearchScreen *screen, GString *out) {
  for (guint i = 0; i < report->notices->len; i++) {
    char *said = corpus_notice_said(report->notices->pdata[i]);
    search_text_styled(out, screen, SEARCH_STYLE_BAD, _("warning: "));
    search_text_append(out, said, -1);
    g_string_append_c(out, '\n');
    g_free(said);
  }
}

/* ---- columns ---- */

static const CorpusMunicipality BLANK_MUNICIPALITY = {0};
const CorpusReport search_blank_report = {.municipality = &BLANK_MUNICIPALITY};
const CorpusPassage search_blank_passage = {0};

void
search_row_figure(SearchRow *row, const char *id) {
  if (g_strcmp0(id, "total") == 0)
    search_row_word(row, "figure", id);
  else
    search_row_code(row, "figure", id != NULL && *id != '\0' ? id : NULL);
}

void
search_row_municipality(SearchRow *row, const CorpusMunicipality *municipality) {
  search_row_text(row, "municipality", municipality != NULL ? municipality->name : NULL);
  search_row_code(row, "code", municipality != NULL ? municipality->code : NULL);
}

void
search_row_report(SearchRow *row, const CorpusReport *report) {
  search_row_municipality(row, report->municipality);
  search_row_ordinal(row, "year", report->year);
  search_row_ordinal(row, "month", report->month);
  search_row_ordinal(row, "evaluation", report->evaluation);
  search_row_ordinal(row, "revision", report->revision);
  search_row_text(row, "source", report->source);
}

void
search_row_question(SearchRow *row, const CorpusReport *report, const char *id) {
  SearchFigures question;
  search_figures_question(report, id, &question);
  search_row_code(row, "question", question.id);
  search_row_text(row, "question_text", question.name);
  search_row_score(row, "question_score", question.score);
  search_row_score(row, "question_max", question.max);
  search_row_score(row, "question_percent", question.percent);
}

static void
area_cells(SearchRow *row, const CorpusReport *report, unsigned number) {
  SearchFigures area;
  search_figures_area(report, number, &area);
  search_row_ordinal(row, "area", area.area);
  search_row_text(row, "area_name", area.name);
  search_row_score(row, "area_score", area.score);
  search_row_score(row, "area_max", area.max);
}

void
search_row_passage(SearchRow *row, const CorpusReport *report, const CorpusPassage *passage) {
  char *id = search_view_passage_id(report, passage);
  search_row_text(row, "id", id);
  g_free(id);
  search_row_report(row, report);
  search_row_ordinal(row, "page", passage->page);
  area_cells(row, report, passage->area);
  search_row_question(row, report, passage->question);
  search_row_text(row, "heading", passage->heading);
  search_row_word(row, "kind", corpus_kind_name(passage->kind));
  search_row_word(row, "tag", corpus_tag_name(passage->tag));
  search_row_text(row, "text", passage->text);
}

/* ---- text ---- */

const char *
search_view_name(const CorpusReport *report) {
  return report->municipality != NULL ? report->municipality->name : report->id;
}

void
search_view_title(const CorpusReport *report, const SearchScreen *screen, GString *out) {
  char *title = g_strdup_printf("%s %u", search_view_name(report), report->year);
  search_text_styled(out, screen, SEARCH_STYLE_STRONG, title);
  g_free(title);
}

/* ---- one passage as an answer of its own ---- */

static void
exported_row(SearchRow *row, const void *data) {
  const IndexerPassage *place = data;
  search_row_passage(row, place->report, place->passage);
}

void
search_view_exported_head(SearchSheet *sheet) {
  search_sheet_head(
      sheet, exported_row,
      &(IndexerPassage){&search_blank_report, (CorpusPassage *)&search_blank_passage});
}

void
search_view_exported_row(SearchSheet *sheet, const IndexerPassage *place) {
  search_sheet_row(sheet, exported_row, place);
}

void
search_view_exported(const IndexerPassage *place, GString *out) {
  SearchJson *json = search_view_passage(place->report, place->passage);
  search_json_print(json, out);
  search_json_free(json);
}

/* ---- figures ---- */

void
search_view_append_points(GString *out, int score, int max) {
  if (score < 0)
    return;
  g_string_append_printf(out, " %d", score);
  if (max >= 0)
    g_string_append_printf(out, "/%d", max);
}

static void
add_figure(GArray *figures, const char *id, const char *name, int score, int max, int percent) {
  SearchViewFigure figure = {.name = name, .score = score, .max = max, .percent = percent};
  g_strlcpy(figure.id, id, sizeof figure.id);
  g_array_append_val(figures, figure);
}

GArray *
search_view_figures(const CorpusReport *report, const SearchFilters *filters) {
  GArray *figures = g_array_new(FALSE, FALSE, sizeof(SearchViewFigure));
  add_figure(figures, "total", N_("Total"), report->total, -1, -1);
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    if (!search_filters_accept_area(filters, report->revision, area->number))
      continue;
    char id[SEARCH_FIGURE_ID_BYTES];
    search_figure_of_area(area->number, id);
    add_figure(figures, id, area->name, area->score, area->max, area->percent);
    for (guint j = 0; j < area->questions->len; j++) {
      const CorpusQuestionScore *question = area->questions->pdata[j];
      if (search_filters_accept_question(filters, report->revision, question->id))
        add_figure(figures, question->id, question->text, question->score, question->max,
                   question->percent);
    }
  }
  return figures;
}
