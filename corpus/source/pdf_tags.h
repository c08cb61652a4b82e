/* corpus/source/pdf_tags.h: the structure that a tagged PDF states. Part of the reader of hostile
 * files. */
#ifndef CORPUS_SOURCE_PDF_TAGS_H
#define CORPUS_SOURCE_PDF_TAGS_H

#include <poppler.h>

#include "corpus/source/line.h"

/* Reads the document's structure tree, and holds it against what its pages show: lines (CorpusLine
 * *) without page furniture.
 *
 * NULL where there is no tree, where it and the pages do not hold the same letters (a tree that was
 * not made with the text, pages without tags), or where walking it takes longer than a report can
 * need. The caller frees the result with corpus_lines_free(). */
CorpusLines *pdf_tags_read(PopplerDocument *document,
                           const CorpusLines *lines) G_GNUC_WARN_UNUSED_RESULT;

#endif
