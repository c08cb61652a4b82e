/* tests/corpus/language/lexicon.c: Swedish words and their base forms. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "corpus/language/lexicon.h"
#include "corpus/text/error.h"

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
test_readings_say_the_part_of_speech(void) {
  CorpusLexicon *lexicon = open_lexicon();
  const struct {
    const char *word, *base;
    guint speech;
  } cases[] = {{"kontaktcentret", "kontaktcenter", CORPUS_SPEECH_NOUN},
               {"kostar", "kosta", CORPUS_SPEECH_VERB},
               {"tydligast", "tydlig", CORPUS_SPEECH_ADJECTIVE},
               {"inflyttarna", "inflyttare", CORPUS_SPEECH_NOUN},
               {"hr-strategin", "hr-strategi", CORPUS_SPEECH_NOUN},
               {"strategiskt", "strategisk", CORPUS_SPEECH_ADJECTIVE}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    GArray *readings = corpus_lexicon_readings(lexicon, cases[i].word);
    bool found = false;
    for (guint j = 0; j < readings->len; j++) {
      const CorpusReading *reading = &g_array_index(readings, CorpusReading, j);
      found = found || (strcmp(reading->base, cases[i].base) == 0 &&
                        (reading->speech & cases[i].speech) != 0);
    }
    if (!found)
      g_error("%s is no form of %s", cases[i].word, cases[i].base);
    g_array_unref(readings);
  }
  corpus_lexicon_free(lexicon);
}

static void
test_derived_words_are_no_inflections(void) {
  CorpusLexicon *lexicon = open_lexicon();
  assert_base(lexicon, "användarna", "användare");
  assert_base(lexicon, "ekonomiska", "ekonomisk");
  g_assert_true(corpus_lexicon_is_entry(lexicon, "användare"));
  corpus_lexicon_free(lexicon);
}

static void
test_what_the_dictionary_forbids_is_unknown(void) {
  CorpusLexicon *lexicon = open_lexicon();
  g_assert_false(corpus_lexicon_knows(lexicon, "ödeshög"));
  g_assert_false(corpus_lexicon_knows(lexicon, "medborgar"));
  g_assert_true(corpus_lexicon_knows(lexicon, "2018"));
  g_assert_true(corpus_lexicon_knows(lexicon, "Medborgardialog"));
  corpus_lexicon_free(lexicon);
}

static void
test_missing_lexicon_is_an_error(void) {
  GError *error = NULL;
  g_assert_null(corpus_lexicon_new("/nonexistent/lexicon", &error));
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_DICTIONARY);
  g_assert_nonnull(g_strstr_len(error->message, -1, "/nonexistent/lexicon"));
  g_clear_error(&error);
  g_assert_null(corpus_lexicon_new("/dev/null/lexicon", &error));
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_DICTIONARY);
  g_assert_nonnull(g_strstr_len(error->message, -1, "Not a directory"));
  g_clear_error(&error);
  corpus_lexicon_free(NULL);
}

static void
test_another_file_is_an_error(void) {
  GError *error = NULL;
  char *path = NULL;
  int file = g_file_open_tmp("kompass-XXXXXX", &path, &error);
  g_assert_no_error(error);
  close(file);
  g_assert_true(g_file_set_contents(path,
                                    "kompass lexikon 0 and more than a header, but another "
                                    "version's, of some hundred bytes or so at least",
                                    -1, &error));
  g_assert_null(corpus_lexicon_new(path, &error));
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_DICTIONARY);
  g_clear_error(&error);
  g_unlink(path);
  g_free(path);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/language/lexicon/knows", test_knows_inflections_and_compounds);
  g_test_add_func("/corpus/language/lexicon/base-simple", test_base_of_simple_words);
  g_test_add_func("/corpus/language/lexicon/base-compound", test_base_of_compound_is_whole);
  g_test_add_func("/corpus/language/lexicon/base-unknown", test_unknown_words_have_no_base);
  g_test_add_func("/corpus/language/lexicon/hostile", test_hostile_words_are_unknown);
  g_test_add_func("/corpus/language/lexicon/readings", test_readings_say_the_part_of_speech);
  g_test_add_func("/corpus/language/lexicon/derived", test_derived_words_are_no_inflections);
  g_test_add_func("/corpus/language/lexicon/forbidden",
                  test_what_the_dictionary_forbids_is_unknown);
  g_test_add_func("/corpus/language/lexicon/missing", test_missing_lexicon_is_an_error);
  g_test_add_func("/corpus/language/lexicon/another-file", test_another_file_is_an_error);
  return g_test_run();
}
