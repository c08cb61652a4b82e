/* corpus/reading/scores/score_figures.h: what the printed figures of one row can mean. */
#ifndef CORPUS_READING_SCORES_SCORE_FIGURES_H
#define CORPUS_READING_SCORES_SCORE_FIGURES_H

#include <glib.h>
#include <stdbool.h>

/* Whether the percentage can be that of the points, both rounded to whole numbers: reports compute
 * it from the rounded points or from those before rounding. */
bool corpus_percent_fits(double score, double max, double percent);

/* A figure as it is printed, or what text recognition made of one. */
typedef struct {
  char text[8];
  double value; /* NAN where it is not written in digits alone ("l4") */
  bool percent; /* written with "%" */
} CorpusScoreFigure;

/* Whether the word may be a figure of a score table: at most four digits, or as many signs that
 * look like digits. */
bool corpus_score_figure_parse(const char *word, gsize bytes, CorpusScoreFigure *figure);

/* What a row's figures have to satisfy. */
typedef struct {
  guint columns;  /* 2: points and maximum, 3: the percentage too; 0 = not known */
  bool max_first; /* the maximum stands before the points */
  unsigned max;   /* the known maximum, 0 = not known */
  bool no_max;    /* there is no column of maxima */
} CorpusScoreRules;

/* One way to read a row; NAN = not there. */
typedef struct {
  double score, max, percent;
  double cost;     /* 0 = as printed, and as the rules have it */
  bool as_printed; /* no figure was read otherwise, none was added */
} CorpusScoreReading;

/* The readings of least cost of figures[0..count) that satisfy the rules: several where they can be
 * read in several ways, none where they can't. A GArray of CorpusScoreReading, the caller's. */
GArray *corpus_score_readings(const CorpusScoreFigure *figures, guint count,
                              const CorpusScoreRules *rules);

#endif
