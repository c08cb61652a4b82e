/* corpus/source/pdf_page.h: the text of one PDF page as words with positions.
 *
 * Only the program kompass-read-pdf links this: poppler parses hostile input and stays out of
 * every other process. */
#ifndef CORPUS_SOURCE_PDF_PAGE_H
#define CORPUS_SOURCE_PDF_PAGE_H

#include <poppler.h>

#include "corpus/source/pdf_rows.h"

/* A page whose text was turned so that most of it runs to the right. */
typedef struct {
  GPtrArray *words;     /* PdfWord * of that text; owned */
  GPtrArray *turned;    /* of text that runs another way; owned */
  double width, height; /* as the text is read, in points */
  bool unreadable;      /* it has text, and the font does not say which letters it is */
  bool scanned;         /* what it shows is no text: it has none, or none that can be read, or text
                           that is not drawn, over a picture that fills the page */
  bool recognised;      /* the words come from text recognition, here or before */
} PdfPage;

/* Slanted text (a watermark) is left out; letters that a converter wrote down with their bytes
 * swapped are put right. Never NULL. page may be NULL: a page that can't be read has no text. */
PdfPage *pdf_page_new(PopplerPage *page);
void pdf_page_free(PdfPage *page); /* NULL is fine */

#endif
