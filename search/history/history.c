/* search/history/history.c: gathers the evaluations of a municipality, and what they print of
 * earlier years. */
#include "search/history/history.h"

#include "search/ask/error.h"
#include "search/benchmark/comparable.h"
#include "search/history/changes.h"

const char *
search_change_name(SearchChangeKind kind) {
  static const char *const names[] = {"stayed", "met", "returned"};
  return names[kind];
}

void
search_history_free(SearchHistory *history) {
  if (history == NULL)
    return;
  g_ptr_array_unref(history->evaluations);
  g_array_unref(history->printed);
  g_ptr_array_unref(history->changes);
  g_free(history);
}

const CorpusReport *
search_history_before(const SearchHistory *history, guint at, const char *id) {
  const CorpusReport *report = history->evaluations->pdata[at];
  while (at > 0) {
    const CorpusReport *earlier = history->evaluations->pdata[--at];
    if (search_figure_score(earlier, id) >= 0 && search_figures_compare(report, earlier, id))
      return earlier;
  }
  return NULL;
}

/* ---- evaluations ---- */

static int
compare_evaluations(gconstpointer a, gconstpointer b) {
  const CorpusReport *left = *(const CorpusReport *const *)a;
  const CorpusReport *right = *(const CorpusReport *const *)b;
  return search_report_is_newer(left, right) ? 1 : search_report_is_newer(right, left) ? -1 : 0;
}

static bool
add_evaluations(const SearchEngine *engine, const SearchFilters *filters, SearchHistory *history,
                GError **error) {
  const GPtrArray *reports = indexer_reader_reports(engine->reader);
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    if (report->municipality != history->municipality ||
        !search_filters_accept_class(filters, report))
      continue;
    CorpusReport *whole = indexer_reader_whole_report(engine->reader, report->id, error);
    if (whole == NULL)
      return false;
    g_ptr_array_add(history->evaluations, whole);
  }
  g_ptr_array_sort(history->evaluations, compare_evaluations);
  if (history->evaluations->len > 0)
    return true;
  search_filters_refuse_none(filters, history->municipality, error);
  return false;
}

/* ---- what they print of earlier years ---- */

/* What the evaluation of the year says of an area that the source prints; -1 where there is none,
 * or none that may be compared. */
static int
evaluated(const SearchHistory *history, const SearchPrinted *printed) {
  char id[8] = "total";
  if (printed->area != 0)
    g_snprintf(id, sizeof id, "%u", printed->area);
  for (guint i = 0; i < history->evaluations->len; i++) {
    const CorpusReport *report = history->evaluations->pdata[i];
    if (report->year == printed->year && search_figures_compare(report, printed->source, id))
      return search_figure_score(report, id);
  }
  return -1;
}

static int
compare_printed(gconstpointer a, gconstpointer b) {
  const SearchPrinted *left = a, *right = b;
  if (left->year != right->year)
    return left->year > right->year ? 1 : -1;
  if (left->area != right->area)
    return left->area > right->area ? 1 : -1;
  return search_report_is_newer(left->source, right->source) -
         search_report_is_newer(right->source, left->source);
}

static void
add_printed(const SearchFilters *filters, SearchHistory *history) {
  for (guint i = 0; i < history->evaluations->len; i++) {
    const CorpusReport *source = history->evaluations->pdata[i];
    for (guint j = 0; j < source->history->len; j++) {
      const CorpusHistory *point = &g_array_index(source->history, CorpusHistory, j);
      SearchPrinted printed = {source, point->year, point->area, point->score, -1};
      if (point->area != 0 && !search_filters_accept_area(filters, source->revision, point->area))
        continue;
      printed.evaluated = evaluated(history, &printed);
      g_array_append_val(history->printed, printed);
    }
  }
  g_array_sort(history->printed, compare_printed);
}

/* ---- all ---- */

/* What search_history() was asked. */
typedef struct {
  const SearchFilters *filters;
  const CorpusMunicipality *municipality;
} Question;

static void *
attempt(SearchEngine *engine, void *context, GError **error) {
  const Question *asked = context;
  SearchHistory *history = g_new0(SearchHistory, 1);
  history->municipality = asked->municipality;
  history->evaluations = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_report_free);
  history->printed = g_array_new(FALSE, FALSE, sizeof(SearchPrinted));
  history->changes = g_ptr_array_new_with_free_func(g_free);
  if (!add_evaluations(engine, asked->filters, history, error) ||
      !search_history_find_changes(engine, asked->filters, history, error)) {
    search_history_free(history);
    return NULL;
  }
  add_printed(asked->filters, history);
  history->total = history->changes->len;
  search_filters_page(asked->filters, history->changes);
  return history;
}

SearchHistory *
search_history(SearchEngine *engine, const SearchFilters *filters, const char *municipality,
               GError **error) {
  Question asked = {filters, search_municipality(municipality, error)};
  return asked.municipality != NULL ? search_engine_ask(engine, attempt, &asked, error) : NULL;
}
