/* indexer/run.h: one update under way; internal to indexer/. */
#ifndef INDEXER_RUN_H
#define INDEXER_RUN_H

#include "indexer/ahead.h"
#include "indexer/which_file.h"
#include "indexer/reader.h"
#include "indexer/sources.h"
#include "indexer/generation_writer.h"
#include "indexer/update.h"

/* A file, or one that was read before, on its way into the index. */
typedef struct {
  IndexerSource *source;
  bool known; /* what it holds is known from an earlier update */
} IndexerCandidate;

typedef struct {
  const IndexerOptions *options;
  IndexerSummary *summary;
  IndexerReader *old;     /* the index as it is; NULL = there is none */
  GPtrArray *old_sources; /* IndexerSource * */
  GBytes *old_state;
  GHashTable *old_by_path; /* path -> IndexerSource *, borrowed from old_sources */
  GPtrArray *candidates;   /* IndexerCandidate *, the ones to prefer first */
  GPtrArray *sources;      /* IndexerSource *, borrowed from candidates: what is known afterwards */
  IndexerClaims *claims;
  IndexerTarget *target;
  IndexerAhead *ahead; /* NULL = the files are read by options->read */
  guint begun;         /* candidates before this one were begun, or need not be read */
  bool moves_shards;   /* unchanged reports must be written too */
} IndexerRun;

/* Loads what is there (if anything is), with indexer/update.h's errors. */
bool indexer_run_load(IndexerRun *run, const char *index_path, bool exists,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Finds the candidates: files that are there, and files from elsewhere that were indexed before.
 * What can't be read is noted in the summary. */
void indexer_run_gather(IndexerRun *run, const char *const *paths);

/* Takes in one candidate: reads it if it has to be read, and writes it if it has to be written. A
 * file that can't be read is noted in the summary; false only where the index can't be written. */
bool indexer_run_take_in(IndexerRun *run, const IndexerCandidate *candidate,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
