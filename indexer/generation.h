/* indexer/generation.h: the new generation that an update writes, begun with the first change;
 * internal to indexer/. */
#ifndef INDEXER_GENERATION_H
#define INDEXER_GENERATION_H

#include "corpus/report/report.h"
#include "indexer/reader.h"
#include "indexer/record.h"
#include "indexer/storage.h"
#include "indexer/terms.h"
#include "indexer/vocabulary.h"

typedef struct IndexerGeneration IndexerGeneration;

/* storage is borrowed. copy: the generation begins with what the current one holds. needed_bytes:
 * about how much will be written, the copy included. old: the current one, borrowed (NULL = none),
 * for whose words the dictionary need not be asked then; a copy has its reports and counts on from
 * its words. */
IndexerGeneration *indexer_generation_new(IndexerStorage *storage, unsigned shards, bool copy,
                                          guint64 needed_bytes, const IndexerReader *old);
void indexer_generation_free(
    IndexerGeneration *generation); /* drops what was not finished; NULL is fine */

/* Has anything been written? */
bool indexer_generation_is_begun(const IndexerGeneration *generation);

/* Writes a report in place of the one with its id, if any. Takes the report. It may be written only
 * later, by a thread; what goes wrong then fails one of the next calls, the last at the latest. */
bool indexer_generation_write(IndexerGeneration *generation, CorpusReport *report,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

bool indexer_generation_remove(IndexerGeneration *generation, const char *report_id,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The generation is to be written without gaps, however little of it is new. */
void indexer_generation_compact(IndexerGeneration *generation);

/* Finishing fails with INDEXER_ERROR_STOPPED where *stop is other than 0 before the generation
 * becomes the current one. NULL is fine. */
void indexer_generation_stop_when(IndexerGeneration *generation, const gint *stop);

/* How many passages a part has (INDEXER_PART_PASSAGES unless this is called). */
void indexer_generation_set_part(IndexerGeneration *generation, guint passages);

/* Writes the heads and the state, commits, and makes the generation the current one, if it holds
 * what is expected. */
bool indexer_generation_finish(IndexerGeneration *generation, GBytes *state,
                               const IndexerExpected *expected,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- threads that write (indexer/crew.c) ---- */

/* A run of this number of passages is written into a database of its own. */
#define INDEXER_PART_PASSAGES 4000

/* A thread a core. */
typedef struct IndexerCrew IndexerCrew;
/* A database that is written, by one thread at a time; the crew's. */
typedef struct IndexerPart IndexerPart;

/* known: as above. counted: what the words of the parts are added to; taken. numbers: passages are
 * numbered. Fails where the lexicon is not there. */
IndexerCrew *indexer_crew_new(const IndexerVocabulary *known, IndexerVocabulary *counted,
                              bool numbers, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Gives up what is not done yet. NULL is fine. */
void indexer_crew_free(IndexerCrew *crew);
/* What texts become terms by; for the caller as long as there is no part. */
IndexerTerms *indexer_crew_terms(IndexerCrew *crew);
/* What records are packed by, before there is any part. */
void indexer_crew_set_sample(IndexerCrew *crew, GBytes *sample);

/* kept: the writer stays the caller's, who leaves it alone while the crew works, and may have the
 * reports that are written or removed; else it is the part's, has none of them, and is committed
 * and closed when the part ends. */
IndexerPart *indexer_part_new(IndexerCrew *crew, ShimWriter *writer, bool kept);
/* These are done later, one after the other. They fail with whatever failed before in any part.
 * before: passages of all shards that were written before the report, which is taken. replaced:
 * what the part has of the report, with its figures; borrowed until the part has ended (NULL =
 * nothing).
 */
bool indexer_part_write(IndexerPart *part, CorpusReport *report, guint before,
                        const CorpusReport *replaced, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool indexer_part_remove(IndexerPart *part, const CorpusReport *replaced,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Nothing more is given to it. */
bool indexer_part_end(IndexerPart *part, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Waits until everything is done that was given. Fails with what failed. */
bool indexer_crew_wait(IndexerCrew *crew, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The words of all parts, once all have ended and were waited for; borrowed. */
const IndexerVocabulary *indexer_crew_counted(const IndexerCrew *crew);

/* ---- the documents of a report (indexer/documents.c) ---- */

/* What they are made with; borrowed. */
typedef struct {
  IndexerTerms *terms; /* used for this report alone meanwhile */
  IndexerPacker *packer;
  IndexerVocabulary *vocabulary; /* that the words of the report are counted into */
  guint *written;                /* passages so far, of all shards; NULL where there is one */
} IndexerMaking;

/* Writes a report's documents, one for each of its passages, in place of those that are there, and
 * counts its words. */
bool indexer_documents_write(ShimWriter *writer, const IndexerMaking *making,
                             const CorpusReport *report, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Counts the words of a report, which has its figures, and of what the database has of its
 * passages, once less. */
bool indexer_documents_discount(IndexerVocabulary *vocabulary, IndexerPacker *packer,
                                const ShimDatabase *database, const CorpusReport *report,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes or replaces a shard's head and its metadata. */
bool indexer_documents_write_head(ShimWriter *writer, const IndexerHead *head,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The terms that passages of an index are likely to have: those of this report, the most frequent
 * first; NULL-terminated, the caller unrefs. NULL on failure. */
GPtrArray *indexer_documents_names(IndexerTerms *terms, const CorpusReport *report,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What other records of an index are likely to say: the first of this report. The caller unrefs. */
GBytes *indexer_documents_sample(const CorpusReport *report);
#define INDEXER_SAMPLE_BYTES (64 * 1024)

#endif
