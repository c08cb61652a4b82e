/* corpus/pdf_page.h: the text of one PDF page as segments with positions.
 *
 * Only the program kompass-read-pdf links this: poppler parses hostile input and stays out of
 * every other process. */
#ifndef CORPUS_PDF_PAGE_H
#define CORPUS_PDF_PAGE_H

#include <poppler.h>

#include "corpus/pdf_rows.h"

/* The page's segments in reading order (corpus/pdf_rows.h), whatever order they were drawn in and
 * whichever way most of the text is turned; text that is turned otherwise follows at the end.
 * height: of the page as its text is read, in points. A GPtrArray of PdfSegment *, the caller's. */
GPtrArray *pdf_page_segments(PopplerPage *page, double *width, double *height);

#endif
