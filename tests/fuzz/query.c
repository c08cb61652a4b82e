/* tests/fuzz/query.c: a query is refused with a reason, or answered: passages that match,
 * each once and best first, with an excerpt of its own text and highlights within that. */
#include <cjson/cJSON.h>

#include "search/ask/error.h"
#include "search/query/find.h"
#include "search/view/view.h"
#include "tests/fuzz/engine.h"
#include "tests/fuzz/target.h"

#define LIMIT "100000" /* everything */
#define MANY 60        /* hits; to print more of them, too, takes most of the time */

/* ---- what an answer is ---- */

static void
assert_excerpt(const SearchHit *hit) {
  const SearchExcerpt *excerpt = &hit->excerpt;
  fuzz_assert_text(excerpt->text);
  const char *at = strstr(hit->passage->text, excerpt->text);
  g_assert_nonnull(at);
  g_assert_true(excerpt->cut_before || g_str_has_prefix(hit->passage->text, excerpt->text));
  g_assert_true(excerpt->cut_after || g_str_has_suffix(hit->passage->text, excerpt->text));
  gsize chars = (gsize)g_utf8_strlen(excerpt->text, -1), end = 0;
  for (guint i = 0; i < excerpt->highlights->len; i++) {
    const SearchHighlight *light = &g_array_index(excerpt->highlights, SearchHighlight, i);
    g_assert_cmpuint(light->length_chars, >, 0);
    g_assert_cmpuint(light->start_chars, >=, end);
    end = light->start_chars + light->length_chars;
    g_assert_cmpuint(end, <=, chars);
  }
}

/* What a report says twice is counted, but shown once. */
static void
assert_hits(const SearchResults *results) {
  GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < results->hits->len; i++) {
    const SearchHit *hit = results->hits->pdata[i];
    const SearchHit *before = i > 0 ? results->hits->pdata[i - 1] : hit;
    g_assert_cmpuint(hit->rank, ==, i + 1);
    g_assert_cmpfloat(hit->score, <=, before->score);
    g_assert_cmpint(hit->passage->tag, !=, CORPUS_TAG_BACKGROUND);
    g_assert_true(
        g_hash_table_add(seen, g_strdup_printf("%s/%u", hit->report->id, hit->passage->number)));
    assert_excerpt(hit);
  }
  g_assert_cmpuint(results->hits->len, <=, results->total);
  g_assert_true((results->hits->len == 0) == (results->total == 0));
  g_hash_table_unref(seen);
}

static void
assert_facets(const SearchResults *results) {
  for (SearchFacet facet = 0; facet < SEARCH_FACETS; facet++) {
    unsigned sum = 0, most = G_MAXUINT;
    for (guint i = 0; i < results->facets[facet]->len; i++) {
      const SearchFacetCount *count = &g_array_index(results->facets[facet], SearchFacetCount, i);
      g_assert_cmpuint(count->count, <=, most);
      most = count->count;
      sum += most;
    }
    g_assert_cmpuint(sum, <=, results->total);
  }
}

/* As JSON it parses; in every form it is text. */
static void
assert_views(const SearchResults *results) {
  static const SearchFormat formats[] = {SEARCH_FORMAT_JSON, SEARCH_FORMAT_CSV, SEARCH_FORMAT_TEXT};
  const SearchScreen screen = {.colour = true, .width_cells = 80};
  for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
    GString *out = g_string_new(NULL);
    search_view_results(results, formats[i], &screen, out);
    g_assert_cmpuint(strlen(out->str), ==, out->len);
    fuzz_assert_text(out->str);
    cJSON *json = formats[i] == SEARCH_FORMAT_JSON ? cJSON_Parse(out->str) : NULL;
    g_assert_true(json != NULL || formats[i] != SEARCH_FORMAT_JSON);
    cJSON_Delete(json);
    g_string_free(out, TRUE);
  }
}

/* ---- asking ---- */

/* Good practice first is another order of the same passages. */
static void
assert_practice(const char *query, const SearchResults *results) {
  const SearchManner manner = {.order = SEARCH_ORDER_PRACTICE};
  GError *error = NULL;
  SearchResults *others = search_find(fuzz_engine, query, fuzz_filters, &manner, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(others->total, ==, results->total);
  g_assert_cmpuint(others->hits->len, ==, results->hits->len);
  search_results_free(others);
}

static void
assert_answer(const char *query) {
  const SearchManner manner = {.explain = true};
  GError *error = NULL;
  SearchResults *results = search_find(fuzz_engine, query, fuzz_filters, &manner, &error);
  g_assert_no_error(error);
  g_assert_nonnull(results->plan);
  assert_hits(results);
  assert_facets(results);
  if (results->hits->len <= MANY) {
    assert_views(results);
    assert_practice(query, results);
  }
  search_results_free(results);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  GError *error = NULL;
  fuzz_engine_open(LIMIT);
  char *query = g_strndup((const char *)data, size);
  SearchNode *node = search_syntax_parse(query, &error);
  if (node != NULL) {
    char *described = search_syntax_describe(node);
    fuzz_assert_text(described);
    g_free(described);
    assert_answer(query);
  } else {
    g_assert_true(error->domain == SEARCH_ERROR);
    fuzz_assert_text(error->message);
  }
  search_node_free(node);
  g_clear_error(&error);
  g_free(query);
  return 0;
}
