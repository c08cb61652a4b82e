/* corpus/source/source.c: chooses how to read a file, and is the parent of the program that reads
 * what is not text. */
#include "corpus/source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "corpus/text/error.h"
#include "corpus/text/installed.h"

#define PROGRAM "kompass-read-pdf"
#define MOST_SECONDS 150      /* more than the program takes by itself */
#define MOST_SECONDS_PAGE 700 /* the same, of one page that it recognises */
#define MOST_MESSAGES 2000    /* a page each */
#define LONGEST_MESSAGE_BYTES 64
#define MOST_OUTPUT_BYTES ((gsize)64 * 1024 * 1024)
#define MOST_SECONDS_TO_END 5 /* once its answer is complete, or it was killed */
#define LONGEST_PAUSE_US 20000
#define STOP_MS 200 /* how often is looked whether to stop */
#define CHUNK_BYTES 65536
#define MOST_SERVERS 2 /* started, where the first ones fail */
#define MOST_SECONDS_TO_SERVE 10

/* One byte more than a text may have: enough to see that it is too large. */
#define MOST_TEXT_BYTES (8u * 1024 * 1024 + 1)

#define PDF_MARK "%PDF-"
#define PDF_MARK_WITHIN_BYTES 1024
#define ZIP_MARK "PK\003\004" /* .docx and .odt are such archives */

struct CorpusSourceReading {
  char *path;
  bool is_text;
  bool started; /* the program that reads it, where it is no text */
  pid_t child;  /* and the number of its group */
  int output;   /* read end of its standard output */
  bool recognise;
  CorpusPagesFunction watch; /* may be NULL */
  void *watch_context;
  const gint *stop; /* may be NULL */
  GError *error;    /* why it was not started */
};

static bool
holds(const char *bytes, gsize length, const char *mark) {
  for (gsize i = 0; i + strlen(mark) <= length; i++)
    if (memcmp(bytes + i, mark, strlen(mark)) == 0)
      return true;
  return false;
}

/* Looks at the beginning of the file; false with errno where that can't be read. */
static bool
look_at(const char *path, bool *is_text) {
  char head[PDF_MARK_WITHIN_BYTES] = "";
  FILE *file = fopen(path, "rb");
  if (file == NULL)
    return false;
  gsize length = fread(head, 1, sizeof head, file);
  int failure = ferror(file) ? errno : 0;
  fclose(file);
  *is_text = failure == 0 && !holds(head, length, PDF_MARK) &&
             !holds(head, MIN(length, strlen(ZIP_MARK)), ZIP_MARK);
  errno = failure;
  return failure == 0;
}

/* Is a file named so one of those that are no text? */
static bool
is_named_otherwise(const char *path) {
  static const char *const endings[] = {".pdf", ".docx", ".odt"};
  char *lower = g_ascii_strdown(path, -1);
  bool otherwise = false;
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
    otherwise = otherwise || g_str_has_suffix(lower, endings[i]);
  g_free(lower);
  return otherwise;
}

/* The lines of a text; no file of a PDF's or word processor's name that is neither is told of
 * text: one that a password protects is in a wrapping of its own. */
static CorpusLines *
lines_of(const char *bytes, gsize length, bool named_otherwise, GError **error) {
  GError *inner = NULL;
  CorpusLines *lines = corpus_lines_from_text(bytes, length, &inner);
  if (lines != NULL)
    lines->misnamed = named_otherwise;
  else if (named_otherwise && g_error_matches(inner, CORPUS_ERROR, CORPUS_ERROR_BINARY))
    g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_BINARY,
                        _("it is not what its name says: damaged, or protected by a password"));
  else
    g_propagate_error(error, g_steal_pointer(&inner));
  g_clear_error(&inner);
  return lines;
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
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_IO, _("cannot be read: %s"), g_strerror(failure));
  else
    lines = lines_of(bytes, length, is_named_otherwise(path), error);
  g_free(bytes);
  return lines;
}

/* Where the program is; the caller frees it. */
static char *
program_path(void) {
  const char *told = g_getenv("KOMPASS_READ_PDF");
  if (told != NULL && *told != '\0')
    return g_strdup(told);
  char *found = corpus_installed_file(PROGRAM, KOMPASS_LIBEXEC_FROM_PROGRAM);
  return found != NULL ? found : g_build_filename(KOMPASS_LIBEXEC, PROGRAM, NULL);
}

/* What Tesseract is told: that its processes have one thread, and where its data is, if not in the
 * usual place. serves: what libraries call of each other is sought once, not by each copy. The
 * caller frees it with g_strfreev(). */
static char **
environment_new(bool serves) {
  char **environment = g_environ_setenv(NULL, "OMP_THREAD_LIMIT", "1", TRUE);
  if (serves)
    environment = g_environ_setenv(environment, "LD_BIND_NOW", "1", TRUE);
  const char *data = g_getenv("TESSDATA_PREFIX");
  return data != NULL ? g_environ_setenv(environment, "TESSDATA_PREFIX", data, TRUE) : environment;
}

/* Starts a program in a group of its own, with nothing of ours but a pipe for its answer, or a
 * socket for its questions (else negative): no other descriptors, no environment to speak of.
 * Returns 0, or what errno would be. */
static int
spawn(char **arguments, int input, int output, pid_t *child) {
  char **environment = environment_new(input >= 0);
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  if (output >= 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  else
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  if (input >= 0)
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  else
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  int failure = posix_spawn(child, arguments[0], &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  g_strfreev(environment);
  return failure;
}

/* Waits until the child has ended, for a time. It is not reaped, so that its number is not
 * another's yet. */
static bool
has_ended(pid_t child, gint64 wait_us) {
  gint64 until = g_get_monotonic_time() + wait_us;
  for (gulong pause_us = 100;; pause_us = MIN(2 * pause_us, LONGEST_PAUSE_US)) {
    siginfo_t state = {0};
    if (waitid(P_PID, (id_t)child, &state, WEXITED | WNOHANG | WNOWAIT) != 0 && errno != EINTR)
      return true; /* someone else reaped it */
    if (state.si_pid == child)
      return true;
    if (g_get_monotonic_time() >= until)
      return false;
    g_usleep(pause_us);
  }
}

/* ---- the program that is loaded once, and has a process of its own for each file ---- */

/* Loading the program takes as long as reading some files does. So one is started that reads none,
 * and copies itself for each (read_pdf.c): the copy is a child of this process, as if it had been
 * started from here. Where that fails, for whatever reason, the program is started for the file. */
static struct {
  GMutex lock;
  char *program; /* that it was started as; NULL = none was */
  pid_t process; /* 0 = none is there */
  int socket;
  unsigned started;
} server;

static void
end_server(void) {
  if (server.process == 0)
    return;
  kill(-server.process, SIGKILL);
  if (has_ended(server.process, MOST_SECONDS_TO_END * G_USEC_PER_SEC))
    waitpid(server.process, NULL, WNOHANG);
  close(server.socket);
  server.process = 0;
}

static bool
start_server(char *program) {
  char *arguments[] = {program, (char *)"--serve", NULL};
  int ends[2] = {-1, -1};
  if (!g_str_equal(program, server.program != NULL ? server.program : "")) {
    end_server();
    server.started = 0;
    g_free(server.program);
    server.program = g_strdup(program);
  }
  if (server.process != 0)
    return true;
  if (server.started >= MOST_SERVERS ||
      socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    return false;
  server.started++;
  if (spawn(arguments, ends[1], -1, &server.process) != 0)
    server.process = 0;
  close(ends[1]);
  server.socket = ends[0];
  if (server.process == 0)
    close(ends[0]);
  return server.process != 0;
}

/* Hands over the argument, and where the answer is to be written. */
static bool
send_question(const char *argument, int output) {
  union {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(sizeof output)];
  } control = {0};
  struct iovec text = {(void *)argument, strlen(argument)};
  struct msghdr message = {.msg_iov = &text,
                           .msg_iovlen = 1,
                           .msg_control = control.bytes,
                           .msg_controllen = sizeof control.bytes};
  struct cmsghdr *head = CMSG_FIRSTHDR(&message);
  head->cmsg_level = SOL_SOCKET;
  head->cmsg_type = SCM_RIGHTS;
  head->cmsg_len = CMSG_LEN(sizeof output);
  memcpy(CMSG_DATA(head), &output, sizeof output);
  return sendmsg(server.socket, &message, MSG_NOSIGNAL) >= 0;
}

/* The process that reads the file; false where none came to be. */
static bool
receive_child(pid_t *child) {
  struct pollfd wait = {server.socket, POLLIN, 0};
  int ready = 0;
  gint64 until = g_get_monotonic_time() + MOST_SECONDS_TO_SERVE * G_USEC_PER_SEC;
  do
    ready = poll(&wait, 1, (int)(MAX(until - g_get_monotonic_time(), 0) / 1000));
  while (ready < 0 && errno == EINTR);
  return ready > 0 &&
         recv(server.socket, child, sizeof *child, MSG_DONTWAIT) == (ssize_t)sizeof *child &&
         *child > 0;
}

/* What the number names must be ours, or it could be neither waited for nor ended: the program may
 * have been started by a script that is its parent. */
static bool
is_child(pid_t process) {
  siginfo_t state;
  return waitid(P_PID, (id_t)process, &state, WEXITED | WNOHANG | WNOWAIT) == 0;
}

static bool
ask_server(char *program, const char *argument, int output, pid_t *child) {
  g_mutex_lock(&server.lock);
  bool there = start_server(program);
  bool ok = there && send_question(argument, output) && receive_child(child) && is_child(*child);
  if (there && !ok)
    end_server();
  g_mutex_unlock(&server.lock);
  if (ok)
    setpgid(*child, *child); /* as it does itself: whoever comes first */
  return ok;
}

/* A pipe, instead of the one that is there. The number of the error; 0 = none. */
static int
open_pipe(int ends[2]) {
  for (int i = 0; i < 2; i++) {
    if (ends[i] >= 0)
      close(ends[i]);
    ends[i] = -1;
  }
  return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno;
}

/* from_server: by the copy of a program that is there; else by one of its own, which sees what the
 * environment is now. */
static void
start_program(CorpusSourceReading *reading, bool from_server) {
  char *program = program_path();
  char *arguments[] = {program, (char *)(reading->recognise ? "--ocr" : reading->path),
                       reading->recognise ? reading->path : NULL, NULL};
  int ends[2] = {-1, -1};
  int failure = open_pipe(ends);
  bool served =
      failure == 0 && from_server && ask_server(program, reading->path, ends[1], &reading->child);
  if (failure == 0 && from_server && !served) /* a copy that was given up may write yet */
    failure = open_pipe(ends);
  if (failure == 0 && !served)
    failure = spawn(arguments, -1, ends[1], &reading->child);
  reading->started = failure == 0;
  reading->output = ends[0];
  if (ends[1] >= 0)
    close(ends[1]);
  if (!reading->started) {
    if (ends[0] >= 0)
      close(ends[0]);
    g_set_error(&reading->error, CORPUS_ERROR, CORPUS_ERROR_IO,
                _("the reader can't be started: %s: %s"), program, g_strerror(failure));
  }
  g_free(program);
}

/* Before its answer the program tells of each page that was recognised ("page 3 of 30"), on a line
 * of its own. Takes such a line off the output; false where none begins it. */
static bool
take_message(const CorpusSourceReading *reading, GByteArray *output) {
  unsigned done = 0, total = 0;
  char message[LONGEST_MESSAGE_BYTES];
  const guint8 *end = memchr(output->data, '\n', MIN(output->len, sizeof message - 1));
  if (!reading->recognise || output->len == 0 || output->data[0] != 'p' || end == NULL)
    return false;
  gsize length = (gsize)(end - output->data);
  memcpy(message, output->data, length);
  message[length] = '\0';
  g_byte_array_remove_range(output, 0, (guint)length + 1);
  if (reading->watch != NULL && sscanf(message, "page %9u of %9u", &done, &total) == 2)
    reading->watch(done, total, reading->watch_context);
  return true;
}

/* When it is too late for what comes next. */
static gint64
deadline_of(const CorpusSourceReading *reading) {
  int seconds = reading->recognise ? MOST_SECONDS_PAGE : MOST_SECONDS;
  return g_get_monotonic_time() + seconds * G_USEC_PER_SEC;
}

/* Everything the child writes, until it ends, the time is up or it is too much. */
static bool
collect(const CorpusSourceReading *reading, GByteArray *output) {
  guint8 chunk[CHUNK_BYTES];
  gint64 deadline_us = deadline_of(reading);
  for (guint messages = 0; messages <= MOST_MESSAGES;) {
    gint64 left_ms = (deadline_us - g_get_monotonic_time()) / 1000;
    struct pollfd wait = {reading->output, POLLIN, 0};
    bool look = reading->stop != NULL && left_ms > STOP_MS;
    if (reading->stop != NULL && g_atomic_int_get(reading->stop) != 0)
      return false;
    int ready = left_ms > 0 ? poll(&wait, 1, look ? STOP_MS : (int)left_ms) : 0;
    if ((ready < 0 && errno == EINTR) || (ready == 0 && look))
      continue;
    if (ready <= 0 || output->len > MOST_OUTPUT_BYTES)
      return false;
    ssize_t count = read(reading->output, chunk, sizeof chunk);
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return count == 0;
    g_byte_array_append(output, chunk, (guint)count);
    for (; messages <= MOST_MESSAGES && take_message(reading, output); messages++)
      deadline_us = deadline_of(reading);
  }
  return false;
}

/* Ends the child with all that it has started, and reaps it; waits for a bounded time whatever it
 * does. true if it ended well by itself. */
static bool
end_program(CorpusSourceReading *reading, bool kill_it) {
  int status = 0;
  bool by_itself = !kill_it && has_ended(reading->child, MOST_SECONDS_TO_END * G_USEC_PER_SEC);
  kill(-reading->child, SIGKILL);
  bool ended = by_itself || has_ended(reading->child, MOST_SECONDS_TO_END * G_USEC_PER_SEC);
  bool reaped = ended && waitpid(reading->child, &status, WNOHANG) == reading->child;
  close(reading->output);
  reading->started = false;
  return by_itself && reaped && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* What the program said, in the user's language: being shut in it has no translations, and speaks
 * English. Each part between colons is translated for itself. The caller frees it. */
static char *
in_users_language(const char *message) {
  char **parts = g_strsplit(message, ": ", -1);
  for (char **part = parts; *part != NULL; part++) {
    char *said = *part;
    *part = g_strdup(*said != '\0' ? gettext(said) : "");
    g_free(said);
  }
  char *whole = g_strjoinv(": ", parts);
  g_strfreev(parts);
  return whole;
}

/* What it read, or why it could not. */
static CorpusLines *
take_answer(GBytes *bytes, GError **error) {
  GError *failure = NULL;
  CorpusLines *lines = corpus_lines_from_bytes(bytes, &failure);
  if (failure != NULL) {
    char *said = in_users_language(failure->message);
    g_set_error_literal(error, failure->domain, failure->code, said);
    g_error_free(failure);
    g_free(said);
  }
  return lines;
}

static CorpusLines *
finish_program(CorpusSourceReading *reading, GError **error) {
  GByteArray *output = g_byte_array_new();
  bool complete = collect(reading, output);
  bool ended_well = end_program(reading, !complete);
  GBytes *bytes = g_byte_array_free_to_bytes(output);
  CorpusLines *lines = NULL;
  if (complete && ended_well)
    lines = take_answer(bytes, error);
  else
    g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_IO,
                        complete ? _("reading this file took more memory or time than a report can "
                                     "need, or crashed the reader")
                                 : _("reading this file took longer, or gave more, than a report "
                                     "can"));
  g_bytes_unref(bytes);
  return lines;
}

/* What the program says of itself, in lines; the caller frees it with g_strfreev(). */
static char **
ask_program(const char *question) {
  CorpusSourceReading reading = {.path = (char *)question};
  GByteArray *output = g_byte_array_new();
  start_program(&reading, false);
  bool told = reading.started && end_program(&reading, !collect(&reading, output));
  g_byte_array_append(output, (const guint8 *)"", 1);
  char **lines = g_strsplit(told ? (const char *)output->data : "", "\n", -1);
  g_clear_error(&reading.error);
  g_byte_array_unref(output);
  return lines;
}

char *
corpus_source_missing_confinement(void) {
  GString *missing = g_string_new(NULL);
  char **lines = ask_program("--confinement");
  for (char **line = lines; *line != NULL; line++)
    if (strstr(*line, ": no: ") != NULL)
      g_string_append_printf(missing, "%s%s", missing->len > 0 ? "; " : "", *line);
  g_strfreev(lines);
  return g_string_free(missing, missing->len == 0);
}

char *
corpus_source_missing_recognition(void) {
  char **lines = ask_program("--recognition");
  char *reason = *lines != NULL && **lines != '\0' ? in_users_language(*lines) : NULL;
  g_strfreev(lines);
  return reason;
}

CorpusSourceReading *
corpus_source_begin(const char *path, bool recognise) {
  CorpusSourceReading *reading = g_new0(CorpusSourceReading, 1);
  reading->path = g_strdup(path);
  reading->recognise = recognise;
  if (!look_at(path, &reading->is_text))
    g_set_error(&reading->error, CORPUS_ERROR, CORPUS_ERROR_IO, _("cannot be read: %s"),
                g_strerror(errno));
  else if (!reading->is_text)
    start_program(reading, !recognise);
  return reading;
}

void
corpus_source_watch(CorpusSourceReading *reading, CorpusPagesFunction watch, void *context) {
  reading->watch = watch;
  reading->watch_context = context;
}

void
corpus_source_stop_when(CorpusSourceReading *reading, const gint *stop) {
  reading->stop = stop;
}

CorpusLines *
corpus_source_finish(CorpusSourceReading *reading, GError **error) {
  GError *inner = g_steal_pointer(&reading->error);
  CorpusLines *lines = NULL;
  if (inner == NULL && reading->is_text)
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
  return corpus_source_finish(corpus_source_begin(path, false), error);
}
