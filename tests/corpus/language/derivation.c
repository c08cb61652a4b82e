/* tests/corpus/language/derivation.c: verbs and the nouns that are made of them. */
#include <glib.h>

#include "corpus/language/form.h"

static void
assert_finds(const char *form, const char *other, gboolean due) {
  char **found = corpus_derived_forms(form);
  g_assert_cmpint(g_strv_contains((const char *const *)found, other), ==, due);
  g_strfreev(found);
}

static void
test_a_verb_finds_its_noun(void) {
  assert_finds("utbild", "utbildning", TRUE);
  assert_finds("rekryter", "rekrytering", TRUE);
  assert_finds("informer", "information", TRUE);
}

static void
test_a_noun_finds_its_verb(void) {
  assert_finds("granskning", "gransk", TRUE);
  assert_finds("organisation", "organiser", TRUE);
}

static void
test_nouns_of_one_verb_find_each_other(void) {
  assert_finds("delegation", "delegering", TRUE);
}

static void
test_a_compound_is_made_like_its_last_part(void) {
  assert_finds("kompetensutveckl", "kompetensutveckling", TRUE);
}

static void
test_short_words_make_nothing(void) {
  assert_finds("tidning", "tid", FALSE);
  assert_finds("tid", "tidning", FALSE);
}

static void
test_nouns_of_their_own_stand_apart(void) {
  assert_finds("handling", "handl", FALSE);
  assert_finds("handl", "handling", FALSE);
}

static void
test_a_form_does_not_find_itself(void) {
  assert_finds("utbildning", "utbildning", FALSE);
  assert_finds("", "", FALSE);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/language/derivation/verb", test_a_verb_finds_its_noun);
  g_test_add_func("/corpus/language/derivation/noun", test_a_noun_finds_its_verb);
  g_test_add_func("/corpus/language/derivation/sisters", test_nouns_of_one_verb_find_each_other);
  g_test_add_func("/corpus/language/derivation/compound",
                  test_a_compound_is_made_like_its_last_part);
  g_test_add_func("/corpus/language/derivation/short", test_short_words_make_nothing);
  g_test_add_func("/corpus/language/derivation/apart", test_nouns_of_their_own_stand_apart);
  g_test_add_func("/corpus/language/derivation/itself", test_a_form_does_not_find_itself);
  return g_test_run();
}
