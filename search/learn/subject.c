/* search/learn/subject.c: weighs the words of a text by what they say of its subject. */
#include "search/learn/subject.h"

#include <math.h>
#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/text/stopwords.h"
#include "corpus/text/words.h"
#include "search/query/meaning.h"

#define DATA_FILE "learn-words.ini"
#define GROUP "weights"
/* A longer text is cut: nobody asks for so many things at once. */
#define MOST_WORDS 24
#define LEAST_WEIGHT 0.02
/* "kontakter med vänorter" says what "vänortskontakter" says; a query has more to choose from. */
#define WORTH_APART 0.75

struct SearchSubject {
  SearchPlan plan;
  SearchMatcher *matcher;
  GArray *importance;  /* double: of each concept */
  double whole;        /* their sum */
  GHashTable *numbers; /* char * (term, borrowed from the plan) -> its number + 1 */
};

/* ---- words ---- */

GHashTable *
search_subject_weights(const SearchEngine *engine, GError **error) {
  GKeyFile *file = corpus_data_key_file(DATA_FILE, error);
  char **bases = file != NULL ? g_key_file_get_keys(file, GROUP, NULL, error) : NULL;
  GHashTable *weights = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (char **base = bases; base != NULL && *base != NULL; base++) {
    double weight = g_key_file_get_double(file, GROUP, *base, NULL);
    g_hash_table_insert(weights, g_strdup(search_form_of_base(engine->forms, *base)),
                        g_memdup2(&weight, sizeof weight));
    g_hash_table_insert(weights, g_strdup(*base), g_memdup2(&weight, sizeof weight));
  }
  if (bases == NULL)
    g_clear_pointer(&weights, g_hash_table_unref);
  g_strfreev(bases);
  g_clear_pointer(&file, g_key_file_unref);
  return weights;
}

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

/* ---- concepts ---- */

/* How much rarer the alternative's rarest term is than "everywhere". */
static bool
rarity(const SearchWords *words, const SearchAlternative *alternative, unsigned passages,
       double *rare, GError **error) {
  *rare = 0;
  for (char **term = alternative->terms; *term != NULL; term++) {
    unsigned count = 0;
    if (!search_words_frequency(words, *term, &count, error))
      return false;
    *rare = MAX(*rare, log(1 + passages / (1.0 + count)));
  }
  return true;
}

static double
weight_of_concept(const GHashTable *weights, const SearchConcept *concept) {
  const SearchAlternative *first = concept->alternatives->pdata[0];
  double weight = 0;
  for (char **term = first->terms; *term != NULL; term++)
    weight = MAX(weight, weight_of(weights, *term));
  return weight * concept->weight;
}

static void
number_terms(SearchSubject *subject, const SearchConcept *concept) {
  for (guint i = 0; i < concept->alternatives->len; i++) {
    const SearchAlternative *alternative = concept->alternatives->pdata[i];
    for (char **term = alternative->terms; *term != NULL; term++)
      if (!g_hash_table_contains(subject->numbers, *term))
        g_hash_table_insert(subject->numbers, *term,
                            GUINT_TO_POINTER(g_hash_table_size(subject->numbers) + 1));
  }
}

static bool
weigh(SearchSubject *subject, const SearchWords *words, const GHashTable *weights, GError **error) {
  const GPtrArray *concepts = subject->plan.meaning->concepts;
  unsigned passages = 0;
  if (!search_words_passages(words, &passages, error))
    return false;
  for (guint i = 0; i < concepts->len; i++) {
    SearchConcept *concept = concepts->pdata[i];
    double rare = 0;
    if (!rarity(words, concept->alternatives->pdata[0], passages, &rare, error))
      return false;
    concept->weight = MAX(weight_of_concept(weights, concept), LEAST_WEIGHT);
    double importance = concept->weight * rare;
    g_array_append_val(subject->importance, importance);
    subject->whole += importance;
    number_terms(subject, concept);
  }
  return true;
}

static SearchSubject *
subject_of_words(SearchEngine *engine, const GPtrArray *words, const GHashTable *weights,
                 GError **error) {
  SearchSubject *subject = g_new0(SearchSubject, 1);
  subject->plan.kind = SEARCH_NODE_WORD;
  subject->importance = g_array_new(FALSE, FALSE, sizeof(double));
  subject->numbers = g_hash_table_new(g_str_hash, g_str_equal);
  subject->plan.meaning =
      search_meaning_of(engine->words, (const char *const *)words->pdata, false, error);
  bool ok = subject->plan.meaning != NULL && weigh(subject, engine->words, weights, error);
  if (ok)
    subject->matcher = search_matcher_new(engine->terms, &subject->plan, error);
  if (subject->matcher == NULL)
    g_clear_pointer(&subject, search_subject_free);
  return subject;
}

bool
search_subject_new(SearchEngine *engine, const GHashTable *weights, const char *text,
                   SearchSubject **subject, GError **error) {
  *subject = NULL;
  GPtrArray *words = telling_words(engine, weights, text, error);
  bool ok = words != NULL;
  if (ok && words->len > 1) {
    *subject = subject_of_words(engine, words, weights, error);
    ok = *subject != NULL;
  }
  if (*subject != NULL && (*subject)->whole <= 0)
    g_clear_pointer(subject, search_subject_free);
  g_clear_pointer(&words, g_ptr_array_unref);
  return ok;
}

void
search_subject_free(SearchSubject *subject) {
  if (subject == NULL)
    return;
  search_matcher_free(subject->matcher);
  g_array_unref(subject->importance);
  g_hash_table_unref(subject->numbers);
  search_meaning_free(subject->plan.meaning);
  g_free(subject);
}

const GPtrArray *
search_subject_concepts(const SearchSubject *subject) {
  return subject->plan.meaning->concepts;
}

double
search_subject_share(const SearchSubject *subject, guint concept) {
  return g_array_index(subject->importance, double, concept) / subject->whole;
}

double
search_subject_worth(const SearchAlternative *alternative) {
  bool apart = alternative->because == SEARCH_BECAUSE_NEAR ||
               alternative->because == SEARCH_BECAUSE_TOGETHER;
  return apart ? MAX(alternative->weight, WORTH_APART) : alternative->weight;
}

const SearchMatcher *
search_subject_matcher(const SearchSubject *subject) {
  return subject != NULL ? subject->matcher : NULL;
}

/* ---- covering ---- */

/* For each numbered term: is it in the part of the text? The caller frees it. */
static bool *
terms_seen(const SearchSubject *subject, const GArray *terms, gsize start_bytes, gsize end_bytes) {
  bool *seen = g_new0(bool, g_hash_table_size(subject->numbers) + 1);
  for (guint i = 0; i < terms->len; i++) {
    const IndexerTerm *term = &g_array_index(terms, IndexerTerm, i);
    if (term->start_bytes >= start_bytes && term->start_bytes < end_bytes)
      seen[GPOINTER_TO_UINT(g_hash_table_lookup(subject->numbers, term->term))] = true;
  }
  return seen;
}

/* The best of a concept's alternatives that the text holds, 0..1. */
static double
concept_cover(const SearchSubject *subject, const SearchConcept *concept, const bool *seen) {
  double best = 0;
  for (guint i = 0; i < concept->alternatives->len; i++) {
    const SearchAlternative *alternative = concept->alternatives->pdata[i];
    bool whole = true;
    for (char **term = alternative->terms; *term != NULL && whole; term++)
      whole = seen[GPOINTER_TO_UINT(g_hash_table_lookup(subject->numbers, *term))];
    if (whole)
      best = MAX(best, search_subject_worth(alternative));
  }
  return best;
}

double
search_subject_cover(const SearchSubject *subject, const GArray *terms, gsize start_bytes,
                     gsize end_bytes) {
  const GPtrArray *concepts = subject->plan.meaning->concepts;
  bool *seen = terms_seen(subject, terms, start_bytes, end_bytes);
  double covered = 0;
  for (guint i = 0; i < concepts->len; i++)
    covered += g_array_index(subject->importance, double, i) *
               concept_cover(subject, concepts->pdata[i], seen);
  g_free(seen);
  return covered / subject->whole;
}
