/* indexer/sources.c: the files that an index was made from, one for each evaluation. */
#include "indexer/sources.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "indexer/error.h"
#include "indexer/pack.h"
#include "indexer/schema.h"
#include "shim/shim.h"

#define VERSION_OF_RECORDS 5 /* the first whose sources are stored in this way */
#define VERSION_OF_RECOGNISED 12

IndexerSource *
indexer_source_new(const char *path) {
  IndexerSource *source = g_new0(IndexerSource, 1);
  source->path = g_strdup(path);
  source->hash = g_strdup("");
  source->base_id = g_strdup("");
  source->municipality = g_strdup("");
  source->report_id = g_strdup("");
  return source;
}

IndexerSource *
indexer_source_copy(const IndexerSource *source) {
  IndexerSource *copy = g_memdup2(source, sizeof *source);
  copy->path = g_strdup(source->path);
  copy->hash = g_strdup(source->hash);
  copy->base_id = g_strdup(source->base_id);
  copy->municipality = g_strdup(source->municipality);
  copy->report_id = g_strdup(source->report_id);
  return copy;
}

void
indexer_source_free(IndexerSource *source) {
  if (source == NULL)
    return;
  g_free(source->path);
  g_free(source->hash);
  g_free(source->base_id);
  g_free(source->municipality);
  g_free(source->report_id);
  g_free(source);
}

/* Reads to the end; false on an error, with errno. */
static bool
hash_descriptor(int descriptor, GChecksum *checksum) {
  guchar buffer[1 << 16];
  for (;;) {
    gssize got = read(descriptor, buffer, sizeof buffer);
    if (got == 0)
      return true;
    if (got > 0)
      g_checksum_update(checksum, buffer, got);
    else if (errno != EINTR)
      return false;
  }
}

char *
indexer_source_hash(const char *path, GError **error) {
  /* some files of the system's own look like others, and give nothing until something happens */
  int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    indexer_error_of_system(error, errno, path);
    return NULL;
  }
  GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);
  char *hash = NULL;
  if (hash_descriptor(descriptor, checksum))
    hash = g_strdup(g_checksum_get_string(checksum));
  else
    indexer_error_of_system(error, errno, path);
  g_checksum_free(checksum);
  close(descriptor);
  return hash;
}

bool
indexer_source_same_evaluation(const IndexerSource *a, const IndexerSource *b) {
  if (a->municipality[0] == '\0' || !g_str_equal(a->municipality, b->municipality))
    return false;
  if (a->year == 0 || a->year != b->year)
    return false;
  if (a->evaluation != 0 && b->evaluation != 0)
    return a->evaluation == b->evaluation;
  return a->month == 0 || b->month == 0 || a->month == b->month;
}

static bool
is_pdf(const char *path) {
  gsize length = strlen(path);
  return length >= 4 && g_ascii_strcasecmp(path + length - 4, ".pdf") == 0;
}

int
indexer_source_compare(const IndexerSource *a, const IndexerSource *b) {
  if (is_pdf(a->path) != is_pdf(b->path))
    return is_pdf(a->path) ? -1 : 1;
  char *name_a = g_path_get_basename(a->path), *name_b = g_path_get_basename(b->path);
  int order = -strcmp(name_a, name_b);
  g_free(name_a);
  g_free(name_b);
  return order != 0 ? order : strcmp(a->path, b->path);
}

GBytes *
indexer_state_to_bytes(const GPtrArray *sources) {
  GByteArray *record = g_byte_array_new();
  indexer_put_number(record, sources->len);
  for (guint i = 0; i < sources->len; i++) {
    const IndexerSource *source = sources->pdata[i];
    indexer_put_bytes(record, source->path, strlen(source->path));
    indexer_put_text(record, source->hash);
    indexer_put_number(record, source->reader);
    indexer_put_number(record, source->recognised);
    indexer_put_text(record, source->base_id);
    indexer_put_text(record, source->municipality);
    indexer_put_number(record, source->year);
    indexer_put_number(record, source->month);
    indexer_put_number(record, source->evaluation);
    indexer_put_text(record, source->report_id);
  }
  return g_byte_array_free_to_bytes(record);
}

static IndexerSource *
take_source(IndexerCursor *cursor, unsigned version) {
  IndexerSource *source = g_new0(IndexerSource, 1);
  gsize length = 0;
  const void *path = indexer_take_bytes(cursor, &length);
  source->path = g_strndup(path != NULL ? path : "", length);
  source->hash = indexer_take_text(cursor);
  source->reader = indexer_take_number(cursor);
  source->recognised = version >= VERSION_OF_RECOGNISED && indexer_take_number(cursor) != 0;
  source->base_id = indexer_take_text(cursor);
  source->municipality = indexer_take_text(cursor);
  source->year = indexer_take_number(cursor);
  source->month = indexer_take_number(cursor);
  source->evaluation = indexer_take_number(cursor);
  source->report_id = indexer_take_text(cursor);
  return source;
}

GPtrArray *
indexer_state_from_bytes(GBytes *bytes, unsigned version, GError **error) {
  GPtrArray *sources = g_ptr_array_new_with_free_func((GDestroyNotify)indexer_source_free);
  if (g_bytes_get_size(bytes) == 0)
    return sources;
  IndexerCursor cursor = indexer_cursor_of(bytes);
  guint count = indexer_take_number(&cursor);
  for (guint i = 0; i < count && !cursor.damaged; i++)
    g_ptr_array_add(sources, take_source(&cursor, version));
  if (!indexer_cursor_finish(&cursor, error))
    g_clear_pointer(&sources, g_ptr_array_unref);
  return sources;
}

/* ---- an index that can't be read any more ---- */

/* The decimal number in the metadata of a key; false where it is none, or too early a version. */
static bool
take_version(const ShimDatabase *database, unsigned *version) {
  GBytes *bytes = NULL;
  guint64 number = 0;
  if (!shim_database_metadata(database, INDEXER_META_VERSION, &bytes, NULL))
    return false;
  gsize length = 0;
  const char *text = g_bytes_get_data(bytes, &length);
  bool ok = length > 0 && g_ascii_string_to_unsigned(text, 10, VERSION_OF_RECORDS,
                                                     INDEXER_SCHEMA_VERSION, &number, NULL);
  *version = (unsigned)number;
  g_bytes_unref(bytes);
  return ok;
}

GPtrArray *
indexer_earlier_sources(const char *index_path, unsigned *version) {
  ShimDatabase *database = NULL;
  GBytes *state = NULL;
  GPtrArray *sources = NULL;
  unsigned found = 0;
  if (!shim_database_open(index_path, &database, NULL))
    return NULL;
  if (take_version(database, &found) &&
      shim_database_metadata(database, INDEXER_META_SOURCES, &state, NULL))
    sources = indexer_state_from_bytes(state, found, NULL);
  g_clear_pointer(&state, g_bytes_unref);
  shim_database_free(database);
  if (version != NULL)
    *version = found;
  return sources;
}
