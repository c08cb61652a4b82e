/* tests/fuzz/report.c: a text is no report, or one of which every figure, page and span can be so,
 * and that comes back from the index's records as it was. */
#include "tests/fuzz/report.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  CorpusLines *lines = corpus_lines_from_text((const char *)data, size, NULL);
  if (lines != NULL)
    fuzz_assert_lines(lines);
  return 0;
}
