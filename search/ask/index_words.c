/* search/ask/index_words.c: looks things up in an index's terms and vocabulary. */
#include "search/ask/index_words.h"

#include <string.h>

#include "corpus/language/form.h"
#include "corpus/language/lexicon.h"
#include "corpus/language/synonyms.h"
#include "corpus/text/words.h"
#include "search/ask/spelling.h"

#define SHORT_FORM 2 /* letters: a form of these or fewer may begin otherwise than its word */
#define SAME_STEM 4  /* bytes that a word has in common with its form, at least */

struct SearchWords {
  const ShimDatabase *database;
  IndexerTerms *terms;
  const IndexerVocabulary *vocabulary;
  SearchForms *forms; /* borrowed */
  SearchSpelling *spelling;
  GHashTable *entry_forms; /* entry -> char ** of search_words_of_entry() */
  GHashTable *frequencies; /* term -> how many passages hold it; each look-up reads the index */
  GHashTable *kindred;     /* form -> GPtrArray of char * */
  GHashTable *compounds;   /* "form form" of two parts -> GPtrArray */
  GHashTable *remembered;  /* key -> GPtrArray */
};

SearchWords *
search_words_new(const ShimDatabase *database, IndexerTerms *terms,
                 const IndexerVocabulary *vocabulary, SearchForms *forms) {
  SearchWords *words = g_new0(SearchWords, 1);
  words->database = database;
  words->terms = terms;
  words->vocabulary = vocabulary;
  words->forms = forms;
  words->spelling = search_spelling_new(vocabulary, forms);
  words->frequencies = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  words->kindred =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  words->compounds =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  words->remembered =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  words->entry_forms =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
  return words;
}

void
search_words_free(SearchWords *words) {
  if (words == NULL)
    return;
  search_spelling_free(words->spelling);
  g_hash_table_unref(words->entry_forms);
  g_hash_table_unref(words->frequencies);
  g_hash_table_unref(words->kindred);
  g_hash_table_unref(words->compounds);
  g_hash_table_unref(words->remembered);
  g_free(words);
}

bool
search_words_are_many(const SearchWords *words) {
  return g_hash_table_size(words->kindred) + g_hash_table_size(words->compounds) +
             g_hash_table_size(words->entry_forms) + search_forms_count(words->forms) >=
         SEARCH_WORDS_KEPT;
}

IndexerTerms *
search_words_terms(const SearchWords *words) {
  return words->terms;
}

/* Before one more is kept: queries are anybody's, and of new words there is no end. */
static void
limit_memory(GHashTable *kept) {
  if (g_hash_table_size(kept) >= SEARCH_WORDS_KEPT)
    g_hash_table_remove_all(kept);
}

GPtrArray *
search_words_recall(const SearchWords *words, const char *key) {
  return g_hash_table_lookup(words->remembered, key);
}

void
search_words_remember(SearchWords *words, const char *key, GPtrArray *list) {
  limit_memory(words->remembered);
  g_hash_table_insert(words->remembered, g_strdup(key), g_ptr_array_ref(list));
}

bool
search_words_frequency(const SearchWords *words, const char *term, unsigned *passages,
                       GError **error) {
  gpointer known = NULL;
  if (g_hash_table_lookup_extended(words->frequencies, term, NULL, &known)) {
    *passages = GPOINTER_TO_UINT(known);
    return true;
  }
  if (!shim_database_term_frequency(words->database, term, passages, error))
    return false;
  limit_memory(words->frequencies);
  g_hash_table_insert(words->frequencies, g_strdup(term), GUINT_TO_POINTER(*passages));
  return true;
}

bool
search_words_passages(const SearchWords *words, unsigned *passages, GError **error) {
  return shim_database_document_count(words->database, passages, error);
}

bool
search_words_indexed(const SearchWords *words, const char *term, bool *indexed, GError **error) {
  unsigned count = 0;
  *indexed = false;
  if (!search_words_frequency(words, term, &count, error))
    return false;
  *indexed = count > 0;
  return true;
}

/* ---- reading ---- */

/* A word in use that has the form. A word begins with the letter that its form does, but for forms
 * of a letter or two ("åt" of "äta"): so the words of one letter are looked at, not all. */
static const char *
word_of_form(const IndexerVocabulary *vocabulary, const char *form) {
  char *letter = g_utf8_substring(form, 0, g_utf8_strlen(form, -1) > SHORT_FORM ? 1 : 0);
  const char *found = NULL;
  IndexerVocabularyPlaces places = indexer_vocabulary_beginning(vocabulary, letter);
  for (guint i = places.first; i < places.end; i++) {
    const char *word = NULL;
    const char *other = indexer_vocabulary_form_at(vocabulary, i, &word);
    if (strcmp(other, form) == 0)
      found = word;
  }
  g_free(letter);
  return found;
}

static bool
is_in_use(const SearchWords *words, const char *word) {
  IndexerVocabularyEntry entry;
  bool used = indexer_vocabulary_find(words->vocabulary, word, &entry);
  indexer_vocabulary_clear(&entry);
  return used;
}

/* The word itself, or another inflection of it, that the reports have; NULL where they have none.
 */
static const char *
word_in_use(SearchWords *words, const char *word) {
  if (is_in_use(words, word))
    return word;
  return word_of_form(words->vocabulary, search_form(words->forms, word));
}

bool
search_words_read(SearchWords *words, const char *word, IndexerWord *reading, const char **respelt,
                  GError **error) {
  GError *failure = NULL;
  const char *used = word_in_use(words, word);
  *respelt = NULL;
  if (used == NULL && !corpus_synonyms_have(search_form(words->forms, word)))
    *respelt = search_spelling_respell(words->spelling, word);
  indexer_terms_word(words->terms, *respelt != NULL ? *respelt : word, reading, &failure);
  if (failure != NULL)
    g_propagate_error(error, failure);
  return failure == NULL;
}

/* ---- compounds that were typed apart ---- */

/* May the word be the first part of a compound, or a noun, and nothing else ("medborgar", "kund")?
 */
static bool
may_begin_compound(const char *word) {
  return !corpus_is_stopword(word) && !corpus_is_light_word(word) &&
         (corpus_lexicon_speech(corpus_lexicon_shared(), word) &
          (CORPUS_SPEECH_VERB | CORPUS_SPEECH_ADJECTIVE)) == 0;
}

/* Does it begin compounds though it may be a verb, too ("medarbetar", of "medarbetare")? */
static bool
begins_with_who_does(const char *word) {
  if (!g_str_has_suffix(word, "ar"))
    return false;
  char *noun = g_strconcat(word, "e", NULL);
  bool begins = corpus_lexicon_speech_of_base(corpus_lexicon_shared(), noun) & CORPUS_SPEECH_NOUN;
  g_free(noun);
  return begins;
}

/* Is it a noun with the s that joins it to another ("rekryterings")? */
static bool
ends_in_joint(const char *word) {
  if (!g_str_has_suffix(word, "s"))
    return false;
  char *noun = g_strndup(word, strlen(word) - 1);
  bool ends = corpus_lexicon_speech_of_base(corpus_lexicon_shared(), noun) & CORPUS_SPEECH_NOUN;
  g_free(noun);
  return ends;
}

/* Do the reports or the thesaurus have the word? */
static bool
is_known(const SearchWords *words, const char *word) {
  return is_in_use(words, word) || corpus_synonyms_have(search_form(words->forms, word));
}

/* The word that the two were meant to make up where one of them is no word ("medarbetar enkett"),
 * or the first stands so in compounds only, or is a genitive like that ("löne kriterier",
 * "rekryterings plan"). NULL = they are two. The caller frees it. */
static char *
joined_anew(SearchWords *words, const char *first, const char *last, const char *word) {
  const CorpusLexicon *lexicon = corpus_lexicon_shared();
  bool slip = !corpus_lexicon_knows(lexicon, first) || !corpus_lexicon_knows(lexicon, last);
  const char *right = slip ? search_words_correct(words, word) : NULL;
  if (right != NULL && is_known(words, right))
    return g_strdup(right);
  bool begins = may_begin_compound(first) && corpus_lexicon_begins_compounds(lexicon, first) &&
                (!corpus_lexicon_knows(lexicon, first) || ends_in_joint(first));
  return begins && *search_form_parts(words->forms, word) != NULL ? g_strdup(word) : NULL;
}

char *
search_words_joined(SearchWords *words, const char *first, const char *next) {
  if (corpus_is_stopword(next) || !(may_begin_compound(first) || begins_with_who_does(first)))
    return NULL;
  char *word = g_strconcat(first, next, NULL);
  if (is_known(words, word))
    return word;
  char *other = joined_anew(words, first, next, word);
  g_free(word);
  return other;
}

/* ---- beginnings ---- */

/* Does the word begin so, hyphens left out? */
static bool
begins(const char *word, const char *beginning) {
  for (; *beginning != '\0'; word++) {
    if (*word == '-')
      continue;
    if (*word != *beginning)
      return false;
    beginning++;
  }
  return true;
}

typedef struct {
  char *form;
  unsigned count;
} Counted;

static void
count_form(GHashTable *counts, const char *form, unsigned count) {
  gpointer before = g_hash_table_lookup(counts, form);
  g_hash_table_insert(counts, g_strdup(form), GUINT_TO_POINTER(GPOINTER_TO_UINT(before) + count));
}

static int
compare_counts(gconstpointer a, gconstpointer b) {
  const Counted *first = a, *second = b;
  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  return strcmp(first->form, second->form);
}

/* Copies of the keys of counts, the most frequent first. */
static char **
most_frequent(GHashTable *counts, guint most) {
  GArray *forms = g_array_new(FALSE, FALSE, sizeof(Counted));
  GHashTableIter at;
  gpointer form = NULL, count = NULL;
  g_hash_table_iter_init(&at, counts);
  while (g_hash_table_iter_next(&at, &form, &count)) {
    Counted counted = {g_strdup(form), GPOINTER_TO_UINT(count)};
    g_array_append_val(forms, counted);
  }
  g_array_sort(forms, compare_counts);
  GPtrArray *kept = g_ptr_array_new();
  for (guint i = 0; i < forms->len; i++)
    if (i < most)
      g_ptr_array_add(kept, g_array_index(forms, Counted, i).form);
    else
      g_free(g_array_index(forms, Counted, i).form);
  g_array_unref(forms);
  g_ptr_array_add(kept, NULL);
  return (char **)g_ptr_array_free(kept, FALSE);
}

char **
search_words_beginning(const SearchWords *words, const char *beginning, bool odd, guint most) {
  const IndexerVocabulary *vocabulary = words->vocabulary;
  GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  char *letter = g_utf8_substring(beginning, 0, *beginning != '\0' ? 1 : 0);
  IndexerVocabularyPlaces places = indexer_vocabulary_beginning(vocabulary, letter);
  for (guint i = places.first; i < places.end; i++) {
    unsigned count = 0;
    const char *word = indexer_vocabulary_at(vocabulary, i, &count);
    const char *form = indexer_vocabulary_form_at(vocabulary, i, &word);
    if (begins(word, beginning) && (!odd || !g_str_has_prefix(form, beginning)))
      count_form(counts, form, count);
  }
  g_free(letter);
  char **forms = most_frequent(counts, most);
  g_hash_table_unref(counts);
  return forms;
}

/* ---- synonyms ---- */

/* The forms of the content words of an entry. */
static char **
forms_of_entry(const SearchWords *words, const char *entry) {
  GArray *cut = corpus_words(entry, -1);
  GPtrArray *forms = g_ptr_array_new();
  for (guint i = 0; i < cut->len; i++) {
    const char *word = g_array_index(cut, CorpusWord, i).word;
    if (cut->len == 1 || !corpus_is_stopword(word))
      g_ptr_array_add(forms, g_strdup(search_form_of_base(words->forms, word)));
  }
  g_array_unref(cut);
  g_ptr_array_add(forms, NULL);
  return (char **)g_ptr_array_free(forms, FALSE);
}

bool
search_words_of_entry(SearchWords *words, const char *entry, char *const **forms, GError **error) {
  gpointer kept = NULL;
  *forms = NULL;
  if (!g_hash_table_lookup_extended(words->entry_forms, entry, NULL, &kept)) {
    char **made = forms_of_entry(words, entry);
    bool indexed = *made != NULL;
    bool ok = true;
    for (char **form = made; ok && indexed && *form != NULL; form++)
      ok = search_words_indexed(words, *form, &indexed, error);
    if (!ok || !indexed)
      g_clear_pointer(&made, g_strfreev);
    if (!ok)
      return false;
    g_hash_table_insert(words->entry_forms, g_strdup(entry), made);
    kept = made;
  }
  *forms = kept;
  return true;
}

bool
search_words_used(SearchWords *words, const IndexerWord *reading, bool *used, GError **error) {
  *used = false;
  if (reading->form != NULL && !search_words_indexed(words, reading->form, used, error))
    return false;
  for (guint cut = 1; !*used && cut < reading->parts; cut++) {
    bool before = false, after = false;
    const char *head = indexer_word_span(reading, 0, cut);
    const char *tail = indexer_word_span(reading, cut, reading->parts - cut);
    if (!search_words_indexed(words, head, &before, error) ||
        !search_words_indexed(words, tail, &after, error))
      return false;
    *used = before && after;
  }
  *used = *used || (reading->form != NULL && corpus_synonyms_have(reading->form));
  return true;
}

/* ---- compounds ---- */

static GPtrArray *
find_kindred(SearchWords *words, const char *form) {
  GPtrArray *kindred = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(kindred, g_strdup(form));
  GArray *synonyms = corpus_synonyms_of(form);
  for (guint i = 0; i < synonyms->len; i++) {
    const CorpusSynonym *synonym = &g_array_index(synonyms, CorpusSynonym, i);
    if (synonym->kinship != CORPUS_AKIN && strchr(synonym->words, ' ') == NULL)
      g_ptr_array_add(kindred, g_strdup(search_form_of_base(words->forms, synonym->words)));
  }
  g_array_unref(synonyms);
  char **derived = corpus_derived_forms(form);
  for (char **other = derived; *other != NULL; other++)
    g_ptr_array_add(kindred, *other);
  g_free(derived);
  return kindred;
}

const GPtrArray *
search_words_kindred(SearchWords *words, const char *form) {
  GPtrArray *kindred = g_hash_table_lookup(words->kindred, form);
  if (kindred == NULL) {
    kindred = find_kindred(words, form);
    g_hash_table_insert(words->kindred, g_strdup(form), kindred);
  }
  return kindred;
}

/* Most pairs make up nothing, and are not remembered. */
const GPtrArray *
search_words_compounds(SearchWords *words, const char *a, const char *b) {
  char **forms = indexer_vocabulary_join(words->vocabulary, a, b);
  if (forms == NULL)
    return NULL;
  char *key = g_strjoin(" ", a, b, NULL);
  GPtrArray *kept = g_hash_table_lookup(words->compounds, key);
  if (kept == NULL) {
    kept = g_ptr_array_new_with_free_func(g_free);
    for (char **form = forms; *form != NULL; form++)
      g_ptr_array_add(kept, g_strdup(*form));
    g_hash_table_insert(words->compounds, g_strdup(key), kept);
  }
  g_strfreev(forms);
  g_free(key);
  return kept;
}

const char *
search_words_correct(SearchWords *words, const char *word) {
  return search_spelling_correct(words->spelling, word);
}

const char *
search_words_slip_of(SearchWords *words, const char *word) {
  IndexerVocabularyEntry entry;
  const char *in_use = word_in_use(words, word);
  if (in_use == NULL && !corpus_synonyms_have(search_form(words->forms, word)))
    return search_words_correct(words, word);
  if (in_use == NULL || !indexer_vocabulary_find(words->vocabulary, in_use, &entry))
    return NULL;
  const char *meant = search_spelling_meant(words->spelling, word, in_use, &entry);
  indexer_vocabulary_clear(&entry);
  return meant;
}

/* The shortest word in use that begins so and has the form. */
static const char *
word_that_begins(const IndexerVocabulary *vocabulary, const char *stem, const char *form) {
  const char *best = NULL;
  IndexerVocabularyPlaces places = indexer_vocabulary_beginning(vocabulary, stem);
  for (guint i = places.first; i < places.end; i++) {
    const char *word = NULL;
    const char *other = indexer_vocabulary_form_at(vocabulary, i, &word);
    if (strcmp(other, form) == 0 && (best == NULL || strlen(word) < strlen(best)))
      best = word;
  }
  return best;
}

/* Forms leave out hyphens: "e-tjänster" is of the form "etjänst". */
const char *
search_words_word_of(const SearchWords *words, const char *form) {
  const char *best = NULL;
  gsize same = MIN(strlen(form), SAME_STEM);
  for (gsize hyphen = 0; best == NULL && hyphen < same; hyphen++) {
    char *stem = g_strdup_printf("%.*s%s%.*s", (int)hyphen, form, hyphen > 0 ? "-" : "",
                                 (int)(same - hyphen), form + hyphen);
    best = word_that_begins(words->vocabulary, stem, form);
    g_free(stem);
  }
  return best;
}

char *
search_words_misspelt(SearchWords *words, const char *word) {
  return search_spelling_misspelt(words->spelling, word);
}
