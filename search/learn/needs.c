/* search/learn/needs.c: finds what is weak in the score table, and what the report asks for. */
#include "search/learn/steps.h"

#include <string.h>

/* How much of an improvement's subject a question, or a paragraph of the own report, has to say for
 * the improvement to be of that question. */
#define COVER_OF_QUESTION 0.6

typedef struct {
  SearchEngine *engine;
  const CorpusReport *own;
  const SearchPeers *peers;
  const SearchFilters *filters;
  GHashTable *weights;
  GPtrArray *terms; /* GArray * of IndexerTerm by the own passages' order; NULL = not asked yet */
} Planning;

void
search_suggestion_free(SearchSuggestion *suggestion) {
  if (suggestion == NULL)
    return;
  g_clear_pointer(&suggestion->from, g_ptr_array_unref);
  g_clear_pointer(&suggestion->models, g_array_unref);
  g_free(suggestion);
}

static void
need_free(gpointer data) {
  SearchNeed *need = data;
  search_suggestion_free(need->suggestion);
  search_subject_free(need->subject);
  g_ptr_array_unref(need->results);
  g_array_unref(need->about);
  g_free(need);
}

/* ---- standing ---- */

/* Where a question, "" = the area, stands beside the comparable reports. */
static void
set_standing(const SearchPeers *peers, SearchSuggestion *suggestion) {
  const CorpusReport *own = peers->own;
  const SearchBenchmark *benchmark = search_scores_benchmark(peers->scores, own);
  char area[SEARCH_FIGURE_ID_BYTES];
  const char *id = *suggestion->question != '\0' ? suggestion->question
                                                 : search_figure_of_area(suggestion->area, area);
  if (*suggestion->question != '\0')
    search_figures_question(own, suggestion->question, &suggestion->own);
  else
    search_figures_area(own, suggestion->area, &suggestion->own);
  if (peers->comparable > 0 && benchmark != NULL)
    suggestion->benchmark = search_benchmark_figure(benchmark, own, id);
  if (suggestion->benchmark != NULL)
    suggestion->rank = search_benchmark_rank(benchmark, own, id, suggestion->own.score);
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

static SearchNeed *
need_new(const SearchPeers *peers, const char *question, unsigned area,
         const CorpusPassage *improvement, SearchSubject *subject) {
  SearchSuggestion *suggestion = g_new0(SearchSuggestion, 1);
  g_strlcpy(suggestion->question, question, sizeof suggestion->question);
  suggestion->area = area;
  suggestion->improvement = improvement;
  set_standing(peers, suggestion);
  suggestion->need = need_of(suggestion);
  SearchNeed *need = g_new(SearchNeed, 1);
  *need = (SearchNeed){suggestion, subject,
                       g_ptr_array_new_with_free_func((GDestroyNotify)shim_result_free),
                       g_array_new(FALSE, FALSE, sizeof(SearchAbout))};
  return need;
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
  const SearchSuggestion *left = (*(const SearchNeed *const *)a)->suggestion;
  const SearchSuggestion *right = (*(const SearchNeed *const *)b)->suggestion;
  if (left->need < right->need || left->need > right->need)
    return left->need > right->need ? -1 : 1;
  return compare_questions(left, right);
}

/* ---- weak questions ---- */

/* Where points are missing there is something to learn, also for the best of its revision. */
static GPtrArray *
weak_questions(const Planning *planning) {
  GPtrArray *weak = g_ptr_array_new_with_free_func(need_free);
  for (guint i = 0; i < planning->own->areas->len; i++) {
    const CorpusAreaScore *area = planning->own->areas->pdata[i];
    for (guint j = 0; j < area->questions->len; j++) {
      const CorpusQuestionScore *question = area->questions->pdata[j];
      if (!search_filters_accept_area(planning->filters, planning->own->revision, area->number) ||
          !search_filters_accept_question(planning->filters, planning->own->revision,
                                          question->id) ||
          question->score < 0 || question->score >= question->max)
        continue;
      g_ptr_array_add(weak, need_new(planning->peers, question->id, area->number, NULL, NULL));
    }
  }
  g_ptr_array_sort(weak, compare_needs);
  g_ptr_array_set_size(weak, (gint)MIN(weak->len, SEARCH_LEARN_QUESTIONS));
  return weak;
}

static bool
find_subjects(const Planning *planning, GPtrArray *weak, GError **error) {
  for (guint i = 0; i < weak->len; i++) {
    SearchNeed *need = weak->pdata[i];
    const char *text = need->suggestion->own.name;
    if (!search_subject_new(planning->engine, planning->weights, text != NULL ? text : "",
                            &need->subject, error))
      return false;
  }
  return true;
}

/* ---- improvements ---- */

static bool
is_asked_item(const SearchFilters *filters, const CorpusReport *own, const CorpusPassage *passage) {
  return passage->kind == CORPUS_KIND_ITEM && passage->area != 0 &&
         corpus_tag_finds_fault(passage->tag) &&
         (filters->tags == 0 || search_filters_accept_tag(filters, passage->tag)) &&
         search_filters_accept_area(filters, own->revision, passage->area);
}

/* The best so far. */
typedef struct {
  const char *question;
  double cover;
} Best;

static void
take_better(Best *best, const char *question, double cover) {
  if (cover >= COVER_OF_QUESTION && cover > best->cover)
    *best = (Best){question, cover};
}

/* Of the area's questions the one that asks for most of the subject. */
static bool
find_asking(const Planning *planning, const SearchSubject *subject, unsigned area, Best *best,
            GError **error) {
  const CorpusAreaScore *own = corpus_report_area(planning->own, area);
  for (guint i = 0; own != NULL && i < own->questions->len; i++) {
    const CorpusQuestionScore *question = own->questions->pdata[i];
    GArray *terms = indexer_terms_of_text(planning->engine->terms, question->text, -1, error);
    if (terms == NULL)
      return false;
    take_better(best, question->id,
                search_coverage_of(subject->coverage, terms, 0, strlen(question->text)));
    g_array_unref(terms);
  }
  return true;
}

/* Of the own report's passages the one that says most of the subject. */
static bool
find_saying(const Planning *planning, const SearchSubject *subject, unsigned area, Best *best,
            GError **error) {
  for (guint i = 0; i < planning->own->passages->len; i++) {
    const CorpusPassage *passage = planning->own->passages->pdata[i];
    if (passage->area != area || *passage->question == '\0')
      continue;
    if (planning->terms->pdata[i] == NULL)
      planning->terms->pdata[i] =
          indexer_terms_of_text(planning->engine->terms, passage->text, -1, error);
    if (planning->terms->pdata[i] == NULL)
      return false;
    take_better(
        best, passage->question,
        search_coverage_of(subject->coverage, planning->terms->pdata[i], 0, strlen(passage->text)));
  }
  return true;
}

/* The question that an improvement of no question is about: that asks for most of what it asks for,
 * or under which the own report says most of it; "" where neither is enough. */
static bool
place(const Planning *planning, const CorpusPassage *improvement, const SearchSubject *subject,
      const char **question, GError **error) {
  Best best = {"", 0};
  bool ok = subject == NULL || (find_asking(planning, subject, improvement->area, &best, error) &&
                                find_saying(planning, subject, improvement->area, &best, error));
  *question = best.question;
  return ok;
}

static bool
add_improvement(const Planning *planning, const CorpusPassage *passage, GPtrArray *found,
                GError **error) {
  SearchSubject *subject = NULL;
  const char *question = passage->question;
  if (!search_subject_new(planning->engine, planning->weights, passage->text, &subject, error))
    return false;
  bool ok = *question != '\0' || place(planning, passage, subject, &question, error);
  if (ok && search_filters_accept_question(planning->filters, planning->own->revision, question))
    g_ptr_array_add(found, need_new(planning->peers, question, passage->area, passage,
                                    g_steal_pointer(&subject)));
  search_subject_free(subject);
  return ok;
}

/* In an area those of no question come last. */
static int
compare_improvements(gconstpointer a, gconstpointer b) {
  const SearchSuggestion *left = (*(const SearchNeed *const *)a)->suggestion;
  const SearchSuggestion *right = (*(const SearchNeed *const *)b)->suggestion;
  bool one = *left->question != '\0', two = *right->question != '\0';
  if (one != two)
    return one ? -1 : 1;
  int order = one ? compare_needs(a, b) : compare_questions(left, right);
  return order != 0 ? order
                    : (left->improvement->number > right->improvement->number) -
                          (left->improvement->number < right->improvement->number);
}

/* Adds them behind the questions. */
static bool
add_improvements(const Planning *planning, GPtrArray *needs, GError **error) {
  GPtrArray *found = g_ptr_array_new();
  bool ok = true;
  for (guint i = 0; ok && i < planning->own->passages->len; i++)
    if (is_asked_item(planning->filters, planning->own, planning->own->passages->pdata[i]))
      ok = add_improvement(planning, planning->own->passages->pdata[i], found, error);
  g_ptr_array_sort(found, compare_improvements);
  g_ptr_array_extend_and_steal(needs, found);
  return ok;
}

GPtrArray *
search_learn_needs(SearchEngine *engine, const CorpusReport *own, const SearchPeers *peers,
                   const SearchFilters *filters, GError **error) {
  Planning planning = {engine,           own, peers, filters, search_subject_weights(engine),
                       g_ptr_array_new()};
  g_ptr_array_set_size(planning.terms, (gint)own->passages->len);
  GPtrArray *needs = weak_questions(&planning);
  if (!find_subjects(&planning, needs, error) || !add_improvements(&planning, needs, error))
    g_clear_pointer(&needs, g_ptr_array_unref);
  for (guint i = 0; i < planning.terms->len; i++)
    g_clear_pointer((GArray **)&planning.terms->pdata[i], g_array_unref);
  g_ptr_array_unref(planning.terms);
  g_hash_table_unref(planning.weights);
  return needs;
}
