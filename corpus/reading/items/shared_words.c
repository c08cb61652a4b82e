/* corpus/reading/items/shared_words.c: how much of an item's subject each text of its chapter has.
 */
#include "corpus/reading/items/item_wording.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "corpus/text/words.h"

enum {
  WORD_BYTES_MIN = 4,  /* shorter words are of no subject */
  SHARED_BYTES_MIN = 6 /* that two words must begin with to be kin */
};

/* Words that begin alike ("bolagsstyrning", "bolagen") count in part. */
static const double KIN = 0.6, KIN_SHARE_MIN = 0.6;

struct CorpusEcho {
  GPtrArray *texts;   /* GHashTable * of stems, each a set */
  GHashTable *spread; /* stem -> number of texts that have it */
};

/* The stems of a text's words that may tell its subject; a set. */
static GHashTable *
stems_of(const char *text) {
  GHashTable *stems = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GArray *words = corpus_words(text, -1);
  for (guint i = 0; i < words->len; i++) {
    const char *word = g_array_index(words, CorpusWord, i).word;
    if (strlen(word) >= WORD_BYTES_MIN && !corpus_is_stopword(word))
      g_hash_table_add(stems, corpus_word_stem(word));
  }
  g_array_unref(words);
  return stems;
}

CorpusEcho *
corpus_echo_new(const char *const *texts) {
  CorpusEcho *echo = g_new0(CorpusEcho, 1);
  echo->texts = g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref);
  echo->spread = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (; texts != NULL && *texts != NULL; texts++) {
    GHashTable *stems = stems_of(*texts);
    GHashTableIter iter;
    gpointer stem = NULL;
    g_hash_table_iter_init(&iter, stems);
    while (g_hash_table_iter_next(&iter, &stem, NULL)) {
      int count = GPOINTER_TO_INT(g_hash_table_lookup(echo->spread, stem));
      g_hash_table_insert(echo->spread, g_strdup(stem), GINT_TO_POINTER(count + 1));
    }
    g_ptr_array_add(echo->texts, stems);
  }
  return echo;
}

void
corpus_echo_free(CorpusEcho *echo) {
  if (echo == NULL)
    return;
  g_ptr_array_unref(echo->texts);
  g_hash_table_unref(echo->spread);
  g_free(echo);
}

guint
corpus_echo_count(const CorpusEcho *echo) {
  return echo->texts->len;
}

/* A stem weighs the more the fewer texts have it; one that no text has weighs as the rarest. */
static double
weight_of(const CorpusEcho *echo, const char *stem) {
  double count = GPOINTER_TO_INT(g_hash_table_lookup(echo->spread, stem));
  return log((echo->texts->len + 1.0) / (MAX(count, 1.0) + 0.5)) + 0.1;
}

static bool
is_kin(const char *a, const char *b) {
  gsize shared = 0;
  while (a[shared] != '\0' && a[shared] == b[shared])
    shared++;
  if (shared < SHARED_BYTES_MIN)
    return false;
  return (double)shared >= KIN_SHARE_MIN * (double)MAX(strlen(a), strlen(b));
}

/* The stems that any of the texts has and that begin as this one does. */
static GPtrArray *
kin_of(const CorpusEcho *echo, const char *stem) {
  GPtrArray *kin = g_ptr_array_new();
  GHashTableIter iter;
  gpointer other = NULL;
  g_hash_table_iter_init(&iter, echo->spread);
  while (g_hash_table_iter_next(&iter, &other, NULL))
    if (is_kin(stem, other))
      g_ptr_array_add(kin, other);
  return kin;
}

static double
presence(GHashTable *text, const char *stem, const GPtrArray *kin) {
  if (g_hash_table_contains(text, stem))
    return 1;
  for (guint i = 0; i < kin->len; i++)
    if (g_hash_table_contains(text, g_ptr_array_index(kin, i)))
      return KIN;
  return 0;
}

/* Adds to each text's likeness what the stem weighs there; returns the weight. */
static double
add_stem(const CorpusEcho *echo, const char *stem, double *likeness) {
  double weight = weight_of(echo, stem);
  GPtrArray *kin = kin_of(echo, stem);
  for (guint i = 0; i < echo->texts->len; i++)
    likeness[i] += weight * presence(g_ptr_array_index(echo->texts, i), stem, kin);
  g_ptr_array_unref(kin);
  return weight;
}

double *
corpus_echo_likeness(const CorpusEcho *echo, const char *item) {
  double *likeness = g_new0(double, echo->texts->len + 1);
  GHashTable *stems = stems_of(item);
  GHashTableIter iter;
  gpointer stem = NULL;
  double total = 0;
  g_hash_table_iter_init(&iter, stems);
  while (g_hash_table_iter_next(&iter, &stem, NULL))
    total += add_stem(echo, stem, likeness);
  for (guint i = 0; total > 0 && i < echo->texts->len; i++)
    likeness[i] /= total;
  g_hash_table_unref(stems);
  return likeness;
}
