/* search/learn/peers.c: chooses peers, and compares their tables with the own one. */
#include "search/learn/peers.h"

#include <string.h>

#include "search/learn/question_names.h"

/* The bar for a report that is alone of its revision: there is no mean to be above. */
#define GOOD_SHARE 0.6

struct SearchPeers {
  const CorpusReport *own;
  GPtrArray *reports;   /* const CorpusReport *: peers, comparable ones first */
  unsigned comparable;  /* how many of them are */
  GHashTable *teachers; /* those to learn from; a set */
  SearchScores *scores;
  GHashTable *answers; /* revision -> (question -> GArray of Answer, by the peers' order) */
  SearchNames *names;
  GHashTable *ahead; /* id -> GArray of SearchAhead */
};

/* What one peer's table says of a question. */
typedef struct {
  const CorpusReport *report;
  const CorpusQuestionScore *score;
} Answer;

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

static GHashTable *
answers_in(SearchPeers *peers, unsigned revision) {
  GHashTable *answers = g_hash_table_lookup(peers->answers, GUINT_TO_POINTER(revision));
  if (answers == NULL) {
    answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
    g_hash_table_insert(peers->answers, GUINT_TO_POINTER(revision), answers);
  }
  return answers;
}

static void
add_answer(GHashTable *answers, const CorpusReport *report, const CorpusQuestionScore *score) {
  GArray *list = g_hash_table_lookup(answers, score->id);
  if (list == NULL) {
    list = g_array_new(FALSE, FALSE, sizeof(Answer));
    g_hash_table_insert(answers, g_strdup(score->id), list);
  }
  Answer answer = {report, score};
  g_array_append_val(list, answer);
}

/* Every question of every peer, so that one question need not be looked up in each report. */
static void
add_answers(SearchPeers *peers) {
  for (guint i = 0; i < peers->reports->len; i++) {
    const CorpusReport *report = peers->reports->pdata[i];
    GHashTable *answers = answers_in(peers, report->revision);
    for (guint j = 0; j < report->areas->len; j++) {
      const CorpusAreaScore *area = report->areas->pdata[j];
      for (guint k = 0; k < area->questions->len; k++)
        add_answer(answers, report, area->questions->pdata[k]);
    }
  }
}

/* Borrowed; NULL = no peer's table has the question. */
static const GArray *
answers_to(const SearchPeers *peers, const char *question, unsigned revision) {
  GHashTable *answers = g_hash_table_lookup(peers->answers, GUINT_TO_POINTER(revision));
  return answers != NULL ? g_hash_table_lookup(answers, question) : NULL;
}

SearchPeers *
search_peers_new(const GPtrArray *reports, const CorpusReport *own, const SearchFilters *filters) {
  SearchPeers *peers = g_new0(SearchPeers, 1);
  peers->own = own;
  peers->reports = g_ptr_array_new();
  peers->teachers = g_hash_table_new(NULL, NULL);
  peers->answers = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
  peers->names = search_names_new(own->revision);
  peers->ahead =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  GHashTable *closest = closest_reports(reports, own);
  add_peers(peers, closest, filters);
  g_hash_table_unref(closest);
  add_answers(peers);
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
  g_hash_table_unref(peers->answers);
  search_names_free(peers->names);
  g_hash_table_unref(peers->ahead);
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
  const GArray *answers = answers_to(peers, question, peers->own->revision);
  const CorpusReport *best = NULL;
  int most = own != NULL ? own->score : -1;
  for (guint i = 0; answers != NULL && i < answers->len; i++) {
    const Answer *answer = &g_array_index(answers, Answer, i);
    if (answer->score->score <= most)
      continue;
    most = answer->score->score;
    best = answer->report;
  }
  return best;
}

const char *
search_peers_name(const SearchPeers *peers, const char *question, unsigned revision) {
  return search_names_in(peers->names, question, revision);
}

/* ---- comparing ---- */

static bool
figures_of(const CorpusReport *report, const char *question, unsigned area,
           SearchFigures *figures) {
  bool known = *question != '\0' ? search_figures_question(report, question, figures)
                                 : search_figures_area(report, area, figures);
  return known && figures->score >= 0 && figures->max > 0;
}

static double
share_of(const SearchFigures *figures) {
  return figures->score / (double)figures->max;
}

/* What it takes to be learnt from on a question of a revision (`question` there), "" = in the area.
 */
typedef struct {
  bool comparable;
  SearchFigures own; /* score -1 = not known */
  double share;      /* of the points: the bar where points are not comparable */
} Bar;

/* Points of another revision and the own ones are of different scales, so one has to stand well
 * among one's own kind; and who has the smaller share of the points is nobody to learn from,
 * whatever the scale. own_question: "" = not known. */
static Bar
bar_of(const SearchPeers *peers, unsigned revision, const char *question, const char *own_question,
       unsigned area, int max) {
  Bar bar = {revision == peers->own->revision, {.score = -1}, GOOD_SHARE};
  char id[8];
  g_snprintf(id, sizeof id, "%u", area);
  const char *own = bar.comparable ? question : own_question;
  if ((*own != '\0' || *question == '\0') && !figures_of(peers->own, own, area, &bar.own))
    bar.own.score = -1;
  if (bar.comparable)
    return bar;
  const SearchBenchmark *benchmark = search_scores_benchmark(peers->scores, revision);
  const SearchBenchmarkFigure *figure =
      benchmark == NULL ? NULL
                        : search_benchmark_figure(benchmark, *question != '\0' ? question : id);
  if (figure != NULL && figure->values->len > 1)
    bar.share = figure->mean / max;
  if (bar.own.score >= 0)
    bar.share = MAX(bar.share, share_of(&bar.own));
  return bar;
}

static bool
passes(const Bar *bar, const SearchFigures *theirs, SearchStanding *standing) {
  if (bar->comparable && (bar->own.score < 0 || theirs->score <= bar->own.score))
    return false;
  double share = bar->comparable ? share_of(&bar->own) : bar->share;
  *standing = (SearchStanding){.comparable = bar->comparable,
                               .theirs = *theirs,
                               .own = {.score = -1, .max = -1, .percent = -1},
                               .lead = share_of(theirs) - share};
  if (bar->comparable)
    standing->own = bar->own;
  return theirs->score > 0 && standing->lead >= 0;
}

bool
search_peers_better(SearchPeers *peers, const CorpusReport *report, const char *question,
                    const char *theirs, unsigned area, SearchStanding *standing) {
  const char *name = search_peers_name(peers, question, report->revision);
  const char *compared = *name != '\0' ? name : theirs;
  SearchFigures figures;
  if (!g_hash_table_contains(peers->teachers, report) ||
      !figures_of(report, compared, area, &figures))
    return false;
  Bar bar = bar_of(peers, report->revision, compared, question, area, figures.max);
  return passes(&bar, &figures, standing);
}

static int
compare_ahead(gconstpointer a, gconstpointer b) {
  const SearchAhead *left = a, *right = b;
  if (left->standing.comparable != right->standing.comparable)
    return left->standing.comparable ? -1 : 1;
  if (left->standing.lead < right->standing.lead || left->standing.lead > right->standing.lead)
    return left->standing.lead > right->standing.lead ? -1 : 1;
  return strcmp(left->report->id, right->report->id);
}

/* Adds those of a revision that calls the question so. */
static void
add_ahead(SearchPeers *peers, const char *question, const char *name, unsigned revision,
          GArray *found) {
  const GArray *answers = answers_to(peers, name, revision);
  if (answers == NULL)
    return;
  unsigned area = (unsigned)(*name - '0');
  int max = g_array_index(answers, Answer, 0).score->max;
  Bar bar = bar_of(peers, revision, name, question, area, max);
  for (guint i = 0; i < answers->len; i++) {
    const Answer *answer = &g_array_index(answers, Answer, i);
    const CorpusQuestionScore *score = answer->score;
    SearchFigures theirs = {area, score->id, score->text, score->score, score->max, score->percent};
    SearchAhead ahead = {.report = answer->report};
    if (score->max > 0 && g_hash_table_contains(peers->teachers, answer->report) &&
        passes(&bar, &theirs, &ahead.standing))
      g_array_append_val(found, ahead);
  }
}

static GArray *
find_ahead(SearchPeers *peers, const char *question) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(SearchAhead));
  GHashTableIter iter;
  gpointer revision = NULL;
  g_hash_table_iter_init(&iter, peers->answers);
  while (g_hash_table_iter_next(&iter, &revision, NULL)) {
    const char *name = search_peers_name(peers, question, GPOINTER_TO_UINT(revision));
    add_ahead(peers, question, name, GPOINTER_TO_UINT(revision), found);
  }
  g_array_sort(found, compare_ahead);
  GArray *best = g_array_sized_new(FALSE, FALSE, sizeof(SearchAhead), SEARCH_PEERS_AHEAD);
  g_array_append_vals(best, found->data, MIN(found->len, SEARCH_PEERS_AHEAD));
  g_array_unref(found);
  return best;
}

const GArray *
search_peers_ahead(SearchPeers *peers, const char *question) {
  GArray *ahead = g_hash_table_lookup(peers->ahead, question);
  if (ahead == NULL) {
    ahead = find_ahead(peers, question);
    g_hash_table_insert(peers->ahead, g_strdup(question), ahead);
  }
  return ahead;
}
