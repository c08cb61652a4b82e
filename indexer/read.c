/* indexer/read.c: the ordinary way to read a report file. */
#include "indexer/update.h"

CorpusReport *
indexer_read_report(const char *path, void *context, GError **error) {
  return corpus_report_read(path, context, error);
}
