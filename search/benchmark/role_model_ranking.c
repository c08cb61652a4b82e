/* search/benchmark/role_model_ranking.c: gathers, counts and cites references to role models. */
#include "search/benchmark/role_model_ranking.h"

#include <string.h>

#include "corpus/instrument/subject.h"
#include "search/ask/scores_beside.h"

static SearchRole
role_of(const CorpusReference *reference) {
  if (!reference->role_model)
    return SEARCH_ROLE_MENTION;
  return reference->self ? SEARCH_ROLE_SELF : SEARCH_ROLE_MODEL;
}

static bool
accept(const SearchFilters *filters, const GPtrArray *models, const CorpusReport *source,
       const CorpusReference *reference) {
  return search_filters_accept_role(filters, role_of(reference)) &&
         search_filters_accept_area(filters, source->revision, reference->area) &&
         search_filters_accept_question(filters, source->revision, reference->question) &&
         (models->len == 0 || g_ptr_array_find((GPtrArray *)models, reference->model, NULL));
}

/* ---- ranking ---- */

static void
count_reference(GArray *ranking, GHashTable *places, const CorpusReport *source,
                const CorpusReference *reference) {
  gpointer place = NULL;
  if (!g_hash_table_lookup_extended(places, reference->model, NULL, &place)) {
    SearchModelRank rank = {.model = reference->model, .sources = g_ptr_array_new()};
    place = GUINT_TO_POINTER(ranking->len);
    g_hash_table_insert(places, (gpointer)reference->model, place);
    g_array_append_val(ranking, rank);
  }
  SearchModelRank *rank = &g_array_index(ranking, SearchModelRank, GPOINTER_TO_UINT(place));
  rank->count++;
  if (source->municipality != NULL && !g_ptr_array_find(rank->sources, source->municipality, NULL))
    g_ptr_array_add(rank->sources, (gpointer)source->municipality);
  unsigned area =
      corpus_subject_area_in(source->revision, reference->area, corpus_subject_revision());
  if (area != 0)
    rank->areas |= (guint64)1 << area;
}

static int
compare_ranks(gconstpointer a, gconstpointer b) {
  const SearchModelRank *left = a, *right = b;
  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  return corpus_names_compare(left->model->name, right->model->name);
}

static int
compare_municipalities(gconstpointer a, gconstpointer b) {
  return corpus_names_compare((*(const CorpusMunicipality *const *)a)->name,
                              (*(const CorpusMunicipality *const *)b)->name);
}

static void
order_ranking(GArray *ranking) {
  for (guint i = 0; i < ranking->len; i++)
    g_ptr_array_sort(g_array_index(ranking, SearchModelRank, i).sources, compare_municipalities);
  g_array_sort(ranking, compare_ranks);
}

static void
rank_clear(gpointer rank) {
  g_ptr_array_unref(((SearchModelRank *)rank)->sources);
}

/* ---- all ---- */

/* Those that pass the filters, by name. A GPtrArray, the caller's. */
static GPtrArray *
accepted_reports(const GPtrArray *reports, const SearchFilters *filters) {
  GPtrArray *accepted = g_ptr_array_new();
  for (guint i = 0; i < reports->len; i++)
    if (search_filters_accept_report(filters, reports->pdata[i]))
      g_ptr_array_add(accepted, reports->pdata[i]);
  search_reports_sort(accepted);
  return accepted;
}

/* How many there are whatever is asked for, where there is nothing else. */
static void
explain_nothing(SearchModels *answer, const GPtrArray *reports, const SearchFilters *filters) {
  guint all = 0;
  for (guint i = 0; i < reports->len; i++)
    all += ((const CorpusReport *)reports->pdata[i])->references->len;
  if (answer->total > 0 || all == 0)
    return;
  search_filters_note_absent(filters, reports, answer->notices);
  char *text = g_strdup_printf("No reference passes the filters; without them there are %u.", all);
  CorpusNotice *notice = corpus_notice_new("filters_leave_no_reference", text);
  corpus_notice_number(notice, "without", (int)all);
  g_ptr_array_add(answer->notices, notice);
  g_free(text);
}

SearchModels *
search_models(const GPtrArray *reports, const SearchFilters *filters, const GPtrArray *models) {
  SearchModels *answer = g_new0(SearchModels, 1);
  answer->references = g_ptr_array_new_with_free_func(g_free);
  answer->ranking = g_array_new(FALSE, FALSE, sizeof(SearchModelRank));
  g_array_set_clear_func(answer->ranking, rank_clear);
  answer->notices = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_notice_free);
  GHashTable *places = g_hash_table_new(NULL, NULL);
  GPtrArray *accepted = accepted_reports(reports, filters);
  for (guint i = 0; i < accepted->len; i++) {
    const CorpusReport *report = accepted->pdata[i];
    for (guint j = 0; j < report->references->len; j++) {
      SearchModelReference found = {report, report->references->pdata[j]};
      if (!accept(filters, models, report, found.reference))
        continue;
      g_ptr_array_add(answer->references, g_memdup2(&found, sizeof found));
      if (filters->roles != 0 || role_of(found.reference) == SEARCH_ROLE_MODEL)
        count_reference(answer->ranking, places, report, found.reference);
    }
  }
  g_ptr_array_unref(accepted);
  g_hash_table_unref(places);
  order_ranking(answer->ranking);
  answer->total = answer->references->len;
  explain_nothing(answer, reports, filters);
  search_filters_page(filters, answer->references);
  return answer;
}

void
search_models_free(SearchModels *models) {
  if (models == NULL)
    return;
  g_ptr_array_unref(models->references);
  g_array_unref(models->ranking);
  g_ptr_array_unref(models->notices);
  g_free(models);
}

/* ---- citation ---- */

/* In Swedish, as it is pasted into a Swedish text. */
char *
search_models_cite(const SearchModelReference *found) {
  const CorpusReport *source = found->source;
  const CorpusReference *reference = found->reference;
  SearchFigures area;
  GString *out = g_string_new(reference->model->name);
  g_string_append_printf(out, ": Kommunkompassen, %s",
                         source->municipality != NULL ? source->municipality->name : source->id);
  if (source->year != 0)
    g_string_append_printf(out, " %u", source->year);
  g_string_append_printf(out, " (%s)", source->source);
  if (search_figures_area(source, reference->area, &area))
    g_string_append_printf(out, ", område %u %s", area.area, area.name != NULL ? area.name : "");
  if (*reference->question != '\0')
    g_string_append_printf(out, ", fråga %s", reference->question);
  g_string_append_printf(out, ", s. %u i filen: ”%s”", reference->page, reference->sentence);
  return g_string_free(out, FALSE);
}
