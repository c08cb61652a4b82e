/* tests/shim/counts.c: a handle's first search is Xapian's, those after it go by lists that are
 * kept; over any query both give the same total and facets, and the same hits with the same
 * weights. */
#include "tests/shim/fixture.h"

enum { SLOT_TAG = 1, SLOT_SAME };

#define SAID_AGAIN "XD1"

#define DOCUMENTS 300
#define QUERIES 1000
#define DEEPEST 3

static void
write_index(const char *folder, GRand *random) {
  static const char *const tags[] = {"strength", "weakness", "improvement", ""};
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  for (unsigned i = 1; i <= DOCUMENTS; i++) {
    ShimDocument *document = fixture_any_document(random, i, 12);
    const char *tag = tags[g_rand_int_range(random, 0, G_N_ELEMENTS(tags))];
    must(shim_document_set_value(document, SLOT_TAG, tag, strlen(tag), MUST));
    char same = (char)g_rand_int_range(random, 'a', 'k');
    if (same < 'f') {
      must(shim_document_add_term(document, SAID_AGAIN, 1, MUST));
      must(shim_document_set_value(document, SLOT_SAME, &same, 1, MUST));
    }
    must(shim_writer_add(writer, document, MUST));
    shim_document_free(document);
  }
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
}

/* repeats: all are matches, else of what is said again the best alone. */
static ShimResult *
run(const ShimDatabase *database, const ShimQuery *query, bool repeats) {
  static const unsigned slot = SLOT_TAG;
  ShimSearchOptions options = shim_search_options_default();
  options.limit = 5;
  options.check_at_least = SHIM_ALL_MATCHES;
  options.facet_slots = &slot;
  options.facet_count = 1;
  options.repeat_mark = repeats ? NULL : SAID_AGAIN;
  options.repeat_slot = SLOT_SAME;
  ShimResult *result = NULL;
  must(shim_search(database, query, &options, &result, MUST));
  return result;
}

/* Which of two with the same weight comes first is left to the last bit of a sum. */
static void
assert_ranked_alike(const ShimResult *first, const ShimResult *later) {
  g_assert_cmpuint(first->hit_count, ==, later->hit_count);
  for (gsize i = 0; i < first->hit_count; i++)
    g_assert_cmpfloat_with_epsilon(first->hits[i].weight, later->hits[i].weight, 1e-12);
}

static void
assert_counts_alike(const ShimResult *first, const ShimResult *later) {
  g_assert_cmpuint(first->total, ==, later->total);
  const GArray *counted = first->facets[0], *by_lists = later->facets[0];
  g_assert_cmpuint(counted->len, ==, by_lists->len);
  for (guint i = 0; i < counted->len; i++) {
    const ShimFacetValue *a = &g_array_index(counted, ShimFacetValue, i),
                         *b = &g_array_index(by_lists, ShimFacetValue, i);
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
  shim_result_free(run(used, any, true));
  shim_query_free(any);
  for (unsigned i = 0; i < QUERIES; i++) {
    ShimDatabase *unused = fixture_open(folder);
    ShimQuery *query = fixture_any_query(random, DEEPEST);
    bool repeats = g_rand_boolean(random);
    ShimResult *first = run(unused, query, repeats), *later = run(used, query, repeats);
    assert_counts_alike(first, later);
    assert_ranked_alike(first, later);
    shim_result_free(first);
    shim_result_free(later);
    shim_query_free(query);
    shim_database_free(unused);
  }
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
