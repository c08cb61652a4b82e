/* tests/indexer/terms.c: text becomes the same terms for index, query and highlighting. */
#include <string.h>

#include "indexer/terms.h"

static IndexerTerms *
new_terms(void) {
  GError *error = NULL;
  IndexerTerms *terms = indexer_terms_new(&error);
  g_assert_no_error(error);
  return terms;
}

/* "term@position" of each, with spaces between. */
static void
assert_terms(const char *text, gssize length, const char *expected) {
  IndexerTerms *terms = new_terms();
  GError *error = NULL;
  GArray *found = indexer_terms_of_text(terms, text, length, &error);
  g_assert_no_error(error);
  GString *seen = g_string_new(NULL);
  for (guint i = 0; i < found->len; i++) {
    const IndexerTerm *term = &g_array_index(found, IndexerTerm, i);
    g_string_append_printf(seen, "%s%s@%u", i > 0 ? " " : "", term->term, term->position);
  }
  g_assert_cmpstr(seen->str, ==, expected);
  g_string_free(seen, TRUE);
  g_array_unref(found);
  indexer_terms_free(terms);
}

static void
test_words_become_stems_with_positions(void) {
  assert_terms("Medborgare, medborgarna och MEDBORGARNAS budget.", -1,
               "medborgar@1 medborgar@2 och@3 medborgar@4 budget@5");
}

static void
test_no_text_has_no_terms(void) {
  assert_terms("", -1, "");
  assert_terms(" … ,.!", -1, "");
  assert_terms("dialog om budget", 6, "dialog@1");
}

static void
test_spans_are_those_of_the_words_as_written(void) {
  static const char text[] = "Öppna Dialogerna här";
  IndexerTerms *terms = new_terms();
  GArray *found = indexer_terms_of_text(terms, text, -1, NULL);
  g_assert_cmpuint(found->len, ==, 3);
  const IndexerTerm *second = &g_array_index(found, IndexerTerm, 1);
  g_assert_true(strncmp(text + second->start_bytes, "Dialogerna", second->length_bytes) == 0);
  g_assert_cmpuint(second->length_bytes, ==, strlen("Dialogerna"));
  g_assert_cmpint(second->kind, ==, INDEXER_TERM_WORD);
  g_array_unref(found);
  indexer_terms_free(terms);
}

static void
test_overlong_word_has_no_term_but_a_position(void) {
  char *word = g_strnfill(5000, 'x'), *text = g_strconcat("före ", word, " efter", NULL);
  assert_terms(text, -1, "före@1 efter@3");
  IndexerTerms *terms = new_terms();
  GError *error = NULL;
  g_assert_null(indexer_terms_of_word(terms, word, &error));
  g_assert_no_error(error);
  g_assert_null(indexer_terms_of_word(terms, "", &error));
  g_assert_no_error(error);
  indexer_terms_free(terms);
  g_free(word);
  g_free(text);
}

static void
test_compounds_are_found_by_the_words_inside_them(void) {
  assert_terms("chefskontrakten gäller", -1, "chefskontrak@1 chef@1 kontrak@1 gäll@2");
}

/* A word that the vocabulary has is not looked up anywhere else. */
static void
test_the_vocabulary_decides(void) {
  IndexerVocabulary *collector = indexer_vocabulary_new();
  static const char *const inner[] = {"a", "b", "c", "ab", "bc", NULL};
  indexer_vocabulary_add(collector, "xyz", "abc", inner, false);
  GPtrArray *pieces = indexer_vocabulary_to_pieces(collector);
  IndexerVocabulary *vocabulary = indexer_vocabulary_from_pieces(pieces, NULL);
  IndexerTerms *terms = new_terms();
  indexer_terms_set_vocabulary(terms, vocabulary);
  IndexerWord word;
  g_assert_true(indexer_terms_word(terms, "xyz", &word, NULL));
  g_assert_cmpstr(word.form, ==, "abc");
  g_assert_cmpuint(word.parts, ==, 3);
  g_assert_cmpstr(indexer_word_span(&word, 0, 1), ==, "a");
  g_assert_cmpstr(indexer_word_span(&word, 0, 2), ==, "ab");
  g_assert_cmpstr(indexer_word_span(&word, 1, 2), ==, "bc");
  g_assert_cmpstr(indexer_word_span(&word, 0, 3), ==, "abc");
  indexer_terms_set_vocabulary(terms, NULL);
  g_assert_true(indexer_terms_word(terms, "xyz", &word, NULL));
  g_assert_cmpstr(word.form, ==, "xyz"); /* what the other vocabulary told is forgotten */
  indexer_terms_free(terms);
  indexer_vocabulary_free(vocabulary);
  indexer_vocabulary_free(collector);
}

static void
test_broken_text_has_terms_all_the_same(void) {
  assert_terms("dialog \xff\xfe budget\0 mål", sizeof "dialog \xff\xfe budget\0 mål" - 1,
               "dialog@1 budget@2 mål@3");
}

static void
test_terms_outlive_the_text(void) {
  IndexerTerms *terms = new_terms();
  const char *first = indexer_terms_of_word(terms, "dialoger", NULL);
  for (unsigned i = 0; i < 10000; i++) {
    char *word = g_strdup_printf("ord%u", i);
    g_assert_nonnull(indexer_terms_of_word(terms, word, NULL));
    g_free(word);
  }
  g_assert_cmpstr(first, ==, "dialog");
  g_assert_true(indexer_terms_of_word(terms, "dialoger", NULL) == first);
  indexer_terms_free(terms);
  indexer_terms_free(NULL);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/indexer/terms/stems", test_words_become_stems_with_positions);
  g_test_add_func("/indexer/terms/none", test_no_text_has_no_terms);
  g_test_add_func("/indexer/terms/spans", test_spans_are_those_of_the_words_as_written);
  g_test_add_func("/indexer/terms/overlong", test_overlong_word_has_no_term_but_a_position);
  g_test_add_func("/indexer/terms/compounds", test_compounds_are_found_by_the_words_inside_them);
  g_test_add_func("/indexer/terms/vocabulary", test_the_vocabulary_decides);
  g_test_add_func("/indexer/terms/broken", test_broken_text_has_terms_all_the_same);
  g_test_add_func("/indexer/terms/lifetime", test_terms_outlive_the_text);
  return g_test_run();
}
