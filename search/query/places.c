/* search/query/places.c: lifts the reports on municipalities that a query names; declared in
 * query.h.
 *
 * A report seldom says of whom it tells: "Kommunen har ett kundcenter". So each passage of a report
 * on Östersund weighs as if it had one more word that is as rare as can be. That makes no match of
 * any: the words of the query find, the name among them. */
#include <math.h>

#include "corpus/language/lexicon.h"
#include "indexer/schema.h"
#include "search/query/query.h"

#define LONGEST_NAME 3 /* words of a municipality's or a county's name */

/* What a query names. */
typedef struct {
  GPtrArray *municipalities; /* const CorpusMunicipality * */
  GPtrArray *counties;       /* const char * */
} Places;

/* Notes the municipality or county that the words name. Is it one? */
static bool
note_name(const char *name, Places *places) {
  const CorpusMunicipality *municipality = corpus_municipality_find(name);
  const char *county = municipality == NULL ? search_county_called(name) : NULL;
  if (municipality != NULL)
    g_ptr_array_add(places->municipalities, (gpointer)municipality);
  else if (county != NULL)
    g_ptr_array_add(places->counties, (gpointer)county);
  return municipality != NULL || county != NULL;
}

/* Of a run of words. */
typedef struct {
  char **words;
  bool *strange; /* of each: the dictionary does not have it */
  guint count;
} Run;

static Run
run_of(const char *written) {
  Run run = {.words = g_strsplit(written, " ", -1)};
  run.count = g_strv_length(run.words);
  run.strange = g_new(bool, run.count);
  for (guint i = 0; i < run.count; i++)
    run.strange[i] = !corpus_lexicon_knows(corpus_lexicon_shared(), run.words[i]);
  return run;
}

static void
run_clear(Run *run) {
  g_strfreev(run->words);
  g_free(run->strange);
}

static bool
note_name_of(const Run *run, guint at, guint length, Places *places) {
  GString *name = g_string_new(run->words[at]);
  for (guint i = at + 1; i < at + length; i++)
    g_string_append_printf(name, " %s", run->words[i]);
  bool found = note_name(name->str, places);
  g_string_free(name, TRUE);
  return found;
}

/* Notes the name that begins at a word; returns how many words it has, or 1. Words of the
 * dictionary alone are no name ("mark", "vara"), and most queries have no others. */
static guint
note_name_at(const Run *run, guint at, Places *places) {
  for (guint length = MIN(LONGEST_NAME, run->count - at); length > 0; length--) {
    bool may_be_one = false;
    for (guint i = at; i < at + length; i++)
      may_be_one = may_be_one || run->strange[i];
    if (may_be_one && note_name_of(run, at, length, places))
      return length;
  }
  return 1;
}

/* Of runs of words that are asked for, not of those that are left out. */
static void
note_names(const SearchPlan *plan, Places *places) {
  if (plan->meaning != NULL) {
    Run run = run_of(plan->meaning->written);
    for (guint i = 0; i < run.count;)
      i += note_name_at(&run, i, places);
    run_clear(&run);
  }
  guint children = plan->children == NULL             ? 0
                   : plan->kind == SEARCH_NODE_EXCEPT ? MIN(1, plan->children->len)
                                                      : plan->children->len;
  for (guint i = 0; i < children; i++)
    note_names(plan->children->pdata[i], places);
}

static bool
is_of(const CorpusReport *report, const Places *places) {
  const CorpusMunicipality *municipality = report->municipality;
  return municipality != NULL && (g_ptr_array_find(places->municipalities, municipality, NULL) ||
                                  g_ptr_array_find_with_equal_func(
                                      places->counties, municipality->county, g_str_equal, NULL));
}

/* The passages of the reports on these places. */
static bool
add_reports(const IndexerReader *reader, const Places *places, GPtrArray *list, GError **error) {
  const GPtrArray *reports = indexer_reader_reports(reader);
  bool ok = true;
  for (guint i = 0; ok && i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    if (!is_of(report, places))
      continue;
    char *term = g_strconcat(INDEXER_FILTER_REPORT, report->id, NULL);
    ShimQuery *query = NULL;
    ok = shim_query_term(term, 1, &query, error);
    if (ok)
      g_ptr_array_add(list, query);
    g_free(term);
  }
  return ok;
}

static bool
lift(const IndexerReader *reader, const SearchWords *known, const Places *places, ShimQuery **query,
     GError **error) {
  GPtrArray *list = shim_queries_new();
  ShimQuery *any = NULL, *weighed = NULL, *lifted = NULL;
  unsigned passages = 0;
  bool ok =
      search_words_passages(known, &passages, error) && add_reports(reader, places, list, error);
  if (ok && list->len > 0) {
    ok = shim_queries_combine(SHIM_OP_SYNONYM, list, &any, error) &&
         shim_query_weigh(any, log(1.0 + passages), &weighed, error);
    const ShimQuery *both[] = {*query, weighed};
    ok = ok && shim_query_combine(SHIM_OP_AND_MAYBE, both, 2, &lifted, error);
  }
  if (lifted != NULL) {
    shim_query_free(*query);
    *query = lifted;
  }
  shim_query_free(any);
  shim_query_free(weighed);
  g_ptr_array_unref(list);
  return ok;
}

bool
search_query_names_place(const IndexerReader *reader, const char *name) {
  Places places = {g_ptr_array_new(), g_ptr_array_new()};
  const GPtrArray *reports = indexer_reader_reports(reader);
  bool found = false;
  note_name(name, &places);
  for (guint i = 0; i < reports->len && !found; i++)
    found = is_of(reports->pdata[i], &places);
  g_ptr_array_unref(places.municipalities);
  g_ptr_array_unref(places.counties);
  return found;
}

bool
search_query_lift_places(const IndexerReader *reader, const SearchWords *known,
                         const SearchPlan *plan, ShimQuery **query, GError **error) {
  Places places = {g_ptr_array_new(), g_ptr_array_new()};
  note_names(plan, &places);
  bool named = places.municipalities->len > 0 || places.counties->len > 0;
  bool ok = !named || lift(reader, known, &places, query, error);
  g_ptr_array_unref(places.municipalities);
  g_ptr_array_unref(places.counties);
  return ok;
}
