/* corpus/source/source.c: chooses how to read a file, and is the parent of the program that reads
 * what is not text. */
#include "corpus/source/source.h"

#include <errno.h>
#include <gio/gio.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "corpus/text/error.h"

#define PROGRAM "kompass-read-pdf"
#define MOST_SECONDS 150 /* more than the program takes by itself */
#define MOST_OUTPUT_BYTES ((gsize)64 * 1024 * 1024)
#define CHUNK_BYTES 65536

/* One byte more than a text may have: enough to see that it is too large. */
#define MOST_TEXT_BYTES (8u * 1024 * 1024 + 1)

#define PDF_MARK "%PDF-"
#define PDF_MARK_WITHIN_BYTES 1024
#define ZIP_MARK "PK\003\004" /* .docx and .odt are such archives */

struct CorpusSourceReading {
  char *path;
  bool is_text;
  bool started; /* the program that reads it, where it is no text */
  GPid child;
  int output;    /* read end of its standard output */
  GError *error; /* why it was not started */
};

static bool
holds(const char *bytes, gsize length, const char *mark) {
  for (gsize i = 0; i + strlen(mark) <= length; i++)
    if (memcmp(bytes + i, mark, strlen(mark)) == 0)
      return true;
  return false;
}

static bool
is_text_file(const char *path) {
  char head[PDF_MARK_WITHIN_BYTES] = "";
  FILE *file = fopen(path, "rb");
  gsize length = file != NULL ? fread(head, 1, sizeof head, file) : 0;
  if (file != NULL)
    fclose(file);
  return !holds(head, length, PDF_MARK) && !holds(head, MIN(length, strlen(ZIP_MARK)), ZIP_MARK);
}

static CorpusLines *
read_text(const char *path, GError **error) {
  FILE *file = fopen(path, "rb");
  char *bytes = file != NULL ? g_malloc(MOST_TEXT_BYTES) : NULL;
  gsize length = file != NULL ? fread(bytes, 1, MOST_TEXT_BYTES, file) : 0;
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

/* Where the program is; the caller frees it. */
static char *
program_path(void) {
  const char *told = g_getenv("KOMPASS_READ_PDF");
  if (told != NULL && *told != '\0')
    return g_strdup(told);
  char *self = g_file_read_link("/proc/self/exe", NULL);
  char *folder = self != NULL ? g_path_get_dirname(self) : g_strdup(".");
  char *beside = g_build_filename(folder, PROGRAM, NULL);
  g_free(folder);
  g_free(self);
  if (g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
    return beside;
  g_free(beside);
  return g_build_filename(KOMPASS_LIBEXEC, PROGRAM, NULL);
}

static void
start_program(CorpusSourceReading *reading) {
  char *program = program_path();
  char *arguments[] = {program, reading->path, NULL};
  GError *inner = NULL;
  reading->started = g_spawn_async_with_pipes(
      NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
      &reading->child, NULL, &reading->output, NULL, &inner);
  if (!reading->started) {
    g_set_error(&reading->error, CORPUS_ERROR, CORPUS_ERROR_IO, "the reader can't be started: %s",
                inner->message);
    g_error_free(inner);
  }
  g_free(program);
}

/* Everything the child writes, until it ends, the time is up or it is too much. */
static bool
collect(const CorpusSourceReading *reading, GByteArray *output) {
  guint8 chunk[CHUNK_BYTES];
  gint64 deadline_us = g_get_monotonic_time() + MOST_SECONDS * G_USEC_PER_SEC;
  for (;;) {
    gint64 left_ms = (deadline_us - g_get_monotonic_time()) / 1000;
    struct pollfd wait = {reading->output, POLLIN, 0};
    int ready = left_ms > 0 ? poll(&wait, 1, (int)left_ms) : 0;
    if (ready < 0 && errno == EINTR)
      continue;
    if (ready <= 0 || output->len > MOST_OUTPUT_BYTES)
      return false;
    ssize_t count = read(reading->output, chunk, sizeof chunk);
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return count == 0;
    g_byte_array_append(output, chunk, (guint)count);
  }
}

/* Reaps the child, killed first unless it ended by itself. true if it ended well. */
static bool
end_program(CorpusSourceReading *reading, bool kill_it) {
  int status = 0;
  if (kill_it)
    kill(reading->child, SIGKILL);
  while (waitpid(reading->child, &status, 0) < 0 && errno == EINTR) {
  }
  close(reading->output);
  g_spawn_close_pid(reading->child);
  reading->started = false;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static CorpusLines *
finish_program(CorpusSourceReading *reading, GError **error) {
  GByteArray *output = g_byte_array_new();
  bool complete = collect(reading, output);
  bool ended_well = end_program(reading, !complete);
  GBytes *bytes = g_byte_array_free_to_bytes(output);
  CorpusLines *lines = NULL;
  if (complete && ended_well)
    lines = corpus_lines_from_bytes(bytes, error);
  else
    g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_IO,
                        complete ? "reading this file took more memory or time than a report can "
                                   "need, or crashed the reader"
                                 : "reading this file took longer, or gave more, than a report "
                                   "can");
  g_bytes_unref(bytes);
  return lines;
}

CorpusSourceReading *
corpus_source_begin(const char *path) {
  CorpusSourceReading *reading = g_new0(CorpusSourceReading, 1);
  reading->path = g_strdup(path);
  reading->is_text = is_text_file(path);
  if (!reading->is_text)
    start_program(reading);
  return reading;
}

CorpusLines *
corpus_source_finish(CorpusSourceReading *reading, GError **error) {
  GError *inner = g_steal_pointer(&reading->error);
  CorpusLines *lines = NULL;
  if (reading->is_text)
    lines = read_text(reading->path, &inner);
  else if (reading->started)
    lines = finish_program(reading, &inner);
  if (lines == NULL) {
    char *name = g_path_get_basename(reading->path);
    g_prefix_error(&inner, "%s: ", name);
    g_propagate_error(error, inner);
    g_free(name);
  }
  corpus_source_abandon(reading);
  return lines;
}

void
corpus_source_abandon(CorpusSourceReading *reading) {
  if (reading == NULL)
    return;
  if (reading->started)
    end_program(reading, true);
  g_clear_error(&reading->error);
  g_free(reading->path);
  g_free(reading);
}

CorpusLines *
corpus_source_read(const char *path, GError **error) {
  return corpus_source_finish(corpus_source_begin(path), error);
}
