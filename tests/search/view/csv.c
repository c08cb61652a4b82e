/* tests/search/view/csv.c: cells as RFC 4180 wants them, and none that a spreadsheet would run. */
#include "search/view/csv.h"

static void
assert_cell(const char *text, const char *expected) {
  GString *out = g_string_new(NULL);
  search_csv_text(out, text);
  g_assert_cmpstr(out->str, ==, expected);
  g_string_free(out, TRUE);
}

static void
test_plain_text_is_bare(void) {
  assert_cell("Luleå 2018", "Luleå 2018");
}

static void
test_commas_quotes_and_line_breaks_are_quoted(void) {
  assert_cell("a,b", "\"a,b\"");
  assert_cell("så kallad \"best practice\"", "\"så kallad \"\"best practice\"\"\"");
  assert_cell("a\nb", "\"a\nb\"");
  assert_cell("a\r", "\"a\r\"");
}

static void
test_absent_is_an_empty_cell(void) {
  assert_cell(NULL, "\"\"");
  GString *out = g_string_new(NULL);
  search_csv_score(out, -1);
  search_csv_ordinal(out, 0);
  search_csv_score(out, 0);
  g_assert_cmpstr(out->str, ==, "\"\",\"\",0");
  g_string_free(out, TRUE);
}

static void
test_formulas_are_defused(void) {
  assert_cell("=1+1", "'=1+1");
  assert_cell("+46 920", "'+46 920");
  assert_cell("-tydlig", "'-tydlig");
  assert_cell("@SUM(A1)", "'@SUM(A1)");
  assert_cell("\t=1", "'\t=1");
  assert_cell("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"");
  assert_cell("a=1", "a=1");
}

static void
test_rows_end_with_both_characters(void) {
  GString *out = g_string_new(NULL);
  search_csv_head(out, (const char *const[]){"a", "b", NULL});
  search_csv_number(out, 14.25, 1);
  search_csv_integer(out, -3);
  search_csv_end(out);
  g_assert_cmpstr(out->str, ==, "a,b\r\n14.2,-3\r\n");
  g_string_free(out, TRUE);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/csv/plain", test_plain_text_is_bare);
  g_test_add_func("/search/csv/quoted", test_commas_quotes_and_line_breaks_are_quoted);
  g_test_add_func("/search/csv/absent", test_absent_is_an_empty_cell);
  g_test_add_func("/search/csv/formulas", test_formulas_are_defused);
  g_test_add_func("/search/csv/rows", test_rows_end_with_both_characters);
  return g_test_run();
}
