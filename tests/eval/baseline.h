/* tests/eval/baseline.h: two plain engines to compare with, each as it comes. */
#ifndef TESTS_EVAL_BASELINE_H
#define TESTS_EVAL_BASELINE_H

#include "tests/eval/judged.h"

G_BEGIN_DECLS

typedef struct Baseline Baseline;

/* Bare Xapian: its term generator and query parser with its Swedish stemmer, BM25, an index in
 * memory over the passages' texts. */
Baseline *bare_xapian_new(const GPtrArray *passages /* EvalPassage * */);
/* Indexes of passages, best first; only those that the query admits. The caller unrefs it. */
GArray *bare_xapian_rank(Baseline *baseline, const JudgedQuery *query);
void bare_xapian_free(Baseline *baseline);

/* SQLite's FTS5 with its own tokenizer and bm25(), the query's words joined by OR. */
Baseline *fts5_new(const GPtrArray *passages);
GArray *fts5_rank(Baseline *baseline, const JudgedQuery *query);
void fts5_free(Baseline *baseline);
/* What FTS5 is asked: the query's words, each in quotes, joined by OR; a phrase stays one. The
 * caller frees it. */
char *fts5_match_new(const char *query);

G_END_DECLS

#endif
