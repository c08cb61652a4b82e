/* indexer/collect.h: the vocabulary of the index that is being written; internal to indexer/. */
#ifndef INDEXER_COLLECT_H
#define INDEXER_COLLECT_H

#include "indexer/terms.h"

/* Adds the words of all passages that the writer holds, committed or not: of their texts and
 * headings. */
bool indexer_collect_words(IndexerVocabulary *vocabulary, ShimWriter *writer, IndexerTerms *terms,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
