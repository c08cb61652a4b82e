/* search/learn/learn.c: compares a report with its peers, and finds what to learn for each need. */
#include "search/learn/learn.h"

#include "search/ask/error.h"
#include "search/learn/steps.h"

static void
source_free(gpointer data) {
  SearchLearnSource *source = data;
  search_excerpt_clear(&source->excerpt);
  g_clear_pointer(&source->of, g_ptr_array_unref);
  g_free(data);
}

void
search_learn_free(SearchLearn *learn) {
  if (learn == NULL)
    return;
  g_ptr_array_unref(learn->suggestions);
  g_hash_table_unref(learn->read);
  search_scores_free(learn->scores);
  corpus_report_free(learn->own);
  g_free(learn);
}

/* ---- the report ---- */

static const CorpusReport *
newest_report(const GPtrArray *reports, const CorpusMunicipality *municipality,
              const SearchFilters *filters) {
  const CorpusReport *newest = NULL;
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    if (report->municipality == municipality && search_filters_accept_class(filters, report) &&
        (newest == NULL || search_report_is_newer(report, newest)))
      newest = report;
  }
  return newest;
}

/* NULL with an error where the municipality has none. */
static const CorpusReport *
choose_report(const SearchEngine *engine, const SearchFilters *filters, const char *name,
              GError **error) {
  const CorpusMunicipality *municipality = search_municipality(name, error);
  if (municipality == NULL)
    return NULL;
  const CorpusReport *report =
      newest_report(indexer_reader_reports(engine->reader), municipality, filters);
  if (report == NULL)
    search_filters_refuse_none(filters, municipality, error);
  return report;
}

/* ---- all ---- */

/* Takes the needs' suggestions, and finds sources and role models for them. */
static bool
learn_all(const SearchLibrary *library, const GPtrArray *needs, SearchLearn *learn,
          GError **error) {
  bool ok = true;
  guint64 areas = 0; /* bit n set = the role models of area n as a whole were given */
  for (guint i = 0; ok && i < needs->len; i++) {
    SearchNeed *need = needs->pdata[i];
    guint64 area = (guint64)1 << need->suggestion->area;
    GArray *about = g_array_new(FALSE, FALSE, sizeof(SearchAbout));
    need->suggestion->from = g_ptr_array_new_with_free_func(source_free);
    need->suggestion->models = g_array_new(FALSE, FALSE, sizeof(SearchModelReference));
    ok = search_learn_find_sources(library, need, about, error);
    if (ok)
      search_learn_find_models(library, need, about,
                               need->suggestion->improvement == NULL && (areas & area) == 0);
    areas |= area;
    g_ptr_array_add(learn->suggestions, g_steal_pointer(&need->suggestion));
    g_array_unref(about);
  }
  return ok;
}

static bool
learn_from_peers(SearchEngine *engine, const SearchFilters *filters, SearchPeers *peers,
                 SearchLearn *learn, GError **error) {
  GPtrArray *needs = search_learn_needs(engine, learn->own, peers, filters, error);
  if (needs == NULL)
    return false;
  SearchLibrary library = {engine, peers, learn->read};
  learn->compared = peers->comparable;
  learn->total = needs->len;
  search_filters_page(filters, needs);
  bool ok = learn_all(&library, needs, learn, error);
  learn->scores = g_steal_pointer(&peers->scores);
  g_ptr_array_unref(needs);
  return ok;
}

/* What search_learn() was asked. */
typedef struct {
  const SearchFilters *filters;
  const char *municipality;
} Question;

static bool
answer(SearchEngine *engine, const Question *asked, SearchLearn *learn, GError **error) {
  learn->report = choose_report(engine, asked->filters, asked->municipality, error);
  if (learn->report != NULL)
    learn->own = indexer_reader_whole_report(engine->reader, learn->report->id, error);
  if (learn->own == NULL)
    return false;
  SearchPeers *peers =
      search_peers_new(indexer_reader_reports(engine->reader), learn->report, asked->filters);
  bool ok = learn_from_peers(engine, asked->filters, peers, learn, error);
  search_peers_free(peers);
  return ok;
}

static void *
attempt(SearchEngine *engine, void *context, GError **error) {
  SearchLearn *learn = g_new0(SearchLearn, 1);
  learn->suggestions = g_ptr_array_new_with_free_func((GDestroyNotify)search_suggestion_free);
  learn->read = search_readings_new();
  if (!answer(engine, context, learn, error))
    g_clear_pointer(&learn, search_learn_free);
  return learn;
}

SearchLearn *
search_learn(SearchEngine *engine, const SearchFilters *filters, const char *municipality,
             GError **error) {
  gint64 start = g_get_monotonic_time();
  Question asked = {filters, municipality};
  SearchLearn *learn = search_engine_ask(engine, attempt, &asked, error);
  if (learn != NULL)
    learn->took_ms = (double)(g_get_monotonic_time() - start) / 1000.0;
  return learn;
}
