/* search/query/narrow.c: narrows a query to what the user's filters choose; declared in query.h.
 *
 * A passage has its area, question and tag as terms. Whose report it is, of when and of which
 * revision, is known of the report: these filters are a choice of reports. */
#include "search/query/query.h"

#include <string.h>

#include "corpus/instrument/subject.h"
#include "indexer/schema.h"

/* Documents that hold one of the values: as one term, so that they are kept as one list. */
static bool
build_choice(const char *prefix, const GPtrArray *values, ShimQuery **query, GError **error) {
  GPtrArray *choices = shim_queries_new();
  bool ok = true;
  for (guint i = 0; i < values->len && ok; i++) {
    char *term = g_strconcat(prefix, values->pdata[i], NULL);
    ShimQuery *choice = NULL;
    ok = shim_query_term(term, 1, &choice, error);
    if (ok)
      g_ptr_array_add(choices, choice);
    g_free(term);
  }
  ok = ok && shim_queries_combine(SHIM_OP_SYNONYM, choices, query, error);
  g_ptr_array_unref(choices);
  return ok;
}

/* Adds a choice of passages; nothing where there is no value. Takes the values. */
static bool
add_choice(GPtrArray *list, const char *prefix, GPtrArray *values, GError **error) {
  ShimQuery *any = NULL;
  bool ok = values->len == 0 || build_choice(prefix, values, &any, error);
  if (any != NULL)
    g_ptr_array_add(list, any);
  g_ptr_array_unref(values);
  return ok;
}

static GPtrArray *
values_new(void) {
  return g_ptr_array_new_with_free_func(g_free);
}

/* The number itself, or that of its subject; takes the number. What has no subject matches none. */
static char *
wish_of(const SearchFilters *filters, char *id) {
  if (search_filters_by_number(filters))
    return id;
  unsigned numbering = strchr(id, '.') != NULL ? search_filters_numbering_of(filters, id)
                                               : search_filters_numbering(filters);
  char *subject = g_strdup(corpus_subject_in(numbering, id, corpus_subject_revision()));
  g_free(id);
  return subject;
}

static GPtrArray *
area_values(const SearchFilters *filters) {
  GPtrArray *values = values_new();
  for (unsigned area = 1; area <= CORPUS_AREA_MAX; area++)
    if ((filters->areas >> area & 1) != 0)
      g_ptr_array_add(values, wish_of(filters, g_strdup_printf("%u", area)));
  return values;
}

static GPtrArray *
question_values(const SearchFilters *filters) {
  GPtrArray *values = values_new();
  for (guint i = 0; i < filters->questions->len; i++)
    g_ptr_array_add(values, wish_of(filters, g_strdup(filters->questions->pdata[i])));
  return values;
}

static GPtrArray *
tag_values(const SearchFilters *filters) {
  GPtrArray *values = values_new();
  for (CorpusTag tag = CORPUS_TAG_NEUTRAL; filters->tags != 0 && tag < CORPUS_TAGS; tag++)
    if (search_filters_accept_tag(filters, tag))
      g_ptr_array_add(values, g_strdup(corpus_tag_name(tag)));
  return values;
}

/* ---- reports ---- */

static bool
chooses_reports(const SearchFilters *filters) {
  return filters->municipalities->len > 0 || filters->counties->len > 0 ||
         filters->years->len > 0 || filters->revisions->len > 0;
}

/* The ids of those that pass. */
static GPtrArray *
report_values(const IndexerReader *reader, const SearchFilters *filters) {
  GPtrArray *values = g_ptr_array_new_with_free_func(g_free);
  const GPtrArray *reports = indexer_reader_reports(reader);
  for (guint i = 0; i < reports->len; i++)
    if (search_filters_accept_report(filters, reports->pdata[i]))
      g_ptr_array_add(values, g_strdup(((const CorpusReport *)reports->pdata[i])->id));
  return values;
}

/* Adds a choice among the documents of the reports that pass, which may be none. */
static bool
add_reports(GPtrArray *list, const IndexerReader *reader, const SearchFilters *filters,
            GError **error) {
  if (!chooses_reports(filters))
    return true;
  GPtrArray *values = report_values(reader, filters);
  ShimQuery *any = NULL;
  bool ok = build_choice(INDEXER_FILTER_REPORT, values, &any, error);
  if (ok)
    g_ptr_array_add(list, any);
  g_ptr_array_unref(values);
  return ok;
}

/* ---- all of them ---- */

/* Passages that hold one of the chosen values of each filter, NULL where nothing is chosen. */
static bool
build_choices(const IndexerReader *reader, const SearchFilters *filters, ShimQuery **query,
              GError **error) {
  bool number = search_filters_by_number(filters);
  *query = NULL;
  GPtrArray *list = shim_queries_new();
  bool ok = add_choice(list, number ? INDEXER_FILTER_AREA : INDEXER_FILTER_SUBJECT,
                       area_values(filters), error) &&
            add_choice(list, number ? INDEXER_FILTER_QUESTION : INDEXER_FILTER_SUBJECT,
                       question_values(filters), error) &&
            add_choice(list, INDEXER_FILTER_TAG, tag_values(filters), error) &&
            add_reports(list, reader, filters, error) &&
            (list->len == 0 || shim_queries_combine(SHIM_OP_AND, list, query, error));
  g_ptr_array_unref(list);
  return ok;
}

/* Background is left out by what it is, not by letting all other tags in: those are long lists that
 * every query would have to walk along. */
static bool
leave_out_background(const ShimQuery *inner, ShimQuery **query, GError **error) {
  ShimQuery *background = NULL;
  char *term = g_strconcat(INDEXER_FILTER_TAG, corpus_tag_name(CORPUS_TAG_BACKGROUND), NULL);
  bool ok = shim_query_term(term, 1, &background, error);
  const ShimQuery *both[] = {inner, background};
  ok = ok && shim_query_combine(SHIM_OP_AND_NOT, both, 2, query, error);
  shim_query_free(background);
  g_free(term);
  return ok;
}

bool
search_query_filter(const IndexerReader *reader, const SearchFilters *filters,
                    const ShimQuery *inner, ShimQuery **query, GError **error) {
  ShimQuery *choices = NULL, *chosen = NULL;
  if (!build_choices(reader, filters, &choices, error))
    return false;
  const ShimQuery *both[] = {inner, choices};
  bool ok = choices != NULL ? shim_query_combine(SHIM_OP_FILTER, both, 2, &chosen, error)
                            : shim_query_scale(inner, 1, &chosen, error);
  if (ok && filters->tags == 0)
    ok = leave_out_background(chosen, query, error);
  else if (ok)
    *query = g_steal_pointer(&chosen);
  shim_query_free(choices);
  shim_query_free(chosen);
  return ok;
}
