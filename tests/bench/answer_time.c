/* tests/bench/answer_time.c: how long each command takes to answer, as a user sees it.
 *
 *   answer_time BINARY [REPORTS [ROUNDS]]      (300 reports, 15 rounds)
 *
 * Makes an index of reports with the words of the sample reports (tests/bench/synthetic.h), and
 * runs the binary as whole processes: start, opening the index, answering, printing, end. What the
 * process costs by itself is told by --version of the same binary. The commands are run in turn, a
 * round each, so that what else the machine does falls on all of them alike. KOMPASS_SOURCE names
 * the source folder; KOMPASS_INDEX an index to ask in place of a made one. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "corpus/language/lexicon.h"
#include "indexer/reader.h"
#include "tests/bench/synthetic_index.h"

#define WANTED_MS 50
#define LEARNERS 4

extern char **environ;

/* One command line and what it took, a round each. */
typedef struct {
  char **words;
  GArray *wall_ms, *processor_ms; /* double */
} Contestant;

static void
contestant_free(gpointer data) {
  Contestant *contestant = data;
  g_strfreev(contestant->words);
  g_array_unref(contestant->wall_ms);
  g_array_unref(contestant->processor_ms);
  g_free(contestant);
}

static void
add(GPtrArray *contestants, const char *const *words) {
  Contestant contestant = {g_strdupv((char **)words), g_array_new(FALSE, FALSE, sizeof(double)),
                           g_array_new(FALSE, FALSE, sizeof(double))};
  g_ptr_array_add(contestants, g_memdup2(&contestant, sizeof contestant));
}

#define ADD(contestants, ...) add(contestants, (const char *const[]){__VA_ARGS__, NULL})

/* Some of the municipalities of the index learn; they have different reports to learn from. */
static bool
add_learners(GPtrArray *contestants, const char *index, GError **error) {
  IndexerReader *reader = indexer_reader_open(index, error);
  if (reader == NULL)
    return false;
  const GPtrArray *reports = indexer_reader_reports(reader);
  for (guint i = 0; i < LEARNERS && i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i * reports->len / LEARNERS];
    if (report->municipality != NULL)
      ADD(contestants, "learn", report->municipality->name);
    if (report->municipality != NULL && i == 0) {
      ADD(contestants, "learn", report->municipality->name, "--format", "json");
      ADD(contestants, "scores", report->municipality->name);
      ADD(contestants, "similar", report->municipality->name);
      ADD(contestants, "history", report->municipality->name);
      ADD(contestants, "report", report->id);
    }
  }
  indexer_reader_free(reader);
  return true;
}

static double
milliseconds(const struct timeval *time) {
  return (double)time->tv_sec * 1e3 + (double)time->tv_usec / 1e3;
}

/* Runs the command, its answer thrown away, and notes what it took. */
static bool
run_once(const char *binary, Contestant *contestant) {
  GPtrArray *arguments = g_ptr_array_new();
  g_ptr_array_add(arguments, (gpointer)binary);
  for (char **word = contestant->words; *word != NULL; word++)
    g_ptr_array_add(arguments, *word);
  g_ptr_array_add(arguments, NULL);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  int status = -1;
  struct rusage usage = {0};
  gint64 start = g_get_monotonic_time();
  bool ok =
      posix_spawn(&child, binary, &actions, NULL, (char *const *)arguments->pdata, environ) == 0 &&
      wait4(child, &status, 0, &usage) == child && status == 0;
  double wall_ms = (double)(g_get_monotonic_time() - start) / 1e3;
  double processor_ms = milliseconds(&usage.ru_utime) + milliseconds(&usage.ru_stime);
  posix_spawn_file_actions_destroy(&actions);
  g_ptr_array_unref(arguments);
  g_array_append_val(contestant->wall_ms, wall_ms);
  g_array_append_val(contestant->processor_ms, processor_ms);
  return ok;
}

static int
compare_doubles(gconstpointer a, gconstpointer b) {
  double first = *(const double *)a, second = *(const double *)b;
  return first < second ? -1 : first > second;
}

/* Sorted; the place is a share of them. */
static double
at(GArray *values, double place) {
  g_array_sort(values, compare_doubles);
  return g_array_index(values, double, (guint)((values->len - 1) * place));
}

static void
print(const GPtrArray *contestants) {
  double start_ms = at(((Contestant *)contestants->pdata[0])->wall_ms, 0.5);
  double itself_ms = at(((Contestant *)contestants->pdata[0])->processor_ms, 0.5);
  printf("%-44s %8s %8s %10s %8s %8s\n", "whole processes, ms", "least", "median", "processor",
         "times", "answer");
  for (guint i = 0; i < contestants->len; i++) {
    Contestant *contestant = contestants->pdata[i];
    char *line = g_strjoinv(" ", contestant->words);
    int padding = (int)strlen(line) - (int)g_utf8_strlen(line, -1);
    double median_ms = at(contestant->wall_ms, 0.5);
    double processor_ms = at(contestant->processor_ms, 0.5);
    printf("%-*s %8.1f %8.1f %10.1f %8.1f %8.1f%s\n", 44 + padding, line,
           at(contestant->wall_ms, 0), median_ms, processor_ms, processor_ms / itself_ms,
           median_ms - start_ms, median_ms >= WANTED_MS ? "  TOO SLOW" : "");
    g_free(line);
  }
  printf(
      "wanted: each within %d ms; answer = median without --version's, times = processor time as "
      "a multiple of --version's\n",
      WANTED_MS);
}

static GPtrArray *
contestants_new(const char *index, GError **error) {
  GPtrArray *contestants = g_ptr_array_new_with_free_func(contestant_free);
  ADD(contestants, "--version");
  ADD(contestants, "search", "visselblåsarfunktion");
  ADD(contestants, "search", "hur mäts bemötande och tillgänglighet");
  ADD(contestants, "search", "--tag", "strength", "dialog med medborgare");
  ADD(contestants, "who", "visselblåsarfunktion");
  ADD(contestants, "who", "policy för mångfald");
  ADD(contestants, "models");
  ADD(contestants, "models", "--area", "2");
  ADD(contestants, "scores");
  ADD(contestants, "best", "--question", "1.1");
  ADD(contestants, "status");
  if (!add_learners(contestants, index, error))
    g_clear_pointer(&contestants, g_ptr_array_unref);
  return contestants;
}

static bool
measure(const char *binary, const char *index, guint rounds, GError **error) {
  GPtrArray *contestants = contestants_new(index, error);
  if (contestants == NULL)
    return false;
  g_setenv("KOMPASS_INDEX", index, TRUE);
  bool ok = true;
  for (guint round = 0; ok && round <= rounds; round++)
    for (guint i = 0; ok && i < contestants->len; i++) {
      Contestant *contestant = contestants->pdata[i];
      ok = run_once(binary, contestant);
      if (round == 0) /* for the caches */
        g_array_set_size(contestant->wall_ms, 0), g_array_set_size(contestant->processor_ms, 0);
    }
  if (ok)
    print(contestants);
  g_ptr_array_unref(contestants);
  return ok;
}

static char *
made_index(guint reports, GError **error) {
  const char *source = g_getenv("KOMPASS_SOURCE");
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, error);
  if (lexicon == NULL)
    return NULL;
  GPtrArray *samples = synthetic_samples(source != NULL ? source : ".", lexicon);
  char *index = synthetic_index(samples, reports, error);
  g_ptr_array_unref(samples);
  corpus_lexicon_free(lexicon);
  return index;
}

int
main(int argc, char **argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: answer_time BINARY [REPORTS [ROUNDS]]\n");
    return 2;
  }
  GError *error = NULL;
  const char *given = g_getenv("KOMPASS_INDEX");
  char *index =
      given != NULL ? g_strdup(given) : made_index(argc > 2 ? (guint)atoi(argv[2]) : 300, &error);
  bool ok = index != NULL && measure(argv[1], index, argc > 3 ? (guint)atoi(argv[3]) : 15, &error);
  if (!ok)
    fprintf(stderr, "answer_time: %s\n", error != NULL ? error->message : "a command failed");
  g_clear_error(&error);
  g_free(index);
  return ok ? 0 : 1;
}
