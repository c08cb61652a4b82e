/* search/forms.c: tables in front of the vocabulary and the dictionary. */
#include "search/forms.h"

#include <string.h>

#include "corpus/compound.h"
#include "corpus/form.h"
#include "corpus/words.h"

struct SearchForms {
  CorpusLexicon *lexicon;              /* borrowed */
  const IndexerVocabulary *vocabulary; /* borrowed; NULL = none */
  GHashTable *known;                   /* char * (word) -> char * (form) */
  GHashTable *bases;                   /* char * (word) -> char * (form) */
  GHashTable *parts;                   /* char * (word) -> char ** (forms; empty = no compound) */
};

static GHashTable *
table_new(GDestroyNotify free_value) {
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_value);
}

SearchForms *
search_forms_new(CorpusLexicon *lexicon, const IndexerVocabulary *vocabulary) {
  SearchForms *forms = g_new(SearchForms, 1);
  *forms = (SearchForms){lexicon, vocabulary, table_new(g_free), table_new(g_free),
                         table_new((GDestroyNotify)g_strfreev)};
  return forms;
}

void
search_forms_free(SearchForms *forms) {
  if (forms == NULL)
    return;
  g_hash_table_unref(forms->known);
  g_hash_table_unref(forms->bases);
  g_hash_table_unref(forms->parts);
  g_free(forms);
}

/* What the vocabulary knows of the word, into the tables; false if nothing. */
static bool
learn(SearchForms *forms, const char *word) {
  IndexerVocabularyEntry entry;
  if (forms->vocabulary == NULL || !indexer_vocabulary_find(forms->vocabulary, word, &entry))
    return false;
  g_hash_table_insert(forms->known, g_strdup(word), g_strdup(entry.form));
  g_hash_table_insert(forms->parts, g_strdup(word),
                      entry.parts != NULL ? g_strdupv(entry.parts) : g_new0(char *, 1));
  indexer_vocabulary_clear(&entry);
  return true;
}

const char *
search_form(SearchForms *forms, const char *word) {
  const char *form = g_hash_table_lookup(forms->known, word);
  if (form == NULL && learn(forms, word))
    form = g_hash_table_lookup(forms->known, word);
  if (form == NULL) {
    char *made = corpus_form(forms->lexicon, word);
    g_hash_table_insert(forms->known, g_strdup(word), made);
    form = made;
  }
  return form;
}

const char *
search_form_of_base(SearchForms *forms, const char *word) {
  char *form = g_hash_table_lookup(forms->bases, word);
  if (form != NULL)
    return form;
  char *lower = g_utf8_strdown(word, -1);
  char **pieces = g_strsplit(lower, "-", -1); /* as corpus_form() does */
  char *joined = g_strjoinv("", pieces);
  form = corpus_word_stem(joined);
  g_free(joined);
  g_strfreev(pieces);
  g_free(lower);
  g_hash_table_insert(forms->bases, g_strdup(word), form);
  return form;
}

char **
search_form_parts(SearchForms *forms, const char *word, bool with_dictionary) {
  static char *none[] = {NULL};
  char **parts = g_hash_table_lookup(forms->parts, word);
  if (parts == NULL && learn(forms, word))
    parts = g_hash_table_lookup(forms->parts, word);
  if (parts != NULL)
    return parts;
  if (!with_dictionary && forms->vocabulary != NULL)
    return none;
  parts = corpus_compound_parts(forms->lexicon, word);
  for (char **part = parts; part != NULL && *part != NULL; part++) {
    char *form = g_strdup(search_form_of_base(forms, *part));
    g_free(*part);
    *part = form;
  }
  if (parts == NULL)
    parts = g_new0(char *, 1);
  g_hash_table_insert(forms->parts, g_strdup(word), parts);
  return parts;
}

static bool
is_word(SearchForms *forms, const char *text) {
  IndexerVocabularyEntry entry;
  if (forms->vocabulary != NULL && indexer_vocabulary_find(forms->vocabulary, text, &entry)) {
    indexer_vocabulary_clear(&entry);
    return true;
  }
  return forms->vocabulary == NULL && corpus_lexicon_knows(forms->lexicon, text);
}

bool
search_form_is_word(SearchForms *forms, const char *text) {
  return is_word(forms, text) ||
         (*text != '\0' && strchr("s-", *text) != NULL && is_word(forms, text + 1));
}
