/* corpus/reading/read_report.h: from a file, or its lines, to a report. The front door of corpus/.
 */
#ifndef CORPUS_READING_READ_REPORT_H
#define CORPUS_READING_READ_REPORT_H

#include "corpus/language/lexicon.h"
#include "corpus/report/report.h"
#include "corpus/source/source.h"

/* Reads one report file, text or PDF.
 *
 * Fails with CORPUS_ERROR_IO (also for a PDF that is encrypted or broken), _EMPTY, _TOO_LARGE,
 * _BINARY, or _NOT_REPORT where no municipality or no area of the instrument can be found; the
 * message names the file. A truncated report is read as far as it goes, with a warning for each
 * area that is missing. The caller frees the result. */
CorpusReport *corpus_report_read(const char *path, CorpusLexicon *lexicon,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same in two halves, so that several PDF files can be read at once, each in a process of its
 * own: the work between them costs the caller nothing. */
typedef struct CorpusReportReading CorpusReportReading;

/* recognise: scanned pages too, as corpus_source_begin() does. Never NULL: what goes wrong is said
 * by corpus_report_finish(). */
CorpusReportReading *corpus_report_begin(const char *path, bool recognise);
/* As corpus_source_watch(). */
void corpus_report_watch(CorpusReportReading *reading, CorpusPagesFunction watch, void *context);
/* As corpus_source_stop_when(): where it is told while the lines are understood, they are. */
void corpus_report_stop_when(CorpusReportReading *reading, const gint *stop);
/* Waits for the file's lines and understands them; frees the reading. Several threads may do so, a
 * reading each, with one lexicon. */
CorpusReport *corpus_report_finish(CorpusReportReading *reading, CorpusLexicon *lexicon,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void corpus_report_abandon(CorpusReportReading *reading); /* NULL is fine */

/* The same from lines already at hand. name: the source's base name. Takes ownership of lines,
 * on failure too. */
CorpusReport *corpus_report_from_lines(CorpusLines *lines, const char *name, CorpusLexicon *lexicon,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
