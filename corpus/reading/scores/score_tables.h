/* corpus/reading/scores/score_tables.h: the score tables of a report.
 *
 * Internal to corpus/. A table is read by its grammar alone (a head or numbered rows, a text and
 * two or three figures a row, a sum row), whatever lines the extraction made of its cells. */
#ifndef CORPUS_READING_SCORES_SCORE_TABLES_H
#define CORPUS_READING_SCORES_SCORE_TABLES_H

#include "corpus/reading/lines/join_lines.h"
#include "corpus/instrument/instrument.h"
#include "corpus/source/line.h"
#include "corpus/report/report.h"

typedef struct {
  unsigned number;         /* 3 of "1.3" */
  GPtrArray *lines;        /* CorpusLine *: the question's text without number and figures; owned */
  int score, max, percent; /* -1 = not there */
} CorpusScoreRow;

typedef struct {
  guint first, last;       /* indexes into the lines, inclusive; title and sum row included */
  unsigned area;           /* 0 = told by nothing */
  GPtrArray *rows;         /* CorpusScoreRow *, in order; owned */
  int score, max, percent; /* the sum row; -1 = not there */
  bool decimals;           /* some figure was rounded to a whole number */
} CorpusScoreTable;

/* All score tables, in order; a GPtrArray of CorpusScoreTable *, the caller's. */
GPtrArray *corpus_scores_find(const GPtrArray *lines);
void corpus_score_table_free(CorpusScoreTable *table); /* NULL is fine */

/* What the table says of its area. The texts are joined and dehyphenated. The caller frees the
 * result with corpus_area_score_free(). */
CorpusAreaScore *corpus_scores_area(const CorpusScoreTable *table,
                                    const CorpusInstrument *instrument,
                                    const CorpusVocabulary *vocabulary, CorpusLexicon *lexicon);

#endif
