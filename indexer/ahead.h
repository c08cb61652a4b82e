/* indexer/ahead.h: reads the next report files while one is being indexed; internal to indexer/. */
#ifndef INDEXER_AHEAD_H
#define INDEXER_AHEAD_H

#include "corpus/reading/read_report.h"

typedef struct IndexerAhead IndexerAhead;

/* Begins as many files at once as there are cores. Never NULL. */
IndexerAhead *indexer_ahead_new(void);

/* Ends what was begun and not asked for. NULL is fine. */
void indexer_ahead_free(IndexerAhead *ahead);

/* Is there room to begin another file? */
bool indexer_ahead_has_room(const IndexerAhead *ahead);

/* Begins a file, unless it was begun before. */
void indexer_ahead_begin(IndexerAhead *ahead, const char *path);

/* Waits for the file's report; begins it if that was not done. As corpus_report_read(). */
CorpusReport *indexer_ahead_finish(IndexerAhead *ahead, const char *path, CorpusLexicon *lexicon,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
