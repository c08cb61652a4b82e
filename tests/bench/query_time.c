/* tests/bench/query_time.c: how long a query takes beside bare Xapian's, on one index, in one run.
 *
 *   query_time [PASSAGES [SEED]]      (100000 passages, seed 1)
 *
 * Makes reports with the words of the sample reports (tests/bench/synthetic.h), indexes them in a
 * temporary folder, and asks the queries of tests/eval/ in turn: kompass, bare Xapian for its ten
 * best, bare Xapian with exact totals and facets as kompass gives them. Prints medians and ratios.
 * KOMPASS_SOURCE names the source folder; KOMPASS_INDEX an index to ask in place of a made one. */
#include <stdio.h>
#include <stdlib.h>

#include "indexer/update.h"
#include "search/query/find.h"
#include "tests/bench/bare_query.h"
#include "tests/bench/synthetic.h"
#include "tests/eval/judged.h"

#define ROUNDS 7

typedef struct {
  Synthetic *synthetic;
  guint32 seed;
} Making;

static CorpusReport *
make(const char *path, void *context, G_GNUC_UNUSED GError **error) {
  const Making *making = context;
  char *name = g_path_get_basename(path);
  CorpusReport *report =
      synthetic_report(making->synthetic, making->seed, (guint)g_ascii_strtoull(name, NULL, 10));
  g_free(name);
  return report;
}

/* A file for each report, so that the indexer has something to find. */
static void
write_names(const char *folder, guint count) {
  for (guint i = 0; i < count; i++) {
    char *path = g_strdup_printf("%s/%u.txt", folder, i), *text = g_strdup_printf("%u", i);
    g_file_set_contents(path, text, -1, NULL);
    g_free(path);
    g_free(text);
  }
}

static bool
build(const char *index, const char *folder, Making *making, GError **error) {
  const char *paths[] = {folder, NULL};
  IndexerOptions options = {.read = make, .read_context = making};
  IndexerSummary summary = {0};
  gint64 start = g_get_monotonic_time();
  bool ok = indexer_update(index, paths, &options, &summary, error);
  printf("%u reports, %u passages indexed in %.1f s\n", summary.reports, summary.passages,
         (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC);
  indexer_summary_clear(&summary);
  return ok;
}

static GPtrArray *
read_samples(const char *source, CorpusLexicon *lexicon, guint *passages) {
  static const char *const names[] = {"kalix-2012", "lulea-2018", "norsjo-2018", "ostersund-2015"};
  GPtrArray *reports = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_report_free);
  *passages = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    char *path = g_strdup_printf("%s/corpus/reports/%s.txt", source, names[i]);
    CorpusReport *report = corpus_report_read(path, lexicon, NULL);
    g_free(path);
    if (report == NULL)
      continue;
    *passages += report->passages->len;
    g_ptr_array_add(reports, report);
  }
  return reports;
}

static int
compare_doubles(gconstpointer a, gconstpointer b) {
  double first = *(const double *)a, second = *(const double *)b;
  return first < second ? -1 : first > second;
}

static double
median(GArray *values) {
  g_array_sort(values, compare_doubles);
  return g_array_index(values, double, values->len / 2);
}

static double
share(GArray *values, double part) {
  g_array_sort(values, compare_doubles);
  return g_array_index(values, double, (guint)((values->len - 1) * part));
}

enum { KOMPASS, KOMPASS_FIRST, BARE, BARE_WITH_FACETS, CONTESTANTS };

/* Asks each, and keeps the least time in ms; the first round only fills the caches, and tells what
 * a query costs kompass that has words that nobody asked for yet. */
static void
ask(SearchEngine *engine, BareQuery *bare, const char *query, bool first,
    double least[CONTESTANTS]) {
  SearchFilters *filters = search_filters_new();
  for (guint who = 0; who < CONTESTANTS; who++) {
    if (who == KOMPASS_FIRST)
      continue;
    gint64 start = g_get_monotonic_time();
    if (who == KOMPASS)
      search_results_free(search_find(engine, query, filters, NULL, NULL));
    else if (who == BARE)
      bare_query_ask(bare, query);
    else
      bare_query_ask_with_facets(bare, query);
    double took_ms = (double)(g_get_monotonic_time() - start) / 1000;
    if (first && who == KOMPASS)
      least[KOMPASS_FIRST] = took_ms;
    least[who] = first ? G_MAXDOUBLE : MIN(least[who], took_ms);
  }
  search_filters_free(filters);
}

static void
print_table(const char *title, GArray *best[CONTESTANTS]) {
  static const char *const names[CONTESTANTS] = {"kompass", "kompass, the first time",
                                                 "bare Xapian, ten best",
                                                 "bare Xapian, exact total and facets"};
  double base = median(best[BARE]), full = median(best[BARE_WITH_FACETS]);
  double slowest = share(best[BARE], 0.99);
  printf("%s: %u\n", title, best[KOMPASS]->len);
  for (guint who = 0; who < CONTESTANTS; who++) {
    double middle = median(best[who]);
    double late = share(best[who], 0.99);
    printf(
        "  %-38s median %6.2f ms  99 %% %6.2f ms  x%.2f and x%.2f of ten best  x%.2f of facets\n",
        names[who], middle, late, middle / base, late / slowest, middle / full);
  }
}

static void
tables_new(GArray *best[CONTESTANTS]) {
  for (guint who = 0; who < CONTESTANTS; who++)
    best[who] = g_array_new(FALSE, FALSE, sizeof(double));
}

static void
tables_free(GArray *best[CONTESTANTS]) {
  for (guint who = 0; who < CONTESTANTS; who++)
    g_array_unref(best[who]);
}

/* Each query's best time of all rounds, so that what else the machine does counts little. Bare
 * Xapian is done at once with words that the index knows by other forms; the second table is of
 * the queries that it had work with. */
static void
compare(SearchEngine *engine, BareQuery *bare, const GPtrArray *queries) {
  GArray *all[CONTESTANTS], *found[CONTESTANTS];
  tables_new(all);
  tables_new(found);
  for (guint i = 0; i < queries->len; i++) {
    const char *query = ((JudgedQuery *)queries->pdata[i])->text;
    double least[CONTESTANTS];
    for (guint round = 0; round <= ROUNDS; round++)
      ask(engine, bare, query, round == 0, least);
    for (guint who = 0; who < CONTESTANTS; who++)
      g_array_append_val(all[who], least[who]);
    for (guint who = 0; who < CONTESTANTS && bare_query_ask(bare, query) > 0; who++)
      g_array_append_val(found[who], least[who]);
  }
  print_table("all queries", all);
  print_table("queries that bare Xapian finds something for", found);
  tables_free(all);
  tables_free(found);
}

/* An index of about so many passages, left where it is made; the caller frees the path. */
static char *
make_index(const char *source, guint wanted, guint32 seed, GError **error) {
  char *folder = g_dir_make_tmp("kompass-bench-XXXXXX", error);
  CorpusLexicon *lexicon = folder != NULL ? corpus_lexicon_new(NULL, error) : NULL;
  if (lexicon == NULL)
    return NULL;
  guint passages = 0;
  GPtrArray *samples = read_samples(source, lexicon, &passages);
  if (passages == 0) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                "no sample reports below %s; name the source folder by KOMPASS_SOURCE", source);
    g_ptr_array_unref(samples);
    corpus_lexicon_free(lexicon);
    g_free(folder);
    return NULL;
  }
  Making making = {synthetic_new(samples), seed};
  char *index = g_build_filename(folder, "index", NULL),
       *names = g_build_filename(folder, "r", NULL);
  g_mkdir_with_parents(names, 0700);
  write_names(names, wanted * samples->len / passages);
  if (build(index, names, &making, error))
    printf("the index is left in %s\n", index);
  else
    g_clear_pointer(&index, g_free);
  synthetic_free(making.synthetic);
  g_ptr_array_unref(samples);
  corpus_lexicon_free(lexicon);
  g_free(names);
  g_free(folder);
  return index;
}

static bool
run(const char *source, const char *index, GError **error) {
  char *judged = g_build_filename(source, "tests/eval/gold-own/queries.json", NULL);
  GPtrArray *queries = judged_queries_new();
  bool ok = judged_queries_read(judged, queries);
  SearchEngine *engine = ok ? search_engine_open(index, error) : NULL;
  BareQuery *bare = engine != NULL ? bare_query_open(index) : NULL;
  if (bare != NULL)
    compare(engine, bare, queries);
  bare_query_close(bare);
  search_engine_free(engine);
  g_ptr_array_unref(queries);
  g_free(judged);
  return bare != NULL;
}

int
main(int argc, char **argv) {
  const char *source = g_getenv("KOMPASS_SOURCE");
  guint wanted = argc > 1 ? (guint)atoi(argv[1]) : 100000;
  guint32 seed = argc > 2 ? (guint32)atoi(argv[2]) : 1;
  GError *error = NULL;
  char *index = g_strdup(g_getenv("KOMPASS_INDEX"));
  source = source != NULL ? source : ".";
  if (index == NULL)
    index = make_index(source, wanted, seed, &error);
  bool ok = index != NULL && run(source, index, &error);
  if (!ok)
    fprintf(stderr, "query_time: %s\n", error != NULL ? error->message : "queries are missing");
  g_clear_error(&error);
  g_free(index);
  return ok ? 0 : 1;
}
