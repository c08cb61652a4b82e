/* search/who/clause.h: a sentence and its topic: the cues in it, its clauses, and what each has to
 * say of the topic.
 *
 * Only what is said in the topic's clause, or in one that goes on about it, counts in full; and
 * what is denied of something else ("ingår inte i lönekriterierna") leaves the topic where it is.
 */
#ifndef SEARCH_WHO_CLAUSE_H
#define SEARCH_WHO_CLAUSE_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/language/cue.h"

/* The groups of corpus/data/who-cues.ini. */
typedef enum {
  SEARCH_CUE_EXISTS,
  SEARCH_CUE_PARTLY,
  SEARCH_CUE_MISSING,
  SEARCH_CUE_PAST,
  SEARCH_CUE_PROPOSES,
  SEARCH_CUE_CREATES,
  SEARCH_CUE_IMPROVES,
  SEARCH_CUE_NEGATION,
  SEARCH_CUE_NO_NEGATION,
  SEARCH_CUE_WHOLE,
  SEARCH_CUE_LOOKS_AFTER,
  SEARCH_CUE_TURN,
  SEARCH_CUE_GOES_ON,
  SEARCH_CUE_REFERS_BACK,
  SEARCH_CUE_OTHERS,
  SEARCH_CUE_PRESUPPOSES
} SearchCueGroup;

/* How much a clause says of the topic: it holds the topic's words, goes on about it, or neither. */
#define SEARCH_REACH_CLAUSE 1.0
#define SEARCH_REACH_SEQUEL 0.85
#define SEARCH_REACH_ELSEWHERE 0.3

typedef struct {
  const GArray *words, *hits; /* CorpusWord, guint; borrowed */
  bool *breaks;               /* for each word: does a mark stand before it? */
  GArray *cues;               /* CorpusCue */
  guint *clauses;             /* for each word: the number of its clause */
  double *reaches;            /* for each clause */
  bool *used;                 /* for each cue: spent on another */
} SearchClauses;

/* text, words and hits as for search_polarity(); they must outlive the result. Clear it. */
SearchClauses search_clauses_of(const char *text, const GArray *words, const GArray *hits);
void search_clauses_clear(SearchClauses *clauses);

CorpusCue *search_clauses_cue(const SearchClauses *clauses, guint index);
guint search_clauses_clause(const SearchClauses *clauses, const CorpusCue *cue);

/* How much the cue's clause says of the topic. */
double search_clauses_reach(const SearchClauses *clauses, const CorpusCue *cue);

/* The weights of the group's cues that are not used, each times its reach. */
double search_clauses_sum(const SearchClauses *clauses, SearchCueGroup group);

/* The next cue of the group within so many words behind the other and in its clause; the last one
 * that begins before it and ends so shortly before it. -1 = none. */
int search_clauses_after(const SearchClauses *clauses, const CorpusCue *cue, SearchCueGroup group,
                         guint reach_words);
int search_clauses_before(const SearchClauses *clauses, const CorpusCue *cue, SearchCueGroup group,
                          guint reach_words);

/* Is the word behind "en", "ett", "någon" …, with an adjective between them or not? */
bool search_clauses_indefinite(const SearchClauses *clauses, guint word);

/* Does the next of the topic's words stand right behind this hit (an index into hits): "sociala
 * medier"? It is the next then that tells what form the topic has. */
bool search_clauses_modifies(const SearchClauses *clauses, guint hit);

/* Is the topic definite where the clause names it first? */
bool search_clauses_topic_definite(const SearchClauses *clauses, guint clause);

/* Does the clause deny anything, or say that anything is missing? */
bool search_clauses_denies(const SearchClauses *clauses, guint clause);

/* Is the word the place where something else is, or is not: definite behind a preposition ("i
 * lönekriterierna"), or behind "vid" or one that opens the clause ("på chefsforum saknas tid")? */
bool search_clauses_granted(const SearchClauses *clauses, guint word);

/* Is the topic spoken of as something known where it is named first? */
bool search_clauses_known(const SearchClauses *clauses);

/* Does an article say of one of its words that it is something unknown? */
bool search_clauses_any_indefinite(const SearchClauses *clauses);

/* Is it, wherever it is named, but the place where something is the case? */
bool search_clauses_all_granted(const SearchClauses *clauses);

#endif
