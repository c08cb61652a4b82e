/* indexer/whole_index.h: what is kept of an index as a whole, for those who open it; internal to
 * indexer/. */
#ifndef INDEXER_WHOLE_INDEX_H
#define INDEXER_WHOLE_INDEX_H

#include "indexer/terms.h"

/* Adds what the writer holds, committed or not: the words of all passages (texts and headings) and
 * of the questions that the score tables ask, and the records of all reports, each with its length,
 * in pieces (GByteArray *). */
bool indexer_collect(IndexerVocabulary *vocabulary, GPtrArray *pieces, ShimWriter *writer,
                     IndexerTerms *terms, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
