/* corpus/stopwords.c: the list as a set. */
#include "corpus/stopwords.h"

#include "corpus/data.h"

static GHashTable *
load(void) {
  GError *error = NULL;
  char **words = corpus_data_lines("stopwords.txt", &error);
  g_assert_no_error(error); /* compiled in: a missing file is a broken build */
  GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (char **word = words; *word != NULL; word++)
    g_hash_table_add(set, *word);
  g_free(words);
  return set;
}

bool
corpus_is_stopword(const char *word) {
  static gsize loaded = 0;
  if (g_once_init_enter(&loaded))
    g_once_init_leave(&loaded, (gsize)load());
  return g_hash_table_contains((GHashTable *)loaded, word);
}
