/* corpus/source/office.h: files of word processors (.docx, .odt) as lines.
 *
 * Part of the reader of hostile files: archives and XML are read with bounds on their size. */
#ifndef CORPUS_SOURCE_OFFICE_H
#define CORPUS_SOURCE_OFFICE_H

#include "corpus/source/line.h"

/* Reads the bytes of the file: its paragraphs, headings, lists, tables, text boxes and notes, and
 * the pages where they are stated. Running headers, footers, comments,
 * deleted text and the table of contents are left out.
 *
 * Fails with CORPUS_ERROR_IO (broken, encrypted, another kind of archive), _TOO_LARGE (more than
 * 32 MiB in a part) or _EMPTY. The caller frees the result with corpus_lines_free(). */
CorpusLines *office_lines_read(GBytes *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
