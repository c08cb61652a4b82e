/* tests/corpus/reading/items/table_text.h: writes the lines of a table for tests. */
#ifndef TESTS_CORPUS_READING_ITEMS_TABLE_TEXT_H
#define TESTS_CORPUS_READING_ITEMS_TABLE_TEXT_H

#include <glib.h>
#include <string.h>

#include "corpus/source/line.h"

/* Lines as a source hands them over, from text: "\n" ends a line, "\f" begins a page, a line with
 * one space is an empty paragraph, white space at a line's end is seen. Unreffing frees all. */
static inline GPtrArray *
table_lines_of(const char *text) {
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  char **written = g_strsplit(text, "\n", -1);
  unsigned page = 1;
  for (guint i = 0; written[i] != NULL; i++) {
    const char *start = written[i];
    bool turns = *start == '\f';
    page += turns;
    char *stripped = g_strstrip(g_strdup(start + turns));
    CorpusLine *line = corpus_line_new(stripped, page, i + 1);
    line->blank_before = true;
    line->starts_page = turns;
    line->ends_with_space = *start != '\0' && g_ascii_isspace(start[strlen(start) - 1]);
    g_ptr_array_add(lines, line);
    g_free(stripped);
  }
  g_strfreev(written);
  return lines;
}

#endif
