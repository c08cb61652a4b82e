/* search/find.c: runs a query and reads its hits into plain structs. */
#include "search/find.h"

#include "indexer/schema.h"
#include "search/error.h"
#include "search/query.h"

static const unsigned FACET_SLOTS[SEARCH_FACETS] = {
    [SEARCH_FACET_AREA] = INDEXER_SLOT_AREA,
    [SEARCH_FACET_TAG] = INDEXER_SLOT_TAG,
    [SEARCH_FACET_MUNICIPALITY] = INDEXER_SLOT_MUNICIPALITY,
};

const char *
search_facet_name(SearchFacet facet) {
  static const char *const names[SEARCH_FACETS] = {
      [SEARCH_FACET_AREA] = "area",
      [SEARCH_FACET_TAG] = "tag",
      [SEARCH_FACET_MUNICIPALITY] = "municipality",
  };
  return names[facet];
}

/* ---- answers ---- */

static void
hit_free(SearchHit *hit) {
  corpus_passage_free(hit->passage);
  search_excerpt_clear(&hit->excerpt);
  g_free(hit);
}

static void
facet_count_free(SearchFacetCount *count) {
  g_free(count->value);
  g_free(count);
}

static SearchResults *
results_new(const char *query) {
  SearchResults *results = g_new0(SearchResults, 1);
  results->query = g_strdup(query);
  results->hits = g_ptr_array_new_with_free_func((GDestroyNotify)hit_free);
  for (gsize i = 0; i < SEARCH_FACETS; i++)
    results->facets[i] = g_ptr_array_new_with_free_func((GDestroyNotify)facet_count_free);
  return results;
}

void
search_results_free(SearchResults *results) {
  if (results == NULL)
    return;
  g_free(results->query);
  g_free(results->corrected);
  g_ptr_array_unref(results->hits);
  for (gsize i = 0; i < SEARCH_FACETS; i++)
    g_ptr_array_unref(results->facets[i]);
  g_free(results);
}

/* ---- reading ---- */

static bool
read_hit(SearchEngine *engine, const SearchMatcher *matcher, const ShimHit *found, unsigned rank,
         SearchResults *results, GError **error) {
  IndexerPassage place = {NULL, NULL};
  if (!indexer_reader_passage_of(engine->reader, found->document, &place, error))
    return false;
  SearchHit *hit = g_new0(SearchHit, 1);
  hit->rank = rank;
  hit->score = found->weight;
  hit->report = place.report;
  hit->passage = g_steal_pointer(&place.passage);
  g_ptr_array_add(results->hits, hit);
  return search_excerpt_make(matcher, hit->passage, &hit->excerpt, error);
}

static void
read_facet(const GPtrArray *values, GPtrArray *counts) {
  for (guint i = 0; i < values->len; i++) {
    const ShimFacetValue *value = values->pdata[i];
    if (*value->value == '\0')
      continue;
    SearchFacetCount *count = g_new0(SearchFacetCount, 1);
    count->value = g_strdup(value->value);
    count->count = value->count;
    g_ptr_array_add(counts, count);
  }
}

static bool
read_result(SearchEngine *engine, const SearchMatcher *matcher, const SearchFilters *filters,
            const ShimResult *result, SearchResults *results, GError **error) {
  results->total = result->total;
  for (gsize i = 0; i < result->hit_count; i++)
    if (!read_hit(engine, matcher, &result->hits[i], filters->offset + (unsigned)i + 1, results,
                  error))
      return false;
  for (gsize i = 0; i < result->facet_count; i++)
    read_facet(result->facets[i], results->facets[i]);
  return true;
}

/* ---- asking ---- */

/* All matches are looked at, so that the total and the facets are exact. */
static bool
run(const ShimDatabase *database, const ShimQuery *query, const SearchFilters *filters,
    bool everything, ShimResult **result, GError **error) {
  ShimSearchOptions options = shim_search_options_default();
  if (!shim_database_document_count(database, &options.check_at_least, error))
    return false;
  options.offset = filters->offset;
  options.limit = filters->limit;
  if (!everything) /* what a report says twice is shown once */
    options.collapse_slot = INDEXER_SLOT_SAME_TEXT;
  options.facet_slots = FACET_SLOTS;
  options.facet_count = SEARCH_FACETS;
  return shim_search(database, query, &options, result, error);
}

static bool
ask(SearchEngine *engine, const SearchNode *node, const SearchFilters *filters,
    SearchResults *results, GError **error) {
  ShimQuery *words = NULL, *query = NULL;
  ShimResult *result = NULL;
  SearchPlan *plan = search_plan_new(engine->words, node, error);
  SearchMatcher *matcher = plan != NULL ? search_matcher_new(engine->terms, plan, error) : NULL;
  bool ok = matcher != NULL && search_query_build(engine->terms, plan, &words, error) &&
            search_query_filter(filters, words, &query, error) &&
            run(indexer_reader_database(engine->reader), query, filters,
                node->kind == SEARCH_NODE_EVERYTHING, &result, error) &&
            read_result(engine, matcher, filters, result, results, error);
  shim_result_free(result);
  shim_query_free(query);
  shim_query_free(words);
  search_matcher_free(matcher);
  if (ok)
    results->corrected = search_plan_corrected(plan);
  search_plan_free(plan);
  return ok;
}

/* Asks, and once more where the index was changed under the first try. */
static SearchResults *
ask_twice(SearchEngine *engine, const char *query, const SearchNode *node,
          const SearchFilters *filters, GError **error) {
  for (unsigned attempt = 1;; attempt++) {
    GError *inner = NULL;
    SearchResults *results = results_new(query);
    if (ask(engine, node, filters, results, &inner))
      return results;
    search_results_free(results);
    if (attempt == 2 || !search_engine_overtaken(inner)) {
      g_propagate_error(error, inner);
      return NULL;
    }
    g_error_free(inner);
    if (!search_engine_reopen(engine, error))
      return NULL;
  }
}

SearchResults *
search_find(SearchEngine *engine, const char *query, const SearchFilters *filters, GError **error) {
  gint64 start = g_get_monotonic_time();
  SearchNode *node = search_syntax_parse(query, error);
  if (node == NULL)
    return NULL;
  SearchResults *results = ask_twice(engine, query, node, filters, error);
  search_node_free(node);
  if (results != NULL)
    results->took_ms = (double)(g_get_monotonic_time() - start) / 1000.0;
  return results;
}
