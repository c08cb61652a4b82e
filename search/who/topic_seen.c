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
#define FIRST_SLOTS 4096        /* a power of two */

/* Each stands in the slot that its hash says, or in the next that was free. */
struct SearchTopicWordsSeen {
  struct obstack memory;
  SearchTopicSeenWord **slots;
  guint slot_count, count; /* at most half of them are taken */
};

static guint
hash_of(const char *word) {
  guint hash = 2166136261u;
  for (; *word != '\0'; word++)
    hash = (hash ^ (guchar)*word) * 16777619u;
  return hash ^ hash >> 15;
}

/* Where the word stands, or would. */
static SearchTopicSeenWord **
slot_of(const SearchTopicWordsSeen *seen, const char *word, guint hash) {
  guint at = hash & (seen->slot_count - 1);
  while (seen->slots[at] != NULL &&
         (seen->slots[at]->hash != hash || strcmp(seen->slots[at]->word, word) != 0))
    at = (at + 1) & (seen->slot_count - 1);
  return &seen->slots[at];
}

static void
grow(SearchTopicWordsSeen *seen) {
  SearchTopicSeenWord **before = seen->slots;
  guint count = seen->slot_count;
  seen->slot_count *= 2;
  seen->slots = g_new0(SearchTopicSeenWord *, seen->slot_count);
  for (guint i = 0; i < count; i++)
    if (before[i] != NULL)
      *slot_of(seen, before[i]->word, before[i]->hash) = before[i];
  g_free(before);
}

/* The word, which is kept from now on. */
static SearchTopicSeenWord *
word_of(SearchTopicWordsSeen *seen, const char *word) {
  guint hash = hash_of(word);
  SearchTopicSeenWord **slot = slot_of(seen, word, hash);
  if (*slot != NULL)
    return *slot;
  gsize bytes = strlen(word) + 1;
  SearchTopicSeenWord *made =
      obstack_alloc(&seen->memory, (int)(offsetof(SearchTopicSeenWord, word) + bytes));
  *made = (SearchTopicSeenWord){.hash = hash};
  memcpy(made->word, word, bytes);
  *slot = made;
  if (++seen->count > seen->slot_count / 2)
    grow(seen);
  return made;
}

SearchTopicWordsSeen *
search_topic_words_seen_new(void) {
  SearchTopicWordsSeen *seen = g_new0(SearchTopicWordsSeen, 1);
  obstack_begin(&seen->memory, CHUNK_BYTES);
  seen->slot_count = FIRST_SLOTS;
  seen->slots = g_new0(SearchTopicSeenWord *, FIRST_SLOTS);
  for (const char *const *word = corpus_small_words()->common; *word != NULL; word++)
    word_of(seen, *word)->common = true;
  return seen;
}

void
search_topic_words_seen_free(SearchTopicWordsSeen *seen) {
  for (guint i = 0; i < seen->slot_count; i++) {
    SearchTopicSeenWord *word = seen->slots[i];
    if (word != NULL && word->fits != NULL) {
      g_array_unref(word->fits);
      g_array_unref(word->plain);
    }
  }
  obstack_free(&seen->memory, NULL);
  g_free(seen->slots);
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
