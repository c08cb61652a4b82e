/* search/http/about.c: what the service says of itself: who keeps it running, what is measured of
 * it, its counters. */
#include <string.h>

#include "search/benchmark/status.h"
#include "search/command/request.h"
#include "search/http/service.h"
#include "search/view/json.h"

#define TYPE_METRICS "text/plain; version=0.0.4; charset=utf-8"

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

SearchReply
search_about_answer(const char *about, const SearchHttpRequest *asked) {
  gsize bytes = asked->query != NULL ? strlen(asked->query) : 0;
  if (bytes > SEARCH_PARAMETERS_MAX_BYTES)
    return search_reply_refusal("about", 414, "too_long", "about has no parameters");
  if (bytes > 0)
    return search_reply_refusal("about", 400, "bad_request", "about has no parameters");
  char *tag = search_tag_new((const char *const[]){"about", about, NULL});
  if (search_tag_matches(asked->if_none_match, tag))
    return search_reply_not_modified("about", tag);
  SearchReply reply = search_reply_new("about", 200, SEARCH_TYPE_JSON, g_string_new(about));
  reply.tag = tag;
  return reply;
}

SearchReply
search_metrics_answer(SearchMetrics *metrics, SearchEngines *engines) {
  SearchMetricsIndex index = {0};
  GString *body = g_string_new(NULL);
  SearchEngine *engine = search_engines_take(engines, NULL);
  if (engine != NULL) {
    index.generation = indexer_reader_generation(engine->reader);
    index.reports = indexer_reader_reports(engine->reader)->len;
    index.passages = indexer_reader_passage_count(engine->reader, NULL);
    index.missing = search_engine_missing_reports(engine);
  }
  search_metrics_print(metrics, &index, body);
  if (engine != NULL)
    search_engines_give(engines, engine, true, 0);
  return search_reply_new("metrics", 200, TYPE_METRICS, body);
}
