/* corpus/source/pdf_scans.h: the scanned pages of a PDF file, recognised by several processes, each
 * confined and with limits of its own. Linked by kompass-read-pdf alone. */
#ifndef CORPUS_SOURCE_PDF_SCANS_H
#define CORPUS_SOURCE_PDF_SCANS_H

#include <glib.h>
#include <stdbool.h>

/* Loads Tesseract's data and starts as many processes as there are cores, which look for scanned
 * pages in the file at once. What they find comes through this process's standard input from then
 * on. To be called before the process is confined. Fails with CORPUS_ERROR_IO where a package is
 * missing, which is named, or no process can be started. */
bool pdf_scans_begin(GBytes *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Waits for the words of the scanned ones of the pages (PdfPage *) and puts them in the place of
 * what they had; tells on standard output, a line a page, how many are done ("page 3 of 30"). A
 * page that no process could read stays as it was. Sets the process's alarm anew with each page. */
void pdf_scans_collect(const GPtrArray *pages);

#endif
