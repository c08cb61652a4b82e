/* tests/search/query/explained.h: an index of one small report, and answers with what was sought.
 */
#ifndef TESTS_SEARCH_QUERY_EXPLAINED_H
#define TESTS_SEARCH_QUERY_EXPLAINED_H

#include "search/ask/engine.h"
#include "search/query/find.h"
#include "tests/indexer/fixture.h"

typedef struct {
  char *folder, *index;
  SearchEngine *engine;
} Fixture;

/* data: the report, as tests/indexer/fixture.h has them. */
static inline void
set_up(Fixture *fixture, gconstpointer data) {
  GError *error = NULL;
  fixture->folder = test_folder_new();
  fixture->index = test_folder_new();
  g_assert_cmpint(g_rmdir(fixture->index), ==, 0);
  test_folder_write(fixture->folder, "lulea.txt", data);
  fixture_update(fixture->index, fixture->folder, "1 0 0 0 0 0");
  fixture->engine = search_engine_open(fixture->index, &error);
  g_assert_no_error(error);
}

static inline void
tear_down(Fixture *fixture, gconstpointer data) {
  (void)data;
  search_engine_free(fixture->engine);
  test_folder_remove(fixture->index);
  test_folder_remove(fixture->folder);
}

/* The answer with its plan, which is freed with it. */
static inline SearchResults *
explained(const Fixture *fixture, const char *query) {
  GError *error = NULL;
  SearchFilters *filters = search_filters_new();
  SearchManner manner = {SEARCH_ORDER_RELEVANCE, true};
  SearchResults *results = search_find(fixture->engine, query, filters, &manner, &error);
  g_assert_no_error(error);
  search_filters_free(filters);
  return results;
}

#endif
