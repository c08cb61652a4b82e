/* corpus/source/pdf.h: reads PDF files, each in a process of its own.
 *
 * poppler parses hostile input; the program kompass-read-pdf does it with limits on memory and
 * time. Reading is started and finished apart, so that several can run at once. */
#ifndef CORPUS_SOURCE_PDF_H
#define CORPUS_SOURCE_PDF_H

#include "corpus/source/line.h"

/* A reading under way. */
typedef struct CorpusPdfReading CorpusPdfReading;

/* Does the file begin like a PDF ("%PDF-" among its first 1,024 bytes)? false also where it can't
 * be read. */
bool corpus_is_pdf(const char *path);

/* Starts kompass-read-pdf: $KOMPASS_READ_PDF, else the one beside the running program, else the
 * installed one. Fails with CORPUS_ERROR_IO where it can't be started. */
CorpusPdfReading *corpus_pdf_start(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Waits for the reading to end (at most 150 seconds) and frees it. Fails with what the reader says
 * (encrypted, scanned, broken), or with CORPUS_ERROR_IO where it was killed by its limits or
 * crashed, or gave more than 64 MiB. */
CorpusLines *corpus_pdf_finish(CorpusPdfReading *reading, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ends a reading that is no longer wanted. NULL is fine. */
void corpus_pdf_cancel(CorpusPdfReading *reading);

/* Start and finish in one. */
CorpusLines *corpus_lines_from_pdf(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
