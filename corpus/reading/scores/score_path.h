/* corpus/reading/scores/score_path.h: what each atom of a score table is, by the reading that
 * explains them best.
 *
 * Internal to corpus/reading/scores/. */
#ifndef CORPUS_READING_SCORES_SCORE_PATH_H
#define CORPUS_READING_SCORES_SCORE_PATH_H

#include "corpus/reading/scores/score_atoms.h"

/* A table as far as it is known before its rows are. */
typedef struct {
  const GPtrArray *lines;
  CorpusScoreHead head;
  CorpusScoreAtoms atoms;
} CorpusScoreLayout;

typedef enum {
  CORPUS_SCORE_NUMBER,  /* begins the row */
  CORPUS_SCORE_TEXT,    /* of the row */
  CORPUS_SCORE_FIGURES, /* of the row */
  CORPUS_SCORE_OTHER,   /* no part of the table */
  CORPUS_SCORE_SUM,     /* the figures of the sum row; the last step */
} CorpusScoreStepKind;

/* What atoms [at, at + taken) are. */
typedef struct {
  CorpusScoreStepKind kind;
  guint at, taken;
  unsigned row; /* the number of the row */
} CorpusScoreStep;

/* The cheapest path with the questions of the area (NULL: not known): a GArray of CorpusScoreStep
 * in order, the caller's; what follows the last step is no part of the table. cost, if not NULL:
 * the less, the better the area explains the table. */
GArray *corpus_score_path(const CorpusScoreLayout *layout, const CorpusArea *area, double *cost);

/* The readings of figures atoms[at, at + count) where the maximum is `max` (0 = not known). A
 * GArray of CorpusScoreReading, the caller's. */
GArray *corpus_score_path_readings(const CorpusScoreLayout *layout, guint at, guint count,
                                   unsigned max);

/* The maximum of a question, and of all of an area; 0 where it is not known. */
unsigned corpus_score_known_max(const CorpusArea *area, unsigned number);
unsigned corpus_score_known_sum(const CorpusArea *area);

#endif
