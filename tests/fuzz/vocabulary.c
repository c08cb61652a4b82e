/* tests/fuzz/vocabulary.c: words that are collected are found again as they were; stored bytes that
 * are damaged give words or none, and no worse.
 *
 * The input's first line is a text, of which the words are collected and then asked for. What
 * follows are changes of what was stored, of three bytes each: where (two) and to what; of the
 * words and of the compounds in turn. */
#include "indexer/vocabulary.h"

#include <string.h>

#include "corpus/text/words.h"
#include "tests/fuzz/target.h"

#define PARTS 2
#define MOST 1000 /* words that are asked for of those that damaged bytes claim */

/* Every third word is said to be made of the two before it. */
static bool
parts_of(const GArray *words, guint at, const char *parts[PARTS + 1]) {
  if (at < PARTS || at % 3 != 2)
    return false;
  parts[0] = g_array_index(words, CorpusWord, at - 2).word;
  parts[1] = g_array_index(words, CorpusWord, at - 1).word;
  parts[2] = NULL;
  return true;
}

static IndexerVocabulary *
collected(const GArray *words) {
  IndexerVocabulary *vocabulary = indexer_vocabulary_new();
  for (guint i = 0; i < words->len; i++) {
    const char *word = g_array_index(words, CorpusWord, i).word, *parts[PARTS + 1];
    char *form = corpus_word_stem(word);
    indexer_vocabulary_add(vocabulary, word, form, parts_of(words, i, parts) ? parts : NULL,
                           strlen(word) % 2 == 0);
    g_free(form);
  }
  return vocabulary;
}

/* Every word is there with its form, and they stand in order. */
static void
assert_found(const IndexerVocabulary *vocabulary, const GArray *words) {
  for (guint i = 0; i < words->len; i++) {
    IndexerVocabularyEntry entry;
    const char *word = g_array_index(words, CorpusWord, i).word;
    char *form = corpus_word_stem(word);
    g_assert_true(indexer_vocabulary_find(vocabulary, word, &entry));
    g_assert_cmpstr(entry.word, ==, word);
    g_assert_true(entry.unknown == (strlen(word) % 2 == 0));
    g_assert_cmpstr(entry.form, ==, form);
    g_assert_cmpuint(entry.count, >=, 1);
    if (entry.parts != NULL) {
      char **forms = indexer_vocabulary_join(vocabulary, entry.parts[1], entry.parts[0]);
      g_assert_true(forms != NULL && g_strv_contains((const char *const *)forms, form));
      g_strfreev(forms);
    }
    indexer_vocabulary_clear(&entry);
    g_free(form);
  }
  for (guint i = 1; i < indexer_vocabulary_size(vocabulary); i++)
    g_assert_cmpint(strcmp(indexer_vocabulary_at(vocabulary, i - 1, NULL),
                           indexer_vocabulary_at(vocabulary, i, NULL)),
                    <, 0);
}

static void
assert_collected(const GArray *words) {
  IndexerVocabulary *collector = collected(words);
  GPtrArray *stored = indexer_vocabulary_to_pieces(collector);
  GBytes *compounds = indexer_vocabulary_compounds(collector);
  IndexerVocabulary *vocabulary = indexer_vocabulary_from_pieces(stored, compounds);
  indexer_vocabulary_free(collector);
  assert_found(vocabulary, words);
  indexer_vocabulary_free(vocabulary);
}

/* Asks for everything; reads what is found, for the sanitizers to look at. */
static void
ask(const IndexerVocabulary *vocabulary, const char *word, const char *other) {
  IndexerVocabularyEntry entry;
  if (indexer_vocabulary_find(vocabulary, word, &entry))
    g_assert_cmpstr(entry.word, ==, word);
  indexer_vocabulary_clear(&entry);
  IndexerVocabularyPlaces places = indexer_vocabulary_beginning(vocabulary, word);
  g_assert_cmpuint(MAX(places.first, places.end), <=, indexer_vocabulary_size(vocabulary));
  char **forms = indexer_vocabulary_join(vocabulary, word, other);
  g_strfreev(forms);
}

/* Takes the bytes; every other change is theirs. */
static GBytes *
changed(GBytes *stored, const uint8_t *changes, gsize size, gsize first) {
  gsize length = 0;
  guint8 *bytes = g_bytes_unref_to_data(stored, &length);
  for (gsize at = 3 * first; length > 0 && at + 3 <= size; at += 6)
    bytes[((gsize)changes[at] << 8 | changes[at + 1]) % length] = changes[at + 2];
  return g_bytes_new_take(bytes, length);
}

static void
read_damaged(const uint8_t *changes, gsize size, const GArray *words) {
  IndexerVocabulary *collector = collected(words);
  GPtrArray *pieces = indexer_vocabulary_to_pieces(collector);
  GBytes *compounds = changed(indexer_vocabulary_compounds(collector), changes, size, 1);
  if (pieces->len > 0)
    pieces->pdata[0] = changed(pieces->pdata[0], changes, size, 0);
  indexer_vocabulary_free(collector);
  IndexerVocabulary *vocabulary = indexer_vocabulary_from_pieces(pieces, compounds);
  for (guint i = 0; i < MIN(indexer_vocabulary_size(vocabulary), MOST); i++) {
    unsigned count = 0;
    const char *word = NULL, *form = indexer_vocabulary_form_at(vocabulary, i, &word);
    g_assert_cmpstr(indexer_vocabulary_at(vocabulary, i, &count), ==, word);
    fuzz_assert_text(word);
    fuzz_assert_text(form);
    ask(vocabulary, form, word);
  }
  for (guint i = 1; i < words->len; i++)
    ask(vocabulary, g_array_index(words, CorpusWord, i - 1).word,
        g_array_index(words, CorpusWord, i).word);
  indexer_vocabulary_free(vocabulary);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const uint8_t *end = size > 0 ? memchr(data, '\n', size) : NULL;
  gsize line = end != NULL ? (gsize)(end - data) : size;
  gsize rest = end != NULL ? line + 1 : line;
  char *text = fuzz_text(data, line);
  GArray *words = corpus_words(text, -1);
  assert_collected(words);
  read_damaged(data + rest, size - rest, words);
  g_array_unref(words);
  g_free(text);
  return 0;
}
