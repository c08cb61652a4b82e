/* tests/faults/fault_preload.c: a preloaded library that makes the n-th call of a kind fail.
 *
 * Loaded by LD_PRELOAD into the program that KOMPASS_FAULT_PROGRAM names (its base name), it counts
 * the calls of one kind and, from the n-th on, fails them or kills the process:
 *
 *   KOMPASS_FAULT_KIND    open, read, pread, write, pwrite, fsync, rename, unlink, truncate, mkdir,
 *                         readdir, stat, mmap, fork, allocate; "any": all but the last
 *   KOMPASS_FAULT_AT      n, from 1; 0 = none, which counts only
 *   KOMPASS_FAULT_MODE    once, always (from the n-th on), kill
 *   KOMPASS_FAULT_ERRNO   the number that errno gets
 *   KOMPASS_FAULT_SAYS    set to anything: who called is written to standard error
 *   KOMPASS_FAULT_REPORT  a file of two 64-bit numbers that are kept there: calls, and calls failed
 *
 * What is called inside libc is not seen; where that matters (fopen, fread, …), the outer function
 * is replaced too. Calls on memory (/proc/self/fd/…, memfd) are not counted: no disk is asked.
 * Allocations fail only for libraries that can say so, libxapian and libpoppler; GLib aborts by
 * design. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

typedef struct {
  _Atomic uint64_t calls, failed;
} Report;

static Report nowhere;
static Report *report = &nowhere;
static const char *kind_asked; /* NULL = this program is not the one */
static bool kills, always, says;
static uint64_t at;
static int number;

/* The code that may be refused memory. */
static struct { uintptr_t from, to; } callers[4];
static unsigned caller_count;

/* ---- whether a call fails ---- */

static bool
is_due(uint64_t call) {
  return at != 0 && (call == at || (always && call > at));
}

/* Whether this call must fail, with errno set. */
static bool
fails(const char *kind) {
  if (kind_asked == NULL)
    return false;
  bool any = strcmp(kind_asked, "any") == 0;
  if (any ? strcmp(kind, "allocate") == 0 : strcmp(kind, kind_asked) != 0)
    return false;
  uint64_t call = atomic_fetch_add(&report->calls, 1) + 1;
  if (!is_due(call))
    return false;
  atomic_fetch_add(&report->failed, 1);
  if (says) {
    void *callers_here[24];
    backtrace_symbols_fd(callers_here, backtrace(callers_here, 24), STDERR_FILENO);
  }
  if (kills)
    syscall(SYS_kill, getpid(), SIGKILL);
  errno = number;
  return true;
}

static int
note_library(struct dl_phdr_info *info, size_t size, void *data) {
  (void)size;
  (void)data;
  if (strstr(info->dlpi_name, "libxapian") == NULL && strstr(info->dlpi_name, "libpoppler") == NULL)
    return 0;
  for (int i = 0; i < info->dlpi_phnum && caller_count < 3; i++)
    if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_X) != 0) {
      callers[caller_count].from = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
      callers[caller_count].to = callers[caller_count].from + info->dlpi_phdr[i].p_memsz;
      caller_count++;
    }
  return 0;
}

static const char *
text_of(const char *name, const char *otherwise) {
  const char *value = getenv(name);
  return value != NULL ? value : otherwise;
}

static bool
is_the_program(void) {
  char path[4096];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  if (length <= 0)
    return false;
  path[length] = '\0';
  const char *name = strrchr(path, '/');
  return name != NULL && strcmp(name + 1, text_of("KOMPASS_FAULT_PROGRAM", "")) == 0;
}

__attribute__((constructor)) static void
begin(void) {
  if (!is_the_program())
    return;
  int file = (int)syscall(SYS_openat, AT_FDCWD, text_of("KOMPASS_FAULT_REPORT", ""), O_RDWR);
  void *shared = file < 0 ? MAP_FAILED
                          : (void *)syscall(SYS_mmap, NULL, sizeof *report, PROT_READ | PROT_WRITE,
                                            MAP_SHARED, file, 0);
  if (file >= 0)
    syscall(SYS_close, file);
  if (shared == MAP_FAILED)
    return;
  report = shared;
  const char *mode = text_of("KOMPASS_FAULT_MODE", "once");
  kills = strcmp(mode, "kill") == 0;
  always = strcmp(mode, "always") == 0;
  says = getenv("KOMPASS_FAULT_SAYS") != NULL;
  at = strtoull(text_of("KOMPASS_FAULT_AT", "0"), NULL, 10);
  number = atoi(text_of("KOMPASS_FAULT_ERRNO", "5"));
  dl_iterate_phdr(note_library, NULL);
  kind_asked = strdup(text_of("KOMPASS_FAULT_KIND", ""));
}

/* ---- the calls ---- */

/* The function that this one stands before. */
#define next(name)                                                                                 \
  static __typeof__(&name) real;                                                                   \
  if (real == NULL)                                                                                \
  real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

/* Memory that goes by the name of a file. */
static bool
is_memory(const char *path) {
  return strncmp(path, "/proc/", 6) == 0 || strncmp(path, "/dev/fd/", 8) == 0;
}

/* The same by descriptor; terminals and pipes count, as a pipe is how the reader answers. */
static bool
is_memory_at(int file) {
  char name[64], target[64];
  snprintf(name, sizeof name, "/proc/self/fd/%d", file);
  ssize_t length = readlink(name, target, sizeof target - 1);
  return length > 7 && memcmp(target, "/memfd:", 7) == 0;
}

static mode_t
mode_in(int flags, va_list arguments) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

#define OPEN(name)                                                                                 \
  int name(const char *path, int flags, ...) {                                                     \
    next(name);                                                                                    \
    va_list arguments;                                                                             \
    va_start(arguments, flags);                                                                    \
    mode_t mode = mode_in(flags, arguments);                                                       \
    va_end(arguments);                                                                             \
    return !is_memory(path) && fails("open") ? -1 : real(path, flags, mode);                       \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                               \
  int name(int folder, const char *path, int flags, ...) {                                         \
    next(name);                                                                                    \
    va_list arguments;                                                                             \
    va_start(arguments, flags);                                                                    \
    mode_t mode = mode_in(flags, arguments);                                                       \
    va_end(arguments);                                                                             \
    return !is_memory(path) && fails("open") ? -1 : real(folder, path, flags, mode);               \
  }
OPENAT(openat)
OPENAT(openat64)

/* One that returns `bad` where it fails. */
#define CALL(kind, type, bad, name, parameters, arguments)                                         \
  type name parameters {                                                                           \
    next(name);                                                                                    \
    return fails(kind) ? (bad) : real arguments;                                                   \
  }
/* The same on a descriptor, which is the first of its arguments. */
#define CALL_AT(kind, type, name, parameters, arguments)                                           \
  type name parameters {                                                                           \
    next(name);                                                                                    \
    return !is_memory_at(file) && fails(kind) ? -1 : real arguments;                               \
  }

FILE *
fopen(const char *path, const char *mode) {
  next(fopen);
  return !is_memory(path) && fails("open") ? NULL : real(path, mode);
}

FILE *
fopen64(const char *path, const char *mode) {
  next(fopen64);
  return !is_memory(path) && fails("open") ? NULL : real(path, mode);
}

CALL("open", DIR *, NULL, opendir, (const char *path), (path))
CALL("readdir", struct dirent *, NULL, readdir, (DIR * dir), (dir))
CALL("readdir", struct dirent64 *, NULL, readdir64, (DIR * dir), (dir))
CALL_AT("read", ssize_t, read, (int file, void *bytes, size_t count), (file, bytes, count))
CALL_AT("pread", ssize_t, pread, (int file, void *bytes, size_t count, off_t from),
        (file, bytes, count, from))
CALL_AT("pread", ssize_t, pread64, (int file, void *bytes, size_t count, off64_t from),
        (file, bytes, count, from))
CALL_AT("write", ssize_t, write, (int file, const void *bytes, size_t count), (file, bytes, count))
CALL_AT("write", ssize_t, writev, (int file, const struct iovec *parts, int count),
        (file, parts, count))
CALL_AT("pwrite", ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t to),
        (file, bytes, count, to))
CALL_AT("pwrite", ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t to),
        (file, bytes, count, to))
CALL("write", ssize_t, -1, splice,
     (int file, off64_t *from, int out, off64_t *to, size_t count, unsigned flags),
     (file, from, out, to, count, flags))
CALL("write", ssize_t, -1, copy_file_range,
     (int file, off64_t *from, int out, off64_t *to, size_t count, unsigned flags),
     (file, from, out, to, count, flags))
CALL("write", ssize_t, -1, sendfile, (int out, int file, off_t *from, size_t count),
     (out, file, from, count))
CALL_AT("fsync", int, fsync, (int file), (file))
CALL_AT("fsync", int, fdatasync, (int file), (file))
CALL_AT("truncate", int, ftruncate, (int file, off_t length), (file, length))
CALL_AT("truncate", int, ftruncate64, (int file, off64_t length), (file, length))
CALL("rename", int, -1, rename, (const char *from, const char *to), (from, to))
CALL("rename", int, -1, renameat, (int at_from, const char *from, int at_to, const char *to),
     (at_from, from, at_to, to))
CALL("unlink", int, -1, unlink, (const char *path), (path))
CALL("unlink", int, -1, unlinkat, (int folder, const char *path, int flags), (folder, path, flags))
CALL("unlink", int, -1, rmdir, (const char *path), (path))
CALL("unlink", int, -1, remove, (const char *path), (path))
CALL("mkdir", int, -1, mkdir, (const char *path, mode_t mode), (path, mode))
CALL("stat", int, -1, stat, (const char *path, struct stat *status), (path, status))
CALL("stat", int, -1, stat64, (const char *path, struct stat64 *status), (path, status))
CALL("stat", int, -1, lstat, (const char *path, struct stat *status), (path, status))
CALL("stat", int, -1, fstat, (int file, struct stat *status), (file, status))
CALL("stat", int, -1, fstat64, (int file, struct stat64 *status), (file, status))
CALL("mmap", void *, MAP_FAILED, mmap,
     (void *place, size_t length, int rights, int flags, int file, off_t from),
     (place, length, rights, flags, file, from))
CALL("mmap", void *, MAP_FAILED, mmap64,
     (void *place, size_t length, int rights, int flags, int file, off64_t from),
     (place, length, rights, flags, file, from))
CALL("fork", pid_t, -1, fork, (void), ())
CALL("fork", int, -1, pipe, (int ends[2]), (ends))
CALL("fork", int, -1, pipe2, (int ends[2], int flags), (ends, flags))
/* These return what errno would be. */
CALL("fork", int, number, posix_spawn,
     (pid_t * child, const char *path, const posix_spawn_file_actions_t *actions,
      const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[]),
     (child, path, actions, attributes, arguments, environment))
CALL("fork", int, number, posix_spawnp,
     (pid_t * child, const char *path, const posix_spawn_file_actions_t *actions,
      const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[]),
     (child, path, actions, attributes, arguments, environment))

/* Streams read and write inside libc, so they are made to fail here. */
#define FAIL_STREAM(stream) ((stream)->_flags |= 0x20 /* what ferror() looks at, in glibc */)

size_t
fread(void *bytes, size_t size, size_t count, FILE *stream) {
  next(fread);
  if (!is_memory_at(fileno(stream)) && fails("read")) {
    FAIL_STREAM(stream);
    return 0;
  }
  return real(bytes, size, count, stream);
}

size_t
fwrite(const void *bytes, size_t size, size_t count, FILE *stream) {
  next(fwrite);
  if (fails("write")) {
    FAIL_STREAM(stream);
    return 0;
  }
  return real(bytes, size, count, stream);
}

CALL("write", int, EOF, fflush, (FILE * stream), (stream))

/* ---- memory ---- */

extern void *__libc_malloc(size_t bytes);
extern void *__libc_calloc(size_t count, size_t bytes);
extern void *__libc_realloc(void *old, size_t bytes);

static bool
is_refused(const void *caller) {
  if (kind_asked == NULL || strcmp(kind_asked, "allocate") != 0)
    return false;
  for (unsigned i = 0; i < caller_count; i++)
    if ((uintptr_t)caller >= callers[i].from && (uintptr_t)caller < callers[i].to)
      return fails("allocate");
  return false;
}

void *
malloc(size_t bytes) {
  return is_refused(__builtin_return_address(0)) ? NULL : __libc_malloc(bytes);
}

void *
calloc(size_t count, size_t bytes) {
  return is_refused(__builtin_return_address(0)) ? NULL : __libc_calloc(count, bytes);
}

void *
realloc(void *old, size_t bytes) {
  return is_refused(__builtin_return_address(0)) ? NULL : __libc_realloc(old, bytes);
}

/* C++'s operator new, by its name in the object files, and what it throws. */
void *_Znwm(size_t bytes);
typedef void (*Throw)(void);

void *
_Znwm(size_t bytes) {
  next(_Znwm);
  if (is_refused(__builtin_return_address(0)))
    ((Throw)dlsym(RTLD_DEFAULT, "_ZSt17__throw_bad_allocv"))();
  return real(bytes);
}
