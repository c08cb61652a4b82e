/* tests/corpus/reading/scores/score_runs.c: tables that came column by column are read where their
 * figures are such as they must be. */
#include <glib.h>

#include "corpus/reading/scores/score_tables.h"
#include "tests/corpus/lines_of.h"

static void
check(const char *text, const char *expected) {
  CorpusLines *lines = lines_of(text);
  corpus_score_runs_take_apart(lines);
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < lines->lines->len; i++)
    if (*corpus_line_text(lines->lines, i) != '\0')
      g_string_append_printf(found, "%s\n", corpus_line_text(lines->lines, i));
  g_assert_cmpstr(found->str, ==, expected);
  g_string_free(found, TRUE);
  corpus_lines_free(lines);
}

#define QUESTIONS                                                                                  \
  "Fråga\n1.1 Finns en plan?\n1.2 Hur får medborgarna\nkännedom om möten?\n"                   \
  "1.3 Inflytande\n1.4 Etik\n"
#define ROWS(one, two, three, four)                                                                \
  "Fråga Poäng Max\n1.1 Finns en plan? " one "\n"                                                  \
  "1.2 Hur får medborgarna kännedom om möten? " two "\n1.3 Inflytande " three "\n1.4 Etik " four   \
  "\n"

static void
test_columns_become_rows(void) {
  check(QUESTIONS "Summa\n\nPoäng\n9\n14\n7\n4\n34\n\nMax\n20\n25\n30\n25\n100\n\nText\n",
        ROWS("9 20", "14 25", "7 30", "4 25") "Summa 34 100\nText\n");
  check(QUESTIONS "Max\n20\n25\n30\n25\nPoäng\n9\n14\n7\n4\nText\n",
        ROWS("9 20", "14 25", "7 30", "4 25") "Text\n");
}

/* Too few figures, points above their maximum, maxima and points that do not add up. */
static void
test_other_runs_stay_as_they_are(void) {
  static const char *const runs[] = {"Poäng\n9\n14\n7\nMax\n20\n25\n30\n25\n",
                                     "Poäng\n21\n14\n7\n4\nMax\n20\n25\n30\n25\n",
                                     "Poäng\n9\n14\n7\n4\nMax\n20\n25\n30\n20\n",
                                     "Summa\nPoäng\n9\n14\n7\n4\n44\nMax\n20\n25\n30\n25\n100\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(runs); i++) {
    char *text = g_strconcat(QUESTIONS, runs[i], NULL);
    check(text, text);
    g_free(text);
  }
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/scores/score_runs/rows", test_columns_become_rows);
  g_test_add_func("/corpus/reading/scores/score_runs/others", test_other_runs_stay_as_they_are);
  return g_test_run();
}
