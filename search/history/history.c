/* search/history/history.c: gathers the evaluations of a municipality, what they print of earlier
 * years, and what became of the items of one in the next. */
#include "search/history/history.h"

#include <string.h>

#include "corpus/instrument/subject.h"
#include "search/ask/error.h"
#include "search/benchmark/comparable.h"
#include "search/learn/subject.h"

const char *
search_change_name(SearchChangeKind kind) {
  static const char *const names[] = {"stayed", "met", "returned"};
  return names[kind];
}

void
search_history_free(SearchHistory *history) {
  if (history == NULL)
    return;
  g_ptr_array_unref(history->evaluations);
  g_array_unref(history->printed);
  g_ptr_array_unref(history->changes);
  g_free(history);
}

const CorpusReport *
search_history_before(const SearchHistory *history, guint at, const char *id) {
  const CorpusReport *report = history->evaluations->pdata[at];
  while (at > 0) {
    const CorpusReport *earlier = history->evaluations->pdata[--at];
    if (search_figure_score(earlier, id) >= 0 && search_figures_compare(report, earlier, id))
      return earlier;
  }
  return NULL;
}

/* ---- evaluations ---- */

static int
compare_evaluations(gconstpointer a, gconstpointer b) {
  const CorpusReport *left = *(const CorpusReport *const *)a;
  const CorpusReport *right = *(const CorpusReport *const *)b;
  return search_report_is_newer(left, right) ? 1 : search_report_is_newer(right, left) ? -1 : 0;
}

static bool
add_evaluations(const SearchEngine *engine, const SearchFilters *filters, SearchHistory *history,
                GError **error) {
  const GPtrArray *reports = indexer_reader_reports(engine->reader);
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    if (report->municipality != history->municipality ||
        !search_filters_accept_class(filters, report))
      continue;
    CorpusReport *whole = indexer_reader_whole_report(engine->reader, report->id, error);
    if (whole == NULL)
      return false;
    g_ptr_array_add(history->evaluations, whole);
  }
  g_ptr_array_sort(history->evaluations, compare_evaluations);
  if (history->evaluations->len > 0)
    return true;
  search_filters_refuse_none(filters, history->municipality, error);
  return false;
}

/* ---- what they print of earlier years ---- */

/* What the evaluation of the year says of an area that the source prints; -1 where there is none,
 * or none that may be compared. */
static int
evaluated(const SearchHistory *history, const SearchPrinted *printed) {
  char id[SEARCH_FIGURE_ID_BYTES];
  search_figure_of_area(printed->area, id);
  for (guint i = 0; i < history->evaluations->len; i++) {
    const CorpusReport *report = history->evaluations->pdata[i];
    if (report->year == printed->year && search_figures_compare(report, printed->source, id))
      return search_figure_score(report, id);
  }
  return -1;
}

static int
compare_printed(gconstpointer a, gconstpointer b) {
  const SearchPrinted *left = a, *right = b;
  if (left->year != right->year)
    return left->year > right->year ? 1 : -1;
  if (left->area != right->area)
    return left->area > right->area ? 1 : -1;
  return search_report_is_newer(left->source, right->source) -
         search_report_is_newer(right->source, left->source);
}

static void
add_printed(const SearchFilters *filters, SearchHistory *history) {
  for (guint i = 0; i < history->evaluations->len; i++) {
    const CorpusReport *source = history->evaluations->pdata[i];
    for (guint j = 0; j < source->history->len; j++) {
      const CorpusHistory *point = &g_array_index(source->history, CorpusHistory, j);
      SearchPrinted printed = {source, point->year, point->area, point->score, -1};
      if (point->area != 0 && !search_filters_accept_area(filters, source->revision, point->area))
        continue;
      printed.evaluated = evaluated(history, &printed);
      g_array_append_val(history->printed, printed);
    }
  }
  g_array_sort(history->printed, compare_printed);
}

/* ---- what became of the items of one evaluation in the next ----
 *
 * Two items are of the same matter where each says most of what the other is about, in the words
 * that search takes for the same. Each item of the later report answers one of the earlier: those
 * first that are most of the same matter, lest a wish that is uttered again be told to be met by a
 * strength that is about something near. */

#define SAME_MATTER 0.5  /* of what the two are about, each of the other, on average */
#define LEAST_COVER 0.25 /* of either */
#define MET_SURER                                                                                  \
  0.15 /* how much more the same a strength must be that a wish is told to be met by */

typedef struct Item Item;
struct Item {
  const CorpusPassage *passage;
  unsigned subject;     /* the area's, 0 = none */
  SearchSubject *about; /* NULL = its text says nothing of any */
  GArray *terms;
  const Item *again; /* of the earlier report: what it became; of the later: what it was */
};

/* Two that may be of the same matter. */
typedef struct {
  Item *from, *to;
  double same;
} Pair;

typedef struct {
  SearchEngine *engine;
  const SearchFilters *filters;
  GHashTable *weights;
  SearchHistory *history;
  GError **error;
} Finding;

static void
item_free(gpointer data) {
  Item *item = data;
  search_subject_free(item->about);
  g_clear_pointer(&item->terms, g_array_unref);
  g_free(item);
}

static bool
is_item(const Finding *finding, const CorpusReport *report, const CorpusPassage *passage) {
  return passage->kind == CORPUS_KIND_ITEM &&
         (passage->tag == CORPUS_TAG_STRENGTH || passage->tag == CORPUS_TAG_IMPROVEMENT) &&
         search_filters_accept_area(finding->filters, report->revision, passage->area) &&
         (*passage->question == '\0' ||
          search_filters_accept_question(finding->filters, report->revision, passage->question));
}

/* The items of a report: Item *, owned; NULL with an error. */
static GPtrArray *
items_of(const Finding *finding, const CorpusReport *report) {
  GPtrArray *items = g_ptr_array_new_with_free_func(item_free);
  for (guint i = 0; i < report->passages->len; i++) {
    const CorpusPassage *passage = report->passages->pdata[i];
    if (!is_item(finding, report, passage))
      continue;
    Item *item = g_new0(Item, 1);
    g_ptr_array_add(items, item);
    item->passage = passage;
    item->subject =
        corpus_subject_area_in(report->revision, passage->area, corpus_subject_revision());
    item->terms = indexer_terms_of_text(finding->engine->terms, passage->text, -1, finding->error);
    if (item->terms == NULL || !search_subject_new(finding->engine, finding->weights, passage->text,
                                                   &item->about, finding->error)) {
      g_ptr_array_unref(items);
      return NULL;
    }
  }
  return items;
}

/* How much the two are of the same matter, 0..1. */
static double
sameness(const Item *one, const Item *other) {
  if (one->about == NULL || other->about == NULL)
    return 0;
  if (one->subject != 0 && other->subject != 0 && one->subject != other->subject)
    return 0;
  double there =
      search_coverage_of(one->about->coverage, other->terms, 0, strlen(other->passage->text));
  double back =
      search_coverage_of(other->about->coverage, one->terms, 0, strlen(one->passage->text));
  return MIN(there, back) >= LEAST_COVER ? (there + back) / 2 : 0;
}

static double
sure(const Pair *pair) {
  return pair->same - (pair->from->passage->tag != pair->to->passage->tag ? MET_SURER : 0);
}

/* Most of the same matter first; of equals as they are read. */
static int
compare_pairs(gconstpointer a, gconstpointer b) {
  const Pair *left = a, *right = b;
  if (sure(left) < sure(right) || sure(left) > sure(right))
    return sure(left) < sure(right) ? 1 : -1;
  const Item *one = left->from != right->from ? left->from : left->to;
  const Item *other = left->from != right->from ? right->from : right->to;
  return one->passage->number < other->passage->number ? -1 : 1;
}

/* A strength may be one again, a wish may have become one, or be uttered again. */
static bool
may_become(const Item *item, const Item *later) {
  return item->passage->tag == CORPUS_TAG_IMPROVEMENT || later->passage->tag == CORPUS_TAG_STRENGTH;
}

/* Finds what each of the earlier items became in the later report. */
static void
pair_items(const GPtrArray *earlier, const GPtrArray *later) {
  GArray *pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
  for (guint i = 0; i < earlier->len; i++)
    for (guint j = 0; j < later->len; j++) {
      Pair pair = {earlier->pdata[i], later->pdata[j], 0};
      if (may_become(pair.from, pair.to) &&
          (pair.same = sameness(pair.from, pair.to)) >= SAME_MATTER)
        g_array_append_val(pairs, pair);
    }
  g_array_sort(pairs, compare_pairs);
  for (guint i = 0; i < pairs->len; i++) {
    const Pair *pair = &g_array_index(pairs, Pair, i);
    if (pair->from->again == NULL && pair->to->again == NULL) {
      pair->from->again = pair->to;
      pair->to->again = pair->from;
    }
  }
  g_array_unref(pairs);
}

/* What became of it; false = nothing is known. */
static bool
follow(const Item *item, SearchChange *change) {
  bool strength = item->passage->tag == CORPUS_TAG_STRENGTH;
  const char *question = item->passage->question;
  if (*question != '\0' && search_figures_compare(change->before, change->after, question)) {
    change->score_before = search_figure_score(change->before, question);
    change->score_after = search_figure_score(change->after, question);
  }
  change->to = item->again != NULL ? item->again->passage : NULL;
  change->kind = strength ? SEARCH_CHANGE_STAYED
                 : change->to != NULL && change->to->tag == CORPUS_TAG_IMPROVEMENT
                     ? SEARCH_CHANGE_RETURNED
                     : SEARCH_CHANGE_MET;
  return change->to != NULL ||
         (!strength && change->score_before >= 0 && change->score_after > change->score_before);
}

static int
compare_changes(gconstpointer a, gconstpointer b) {
  const SearchChange *left = *(const SearchChange *const *)a;
  const SearchChange *right = *(const SearchChange *const *)b;
  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  return left->from->number < right->from->number ? -1 : left->from->number > right->from->number;
}

static bool
compare_two(const Finding *finding, const CorpusReport *before, const CorpusReport *after) {
  GPtrArray *earlier = items_of(finding, before);
  GPtrArray *later = earlier != NULL ? items_of(finding, after) : NULL;
  GPtrArray *found = g_ptr_array_new();
  if (later != NULL)
    pair_items(earlier, later);
  for (guint i = 0; later != NULL && i < earlier->len; i++) {
    const Item *item = earlier->pdata[i];
    SearchChange change = {SEARCH_CHANGE_STAYED, before, after, item->passage, NULL, -1, -1};
    if (follow(item, &change))
      g_ptr_array_add(found, g_memdup2(&change, sizeof change));
  }
  bool ok = later != NULL;
  g_ptr_array_sort(found, compare_changes);
  g_ptr_array_extend_and_steal(finding->history->changes, found);
  g_clear_pointer(&earlier, g_ptr_array_unref);
  g_clear_pointer(&later, g_ptr_array_unref);
  return ok;
}

/* Appends the changes from each evaluation to the next: those of the items that the filters on area
 * and question want. */
static bool
add_changes(SearchEngine *engine, const SearchFilters *filters, SearchHistory *history,
            GError **error) {
  Finding finding = {engine, filters, search_subject_weights(engine), history, error};
  bool ok = true;
  for (guint i = 1; ok && i < history->evaluations->len; i++)
    ok = compare_two(&finding, history->evaluations->pdata[i - 1], history->evaluations->pdata[i]);
  g_hash_table_unref(finding.weights);
  return ok;
}

/* ---- all ---- */

/* What search_history() was asked. */
typedef struct {
  const SearchFilters *filters;
  const CorpusMunicipality *municipality;
} Question;

static void *
attempt(SearchEngine *engine, void *context, GError **error) {
  const Question *asked = context;
  SearchHistory *history = g_new0(SearchHistory, 1);
  history->municipality = asked->municipality;
  history->evaluations = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_report_free);
  history->printed = g_array_new(FALSE, FALSE, sizeof(SearchPrinted));
  history->changes = g_ptr_array_new_with_free_func(g_free);
  if (!add_evaluations(engine, asked->filters, history, error) ||
      !add_changes(engine, asked->filters, history, error)) {
    search_history_free(history);
    return NULL;
  }
  add_printed(asked->filters, history);
  history->total = history->changes->len;
  search_filters_page(asked->filters, history->changes);
  return history;
}

SearchHistory *
search_history(SearchEngine *engine, const SearchFilters *filters, const char *municipality,
               GError **error) {
  Question asked = {filters, search_municipality(municipality, error)};
  return asked.municipality != NULL ? search_engine_ask(engine, attempt, &asked, error) : NULL;
}
