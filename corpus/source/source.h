/* corpus/source/source.h: a file of any kind as lines.
 *
 * Text is read here. Whatever has to be parsed (PDF, files of word processors) is hostile until
 * shown otherwise: the program kompass-read-pdf does it, with limits on memory and time, one
 * process a file. Reading is begun and finished apart, so that several can run at once. */
#ifndef CORPUS_SOURCE_SOURCE_H
#define CORPUS_SOURCE_SOURCE_H

#include "corpus/source/line.h"

/* A reading under way. */
typedef struct CorpusSourceReading CorpusSourceReading;

/* How many of a file's scanned pages have been recognised. */
typedef void (*CorpusPagesFunction)(unsigned done, unsigned total, void *context);

/* Looks at the file's first bytes, not at its name, and starts the program that reads it where it
 * is not text: $KOMPASS_READ_PDF, else the one beside the running program, else the installed one.
 * recognise: scanned pages are recognised, by several processes at once. Never NULL: what went
 * wrong is said by corpus_source_finish(). */
CorpusSourceReading *corpus_source_begin(const char *path, bool recognise);

/* corpus_source_finish() calls the function with each page that was recognised. */
void corpus_source_watch(CorpusSourceReading *reading, CorpusPagesFunction watch, void *context);

/* Where *stop becomes other than 0 (g_atomic_int_set(), by another thread), corpus_source_finish()
 * gives up within a fraction of a second. stop must outlive the reading. */
void corpus_source_stop_when(CorpusSourceReading *reading, const gint *stop);

/* Waits for the lines (at most 150 seconds; where pages are recognised, 700 for each) and frees the
 * reading. Fails with what the reader says
 * (encrypted, scanned, broken, no text), or with CORPUS_ERROR_IO where the file can't be read, the
 * program can't be started, was killed by its limits or crashed, or gave more than 64 MiB; the
 * message names the file. The caller frees the result with corpus_lines_free(). */
CorpusLines *corpus_source_finish(CorpusSourceReading *reading,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ends a reading that is no longer wanted. NULL is fine. */
void corpus_source_abandon(CorpusSourceReading *reading);

/* Begin and finish in one, without recognition. */
CorpusLines *corpus_source_read(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What this machine does not offer to shut in the program that reads PDF, .docx and .odt files, in
 * one line; NULL where it offers all (or the program can't be started, which reading will say). The
 * caller frees it. */
char *corpus_source_missing_confinement(void);

/* Why scanned pages can't be recognised here, in one line that names the package that is missing;
 * NULL where they can (or as above). The caller frees it. */
char *corpus_source_missing_recognition(void);

#endif
