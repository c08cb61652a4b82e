/* search/ask/index_words.c: looks things up in an index's terms and vocabulary. */
#include "search/ask/index_words.h"

#include <string.h>

#include "corpus/language/form.h"
#include "corpus/language/lexicon.h"
#include "corpus/language/spelling.h"
#include "corpus/language/synonyms.h"
#include "corpus/text/words.h"

/* A word that the reports have so seldom may be a slip of one they have so many times as often. */
#define MOST_SLIPS 2
#define SHORTEST_SLIP 8 /* letters: shorter words are too near to each other */
#define LEAST_RATIO 4
#define SHORT_FORM 2 /* letters: up to so many a form may begin otherwise than its word */
#define SAME_STEM 4     /* bytes that a word has in common with its form, at least */
#define SHORTEST_PART 4 /* letters of the part of a compound that is put right, at least */
#define SHORTEST_LAST 2 /* of the last part, where one more is left out */
#define SHORTEST_STEM 6 /* letters of a word without its ending that is put right, at least */

struct SearchWords {
  const ShimDatabase *database;
  IndexerTerms *terms;
  const IndexerVocabulary *vocabulary;
  SearchForms *forms; /* borrowed */
  const CorpusLexicon *lexicon;
  CorpusSpeller *entries;  /* of the thesaurus' entries of one word; NULL until needed */
  CorpusSpeller *speller;  /* of the vocabulary; NULL until needed */
  CorpusSpeller *frequent; /* of its words that others may be slips of; NULL until needed */
  char *put_right;         /* the last correction that no list has */
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
  words->lexicon = corpus_lexicon_shared();
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
  corpus_speller_free(words->speller);
  corpus_speller_free(words->frequent);
  corpus_speller_free(words->entries);
  g_free(words->put_right);
  g_hash_table_unref(words->entry_forms);
  g_hash_table_unref(words->frequencies);
  g_hash_table_unref(words->kindred);
  g_hash_table_unref(words->compounds);
  g_hash_table_unref(words->remembered);
  g_free(words);
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

static void
add_spelling(const char *word, unsigned count, void *speller) {
  corpus_speller_add(speller, word, count);
}

/* Of the words that the reports have so many times, or more. */
static CorpusSpeller *
read_spellings(const IndexerVocabulary *vocabulary, unsigned least) {
  CorpusSpeller *speller = corpus_speller_new();
  indexer_vocabulary_each(vocabulary, least, add_spelling, speller);
  return speller;
}

static const CorpusSpeller *
speller_of(SearchWords *words) {
  if (words->speller == NULL)
    words->speller = read_spellings(words->vocabulary, 0);
  return words->speller;
}

static const CorpusSpeller *
frequent_speller_of(SearchWords *words) {
  if (words->frequent == NULL)
    words->frequent = read_spellings(words->vocabulary, LEAST_RATIO);
  return words->frequent;
}

/* A word in use that has the form. A word begins with the letter that its form does, but for forms
 * of a letter or two ("åt" of "äta"): so the words of one letter are looked at, not all. */
static const char *
word_of_form(const IndexerVocabulary *vocabulary, const char *form) {
  char *letter = g_utf8_substring(form, 0, g_utf8_strlen(form, -1) > SHORT_FORM ? 1 : 0);
  const char *found = NULL;
  for (guint i = indexer_vocabulary_place(vocabulary, letter);
       i < indexer_vocabulary_size(vocabulary); i++) {
    const char *word = NULL;
    const char *other = indexer_vocabulary_form_at(vocabulary, i, &word);
    if (!g_str_has_prefix(word, letter))
      break;
    if (strcmp(other, form) == 0)
      found = word;
  }
  g_free(letter);
  return found;
}

/* The word itself, or another inflection of it, that the reports have; NULL where they have none.
 */
static const char *
word_in_use(SearchWords *words, const char *word) {
  IndexerVocabularyEntry entry;
  bool used = indexer_vocabulary_find(words->vocabulary, word, &entry);
  indexer_vocabulary_clear(&entry);
  if (used)
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
    *respelt = corpus_speller_respell(speller_of(words), word);
  indexer_terms_word(words->terms, *respelt != NULL ? *respelt : word, reading, &failure);
  if (failure != NULL)
    g_propagate_error(error, failure);
  return failure == NULL;
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
  guint size = indexer_vocabulary_size(vocabulary);
  for (guint i = indexer_vocabulary_place(vocabulary, letter); i < size; i++) {
    unsigned count = 0;
    const char *word = indexer_vocabulary_at(vocabulary, i, &count);
    if (!g_str_has_prefix(word, letter))
      break;
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

static CorpusSpeller *
read_entries(void) {
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

typedef const char *(*Correct)(const CorpusSpeller *, const char *);

/* The word in use, or else the one of the thesaurus, that is near. */
static const char *
correct_whole(SearchWords *words, const char *word, Correct correct) {
  const char *correction = correct(speller_of(words), word);
  if (correction != NULL)
    return correction;
  if (words->entries == NULL)
    words->entries = read_entries();
  return correct(words->entries, word);
}

/* The word that the reports have so much oftener that `word`, which they have as in_use says, may
 * be a slip of it; NULL where there is none. What the dictionary has is no slip: that is asked
 * first, as all words of the reports are looked at to find a nearer one. */
static const char *
meant_by_seldom(SearchWords *words, const char *word, const char *in_use,
                const IndexerVocabularyEntry *entry) {
  if (entry->count > MOST_SLIPS || g_utf8_strlen(word, -1) < SHORTEST_SLIP)
    return NULL;
  if (strcmp(in_use, word) == 0 ? !entry->unknown : corpus_lexicon_knows(words->lexicon, word))
    return NULL;
  const char *meant =
      corpus_speller_correct_to(frequent_speller_of(words), word, LEAST_RATIO * entry->count);
  IndexerVocabularyEntry other;
  bool same = meant != NULL && indexer_vocabulary_find(words->vocabulary, meant, &other) &&
              strcmp(entry->form, other.form) == 0;
  if (meant != NULL)
    indexer_vocabulary_clear(&other);
  return same ? NULL : meant;
}

/* ---- a slip in one part of a compound that nobody has used yet ---- */

/* The two as a compound, if they are one. The caller frees it. */
static char *
compound_if_any(const SearchWords *words, const char *first, const char *last) {
  char *word = g_strconcat(first, last, NULL);
  if (*search_form_parts(words->forms, word) == NULL)
    g_clear_pointer(&word, g_free);
  return word;
}

/* "medborgaråd": where the last part begins with the letter with which the first ends, one of the
 * two is left out. NULL where nothing is. */
static char *
with_joint_doubled(const SearchWords *words, const char *first, const char *last) {
  char *whole = g_strconcat(g_utf8_prev_char(first + strlen(first)), last, NULL);
  char *word =
      corpus_lexicon_is_entry(words->lexicon, whole) ? compound_if_any(words, first, whole) : NULL;
  g_free(whole);
  return word;
}

/* "brukarstartegi": a slip behind a first part. */
static char *
with_last_right(SearchWords *words, const char *first, const char *last) {
  const char *right = corpus_speller_correct(speller_of(words), last);
  return right != NULL ? compound_if_any(words, first, right) : NULL;
}

/* "persnoalmål": a slip before a last part, in the word itself or before the s that joins it. */
static char *
with_first_right(SearchWords *words, const char *first, const char *last) {
  const char *right = corpus_speller_correct(speller_of(words), first);
  char *word = right != NULL ? compound_if_any(words, right, last) : NULL;
  if (word != NULL || !g_str_has_suffix(first, "s"))
    return word;
  char *bare = g_strndup(first, strlen(first) - 1);
  right = corpus_speller_correct(speller_of(words), bare);
  g_free(bare);
  if (right == NULL)
    return NULL;
  char *joined = g_strconcat(right, "s", NULL);
  word = compound_if_any(words, joined, last);
  g_free(joined);
  return word;
}

/* The word put right in one of two parts, of which the other is as it should be. */
static char *
correct_parted(SearchWords *words, const char *first, const char *last) {
  char *word = NULL;
  bool begins = corpus_lexicon_begins_compounds(words->lexicon, first);
  if (begins)
    word = with_joint_doubled(words, first, last);
  if (word == NULL && begins && g_utf8_strlen(last, -1) >= SHORTEST_PART)
    word = with_last_right(words, first, last);
  if (word == NULL && corpus_lexicon_knows(words->lexicon, last))
    word = with_first_right(words, first, last);
  return word;
}

/* A compound with a slip in one of its parts, put right; NULL where it is none. The longest first
 * part is tried first. */
static char *
correct_compound(SearchWords *words, const char *word) {
  char *right = NULL;
  for (glong at = g_utf8_strlen(word, -1) - SHORTEST_LAST; right == NULL && at >= SHORTEST_PART;
       at--) {
    const char *last = g_utf8_offset_to_pointer(word, at);
    char *first = g_strndup(word, (gsize)(last - word));
    right = correct_parted(words, first, last);
    g_free(first);
  }
  return right;
}

/* "vänotrernas": a word that the reports have in another inflection only. */
static const char *
correct_inflected(SearchWords *words, const char *word) {
  static const char *const endings[] = {"ernas", "arnas", "orna", "erna", "arna", "ens",
                                        "ets",   "nas",   "ar",   "er",   "or",   "en",
                                        "et",    "na",    "ns",   "n",    "s",    NULL};
  const char *right = NULL;
  for (guint i = 0; right == NULL && endings[i] != NULL; i++) {
    if (!g_str_has_suffix(word, endings[i]))
      continue;
    char *stem = g_strndup(word, strlen(word) - strlen(endings[i]));
    if (g_utf8_strlen(stem, -1) >= SHORTEST_STEM)
      right = corpus_speller_correct(speller_of(words), stem);
    g_free(stem);
  }
  return right;
}

/* A word that the lexicon has is no slip; one that it makes up of others ("medborgarförlag") may be
 * one where it is all but a word of the reports. Of what is no word, what is surely meant goes
 * before a slip in a part of a compound, and that before what is further away. */
const char *
search_words_correct(SearchWords *words, const char *word) {
  if (corpus_lexicon_lists(words->lexicon, word))
    return NULL;
  const char *correction = correct_whole(words, word, corpus_speller_correct_surely);
  if (correction != NULL || corpus_lexicon_knows(words->lexicon, word))
    return correction;
  g_free(words->put_right);
  words->put_right = correct_compound(words, word);
  if (words->put_right != NULL)
    return words->put_right;
  correction = correct_whole(words, word, corpus_speller_correct);
  return correction != NULL ? correction : correct_inflected(words, word);
}

const char *
search_words_slip_of(SearchWords *words, const char *word) {
  IndexerVocabularyEntry entry;
  const char *in_use = word_in_use(words, word);
  if (in_use == NULL && !corpus_synonyms_have(search_form(words->forms, word)))
    return search_words_correct(words, word);
  if (in_use == NULL || !indexer_vocabulary_find(words->vocabulary, in_use, &entry))
    return NULL;
  const char *meant = meant_by_seldom(words, word, in_use, &entry);
  indexer_vocabulary_clear(&entry);
  return meant;
}

/* The shortest word in use that begins so and has the form. */
static const char *
word_that_begins(const IndexerVocabulary *vocabulary, const char *stem, const char *form) {
  const char *best = NULL;
  for (guint i = indexer_vocabulary_place(vocabulary, stem);
       i < indexer_vocabulary_size(vocabulary); i++) {
    const char *word = NULL;
    const char *other = indexer_vocabulary_form_at(vocabulary, i, &word);
    if (!g_str_has_prefix(word, stem))
      break;
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
  IndexerVocabularyEntry entry;
  bool in_use = indexer_vocabulary_find(words->vocabulary, word, &entry);
  indexer_vocabulary_clear(&entry);
  if (in_use || g_utf8_strlen(word, -1) < SHORTEST_SLIP)
    return NULL;
  const char *near = corpus_speller_correct(speller_of(words), word);
  if (near == NULL || !indexer_vocabulary_find(words->vocabulary, near, &entry))
    return NULL;
  /* The dictionary is asked last, as reading it takes longer than an answer may. */
  bool misspelt = entry.unknown && corpus_lexicon_knows(words->lexicon, word);
  char *form = misspelt ? g_strdup(entry.form) : NULL;
  indexer_vocabulary_clear(&entry);
  return form;
}
