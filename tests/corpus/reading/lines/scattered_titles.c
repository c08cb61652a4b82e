/* tests/corpus/reading/lines/scattered_titles.c: the words of an area's title that came a line each
 * are put together, where they are all of its words and no others. */
#include <glib.h>

#include "corpus/reading/lines/page_text.h"
#include "tests/corpus/lines_of.h"

static void
check(const char *text, const char *expected) {
  CorpusLines *lines = lines_of(text);
  corpus_scattered_titles_join(lines);
  char *described = lines_described(lines);
  g_assert_cmpstr(described, ==, expected);
  g_free(described);
  corpus_lines_free(lines);
}

static void
test_words_are_put_together(void) {
  check("Område\n5.\nResultat\n\neffektivitet\n\nPoäng\noch\n\nTorg\n",
        "? Område 5. Resultat och effektivitet|? |? |? |? |? |? Poäng|? |? |? Torg");
  check("Område 4\nLedarskap,\n\nDelområde\n\ndelegation\nansvar\noch\n",
        "? Område 4 Ledarskap, ansvar och delegation|? |? |? Delområde|? |? |? |? ");
  check("2\nSamhälls-\n\nutveckling\nTorg\n", "? 2 Samhällsutveckling|? |? |? |? Torg");
}

/* Words of another area, words that are no title's, or lines that need no help, stay. */
static void
test_other_lines_stay(void) {
  static const char *const texts[] = {"Område\n6.\nResultat\n\neffektivitet\n\noch\n",
                                      "Område\n5.\nResultat\n\noch\n\ntorg\n",
                                      "Område 5.\nResultat och\neffektivitet\n",
                                      "5\n\nTorg\n\n6\n\nMöten\n",
                                      "Område\nfem\nResultat\n\noch\n\neffektivitet\n",
                                      "Område\n5.\nResultat\n\n2\n\noch\n\neffektivitet\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    CorpusLines *lines = lines_of(texts[i]);
    char *before = lines_described(lines);
    check(texts[i], before);
    g_free(before);
    corpus_lines_free(lines);
  }
}

static void
test_cells_stay(void) {
  CorpusLines *lines = lines_of("Område\n5.\nResultat\n\noch\n\neffektivitet\n");
  for (guint i = 0; i < lines->lines->len; i++)
    ((CorpusLine *)g_ptr_array_index(lines->lines, i))->table = 1;
  corpus_scattered_titles_join(lines);
  g_assert_cmpstr(corpus_line_text(lines->lines, 0), ==, "Område");
  corpus_lines_free(lines);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/lines/scattered_titles/together", test_words_are_put_together);
  g_test_add_func("/corpus/reading/lines/scattered_titles/others", test_other_lines_stay);
  g_test_add_func("/corpus/reading/lines/scattered_titles/cells", test_cells_stay);
  return g_test_run();
}
