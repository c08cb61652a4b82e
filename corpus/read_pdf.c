/* corpus/read_pdf.c: the program kompass-read-pdf, which reads one PDF with limits on what it may
 * use, so that a hostile file costs one warning and never the run. Started by corpus/pdf.c; writes
 * what it read (corpus/lines_store.h) to standard output. */
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "corpus/error.h"
#include "corpus/lines_store.h"
#include "corpus/pdf_lines.h"

#define MOST_MEMORY_BYTES ((rlim_t)1024 * 1024 * 1024)
#define MOST_CPU_SECONDS 60
#define MOST_SECONDS 100
#define MOST_FILE_BYTES 0 /* it writes to a pipe only */

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1 /* sanitizers reserve terabytes of address space */
#else
#define SANITIZED 0
#endif

static bool
limit(int resource, rlim_t most) {
  struct rlimit value = {most, most};
  return setrlimit(resource, &value) == 0;
}

static bool
set_limits(GError **error) {
  bool ok = (SANITIZED || limit(RLIMIT_AS, MOST_MEMORY_BYTES)) &&
            limit(RLIMIT_CPU, MOST_CPU_SECONDS) && limit(RLIMIT_FSIZE, MOST_FILE_BYTES) &&
            limit(RLIMIT_CORE, 0);
  if (!ok)
    g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_IO, "limits could not be set");
  return ok;
}

int
main(int argc, char **argv) {
  if (argc != 2) {
    fputs("usage: kompass-read-pdf FILE (started by kompass; writes GLib variants)\n", stderr);
    return 2;
  }
  GError *error = NULL;
  alarm(MOST_SECONDS);
  CorpusLines *lines = set_limits(&error) ? pdf_lines_read(argv[1], &error) : NULL;
  alarm(0); /* writing waits for the other side, which may have much to do */
  GBytes *bytes = lines != NULL ? corpus_lines_to_bytes(lines) : corpus_error_to_bytes(error);
  gsize length = 0;
  const void *data = g_bytes_get_data(bytes, &length);
  bool written = fwrite(data, 1, length, stdout) == length && fflush(stdout) == 0;
  g_bytes_unref(bytes);
  corpus_lines_free(lines);
  g_clear_error(&error);
  return written ? 0 : 1;
}
