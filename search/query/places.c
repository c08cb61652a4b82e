/* search/query/places.c: which municipalities and counties a query names, and how the reports on
 * them are lifted; declared in query.h.
 *
 * A report seldom says of whom it tells: "Kommunen har ett kundcenter". So each passage of a report
 * on Östersund weighs as if it had one more word that is as rare as can be. That makes no match of
 * any: the words of the query find, the name among them. */
#include <math.h>

#include "corpus/language/lexicon.h"
#include "corpus/text/words.h"
#include "indexer/schema.h"
#include "search/query/query.h"

#define LONGEST_NAME 3 /* words of a municipality's or a county's name */

/* ---- which places a query names ---- */

static SearchPlaces *
places_new(void) {
  SearchPlaces *places = g_new0(SearchPlaces, 1);
  places->municipalities = g_ptr_array_new();
  places->counties = g_ptr_array_new();
  return places;
}

void
search_places_free(SearchPlaces *places) {
  if (places == NULL)
    return;
  g_ptr_array_unref(places->municipalities);
  g_ptr_array_unref(places->counties);
  g_free(places);
}

static void
add_once(GPtrArray *list, gconstpointer item) {
  if (!g_ptr_array_find(list, item, NULL))
    g_ptr_array_add(list, (gpointer)item);
}

/* Notes the municipality or county that the words name. Is it one? */
static bool
note_name(const char *name, SearchPlaces *places) {
  const CorpusMunicipality *municipality = corpus_municipality_find(name);
  const char *county = municipality == NULL ? search_county_called(name) : NULL;
  if (municipality != NULL)
    add_once(places->municipalities, municipality);
  else if (county != NULL)
    add_once(places->counties, county);
  return municipality != NULL || county != NULL;
}

/* A run of words. */
typedef struct {
  char **words;
  bool *nameable; /* of each */
  guint count;
} Run;

/* Can the word make a name of those that it stands among? The dictionary does not have it, or it
 * has a capital: "mark" and "vara" are words, "i Mark" is none of them. No code ("1980") does. */
static bool
is_nameable(const char *word, GHashTable *capitals) {
  return !g_ascii_isdigit(*word) && (!corpus_lexicon_knows(corpus_lexicon_shared(), word) ||
                                     g_hash_table_contains(capitals, word));
}

static Run
run_of(const char *written, GHashTable *capitals) {
  Run run = {.words = g_strsplit(written, " ", -1)};
  run.count = g_strv_length(run.words);
  run.nameable = g_new(bool, run.count);
  for (guint i = 0; i < run.count; i++)
    run.nameable[i] = is_nameable(run.words[i], capitals);
  return run;
}

static void
run_clear(Run *run) {
  g_strfreev(run->words);
  g_free(run->nameable);
}

static bool
note_name_of(const Run *run, guint at, guint length, SearchPlaces *places) {
  GString *name = g_string_new(run->words[at]);
  for (guint i = at + 1; i < at + length; i++)
    g_string_append_printf(name, " %s", run->words[i]);
  bool found = note_name(name->str, places);
  g_string_free(name, TRUE);
  return found;
}

/* Notes the name that begins at a word, the longest; returns how many words it has, or 1. */
static guint
note_name_at(const Run *run, guint at, SearchPlaces *places) {
  for (guint length = MIN(LONGEST_NAME, run->count - at); length > 0; length--) {
    bool may_be_one = false;
    for (guint i = at; i < at + length; i++)
      may_be_one = may_be_one || run->nameable[i];
    if (may_be_one && note_name_of(run, at, length, places))
      return length;
  }
  return 1;
}

static void
note_names_in(const char *written, GHashTable *capitals, SearchPlaces *places) {
  Run run = run_of(written, capitals);
  for (guint i = 0; i < run.count;)
    i += note_name_at(&run, i, places);
  run_clear(&run);
}

/* Of what is asked for, in quotes or not, and not of what is left out. */
static void
note_names(const SearchPlan *plan, GHashTable *capitals, SearchPlaces *places) {
  if (plan->meaning != NULL)
    note_names_in(plan->meaning->written, capitals, places);
  if (plan->kind == SEARCH_NODE_PHRASE) {
    char *lower = corpus_word_lower(plan->text);
    note_names_in(lower, capitals, places);
    g_free(lower);
  }
  guint children = plan->children == NULL             ? 0
                   : plan->kind == SEARCH_NODE_EXCEPT ? MIN(1, plan->children->len)
                                                      : plan->children->len;
  for (guint i = 0; i < children; i++)
    note_names(plan->children->pdata[i], capitals, places);
}

/* The words that are written with a capital where no sentence begins, in lower case; a set. */
static GHashTable *
capitals_in(const char *query) {
  GHashTable *capitals = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GArray *words = corpus_words(query, -1);
  for (guint i = 1; i < words->len; i++) {
    const CorpusWord *word = &g_array_index(words, CorpusWord, i);
    if (g_unichar_isupper(g_utf8_get_char(query + word->start_bytes)))
      g_hash_table_add(capitals, g_strdup(word->word));
  }
  g_array_unref(words);
  return capitals;
}

SearchPlaces *
search_places_named(const SearchPlan *plan, const char *query) {
  SearchPlaces *places = places_new();
  GHashTable *capitals = capitals_in(query);
  note_names(plan, capitals, places);
  g_hash_table_unref(capitals);
  return places;
}

/* ---- the reports on them ---- */

static bool
is_of(const CorpusReport *report, const SearchPlaces *places) {
  const CorpusMunicipality *municipality = report->municipality;
  return municipality != NULL && (g_ptr_array_find(places->municipalities, municipality, NULL) ||
                                  g_ptr_array_find_with_equal_func(
                                      places->counties, municipality->county, g_str_equal, NULL));
}

/* The passages of the reports on these places. */
static bool
add_reports(const IndexerReader *reader, const SearchPlaces *places, GPtrArray *list,
            GError **error) {
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
lift(const IndexerReader *reader, const SearchWords *known, const SearchPlaces *places,
     ShimQuery **query, GError **error) {
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
  SearchPlaces *places = places_new();
  const GPtrArray *reports = indexer_reader_reports(reader);
  bool found = false;
  note_name(name, places);
  for (guint i = 0; i < reports->len && !found; i++)
    found = is_of(reports->pdata[i], places);
  search_places_free(places);
  return found;
}

bool
search_query_lift_places(const IndexerReader *reader, const SearchWords *known,
                         const SearchPlaces *places, ShimQuery **query, GError **error) {
  bool named = places->municipalities->len > 0 || places->counties->len > 0;
  return !named || lift(reader, known, places, query, error);
}
