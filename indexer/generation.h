/* indexer/generation.h: the new generation that an update writes, begun with the first change;
 * internal to indexer/. */
#ifndef INDEXER_GENERATION_H
#define INDEXER_GENERATION_H

#include "corpus/report/report.h"
#include "indexer/record.h"
#include "indexer/storage.h"
#include "indexer/terms.h"
#include "indexer/vocabulary.h"

typedef struct IndexerGeneration IndexerGeneration;

/* storage is borrowed. copy: the generation begins with what the current one holds. needed_bytes:
 * about how much will be written, the copy included. known: the words of the current one, borrowed
 * (NULL = none), which the dictionary then need not be asked for, and which a copy counts on from.
 */
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

/* The generation is to be written without gaps, however little of it is new. */
void indexer_generation_compact(IndexerGeneration *generation);

/* Writes the heads and the state, commits, and makes the generation the current one, if it holds
 * what is expected. */
bool indexer_generation_finish(IndexerGeneration *generation, GBytes *state,
                               const IndexerExpected *expected,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- the documents of a report (indexer/documents.c) ---- */

/* What they are made with; borrowed. */
typedef struct {
  IndexerTerms *terms;
  IndexerPacker *packer;
  guint *written; /* passages so far, of all shards; NULL where there is one */
} IndexerMaking;

/* Writes a report's documents, its own and one for each of its passages, in place of those that are
 * there. */
bool indexer_documents_write(ShimWriter *writer, const IndexerMaking *making,
                             const CorpusReport *report, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes or replaces a shard's head and its metadata. */
bool indexer_documents_write_head(ShimWriter *writer, const IndexerHead *head,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What other records of an index are likely to say: the first of this report. The caller unrefs. */
GBytes *indexer_documents_sample(const CorpusReport *report);
#define INDEXER_SAMPLE_BYTES (64 * 1024)

#endif
