/* search/learn.c: compares a report with its peers, and finds what to learn for each suggestion. */
#include "search/learn.h"

#include <string.h>

#include "search/error.h"
#include "search/learn_models.h"
#include "search/learn_passages.h"
#include "search/learn_peers.h"
#include "search/learn_plan.h"
#include "search/learn_sources.h"

/* How much of an improvement's subject a passage of the own report has to say for the improvement
 * to be of its question. */
#define COVER_OF_QUESTION 0.6

/* What one answer is made with; all borrowed by quests. */
typedef struct {
  SearchEngine *engine;
  const SearchFilters *filters;
  SearchLearn *learn;
  SearchPeers *peers;
  SearchNamed *named;
  SearchLearnPassages *passages;
  GHashTable *weights;     /* search_subject_weights() */
  GHashTable *pursuits;    /* area and text -> Pursuit * */
  GHashTable *by_question; /* question -> GPtrArray of SearchLearnSource * */
  unsigned areas_told;     /* bit n set = the role models of area n as a whole were told */
} Learning;

void
search_learn_free(SearchLearn *learn) {
  if (learn == NULL)
    return;
  g_clear_pointer(&learn->suggestions, g_ptr_array_unref);
  search_scores_free(learn->scores);
  corpus_report_free(learn->own);
  g_free(learn);
}

/* ---- quests ---- */

/* A quest for a subject in an area. The same is asked several times: of sources, of role models, of
 * the own report. */
typedef struct {
  SearchSubject *subject; /* NULL = the text says nothing of any */
  GArray *about;
} Pursuit;

static void
pursuit_free(gpointer data) {
  Pursuit *pursuit = data;
  search_subject_free(pursuit->subject);
  g_clear_pointer(&pursuit->about, g_array_unref);
  g_free(pursuit);
}

/* Borrowed from the learning; NULL with an error. */
static const Pursuit *
pursue(const Learning *learning, const char *text, unsigned area, GError **error) {
  char *key = g_strdup_printf("%u %s", area, text);
  Pursuit *pursuit = g_hash_table_lookup(learning->pursuits, key);
  if (pursuit != NULL) {
    g_free(key);
    return pursuit;
  }
  pursuit = g_new0(Pursuit, 1);
  if (search_subject_new(learning->engine, learning->weights, text, &pursuit->subject, error))
    pursuit->about = search_learn_passages_about(learning->passages, pursuit->subject, area, error);
  if (pursuit->about != NULL)
    g_hash_table_insert(learning->pursuits, g_steal_pointer(&key), pursuit);
  else
    g_clear_pointer(&pursuit, pursuit_free);
  g_free(key);
  return pursuit;
}

static SearchLearnQuest
quest_of(const Learning *learning, const Pursuit *pursuit, const char *question, unsigned area) {
  return (SearchLearnQuest){.engine = learning->engine,
                            .peers = learning->peers,
                            .passages = learning->passages,
                            .subject = pursuit != NULL ? pursuit->subject : NULL,
                            .about = pursuit != NULL ? pursuit->about : NULL,
                            .question = question,
                            .area = area};
}

/* ---- questions ---- */

static const char *
text_of_question(const Learning *learning, const char *question) {
  SearchFigures figures;
  bool known = search_figures_question(learning->learn->report, question, &figures);
  return known && figures.name != NULL ? figures.name : "";
}

/* Strengths on a question, whatever their subject; borrowed from the learning, which asks once for
 * each question. NULL with an error. */
static const GPtrArray *
question_sources(Learning *learning, const char *question, unsigned area, GError **error) {
  GPtrArray *sources = g_hash_table_lookup(learning->by_question, question);
  if (sources != NULL)
    return sources;
  const Pursuit *pursuit = pursue(learning, text_of_question(learning, question), area, error);
  if (pursuit == NULL)
    return NULL;
  SearchLearnQuest quest = quest_of(learning, pursuit, question, area);
  sources = search_learn_by_question(&quest, error);
  if (sources != NULL)
    g_hash_table_insert(learning->by_question, g_strdup(question), sources);
  return sources;
}

/* An improvement takes what is of another subject only from those who are known to be better. */
static bool
share_question_sources(Learning *learning, SearchSuggestion *suggestion, GError **error) {
  const GPtrArray *sources =
      question_sources(learning, suggestion->question, suggestion->area, error);
  for (guint i = 0; sources != NULL && i < sources->len; i++) {
    SearchLearnSource *source = sources->pdata[i];
    if (suggestion->improvement == NULL || source->comparable)
      search_learn_sources_share(suggestion->from, source);
  }
  return sources != NULL;
}

/* ---- role models ---- */

/* Adds those that are named in sentences about what a text says. */
static bool
add_models_for(const Learning *learning, const char *text, SearchSuggestion *suggestion,
               GError **error) {
  const Pursuit *pursuit = pursue(learning, text, suggestion->area, error);
  if (pursuit == NULL || pursuit->subject == NULL)
    return pursuit != NULL;
  SearchLearnQuest quest = quest_of(learning, pursuit, suggestion->question, suggestion->area);
  return search_named_for_subject(learning->named, &quest, suggestion->from, suggestion->models,
                                  error);
}

/* Those of the question, then those of its subject, then, with the first question of an area that
 * is told, those of the area as a whole. */
static bool
add_question_models(Learning *learning, SearchSuggestion *suggestion, GError **error) {
  SearchLearnQuest quest = {
      .peers = learning->peers, .question = suggestion->question, .area = suggestion->area};
  SearchFigures area;
  search_named_for_question(learning->named, &quest, suggestion->from, suggestion->models);
  if (!add_models_for(learning, text_of_question(learning, suggestion->question), suggestion,
                      error))
    return false;
  bool told = (learning->areas_told & (1u << suggestion->area)) != 0;
  learning->areas_told |= 1u << suggestion->area;
  return told || !search_figures_area(learning->learn->report, suggestion->area, &area) ||
         area.name == NULL || add_models_for(learning, area.name, suggestion, error);
}

/* ---- suggestions ---- */

/* Where nothing is about the very subject, what is done well on its question will do; it is marked.
 */
static bool
learn_improvement(Learning *learning, SearchSuggestion *suggestion, GError **error) {
  const char *text = suggestion->improvement->text;
  const Pursuit *pursuit = pursue(learning, text, suggestion->area, error);
  if (pursuit == NULL)
    return false;
  if (pursuit->subject != NULL) {
    SearchLearnQuest quest = quest_of(learning, pursuit, suggestion->question, suggestion->area);
    GPtrArray *found = search_learn_by_subject(&quest, error);
    if (found == NULL)
      return false;
    g_ptr_array_extend_and_steal(suggestion->from, found);
  }
  return add_models_for(learning, text, suggestion, error) &&
         (suggestion->from->len > 0 || *suggestion->question == '\0' ||
          share_question_sources(learning, suggestion, error));
}

static bool
learn_question(Learning *learning, SearchSuggestion *suggestion, GError **error) {
  return share_question_sources(learning, suggestion, error) &&
         add_question_models(learning, suggestion, error);
}

/* Of the suggestions that are shown. */
static bool
learn_all(Learning *learning, GError **error) {
  const GPtrArray *all = learning->learn->suggestions;
  for (guint i = 0; i < all->len; i++) {
    SearchSuggestion *suggestion = all->pdata[i];
    suggestion->from = search_learn_sources_new();
    suggestion->models = g_array_new(FALSE, FALSE, sizeof(SearchModelReference));
    if (suggestion->improvement == NULL ? !learn_question(learning, suggestion, error)
                                        : !learn_improvement(learning, suggestion, error))
      return false;
  }
  return true;
}

/* Where the own report says most of what an improvement asks for, if it says enough. */
static bool
place_improvement(const CorpusPassage *improvement, void *context, const char **question,
                  GError **error) {
  const Learning *learning = context;
  const Pursuit *pursuit = pursue(learning, improvement->text, improvement->area, error);
  double most = 0;
  *question = "";
  for (guint i = 0; pursuit != NULL && i < pursuit->about->len; i++) {
    const SearchCovered *covered = &g_array_index(pursuit->about, SearchCovered, i);
    const SearchPlace *place = search_learn_passages_at(learning->passages, covered->document);
    if (place->report != learning->learn->report || *place->question == '\0' ||
        covered->cover < COVER_OF_QUESTION || covered->cover <= most)
      continue;
    most = covered->cover;
    *question = place->question;
  }
  return pursuit != NULL;
}

static void
cut(GPtrArray *suggestions, const SearchFilters *filters) {
  g_ptr_array_remove_range(suggestions, 0, MIN(filters->offset, suggestions->len));
  if (filters->limited && suggestions->len > filters->limit)
    g_ptr_array_set_size(suggestions, (gint)filters->limit);
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

/* ---- all ---- */

static void
learning_clear(Learning *learning) {
  search_named_free(learning->named);
  if (learning->peers != NULL)
    search_peers_leave_scores(learning->peers);
  search_peers_free(learning->peers);
  search_learn_passages_free(learning->passages);
  g_clear_pointer(&learning->weights, g_hash_table_unref);
  g_clear_pointer(&learning->by_question, g_hash_table_unref);
  g_clear_pointer(&learning->pursuits, g_hash_table_unref);
}

static bool
read_index(Learning *learning, GError **error) {
  SearchEngine *engine = learning->engine;
  learning->learn->own =
      indexer_reader_whole_report(engine->reader, learning->learn->report->id, error);
  learning->weights = learning->learn->own != NULL ? search_subject_weights(engine, error) : NULL;
  learning->passages = learning->weights != NULL ? search_learn_passages_new(engine, error) : NULL;
  return learning->passages != NULL;
}

static void
compare_with_peers(Learning *learning) {
  const GPtrArray *reports = indexer_reader_reports(learning->engine->reader);
  SearchLearn *learn = learning->learn;
  learning->peers = search_peers_new(reports, learn->report, learning->filters);
  for (guint i = 0; i < learn->own->passages->len; i++) {
    const CorpusPassage *passage = learn->own->passages->pdata[i];
    unsigned document =
        search_learn_passages_document(learning->passages, learn->report, passage->number);
    search_learn_passages_want(learning->passages, document, passage->area, passage->question);
  }
  learning->named = search_named_new(reports, learning->peers, learning->passages);
  learning->pursuits = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, pursuit_free);
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
  bool ok = read_index(&learning, error);
  if (ok) {
    compare_with_peers(&learning);
    learn->suggestions =
        search_learn_plan(learn->own, learning.peers, filters, place_improvement, &learning, error);
    ok = learn->suggestions != NULL;
  }
  if (ok) {
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
