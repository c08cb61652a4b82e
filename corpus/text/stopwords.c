/* corpus/text/stopwords.c: the list as a set. */
#include "corpus/text/stopwords.h"

#include <glib.h>

#include "corpus/text/knowledge.h"

#define LIGHT_MARK '~'

typedef struct {
  GHashTable *words; /* word -> whether it is a light one */
} Stopwords;

static void
begin(gpointer table) {
  Stopwords *stopwords = table;
  stopwords->words = g_hash_table_new(g_str_hash, g_str_equal);
}

static bool
read_word(gpointer table, const CorpusKnowledgeLine *line, G_GNUC_UNUSED GError **error) {
  Stopwords *stopwords = table;
  bool light = *line->text == LIGHT_MARK;
  g_hash_table_insert(stopwords->words, (gpointer)(line->text + light), GINT_TO_POINTER(light));
  return true;
}

CORPUS_KNOWLEDGE(table, .file = "stopwords.txt", .bytes = sizeof(Stopwords), .begin = begin,
                 .read_line = read_word);

static bool
is_listed(const char *word, bool light) {
  const Stopwords *stopwords = corpus_knowledge(&table);
  gpointer found = NULL;
  return g_hash_table_lookup_extended(stopwords->words, word, NULL, &found) &&
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
