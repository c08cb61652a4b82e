/* search/concept_query.c: a concept is the best of its alternatives, a query the sum of concepts.
 */
#include "search/concept_query.h"

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
  if (alternative->because == SEARCH_BECAUSE_TOGETHER)
    return add_together(list, alternative->terms, alternative->weight, error);
  return alternative->terms[1] == NULL
             ? add_term(list, INDEXER_PREFIX_TEXT, alternative->terms[0], alternative->weight,
                        error)
             : add_near(list, alternative->terms, alternative->weight, error);
}

/* What the passage stands under: only the word itself, and what means the same. */
static bool
add_context(GPtrArray *list, const SearchAlternative *alternative, GError **error) {
  static const struct {
    const char *prefix;
    double weight;
  } fields[] = {{INDEXER_PREFIX_HEADING, SEARCH_WEIGHT_HEADING},
                {INDEXER_PREFIX_QUESTION, SEARCH_WEIGHT_QUESTION},
                {INDEXER_PREFIX_AREA_NAME, SEARCH_WEIGHT_AREA}};
  bool ok = true;
  for (gsize i = 0; ok && alternative->terms[1] == NULL && i < G_N_ELEMENTS(fields); i++)
    ok = add_term(list, fields[i].prefix, alternative->terms[0],
                  fields[i].weight * alternative->weight, error);
  return ok;
}

static bool
build_concept(const SearchConcept *concept, ShimQuery **query, GError **error) {
  GPtrArray *text = list_new(), *all = list_new();
  ShimQuery *best = NULL;
  bool ok = true;
  for (guint i = 0; ok && i < concept->alternatives->len; i++)
    ok = add_alternative(text, g_ptr_array_index(concept->alternatives, i), error);
  ok = ok && combine(SHIM_OP_MAX, text, &best, error);
  if (ok)
    g_ptr_array_add(all, best);
  const SearchAlternative *first = concept->alternatives->pdata[0];
  if (ok && first->because == SEARCH_BECAUSE_WORD && concept->alternatives->len > 1)
    ok = add_term(all, INDEXER_PREFIX_TEXT, first->terms[0], WORD_ITSELF, error);
  ok = ok && add_context(all, g_ptr_array_index(concept->alternatives, 0), error) &&
       combine(SHIM_OP_OR, all, query, error);
  g_ptr_array_unref(text);
  g_ptr_array_unref(all);
  return ok;
}

/* Those that decide, or those that only add weight. */
static bool
build_concepts(const GPtrArray *concepts, bool decides, ShimQuery **query, GError **error) {
  GPtrArray *list = list_new();
  bool ok = true;
  for (guint i = 0; ok && i < concepts->len; i++) {
    const SearchConcept *concept = g_ptr_array_index(concepts, i);
    ShimQuery *built = NULL;
    if (concept->decides == decides)
      ok = build_concept(concept, &built, error) && add_scaled(list, built, concept->weight, error);
  }
  ok = ok && combine(SHIM_OP_OR, list, query, error);
  g_ptr_array_unref(list);
  return ok;
}

bool
search_concepts_query(const GPtrArray *concepts, ShimQuery **query, GError **error) {
  ShimQuery *deciding = NULL, *adding = NULL;
  bool ok = build_concepts(concepts, true, &deciding, error) &&
            build_concepts(concepts, false, &adding, error);
  const ShimQuery *both[] = {deciding, adding};
  ok = ok && shim_query_combine(SHIM_OP_AND_MAYBE, both, 2, query, error);
  shim_query_free(deciding);
  shim_query_free(adding);
  return ok;
}
