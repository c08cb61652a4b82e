/* search/view/view.c: hands an answer to the function that prints the format that is asked for. */
#include "search/view/view.h"

#include <glib/gi18n.h>

#include "search/view/parts.h"

#define MISSING_SHOWN 10 /* reports that a line of text names */

const char *
search_format_name(SearchFormat format) {
  static const char *const names[] = {[SEARCH_FORMAT_TEXT] = "text",
                                      [SEARCH_FORMAT_JSON] = "json",
                                      [SEARCH_FORMAT_CSV] = "csv",
                                      [SEARCH_FORMAT_CSV_SV] = "csv-sv",
                                      [SEARCH_FORMAT_XLSX] = "xlsx"};
  return names[format];
}

bool
search_format_is_table(SearchFormat format) {
  return format != SEARCH_FORMAT_TEXT && format != SEARCH_FORMAT_JSON;
}

static void
print_rows(const SearchView *view, const void *answer, SearchFormat format, GString *out) {
  SearchSheet *sheet = search_sheet_new(format, view->name, out);
  view->rows(answer, sheet);
  search_sheet_free(sheet);
}

/* Takes json. */
static void
print_json(SearchJson *json, const SearchScreen *screen, GString *out) {
  if (screen != NULL && screen->missing != NULL) {
    search_json_bool(json, "partial", true);
    search_json_take(json, "missing", search_view_texts(screen->missing));
    search_json_append(search_json_list(json, "notices"),
                       search_view_notice(screen->missing_notice));
  }
  search_json_print(json, out);
  search_json_free(json);
}

static void
print_text(const SearchView *view, const void *answer, const SearchScreen *screen, GString *out) {
  view->text(answer, screen, out);
  if (screen == NULL || screen->missing == NULL)
    return;
  char *said = corpus_notice_said(screen->missing_notice);
  GString *line = g_string_new(said);
  g_free(said);
  for (guint i = 0; i < screen->missing->len && i < MISSING_SHOWN; i++)
    g_string_append_printf(line, "%s %s", i == 0 ? ":" : ",", (char *)screen->missing->pdata[i]);
  if (screen->missing->len > MISSING_SHOWN)
    g_string_append_printf(line, _(" and %u more"), screen->missing->len - MISSING_SHOWN);
  g_string_append_c(out, '\n');
  search_text_paragraph(out, screen, 0, line->str);
  g_string_free(line, TRUE);
}

void
search_view_print(const SearchView *view, const void *answer, SearchFormat format,
                  const SearchScreen *screen, GString *out) {
  switch (format) {
  case SEARCH_FORMAT_TEXT:
    print_text(view, answer, screen, out);
    break;
  case SEARCH_FORMAT_JSON:
    print_json(view->json(answer), screen, out);
    break;
  case SEARCH_FORMAT_CSV:
  case SEARCH_FORMAT_CSV_SV:
  case SEARCH_FORMAT_XLSX:
    print_rows(view, answer, format, out);
    break;
  case SEARCH_FORMATS:
    break;
  }
}
