/* tests/tools/pdf_report.h: lays a report that was read from text out as a PDF like the published
 * ones: A4, running header, bordered tables that cross pages, hyphenated narrow columns. */
#ifndef TESTS_PDF_REPORT_H
#define TESTS_PDF_REPORT_H

#include "corpus/report/report.h"

typedef struct {
  const char *bullet;      /* before each item; "" = none */
  const char *header;      /* running header; "%u" stands for the page; NULL = none */
  bool page_numbers;       /* at the foot of each page */
  bool tables_in_chapters; /* chapters are numbered 4.1 to 4.8, and each begins with its tables */
  bool odd_order;          /* right columns are drawn before left ones */
  unsigned seed;           /* where words may be broken */
  double leading;          /* distance of lines, in usual ones; 0 = 1 */
} PdfReportLayout;

/* Layouts as they are seen in published reports, ended by one without a bullet field (NULL). */
extern const PdfReportLayout pdf_report_layouts[];

/* Returns how many pages it took, 0 if the file could not be written. */
unsigned pdf_report_make(const CorpusReport *report, const PdfReportLayout *layout,
                         const char *path) G_GNUC_WARN_UNUSED_RESULT;

#endif
