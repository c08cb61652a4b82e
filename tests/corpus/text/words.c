/* tests/corpus/text/words.c: how text is cut into words, and the forms that searching compares. */
#include <glib.h>

#include "corpus/text/words.h"

/* The words of a text, joined with "|". */
static void
assert_words(const char *text, const char *expected) {
  GArray *words = corpus_words(text, -1);
  GString *joined = g_string_new(NULL);
  for (guint i = 0; i < words->len; i++) {
    if (i > 0)
      g_string_append_c(joined, '|');
    g_string_append(joined, g_array_index(words, CorpusWord, i).word);
  }
  g_assert_cmpstr(joined->str, ==, expected);
  g_string_free(joined, TRUE);
  g_array_unref(words);
}

static void
test_lower_case_and_letters_kept(void) {
  assert_words("Kommunen ÖPPNAR dörren, på nytt!", "kommunen|öppnar|dörren|på|nytt");
  assert_words("", "");
  assert_words(" – ” … ", "");
}

static void
test_hyphens_inside_words_stay(void) {
  assert_words("E-tjänster och en whistleblower-funktion",
               "e-tjänster|och|en|whistleblower-funktion");
  assert_words("10-gruppen", "10-gruppen");
  assert_words("icke\xE2\x80\x91verbal", "icke-verbal"); /* non-breaking hyphen */
}

static void
test_hyphens_at_word_ends_go(void) {
  assert_words("kund-/brukarundersökningar", "kund|brukarundersökningar");
  assert_words("över- och underskott", "över|och|underskott");
  assert_words("-stödet", "stödet");
}

static void
test_numbers(void) {
  assert_words("ISO 14001, 5S och 80,4 % kl. 17.00.", "iso|14001|5s|och|80,4|kl|17.00");
  assert_words("2014-2020", "2014|2020");
}

static void
test_endings_after_a_colon_go(void) {
  assert_words("SKL:s mått och KF:s mål", "skl|mått|och|kf|mål");
  assert_words("mål:syfte", "mål|syfte");
}

static void
test_typographic_variants_fold(void) {
  assert_words("Knut\xE2\x80\x99n", "knut'n");
  assert_words("Knut\xCA\xBCn \xCA\xBCnya\xCA\xBC", "knut'n|nya"); /* Unicode calls it a letter */
  assert_words("med\xC2\xAD"
               "borgare",
               "medborgare");
  assert_words("A\xCC\x8Angermanland", "ångermanland"); /* decomposed */
}

static void
test_spans_point_into_the_text(void) {
  const char *text = "Även SKL:s e-tjänster";
  GArray *words = corpus_words(text, -1);
  const char *expected[] = {"Även", "SKL:s", "e-tjänster"};
  g_assert_cmpuint(words->len, ==, 3);
  for (guint i = 0; i < words->len; i++) {
    CorpusWord *word = &g_array_index(words, CorpusWord, i);
    char *slice = g_strndup(text + word->start_bytes, word->length_bytes);
    g_assert_cmpstr(slice, ==, expected[i]);
    g_free(slice);
  }
  g_array_unref(words);
}

static void
test_length_bounds_and_broken_bytes(void) {
  GArray *words = corpus_words("ett två\xff tre\0fyra", 18);
  g_assert_cmpuint(words->len, ==, 4);
  g_assert_cmpstr(g_array_index(words, CorpusWord, 1).word, ==, "två");
  g_assert_cmpstr(g_array_index(words, CorpusWord, 3).word, ==, "fyra");
  g_array_unref(words);
  words = corpus_words("mål\xc3", -1); /* cut inside a character */
  g_assert_cmpuint(words->len, ==, 1);
  g_array_unref(words);
}

static void
assert_fold(const char *word, const char *expected) {
  char *folded = corpus_word_fold(word);
  g_assert_cmpstr(folded, ==, expected);
  g_free(folded);
}

static void
test_fold(void) {
  assert_fold("medborgarförslag", "medborgarforslag");
  assert_fold("åäöéü", "aaoeu");
  assert_fold("straße", "strasse");
  assert_fold("idé-12", "ide-12");
  assert_fold("ÅÉÜÿø", "AEUyoe");
  assert_fold("a\xCC\x8Aø", "aoe"); /* a and a combining ring */
  assert_fold("?", "?");
}

static void
assert_stem(const char *word, const char *expected) {
  char *stem = corpus_word_stem(word);
  g_assert_cmpstr(stem, ==, expected);
  g_free(stem);
}

static void
test_stem(void) {
  assert_stem("medborgardialogerna", "medborgardialog");
  assert_stem("medborgardialogen", "medborgardialog");
  assert_stem("", "");
}

static gpointer
stem_many(gpointer unused) {
  (void)unused;
  for (int i = 0; i < 1000; i++)
    assert_stem("förslagslådorna", "förslagslåd");
  return NULL;
}

static void
test_stem_in_threads(void) {
  GThread *threads[4];
  for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
    threads[i] = g_thread_new("stem", stem_many, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
    g_thread_join(threads[i]);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/text/words/case", test_lower_case_and_letters_kept);
  g_test_add_func("/corpus/text/words/inner-hyphens", test_hyphens_inside_words_stay);
  g_test_add_func("/corpus/text/words/outer-hyphens", test_hyphens_at_word_ends_go);
  g_test_add_func("/corpus/text/words/numbers", test_numbers);
  g_test_add_func("/corpus/text/words/colon", test_endings_after_a_colon_go);
  g_test_add_func("/corpus/text/words/typography", test_typographic_variants_fold);
  g_test_add_func("/corpus/text/words/spans", test_spans_point_into_the_text);
  g_test_add_func("/corpus/text/words/bounds", test_length_bounds_and_broken_bytes);
  g_test_add_func("/corpus/text/words/fold", test_fold);
  g_test_add_func("/corpus/text/words/stem", test_stem);
  g_test_add_func("/corpus/text/words/threads", test_stem_in_threads);
  return g_test_run();
}
