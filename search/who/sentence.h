/* search/who/sentence.h: a sentence and its topic: the cues in it, its clauses, what each has to
 * say of the topic, and in what form the topic stands there.
 *
 * Only what is said in the topic's clause, or in one that goes on about it, counts in full; and
 * what is denied of something else ("ingår inte i lönekriterierna") leaves the topic where it is.
 */
#ifndef SEARCH_WHO_SENTENCE_H
#define SEARCH_WHO_SENTENCE_H

#include "corpus/language/clause.h"

/* The groups of the data file, in the order of GROUPS. */
typedef enum {
  SEARCH_CUE_EXISTS,
  SEARCH_CUE_PARTLY,
  SEARCH_CUE_MISSING,
  SEARCH_CUE_PAST,
  SEARCH_CUE_PROPOSES,
  SEARCH_CUE_CREATES,
  SEARCH_CUE_IMPROVES,
  SEARCH_CUE_WISHED,
  SEARCH_CUE_SOUGHT,
  SEARCH_CUE_PLANNED,
  SEARCH_CUE_NOW,
  SEARCH_CUE_NEGATION,
  SEARCH_CUE_NO_NEGATION,
  SEARCH_CUE_WHOLE,
  SEARCH_CUE_LOOKS_AFTER,
  SEARCH_CUE_TURN,
  SEARCH_CUE_GOES_ON,
  SEARCH_CUE_OTHERS,
  SEARCH_CUE_BODIES,
  SEARCH_CUE_PRESUPPOSES,
  SEARCH_CUE_HERE,
  SEARCH_CUE_WITHOUT,
  SEARCH_CUE_DEFINES,
  SEARCH_CUE_UNLIKE
} SearchCueGroup;

/* How much a clause says of the topic: it holds the topic's words, goes on about it, or neither. */
#define SEARCH_REACH_CLAUSE 1.0
#define SEARCH_REACH_SEQUEL 0.85
#define SEARCH_REACH_ELSEWHERE 0.3

#define SEARCH_ARTICLE_REACH 2 /* words from an article to its noun */

typedef struct {
  const char *text; /* borrowed */
  CorpusClauses clauses;
  const GArray *hits; /* guint: indexes of the topic's words, in order; borrowed */
  double *reaches;    /* for each clause: how much it says of the topic */
  bool *used;         /* for each cue: spent on another, or over */
  bool granted;       /* the topic is, wherever it is named, but the place where something is so */
  bool known;         /* it is spoken of as something known ("planen"), or granted */
  bool unknown;       /* an article says that it is unknown ("en plan") */
} SearchSentence;

/* words: of text, as corpus_words() cut them; text, words and hits must outlive the result. No
 * hits: a sentence that goes on about the one before. Clear the result. */
SearchSentence search_sentence_of(const char *text, const GArray *words, const GArray *hits);
void search_sentence_clear(SearchSentence *sentence);

/* "exists", …: the group's name in corpus/data/who-cues.ini. Static. */
const char *search_cue_group_name(guint group);

guint search_sentence_cues(const SearchSentence *sentence); /* how many there are */
const CorpusCue *search_sentence_cue(const SearchSentence *sentence, guint index);
guint search_sentence_hit(const SearchSentence *sentence, guint index);
const char *search_sentence_word(const SearchSentence *sentence, guint index);
guint search_sentence_clause(const SearchSentence *sentence, const CorpusCue *cue);

/* How much the cue's clause says of the topic. */
double search_sentence_reach(const SearchSentence *sentence, const CorpusCue *cue);

/* The weights of the group's cues that are not used, each times its reach. */
double search_sentence_sum(const SearchSentence *sentence, SearchCueGroup group);

/* Does the clause deny anything, or say that anything is missing? */
bool search_sentence_denies(const SearchSentence *sentence, guint clause);

/* Is one of the words in the list? */
bool search_sentence_says(const SearchSentence *sentence, const char *const *words);

/* Does it hold a cue of the group? */
bool search_sentence_has_cue(const SearchSentence *sentence, SearchCueGroup group);

/* Is the word behind "en", "ett", "någon" …, with an adjective between them or not? */
bool search_sentence_indefinite(const SearchSentence *sentence, guint word);

/* Does a word that asks for more, or for better, stand before the topic: "en bredare
 * omvärldsspaning"? There is some of it then. */
bool search_sentence_comparative(const SearchSentence *sentence);

/* Is the topic definite where the clause names it first? */
bool search_sentence_definite(const SearchSentence *sentence, guint clause);

/* Does the next of the topic's words stand right behind this hit (an index into hits): "sociala
 * medier"? It is the next then that tells what form the topic has. */
bool search_sentence_modifies(const SearchSentence *sentence, guint hit);

/* Is the word the place where something else is, or is not: definite behind a preposition ("i
 * lönekriterierna"), or behind "vid" or one that opens the clause ("på chefsforum saknas tid")? */
bool search_sentence_granted(const SearchSentence *sentence, guint word);

/* Small words and endings by which a sentence is read (corpus/data/who-words.ini), each list
 * NULL-terminated. */
typedef struct {
  const char *const *asking;
  const char *const * not ;
  const char *const *auxiliary;
  const char *const *empty;
  const char *const *goes_on;
  const char *const *owner;
  const char *const *joins;
  const char *const *future;
  const char *const *refers;
  const char *const *stands_for;
  const char *const *comparative;
  const char *const *common;
  const char *const *few;
  const char *const *after_empty;
  const char *const *subordinates;
  const char *const *article_denied;
  const char *const *article_indefinite;
  const char *const *article_neuter;
  const char *const *preposition_place;
  const char *const *preposition_beside;
  const char *const *preposition_granted;
  const char *const *preposition_occasion;
  const char *const *beginning_own;
  const char *const *beginning_together;
  const char *const *ending_genitive;
  const char *const *ending_definite;
  const char *const *ending_not_definite;
} SearchSmallWords;
const SearchSmallWords *search_small_words(void);

#endif
