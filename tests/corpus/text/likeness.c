/* tests/corpus/text/likeness.c: how alike two texts are, and that what is told sooner is the same.
 */
#include "corpus/text/likeness.h"

#define NEAR 1e-9

static void
test_what_is_alike(void) {
  static const struct {
    const char *a, *b;
    double least, most;
  } cases[] = {
      {"Offentlighet och demokrati", "offentlighet OCH demokrati", 1, 1},
      {"Tillgänglighet och brukarorientering", "Tilgänglighet och brukarorientering", 0.9, 0.99},
      {"personalpolitik", "personal-politik", 0.9, 1},
      {"Strategi för ledarskap, ansvar", "Ledarskap, ansvar", 0.5, 0.85},
      {"Ekonomi", "Kommunen", 0, 0},
      {"", "Kommunen", 0, 0},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    double likeness = corpus_likeness(cases[i].a, cases[i].b);
    g_test_message("%s, %s: %.3f", cases[i].a, cases[i].b, likeness);
    g_assert_cmpfloat(likeness, >=, cases[i].least - NEAR);
    g_assert_cmpfloat(likeness, <=, cases[i].most + NEAR);
    g_assert_cmpfloat_with_epsilon(likeness, corpus_likeness(cases[i].b, cases[i].a), NEAR);
  }
}

/* Words of few letters, so that many pairs are nearly alike. */
static char *
random_text(GRand *random) {
  static const char *const words[] = {"mål",      "målet",     "styrning",    "styrningen", "och",
                                      "kvalitet", "kvalitéer", "medborgare",  "medborgar",  "måål",
                                      "styrnig",  "för",       "uppföljning", "uppfölning", "b"};
  GString *text = g_string_new(NULL);
  for (gint32 count = g_rand_int_range(random, 1, 6); count > 0; count--)
    g_string_append_printf(text, "%s%s", words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))],
                           g_rand_boolean(random) ? " " : "-");
  return g_string_free(text, FALSE);
}

static void
test_what_is_told_sooner_is_the_same(void) {
  GRand *random = g_rand_new_with_seed(7);
  guint above = 0;
  for (guint i = 0; i < 20000; i++) {
    char *texts[2] = {random_text(random), random_text(random)};
    CorpusPhrase *a = corpus_phrase_new(texts[0]), *b = corpus_phrase_new(texts[1]);
    double whole = corpus_phrase_likeness(a, b), from = corpus_phrase_likeness_from(a, b, 0.85);
    if (whole >= 0.85)
      g_assert_cmpfloat_with_epsilon(whole, from, NEAR);
    else
      g_assert_cmpfloat(from, <, 0.85);
    above += whole >= 0.85;
    corpus_phrase_free(a);
    corpus_phrase_free(b);
    g_free(texts[0]);
    g_free(texts[1]);
  }
  g_assert_cmpuint(above, >, 100);
  g_rand_free(random);
}

static void
test_how_far_words_are_apart(void) {
  g_assert_cmpint(corpus_word_distance("löfte", "löfte", 2), ==, 0);
  g_assert_cmpint(corpus_word_distance("löfte", "löften", 2), ==, 1);
  g_assert_cmpint(corpus_word_distance("löfte", "lofte", 2), ==, 1);
  g_assert_cmpint(corpus_word_distance("löfte", "lötfe", 2), ==, 2);
  g_assert_cmpint(corpus_word_distance("medborgarlöfte", "medborglöfte", 2), ==, 2);
  g_assert_cmpint(corpus_word_distance("medborgarlöfte", "medborgar", 2), ==, 3);
  g_assert_cmpint(corpus_word_distance("", "ö", 2), ==, 1);
}

/* Half a name is as good as one with an error. */
static void
test_how_far_names_are_apart(void) {
  g_assert_cmpint(corpus_name_distance("Lluea", "Luleå", 2), ==, 2);
  g_assert_cmpint(corpus_name_distance("Uppl", "Upplands Väsby", 3), ==, 1);
  g_assert_cmpint(corpus_name_distance("Up", "Upplands Väsby", 3), ==, 4);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/text/likeness/alike", test_what_is_alike);
  g_test_add_func("/corpus/text/likeness/from", test_what_is_told_sooner_is_the_same);
  g_test_add_func("/corpus/text/likeness/words", test_how_far_words_are_apart);
  g_test_add_func("/corpus/text/likeness/names", test_how_far_names_are_apart);
  return g_test_run();
}
