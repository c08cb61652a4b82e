/* search/history/changes.c: finds the items of an evaluation again in the next one.
 *
 * Two items are of the same matter where each says most of what the other is about, in the words
 * that search takes for the same. Each item of the later report answers one of the earlier. */
#include "search/history/changes.h"

#include <string.h>

#include "corpus/instrument/subject.h"
#include "search/benchmark/comparable.h"
#include "search/learn/subject.h"

#define SAME_MATTER 0.5  /* of what the two are about, each of the other, on average */
#define LEAST_COVER 0.25 /* of either */

typedef struct {
  const CorpusPassage *passage;
  unsigned subject;     /* the area's, 0 = none */
  SearchSubject *about; /* NULL = its text says nothing of any */
  GArray *terms;
  bool taken;
} Item;

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

/* The item with the tag that is most of the same matter, and not taken yet; NULL = none is. */
static Item *
found_again(const Item *item, const GPtrArray *later, CorpusTag tag) {
  Item *best = NULL;
  double most = SAME_MATTER;
  for (guint i = 0; i < later->len; i++) {
    Item *candidate = later->pdata[i];
    double same =
        candidate->passage->tag == tag && !candidate->taken ? sameness(item, candidate) : 0;
    if (same > most || (same >= most && best == NULL && same > 0)) {
      most = same;
      best = candidate;
    }
  }
  if (best != NULL)
    best->taken = true;
  return best;
}

/* What became of it; false = nothing is known. */
static bool
follow(const Item *item, const GPtrArray *later, SearchChange *change) {
  bool strength = item->passage->tag == CORPUS_TAG_STRENGTH;
  const char *question = item->passage->question;
  if (*question != '\0' && search_figures_compare(change->before, change->after, question)) {
    change->score_before = search_figure_score(change->before, question);
    change->score_after = search_figure_score(change->after, question);
  }
  Item *again = found_again(item, later, CORPUS_TAG_STRENGTH);
  change->kind = strength ? SEARCH_CHANGE_STAYED : SEARCH_CHANGE_MET;
  if (again == NULL && !strength) {
    again = found_again(item, later, CORPUS_TAG_IMPROVEMENT);
    change->kind = again != NULL ? SEARCH_CHANGE_RETURNED : SEARCH_CHANGE_MET;
  }
  change->to = again != NULL ? again->passage : NULL;
  return again != NULL ||
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
  for (guint i = 0; later != NULL && i < earlier->len; i++) {
    const Item *item = earlier->pdata[i];
    SearchChange change = {SEARCH_CHANGE_STAYED, before, after, item->passage, NULL, -1, -1};
    if (follow(item, later, &change))
      g_ptr_array_add(found, g_memdup2(&change, sizeof change));
  }
  bool ok = later != NULL;
  g_ptr_array_sort(found, compare_changes);
  g_ptr_array_extend_and_steal(finding->history->changes, found);
  g_clear_pointer(&earlier, g_ptr_array_unref);
  g_clear_pointer(&later, g_ptr_array_unref);
  return ok;
}

bool
search_history_find_changes(SearchEngine *engine, const SearchFilters *filters,
                            SearchHistory *history, GError **error) {
  Finding finding = {engine, filters, search_subject_weights(engine), history, error};
  bool ok = true;
  for (guint i = 1; ok && i < history->evaluations->len; i++)
    ok = compare_two(&finding, history->evaluations->pdata[i - 1], history->evaluations->pdata[i]);
  g_hash_table_unref(finding.weights);
  return ok;
}
