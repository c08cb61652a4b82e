/* corpus/source/pdf_page.h: the text of one PDF page as segments with positions.
 *
 * Only the program kompass-read-pdf links this: poppler parses hostile input and stays out of
 * every other process. */
#ifndef CORPUS_SOURCE_PDF_PAGE_H
#define CORPUS_SOURCE_PDF_PAGE_H

#include <poppler.h>

#include "corpus/source/pdf_rows.h"

/* A page whose text was turned so that most of it runs to the right. */
typedef struct {
  PdfRows *rows;        /* of that text; owned */
  PdfRows *turned;      /* of text that runs another way; owned */
  double width, height; /* as the text is read, in points */
} PdfPage;

/* Never NULL. page may be NULL: a page that can't be read has no text. */
PdfPage *pdf_page_new(PopplerPage *page);
void pdf_page_free(PdfPage *page); /* NULL is fine */

/* The page's segments in reading order (corpus/source/pdf_rows.h), whatever order they were drawn
 * in; text that is turned otherwise follows at the end. A GPtrArray of PdfSegment *, the caller's.
 */
GPtrArray *pdf_page_segments(const PdfPage *page);

#endif
