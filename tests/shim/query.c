/* tests/shim/query.c: what each kind of query finds. */
#include <math.h>
#include <string.h>

#include "tests/shim/fixture.h"

static const char *const texts[] = {"dialog med medborgare", "dialog saknas", "budget",
                                    "medborgare i dialog", NULL};

static char *folder;
static ShimDatabase *database;

static ShimQuery *
combine(ShimOperator operation, ShimQuery *a, ShimQuery *b) {
  const ShimQuery *parts[] = {a, b};
  ShimQuery *query = NULL;
  must(shim_query_combine(operation, parts, 2, &query, MUST));
  shim_query_free(a);
  shim_query_free(b);
  return query;
}

/* The numbers of the documents found, in the order of numbers; frees the query. */
static void
assert_finds(ShimQuery *query, const char *numbers) {
  ShimSearchOptions options = shim_search_options_default();
  options.sort_slot = 0;
  ShimResult *result = NULL;
  must(shim_search(database, query, &options, &result, MUST));
  GString *found = g_string_new(NULL);
  for (gsize i = 0; i < result->hit_count; i++)
    g_string_append_printf(found, "%u", result->hits[i].id);
  g_assert_cmpstr(found->str, ==, numbers);
  g_string_free(found, TRUE);
  shim_result_free(result);
  shim_query_free(query);
}

static void
test_operators_combine_two(void) {
  assert_finds(fixture_term("dialog"), "124");
  assert_finds(combine(SHIM_OP_AND, fixture_term("dialog"), fixture_term("medborgare")), "14");
  assert_finds(combine(SHIM_OP_OR, fixture_term("budget"), fixture_term("saknas")), "23");
  assert_finds(combine(SHIM_OP_AND_NOT, fixture_term("dialog"), fixture_term("saknas")), "14");
  assert_finds(combine(SHIM_OP_AND_MAYBE, fixture_term("dialog"), fixture_term("i")), "124");
  assert_finds(combine(SHIM_OP_FILTER, fixture_term("dialog"), fixture_term("Q2")), "2");
  assert_finds(combine(SHIM_OP_SYNONYM, fixture_term("budget"), fixture_term("i")), "34");
}

static void
test_a_list_is_combined(void) {
  GPtrArray *queries = shim_queries_new();
  ShimQuery *none = NULL, *all = NULL;
  must(shim_queries_combine(SHIM_OP_OR, queries, &none, MUST));
  assert_finds(none, "");
  g_ptr_array_add(queries, fixture_term("saknas"));
  g_ptr_array_add(queries, fixture_term("budget"));
  g_ptr_array_add(queries, fixture_term("i"));
  must(shim_queries_combine(SHIM_OP_OR, queries, &all, MUST));
  g_ptr_array_unref(queries);
  assert_finds(all, "234");
}

/* Below an OP_AND that is excluded Xapian 1.4 trips over an OP_AND_MAYBE. */
static void
test_what_is_excluded_has_no_maybe(void) {
  ShimQuery *maybe = combine(SHIM_OP_AND_MAYBE, fixture_term("medborgare"), fixture_term("i"));
  ShimQuery *excluded = combine(SHIM_OP_AND, maybe, fixture_term("dialog"));
  ShimQuery *query = combine(SHIM_OP_AND_NOT, fixture_term("dialog"), excluded);
  char *text = NULL;
  must(shim_query_describe(query, &text, MUST));
  g_assert_null(strstr(text, "MAYBE"));
  g_free(text);
  assert_finds(query, "2");
}

static void
test_filter_adds_no_weight_and_maybe_does(void) {
  ShimSearchOptions options = shim_search_options_default();
  double weights[3];
  ShimQuery *queries[] = {
      combine(SHIM_OP_FILTER, fixture_term("dialog"), fixture_term("medborgare")),
      combine(SHIM_OP_AND_MAYBE, fixture_term("dialog"), fixture_term("medborgare")),
      fixture_term("dialog")};
  for (unsigned i = 0; i < 3; i++) {
    ShimResult *result = NULL;
    must(shim_search(database, queries[i], &options, &result, MUST));
    weights[i] = 0;
    for (gsize hit = 0; hit < result->hit_count; hit++)
      if (result->hits[hit].id == 1)
        weights[i] = result->hits[hit].weight;
    shim_result_free(result);
    shim_query_free(queries[i]);
  }
  g_assert_cmpfloat(weights[0], ==, weights[2]);
  g_assert_cmpfloat(weights[1], >, weights[2]);
}

static void
test_combining_none_finds_nothing(void) {
  for (int operation = SHIM_OP_AND; operation <= SHIM_OP_SYNONYM; operation++) {
    ShimQuery *query = NULL;
    must(shim_query_combine((ShimOperator)operation, NULL, 0, &query, MUST));
    assert_finds(query, "");
  }
}

static void
test_phrases_heed_order_and_window(void) {
  static const char *const near[] = {"dialog", "medborgare"};
  ShimQuery *query = NULL;
  must(shim_query_phrase(near, 2, 0, false, &query, MUST));
  assert_finds(query, "");
  must(shim_query_phrase(near, 2, 3, true, &query, MUST));
  assert_finds(query, "1");
  must(shim_query_phrase(near, 2, 3, false, &query, MUST));
  assert_finds(query, "14");
  must(shim_query_phrase(near, 1, 0, true, &query, MUST));
  assert_finds(query, "124");
  must(shim_query_phrase(near, 0, 0, true, &query, MUST));
  assert_finds(query, "");
  static const char *const adjacent[] = {"dialog", "saknas"};
  must(shim_query_phrase(adjacent, 2, 0, true, &query, MUST));
  assert_finds(query, "2");
}

static void
test_prefix_expands_to_the_most_frequent(void) {
  ShimQuery *query = NULL;
  must(shim_query_prefix("med", 10, &query, MUST));
  assert_finds(query, "14");
  must(shim_query_prefix("d", 10, &query, MUST));
  assert_finds(query, "124");
  must(shim_query_prefix("zz", 10, &query, MUST));
  assert_finds(query, "");
  /* med: one document, medborgare: two */
  must(shim_query_prefix("med", 1, &query, MUST));
  assert_finds(query, "14");
}

/* Each match has the weight that is given, whatever its own. */
/* What the one document weighs that the query finds. */
static double
weight_of_hit(const ShimQuery *query) {
  ShimSearchOptions options = shim_search_options_default();
  ShimResult *result = NULL;
  must(shim_search(database, query, &options, &result, MUST));
  g_assert_cmpuint(result->total, ==, 1);
  double weight = result->hits[0].weight;
  shim_result_free(result);
  return weight;
}

static void
test_weigh_says_what_a_match_weighs(void) {
  ShimQuery *budget = fixture_term("budget"), *weighed = NULL;
  must(shim_query_weigh(budget, 2.5, &weighed, MUST));
  g_assert_cmpfloat_with_epsilon(weight_of_hit(weighed), 2.5, 1e-9);
  shim_query_free(weighed);
  shim_query_free(budget);
}

static void
test_scale_multiplies_what_a_match_weighs(void) {
  ShimQuery *budget = fixture_term("budget"), *scaled = NULL;
  must(shim_query_scale(budget, 2.5, &scaled, MUST));
  double plain = weight_of_hit(budget);
  g_assert_cmpfloat(plain, >, 0);
  g_assert_cmpfloat_with_epsilon(weight_of_hit(scaled), 2.5 * plain, 1e-9);
  shim_query_free(scaled);
  shim_query_free(budget);
}

static void
test_a_query_is_described(void) {
  ShimQuery *budget = fixture_term("budget"), *scaled = NULL;
  char *text = NULL;
  must(shim_query_scale(budget, 2.5, &scaled, MUST));
  must(shim_query_describe(scaled, &text, MUST));
  g_assert_nonnull(strstr(text, "2.5"));
  g_assert_nonnull(strstr(text, "budget"));
  g_free(text);
  shim_query_free(scaled);
  shim_query_free(budget);
  shim_query_free(NULL);
}

static void
assert_refused(bool ok, ShimQuery *query, GError *error, ShimErrorCode code) {
  g_assert_false(ok);
  g_assert_null(query);
  g_assert_error(error, SHIM_ERROR, (int)code);
  g_error_free(error);
}

static void
test_what_cannot_be_a_query_is_refused(void) {
  ShimQuery *one = fixture_term("x"), *made = NULL;
  const ShimQuery *three[] = {one, one, one}, *missing[] = {one, NULL};
  GError *error = NULL;
#define refuse(call)                                                                               \
  do {                                                                                             \
    error = NULL;                                                                                  \
    made = one;                                                                                    \
    bool ok = (call);                                                                              \
    assert_refused(ok, made, error, SHIM_ERROR_ARGUMENT);                                          \
  } while (0)
  refuse(shim_query_prefix("", 5, &made, &error));
  refuse(shim_query_prefix("x", 0, &made, &error));
  refuse(shim_query_scale(one, -1, &made, &error));
  refuse(shim_query_scale(one, (double)NAN, &made, &error));
  refuse(shim_query_weigh(one, -1, &made, &error));
  refuse(shim_query_combine(SHIM_OP_AND_NOT, three, 3, &made, &error));
  refuse(shim_query_combine(SHIM_OP_OR, missing, 2, &made, &error));
  refuse(shim_query_combine((ShimOperator)99, three, 3, &made, &error));
  shim_query_free(one);
}

static void
test_nesting_is_bounded(void) {
  ShimQuery *query = fixture_term("x");
  GError *error = NULL;
  unsigned depth = 1;
  for (; depth < 100000; depth++) {
    ShimQuery *deeper = NULL;
    if (!shim_query_scale(query, 1.5, &deeper, &error))
      break;
    shim_query_free(query);
    query = deeper;
  }
  g_assert_error(error, SHIM_ERROR, SHIM_ERROR_QUERY);
  g_assert_cmpuint(depth, >=, 100);
  g_error_free(error);
  shim_query_free(query);
}

static void
test_very_long_terms_find_nothing(void) {
  char *term = g_strnfill(100000, 'x');
  assert_finds(fixture_term(term), "");
  ShimQuery *query = NULL;
  must(shim_query_prefix(term, 10, &query, MUST));
  assert_finds(query, "");
  g_free(term);
}

static void
test_a_constituent_may_be_freed_before_the_whole_is_used(void) {
  ShimQuery *inner = fixture_term("budget");
  ShimQuery *scaled = NULL;
  must(shim_query_scale(inner, 2, &scaled, MUST));
  shim_query_free(inner);
  assert_finds(scaled, "3");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  folder = test_folder_new();
  fixture_index(folder, 1, texts);
  database = fixture_open(folder);
  g_test_add_func("/shim/query/operators", test_operators_combine_two);
  g_test_add_func("/shim/query/list", test_a_list_is_combined);
  g_test_add_func("/shim/query/excluded", test_what_is_excluded_has_no_maybe);
  g_test_add_func("/shim/query/weights", test_filter_adds_no_weight_and_maybe_does);
  g_test_add_func("/shim/query/none", test_combining_none_finds_nothing);
  g_test_add_func("/shim/query/phrase", test_phrases_heed_order_and_window);
  g_test_add_func("/shim/query/prefix", test_prefix_expands_to_the_most_frequent);
  g_test_add_func("/shim/query/weigh", test_weigh_says_what_a_match_weighs);
  g_test_add_func("/shim/query/scale", test_scale_multiplies_what_a_match_weighs);
  g_test_add_func("/shim/query/described", test_a_query_is_described);
  g_test_add_func("/shim/query/refused", test_what_cannot_be_a_query_is_refused);
  g_test_add_func("/shim/query/nesting", test_nesting_is_bounded);
  g_test_add_func("/shim/query/long", test_very_long_terms_find_nothing);
  g_test_add_func("/shim/query/lifetime", test_a_constituent_may_be_freed_before_the_whole_is_used);
  int status = g_test_run();
  shim_database_free(database);
  test_folder_remove(folder);
  return status;
}
