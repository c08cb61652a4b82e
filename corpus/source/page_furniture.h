/* corpus/source/page_furniture.h: what belongs to the page, not to the text. Internal to
 * corpus/source/. */
#ifndef CORPUS_SOURCE_PAGE_FURNITURE_H
#define CORPUS_SOURCE_PAGE_FURNITURE_H

#include "corpus/source/line.h"

/* A line, and what the source says of its place. */
typedef struct {
  CorpusLine *line;   /* owned by the array of these */
  guint indent_chars; /* how far its text is moved in; 0 where the source does not say */
  double page_height; /* in points; NAN where the source has no places */
} CorpusPlacedLine;

CorpusPlacedLine *corpus_placed_line_new(CorpusLine *line, guint indent_chars, double page_height);
void corpus_placed_line_free(CorpusPlacedLine *placed); /* frees the line too, unless taken */

/* For each of lines (CorpusPlacedLine *, in reading order), does it belong to the page?
 *
 * Where lines have places: what recurs at the same distance from a page's edge, whatever its
 * digits, and page numbers in the margins.
 *
 * Where they have none:
 * - page numbers, alone ("22", "Sida 3 av 30") or in a running header ("Organisation 2013-01-03
 *   7 (27)"): recognised by a date and "n (of m)", by counting on over the pages, or by standing in
 *   the middle of a sentence. Figures of tables and years are no page numbers;
 * - running headers and footers without a number: the same line at the border of most pages;
 * - link addresses that a page has at its end for a link in its text.
 * There, such a line that had text of its page on both sides marks a page of its own: the pages
 * after it are counted anew. The caller frees the result with g_free(). */
bool *corpus_furniture_find(const GPtrArray *lines);

#endif
