/* indexer/state.c: the files that an index was made from, and when two hold the same evaluation. */
#include "indexer/state.h"

#include <string.h>

#include "indexer/record_variant.h"

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
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE(INDEXER_STATE_TYPE));
  for (guint i = 0; i < sources->len; i++) {
    const IndexerSource *s = sources->pdata[i];
    g_variant_builder_add(&builder, "(^ay@su@s@suuu@s)", s->path, indexer_record_text(s->hash),
                          s->reader, indexer_record_text(s->base_id),
                          indexer_record_text(s->municipality), s->year, s->month, s->evaluation,
                          indexer_record_text(s->report_id));
  }
  return indexer_record_pack(g_variant_builder_end(&builder));
}

GPtrArray *
indexer_state_from_bytes(GBytes *bytes, GError **error) {
  if (g_bytes_get_size(bytes) == 0)
    return g_ptr_array_new_with_free_func((GDestroyNotify)indexer_source_free);
  GVariant *value = indexer_record_unpack(bytes, INDEXER_STATE_TYPE, error);
  if (value == NULL)
    return NULL;
  GPtrArray *sources = g_ptr_array_new_with_free_func((GDestroyNotify)indexer_source_free);
  GVariantIter *iter = g_variant_iter_new(value);
  IndexerSource read = {0};
  while (g_variant_iter_next(iter, "(^aysussuuus)", &read.path, &read.hash, &read.reader,
                             &read.base_id, &read.municipality, &read.year, &read.month,
                             &read.evaluation, &read.report_id))
    g_ptr_array_add(sources, g_memdup2(&read, sizeof read));
  g_variant_iter_free(iter);
  g_variant_unref(value);
  return sources;
}
