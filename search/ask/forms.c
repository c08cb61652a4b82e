/* search/ask/forms.c: tables in front of the vocabulary and the dictionary. */
#include "search/ask/forms.h"

#include <string.h>

#include "corpus/language/compound.h"
#include "corpus/language/form.h"
#include "corpus/text/stopwords.h"

#define SHORTEST_FIRST 3 /* letters of a compound's first part, */
#define SHORTEST_LAST 3  /* and of what follows it */

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

/* ---- what the vocabulary knows ---- */

static bool
find(const SearchForms *forms, const char *word, IndexerVocabularyEntry *entry) {
  return forms->vocabulary != NULL && indexer_vocabulary_find(forms->vocabulary, word, entry);
}

/* The same of a word of which the reports may have other inflections only. */
static bool
find_inflected(const SearchForms *forms, const char *word, IndexerVocabularyEntry *entry) {
  if (find(forms, word, entry))
    return true;
  char *form = corpus_form_of_base(word);
  bool found =
      forms->vocabulary != NULL && indexer_vocabulary_find_form(forms->vocabulary, form, entry);
  g_free(form);
  return found;
}

/* The form of what begins a compound: a word, with a joint ("verksamhets"), without its vowel
 * ("skol", "medborgar") or with another ("folkhälso"). NULL where the vocabulary has none such; the
 * caller frees it. */
static char *
form_of_first(const SearchForms *forms, const char *first, gsize length_bytes) {
  static const struct {
    const char *ending, *instead;
  } joints[] = {{"", ""},  {"s", ""},  {"-", ""},  {"", "a"},
                {"", "e"}, {"o", "a"}, {"u", "a"}, {"e", "a"}};
  char *form = NULL;
  for (guint i = 0; form == NULL && i < G_N_ELEMENTS(joints); i++) {
    gsize kept_bytes = length_bytes - strlen(joints[i].ending);
    if (strncmp(first + kept_bytes, joints[i].ending, length_bytes - kept_bytes) != 0)
      continue;
    char *word = g_strdup_printf("%.*s%s", (int)kept_bytes, first, joints[i].instead);
    IndexerVocabularyEntry entry;
    if (!corpus_is_stopword(word) && find_inflected(forms, word, &entry)) {
      form = g_strdup(entry.form);
      indexer_vocabulary_clear(&entry);
    }
    g_free(word);
  }
  return form;
}

/* Notes a word's form and its parts, which it takes. */
static void
note(SearchForms *forms, const char *word, char *form, GPtrArray *parts) {
  g_ptr_array_add(parts, NULL);
  g_hash_table_insert(forms->known, g_strdup(word), form);
  g_hash_table_insert(forms->parts, g_strdup(word), g_ptr_array_free(parts, FALSE));
}

/* The parts alone: the vocabulary has all inner words of a compound, of which n parts make
 * n(n+1)/2 - 1, the parts first. */
static void
add_parts(GPtrArray *parts, const IndexerVocabularyEntry *entry) {
  guint inner = entry->parts != NULL ? g_strv_length(entry->parts) : 0, count = 0;
  while ((count + 1) * (count + 2) / 2 <= inner + 1)
    count++;
  for (guint i = 0; i < MIN(count, inner); i++)
    g_ptr_array_add(parts, g_strdup(entry->parts[i]));
}

/* Takes a word that the reports don't have apart into two that they have. */
static bool
learn_compound(SearchForms *forms, const char *word) {
  glong letters = g_utf8_strlen(word, -1);
  for (glong i = SHORTEST_FIRST; i + SHORTEST_LAST <= letters; i++) {
    const char *last = g_utf8_offset_to_pointer(word, i);
    IndexerVocabularyEntry entry;
    if (corpus_is_stopword(last) || !find_inflected(forms, last, &entry))
      continue;
    char *first = form_of_first(forms, word, (gsize)(last - word));
    if (first != NULL) {
      GPtrArray *parts = g_ptr_array_new();
      g_ptr_array_add(parts, first);
      if (entry.parts != NULL)
        add_parts(parts, &entry);
      else
        g_ptr_array_add(parts, g_strdup(entry.form));
      note(forms, word, g_strdup_printf("%.*s%s", (int)(last - word), word, entry.form), parts);
    }
    indexer_vocabulary_clear(&entry);
    if (first != NULL)
      return true;
  }
  return false;
}

/* ---- words ---- */

/* What the dictionary says, where there is no vocabulary. */
static void
look_up(SearchForms *forms, const char *word) {
  GPtrArray *parts = g_ptr_array_new();
  char **bases = corpus_compound_parts(forms->lexicon, word);
  for (char **base = bases; base != NULL && *base != NULL; base++)
    g_ptr_array_add(parts, corpus_form_of_base(*base));
  g_strfreev(bases);
  note(forms, word, corpus_form(forms->lexicon, word), parts);
}

/* Finds a word's form and parts out. */
static void
learn(SearchForms *forms, const char *word) {
  IndexerVocabularyEntry entry;
  if (find_inflected(forms, word, &entry)) {
    GPtrArray *parts = g_ptr_array_new();
    add_parts(parts, &entry);
    note(forms, word, g_strdup(entry.form), parts);
    indexer_vocabulary_clear(&entry);
  } else if (forms->vocabulary == NULL) {
    look_up(forms, word);
  } else if (!learn_compound(forms, word)) {
    note(forms, word, corpus_form_of_base(word), g_ptr_array_new());
  }
}

const char *
search_form(SearchForms *forms, const char *word) {
  if (!g_hash_table_contains(forms->known, word))
    learn(forms, word);
  return g_hash_table_lookup(forms->known, word);
}

const char *
search_form_of_base(SearchForms *forms, const char *word) {
  char *form = g_hash_table_lookup(forms->bases, word);
  if (form != NULL)
    return form;
  char *lower = g_utf8_strdown(word, -1);
  IndexerVocabularyEntry entry;
  if (find(forms, lower, &entry)) {
    form = g_strdup(entry.form);
    indexer_vocabulary_clear(&entry);
  } else {
    form = corpus_form_of_base(lower);
  }
  g_free(lower);
  g_hash_table_insert(forms->bases, g_strdup(word), form);
  return form;
}

char **
search_form_parts(SearchForms *forms, const char *word) {
  if (!g_hash_table_contains(forms->parts, word))
    learn(forms, word);
  return g_hash_table_lookup(forms->parts, word);
}

static bool
is_word(SearchForms *forms, const char *text) {
  IndexerVocabularyEntry entry;
  if (find(forms, text, &entry)) {
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
