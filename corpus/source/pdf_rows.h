/* corpus/source/pdf_rows.h: words with positions become rows, and rows are cut where columns part.
 *
 * Knows nothing of PDF: it is handed words in any order. */
#ifndef CORPUS_SOURCE_PDF_ROWS_H
#define CORPUS_SOURCE_PDF_ROWS_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/source/line.h"

/* Points from the page's top left corner, as it is read. */
typedef struct {
  char *text; /* UTF-8 as drawn: ligatures, soft hyphens */
  double left, right, top, bottom, size;
  bool bold;
  bool after_space; /* white space stands before it */
  guint raised;     /* so many bytes at the end of text are small raised digits */
} PdfWord;

void pdf_word_free(PdfWord *word); /* NULL is fine */

/* Words whose heights overlap. */
typedef struct {
  GPtrArray *words; /* PdfWord *, from the left; borrowed, the array is the row's */
  double left, right, top, bottom, size;
} PdfRow;

/* The rows of words (PdfWord *, which must outlive them), in whatever order they come, from the
 * top; a raised figure stands in the row of its line. A GPtrArray of PdfRow *, the caller's. */
GPtrArray *pdf_rows_of(const GPtrArray *words);

/* Words of one row that belong together. */
typedef struct {
  char *text; /* UTF-8, NFC, ligatures resolved, white space collapsed; soft hyphens gone, but for
                 one that ends the line: that is seen, and is a hyphen */
  double left, right;
  double top; /* where its letters stand, from the page's top */
  double size;
  bool bold;
  guint row;     /* from 0, from the top */
  GArray *words; /* CorpusPlace of each word of the text; owned */
} PdfSegment;

/* The rows of one page, being parted. */
typedef struct PdfRows PdfRows;

/* Forms the rows of words (PdfWord *) and parts them where a gap is far wider than a space, and at
 * the left edges of columns: where several rows have a word, one of them after a wide gap, and no
 * row between has one across. Without has_columns they are not parted. Keeps a reference to words.
 * Never NULL. */
PdfRows *pdf_rows_new(GPtrArray *words, bool has_columns);
void pdf_rows_free(PdfRows *rows); /* NULL is fine */

/* The left edges of the columns that were found (double); borrowed. */
const GArray *pdf_rows_edges(const PdfRows *rows);

/* Parts the rows at edges that another page shows: a table that crosses pages may have too few rows
 * here to show them itself. */
void pdf_rows_part_at(PdfRows *rows, const GArray *edges);

/* The segments, row by row from the top, each from the left. A GPtrArray of PdfSegment *, the
 * caller's. */
GPtrArray *pdf_rows_segments(const PdfRows *rows);

/* ---- strips: white space between what stands side by side */

#define PDF_GUTTER 0.9 /* in font sizes: so wide a strip parts what stands side by side */

/* A strip of the page that rows[first..end) leave free. */
typedef struct {
  guint first, end;
  double left, right;
} PdfStrip;

/* Narrows the strip to what the row leaves free of it; false where that is too little. */
bool pdf_strip_narrow(PdfStrip *strip, const PdfRow *row, double least);

/* Adds the rows below that leave so much of it free. */
void pdf_strip_extend(const GPtrArray *rows, PdfStrip *strip, double least);

/* The longest strip that begins at the row, in one of its gaps. */
PdfStrip pdf_strip_from(const GPtrArray *rows, guint first);

#endif
