/* tests/tools/pdf_raw.h: PDF files written by hand, object by object, for what no drawing library
 * makes: rotated pages, odd glyphs, encryption, streams that unpack to more than fits. */
#ifndef TESTS_PDF_RAW_H
#define TESTS_PDF_RAW_H

#include <glib.h>
#include <stdbool.h>

typedef struct PdfRaw PdfRaw;

PdfRaw *pdf_raw_new(void);

/* Adds a page. content: drawing operators; fonts /F1 (Helvetica) and /F2 (Helvetica Bold) in
 * Windows-1252, and /F3, in which "1" is the ligature of f and i, "2" a soft hyphen and "3" U+2010;
 * /F4 is a part of Arial, as its name says.
 * attributes: more entries of the page's dictionary ("/Rotate 90"), "" for none. Pages are A4,
 * upright. */
void pdf_raw_add_page(PdfRaw *raw, const char *content, const char *attributes);

/* The same with a content stream that is packed already (zlib). */
void pdf_raw_add_packed_page(PdfRaw *raw, GBytes *packed);

/* A password that nobody knows is needed to open the file. */
void pdf_raw_encrypt(PdfRaw *raw);

/* The file's bytes; frees raw. */
GBytes *pdf_raw_finish(PdfRaw *raw);

#endif
