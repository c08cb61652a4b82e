/* corpus/text/sorted_line.c: looks a key up among sorted lines. */
#define _GNU_SOURCE /* memrchr() */
#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/text/sorted_line.h"

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

/* As above, with the key's length known: a query looks up hundreds. */
static int
compare_key(const char *key, gsize length_bytes, const char *line) {
  for (gsize i = 0; i < length_bytes; i++)
    if (line[i] == '|' || line[i] == '\n')
      return 1;
    else if (key[i] != line[i])
      return (guchar)key[i] < (guchar)line[i] ? -1 : 1;
  return line[length_bytes] == '|' || line[length_bytes] == '\n' ? 0 : -1;
}

const char *
corpus_sorted_line(const char *lines, gsize length_bytes, const char *key) {
  const char *first = lines, *end = first + length_bytes;
  gsize key_bytes = strcspn(key, "|\n");
  while (first < end) {
    const char *middle = first + (end - first) / 2;
    const char *before = memrchr(first, '\n', (gsize)(middle - first));
    const char *line = before != NULL ? before + 1 : first;
    int order = compare_key(key, key_bytes, line);
    if (order == 0)
      return line + key_bytes;
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

const char *
corpus_sorted_line_next(const char **at, gsize *length_bytes) {
  const char *field = *at;
  if (*field != '|')
    return NULL;
  for (*at = ++field; !ends_key(**at);)
    (*at)++;
  *length_bytes = (gsize)(*at - field);
  return field;
}

const CorpusSortedLines *
corpus_sorted_lines(CorpusSortedLines *file) {
  if (g_once_init_enter(&file->found)) {
    file->lines = corpus_built_in(file->resource(), file->path, &file->length_bytes);
    g_once_init_leave(&file->found, 1);
  }
  return file;
}

int
corpus_texts_compare(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}
