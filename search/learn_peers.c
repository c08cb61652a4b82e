/* search/learn_peers.c: chooses peers, names questions across revisions, compares. */
#include "search/learn_peers.h"

#include <string.h>

/* How alike two headings must be to be the same, and what share of a question's headings must lead
 * to the other revision's question. */
#define SAME_HEADING 0.85
#define SAME_SHARE 0.4
/* How many of its headings are asked: the usual ones come first. */
#define HEADINGS 4
/* The bar for a report that is alone of its revision: there is no mean to be above. */
#define GOOD_SHARE 0.6

struct SearchPeers {
  const CorpusReport *own;
  GPtrArray *reports;   /* const CorpusReport *: peers, comparable ones first */
  unsigned comparable;  /* how many of them are */
  GHashTable *teachers; /* those to learn from; a set */
  SearchScores *scores;
  GHashTable *names; /* "2010 1.4" -> what 2010 calls the own 1.4; borrowed ids */
};

/* ---- choosing ---- */

static bool
is_newer(const CorpusReport *left, const CorpusReport *right) {
  return left->year != right->year ? left->year > right->year : left->month > right->month;
}

static bool
is_closer(const CorpusReport *left, const CorpusReport *right, unsigned revision) {
  bool same = left->revision == revision;
  if (same != (right->revision == revision))
    return same;
  return is_newer(left, right);
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
    if (there == NULL || is_closer(report, there, own->revision))
      g_hash_table_insert(closest, (gpointer)report->municipality, report);
  }
  return closest;
}

static int
compare_reports(gconstpointer a, gconstpointer b) {
  return strcmp((*(const CorpusReport *const *)a)->id, (*(const CorpusReport *const *)b)->id);
}

static bool
is_teacher(const SearchFilters *filters, const CorpusReport *report) {
  return filters->municipalities->len == 0 ||
         g_ptr_array_find(filters->municipalities, report->municipality, NULL);
}

static void
add_peers(SearchPeers *peers, GHashTable *closest, const SearchFilters *filters) {
  GHashTableIter iter;
  gpointer report = NULL;
  g_hash_table_iter_init(&iter, closest);
  while (g_hash_table_iter_next(&iter, NULL, &report)) {
    g_ptr_array_add(peers->reports, report);
    if (((CorpusReport *)report)->revision == peers->own->revision)
      peers->comparable++;
    if (is_teacher(filters, report))
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
  peers->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
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
  g_hash_table_unref(peers->names);
  search_scores_free(peers->scores);
  g_free(peers);
}

const CorpusReport *
search_peers_own(const SearchPeers *peers) {
  return peers->own;
}

SearchScores *
search_peers_scores(const SearchPeers *peers) {
  return peers->scores;
}

void
search_peers_leave_scores(SearchPeers *peers) {
  peers->scores = NULL;
}

unsigned
search_peers_comparable(const SearchPeers *peers) {
  return peers->comparable;
}

const CorpusReport *
search_peers_best(const SearchPeers *peers, const char *question) {
  const CorpusQuestionScore *own = corpus_report_question(peers->own, question);
  const CorpusReport *best = NULL;
  int most = own != NULL ? own->score : -1;
  for (guint i = 0; i < peers->reports->len; i++) {
    const CorpusReport *report = peers->reports->pdata[i];
    const CorpusQuestionScore *score =
        report->revision == peers->own->revision ? corpus_report_question(report, question) : NULL;
    if (score == NULL || score->score <= most)
      continue;
    most = score->score;
    best = report;
  }
  return best;
}

/* ---- questions of other revisions ---- */

/* The question that most of the other's headings lead to: wordings change more than headings. */
static const CorpusQuestion *
nearest_question(const CorpusInstrument *to, const CorpusQuestion *question) {
  const CorpusQuestion *nearest = NULL;
  GHashTable *votes = g_hash_table_new(NULL, NULL);
  guint most = 0, all = 0;
  for (char **heading = question->headings; *heading != NULL && all < HEADINGS; heading++, all++) {
    double likeness = 0;
    const CorpusQuestion *found =
        corpus_instrument_match_heading(to, question->area, *heading, &likeness);
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(votes, found)) + 1;
    if (found == NULL || likeness < SAME_HEADING)
      continue;
    g_hash_table_insert(votes, (gpointer)found, GUINT_TO_POINTER(count));
    if (count > most) {
      most = count;
      nearest = found;
    }
  }
  g_hash_table_unref(votes);
  return most >= SAME_SHARE * all ? nearest : NULL;
}

/* Each must be the other's nearest. */
static const char *
find_name(const CorpusInstrument *from, const CorpusInstrument *to, const char *id) {
  const CorpusQuestion *question = from != NULL ? corpus_instrument_question(from, id) : NULL;
  if (question == NULL || to == NULL)
    return "";
  const CorpusQuestion *found = nearest_question(to, question);
  return found != NULL && nearest_question(from, found) == question ? found->id : "";
}

const char *
search_peers_name(SearchPeers *peers, const char *question, unsigned revision) {
  if (revision == peers->own->revision || *question == '\0')
    return question;
  char *key = g_strdup_printf("%u %s", revision, question);
  const char *name = g_hash_table_lookup(peers->names, key);
  if (name == NULL) {
    name = find_name(corpus_instrument_find(peers->own->revision), corpus_instrument_find(revision),
                     question);
    g_hash_table_insert(peers->names, g_steal_pointer(&key), (gpointer)name);
  }
  g_free(key);
  return name;
}

/* ---- comparing ---- */

static bool
figures_of(const CorpusReport *report, const char *question, unsigned area,
           SearchFigures *figures) {
  bool known = *question != '\0' ? search_figures_question(report, question, figures)
                                 : search_figures_area(report, area, figures);
  return known && figures->score >= 0 && figures->max > 0;
}

static bool
better_than_own(const SearchPeers *peers, const char *question, unsigned area,
                SearchStanding *standing) {
  if (!figures_of(peers->own, question, area, &standing->own) ||
      standing->theirs.score <= standing->own.score)
    return false;
  standing->lead = (standing->theirs.score - standing->own.score) / (double)standing->theirs.max;
  return true;
}

/* Above the mean of its own revision: its points say nothing beside those of the report. */
static bool
good_of_its_kind(const SearchPeers *peers, const CorpusReport *report, const char *question,
                 unsigned area, SearchStanding *standing) {
  char id[8];
  g_snprintf(id, sizeof id, "%u", area);
  const SearchBenchmark *benchmark = search_scores_benchmark(peers->scores, report->revision);
  const SearchBenchmarkFigure *figure =
      benchmark == NULL ? NULL
                        : search_benchmark_figure(benchmark, *question != '\0' ? question : id);
  standing->own = (SearchFigures){.score = -1, .max = -1, .percent = -1};
  if (figure == NULL)
    return false;
  double bar = figure->values->len > 1 ? figure->mean : GOOD_SHARE * standing->theirs.max;
  standing->lead = (standing->theirs.score - bar) / standing->theirs.max;
  return standing->theirs.score > 0 && standing->lead >= 0;
}

bool
search_peers_better(const SearchPeers *peers, const CorpusReport *report, const char *question,
                    unsigned area, SearchStanding *standing) {
  if (!g_hash_table_contains(peers->teachers, report) ||
      !figures_of(report, question, area, &standing->theirs))
    return false;
  standing->comparable = report->revision == peers->own->revision;
  return standing->comparable ? better_than_own(peers, question, area, standing)
                              : good_of_its_kind(peers, report, question, area, standing);
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
search_peers_ahead(SearchPeers *peers, const char *question, unsigned most) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(Ahead));
  for (guint i = 0; i < peers->reports->len; i++) {
    Ahead ahead = {.report = peers->reports->pdata[i]};
    const char *name = search_peers_name(peers, question, ahead.report->revision);
    if (*name != '\0' && search_peers_better(peers, ahead.report, name, 0, &ahead.standing))
      g_array_append_val(found, ahead);
  }
  g_array_sort(found, compare_ahead);
  GPtrArray *reports = g_ptr_array_new();
  for (guint i = 0; i < found->len && i < most; i++)
    g_ptr_array_add(reports, (gpointer)g_array_index(found, Ahead, i).report);
  g_array_unref(found);
  return reports;
}
