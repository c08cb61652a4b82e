/* tests/corpus/language/spelling.c: what is near enough to be meant, and what is not. */
#include <glib.h>

#include "corpus/language/spelling.h"

static CorpusSpeller *
speller(void) {
  CorpusSpeller *known = corpus_speller_new();
  corpus_speller_add(known, "visselblåsarfunktion", 3);
  corpus_speller_add(known, "chefskontrakt", 9);
  corpus_speller_add(known, "medborgarförslag", 4);
  corpus_speller_add(known, "enkät", 20);
  corpus_speller_add(known, "enkäter", 7);
  corpus_speller_add(known, "mål", 90);
  corpus_speller_add(known, "värdegrund", 12);
  corpus_speller_add(known, "lönesamtal", 5);
  corpus_speller_add(known, "lärosamtal", 2);
  return known;
}

static void
corrects_to(const char *word, const char *expected) {
  CorpusSpeller *known = speller();
  g_assert_cmpstr(corpus_speller_correct(known, word), ==, expected);
  if (expected == NULL)
    g_assert_null(corpus_speller_respell(known, word));
  corpus_speller_free(known);
}

static void
test_dots_left_out(void) {
  corrects_to("visselblasarfunktion", "visselblåsarfunktion");
  corrects_to("medborgarforslag", "medborgarförslag");
  corrects_to("enkat", "enkät");
}

static void
test_a_letter_doubled_lost_or_swapped(void) {
  corrects_to("cheffskontrakt", "chefskontrakt");
  corrects_to("chefkontrakt", "chefskontrakt");
  corrects_to("chefsknotrakt", "chefskontrakt");
  corrects_to("vrädegrund", "värdegrund");
}

static void
test_the_nearer_word_wins_over_the_more_frequent(void) {
  corrects_to("enkater", "enkäter");
  corrects_to("lonesamtal", "lönesamtal");
}

static void
test_what_is_far_is_not_corrected(void) {
  corrects_to("fotboll", NULL);
  corrects_to("mal", NULL); /* too short to be sure */
  corrects_to("", NULL);
}

static void
test_what_is_surely_meant(void) {
  CorpusSpeller *known = speller();
  g_assert_cmpstr(corpus_speller_respell(known, "medborgarforslag"), ==, "medborgarförslag");
  g_assert_cmpstr(corpus_speller_respell(known, "cheffskontrakt"), ==, "chefskontrakt");
  g_assert_null(corpus_speller_respell(known, "chefskontakt")); /* another word */
  g_assert_null(corpus_speller_respell(known, "mal"));
  corpus_speller_free(known);
}

static void
test_hostile_words(void) {
  char *endless = g_strnfill(100000, 'x');
  corrects_to(endless, NULL);
  g_free(endless);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/language/spelling/dots", test_dots_left_out);
  g_test_add_func("/corpus/language/spelling/letters", test_a_letter_doubled_lost_or_swapped);
  g_test_add_func("/corpus/language/spelling/nearest",
                  test_the_nearer_word_wins_over_the_more_frequent);
  g_test_add_func("/corpus/language/spelling/far", test_what_is_far_is_not_corrected);
  g_test_add_func("/corpus/language/spelling/surely", test_what_is_surely_meant);
  g_test_add_func("/corpus/language/spelling/hostile", test_hostile_words);
  return g_test_run();
}
