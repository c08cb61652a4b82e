/* tests/corpus/reading/lines/row_heads.c: the word for items that stands beside them is put above
 * them, whole again; the end of a broken word in another column is none. */
#include <glib.h>

#include "corpus/reading/lines/page_text.h"
#include "tests/corpus/lines_of.h"

static void
add(CorpusLines *lines, const char *text, double left, double top) {
  CorpusLine *line = corpus_line_new(text, 1, lines->lines->len + 1);
  line->left = left;
  line->right = left + 5.0 * (double)g_utf8_strlen(text, -1);
  line->top = top;
  line->size = 11;
  g_ptr_array_add(lines->lines, line);
}

static void
test_words_beside_their_items(void) {
  CorpusLines *lines = corpus_lines_new();
  add(lines, "Styrkor", 84, 100);
  add(lines, "Ett kundcenter", 186, 100);
  add(lines, "En ny plan", 186, 115);
  add(lines, "Förbättrings-", 84, 130);
  add(lines, "Fler dialoger", 186, 130);
  add(lines, "områden", 84, 145);
  add(lines, "Mål för miljön", 186, 145);
  corpus_row_heads_put_above(lines);
  char *described = lines_described(lines);
  g_assert_cmpstr(described, ==,
                  "? Styrkor|? Ett kundcenter|? En ny plan|? Förbättringsområden|? Fler dialoger|"
                  "? |? Mål för miljön");
  g_assert_cmpfloat(corpus_line_at(lines->lines, 3)->top, <, 130);
  g_assert_cmpfloat(corpus_line_at(lines->lines, 3)->left, ==, 186);
  g_free(described);
  corpus_lines_free(lines);
}

/* The row goes on overleaf, in the middle of the word. */
static void
test_words_over_a_page_break(void) {
  CorpusLines *lines = corpus_lines_new();
  add(lines, "Förbättrings-", 84, 700);
  add(lines, "Fler dialoger", 186, 700);
  add(lines, "områden", 84, 90);
  add(lines, "Mål för miljön", 186, 90);
  for (guint at = 2; at < 4; at++)
    ((CorpusLine *)lines->lines->pdata[at])->page = 2;
  corpus_row_heads_put_above(lines);
  char *described = lines_described(lines);
  g_assert_cmpstr(described, ==, "? Förbättringsområden|? Fler dialoger|? |? Mål för miljön");
  g_free(described);
  corpus_lines_free(lines);
}

static void
test_the_end_of_a_word_is_no_head(void) {
  CorpusLines *lines = corpus_lines_new();
  add(lines, "Pengar till kompetens-", 84, 100);
  add(lines, "Bättre villkor för perso-", 286, 100);
  add(lines, "utveckling", 84, 115);
  add(lines, "nalen", 286, 115);
  corpus_row_heads_put_above(lines);
  g_assert_cmpfloat(corpus_line_at(lines->lines, 2)->left, ==, 84);
  corpus_lines_free(lines);
}

/* Heads of columns stand side by side, too. */
static void
test_heads_of_columns_stay(void) {
  CorpusLines *lines = corpus_lines_new();
  add(lines, "Styrkor", 84, 100);
  add(lines, "Förbättringsmöjligheter Svagheter", 232, 100);
  add(lines, "Ett kundcenter", 84, 115);
  add(lines, "Fler dialoger", 232, 115);
  corpus_row_heads_put_above(lines);
  g_assert_cmpfloat(corpus_line_at(lines->lines, 0)->left, ==, 84);
  corpus_lines_free(lines);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/lines/row_heads/page", test_words_over_a_page_break);
  g_test_add_func("/corpus/reading/lines/row_heads/beside", test_words_beside_their_items);
  g_test_add_func("/corpus/reading/lines/row_heads/broken-word", test_the_end_of_a_word_is_no_head);
  g_test_add_func("/corpus/reading/lines/row_heads/columns", test_heads_of_columns_stay);
  return g_test_run();
}
