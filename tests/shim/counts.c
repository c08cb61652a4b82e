/* tests/shim/counts.c: a handle's first search counts what it looks at, those after it by sets of
 * documents; over any query both give the same total and facets, and the same hits. */
#include <math.h>

#include "tests/shim/fixture.h"

enum { SLOT_TAG = 1 };

#define DOCUMENTS 300
#define QUERIES 1000
#define DEEPEST 3
/* Xapian's bounds for the weight of an OP_SYNONYM rest on estimates, so that in a nested query it
 * may, once in a thousand, pass over a hit that belongs among the best. */
#define ALIKE_LEAST 0.995

static void
write_index(const char *folder, GRand *random) {
  static const char *const tags[] = {"strength", "weakness", "improvement", ""};
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  for (unsigned i = 1; i <= DOCUMENTS; i++) {
    ShimDocument *document = fixture_any_document(random, i, 12);
    const char *tag = tags[g_rand_int_range(random, 0, G_N_ELEMENTS(tags))];
    must(shim_document_set_value(document, SLOT_TAG, tag, strlen(tag), MUST));
    must(shim_writer_add(writer, document, MUST));
    shim_document_free(document);
  }
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
}

static ShimResult *
run(const ShimDatabase *database, const ShimQuery *query) {
  static const unsigned slot = SLOT_TAG;
  ShimSearchOptions options = shim_search_options_default();
  options.limit = 5;
  options.check_at_least = SHIM_ALL_MATCHES;
  options.facet_slots = &slot;
  options.facet_count = 1;
  ShimResult *result = NULL;
  must(shim_search(database, query, &options, &result, MUST));
  return result;
}

/* Which of two with the same weight comes first is left to the last bit of a sum. */
static bool
ranks_alike(const ShimResult *first, const ShimResult *later) {
  g_assert_cmpuint(first->hit_count, ==, later->hit_count);
  for (gsize i = 0; i < first->hit_count; i++)
    if (fabs(first->hits[i].weight - later->hits[i].weight) > 1e-9)
      return false;
  return true;
}

static void
assert_counts_alike(const ShimResult *first, const ShimResult *later) {
  g_assert_cmpuint(first->total, ==, later->total);
  const GPtrArray *counted = first->facets[0], *by_sets = later->facets[0];
  g_assert_cmpuint(counted->len, ==, by_sets->len);
  for (guint i = 0; i < counted->len; i++) {
    const ShimFacetValue *a = counted->pdata[i], *b = by_sets->pdata[i];
    g_assert_cmpstr(a->value, ==, b->value);
    g_assert_cmpuint(a->count, ==, b->count);
  }
}

static void
test_first_and_later_searches_count_alike(void) {
  char *folder = test_folder_new();
  GRand *random = g_rand_new_with_seed(5);
  write_index(folder, random);
  ShimDatabase *used = fixture_open(folder);
  ShimQuery *any = fixture_term("mål");
  shim_result_free(run(used, any));
  shim_query_free(any);
  unsigned alike = 0;
  for (unsigned i = 0; i < QUERIES; i++) {
    ShimDatabase *unused = fixture_open(folder);
    ShimQuery *query = fixture_any_query(random, DEEPEST);
    ShimResult *first = run(unused, query), *later = run(used, query);
    assert_counts_alike(first, later);
    alike += ranks_alike(first, later);
    shim_result_free(first);
    shim_result_free(later);
    shim_query_free(query);
    shim_database_free(unused);
  }
  g_assert_cmpuint(alike, >=, QUERIES * ALIKE_LEAST);
  shim_database_free(used);
  g_rand_free(random);
  test_folder_remove(folder);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shim/counts/alike", test_first_and_later_searches_count_alike);
  return g_test_run();
}
