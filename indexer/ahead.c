/* indexer/ahead.c: keeps report files that are being read, by their path. */
#include "indexer/ahead.h"

struct IndexerAhead {
  GHashTable *readings; /* path -> CorpusReportReading * */
  guint most;
};

static void
abandon(gpointer reading) {
  corpus_report_abandon(reading);
}

IndexerAhead *
indexer_ahead_new(void) {
  IndexerAhead *ahead = g_new0(IndexerAhead, 1);
  ahead->readings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, abandon);
  ahead->most = g_get_num_processors();
  return ahead;
}

void
indexer_ahead_free(IndexerAhead *ahead) {
  if (ahead == NULL)
    return;
  g_hash_table_unref(ahead->readings);
  g_free(ahead);
}

bool
indexer_ahead_has_room(const IndexerAhead *ahead) {
  return g_hash_table_size(ahead->readings) < ahead->most;
}

void
indexer_ahead_begin(IndexerAhead *ahead, const char *path) {
  if (!g_hash_table_contains(ahead->readings, path))
    g_hash_table_insert(ahead->readings, g_strdup(path), corpus_report_begin(path));
}

CorpusReport *
indexer_ahead_finish(IndexerAhead *ahead, const char *path, CorpusLexicon *lexicon,
                     GError **error) {
  gpointer key = NULL, reading = NULL;
  if (g_hash_table_steal_extended(ahead->readings, path, &key, &reading))
    g_free(key);
  else
    reading = corpus_report_begin(path);
  return corpus_report_finish(reading, lexicon, error);
}
