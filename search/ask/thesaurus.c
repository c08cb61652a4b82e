/* search/ask/thesaurus.c: entries, and the forms of their words in an index. */
#include "search/ask/thesaurus.h"

#include <string.h>

#include "corpus/language/spelling.h"
#include "corpus/text/words.h"

struct SearchThesaurus {
  const IndexerVocabulary *vocabulary;
  SearchForms *forms;
  GHashTable *keys;       /* entry (the pointer) -> its words' forms joined by spaces */
  GHashTable *strays;     /* form -> GPtrArray of words in use that begin otherwise; NULL until
                             needed; all borrowed from the vocabulary */
  GHashTable *synonyms;   /* forms joined by spaces -> GArray of CorpusSynonym */
  GStringChunk *given;    /* forms of words of entries that were given out */
  CorpusSpeller *speller; /* of entries; NULL until needed */
};

SearchThesaurus *
search_thesaurus_new(const IndexerVocabulary *vocabulary, SearchForms *forms) {
  SearchThesaurus *thesaurus = g_new0(SearchThesaurus, 1);
  thesaurus->vocabulary = vocabulary;
  thesaurus->forms = forms;
  thesaurus->keys = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  thesaurus->synonyms =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  thesaurus->given = g_string_chunk_new(256);
  return thesaurus;
}

void
search_thesaurus_free(SearchThesaurus *thesaurus) {
  if (thesaurus == NULL)
    return;
  g_hash_table_unref(thesaurus->keys);
  g_clear_pointer(&thesaurus->strays, g_hash_table_unref);
  g_hash_table_unref(thesaurus->synonyms);
  g_string_chunk_free(thesaurus->given);
  corpus_speller_free(thesaurus->speller);
  g_free(thesaurus);
}

/* ---- entries ---- */

static char *
make_key(const SearchThesaurus *thesaurus, const char *entry) {
  if (corpus_word_is_plain(entry))
    return g_strdup(search_form_of_base(thesaurus->forms, entry));
  GArray *words = corpus_words(entry, -1);
  GString *key = g_string_new(NULL);
  for (guint i = 0; i < words->len; i++) {
    const char *word = g_array_index(words, CorpusWord, i).word;
    if (i > 0)
      g_string_append_c(key, ' ');
    g_string_append(key, search_form_of_base(thesaurus->forms, word));
  }
  g_array_unref(words);
  return g_string_free(key, FALSE);
}

static const char *
key_of(const SearchThesaurus *thesaurus, const char *entry) {
  char *key = g_hash_table_lookup(thesaurus->keys, entry);
  if (key == NULL) {
    key = make_key(thesaurus, entry);
    g_hash_table_insert(thesaurus->keys, (gpointer)entry, key);
  }
  return key;
}

/* Words whose forms are not among the entries that are like the forms: "tjänstemän" is, but "män",
 * whose form is "man", is not. */
static GHashTable *
find_strays(const IndexerVocabulary *vocabulary) {
  GHashTable *strays =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < indexer_vocabulary_size(vocabulary); i++) {
    const char *word = NULL, *form = indexer_vocabulary_form_at(vocabulary, i, &word);
    if (strncmp(word, form, CORPUS_ALIKE_BYTES) == 0)
      continue;
    GPtrArray *words = g_hash_table_lookup(strays, form);
    if (words == NULL) {
      words = g_ptr_array_new();
      g_hash_table_insert(strays, (gpointer)form, words);
    }
    g_ptr_array_add(words, (gpointer)word);
  }
  return strays;
}

/* Any entry of which a word may have the form is among them; borrowed strings. */
static GPtrArray *
entries_like(SearchThesaurus *thesaurus, const char *form) {
  if (thesaurus->strays == NULL)
    thesaurus->strays = find_strays(thesaurus->vocabulary);
  GPtrArray *entries = corpus_synonyms_like(form);
  const GPtrArray *words = g_hash_table_lookup(thesaurus->strays, form);
  for (guint i = 0; words != NULL && i < words->len; i++)
    g_ptr_array_extend_and_steal(entries, corpus_synonyms_like(words->pdata[i]));
  return entries;
}

/* ---- synonyms ---- */

static GArray *
find_synonyms(SearchThesaurus *thesaurus, const char *forms) {
  GArray *found = corpus_synonyms_of(forms);
  char *first = g_strndup(forms, strcspn(forms, " "));
  GPtrArray *entries = entries_like(thesaurus, first);
  for (guint i = 0; i < entries->len; i++) {
    if (strcmp(key_of(thesaurus, entries->pdata[i]), forms) != 0)
      continue;
    GArray *more = corpus_synonyms_of(entries->pdata[i]);
    for (guint j = 0; j < more->len; j++)
      corpus_synonyms_add(found, g_array_index(more, CorpusSynonym, j));
    g_array_unref(more);
  }
  g_ptr_array_unref(entries);
  g_free(first);
  return found;
}

GArray *
search_thesaurus_synonyms(SearchThesaurus *thesaurus, const char *forms) {
  GArray *known = g_hash_table_lookup(thesaurus->synonyms, forms);
  if (known == NULL) {
    known = find_synonyms(thesaurus, forms);
    g_hash_table_insert(thesaurus->synonyms, g_strdup(forms), known);
  }
  return g_array_ref(known);
}

/* ---- words ---- */

/* Is the form one of those of the key? */
static bool
holds(const char *key, const char *form) {
  gsize length = strlen(form);
  for (const char *at = key; at != NULL; at = strchr(at, ' '), at = at != NULL ? at + 1 : NULL)
    if (strncmp(at, form, length) == 0 && (at[length] == ' ' || at[length] == '\0'))
      return true;
  return false;
}

const char *
search_thesaurus_form(SearchThesaurus *thesaurus, const char *form) {
  GPtrArray *entries = entries_like(thesaurus, form);
  bool found = false;
  for (guint i = 0; !found && i < entries->len; i++)
    found = holds(key_of(thesaurus, entries->pdata[i]), form);
  g_ptr_array_unref(entries);
  return found ? g_string_chunk_insert_const(thesaurus->given, form) : NULL;
}

static CorpusSpeller *
read_spellings(void) {
  CorpusSpeller *speller = corpus_speller_new();
  const GPtrArray *entries = corpus_synonyms_entries();
  for (guint i = 0; i < entries->len; i++) {
    GArray *words = corpus_words(entries->pdata[i], -1);
    if (words->len == 1)
      corpus_speller_add(speller, g_array_index(words, CorpusWord, 0).word, 1);
    g_array_unref(words);
  }
  return speller;
}

const char *
search_thesaurus_correct(SearchThesaurus *thesaurus, const char *word) {
  if (thesaurus->speller == NULL)
    thesaurus->speller = read_spellings();
  return corpus_speller_correct(thesaurus->speller, word);
}
