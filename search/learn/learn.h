/* search/learn/learn.h: what a municipality can learn from others.
 *
 * One call answers, whatever the face: search_learn(), then search_view_learn()
 * (search/view/view.h) in text, JSON or CSV.
 *
 * Points are compared within one revision of the instrument only. A source of another revision is
 * there for its subject, and is marked. How sources are chosen: search/learn/README.md.
 */
#ifndef SEARCH_LEARN_LEARN_H
#define SEARCH_LEARN_LEARN_H

#include "search/ask/engine.h"
#include "search/ask/filters.h"
#include "search/ask/scores_beside.h"
#include "search/benchmark/benchmark.h"
#include "search/benchmark/role_model_ranking.h"
#include "search/query/excerpt.h"

/* How many of the weakest questions are taken up. */
#define SEARCH_LEARN_QUESTIONS 10
/* Sources and role models of one suggestion, at most. */
#define SEARCH_LEARN_SOURCES 4
#define SEARCH_LEARN_MODELS 4

/* A passage to learn from: what another does. */
typedef struct {
  const CorpusReport *report;   /* of the other; borrowed from the engine */
  const CorpusPassage *passage; /* borrowed from the answer */
  SearchExcerpt excerpt;        /* the sentences that say what is done */
  GPtrArray *of;   /* const CorpusMunicipality *: those who do it, where the report tells of others;
                      else NULL. Their scores are not those of the report: then not comparable */
  double score;    /* 0..: how well it fits, to compare within one suggestion */
  bool subject;    /* is it about the improvement's subject, or only its question? */
  bool comparable; /* the same revision: both figures may be compared */
  /* The other's and the report's own figures of what was compared: the question, or the area where
   * one of the texts belongs to no question. The own ones are empty where not comparable. */
  SearchFigures theirs, own;
} SearchLearnSource;

typedef struct {
  /* That it is compared on; of an improvement that the report puts under none, the one under which
   * it writes of it; "" = the whole area. */
  char question[CORPUS_QUESTION_ID_BYTES];
  unsigned area;                    /* its number in the report's revision */
  const CorpusPassage *improvement; /* the item that asks for it, NULL = the question's score */
  SearchFigures own;                /* of the question; of the area where there is none */
  const SearchBenchmarkFigure *benchmark; /* NULL = no other report of the revision gives it */
  SearchRank rank;
  const CorpusReport *best; /* another with the highest score; NULL = the own is the highest */
  double need;              /* 0..1: how far it is from the full score and from the best */
  GPtrArray *from;          /* SearchLearnSource *, best first, of different municipalities first */
  GArray *models;           /* SearchModelReference: who is named for it, the nearest first */
} SearchSuggestion;

typedef struct {
  const CorpusReport *report; /* borrowed from the engine */
  CorpusReport *own;          /* the same with its passages, owned */
  GHashTable *read;           /* the passages that sources borrow, owned */
  unsigned compared;          /* other municipalities with a report of the same revision */
  SearchScores *scores;       /* the benchmark over them and the report */
  GPtrArray *suggestions;     /* SearchSuggestion *: the weakest questions, the neediest first, then
                                 the improvements that the report lists, in the same order of their
                                 questions */
  unsigned total;             /* how many there are without limit and offset */
  GPtrArray *notices;         /* CorpusNotice *: why there is nothing to learn, and where to look */
  double took_ms;
} SearchLearn;

/* municipality: name or code. Its newest report that passes the filters on year and revision is
 * taken. Filters on area and question choose suggestions, on tag the items (improvement, weakness)
 * that are taken up, on municipality whom to learn from. A limit holds only where one was asked
 * for. Fails with SEARCH_ERROR_UNKNOWN where there is no such municipality (the message names the
 * nearest) or no such report, or an error of the index. Where the index is changed meanwhile, it is
 * taken up anew and asked once more. The caller frees the answer, which borrows from the engine. */
SearchLearn *search_learn(SearchEngine *engine, const SearchFilters *filters,
                          const char *municipality, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_learn_free(SearchLearn *learn); /* NULL is fine */

#endif
