/* corpus/text/sorted_line.c: looks a key up among sorted lines. */
#include <string.h>

#include "corpus/text/knowledge.h"

static bool
ends_key(char letter) {
  return letter == '\0' || letter == '|' || letter == '\n';
}

int
corpus_sorted_line_compare(const char *a, const char *b) {
  while (*a == *b && !ends_key(*a)) {
    a++;
    b++;
  }
  bool left = ends_key(*a), right = ends_key(*b);
  return left || right ? right - left : (unsigned char)*a - (unsigned char)*b;
}

const char *
corpus_sorted_line(const char *lines, gsize length_bytes, const char *key) {
  const char *first = lines, *end = first + length_bytes;
  while (first < end) {
    const char *line = first + (end - first) / 2;
    while (line > first && line[-1] != '\n')
      line--;
    int order = corpus_sorted_line_compare(key, line);
    if (order == 0)
      return line + strlen(key);
    if (order < 0)
      end = line;
    else
      first = (const char *)memchr(line, '\n', (gsize)(end - line)) + 1;
  }
  return NULL;
}

char **
corpus_sorted_line_fields(const char *line) {
  if (*line != '|')
    return g_new0(char *, 1);
  char *text = g_strndup(line + 1, strcspn(line + 1, "\n"));
  char **fields = g_strsplit(text, "|", -1);
  g_free(text);
  return fields;
}
