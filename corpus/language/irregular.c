/* corpus/language/irregular.c: looks a word's endings up in a table of irregular forms. */
#include "corpus/language/irregular.h"

#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/text/stopwords.h"

#define DATA_FILE "irregular-forms.ini"
#define GROUP "nouns"
#define SHORTEST_FORM 4  /* bytes: "män" */
#define SHORTEST_FIRST 3 /* bytes of what stands before the form in a compound */

/* Form -> base form. */
static GHashTable *
load(void) {
  GError *error = NULL;
  GKeyFile *file = corpus_data_key_file(DATA_FILE, &error);
  g_assert_no_error(error); /* compiled in: a missing file is a broken build */
  GHashTable *bases = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  char **keys = g_key_file_get_keys(file, GROUP, NULL, &error);
  g_assert_no_error(error);
  for (char **base = keys; *base != NULL; base++) {
    char **forms = g_key_file_get_string_list(file, GROUP, *base, NULL, &error);
    g_assert_no_error(error);
    for (char **form = forms; *form != NULL; form++)
      g_hash_table_insert(bases, *form, g_strdup(*base));
    g_free(forms);
  }
  g_strfreev(keys);
  g_key_file_unref(file);
  return bases;
}

static GHashTable *
bases(void) {
  static gsize loaded = 0;
  if (g_once_init_enter(&loaded))
    g_once_init_leave(&loaded, (gsize)load());
  return (GHashTable *)loaded;
}

char *
corpus_irregular_base(const char *word) {
  gsize length = strlen(word);
  for (const char *at = word; *at != '\0' && length - (gsize)(at - word) >= SHORTEST_FORM;
       at = g_utf8_next_char(at)) {
    gsize before = (gsize)(at - word);
    const char *base = g_hash_table_lookup(bases(), at);
    if (base == NULL || (before > 0 && before < SHORTEST_FIRST))
      continue;
    if (before == 0 && corpus_is_stopword(base))
      return NULL;
    return g_strdup_printf("%.*s%s", (int)before, word, base);
  }
  return NULL;
}
