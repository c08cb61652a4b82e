/* corpus/text/sorted_line.c: looks a key up among sorted lines. */
#include <string.h>

#include "corpus/text/knowledge.h"

int
corpus_sorted_line_compare(const char *a, const char *b) {
  gsize left = strcspn(a, "|\n"), right = strcspn(b, "|\n");
  int order = memcmp(a, b, MIN(left, right));
  return order != 0 ? order : (left > right) - (left < right);
}

static char **
fields_of(const char *line, const char *next) {
  const char *fields = line + strcspn(line, "|\n");
  if (*fields != '|')
    return g_new0(char *, 1);
  char *text = g_strndup(fields + 1, (gsize)(next - 1 - (fields + 1)));
  char **parted = g_strsplit(text, "|", -1);
  g_free(text);
  return parted;
}

char **
corpus_sorted_line(const char *lines, gsize length_bytes, const char *key) {
  const char *first = lines, *end = first + length_bytes;
  while (first < end) {
    const char *line = first + (end - first) / 2;
    while (line > first && line[-1] != '\n')
      line--;
    const char *next = (const char *)memchr(line, '\n', (gsize)(end - line)) + 1;
    int order = corpus_sorted_line_compare(key, line);
    if (order == 0)
      return fields_of(line, next);
    if (order < 0)
      end = line;
    else
      first = next;
  }
  return NULL;
}
