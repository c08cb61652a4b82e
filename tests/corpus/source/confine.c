/* tests/corpus/source/confine.c: a confined worker tries what a hostile file could make it do. */
#include "corpus/source/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each returns whether it was refused. */
typedef bool (*Attempt)(void);

static bool
reading_a_file(void) {
  return open("/etc/passwd", O_RDONLY) < 0;
}

static bool
listing_a_folder(void) {
  return open("/root", O_RDONLY | O_DIRECTORY) < 0 && open("/tmp", O_RDONLY | O_DIRECTORY) < 0;
}

static bool
writing_a_file(void) {
  return open("/tmp/kompass-confined", O_WRONLY | O_CREAT, 0600) < 0;
}

static bool
removing_a_file(void) {
  return unlink("/tmp/kompass-confined") < 0 && errno != ENOENT;
}

static int open_before = -1;

static bool
writing_to_an_open_file(void) {
  return write(open_before, "x", 1) < 0;
}

static bool
connecting(void) {
  struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(80)};
  int end = socket(AF_INET, SOCK_STREAM, 0);
  return end < 0 ||
         (connect(end, (struct sockaddr *)&place, sizeof place) < 0 && errno != ECONNREFUSED);
}

static bool
forking(void) {
  pid_t child = fork();
  if (child == 0)
    _exit(0);
  return child < 0;
}

static bool
running_a_program(void) {
  char *arguments[] = {(char *)"/bin/true", NULL}, *environment[] = {NULL};
  execve(arguments[0], arguments, environment);
  return true; /* else it is /bin/true that exits, with 0, and says so below */
}

static bool
killing_its_parent(void) {
  return kill(getppid(), 0) < 0;
}

static bool
looking_into_its_parent(void) {
  return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) < 0;
}

static bool
making_code(void) {
  return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
         MAP_FAILED;
}

static bool
reading_fonts(void) {
  return access("/etc/fonts/fonts.conf", F_OK) != 0 || open("/etc/fonts/fonts.conf", O_RDONLY) >= 0;
}

static const struct {
  const char *name;
  Attempt refused;
  const char *measure; /* by which it is refused on its own */
} attempts[] = {
    {"reading-a-file", reading_a_file, "files closed"},
    {"listing-a-folder", listing_a_folder, "files closed"},
    {"writing-a-file", writing_a_file, "files closed"},
    {"removing-a-file", removing_a_file, "system calls closed"},
    {"writing-to-an-open-file", writing_to_an_open_file, "descriptors closed"},
    {"connecting", connecting, "system calls closed"},
    {"forking", forking, "no processes"},
    {"running-a-program", running_a_program, "system calls closed"},
    {"killing-its-parent", killing_its_parent, "system calls closed"},
    {"looking-into-its-parent", looking_into_its_parent, "system calls closed"},
    {"making-code", making_code, "system calls closed"},
    {"but-not-reading-fonts", reading_fonts, "files closed"},
};

enum { REFUSED = 10, ALLOWED, NOT_TO_BE_HAD };

/* Whether the report says that the measure is in force. */
static bool
is_in_force(const char *report, const char *measure) {
  const char *line = strstr(report, measure);
  const char *end = line != NULL ? strchr(line, '\n') : NULL;
  return end != NULL && g_str_has_prefix(end - strlen(": yes"), ": yes");
}

static void
test_attempt_is_refused(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  pid_t child = fork();
  g_assert_cmpint(child, >=, 0);
  if (child == 0) {
    open_before = open("/dev/null", O_WRONLY);
    char *report = confine_process(CONFINE_READER);
    if (!is_in_force(report, attempts[i].measure))
      _exit(NOT_TO_BE_HAD);
    _exit(attempts[i].refused() ? REFUSED : ALLOWED);
  }
  int status = 0;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_true(WIFEXITED(status));
  if (WEXITSTATUS(status) == NOT_TO_BE_HAD) {
    char *reason = g_strdup_printf("this machine has no \"%s\"", attempts[i].measure);
    g_test_skip(reason);
    g_free(reason);
  } else {
    g_assert_cmpint(WEXITSTATUS(status), ==, REFUSED);
  }
}

/* Says that it is confined, and goes on for ever. */
static void
run_worker(int output) {
  dup2(output, STDOUT_FILENO);
  close(output);
  confine_process(CONFINE_RECOGNISER);
  if (write(STDOUT_FILENO, "c", 1) == 1)
    while (true)
      sleep(1);
  _exit(0);
}

/* Nothing is left of a worker whose parent was killed: its end of the pipe is closed. */
static void
test_worker_ends_with_its_parent(void) {
  int ends[2];
  char told = 0;
  g_assert_cmpint(pipe(ends), ==, 0);
  pid_t parent = fork();
  if (parent == 0) {
    if (fork() == 0)
      run_worker(ends[1]);
    close(ends[1]);
    pause();
    _exit(0);
  }
  close(ends[1]);
  g_assert_cmpint(read(ends[0], &told, 1), ==, 1);
  kill(parent, SIGKILL);
  waitpid(parent, NULL, 0);
  struct pollfd wait = {ends[0], POLLIN, 0};
  g_assert_cmpint(poll(&wait, 1, 60000), ==, 1);
  g_assert_cmpint(read(ends[0], &told, 1), ==, 0);
  close(ends[0]);
}

/* For who reads the test's output: what this machine offers. */
static void
test_measures_are_told(void) {
  int ends[2];
  char report[2048] = "";
  g_assert_cmpint(pipe(ends), ==, 0);
  pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    fputs(confine_process(CONFINE_READER), stdout);
    fflush(stdout);
    _exit(0);
  }
  close(ends[1]);
  waitpid(child, NULL, 0);
  g_assert_cmpint(read(ends[0], report, sizeof report - 1), >, 0);
  close(ends[0]);
  g_test_message("%s", report);
  g_assert_nonnull(strstr(report, "no new privileges: yes\n"));
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/source/confine/told", test_measures_are_told);
  g_test_add_func("/corpus/source/confine/ends", test_worker_ends_with_its_parent);
  for (gsize i = 0; i < G_N_ELEMENTS(attempts); i++) {
    char *path = g_strconcat("/corpus/source/confine/", attempts[i].name, NULL);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_attempt_is_refused);
    g_free(path);
  }
  return g_test_run();
}
