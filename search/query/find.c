/* search/query/find.c: runs a query and reads its hits into plain structs. */
#include "search/query/find.h"

#include <glib/gi18n.h>
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

const char *
search_order_name(SearchOrder order) {
  return ORDER_NAMES[order];
}

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
  corpus_passage_free(hit->passage);
  search_excerpt_clear(&hit->excerpt);
  g_strfreev(hit->matched);
  g_free(hit);
}

static void
facet_count_free(SearchFacetCount *count) {
  g_free(count->value);
  g_free(count);
}

static SearchResults *
results_new(const char *query) {
  SearchResults *results = g_new0(SearchResults, 1);
  results->query = g_strdup(query);
  results->hits = g_ptr_array_new_with_free_func((GDestroyNotify)hit_free);
  for (gsize i = 0; i < SEARCH_FACETS; i++)
    results->facets[i] = g_ptr_array_new_with_free_func((GDestroyNotify)facet_count_free);
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
    g_ptr_array_unref(results->facets[i]);
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
} Asking;

/* The terms of the passage's own text alone: no filters, no context. Prefixes are capitals, words
 * are not (indexer/schema.h). */
static bool
explain_hit(const Asking *asking, unsigned document_id, SearchHit *hit, GError **error) {
  char **terms = NULL;
  if (!shim_search_matching_terms(indexer_reader_database(asking->engine->reader), asking->query,
                                  document_id, &terms, error))
    return false;
  GPtrArray *own = g_ptr_array_new();
  for (char **term = terms; *term != NULL; term++)
    if (!g_ascii_isupper(**term))
      g_ptr_array_add(own, g_strdup(*term));
  g_strfreev(terms);
  g_ptr_array_add(own, NULL);
  hit->matched = (char **)g_ptr_array_free(own, FALSE);
  return true;
}

static bool
read_hit(const Asking *asking, const ShimHit *found, SearchResults *results, GError **error) {
  IndexerPassage place = {NULL, NULL};
  const IndexerReader *reader = asking->engine->reader;
  if (!indexer_reader_passage_of(reader, found->document, &place, error))
    return false;
  SearchHit *hit = g_new0(SearchHit, 1);
  hit->score = found->weight;
  hit->report = place.report;
  hit->passage = g_steal_pointer(&place.passage);
  g_ptr_array_add(results->hits, hit);
  return indexer_reader_read(reader, hit->report->id, INDEXER_PART_FIGURES, error) &&
         (!asking->manner->explain || explain_hit(asking, found->id, hit, error));
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
static bool
finish_hits(const Asking *asking, SearchResults *results, GError **error) {
  for (guint i = 0; i < results->hits->len; i++) {
    SearchHit *hit = results->hits->pdata[i];
    hit->rank = asking->filters->offset + i + 1;
    if (!search_excerpt_make(asking->matcher, hit->passage, &hit->excerpt, error))
      return false;
  }
  return true;
}

/* ---- what a report says more than once ---- */

/* The matches whose text others of their report have, too, best first. Of each text the first is
 * shown and counted, the others are hidden. */
typedef struct {
  ShimResult *found;  /* NULL = there are none */
  GHashTable *hidden; /* ids of documents */
} Repeats;

static void
repeats_clear(Repeats *repeats) {
  shim_result_free(repeats->found);
  g_hash_table_unref(repeats->hidden);
}

static const char MARK[] = INDEXER_FILTER_REPEATED "1";

/* Those of the query's matches that are marked as repeated, ranked as the query ranks them. */
static bool
find_marked(const Asking *asking, const ShimQuery *query, ShimResult **found, GError **error) {
  const ShimDatabase *database = indexer_reader_database(asking->engine->reader);
  ShimSearchOptions options = shim_search_options_default();
  options.tie_slot = INDEXER_SLOT_WRITTEN;
  ShimQuery *marked = NULL, *both = NULL;
  unsigned count = 0;
  if (!shim_database_term_frequency(database, MARK, &count, error))
    return false;
  if (count == 0 || asking->plan->kind == SEARCH_NODE_EVERYTHING)
    return true;
  options.limit = count;
  bool ok = shim_query_term(MARK, 1, &marked, error);
  const ShimQuery *parts[] = {query, marked};
  ok = ok && shim_query_combine(SHIM_OP_FILTER, parts, 2, &both, error) &&
       shim_search(database, both, &options, found, error);
  shim_query_free(both);
  shim_query_free(marked);
  return ok;
}

/* Clear it even where it fails. */
static bool
repeats_find(const Asking *asking, const ShimQuery *query, Repeats *repeats, GError **error) {
  *repeats = (Repeats){NULL, g_hash_table_new(NULL, NULL)};
  bool ok = find_marked(asking, query, &repeats->found, error);
  GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (gsize i = 0; ok && repeats->found != NULL && i < repeats->found->hit_count; i++) {
    const ShimHit *hit = &repeats->found->hits[i];
    char *digest = NULL;
    gsize length = 0;
    ok = shim_document_value(hit->document, INDEXER_SLOT_SAME_TEXT, &digest, &length, error);
    if (ok && !g_hash_table_add(seen, digest))
      g_hash_table_add(repeats->hidden, GUINT_TO_POINTER(hit->id));
  }
  g_hash_table_unref(seen);
  return ok;
}

/* Runs a query and finds what of its matches is to be hidden, so that so many hits more are had.
 * Mostly there is nothing, which the matches tell. Clear both even where it fails. */
static bool
search_once(const Asking *asking, const ShimQuery *query, ShimSearchOptions *options,
            ShimResult **result, Repeats *repeats, GError **error) {
  const ShimDatabase *database = indexer_reader_database(asking->engine->reader);
  *repeats = (Repeats){NULL, g_hash_table_new(NULL, NULL)};
  options->mark = MARK;
  if (!shim_search(database, query, options, result, error))
    return false;
  if ((*result)->marked < 2)
    return true;
  repeats_clear(repeats);
  if (!repeats_find(asking, query, repeats, error))
    return false;
  guint hidden = g_hash_table_size(repeats->hidden);
  if (hidden == 0 || options->limit == 0)
    return true;
  options->limit += hidden;
  shim_result_free(*result);
  *result = NULL;
  return shim_search(database, query, options, result, error);
}

static bool
is_hidden(const Repeats *repeats, const ShimHit *hit) {
  return g_hash_table_contains(repeats->hidden, GUINT_TO_POINTER(hit->id));
}

/* ---- facets ---- */

/* What the index counts by. */
static const unsigned SLOTS[] = {INDEXER_SLOT_FACETS, INDEXER_SLOT_REPORT};

/* Which of the slots has a facet's values. */
static gsize
slot_of(SearchFacet facet) {
  return facet == SEARCH_FACET_MUNICIPALITY || facet == SEARCH_FACET_REVISION ? 1 : 0;
}

/* The number, in decimal; "" for 0, which is no value. */
static void
write_number(unsigned number, char text[16]) {
  text[0] = '\0';
  if (number != 0)
    g_snprintf(text, 16, "%u", number);
}

/* The value of a facet that a slot's value says; "" where it says none. Borrowed from the call. */
static const char *
facet_value(const Asking *asking, SearchFacet facet, const char *stored, char text[16]) {
  const CorpusReport *report =
      slot_of(facet) == 1 ? indexer_reader_report(asking->engine->reader, stored) : NULL;
  bool whole = slot_of(facet) == 0 && strlen(stored) == INDEXER_FACETS;
  text[0] = '\0';
  if (facet == SEARCH_FACET_MUNICIPALITY)
    return report != NULL && report->municipality != NULL ? report->municipality->code : "";
  if (facet == SEARCH_FACET_REVISION && report != NULL) {
    g_snprintf(text, 16, "%u", report->revision); /* "0": it is not known */
  } else if (facet == SEARCH_FACET_AREA && whole) {
    /* Where the filters are on own numbers of a revision, so are the values of the facet. */
    bool number = search_filters_by_number(asking->filters);
    int at = number ? INDEXER_FACET_AREA : INDEXER_FACET_SUBJECT_AREA;
    write_number((unsigned)(stored[at] - INDEXER_FACET_ZERO), text);
  } else if (facet == SEARCH_FACET_TAG && whole) {
    int tag = stored[INDEXER_FACET_TAG] - INDEXER_FACET_ZERO;
    return tag >= 0 && tag < CORPUS_TAGS ? corpus_tag_name((CorpusTag)tag) : "";
  }
  return text;
}

/* Most frequent first, as the index counts. */
static int
compare_counts(gconstpointer a, gconstpointer b) {
  const SearchFacetCount *left = *(SearchFacetCount *const *)a;
  const SearchFacetCount *right = *(SearchFacetCount *const *)b;
  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  return strcmp(left->value, right->value);
}

/* What is hidden is not counted. */
static bool
count_hidden(const Asking *asking, SearchFacet facet, const Repeats *repeats, GHashTable *counts,
             GError **error) {
  char text[16];
  if (g_hash_table_size(repeats->hidden) == 0)
    return true;
  for (gsize i = 0; i < repeats->found->hit_count; i++) {
    const ShimHit *hit = &repeats->found->hits[i];
    char *stored = NULL;
    gsize length = 0;
    if (!is_hidden(repeats, hit))
      continue;
    if (!shim_document_value(hit->document, SLOTS[slot_of(facet)], &stored, &length, error))
      return false;
    SearchFacetCount *count = g_hash_table_lookup(counts, facet_value(asking, facet, stored, text));
    if (count != NULL && count->count > 0)
      count->count--;
    g_free(stored);
  }
  return true;
}

/* Sums up what the index has counted by a slot. */
static bool
read_facet(const Asking *asking, SearchFacet facet, const GPtrArray *values, const Repeats *repeats,
           GPtrArray *list, GError **error) {
  GHashTable *counts = g_hash_table_new(g_str_hash, g_str_equal);
  char text[16];
  for (guint i = 0; i < values->len; i++) {
    const ShimFacetValue *stored = g_ptr_array_index(values, i);
    const char *value = facet_value(asking, facet, stored->value, text);
    SearchFacetCount *count = g_hash_table_lookup(counts, value);
    if (count == NULL && *value != '\0') {
      count = g_new0(SearchFacetCount, 1);
      count->value = g_strdup(value);
      g_hash_table_insert(counts, count->value, count);
      g_ptr_array_add(list, count);
    }
    if (count != NULL)
      count->count += stored->count;
  }
  bool ok = count_hidden(asking, facet, repeats, counts, error);
  g_hash_table_unref(counts);
  for (guint i = list->len; i-- > 0;)
    if (((SearchFacetCount *)list->pdata[i])->count == 0)
      g_ptr_array_remove_index(list, i);
  g_ptr_array_sort(list, compare_counts);
  return ok;
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
count_facet(const Asking *asking, const SearchFilters *wide, SearchFacet facet, GPtrArray *counts,
            GError **error) {
  ShimQuery *query = NULL;
  ShimResult *result = NULL;
  Repeats repeats = {NULL, NULL};
  ShimSearchOptions options = shim_search_options_default();
  options.tie_slot = INDEXER_SLOT_WRITTEN;
  options.check_at_least = SHIM_ALL_MATCHES;
  options.limit = 0;
  options.facet_slots = &SLOTS[slot_of(facet)];
  options.facet_count = 1;
  bool ok = search_query_filter(wide, asking->words, &query, error);
  if (ok) {
    ok = search_once(asking, query, &options, &result, &repeats, error) &&
         read_facet(asking, facet, result->facets[0], &repeats, counts, error);
    repeats_clear(&repeats);
  }
  shim_result_free(result);
  shim_query_free(query);
  return ok;
}

/* A facet passes over the filter on its own field, so that the other values can be chosen too. */
static bool
read_facets(const Asking *asking, const ShimResult *result, const Repeats *repeats,
            GPtrArray *facets[SEARCH_FACETS], GError **error) {
  SearchFilters *none = search_filters_new();
  bool ok = true;
  for (SearchFacet i = 0; ok && i < SEARCH_FACETS; i++) {
    SearchFilters wide;
    if (widen(asking->filters, i, none, &wide))
      ok = count_facet(asking, &wide, i, facets[i], error);
    else
      ok = read_facet(asking, i, result->facets[slot_of(i)], repeats, facets[i], error);
  }
  search_filters_free(none);
  return ok;
}

/* ---- hits ---- */

/* The hits that the filters ask for, each text once; all of the pool where it is to be reordered.
 */
static bool
read_hits(const Asking *asking, const ShimResult *result, const Repeats *repeats,
          SearchResults *results, GError **error) {
  bool everything = asking->plan->kind == SEARCH_NODE_EVERYTHING;
  bool pool = asking->manner->order == SEARCH_ORDER_PRACTICE;
  guint skip = pool || everything ? 0 : asking->filters->offset;
  bool ok = true;
  for (gsize i = 0; ok && i < result->hit_count; i++) {
    if (is_hidden(repeats, &result->hits[i]))
      continue;
    if (skip > 0)
      skip--;
    else if (pool || results->hits->len < asking->filters->limit)
      ok = read_hit(asking, &result->hits[i], results, error);
  }
  return ok;
}

static bool
read_result(const Asking *asking, const ShimResult *result, const Repeats *repeats,
            SearchResults *results, GError **error) {
  results->total = result->total - g_hash_table_size(repeats->hidden);
  if (!read_hits(asking, result, repeats, results, error))
    return false;
  if (asking->manner->order == SEARCH_ORDER_PRACTICE)
    order_by_practice(asking->filters, results);
  return read_facets(asking, result, repeats, results->facets, error) &&
         finish_hits(asking, results, error);
}

/* ---- asking ---- */

/* All matches are looked at, so that the total and the facets are exact. */
static bool
run(const Asking *asking, Repeats *repeats, ShimResult **result, GError **error) {
  const SearchFilters *filters = asking->filters;
  ShimSearchOptions options = shim_search_options_default();
  options.tie_slot = INDEXER_SLOT_WRITTEN;
  options.check_at_least = SHIM_ALL_MATCHES;
  guint pool = asking->manner->order == SEARCH_ORDER_PRACTICE ? SEARCH_PRACTICE_POOL : 0;
  bool everything = asking->plan->kind == SEARCH_NODE_EVERYTHING && pool == 0;
  options.offset = everything ? filters->offset : 0;
  options.limit = everything ? filters->limit : MAX(pool, filters->offset + filters->limit);
  options.facet_slots = SLOTS;
  options.facet_count = G_N_ELEMENTS(SLOTS);
  return search_once(asking, asking->query, &options, result, repeats, error);
}

static bool
understand(Asking *asking, const SearchNode *node, GError **error) {
  SearchEngine *engine = asking->engine;
  asking->plan = search_plan_new(engine->words, node, error);
  if (asking->plan != NULL && search_plan_find_practices(engine->words, asking->plan, error))
    asking->matcher = search_matcher_new(engine->terms, asking->plan, error);
  return asking->matcher != NULL &&
         search_query_build(engine->terms, asking->plan, &asking->words, error) &&
         search_query_widen(engine->words, asking->plan, &asking->words, error) &&
         search_query_filter(asking->filters, asking->words, &asking->query, error);
}

static bool
ask(Asking *asking, const SearchNode *node, SearchResults *results, GError **error) {
  ShimResult *result = NULL;
  Repeats repeats = {NULL, NULL};
  bool ok = understand(asking, node, error);
  if (ok) {
    ok = run(asking, &repeats, &result, error) &&
         read_result(asking, result, &repeats, results, error);
    repeats_clear(&repeats);
  }
  shim_result_free(result);
  shim_query_free(asking->query);
  shim_query_free(asking->words);
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
  static const SearchManner plain = {SEARCH_ORDER_RELEVANCE, false};
  SearchFilters *none = search_filters_new();
  none->limit = 0;
  Asking wide = {.engine = asking->engine, .filters = none, .manner = &plain};
  SearchResults *all = results_new(results->query);
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

/* What search_find_in_manner() was asked. */
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
  if (!ok)
    g_clear_pointer(&results, search_results_free);
  return results;
}

SearchResults *
search_find_in_manner(SearchEngine *engine, const char *query, const SearchFilters *filters,
                      const SearchManner *manner, GError **error) {
  gint64 start = g_get_monotonic_time();
  SearchNode *node = search_syntax_parse(query, error);
  if (node == NULL)
    return NULL;
  Question asked = {query, node, filters, manner};
  SearchResults *results = search_engine_ask(engine, attempt, &asked, error);
  search_node_free(node);
  if (results != NULL)
    results->took_ms = (double)(g_get_monotonic_time() - start) / 1000.0;
  return results;
}

SearchResults *
search_find(SearchEngine *engine, const char *query, const SearchFilters *filters, GError **error) {
  SearchManner plain = {SEARCH_ORDER_RELEVANCE, false};
  return search_find_in_manner(engine, query, filters, &plain, error);
}
