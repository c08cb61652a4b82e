/* search/learn/learn.c: compares a report with its peers, and finds what to learn for each
 * suggestion. */
#include "search/learn/learn.h"

#include <string.h>

#include "search/ask/error.h"
#include "search/learn/role_models.h"
#include "search/learn/passages.h"
#include "search/learn/peers.h"
#include "search/learn/learning_plan.h"
#include "search/learn/sources.h"
#include "search/learn/topics.h"

/* What one answer is made with; all borrowed by quests. */
typedef struct {
  SearchEngine *engine;
  const SearchFilters *filters;
  SearchLearn *learn;
  SearchPeers *peers;
  SearchNamed *named;
  SearchLearnPassages *passages;
  SearchTopics *topics;
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

/* ---- questions ---- */

/* topic: NULL = no subject is asked for. false with an error of the index. */
static bool
quest_for(const Learning *learning, const SearchTopicOfText *topic, const char *question,
          unsigned area, SearchLearnQuest *quest, GError **error) {
  const SearchTopicOfText *whole = search_topics_of_area(learning->topics, area, error);
  *quest = (SearchLearnQuest){.engine = learning->engine,
                              .peers = learning->peers,
                              .passages = learning->passages,
                              .subject = topic != NULL ? topic->subject : NULL,
                              .about = topic != NULL ? topic->about : NULL,
                              .whole = whole != NULL ? whole->subject : NULL,
                              .question = question,
                              .area = area};
  return whole != NULL;
}

/* Strengths on a question, whatever their subject; borrowed from the learning, which asks once for
 * each question. NULL with an error. */
static const GPtrArray *
question_sources(Learning *learning, const char *question, unsigned area, GError **error) {
  GPtrArray *sources = g_hash_table_lookup(learning->by_question, question);
  if (sources != NULL)
    return sources;
  SearchLearnQuest quest;
  const SearchTopicOfText *topic = search_topics_of_question(learning->topics, question, error);
  if (topic == NULL || !quest_for(learning, topic, question, area, &quest, error))
    return NULL;
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

/* Adds those that are named in sentences about a topic (NULL with an error). */
static bool
add_models(const Learning *learning, const SearchTopicOfText *topic, SearchSuggestion *suggestion,
           GError **error) {
  SearchLearnQuest quest;
  if (topic == NULL)
    return false;
  return topic->subject == NULL ||
         (quest_for(learning, topic, suggestion->question, suggestion->area, &quest, error) &&
          search_named_for_subject(learning->named, &quest, suggestion->from, suggestion->models,
                                   error));
}

/* Those of the question, then those of its subject, then, with the first question of an area that
 * is told, those of the area as a whole. */
static bool
add_question_models(Learning *learning, SearchSuggestion *suggestion, GError **error) {
  SearchLearnQuest quest;
  unsigned area = 1u << suggestion->area;
  if (!quest_for(learning, NULL, suggestion->question, suggestion->area, &quest, error))
    return false;
  search_named_for_question(learning->named, &quest, suggestion->from, suggestion->models);
  if (!add_models(learning,
                  search_topics_of_question(learning->topics, suggestion->question, error),
                  suggestion, error))
    return false;
  if ((learning->areas_told & area) != 0)
    return true;
  learning->areas_told |= area;
  return add_models(learning, search_topics_of_area(learning->topics, suggestion->area, error),
                    suggestion, error);
}

/* ---- suggestions ---- */

/* Where nothing is about the very subject, what is done well on its question will do; it is marked.
 */
static bool
learn_improvement(Learning *learning, SearchSuggestion *suggestion, GError **error) {
  SearchLearnQuest quest;
  const SearchTopicOfText *topic =
      search_topics_of(learning->topics, suggestion->improvement->text, suggestion->area, error);
  if (topic == NULL ||
      !quest_for(learning, topic, suggestion->question, suggestion->area, &quest, error))
    return false;
  if (topic->subject != NULL) {
    GPtrArray *found = search_learn_by_subject(&quest, error);
    if (found == NULL)
      return false;
    g_ptr_array_extend_and_steal(suggestion->from, found);
  }
  return add_models(learning, topic, suggestion, error) &&
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

static bool
place(const CorpusPassage *improvement, void *topics, const char **question, GError **error) {
  return search_topics_place(topics, improvement, question, error);
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
  search_topics_free(learning->topics);
  g_clear_pointer(&learning->by_question, g_hash_table_unref);
}

static bool
read_index(Learning *learning, GError **error) {
  SearchEngine *engine = learning->engine;
  const CorpusReport *report = learning->learn->report;
  learning->learn->own = indexer_reader_whole_report(engine->reader, report->id, error);
  if (learning->learn->own != NULL)
    learning->passages = search_learn_passages_new(engine, error);
  if (learning->passages != NULL)
    learning->topics = search_topics_new(engine, learning->passages, report, error);
  return learning->topics != NULL;
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
        search_learn_plan(learn->own, learning.peers, filters, place, learning.topics, error);
    ok = learn->suggestions != NULL;
  }
  if (ok) {
    learn->total = learn->suggestions->len;
    search_filters_page(filters, learn->suggestions);
    ok = learn_all(&learning, error);
  }
  learning_clear(&learning);
  return ok;
}

/* What search_learn() was asked. */
typedef struct {
  const SearchFilters *filters;
  const char *municipality;
} Question;

static void *
attempt(SearchEngine *engine, void *context, GError **error) {
  const Question *asked = context;
  SearchLearn *learn = g_new0(SearchLearn, 1);
  if (!learn_once(engine, asked->filters, asked->municipality, learn, error))
    g_clear_pointer(&learn, search_learn_free);
  return learn;
}

SearchLearn *
search_learn(SearchEngine *engine, const SearchFilters *filters, const char *municipality,
             GError **error) {
  gint64 start = g_get_monotonic_time();
  Question asked = {filters, municipality};
  SearchLearn *learn = search_engine_ask(engine, attempt, &asked, error);
  if (learn != NULL)
    learn->took_ms = (double)(g_get_monotonic_time() - start) / 1000.0;
  return learn;
}
