/* corpus/source/line.c: making and freeing lines. */
#include "corpus/source/line.h"

#include <math.h>

CorpusLine *
corpus_line_new(const char *text, unsigned page, unsigned number) {
  CorpusLine *line = g_new0(CorpusLine, 1);
  line->text = g_strdup(text);
  line->page = page;
  line->number = number;
  line->left = line->right = line->top = line->size = NAN;
  return line;
}

void
corpus_line_free(CorpusLine *line) {
  if (line == NULL)
    return;
  g_free(line->text);
  g_free(line);
}

void
corpus_lines_free(CorpusLines *lines) {
  if (lines == NULL)
    return;
  g_ptr_array_unref(lines->lines);
  g_ptr_array_unref(lines->warnings);
  g_free(lines);
}
