/* search/view/json_parts.c: reports, passages and what stands beside them as JSON. */
#include "search/view/json_parts.h"

#include "search/ask/scores_beside.h"

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
  search_json_ordinal(json, "revision", report->revision);
  search_json_text(json, "source", report->source);
  return json;
}

static SearchJson *
search_view_area(const CorpusReport *report, unsigned area) {
  SearchFigures figures;
  if (!search_figures_area(report, area, &figures))
    return NULL;
  SearchJson *json = search_json_object();
  search_json_integer(json, "number", figures.area);
  search_json_text(json, "name", figures.name);
  search_json_score(json, "score", figures.score);
  search_json_score(json, "max", figures.max);
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
  return json;
}

SearchJson *
search_view_passage(const CorpusReport *report, const CorpusPassage *passage) {
  SearchJson *json = search_json_object();
  char *id = g_strdup_printf("%s/%u", report->id, passage->number);
  search_json_text(json, "id", id);
  search_json_take(json, "report", search_view_report(report));
  search_json_ordinal(json, "page", passage->page);
  search_json_take(json, "area", search_view_area(report, passage->area));
  search_json_take(json, "question", search_view_question(report, passage->question));
  search_json_text(json, "heading", *passage->heading != '\0' ? passage->heading : NULL);
  search_json_text(json, "kind", corpus_kind_name(passage->kind));
  search_json_text(json, "tag", corpus_tag_name(passage->tag));
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
