/* corpus/source/read_pdf.c: the program kompass-read-pdf, which reads one file (PDF, .docx, .odt)
 * with limits on what it may use, so that a hostile file costs one warning and never the run.
 * Started by corpus/source/source.c; writes what it read (corpus/source/line.h) to standard output.
 */
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "corpus/text/error.h"
#include "corpus/source/confine.h"
#include "corpus/source/office.h"
#include "corpus/source/pdf.h"
#include "corpus/source/recognise.h"

/* What one report may take, unless other limits are given. */
#define MEBIBYTES 1024
#define MOST_MEBIBYTES 65536
#define SECONDS 60 /* of work; of time that passes, twice as many */
#define MOST_SECONDS 3600
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
is_limited(bool ok, GError **error) {
  if (!ok)
    g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_IO, "limits could not be set");
  return ok;
}

/* Of this process and of those that it starts. */
static bool
set_limits(guint64 mebibytes, GError **error) {
  return is_limited((SANITIZED || limit(RLIMIT_AS, (rlim_t)mebibytes * 1024 * 1024)) &&
                        limit(RLIMIT_FSIZE, MOST_FILE_BYTES) && limit(RLIMIT_CORE, 0),
                    error);
}

/* Of this process alone: those that recognise pages have a limit for each page. */
static bool
limit_work(guint64 seconds, GError **error) {
  return is_limited(limit(RLIMIT_CPU, (rlim_t)seconds), error);
}

static bool
read_limits(char **argv, guint64 *mebibytes, guint64 *seconds) {
  return g_ascii_string_to_unsigned(argv[2], 10, 1, MOST_MEBIBYTES, mebibytes, NULL) &&
         g_ascii_string_to_unsigned(argv[3], 10, 1, MOST_SECONDS, seconds, NULL);
}

/* What this machine offers to shut the program in. */
static int
tell_confinement(void) {
  char *report = confine_process(CONFINE_READER);
  bool written = fputs(report, stdout) != EOF && fflush(stdout) == 0;
  g_free(report);
  return written ? 0 : 1;
}

/* Whether text recognition can be had, and if not, why: nothing, or a line. */
static int
tell_recognition(void) {
  GError *error = NULL;
  Recogniser *recogniser = recogniser_new(&error);
  bool written = recogniser != NULL || puts(error->message) != EOF;
  recogniser_free(recogniser);
  g_clear_error(&error);
  return written && fflush(stdout) == 0 ? 0 : 1;
}

static CorpusLines *
read_file(const char *path, guint64 seconds, bool recognise, GError **error) {
  char *contents = NULL;
  gsize length = 0;
  GError *inner = NULL;
  if (!g_file_get_contents(path, &contents, &length, &inner)) {
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_IO, "cannot be read: %s", inner->message);
    g_error_free(inner);
    return NULL;
  }
  bool archive = length > 1 && contents[0] == 'P' && contents[1] == 'K';
  GBytes *bytes = g_bytes_new_take(contents, length);
  CorpusLines *lines = NULL;
  recognise = recognise && !archive;
  /* From here on the file is read, and not trusted. */
  if ((!recognise || pdf_scans_begin(bytes, error)) && limit_work(seconds, error)) {
    g_free(confine_process(CONFINE_READER));
    lines = archive ? office_lines_read(bytes, error) : pdf_lines_read(bytes, recognise, error);
  }
  g_bytes_unref(bytes);
  return lines;
}

/* The program beside this one that is this one with text recognition takes over; returns where it
 * can't, which recogniser_new() will say. */
static void
hand_on_recognition(G_GNUC_UNUSED char **argv) {
#ifdef KOMPASS_READ_SCANS
  char *self = g_file_read_link("/proc/self/exe", NULL);
  char *folder = self != NULL ? g_path_get_dirname(self) : g_strdup(".");
  char *program = g_build_filename(folder, KOMPASS_READ_SCANS, NULL);
  execv(program, argv);
  g_free(program);
  g_free(folder);
  g_free(self);
#endif
}

int
main(int argc, char **argv) {
  guint64 mebibytes = MEBIBYTES, seconds = SECONDS;
  bool recognise = argc > 1 && g_str_equal(argv[1], "--ocr");
  prctl(PR_SET_PDEATHSIG, SIGKILL); /* no one reads it once kompass is gone */
  if (recognise || (argc == 2 && g_str_equal(argv[1], "--recognition")))
    hand_on_recognition(argv);
  if (argc == 2 && g_str_equal(argv[1], "--confinement"))
    return tell_confinement();
  if (argc == 2 && g_str_equal(argv[1], "--recognition"))
    return tell_recognition();
  argc -= recognise;
  argv += recognise;
  if ((argc != 2 && argc != 4) || (argc == 4 && !read_limits(argv, &mebibytes, &seconds))) {
    fputs("usage: kompass-read-pdf [--ocr] FILE [MEBIBYTES SECONDS]\n"
          "       kompass-read-pdf --confinement | --recognition\n"
          "Started by kompass; writes what it read as a GLib variant.\n",
          stderr);
    return 2;
  }
  GError *error = NULL;
  alarm(2 * (unsigned)seconds);
  CorpusLines *lines =
      set_limits(mebibytes, &error) ? read_file(argv[1], seconds, recognise, &error) : NULL;
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
