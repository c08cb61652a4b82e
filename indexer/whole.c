/* indexer/whole.c: what an index holds of itself as a whole: large metadata in pieces, and its
 * shards: whether they are all there, and of one update. */
#include "indexer/whole.h"

#include <glib/gi18n.h>
#include <sys/stat.h>

#include "indexer/error.h"
#include "indexer/schema.h"
#include "indexer/update.h"

/* ---- pieces ---- */

static char *
key_of(const char *key, guint number) {
  return g_strdup_printf("%s/%u", key, number);
}

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

/* ---- shards ---- */

/* Metadata as text; NULL where there is none. */
static const char *
text_of(GBytes *bytes) {
  gsize length = 0;
  const char *text = g_bytes_get_data(bytes, &length);
  return length > 0 ? text : NULL;
}

/* A stub that has lost what it named is an empty database to Xapian. */
static bool
has_empty_stub(const char *path) {
  struct stat status;
  char *stub = g_build_filename(path, INDEXER_STUB, NULL);
  bool is_empty = stat(stub, &status) == 0 && status.st_size == 0;
  g_free(stub);
  return is_empty;
}

static bool
fail_by_version(const char *version, const char *path, GError **error) {
  char *name = g_filename_display_name(path);
  if (version == NULL && has_empty_stub(path)) {
    indexer_error_of_stub(error, path);
  } else if (version == NULL) {
    g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_FOREIGN,
                _("%s: this is a Xapian database, but not an index that kompass made"), name);
  } else {
    char *shown = g_utf8_make_valid(version, -1);
    g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_VERSION,
                _("%s: the index has version %s, and this kompass reads version %d; make it anew "
                  "with kompass index --rebuild"),
                name, shown, INDEXER_SCHEMA_VERSION);
    g_free(shown);
  }
  g_free(name);
  return false;
}

static bool
check_version(const ShimDatabase *database, const char *path, GError **error) {
  GBytes *metadata = NULL;
  guint64 number = 0;
  if (!shim_database_metadata(database, INDEXER_META_VERSION, &metadata, error))
    return false;
  const char *version = text_of(metadata);
  bool ok =
      (version != NULL && g_ascii_string_to_unsigned(version, 10, 0, G_MAXUINT, &number, NULL) &&
       number == INDEXER_SCHEMA_VERSION) ||
      fail_by_version(version, path, error);
  g_bytes_unref(metadata);
  return ok;
}

static bool
read_head(const ShimDatabase *database, unsigned part, IndexerHead *head, GError **error) {
  GBytes *record = NULL;
  if (!shim_database_part_metadata(database, part, INDEXER_META_HEAD, &record, error))
    return false;
  bool ok = indexer_record_to_head(record, head, error);
  g_bytes_unref(record);
  return ok;
}

/* A head must be of the same update as those before it. */
static bool
take_head(IndexerShards *shards, IndexerHead *head) {
  if (shards->generation == NULL) {
    shards->generation = g_steal_pointer(&head->generation);
    shards->count = MIN(head->shards, INDEXER_SHARDS_MAX);
    shards->there = g_new0(bool, shards->count + 1);
  } else if (!g_str_equal(shards->generation, head->generation) || shards->count != head->shards) {
    return false;
  }
  if (head->shard >= shards->count || shards->there[head->shard])
    return false;
  shards->there[head->shard] = true;
  return true;
}

bool
indexer_shards_read(const ShimDatabase *database, const char *path, IndexerShards *shards,
                    GError **error) {
  unsigned parts = shim_database_parts(database);
  unsigned left_out = g_strv_length((char **)shim_database_left_out(database));
  bool fit = true;
  *shards = (IndexerShards){0};
  if (!check_version(database, path, error))
    return false;
  for (unsigned i = 0; i < parts && fit; i++) {
    IndexerHead head = {0};
    if (!read_head(database, i, &head, error))
      return false;
    fit = take_head(shards, &head);
    indexer_head_clear(&head);
  }
  if (fit && shards->count > 0 && parts + left_out == shards->count)
    return true;
  char *name = g_filename_display_name(path);
  g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_CHANGED,
              _("%s: the %u shards found are not all those of one update (of %u shards); try "
                "again, or name the shards of one index"),
              name, parts, shards->count);
  g_free(name);
  return false;
}

void
indexer_shards_clear(IndexerShards *shards) {
  g_clear_pointer(&shards->generation, g_free);
  g_clear_pointer(&shards->there, g_free);
}
