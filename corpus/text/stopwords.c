/* corpus/text/stopwords.c: the list as a set. */
#include "corpus/text/stopwords.h"

#include <glib.h>

#include "corpus/text/knowledge.h"

#define LIGHT_MARK '~'

/* Word -> whether it is a light one. */
static GHashTable *
load(void) {
  GError *error = NULL;
  char **words = corpus_data_lines("stopwords.txt", &error);
  g_assert_no_error(error); /* compiled in: a missing file is a broken build */
  GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (char **word = words; *word != NULL; word++) {
    bool light = **word == LIGHT_MARK;
    g_hash_table_insert(set, g_strdup(*word + light), GINT_TO_POINTER(light));
  }
  g_strfreev(words);
  return set;
}

static bool
is_listed(const char *word, bool light) {
  static gsize loaded = 0;
  if (g_once_init_enter(&loaded))
    g_once_init_leave(&loaded, (gsize)load());
  gpointer found = NULL;
  return g_hash_table_lookup_extended((GHashTable *)loaded, word, NULL, &found) &&
         GPOINTER_TO_INT(found) == light;
}

bool
corpus_is_stopword(const char *word) {
  return is_listed(word, false);
}

bool
corpus_is_light_word(const char *word) {
  return is_listed(word, true);
}
