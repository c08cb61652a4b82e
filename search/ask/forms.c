/* search/ask/forms.c: a table in front of the lexicon and the vocabulary. */
#include "search/ask/forms.h"

#include <string.h>

#include "corpus/language/form.h"
#include "corpus/language/synonyms.h"

/* What is known of a word. */
typedef struct {
  char *form;
  char **parts; /* their forms; NULL until asked for */
} Word;

struct SearchForms {
  CorpusLexicon *lexicon;              /* borrowed */
  const IndexerVocabulary *vocabulary; /* borrowed; NULL = none */
  GHashTable *words;                   /* char * -> Word * */
};

static void
word_free(gpointer data) {
  Word *word = data;
  g_free(word->form);
  g_strfreev(word->parts);
  g_free(word);
}

SearchForms *
search_forms_new(CorpusLexicon *lexicon, const IndexerVocabulary *vocabulary) {
  SearchForms *forms = g_new0(SearchForms, 1);
  forms->lexicon = lexicon;
  forms->vocabulary = vocabulary;
  forms->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, word_free);
  return forms;
}

void
search_forms_free(SearchForms *forms) {
  if (forms == NULL)
    return;
  g_hash_table_unref(forms->words);
  g_free(forms);
}

/* Finds a word; its entry is to be cleared. */
static bool
find(const SearchForms *forms, const char *word, IndexerVocabularyEntry *entry) {
  *entry = (IndexerVocabularyEntry){0};
  return forms->vocabulary != NULL && indexer_vocabulary_find(forms->vocabulary, word, entry);
}

/* Words of the reports come down to what the index says, as their terms do; the dictionary is asked
 * for the others. */
static Word *
look_up(SearchForms *forms, const char *text) {
  Word *word = g_hash_table_lookup(forms->words, text);
  IndexerVocabularyEntry entry;
  if (word != NULL)
    return word;
  word = g_new0(Word, 1);
  if (find(forms, text, &entry))
    word->form = g_strdup(entry.form);
  else if ((word->form = corpus_synonyms_form(text)) == NULL)
    word->form = corpus_form(forms->lexicon, text);
  indexer_vocabulary_clear(&entry);
  g_hash_table_insert(forms->words, g_strdup(text), word);
  return word;
}

const char *
search_form(SearchForms *forms, const char *word) {
  return look_up(forms, word)->form;
}

const char *
search_form_of_base(SearchForms *forms, const char *word) {
  char *lower = g_utf8_strdown(word, -1);
  const char *form = look_up(forms, lower)->form;
  g_free(lower);
  return form;
}

char *
search_base(const SearchForms *forms, const char *word) {
  bool noun = g_str_has_suffix(word, "ande") || g_str_has_suffix(word, "ende");
  return noun && corpus_lexicon_is_entry(forms->lexicon, word) ? g_strdup(word)
                                                               : corpus_base(forms->lexicon, word);
}

/* The vocabulary has all inner words of a compound, of which n parts make n(n+1)/2 - 1, the parts
 * first. */
static char **
parts_in_vocabulary(const IndexerVocabularyEntry *entry) {
  GPtrArray *parts = g_ptr_array_new();
  guint inner = entry->parts != NULL ? g_strv_length(entry->parts) : 0, count = 0;
  while ((count + 1) * (count + 2) / 2 <= inner + 1)
    count++;
  for (guint i = 0; i < MIN(count, inner); i++)
    g_ptr_array_add(parts, g_strdup(entry->parts[i]));
  g_ptr_array_add(parts, NULL);
  return (char **)g_ptr_array_free(parts, FALSE);
}

static char **
parts_by_rule(SearchForms *forms, const char *word) {
  char **parts = corpus_compound_parts(forms->lexicon, word);
  for (char **part = parts; part != NULL && *part != NULL; part++) {
    char *form = corpus_form_of_base(*part);
    g_free(*part);
    *part = form;
  }
  return parts != NULL ? parts : g_new0(char *, 1);
}

char **
search_form_parts(SearchForms *forms, const char *word) {
  Word *known = look_up(forms, word);
  IndexerVocabularyEntry entry;
  if (known->parts == NULL && find(forms, word, &entry)) {
    known->parts = parts_in_vocabulary(&entry);
    indexer_vocabulary_clear(&entry);
  } else if (known->parts == NULL) {
    known->parts = parts_by_rule(forms, word);
  }
  return known->parts;
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

/* ---- words that leave their last part to a later one ---- */

#define REACH 8 /* words from a suspended one to the compound that it waits for */

bool
search_is_suspended(const CorpusWord *word, const char *text) {
  const char *behind = text + word->start_bytes + word->length_bytes;
  return *behind == '-' && strchr(" /,", behind[1]) != NULL && behind[1] != '\0';
}

/* The form of the last part of the compound that follows word `index`; NULL if none does. */
static const char *
awaited(SearchForms *forms, const char *text, const GArray *words, guint index) {
  for (guint i = index + 1; i < MIN(words->len, index + 1 + REACH); i++) {
    const CorpusWord *word = &g_array_index(words, CorpusWord, i);
    if (search_is_suspended(word, text))
      continue;
    char **parts = search_form_parts(forms, word->word);
    if (*parts != NULL)
      return parts[g_strv_length(parts) - 1];
  }
  return NULL;
}

void
search_complete_suspended(SearchForms *forms, const char *text, GArray *words) {
  for (guint i = 0; i < words->len; i++) {
    CorpusWord *word = &g_array_index(words, CorpusWord, i);
    const char *last = search_is_suspended(word, text) ? awaited(forms, text, words, i) : NULL;
    if (last == NULL)
      continue;
    char *whole = g_strconcat(word->word, last, NULL);
    g_free(word->word);
    word->word = whole;
  }
}
