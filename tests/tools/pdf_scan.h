/* tests/tools/pdf_scan.h: makes scanned pages of a PDF file's: pictures at 300 dots an inch, not
 * quite straight, with the noise of a scanner. */
#ifndef TESTS_PDF_SCAN_H
#define TESTS_PDF_SCAN_H

#include <stdbool.h>

typedef struct {
  const char *having; /* pages with this text are scanned; the others stay as they are */
  unsigned most;      /* so many, at the most */
  double degrees;     /* by which they lie askew */
  int noise;          /* by how much a pixel's grey may be off, of 255 */
} PdfScan;

/* Returns how many pages were scanned; 0 also where a file can't be read or written. */
unsigned pdf_scan_make(const char *from, const PdfScan *scan, const char *to)
    __attribute__((warn_unused_result));

#endif
