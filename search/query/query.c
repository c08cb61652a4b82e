/* search/query/query.c: builds the index's queries from the user's.
 *
 * A concept becomes
 *
 *   OR  OP_SYNONYM of all alternatives that mean the same, which so count as one term
 *       each alternative that is only near, times its share
 *       the very word once more, times WORD_ITSELF, where there are others beside it
 *       what stands under the questions that have the word, all with one weight
 *
 * and a run of words
 *
 *   (OR of the concepts that decide) AND_MAYBE (OR of those that only add weight, and areas)
 *
 * so that a passage must hold one of the first. Phrases, beginnings of words and operators are what
 * they are in the index. search_query_widen() then adds what the whole query speaks of: passages
 * that tell of its practices, which it finds, and questions and areas, which only lift. Weights
 * that are not BM25's are in its units: a share of what the query's rarest word would count. */
#include "search/query/query.h"

#include <math.h>
#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/text/sorted_line.h"
#include "corpus/text/words.h"
#include "indexer/schema.h"

#define WORD_ITSELF 0.3 /* added where a passage has the very word, not what means the same */
/* What a word counts for in what the passage stands under, beside 1 in its text. */
#define IN_QUESTION 0.15
#define IN_AREA_NAME 0.05
/* What BM25 makes of a word that is said once in a text of usual length. */
#define SAID_ONCE (4.0 / 3)
/* Questions count the less, the less they are beside the strongest: by this power. */
#define STEEPNESS 4

static const CorpusKnowledgeField FIELDS[] = {
    {"weights", "practice", CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(SearchWeights, practice)},
    {"weights", "question", CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(SearchWeights, question)},
    {"weights", "area", CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(SearchWeights, area)},
    {"weights", "likeness", CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(SearchWeights, likeness)},
    {"weights", "one_thing", CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(SearchWeights, one_thing)},
    {0}};

CORPUS_KNOWLEDGE(weights_table, .file = "search-weights.ini", .bytes = sizeof(SearchWeights),
                 .fields = FIELDS);

const SearchWeights *
search_weights(void) {
  return corpus_knowledge(&weights_table);
}

/* ---- concepts ---- */

/* Adds a query for a share of its weight; takes it. */
static bool
add_scaled(GPtrArray *list, ShimQuery *query, double share, GError **error) {
  ShimQuery *scaled = NULL;
  if (share >= 1) {
    g_ptr_array_add(list, query);
    return true;
  }
  bool ok = shim_query_scale(query, share, &scaled, error);
  if (ok)
    g_ptr_array_add(list, scaled);
  shim_query_free(query);
  return ok;
}

static bool
add_term(GPtrArray *list, const char *prefix, const char *term, double share, GError **error) {
  char *prefixed = g_strconcat(prefix, term, NULL);
  ShimQuery *query = NULL;
  bool ok = shim_query_term(prefixed, 1, &query, error);
  g_free(prefixed);
  return ok && add_scaled(list, query, share, error);
}

static bool
add_near(GPtrArray *list, char *const *terms, double share, GError **error) {
  guint count = g_strv_length((char **)terms);
  ShimQuery *query = NULL;
  return shim_query_phrase((const char *const *)terms, count, count + INDEXER_NEAR_WINDOW, false,
                           &query, error) &&
         add_scaled(list, query, share, error);
}

static bool
add_together(GPtrArray *list, char *const *terms, double share, GError **error) {
  GPtrArray *all = shim_queries_new();
  ShimQuery *query = NULL;
  bool ok = true;
  for (char *const *term = terms; ok && *term != NULL; term++)
    ok = add_term(all, INDEXER_PREFIX_TEXT, *term, 1, error);
  ok = ok && shim_queries_combine(SHIM_OP_AND, all, &query, error) &&
       add_scaled(list, query, share, error);
  g_ptr_array_unref(all);
  return ok;
}

static bool
add_alternative(GPtrArray *list, const SearchAlternative *alternative, GError **error) {
  double share = search_alternative_share(alternative);
  if (alternative->because == SEARCH_BECAUSE_TOGETHER)
    return add_together(list, alternative->terms, share, error);
  return alternative->terms[1] == NULL
             ? add_term(list, INDEXER_PREFIX_TEXT, alternative->terms[0], share, error)
             : add_near(list, alternative->terms, share, error);
}

/* What a word weighs that so many passages have, said once in one of usual length: as BM25. */
static double
weight_of_word(unsigned passages, unsigned count) {
  double rareness = (passages - MIN(count, passages) + 0.5) / (count + 0.5);
  return SAID_ONCE * log(rareness < 2 ? rareness / 2 + 1 : rareness);
}

/* The passages under what the subject is about, and how many they are. */
static bool
add_under(const SearchWords *known, GPtrArray *under, const char *subject, unsigned *count,
          GError **error) {
  char *term = g_strconcat(INDEXER_FILTER_SUBJECT, subject, NULL);
  unsigned of_subject = 0;
  bool ok = search_words_frequency(known, term, &of_subject, error) &&
            (of_subject == 0 || add_term(under, "", term, 1, error));
  *count += of_subject;
  g_free(term);
  return ok;
}

/* What stands under the questions, or the areas, that have a word of their own, which is known
 * beforehand (indexer/compile_practices.c): all of these passages get what the word weighs. Adds
 * nothing where there are none. */
static bool
add_all_under(const SearchWords *known, const char *form, bool questions, GPtrArray *list,
              GError **error) {
  const CorpusSortedLines *table = indexer_practices_table(INDEXER_TABLE_QUESTIONS);
  const char *line = corpus_sorted_line(table->lines, table->length_bytes, form);
  char **subjects = line != NULL ? corpus_sorted_line_fields(line) : g_new0(char *, 1);
  GPtrArray *under = shim_queries_new();
  ShimQuery *any = NULL, *weighed = NULL;
  unsigned passages = 0, count = 0;
  bool ok = search_words_passages(known, &passages, error);
  for (char **subject = subjects; ok && *subject != NULL; subject++)
    if ((strchr(*subject, '.') != NULL) == questions)
      ok = add_under(known, under, *subject, &count, error);
  if (ok && count > 0) {
    ok = shim_queries_combine(SHIM_OP_SYNONYM, under, &any, error) &&
         shim_query_weigh(any, weight_of_word(passages, count), &weighed, error);
    if (ok)
      g_ptr_array_add(list, weighed);
  }
  shim_query_free(any);
  g_ptr_array_unref(under);
  g_strfreev(subjects);
  return ok;
}

/* What the passage stands under: only the word itself, or what stands for it. Remembered. */
static bool
add_context(SearchWords *known, GPtrArray *list, const SearchAlternative *alternative,
            bool questions, GError **error) {
  if (alternative->terms[1] != NULL)
    return true;
  char *key = g_strconcat(questions ? "question " : "area ", alternative->terms[0], NULL);
  GPtrArray *under = search_words_recall(known, key);
  ShimQuery *query = NULL;
  bool ok = true;
  if (under == NULL) {
    under = shim_queries_new();
    ok = add_all_under(known, alternative->terms[0], questions, under, error);
    if (ok)
      search_words_remember(known, key, under);
    g_ptr_array_unref(under);
  }
  double share = (questions ? IN_QUESTION : IN_AREA_NAME) * alternative->weight;
  if (ok && under->len > 0 && (ok = shim_query_scale(under->pdata[0], share, &query, error)))
    g_ptr_array_add(list, query);
  g_free(key);
  return ok;
}

/* What means the same counts as one term: whichever of its words a text has, it is as rare as all
 * of them, so that a rare synonym does not outrank the word that was typed. What is only near to it
 * adds its share. */
static bool
add_text(GPtrArray *all, const SearchConcept *concept, GError **error) {
  GPtrArray *same = shim_queries_new();
  ShimQuery *one = NULL;
  bool ok = true;
  for (guint i = 0; ok && i < concept->alternatives->len; i++) {
    const SearchAlternative *alternative = g_ptr_array_index(concept->alternatives, i);
    bool is_same = search_alternative_share(alternative) >= 1;
    ok = add_alternative(is_same ? same : all, alternative, error);
  }
  ok = ok && shim_queries_combine(SHIM_OP_SYNONYM, same, &one, error);
  if (ok)
    g_ptr_array_add(all, one);
  g_ptr_array_unref(same);
  return ok;
}

static bool
build_concept(SearchWords *known, const SearchConcept *concept, ShimQuery **query, GError **error) {
  GPtrArray *all = shim_queries_new();
  const SearchAlternative *first = concept->alternatives->pdata[0];
  bool ok = add_text(all, concept, error);
  if (ok && first->because == SEARCH_BECAUSE_WORD && concept->alternatives->len > 1)
    ok = add_term(all, INDEXER_PREFIX_TEXT, first->terms[0], WORD_ITSELF, error);
  ok = ok && add_context(known, all, first, true, error) &&
       shim_queries_combine(SHIM_OP_OR, all, query, error);
  g_ptr_array_unref(all);
  return ok;
}

/* Adds the concepts that decide, or those that only add weight. */
static bool
add_concepts(SearchWords *known, GPtrArray *list, const GPtrArray *concepts, bool decides,
             GError **error) {
  bool ok = true;
  for (guint i = 0; ok && i < concepts->len; i++) {
    const SearchConcept *concept = g_ptr_array_index(concepts, i);
    ShimQuery *built = NULL;
    if (concept->decides == decides)
      ok = build_concept(known, concept, &built, error) &&
           add_scaled(list, built, concept->weight, error);
  }
  return ok;
}

/* All passages of an area stand under its name: that adds weight to them, but makes no match. */
static bool
add_areas(SearchWords *known, GPtrArray *list, const GPtrArray *concepts, GError **error) {
  bool ok = true;
  for (guint i = 0; ok && i < concepts->len; i++) {
    const SearchConcept *concept = g_ptr_array_index(concepts, i);
    if (concept->decides)
      ok = add_context(known, list, concept->alternatives->pdata[0], false, error);
  }
  return ok;
}

static bool
build_concepts(SearchWords *known, const GPtrArray *concepts, ShimQuery **query, GError **error) {
  GPtrArray *decide = shim_queries_new(), *add = shim_queries_new();
  ShimQuery *deciding = NULL, *adding = NULL;
  bool ok = add_concepts(known, decide, concepts, true, error) &&
            add_concepts(known, add, concepts, false, error) &&
            add_areas(known, add, concepts, error) &&
            shim_queries_combine(SHIM_OP_OR, decide, &deciding, error) &&
            shim_queries_combine(SHIM_OP_OR, add, &adding, error);
  const ShimQuery *both[] = {deciding, adding};
  ok = ok && shim_query_combine(SHIM_OP_AND_MAYBE, both, 2, query, error);
  shim_query_free(deciding);
  shim_query_free(adding);
  g_ptr_array_unref(decide);
  g_ptr_array_unref(add);
  return ok;
}

/* ---- phrases, beginnings of words, everything ---- */

static bool
build_phrase(IndexerTerms *terms, const char *text, ShimQuery **query, GError **error) {
  GArray *found = indexer_terms_of_text(terms, text, -1, error);
  if (found == NULL)
    return false;
  GPtrArray *words = g_ptr_array_new();
  for (guint i = 0; i < found->len; i++) {
    const IndexerTerm *term = &g_array_index(found, IndexerTerm, i);
    if (term->kind == INDEXER_TERM_WORD)
      g_ptr_array_add(words, (gpointer)term->term);
  }
  bool ok = words->len == 1 ? shim_query_term(words->pdata[0], 1, query, error)
                            : shim_query_phrase((const char *const *)words->pdata, words->len, 0,
                                                true, query, error);
  g_ptr_array_unref(words);
  g_array_unref(found);
  return ok;
}

/* All words that begin so count as one. */
static bool
build_prefix(const SearchPlan *plan, ShimQuery **query, GError **error) {
  GPtrArray *list = shim_queries_new();
  ShimQuery *prefix = NULL;
  bool ok = shim_query_prefix(plan->beginning, SEARCH_PREFIX_WORDS, &prefix, error);
  if (ok)
    g_ptr_array_add(list, prefix);
  for (char **form = plan->forms; ok && *form != NULL; form++)
    ok = add_term(list, INDEXER_PREFIX_TEXT, *form, 1, error);
  ok = ok && shim_queries_combine(SHIM_OP_SYNONYM, list, query, error);
  g_ptr_array_unref(list);
  return ok;
}

/* Every passage, without weight. */
static bool
build_everything(ShimQuery **query, GError **error) {
  ShimQuery *passages = NULL;
  bool ok = shim_query_term("", 1, &passages, error) && shim_query_scale(passages, 0, query, error);
  shim_query_free(passages);
  return ok;
}

/* ---- trees ---- */

static bool
build_children(SearchWords *known, const SearchPlan *plan, ShimOperator operation,
               ShimQuery **query, GError **error) {
  GPtrArray *children = shim_queries_new();
  bool ok = true;
  for (guint i = 0; i < plan->children->len && ok; i++) {
    ShimQuery *child = NULL;
    ok = search_query_build(known, plan->children->pdata[i], &child, error);
    if (ok)
      g_ptr_array_add(children, child);
  }
  ok = ok && shim_queries_combine(operation, children, query, error);
  g_ptr_array_unref(children);
  return ok;
}

bool
search_query_build(SearchWords *known, const SearchPlan *plan, ShimQuery **query, GError **error) {
  switch (plan->kind) {
  case SEARCH_NODE_WORD:
    return build_concepts(known, plan->meaning->concepts, query, error);
  case SEARCH_NODE_PHRASE:
    return build_phrase(search_words_terms(known), plan->text, query, error);
  case SEARCH_NODE_PREFIX:
    return build_prefix(plan, query, error);
  case SEARCH_NODE_EVERYTHING:
    return build_everything(query, error);
  case SEARCH_NODE_SIDE:
  case SEARCH_NODE_OR:
    return build_children(known, plan, SHIM_OP_OR, query, error);
  case SEARCH_NODE_AND:
    return build_children(known, plan, SHIM_OP_AND, query, error);
  case SEARCH_NODE_EXCEPT:
    return build_children(known, plan, SHIM_OP_AND_NOT, query, error);
  }
  g_return_val_if_reached(false);
}

/* ---- what it is about ---- */

/* Passages of a subject, with a weight each. */
static bool
add_subject(GPtrArray *list, const char *subject, double weight, GError **error) {
  char *term = g_strconcat(INDEXER_FILTER_SUBJECT, subject, NULL);
  ShimQuery *of_subject = NULL, *weighed = NULL;
  bool ok = shim_query_term(term, 1, &of_subject, error) &&
            shim_query_weigh(of_subject, weight, &weighed, error);
  if (ok)
    g_ptr_array_add(list, weighed);
  shim_query_free(of_subject);
  g_free(term);
  return ok;
}

/* An intent lifts the passages of its question, and all of its area a little: the area's strongest
 * one, which is the first. */
static bool
add_intents(GPtrArray *list, const SearchPlan *plan, double weight, GError **error) {
  bool ok = true;
  guint64 areas = 0;
  for (guint i = 0; i < plan->intents->len; i++) {
    const SearchIntent *intent = &g_array_index(plan->intents, SearchIntent, i);
    double share = intent->strength / g_array_index(plan->intents, SearchIntent, 0).strength;
    guint64 area = g_ascii_strtoull(intent->subject, NULL, 10);
    char number[CORPUS_QUESTION_ID_BYTES];
    g_snprintf(number, sizeof number, "%u", (unsigned)area);
    if (strchr(intent->subject, '.') != NULL)
      ok = ok &&
           add_subject(list, intent->subject,
                       weight * search_weights()->question * plan->telling * pow(share, STEEPNESS),
                       error);
    if ((areas >> area & 1) == 0)
      ok = ok &&
           add_subject(list, number, weight * search_weights()->area * intent->strength, error);
    areas |= (guint64)1 << area;
  }
  return ok;
}

/* What stands under the plan's questions is lifted. */
static bool
lift(const SearchPlan *plan, unsigned passages, ShimQuery **query, GError **error) {
  if (plan->intents == NULL || plan->intents->len == 0)
    return true;
  GPtrArray *list = shim_queries_new();
  ShimQuery *about = NULL, *lifted = NULL;
  bool ok = add_intents(list, plan, log(1.0 + passages), error) &&
            shim_queries_combine(SHIM_OP_OR, list, &about, error);
  const ShimQuery *both[] = {*query, about};
  ok = ok && shim_query_combine(SHIM_OP_AND_MAYBE, both, 2, &lifted, error);
  if (ok) {
    shim_query_free(*query);
    *query = lifted;
  }
  shim_query_free(about);
  g_ptr_array_unref(list);
  return ok;
}

/* What tells of a practice (indexer/practices.c) weighs the more the fewer do. */
static bool
add_practice(const SearchWords *known, GPtrArray *list, const SearchConcept *practice,
             unsigned passages, GError **error) {
  const char *term = practice->filter;
  ShimQuery *telling = NULL, *weighed = NULL;
  unsigned count = 0;
  bool ok = search_words_frequency(known, term, &count, error) &&
            shim_query_term(term, 1, &telling, error) &&
            shim_query_weigh(telling,
                             search_weights()->practice * practice->weight *
                                 log(1 + passages / (1.0 + count)),
                             &weighed, error);
  if (ok)
    g_ptr_array_add(list, weighed);
  shim_query_free(telling);
  return ok;
}

/* What tells of the plan's practices is found, too. */
static bool
add_practices(const SearchWords *known, const SearchPlan *plan, unsigned passages,
              ShimQuery **query, GError **error) {
  if (plan->practices == NULL || plan->practices->len == 0)
    return true;
  GPtrArray *list = shim_queries_new();
  ShimQuery *told = NULL, *wide = NULL;
  bool ok = true;
  for (guint i = 0; ok && i < plan->practices->len; i++)
    ok = add_practice(known, list, plan->practices->pdata[i], passages, error);
  ok = ok && shim_queries_combine(SHIM_OP_OR, list, &told, error);
  const ShimQuery *both[] = {*query, told};
  ok = ok &&
       shim_query_combine(plan->reaches ? SHIM_OP_OR : SHIM_OP_AND_MAYBE, both, 2, &wide, error);
  if (ok) {
    shim_query_free(*query);
    *query = wide;
  }
  shim_query_free(told);
  g_ptr_array_unref(list);
  return ok;
}

bool
search_query_widen(const SearchWords *known, const SearchPlan *plan, ShimQuery **query,
                   GError **error) {
  unsigned passages = 0;
  return search_words_passages(known, &passages, error) &&
         add_practices(known, plan, passages, query, error) && lift(plan, passages, query, error);
}
