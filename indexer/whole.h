/* indexer/whole.h: what an index holds of itself as a whole: large metadata in pieces, its shards,
 * and its reports, column by column; internal to indexer/. */
#ifndef INDEXER_WHOLE_H
#define INDEXER_WHOLE_H

#include "indexer/reader.h"
#include "indexer/record.h"

/* ---- large metadata in pieces (indexer/whole.c) ----
 *
 * Xapian gathers a value in a text that grows by doubling: for a megabyte it takes three, anew each
 * time an index is opened. Pieces of a size for which there is room (INDEXER_PIECE_BYTES) use the
 * same memory again. A key is followed by the number of the piece, "kompass-vocabulary/0"; the
 * first one that is not there ends them. Each is packed or summed up (indexer/pack.h). */

/* Writes the pieces (GBytes *, none of them empty) in place of those that were there. packed: as
 * they are not asked for by every answer. */
bool indexer_pieces_write(ShimWriter *writer, const char *key, const GPtrArray *pieces, bool packed,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One piece: no bytes where it is not there. The caller unrefs it. */
GBytes *indexer_piece_read(const ShimDatabase *database, IndexerPacker *packer, const char *key,
                           guint number, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* All of them (GBytes *); the caller unrefs them. */
GPtrArray *indexer_pieces_read(const ShimDatabase *database, IndexerPacker *packer, const char *key,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- the shards (indexer/whole.c) ---- */

typedef struct {
  char *generation;
  unsigned count;
  bool *there; /* by number of the shard: is it not left out? */
} IndexerShards;

/* Those of an index of this version, but for those that are left out, all of one update. path: for
 * messages. Clear it even where it fails. INDEXER_ERROR_FOREIGN, _VERSION, _DAMAGED, _CHANGED; the
 * shim's come through. */
bool indexer_shards_read(const ShimDatabase *database, const char *path, IndexerShards *shards,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void indexer_shards_clear(IndexerShards *shards); /* all zero is fine */

/* ---- the reports, column by column: written (indexer/columns.c) ---- */

/* Those beside the heads. Bit n of INDEXER_PART_… stands for column n. */
enum { INDEXER_COLUMN_FIGURES, INDEXER_COLUMN_REFERENCES, INDEXER_COLUMN_NOTICES, INDEXER_COLUMNS };
#define INDEXER_COLUMN_KEYS                                                                        \
  { INDEXER_META_FIGURES, INDEXER_META_REFERENCES, INDEXER_META_NOTICES }

/* What is told of a reference in one number. */
enum { INDEXER_REFERENCE_SELF = 1, INDEXER_REFERENCE_MODEL = 2 };

/* Collects them. */
typedef struct IndexerColumns IndexerColumns;
IndexerColumns *indexer_columns_new(void);
void indexer_columns_free(IndexerColumns *columns); /* NULL is fine */
void indexer_columns_add(IndexerColumns *columns, const CorpusReport *report, unsigned passages);
bool indexer_columns_write(const IndexerColumns *columns, ShimWriter *writer,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- and read (indexer/reports.c) ---- */

/* Where pieces are had from: no bytes where there is none; the caller unrefs it. */
typedef GBytes *(*IndexerPieceSource)(void *context, const char *key, guint number, GError **error);

/* What was collected, read as it is asked for. What its reports borrow is its own. */
typedef struct IndexerReports IndexerReports;

/* Reads the heads. shards: those of which no report is wanted are left out (NULL = all are). NULL
 * with INDEXER_ERROR_DAMAGED, or an error of the source; so does what follows. context: borrowed.
 */
IndexerReports *indexer_reports_new(IndexerPieceSource source, void *context,
                                    const IndexerShards *shards,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void indexer_reports_free(IndexerReports *reports); /* NULL is fine */

/* CorpusReport *, by id, as indexer_reader_reports() has it; and the ids (char *) of those that are
 * left out, in order. Borrowed. */
const GPtrArray *indexer_reports_all(const IndexerReports *reports);
const GPtrArray *indexer_reports_left_out(const IndexerReports *reports);

/* Borrowed; NULL if there is none. */
const CorpusReport *indexer_reports_find(const IndexerReports *reports, const char *id);

/* How many passages one has; all, where id is NULL. */
unsigned indexer_reports_passages(const IndexerReports *reports, const char *id);

/* Reads parts (IndexerParts) of the report with an id, or of all where it is NULL, as
 * indexer_reader_read() does. */
bool indexer_reports_read(IndexerReports *reports, const char *id, unsigned parts,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
