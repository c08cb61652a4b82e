/* tests/shim/counts.c: a handle's first search is Xapian's, those after it go by lists that are
 * kept; over any query both give the same total and facets, and the same hits with the same
 * weights. */
#include "tests/shim/fixture.h"

enum { SLOT_TAG = 1, SLOT_SAME };

#define SAID_AGAIN "XD1"

#define DOCUMENTS 300
#define QUERIES 1000
#define DEEPEST 3

static const char *const WORDS[] = {"mål",   "budget",  "dialog",  "chef",   "plan",
                                    "mutor", "policy",  "medel",   "möte",   "kund",
                                    "enkät", "kontakt", "ledning", "förslag"};

static const char *
any_word(GRand *random) {
  /* The first words are the most frequent, as in any text. */
  double share = g_rand_double(random);
  return WORDS[(guint)(share * share * G_N_ELEMENTS(WORDS))];
}

static void
write_index(const char *folder, GRand *random) {
  static const char *const tags[] = {"strength", "weakness", "improvement", ""};
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  for (unsigned i = 1; i <= DOCUMENTS; i++) {
    GString *text = g_string_new(any_word(random));
    for (gint words = g_rand_int_range(random, 1, 12); words > 0; words--)
      g_string_append_printf(text, " %s", any_word(random));
    ShimDocument *document = fixture_document(i, text->str);
    const char *tag = tags[g_rand_int_range(random, 0, G_N_ELEMENTS(tags))];
    must(shim_document_set_value(document, SLOT_TAG, tag, strlen(tag), MUST));
    char same = (char)g_rand_int_range(random, 'a', 'k');
    if (same < 'f') {
      must(shim_document_add_term(document, SAID_AGAIN, 1, MUST));
      must(shim_document_set_value(document, SLOT_SAME, &same, 1, MUST));
    }
    must(shim_writer_add(writer, document, MUST));
    shim_document_free(document);
    g_string_free(text, TRUE);
  }
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
}

/* Leaves that count as one term. */
static ShimQuery *
any_synonym(GRand *random) {
  ShimQuery *parts[] = {fixture_term(any_word(random)), NULL, NULL, fixture_term(any_word(random))};
  const char *words[] = {any_word(random), any_word(random)};
  ShimQuery *query = NULL;
  must(shim_query_phrase(words, 2, (unsigned)g_rand_int_range(random, 2, 5), g_rand_boolean(random),
                         &parts[1], MUST));
  must(shim_query_prefix("k", 2, &parts[2], MUST));
  must(shim_query_combine(SHIM_OP_SYNONYM, (const ShimQuery *const *)parts, G_N_ELEMENTS(parts),
                          &query, MUST));
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
    shim_query_free(parts[i]);
  return query;
}

/* A leaf: a term, words that stand near each other, the beginning of words, what counts as one
 * term. */
static ShimQuery *
any_leaf(GRand *random) {
  const char *words[] = {any_word(random), any_word(random)};
  ShimQuery *query = NULL;
  switch (g_rand_int_range(random, 0, 7)) {
  case 0:
    must(shim_query_phrase(words, 2, 4, false, &query, MUST));
    return query;
  case 2:
    return any_synonym(random);
  case 1:
    must(shim_query_prefix("m", 2, &query, MUST));
    return query;
  default:
    return fixture_term(words[0]);
  }
}

static ShimQuery *
any_query(GRand *random, unsigned depth) {
  static const ShimOperator operators[] = {SHIM_OP_OR,        SHIM_OP_AND,    SHIM_OP_AND_NOT,
                                           SHIM_OP_AND_MAYBE, SHIM_OP_FILTER, SHIM_OP_OR};
  if (depth == DEEPEST)
    return any_leaf(random);
  ShimQuery *parts[] = {any_query(random, depth + 1), any_query(random, depth + 1)};
  ShimOperator operation = operators[g_rand_int_range(random, 0, G_N_ELEMENTS(operators))];
  ShimQuery *query = NULL, *scaled = NULL;
  must(shim_query_combine(operation, (const ShimQuery *const *)parts, 2, &query, MUST));
  bool alike = g_rand_int_range(random, 0, 8) == 0;
  must(alike ? shim_query_weigh(query, g_rand_double(random), &scaled, MUST)
             : shim_query_scale(query, g_rand_double(random), &scaled, MUST));
  shim_query_free(query);
  shim_query_free(parts[0]);
  shim_query_free(parts[1]);
  return scaled;
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
    ShimQuery *query = any_query(random, 0);
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
