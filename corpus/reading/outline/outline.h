/* corpus/reading/outline/outline.h: which lines are what: chapters, headings, tables, running text.
 *
 * Internal to corpus/. Works on what the layout means, not on one report's numbering. */
#ifndef CORPUS_READING_OUTLINE_OUTLINE_H
#define CORPUS_READING_OUTLINE_OUTLINE_H

#include "corpus/instrument/instrument.h"
#include "corpus/reading/lines/layout_words.h"
#include "corpus/source/line.h"

typedef enum {
  CORPUS_BLOCK_PROSE,       /* running text below one heading */
  CORPUS_BLOCK_RUBRICS,     /* the list "Rubriker Poäng" that opens a chapter, with its figure */
  CORPUS_BLOCK_COLUMNS,     /* a table of strengths and improvements, its header line included */
  CORPUS_BLOCK_SCORE_TABLE, /* "1. Offentlighet … Uppnått Max Procent" to its sum row */
  CORPUS_BLOCK_HISTORY,     /* a table of points from several years */
  CORPUS_BLOCK_POINTS,      /* points beside a heading, or in the line below it; their question's,
                               or the area's where they have none */
} CorpusBlockKind;

typedef struct {
  CorpusBlockKind kind;
  guint first, last;              /* indexes into the lines, inclusive; headings are not part of
                                     a prose block */
  unsigned area;                  /* from 1; 0 = none */
  const CorpusQuestion *question; /* NULL = none */
  char *heading;                  /* "" = none */
  bool background;                /* text that is the same in every report */
  unsigned number;                /* of the question, by the heading's own number; 0 = none */
  guint rubric;        /* the heading's place, from 1, among the rubrics that open the chapter, if
                          these are one a question; 0 = none */
  bool of_question;    /* the heading is one of those below which questions are answered */
  CorpusPoints points; /* of CORPUS_BLOCK_POINTS */
} CorpusBlock;

/* A GPtrArray of CorpusBlock *, in the lines' order, not overlapping; the caller's. scores,
 * histories: of corpus_scores_find() and corpus_history_find(), which need not look again; NULL =
 * they have to. */
GPtrArray *corpus_outline(const GPtrArray *lines, const CorpusInstrument *instrument,
                          GPtrArray *scores, GPtrArray *histories);

/* The same for lines[first..last] alone, in the chapter of an area: for text that follows a table
 * without a mark. */
GPtrArray *corpus_outline_within(const GPtrArray *lines, const CorpusInstrument *instrument,
                                 GPtrArray *histories, guint first, guint last, unsigned area);

/* The chapter's figure in a block of rubrics, -1 if it gives none. */
int corpus_rubrics_score(const GPtrArray *lines, const CorpusBlock *block);

/* The points that stand beside the rubrics, in order (int), where the figure below them is their
 * sum; else empty. The caller unrefs it. */
GArray *corpus_rubrics_points(const GPtrArray *lines, const CorpusBlock *block);

/* Gives the blocks below the headings of a chapter the questions that these lead to, all of them
 * taken together; corpus_outline() has done so. */
void corpus_outline_place_questions(const GPtrArray *blocks, const CorpusInstrument *instrument);

void corpus_block_free(CorpusBlock *block);

#endif
