/* corpus/reading/lines/report_words.c: which words a report has, whole, and how its lines end. */
#include <string.h>

#include "corpus/reading/lines/report_words.h"
#include "corpus/text/words.h"

/* So many of the lines with text must have white space at their end for it to be a mark. */
enum { MARKED_MIN_PERCENT = 60 };

struct CorpusVocabulary {
  GHashTable *counts; /* word in lower case -> count */
  bool marks_whole_words;
};

static bool
ends_with_hyphen(const char *text) {
  return g_str_has_suffix(text, "-") || g_str_has_suffix(text, "\xE2\x80\x90");
}

static void
count_word(CorpusVocabulary *vocabulary, const char *word) {
  guint count = GPOINTER_TO_UINT(g_hash_table_lookup(vocabulary->counts, word));
  g_hash_table_replace(vocabulary->counts, g_strdup(word), GUINT_TO_POINTER(count + 1));
}

/* The words of a line but those that its ends may have cut. */
static void
count_line(CorpusVocabulary *vocabulary, const char *text, bool first_is_cut) {
  GArray *words = corpus_words(text, -1);
  guint end = words->len - (words->len > 0 && ends_with_hyphen(text));
  for (guint i = first_is_cut ? 1 : 0; i < end; i++)
    count_word(vocabulary, g_array_index(words, CorpusWord, i).word);
  g_array_unref(words);
}

/* In many extractions a line keeps the space after its last word, so that a line without one breaks
 * a word. Others lose all of them. */
static bool
marks_whole_words(const GPtrArray *lines) {
  guint with_text = 0, with_space = 0;
  for (guint i = 0; i < lines->len; i++) {
    const CorpusLine *line = g_ptr_array_index(lines, i);
    if (*line->text == '\0' || ends_with_hyphen(line->text))
      continue;
    with_text++;
    with_space += line->ends_with_space;
  }
  return with_text > 0 && with_space * 100 >= with_text * MARKED_MIN_PERCENT;
}

CorpusVocabulary *
corpus_vocabulary_new(const GPtrArray *lines) {
  CorpusVocabulary *vocabulary = g_new0(CorpusVocabulary, 1);
  vocabulary->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  vocabulary->marks_whole_words = marks_whole_words(lines);
  bool first_is_cut = false;
  for (guint i = 0; i < lines->len; i++) {
    const CorpusLine *line = g_ptr_array_index(lines, i);
    if (*line->text == '\0')
      continue;
    count_line(vocabulary, line->text, first_is_cut);
    first_is_cut = ends_with_hyphen(line->text);
  }
  return vocabulary;
}

void
corpus_vocabulary_free(CorpusVocabulary *vocabulary) {
  if (vocabulary == NULL)
    return;
  g_hash_table_unref(vocabulary->counts);
  g_free(vocabulary);
}

unsigned
corpus_vocabulary_count(const CorpusVocabulary *vocabulary, const char *word) {
  char *lower = g_utf8_strdown(word, -1);
  guint count = GPOINTER_TO_UINT(g_hash_table_lookup(vocabulary->counts, lower));
  g_free(lower);
  return count;
}

bool
corpus_vocabulary_marks_whole_words(const CorpusVocabulary *vocabulary) {
  return vocabulary->marks_whole_words;
}
