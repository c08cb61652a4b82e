/* tests/corpus/reading/lines/labels_above.c: labels with a number and points go into the title
 * below them, where all of them do; and words that head items in a list lose their bullets. */
#include <glib.h>

#include "corpus/reading/lines/page_text.h"
#include "tests/corpus/lines_of.h"

static void
check(void (*change)(CorpusLines *), const char *text, const char *expected) {
  CorpusLines *lines = lines_of(text);
  change(lines);
  char *described = lines_described(lines);
  g_assert_cmpstr(described, ==, expected);
  g_free(described);
  corpus_lines_free(lines);
}

static void
test_labels_go_into_titles(void) {
  check(corpus_labels_put_into_titles,
        "OMRÅDE 1 · 31 AV 100 POÄNG\nTorg och möten\nDelfråga 1.1 · 7 av 15 poäng\nPlan för\n"
        "torget\nTorget har en plan.\nFråga 1.2 (24 av 85 p)\nMöten\nMöten hålls.\n",
        "? |? OMRÅDE 1 Torg och möten (31 av 100 poäng)|? |? 1.1 Plan för|"
        "? torget (7 av 15 poäng)|? Torget har en plan.|? |? 1.2 Möten (24 av 85 poäng)|"
        "? Möten hålls.");
}

/* Out of order, above running text, or below the area's own name, they are no such labels. */
static void
test_other_points_stay(void) {
  static const char *const texts[] = {
      "Fråga 1.1: 7 av 15 poäng\nPlan\nFråga 1.3: 4 av 15 poäng\nMöten\nFråga 1.2: 4/15\nTorg\n",
      "Fråga 1.1: 7 av 15 poäng\nPlan\nFråga 1.2: 4 av 15 poäng\nMöten hålls varje vecka.\n"
      "Fråga 1.3: 4/15\nTorg\n",
      "Resultat och effektivitet\nOmråde 5: 40/100\nEn början\nFråga 5.1: 7/15\nPlan\n"
      "Fråga 5.2: 7/15\nMål\n",
      "Fråga 1.1: 17 av 15 poäng\nPlan\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    CorpusLines *lines = lines_of(texts[i]);
    char *before = lines_described(lines);
    check(corpus_labels_put_into_titles, texts[i], before);
    g_free(before);
    corpus_lines_free(lines);
  }
}

static void
test_areas_in_a_list(void) {
  check(corpus_area_lists_take_apart,
        "• Område 1 Torg och möten\n• Styrkor\n• Nya bänkar\n• Utvecklingsområden\n• Fler träd\n"
        "• Område 2 Gator\n• Styrkor\n• Lugn trafik\n• Utvecklingsområden\n• Bättre ljus\n",
        "? Område 1 Torg och möten|? Styrkor|? • Nya bänkar|? Utvecklingsområden|? • Fler träd|"
        "? Område 2 Gator|? Styrkor|? • Lugn trafik|? Utvecklingsområden|? • Bättre ljus");
  check(corpus_area_lists_take_apart, "• Styrkor\n• Utvecklingsområden\n• Poäng\n",
        "? • Styrkor|? • Utvecklingsområden|? • Poäng");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/lines/labels_above/titles", test_labels_go_into_titles);
  g_test_add_func("/corpus/reading/lines/labels_above/others", test_other_points_stay);
  g_test_add_func("/corpus/reading/lines/labels_above/lists", test_areas_in_a_list);
  return g_test_run();
}
