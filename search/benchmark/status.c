/* search/benchmark/status.c: counts what is in an index. */
#include "search/benchmark/status.h"

#ifndef KOMPASS_VERSION
#error "the build sets KOMPASS_VERSION"
#endif

const char *
search_version(void) {
  return KOMPASS_VERSION;
}

SearchStatus *
search_status(const SearchEngine *engine, const GPtrArray *groups) {
  SearchStatus *status = g_new0(SearchStatus, 1);
  const GPtrArray *reports = indexer_reader_reports(engine->reader);
  status->index = indexer_reader_path(engine->reader);
  status->generation = indexer_reader_generation(engine->reader);
  status->shards = indexer_reader_shards(engine->reader);
  status->passages = indexer_reader_passage_count(engine->reader, NULL);
  status->words = indexer_vocabulary_size(indexer_reader_vocabulary(engine->reader));
  status->groups = groups;
  status->reports = g_array_new(FALSE, FALSE, sizeof(SearchStatusReport));
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    SearchStatusReport row = {report, indexer_reader_passage_count(engine->reader, report)};
    g_array_append_val(status->reports, row);
    status->warnings += report->warnings->len;
  }
  return status;
}

void
search_status_free(SearchStatus *status) {
  if (status == NULL)
    return;
  g_array_unref(status->reports);
  g_free(status);
}
