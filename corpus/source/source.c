/* corpus/source/source.c: chooses how to read a file; a new kind of file is a line in the table. */
#include "corpus/source/source.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "corpus/text/error.h"
#include "corpus/source/pdf.h"

/* One byte more than a text may have: enough to see that it is too large. */
#define MOST_BYTES (8u * 1024 * 1024 + 1)

typedef struct Source Source;

struct CorpusSourceReading {
  char *path;
  const Source *source;
  CorpusPdfReading *pdf; /* NULL = not a PDF, or it could not be started */
  GError *error;
};

struct Source {
  bool (*takes)(const char *path);
  void (*begin)(CorpusSourceReading *reading); /* may be NULL: nothing can be done beforehand */
  CorpusLines *(*finish)(CorpusSourceReading *reading, GError **error);
};

static bool
takes_anything(const char *path) {
  return path != NULL;
}

static CorpusLines *
read_text(CorpusSourceReading *reading, GError **error) {
  FILE *file = fopen(reading->path, "rb");
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

static void
begin_pdf(CorpusSourceReading *reading) {
  reading->pdf = corpus_pdf_start(reading->path, &reading->error);
}

static CorpusLines *
finish_pdf(CorpusSourceReading *reading, GError **error) {
  if (reading->pdf != NULL)
    return corpus_pdf_finish(g_steal_pointer(&reading->pdf), error);
  g_propagate_error(error, g_steal_pointer(&reading->error));
  return NULL;
}

/* The first that takes the file reads it. */
static const Source SOURCES[] = {
    {corpus_is_pdf, begin_pdf, finish_pdf},
    {takes_anything, NULL, read_text},
};

static void
reading_free(CorpusSourceReading *reading) {
  g_clear_error(&reading->error);
  g_free(reading->path);
  g_free(reading);
}

CorpusSourceReading *
corpus_source_begin(const char *path) {
  CorpusSourceReading *reading = g_new0(CorpusSourceReading, 1);
  reading->path = g_strdup(path);
  reading->source = &SOURCES[0];
  while (!reading->source->takes(path))
    reading->source++;
  if (reading->source->begin != NULL)
    reading->source->begin(reading);
  return reading;
}

CorpusLines *
corpus_source_finish(CorpusSourceReading *reading, GError **error) {
  GError *inner = NULL;
  CorpusLines *lines = reading->source->finish(reading, &inner);
  if (lines == NULL) {
    char *name = g_path_get_basename(reading->path);
    g_prefix_error(&inner, "%s: ", name);
    g_propagate_error(error, inner);
    g_free(name);
  }
  reading_free(reading);
  return lines;
}

void
corpus_source_abandon(CorpusSourceReading *reading) {
  if (reading == NULL)
    return;
  corpus_pdf_cancel(reading->pdf);
  reading_free(reading);
}

CorpusLines *
corpus_source_read(const char *path, GError **error) {
  return corpus_source_finish(corpus_source_begin(path), error);
}
