/* indexer/metadata_pieces.c: cuts metadata into pieces, and joins them again. */
#include "indexer/metadata_pieces.h"

static char *
key_of(const char *key, guint number) {
  return g_strdup_printf("%s/%u", key, number);
}

/* ---- writing ---- */

static bool
write_piece(ShimWriter *writer, const char *key, guint number, const void *bytes, gsize length,
            GError **error) {
  char *name = key_of(key, number);
  bool ok = shim_writer_set_metadata(writer, name, bytes, length, error);
  g_free(name);
  return ok;
}

static bool
read_piece(const ShimDatabase *database, const char *key, guint number, GBytes **piece,
           GError **error) {
  char *name = key_of(key, number);
  bool ok = shim_database_metadata(database, name, piece, error);
  g_free(name);
  return ok;
}

/* Takes away those from one on that a longer text has left. */
static bool
remove_from(ShimWriter *writer, const char *key, guint number, GError **error) {
  ShimDatabase *database = NULL;
  bool ok = shim_database_of_writer(writer, &database, error), more = ok;
  for (; ok && more; number++) {
    GBytes *piece = NULL;
    ok = read_piece(database, key, number, &piece, error);
    more = ok && g_bytes_get_size(piece) > 0;
    if (more)
      ok = write_piece(writer, key, number, NULL, 0, error);
    g_clear_pointer(&piece, g_bytes_unref);
  }
  shim_database_free(database);
  return ok;
}

bool
indexer_pieces_write(ShimWriter *writer, const char *key, const GPtrArray *pieces, GError **error) {
  bool ok = true;
  for (guint i = 0; ok && i < pieces->len; i++) {
    const GByteArray *piece = pieces->pdata[i];
    ok = write_piece(writer, key, i, piece->data, piece->len, error);
  }
  return ok && remove_from(writer, key, pieces->len, error);
}

bool
indexer_pieces_write_bytes(ShimWriter *writer, const char *key, GBytes *bytes, GError **error) {
  gsize length = 0, at = 0;
  const guint8 *data = g_bytes_get_data(bytes, &length);
  guint number = 0;
  bool ok = true;
  for (; ok && at < length; at += INDEXER_PIECE_BYTES, number++)
    ok = write_piece(writer, key, number, data + at, MIN(length - at, INDEXER_PIECE_BYTES), error);
  return ok && remove_from(writer, key, number, error);
}

/* ---- reading ---- */

bool
indexer_pieces_each(const ShimDatabase *database, const char *key, IndexerPieceVisitor visitor,
                    void *context, GError **error) {
  bool ok = true, more = true;
  for (guint number = 0; ok && more; number++) {
    GBytes *piece = NULL;
    ok = read_piece(database, key, number, &piece, error);
    more = ok && g_bytes_get_size(piece) > 0;
    if (more)
      ok = visitor(piece, context, error);
    g_clear_pointer(&piece, g_bytes_unref);
  }
  return ok;
}

static bool
append(GBytes *piece, void *joined, G_GNUC_UNUSED GError **error) {
  gsize length = 0;
  const char *data = g_bytes_get_data(piece, &length);
  g_string_append_len(joined, data, (gssize)length);
  return true;
}

GBytes *
indexer_pieces_read(const ShimDatabase *database, const char *key, GError **error) {
  GString *joined = g_string_new(NULL);
  if (indexer_pieces_each(database, key, append, joined, error))
    return g_string_free_to_bytes(joined);
  g_string_free(joined, TRUE);
  return NULL;
}
