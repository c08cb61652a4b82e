/* tests/fuzz/lines.c: a text's lines are clean and in order, and come through the way from one
 * process to another as they are; bytes that never were lines are refused there. */
#include "corpus/source/line.h"

#include "tests/fuzz/target.h"

static void
assert_line(const CorpusLine *line) {
  fuzz_assert_text(line->text);
  g_assert_null(strpbrk(line->text, "\n\r\f\t"));
  g_assert_cmpuint(line->page, >=, 1);
  gsize length = strlen(line->text);
  g_assert_false(length > 0 && (line->text[0] == ' ' || line->text[length - 1] == ' '));
}

static void
assert_lines(const CorpusLines *lines) {
  unsigned page = 1, number = 0;
  for (guint i = 0; i < lines->lines->len; i++) {
    const CorpusLine *line = lines->lines->pdata[i];
    assert_line(line);
    g_assert_cmpuint(line->page, >=, page);
    g_assert_cmpuint(line->number, >=, number);
    page = line->page;
    number = line->number;
  }
  g_assert_cmpuint(lines->pages, >=, lines->lines->len > 0 ? page : 0);
}

/* What is stored and read is stored as the same bytes again. */
static void
assert_stored(const CorpusLines *lines) {
  GBytes *bytes = corpus_lines_to_bytes(lines);
  GError *error = NULL;
  CorpusLines *read = corpus_lines_from_bytes(bytes, &error);
  g_assert_no_error(error);
  GBytes *again = corpus_lines_to_bytes(read);
  g_assert_true(g_bytes_equal(bytes, again));
  g_bytes_unref(again);
  g_bytes_unref(bytes);
  corpus_lines_free(read);
}

static void
read_as_stored(const uint8_t *data, size_t size) {
  GError *error = NULL;
  GBytes *bytes = g_bytes_new(data, size);
  CorpusLines *lines = corpus_lines_from_bytes(bytes, &error);
  g_assert_true((lines == NULL) == (error != NULL));
  if (lines != NULL)
    assert_stored(lines);
  corpus_lines_free(lines);
  g_clear_error(&error);
  g_bytes_unref(bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  CorpusLines *lines = corpus_lines_from_text((const char *)data, size, NULL);
  if (lines != NULL) {
    assert_lines(lines);
    assert_stored(lines);
  }
  corpus_lines_free(lines);
  read_as_stored(data, size);
  return 0;
}
