/* indexer/generation_writer.h: where an update writes to: a new generation, begun with the first
 * change; internal to indexer/. */
#ifndef INDEXER_GENERATION_WRITER_H
#define INDEXER_GENERATION_WRITER_H

#include "corpus/report/report.h"
#include "indexer/storage.h"
#include "indexer/vocabulary.h"

typedef struct IndexerTarget IndexerTarget;

/* storage is borrowed. copy: the generation begins with what the current one holds. known: the
 * words of the current one, borrowed (NULL = none), which the dictionary then need not be asked
 * for. */
IndexerTarget *indexer_target_new(IndexerStorage *storage, unsigned shards, bool copy,
                                  const IndexerVocabulary *known);
void indexer_target_free(IndexerTarget *target); /* drops what was not finished; NULL is fine */

/* Has anything been written? */
bool indexer_target_is_begun(const IndexerTarget *target);

/* Writes a report in place of the one with its id, if any. */
bool indexer_target_write(IndexerTarget *target, const CorpusReport *report,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

bool indexer_target_remove(IndexerTarget *target, const char *report_id,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes the heads and the state, commits, and makes the generation the current one. */
bool indexer_target_finish(IndexerTarget *target, GBytes *state,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
