/* corpus/source/page_furniture.h: removes what belongs to the page, not to the text. Internal to
 * corpus/. */
#ifndef CORPUS_SOURCE_PAGE_FURNITURE_H
#define CORPUS_SOURCE_PAGE_FURNITURE_H

#include "corpus/source/line.h"

/* A line, and how far its text is moved in (0 where the source does not say). */
typedef struct {
  CorpusLine *line; /* owned by the array of these */
  guint indent_chars;
} CorpusPlacedLine;

CorpusPlacedLine *corpus_placed_line_new(CorpusLine *line, guint indent_chars);
void corpus_placed_line_free(CorpusPlacedLine *placed); /* frees the line too, unless taken */

/* Removes from lines (CorpusPlacedLine *, the array frees them):
 * - page numbers, alone ("22", "Sida 3 av 30") or in a running header ("Organisation 2013-01-03
 *   7 (27)"): recognised by a date and "n (of m)", by counting on over the pages, or by standing in
 *   the middle of a sentence;
 * - running headers and footers without a number: the same line at the border of most pages;
 * - link addresses that a page has at its end for a link in its text.
 *
 * A removed line that had text of its page on both sides marks a page of its own: the pages after
 * it are counted anew. Figures of tables and years are no page numbers. */
void corpus_furniture_remove(GPtrArray *lines);

#endif
