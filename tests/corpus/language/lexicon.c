/* tests/corpus/language/lexicon.c: Swedish words and their base forms. */
#include <glib.h>

#include "corpus/text/error.h"
#include "corpus/language/lexicon.h"

static CorpusLexicon *
open_lexicon(void) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  g_assert_nonnull(lexicon);
  return lexicon;
}

static void
assert_base(CorpusLexicon *lexicon, const char *word, const char *expected) {
  char *base = corpus_lexicon_base(lexicon, word);
  g_assert_cmpstr(base, ==, expected);
  g_free(base);
}

static void
test_knows_inflections_and_compounds(void) {
  CorpusLexicon *lexicon = open_lexicon();
  g_assert_true(corpus_lexicon_knows(lexicon, "mötet"));
  g_assert_true(corpus_lexicon_knows(lexicon, "medborgardialogerna"));
  g_assert_true(corpus_lexicon_knows(lexicon, "medborgardialogerna")); /* asked again */
  g_assert_false(corpus_lexicon_knows(lexicon, "munfullmäkt"));
  g_assert_false(corpus_lexicon_knows(lexicon, "verksam-"));
  corpus_lexicon_free(lexicon);
}

static void
test_base_of_simple_words(void) {
  CorpusLexicon *lexicon = open_lexicon();
  assert_base(lexicon, "mötet", "möte");
  assert_base(lexicon, "enkäternas", "enkät");
  assert_base(lexicon, "Utvecklas", "utveckla");
  assert_base(lexicon, "Luleå", "Luleå");
  corpus_lexicon_free(lexicon);
}

static void
test_base_of_compound_is_whole(void) {
  CorpusLexicon *lexicon = open_lexicon();
  assert_base(lexicon, "förslagslådan", "förslagslåda");
  assert_base(lexicon, "Förslagslådorna", "förslagslåda");
  assert_base(lexicon, "medborgardialoger", "medborgardialog");
  assert_base(lexicon, "medborgarförslagen", "medborgarförslag");
  assert_base(lexicon, "delegationsordningarna", "delegationsordning");
  assert_base(lexicon, "ledarskapsutvecklingsprogram", "ledarskapsutvecklingsprogram");
  corpus_lexicon_free(lexicon);
}

static void
test_unknown_words_have_no_base(void) {
  CorpusLexicon *lexicon = open_lexicon();
  g_assert_null(corpus_lexicon_base(lexicon, "xqvzt"));
  g_assert_null(corpus_lexicon_base(lexicon, ""));
  corpus_lexicon_free(lexicon);
}

static void
test_hostile_words_are_unknown(void) {
  CorpusLexicon *lexicon = open_lexicon();
  char *endless = g_strnfill(100000, 'a');
  g_assert_false(corpus_lexicon_knows(lexicon, endless));
  g_assert_null(corpus_lexicon_base(lexicon, endless));
  g_assert_false(corpus_lexicon_knows(lexicon, "m\xc3tet\xff"));
  g_assert_false(corpus_lexicon_knows(lexicon, ""));
  g_free(endless);
  corpus_lexicon_free(lexicon);
}

static void
test_missing_dictionary_is_an_error(void) {
  GError *error = NULL;
  g_assert_null(corpus_lexicon_new("/nonexistent/sv", &error));
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_DICTIONARY);
  g_assert_nonnull(g_strstr_len(error->message, -1, "hunspell-sv"));
  g_error_free(error);
  corpus_lexicon_free(NULL);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/lexicon/knows", test_knows_inflections_and_compounds);
  g_test_add_func("/corpus/lexicon/base-simple", test_base_of_simple_words);
  g_test_add_func("/corpus/lexicon/base-compound", test_base_of_compound_is_whole);
  g_test_add_func("/corpus/lexicon/base-unknown", test_unknown_words_have_no_base);
  g_test_add_func("/corpus/lexicon/hostile", test_hostile_words_are_unknown);
  g_test_add_func("/corpus/lexicon/missing", test_missing_dictionary_is_an_error);
  return g_test_run();
}
