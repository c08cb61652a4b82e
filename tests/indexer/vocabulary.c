/* tests/indexer/vocabulary.c: what is collected can be looked up again. */
#include <glib.h>
#include <string.h>

#include "indexer/vocabulary.h"

static IndexerVocabulary *
stored(void) {
  static const char *const parts[] = {"chef", "kontrak", NULL};
  IndexerVocabulary *collector = indexer_vocabulary_new();
  indexer_vocabulary_add(collector, "ö", "ö", NULL);
  indexer_vocabulary_add(collector, "chefskontrakten", "chefskontrak", parts);
  indexer_vocabulary_add(collector, "enkät", "enkät", NULL);
  g_assert_true(indexer_vocabulary_count(collector, "enkät"));
  g_assert_false(indexer_vocabulary_count(collector, "okänt"));
  GBytes *bytes = indexer_vocabulary_to_bytes(collector);
  IndexerVocabulary *vocabulary = indexer_vocabulary_from_bytes(bytes);
  g_bytes_unref(bytes);
  indexer_vocabulary_free(collector);
  return vocabulary;
}

static void
test_words_are_found_with_form_parts_and_count(void) {
  IndexerVocabulary *vocabulary = stored();
  IndexerVocabularyEntry entry;
  g_assert_true(indexer_vocabulary_find(vocabulary, "chefskontrakten", &entry));
  g_assert_cmpstr(entry.form, ==, "chefskontrak");
  g_assert_cmpstr(entry.parts[0], ==, "chef");
  g_assert_cmpstr(entry.parts[1], ==, "kontrak");
  g_assert_null(entry.parts[2]);
  g_assert_cmpuint(entry.count, ==, 1);
  indexer_vocabulary_clear(&entry);
  g_assert_true(indexer_vocabulary_find(vocabulary, "enkät", &entry));
  g_assert_cmpuint(entry.count, ==, 2);
  g_assert_null(entry.parts);
  indexer_vocabulary_clear(&entry);
  indexer_vocabulary_free(vocabulary);
}

static void
test_unknown_words_are_not(void) {
  IndexerVocabulary *vocabulary = stored();
  IndexerVocabularyEntry entry;
  g_assert_false(indexer_vocabulary_find(vocabulary, "chef", &entry));
  g_assert_false(indexer_vocabulary_find(vocabulary, "", &entry));
  g_assert_null(entry.word);
  indexer_vocabulary_free(vocabulary);
}

static void
test_all_words_in_order(void) {
  IndexerVocabulary *vocabulary = stored();
  unsigned count = 0;
  g_assert_cmpuint(indexer_vocabulary_size(vocabulary), ==, 3);
  g_assert_cmpstr(indexer_vocabulary_at(vocabulary, 0, &count), ==, "chefskontrakten");
  g_assert_cmpstr(indexer_vocabulary_at(vocabulary, 2, &count), ==, "ö");
  indexer_vocabulary_free(vocabulary);
}

static void
test_bytes_that_are_none(void) {
  static const char *const hostile[] = {"",       "\n",         "word",    "word\n",
                                        "a\tb\n", "a\t1\tb\tc", "\t\t\t\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(hostile); i++) {
    GBytes *bytes = g_bytes_new_static(hostile[i], strlen(hostile[i]));
    IndexerVocabulary *vocabulary = indexer_vocabulary_from_bytes(bytes);
    IndexerVocabularyEntry entry;
    g_assert_false(indexer_vocabulary_find(vocabulary, "word", &entry));
    indexer_vocabulary_free(vocabulary);
    g_bytes_unref(bytes);
  }
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/indexer/vocabulary/found", test_words_are_found_with_form_parts_and_count);
  g_test_add_func("/indexer/vocabulary/unknown", test_unknown_words_are_not);
  g_test_add_func("/indexer/vocabulary/order", test_all_words_in_order);
  g_test_add_func("/indexer/vocabulary/hostile", test_bytes_that_are_none);
  return g_test_run();
}
