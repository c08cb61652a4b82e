/* indexer/compact.c: an index written once more, without gaps, by the way of an update. */
#include "indexer/update.h"

#include <glib/gi18n.h>

#include "indexer/error.h"
#include "indexer/generation.h"
#include "indexer/reader.h"
#include "indexer/schema.h"

static bool
compact(const char *index_path, IndexerStorage *storage, const IndexerReader *reader,
        const gint *stop, GError **error) {
  GBytes *state = NULL;
  IndexerExpected expected = {indexer_reader_reports(reader)->len,
                              indexer_reader_passage_count(reader, NULL)};
  if (!shim_database_metadata(indexer_reader_database(reader), INDEXER_META_SOURCES, &state,
                              error)) {
    g_prefix_error(error, "%s: ", index_path);
    return false;
  }
  IndexerGeneration *generation = indexer_generation_new(
      storage, indexer_storage_shards(storage), true, 2 * indexer_storage_bytes(storage), reader);
  indexer_generation_compact(generation);
  indexer_generation_stop_when(generation, stop);
  bool ok = indexer_generation_finish(generation, state, &expected, error);
  indexer_generation_free(generation);
  g_bytes_unref(state);
  return ok;
}

static bool
refuse_nothing(const char *index_path, GError **error) {
  char *name = g_filename_display_name(index_path);
  g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_NOT_FOUND, _("%s: there is no index"), name);
  g_free(name);
  return false;
}

/* What there is to give up. */
typedef struct {
  const IndexerOptions *options;
  const IndexerStorage *storage; /* NULL = not opened yet */
} GivingUp;

static void
give_up(const char *message, void *context) {
  const GivingUp *giving = context;
  const IndexerOptions *options = giving->options;
  char *line = g_strconcat(message, _("; the index is as it was"), NULL);
  indexer_storage_clear_up(giving->storage);
  options->give_up(line, options->give_up_context);
  g_free(line);
}

bool
indexer_compact(const char *index_path, const IndexerOptions *options, guint64 *before_bytes,
                guint64 *after_bytes, GError **error) {
  IndexerReader *reader = indexer_reader_open(index_path, error);
  if (reader == NULL)
    return false;
  GivingUp giving = {options, NULL};
  shim_give_up_set(options->give_up != NULL ? give_up : NULL, &giving);
  IndexerStorage *storage = indexer_storage_open(index_path, false, error);
  giving.storage = storage;
  bool ok = storage != NULL && indexer_reader_reopen(reader, NULL, error) &&
            (indexer_storage_shards(storage) > 0 || refuse_nothing(index_path, error));
  if (ok) {
    *before_bytes = indexer_storage_bytes(storage);
    ok = compact(index_path, storage, reader, options->stop, error);
  }
  if (ok)
    *after_bytes = indexer_storage_bytes(storage);
  shim_give_up_set(NULL, NULL);
  indexer_storage_free(storage);
  indexer_reader_free(reader);
  return ok;
}
