/* search/query/find.c: runs a query and reads its hits into plain structs. */
#include "search/query/find.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/schema.h"
#include "search/ask/error.h"
#include "search/query/query.h"

/* Shares of a hit's relevance that good practice adds (--rank practice). */
#define PRACTICE_STRENGTH 0.5
#define PRACTICE_SCORE 0.5

const char *
search_facet_name(SearchFacet facet) {
  static const char *const names[SEARCH_FACETS] = {
      [SEARCH_FACET_AREA] = N_("area"),
      [SEARCH_FACET_TAG] = N_("tag"),
      [SEARCH_FACET_MUNICIPALITY] = N_("municipality"),
      [SEARCH_FACET_REVISION] = N_("revision"),
  };
  return names[facet];
}

static const char *const ORDER_NAMES[SEARCH_ORDERS] = {
    [SEARCH_ORDER_RELEVANCE] = "relevance", [SEARCH_ORDER_PRACTICE] = "practice"};

bool
search_order_parse(const char *name, SearchOrder *order) {
  for (SearchOrder i = 0; i < SEARCH_ORDERS; i++)
    if (strcmp(ORDER_NAMES[i], name) == 0) {
      *order = i;
      return true;
    }
  return false;
}

/* ---- answers ---- */

static void
hit_free(SearchHit *hit) {
  search_found_unref(hit->found);
  search_excerpt_clear(&hit->excerpt);
  g_strfreev(hit->matched);
  g_free(hit);
}

static SearchResults *
results_new(const char *query) {
  SearchResults *results = g_new0(SearchResults, 1);
  results->query = g_strdup(query);
  results->hits = g_ptr_array_new_with_free_func((GDestroyNotify)hit_free);
  for (gsize i = 0; i < SEARCH_FACETS; i++)
    results->facets[i] = g_array_new(FALSE, FALSE, sizeof(SearchFacetCount));
  results->notices = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_notice_free);
  return results;
}

void
search_results_free(SearchResults *results) {
  if (results == NULL)
    return;
  g_free(results->query);
  g_free(results->corrected);
  search_plan_free(results->plan);
  g_ptr_array_unref(results->notices);
  g_ptr_array_unref(results->hits);
  for (gsize i = 0; i < SEARCH_FACETS; i++)
    g_array_unref(results->facets[i]);
  g_free(results);
}

/* ---- reading ---- */

/* A question under way. */
typedef struct {
  SearchEngine *engine;
  const SearchFilters *filters;
  const SearchManner *manner;
  SearchPlan *plan;
  SearchMatcher *matcher;
  ShimQuery *words; /* without filters */
  ShimQuery *query;
  SearchPlaces *places; /* that are named */
} Asking;

static bool
explain_likeness(const Asking *asking, const ShimDocument *document, SearchHit *hit,
                 GError **error) {
  char *like = NULL;
  gsize length_bytes = 0;
  if (asking->plan->likeness == NULL)
    return true;
  if (!shim_document_value(document, INDEXER_SLOT_LIKE, &like, &length_bytes, error))
    return false;
  hit->likeness = search_likeness_of(asking->plan->likeness, like, length_bytes);
  g_free(like);
  return true;
}

/* Keeps the subjects of terms ("4.4"): a passage that says nothing of the query itself was found as
 * it stands under a question or an area which does. */
static void
keep_subjects(char *const *terms, GPtrArray *kept) {
  for (char *const *term = terms; *term != NULL; term++)
    if (g_str_has_prefix(*term, INDEXER_FILTER_SUBJECT))
      g_ptr_array_add(kept, g_strdup(*term + strlen(INDEXER_FILTER_SUBJECT)));
}

/* The terms of the passage's own text alone, where it has any: no filters, no context. Prefixes are
 * capitals, words are not (indexer/schema.h). */
static bool
explain_terms(const Asking *asking, unsigned document_id, SearchHit *hit, GError **error) {
  char **terms = NULL;
  if (!shim_search_matching_terms(indexer_reader_database(asking->engine->reader), asking->query,
                                  document_id, &terms, error))
    return false;
  GPtrArray *own = g_ptr_array_new();
  for (char **term = terms; *term != NULL; term++)
    if (!g_ascii_isupper(**term))
      g_ptr_array_add(own, g_strdup(*term));
  if (own->len == 0)
    keep_subjects(terms, own);
  g_strfreev(terms);
  g_ptr_array_add(own, NULL);
  hit->matched = (char **)g_ptr_array_free(own, FALSE);
  return true;
}

static bool
read_hit(const Asking *asking, const ShimHit *ranked, SearchResults *results, GError **error) {
  SearchFound *found = search_found_of(asking->engine, ranked, error);
  if (found == NULL)
    return false;
  SearchHit *hit = g_new0(SearchHit, 1);
  hit->score = ranked->weight;
  hit->report = found->report;
  hit->passage = found->passage;
  hit->found = found;
  g_ptr_array_add(results->hits, hit);
  return indexer_reader_read(asking->engine->reader, hit->report->id, INDEXER_PART_FIGURES,
                             error) &&
         (!asking->manner->explain || (explain_terms(asking, ranked->id, hit, error) &&
                                       explain_likeness(asking, ranked->document, hit, error)));
}

/* How much good practice lifts a hit: a strength and a full score by a half each. */
static double
practice(const SearchHit *hit) {
  const CorpusQuestionScore *score =
      *hit->passage->question != '\0' ? corpus_report_question(hit->report, hit->passage->question)
                                      : NULL;
  double lift = hit->passage->tag == CORPUS_TAG_STRENGTH ? PRACTICE_STRENGTH : 0;
  return 1 + lift +
         (score != NULL && score->percent > 0 ? PRACTICE_SCORE * score->percent / 100.0 : 0);
}

static int
compare_scores(gconstpointer a, gconstpointer b) {
  const SearchHit *first = *(SearchHit *const *)a, *second = *(SearchHit *const *)b;
  return first->score < second->score ? 1 : first->score > second->score ? -1 : 0;
}

/* Puts good practice first, and keeps the hits that the filters ask for. */
static void
order_by_practice(const SearchFilters *filters, SearchResults *results) {
  if (results->hits->len == 0)
    return; /* no array yet, which qsort() may not be given */
  for (guint i = 0; i < MIN(results->hits->len, SEARCH_PRACTICE_POOL); i++) {
    SearchHit *hit = results->hits->pdata[i];
    hit->score *= practice(hit);
  }
  qsort(results->hits->pdata, MIN(results->hits->len, SEARCH_PRACTICE_POOL), sizeof(gpointer),
        compare_scores);
  guint offset = MIN(filters->offset, results->hits->len);
  g_ptr_array_remove_range(results->hits, 0, offset);
  if (results->hits->len > filters->limit)
    g_ptr_array_set_size(results->hits, (gint)filters->limit);
}

/* Ranks and excerpts, for the hits that are left. */
static void
finish_hits(const Asking *asking, SearchResults *results) {
  for (guint i = 0; i < results->hits->len; i++) {
    SearchHit *hit = results->hits->pdata[i];
    hit->rank = asking->filters->offset + i + 1;
    search_excerpt_make(asking->matcher, hit->found, &hit->excerpt);
  }
}

/* ---- facets ---- */

/* What the index counts by. */
static const unsigned SLOTS[] = {INDEXER_SLOT_FACETS, INDEXER_SLOT_REPORT};

#define BEST 50 /* hits, which are put in order anew */

typedef struct {
  const SearchLikeness *likeness;
  double weight;
} Liking;

static double
weight_of_like(const char *like, gsize length_bytes, const void *context) {
  const Liking *liking = context;
  return liking->weight * search_likeness_of(liking->likeness, like, length_bytes);
}

/* Where a query speaks of some practices, the best are compared with it by all of them. */
static bool
prefer_like(const Asking *asking, Liking *liking, ShimSearchOptions *options, GError **error) {
  unsigned passages = 0;
  if (asking->plan->likeness == NULL)
    return true;
  if (!search_words_passages(asking->engine->words, &passages, error))
    return false;
  *liking = (Liking){asking->plan->likeness, search_weights()->likeness * log(1.0 + passages)};
  options->bonus = weight_of_like;
  options->bonus_context = liking;
  options->bonus_slot = INDEXER_SLOT_LIKE;
  options->bonus_best = BEST;
  return true;
}

/* What a search over all matches is asked for. Of each text that a report has more than once the
 * best passage is shown and counted; not where everything is asked for, as it is there. */
static ShimSearchOptions
options_of(const Asking *asking) {
  ShimSearchOptions options = shim_search_options_default();
  options.tie_slot = INDEXER_SLOT_WRITTEN;
  options.check_at_least = SHIM_ALL_MATCHES;
  options.facet_slots = SLOTS;
  options.facet_count = G_N_ELEMENTS(SLOTS);
  if (asking->plan->kind != SEARCH_NODE_EVERYTHING)
    options.repeat_mark = INDEXER_FILTER_REPEATED "1";
  options.repeat_slot = INDEXER_SLOT_SAME_TEXT;
  return options;
}

/* The filters without the one that chooses among the facet's values; false where that is not set.
 * wide borrows from filters and from none, which holds no filter. */
static bool
widen(const SearchFilters *filters, SearchFacet facet, const SearchFilters *none,
      SearchFilters *wide) {
  *wide = *filters;
  switch (facet) {
  case SEARCH_FACET_AREA:
    wide->areas = 0;
    return filters->areas != 0;
  case SEARCH_FACET_TAG:
    wide->tags = 0;
    return filters->tags != 0;
  case SEARCH_FACET_MUNICIPALITY:
    wide->municipalities = none->municipalities;
    return filters->municipalities->len > 0;
  case SEARCH_FACET_REVISION:
    wide->revisions = none->revisions;
    wide->numbering = search_filters_numbering(filters);
    return filters->revisions->len > 0;
  default:
    return false;
  }
}

/* Counts a facet's values over all that the other filters let through. */
static bool
count_facet(const Asking *asking, const SearchFilters *wide, SearchFacet facet, GArray *counts,
            GError **error) {
  ShimQuery *query = NULL;
  ShimResult *result = NULL;
  ShimSearchOptions options = options_of(asking);
  options.limit = 0;
  GArray *lists[SEARCH_FACETS] = {NULL};
  lists[facet] = counts;
  bool ok =
      search_query_filter(asking->engine->reader, wide, asking->words, &query, error) &&
      shim_search(indexer_reader_database(asking->engine->reader), query, &options, &result, error);
  if (ok)
    search_facets_sum(asking->engine, search_filters_by_number(asking->filters), result, lists);
  shim_result_free(result);
  shim_query_free(query);
  return ok;
}

/* A facet passes over the filter on its own field, so that the other values can be chosen too. */
static bool
read_facets(const Asking *asking, const ShimResult *result, GArray *facets[SEARCH_FACETS],
            GError **error) {
  SearchFilters *none = search_filters_new();
  GArray *same[SEARCH_FACETS] = {NULL};
  bool ok = true;
  for (SearchFacet i = 0; ok && i < SEARCH_FACETS; i++) {
    SearchFilters wide;
    if (widen(asking->filters, i, none, &wide))
      ok = count_facet(asking, &wide, i, facets[i], error);
    else
      same[i] = facets[i];
  }
  if (ok)
    search_facets_sum(asking->engine, search_filters_by_number(asking->filters), result, same);
  search_filters_free(none);
  return ok;
}

/* ---- asking ---- */

static const SearchManner PLAIN = {SEARCH_ORDER_RELEVANCE, false};

static bool
read_result(const Asking *asking, const ShimResult *result, SearchResults *results,
            GError **error) {
  results->total = result->total;
  for (gsize i = 0; i < result->hit_count; i++)
    if (!read_hit(asking, &result->hits[i], results, error))
      return false;
  if (asking->manner->order == SEARCH_ORDER_PRACTICE)
    order_by_practice(asking->filters, results);
  finish_hits(asking, results);
  return read_facets(asking, result, results->facets, error);
}

/* All matches are looked at, so that the total and the facets are exact. The whole pool is read
 * where it is to be reordered. */
static bool
run(const Asking *asking, ShimResult **result, GError **error) {
  const SearchFilters *filters = asking->filters;
  ShimSearchOptions options = options_of(asking);
  Liking liking;
  bool pool = asking->manner->order == SEARCH_ORDER_PRACTICE;
  options.offset = pool ? 0 : filters->offset;
  options.limit =
      pool ? MAX(SEARCH_PRACTICE_POOL, filters->offset + filters->limit) : filters->limit;
  return prefer_like(asking, &liking, &options, error) &&
         shim_search(indexer_reader_database(asking->engine->reader), asking->query, &options,
                     result, error);
}

static bool
understand(Asking *asking, const SearchNode *node, const char *typed, GError **error) {
  SearchEngine *engine = asking->engine;
  asking->plan = search_plan_new(engine->words, node, error);
  if (asking->plan != NULL)
    asking->places = search_places_named(asking->plan, typed);
  if (asking->plan != NULL && search_plan_find_practices(engine->words, asking->plan, error) &&
      (!asking->manner->explain || search_plan_check_practices(engine->words, asking->plan, error)))
    asking->matcher = search_matcher_new(engine->terms, asking->plan, error);
  return asking->matcher != NULL &&
         search_query_build(engine->words, asking->plan, &asking->words, error) &&
         search_query_widen(engine->words, asking->plan, &asking->words, error) &&
         search_query_lift_places(engine->reader, engine->words, asking->places, &asking->words,
                                  error) &&
         search_query_filter(engine->reader, asking->filters, asking->words, &asking->query, error);
}

static bool
ask(Asking *asking, const SearchNode *node, SearchResults *results, GError **error) {
  ShimResult *result = NULL;
  bool ok = understand(asking, node, results->query, error) && run(asking, &result, error) &&
            read_result(asking, result, results, error) &&
            search_note_unfound(asking->engine, asking->plan, results->notices, error);
  if (ok) {
    search_note_filters(asking->plan, results->notices);
    search_note_elsewhere(asking->engine->reader, results->query, asking->plan,
                          asking->places->municipalities, results->notices);
  }
  shim_result_free(result);
  shim_query_free(asking->query);
  shim_query_free(asking->words);
  search_places_free(asking->places);
  search_matcher_free(asking->matcher);
  if (ok)
    results->corrected = search_plan_corrected(asking->plan);
  if (ok && asking->manner->explain)
    results->plan = g_steal_pointer(&asking->plan);
  search_plan_free(asking->plan);
  return ok;
}

/* Nothing passes the filters; what would without them? */
static bool
look_beyond(const Asking *asking, const SearchNode *node, SearchResults *results, GError **error) {
  SearchFilters *none = search_filters_new();
  none->limit = 0;
  Asking wide = {.engine = asking->engine, .filters = none, .manner = &PLAIN};
  SearchResults *all = results_new(results->query);
  search_filters_note_absent(asking->filters, indexer_reader_reports(asking->engine->reader),
                             results->notices);
  bool ok = ask(&wide, node, all, error);
  if (ok && all->total > 0) {
    char *text = g_strdup_printf("No passage passes the filters; without them %u match%s.",
                                 all->total, all->total == 1 ? "es" : "");
    CorpusNotice *notice = corpus_notice_new("filters_leave_none", text);
    corpus_notice_number(notice, "without", (int)all->total);
    g_ptr_array_add(results->notices, notice);
    g_free(text);
  }
  search_results_free(all);
  search_filters_free(none);
  return ok;
}

/* Does the query join words, or leave some out, so that they must stand just so? */
static bool
is_strict(const SearchNode *node) {
  bool strict = node->kind == SEARCH_NODE_PHRASE || node->kind == SEARCH_NODE_AND ||
                node->kind == SEARCH_NODE_EXCEPT;
  for (guint i = 0; !strict && node->children != NULL && i < node->children->len; i++)
    strict = is_strict(node->children->pdata[i]);
  return strict;
}

/* The words that are asked for, with spaces between them. */
static void
gather_words(const SearchNode *node, GString *words) {
  if (node->text != NULL)
    g_string_append_printf(words, "%s%s%s", words->len > 0 ? " " : "", node->text,
                           node->kind == SEARCH_NODE_PREFIX ? "*" : "");
  guint count = node->children == NULL             ? 0
                : node->kind == SEARCH_NODE_EXCEPT ? MIN(1, node->children->len)
                                                   : node->children->len;
  for (guint i = 0; i < count; i++)
    gather_words(node->children->pdata[i], words);
}

static void
note_loose(const char *words, unsigned matches, GPtrArray *notices) {
  char *text =
      g_strdup_printf("Without quotation marks and operators (%s), %u match.", words, matches);
  CorpusNotice *notice = corpus_notice_new("words_alone_match", text);
  corpus_notice_text(notice, "words", words);
  corpus_notice_number(notice, "without", (int)matches);
  g_ptr_array_add(notices, notice);
  g_free(text);
}

/* Nothing holds the words just so, and nothing else says why; what would side by side? */
static bool
look_looser(const Asking *asking, const SearchNode *node, SearchResults *results, GError **error) {
  GString *words = g_string_new(NULL);
  gather_words(node, words);
  SearchNode *loose = search_syntax_parse(words->str, NULL);
  SearchFilters *none = search_filters_new();
  none->limit = 0;
  Asking wide = {.engine = asking->engine, .filters = none, .manner = &PLAIN};
  SearchResults *all = results_new(words->str);
  bool ok = loose == NULL || ask(&wide, loose, all, error);
  if (ok && all->total > 0)
    note_loose(words->str, all->total, results->notices);
  search_results_free(all);
  search_filters_free(none);
  search_node_free(loose);
  g_string_free(words, TRUE);
  return ok;
}

/* What search_find() was asked. */
typedef struct {
  const char *query;
  const SearchNode *node;
  const SearchFilters *filters;
  const SearchManner *manner;
} Question;

static void *
attempt(SearchEngine *engine, void *context, GError **error) {
  const Question *asked = context;
  SearchResults *results = results_new(asked->query);
  Asking asking = {.engine = engine, .filters = asked->filters, .manner = asked->manner};
  bool ok = ask(&asking, asked->node, results, error);
  if (ok && results->total == 0 && search_filters_narrow(asked->filters))
    ok = look_beyond(&asking, asked->node, results, error);
  else if (ok && results->total == 0 && results->notices->len == 0 && is_strict(asked->node))
    ok = look_looser(&asking, asked->node, results, error);
  if (!ok)
    g_clear_pointer(&results, search_results_free);
  return results;
}

SearchResults *
search_find(SearchEngine *engine, const char *query, const SearchFilters *filters,
            const SearchManner *manner, GError **error) {
  gint64 start = g_get_monotonic_time();
  SearchNode *node = search_syntax_parse(query, error);
  if (node == NULL)
    return NULL;
  Question asked = {query, node, filters, manner != NULL ? manner : &PLAIN};
  SearchResults *results = search_engine_ask(engine, attempt, &asked, error);
  search_node_free(node);
  if (results != NULL)
    results->took_ms = (double)(g_get_monotonic_time() - start) / 1000.0;
  return results;
}
