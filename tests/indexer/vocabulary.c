/* tests/indexer/vocabulary.c: what is collected can be looked up again. */
#include <glib.h>
#include <string.h>

#include "indexer/vocabulary.h"

static GPtrArray *
no_pieces(void) {
  return g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
}

static IndexerVocabulary *
stored(void) {
  static const char *const parts[] = {"chef", "kontrak", NULL};
  static const char *const turned[] = {"kontrak", "chef", NULL};
  IndexerVocabulary *collector = indexer_vocabulary_new();
  indexer_vocabulary_add(collector, "ö", "ö", NULL, false);
  indexer_vocabulary_add(collector, "chefskontrakten", "chefskontrak", parts, false);
  indexer_vocabulary_add(collector, "kontraktschef", "kontraktschef", turned, false);
  indexer_vocabulary_add(collector, "chefskontrakt", "chefskontrak", parts, false);
  indexer_vocabulary_add(collector, "enkät", "enkät", NULL, true);
  g_assert_true(indexer_vocabulary_count(collector, "enkät"));
  g_assert_false(indexer_vocabulary_count(collector, "okänt"));
  GPtrArray *words = indexer_vocabulary_to_pieces(collector);
  GBytes *compounds = indexer_vocabulary_compounds(collector);
  IndexerVocabulary *vocabulary = indexer_vocabulary_from_pieces(words, compounds);
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
  g_assert_false(entry.unknown);
  indexer_vocabulary_clear(&entry);
  g_assert_true(indexer_vocabulary_find(vocabulary, "enkät", &entry));
  g_assert_cmpuint(entry.count, ==, 2);
  g_assert_true(entry.unknown);
  g_assert_null(entry.parts);
  indexer_vocabulary_clear(&entry);
  indexer_vocabulary_free(vocabulary);
}

/* To look at a word says the same as to find it, and leaves nothing to be freed. */
static void
test_words_are_looked_at(void) {
  IndexerVocabulary *vocabulary = stored();
  GString *form = g_string_new("before"), *parts = g_string_new("before");
  unsigned counted = 0;
  g_assert_true(indexer_vocabulary_look(vocabulary, "chefskontrakten", form, parts, &counted));
  g_assert_cmpstr(form->str, ==, "chefskontrak");
  g_assert_cmpstr(parts->str, ==, "chef kontrak");
  g_assert_cmpuint(counted, ==, 2);
  g_assert_true(indexer_vocabulary_look(vocabulary, "enkät", form, parts, &counted));
  g_assert_cmpstr(form->str, ==, "enkät");
  g_assert_cmpstr(parts->str, ==, "");
  g_assert_cmpuint(counted, ==, 5);
  g_assert_false(indexer_vocabulary_look(vocabulary, "enkäter", form, parts, &counted));
  g_string_free(form, TRUE);
  g_string_free(parts, TRUE);
  indexer_vocabulary_free(vocabulary);
}

/* Several count side by side; one of them may take away what another has. */
static void
test_counts_come_together_in_any_order(void) {
  for (unsigned turn = 0; turn < 2; turn++) {
    IndexerVocabulary *all = indexer_vocabulary_new(), *some[2];
    for (unsigned i = 0; i < 2; i++)
      some[i] = indexer_vocabulary_new();
    indexer_vocabulary_add(all, "enkät", "enkät", NULL, false);
    indexer_vocabulary_discount(some[0], "enkät");
    indexer_vocabulary_discount(some[0], "dialog");
    indexer_vocabulary_add(some[1], "dialog", "dialog", NULL, false);
    indexer_vocabulary_add(some[1], "dialog", "dialog", NULL, false);
    indexer_vocabulary_take(all, some[turn]);
    indexer_vocabulary_take(all, some[1 - turn]);
    GPtrArray *words = indexer_vocabulary_to_pieces(all);
    GBytes *compounds = indexer_vocabulary_compounds(all);
    IndexerVocabulary *stored_all = indexer_vocabulary_from_pieces(words, compounds);
    unsigned count = 0;
    g_assert_cmpuint(indexer_vocabulary_size(stored_all), ==, 1);
    g_assert_cmpstr(indexer_vocabulary_at(stored_all, 0, &count), ==, "dialog");
    g_assert_cmpuint(count, ==, 1);
    indexer_vocabulary_free(stored_all);
    indexer_vocabulary_free(all);
  }
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
  g_assert_cmpuint(indexer_vocabulary_size(vocabulary), ==, 5);
  g_assert_cmpstr(indexer_vocabulary_at(vocabulary, 0, &count), ==, "chefskontrakt");
  g_assert_cmpstr(indexer_vocabulary_at(vocabulary, 4, &count), ==, "ö");
  indexer_vocabulary_free(vocabulary);
}

static void
test_compounds_are_found_by_their_parts(void) {
  IndexerVocabulary *vocabulary = stored();
  char **forms = indexer_vocabulary_join(vocabulary, "kontrak", "chef");
  char *joined = g_strjoinv(" ", forms);
  g_assert_cmpstr(joined, ==, "chefskontrak kontraktschef");
  g_assert_null(indexer_vocabulary_join(vocabulary, "chef", "enkät"));
  g_assert_null(indexer_vocabulary_join(vocabulary, "", ""));
  g_free(joined);
  g_strfreev(forms);
  indexer_vocabulary_free(vocabulary);
}

/* Forms "a0" to "a499" with "b", of which the hashes fall together now and then. */
static void
test_every_compound_is_found(void) {
  IndexerVocabulary *collector = indexer_vocabulary_new();
  for (unsigned i = 0; i < 500; i++) {
    char *word = g_strdup_printf("a%ub", i), *part = g_strdup_printf("a%u", i);
    indexer_vocabulary_add(collector, word, word, (const char *const[]){part, "b", NULL}, false);
    g_free(word);
    g_free(part);
  }
  GBytes *compounds = indexer_vocabulary_compounds(collector);
  IndexerVocabulary *vocabulary = indexer_vocabulary_from_pieces(no_pieces(), compounds);
  for (unsigned i = 0; i < 500; i++) {
    char *word = g_strdup_printf("a%ub", i), *part = g_strdup_printf("a%u", i);
    char **forms = indexer_vocabulary_join(vocabulary, "b", part);
    g_assert_cmpstr(forms[0], ==, word);
    g_assert_null(forms[1]);
    g_strfreev(forms);
    g_free(word);
    g_free(part);
  }
  indexer_vocabulary_free(vocabulary);
  indexer_vocabulary_free(collector);
}

/* Cut or garbled tables give something or nothing. */
/* Each bit of them changed, and cut short at each byte: what is found then may be anything, and is
 * for the sanitizers to watch. */
static void
test_damaged_compounds(void) {
  static const char *const parts[] = {"chef", "kontrak", NULL};
  IndexerVocabulary *collector = indexer_vocabulary_new();
  indexer_vocabulary_add(collector, "chefskontrakt", "chefskontrak", parts, false);
  GBytes *compounds = indexer_vocabulary_compounds(collector);
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(compounds, &length);
  IndexerVocabulary *whole = indexer_vocabulary_from_pieces(no_pieces(), g_bytes_ref(compounds));
  char **joined = indexer_vocabulary_join(whole, "chef", "kontrak");
  g_assert_cmpstr(joined[0], ==, "chefskontrak");
  g_strfreev(joined);
  indexer_vocabulary_free(whole);
  for (gsize i = 0; i < 8 * length; i++) {
    guint8 *garbled = g_memdup2(bytes, length);
    garbled[i / 8] ^= (guint8)(1 << i % 8);
    GBytes *damaged = g_bytes_new_take(garbled, i % 2 == 0 ? length : i / 8);
    IndexerVocabulary *vocabulary = indexer_vocabulary_from_pieces(no_pieces(), damaged);
    g_strfreev(indexer_vocabulary_join(vocabulary, "chef", "kontrak"));
    g_strfreev(indexer_vocabulary_join(vocabulary, "a", "b"));
    indexer_vocabulary_free(vocabulary);
  }
  indexer_vocabulary_free(collector);
  g_bytes_unref(compounds);
}

static void
assert_begin(const IndexerVocabulary *vocabulary, const char *beginning, guint first, guint end) {
  IndexerVocabularyPlaces places = indexer_vocabulary_beginning(vocabulary, beginning);
  g_assert_cmpuint(places.first, ==, first);
  g_assert_cmpuint(places.end, ==, end);
}

/* More words than a piece has room for are found as they were, and by how they begin. */
static void
test_many_words_in_pieces(void) {
  enum { MANY = 20000 };
  IndexerVocabulary *collector = indexer_vocabulary_new();
  for (unsigned i = 0; i < MANY; i++) {
    char *word = g_strdup_printf("ord%05u-förlängt", i), *form = g_strdup_printf("ord%05u", i);
    indexer_vocabulary_add(collector, word, form, NULL, i % 2 == 0);
    g_free(word);
    g_free(form);
  }
  GPtrArray *pieces = indexer_vocabulary_to_pieces(collector);
  g_assert_cmpuint(pieces->len, >, 2);
  IndexerVocabulary *vocabulary = indexer_vocabulary_from_pieces(pieces, NULL);
  g_assert_cmpuint(indexer_vocabulary_size(vocabulary), ==, MANY);
  for (unsigned i = 0; i < MANY; i++) {
    IndexerVocabularyEntry entry;
    char *word = g_strdup_printf("ord%05u-förlängt", i), *form = g_strdup_printf("ord%05u", i);
    g_assert_true(indexer_vocabulary_find(vocabulary, word, &entry));
    g_assert_cmpstr(entry.form, ==, form);
    g_assert_true(entry.unknown == (i % 2 == 0));
    assert_begin(vocabulary, form, i, i + 1);
    g_assert_cmpstr(indexer_vocabulary_at(vocabulary, i, NULL), ==, word);
    indexer_vocabulary_clear(&entry);
    g_free(word);
    g_free(form);
  }
  assert_begin(vocabulary, "", 0, MANY);
  assert_begin(vocabulary, "ord0001", 10, 20);
  assert_begin(vocabulary, "ord00010-förlängt", 10, 11);
  assert_begin(vocabulary, "a", 0, 0);
  assert_begin(vocabulary, "z", MANY, MANY);
  indexer_vocabulary_free(vocabulary);
  indexer_vocabulary_free(collector);
}

static void
note_word(const char *word, unsigned count, void *context) {
  g_string_append_printf(context, "%s %u ", word, count);
}

static void
test_words_that_are_used_often(void) {
  IndexerVocabulary *collector = indexer_vocabulary_new();
  GString *expected = g_string_new(NULL), *visited = g_string_new(NULL);
  for (unsigned i = 0; i < 50; i++) {
    char *word = g_strdup_printf("ord%02u", i);
    for (unsigned times = 0; times <= i % 4; times++)
      indexer_vocabulary_add(collector, word, word, NULL, false);
    if (i % 4 >= 2)
      note_word(word, i % 4 + 1, expected);
    g_free(word);
  }
  IndexerVocabulary *vocabulary =
      indexer_vocabulary_from_pieces(indexer_vocabulary_to_pieces(collector), NULL);
  indexer_vocabulary_each(vocabulary, 3, note_word, visited);
  g_assert_cmpstr(visited->str, ==, expected->str);
  indexer_vocabulary_free(vocabulary);
  indexer_vocabulary_free(collector);
  g_string_free(expected, TRUE);
  g_string_free(visited, TRUE);
}

/* Whatever bits are others: words, or none, and no worse. */
static void
test_damaged_words(void) {
  IndexerVocabulary *collector = indexer_vocabulary_new();
  for (unsigned i = 0; i < 40; i++) {
    char *word = g_strdup_printf("ord%u", i);
    indexer_vocabulary_add(collector, word, word, NULL, false);
    g_free(word);
  }
  GPtrArray *pieces = indexer_vocabulary_to_pieces(collector);
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(pieces->pdata[0], &length);
  for (gsize i = 0; i < 8 * length; i++) {
    guint8 *garbled = g_memdup2(bytes, length);
    garbled[i / 8] ^= (guint8)(1 << i % 8);
    GPtrArray *damaged = no_pieces();
    g_ptr_array_add(damaged, g_bytes_new_take(garbled, i % 2 == 0 ? length : i / 8));
    IndexerVocabulary *vocabulary = indexer_vocabulary_from_pieces(damaged, NULL);
    for (guint at = 0; at < MIN(50, indexer_vocabulary_size(vocabulary)); at++)
      g_assert_true(g_utf8_validate(indexer_vocabulary_at(vocabulary, at, NULL), -1, NULL));
    IndexerVocabularyEntry entry;
    indexer_vocabulary_find(vocabulary, "ord17", &entry);
    indexer_vocabulary_clear(&entry);
    GString *visited = g_string_new(NULL);
    indexer_vocabulary_each(vocabulary, 0, note_word, visited);
    g_assert_true(g_utf8_validate(visited->str, (gssize)visited->len, NULL));
    g_string_free(visited, TRUE);
    indexer_vocabulary_free(vocabulary);
  }
  g_ptr_array_unref(pieces);
  indexer_vocabulary_free(collector);
}

static void
test_bytes_that_are_none(void) {
  static const char *const hostile[] = {"",       "\n",         "word",    "word\n",
                                        "a\tb\n", "a\t1\tb\tc", "\t\t\t\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(hostile); i++) {
    GBytes *bytes = g_bytes_new_static(hostile[i], strlen(hostile[i]));
    GPtrArray *pieces = no_pieces();
    g_ptr_array_add(pieces, g_bytes_ref(bytes));
    IndexerVocabulary *vocabulary = indexer_vocabulary_from_pieces(pieces, bytes);
    IndexerVocabularyEntry entry;
    g_assert_false(indexer_vocabulary_find(vocabulary, "word", &entry));
    indexer_vocabulary_free(vocabulary);
  }
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/indexer/vocabulary/together", test_counts_come_together_in_any_order);
  g_test_add_func("/indexer/vocabulary/found", test_words_are_found_with_form_parts_and_count);
  g_test_add_func("/indexer/vocabulary/looked-at", test_words_are_looked_at);
  g_test_add_func("/indexer/vocabulary/unknown", test_unknown_words_are_not);
  g_test_add_func("/indexer/vocabulary/order", test_all_words_in_order);
  g_test_add_func("/indexer/vocabulary/compounds", test_compounds_are_found_by_their_parts);
  g_test_add_func("/indexer/vocabulary/every-compound", test_every_compound_is_found);
  g_test_add_func("/indexer/vocabulary/damaged", test_damaged_compounds);
  g_test_add_func("/indexer/vocabulary/pieces", test_many_words_in_pieces);
  g_test_add_func("/indexer/vocabulary/often", test_words_that_are_used_often);
  g_test_add_func("/indexer/vocabulary/damaged-words", test_damaged_words);
  g_test_add_func("/indexer/vocabulary/hostile", test_bytes_that_are_none);
  return g_test_run();
}
