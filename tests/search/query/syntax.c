/* tests/search/query/syntax.c: how queries are read. */
#include <glib.h>
#include <string.h>

#include "search/ask/error.h"
#include "search/query/syntax.h"

static void
assert_reads(const char *query, const char *expected) {
  GError *error = NULL;
  SearchNode *node = search_syntax_parse(query, &error);
  g_assert_no_error(error);
  char *found = search_syntax_describe(node);
  g_assert_cmpstr(found, ==, expected);
  g_free(found);
  search_node_free(node);
}

static void
assert_refused(const char *query, SearchErrorCode code) {
  GError *error = NULL;
  SearchNode *node = search_syntax_parse(query, &error);
  g_assert_error(error, SEARCH_ERROR, (int)code);
  g_assert_null(node);
  g_error_free(error);
}

static void
test_words_stand_side_by_side(void) {
  assert_reads("medborgardialog", "medborgardialog");
  assert_reads("  öppna \t data\n", "(SIDE öppna data)");
  assert_reads("e-tjänster kund-/brukarenkät", "(SIDE e-tjänster kund-/brukarenkät)");
}

static void
test_quotes_make_phrases(void) {
  assert_reads("\"etiska riktlinjer\"", "\"etiska riktlinjer\"");
  assert_reads("”etiska riktlinjer” mutor", "(SIDE \"etiska riktlinjer\" mutor)");
  assert_reads("«öppna data»", "\"öppna data\"");
}

static void
test_an_open_quote_is_closed_at_the_end(void) {
  assert_reads("mutor \"etiska rikt", "(SIDE mutor \"etiska rikt\")");
  assert_reads("mutor \"", "mutor");
}

static void
test_an_asterisk_makes_a_prefix(void) {
  assert_reads("visselblås*", "visselblås*");
  assert_reads("åå** mutor", "(SIDE åå* mutor)");
  assert_reads("*", "*");
}

static void
test_a_prefix_needs_two_letters(void) {
  assert_refused("a*", SEARCH_ERROR_USAGE);
  assert_refused("ö*", SEARCH_ERROR_USAGE);
}

static void
test_minus_and_not_leave_out(void) {
  assert_reads("mutor -jäv", "(EXCEPT mutor jäv)");
  assert_reads("mutor NOT jäv", "(EXCEPT mutor jäv)");
  assert_reads("a b -c -\"d e\"", "(EXCEPT (SIDE a b) (OR c \"d e\"))");
  assert_reads("mutor AND NOT jäv", "(EXCEPT mutor jäv)");
  assert_reads("-jäv", "(EXCEPT * jäv)");
}

static void
test_a_hyphen_inside_a_word_is_no_minus(void) {
  assert_reads("e-förslag", "e-förslag");
  assert_reads("mutor - jäv", "(SIDE mutor jäv)");
}

static void
test_not_binds_tightest_then_and_then_or(void) {
  assert_reads("a AND b OR c AND d", "(OR (AND a b) (AND c d))");
  assert_reads("a b AND c", "(AND (SIDE a b) c)");
  assert_reads("a OR b -c", "(OR a (EXCEPT b c))");
}

static void
test_parentheses_group(void) {
  assert_reads("(a OR b) AND c", "(AND (OR a b) c)");
  assert_reads("a -(b OR c)", "(EXCEPT a (OR b c))");
}

static void
test_only_capitals_are_operators(void) {
  assert_reads("land and or not", "(SIDE land and or not)");
}

static void
test_dangling_operators_are_passed_over(void) {
  assert_reads("AND mutor", "mutor");
  assert_reads("mutor OR", "mutor");
  assert_reads("OR OR mutor AND AND jäv", "(AND mutor jäv)");
  assert_reads("mutor NOT", "mutor");
  assert_reads(") mutor ) (jäv", "(SIDE mutor jäv)");
  assert_reads("() mutor", "mutor");
}

static void
test_a_query_without_a_word_is_refused(void) {
  const char *const queries[] = {"", " ", "?!", "\"\"", "()", "AND", "-", "- -", "\"...\"", NULL};
  for (const char *const *query = queries; *query != NULL; query++)
    assert_refused(*query, SEARCH_ERROR_USAGE);
}

static void
test_broken_utf8_is_refused(void) {
  assert_refused("mut\xE5r", SEARCH_ERROR_USAGE);
  assert_refused("\xC3", SEARCH_ERROR_USAGE);
}

static void
test_a_query_of_a_megabyte_is_refused(void) {
  char *query = g_strnfill(1 << 20, 'a');
  assert_refused(query, SEARCH_ERROR_TOO_LONG);
  query[SEARCH_QUERY_MAX_BYTES + 1] = '\0';
  assert_refused(query, SEARCH_ERROR_TOO_LONG);
  query[SEARCH_QUERY_MAX_BYTES] = '\0';
  assert_reads(query, query);
  g_free(query);
}

static void
test_deep_nesting_is_refused(void) {
  char *opens = g_strnfill(SEARCH_QUERY_MAX_DEPTH, '(');
  char *query = g_strconcat(opens, "a", NULL);
  assert_reads(query, "a");
  char *deeper = g_strconcat("(", query, NULL);
  assert_refused(deeper, SEARCH_ERROR_USAGE);
  g_free(deeper);
  g_free(query);
  g_free(opens);
}

/* Whatever comes, there is a tree or an error; never both, never neither. */
static void
test_random_queries_are_read_or_refused(void) {
  static const char *const pieces[] = {"a",    "ö",   "\"",   "(", ")",  "-",   "*", " ",
                                       "AND ", "OR ", "NOT ", "”", "\n", "1.5", "…"};
  GRand *rand = g_rand_new_with_seed(20181024);
  for (unsigned round = 0; round < 20000; round++) {
    GString *query = g_string_new(NULL);
    for (int i = g_rand_int_range(rand, 0, 24); i > 0; i--)
      g_string_append(query, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
    GError *error = NULL;
    SearchNode *node = search_syntax_parse(query->str, &error);
    g_assert_true((node == NULL) == (error != NULL));
    search_node_free(node);
    g_clear_error(&error);
    g_string_free(query, TRUE);
  }
  g_rand_free(rand);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/query/syntax/side", test_words_stand_side_by_side);
  g_test_add_func("/search/query/syntax/phrase", test_quotes_make_phrases);
  g_test_add_func("/search/query/syntax/open-quote", test_an_open_quote_is_closed_at_the_end);
  g_test_add_func("/search/query/syntax/prefix", test_an_asterisk_makes_a_prefix);
  g_test_add_func("/search/query/syntax/short-prefix", test_a_prefix_needs_two_letters);
  g_test_add_func("/search/query/syntax/not", test_minus_and_not_leave_out);
  g_test_add_func("/search/query/syntax/hyphen", test_a_hyphen_inside_a_word_is_no_minus);
  g_test_add_func("/search/query/syntax/precedence", test_not_binds_tightest_then_and_then_or);
  g_test_add_func("/search/query/syntax/groups", test_parentheses_group);
  g_test_add_func("/search/query/syntax/capitals", test_only_capitals_are_operators);
  g_test_add_func("/search/query/syntax/dangling", test_dangling_operators_are_passed_over);
  g_test_add_func("/search/query/syntax/no-word", test_a_query_without_a_word_is_refused);
  g_test_add_func("/search/query/syntax/utf8", test_broken_utf8_is_refused);
  g_test_add_func("/search/query/syntax/megabyte", test_a_query_of_a_megabyte_is_refused);
  g_test_add_func("/search/query/syntax/depth", test_deep_nesting_is_refused);
  g_test_add_func("/search/query/syntax/random", test_random_queries_are_read_or_refused);
  return g_test_run();
}
