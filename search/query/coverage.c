/* search/query/coverage.c: compares texts with the concepts of a query, word by word. */
#include "search/query/meaning.h"

#include <math.h>

/* "kontakter med vänorter" says what "vänortskontakter" says: within a part of a text words that
 * stand apart count for more than in a whole passage. */
#define WORTH_APART 0.75

struct SearchCoverage {
  const SearchMeaning *meaning;
  double *importance;  /* of each concept */
  double whole;        /* their sum */
  GHashTable *numbers; /* char * (term, borrowed from the meaning) -> its number, from 1 */
  GArray *sought;      /* guint: the numbers of all alternatives' terms in their order, a 0 behind
                          each alternative's */
};

/* How much rarer the alternative's rarest term is than "everywhere". */
static bool
find_rarity(const SearchWords *known, const SearchAlternative *alternative, unsigned passages,
            double *rarity, GError **error) {
  *rarity = 0;
  for (char **term = alternative->terms; *term != NULL; term++) {
    unsigned count = 0;
    if (!search_words_frequency(known, *term, &count, error))
      return false;
    *rarity = MAX(*rarity, log(1 + passages / (1.0 + count)));
  }
  return true;
}

static guint
number_of(const SearchCoverage *coverage, const char *term) {
  return GPOINTER_TO_UINT(g_hash_table_lookup(coverage->numbers, term));
}

static void
number_terms(SearchCoverage *coverage, const SearchConcept *concept) {
  const guint none = 0;
  for (guint i = 0; i < concept->alternatives->len; i++) {
    const SearchAlternative *alternative = concept->alternatives->pdata[i];
    for (char **term = alternative->terms; *term != NULL; term++) {
      guint number = number_of(coverage, *term);
      if (number == 0) {
        number = g_hash_table_size(coverage->numbers) + 1;
        g_hash_table_insert(coverage->numbers, *term, GUINT_TO_POINTER(number));
      }
      g_array_append_val(coverage->sought, number);
    }
    g_array_append_val(coverage->sought, none);
  }
}

static bool
weigh(SearchCoverage *coverage, const SearchWords *known, GError **error) {
  const GPtrArray *concepts = coverage->meaning->concepts;
  unsigned passages = 0;
  if (!search_words_passages(known, &passages, error))
    return false;
  for (guint i = 0; i < concepts->len; i++) {
    const SearchConcept *concept = concepts->pdata[i];
    double rarity = 0;
    if (!find_rarity(known, concept->alternatives->pdata[0], passages, &rarity, error))
      return false;
    coverage->importance[i] = concept->weight * rarity;
    coverage->whole += coverage->importance[i];
    number_terms(coverage, concept);
  }
  return true;
}

SearchCoverage *
search_coverage_new(const SearchWords *known, const SearchMeaning *meaning, GError **error) {
  SearchCoverage *coverage = g_new0(SearchCoverage, 1);
  coverage->meaning = meaning;
  coverage->importance = g_new0(double, meaning->concepts->len + 1);
  coverage->numbers = g_hash_table_new(g_str_hash, g_str_equal);
  coverage->sought = g_array_new(FALSE, FALSE, sizeof(guint));
  if (!weigh(coverage, known, error))
    g_clear_pointer(&coverage, search_coverage_free);
  return coverage;
}

void
search_coverage_free(SearchCoverage *coverage) {
  if (coverage == NULL)
    return;
  g_free(coverage->importance);
  g_hash_table_unref(coverage->numbers);
  g_array_unref(coverage->sought);
  g_free(coverage);
}

static double
worth_of(const SearchAlternative *alternative) {
  bool apart = alternative->because == SEARCH_BECAUSE_NEAR ||
               alternative->because == SEARCH_BECAUSE_TOGETHER;
  return apart ? MAX(alternative->weight, WORTH_APART) : alternative->weight;
}

/* The best of a concept's alternatives that the text holds, 0..1. sought: the numbers of their
 * terms; then stands behind them. */
static double
concept_share(const SearchConcept *concept, const guint **sought, const bool *seen) {
  double best = 0;
  for (guint i = 0; i < concept->alternatives->len; i++) {
    bool whole = true;
    for (; **sought != 0; (*sought)++)
      whole = whole && seen[**sought];
    (*sought)++;
    if (whole)
      best = MAX(best, worth_of(concept->alternatives->pdata[i]));
  }
  return best;
}

/* Of all concepts, where these terms are there. */
static double
share_of(const SearchCoverage *coverage, const bool *seen) {
  const GPtrArray *concepts = coverage->meaning->concepts;
  const guint *sought = (const guint *)(void *)coverage->sought->data;
  double covered = 0;
  for (guint i = 0; i < concepts->len; i++)
    covered += coverage->importance[i] * concept_share(concepts->pdata[i], &sought, seen);
  return coverage->whole > 0 ? covered / coverage->whole : 0;
}

double
search_coverage_of(const SearchCoverage *coverage, const GArray *terms, gsize start_bytes,
                   gsize end_bytes) {
  bool *seen = g_new0(bool, g_hash_table_size(coverage->numbers) + 1);
  for (guint i = 0; i < terms->len; i++) {
    const IndexerTerm *term = &g_array_index(terms, IndexerTerm, i);
    if (term->start_bytes >= start_bytes && term->start_bytes < end_bytes)
      seen[number_of(coverage, term->term)] = true;
  }
  double share = share_of(coverage, seen);
  g_free(seen);
  return share;
}

double
search_coverage_most(const SearchCoverage *coverage, char *const *terms, const bool *held) {
  guint count = g_hash_table_size(coverage->numbers) + 1;
  bool *seen = g_new(bool, count);
  for (guint i = 0; i < count; i++)
    seen[i] = true;
  for (guint i = 0; terms[i] != NULL; i++)
    seen[number_of(coverage, terms[i])] = held[i];
  double share = share_of(coverage, seen);
  g_free(seen);
  return share;
}
