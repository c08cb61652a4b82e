/* search/view/passage.c: passages as rows and as lines of JSON. */
#include "search/view/csv.h"
#include "search/ask/scores_beside.h"
#include "search/view/view.h"
#include "search/view/json_parts.h"

const char *const search_view_passage_names[] = {"id",
                                                 "municipality",
                                                 "code",
                                                 "year",
                                                 "month",
                                                 "evaluation",
                                                 "revision",
                                                 "source",
                                                 "page",
                                                 "area",
                                                 "area_name",
                                                 "area_score",
                                                 "area_max",
                                                 "question",
                                                 "question_text",
                                                 "question_score",
                                                 "question_max",
                                                 "question_percent",
                                                 "heading",
                                                 "kind",
                                                 "tag",
                                                 "text",
                                                 NULL};

static void
report_cells(const CorpusReport *report, GString *out) {
  search_csv_text(out, report->municipality != NULL ? report->municipality->name : NULL);
  search_csv_text(out, report->municipality != NULL ? report->municipality->code : NULL);
  search_csv_ordinal(out, report->year);
  search_csv_ordinal(out, report->month);
  search_csv_ordinal(out, report->evaluation);
  search_csv_ordinal(out, report->revision);
  search_csv_text(out, report->source);
}

static void
figure_cells(const CorpusReport *report, const CorpusPassage *passage, GString *out) {
  SearchFigures area, question;
  search_figures_area(report, passage->area, &area);
  search_csv_ordinal(out, area.area);
  search_csv_text(out, area.name);
  search_csv_score(out, area.score);
  search_csv_score(out, area.max);
  search_figures_question(report, passage->question, &question);
  search_csv_text(out, question.id);
  search_csv_text(out, question.name);
  search_csv_score(out, question.score);
  search_csv_score(out, question.max);
  search_csv_score(out, question.percent);
}

void
search_view_passage_cells(const CorpusReport *report, const CorpusPassage *passage, GString *out) {
  char *id = g_strdup_printf("%s/%u", report->id, passage->number);
  search_csv_text(out, id);
  g_free(id);
  report_cells(report, out);
  search_csv_ordinal(out, passage->page);
  figure_cells(report, passage, out);
  search_csv_text(out, passage->heading);
  search_csv_text(out, corpus_kind_name(passage->kind));
  search_csv_text(out, corpus_tag_name(passage->tag));
  search_csv_text(out, passage->text);
}

void
search_view_exported_head(GString *out) {
  search_csv_head(out, search_view_passage_names);
}

void
search_view_exported(const CorpusReport *report, const CorpusPassage *passage, SearchFormat format,
                     GString *out) {
  if (format == SEARCH_FORMAT_CSV) {
    search_view_passage_cells(report, passage, out);
    search_csv_end(out);
    return;
  }
  SearchJson *json = search_view_passage(report, passage);
  search_json_print(json, out);
  search_json_free(json);
}
