/* tests/search/http/reply.c: what headers say that a client accepts or has already. */
#include "search/http/reply.h"

static void
test_the_most_exact_pattern_counts(void) {
  g_assert_cmpfloat(search_accept_quality("text/csv", "text/csv"), ==, 1);
  g_assert_cmpfloat(search_accept_quality("text/csv", "application/json"), ==, 0);
  g_assert_cmpfloat(search_accept_quality("*/*;q=0.1, text/*; q=0.5", "text/csv"), ==, 0.5);
  g_assert_cmpfloat(search_accept_quality("text/*, text/csv;q=0", "text/csv"), ==, 0);
  g_assert_cmpfloat(search_accept_quality("*/*", "text/csv"), ==, 1);
  g_assert_cmpfloat(search_accept_quality("TEXT/CSV", "text/csv"), ==, 1);
  g_assert_cmpfloat(search_accept_quality(NULL, "gzip"), ==, 0);
  g_assert_cmpfloat(search_accept_quality("br, gzip;q=0.8", "gzip"), ==, 0.8);
  g_assert_cmpfloat(search_accept_quality("gzip;q=0", "gzip"), ==, 0);
  g_assert_cmpfloat(search_accept_quality(",,;;,=", "gzip"), ==, 0);
}

static void
test_tags_are_compared_weakly(void) {
  g_assert_true(search_tag_matches("W/\"a\"", "W/\"a\""));
  g_assert_true(search_tag_matches("\"b\", \"a\"", "W/\"a\""));
  g_assert_true(search_tag_matches("*", "W/\"a\""));
  g_assert_false(search_tag_matches("W/\"b\"", "W/\"a\""));
  g_assert_false(search_tag_matches("a", "W/\"a\""));
  g_assert_false(search_tag_matches(NULL, "W/\"a\""));
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/reply/the-most-exact-pattern-counts", test_the_most_exact_pattern_counts);
  g_test_add_func("/reply/tags-are-compared-weakly", test_tags_are_compared_weakly);
  return g_test_run();
}
