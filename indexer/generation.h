/* indexer/generation.h: the new generation that an update writes, begun with the first change;
 * internal to indexer/. */
#ifndef INDEXER_GENERATION_H
#define INDEXER_GENERATION_H

#include "corpus/report/report.h"
#include "indexer/storage.h"
#include "indexer/vocabulary.h"

typedef struct IndexerGeneration IndexerGeneration;

/* storage is borrowed. copy: the generation begins with what the current one holds. needed_bytes:
 * about how much will be written, the copy included. known: the words of the current one, borrowed
 * (NULL = none), which the dictionary then need not be asked for. */
IndexerGeneration *indexer_generation_new(IndexerStorage *storage, unsigned shards, bool copy,
                                          guint64 needed_bytes, const IndexerVocabulary *known);
void indexer_generation_free(
    IndexerGeneration *generation); /* drops what was not finished; NULL is fine */

/* Has anything been written? */
bool indexer_generation_is_begun(const IndexerGeneration *generation);

/* Writes a report in place of the one with its id, if any. */
bool indexer_generation_write(IndexerGeneration *generation, const CorpusReport *report,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

bool indexer_generation_remove(IndexerGeneration *generation, const char *report_id,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes the heads and the state, commits, and makes the generation the current one, if it holds
 * what is expected. */
bool indexer_generation_finish(IndexerGeneration *generation, GBytes *state,
                               const IndexerExpected *expected,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
