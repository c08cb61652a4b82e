/* tests/bench/load.c: how many searches a second `kompass serve` answers on one core, and how soon,
 * beside what the library that it stands on answers.
 *
 *   load BINARY [SECONDS [CONNECTIONS [REPORTS]]]      (5 seconds a figure, 32, 300)
 *
 * Makes reports with the words of the sample reports (tests/bench/synthetic.h), indexes them in a
 * temporary folder, starts the service on the first core, and asks from the others. KOMPASS_SOURCE
 * names the source folder; KOMPASS_INDEX an index to serve in place of a made one. */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gio/gio.h>
#include <microhttpd.h>

#include "corpus/language/lexicon.h"
#include "tests/bench/clients.h"
#include "tests/bench/synthetic_index.h"
#include "tests/eval/judged.h"

#define FRESH_QUERIES 200000
#define WANTED_PER_SECOND 2000
#define WANTED_P99_MS 25

typedef struct {
  const char *binary, *source;
  double seconds;
  unsigned connections, reports;
} Options;

/* ---- what is asked ---- */

static char *
target_of(const char *query) {
  char *encoded = g_uri_escape_string(query, NULL, FALSE);
  char *target = g_strconcat("/api/v1/search?q=", encoded, NULL);
  g_free(encoded);
  return target;
}

static GPtrArray *
judged_targets(const char *source) {
  GPtrArray *queries = judged_queries_new(), *targets = g_ptr_array_new_with_free_func(g_free);
  char *path = g_strdup_printf("%s/tests/eval/gold-own/queries.json", source);
  if (judged_queries_read(path, queries))
    for (guint i = 0; i < queries->len; i++)
      g_ptr_array_add(targets, target_of(((JudgedQuery *)queries->pdata[i])->text));
  g_free(path);
  g_ptr_array_unref(queries);
  return targets;
}

/* All words of at least four letters, as often as the reports have them. */
static GPtrArray *
words_of(const GPtrArray *reports) {
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    for (guint j = 0; j < report->passages->len; j++) {
      const CorpusPassage *passage = report->passages->pdata[j];
      char **parts = g_regex_split_simple("[^\\w]+", passage->text, 0, 0);
      for (char **part = parts; *part != NULL; part++)
        if (g_utf8_strlen(*part, -1) >= 4)
          g_ptr_array_add(words, g_strdup(*part));
      g_strfreev(parts);
    }
  }
  return words;
}

/* Two words each, so many that none is asked twice. */
static GPtrArray *
fresh_targets(const GPtrArray *samples) {
  GPtrArray *words = words_of(samples), *targets = g_ptr_array_new_with_free_func(g_free);
  GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
  GRand *random = g_rand_new_with_seed(1);
  while (targets->len < FRESH_QUERIES) {
    const char *a = words->pdata[g_rand_int_range(random, 0, (gint32)words->len)];
    const char *b = words->pdata[g_rand_int_range(random, 0, (gint32)words->len)];
    char *query = g_strdup_printf("%s %s", a, b), *target = target_of(query);
    g_free(query);
    if (g_hash_table_add(seen, target))
      g_ptr_array_add(targets, target);
    else
      g_free(target);
  }
  g_rand_free(random);
  g_hash_table_unref(seen);
  g_ptr_array_unref(words);
  return targets;
}

/* ---- the service ---- */

static void
use_core(bool first) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  for (unsigned i = 0; i < g_get_num_processors(); i++)
    if ((i == 0) == first)
      CPU_SET(i, &cores);
  if (CPU_COUNT(&cores) > 0)
    sched_setaffinity(0, sizeof cores, &cores);
}

static void
use_first_core(G_GNUC_UNUSED gpointer data) {
  use_core(true);
}

/* Starts the service; *port receives its port once it listens. 0 where it does not. */
static GPid
start_service(const char *binary, const char *index, unsigned *port, GError **error) {
  char *argv[] = {(char *)binary, "serve",     "--index", (char *)index, "--listen",
                  "127.0.0.1:0",  "--threads", "1",       NULL};
  int log = -1;
  GPid pid = 0;
  if (!g_spawn_async_with_pipes(NULL, argv, NULL,
                                G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL,
                                use_first_core, NULL, &pid, NULL, NULL, &log, error))
    return 0;
  GIOChannel *lines = g_io_channel_unix_new(log);
  char *line = NULL;
  *port = 0;
  while (*port == 0 &&
         g_io_channel_read_line(lines, &line, NULL, NULL, error) == G_IO_STATUS_NORMAL) {
    const char *found = strstr(line, "http://127.0.0.1:");
    if (found != NULL)
      *port = (unsigned)atoi(found + strlen("http://127.0.0.1:"));
    g_free(line);
  }
  /* The log is read to its end by a process that throws it away. */
  char *cat[] = {"/bin/sh", "-c", "cat >/dev/null", NULL};
  g_spawn_async_with_fds(NULL, cat, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, log, -1, -1, error);
  g_io_channel_set_close_on_unref(lines, TRUE);
  g_io_channel_unref(lines);
  return pid;
}

/* ---- the library alone ---- */

#define BARE_BYTES 12000 /* as many as an answer of kompass has */

static enum MHD_Result
answer_bare(void *body, struct MHD_Connection *connection, G_GNUC_UNUSED const char *url,
            G_GNUC_UNUSED const char *method, G_GNUC_UNUSED const char *version,
            G_GNUC_UNUSED const char *upload, G_GNUC_UNUSED size_t *upload_bytes, void **met) {
  static int once;
  if (*met == NULL) { /* the head is there, the end of the request is not yet told */
    *met = &once;
    return MHD_YES;
  }
  struct MHD_Response *response =
      MHD_create_response_from_buffer(BARE_BYTES, body, MHD_RESPMEM_PERSISTENT);
  enum MHD_Result queued = MHD_queue_response(connection, MHD_HTTP_OK, response);
  MHD_destroy_response(response);
  return queued;
}

/* Tells its port, and answers on the first core until it is killed. */
static void
serve_bare(int port_to) {
  char body[BARE_BYTES];
  use_core(true);
  memset(body, ' ', sizeof body);
  struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL,
                                               answer_bare, body, MHD_OPTION_END);
  const union MHD_DaemonInfo *info =
      daemon != NULL ? MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
  unsigned port = info != NULL ? info->port : 0;
  if (write(port_to, &port, sizeof port) == sizeof port && port != 0)
    pause();
  _exit(1);
}

/* 0 where it does not start. */
static GPid
start_bare(unsigned *port) {
  int ends[2];
  *port = 0;
  if (pipe(ends) != 0)
    return 0;
  GPid pid = fork();
  if (pid == 0)
    serve_bare(ends[1]);
  if (pid < 0 || read(ends[0], port, sizeof *port) != sizeof *port)
    *port = 0;
  close(ends[0]);
  close(ends[1]);
  return MAX(pid, 0);
}

static void
stop(GPid pid) {
  if (pid == 0)
    return;
  kill(pid, SIGTERM);
  waitpid(pid, NULL, 0);
}

/* Processor time that a process has used, in seconds. */
static double
processor_seconds(GPid pid) {
  char *path = g_strdup_printf("/proc/%d/stat", pid), *text = NULL;
  unsigned long user = 0, kernel = 0;
  if (g_file_get_contents(path, &text, NULL, NULL))
    sscanf(strrchr(text, ')'), ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
           &kernel);
  g_free(text);
  g_free(path);
  return (double)(user + kernel) / (double)sysconf(_SC_CLK_TCK);
}

/* ---- measuring ---- */

/* One service, and what it is asked. */
typedef struct {
  const char *name; /* as it is printed */
  GPid pid;
  unsigned port;
  const GPtrArray *targets;
  bool wanted; /* is it said whether the answers come as they are to? */
} Round;

/* *rate receives how many answers a second of the core's own time gives. */
static bool
measure(const Round *round, const Options *options, double *rate, GError **error) {
  ClientsResult result = {0};
  double before = processor_seconds(round->pid);
  bool ok = clients_ask(round->port, options->connections, options->seconds, round->targets,
                        &result, error);
  double used = processor_seconds(round->pid) - before;
  double each_second = (double)result.answered / result.seconds;
  double p99 = clients_quantile(&result, 0.99);
  *rate = used > 0 ? (double)result.answered / used : 0;
  bool good = each_second >= WANTED_PER_SECOND && p99 < WANTED_P99_MS && result.refused == 0;
  if (ok)
    printf("%-34s %7.0f/s   median %6.2f ms  99 %% %6.2f ms  most %6.2f ms   %7.0f for each second "
           "of the core's   %.1f kB each   %s\n",
           round->name, each_second, clients_quantile(&result, 0.5), p99,
           clients_quantile(&result, 1), *rate,
           (double)result.bytes / 1000 / (double)MAX(result.answered, 1),
           !round->wanted ? ""
           : good         ? "as wanted"
                          : "NOT as wanted");
  fflush(stdout);
  clients_result_clear(&result);
  return ok;
}

/* One after the other, as each is to have the core for itself. */
static bool
compare(const Options *options, const char *index, const GPtrArray *fresh, const GPtrArray *judged,
        GError **error) {
  unsigned port = 0;
  double asked_first = 0, asked_again = 0, bare = 0;
  GPid pid = start_service(options->binary, index, &port, error);
  use_core(false);
  bool ok = port != 0 &&
            measure(&(Round){"searches, none asked before", pid, port, fresh, true}, options,
                    &asked_first, error) &&
            measure(&(Round){"searches, the same ones in turn", pid, port, judged, true}, options,
                    &asked_again, error);
  stop(pid);
  pid = ok ? start_bare(&port) : 0;
  ok = ok && port != 0 &&
       measure(&(Round){"libmicrohttpd alone", pid, port, judged, false}, options, &bare, error);
  stop(pid);
  if (ok && asked_first > 0 && asked_again > 0)
    printf(
        "of what the library alone answers: 1/%.1f where none was asked before, 1/%.1f where all "
        "were\n",
        bare / asked_first, bare / asked_again);
  return ok;
}

static bool
run(const Options *options, GError **error) {
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, error);
  if (lexicon == NULL)
    return false;
  GPtrArray *samples = synthetic_samples(options->source, lexicon);
  GPtrArray *judged = judged_targets(options->source), *fresh = fresh_targets(samples);
  const char *given = g_getenv("KOMPASS_INDEX");
  char *index = given != NULL ? g_strdup(given) : synthetic_index(samples, options->reports, error);
  bool ok = index != NULL && compare(options, index, fresh, judged, error);
  g_free(index);
  g_ptr_array_unref(fresh);
  g_ptr_array_unref(judged);
  g_ptr_array_unref(samples);
  corpus_lexicon_free(lexicon);
  return ok;
}

int
main(int argc, char **argv) {
  const char *source = g_getenv("KOMPASS_SOURCE");
  Options options = {.binary = argc > 1 ? argv[1] : NULL,
                     .source = source != NULL ? source : ".",
                     .seconds = argc > 2 ? g_ascii_strtod(argv[2], NULL) : 5,
                     .connections = argc > 3 ? (unsigned)atoi(argv[3]) : 32,
                     .reports = argc > 4 ? (unsigned)atoi(argv[4]) : 300};
  GError *error = NULL;
  if (options.binary == NULL || options.seconds <= 0 || options.connections == 0) {
    fprintf(stderr, "usage: load BINARY [SECONDS [CONNECTIONS [REPORTS]]]\n");
    return 2;
  }
  if (run(&options, &error))
    return 0;
  fprintf(stderr, "load: %s\n", error != NULL ? error->message : "the service did not start");
  g_clear_error(&error);
  return 1;
}
