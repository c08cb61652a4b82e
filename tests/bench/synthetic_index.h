/* tests/bench/synthetic_index.h: an index of reports that were never written. */
#ifndef TESTS_BENCH_SYNTHETIC_INDEX_H
#define TESTS_BENCH_SYNTHETIC_INDEX_H

#include "corpus/language/lexicon.h"
#include "corpus/report/report.h"

/* The sample reports of the source folder; those that can't be read are missing. The caller's. */
GPtrArray *synthetic_samples(const char *source, CorpusLexicon *lexicon);

/* Makes so many reports (tests/bench/synthetic.h) with the words of the samples, indexes them in a
 * temporary folder, and prints how many there are and where. The path of the index; the caller
 * frees it. NULL with an error. */
char *synthetic_index(const GPtrArray *samples, guint reports,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One of the files has changed: brings the index up to date. */
bool synthetic_index_update(const GPtrArray *samples, const char *index,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
