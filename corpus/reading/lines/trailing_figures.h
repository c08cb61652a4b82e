/* corpus/reading/lines/trailing_figures.h: the figures at the end of a line of a table.
 *
 * Internal to corpus/. */
#ifndef CORPUS_READING_LINES_TRAILING_FIGURES_H
#define CORPUS_READING_LINES_TRAILING_FIGURES_H

#include <glib.h>
#include <stdbool.h>

#define CORPUS_FIGURES_MAX 6

typedef struct {
  double value;
  bool percent;      /* written with "%" */
  gsize start_bytes; /* where it begins in the text */
} CorpusFigure;

/* The numbers of at most three digits that end the text ("… resultat? 11 15 75%", "12,5 av 15"), in
 * the order in which they stand; returns how many (at most CORPUS_FIGURES_MAX). text_bytes, if not
 * NULL, receives the length of what stands before them, without white space at its end: 0 = the
 * text is nothing but figures. */
guint corpus_figures_at_end(const char *text, CorpusFigure figures[CORPUS_FIGURES_MAX],
                            gsize *text_bytes);

/* To a whole number; *decimals becomes true where that takes something off. */
int corpus_figure_round(CorpusFigure figure, bool *decimals);

#endif
