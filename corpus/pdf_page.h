/* corpus/pdf_page.h: the text of one PDF page as segments with positions.
 *
 * Only the program kompass-read-pdf links this: poppler parses hostile input and stays out of
 * every other process. */
#ifndef CORPUS_PDF_PAGE_H
#define CORPUS_PDF_PAGE_H

#include <poppler.h>
#include <stdbool.h>

/* A run of text on one baseline without a gap as wide as between two columns. Points from the
 * page's top left corner. */
typedef struct {
  char *text; /* UTF-8, NFC, ligatures resolved, soft hyphens gone, white space collapsed */
  double left, right, top, size;
  bool bold;
} PdfSegment;

/* The page's segments in reading order: by baseline, from left to right, whatever order they were
 * drawn in. A GPtrArray of PdfSegment *, the caller's. */
GPtrArray *pdf_page_segments(PopplerPage *page);
void pdf_segment_free(PdfSegment *segment);

/* Do two segments stand on one baseline? */
bool pdf_same_row(const PdfSegment *a, const PdfSegment *b);

#endif
