/* search/http/about.c: what the service says of itself, whatever is in the index. */
#include "search/benchmark/status.h"
#include "search/http/service.h"
#include "search/view/json.h"

static SearchJson *
measured_json(void) {
  const GArray *figures = search_measured();
  SearchJson *array = search_json_array();
  for (guint i = 0; i < figures->len; i++) {
    const SearchMeasured *figure = &g_array_index(figures, SearchMeasured, i);
    SearchJson *entry = search_json_object();
    search_json_text(entry, "what", figure->what);
    search_json_integer(entry, "answers", figure->answers);
    search_json_integer(entry, "right", figure->right);
    search_json_append(array, entry);
  }
  return array;
}

char *
search_about_new(const SearchServiceOptions *options) {
  SearchJson *json = search_json_object();
  search_json_text(json, "schema", "kompass.about/1");
  search_json_text(json, "version", search_version());
  search_json_text(json, "operator", options->operator_name);
  search_json_text(json, "contact", options->contact);
  search_json_text(json, "accessibility_reviewed", options->accessibility_reviewed);
  search_json_take(json, "measured", measured_json());
  GString *text = g_string_new(NULL);
  search_json_print(json, text);
  search_json_free(json);
  return g_string_free(text, FALSE);
}
