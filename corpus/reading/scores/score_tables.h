/* corpus/reading/scores/score_tables.h: the score tables of a report. */
#ifndef CORPUS_READING_SCORES_SCORE_TABLES_H
#define CORPUS_READING_SCORES_SCORE_TABLES_H

#include "corpus/reading/lines/join_lines.h"
#include "corpus/instrument/instrument.h"
#include "corpus/source/line.h"
#include "corpus/report/report.h"

/* Whole points; -1 = not printed, or not readable. */
typedef struct {
  int score, max, percent;
  char
      *printed; /* as printed ("l4 25 56%"), where it was read otherwise or not at all; else NULL */
} CorpusScoreCells;

typedef struct {
  unsigned number;  /* 3 of "1.3" */
  unsigned page;    /* where it begins */
  GPtrArray *lines; /* CorpusLine *: the question's text without number and figures; owned */
  CorpusScoreCells cells;
} CorpusScoreRow;

typedef struct {
  guint first, last;    /* indexes into the lines, inclusive; title and sum row included */
  unsigned page;        /* where it begins */
  unsigned area;        /* 0 = not known */
  GPtrArray *rows;      /* CorpusScoreRow *, in order; owned */
  CorpusScoreCells sum; /* the sum row */
  bool decimals;        /* some figure was rounded to a whole number */
  bool by_order;        /* neither numbers nor known questions tell which row is which */
} CorpusScoreTable;

/* All score tables, in order. instruments: the revisions that the report may have been made with,
 * NULL-terminated; each table is read with the one that explains it best, or without any. A
 * GPtrArray of CorpusScoreTable *, the caller's. */
GPtrArray *corpus_scores_find(const GPtrArray *lines, const CorpusInstrument *const *instruments);
void corpus_score_table_free(CorpusScoreTable *table); /* NULL is fine */

/* The figures of the table's area. The texts are joined and dehyphenated. The caller frees the
 * result with corpus_area_score_free(). */
CorpusAreaScore *corpus_scores_area(const CorpusScoreTable *table,
                                    const CorpusInstrument *instrument,
                                    const CorpusVocabulary *vocabulary, CorpusLexicon *lexicon);

#endif
