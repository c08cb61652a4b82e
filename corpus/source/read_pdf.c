/* corpus/source/read_pdf.c: the program kompass-read-pdf, which reads one file (PDF, .docx, .odt)
 * with limits on what it may use, so that a hostile file costs one warning and never the run.
 * Started by corpus/source/source.c; writes what it read (corpus/source/line.h) to standard output.
 */
#include <fcntl.h>
#include <glib/gi18n.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
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
#define MOST_ARGUMENT_BYTES 65536

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1 /* sanitizers reserve terabytes of address space */
#else
#define SANITIZED 0
#endif

#if SANITIZED
/* What libraries keep until the program ends. Told here, as the program has no environment. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void) {
  return "leak:libfontconfig\nleak:cairo_surface_observer_add_glyphs_callback\n";
}
#endif

static bool
limit(int resource, rlim_t most) {
  struct rlimit value = {most, most};
  return setrlimit(resource, &value) == 0;
}

static bool
is_limited(bool ok, GError **error) {
  if (!ok)
    g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_IO, N_("limits could not be set"));
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
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_IO, "%s: %s", N_("cannot be read"),
                inner->message);
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

/* What the program is started for. */
static int
run(int argc, char **argv) {
  guint64 mebibytes = MEBIBYTES, seconds = SECONDS;
  bool recognise = argc > 1 && g_str_equal(argv[1], "--ocr");
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
          "       kompass-read-pdf --confinement | --recognition | --serve\n"
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

/* ---- a process for each file, without loading the program for each ---- */

/* The argument (with a NUL after it) and where the answer goes; false where no one asks any more.
 */
static bool
receive(char *argument, int *output) {
  union {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(sizeof *output)];
  } control;
  struct iovec text = {argument, MOST_ARGUMENT_BYTES - 1};
  struct msghdr message = {.msg_iov = &text,
                           .msg_iovlen = 1,
                           .msg_control = control.bytes,
                           .msg_controllen = sizeof control.bytes};
  ssize_t length = recvmsg(STDIN_FILENO, &message, MSG_CMSG_CLOEXEC);
  const struct cmsghdr *head = length > 0 ? CMSG_FIRSTHDR(&message) : NULL;
  if (head == NULL || head->cmsg_type != SCM_RIGHTS || (message.msg_flags & MSG_TRUNC) != 0)
    return false;
  memcpy(output, CMSG_DATA(head), sizeof *output);
  argument[length] = '\0';
  return true;
}

/* A copy of this process that is a child of the one that started it, which waits for it and ends it
 * as it would one that it had started. This process has one thread, and has read nothing. */
static pid_t
fork_sibling(void) {
  return (pid_t)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL);
}

/* In the copy: as if it had been started with the argument. */
static int
run_copy(char *program, char *argument, int output, pid_t parent) {
  char *arguments[] = {program, argument, NULL};
  int nothing = open("/dev/null", O_RDONLY);
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent || nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 ||
      dup2(output, STDOUT_FILENO) < 0)
    return 1;
  close(nothing);
  close(output);
  return run(2, arguments);
}

/* Standard input is a socket. Each message is an argument, and brings a descriptor for what would
 * be standard output; the answer to it is the number of the process. */
static int
serve(char *program) {
  static char argument[MOST_ARGUMENT_BYTES];
  int output = -1;
  pid_t parent = getppid();
  while (receive(argument, &output)) {
    pid_t child = fork_sibling();
    if (child == 0)
      return run_copy(program, argument, output, parent);
    close(output);
    if (send(STDIN_FILENO, &child, sizeof child, MSG_NOSIGNAL) < 0)
      break;
  }
  return 0;
}

int
main(int argc, char **argv) {
  prctl(PR_SET_PDEATHSIG, SIGKILL); /* no one reads it once kompass is gone */
  /* Sanitizers have threads, and would have to be told. */
  if (argc == 2 && !SANITIZED && g_str_equal(argv[1], "--serve"))
    return serve(argv[0]);
  return run(argc, argv);
}
