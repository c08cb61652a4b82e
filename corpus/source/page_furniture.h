/* corpus/source/page_furniture.h: what belongs to the page, not to the text, where lines have no
 * places (pdf_margins.c where they have). Internal to corpus/source/. */
#ifndef CORPUS_SOURCE_PAGE_FURNITURE_H
#define CORPUS_SOURCE_PAGE_FURNITURE_H

#include "corpus/source/line.h"

/* A line, and what the source says of its place. */
typedef struct {
  CorpusLine *line;   /* owned by the array of these */
  guint indent_chars; /* how far its text is moved in */
} CorpusPlacedLine;

CorpusPlacedLine *corpus_placed_line_new(CorpusLine *line, guint indent_chars);
void corpus_placed_line_free(CorpusPlacedLine *placed); /* frees the line too, unless taken */

/* For each of lines (CorpusPlacedLine *, in reading order), does it belong to the page?
 *
 * - page numbers, alone ("22", "Sida 3 av 30") or in a running header ("Organisation 2013-01-03
 *   7 (27)"): recognised by a date and "n (of m)", by counting on over the pages, or by standing in
 *   the middle of a sentence. Figures of tables and years are no page numbers;
 * - running headers and footers without a number: the same line at the border of most pages;
 * - link addresses that a page has at its end for a link in its text.
 * Such a line that had text of its page on both sides marks a page of its own: the pages after it
 * are counted anew. The caller frees the result with g_free(). */
bool *corpus_furniture_find(const GPtrArray *lines);

/* Could the text be a page's number, and is it nothing else: "22", "Sida 3 av 30"? */
bool corpus_is_page_number(const char *text);

#endif
