/* corpus/source/pdf_blocks.h: in which order the words of a page are read: two pages on one sheet,
 * columns of running text, text boxes, footnotes.
 *
 * Knows nothing of PDF: it is handed words with places. */
#ifndef CORPUS_SOURCE_PDF_BLOCKS_H
#define CORPUS_SOURCE_PDF_BLOCKS_H

#include "corpus/source/pdf_rows.h"

/* Words that are read together, row by row. */
typedef struct {
  GPtrArray *words; /* PdfWord *, borrowed; the array is the block's */
  bool box;         /* a text box, whose lines do not run on into others */
  bool column;      /* of running text: no table stands in it */
  double shift;     /* points to the right by which it stands where the other columns end */
} PdfBlock;

/* The blocks of words (PdfWord *, which must outlive them) of a page of that size, in reading
 * order; every word is in one of them. Running text in two columns is two blocks; the columns of a
 * table, whose lines do not fill them, are one, and are parted in its rows. A GPtrArray of
 * PdfBlock *, the caller's. */
GPtrArray *pdf_blocks_new(const GPtrArray *words, double width, double height);

/* Takes the footnotes off the words: rows at the page's foot in type smaller than body_size that
 * begin with a number. They are returned, in order, as text without the number (char *); the words
 * that refer to them lose their raised numbers. The array is the caller's. */
GPtrArray *pdf_blocks_take_notes(GPtrArray *words, double body_size);

#endif
