/* search/learn/best.h: the best practice on one question: the best-evidenced strengths of those
 * that score highest on it. */
#ifndef SEARCH_LEARN_BEST_H
#define SEARCH_LEARN_BEST_H

#include "search/ask/engine.h"
#include "search/ask/filters.h"
#include "search/benchmark/benchmark.h"

/* How many are given where no limit is asked for. */
#define SEARCH_BEST_STRENGTHS 5

typedef struct {
  const CorpusReport *report; /* borrowed from the engine */
  CorpusPassage *passage;     /* owned */
  SearchRank rank;            /* of its score among those that may be compared */
  double evidence;            /* 0..: how much its sentences say that this is done well, less what
                                 they find fault with */
  bool limited;               /* its last word is what it finds fault with, or what is left to do */
} SearchStrength;

typedef struct {
  unsigned revision;                       /* whose question it is */
  char question[CORPUS_QUESTION_ID_BYTES]; /* "1.5" */
  const char *text;     /* as the revision words it, else the best report; NULL = nobody has it */
  GPtrArray *strengths; /* SearchStrength *: of the highest scorer first, one of each municipality
                           before a second of any; of each municipality, those that are not limited
                           first */
  unsigned total;       /* how many there are without limit and offset */
  GPtrArray *notices;   /* CorpusNotice *: where there is none, where to look */
} SearchBest;

/* The filters hold one question; years, municipalities and the revision narrow whose strengths are
 * taken. Of each municipality the newest report of the question's revision counts. Fails with
 * SEARCH_ERROR_USAGE where not one question is asked for, or an error of the index. The caller
 * frees the answer. */
SearchBest *search_best(SearchEngine *engine, const SearchFilters *filters,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_best_free(SearchBest *best); /* NULL is fine */

/* A line to paste: "Luleå 2018, Kommunkompassen, 1.5 (10 av 10 poäng), s. 7: …". The caller frees
 * it. */
char *search_best_cite(const SearchStrength *strength, const char *question);

#endif
