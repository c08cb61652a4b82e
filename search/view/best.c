/* search/view/best.c: the best practice on one question, ready to cite. */
#include <glib/gi18n.h>

#include "search/learn/best.h"
#include "search/view/parts.h"

/* A strength with the question that it is of. */
typedef struct {
  const SearchBest *best;
  const SearchStrength *strength;
} Cited;

static SearchJson *
strength_json(const SearchBest *best, const SearchStrength *strength) {
  SearchJson *json = search_json_object(), *rank = search_json_object();
  char *cite = search_best_cite(strength, best->question);
  search_json_integer(rank, "rank", strength->rank.rank);
  search_json_integer(rank, "of", strength->rank.of);
  search_json_take(json, "passage", search_view_passage(strength->report, strength->passage));
  search_json_take(json, "rank", rank);
  search_json_number(json, "evidence", strength->evidence, 2);
  search_json_text(json, "cite", cite);
  g_free(cite);
  return json;
}

static SearchJson *
best_json(const void *answer) {
  const SearchBest *best = answer;
  SearchJson *json = search_json_object(), *question = search_json_object();
  SearchJson *strengths = search_json_array();
  for (guint i = 0; i < best->strengths->len; i++)
    search_json_append(strengths, strength_json(best, best->strengths->pdata[i]));
  search_json_text(question, "id", best->question);
  search_json_text(question, "text", best->text);
  search_json_integer(question, "revision", best->revision);
  search_json_text(json, "schema", "kompass.best/1");
  search_json_take(json, "question", question);
  search_json_integer(json, "total", best->total);
  search_json_take(json, "strengths", strengths);
  if (best->notices->len > 0)
    search_json_take(json, "notices", search_view_notices(best->notices));
  return json;
}

static void
strength_row(SearchRow *row, const void *data) {
  const Cited *cited = data;
  const SearchStrength *strength = cited->strength;
  char *cite =
      *cited->best->question != '\0' ? search_best_cite(strength, cited->best->question) : NULL;
  search_row_ordinal(row, "rank", strength->rank.rank);
  search_row_ordinal(row, "of", strength->rank.of);
  search_row_passage(row, strength->report, strength->passage);
  search_row_text(row, "cite", cite);
  g_free(cite);
}

static void
print_rows(const void *answer, SearchSheet *sheet) {
  const SearchBest *best = answer, nothing = {0};
  SearchStrength blank = {.report = &search_blank_report,
                          .passage = (CorpusPassage *)&search_blank_passage};
  search_sheet_head(sheet, strength_row, &(Cited){&nothing, &blank});
  for (guint i = 0; i < best->strengths->len; i++)
    search_sheet_row(sheet, strength_row, &(Cited){best, best->strengths->pdata[i]});
}

static void
print_text(const void *answer, const SearchScreen *screen, GString *out) {
  const SearchBest *best = answer;
  char *head = g_strdup_printf(_("%s %s (revision %u)"), best->question,
                               best->text != NULL ? best->text : "", best->revision);
  search_text_styled(out, screen, SEARCH_STYLE_STRONG, head);
  g_string_append_c(out, '\n');
  for (guint i = 0; i < best->strengths->len; i++) {
    char *cite = search_best_cite(best->strengths->pdata[i], best->question);
    search_text_paragraph(out, screen, 2, cite);
    g_free(cite);
  }
  if (best->total == 0)
    g_string_append(out, _("No report in the index has a strength on it.\n"));
  search_view_notices_text(best->notices, screen, out);
  g_free(head);
}

void
search_view_best(const SearchBest *best, SearchFormat format, const SearchScreen *screen,
                 GString *out) {
  static const SearchView view = {"best", print_text, best_json, print_rows};
  search_view_print(&view, best, format, screen, out);
}
