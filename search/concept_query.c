/* search/concept_query.c: a concept is the best of its alternatives, a query the sum of concepts.
 *
 * Words that mean the same count as one term, as rare as all of them together: else the rarest
 * synonym would outrank the word that was asked for. That word counts for a little more. */
#include "search/concept_query.h"

#include <string.h>

#include "indexer/schema.h"

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

/* Does it ask where its words stand? */
static bool
is_positional(const SearchAlternative *alternative) {
  return alternative->because != SEARCH_BECAUSE_TOGETHER && alternative->terms[1] != NULL;
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

/* What the passage stands under: only the word itself, or what stands for it. */
static bool
add_context(GPtrArray *list, const SearchAlternative *alternative, const char *prefix,
            double weight, GError **error) {
  return alternative->terms[1] != NULL ||
         add_term(list, prefix, alternative->terms[0], weight * alternative->weight, error);
}

static bool
means_the_same(const SearchAlternative *alternative) {
  return alternative->terms[1] == NULL && alternative->weight >= SEARCH_WEIGHT_SAME;
}

/* The words that mean the same, as one term; and what the word itself counts for beyond that. */
static bool
add_same(const SearchConcept *concept, GPtrArray *text, GPtrArray *all, GError **error) {
  GPtrArray *same = list_new();
  ShimQuery *one = NULL;
  bool ok = true;
  const SearchAlternative *first = concept->alternatives->pdata[0];
  for (guint i = 0; ok && i < concept->alternatives->len; i++) {
    const SearchAlternative *alternative = g_ptr_array_index(concept->alternatives, i);
    if (means_the_same(alternative))
      ok = add_term(same, INDEXER_PREFIX_TEXT, alternative->terms[0], 1, error);
  }
  if (ok && same->len == 1)
    ok = add_term(text, INDEXER_PREFIX_TEXT, first->terms[0], first->weight, error);
  else if (ok && same->len > 1)
    ok = combine(SHIM_OP_SYNONYM, same, &one, error) &&
         add_scaled(text, one, SEARCH_WEIGHT_SAME, error);
  if (ok && same->len > 1 && first->weight > SEARCH_WEIGHT_SAME)
    ok = add_term(all, INDEXER_PREFIX_TEXT, first->terms[0], first->weight - SEARCH_WEIGHT_SAME,
                  error);
  g_ptr_array_unref(same);
  return ok;
}

/* The best of its alternatives. Those that ask where words stand are added to it, not among the
 * best: Xapian 1.4 crashes where it leaves out parts of an OP_MAX that hold such (its positional
 * list then looks at terms that are gone). */
static bool
build_text(const SearchConcept *concept, GPtrArray *all, GError **error) {
  GPtrArray *text = list_new();
  ShimQuery *best = NULL;
  bool ok = add_same(concept, text, all, error);
  for (guint i = 0; ok && i < concept->alternatives->len; i++) {
    const SearchAlternative *alternative = g_ptr_array_index(concept->alternatives, i);
    if (!means_the_same(alternative))
      ok = add_alternative(is_positional(alternative) ? all : text, alternative, error);
  }
  ok = ok && (text->len == 0 || combine(SHIM_OP_MAX, text, &best, error));
  if (best != NULL)
    g_ptr_array_add(all, best);
  g_ptr_array_unref(text);
  return ok;
}

/* A whole area's passages stand under its name: that adds weight to them, but is no match. */
static bool
add_area(const SearchAlternative *alternative, ShimQuery **query, GError **error) {
  GPtrArray *area = list_new();
  ShimQuery *inner = *query, *name = NULL;
  bool ok = add_context(area, alternative, INDEXER_PREFIX_AREA_NAME, SEARCH_WEIGHT_AREA, error) &&
            combine(SHIM_OP_OR, area, &name, error);
  const ShimQuery *both[] = {inner, name};
  *query = NULL;
  ok = ok && shim_query_combine(SHIM_OP_AND_MAYBE, both, 2, query, error);
  shim_query_free(inner);
  shim_query_free(name);
  g_ptr_array_unref(area);
  return ok;
}

static bool
build_concept(const SearchConcept *concept, ShimQuery **query, GError **error) {
  GPtrArray *all = list_new();
  const SearchAlternative *first = concept->alternatives->pdata[0];
  bool ok = build_text(concept, all, error);
  ok = ok && add_context(all, first, INDEXER_PREFIX_HEADING, SEARCH_WEIGHT_HEADING, error) &&
       add_context(all, first, INDEXER_PREFIX_QUESTION, SEARCH_WEIGHT_QUESTION, error) &&
       combine(SHIM_OP_OR, all, query, error) && add_area(first, query, error);
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
