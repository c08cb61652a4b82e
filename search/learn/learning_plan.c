/* search/learn/learning_plan.c: finds what is weak in the score table, and what the report asks
 * for. */
#include "search/learn/learning_plan.h"

#include <string.h>

/* ---- suggestions ---- */

static void
suggestion_free(gpointer data) {
  SearchSuggestion *suggestion = data;
  g_clear_pointer(&suggestion->from, g_ptr_array_unref);
  g_clear_pointer(&suggestion->models, g_array_unref);
  g_free(suggestion);
}

/* Where a question, "" = the area, stands beside the comparable reports. */
static void
set_standing(SearchPeers *peers, SearchSuggestion *suggestion) {
  const CorpusReport *own = search_peers_own(peers);
  const SearchBenchmark *benchmark =
      search_scores_benchmark(search_peers_scores(peers), own->revision);
  char area[8];
  g_snprintf(area, sizeof area, "%u", suggestion->area);
  const char *id = *suggestion->question != '\0' ? suggestion->question : area;
  if (*suggestion->question != '\0')
    search_figures_question(own, suggestion->question, &suggestion->own);
  else
    search_figures_area(own, suggestion->area, &suggestion->own);
  if (search_peers_comparable(peers) > 0 && benchmark != NULL)
    suggestion->benchmark = search_benchmark_figure(benchmark, id);
  if (suggestion->benchmark != NULL)
    suggestion->rank = search_benchmark_rank(benchmark, id, suggestion->own.score);
  if (*suggestion->question != '\0')
    suggestion->best = search_peers_best(peers, suggestion->question);
}

/* Half of it is how far the score is from full, half how far from the best; where there is no other
 * to compare with, the first is all. */
static double
need_of(const SearchSuggestion *suggestion) {
  const SearchFigures *own = &suggestion->own;
  if (own->score < 0 || own->max <= 0)
    return 0;
  double missing = 1 - own->score / (double)own->max;
  if (suggestion->benchmark == NULL)
    return missing;
  return (missing + (suggestion->benchmark->max - own->score) / (double)own->max) / 2;
}

static SearchSuggestion *
suggestion_new(SearchPeers *peers, const char *question, unsigned area,
               const CorpusPassage *improvement) {
  SearchSuggestion *suggestion = g_new0(SearchSuggestion, 1);
  g_strlcpy(suggestion->question, question, sizeof suggestion->question);
  suggestion->area = area;
  suggestion->improvement = improvement;
  set_standing(peers, suggestion);
  suggestion->need = need_of(suggestion);
  return suggestion;
}

/* By number, "1.10" after "1.9". */
static int
compare_questions(const SearchSuggestion *left, const SearchSuggestion *right) {
  if (left->area != right->area)
    return left->area < right->area ? -1 : 1;
  gsize one = strlen(left->question), two = strlen(right->question);
  return one != two ? (one < two ? -1 : 1) : strcmp(left->question, right->question);
}

static int
compare_needs(gconstpointer a, gconstpointer b) {
  const SearchSuggestion *left = *(const SearchSuggestion *const *)a;
  const SearchSuggestion *right = *(const SearchSuggestion *const *)b;
  if (left->need < right->need || left->need > right->need)
    return left->need > right->need ? -1 : 1;
  return compare_questions(left, right);
}

/* ---- weak questions ---- */

/* Is there something to learn: does another do better, or, where there is no other to compare with,
 * are points missing? */
static bool
is_open(const SearchSuggestion *suggestion) {
  return suggestion->benchmark != NULL ? suggestion->best != NULL
                                       : suggestion->own.score < suggestion->own.max;
}

static void
add_weak(GPtrArray *weak, SearchPeers *peers, const SearchFilters *filters,
         const CorpusAreaScore *area) {
  for (guint i = 0; i < area->questions->len; i++) {
    const CorpusQuestionScore *question = area->questions->pdata[i];
    if (!search_filters_accept_area(filters, area->number) ||
        !search_filters_accept_question(filters, question->id) || question->score < 0)
      continue;
    SearchSuggestion *suggestion = suggestion_new(peers, question->id, area->number, NULL);
    if (is_open(suggestion))
      g_ptr_array_add(weak, suggestion);
    else
      suggestion_free(suggestion);
  }
}

static GPtrArray *
weak_questions(const CorpusReport *own, SearchPeers *peers, const SearchFilters *filters) {
  GPtrArray *weak = g_ptr_array_new_with_free_func(suggestion_free);
  for (guint i = 0; i < own->areas->len; i++)
    add_weak(weak, peers, filters, own->areas->pdata[i]);
  g_ptr_array_sort(weak, compare_needs);
  if (weak->len > SEARCH_LEARN_QUESTIONS)
    g_ptr_array_set_size(weak, SEARCH_LEARN_QUESTIONS);
  return weak;
}

/* ---- improvements ---- */

static bool
is_asked_item(const SearchFilters *filters, const CorpusPassage *passage) {
  return passage->kind == CORPUS_KIND_ITEM && passage->area != 0 &&
         (passage->tag == CORPUS_TAG_IMPROVEMENT || passage->tag == CORPUS_TAG_WEAKNESS) &&
         (filters->tags == 0 || search_filters_accept_tag(filters, passage->tag)) &&
         search_filters_accept_area(filters, passage->area);
}

/* In an area those of no question come last. */
static int
compare_improvements(gconstpointer a, gconstpointer b) {
  const SearchSuggestion *left = *(const SearchSuggestion *const *)a;
  const SearchSuggestion *right = *(const SearchSuggestion *const *)b;
  bool one = *left->question != '\0', two = *right->question != '\0';
  if (one != two)
    return one ? -1 : 1;
  int order = one ? compare_needs(a, b) : compare_questions(left, right);
  return order != 0 ? order
                    : (left->improvement->number > right->improvement->number) -
                          (left->improvement->number < right->improvement->number);
}

static GPtrArray *
improvements(const CorpusReport *own, SearchPeers *peers, const SearchFilters *filters,
             SearchPlaceImprovement place, void *context, GError **error) {
  GPtrArray *found = g_ptr_array_new_with_free_func(suggestion_free);
  bool ok = true;
  for (guint i = 0; ok && i < own->passages->len; i++) {
    const CorpusPassage *passage = own->passages->pdata[i];
    const char *question = passage->question;
    if (!is_asked_item(filters, passage))
      continue;
    if (*question == '\0')
      ok = place(passage, context, &question, error);
    if (ok && search_filters_accept_question(filters, question))
      g_ptr_array_add(found, suggestion_new(peers, question, passage->area, passage));
  }
  g_ptr_array_sort(found, compare_improvements);
  if (!ok)
    g_clear_pointer(&found, g_ptr_array_unref);
  return found;
}

GPtrArray *
search_learn_plan(const CorpusReport *own, SearchPeers *peers, const SearchFilters *filters,
                  SearchPlaceImprovement place, void *context, GError **error) {
  GPtrArray *asked = improvements(own, peers, filters, place, context, error);
  if (asked == NULL)
    return NULL;
  GPtrArray *plan = weak_questions(own, peers, filters);
  g_ptr_array_set_free_func(asked, NULL);
  for (guint i = 0; i < asked->len; i++)
    g_ptr_array_add(plan, asked->pdata[i]);
  g_ptr_array_unref(asked);
  return plan;
}
