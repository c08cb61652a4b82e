/* tests/fuzz/words.c: the words, sentences and municipalities of a text lie within it, in order. */
#include "corpus/text/words.h"

#include "corpus/places/municipality.h"
#include "corpus/text/sentence.h"
#include "tests/fuzz/target.h"

/* A word is the only one in itself: what was indexed can be asked for as it stands there. */
static void
assert_same(const char *word) {
  GArray *again = corpus_words(word, -1);
  g_assert_cmpuint(again->len, ==, 1);
  g_assert_cmpstr(g_array_index(again, CorpusWord, 0).word, ==, word);
  g_array_unref(again);
}

static void
assert_words(const char *text) {
  GArray *words = corpus_words(text, -1);
  gsize end = 0;
  for (guint i = 0; i < words->len; i++) {
    const CorpusWord *word = &g_array_index(words, CorpusWord, i);
    end = fuzz_assert_span(text, end, word->start_bytes, word->length_bytes);
    fuzz_assert_text(word->word);
    g_assert_cmpstr(word->word, !=, "");
    g_assert_null(strpbrk(word->word, " \t\n"));
    char *stem = corpus_word_stem(word->word), *folded = corpus_word_fold(word->word);
    fuzz_assert_text(stem);
    fuzz_assert_text(folded);
    assert_same(word->word);
    g_free(stem);
    g_free(folded);
  }
  g_array_unref(words);
}

static void
assert_white(const char *text, gsize from, gsize end) {
  for (const char *at = text + from; at < text + end; at = g_utf8_next_char(at))
    g_assert_true(g_unichar_isspace(g_utf8_get_char(at)));
}

/* They leave out nothing but white space. */
static void
assert_sentences(const char *text) {
  GArray *sentences = corpus_sentences(text);
  gsize end = 0;
  for (guint i = 0; i < sentences->len; i++) {
    const CorpusSpan *span = &g_array_index(sentences, CorpusSpan, i);
    g_assert_cmpuint(span->length_bytes, >, 0);
    gsize next = fuzz_assert_span(text, end, span->start_bytes, span->length_bytes);
    assert_white(text, end, span->start_bytes);
    end = next;
  }
  assert_white(text, end, strlen(text));
  g_array_unref(sentences);
}

static void
assert_mentions(const char *text) {
  GArray *mentions = corpus_municipality_mentions(text);
  gsize end = 0;
  for (guint i = 0; i < mentions->len; i++) {
    const CorpusMention *mention = &g_array_index(mentions, CorpusMention, i);
    g_assert_nonnull(mention->municipality);
    g_assert_cmpuint(mention->length_bytes, >, 0);
    end = fuzz_assert_span(text, end, mention->start_bytes, mention->length_bytes);
  }
  g_array_unref(mentions);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = fuzz_text(data, size);
  assert_words(text);
  assert_sentences(text);
  assert_mentions(text);
  g_free(text);
  return 0;
}
