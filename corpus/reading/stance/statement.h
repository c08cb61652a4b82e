/* corpus/reading/stance/statement.h: a sentence and its topic: the cues in it, its clauses, what
 * each has to say of the topic, and in what form the topic stands there.
 *
 * Only what is said in the topic's clause, or in one that goes on about it, counts in full; and
 * what is denied of something else ("ingår inte i lönekriterierna") leaves the topic where it is.
 */
#ifndef CORPUS_READING_STANCE_STATEMENT_H
#define CORPUS_READING_STANCE_STATEMENT_H

#include "corpus/language/clause.h"

/* The groups of the data file, in the order of GROUPS. */
typedef enum {
  CORPUS_CUE_EXISTS,
  CORPUS_CUE_PARTLY,
  CORPUS_CUE_MISSING,
  CORPUS_CUE_PAST,
  CORPUS_CUE_PROPOSES,
  CORPUS_CUE_CREATES,
  CORPUS_CUE_IMPROVES,
  CORPUS_CUE_WISHED,
  CORPUS_CUE_SOUGHT,
  CORPUS_CUE_PLANNED,
  CORPUS_CUE_NOW,
  CORPUS_CUE_NEGATION,
  CORPUS_CUE_NO_NEGATION,
  CORPUS_CUE_WHOLE,
  CORPUS_CUE_LOOKS_AFTER,
  CORPUS_CUE_TURN,
  CORPUS_CUE_GOES_ON,
  CORPUS_CUE_OTHERS,
  CORPUS_CUE_BODIES,
  CORPUS_CUE_PRESUPPOSES,
  CORPUS_CUE_HERE,
  CORPUS_CUE_WITHOUT,
  CORPUS_CUE_DEFINES,
  CORPUS_CUE_UNLIKE /* behind it only [words], what words in capitals stand for */
} CorpusCueGroup;

/* How much a clause says of the topic: it holds the topic's words, goes on about it, or neither. */
#define CORPUS_REACH_CLAUSE 1.0
#define CORPUS_REACH_SEQUEL 0.85
#define CORPUS_REACH_ELSEWHERE 0.3

#define CORPUS_ARTICLE_REACH 2 /* words from an article to its noun */

typedef struct {
  const char *text; /* borrowed */
  CorpusClauses clauses;
  const GArray *hits; /* guint: indexes of the topic's words, in order; borrowed */
  double *reaches;    /* for each clause: how much it says of the topic */
  bool *used;         /* for each cue: spent on another, or over */
  bool granted;       /* the topic is, wherever it is named, but the place where something is so */
  bool known;         /* it is spoken of as something known ("planen"), or granted */
  bool unknown;       /* an article says that it is unknown ("en plan") */
  bool bids;          /* the sentence opens with an imperative (imperative.h) */
} CorpusStatement;

/* words: of text, as corpus_words() cut them; text, words and hits must outlive the result. No
 * hits: a sentence that goes on about the one before. Clear the result. */
CorpusStatement corpus_statement_of(const char *text, const GArray *words, const GArray *hits);
void corpus_statement_clear(CorpusStatement *sentence);

/* "exists", …: the group's name in corpus/data/who-cues.ini. Static. */
const char *corpus_cue_group_name(guint group);

guint corpus_statement_cues(const CorpusStatement *sentence); /* how many there are */
const CorpusCue *corpus_statement_cue(const CorpusStatement *sentence, guint index);
guint corpus_statement_hit(const CorpusStatement *sentence, guint index);
const char *corpus_statement_word(const CorpusStatement *sentence, guint index);
guint corpus_statement_clause(const CorpusStatement *sentence, const CorpusCue *cue);

/* How much the cue's clause says of the topic. */
double corpus_statement_reach(const CorpusStatement *sentence, const CorpusCue *cue);

/* The weights of the group's cues that are not used, each times its reach. */
double corpus_statement_sum(const CorpusStatement *sentence, CorpusCueGroup group);

/* Does the clause deny anything, or say that anything is missing? */
bool corpus_statement_denies(const CorpusStatement *sentence, guint clause);

/* Is one of the words in the list? */
bool corpus_statement_says(const CorpusStatement *sentence, const char *const *words);

/* Does it hold a cue of the group? */
bool corpus_statement_has_cue(const CorpusStatement *sentence, CorpusCueGroup group);

/* Is the word behind "en", "ett", "någon" …, with an adjective between them or not? */
bool corpus_statement_indefinite(const CorpusStatement *sentence, guint word);

/* Does a word that asks for more, or for better, stand before the topic: "en bredare
 * omvärldsspaning"? There is some of it then. */
bool corpus_statement_comparative(const CorpusStatement *sentence);

/* Is the topic definite where the clause names it first? */
bool corpus_statement_definite(const CorpusStatement *sentence, guint clause);

/* Does the next of the topic's words stand right behind this hit (an index into hits): "sociala
 * medier"? It is the next then that tells what form the topic has. */
bool corpus_statement_modifies(const CorpusStatement *sentence, guint hit);

/* Is the word the place where something else is, or is not: definite behind a preposition ("i
 * lönekriterierna"), or behind "vid" or one that opens the clause ("på chefsforum saknas tid")? */
bool corpus_statement_granted(const CorpusStatement *sentence, guint word);

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
  const char *const *lessens;
  const char *const *replaced;
  const char *const *moments;
  const char *const *counts;
  const char *const *common;
  const char *const *everybody;
  const char *const *seldom_bids;
  const char *const *few;
  const char *const *belongs;
  const char *const *asks;
  const char *const *here;
  const char *const *after_empty;
  const char *const *copula;
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
  const char *const *ending_supine;
} CorpusSmallWords;
const CorpusSmallWords *corpus_small_words(void);

#endif
