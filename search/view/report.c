/* search/view/report.c: one report as a whole: its figures, and its passages in reading order. */
#include <glib/gi18n.h>
#include <string.h>

#include "search/ask/scores_beside.h"
#include "search/view/parts.h"

#define INDENT_CELLS 2

/* ---- JSON ---- */

static SearchJson *
source_json(const SearchShownReport *shown) {
  SearchJson *json = search_json_object();
  search_json_text(json, "name", shown->whole->report->source);
  search_json_text(json, "type", shown->source_type);
  search_json_bool(json, "served", shown->source_served);
  return json;
}

static SearchJson *
report_json(const void *answer) {
  const SearchShownReport *shown = answer;
  const SearchWholeReport *whole = shown->whole;
  SearchJson *json = search_json_object(), *passages = search_json_array();
  for (guint i = 0; i < whole->passages->len; i++)
    search_json_append(passages, search_view_passage(whole->report, whole->passages->pdata[i]));
  search_json_text(json, "schema", "kompass.report/1");
  search_json_take(json, "report", search_view_report(whole->report));
  search_json_integer(json, "pages", whole->report->pages);
  search_json_take(json, "source", source_json(shown));
  search_json_take(json, "scores", search_view_report_scores(whole->known, shown->scores));
  search_json_take(json, "warnings", search_view_texts(whole->report->warnings));
  search_json_take(json, "notices", search_view_notices(whole->report->notices));
  search_json_integer(json, "total", whole->total);
  search_json_take(json, "passages", passages);
  return json;
}

/* ---- rows ---- */

static void
print_rows(const void *answer, SearchSheet *sheet) {
  const SearchWholeReport *whole = ((const SearchShownReport *)answer)->whole;
  search_view_exported_head(sheet);
  for (guint i = 0; i < whole->passages->len; i++)
    search_view_exported_row(sheet, &(IndexerPassage){whole->report, whole->passages->pdata[i]});
}

/* ---- text ---- */

/* The line above passages of one place: "4 Ledarskap 60/100", "4.4 … 12/20". */
static void
print_place(const CorpusReport *report, const CorpusPassage *passage, const SearchScreen *screen,
            GString *out) {
  SearchFigures figures;
  bool question = search_figures_question(report, passage->question, &figures);
  if (!question && !search_figures_area(report, passage->area, &figures))
    return;
  GString *line = g_string_new(NULL);
  if (question)
    g_string_append_printf(line, "%s %s", figures.id, figures.name);
  else
    g_string_append_printf(line, "%u %s", figures.area, figures.name);
  if (figures.score >= 0)
    g_string_append_c(line, ' ');
  search_view_append_points(line, figures.score, figures.max);
  g_string_append_c(out, '\n');
  search_text_styled(out, screen, SEARCH_STYLE_STRONG, line->str);
  g_string_append_c(out, '\n');
  g_string_free(line, TRUE);
}

static void
print_passage(const CorpusPassage *passage, const SearchScreen *screen, GString *out) {
  char *page = search_view_page(passage);
  char *where = g_strdup_printf("%u  %s  %s%s%s", passage->number, page,
                                gettext(corpus_tag_name(passage->tag)),
                                *passage->heading != '\0' ? "  " : "", passage->heading);
  search_text_styled(out, screen, SEARCH_STYLE_FAINT, where);
  g_string_append_c(out, '\n');
  search_text_paragraph(out, screen, INDENT_CELLS, passage->text);
  g_free(where);
  g_free(page);
}

static bool
same_place(const CorpusPassage *passage, const CorpusPassage *before) {
  return before != NULL && passage->area == before->area &&
         strcmp(passage->question, before->question) == 0;
}

static void
print_text(const void *answer, const SearchScreen *screen, GString *out) {
  const SearchWholeReport *whole = ((const SearchShownReport *)answer)->whole;
  const CorpusReport *report = whole->report;
  const CorpusPassage *before = NULL;
  search_view_title(report, screen, out);
  g_string_append_printf(out, ngettext(", %s, %u page", ", %s, %u pages", report->pages),
                         report->source, report->pages);
  if (report->total >= 0)
    g_string_append_printf(out, _(", %d points"), report->total);
  g_string_append_c(out, '\n');
  for (guint i = 0; i < whole->passages->len; i++) {
    const CorpusPassage *passage = whole->passages->pdata[i];
    if (!same_place(passage, before))
      print_place(report, passage, screen, out);
    print_passage(passage, screen, out);
    before = passage;
  }
  g_string_append_printf(out,
                         ngettext("\n%u of %u passage\n", "\n%u of %u passages\n", whole->total),
                         whole->passages->len, whole->total);
  if (whole->passages->len > 0)
    search_view_pages_text(screen, out);
}

void
search_view_whole_report(const SearchShownReport *shown, SearchFormat format,
                         const SearchScreen *screen, GString *out) {
  static const SearchView view = {"report", print_text, report_json, print_rows};
  search_view_print(&view, shown, format, screen, out);
}
