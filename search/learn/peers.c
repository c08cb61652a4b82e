/* search/learn/peers.c: chooses peers, and compares their tables with the own one. */
#include "search/learn/steps.h"

#include <string.h>

#include "corpus/instrument/subject.h"

/* What a report that is alone of its revision is compared with: there is no mean. */
#define GOOD_SHARE 0.6

/* ---- choosing ---- */

static bool
is_closer(const CorpusReport *left, const CorpusReport *right, const CorpusReport *own) {
  bool same = search_reports_compare(left, own);
  if (same != search_reports_compare(right, own))
    return same;
  return search_report_is_newer(left, right);
}

/* For each other municipality its report. A table of borrowed pairs, the caller's. */
static GHashTable *
closest_reports(const GPtrArray *reports, const CorpusReport *own) {
  GHashTable *closest = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < reports->len; i++) {
    CorpusReport *report = reports->pdata[i];
    if (report->municipality == NULL || report->municipality == own->municipality)
      continue;
    const CorpusReport *there = g_hash_table_lookup(closest, report->municipality);
    if (there == NULL || is_closer(report, there, own))
      g_hash_table_insert(closest, (gpointer)report->municipality, report);
  }
  return closest;
}

static int
compare_reports(gconstpointer a, gconstpointer b) {
  return strcmp((*(const CorpusReport *const *)a)->id, (*(const CorpusReport *const *)b)->id);
}

static void
add_peers(SearchPeers *peers, GHashTable *closest, const SearchFilters *filters) {
  GHashTableIter iter;
  gpointer report = NULL, municipality = NULL;
  g_hash_table_iter_init(&iter, closest);
  while (g_hash_table_iter_next(&iter, &municipality, &report)) {
    g_ptr_array_add(peers->reports, report);
    if (search_reports_compare(report, peers->own))
      peers->comparable++;
    if (filters->municipalities->len == 0 ||
        g_ptr_array_find(filters->municipalities, municipality, NULL))
      g_hash_table_add(peers->teachers, report);
  }
  g_ptr_array_sort(peers->reports, compare_reports);
}

SearchPeers *
search_peers_new(const GPtrArray *reports, const CorpusReport *own, const SearchFilters *filters) {
  SearchPeers *peers = g_new0(SearchPeers, 1);
  peers->own = own;
  peers->reports = g_ptr_array_new();
  peers->teachers = g_hash_table_new(NULL, NULL);
  GHashTable *closest = closest_reports(reports, own);
  add_peers(peers, closest, filters);
  g_hash_table_unref(closest);
  GPtrArray *all = g_ptr_array_copy(peers->reports, NULL, NULL);
  g_ptr_array_add(all, (gpointer)own);
  SearchFilters *everything = search_filters_new();
  peers->scores = search_scores(all, everything);
  search_filters_free(everything);
  g_ptr_array_unref(all);
  return peers;
}

void
search_peers_free(SearchPeers *peers) {
  if (peers == NULL)
    return;
  g_ptr_array_unref(peers->reports);
  g_hash_table_unref(peers->teachers);
  search_scores_free(peers->scores);
  g_free(peers);
}

/* The benchmark names the best, of equals the first; the own report is the last that it takes in.
 */
const CorpusReport *
search_peers_best(const SearchPeers *peers, const char *question) {
  const CorpusQuestionScore *own = corpus_report_question(peers->own, question);
  const SearchBenchmark *benchmark = search_scores_benchmark(peers->scores, peers->own);
  const SearchBenchmarkFigure *figure =
      benchmark != NULL ? search_benchmark_figure(benchmark, peers->own, question) : NULL;
  bool better = figure != NULL && figure->best_count > 0 &&
                figure->best[0].score > (own != NULL ? own->score : -1);
  return better ? figure->best[0].report : NULL;
}

const char *
search_peers_question_in(const SearchPeers *peers, const char *question, unsigned revision) {
  return *question == '\0' ? "" : corpus_subject_in(peers->own->revision, question, revision);
}

unsigned
search_peers_area_in(const SearchPeers *peers, unsigned area, unsigned revision) {
  return corpus_subject_area_in(peers->own->revision, area, revision);
}

/* ---- comparing ---- */

static SearchFigures
figures_of(const CorpusReport *report, const char *question, unsigned area) {
  SearchFigures figures;
  bool known = *question != '\0' ? search_figures_question(report, question, &figures)
                                 : search_figures_area(report, area, &figures);
  if (!known || figures.score < 0 || figures.max <= 0)
    figures = (SearchFigures){.score = -1, .max = -1, .percent = -1};
  return figures;
}

static double
share_of(const SearchFigures *figures) {
  return figures->score / (double)figures->max;
}

/* The question's id, or where it is "" that of the area, which is written for it: asked for of
 * thousands of reports. */
static const char *
figure_id(const char *question, unsigned area, char written[SEARCH_FIGURE_ID_BYTES]) {
  return *question != '\0' ? question : search_figure_of_area(area, written);
}

/* The mean share of the points that reports of a revision have on a question, "" = in the area. */
static double
mean_share(const SearchPeers *peers, const CorpusReport *report, const char *question,
           unsigned area, int max) {
  char written[SEARCH_FIGURE_ID_BYTES];
  const SearchBenchmark *benchmark = search_scores_benchmark(peers->scores, report);
  const SearchBenchmarkFigure *figure =
      benchmark == NULL
          ? NULL
          : search_benchmark_figure(benchmark, report, figure_id(question, area, written));
  return figure != NULL && figure->values->len > 1 ? figure->mean / max : GOOD_SHARE;
}

SearchStanding
search_peers_standing(const SearchPeers *peers, const CorpusReport *report, const char *question,
                      const char *theirs, unsigned area) {
  const char *name = search_peers_question_in(peers, question, report->revision);
  const char *compared = *name != '\0' ? name : theirs;
  char written[SEARCH_FIGURE_ID_BYTES];
  unsigned there = search_peers_area_in(peers, area, report->revision);
  SearchStanding standing = {
      .comparable = search_figures_compare(report, peers->own, figure_id(compared, area, written))};
  standing.theirs = figures_of(report, compared, there);
  standing.own = figures_of(peers->own, standing.comparable ? compared : question, area);
  if (standing.theirs.score < 0)
    return standing;
  if (!standing.comparable)
    standing.lead = share_of(&standing.theirs) -
                    mean_share(peers, report, compared, there, standing.theirs.max);
  else if (standing.own.score >= 0)
    standing.lead = share_of(&standing.theirs) - share_of(&standing.own);
  return standing;
}

typedef struct {
  const CorpusReport *report;
  SearchStanding standing;
} Ahead;

static int
compare_ahead(gconstpointer a, gconstpointer b) {
  const Ahead *left = a, *right = b;
  if (left->standing.comparable != right->standing.comparable)
    return left->standing.comparable ? -1 : 1;
  if (left->standing.lead < right->standing.lead || left->standing.lead > right->standing.lead)
    return left->standing.lead > right->standing.lead ? -1 : 1;
  return strcmp(left->report->id, right->report->id);
}

GPtrArray *
search_peers_ahead(const SearchPeers *peers, const char *question, unsigned area, guint most) {
  GArray *all = g_array_new(FALSE, FALSE, sizeof(Ahead));
  for (guint i = 0; i < peers->reports->len; i++) {
    const CorpusReport *report = peers->reports->pdata[i];
    Ahead ahead = {report, search_peers_standing(peers, report, question, "", area)};
    if (g_hash_table_contains(peers->teachers, report))
      g_array_append_val(all, ahead);
  }
  g_array_sort(all, compare_ahead);
  GPtrArray *best = g_ptr_array_new();
  for (guint i = 0; i < MIN(all->len, most); i++)
    g_ptr_array_add(best, (gpointer)g_array_index(all, Ahead, i).report);
  g_array_unref(all);
  return best;
}
