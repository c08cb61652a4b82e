/* indexer/sources.h: which files the index was made from; internal to indexer/.
 *
 * Kept as bytes under INDEXER_META_SOURCES. What a file held when it was read last is remembered
 * with it, so that an unchanged file need not be read to know whether two files hold the same
 * evaluation. */
#ifndef INDEXER_SOURCES_H
#define INDEXER_SOURCES_H

#include <glib.h>
#include <stdbool.h>

#include "indexer/update.h"

/* A file that a report was read from. */
typedef struct {
  char *path;           /* canonical, in the file system's encoding */
  char *hash;           /* SHA-256 of its bytes, hexadecimal */
  unsigned reader;      /* the INDEXER_READER_VERSION that read it */
  bool recognised;      /* it was read with text recognition, if it had scanned pages */
  char *base_id;        /* the id that the report gave itself */
  char *municipality;   /* code, "" = none */
  unsigned year, month; /* 0 = none */
  unsigned evaluation;  /* 0 = none */
  char *report_id;      /* the id it was indexed under; "" = another file has its evaluation */
} IndexerSource;

/* One of which only the path is known, and a copy; the caller frees them. */
IndexerSource *indexer_source_new(const char *path);
IndexerSource *indexer_source_copy(const IndexerSource *source);
void indexer_source_free(IndexerSource *source); /* NULL is fine */

/* The SHA-256 of a file's content, hexadecimal; the caller frees it. NULL with INDEXER_ERROR_IO
 * where it can't be read to its end, or gives nothing now: it does not wait. */
char *indexer_source_hash(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Do both hold the same evaluation: the same municipality and year, and no other ordinal, or, where
 * one of the ordinals is not stated, no other month? */
bool indexer_source_same_evaluation(const IndexerSource *a, const IndexerSource *b);

/* Sorts sources so that of several with the same evaluation the one to index comes first: a PDF
 * before a text, then by file name, last first, then by path. */
int indexer_source_compare(const IndexerSource *a, const IndexerSource *b);

/* sources: IndexerSource *. The caller unrefs the bytes. */
GBytes *indexer_state_to_bytes(const GPtrArray *sources);

/* Sources as an index of a version stored them (INDEXER_SCHEMA_VERSION, or an earlier one); the
 * caller unrefs. No bytes give no sources. NULL with INDEXER_ERROR_DAMAGED if the bytes are no such
 * state. */
GPtrArray *indexer_state_from_bytes(GBytes *bytes, unsigned version,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- an index that can't be read any more ---- */

/* What an index of this or an earlier version was made from; the caller unrefs. NULL where that
 * can't be told: it is no index, of a later version, damaged, or so old that its sources were
 * stored otherwise. *version (may be NULL): its version. */
GPtrArray *indexer_earlier_sources(const char *index_path, unsigned *version);

/* ---- what there is to index (indexer/candidates.c) ---- */

/* A file, or one that was read before, on its way into the index. */
typedef struct {
  IndexerSource *source;    /* owned */
  const IndexerSource *old; /* as the index knows the file; NULL = not at all */
  bool known;               /* what it holds is known from an earlier update */
} IndexerCandidate;

/* What is asked for, and what is known; all borrowed but for the candidates. */
typedef struct {
  const IndexerOptions *options;
  const GPtrArray *old_sources; /* IndexerSource * of the index as it is */
  GHashTable *old_by_path;      /* path -> IndexerSource * of these */
  const GPtrArray *earlier;     /* of the index that is made anew, to be read too; NULL = not */
  bool replaces;                /* an index that is there is forgotten */
  GPtrArray *failures;          /* IndexerFailure *, added to */
  GPtrArray *notices;           /* char *, added to */
  GPtrArray *candidates;        /* IndexerCandidate *, the ones to prefer first; the caller's */
} IndexerGathering;

/* The files that lie in the paths, and those from elsewhere that were indexed before. The
 * candidates are there even where it fails. */
bool indexer_gather(IndexerGathering *gathering, const char *index_path, const char *const *paths,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
