/* corpus/source.c: chooses how to read a file; a new kind of file is a line in the table. */
#include "corpus/source.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "corpus/error.h"

/* One byte more than a text may have: enough to see that it is too large. */
#define MOST_BYTES (8u * 1024 * 1024 + 1)

typedef struct {
  bool (*takes)(const char *path);
  CorpusLines *(*read)(const char *path, GError **error);
} Source;

static bool
takes_anything(const char *path) {
  return path != NULL;
}

static CorpusLines *
read_text(const char *path, GError **error) {
  FILE *file = fopen(path, "rb");
  char *bytes = file != NULL ? g_malloc(MOST_BYTES) : NULL;
  gsize length = file != NULL ? fread(bytes, 1, MOST_BYTES, file) : 0;
  int failure = file == NULL || ferror(file) ? errno : 0;
  if (file != NULL)
    fclose(file);
  CorpusLines *lines = NULL;
  if (failure != 0)
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_IO, "cannot be read: %s", g_strerror(failure));
  else
    lines = corpus_lines_from_text(bytes, length, error);
  g_free(bytes);
  return lines;
}

/* The first that takes the file reads it. */
static const Source SOURCES[] = {
    {takes_anything, read_text},
};

CorpusLines *
corpus_source_read(const char *path, GError **error) {
  GError *inner = NULL;
  CorpusLines *lines = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(SOURCES); i++)
    if (SOURCES[i].takes(path)) {
      lines = SOURCES[i].read(path, &inner);
      break;
    }
  if (lines != NULL)
    return lines;
  char *name = g_path_get_basename(path);
  g_prefix_error(&inner, "%s: ", name);
  g_propagate_error(error, inner);
  g_free(name);
  return NULL;
}
