/* tests/corpus/reading/scores/sums_beside.c: the points of an area in a cell beside its questions
 * become a row of sums, where they are sums. */
#include <glib.h>

#include "corpus/reading/scores/score_tables.h"
#include "tests/corpus/lines_of.h"

static double top;

static void
add(CorpusLines *lines, const char *text, double left, double right) {
  CorpusLine *line = corpus_line_new(text, 1, lines->lines->len + 1);
  line->left = left;
  line->right = right;
  line->top = top;
  line->size = 9;
  g_ptr_array_add(lines->lines, line);
}

/* An area with three questions, 5 + 8 + 20 points, and its points in a cell. */
static void
add_area(CorpusLines *lines, unsigned area, const char *cell) {
  char *first = g_strdup_printf("%u.1 Finns en plan?", area),
       *second = g_strdup_printf("%u.2 Hur informeras alla som 8 35", area),
       *third = g_strdup_printf("%u.3 Hur förs dialog? 20 40", area);
  top += 12;
  add(lines, "Ett område", 74, 150);
  add(lines, first, 164, 320);
  add(lines, "5 25", 376, 420);
  add(lines, cell, 510, 522);
  top += 12;
  add(lines, second, 164, 420);
  top += 12;
  add(lines, "bor här?", 164, 220);
  top += 12;
  add(lines, third, 164, 420);
  g_free(first);
  g_free(second);
  g_free(third);
}

static char *
described(const char *cell) {
  CorpusLines *lines = corpus_lines_new();
  top = 100;
  for (unsigned area = 1; area <= 3; area++)
    add_area(lines, area, cell);
  corpus_sums_beside_put_below(lines);
  g_ptr_array_set_size(lines->lines, 8);
  char *text = lines_described(lines);
  corpus_lines_free(lines);
  return text;
}

static void
test_sums(void) {
  const char *const cells[] = {"33", "33 av 100"};
  for (gsize i = 0; i < G_N_ELEMENTS(cells); i++) {
    char *text = described(cells[i]);
    g_assert_cmpstr(
        text, ==,
        "? Ett område|? 1.1 Finns en plan?|? 5 25|? |? 1.2 Hur informeras alla som 8 35|"
        "? bor här?|? 1.3 Hur förs dialog? 20 40|? Summa 33 100");
    g_free(text);
  }
}

/* A figure that is no sum is another column of the question's. */
static void
test_other_cells_stay(void) {
  char *text = described("41");
  g_assert_cmpstr(
      text, ==,
      "? Ett område|? 1.1 Finns en plan?|? 5 25|? 41|? 1.2 Hur informeras alla som 8 35|"
      "? bor här?|? 1.3 Hur förs dialog? 20 40|? Ett område");
  g_free(text);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/scores/sums_beside/sums", test_sums);
  g_test_add_func("/corpus/reading/scores/sums_beside/others", test_other_cells_stay);
  return g_test_run();
}
