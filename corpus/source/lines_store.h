/* corpus/source/lines_store.h: lines as bytes, to hand them from one process to another. */
#ifndef CORPUS_SOURCE_LINES_STORE_H
#define CORPUS_SOURCE_LINES_STORE_H

#include "corpus/source/line.h"

/* Or an error in their place: what a child process has to say. */
GBytes *corpus_lines_to_bytes(const CorpusLines *lines);
GBytes *corpus_error_to_bytes(const GError *error);

/* The lines, or the error that the other side stored, or CORPUS_ERROR_IO where the bytes are
 * neither (they were cut off). The caller frees the lines. */
CorpusLines *corpus_lines_from_bytes(GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
