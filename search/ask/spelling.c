/* search/ask/spelling.c: puts words right by those of the reports and of the thesaurus. */
#include "search/ask/spelling.h"

#include <string.h>

#include "corpus/language/lexicon.h"
#include "corpus/language/spelling.h"
#include "corpus/language/synonyms.h"
#include "corpus/text/words.h"

/* A word that the reports have MOST_SLIPS times or less may be a slip of one that they have
 * LEAST_RATIO times as often. */
#define MOST_SLIPS 2
#define SHORTEST_SLIP 8 /* letters: shorter words are too near to each other */
#define LEAST_RATIO 4
#define SHORTEST_PART 4 /* letters of the part of a compound that is put right, at least */
#define SHORTEST_LAST 2 /* of the last part, where one more is left out */
#define SHORTEST_STEM 6 /* letters of a word without its ending that is put right, at least */

struct SearchSpelling {
  const IndexerVocabulary *vocabulary;
  SearchForms *forms;
  const CorpusLexicon *lexicon;
  CorpusSpeller *entries;  /* of the thesaurus' entries of one word; NULL until needed */
  CorpusSpeller *speller;  /* of the vocabulary; NULL until needed */
  CorpusSpeller *frequent; /* of its words that others may be slips of; NULL until needed */
  char *put_right;         /* the last correction that no list has */
};

SearchSpelling *
search_spelling_new(const IndexerVocabulary *vocabulary, SearchForms *forms) {
  SearchSpelling *spelling = g_new0(SearchSpelling, 1);
  spelling->vocabulary = vocabulary;
  spelling->forms = forms;
  spelling->lexicon = corpus_lexicon_shared();
  return spelling;
}

void
search_spelling_free(SearchSpelling *spelling) {
  corpus_speller_free(spelling->speller);
  corpus_speller_free(spelling->frequent);
  corpus_speller_free(spelling->entries);
  g_free(spelling->put_right);
  g_free(spelling);
}

/* ---- what is near ---- */

static void
add_spelling(const char *word, unsigned count, void *speller) {
  corpus_speller_add(speller, word, count);
}

/* Of the words that the reports have `least` times or more. */
static CorpusSpeller *
read_spellings(const IndexerVocabulary *vocabulary, unsigned least) {
  CorpusSpeller *speller = corpus_speller_new();
  indexer_vocabulary_each(vocabulary, least, add_spelling, speller);
  return speller;
}

static const CorpusSpeller *
speller_of(SearchSpelling *spelling) {
  if (spelling->speller == NULL)
    spelling->speller = read_spellings(spelling->vocabulary, 0);
  return spelling->speller;
}

static const CorpusSpeller *
frequent_speller_of(SearchSpelling *spelling) {
  if (spelling->frequent == NULL)
    spelling->frequent = read_spellings(spelling->vocabulary, LEAST_RATIO);
  return spelling->frequent;
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

const char *
search_spelling_respell(SearchSpelling *spelling, const char *word) {
  return corpus_speller_respell(speller_of(spelling), word);
}

typedef const char *(*Correct)(const CorpusSpeller *, const char *);

/* The word in use, or else the one of the thesaurus, that is near. */
static const char *
correct_whole(SearchSpelling *spelling, const char *word, Correct correct) {
  const char *correction = correct(speller_of(spelling), word);
  if (correction != NULL)
    return correction;
  if (spelling->entries == NULL)
    spelling->entries = read_entries();
  return correct(spelling->entries, word);
}

/* What the dictionary has is no slip: that is asked first, as all words of the reports are looked
 * at to find a nearer one. */
const char *
search_spelling_meant(SearchSpelling *spelling, const char *word, const char *in_use,
                      const IndexerVocabularyEntry *entry) {
  if (entry->count > MOST_SLIPS || g_utf8_strlen(word, -1) < SHORTEST_SLIP)
    return NULL;
  if (strcmp(in_use, word) == 0 ? !entry->unknown : corpus_lexicon_knows(spelling->lexicon, word))
    return NULL;
  const char *meant =
      corpus_speller_correct_to(frequent_speller_of(spelling), word, LEAST_RATIO * entry->count);
  IndexerVocabularyEntry other;
  bool same = meant != NULL && indexer_vocabulary_find(spelling->vocabulary, meant, &other) &&
              strcmp(entry->form, other.form) == 0;
  if (meant != NULL)
    indexer_vocabulary_clear(&other);
  return same ? NULL : meant;
}

/* ---- a slip in one part of a compound that nobody has used yet ---- */

/* The two as a compound, if they are one. The caller frees it. */
static char *
compound_if_any(const SearchSpelling *spelling, const char *first, const char *last) {
  char *word = g_strconcat(first, last, NULL);
  if (*search_form_parts(spelling->forms, word) == NULL)
    g_clear_pointer(&word, g_free);
  return word;
}

/* "medborgaråd": where the last part begins with the letter with which the first ends, one of the
 * two is left out. NULL where nothing is, as what is left is a word, too ("tillväxtråd"). */
static char *
with_joint_doubled(const SearchSpelling *spelling, const char *first, const char *last) {
  if (corpus_lexicon_knows(spelling->lexicon, last))
    return NULL;
  char *whole = g_strconcat(g_utf8_prev_char(first + strlen(first)), last, NULL);
  char *word = corpus_lexicon_is_entry(spelling->lexicon, whole)
                   ? compound_if_any(spelling, first, whole)
                   : NULL;
  g_free(whole);
  return word;
}

/* "brukarstartegi": a slip behind a first part. */
static char *
with_last_right(SearchSpelling *spelling, const char *first, const char *last) {
  const char *right = corpus_speller_correct(speller_of(spelling), last);
  return right != NULL ? compound_if_any(spelling, first, right) : NULL;
}

/* "persnoalmål": a slip before a last part, in the word itself or before the s that joins it. */
static char *
with_first_right(SearchSpelling *spelling, const char *first, const char *last) {
  const char *right = corpus_speller_correct(speller_of(spelling), first);
  char *word = right != NULL ? compound_if_any(spelling, right, last) : NULL;
  if (word != NULL || !g_str_has_suffix(first, "s"))
    return word;
  char *bare = g_strndup(first, strlen(first) - 1);
  right = corpus_speller_correct(speller_of(spelling), bare);
  g_free(bare);
  if (right == NULL)
    return NULL;
  char *joined = g_strconcat(right, "s", NULL);
  word = compound_if_any(spelling, joined, last);
  g_free(joined);
  return word;
}

/* The word put right in one of two parts, of which the other is as it should be. */
static char *
correct_parted(SearchSpelling *spelling, const char *first, const char *last) {
  char *word = NULL;
  bool begins = corpus_lexicon_begins_compounds(spelling->lexicon, first);
  if (begins)
    word = with_joint_doubled(spelling, first, last);
  if (word == NULL && begins && g_utf8_strlen(last, -1) >= SHORTEST_PART)
    word = with_last_right(spelling, first, last);
  if (word == NULL && corpus_lexicon_knows(spelling->lexicon, last))
    word = with_first_right(spelling, first, last);
  return word;
}

/* A compound with a slip in one of its parts, put right; NULL where it is none. The longest first
 * part is tried first. */
static char *
correct_compound(SearchSpelling *spelling, const char *word) {
  char *right = NULL;
  for (glong at = g_utf8_strlen(word, -1) - SHORTEST_LAST; right == NULL && at >= SHORTEST_PART;
       at--) {
    const char *last = g_utf8_offset_to_pointer(word, at);
    char *first = g_strndup(word, (gsize)(last - word));
    right = correct_parted(spelling, first, last);
    g_free(first);
  }
  return right;
}

/* "vänotrernas": a word that the reports have in another inflection only. */
static const char *
correct_inflected(SearchSpelling *spelling, const char *word) {
  static const char *const endings[] = {"ernas", "arnas", "orna", "erna", "arna", "ens",
                                        "ets",   "nas",   "ar",   "er",   "or",   "en",
                                        "et",    "na",    "ns",   "n",    "s",    NULL};
  const char *right = NULL;
  for (guint i = 0; right == NULL && endings[i] != NULL; i++) {
    if (!g_str_has_suffix(word, endings[i]))
      continue;
    char *stem = g_strndup(word, strlen(word) - strlen(endings[i]));
    if (g_utf8_strlen(stem, -1) >= SHORTEST_STEM)
      right = corpus_speller_correct(speller_of(spelling), stem);
    g_free(stem);
  }
  return right;
}

/* A word that the lexicon has is no slip; one that it makes up of others ("medborgarförlag") may be
 * one where it is all but a word of the reports. Of what is no word, what is surely meant goes
 * before a slip in a part of a compound, and that before what is further away. */
const char *
search_spelling_correct(SearchSpelling *spelling, const char *word) {
  if (corpus_lexicon_lists(spelling->lexicon, word))
    return NULL;
  const char *correction = correct_whole(spelling, word, corpus_speller_correct_surely);
  if (correction != NULL || corpus_lexicon_knows(spelling->lexicon, word))
    return correction;
  g_free(spelling->put_right);
  spelling->put_right = correct_compound(spelling, word);
  if (spelling->put_right != NULL)
    return spelling->put_right;
  correction = correct_whole(spelling, word, corpus_speller_correct);
  return correction != NULL ? correction : correct_inflected(spelling, word);
}

char *
search_spelling_misspelt(SearchSpelling *spelling, const char *word) {
  IndexerVocabularyEntry entry;
  bool in_use = indexer_vocabulary_find(spelling->vocabulary, word, &entry);
  indexer_vocabulary_clear(&entry);
  if (in_use || g_utf8_strlen(word, -1) < SHORTEST_SLIP)
    return NULL;
  const char *near = corpus_speller_correct(speller_of(spelling), word);
  if (near == NULL || !indexer_vocabulary_find(spelling->vocabulary, near, &entry))
    return NULL;
  /* The dictionary is asked last, as reading it takes longer than an answer may. */
  bool misspelt = entry.unknown && corpus_lexicon_knows(spelling->lexicon, word);
  char *form = misspelt ? g_strdup(entry.form) : NULL;
  indexer_vocabulary_clear(&entry);
  return form;
}
