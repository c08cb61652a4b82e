/* tests/fuzz/layout.c: lines that know their places, as those of a PDF do, are no report, or one as
 * right as any other.
 *
 * A line of the input is a line of the report: left, right, top, size, flags (1 bold, 2 a page
 * begins, 4 a blank line before) and the text. Others are passed over. */
#include "tests/fuzz/report.h"

#define FIGURES 5
#define BOLD 1
#define STARTS_PAGE 2
#define BLANK_BEFORE 4

/* The text behind the figures, or NULL where these are not there. */
static const char *
read_figures(const char *line, double figures[FIGURES]) {
  for (gsize i = 0; i < FIGURES; i++) {
    char *end = NULL;
    figures[i] = g_ascii_strtod(line, &end);
    if (end == line || *end != ' ')
      return NULL;
    line = end + 1;
  }
  return line;
}

static void
add_line(CorpusLines *lines, const char *written) {
  double figures[FIGURES];
  const char *text = read_figures(written, figures);
  if (text == NULL)
    return;
  unsigned flags = figures[4] > 0 && figures[4] < 8 ? (unsigned)figures[4] : 0;
  if (lines->lines->len == 0 || (flags & STARTS_PAGE) != 0)
    lines->pages++;
  char *clean = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
  CorpusLine *line = corpus_line_new(g_strstrip(clean), lines->pages, lines->lines->len + 1);
  g_free(clean);
  line->starts_page = (flags & STARTS_PAGE) != 0 || lines->lines->len == 0;
  line->blank_before = (flags & BLANK_BEFORE) != 0;
  line->bold = (flags & BOLD) != 0;
  line->left = figures[0];
  line->right = figures[1];
  line->top = figures[2];
  line->size = figures[3];
  g_ptr_array_add(lines->lines, line);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = fuzz_text(data, size), **written = g_strsplit_set(text, "\n\r\f\t\v", -1);
  CorpusLines *lines = corpus_lines_new();
  for (char **line = written; *line != NULL; line++)
    add_line(lines, *line);
  fuzz_assert_lines(lines);
  g_strfreev(written);
  g_free(text);
  return 0;
}
