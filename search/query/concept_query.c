/* search/query/concept_query.c: a concept is the best of its alternatives, a query the sum of
 * concepts.
 */
#include "search/query/concept_query.h"

#include <string.h>

#include "indexer/schema.h"

#define WORD_ITSELF                                                                                \
  0.3                 /* added where a passage has the very word, not only what means the same     \
                       */
#define NEAR_WINDOW 6 /* words, beyond the terms themselves */

static GPtrArray *
list_new(void) {
  return g_ptr_array_new_with_free_func((GDestroyNotify)shim_query_free);
}

static bool
combine(ShimOperator operation, const GPtrArray *list, ShimQuery **query, GError **error) {
  return shim_query_combine(operation, (const ShimQuery *const *)list->pdata, list->len, query,
                            error);
}

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
  return shim_query_phrase((const char *const *)terms, count, count + NEAR_WINDOW, false, &query,
                           error) &&
         add_scaled(list, query, share, error);
}

static bool
add_together(GPtrArray *list, char *const *terms, double share, GError **error) {
  GPtrArray *all = list_new();
  ShimQuery *query = NULL;
  bool ok = true;
  for (char *const *term = terms; ok && *term != NULL; term++)
    ok = add_term(all, INDEXER_PREFIX_TEXT, *term, 1, error);
  ok = ok && combine(SHIM_OP_AND, all, &query, error) && add_scaled(list, query, share, error);
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

/* What the passage stands under: only the word itself, or what stands for it. */
static bool
add_context(GPtrArray *list, const SearchAlternative *alternative, const char *prefix,
            double weight, GError **error) {
  return alternative->terms[1] != NULL ||
         add_term(list, prefix, alternative->terms[0], weight * alternative->weight, error);
}

/* What means the same counts as one term: whichever of its words a text has, it is as rare as all
 * of them, so that a rare synonym does not outrank the word that was typed. What is only near to it
 * adds its share. */
static bool
add_text(GPtrArray *all, const SearchConcept *concept, GError **error) {
  GPtrArray *same = list_new();
  ShimQuery *one = NULL;
  bool ok = true;
  for (guint i = 0; ok && i < concept->alternatives->len; i++) {
    const SearchAlternative *alternative = g_ptr_array_index(concept->alternatives, i);
    bool is_same = search_alternative_share(alternative) >= 1;
    ok = add_alternative(is_same ? same : all, alternative, error);
  }
  ok = ok && combine(SHIM_OP_SYNONYM, same, &one, error);
  if (ok)
    g_ptr_array_add(all, one);
  g_ptr_array_unref(same);
  return ok;
}

static bool
build_concept(const SearchConcept *concept, ShimQuery **query, GError **error) {
  GPtrArray *all = list_new();
  const SearchAlternative *first = concept->alternatives->pdata[0];
  bool ok = add_text(all, concept, error);
  if (ok && first->because == SEARCH_BECAUSE_WORD && concept->alternatives->len > 1)
    ok = add_term(all, INDEXER_PREFIX_TEXT, first->terms[0], WORD_ITSELF, error);
  ok = ok && add_context(all, first, INDEXER_PREFIX_HEADING, SEARCH_WEIGHT_HEADING, error) &&
       add_context(all, first, INDEXER_PREFIX_QUESTION, SEARCH_WEIGHT_QUESTION, error) &&
       combine(SHIM_OP_OR, all, query, error);
  g_ptr_array_unref(all);
  return ok;
}

/* Adds the concepts that decide, or those that only add weight. */
static bool
add_concepts(GPtrArray *list, const GPtrArray *concepts, bool decides, GError **error) {
  bool ok = true;
  for (guint i = 0; ok && i < concepts->len; i++) {
    const SearchConcept *concept = g_ptr_array_index(concepts, i);
    ShimQuery *built = NULL;
    if (concept->decides == decides)
      ok = build_concept(concept, &built, error) && add_scaled(list, built, concept->weight, error);
  }
  return ok;
}

/* All passages of an area stand under its name: that adds weight to them, but makes no match. */
static bool
add_areas(GPtrArray *list, const GPtrArray *concepts, GError **error) {
  bool ok = true;
  for (guint i = 0; ok && i < concepts->len; i++) {
    const SearchConcept *concept = g_ptr_array_index(concepts, i);
    if (concept->decides)
      ok = add_context(list, concept->alternatives->pdata[0], INDEXER_PREFIX_AREA_NAME,
                       SEARCH_WEIGHT_AREA, error);
  }
  return ok;
}

bool
search_concepts_query(const GPtrArray *concepts, ShimQuery **query, GError **error) {
  GPtrArray *decide = list_new(), *add = list_new();
  ShimQuery *deciding = NULL, *adding = NULL;
  bool ok = add_concepts(decide, concepts, true, error) &&
            add_concepts(add, concepts, false, error) && add_areas(add, concepts, error) &&
            combine(SHIM_OP_OR, decide, &deciding, error) &&
            combine(SHIM_OP_OR, add, &adding, error);
  const ShimQuery *both[] = {deciding, adding};
  ok = ok && shim_query_combine(SHIM_OP_AND_MAYBE, both, 2, query, error);
  shim_query_free(deciding);
  shim_query_free(adding);
  g_ptr_array_unref(decide);
  g_ptr_array_unref(add);
  return ok;
}
