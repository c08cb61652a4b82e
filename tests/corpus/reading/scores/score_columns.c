/* tests/corpus/reading/scores/score_columns.c: in tables with more columns than points and maximum
 * those two are told by what must hold, and by the years of their heads. */
#include <glib.h>

#include "corpus/reading/lines/page_text.h"
#include "corpus/reading/scores/score_tables.h"
#include "tests/corpus/lines_of.h"

/* The rows of a table as they are written after it: "9 15|12 20|…", points before maxima. */
static char *
rows_of(const char *text) {
  CorpusLines *lines = lines_of(text);
  corpus_score_columns_take_apart(lines);
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < lines->lines->len; i++) {
    CorpusFigure figures[CORPUS_FIGURES_MAX];
    gsize text_bytes = 0;
    guint count = corpus_figures_at_end(corpus_line_text(lines->lines, i), figures, &text_bytes);
    if (text_bytes == 0 || count == 0)
      continue;
    g_string_append(found, found->len > 0 ? "|" : "");
    for (guint j = 0; j < count; j++)
      g_string_append_printf(found, "%s%g", j > 0 ? " " : "", figures[j].value);
  }
  corpus_lines_free(lines);
  return g_string_free(found, FALSE);
}

static void
check(const char *text, const char *expected) {
  char *found = rows_of(text);
  g_assert_cmpstr(found, ==, expected);
  g_free(found);
}

/* Both columns add up and none exceeds its maximum: the later year is this evaluation's, wherever
 * it stands, and whether its head is one line or two. */
static void
test_the_later_year(void) {
  check(
      "1. Medborgarna\nÅr 2018 År 2021 Maxpoäng\n1.1 Inriktning 9 10 15\n1.2 Information 12 15 20\n"
      "1.3 Resultat 11 9 20\n1.4 Dialog 19 21 30\n1.5 Etik 6 9 15\nSumma 57 64 100\n",
      "10 15|15 20|9 20|21 30|9 15|64 100");
  check("1. Medborgarna\nÅr 2021\nÅr 2018 Maxpoäng\n1.1 Inriktning 10 9 15\n1.2 Information 15 12 "
        "20\n"
        "1.3 Resultat 9 11 20\n1.4 Dialog 21 19 30\n1.5 Etik 9 6 15\nSumma 64 57 100\n",
        "10 15|15 20|9 20|21 30|9 15|64 100");
}

/* What changed between the years is no points; where nothing did it has no sign. */
static void
test_changes_are_left_out(void) {
  check(
      "Område och fråga 2014 2018 +/– Max\n1. Medborgarna 57 64 +7 100\n1.1 Inriktning 9 10 +1 15\n"
      "1.2 Information 15 15 0 20\n1.3 Resultat 11 9 –2 20\n1.4 Dialog 16 21 +5 30\n"
      "1.5 Etik 6 9 +3 15\n",
      "64 100|10 15|15 20|9 20|21 30|9 15");
}

/* A mean has decimals; and the maxima may stand first. */
static void
test_a_mean_beside_the_points(void) {
  check("1. Medborgarna\nMöjlig poäng Ekby Medel\n1.1 Inriktning 15 10 8,5\n1.2 Information 20 15 "
        "9,8\n"
        "1.3 Resultat 20 9 10,1\n1.4 Dialog 30 21 20,0\n1.5 Etik 15 9 7,2\nSumma 100 64 55,6\n",
        "10 15|15 20|9 20|21 30|9 15|64 100");
}

/* Where no column adds up nothing is known of which are points. */
static void
test_columns_that_do_not_add_up(void) {
  check(
      "1. Medborgarna\nÅr 2018 År 2021 Maxpoäng\n1.1 Inriktning 9 10 15\n1.2 Information 12 15 20\n"
      "1.3 Resultat 11 9 20\n1.4 Dialog 19 21 30\n1.5 Etik 6 9 15\nSumma 51 71 100\n",
      "9 10 15|12 15 20|11 9 20|19 21 30|6 9 15|51 71 100");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/scores/score_columns/years", test_the_later_year);
  g_test_add_func("/corpus/reading/scores/score_columns/changes", test_changes_are_left_out);
  g_test_add_func("/corpus/reading/scores/score_columns/mean", test_a_mean_beside_the_points);
  g_test_add_func("/corpus/reading/scores/score_columns/none", test_columns_that_do_not_add_up);
  return g_test_run();
}
