/* tests/fuzz/operators.c: AND, OR and minus find what they are said to, whatever they join: as many
 * passages as sets of passages would have.
 *
 * The input's first two lines are queries, of which quotation marks and brackets are left out: one
 * that is not closed would reach into the other. */
#include "search/query/find.h"

#include "tests/fuzz/engine.h"
#include "tests/fuzz/target.h"

/* false where the query is refused. */
static bool
count(const char *query, unsigned *total) {
  SearchResults *results = search_find(fuzz_engine, query, fuzz_filters, NULL, NULL);
  if (results != NULL)
    *total = results->total;
  search_results_free(results);
  return results != NULL;
}

/* Of two queries, joined: "(a) AND (b)". */
static bool
count_joined(const char *a, const char *operator, const char * b, unsigned *total) {
  char *query = g_strdup_printf("(%s) %s(%s)", a, operator, b);
  bool counted = count(query, total);
  g_free(query);
  return counted;
}

/* A query by itself may find more, as what reports say of its practice is sought, too: so each is
 * counted joined with itself. */
static void
assert_sets(const char *a, const char *b) {
  unsigned with_a = 0, with_b = 0, both = 0, either = 0, without = 0;
  if (!count_joined(a, "AND ", a, &with_a) || !count_joined(b, "AND ", b, &with_b) ||
      !count_joined(a, "AND ", b, &both) || !count_joined(a, "OR ", b, &either) ||
      !count_joined(a, "-", b, &without))
    return;
  g_assert_cmpuint(both, <=, MIN(with_a, with_b));
  g_assert_cmpuint(either, ==, with_a + with_b - both);
  g_assert_cmpuint(without, ==, with_a - both);
}

/* The line without marks but these of queries; the caller frees it. */
static char *
plain(const char *line) {
  char *valid = g_utf8_make_valid(line, -1);
  GString *text = g_string_new(NULL);
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (c == '*' || c == '-' || !g_unichar_ispunct(c))
      g_string_append_unichar(text, c);
  }
  g_free(valid);
  return g_string_free(text, FALSE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_engine_open("0");
  char *text = g_strndup((const char *)data, size), **lines = g_strsplit(text, "\n", 3);
  if (lines[0] != NULL && lines[1] != NULL) {
    char *a = plain(lines[0]), *b = plain(lines[1]);
    assert_sets(a, b);
    g_free(a);
    g_free(b);
  }
  g_strfreev(lines);
  g_free(text);
  return 0;
}
