/* search/who/topic_seen.c: the words of sentences, each of which is kept once with what is known of
 * it.
 *
 * Most words of a sentence stand in others, too. So a sentence's words are not copied but pointed
 * to, and what is known of one lies before its letters. All of it lies side by side, and goes with
 * the topic. */
#include <obstack.h>
#include <string.h>

#include "corpus/reading/stance/statement.h"
#include "corpus/text/words.h"
#include "search/who/topic_concepts.h"

#define obstack_chunk_alloc g_malloc
#define obstack_chunk_free g_free
#define CHUNK_BYTES (64 * 1024) /* some 800 words */

struct SearchTopicWordsSeen {
  struct obstack memory;
  GHashTable *words; /* the letters -> the SearchTopicSeenWord that they lie in */
};

/* The word, which is kept from now on. */
static SearchTopicSeenWord *
word_of(SearchTopicWordsSeen *seen, const char *word) {
  SearchTopicSeenWord *known = g_hash_table_lookup(seen->words, word);
  if (known != NULL)
    return known;
  gsize bytes = strlen(word) + 1;
  SearchTopicSeenWord *made =
      obstack_alloc(&seen->memory, (int)(offsetof(SearchTopicSeenWord, word) + bytes));
  *made = (SearchTopicSeenWord){0};
  memcpy(made->word, word, bytes);
  g_hash_table_insert(seen->words, made->word, made);
  return made;
}

SearchTopicWordsSeen *
search_topic_words_seen_new(void) {
  SearchTopicWordsSeen *seen = g_new0(SearchTopicWordsSeen, 1);
  obstack_begin(&seen->memory, CHUNK_BYTES);
  seen->words = g_hash_table_new(g_str_hash, g_str_equal);
  for (const char *const *word = corpus_small_words()->common; *word != NULL; word++)
    word_of(seen, *word)->common = true;
  return seen;
}

void
search_topic_words_seen_free(SearchTopicWordsSeen *seen) {
  GHashTableIter words;
  gpointer value = NULL;
  g_hash_table_iter_init(&words, seen->words);
  while (g_hash_table_iter_next(&words, NULL, &value)) {
    SearchTopicSeenWord *word = value;
    if (word->fits != NULL) {
      g_array_unref(word->fits);
      g_array_unref(word->plain);
    }
  }
  g_hash_table_unref(seen->words);
  obstack_free(&seen->memory, NULL);
  g_free(seen);
}

/* ---- sentences ---- */

typedef struct {
  SearchTopicWordsSeen *seen;
  GArray *words; /* CorpusWord */
} Cutting;

static bool
take_word(const CorpusWord *word, gpointer context) {
  const Cutting *cutting = context;
  CorpusWord taken = *word;
  taken.word = word_of(cutting->seen, word->word)->word;
  g_array_append_val(cutting->words, taken);
  return true;
}

GArray *
search_topic_words_of(SearchTopicWordsSeen *seen, const char *text, gsize length_bytes) {
  GArray *words =
      g_array_sized_new(FALSE, FALSE, sizeof(CorpusWord), corpus_words_about(length_bytes));
  corpus_words_each(text, (gssize)length_bytes, take_word, &(Cutting){seen, words});
  return words;
}

GArray *
search_topic_cut(const SearchTopic *topic, const char *text, gsize length_bytes) {
  SearchTopicWordsSeen *seen = topic->seen->words;
  GArray *words = search_topic_words_of(seen, text, length_bytes);
  guint suspended = 0;
  while (suspended < words->len &&
         !search_is_suspended(&g_array_index(words, CorpusWord, suspended), text))
    suspended++;
  if (suspended == words->len)
    return words;
  GArray *completed = corpus_words(text, (gssize)length_bytes);
  search_complete_suspended(topic->forms, text, completed);
  for (guint i = suspended; i < words->len; i++)
    g_array_index(words, CorpusWord, i).word =
        word_of(seen, g_array_index(completed, CorpusWord, i).word)->word;
  g_array_unref(completed);
  return words;
}
