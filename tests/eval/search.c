/* tests/eval/search.c: how good search is on judged queries, beside two plain engines.
 *
 * Indexes the reports in KOMPASS_REPORTS and asks the queries of tests/eval/gold-own/ and of
 * KOMPASS_GOLD/queries.json. All engines rank the same passages in one run. The queries of
 * KOMPASS_GOLD/queries-2.json are parted: a third of them, chosen by a digest of the query, is not
 * looked at when rules are made, and its figures are printed beside those of the rest. */
#include <stdio.h>
#include <string.h>

#include "search/query/find.h"
#include "tests/eval/baseline.h"
#include "tests/eval/judged.h"
#include "tests/folder.h"
#include "tests/search/made.h"

typedef enum { KOMPASS, XAPIAN, FTS5, ENGINES } Engine;

/* Where queries come from: the given ones, our own that rules were made with, and our own that were
 * written and judged before the engine had seen them. */
typedef enum { GIVEN, OWN, BLIND, SETS } Set;

/* The kinds of query, and what nDCG@10 must reach for each in each set: a little under what is
 * reached; 0 where the set has none of the kind. The last, "all", is over all queries. */
typedef struct {
  const char *kind;
  double floors[SETS];
} Kind;

static const Kind KIND[] = {
    {"keyword", {0.91, 0.94, 0.94}},     {"inflected", {0.95, 0.92, 0.9}},
    {"compound", {0.93, 0.89, 0.88}},    {"synonym", {0.81, 0.84, 0.81}},
    {"phrase", {0.75, 0.81, 0.95}},      {"question", {0.93, 0.88, 0.8}},
    {"misspelling", {0.93, 0.88, 0.94}}, {"filter", {0.74, 0.86, 0}},
    {"all", {0.9, 0.89, 0.86}},
};

#define KINDS G_N_ELEMENTS(KIND)

typedef struct {
  Figures sums[KINDS][ENGINES];
  unsigned counts[KINDS];
} Table;

/* The passages of the reports, and the three engines that hold them. */
typedef struct {
  char *folder;
  GPtrArray *reports;  /* CorpusReport * */
  GPtrArray *passages; /* EvalPassage * */
  GHashTable *places;  /* "lulea-2018/57" to its place in passages, from 1 */
  SearchEngine *kompass;
  Baseline *xapian, *fts5;
} Contest;

/* ---- the engines ---- */

static void
read_reports(Contest *contest, CorpusLexicon *lexicon) {
  GError *error = NULL;
  const char *folder = g_getenv("KOMPASS_REPORTS"), *name = NULL;
  GDir *dir = g_dir_open(folder, 0, &error);
  g_assert_no_error(error);
  while ((name = g_dir_read_name(dir)) != NULL) {
    if (!g_str_has_suffix(name, ".txt"))
      continue;
    char *path = g_build_filename(folder, name, NULL);
    g_ptr_array_add(contest->reports, corpus_report_read(path, lexicon, &error));
    g_assert_no_error(error);
    g_free(path);
  }
  g_dir_close(dir);
}

static void
note_places(Contest *contest) {
  for (guint i = 0; i < contest->passages->len; i++) {
    const EvalPassage *entry = contest->passages->pdata[i];
    char *id = g_strdup_printf("%s/%u", entry->report->id, entry->passage->number);
    g_hash_table_insert(contest->places, id, GUINT_TO_POINTER(i + 1));
  }
}

static Contest
contest_new(void) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  Contest contest = {.folder = test_folder_new()};
  contest.reports = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_report_free);
  contest.places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  read_reports(&contest, lexicon);
  contest.passages = eval_passages(contest.reports);
  note_places(&contest);
  contest.kompass = made_engine_of_published(contest.folder, lexicon);
  contest.xapian = bare_xapian_new(contest.passages);
  contest.fts5 = fts5_new(contest.passages);
  corpus_lexicon_free(lexicon);
  return contest;
}

static void
contest_clear(Contest *contest) {
  fts5_free(contest->fts5);
  bare_xapian_free(contest->xapian);
  search_engine_free(contest->kompass);
  g_hash_table_unref(contest->places);
  g_ptr_array_unref(contest->passages);
  g_ptr_array_unref(contest->reports);
  test_folder_remove(contest->folder);
}

static void
add_filter(SearchFilters *filters, const char *name, const char *value) {
  GError *error = NULL;
  if (value != NULL)
    g_assert_true(search_filters_add(filters, name, value, &error));
  g_assert_no_error(error);
}

static SearchFilters *
filters_of(const JudgedQuery *query) {
  SearchFilters *filters = search_filters_new();
  char *area = query->area != 0 ? g_strdup_printf("%u", query->area) : NULL;
  add_filter(filters, "area", area);
  add_filter(filters, "tag", query->tag);
  add_filter(filters, "municipality", query->municipality);
  g_free(area);
  return filters;
}

/* Places of passages, best first. */
static GArray *
kompass_rank(const Contest *contest, const JudgedQuery *query) {
  GError *error = NULL;
  SearchFilters *filters = filters_of(query);
  SearchResults *results = search_find(contest->kompass, query->text, filters, NULL, &error);
  g_assert_no_error(error);
  GArray *ranking = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < results->hits->len; i++) {
    const SearchHit *hit = results->hits->pdata[i];
    char *id = g_strdup_printf("%s/%u", hit->report->id, hit->passage->number);
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(contest->places, id));
    g_assert_cmpuint(place, >, 0);
    place--;
    g_array_append_val(ranking, place);
    g_free(id);
  }
  search_results_free(results);
  search_filters_free(filters);
  return ranking;
}

/* ---- the figures ---- */

static void
add_figures(Table *table, guint kind, Engine engine, Figures figures) {
  Figures *sum = &table->sums[kind][engine];
  sum->ndcg += figures.ndcg;
  sum->reciprocal_rank += figures.reciprocal_rank;
  sum->recall += figures.recall;
}

static guint
kind_of(const char *name) {
  guint kind = 0;
  while (kind < KINDS - 1 && !g_str_equal(KIND[kind].kind, name))
    kind++;
  g_assert_cmpuint(kind, <, KINDS - 1);
  return kind;
}

/* Names the queries that are answered badly, for whoever wants to do better. */
static void
note_poor(const JudgedQuery *query, Figures figures) {
  if (figures.ndcg < 0.6)
    printf("# %s %s: %.2f for %s\n", query->id, query->kind, figures.ndcg, query->text);
}

static void
ask(const Contest *contest, const JudgedQuery *query, Table *table) {
  guint kind = kind_of(query->kind);
  GArray *rankings[ENGINES] = {kompass_rank(contest, query),
                               bare_xapian_rank(contest->xapian, query),
                               fts5_rank(contest->fts5, query)};
  for (Engine engine = 0; engine < ENGINES; engine++) {
    Figures figures = judged_query_figures(query, contest->passages, rankings[engine]);
    add_figures(table, kind, engine, figures);
    add_figures(table, KINDS - 1, engine, figures);
    if (engine == KOMPASS)
      note_poor(query, figures);
    g_array_unref(rankings[engine]);
  }
  table->counts[kind]++;
  table->counts[KINDS - 1]++;
}

static void
table_print(const Table *table) {
  printf("# %-12s %4s   %-20s   %-20s   %-20s\n", "nDCG MRR rec", "n", "kompass", "bare Xapian",
         "SQLite FTS5");
  for (guint kind = 0; kind < KINDS; kind++) {
    double n = MAX(1, table->counts[kind]);
    printf("# %-12s %4u", KIND[kind].kind, table->counts[kind]);
    for (Engine engine = 0; engine < ENGINES; engine++) {
      const Figures *sum = &table->sums[kind][engine];
      printf("   %.3f  %.3f  %.3f", sum->ndcg / n, sum->reciprocal_rank / n, sum->recall / n);
    }
    printf("\n");
  }
}

static double
mean_ndcg(const Table *table, guint kind, Engine engine) {
  return table->sums[kind][engine].ndcg / MAX(1, table->counts[kind]);
}

static void
assert_better_than_baselines(const Table *table) {
  double best = MAX(mean_ndcg(table, KINDS - 1, XAPIAN), mean_ndcg(table, KINDS - 1, FTS5));
  g_assert_cmpfloat(mean_ndcg(table, KINDS - 1, KOMPASS), >=, best + 0.25);
}

/* ---- the tests ---- */

/* Asks the queries of a file; false where there is none. */
static bool
check(Set set, const char *folder, const char *name) {
  char *path = folder != NULL ? g_build_filename(folder, name, NULL) : NULL;
  GPtrArray *queries = judged_queries_new();
  bool there = path != NULL && judged_queries_read(path, queries);
  if (there) {
    Contest contest = contest_new();
    Table table = {0};
    for (guint i = 0; i < queries->len; i++)
      ask(&contest, queries->pdata[i], &table);
    contest_clear(&contest);
    table_print(&table);
    assert_better_than_baselines(&table);
    for (guint kind = 0; kind < KINDS; kind++)
      g_assert_cmpfloat(mean_ndcg(&table, kind, KOMPASS), >=, KIND[kind].floors[set]);
  }
  g_ptr_array_unref(queries);
  g_free(path);
  return there;
}

static bool
check_own(Set set, const char *name) {
  char *folder = g_build_filename(g_getenv("KOMPASS_SOURCE"), "tests/eval/gold-own", NULL);
  bool there = check(set, folder, name);
  g_free(folder);
  return there;
}

static void
test_own_queries(void) {
  g_assert_true(check_own(OWN, "queries.json"));
}

static void
test_blind_queries(void) {
  g_assert_true(check_own(BLIND, "queries-blind.json"));
}

/* ---- fresh queries: a third of them kept apart, and a set that no rule was made with ---- */

typedef enum { TUNED, UNTOUCHED, PARTS } Part;

/* What nDCG@10 must reach over all kinds: a little under what is reached. */
static const double FRESH_FLOORS[PARTS] = {0.615, 0.555};
static const double UNSEEN_FLOOR = 0.685, EIGHTH_FLOOR = 0.74, NINTH_FLOOR = 0.69;
static const double SEVENTH_FLOORS[PARTS] = {0.72, 0.685};

static const char *const FRESH[] = {"scenario",   "question",   "synonym",
                                    "short item", "misleading", "all"};

#define FRESH_KINDS G_N_ELEMENTS(FRESH)

typedef struct {
  double ndcg[FRESH_KINDS][PARTS];
  unsigned counts[FRESH_KINDS][PARTS];
} Fresh;

/* Kept apart is what has a digest that begins with a digit up to the last one. */
static Part
part_by_digest(const char *text, char last) {
  char *lower = g_utf8_strdown(text, -1);
  char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, lower, -1);
  Part part = *digest >= '0' && *digest <= last ? UNTOUCHED : TUNED;
  g_free(digest);
  g_free(lower);
  return part;
}

static Part
third_apart(const char *text) {
  return part_by_digest(text, '4');
}

static Part
half_apart(const char *text) {
  return part_by_digest(text, '7');
}

static void
ask_fresh(const Contest *contest, const JudgedQuery *query, Part part, Fresh *fresh) {
  GArray *ranking = kompass_rank(contest, query);
  double ndcg = judged_query_figures(query, contest->passages, ranking).ndcg;
  for (guint kind = 0; kind < FRESH_KINDS; kind++)
    if (kind == FRESH_KINDS - 1 || g_str_equal(FRESH[kind], query->kind)) {
      fresh->ndcg[kind][part] += ndcg;
      fresh->counts[kind][part]++;
    }
  g_array_unref(ranking);
}

static void
fresh_print(const Fresh *fresh) {
  printf("# %-12s %12s   %12s\n", "nDCG@10", "tuned", "untouched");
  for (guint kind = 0; kind < FRESH_KINDS; kind++) {
    printf("# %-12s", FRESH[kind]);
    for (Part part = 0; part < PARTS; part++)
      printf("  %.3f (%2u)  ", fresh->ndcg[kind][part] / MAX(1, fresh->counts[kind][part]),
             fresh->counts[kind][part]);
    printf("\n");
  }
}

static double
fresh_of_all(const Fresh *fresh, Part part) {
  return fresh->ndcg[FRESH_KINDS - 1][part] / MAX(1, fresh->counts[FRESH_KINDS - 1][part]);
}

/* Asks all queries of the file; false where it is not there. apart: which of them are kept apart.
 */
static bool
ask_file(const char *path, Part (*apart)(const char *text), Fresh *fresh) {
  GPtrArray *queries = judged_queries_new();
  bool there = judged_queries_read(path, queries);
  if (there) {
    Contest contest = contest_new();
    for (guint i = 0; i < queries->len; i++) {
      const JudgedQuery *query = queries->pdata[i];
      ask_fresh(&contest, query, apart(query->text), fresh);
    }
    contest_clear(&contest);
    fresh_print(fresh);
  }
  g_ptr_array_unref(queries);
  return there;
}

static void
test_fresh_queries(void) {
  const char *gold = g_getenv("KOMPASS_GOLD");
  char *path = g_build_filename(gold != NULL ? gold : "", "queries-2.json", NULL);
  Fresh fresh = {0};
  if (ask_file(path, third_apart, &fresh))
    for (Part part = 0; part < PARTS; part++)
      g_assert_cmpfloat(fresh_of_all(&fresh, part), >=, FRESH_FLOORS[part]);
  else
    g_test_skip("KOMPASS_GOLD has no queries-2.json");
  g_free(path);
}

static Part
all_untouched(G_GNUC_UNUSED const char *text) {
  return UNTOUCHED;
}

/* All of them are kept apart. */
static void
check_apart(const char *file, double floor) {
  char *path =
      g_build_filename(g_getenv("KOMPASS_SOURCE"), "tests", "eval", "gold-own", file, NULL);
  Fresh fresh = {0};
  g_assert_true(ask_file(path, all_untouched, &fresh));
  g_assert_cmpfloat(fresh_of_all(&fresh, UNTOUCHED), >=, floor);
  g_free(path);
}

static void
test_unseen_queries(void) {
  check_apart("queries-unseen.json", UNSEEN_FLOOR);
}

static void
test_eighth_queries(void) {
  check_apart("queries-eighth.json", EIGHTH_FLOOR);
}

static void
test_ninth_queries(void) {
  check_apart("queries-ninth.json", NINTH_FLOOR);
}

static void
test_seventh_queries(void) {
  char *path = g_build_filename(g_getenv("KOMPASS_SOURCE"),
                                "tests/eval/gold-own/queries-seventh.json", NULL);
  Fresh fresh = {0};
  g_assert_true(ask_file(path, half_apart, &fresh));
  for (Part part = 0; part < PARTS; part++)
    g_assert_cmpfloat(fresh_of_all(&fresh, part), >=, SEVENTH_FLOORS[part]);
  g_free(path);
}

static void
test_given_queries(void) {
  if (!check(GIVEN, g_getenv("KOMPASS_GOLD"), "queries.json"))
    g_test_skip("KOMPASS_GOLD has no queries.json");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  if (g_getenv("KOMPASS_REPORTS") == NULL || g_getenv("KOMPASS_SOURCE") == NULL)
    return 77;
  g_test_add_func("/eval/search/own", test_own_queries);
  g_test_add_func("/eval/search/blind", test_blind_queries);
  g_test_add_func("/eval/search/given", test_given_queries);
  g_test_add_func("/eval/search/fresh", test_fresh_queries);
  g_test_add_func("/eval/search/unseen", test_unseen_queries);
  g_test_add_func("/eval/search/seventh", test_seventh_queries);
  g_test_add_func("/eval/search/eighth", test_eighth_queries);
  g_test_add_func("/eval/search/ninth", test_ninth_queries);
  return g_test_run();
}
