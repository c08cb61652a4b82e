/* tests/corpus/lines_of.h: lines for tests: of a text without a source's own rules, of a file; and
 * what is known of lines. */
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

/* The lines of a text file, as a report's. */
static inline CorpusLines *
lines_of_file(const char *path) {
  char *bytes = NULL;
  gsize length = 0;
  GError *error = NULL;
  g_file_get_contents(path, &bytes, &length, &error);
  g_assert_no_error(error);
  CorpusLines *lines = corpus_lines_from_text(bytes, length, &error);
  g_assert_no_error(error);
  g_free(bytes);
  return lines;
}

/* "H1 Rubrik|3.1.2 I en cell|~2 I en ruta|? Vad som helst": what is known of each line, and its
 * text. The caller frees it. */
static inline char *
lines_described(const CorpusLines *lines) {
  GString *all = g_string_new(NULL);
  for (guint i = 0; i < lines->lines->len; i++) {
    const CorpusLine *line = corpus_line_at(lines->lines, i);
    g_string_append(all, i > 0 ? "|" : "");
    if (line->kind == CORPUS_LINE_HEADING)
      g_string_append_printf(all, "H%u ", line->level);
    if (line->kind == CORPUS_LINE_ITEM)
      g_string_append_printf(all, "I%u ", line->level);
    if (line->kind == CORPUS_LINE_UNKNOWN)
      g_string_append(all, "? ");
    if (line->table != 0)
      g_string_append_printf(all, "%u.%u.%u ", line->table, line->row, line->column);
    if (line->block != 0)
      g_string_append_printf(all, "~%u ", line->block);
    g_string_append(all, line->text);
  }
  return g_string_free(all, FALSE);
}

#endif
