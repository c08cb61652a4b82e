/* tests/corpus/language/thesaurus.c: other words for words of ordinary Swedish. */
#include <glib.h>
#include <string.h>

#include "corpus/language/synonyms.h"

static gboolean
has(const char *base, const char *word) {
  char **words = corpus_thesaurus_words(base);
  gboolean found = g_strv_contains((const char *const *)words, word);
  g_strfreev(words);
  return found;
}

static void
test_a_word_has_others(void) {
  g_assert_true(has("byggnad", "fastighet"));
  g_assert_true(has("logotyp", "varumärke"));
}

static void
test_words_are_found_wherever_they_stand(void) {
  g_assert_true(has("polis", "poliskonstapel"));
  g_assert_true(has("ungdom", "tonår"));
}

static void
test_a_part_of_an_entry_is_none(void) {
  char **words = corpus_thesaurus_words("byggna");
  g_assert_null(*words);
  g_strfreev(words);
}

static void
test_unknown_words_have_none(void) {
  const char *const unknown[] = {"", "|", "kvastvargel", "\xff", "åååå", "0", "öööö"};
  for (gsize i = 0; i < G_N_ELEMENTS(unknown); i++) {
    char **words = corpus_thesaurus_words(unknown[i]);
    g_assert_null(*words);
    g_strfreev(words);
  }
}

static void
test_several_words_are_left_out(void) {
  char **words = corpus_thesaurus_words("sluta");
  g_assert_nonnull(*words);
  for (char **word = words; *word != NULL; word++)
    g_assert_null(strchr(*word, ' '));
  g_strfreev(words);
}

static void
test_words_are_of_one_part_of_speech(void) {
  g_assert_true(has("aktion", "handling"));
  g_assert_false(has("agera", "handling"));
  g_assert_true(has("agera", "handla"));
  g_assert_false(has("sänka", "dal")); /* a noun, too, but meant as the verb */
  g_assert_true(has("sänka", "dämpa"));
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/language/thesaurus/others", test_a_word_has_others);
  g_test_add_func("/corpus/language/thesaurus/anywhere", test_words_are_found_wherever_they_stand);
  g_test_add_func("/corpus/language/thesaurus/part", test_a_part_of_an_entry_is_none);
  g_test_add_func("/corpus/language/thesaurus/unknown", test_unknown_words_have_none);
  g_test_add_func("/corpus/language/thesaurus/several", test_several_words_are_left_out);
  g_test_add_func("/corpus/language/thesaurus/speech", test_words_are_of_one_part_of_speech);
  return g_test_run();
}
