/* indexer/which_file.c: which file gives each evaluation to the index, and under which id. */
#include "indexer/which_file.h"

struct IndexerClaims {
  GPtrArray *sources; /* const IndexerSource *, borrowed */
  GHashTable *ids;    /* owned strings */
};

IndexerClaims *
indexer_claims_new(void) {
  IndexerClaims *claims = g_new0(IndexerClaims, 1);
  claims->sources = g_ptr_array_new();
  claims->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return claims;
}

void
indexer_claims_free(IndexerClaims *claims) {
  if (claims == NULL)
    return;
  g_ptr_array_unref(claims->sources);
  g_hash_table_unref(claims->ids);
  g_free(claims);
}

const IndexerSource *
indexer_claims_find(const IndexerClaims *claims, const IndexerSource *source) {
  for (guint i = 0; i < claims->sources->len; i++)
    if (indexer_source_same_evaluation(claims->sources->pdata[i], source))
      return claims->sources->pdata[i];
  return NULL;
}

char *
indexer_claims_free_id(const IndexerClaims *claims, const IndexerSource *source) {
  char *id = g_strdup(source->base_id);
  if (g_hash_table_contains(claims->ids, id) && source->month != 0) {
    g_free(id);
    id = g_strdup_printf("%s-%02u", source->base_id, source->month);
  }
  for (unsigned number = 2; g_hash_table_contains(claims->ids, id); number++) {
    g_free(id);
    id = g_strdup_printf("%s-no%u", source->base_id, number);
  }
  return id;
}

void
indexer_claims_add(IndexerClaims *claims, const IndexerSource *source, const char *id) {
  g_ptr_array_add(claims->sources, (gpointer)source);
  g_hash_table_add(claims->ids, g_strdup(id));
}

bool
indexer_claims_has_id(const IndexerClaims *claims, const char *report_id) {
  return g_hash_table_contains(claims->ids, report_id);
}
