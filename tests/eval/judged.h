/* tests/eval/judged.h: judged queries and the figures of a ranking against them. */
#ifndef TESTS_EVAL_JUDGED_H
#define TESTS_EVAL_JUDGED_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/report/report.h"

G_BEGIN_DECLS

/* A passage holds the grade (1 marginal, 2 relevant, 3 just what was wanted) of the best of these
 * that it contains. */
typedef struct {
  char *municipality;
  char *contains; /* normalised */
  int grade;
} Judgment;

typedef struct {
  char *id, *text, *kind;
  unsigned area;       /* filter; 0 = none */
  char *tag;           /* filter; NULL = none */
  char *municipality;  /* filter; NULL = none */
  GPtrArray *relevant; /* Judgment * */
} JudgedQuery;

/* A passage with what the judgments look at. */
typedef struct {
  const CorpusReport *report;
  const CorpusPassage *passage;
  char *normalised;
} EvalPassage;

typedef struct {
  double ndcg, reciprocal_rank, recall;
} Figures;

/* The queries of a JSON file, appended to `queries` (JudgedQuery *); false if it can't be read. */
bool judged_queries_read(const char *path, GPtrArray *queries);
GPtrArray *judged_queries_new(void);

/* All passages of the reports (CorpusReport *) that a search without a tag filter can answer with:
 * every one but background. EvalPassage *. */
GPtrArray *eval_passages(const GPtrArray *reports);

/* Lower case, white space collapsed: what both sides of a comparison go through. */
char *eval_normalise(const char *text);

/* Does the passage pass the query's filters? */
bool judged_query_admits(const JudgedQuery *query, const EvalPassage *passage);

/* 0 if it is not relevant. */
int judged_query_grade(const JudgedQuery *query, const EvalPassage *passage);

/* The figures of a ranking: indexes into passages, best first, at most the first ten count.
 * nDCG: gain 2^grade - 1, discount log2(rank + 1), the ideal taken over all passages that pass the
 * filters. Reciprocal rank of the first passage of grade 2 or 3 (grade 1 where nothing better
 * exists). Recall: relevant passages found, of ten at most. */
Figures judged_query_figures(const JudgedQuery *query, const GPtrArray *passages,
                             const GArray *ranking /* guint */);

G_END_DECLS

#endif
