/* search/learn/subject.c: leaves the words of a text that say what it is about. */
#include "search/learn/steps.h"

#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/text/words.h"

/* A longer text is cut: nobody asks for so many things at once. */
#define MOST_WORDS 24
#define LEAST_WEIGHT 0.02

/* ---- knowledge ---- */

typedef struct {
  GHashTable *weights; /* word in its base form -> double * */
  const char *const *refer_back, *const *begin_anew;
} LearnWords;

static const CorpusKnowledgeField FIELDS[] = {
    {"weights", NULL, CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(LearnWords, weights)},
    {"sentences", "refer back", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(LearnWords, refer_back)},
    {"sentences", "begin anew", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(LearnWords, begin_anew)},
    {0}};

CORPUS_KNOWLEDGE(learn_words, .file = "learn-words.ini", .bytes = sizeof(LearnWords),
                 .fields = FIELDS);

GHashTable *
search_subject_weights(const SearchEngine *engine) {
  const LearnWords *known = corpus_knowledge(&learn_words);
  GHashTable *weights = g_hash_table_new(g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer base = NULL, weight = NULL;
  g_hash_table_iter_init(&iter, known->weights);
  while (g_hash_table_iter_next(&iter, &base, &weight)) {
    g_hash_table_insert(weights, (gpointer)search_form_of_base(engine->forms, base), weight);
    g_hash_table_insert(weights, base, weight);
  }
  return weights;
}

/* Does the sentence begin with one of the phrases, as whole words? */
static bool
begins_with(const char *sentence, gsize length_bytes, const char *const *phrases) {
  for (; *phrases != NULL; phrases++) {
    gsize length = strlen(*phrases);
    if (length < length_bytes && sentence[length] == ' ' &&
        g_ascii_strncasecmp(sentence, *phrases, length) == 0)
      return true;
  }
  return false;
}

bool
search_sentence_refers_back(const char *sentence, gsize length_bytes) {
  const LearnWords *known = corpus_knowledge(&learn_words);
  return begins_with(sentence, length_bytes, known->refer_back) &&
         !begins_with(sentence, length_bytes, known->begin_anew);
}

/* ---- words ---- */

static double
weight_of(const GHashTable *weights, const char *form) {
  const double *weight = g_hash_table_lookup((GHashTable *)weights, form);
  return weight != NULL ? *weight : 1;
}

/* May the word, or another for it, be found? What can't need not be corrected: reports are not
 * misspelt queries. */
static bool
can_be_found(SearchEngine *engine, const GHashTable *weights, const char *word, bool *found,
             GError **error) {
  GError *failure = NULL;
  IndexerWord reading;
  *found = false;
  if (!indexer_terms_word(engine->terms, word, &reading, &failure)) {
    if (failure != NULL)
      g_propagate_error(error, failure);
    return failure == NULL;
  }
  return weight_of(weights, reading.form) <= 0 ||
         search_words_used(engine->words, &reading, found, error);
}

/* Those that may say something of the subject; a GPtrArray of char *, ended by NULL, or NULL with
 * an error. */
static GPtrArray *
telling_words(SearchEngine *engine, const GHashTable *weights, const char *text, GError **error) {
  GArray *words = corpus_words(text, -1);
  GPtrArray *telling = g_ptr_array_new_with_free_func(g_free);
  bool ok = true;
  for (guint i = 0; i < words->len && telling->len < MOST_WORDS && ok; i++) {
    const char *word = g_array_index(words, CorpusWord, i).word;
    bool found = false;
    if (corpus_is_stopword(word) || weight_of(weights, word) <= 0)
      continue;
    ok = can_be_found(engine, weights, word, &found, error);
    if (found)
      g_ptr_array_add(telling, g_strdup(word));
  }
  g_array_unref(words);
  g_ptr_array_add(telling, NULL);
  if (!ok)
    g_clear_pointer(&telling, g_ptr_array_unref);
  return telling;
}

/* A concept weighs what its weightiest word does. */
static void
weigh_concepts(const GPtrArray *concepts, const GHashTable *weights) {
  for (guint i = 0; i < concepts->len; i++) {
    SearchConcept *concept = concepts->pdata[i];
    const SearchAlternative *first = concept->alternatives->pdata[0];
    double weight = 0;
    for (char **term = first->terms; *term != NULL; term++)
      weight = MAX(weight, weight_of(weights, *term));
    concept->weight = MAX(concept->weight * weight, LEAST_WEIGHT);
  }
}

static SearchSubject *
subject_of_words(SearchEngine *engine, const GPtrArray *words, const GHashTable *weights,
                 GError **error) {
  SearchSubject *subject = g_new0(SearchSubject, 1);
  subject->plan.kind = SEARCH_NODE_WORD;
  subject->plan.meaning = search_meaning_of(engine->words, (const char *const *)words->pdata,
                                            SEARCH_WORDS_OF_REPORT, error);
  if (subject->plan.meaning != NULL) {
    weigh_concepts(subject->plan.meaning->concepts, weights);
    subject->coverage = search_coverage_new(engine->words, subject->plan.meaning, error);
  }
  if (subject->coverage != NULL)
    subject->matcher = search_matcher_new(engine->terms, &subject->plan, error);
  if (subject->matcher == NULL)
    g_clear_pointer(&subject, search_subject_free);
  return subject;
}

bool
search_subject_new(SearchEngine *engine, const GHashTable *weights, const char *text,
                   SearchSubject **subject, GError **error) {
  GPtrArray *words = telling_words(engine, weights, text, error);
  bool ok = words != NULL;
  *subject = NULL;
  if (ok && words->len > 1) {
    *subject = subject_of_words(engine, words, weights, error);
    ok = *subject != NULL;
  }
  g_clear_pointer(&words, g_ptr_array_unref);
  return ok;
}

void
search_subject_free(SearchSubject *subject) {
  if (subject == NULL)
    return;
  search_matcher_free(subject->matcher);
  search_coverage_free(subject->coverage);
  search_meaning_free(subject->plan.meaning);
  g_free(subject);
}
