/* corpus/source/pdf_lines.h: a PDF document as lines. Linked by kompass-read-pdf alone. */
#ifndef CORPUS_SOURCE_PDF_LINES_H
#define CORPUS_SOURCE_PDF_LINES_H

#include "corpus/source/line.h"

/* Reads the bytes of a PDF file: text with positions, running headers, footers and page numbers
 * removed (what stands at the same height on most pages), every page without text named in the
 * warnings. recognise: scanned pages are read by the processes that pdf_scans_begin() has started.
 *
 * Fails with CORPUS_ERROR_IO (encrypted, broken) or CORPUS_ERROR_NOT_REPORT where no
 * page holds text (scanned). The caller frees the result with corpus_lines_free(). */
CorpusLines *pdf_lines_read(GBytes *file, bool recognise, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
