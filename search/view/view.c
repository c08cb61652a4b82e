/* search/view/view.c: hands an answer to the function that prints the format that is asked for. */
#include "search/view/view.h"

#include "search/view/parts.h"

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

static void
print_json(SearchJson *json, GString *out) {
  search_json_print(json, out);
  search_json_free(json);
}

void
search_view_print(const SearchView *view, const void *answer, SearchFormat format,
                  const SearchScreen *screen, GString *out) {
  switch (format) {
  case SEARCH_FORMAT_TEXT:
    view->text(answer, screen, out);
    break;
  case SEARCH_FORMAT_JSON:
    print_json(view->json(answer), out);
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
