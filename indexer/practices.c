/* indexer/practices.c: which practices a text tells of, by the words that reports use for them.
 *
 * A practice is one thing that municipalities do or lack (corpus/data/practices.ini). That a
 * passage tells of one is worked out once, when it is indexed, and is then a filter like its area.
 * A query that speaks of the practice, in whatever words, reads that one list instead of those of
 * all phrases. */
#include "indexer/terms.h"

#include <string.h>

#include "corpus/text/knowledge.h"
#include "practices_resource.h"
#include "indexer/schema.h"

const char *
indexer_practices_table(const char *name, gsize *length_bytes) {
  char *path = g_strconcat("/kompass/practices/", name, NULL);
  const char *text = corpus_built_in(kompass_practices_get_resource(), path, length_bytes);
  g_free(path);
  return text;
}

/* Names are long, and each passage's terms are stored with it: so six digits stand for one. */
char *
indexer_practice_term(const char *name) {
  enum { DIGITS = 6 };
  char *digest = g_compute_checksum_for_string(G_CHECKSUM_MD5, name, -1);
  char *term = g_strdup_printf("%s%.*s", INDEXER_FILTER_PRACTICE, DIGITS, digest);
  g_free(digest);
  return term;
}

/* ---- phrases ---- */

/* What reports say of a practice, as the forms of its words. */
typedef struct {
  const char *practice; /* its filter, interned */
  char **forms;         /* at least one */
  guint count;
} Phrase;

/* "|name:forms|name:forms": the phrases of a form. */
static GArray *
phrases_of(const char *line) {
  GArray *phrases = g_array_new(FALSE, FALSE, sizeof(Phrase));
  char **fields = corpus_sorted_line_fields(line);
  for (char **field = fields; *field != NULL; field++) {
    char *colon = strrchr(*field, ':');
    if (colon == NULL)
      continue;
    *colon = '\0';
    char *practice = indexer_practice_term(*field);
    Phrase phrase = {.practice = g_intern_string(practice),
                     .forms = g_strsplit(colon + 1, " ", -1)};
    g_free(practice);
    phrase.count = g_strv_length(phrase.forms);
    g_array_append_val(phrases, phrase);
  }
  g_strfreev(fields);
  return phrases;
}

static GHashTable *
read_phrases(void) {
  gsize length = 0;
  const char *line = indexer_practices_table("phrases.txt", &length), *end = line + length;
  GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);
  while (line < end) {
    gsize form = strcspn(line, "|\n");
    g_hash_table_insert(table, g_strndup(line, form), phrases_of(line + form));
    line += strcspn(line, "\n") + 1;
  }
  return table;
}

/* form -> GArray of Phrase: by the rarest form of each; for the program's life. */
static GHashTable *
phrases(void) {
  static gsize read = 0;
  static GHashTable *table;
  if (g_once_init_enter(&read)) {
    table = read_phrases();
    g_once_init_leave(&read, 1);
  }
  return table;
}

/* ---- a text ---- */

/* Does the form stand among the terms so near to the one at a place? */
static bool
stands_near(const GArray *terms, guint place, const char *form, unsigned window) {
  unsigned position = g_array_index(terms, IndexerTerm, place).position;
  for (guint i = place; i-- > 0;) {
    const IndexerTerm *term = &g_array_index(terms, IndexerTerm, i);
    if (term->position + window < position)
      break;
    if (strcmp(term->term, form) == 0)
      return true;
  }
  for (guint i = place; i < terms->len; i++) {
    const IndexerTerm *term = &g_array_index(terms, IndexerTerm, i);
    if (term->position > position + window)
      break;
    if (strcmp(term->term, form) == 0)
      return true;
  }
  return false;
}

static bool
stands_there(const Phrase *phrase, const GArray *terms, guint place) {
  for (guint i = 0; i < phrase->count; i++)
    if (!stands_near(terms, place, phrase->forms[i], phrase->count - 1 + INDEXER_NEAR_WINDOW))
      return false;
  return true;
}

/* The filters of the practices of which a phrase stands in the text: interned. */
static GHashTable *
told_by(const GArray *terms) {
  GHashTable *told = g_hash_table_new(NULL, NULL);
  for (guint place = 0; place < terms->len; place++) {
    const char *form = g_array_index(terms, IndexerTerm, place).term;
    const GArray *of_form = g_hash_table_lookup(phrases(), form);
    for (guint i = 0; of_form != NULL && i < of_form->len; i++) {
      const Phrase *phrase = &g_array_index(of_form, Phrase, i);
      if (!g_hash_table_contains(told, phrase->practice) && stands_there(phrase, terms, place))
        g_hash_table_add(told, (gpointer)phrase->practice);
    }
  }
  return told;
}

bool
indexer_terms_add_practices(const GArray *found, ShimDocument *document, GError **error) {
  GHashTable *told = told_by(found);
  GHashTableIter iter;
  gpointer practice = NULL;
  bool ok = true;
  g_hash_table_iter_init(&iter, told);
  while (ok && g_hash_table_iter_next(&iter, &practice, NULL))
    ok = shim_document_add_filter(document, practice, error);
  g_hash_table_unref(told);
  return ok;
}
