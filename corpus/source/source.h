/* corpus/source/source.h: brings a file of any kind that can be read to lines.
 *
 * Internal to corpus/. */
#ifndef CORPUS_SOURCE_SOURCE_H
#define CORPUS_SOURCE_SOURCE_H

#include "corpus/source/line.h"

/* Reads the file by the first source that takes it: its content decides, not its name. Fails with
 * CORPUS_ERROR_IO, or as the source does; the message names the file. The caller frees the result
 * with corpus_lines_free(). */
CorpusLines *corpus_source_read(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same in two halves: between them a process of its own does the work, where the source has
 * one (PDF). */
typedef struct CorpusSourceReading CorpusSourceReading;

/* Never NULL: what went wrong is said by corpus_source_finish(). */
CorpusSourceReading *corpus_source_begin(const char *path);

/* Waits for the lines; frees the reading. */
CorpusLines *corpus_source_finish(CorpusSourceReading *reading,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ends a reading that is no longer wanted. NULL is fine. */
void corpus_source_abandon(CorpusSourceReading *reading);

#endif
