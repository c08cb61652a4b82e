/* tests/search/view/columns.c: cells as RFC 4180 wants them, none that a spreadsheet would run, and
 * columns of a table chosen by name. */
#include "search/view/parts.h"

#include <math.h>

/* What the rows of these tests are made of. */
typedef struct {
  const char *text;
  int score;
  double number;
} Sample;

static void
sample_row(SearchRow *row, const void *data) {
  const Sample *sample = data;
  search_row_text(row, "text", sample->text);
  search_row_score(row, "score", sample->score);
  search_row_ordinal(row, "ordinal", (unsigned)MAX(sample->score, 0));
  search_row_number(row, "number", sample->number, 2);
}

static void
text_row(SearchRow *row, const void *data) {
  search_row_text(row, "text", data);
}

static void
csv_row(GString *out, SearchRowFunction function, const void *data) {
  SearchSheet *sheet = search_sheet_new(SEARCH_FORMAT_CSV, "sample", out);
  search_sheet_row(sheet, function, data);
  search_sheet_free(sheet);
}

static void
csv_print(GString *out, SearchRowFunction function, const void *blank, const GPtrArray *rows) {
  SearchSheet *sheet = search_sheet_new(SEARCH_FORMAT_CSV, "sample", out);
  search_sheet_rows(sheet, function, blank, rows);
  search_sheet_free(sheet);
}

static void
assert_cell(const char *text, const char *expected) {
  GString *out = g_string_new(NULL);
  char *line = g_strconcat(expected, "\r\n", NULL);
  csv_row(out, text_row, text);
  g_assert_cmpstr(out->str, ==, line);
  g_free(line);
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
test_absent_is_an_empty_cell(void) {
  GString *out = g_string_new(NULL);
  csv_row(out, sample_row, &(Sample){NULL, -1, NAN});
  g_assert_cmpstr(out->str, ==, "\"\",\"\",\"\",\"\"\r\n");
  g_string_free(out, TRUE);
}

static void
test_the_head_is_there_without_rows(void) {
  GString *out = g_string_new(NULL);
  GPtrArray *rows = g_ptr_array_new();
  csv_print(out, sample_row, &(Sample){0}, rows);
  g_assert_cmpstr(out->str, ==, "text,score,ordinal,number\r\n");
  g_ptr_array_add(rows, &(Sample){"a", 3, -14.25});
  g_string_truncate(out, 0);
  csv_print(out, sample_row, &(Sample){0}, rows);
  g_assert_cmpstr(out->str, ==, "text,score,ordinal,number\r\na,3,3,-14.25\r\n");
  g_ptr_array_unref(rows);
  g_string_free(out, TRUE);
}

static void
test_a_table_has_the_columns_that_are_named(void) {
  static const char *const names[] = {"number", "text", "score", NULL};
  SearchTable *table = search_table_new("rlr", 0);
  search_table_row(table, sample_row, &(Sample){"a", 3, 14.25}, names);
  search_table_row(table, sample_row, &(Sample){"Luleå", -1, NAN}, names);
  GString *out = g_string_new(NULL);
  search_table_print(table, out);
  g_assert_cmpstr(out->str, ==, "14.3  a      3\n   -  Luleå  -\n");
  g_string_free(out, TRUE);
  search_table_free(table);
}

/* ---- for people ---- */

static void
people_row(SearchRow *row, const void *data) {
  const Sample *sample = data;
  search_row_code(row, "code", sample->text);
  search_row_word(row, "tag", sample->text);
  search_row_text(row, "text", sample->text);
  search_row_number(row, "mean", sample->number, 2);
  search_row_score(row, "nobody_has_named_this", sample->score);
}

static void
assert_swedish(const char *answer, SearchRowFunction function, const Sample *sample,
               const char *expected) {
  GString *out = g_string_new(NULL);
  SearchSheet *sheet = search_sheet_new(SEARCH_FORMAT_CSV_SV, answer, out);
  if (sample == NULL)
    search_sheet_head(sheet, function, &(Sample){0});
  else
    search_sheet_row(sheet, function, sample);
  search_sheet_free(sheet);
  g_assert_cmpstr(out->str, ==, expected);
  g_string_free(out, TRUE);
}

static void
source_row(SearchRow *row, G_GNUC_UNUSED const void *data) {
  search_row_text(row, "source", "x");
}

static void
test_a_swedish_spreadsheet_reads_it(void) {
  assert_swedish("sample", people_row, NULL,
                 "\xEF\xBB\xBF"
                 "Kommunkod;Riktning;Text;Medelvärde;nobody_has_named_this\r\n");
  assert_swedish("sample", people_row, &(Sample){"0180", 3, 2.5},
                 "\"=\"\"0180\"\"\";0180;0180;2,50;3\r\n");
  assert_swedish("sample", people_row, &(Sample){"strength", -1, NAN},
                 "strength;Styrka;strength;\"\";\"\"\r\n");
  assert_swedish("sample", people_row, &(Sample){"=a;b", 0, 0},
                 "\"=a;b\";\"=a;b\";\"'=a;b\";0,00;0\r\n");
  assert_swedish("sample", source_row, NULL, "\xEF\xBB\xBFKällfil\r\n");
  assert_swedish("models", source_row, NULL, "\xEF\xBB\xBFNämns av\r\n");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/view/columns/plain", test_plain_text_is_bare);
  g_test_add_func("/search/view/columns/quoted", test_commas_quotes_and_line_breaks_are_quoted);
  g_test_add_func("/search/view/columns/formulas", test_formulas_are_defused);
  g_test_add_func("/search/view/columns/absent", test_absent_is_an_empty_cell);
  g_test_add_func("/search/view/columns/head", test_the_head_is_there_without_rows);
  g_test_add_func("/search/view/columns/table", test_a_table_has_the_columns_that_are_named);
  g_test_add_func("/search/view/columns/swedish", test_a_swedish_spreadsheet_reads_it);
  return g_test_run();
}
