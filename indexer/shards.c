/* indexer/shards.c: the shards of an index: whether they are all there, and of one update; declared
 * in whole.h. */
#include <glib/gi18n.h>

#include "indexer/error.h"
#include "indexer/schema.h"
#include "indexer/update.h"
#include "indexer/whole.h"

/* Metadata as text; NULL where there is none. */
static const char *
text_of(GBytes *bytes) {
  gsize length = 0;
  const char *text = g_bytes_get_data(bytes, &length);
  return length > 0 ? text : NULL;
}

static bool
fail_by_version(const char *version, const char *path, GError **error) {
  char *name = g_filename_display_name(path);
  if (version == NULL) {
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
