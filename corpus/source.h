/* corpus/source.h: brings a file of any kind that can be read to lines.
 *
 * Internal to corpus/. */
#ifndef CORPUS_SOURCE_H
#define CORPUS_SOURCE_H

#include "corpus/line.h"

/* Reads the file by the first source that takes it: its content decides, not its name. Fails with
 * CORPUS_ERROR_IO, or as the source does; the message names the file. The caller frees the result
 * with corpus_lines_free(). */
CorpusLines *corpus_source_read(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
