/* corpus/source/pdf.c: the parent's side of kompass-read-pdf. */
#include "corpus/source/pdf.h"

#include <errno.h>
#include <gio/gio.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "corpus/text/error.h"

#define PROGRAM "kompass-read-pdf"
#define MOST_SECONDS 150 /* more than the program takes by itself */
#define MOST_OUTPUT_BYTES ((gsize)64 * 1024 * 1024)
#define CHUNK_BYTES 65536
#define MARK "%PDF-"
#define MARK_WITHIN_BYTES 1024

struct CorpusPdfReading {
  GPid child;
  int output; /* read end of its standard output */
};

static bool
holds_mark(const char *bytes, gsize length) {
  for (gsize i = 0; i + strlen(MARK) <= length; i++)
    if (memcmp(bytes + i, MARK, strlen(MARK)) == 0)
      return true;
  return false;
}

bool
corpus_is_pdf(const char *path) {
  char head[MARK_WITHIN_BYTES];
  GFile *file = g_file_new_for_path(path);
  GFileInputStream *stream = g_file_read(file, NULL, NULL);
  gsize length = 0;
  bool read = stream != NULL && g_input_stream_read_all(G_INPUT_STREAM(stream), head, sizeof head,
                                                        &length, NULL, NULL);
  g_clear_object(&stream);
  g_object_unref(file);
  return read && holds_mark(head, length);
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

CorpusPdfReading *
corpus_pdf_start(const char *path, GError **error) {
  char *program = program_path();
  char *arguments[] = {program, (char *)path, NULL};
  CorpusPdfReading *reading = g_new0(CorpusPdfReading, 1);
  GError *inner = NULL;
  bool started = g_spawn_async_with_pipes(
      NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
      &reading->child, NULL, &reading->output, NULL, &inner);
  if (!started) {
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_IO, "the PDF reader can't be started: %s",
                inner->message);
    g_error_free(inner);
    g_clear_pointer(&reading, g_free);
  }
  g_free(program);
  return reading;
}

/* Everything the child writes, until it ends, the time is up or it is too much. */
static bool
collect(const CorpusPdfReading *reading, GByteArray *output) {
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
end_child(CorpusPdfReading *reading, bool kill_it) {
  int status = 0;
  if (kill_it)
    kill(reading->child, SIGKILL);
  while (waitpid(reading->child, &status, 0) < 0 && errno == EINTR) {
  }
  close(reading->output);
  g_spawn_close_pid(reading->child);
  g_free(reading);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

CorpusLines *
corpus_pdf_finish(CorpusPdfReading *reading, GError **error) {
  GByteArray *output = g_byte_array_new();
  bool complete = collect(reading, output);
  bool ended_well = end_child(reading, !complete);
  GBytes *bytes = g_byte_array_free_to_bytes(output);
  CorpusLines *lines = NULL;
  if (complete && ended_well)
    lines = corpus_lines_from_bytes(bytes, error);
  else
    g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_IO,
                        complete ? "reading this PDF took more memory or time than a report can "
                                   "need, or crashed the PDF reader"
                                 : "reading this PDF took longer, or gave more, than a report can");
  g_bytes_unref(bytes);
  return lines;
}

void
corpus_pdf_cancel(CorpusPdfReading *reading) {
  if (reading != NULL)
    end_child(reading, true);
}

CorpusLines *
corpus_lines_from_pdf(const char *path, GError **error) {
  CorpusPdfReading *reading = corpus_pdf_start(path, error);
  return reading != NULL ? corpus_pdf_finish(reading, error) : NULL;
}
