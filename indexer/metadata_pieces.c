/* indexer/metadata_pieces.c: cuts metadata into pieces, and joins them again; declared in whole.h.
 */
#include "indexer/whole.h"

static char *
key_of(const char *key, guint number) {
  return g_strdup_printf("%s/%u", key, number);
}

/* ---- writing ---- */

static bool
set_piece(ShimWriter *writer, const char *key, guint number, const void *bytes, gsize length,
          GError **error) {
  char *name = key_of(key, number);
  bool ok = shim_writer_set_metadata(writer, name, bytes, length, error);
  g_free(name);
  return ok;
}

/* packer: NULL = it is not packed. */
static bool
write_piece(ShimWriter *writer, const char *key, guint number, IndexerPacker *packer, GBytes *piece,
            GError **error) {
  GBytes *whole = g_bytes_ref(piece);
  GBytes *stored = packer != NULL ? indexer_pack(packer, whole) : indexer_sum_up(whole);
  gsize length = 0;
  const void *bytes = g_bytes_get_data(stored, &length);
  bool ok = set_piece(writer, key, number, bytes, length, error);
  g_bytes_unref(stored);
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
      ok = set_piece(writer, key, number, NULL, 0, error);
    g_clear_pointer(&piece, g_bytes_unref);
  }
  shim_database_free(database);
  return ok;
}

bool
indexer_pieces_write(ShimWriter *writer, const char *key, const GPtrArray *pieces, bool packed,
                     GError **error) {
  IndexerPacker *packer = packed ? indexer_packer_new(NULL) : NULL;
  bool ok = true;
  for (guint i = 0; ok && i < pieces->len; i++)
    ok = write_piece(writer, key, i, packer, pieces->pdata[i], error);
  indexer_packer_free(packer);
  return ok && remove_from(writer, key, pieces->len, error);
}

/* ---- reading ---- */

GBytes *
indexer_piece_read(const ShimDatabase *database, IndexerPacker *packer, const char *key,
                   guint number, GError **error) {
  GBytes *piece = NULL;
  if (!read_piece(database, key, number, &piece, error))
    return NULL;
  return g_bytes_get_size(piece) > 0 ? indexer_unpack(packer, piece, error) : piece;
}

GPtrArray *
indexer_pieces_read(const ShimDatabase *database, IndexerPacker *packer, const char *key,
                    GError **error) {
  GPtrArray *pieces = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  GBytes *piece = NULL;
  while ((piece = indexer_piece_read(database, packer, key, pieces->len, error)) != NULL &&
         g_bytes_get_size(piece) > 0)
    g_ptr_array_add(pieces, piece);
  if (piece == NULL)
    g_clear_pointer(&pieces, g_ptr_array_unref);
  g_clear_pointer(&piece, g_bytes_unref);
  return pieces;
}
