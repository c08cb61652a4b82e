/* tests/tools/pdf_sheet.h: an A4 document to which text and tables are added from top to bottom. */
#ifndef TESTS_PDF_SHEET_H
#define TESTS_PDF_SHEET_H

#include <glib.h>
#include <stdbool.h>

typedef struct PdfSheet PdfSheet;

typedef struct {
  const char *header; /* running header; "%u" stands for the page number; NULL = none */
  bool page_numbers;  /* at the foot of each page */
  bool odd_order;     /* right columns are drawn before left ones */
  double leading;     /* distance of lines, in usual ones; 0 = 1 */
  unsigned seed;      /* where words may be broken */
} PdfSheetOptions;

PdfSheet *pdf_sheet_new(const char *path, const PdfSheetOptions *options);

/* Writes the file; returns its pages, 0 if it could not be written. Frees the sheet. */
unsigned pdf_sheet_finish(PdfSheet *sheet) G_GNUC_WARN_UNUSED_RESULT;

void pdf_sheet_new_page(PdfSheet *sheet);
void pdf_sheet_heading(PdfSheet *sheet, const char *text, double size);
void pdf_sheet_paragraph(PdfSheet *sheet, const char *text);

/* A bordered table of one row whose cells hold lists and break over pages. titles and cells have
 * `columns` entries; a cell is a GPtrArray of const char *. bullet: put before each item, "" for
 * none. */
void pdf_sheet_columns(PdfSheet *sheet, guint columns, const char *const *titles,
                       const GPtrArray *const *cells, const char *bullet);

/* One row of a table of figures: text, then cells at fixed places to the right of it. */
void pdf_sheet_figures(PdfSheet *sheet, const char *text, const char *const *cells, bool bold);

#endif
