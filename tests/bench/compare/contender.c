/* tests/bench/compare/contender.c: one engine, one phase, in a process of its own, for compare.py.
 *
 *   bench_contender ENGINE build FOLDER PASSAGES SEED    makes an index of made passages
 *   bench_contender ENGINE ask FOLDER PASSAGES SEED      asks it the queries of
 * tests/eval/gold-own/ bench_contender ENGINE update FOLDER PASSAGES SEED   one report is another
 * now (kompass) bench_contender ENGINE judge FOLDER REPORTS QUERIES  nDCG of judged queries on real
 * reports
 *
 * Prints "name value" lines. KOMPASS_SOURCE names the source folder. Making the passages is not
 * counted. The engines find ten passages and read their texts; kompass also counts all matches and
 * four facets, and makes excerpts. */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "indexer/update.h"
#include "search/query/find.h"
#include "tests/bench/compare/contender.h"
#include "tests/bench/synthetic.h"
#include "tests/bench/synthetic_index.h"
#include "tests/eval/judged.h"

#define ROUNDS 5 /* after one that fills the caches */
#define BEST 10
#define JUDGED_HITS 1000 /* of which those are taken that the query's filters admit */
#define CHANGED_SEED 1000003

/* ---- made passages ---- */

typedef struct {
  Synthetic *synthetic;
  GPtrArray *samples;
  guint reports;
  guint32 seed;
} Passages;

static Passages
passages_new(guint wanted, guint32 seed) {
  const char *source = g_getenv("KOMPASS_SOURCE");
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  GPtrArray *samples = synthetic_samples(source != NULL ? source : ".", lexicon);
  guint passages = 0;
  for (guint i = 0; i < samples->len; i++)
    passages += ((const CorpusReport *)samples->pdata[i])->passages->len;
  if (passages == 0)
    g_error("there are no sample reports; name the source folder by KOMPASS_SOURCE");
  corpus_lexicon_free(lexicon);
  guint reports = (guint)((guint64)wanted * samples->len / passages);
  return (Passages){synthetic_new(samples), samples, MAX(reports, 1), seed};
}

static void
passages_clear(Passages *passages) {
  synthetic_free(passages->synthetic);
  g_ptr_array_unref(passages->samples);
}

/* Gives each passage to an engine, or to none: what making them costs. Returns how many. */
static guint
give_all(const Passages *passages, const Contender *engine, void *index) {
  guint count = 0;
  for (guint i = 0; i < passages->reports; i++) {
    CorpusReport *report = synthetic_report(passages->synthetic, passages->seed, i);
    for (guint j = 0; j < report->passages->len; j++, count++)
      if (engine != NULL)
        engine->add(index, count + 1, ((const CorpusPassage *)report->passages->pdata[j])->text);
    corpus_report_free(report);
  }
  return count;
}

char *
contender_line_new(guint id, const char *text) {
  char *line = g_strdup_printf("%u\t%s\n", id, text);
  char *copied = strchr(line, '\t') + 1;
  g_strdelimit(copied, "\t\n\r\\", ' ');
  line[strlen(line) - 1] = '\n';
  return line;
}

/* ---- kompass ---- */

static char *
in_folder(const char *folder, const char *name) {
  return g_build_filename(folder, name, NULL);
}

/* The file's content is the report's seed, so that a file that changes is another report. */
static CorpusReport *
make_report(const char *path, void *context, GError **error) {
  const Passages *passages = context;
  char *name = g_path_get_basename(path), *seed = NULL;
  CorpusReport *report = NULL;
  if (g_file_get_contents(path, &seed, NULL, error))
    report = synthetic_report(passages->synthetic, (guint32)g_ascii_strtoull(seed, NULL, 10),
                              (guint)g_ascii_strtoull(name, NULL, 10));
  g_free(seed);
  g_free(name);
  return report;
}

static void
write_name(const char *names, guint number, guint32 seed) {
  char *path = g_strdup_printf("%s/%u.txt", names, number);
  char *text = g_strdup_printf("%u %u", seed, number);
  GError *error = NULL;
  g_file_set_contents(path, text, -1, &error);
  g_assert_no_error(error);
  g_free(text);
  g_free(path);
}

static void
update_index(const char *folder, const char *path, IndexerOptions options) {
  char *index = in_folder(folder, "index");
  const char *const paths[] = {path, NULL};
  IndexerSummary summary = {0};
  GError *error = NULL;
  if (!indexer_update(index, paths, &options, &summary, &error))
    g_error("kompass: %s", error->message);
  indexer_summary_clear(&summary);
  g_free(index);
}

static void
build_kompass(const char *folder, Passages *passages) {
  char *names = in_folder(folder, "names");
  g_mkdir_with_parents(names, 0700);
  for (guint i = 0; i < passages->reports; i++)
    write_name(names, i, passages->seed);
  update_index(folder, names, (IndexerOptions){.read = make_report, .read_context = passages});
  g_free(names);
}

static SearchEngine *
open_kompass(const char *folder) {
  char *index = in_folder(folder, "index");
  GError *error = NULL;
  SearchEngine *engine = search_engine_open(index, &error);
  g_assert_no_error(error);
  g_free(index);
  return engine;
}

static guint
ask_kompass(SearchEngine *engine, const char *query) {
  SearchFilters *filters = search_filters_new();
  GError *error = NULL;
  SearchResults *results = search_find(engine, query, filters, NULL, &error);
  g_assert_no_error(error);
  guint count = results->hits->len;
  search_results_free(results);
  search_filters_free(filters);
  return count;
}

/* ---- measuring ---- */

double
contender_processor(pid_t process) {
  clockid_t clock = CLOCK_PROCESS_CPUTIME_ID;
  struct timespec taken = {0};
  if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &taken) != 0)
    g_error("the processor time of %d isn't known", (int)process);
  return (double)taken.tv_sec + (double)taken.tv_nsec / 1e9;
}

/* Of this process, and of those that it has started and that have ended. */
static double
own_processor(void) {
  struct rusage ended;
  getrusage(RUSAGE_CHILDREN, &ended);
  return contender_processor(0) + (double)(ended.ru_utime.tv_sec + ended.ru_stime.tv_sec) +
         (double)(ended.ru_utime.tv_usec + ended.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

typedef struct {
  gint64 wall;
  double processor;
} Start;

static Start
start_now(void) {
  return (Start){g_get_monotonic_time(), own_processor()};
}

static double
wall_since(Start start) {
  return (double)(g_get_monotonic_time() - start.wall) / G_USEC_PER_SEC;
}

static double
processor_since(Start start) {
  return own_processor() - start.processor;
}

/* As taken on disk, for there are engines that reserve much more than they have written. */
static guint64
bytes_below(const char *path) {
  GStatBuf status;
  guint64 bytes = 0;
  GDir *folder = g_dir_open(path, 0, NULL);
  if (folder == NULL)
    return g_lstat(path, &status) == 0 ? (guint64)status.st_blocks * 512 : 0;
  for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
    char *child = in_folder(path, name);
    bytes += bytes_below(child);
    g_free(child);
  }
  g_dir_close(folder);
  return bytes;
}

static void
print_own_memory(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("memory_bytes %" G_GUINT64_FORMAT "\n", (guint64)usage.ru_maxrss * 1024);
}

/* At its most; of PostgreSQL, its share of the server's buffers included. */
static void
print_memory_of(pid_t process) {
  char *path = g_strdup_printf("/proc/%d/status", (int)process), *text = NULL;
  const char *peak = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL) || (peak = strstr(text, "VmHWM:")) == NULL)
    g_error("%s: the memory isn't known", path);
  printf("memory_bytes %" G_GUINT64_FORMAT "\n", 1024 * g_ascii_strtoull(peak + 6, NULL, 10));
  g_free(text);
  g_free(path);
}

static int
compare_doubles(gconstpointer a, gconstpointer b) {
  double first = *(const double *)a, second = *(const double *)b;
  return first < second ? -1 : first > second;
}

static double
quantile(GArray *values, double part) {
  g_array_sort(values, compare_doubles);
  return g_array_index(values, double, (guint)((values->len - 1) * part + 0.5));
}

/* ---- the phases ---- */

static void
build(const Contender *engine, const char *folder, Passages *passages) {
  Start start = start_now();
  guint count = give_all(passages, NULL, NULL);
  double making = wall_since(start), making_processor = processor_since(start), elsewhere = 0;
  start = start_now();
  if (engine == NULL) {
    build_kompass(folder, passages);
  } else {
    void *index = engine->begin(folder);
    give_all(passages, engine, index);
    elsewhere = engine->finish(index);
  }
  printf("passages %u\nbuild_seconds %.3f\nbuild_processor_seconds %.3f\n", count,
         wall_since(start) - making, processor_since(start) - making_processor + elsewhere);
  print_own_memory();
}

static GPtrArray *
read_queries(void) {
  const char *source = g_getenv("KOMPASS_SOURCE");
  char *path =
      g_build_filename(source != NULL ? source : ".", "tests/eval/gold-own/queries.json", NULL);
  GPtrArray *queries = judged_queries_new();
  if (!judged_queries_read(path, queries))
    g_error("%s: the queries can't be read", path);
  g_free(path);
  return queries;
}

static double
processor_with(pid_t server) {
  return contender_processor(0) + (server != 0 ? contender_processor(server) : 0);
}

/* How long each answer took, in ms: by the clock, and of the asking and the answering process. */
typedef struct {
  GArray *wall, *processor, *first; /* the first time a query is put: processor */
  guint found;
} Times;

/* Each query once, and then again and again, when an engine may have kept what it worked out. */
static Times
ask_all(const Contender *engine, void *opened, pid_t server, const GPtrArray *queries) {
  Times times = {g_array_new(FALSE, FALSE, sizeof(double)),
                 g_array_new(FALSE, FALSE, sizeof(double)),
                 g_array_new(FALSE, FALSE, sizeof(double)), 0};
  guint ids[BEST];
  for (guint round = 0; round <= ROUNDS; round++)
    for (guint i = 0; i < queries->len; i++) {
      const char *query = ((const JudgedQuery *)queries->pdata[i])->text;
      double before = processor_with(server);
      gint64 start = g_get_monotonic_time();
      guint count =
          engine == NULL ? ask_kompass(opened, query) : engine->ask(opened, query, BEST, ids);
      double wall = (double)(g_get_monotonic_time() - start) / 1000;
      double processor = (processor_with(server) - before) * 1000;
      times.found += round == 0 && count > 0;
      g_array_append_val(round == 0 ? times.first : times.processor, processor);
      if (round > 0)
        g_array_append_val(times.wall, wall);
    }
  return times;
}

static void
ask(const Contender *engine, const char *folder) {
  GPtrArray *queries = read_queries();
  void *opened = engine == NULL ? (void *)open_kompass(folder) : engine->open(folder);
  pid_t server = engine != NULL && engine->server != NULL ? engine->server(opened) : 0;
  Times times = ask_all(engine, opened, server, queries);
  guint64 bytes = engine != NULL && engine->bytes != NULL ? engine->bytes(opened) : 0;
  char *index = in_folder(folder, engine == NULL ? "index" : "");
  printf("queries %u\nfound %u\np50_ms %.4f\np99_ms %.4f\n", queries->len, times.found,
         quantile(times.wall, 0.5), quantile(times.wall, 0.99));
  printf("p50_processor_ms %.4f\np99_processor_ms %.4f\n", quantile(times.processor, 0.5),
         quantile(times.processor, 0.99));
  printf("first_p50_ms %.4f\nfirst_p99_ms %.4f\n", quantile(times.first, 0.5),
         quantile(times.first, 0.99));
  printf("bytes %" G_GUINT64_FORMAT "\n", bytes != 0 ? bytes : bytes_below(index));
  if (server != 0)
    print_memory_of(server);
  else
    print_own_memory();
  if (engine == NULL)
    search_engine_free(opened);
  else
    engine->close(opened);
  g_free(index);
  g_array_unref(times.first);
  g_array_unref(times.processor);
  g_array_unref(times.wall);
  g_ptr_array_unref(queries);
}

static void
update(const char *folder, Passages *passages) {
  char *names = in_folder(folder, "names");
  write_name(names, 0, CHANGED_SEED);
  Start start = start_now();
  update_index(folder, names, (IndexerOptions){.read = make_report, .read_context = passages});
  printf("update_seconds %.3f\n", wall_since(start));
  print_own_memory();
  g_free(names);
}

/* ---- judged queries ---- */

static GPtrArray *
read_reports(const char *folder, CorpusLexicon *lexicon) {
  GPtrArray *reports = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_report_free);
  GDir *files = g_dir_open(folder, 0, NULL);
  for (const char *name; files != NULL && (name = g_dir_read_name(files)) != NULL;) {
    char *path = in_folder(folder, name);
    CorpusReport *report =
        g_str_has_suffix(name, ".txt") ? corpus_report_read(path, lexicon, NULL) : NULL;
    if (report != NULL)
      g_ptr_array_add(reports, report);
    g_free(path);
  }
  g_clear_pointer(&files, g_dir_close);
  return reports;
}

static void
add_filter(SearchFilters *filters, const char *name, const char *value) {
  GError *error = NULL;
  if (value != NULL && !search_filters_add(filters, name, value, &error))
    g_error("kompass: %s", error->message);
}

static void
rank_kompass(SearchEngine *engine, const JudgedQuery *query, const GPtrArray *passages,
             GArray *ranking) {
  SearchFilters *filters = search_filters_new();
  char *area = query->area != 0 ? g_strdup_printf("%u", query->area) : NULL;
  add_filter(filters, "area", area);
  add_filter(filters, "tag", query->tag);
  add_filter(filters, "municipality", query->municipality);
  SearchResults *results = search_find(engine, query->text, filters, NULL, NULL);
  for (guint i = 0; results != NULL && i < results->hits->len; i++) {
    const SearchHit *hit = results->hits->pdata[i];
    for (guint j = 0; j < passages->len; j++) {
      const EvalPassage *passage = passages->pdata[j];
      if (passage->passage->number == hit->passage->number &&
          g_str_equal(passage->report->id, hit->report->id))
        g_array_append_val(ranking, j);
    }
  }
  search_results_free(results);
  search_filters_free(filters);
  g_free(area);
}

static void
rank_other(const Contender *engine, void *opened, const JudgedQuery *query,
           const GPtrArray *passages, GArray *ranking) {
  guint *ids = g_new(guint, JUDGED_HITS);
  guint count = engine->ask(opened, query->text, JUDGED_HITS, ids);
  for (guint i = 0; i < count; i++) {
    guint place = ids[i] - 1;
    if (judged_query_admits(query, passages->pdata[place]))
      g_array_append_val(ranking, place);
  }
  g_free(ids);
}

static void *
open_judged(const Contender *engine, const char *folder, const char *reports,
            const GPtrArray *passages, CorpusLexicon *lexicon) {
  if (engine == NULL) {
    update_index(folder, reports,
                 (IndexerOptions){.read = indexer_read_report, .read_context = lexicon});
    return open_kompass(folder);
  }
  void *index = engine->begin(folder);
  for (guint i = 0; i < passages->len; i++)
    engine->add(index, i + 1, ((const EvalPassage *)passages->pdata[i])->passage->text);
  engine->finish(index);
  return engine->open(folder);
}

static void
judge(const Contender *engine, const char *folder, const char *reports, const char *judged) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  GPtrArray *all = read_reports(reports, lexicon), *passages = eval_passages(all);
  GPtrArray *queries = judged_queries_new();
  if (!judged_queries_read(judged, queries))
    g_error("%s: the queries can't be read", judged);
  void *opened = open_judged(engine, folder, reports, passages, lexicon);
  double sum = 0;
  for (guint i = 0; i < queries->len; i++) {
    GArray *ranking = g_array_new(FALSE, FALSE, sizeof(guint));
    if (engine == NULL)
      rank_kompass(opened, queries->pdata[i], passages, ranking);
    else
      rank_other(engine, opened, queries->pdata[i], passages, ranking);
    sum += judged_query_figures(queries->pdata[i], passages, ranking).ndcg;
    g_array_unref(ranking);
  }
  printf("judged %u\nndcg %.4f\n", queries->len, sum / MAX(1, queries->len));
  if (engine == NULL)
    search_engine_free(opened);
  else
    engine->close(opened);
  g_ptr_array_unref(queries);
  g_ptr_array_unref(passages);
  g_ptr_array_unref(all);
  corpus_lexicon_free(lexicon);
}

/* kompass is NULL. */
static const Contender *
engine_of(const char *name) {
  const Contender *const all[] = {&contender_xapian, &contender_fts5, &contender_postgresql,
                                  &contender_groonga, &contender_sphinx};
  for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
    if (g_str_equal(all[i]->name, name))
      return all[i];
  if (!g_str_equal(name, "kompass"))
    g_error("%s: there is no such engine", name);
  return NULL;
}

int
main(int argc, char **argv) {
  if (argc != 6) {
    fprintf(stderr, "usage: bench_contender ENGINE PHASE FOLDER PASSAGES SEED (see compare.py)\n");
    return 2;
  }
  const Contender *engine = engine_of(argv[1]);
  if (engine != NULL && engine->begin == NULL) {
    fprintf(stderr, "was not installed when this program was built\n");
    return 77;
  }
  if (g_str_equal(argv[2], "judge")) {
    judge(engine, argv[3], argv[4], argv[5]);
    return 0;
  }
  if (g_str_equal(argv[2], "ask")) {
    ask(engine, argv[3]);
    return 0;
  }
  Passages passages = passages_new((guint)atoi(argv[4]), (guint32)atoi(argv[5]));
  if (g_str_equal(argv[2], "update"))
    update(argv[3], &passages);
  else
    build(engine, argv[3], &passages);
  passages_clear(&passages);
  return 0;
}
