/* indexer/scan.h: which report files lie in the paths that a user gave, and reading them ahead of
 * their turn; internal to indexer/. */
#ifndef INDEXER_SCAN_H
#define INDEXER_SCAN_H

#include "corpus/reading/read_report.h"

typedef struct {
  GPtrArray *files;      /* char *, canonical, sorted, each once; owned */
  GPtrArray *folders;    /* char *, canonical: folders given, whose content is known now; owned */
  GPtrArray *others;     /* char *, paths of files of other kinds in the folders; owned */
  GPtrArray *unreadable; /* char *, canonical: of these, and below them, it is not known; owned */
} IndexerScan;

/* Searches paths (NULL-terminated), but not the folder of the index where that lies in one. What
 * can't be read is added to failures (IndexerFailure *). */
void indexer_scan_paths(IndexerScan *scan, const char *index_path, const char *const *paths,
                        GPtrArray *failures);
void indexer_scan_clear(IndexerScan *scan);

/* A folder that was given must be read, or it can't be told what is gone: fails with the one that
 * can't, and the reason that the scan put among the failures. */
bool indexer_scan_check(const IndexerScan *scan, const GPtrArray *failures,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many of the files lie in a folder. */
unsigned indexer_scan_count(const IndexerScan *scan, const char *folder);

/* "not read, being neither …: a.doc, b.xlsx"; NULL where there are no such. The caller frees it. */
char *indexer_scan_others(const IndexerScan *scan);

/* Would the file have been found if it were still there? */
bool indexer_scan_covers(const IndexerScan *scan, const char *path);

/* ---- reading ahead (read_ahead.c)
 *
 * Files are read, each by a process of its own, and understood, each by a thread, while others are
 * written. Whoever uses it does so from one thread, and takes the reports in whatever order. */

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
