/* corpus/reading/lines/page_text.h: lines before they are read: pages that came as one line each
 * are cut into lines again, footnotes are taken out, figures at a line's end are told from its
 * text. Internal to corpus/. */
#ifndef CORPUS_READING_LINES_PAGE_TEXT_H
#define CORPUS_READING_LINES_PAGE_TEXT_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/source/line.h"

/* Sites where documents are shared join all lines of a page to one, with the page's number in
 * front. Where the text is such a transcript: puts headings that are known by name, heads and rows
 * of tables, bulleted items and some sentences of running text at a time in lines of their own,
 * drops the running header, and warns that the tables of strengths and improvements can't be told
 * for sure. Else leaves the lines alone. */
void corpus_page_text_cut(CorpusLines *lines);

/* Tables that only lay out a text are taken apart: rows with a question and its points become
 * headings, running text and words over it are in no table any more, and what is a table of items
 * by itself is one of its own. Lines that are no longer needed become empty. */
void corpus_layout_tables_take_apart(CorpusLines *lines);

/* The same for tables whose source knows none, but where each word stands: those that have a column
 * of running text beside questions and their points, with words over them that say so. Indexes of
 * lines change; those of the notes are kept right. */
void corpus_prose_tables_take_apart(CorpusLines *lines);

/* Puts the words for items that stand beside these ("Styrkor" at the left) above them. */
void corpus_row_heads_put_above(CorpusLines *lines);

/* Labels with the number and points of a heading ("Delfråga 1.1 · 10 av 15 poäng") are put into the
 * title below them; their lines become empty. */
void corpus_labels_put_into_titles(CorpusLines *lines);

/* The titles of areas whose words stand in lines of their own, in any order, become one line each;
 * the other lines become empty. */
void corpus_scattered_titles_join(CorpusLines *lines);

/* Areas and the words for their items that are items of a list themselves lose their bullets. */
void corpus_area_lists_take_apart(CorpusLines *lines);

/* Pairs of heads over lists that the report has again and again, and of which no more than one is
 * known, are written with words that are ("Styrkor", "Förbättringsområden"). */
void corpus_taught_heads_write(CorpusLines *lines);

/* ---- footnotes leave the lines ---- */

/* Moves the lines at the foot of a page that are notes out of the lines into lines->notes, each
 * whole, without its number: lines in smaller type than the text, the first of which begins with a
 * number or a star ("1 Källa: …"). Where type sizes are not known, a single such line at the end of
 * a page. Indexes of the lines after them change; those of notes that the source found are kept
 * right. */
void corpus_page_notes_take(CorpusLines *lines);

/* ---- titles and cells over several lines (join_lines.c) */

/* Puts a line behind the words of a title, or of a cell, that stand before it: where no vocabulary
 * is at hand, a word broken at the hyphen is known by its letters alone. */
void corpus_join_title(GString *title, const char *more);

/* ---- the figures at the end of a line of a table (trailing_figures.c) */

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

/* Is the text nothing but such figures: a cell, or cells, of a row? */
bool corpus_figures_alone(const char *text);

/* To a whole number; *decimals becomes true where that takes something off. */
int corpus_figure_round(CorpusFigure figure, bool *decimals);

#endif
