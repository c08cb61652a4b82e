/* tests/fuzz/stored.c: whatever the process that reads PDF files hands over, as it was told by a
 * hostile file, does no harm: it is refused, is no report, or is some report that can be stored.
 *
 * The input is changes of three bytes, where (two) and to what, and then the text of a report, the
 * lines of which are stored and changed so. Bytes that were stored once would be of a format that
 * nobody reads any more after the next change of it. */
#include "corpus/source/line.h"

#include "tests/fuzz/report.h"

#define CHANGES 4
#define CHANGES_BYTES ((size_t)3 * CHANGES)

/* The caller unrefs them; NULL where the text has no lines. */
static GBytes *
changed(const uint8_t *changes, const char *text, size_t size) {
  CorpusLines *lines = corpus_lines_from_text(text, size, NULL);
  if (lines == NULL)
    return NULL;
  gsize length = 0;
  uint8_t *bytes = g_bytes_unref_to_data(corpus_lines_to_bytes(lines), &length);
  for (gsize i = 0; i < CHANGES && length > 0; i++, changes += 3)
    if (changes[2] != 0)
      bytes[((gsize)changes[0] << 8 | changes[1]) % length] = changes[2];
  corpus_lines_free(lines);
  return g_bytes_new_take(bytes, length);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  GBytes *bytes = size > CHANGES_BYTES
                      ? changed(data, (const char *)data + CHANGES_BYTES, size - CHANGES_BYTES)
                      : NULL;
  if (bytes == NULL)
    return 0;
  GError *error = NULL;
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
