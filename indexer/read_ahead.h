/* indexer/read_ahead.h: files read and understood ahead of their turn; internal to indexer/.
 *
 * Files are read, each by a process of its own, and understood, each by a thread, while others are
 * written. Whoever uses it does so from one thread, and takes the reports in any order. */
#ifndef INDEXER_READ_AHEAD_H
#define INDEXER_READ_AHEAD_H

#include "corpus/reading/read_report.h"

typedef struct IndexerReadAhead IndexerReadAhead;

/* lexicon must outlive it. recognise: scanned pages of some file are read too, which uses all
 * cores for one: then one is read at a time, and understood when it is taken. */
IndexerReadAhead *indexer_read_ahead_new(CorpusLexicon *lexicon, bool recognise);
/* Ends what is under way. NULL is fine. */
void indexer_read_ahead_free(IndexerReadAhead *ahead);

/* Where *stop becomes other than 0, what is taken fails within a fraction of a second. NULL is
 * fine. stop must outlive the readings, and is told before they begin. */
void indexer_read_ahead_stop_when(IndexerReadAhead *ahead, const gint *stop);

/* Whether one more is to be begun: a few for each core are kept under way, and in memory. */
bool indexer_read_ahead_has_room(const IndexerReadAhead *ahead);
/* Twice is once. recognise: scanned pages of this file too. */
void indexer_read_ahead_begin(IndexerReadAhead *ahead, const char *path, bool recognise);

/* Waits for the report of the file, begun or not. watch is called with each page that was
 * recognised. As corpus_report_finish(). */
CorpusReport *indexer_read_ahead_take(IndexerReadAhead *ahead, const char *path, bool recognise,
                                      CorpusPagesFunction watch, void *context,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
