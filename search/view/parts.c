/* search/view/parts.c: reports, passages and what stands beside them, in each of the formats. */
#include "search/view/parts.h"

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
  char id[8];
  g_snprintf(id, sizeof id, "%u", area);
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
  return g_strdup_printf("p. %u%s", passage->page, passage->recognised ? ", machine-read" : "");
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

SearchJson *
search_view_highlights(const SearchExcerpt *excerpt) {
  SearchJson *json = search_json_array();
  for (guint i = 0; i < excerpt->highlights->len; i++) {
    const SearchHighlight *highlight = &g_array_index(excerpt->highlights, SearchHighlight, i);
    SearchJson *pair = search_json_array();
    search_json_append_integer(pair, (gint64)highlight->start_chars);
    search_json_append_integer(pair, (gint64)highlight->length_chars);
    search_json_append(json, pair);
  }
  return json;
}

SearchJson *
search_view_texts(const GPtrArray *texts) {
  SearchJson *json = search_json_array();
  for (guint i = 0; i < texts->len; i++)
    search_json_append_text(json, texts->pdata[i]);
  return json;
}

static SearchJson *
notice_json(const CorpusNotice *notice) {
  SearchJson *json = search_json_object(), *values = search_json_object();
  for (guint i = 0; i + 1 < notice->values->len; i += 2)
    search_json_text(values, notice->values->pdata[i], notice->values->pdata[i + 1]);
  search_json_text(json, "code", notice->code);
  search_json_take(json, "values", values);
  search_json_text(json, "text", notice->text);
  return json;
}

SearchJson *
search_view_notices(const CorpusReport *report) {
  SearchJson *json = search_json_array();
  for (guint i = 0; i < report->notices->len; i++)
    search_json_append(json, notice_json(report->notices->pdata[i]));
  return json;
}

/* ---- columns ---- */

static const CorpusMunicipality BLANK_MUNICIPALITY = {0};
const CorpusReport search_blank_report = {.municipality = &BLANK_MUNICIPALITY};
const CorpusPassage search_blank_passage = {0};

void
search_row_municipality(SearchRow *row, const CorpusMunicipality *municipality) {
  search_row_text(row, "municipality", municipality != NULL ? municipality->name : NULL);
  search_row_text(row, "code", municipality != NULL ? municipality->code : NULL);
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
  search_row_text(row, "question", question.id);
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
  search_row_text(row, "kind", corpus_kind_name(passage->kind));
  search_row_text(row, "tag", corpus_tag_name(passage->tag));
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
search_view_exported_head(SearchFormat format, GString *out) {
  if (format == SEARCH_FORMAT_CSV)
    search_csv_head(
        out, exported_row,
        &(IndexerPassage){&search_blank_report, (CorpusPassage *)&search_blank_passage});
}

void
search_view_exported(const IndexerPassage *place, SearchFormat format, GString *out) {
  if (format == SEARCH_FORMAT_CSV) {
    search_csv_row(out, exported_row, place);
    return;
  }
  SearchJson *json = search_view_passage(place->report, place->passage);
  search_json_print(json, out);
  search_json_free(json);
}
