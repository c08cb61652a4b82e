/* indexer/metadata_pieces.h: large metadata, written and read in pieces; internal to indexer/.
 *
 * Xapian gathers a value in a text that grows by doubling: for a megabyte it takes three, anew each
 * time an index is opened. Pieces of a size for which there is room use the same memory again. A
 * key is followed by the number of the piece, "kompass-vocabulary/0"; the first one that is not
 * there ends them. Each is packed (indexer/record.h). */
#ifndef INDEXER_METADATA_PIECES_H
#define INDEXER_METADATA_PIECES_H

#include <stdbool.h>

#include "shim/shim.h"

#define INDEXER_PIECE_BYTES (96 * 1024)

/* Writes the pieces (GByteArray *, none of them empty) in place of those that were there. */
bool indexer_pieces_write(ShimWriter *writer, const char *key, const GPtrArray *pieces,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for bytes, cut anywhere. */
bool indexer_pieces_write_bytes(ShimWriter *writer, const char *key, GBytes *bytes,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Calls visitor with each piece, borrowed for the call, until it fails. */
typedef bool (*IndexerPieceVisitor)(GBytes *piece, void *context, GError **error);
bool indexer_pieces_each(const ShimDatabase *database, const char *key, IndexerPieceVisitor visitor,
                         void *context, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* All pieces as one, with a NUL behind its end; the caller unrefs it. */
GBytes *indexer_pieces_read(const ShimDatabase *database, const char *key,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
