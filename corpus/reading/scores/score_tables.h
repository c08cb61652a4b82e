/* corpus/reading/scores/score_tables.h: the score tables of a report. */
#ifndef CORPUS_READING_SCORES_SCORE_TABLES_H
#define CORPUS_READING_SCORES_SCORE_TABLES_H

#include "corpus/instrument/instrument.h"
#include "corpus/reading/lines/paragraph.h"
#include "corpus/report/report.h"
#include "corpus/source/line.h"

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
  guint prose;          /* long lines between its rows that are no part of it */
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
                                    const CorpusInstrument *instrument, CorpusKnownWords words);

/* Are these the points of an area whose questions sum up to that, but for rounding? rounded: how
 * many figures are, each by half a point at most. */
bool corpus_scores_add_up(double points, double sum, guint rounded);

/* ---- layouts that few reports have are written as most are: points, then maximum. Done before
 * anything is read. */

#define CORPUS_SCORES_HEAD "Fråga Poäng Max"

/* ---- tables with more columns (score_columns.c) */

/* Writes tables that print means, the highest, or other years beside points and maximum with
 * these two alone. */
void corpus_score_columns_take_apart(CorpusLines *lines);

/* ---- the points of an area in a cell beside its questions (sums_beside.c) */

/* They become a row of sums below the questions. Indexes of lines change; those of the notes are
 * kept right. */
void corpus_sums_beside_put_below(CorpusLines *lines);

/* ---- tables that came column by column (score_runs.c) */

/* Gives each row its figures. Lines that are no longer needed become empty. */
void corpus_score_runs_take_apart(CorpusLines *lines);

/* ---- lists without a head, and matrices (score_lists.c) */

/* Gives lists of an area's questions with points and maximum a head, and writes matrices with an
 * area a row as tables, where the figures are such as they must be. Indexes of lines change;
 * those of the notes are kept right. */
void corpus_score_lists_take_apart(CorpusLines *lines);

/* ---- several areas beside each other (areas_beside.c) */

/* They become a table an area. Lines that are no longer needed become empty. */
void corpus_areas_beside_take_apart(CorpusLines *lines);

/* ---- points by area and year, lists of areas with their points (score_history.c) */

typedef struct {
  guint first, last; /* indexes into the lines, inclusive */
  GArray *years;     /* unsigned, as the head has them; empty where none is named */
  GArray *points; /* CorpusHistory, row by row; area 0 = the row that sums up, year 0 = no year is
                     named: those of the report itself */
  GPtrArray *beside; /* CorpusBeside *, row by row: means and changes, never points */
} CorpusHistoryTable;

/* Heads of such tables whose years stand in a line below the names ("Ale" over "2018") become one
 * line, column by column; lines that are no longer needed become empty. Done before anything is
 * read. */
void corpus_history_heads_join(CorpusLines *lines);

/* All such tables ("Poäng i Kommunkompassen 2015 2017 2018", areas with a figure a year) and lists
 * ("1. Offentlighet och demokrati 61" below "Sammanfattning av resultat 2014"), in order; areas are
 * known by any revision's names, or by their numbers. A GPtrArray of CorpusHistoryTable *, the
 * caller's. */
GPtrArray *corpus_history_find(const GPtrArray *lines);
void corpus_history_table_free(CorpusHistoryTable *table); /* NULL is fine */

#endif
