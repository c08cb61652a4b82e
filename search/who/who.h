/* search/who/who.h: who has it? A verdict on a topic for each municipality, with the evidence. */
#ifndef SEARCH_WHO_WHO_H
#define SEARCH_WHO_WHO_H

#include "search/ask/engine.h"
#include "search/who/asked.h"
#include "search/who/evidence.h"
#include "search/ask/filters.h"

/* On what an answer rests. */
typedef enum {
  SEARCH_BASIS_EVIDENCE,
  SEARCH_BASIS_NOTHING_FOUND,  /* silent, though the words of the topic stand in some report */
  SEARCH_BASIS_WORD_NOT_FOUND, /* silent, and no report has one of the words, nor anything like it
                                */
} SearchBasis;

/* "evidence", …: the words of the JSON contract. Static. */
const char *search_basis_name(SearchBasis basis);

typedef struct {
  const CorpusReport *report; /* borrowed from the engine */
  GPtrArray *passages;        /* CorpusPassage *, those that were looked at; owned */
  SearchAnswer *answer;
  SearchBasis basis;
  /* The sub-question that most evidence of all reports of its revision belongs to; "" = none. */
  char usual[CORPUS_QUESTION_ID_BYTES];
} SearchWhoAnswer;

/* What one municipality's report tells of another. */
typedef struct {
  const CorpusReport *source;     /* borrowed from the engine */
  const SearchEvidence *evidence; /* borrowed from the answer of the source */
} SearchWhoTold;

/* How many have each verdict. */
typedef struct {
  const char *county; /* NULL = all */
  unsigned verdicts[SEARCH_VERDICTS];
} SearchWhoCount;

/* The sub-question that the answers about reports of a revision fall under. */
typedef struct {
  const CorpusReport *report; /* one of that revision; borrowed from the engine */
  unsigned answers;
  char question[CORPUS_QUESTION_ID_BYTES]; /* "" = none */
} SearchWhoQuestion;

typedef struct {
  char *topic;             /* as it was asked */
  SearchTopicAsked *asked; /* as it was read: corrected, and what was sought */
  GPtrArray *answers; /* SearchWhoAnswer *: in the order that is asked for, which is that those that
                         have it come first, then by confidence and name */
  GPtrArray *all;     /* the same without limit and offset; owns them */
  unsigned total;     /* how many there are without limit and offset */
  GArray *counts; /* SearchWhoCount, of all that pass the filters but that on verdicts: the first of
                     all, then one for each county, by name */
  GArray
      *questions; /* SearchWhoQuestion, of all that pass the filters, the newest revision first */
  GPtrArray *notices; /* CorpusNotice *: why there is nothing, and what chooses less */
  GArray *told;       /* SearchWhoTold, of all of them, most relevant first */
  double took_ms;
} SearchWho;

/* What the reports that pass the filters say of the topic: the newest of each municipality, or all
 * of them (all_years). All reports of the years and revisions that are asked for are judged beside
 * each other; filters on municipality, county and verdict choose among the answers. A filter on
 * area or question leaves out evidence from elsewhere, a tag evidence of other tags; a limit holds
 * only where one was asked for. Fails with SEARCH_ERROR_USAGE (a topic without words), _TOO_LONG or
 * an error of the index. Where the index is changed meanwhile, it is taken up anew and asked once
 * more. The answer borrows reports from the engine; the caller frees it. */
SearchWho *search_who(SearchEngine *engine, const SearchFilters *filters, bool all_years,
                      const char *topic, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_who_free(SearchWho *who); /* NULL is fine */

#endif
