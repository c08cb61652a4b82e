/* tests/shim/counts.c: searches that count all matches go by lists that are kept; over any query
 * these give the total and the facets that Xapian gives, and the same hits with the same weights.
 * So do several searches in one pass. */
#include "tests/shim/fixture.h"

enum { SLOT_TAG = 1, SLOT_SAME, SLOT_WORTH };

#define SAID_AGAIN "XD1"
#define OF_KIND "XK" /* a filter */
#define KINDS 4

#define DOCUMENTS 300
#define QUERIES 1000
#define DEEPEST 3
#define BEST 20 /* of the hits get a bonus */
#define PAGE 7

/* What all documents have in common is summed up where `named` is set. */
static void
write_index(const char *folder, bool named, guint32 seed) {
  static const char *const tags[] = {"strength", "weakness", "improvement", ""};
  ShimWriter *writer = NULL;
  GRand *random = g_rand_new_with_seed(seed);
  must(shim_writer_open(folder, true, &writer, MUST));
  if (named)
    fixture_set_names(writer);
  for (unsigned i = 1; i <= DOCUMENTS; i++) {
    char *text = fixture_any_text(random, 12);
    ShimDocument *document = fixture_document(writer, i, text);
    g_free(text);
    const char *tag = tags[g_rand_int_range(random, 0, G_N_ELEMENTS(tags))];
    must(shim_document_set_value(document, SLOT_TAG, tag, strlen(tag), MUST));
    char kind[] = OF_KIND "?";
    kind[strlen(OF_KIND)] = (char)('0' + i / 5 % KINDS);
    must(shim_document_add_filter(document, kind, MUST));
    char same = (char)g_rand_int_range(random, 'a', 'k');
    if (same < 'f') {
      must(shim_document_add_term(document, SAID_AGAIN, 1, MUST));
      must(shim_document_set_value(document, SLOT_SAME, &same, 1, MUST));
    }
    char worth = (char)g_rand_int_range(random, '0', '9');
    if (worth > '2')
      must(shim_document_set_value(document, SLOT_WORTH, &worth, 1, MUST));
    must(shim_writer_add(writer, document, MUST));
    shim_document_free(document);
  }
  const unsigned slot = SLOT_TAG;
  if (named)
    must(shim_writer_sum_up(writer, (const char *const[]){NULL}, &slot, 1, MUST));
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
  g_rand_free(random);
}

static double
worth_of(const char *bytes, gsize length_bytes, G_GNUC_UNUSED const void *context) {
  return length_bytes > 0 ? (*bytes - '0') / 3.0 : 0;
}

/* Xapian is asked where not all matches are to be counted, but at least as many as there are. */
enum { BY_LISTS, BY_XAPIAN };

/* repeats: all are matches, else of what is said again the best alone. */
static ShimResult *
run(const ShimDatabase *database, const ShimQuery *query, bool repeats, int how) {
  static const unsigned slot = SLOT_TAG;
  ShimSearchOptions options = shim_search_options_default();
  options.limit = 5;
  options.check_at_least = how == BY_XAPIAN ? DOCUMENTS : SHIM_ALL_MATCHES;
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

/* Values that are met, each with how often. The caller frees it. */
static char *
facet_of(const ShimResult *result) {
  const ShimFacet *facet = &result->facets[0];
  GString *met = g_string_new(NULL);
  for (guint i = 0; i < facet->values->len; i++)
    if (facet->counts[i] > 0)
      g_string_append_printf(met, "%s:%u ", (char *)facet->values->pdata[i], facet->counts[i]);
  return g_string_free(met, FALSE);
}

static void
assert_counts_alike(const ShimResult *first, const ShimResult *later) {
  g_assert_cmpuint(first->total, ==, later->total);
  char *counted = facet_of(first), *by_lists = facet_of(later);
  g_assert_cmpstr(counted, ==, by_lists);
  g_free(counted);
  g_free(by_lists);
}

/* A handle that was used and one that was not go by lists, which find terms by their names where
 * `named` is set; Xapian finds them by themselves. */
static void
assert_searches_count_alike(bool named) {
  char *folder = test_folder_new(), *plain = g_build_filename(folder, "plain", NULL);
  GRand *random = g_rand_new_with_seed(5);
  write_index(folder, named, 5);
  write_index(plain, false, 5);
  ShimDatabase *used = fixture_open(folder), *asked = fixture_open(plain);
  for (unsigned i = 0; i < QUERIES; i++) {
    ShimDatabase *unused = fixture_open(folder);
    ShimQuery *query = fixture_any_query(random, DEEPEST);
    bool repeats = g_rand_boolean(random);
    ShimResult *xapian = run(asked, query, repeats, BY_XAPIAN),
               *first = run(unused, query, repeats, BY_LISTS),
               *later = run(used, query, repeats, BY_LISTS);
    assert_counts_alike(xapian, first);
    assert_ranked_alike(xapian, first);
    assert_counts_alike(xapian, later);
    assert_ranked_alike(xapian, later);
    shim_result_free(xapian);
    shim_result_free(first);
    shim_result_free(later);
    shim_query_free(query);
    shim_database_free(unused);
  }
  shim_database_free(used);
  shim_database_free(asked);
  g_rand_free(random);
  g_free(plain);
  test_folder_remove(folder);
}

/* ---- a bonus for the best ---- */

static ShimResult *
run_page(const ShimDatabase *database, const ShimQuery *query, unsigned offset, unsigned limit,
         unsigned best, int how) {
  ShimSearchOptions options = shim_search_options_default();
  options.offset = offset;
  options.limit = limit;
  options.check_at_least = how == BY_XAPIAN ? DOCUMENTS : SHIM_ALL_MATCHES;
  options.repeat_mark = SAID_AGAIN;
  options.repeat_slot = SLOT_SAME;
  options.bonus = worth_of;
  options.bonus_slot = SLOT_WORTH;
  options.bonus_best = best;
  ShimResult *result = NULL;
  must(shim_search(database, query, &options, &result, MUST));
  return result;
}

static double
bonus_of(const ShimHit *hit) {
  char *bytes = NULL;
  gsize length = 0;
  must(shim_document_value(hit->document, SLOT_WORTH, &bytes, &length, MUST));
  double worth = worth_of(bytes, length, NULL);
  g_free(bytes);
  return worth;
}

/* The same hits as without it, the best of them raised and put in order, the others where they
 * are. */
static void
assert_best_are_raised(const ShimResult *plain, const ShimResult *raised) {
  g_assert_cmpuint(plain->hit_count, ==, raised->hit_count);
  g_assert_cmpuint(plain->total, ==, raised->total);
  double before = 0, after = 0;
  for (gsize i = 0; i < plain->hit_count; i++) {
    const ShimHit *hit = &raised->hits[i];
    bool best = i < BEST;
    before += best ? plain->hits[i].weight : 0;
    after += best ? hit->weight - bonus_of(hit) : 0;
    if (!best)
      g_assert_cmpuint(hit->id, ==, plain->hits[i].id);
    if (i > 0)
      g_assert_cmpfloat(hit->weight, <=, raised->hits[i - 1].weight);
  }
  g_assert_cmpfloat_with_epsilon(before, after, 1e-9);
}

/* Whatever page is asked for, it is that part of the whole answer. */
static void
assert_pages_are_parts(const ShimDatabase *database, const ShimQuery *query,
                       const ShimResult *whole) {
  for (unsigned offset = 0; offset <= whole->hit_count; offset += PAGE) {
    ShimResult *page = run_page(database, query, offset, PAGE, BEST, BY_LISTS);
    g_assert_cmpuint(page->hit_count, ==, MIN(PAGE, whole->hit_count - offset));
    g_assert_cmpuint(page->total, ==, whole->total);
    for (gsize i = 0; i < page->hit_count; i++)
      g_assert_cmpuint(page->hits[i].id, ==, whole->hits[offset + i].id);
    shim_result_free(page);
  }
}

static void
test_best_get_a_bonus_on_every_page(void) {
  char *folder = test_folder_new();
  GRand *random = g_rand_new_with_seed(6);
  write_index(folder, true, 6);
  ShimDatabase *used = fixture_open(folder);
  for (unsigned i = 0; i < QUERIES / 5; i++) {
    ShimQuery *query = fixture_any_query(random, DEEPEST);
    ShimDatabase *unused = fixture_open(folder);
    ShimResult *xapian = run_page(used, query, 0, DOCUMENTS, BEST, BY_XAPIAN);
    ShimResult *first = run_page(unused, query, 0, DOCUMENTS, BEST, BY_LISTS);
    ShimResult *plain = run_page(used, query, 0, DOCUMENTS, 0, BY_LISTS);
    ShimResult *raised = run_page(used, query, 0, DOCUMENTS, BEST, BY_LISTS);
    assert_best_are_raised(plain, raised);
    assert_pages_are_parts(used, query, raised);
    assert_ranked_alike(xapian, first);
    assert_ranked_alike(xapian, raised);
    shim_database_free(unused);
    shim_result_free(xapian);
    shim_result_free(first);
    shim_result_free(plain);
    shim_result_free(raised);
    shim_query_free(query);
  }
  shim_database_free(used);
  g_rand_free(random);
  test_folder_remove(folder);
}

/* ---- the best for each value ---- */

/* With facets it is Xapian that looks for them. */
static ShimResult *
run_collapsed(const ShimDatabase *database, const ShimQuery *query, unsigned limit, int how) {
  static const unsigned slot = SLOT_TAG;
  ShimSearchOptions options = shim_search_options_default();
  options.limit = limit;
  options.check_at_least = how == BY_XAPIAN ? DOCUMENTS : 0;
  options.collapse_slot = SLOT_SAME;
  options.collapse_count = 3;
  options.facet_slots = &slot;
  options.facet_count = how == BY_XAPIAN ? 1 : 0;
  ShimResult *result = NULL;
  must(shim_search(database, query, &options, &result, MUST));
  return result;
}

static void
test_best_for_each_value_are_the_same(void) {
  char *folder = test_folder_new();
  GRand *random = g_rand_new_with_seed(8);
  write_index(folder, true, 8);
  ShimDatabase *database = fixture_open(folder);
  for (unsigned i = 0; i < QUERIES; i++) {
    ShimQuery *query = fixture_any_query(random, DEEPEST);
    ShimResult *xapian = run_collapsed(database, query, DOCUMENTS, BY_XAPIAN);
    ShimResult *all = run_collapsed(database, query, DOCUMENTS, BY_LISTS);
    ShimResult *few = run_collapsed(database, query, PAGE, BY_LISTS);
    assert_ranked_alike(xapian, all);
    g_assert_cmpuint(all->total, ==, xapian->hit_count);
    g_assert_cmpuint(few->total, ==, all->total);
    g_assert_cmpuint(few->hit_count, ==, MIN(PAGE, all->hit_count));
    for (gsize hit = 0; hit < few->hit_count; hit++)
      g_assert_cmpuint(few->hits[hit].id, ==, all->hits[hit].id);
    shim_result_free(xapian);
    shim_result_free(all);
    shim_result_free(few);
    shim_query_free(query);
  }
  shim_database_free(database);
  g_rand_free(random);
  test_folder_remove(folder);
}

/* Of a word or a kind; of the last kind is nothing. */
static ShimQuery *
any_filter(GRand *random) {
  char kind[] = OF_KIND "?";
  kind[strlen(OF_KIND)] = (char)('0' + g_rand_int_range(random, 0, KINDS + 1));
  return fixture_term(g_rand_boolean(random) ? kind : fixture_any_word(random));
}

/* What is of a kind weighs more. Takes the query. */
static ShimQuery *
lift(GRand *random, ShimQuery *query) {
  ShimQuery *filter = any_filter(random), *weighed = NULL, *lifted = NULL;
  must(shim_query_weigh(filter, 0.3, &weighed, MUST));
  const ShimQuery *both[] = {query, weighed};
  must(shim_query_combine(SHIM_OP_OR, both, 2, &lifted, MUST));
  shim_query_free(query);
  shim_query_free(filter);
  shim_query_free(weighed);
  return lifted;
}

/* A query narrowed to a filter's documents, and often to those without a word. Takes it. */
static ShimQuery *
narrow(GRand *random, ShimQuery *query) {
  ShimQuery *filter = any_filter(random);
  ShimQuery *without = fixture_term(fixture_any_word(random));
  ShimQuery *filtered = NULL, *narrowed = NULL;
  const ShimQuery *both[] = {query, filter};
  must(shim_query_combine(SHIM_OP_FILTER, both, 2, &filtered, MUST));
  const ShimQuery *rest[] = {filtered, without};
  if (g_rand_boolean(random)) {
    must(shim_query_combine(SHIM_OP_AND_NOT, rest, 2, &narrowed, MUST));
    shim_query_free(filtered);
  }
  shim_query_free(query);
  shim_query_free(filter);
  shim_query_free(without);
  return narrowed != NULL ? narrowed : filtered;
}

/* What is said of the terms that the hits hold. */
static void
assert_holds(const ShimDatabase *database, const ShimResult *result) {
  guint count = result->terms != NULL ? g_strv_length(result->terms) : 0;
  for (guint i = 0; i < count; i++) {
    GArray *ids = NULL;
    must(shim_database_postings(database, result->terms[i], &ids, MUST));
    for (gsize hit = 0; hit < result->hit_count; hit++) {
      bool holds = false;
      for (guint j = 0; j < ids->len; j++)
        holds = holds || g_array_index(ids, unsigned, j) == result->hits[hit].id;
      g_assert_cmpint(result->held[hit * count + i], ==, holds);
    }
    g_array_unref(ids);
  }
}

static void
test_searches_in_one_pass_find_the_same(void) {
  enum { ROUNDS = 60, TOGETHER = 7 };
  char *folder = test_folder_new();
  GRand *random = g_rand_new_with_seed(7);
  ShimSearchOptions options = shim_search_options_default();
  write_index(folder, true, 7);
  for (unsigned round = 0; round < ROUNDS; round++) {
    ShimDatabase *database = fixture_open(folder);
    ShimQuery *queries[TOGETHER];
    ShimResult **results = NULL;
    for (gsize i = 0; i < TOGETHER; i++)
      queries[i] = narrow(random, lift(random, fixture_any_query(random, DEEPEST)));
    must(shim_search_all(database, (const ShimQuery *const *)queries, TOGETHER, &options, &results,
                         MUST));
    for (gsize i = 0; i < TOGETHER; i++) {
      ShimResult *alone = NULL;
      must(shim_search(database, queries[i], &options, &alone, MUST));
      assert_ranked_alike(alone, results[i]);
      assert_holds(database, results[i]);
      shim_result_free(alone);
      shim_query_free(queries[i]);
    }
    g_assert_null(results[TOGETHER]);
    shim_results_free(results);
    shim_database_free(database);
  }
  g_rand_free(random);
  test_folder_remove(folder);
}

static void
test_lists_and_xapian_count_alike(void) {
  assert_searches_count_alike(false);
}

static void
test_names_count_alike(void) {
  assert_searches_count_alike(true);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shim/counts/alike", test_lists_and_xapian_count_alike);
  g_test_add_func("/shim/counts/bonus", test_best_get_a_bonus_on_every_page);
  g_test_add_func("/shim/counts/each-value", test_best_for_each_value_are_the_same);
  g_test_add_func("/shim/counts/one-pass", test_searches_in_one_pass_find_the_same);
  g_test_add_func("/shim/counts/names", test_names_count_alike);
  return g_test_run();
}
