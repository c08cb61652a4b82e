/* search/view/view.c: hands an answer to the function that prints the format that is asked for. */
#include "search/view/view.h"

#include "search/view/parts.h"

const char *
search_format_name(SearchFormat format) {
  static const char *const names[] = {
      [SEARCH_FORMAT_TEXT] = "text", [SEARCH_FORMAT_JSON] = "json", [SEARCH_FORMAT_CSV] = "csv"};
  return names[format];
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
    view->csv(answer, out);
    break;
  case SEARCH_FORMATS:
    break;
  }
}
