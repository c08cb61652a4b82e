/* tests/corpus/reading/scores/areas_beside.c: a table with areas beside each other becomes one an
 * area, if what it says can be right; a table ends where a heading follows it. */
#include <glib.h>

#include "corpus/reading/scores/score_tables.h"
#include "tests/corpus/lines_of.h"

/* Rows end with "/", and cells with ";". */
static CorpusLines *
table_of(const char *text) {
  CorpusLines *lines = corpus_lines_new();
  char **rows = g_strsplit(text, "/", -1);
  for (unsigned row = 0; rows[row] != NULL; row++) {
    char **cells = g_strsplit(rows[row], ";", -1);
    for (unsigned column = 0; cells[column] != NULL; column++) {
      if (*cells[column] == '\0')
        continue;
      CorpusLine *line = corpus_line_new(cells[column], 1, lines->lines->len + 1);
      line->kind = CORPUS_LINE_TEXT;
      line->table = 1;
      line->row = row + 1;
      line->column = column + 1;
      g_ptr_array_add(lines->lines, line);
    }
    g_strfreev(cells);
  }
  g_strfreev(rows);
  return lines;
}

static void
check(const char *text, const char *expected) {
  CorpusLines *lines = table_of(text);
  char *before = lines_described(lines);
  corpus_areas_beside_take_apart(lines);
  char *described = lines_described(lines);
  g_strdelimit(described, "|", '\n');
  char *found = g_strchomp(described);
  if (expected != NULL) {
    g_assert_cmpstr(found, ==, expected);
  } else {
    g_strdelimit(before, "|", '\n');
    g_assert_cmpstr(found, ==, before);
  }
  g_free(described);
  g_free(before);
  corpus_lines_free(lines);
}

#define EXPECTED                                                                                    \
  "Område 1 Torg\nFråga Poäng Max\n1.1 Träd 10 30\n1.2 Bänkar 20 30\n1.3 Ljus 5 40\nSumma 35 " \
  "100\n"                                                                                           \
  "\nOmråde 2 Gator\nFråga Poäng Max\n2.1 Skyltar 8 50\n2.2 Asfalt 9 25\n2.3 Trafik 10 25\n"     \
  "Summa 27 100"

static void
test_areas_beside_each_other(void) {
  check("Område 1 Torg;35 (100);Område 2 Gator;27 (100)/1.1 Träd;10 (30);2.1 Skyltar;8 (50)/"
        "1.2 Bänkar;20 (30);2.2 Asfalt;9 (25)/1.3 Ljus;5 (40);2.3 Trafik;10 (25)",
        EXPECTED);
  check("Område 1 Torg;Poäng;Max;Område 2 Gator;Poäng;Max/1.1 Träd;10;30;2.1 Skyltar;8;50/"
        "1.2 Bänkar;20;30;2.2 Asfalt;9;25/1.3 Ljus;5;40;2.3 Trafik;10;25/Summa;35;100;Summa;27;100",
        EXPECTED);
}

/* The second area has a row less. */
static void
test_an_area_with_fewer_rows(void) {
  check("Område 1 Torg;35 (100);Område 2 Gator;27 (100)/1.1 Träd;10 (30);2.1 Skyltar;8 (50)/"
        "1.2 Bänkar;15 (20);2.2 Asfalt;9 (25)/1.3 Ljus;5 (40);2.3 Trafik;10 (25)/1.4 Vatten;5 (10)",
        "Område 1 Torg\nFråga Poäng Max\n1.1 Träd 10 30\n1.2 Bänkar 15 20\n1.3 Ljus 5 40\n"
        "1.4 Vatten 5 10\nSumma 35 100\n\nOmråde 2 Gator\nFråga Poäng Max\n2.1 Skyltar 8 50\n"
        "2.2 Asfalt 9 25\n2.3 Trafik 10 25\nSumma 27 100");
}

static void
add(CorpusLines *lines, const char *text, unsigned page, double left, double top) {
  CorpusLine *line = corpus_line_new(text, page, lines->lines->len + 1);
  line->left = left;
  line->right = left + 5.0 * (double)g_utf8_strlen(text, -1);
  line->top = top;
  line->size = 10;
  g_ptr_array_add(lines->lines, line);
}

static void
add_row(CorpusLines *lines, const char *const cells[4], unsigned page, double top) {
  static const double lefts[] = {70, 200, 240, 370};
  for (gsize i = 0; i < G_N_ELEMENTS(lefts); i++)
    if (cells[i] != NULL)
      add(lines, cells[i], page, lefts[i], top);
}

/* Places alone tell the cells: a question over two lines, the areas again on the next page, and
 * text below that begins at the same edge. */
static void
test_cells_known_by_their_places(void) {
  static const char *const areas[] = {"Område 1 Torg", "35 (100)", "Område 2 Gator", "27 (100)"};
  CorpusLines *lines = corpus_lines_new();
  add_row(lines, areas, 1, 100);
  add_row(lines, (const char *[]){"1.1 Träd", "10 (30)", "2.1 Skyl-", "8 (50)"}, 1, 115);
  add_row(lines, (const char *[]){NULL, NULL, "tar", NULL}, 1, 127);
  add_row(lines, (const char *[]){"1.2 Bänkar", "20 (30)", "2.2 Asfalt", "9 (25)"}, 1, 142);
  add_row(lines, areas, 2, 80);
  add_row(lines, (const char *[]){"1.3 Ljus", "5 (40)", "2.3 Trafik", "10 (25)"}, 2, 95);
  add(lines, "Iakttagelser", 2, 70, 150);
  corpus_areas_beside_take_apart(lines);
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < 13; i++)
    g_string_append_printf(found, "%s%s", i > 0 ? "\n" : "", corpus_line_text(lines->lines, i));
  g_assert_cmpstr(found->str, ==, EXPECTED);
  g_assert_cmpstr(corpus_line_text(lines->lines, lines->lines->len - 1), ==, "Iakttagelser");
  for (guint i = 13; i + 1 < lines->lines->len; i++)
    g_assert_cmpstr(corpus_line_text(lines->lines, i), ==, "");
  g_string_free(found, TRUE);
  corpus_lines_free(lines);
}

/* Maxima, or points, that do not add up. */
static void
test_what_cannot_be_right_stays(void) {
  check("Område 1 Torg;35 (100);Område 2 Gator;27 (100)/1.1 Träd;10 (30);2.1 Skyltar;8 (50)/"
        "1.2 Bänkar;20 (30);2.2 Asfalt;9 (25)/1.3 Ljus;5 (30);2.3 Trafik;10 (25)",
        NULL);
  check("Område 1 Torg;35 (100);Område 2 Gator;47 (100)/1.1 Träd;10 (30);2.1 Skyltar;8 (50)/"
        "1.2 Bänkar;20 (30);2.2 Asfalt;9 (25)/1.3 Ljus;5 (40);2.3 Trafik;10 (25)",
        NULL);
}

/* Without numbers, only the heading between them tells where one ends and the next begins. */
static void
test_a_heading_ends_a_table(void) {
  CorpusLines *lines = corpus_lines_new();
  for (unsigned table = 1; table <= 3; table++) {
    static const char *const rows[] = {"Gator och torg", "Fråga Poäng Max", "Träd 7 25",
                                       "Bänkar 8 25",    "Ljus 9 25",       "Vatten 6 25",
                                       "Summa 30 100"};
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
      CorpusLine *line = corpus_line_new(rows[i], 1, lines->lines->len + 1);
      line->kind = i == 0 ? CORPUS_LINE_HEADING : CORPUS_LINE_TEXT;
      line->level = i == 0 ? 1 : 0;
      line->table = i == 0 ? 0 : table;
      line->row = i;
      line->paragraph = lines->lines->len + 1;
      g_ptr_array_add(lines->lines, line);
    }
  }
  GPtrArray *tables = corpus_scores_find(lines->lines, corpus_instruments());
  g_assert_cmpuint(tables->len, ==, 3);
  for (guint i = 0; i < tables->len; i++) {
    const CorpusScoreTable *table = g_ptr_array_index(tables, i);
    g_assert_cmpuint(table->rows->len, ==, 4);
    g_assert_cmpint(table->sum.score, ==, 30);
  }
  g_ptr_array_unref(tables);
  corpus_lines_free(lines);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/scores/areas_beside/two", test_areas_beside_each_other);
  g_test_add_func("/corpus/reading/scores/areas_beside/fewer", test_an_area_with_fewer_rows);
  g_test_add_func("/corpus/reading/scores/areas_beside/places", test_cells_known_by_their_places);
  g_test_add_func("/corpus/reading/scores/areas_beside/wrong", test_what_cannot_be_right_stays);
  g_test_add_func("/corpus/reading/scores/areas_beside/heading", test_a_heading_ends_a_table);
  return g_test_run();
}
