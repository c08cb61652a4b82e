/* search/learn/topics.c: remembers subjects, and places improvements among the questions. */
#include "search/learn/topics.h"

#include <string.h>

#include "search/ask/scores_beside.h"

/* How much of an improvement's subject a question, or a passage of the own report, has to say for
 * the improvement to be of that question. */
#define COVER_OF_QUESTION 0.6

struct SearchTopics {
  SearchEngine *engine;
  SearchLearnPassages *passages;
  const CorpusReport *own;
  GHashTable *weights; /* search_subject_weights() */
  GHashTable *known;   /* area and text -> SearchTopicOfText * */
};

static void
topic_free(gpointer data) {
  SearchTopicOfText *topic = data;
  search_subject_free(topic->subject);
  g_clear_pointer(&topic->about, g_array_unref);
  g_free(topic);
}

SearchTopics *
search_topics_new(SearchEngine *engine, SearchLearnPassages *passages, const CorpusReport *own,
                  GError **error) {
  GHashTable *weights = search_subject_weights(engine, error);
  if (weights == NULL)
    return NULL;
  SearchTopics *topics = g_new0(SearchTopics, 1);
  *topics = (SearchTopics){engine, passages, own, weights,
                           g_hash_table_new_full(g_str_hash, g_str_equal, g_free, topic_free)};
  return topics;
}

void
search_topics_free(SearchTopics *topics) {
  if (topics == NULL)
    return;
  g_hash_table_unref(topics->weights);
  g_hash_table_unref(topics->known);
  g_free(topics);
}

static SearchTopicOfText *
topic_new(const SearchTopics *topics, const char *text, unsigned area, GError **error) {
  SearchTopicOfText *topic = g_new0(SearchTopicOfText, 1);
  if (search_subject_new(topics->engine, topics->weights, text, &topic->subject, error))
    topic->about = search_learn_passages_about(topics->passages, topic->subject, area, error);
  if (topic->about == NULL)
    g_clear_pointer(&topic, topic_free);
  return topic;
}

const SearchTopicOfText *
search_topics_of(SearchTopics *topics, const char *text, unsigned area, GError **error) {
  char *key = g_strdup_printf("%u %s", area, text);
  SearchTopicOfText *topic = g_hash_table_lookup(topics->known, key);
  if (topic == NULL && (topic = topic_new(topics, text, area, error)) != NULL)
    g_hash_table_insert(topics->known, g_steal_pointer(&key), topic);
  g_free(key);
  return topic;
}

const SearchTopicOfText *
search_topics_of_question(SearchTopics *topics, const char *question, GError **error) {
  SearchFigures figures;
  bool known = search_figures_question(topics->own, question, &figures);
  return search_topics_of(topics, known && figures.name != NULL ? figures.name : "", figures.area,
                          error);
}

const SearchTopicOfText *
search_topics_of_area(SearchTopics *topics, unsigned area, GError **error) {
  SearchFigures figures;
  bool known = search_figures_area(topics->own, area, &figures);
  return search_topics_of(topics, known && figures.name != NULL ? figures.name : "", area, error);
}

/* ---- improvements of no question ---- */

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
find_asking(const SearchTopics *topics, const SearchSubject *subject, unsigned area, Best *best,
            GError **error) {
  const CorpusAreaScore *own = corpus_report_area(topics->own, area);
  for (guint i = 0; own != NULL && i < own->questions->len; i++) {
    const CorpusQuestionScore *question = own->questions->pdata[i];
    GArray *terms = indexer_terms_of_text(topics->engine->terms, question->text, -1, error);
    if (terms == NULL)
      return false;
    take_better(best, question->id,
                search_subject_cover(subject, terms, 0, strlen(question->text)));
    g_array_unref(terms);
  }
  return true;
}

/* Of the own report's passages the one that says most of the subject. */
static void
find_saying(const SearchTopics *topics, const GArray *about, Best *best) {
  for (guint i = 0; i < about->len; i++) {
    const SearchCovered *covered = &g_array_index(about, SearchCovered, i);
    const SearchPlace *place = search_learn_passages_at(topics->passages, covered->document);
    if (place->report == topics->own && *place->question != '\0')
      take_better(best, place->question, covered->cover);
  }
}

bool
search_topics_place(SearchTopics *topics, const CorpusPassage *improvement, const char **question,
                    GError **error) {
  Best best = {"", 0};
  *question = "";
  const SearchTopicOfText *topic =
      search_topics_of(topics, improvement->text, improvement->area, error);
  if (topic == NULL)
    return false;
  if (topic->subject != NULL &&
      !find_asking(topics, topic->subject, improvement->area, &best, error))
    return false;
  find_saying(topics, topic->about, &best);
  *question = best.question;
  return true;
}
