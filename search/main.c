/* search/main.c: the command line: the one place that prints and exits. */
#define _GNU_SOURCE /* MADV_POPULATE_WRITE */
#include <errno.h>
#include <glib/gi18n.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "corpus/text/installed.h"
#include "corpus/text/knowledge.h"
#include "search/ask/error.h"
#include "search/benchmark/status.h"
#include "search/command/commands.h"
#include "search/command/options.h"
#include "search/http/http.h"

#define WIDTH_CELLS_DEFAULT 100 /* where the answer does not go to a terminal */

#define MEGABYTE (1024 * 1024)
#define KEPT_BYTES (256 * MEGABYTE)    /* more than any answer takes: nothing is handed back */
#define GROWTH_BYTES MEGABYTE          /* what is taken of the system at a time */
#define HUGE_PAGE_BYTES (2 * MEGABYTE) /* of x86-64 and arm64 */
#define ROOM_BYTES (64 * MEGABYTE)     /* more than nearly all answers take */

/* What the callbacks of a console need. */
typedef struct {
  const char *command;
  bool progress_shown;
} Terminal;

/* ---- standard error ---- */

static void
clear_progress(Terminal *terminal) {
  if (terminal->progress_shown)
    fputs("\r\x1b[K", stderr);
  terminal->progress_shown = false;
}

/* "kompass search: message", without anything that a terminal would obey. */
static void
complain(const char *command, const char *message) {
  char *valid = g_utf8_make_valid(message, -1);
  GString *line = g_string_new("kompass");
  if (command != NULL)
    g_string_append_printf(line, " %s", command);
  g_string_append(line, ": ");
  search_text_append(line, valid, -1);
  fprintf(stderr, "%s\n", line->str);
  g_string_free(line, TRUE);
  g_free(valid);
}

static void
note(const char *line, void *context) {
  Terminal *terminal = context;
  clear_progress(terminal);
  complain(terminal->command, line);
}

/* Takes the place. */
static void
show_place(char *place, const char *path, Terminal *terminal) {
  char *name = g_filename_display_basename(path);
  GString *clean = g_string_new(NULL);
  search_text_append(clean, name, -1);
  fprintf(stderr, "\r\x1b[K%s  %s", place, clean->str);
  fflush(stderr);
  terminal->progress_shown = true;
  g_string_free(clean, TRUE);
  g_free(name);
  g_free(place);
}

static void
show_progress(unsigned done, unsigned total, const char *path, void *context) {
  show_place(g_strdup_printf(_("%u of %u"), done, total), path, context);
}

static void
show_pages(unsigned done, unsigned total, const char *path, void *context) {
  show_place(g_strdup_printf(_("page %u of %u"), done, total), path, context);
}

static void
give_up(const char *line, void *context) {
  clear_progress(context);
  complain(((const Terminal *)context)->command, line);
  _exit(1);
}

/* ---- standard output ---- */

static bool
output_failed(GError **error) {
  g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_OUTPUT, _("the answer could not be written: %s"),
              g_strerror(errno));
  return false;
}

/* An answer that a malformed knowledge file had a part in is not given. */
static bool
write_out(const char *bytes, gsize length, void *context, GError **error) {
  clear_progress(context);
  if (!corpus_knowledge_intact(error))
    return false;
  if (fwrite(bytes, 1, length, stdout) != length || fflush(stdout) != 0)
    return output_failed(error);
  return true;
}

static SearchScreen
screen_of_stdout(void) {
  struct winsize size = {0};
  SearchScreen screen = {.width_cells = WIDTH_CELLS_DEFAULT};
  if (!isatty(STDOUT_FILENO))
    return screen;
  const char *no_colour = g_getenv("NO_COLOR");
  screen.colour =
      (no_colour == NULL || *no_colour == '\0') && g_strcmp0(g_getenv("TERM"), "dumb") != 0;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    screen.width_cells = size.ws_col;
  return screen;
}

/* Prints a text that is no answer of the index: help, the manual. */
static int
print_text(char *text) {
  Terminal terminal = {NULL, false};
  GError *error = NULL;
  bool written = write_out(text, strlen(text), &terminal, &error);
  g_free(text);
  if (!written) {
    complain(NULL, error->message);
    g_error_free(error);
  }
  return written ? 0 : 1;
}

/* ---- commands ---- */

/* A message names an option as a URL and the configuration file do; here it is written with dashes.
 */
static bool
begins_with_option(const SearchCommand *command, const char *message) {
  char *name = g_strndup(message, strcspn(message, " :"));
  const char *after = message + strlen(name);
  bool option = search_option_find(command, name) != NULL &&
                (g_str_has_prefix(after, ": ") || g_str_has_prefix(after, " \""));
  g_free(name);
  return option;
}

static int
fail(const SearchCommand *command, GError *error) {
  int status = search_error_exit_status(error);
  if (begins_with_option(command, error->message))
    g_prefix_error(&error, "--");
  complain(command->name, error->message);
  if (status == 2)
    fprintf(stderr, _("kompass %s: \"kompass %s --help\" tells how it is used\n"), command->name,
            command->name);
  g_error_free(error);
  return status;
}

static bool
writes(const SearchCommand *command) {
  return command->id == SEARCH_COMMAND_INDEX || command->id == SEARCH_COMMAND_COMPACT;
}

/* Does the command go on for long, and answer or index what others ask for? */
static bool
lasts(const SearchCommand *command) {
  return command->id == SEARCH_COMMAND_SERVE || writes(command);
}

/* About what it takes of an index of 300 reports; less is no harm. */
static gsize
bytes_needed(const SearchCommand *command) {
  switch (command->id) {
  case SEARCH_COMMAND_LEARN:
    return 10 * MEGABYTE;
  case SEARCH_COMMAND_WHO:
    return 6 * MEGABYTE;
  case SEARCH_COMMAND_SEARCH:
  case SEARCH_COMMAND_MODELS:
  case SEARCH_COMMAND_BEST:
    return 4 * MEGABYTE;
  default:
    return 2 * MEGABYTE;
  }
}

static void *volatile gap; /* what lies before the first huge page is left unused */

/* Has the memory that is going to be written brought in: what the command surely takes by one call,
 * and what it may take besides, in pages of two megabytes where the system has such to give. Small
 * pages that are met one by one took longer than all that the command does; and on many a virtual
 * machine each of them is met once more by the host, though the guest has it. */
static void
bring_in_memory(gsize bytes) {
  char *room = malloc(HUGE_PAGE_BYTES + ROOM_BYTES);
  if (room == NULL)
    return;
  char *first =
      (char *)(((guintptr)room + HUGE_PAGE_BYTES - 1) / HUGE_PAGE_BYTES * HUGE_PAGE_BYTES);
#if defined(MADV_HUGEPAGE) && defined(MADV_POPULATE_WRITE)
  madvise(first, ROOM_BYTES, MADV_HUGEPAGE);
  madvise(first, bytes, MADV_POPULATE_WRITE);
#endif
  gap = realloc(room, (gsize)(first - room)); /* the rest is what is taken next */
}

/* A command that answers once ends soon. Memory that it hands back and takes anew costs more, a
 * page at a time, than what it keeps. */
static void
keep_memory(const SearchCommand *command) {
  if (lasts(command))
    return;
  mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
  mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
  mallopt(M_TOP_PAD, GROWTH_BYTES);
  bring_in_memory(bytes_needed(command));
}

static gint stop;                        /* atomic: an update is to end */
static volatile sig_atomic_t stopped_by; /* the signal that said so */

static void
stop_update(int signal_number) {
  if (stopped_by != 0) {
    signal(signal_number, SIG_DFL);
    raise(signal_number);
  }
  stopped_by = signal_number;
  g_atomic_int_set(&stop, 1);
}

/* Ctrl-C and the like let an update take away what it has begun; a second one ends it at once. What
 * is ignored (nohup) stays so. A file that grows larger than this user's may (ulimit -f) is an
 * error of writing. */
static void
stop_by_signals(void) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  struct sigaction before, action = {.sa_handler = stop_update, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
    if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
      sigaction(numbers[i], &action, NULL);
  signal(SIGXFSZ, SIG_IGN);
}

/* As the signal would have done by itself: a shell that runs a script ends that, too. */
static void
end_by_signal(void) {
  if (stopped_by == 0)
    return;
  signal(stopped_by, SIG_DFL);
  raise(stopped_by);
}

/* Do messages become part of what programs read: why a file was not indexed? (The service speaks
 * English once it answers.) */
static bool
is_for_programs(const SearchRequest *request) {
  return request->command->id == SEARCH_COMMAND_INDEX && request->format == SEARCH_FORMAT_JSON;
}

static int
run(const SearchCommand *command, const char *const *words) {
  GError *error = NULL;
  keep_memory(command);
  SearchRequest *request = search_request_parse(command, words, &error);
  if (request == NULL)
    return fail(command, error);
  if (request->help) {
    search_request_free(request);
    return print_text(search_usage_of(command));
  }
  if (is_for_programs(request))
    corpus_speak_english();
  Terminal terminal = {command->name, false};
  SearchConsole console = {.screen = screen_of_stdout(),
                           .write = write_out,
                           .note = note,
                           .progress = isatty(STDERR_FILENO) ? show_progress : NULL,
                           .pages = isatty(STDERR_FILENO) ? show_pages : NULL,
                           .give_up = give_up,
                           .stop = &stop,
                           .context = &terminal};
  bool complete = true;
  bool ok = !lasts(command) || corpus_knowledge_check(&error);
  if (writes(command))
    stop_by_signals();
  if (ok && command->id == SEARCH_COMMAND_SERVE)
    ok = search_serve(request, &console, &error);
  else if (ok)
    ok = search_command_run(request, &console, &complete, &error);
  clear_progress(&terminal);
  search_request_free(request);
  int status = ok ? (complete ? 0 : 1) : fail(command, error);
  if (!ok)
    end_by_signal();
  return status;
}

/* The command, or NULL where the user is told that there is none, and which one was perhaps meant.
 */
static const SearchCommand *
find_command(const char *word) {
  const SearchCommand *command = search_command_find(word);
  if (command != NULL)
    return command;
  const char *nearest = search_command_nearest(word);
  char *message =
      nearest != NULL
          ? g_strdup_printf(_("there is no command \"%s\"; did you mean \"%s\"?"), word, nearest)
          : g_strdup_printf(_("there is no command \"%s\"; \"kompass help\" lists them"), word);
  complain(NULL, message);
  g_free(message);
  return NULL;
}

/* ---- what needs no index ---- */

/* kompass help [COMMAND] */
static int
help(const char *word) {
  if (word == NULL)
    return print_text(search_usage());
  const SearchCommand *command = find_command(word);
  return command != NULL ? print_text(search_usage_of(command)) : 2;
}

static int
print_text_or_refuse(char *text, const char *refusal) {
  if (text != NULL)
    return print_text(text);
  complain(NULL, refusal);
  return 2;
}

static int
manual(const char *name) {
  const char *refusal = _("--man: a command, kompass.conf, or nothing behind it");
  corpus_speak_english(); /* as the pages that are installed do */
  return print_text_or_refuse(search_manual(name), refusal);
}

static int
completion(const char *shell) {
  const char *refusal = _("--completion: bash, zsh or fish");
  corpus_speak_english();
  return print_text_or_refuse(search_completion(shell != NULL ? shell : "bash"), refusal);
}

/* kompass --list KIND [--index DIR]: what the completion of a shell offers. */
static int
list(const char *kind, const char *const *words) {
  GError *error = NULL;
  SearchRequest *request = search_request_parse(search_command_find("status"), words, &error);
  char *text = request != NULL ? search_offers(kind, request, &error) : NULL;
  search_request_free(request);
  if (text != NULL)
    return print_text(text);
  int status = search_error_exit_status(error);
  complain(NULL, error->message);
  g_error_free(error);
  return status;
}

static int
version(G_GNUC_UNUSED const char *word) {
  return print_text(g_strdup_printf("kompass %s\n", search_version()));
}

int
main(int argc, char **argv) {
  static const struct {
    const char *word;
    int (*run)(const char *next); /* the word behind it; NULL = there is none */
  } others[] = {{"help", help},
                {"--help", help},
                {"-h", help},
                {"--version", version},
                {"-V", version},
                {"--man", manual},
                {"--completion", completion}};
  const char *word = argc > 1 ? argv[1] : NULL;
  corpus_speak(KOMPASS_PREFIX_FROM_PROGRAM);
  if (word == NULL) {
    char *usage = search_usage();
    fputs(usage, stderr);
    g_free(usage);
    return 2;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
    if (g_str_equal(word, others[i].word))
      return others[i].run(argv[2]);
  if (g_str_equal(word, "--list"))
    return list(argv[2], (const char *const *)argv + MIN(3, argc));
  const SearchCommand *command = find_command(word);
  return command != NULL ? run(command, (const char *const *)argv + 2) : 2;
}
