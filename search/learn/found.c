/* search/learn/found.c: the passages that are found for each need, for all of them in one pass, and
 * what is to be known of these before they are read. */
#include <string.h>

#include "corpus/instrument/subject.h"
#include "indexer/schema.h"
#include "search/learn/steps.h"
#include "search/query/query.h"

/* Passages that are looked at for one need: the best for its subject in the area, and those on the
 * question of the reports that stand best on it. */
#define MOST_HITS 24
#define MOST_AHEAD 10
#define MOST_ON_QUESTION 60

static ShimSearchOptions
options_of(unsigned limit) {
  ShimSearchOptions options = shim_search_options_default();
  options.tie_slot = INDEXER_SLOT_WRITTEN;
  options.limit = limit;
  return options;
}

/* What the plan finds among what the filters choose. */
static bool
build_filtered(const SearchLibrary *library, const SearchPlan *plan, const SearchFilters *filters,
               ShimQuery **filtered, GError **error) {
  ShimQuery *query = NULL;
  bool ok = search_query_build(library->engine->words, plan, &query, error) &&
            search_query_filter(library->engine->reader, filters, query, filtered, error);
  shim_query_free(query);
  return ok;
}

/* ---- about the subject ---- */

/* Anywhere in the area. */
static bool
build_for_need(const SearchLibrary *library, const SearchNeed *need, ShimQuery **query,
               GError **error) {
  SearchFilters *filters = search_filters_new();
  unsigned area = corpus_subject_area_in(library->peers->own->revision, need->suggestion->area,
                                         corpus_subject_revision());
  filters->areas = area != 0 ? (guint64)1 << area : 0;
  bool ok = build_filtered(library, &need->subject->plan, filters, query, error);
  search_filters_free(filters);
  return ok;
}

/* The needs have words, filters and what questions say in common. */
static bool
seek_subjects(const SearchLibrary *library, const GPtrArray *needs, GError **error) {
  GPtrArray *queries = shim_queries_new();
  GPtrArray *asking = g_ptr_array_new();
  ShimSearchOptions options = options_of(MOST_HITS);
  ShimResult **results = NULL;
  bool ok = true;
  for (guint i = 0; ok && i < needs->len; i++) {
    SearchNeed *need = needs->pdata[i];
    ShimQuery *query = NULL;
    if (need->subject == NULL)
      continue;
    ok = build_for_need(library, need, &query, error);
    g_ptr_array_add(queries, query);
    g_ptr_array_add(asking, need);
  }
  ok = ok && shim_search_all(indexer_reader_database(library->engine->reader),
                             (const ShimQuery *const *)queries->pdata, queries->len, &options,
                             &results, error);
  for (guint i = 0; ok && i < asking->len; i++)
    g_ptr_array_add(((SearchNeed *)asking->pdata[i])->results, g_steal_pointer(&results[i]));
  g_free(results);
  g_ptr_array_unref(asking);
  g_ptr_array_unref(queries);
  return ok;
}

/* ---- on the question ---- */

/* What reports of a revision say on it, if that has one like it. */
static bool
seek_revision(const SearchLibrary *library, SearchNeed *need, const GPtrArray *ahead,
              unsigned revision, GError **error) {
  const char *name = search_peers_question_in(library->peers, need->suggestion->question, revision);
  SearchFilters *filters = search_filters_new();
  SearchPlan everything = {.kind = SEARCH_NODE_EVERYTHING};
  ShimSearchOptions options = options_of(MOST_ON_QUESTION);
  ShimQuery *query = NULL;
  ShimResult *result = NULL;
  for (guint i = 0; i < ahead->len; i++) {
    const CorpusReport *report = ahead->pdata[i];
    if (report->revision == revision)
      g_ptr_array_add(filters->municipalities, (gpointer)report->municipality);
  }
  g_array_append_val(filters->revisions, revision);
  g_ptr_array_add(filters->questions, g_strdup(name));
  bool ok = *name == '\0' || (build_filtered(library, &everything, filters, &query, error) &&
                              shim_search(indexer_reader_database(library->engine->reader), query,
                                          &options, &result, error));
  if (result != NULL)
    g_ptr_array_add(need->results, result);
  shim_query_free(query);
  search_filters_free(filters);
  return ok;
}

static bool
seek_question(const SearchLibrary *library, SearchNeed *need, GError **error) {
  const SearchSuggestion *suggestion = need->suggestion;
  GPtrArray *ahead =
      search_peers_ahead(library->peers, suggestion->question, suggestion->area, MOST_AHEAD);
  GHashTable *asked = g_hash_table_new(NULL, NULL);
  bool ok = true;
  for (guint i = 0; ok && i < ahead->len; i++) {
    unsigned revision = ((const CorpusReport *)ahead->pdata[i])->revision;
    if (g_hash_table_add(asked, GUINT_TO_POINTER(revision)))
      ok = seek_revision(library, need, ahead, revision, error);
  }
  g_hash_table_unref(asked);
  g_ptr_array_unref(ahead);
  return ok;
}

/* ---- what is known of them ---- */

/* What the index says of documents in few words; NULL where it can't be had for less than reading
 * them. */
typedef struct {
  GHashTable *places; /* document -> its place in the lists, from 1 */
  char **hints, **reports;
} Known;

static void
known_clear(Known *known) {
  g_hash_table_unref(known->places);
  g_strfreev(known->hints);
  g_strfreev(known->reports);
}

static bool
read_known(const SearchLibrary *library, const GPtrArray *needs, Known *known, GError **error) {
  const ShimDatabase *database = indexer_reader_database(library->engine->reader);
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(unsigned));
  *known = (Known){.places = g_hash_table_new(NULL, NULL)};
  for (guint i = 0; i < needs->len; i++) {
    const GPtrArray *results = ((const SearchNeed *)needs->pdata[i])->results;
    for (guint j = 0; j < results->len; j++) {
      const ShimResult *result = results->pdata[j];
      for (gsize hit = 0; hit < result->hit_count; hit++) {
        gpointer id = GUINT_TO_POINTER(result->hits[hit].id);
        if (g_hash_table_contains(known->places, id))
          continue;
        g_array_append_val(ids, result->hits[hit].id);
        g_hash_table_insert(known->places, id, GUINT_TO_POINTER(ids->len));
      }
    }
  }
  const unsigned *all = (const unsigned *)(void *)ids->data;
  bool ok =
      shim_database_values(database, INDEXER_SLOT_HINT, all, ids->len, &known->hints, error) &&
      shim_database_values(database, INDEXER_SLOT_REPORT, all, ids->len, &known->reports, error);
  g_array_unref(ids);
  return ok;
}

/* The same of a passage that was read. */
static void
take_from_reading(SearchAbout *about) {
  const CorpusPassage *passage = about->reading->passage;
  about->report = about->reading->terms != NULL ? about->reading->report : NULL;
  about->hint = (IndexerHint){
      .item = passage->kind == CORPUS_KIND_ITEM, .names = true, .tag = passage->tag, .praise = 1};
  g_strlcpy(about->hint.question, passage->question, sizeof about->hint.question);
}

/* Fills in what is known of it; its report is NULL where it is no source for anybody. */
static bool
look_at(const SearchLibrary *library, const Known *known, SearchAbout *about, GError **error) {
  if (known->hints == NULL || known->reports == NULL) {
    bool ok = search_about_read(library, about, error);
    if (ok)
      take_from_reading(about);
    return ok;
  }
  gpointer document = GUINT_TO_POINTER(about->hit->id);
  guint place = GPOINTER_TO_UINT(g_hash_table_lookup(known->places, document)) - 1;
  if (indexer_hint_from_value(known->hints[place], &about->hint))
    about->report = indexer_reader_report(library->engine->reader, known->reports[place]);
  if (about->report != NULL && !g_hash_table_contains(library->peers->teachers, about->report))
    about->report = NULL;
  return true;
}

/* ---- for each need ---- */

static bool
is_known(const GArray *about, const ShimHit *hit) {
  for (guint i = 0; i < about->len; i++)
    if (g_array_index(about, SearchAbout, i).hit->id == hit->id)
      return true;
  return false;
}

/* Takes up the passages that a query found and that may be sources, each once. The best hit says
 * all of the subject: of an improvement that is the improvement itself. */
static bool
take_up(const SearchLibrary *library, const Known *known, SearchNeed *need,
        const ShimResult *result, GError **error) {
  double full = result->hit_count > 0 ? result->hits[0].weight : 0;
  guint terms = result->terms != NULL ? g_strv_length(result->terms) : 0;
  for (gsize i = 0; i < result->hit_count; i++) {
    SearchAbout found = {.hit = &result->hits[i], .most = 1};
    found.relevance = full > 0 ? found.hit->weight / full : 0;
    if (full > 0 && found.relevance < SEARCH_LEAST_RELEVANCE - SEARCH_LESS_ON_QUESTION)
      break;
    if (!look_at(library, known, &found, error))
      return false;
    if (found.report == NULL || is_known(need->about, found.hit))
      continue;
    if (terms > 0)
      found.most =
          search_coverage_most(need->subject->coverage, result->terms, result->held + i * terms);
    g_array_append_val(need->about, found);
  }
  return true;
}

bool
search_learn_find(const SearchLibrary *library, const GPtrArray *needs, GError **error) {
  Known known = {0};
  bool ok = seek_subjects(library, needs, error);
  for (guint i = 0; ok && i < needs->len; i++)
    if (((SearchNeed *)needs->pdata[i])->suggestion->improvement == NULL)
      ok = seek_question(library, needs->pdata[i], error);
  if (!ok)
    return false;
  ok = read_known(library, needs, &known, error);
  for (guint i = 0; ok && i < needs->len; i++) {
    SearchNeed *need = needs->pdata[i];
    for (guint j = 0; ok && j < need->results->len; j++)
      ok = take_up(library, &known, need, need->results->pdata[j], error);
  }
  known_clear(&known);
  return ok;
}
