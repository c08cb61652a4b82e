/* tests/fuzz/index.h: an index of the sample reports, made once for all inputs of a target. */
#ifndef TESTS_FUZZ_INDEX_H
#define TESTS_FUZZ_INDEX_H

#include <stdlib.h>

#include "indexer/update.h"
#include "tests/folder.h"

static char *fuzz_index_folder;

static inline void
fuzz_index_remove(void) {
  test_folder_remove(g_steal_pointer(&fuzz_index_folder));
}

/* The path of the index; it goes when the program ends in good order. */
static inline const char *
fuzz_index(void) {
  if (fuzz_index_folder != NULL)
    return fuzz_index_folder;
  GError *error = NULL;
  IndexerSummary summary = {0};
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  IndexerOptions options = {.read_context = lexicon};
  const char *const paths[] = {FUZZ_REPORTS, NULL};
  fuzz_index_folder = test_folder_new();
  atexit(fuzz_index_remove);
  bool ok = indexer_update(fuzz_index_folder, paths, &options, &summary, &error);
  g_assert_no_error(error);
  g_assert_true(ok);
  g_assert_cmpuint(summary.reports, >, 0);
  indexer_summary_clear(&summary);
  corpus_lexicon_free(lexicon);
  return fuzz_index_folder;
}

#endif
