/* search/learn.c: which questions and improvements a report should take up, and in what order. */
#include "search/learn.h"

#include <string.h>

#include "search/error.h"
#include "search/learn_models.h"
#include "search/learn_peers.h"
#include "search/learn_sources.h"

/* What one answer is made with; all borrowed by quests. */
typedef struct {
  SearchEngine *engine;
  const SearchFilters *filters;
  SearchLearn *learn;
  SearchPeers *peers;
  SearchNamed *named;
  GHashTable *weights;     /* search_subject_weights() */
  GHashTable *by_question; /* question -> GPtrArray of SearchLearnSource * */
} Learning;

/* ---- suggestions ---- */

static void
suggestion_free(gpointer data) {
  SearchSuggestion *suggestion = data;
  g_clear_pointer(&suggestion->from, g_ptr_array_unref);
  g_clear_pointer(&suggestion->models, g_array_unref);
  g_free(suggestion);
}

void
search_learn_free(SearchLearn *learn) {
  if (learn == NULL)
    return;
  g_clear_pointer(&learn->suggestions, g_ptr_array_unref);
  search_scores_free(learn->scores);
  corpus_report_free(learn->own);
  g_free(learn);
}

/* Where a question, "" = the area, stands beside the comparable reports. */
static void
set_standing(const Learning *learning, SearchSuggestion *suggestion) {
  const CorpusReport *own = learning->learn->report;
  const SearchBenchmark *benchmark =
      search_scores_benchmark(learning->learn->scores, own->revision);
  char area[8];
  g_snprintf(area, sizeof area, "%u", suggestion->area);
  const char *id = *suggestion->question != '\0' ? suggestion->question : area;
  if (*suggestion->question != '\0')
    search_figures_question(own, suggestion->question, &suggestion->own);
  else
    search_figures_area(own, suggestion->area, &suggestion->own);
  if (learning->learn->compared > 0 && benchmark != NULL)
    suggestion->benchmark = search_benchmark_figure(benchmark, id);
  if (suggestion->benchmark != NULL)
    suggestion->rank = search_benchmark_rank(benchmark, id, suggestion->own.score);
  if (*suggestion->question != '\0')
    suggestion->best = search_peers_best(learning->peers, suggestion->question);
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
suggestion_new(const Learning *learning, const char *question, unsigned area,
               const CorpusPassage *improvement) {
  SearchSuggestion *suggestion = g_new0(SearchSuggestion, 1);
  g_strlcpy(suggestion->question, question, sizeof suggestion->question);
  suggestion->area = area;
  suggestion->improvement = improvement;
  set_standing(learning, suggestion);
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

/* ---- which ---- */

/* One for each question that another does better, or, where there is no other to compare with, that
 * points are missing of. */
static GPtrArray *
weak_questions(const Learning *learning) {
  GPtrArray *weak = g_ptr_array_new_with_free_func(suggestion_free);
  const CorpusReport *own = learning->learn->report;
  for (guint i = 0; i < own->areas->len; i++) {
    const CorpusAreaScore *area = own->areas->pdata[i];
    for (guint j = 0; j < area->questions->len; j++) {
      const CorpusQuestionScore *question = area->questions->pdata[j];
      if (!search_filters_accept_area(learning->filters, area->number) ||
          !search_filters_accept_question(learning->filters, question->id) || question->score < 0)
        continue;
      SearchSuggestion *suggestion = suggestion_new(learning, question->id, area->number, NULL);
      bool open = suggestion->benchmark != NULL ? suggestion->best != NULL
                                                : question->score < question->max;
      if (open)
        g_ptr_array_add(weak, suggestion);
      else
        suggestion_free(suggestion);
    }
  }
  g_ptr_array_sort(weak, compare_needs);
  if (weak->len > SEARCH_LEARN_QUESTIONS)
    g_ptr_array_set_size(weak, SEARCH_LEARN_QUESTIONS);
  return weak;
}

static bool
is_asked_item(const SearchFilters *filters, const CorpusPassage *passage) {
  return passage->kind == CORPUS_KIND_ITEM && passage->area != 0 &&
         (passage->tag == CORPUS_TAG_IMPROVEMENT || passage->tag == CORPUS_TAG_WEAKNESS) &&
         (filters->tags == 0 || search_filters_accept_tag(filters, passage->tag)) &&
         search_filters_accept_area(filters, passage->area) &&
         search_filters_accept_question(filters, passage->question);
}

static GPtrArray *
items(const Learning *learning) {
  GPtrArray *found = g_ptr_array_new_with_free_func(suggestion_free);
  const CorpusReport *own = learning->learn->own;
  for (guint i = 0; i < own->passages->len; i++) {
    const CorpusPassage *passage = own->passages->pdata[i];
    if (is_asked_item(learning->filters, passage))
      g_ptr_array_add(found, suggestion_new(learning, passage->question, passage->area, passage));
  }
  return found;
}

/* ---- in what order ---- */

static bool
same_question(const SearchSuggestion *left, const SearchSuggestion *right) {
  return left->area == right->area && strcmp(left->question, right->question) == 0;
}

static bool
is_weak(const GPtrArray *weak, const SearchSuggestion *item) {
  for (guint i = 0; i < weak->len; i++)
    if (same_question(weak->pdata[i], item))
      return true;
  return false;
}

/* Items of the same need stand as in the report: within a question, and in an area those of no
 * question at the end. */
static int
compare_items(gconstpointer a, gconstpointer b) {
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

/* Moves those of the items that belong to the question (or, if weak is given, to none of the weak
 * ones) behind what is there. */
static void
move_items(GPtrArray *items, const SearchSuggestion *question, const GPtrArray *weak,
           GPtrArray *all) {
  for (guint i = 0; i < items->len; i++) {
    SearchSuggestion *item = items->pdata[i];
    if (item != NULL && (question != NULL ? same_question(item, question) : !is_weak(weak, item))) {
      g_ptr_array_add(all, item);
      items->pdata[i] = NULL;
    }
  }
}

static GPtrArray *
order_suggestions(GPtrArray *weak, GPtrArray *items) {
  GPtrArray *all = g_ptr_array_new_with_free_func(suggestion_free);
  g_ptr_array_sort(items, compare_items);
  for (guint i = 0; i < weak->len; i++) {
    g_ptr_array_add(all, weak->pdata[i]);
    move_items(items, weak->pdata[i], NULL, all);
  }
  move_items(items, NULL, weak, all);
  g_ptr_array_set_free_func(weak, NULL);
  g_ptr_array_set_free_func(items, NULL);
  return all;
}

static void
cut(GPtrArray *suggestions, const SearchFilters *filters) {
  g_ptr_array_remove_range(suggestions, 0, MIN(filters->offset, suggestions->len));
  if (filters->limited && suggestions->len > filters->limit)
    g_ptr_array_set_size(suggestions, (gint)filters->limit);
}

/* ---- from whom ---- */

/* Strengths on the suggestion's question, whatever their subject; borrowed from the learning, which
 * asks once for each question. NULL with an error. */
static const GPtrArray *
question_sources(const Learning *learning, const SearchSuggestion *suggestion, GError **error) {
  GPtrArray *sources = g_hash_table_lookup(learning->by_question, suggestion->question);
  SearchSubject *subject = NULL;
  SearchFigures figures;
  if (sources != NULL)
    return sources;
  if (search_figures_question(learning->learn->report, suggestion->question, &figures) &&
      figures.name != NULL &&
      !search_subject_new(learning->engine, learning->weights, figures.name, &subject, error))
    return NULL;
  SearchLearnQuest quest = {learning->engine, learning->peers, subject, suggestion->question,
                            suggestion->area};
  sources = subject != NULL ? search_learn_by_question(&quest, error) : search_learn_sources_new();
  if (sources != NULL)
    g_hash_table_insert(learning->by_question, g_strdup(suggestion->question), sources);
  search_subject_free(subject);
  return sources;
}

/* An improvement takes what is of another subject only from those who are known to be better. */
static bool
share_question_sources(const Learning *learning, SearchSuggestion *suggestion, GError **error) {
  const GPtrArray *sources = question_sources(learning, suggestion, error);
  for (guint i = 0; sources != NULL && i < sources->len; i++) {
    SearchLearnSource *source = sources->pdata[i];
    if (suggestion->improvement == NULL || source->comparable)
      search_learn_sources_share(suggestion->from, source);
  }
  return sources != NULL;
}

/* What a heading's text, NULL = none, is about. */
static bool
subject_of(const Learning *learning, const char *text, SearchSubject **subject, GError **error) {
  *subject = NULL;
  return text == NULL ||
         search_subject_new(learning->engine, learning->weights, text, subject, error);
}

static bool
learn_question(const Learning *learning, SearchSuggestion *suggestion, GError **error) {
  SearchSubject *subject = NULL, *area_subject = NULL;
  SearchFigures area;
  bool ok = share_question_sources(learning, suggestion, error) &&
            search_figures_area(learning->learn->report, suggestion->area, &area) &&
            subject_of(learning, suggestion->own.name, &subject, error) &&
            subject_of(learning, area.name, &area_subject, error);
  SearchLearnQuest quest = {learning->engine, learning->peers, subject, suggestion->question,
                            suggestion->area};
  if (ok)
    suggestion->models =
        search_named_for_question(learning->named, &quest, area_subject, suggestion->from, error);
  search_subject_free(subject);
  search_subject_free(area_subject);
  return suggestion->models != NULL;
}

static bool
ask_for_item(const SearchLearnQuest *quest, const SearchNamed *named, SearchSuggestion *suggestion,
             GError **error) {
  GPtrArray *found = search_learn_by_subject(quest, error);
  if (found == NULL)
    return false;
  g_ptr_array_extend_and_steal(suggestion->from, found);
  suggestion->models = search_named_for_subject(named, quest, suggestion->from, error);
  return suggestion->models != NULL;
}

/* Where nothing is about the very subject, what is done well on its question will do; it is marked.
 */
static bool
learn_item(const Learning *learning, SearchSuggestion *suggestion, GError **error) {
  SearchSubject *subject = NULL;
  if (!search_subject_new(learning->engine, learning->weights, suggestion->improvement->text,
                          &subject, error))
    return false;
  SearchLearnQuest quest = {learning->engine, learning->peers, subject, suggestion->question,
                            suggestion->area};
  bool ok = subject == NULL || ask_for_item(&quest, learning->named, suggestion, error);
  if (ok && suggestion->models == NULL)
    suggestion->models = g_array_new(FALSE, FALSE, sizeof(SearchModelReference));
  if (ok && suggestion->from->len == 0 && *suggestion->question != '\0')
    ok = share_question_sources(learning, suggestion, error);
  search_subject_free(subject);
  return ok;
}

/* Of the suggestions that are shown. */
static bool
learn_all(const Learning *learning, GError **error) {
  const GPtrArray *all = learning->learn->suggestions;
  for (guint i = 0; i < all->len; i++) {
    SearchSuggestion *suggestion = all->pdata[i];
    suggestion->from = search_learn_sources_new();
    if (suggestion->improvement == NULL ? !learn_question(learning, suggestion, error)
                                        : !learn_item(learning, suggestion, error))
      return false;
  }
  return true;
}

/* ---- the report ---- */

static const CorpusReport *
newest_report(const GPtrArray *reports, const CorpusMunicipality *municipality,
              const SearchFilters *filters) {
  const CorpusReport *newest = NULL;
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    if (report->municipality == municipality && search_filters_accept_class(filters, report) &&
        (newest == NULL || report->year > newest->year ||
         (report->year == newest->year && report->month > newest->month)))
      newest = report;
  }
  return newest;
}

/* NULL with an error where the municipality has none. */
static const CorpusReport *
choose_report(const SearchEngine *engine, const SearchFilters *filters, const char *name,
              GError **error) {
  const CorpusMunicipality *municipality = search_municipality(name, error);
  if (municipality == NULL)
    return NULL;
  const CorpusReport *report =
      newest_report(indexer_reader_reports(engine->reader), municipality, filters);
  if (report == NULL)
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_UNKNOWN, "the index holds no %sreport of %s",
                filters->years->len + filters->revisions->len > 0 ? "such " : "",
                municipality->name);
  return report;
}

static void
learning_clear(Learning *learning) {
  search_named_free(learning->named);
  if (learning->peers != NULL)
    search_peers_leave_scores(learning->peers);
  search_peers_free(learning->peers);
  g_clear_pointer(&learning->weights, g_hash_table_unref);
  g_clear_pointer(&learning->by_question, g_hash_table_unref);
}

static void
compare_with_peers(Learning *learning) {
  const GPtrArray *reports = indexer_reader_reports(learning->engine->reader);
  SearchLearn *learn = learning->learn;
  learning->peers = search_peers_new(reports, learn->report, learning->filters);
  learning->named = search_named_new(reports, learning->peers);
  learning->by_question =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  learn->scores = search_peers_scores(learning->peers);
  learn->compared = search_peers_comparable(learning->peers);
}

static bool
learn_once(SearchEngine *engine, const SearchFilters *filters, const char *municipality,
           SearchLearn *learn, GError **error) {
  Learning learning = {.engine = engine, .filters = filters, .learn = learn};
  learn->report = choose_report(engine, filters, municipality, error);
  if (learn->report == NULL)
    return false;
  learn->own = indexer_reader_whole_report(engine->reader, learn->report->id, error);
  learning.weights = learn->own != NULL ? search_subject_weights(engine, error) : NULL;
  bool ok = learning.weights != NULL;
  if (ok) {
    compare_with_peers(&learning);
    GPtrArray *weak = weak_questions(&learning), *asked = items(&learning);
    learn->suggestions = order_suggestions(weak, asked);
    g_ptr_array_unref(weak);
    g_ptr_array_unref(asked);
    learn->total = learn->suggestions->len;
    cut(learn->suggestions, filters);
    ok = learn_all(&learning, error);
  }
  learning_clear(&learning);
  return ok;
}

SearchLearn *
search_learn(SearchEngine *engine, const SearchFilters *filters, const char *municipality,
             GError **error) {
  gint64 start = g_get_monotonic_time();
  for (unsigned attempt = 1;; attempt++) {
    GError *inner = NULL;
    SearchLearn *learn = g_new0(SearchLearn, 1);
    if (learn_once(engine, filters, municipality, learn, &inner)) {
      learn->took_ms = (double)(g_get_monotonic_time() - start) / 1000.0;
      return learn;
    }
    search_learn_free(learn);
    if (attempt == 2 || !search_engine_overtaken(inner)) {
      g_propagate_error(error, inner);
      return NULL;
    }
    g_error_free(inner);
    if (!search_engine_reopen(engine, error))
      return NULL;
  }
}
