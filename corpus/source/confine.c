/* corpus/source/confine.c: a worker gives up what its work needs not, by layers.
 *
 * Each layer holds where the one before it has a hole or the machine does not offer it: no new
 * privileges, no capabilities, no other processes, a network of its own that leads nowhere, no file
 * but a few that are read (landlock), and no system call but a few (seccomp; all others fail with
 * EPERM rather than kill, as libraries ask for much that they can do without). */
#include "corpus/source/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

/* ---- the policies ---- */

typedef struct {
  const char *const *readable; /* files and folders that may be read; NULL-terminated */
} Policy;

static const char *const fonts[] = {"/etc/fonts",
                                    "/usr/share/fonts",
                                    "/usr/local/share/fonts",
                                    "/usr/share/fontconfig",
                                    "/usr/share/poppler",
                                    "/usr/share/ghostscript",
                                    "/usr/share/texmf",
                                    "/var/cache/fontconfig",
                                    NULL};

static const Policy policies[] = {[CONFINE_READER] = {fonts}, [CONFINE_RECOGNISER] = {fonts}};

/* ---- what is in force ---- */

static void
note(GString *report, const char *measure, int failure) {
  g_string_append_printf(report, "%s: %s%s\n", measure,
                         failure == 0 ? "yes" : "no: ", failure == 0 ? "" : g_strerror(failure));
}

static int
failure_of(long result) {
  return result == 0 ? 0 : errno;
}

/* ---- processes, capabilities, namespaces ---- */

static int
drop_capabilities(void) {
  struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct none[2] = {{0}};
  return failure_of(syscall(SYS_capset, &head, none));
}

/* root may start processes whatever the limit says, until its capabilities are gone. */
static int
forbid_processes(void) {
  struct rlimit none = {0, 0};
  return failure_of(setrlimit(RLIMIT_NPROC, &none));
}

/* Whatever was inherited or is open still; standard input, output and errors stay. */
static int
close_descriptors(void) {
  return failure_of(syscall(SYS_close_range, STDERR_FILENO + 1, ~0u, 0));
}

/* ---- files ---- */

/* Of linux/landlock.h of later kernels: what version 1 of the interface did not have. */
typedef struct {
  guint64 files, network, scope;
} Ruleset;

static void
allow_reading(int ruleset, const char *path) {
  struct landlock_path_beneath_attr beneath = {.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE |
                                                                 LANDLOCK_ACCESS_FS_READ_DIR};
  beneath.parent_fd = open(path, O_PATH | O_CLOEXEC);
  if (beneath.parent_fd < 0)
    return; /* what is not there need not be read */
  syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
  close(beneath.parent_fd);
}

static int
close_files(const char *const *readable) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1)
    return errno;
  /* Version 1 knows 13 rights on files; 2, 3 and 5 have one more each; 4 has two on networks, 6 two
   * scopes. */
  unsigned rights = 13 + (version >= 2) + (version >= 3) + (version >= 5);
  Ruleset handled = {(G_GUINT64_CONSTANT(1) << rights) - 1, version >= 4 ? 3 : 0,
                     version >= 6 ? 3 : 0};
  gsize size = version >= 6 ? sizeof handled : version >= 4 ? 16 : 8;
  int ruleset = (int)syscall(SYS_landlock_create_ruleset, &handled, size, 0);
  if (ruleset < 0)
    return errno;
  for (; *readable != NULL; readable++)
    allow_reading(ruleset, *readable);
  int failure = failure_of(syscall(SYS_landlock_restrict_self, ruleset, 0));
  close(ruleset);
  return failure;
}

/* ---- system calls ---- */

/* Whatever their arguments are. */
static const int harmless[] = {SCMP_SYS(read),
                               SCMP_SYS(readv),
                               SCMP_SYS(pread64),
                               SCMP_SYS(lseek),
                               SCMP_SYS(close),
                               SCMP_SYS(fstat),
                               SCMP_SYS(newfstatat),
                               SCMP_SYS(stat),
                               SCMP_SYS(lstat),
                               SCMP_SYS(statx),
                               SCMP_SYS(statfs),
                               SCMP_SYS(fstatfs),
                               SCMP_SYS(access),
                               SCMP_SYS(faccessat),
                               SCMP_SYS(faccessat2),
                               SCMP_SYS(readlink),
                               SCMP_SYS(readlinkat),
                               SCMP_SYS(getdents64),
                               SCMP_SYS(getcwd),
                               SCMP_SYS(munmap),
                               SCMP_SYS(mremap),
                               SCMP_SYS(madvise),
                               SCMP_SYS(brk),
                               SCMP_SYS(futex),
                               SCMP_SYS(exit),
                               SCMP_SYS(exit_group),
                               SCMP_SYS(rt_sigreturn),
                               SCMP_SYS(rt_sigprocmask),
                               SCMP_SYS(rt_sigaction),
                               SCMP_SYS(sigaltstack),
                               SCMP_SYS(restart_syscall),
                               SCMP_SYS(clock_gettime),
                               SCMP_SYS(clock_getres),
                               SCMP_SYS(clock_nanosleep),
                               SCMP_SYS(nanosleep),
                               SCMP_SYS(gettimeofday),
                               SCMP_SYS(time),
                               SCMP_SYS(alarm),
                               SCMP_SYS(setitimer),
                               SCMP_SYS(getpid),
                               SCMP_SYS(gettid),
                               SCMP_SYS(getuid),
                               SCMP_SYS(geteuid),
                               SCMP_SYS(getgid),
                               SCMP_SYS(getegid),
                               SCMP_SYS(getrandom),
                               SCMP_SYS(sched_yield),
                               SCMP_SYS(sched_getaffinity),
                               SCMP_SYS(sysinfo),
                               SCMP_SYS(uname),
                               SCMP_SYS(getrlimit),
                               SCMP_SYS(tgkill) /* abort() */};

static bool
allow_guarded(scmp_filter_ctx filter) {
  const scmp_datum_t writes = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | __O_TMPFILE;
  struct scmp_arg_cmp result = SCMP_A0(SCMP_CMP_EQ, STDOUT_FILENO, 0);
  struct scmp_arg_cmp errors = SCMP_A0(SCMP_CMP_EQ, STDERR_FILENO, 0);
  struct scmp_arg_cmp reads_at = SCMP_A2(SCMP_CMP_MASKED_EQ, writes, O_RDONLY);
  struct scmp_arg_cmp reads = SCMP_A1(SCMP_CMP_MASKED_EQ, writes, O_RDONLY);
  struct scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, result) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, errors) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(writev), 1, result) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(writev), 1, errors) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, reads_at) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, reads) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, no_code) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_code) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
                          SCMP_A1(SCMP_CMP_LE, F_GETFL, 0)) == 0;
}

static int
close_calls(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == NULL)
    return ENOMEM;
  bool ok = allow_guarded(filter);
  for (gsize i = 0; i < G_N_ELEMENTS(harmless) && ok; i++)
    ok = seccomp_rule_add(filter, SCMP_ACT_ALLOW, harmless[i], 0) == 0;
  int failure = ok ? -seccomp_load(filter) : EINVAL;
  seccomp_release(filter);
  return failure;
}

/* ---- all of it ---- */

char *
confine_process(ConfineWorker worker) {
  GString *report = g_string_new(NULL);
  note(report, "no new privileges", failure_of(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)));
  note(report, "descriptors closed", close_descriptors());
  note(report, "user and network of its own",
       failure_of(unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS)));
  note(report, "no capabilities", drop_capabilities());
  /* Whoever changes its credentials must say again that it ends with the process that started it.
   */
  note(report, "ends with its parent", failure_of(prctl(PR_SET_PDEATHSIG, SIGKILL)));
  /* Sanitizers start a process to look for leaks, read /proc, and use many system calls. */
  note(report, "files closed (landlock)",
       SANITIZED ? ENOTSUP : close_files(policies[worker].readable));
  note(report, "no processes", SANITIZED ? ENOTSUP : forbid_processes());
  note(report, "system calls closed (seccomp)", SANITIZED ? ENOTSUP : close_calls());
  return g_string_free(report, FALSE);
}
