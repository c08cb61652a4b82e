/* search/view/format.c: names the forms in which an answer is printed. */
#include "search/view/format.h"

const char *
search_format_name(SearchFormat format) {
  static const char *const names[] = {
      [SEARCH_FORMAT_TEXT] = "text", [SEARCH_FORMAT_JSON] = "json", [SEARCH_FORMAT_CSV] = "csv"};
  return names[format];
}
