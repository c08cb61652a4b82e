/* tests/corpus/lines_of.h: lines for tests, straight from a text without a source's own rules. */
#ifndef TESTS_CORPUS_LINES_OF_H
#define TESTS_CORPUS_LINES_OF_H

#include <string.h>

#include "corpus/source/line.h"

/* One line a line; a form feed before a line starts a page; white space at its end is kept as the
 * mark of a whole word. Free with corpus_lines_free(). */
static inline CorpusLines *
lines_of(const char *text) {
  CorpusLines *lines = corpus_lines_new();
  lines->pages = 1;
  char **split = g_strsplit(text, "\n", -1);
  for (unsigned i = 0; split[i] != NULL; i++) {
    bool page = *split[i] == '\f';
    if (split[i + 1] == NULL && *split[i] == '\0')
      break;
    lines->pages += page ? 1 : 0;
    char *trimmed = g_strstrip(g_strdup(split[i] + (page ? 1 : 0)));
    CorpusLine *line = corpus_line_new(trimmed, lines->pages, i + 1);
    gsize length = strlen(split[i]);
    line->starts_page = page || i == 0;
    line->ends_with_space = length > 0 && split[i][length - 1] == ' ';
    g_ptr_array_add(lines->lines, line);
    g_free(trimmed);
  }
  g_strfreev(split);
  return lines;
}

#endif
