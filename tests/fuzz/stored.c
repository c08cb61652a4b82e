/* tests/fuzz/stored.c: whatever the process that reads PDF files hands over, as it was told by a
 * hostile file, does no harm: it is refused, is no report, or is some report that can be stored. */
#include "corpus/source/line.h"

#include "tests/fuzz/report.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  GError *error = NULL;
  GBytes *bytes = g_bytes_new(data, size);
  CorpusLines *lines = corpus_lines_from_bytes(bytes, &error);
  g_assert_true((lines == NULL) == (error != NULL));
  CorpusReport *report =
      lines != NULL ? corpus_report_from_lines(lines, "fuzz.pdf", fuzz_lexicon(), NULL) : NULL;
  if (report != NULL)
    fuzz_assert_stored(report);
  corpus_report_free(report);
  g_clear_error(&error);
  g_bytes_unref(bytes);
  return 0;
}
