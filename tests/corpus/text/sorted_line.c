/* tests/corpus/text/sorted_line.c: keys among sorted lines. */
#include <glib.h>
#include <string.h>

#include "corpus/text/sorted_line.h"

static void
assert_fields(const char *lines, const char *key, const char *expected) {
  const char *line = corpus_sorted_line(lines, strlen(lines), key);
  char **fields = line != NULL ? corpus_sorted_line_fields(line) : NULL;
  char *joined = fields != NULL ? g_strjoinv("|", fields) : NULL;
  g_assert_cmpstr(joined, ==, expected);
  gsize length = 0;
  for (guint i = 0; fields != NULL && fields[i] != NULL; i++) {
    const char *field = corpus_sorted_line_next(&line, &length);
    char *alone = g_strndup(field, length);
    g_assert_cmpstr(alone, ==, fields[i]);
    g_free(alone);
  }
  g_assert_true(line == NULL || corpus_sorted_line_next(&line, &length) == NULL);
  g_free(joined);
  g_strfreev(fields);
}

static void
test_a_key_has_its_fields(void) {
  static const char lines[] = "|0.5\nab|one|two\nabc|three\nb\nåk|four\n";
  assert_fields(lines, "ab", "one|two");
  assert_fields(lines, "abc", "three");
  assert_fields(lines, "", "0.5"); /* a key like others */
  assert_fields(lines, "åk", "four");
  assert_fields(lines, "b", ""); /* there, with nothing behind it */
}

static void
test_no_other_key_will_do(void) {
  static const char lines[] = "ab|one\nabc|two\n";
  static const char *const others[] = {"a", "abcd", "abb", "ac", "", "ö"};
  for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
    assert_fields(lines, others[i], NULL);
  assert_fields("", "ab", NULL);
}

/* What ends a key counts as nothing, though it comes behind most letters. */
static void
test_order_is_that_of_keys(void) {
  g_assert_cmpint(corpus_sorted_line_compare("ab|z\n", "abc|a\n"), <, 0);
  g_assert_cmpint(corpus_sorted_line_compare("ab|z", "ab|a"), ==, 0);
  g_assert_cmpint(corpus_sorted_line_compare("ab", "ab\n"), ==, 0);
  g_assert_cmpint(corpus_sorted_line_compare("å", "z|"), >, 0);
}

static int
compare(gconstpointer a, gconstpointer b) {
  return corpus_sorted_line_compare(*(char *const *)a, *(char *const *)b);
}

static void
test_every_key_of_many_is_found(void) {
  GRand *random = g_rand_new_with_seed(6);
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < 500; i++)
    g_ptr_array_add(lines, g_strdup_printf("%x|%u", i * 37, g_rand_int(random)));
  g_ptr_array_sort(lines, compare);
  g_ptr_array_add(lines, g_strdup(""));
  g_ptr_array_add(lines, NULL);
  char *text = g_strjoinv("\n", (char **)lines->pdata);
  for (guint i = 0; i < 500; i++) {
    char **parts = g_strsplit(lines->pdata[i], "|", 2);
    assert_fields(text, parts[0], parts[1]);
    g_strfreev(parts);
  }
  g_free(text);
  g_ptr_array_unref(lines);
  g_rand_free(random);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/text/sorted_line/fields", test_a_key_has_its_fields);
  g_test_add_func("/corpus/text/sorted_line/others", test_no_other_key_will_do);
  g_test_add_func("/corpus/text/sorted_line/order", test_order_is_that_of_keys);
  g_test_add_func("/corpus/text/sorted_line/many", test_every_key_of_many_is_found);
  return g_test_run();
}
