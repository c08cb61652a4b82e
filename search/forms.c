/* search/forms.c: a table in front of corpus_form(). */
#include "search/forms.h"

#include <string.h>

#include "corpus/compound.h"
#include "corpus/form.h"

#define SHORTEST_KEY 4  /* letters of a key that is sought inside of words */
#define SHORTEST_REST 3 /* letters beside it */

struct SearchForms {
  CorpusLexicon *lexicon; /* borrowed */
  GHashTable *known;      /* char * (word) -> char * (form) */
  GHashTable *parts;      /* char * (word) -> char ** (forms of its parts; empty = no compound) */
};

SearchForms *
search_forms_new(CorpusLexicon *lexicon) {
  SearchForms *forms = g_new(SearchForms, 1);
  *forms = (SearchForms){
      lexicon, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev)};
  return forms;
}

void
search_forms_free(SearchForms *forms) {
  if (forms == NULL)
    return;
  g_hash_table_unref(forms->known);
  g_hash_table_unref(forms->parts);
  g_free(forms);
}

CorpusLexicon *
search_forms_lexicon(const SearchForms *forms) {
  return forms->lexicon;
}

const char *
search_form(SearchForms *forms, const char *word) {
  char *form = g_hash_table_lookup(forms->known, word);
  if (form == NULL) {
    form = corpus_form(forms->lexicon, word);
    g_hash_table_insert(forms->known, g_strdup(word), form);
  }
  return form;
}

/* The forms of the word's parts; an empty array where it is no compound. Borrowed. */
static char **
parts_of(SearchForms *forms, const char *word) {
  char **parts = g_hash_table_lookup(forms->parts, word);
  if (parts != NULL)
    return parts;
  parts = corpus_compound_parts(forms->lexicon, word);
  for (char **part = parts; part != NULL && *part != NULL; part++) {
    char *form = g_strdup(search_form(forms, *part));
    g_free(*part);
    *part = form;
  }
  if (parts == NULL)
    parts = g_new0(char *, 1);
  g_hash_table_insert(forms->parts, g_strdup(word), parts);
  return parts;
}

/* Is what stands behind the key a word, with or without a joint? */
static bool
leaves_word(SearchForms *forms, const char *word, gsize key_length) {
  const char *rest = word + key_length + (word[key_length] == '-');
  if (g_utf8_strlen(rest, -1) < SHORTEST_REST + 1)
    return false;
  return corpus_lexicon_knows(forms->lexicon, rest) ||
         (*rest == 's' && corpus_lexicon_knows(forms->lexicon, rest + 1));
}

bool
search_form_joins(SearchForms *forms, const char *word, const char *key, bool at_end) {
  gsize key_length = strlen(key), length = strlen(word);
  if (length < key_length + SHORTEST_REST || g_utf8_strlen(key, -1) < SHORTEST_KEY)
    return false;
  if (!at_end && strncmp(word, key, key_length) != 0)
    return false;
  if (at_end && strstr(word + 1, key) == NULL)
    return false;
  char **parts = parts_of(forms, word);
  guint count = g_strv_length(parts);
  if (count > 0 && strcmp(parts[at_end ? count - 1 : 0], key) == 0)
    return true;
  if (!at_end)
    return leaves_word(forms, word, key_length);
  const char *form = search_form(forms, word);
  gsize form_length = strlen(form);
  if (form_length < key_length + SHORTEST_REST || strcmp(form + form_length - key_length, key) != 0)
    return false;
  char *rest = g_strndup(form, form_length - key_length);
  gsize rest_length = strlen(rest);
  bool known = corpus_lexicon_knows(forms->lexicon, rest);
  if (!known && rest_length > SHORTEST_REST && strchr("s-", rest[rest_length - 1]) != NULL) {
    rest[rest_length - 1] = '\0';
    known = corpus_lexicon_knows(forms->lexicon, rest);
  }
  g_free(rest);
  return known;
}
