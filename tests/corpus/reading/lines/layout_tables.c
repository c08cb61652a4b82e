/* tests/corpus/reading/lines/layout_tables.c: tables that only lay out a text become what they
 * hold, and others stay tables. */
#include <glib.h>

#include "corpus/reading/lines/page_text.h"
#include "tests/corpus/lines_of.h"

#define TEXT                                                                                           \
  "Nämnden följer planen varje år och berättar för invånarna vad den har lett till, vilket är " \
  "bra."

/* "2.1 Text": row and column of table 1; "- Text": in no table. */
static CorpusLines *
table_of(const char *const *cells) {
  CorpusLines *lines = corpus_lines_new();
  for (unsigned i = 0; cells[i] != NULL; i++) {
    CorpusLine *line = corpus_line_new(strchr(cells[i], ' ') + 1, 1, i + 1);
    line->paragraph = i + 1;
    line->kind = CORPUS_LINE_TEXT;
    if (*cells[i] != '-') {
      line->table = 1;
      line->row = (unsigned)(cells[i][0] - '0');
      line->column = (unsigned)(cells[i][2] - '0');
    }
    g_ptr_array_add(lines->lines, line);
  }
  return lines;
}

static void
check(const char *const *cells, const char *expected) {
  CorpusLines *lines = table_of(cells);
  corpus_layout_tables_take_apart(lines);
  char *described = lines_described(lines);
  g_assert_cmpstr(described, ==, expected);
  g_free(described);
  corpus_lines_free(lines);
}

static void
test_a_bar_is_a_heading(void) {
  check((const char *const[]){"1.1 3", "1.2 MÅL OCH UPPFÖLJ-", "1.2 NING", "1.3 58/100",
                              "- Mål finns.", NULL},
        "H0 3 MÅL OCH UPPFÖLJNING (58 av 100 poäng)||||Mål finns.");
  check((const char *const[]){"1.1 3.1 Är målen tydliga?", "1.2 15 p av 25", NULL},
        "H0 3.1 Är målen tydliga? (15 av 25 poäng)|");
  check((const char *const[]){"1.0 3.1 Är målen tydliga? 15 25 60 %", NULL},
        "H0 3.1 Är målen tydliga? (15 av 25 poäng)");
}

/* What is said stands in the table too; its sums belong to the area. */
static void
test_a_table_with_text_is_taken_apart(void) {
  check((const char *const[]){"1.1 Fråga", "1.2 Poäng", "1.3 Bedömning",
                              "2.1 3.1 Är målen tydliga?", "2.2 15 (25)", "2.3 " TEXT, "3.1 Summa",
                              "3.2 58 (100)", NULL},
        "58 av 100 poäng|||H0 3.1 Är målen tydliga? (15 av 25 poäng)||" TEXT "||");
}

/* The points may stand behind what is said, and with their maximum in two cells. */
static void
test_points_behind_the_text(void) {
  check((const char *const[]){"1.1 Fråga", "1.2 Iakttagelser", "1.3 Styrkor", "1.4 Poäng",
                              "2.1 3.1 Är målen tyd-", "2.1 liga?", "2.2 " TEXT,
                              "2.3 Styrka: Tydlig plan", "2.4 15 / 25", "3.1 Summa", "3.4 58 / 100",
                              NULL},
        "58 av 100 poäng||||H0 3.1 Är målen tydliga? (15 av 25 poäng)||" TEXT
        "|Styrka: Tydlig plan|||");
  check((const char *const[]){"1.1 3.1 Är målen tydliga?", "1.2 " TEXT, "1.3 15", "1.4 25", NULL},
        "H0 3.1 Är målen tydliga? (15 av 25 poäng)|" TEXT "||");
}

/* The points can be a row's last cell, behind its text. */
static void
test_points_in_the_last_cell(void) {
  check((const char *const[]){"1.1 Fråga", "1.2 Bedömning", "1.3 Poäng", "2.1 3.1 Är målen tyd-",
                              "2.1 liga?", "2.2 " TEXT, "2.3 15 / 25", "3.1 Summa", "3.3 58 / 100",
                              NULL},
        "58 av 100 poäng|||H0 3.1 Är målen tydliga? (15 av 25 poäng)||" TEXT "|||");
}

static void
test_items_stay_a_table(void) {
  check((const char *const[]){"1.1 3.1 Är målen tydliga?", "1.2 9 av 15", "2.1 " TEXT,
                              "3.1 Styrka:", "3.1 Tydlig plan",
                              "3.2 Utvecklingsområde:", "3.2 Fler möten", NULL},
        "H0 3.1 Är målen tydliga? (9 av 15 poäng)||" TEXT "|2.3.1 Styrka:|2.3.1 Tydlig plan|"
        "2.3.2 Utvecklingsområde:|2.3.2 Fler möten");
}

static void
test_tables_stay(void) {
  check((const char *const[]){"1.1 3.1 Är målen tydliga?", "1.2 9/15", "2.1 3.2 Följs de upp?",
                              "2.2 8/10", NULL},
        "1.1.1 3.1 Är målen tydliga?|1.1.2 9/15|1.2.1 3.2 Följs de upp?|1.2.2 8/10");
  check((const char *const[]){"1.1 Styrkor", "1.2 Förbättringsmöjligheter", "2.1 " TEXT,
                              "2.2 Fler möten", NULL},
        "1.1.1 Styrkor|1.1.2 Förbättringsmöjligheter|1.2.1 " TEXT "|1.2.2 Fler möten");
  check((const char *const[]){"1.1 Folkmängd", "1.2 12 000", NULL}, "1.1.1 Folkmängd|1.1.2 12 000");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/lines/layout_tables/bar", test_a_bar_is_a_heading);
  g_test_add_func("/corpus/reading/lines/layout_tables/text",
                  test_a_table_with_text_is_taken_apart);
  g_test_add_func("/corpus/reading/lines/layout_tables/behind", test_points_behind_the_text);
  g_test_add_func("/corpus/reading/lines/layout_tables/items", test_items_stay_a_table);
  g_test_add_func("/corpus/reading/lines/layout_tables/last-cell", test_points_in_the_last_cell);
  g_test_add_func("/corpus/reading/lines/layout_tables/stay", test_tables_stay);
  return g_test_run();
}
