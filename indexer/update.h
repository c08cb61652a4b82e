/* indexer/update.h: brings an index up to date with files and folders of reports.
 *
 * All or nothing: readers see the index as it was before or as it is after, and a process that dies
 * on the way leaves it as it was before. One bad report never stops the others. */
#ifndef INDEXER_UPDATE_H
#define INDEXER_UPDATE_H

#include "corpus/reading/read_report.h"

/* Raise it when a report of the same bytes would be read otherwise than before: all files are then
 * read again. */
#define INDEXER_READER_VERSION 1

#define INDEXER_SHARDS_MAX 64

/* Reads one report file; as corpus_report_read(). */
typedef CorpusReport *(*IndexerReadFunction)(const char *path, void *context, GError **error);

/* One file at a time; context: the CorpusLexicon to read with. The report is the caller's, NULL
 * with an error. */
CorpusReport *indexer_read_report(const char *path, void *context, GError **error);

/* Called with each report that was read, before it is indexed. */
typedef void (*IndexerWasReadFunction)(const char *path, const CorpusReport *report, void *context);

/* Called before each file that is looked at: done of total (which is known from the start). */
typedef void (*IndexerProgressFunction)(unsigned done, unsigned total, const char *path,
                                        void *context);

/* Called with each page of a file that text recognition has read: done of total scanned pages. */
typedef void (*IndexerPagesFunction)(unsigned done, unsigned total, const char *path,
                                     void *context);

/* Where the disk is full or fails, Xapian can end the process so that no error can be returned.
 * Then this is called with the reason, one line; it must end the process. The index is as it was.
 */
typedef void (*IndexerGiveUpFunction)(const char *message, void *context);

typedef struct {
  /* NULL = the ordinary way: as indexer_read_report(), but files are read and understood ahead,
   * several at once. */
  IndexerReadFunction read;
  void *read_context;
  IndexerWasReadFunction was_read; /* may be NULL */
  void *was_read_context;
  IndexerProgressFunction progress; /* may be NULL */
  IndexerPagesFunction pages;       /* may be NULL */
  void *progress_context;           /* of both */
  IndexerGiveUpFunction give_up;    /* NULL = abort() */
  void *give_up_context;
  const gint *stop; /* where *stop becomes other than 0 (atomic; a signal handler may set it), the
                       update ends soon, with INDEXER_ERROR_STOPPED. NULL = it never does */
  unsigned shards;  /* how many databases to write; 0 = as many as there are, 1 at first */
  unsigned part_passages; /* of a new index, passages that are written by one thread; 0 = as
                             measured well. What the index holds does not depend on it. */
  bool rebuild;   /* forget what is there (of whatever version), read everything, and replace it */
  bool recognise; /* scanned pages are read by text recognition */
  bool allow_empty;     /* a folder that has lost all of its reports was meant to lose them */
  bool may_start_empty; /* a folder that never had a report may wait for its first */
} IndexerOptions;

typedef struct {
  char *path;   /* as the user knows it; UTF-8 for display */
  char *reason; /* one line: what is wrong, and what to do */
} IndexerFailure;

/* What an update did. */
typedef struct {
  unsigned added;             /* reports that were not there */
  unsigned updated;           /* reports read again, as their file (or the one preferred) changed */
  unsigned removed;           /* reports whose file is gone */
  unsigned unchanged;         /* reports left as they were */
  unsigned duplicates;        /* files that hold an evaluation that another file holds too */
  unsigned reports, passages; /* in the index now */
  bool changed;               /* was a new generation of the index written? */
  GPtrArray *failures;        /* IndexerFailure *: files and folders that could not be read */
  GPtrArray *notices;         /* char *: one line each, for the user (duplicates) */
} IndexerSummary;

void indexer_summary_clear(IndexerSummary *summary); /* all zero is fine */

/* Makes or updates the index at index_path from paths (NULL-terminated): .txt, .pdf, .docx and .odt
 * files, and folders, which are searched to any depth for such files; files and folders whose name
 * begins with a full stop are passed over, and symbolic links are followed, each folder once. Files
 * of other kinds are named in a notice; a folder without any report is a failure.
 *
 * An index of an earlier version is made anew from the files that it was made from, and paths; so
 * is any with rebuild and no path. A notice tells. Where one of these files is not there any more,
 * that is INDEXER_ERROR_VERSION, and the message gives the command that makes it without.
 *
 * What is read again is decided by the files' contents (SHA-256), INDEXER_SCHEMA_VERSION and
 * INDEXER_READER_VERSION; with recognise, what was read without it is read again, too. A file that
 * was indexed before, lies in a folder that is given now, and is no longer there, is taken out;
 * what lies elsewhere stays. Where a folder or a file can't be read, what was indexed from it
 * stays. Of several files with the same evaluation (same municipality and year, and no other
 * ordinal or month) one is indexed: a PDF rather than a text, else the one whose name comes last; a
 * notice tells. If nothing has changed, nothing is written.
 *
 * A folder that was given and can't be read is an error, as is recognise where text recognition
 * can't be had (the message names the package), and a folder that holds no report where the
 * index has some from it (unless allow_empty).
 *
 * summary (all zero before) is filled on success, also where some files failed; the caller clears
 * it. Fails with INDEXER_ERROR_LOCKED, _VERSION, _FOREIGN, _DAMAGED, _IO, _INPUT (too many shards),
 * _STOPPED or a SHIM_ERROR; the index is then as it was. */
bool indexer_update(const char *index_path, const char *const *paths, const IndexerOptions *options,
                    IndexerSummary *summary, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes the index once more, without the gaps that updates leave, by the way of an update: until
 * it is done the index answers as before, and a failure leaves it so. *before_bytes, *after_bytes:
 * what it took on disk, and takes now. options: give_up and stop alone are asked. Fails as an
 * update does, and with INDEXER_ERROR_NOT_FOUND. */
bool indexer_compact(const char *index_path, const IndexerOptions *options, guint64 *before_bytes,
                     guint64 *after_bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
