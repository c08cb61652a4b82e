/* corpus/reading/items/item_wording.c: finds the cues of item-cues.ini in an item, and guesses
 * verbs and comparatives by their inflection. */
#include "corpus/reading/items/item_wording.h"

#include <string.h>

#include "corpus/language/cue.h"
#include "corpus/text/words.h"

#define FILE_NAME "item-cues.ini"

enum {
  ARTICLE,
  IMPROVEMENT_BEGINS,
  IMPROVEMENT_HOLDS,
  STRENGTH_BEGINS,
  STRENGTH_HOLDS,
  WEAKNESS_BEGINS,
  WEAKNESS_HOLDS
};

static const char *const GROUPS[] = {
    "article",        "improvement begins", "improvement holds", "strength begins",
    "strength holds", "weakness begins",    "weakness holds",    NULL};

/* A cue meant for the beginning, found further in. */
static const double BEGINNING_FURTHER_IN = 0.15, WEAKNESS_FURTHER_IN = 0.5;
static const double GUESSED_VERB = 2.2, GUESSED_COMPARATIVE = 1.7;
static const double QUESTION = 1.5; /* "… i hela organisationen?" */
static const double NO_CUE = 0.5;   /* a bare noun states what is there */

CORPUS_CUES(cue_table, FILE_NAME, GROUPS);

static const char *
word_at(const GArray *words, guint position) {
  return g_array_index(words, CorpusWord, position).word;
}

/* Where the item begins to say something: after an article. */
static guint
beginning_of(const GArray *words, const GArray *found) {
  const CorpusCue *first = found->len > 0 ? &g_array_index(found, CorpusCue, 0) : NULL;
  return words->len > 1 && first != NULL && first->group == ARTICLE && first->first == 0 ? 1 : 0;
}

static bool
knows_with(CorpusLexicon *lexicon, const char *stem, const char *ending) {
  char *word = g_strconcat(stem, ending, NULL);
  bool known = corpus_lexicon_knows(lexicon, word);
  g_free(word);
  return known;
}

/* An infinitive ends in "-a" and has a past tense: "utreda" - "utredde", "kartlägga". */
static bool
is_infinitive(const char *word, CorpusLexicon *lexicon) {
  if (!g_str_has_suffix(word, "a") || strlen(word) < 4 || !corpus_lexicon_knows(lexicon, word))
    return false;
  char *stem = g_strndup(word, strlen(word) - 1);
  bool verb = (knows_with(lexicon, stem, "ade") && knows_with(lexicon, stem, "at") &&
               knows_with(lexicon, stem, "ar")) ||
              (knows_with(lexicon, stem, "er") &&
               (knows_with(lexicon, stem, "de") || knows_with(lexicon, stem, "te")) &&
               knows_with(lexicon, stem, "as"));
  g_free(stem);
  return verb;
}

/* "tydligare" has "tydligast" beside it, "medarbetare" has nothing of the kind. */
static bool
is_comparative(const char *word, CorpusLexicon *lexicon) {
  if (!g_str_has_suffix(word, "are") || strlen(word) < 6 || !corpus_lexicon_knows(lexicon, word))
    return false;
  char *stem = g_strndup(word, strlen(word) - strlen("are"));
  bool comparative = knows_with(lexicon, stem, "ast") && knows_with(lexicon, stem, "aste");
  g_free(stem);
  return comparative;
}

static double
guess(const char *word, CorpusLexicon *lexicon) {
  if (lexicon == NULL)
    return 0;
  if (is_comparative(word, lexicon))
    return GUESSED_COMPARATIVE;
  return is_infinitive(word, lexicon) ? GUESSED_VERB : 0;
}

static bool
is_beginning_group(guint group) {
  return group == IMPROVEMENT_BEGINS || group == STRENGTH_BEGINS || group == WEAKNESS_BEGINS;
}

static void
add_cue(CorpusItemWording *wording, const CorpusCue *cue, bool begins) {
  double share = begins ? 1 : BEGINNING_FURTHER_IN;
  switch (cue->group) {
  case ARTICLE:
    break;
  case IMPROVEMENT_BEGINS:
    wording->improvement += share * cue->weight;
    break;
  case IMPROVEMENT_HOLDS:
    wording->improvement += cue->weight;
    break;
  case STRENGTH_BEGINS:
    wording->strength += share * cue->weight;
    break;
  case STRENGTH_HOLDS:
    wording->strength += cue->weight;
    break;
  case WEAKNESS_BEGINS:
    wording->weakness += (begins ? 1 : WEAKNESS_FURTHER_IN) * cue->weight;
    break;
  default:
    wording->weakness += cue->weight;
    break;
  }
}

CorpusItemWording
corpus_item_wording(const char *item, CorpusLexicon *lexicon) {
  CorpusItemWording wording = {0, 0, 0};
  const CorpusCues *cues = corpus_cues(&cue_table);
  GArray *words = corpus_words(item, -1);
  bool *breaks = corpus_cue_breaks(item, words);
  GArray *found = corpus_cues_find(cues, words, breaks);
  guint beginning = beginning_of(words, found);
  bool listed = false;
  for (guint i = 0; i < found->len; i++) {
    const CorpusCue *cue = &g_array_index(found, CorpusCue, i);
    bool begins = cue->first <= beginning;
    listed = listed || (begins && is_beginning_group(cue->group));
    add_cue(&wording, cue, begins);
  }
  if (!listed && words->len > beginning)
    wording.improvement += guess(word_at(words, beginning), lexicon);
  if (strchr(item, '?') != NULL)
    wording.improvement += QUESTION;
  if (wording.strength <= 0 && wording.improvement <= 0 && wording.weakness <= 0)
    wording.strength += NO_CUE;
  g_array_unref(found);
  g_free(breaks);
  g_array_unref(words);
  return wording;
}
