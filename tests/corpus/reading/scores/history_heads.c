/* tests/corpus/reading/scores/history_heads.c: years below the names of columns come to these, by
 * where they stand. */
#include <glib.h>

#include "corpus/reading/scores/score_tables.h"
#include "tests/corpus/lines_of.h"

static void
add(CorpusLines *lines, const char *text, double left, double top) {
  CorpusLine *line = corpus_line_new(text, 1, lines->lines->len + 1);
  line->left = left;
  line->right = left + 5.0 * (double)g_utf8_strlen(text, -1);
  line->top = top;
  line->size = 10;
  g_ptr_array_add(lines->lines, line);
}

static void
check(CorpusLines *lines, const char *expected) {
  corpus_history_heads_join(lines);
  char *described = lines_described(lines);
  g_assert_cmpstr(described, ==, expected);
  g_free(described);
  corpus_lines_free(lines);
}

static void
test_years_below_names(void) {
  CorpusLines *lines = corpus_lines_new();
  add(lines, "Område", 74, 100);
  add(lines, "Sandviken", 330, 100);
  add(lines, "Sandviken", 402, 100);
  add(lines, "Medelvärde", 469, 100);
  add(lines, "2018", 355, 113);
  add(lines, "2014", 427, 113);
  add(lines, "1. Offentlighet och demokrati 65 59 50,9", 74, 133);
  check(lines, "? Område Sandviken 2018 Sandviken 2014 Medelvärde|? |? |? |? |? |"
               "? 1. Offentlighet och demokrati 65 59 50,9");
}

/* Below nothing, or above other lines than an area's, years stay where they are. */
static void
test_other_years(void) {
  CorpusLines *lines = corpus_lines_new();
  add(lines, "Område", 74, 100);
  add(lines, "Medelvärde", 250, 100);
  add(lines, "2018", 355, 113);
  add(lines, "1. Offentlighet och demokrati 65 59", 74, 133);
  check(lines, "? Område|? Medelvärde|? 2018|? 1. Offentlighet och demokrati 65 59");
  lines = corpus_lines_new();
  add(lines, "Kommunkompassen", 74, 100);
  add(lines, "2018", 74, 113);
  add(lines, "En utvärdering", 74, 133);
  check(lines, "? Kommunkompassen|? 2018|? En utvärdering");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/scores/history_heads/below", test_years_below_names);
  g_test_add_func("/corpus/reading/scores/history_heads/others", test_other_years);
  return g_test_run();
}
