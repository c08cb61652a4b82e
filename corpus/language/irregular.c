/* corpus/language/irregular.c: looks a word's endings up in a table of irregular forms. */
#include "corpus/language/irregular.h"

#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/text/stopwords.h"

#define SHORTEST_FORM 4  /* bytes: "män" */
#define SHORTEST_FIRST 3 /* bytes of what stands before the form in a compound */

typedef struct {
  GHashTable *nouns; /* base -> its forms */
  GHashTable *bases; /* form -> base */
  GHashTable *apart; /* words that keep their ending */
} Irregular;

static const CorpusKnowledgeField FIELDS[] = {
    {"nouns", NULL, CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Irregular, nouns)},
    {"apart", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Irregular, apart)},
    {0}};

static bool
finish(gpointer table, G_GNUC_UNUSED GError **error) {
  Irregular *irregular = table;
  irregular->bases = g_hash_table_new(g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer base, forms;
  g_hash_table_iter_init(&iter, irregular->nouns);
  while (g_hash_table_iter_next(&iter, &base, &forms))
    for (char **form = forms; *form != NULL; form++)
      g_hash_table_insert(irregular->bases, *form, base);
  return true;
}

CORPUS_KNOWLEDGE(table, .file = "irregular-forms.ini", .bytes = sizeof(Irregular), .fields = FIELDS,
                 .finish = finish);

char *
corpus_irregular_base(const char *word) {
  const Irregular *irregular = corpus_knowledge(&table);
  gsize length = strlen(word);
  for (const char *at = word; *at != '\0' && length - (gsize)(at - word) >= SHORTEST_FORM;
       at = g_utf8_next_char(at)) {
    gsize before = (gsize)(at - word);
    const char *base = g_hash_table_lookup(irregular->bases, at);
    if (base == NULL || (before > 0 && before < SHORTEST_FIRST))
      continue;
    if (before == 0 && corpus_is_stopword(base))
      return NULL;
    return g_strdup_printf("%.*s%s", (int)before, word, base);
  }
  return NULL;
}

bool
corpus_irregular_is_apart(const char *base) {
  const Irregular *irregular = corpus_knowledge(&table);
  for (const char *at = base; *at != '\0'; at = g_utf8_next_char(at)) {
    gsize before = (gsize)(at - base);
    if ((before == 0 || before >= SHORTEST_FIRST) && g_hash_table_contains(irregular->apart, at))
      return true;
  }
  return false;
}
