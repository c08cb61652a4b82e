/* search/learn_models.c: gathers role models by question, by area and by passage. */
#include "search/learn_models.h"

#include <string.h>

#include "search/query.h"

/* Passages that are looked at for a subject, and how much of it the sentence has to say. */
#define MOST_HITS 20
#define LEAST_COVER 0.4
#define MOST_SENTENCES 40 /* of an area that are looked at */
#define AREAS 8

struct SearchNamed {
  GArray *references;    /* SearchModelReference */
  GHashTable *questions; /* "2016 1.4" -> GArray of guint, places in references */
  GArray *areas[AREAS + 1];
  GHashTable *passages; /* "lulea-2018/57" -> the same */
};

static GArray *
places_new(void) {
  return g_array_new(FALSE, FALSE, sizeof(guint));
}

/* Takes the key. */
static void
add_place(GHashTable *table, char *key, guint place) {
  GArray *places = g_hash_table_lookup(table, key);
  if (places == NULL) {
    places = places_new();
    g_hash_table_insert(table, g_strdup(key), places);
  }
  g_array_append_val(places, place);
  g_free(key);
}

static bool
is_wanted(const SearchPeers *peers, const CorpusReport *source, const CorpusReference *reference) {
  SearchStanding standing;
  if (!reference->role_model || reference->area == 0 || reference->area > AREAS ||
      reference->model == search_peers_own(peers)->municipality)
    return false;
  return !reference->self ||
         search_peers_better(peers, source, reference->question, reference->area, &standing);
}

static void
add_reference(SearchNamed *named, const CorpusReport *source, const CorpusReference *reference) {
  guint place = named->references->len;
  SearchModelReference found = {source, reference};
  g_array_append_val(named->references, found);
  if (*reference->question != '\0')
    add_place(named->questions, g_strdup_printf("%u %s", source->revision, reference->question),
              place);
  else
    g_array_append_val(named->areas[reference->area], place);
  add_place(named->passages, g_strdup_printf("%s/%u", source->id, reference->passage), place);
}

static GHashTable *
table_new(void) {
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
}

SearchNamed *
search_named_new(const GPtrArray *reports, SearchPeers *peers) {
  SearchNamed *named = g_new0(SearchNamed, 1);
  named->references = g_array_new(FALSE, FALSE, sizeof(SearchModelReference));
  named->questions = table_new();
  named->passages = table_new();
  for (unsigned area = 0; area <= AREAS; area++)
    named->areas[area] = places_new();
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *source = reports->pdata[i];
    for (guint j = 0; j < source->references->len; j++)
      if (is_wanted(peers, source, source->references->pdata[j]))
        add_reference(named, source, source->references->pdata[j]);
  }
  return named;
}

void
search_named_free(SearchNamed *named) {
  if (named == NULL)
    return;
  g_array_unref(named->references);
  g_hash_table_unref(named->questions);
  g_hash_table_unref(named->passages);
  for (unsigned area = 0; area <= AREAS; area++)
    g_array_unref(named->areas[area]);
  g_free(named);
}

/* ---- sentences ---- */

/* What a sentence should be about, one of them; NULL = nothing. */
typedef struct {
  SearchEngine *engine;
  const SearchSubject *subjects[2];
} Fit;

static bool
is_fit(const Fit *fit, const char *sentence, bool *fits, GError **error) {
  GArray *terms = indexer_terms_of_text(fit->engine->terms, sentence, -1, error);
  if (terms == NULL)
    return false;
  *fits = false;
  for (gsize i = 0; i < G_N_ELEMENTS(fit->subjects) && !*fits; i++)
    *fits = fit->subjects[i] != NULL &&
            search_subject_cover(fit->subjects[i], terms, 0, strlen(sentence)) >= LEAST_COVER;
  g_array_unref(terms);
  return true;
}

/* ---- choosing ---- */

static bool
is_shown(const GPtrArray *sources, const SearchModelReference *found) {
  for (guint i = 0; sources != NULL && i < sources->len; i++) {
    const SearchLearnSource *source = sources->pdata[i];
    if (source->report == found->source && source->passage->number == found->reference->passage)
      return true;
  }
  return false;
}

static bool
has_model(const GArray *chosen, const CorpusMunicipality *model) {
  for (guint i = 0; i < chosen->len; i++)
    if (g_array_index(chosen, SearchModelReference, i).reference->model == model)
      return true;
  return false;
}

typedef struct {
  SearchModelReference found;
  guint count; /* how often the model is named among them */
} Counted;

/* Named by others before by itself, often before seldom, of late before long ago. */
static int
compare_counted(gconstpointer a, gconstpointer b) {
  const Counted *left = a, *right = b;
  const CorpusReference *one = left->found.reference, *two = right->found.reference;
  if (one->self != two->self)
    return one->self ? 1 : -1;
  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  if (left->found.source->year != right->found.source->year)
    return left->found.source->year > right->found.source->year ? -1 : 1;
  int order = strcmp(one->model->name, two->model->name);
  return order != 0 ? order : strcmp(left->found.source->id, right->found.source->id);
}

static GArray *
count_models(const SearchNamed *named, const GArray *places, const GPtrArray *sources) {
  GHashTable *counts = g_hash_table_new(NULL, NULL);
  GArray *all = g_array_new(FALSE, FALSE, sizeof(Counted));
  for (guint i = 0; i < places->len; i++) {
    Counted counted = {
        g_array_index(named->references, SearchModelReference, g_array_index(places, guint, i)), 0};
    gpointer model = (gpointer)counted.found.reference->model;
    if (is_shown(sources, &counted.found))
      continue;
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, model)) + 1;
    g_hash_table_insert(counts, model, GUINT_TO_POINTER(count));
    g_array_append_val(all, counted);
  }
  for (guint i = 0; i < all->len; i++) {
    Counted *counted = &g_array_index(all, Counted, i);
    counted->count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, counted->found.reference->model));
  }
  g_array_sort(all, compare_counted);
  g_hash_table_unref(counts);
  return all;
}

/* fit: NULL = all sentences fit. */
static bool
choose(const SearchNamed *named, const GArray *places, const GPtrArray *sources, const Fit *fit,
       GArray *chosen, GError **error) {
  GArray *all = count_models(named, places, sources);
  bool ok = true;
  guint most = fit != NULL ? MIN(all->len, MOST_SENTENCES) : all->len;
  for (guint i = 0; i < most && chosen->len < SEARCH_LEARN_MODELS && ok; i++) {
    const Counted *counted = &g_array_index(all, Counted, i);
    bool fits = fit == NULL;
    if (has_model(chosen, counted->found.reference->model))
      continue;
    if (fit != NULL)
      ok = is_fit(fit, counted->found.reference->sentence, &fits, error);
    if (ok && fits)
      g_array_append_val(chosen, counted->found);
  }
  g_array_unref(all);
  return ok;
}

/* Where the question is named, in whatever revision. */
static GArray *
question_places(const SearchNamed *named, const SearchLearnQuest *quest) {
  GArray *places = places_new();
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++) {
    unsigned revision = (*at)->revision;
    const char *name = search_peers_name(quest->peers, quest->question, revision);
    char *key = g_strdup_printf("%u %s", revision, name);
    const GArray *there = *name != '\0' ? g_hash_table_lookup(named->questions, key) : NULL;
    if (there != NULL)
      g_array_append_vals(places, there->data, there->len);
    g_free(key);
  }
  return places;
}

GArray *
search_named_for_question(const SearchNamed *named, const SearchLearnQuest *quest,
                          const SearchSubject *area, const GPtrArray *sources, GError **error) {
  GArray *chosen = g_array_new(FALSE, FALSE, sizeof(SearchModelReference));
  GArray *places = question_places(named, quest);
  Fit fit = {quest->engine, {quest->subject, area}};
  if (!choose(named, places, sources, NULL, chosen, error) ||
      !choose(named, named->areas[quest->area], sources, &fit, chosen, error))
    g_clear_pointer(&chosen, g_array_unref);
  g_array_unref(places);
  return chosen;
}

/* ---- by subject ---- */

/* Adds the references of the passage that are about the subject. */
static bool
add_passage(const SearchNamed *named, const SearchLearnQuest *quest, const IndexerPassage *place,
            GArray *places, GError **error) {
  char *key = g_strdup_printf("%s/%u", place->report->id, place->passage->number);
  const GArray *there = g_hash_table_lookup(named->passages, key);
  bool ok = true;
  g_free(key);
  for (guint i = 0; there != NULL && i < there->len && ok; i++) {
    guint number = g_array_index(there, guint, i);
    const SearchModelReference *found =
        &g_array_index(named->references, SearchModelReference, number);
    Fit fit = {quest->engine, {quest->subject, NULL}};
    bool about = false;
    ok = is_fit(&fit, found->reference->sentence, &about, error);
    if (ok && about)
      g_array_append_val(places, number);
  }
  return ok;
}

static bool
search_area(const SearchLearnQuest *quest, ShimResult **result, GError **error) {
  const ShimDatabase *database = indexer_reader_database(quest->engine->reader);
  ShimSearchOptions options = shim_search_options_default();
  /* All are looked at: Xapian 1.4 may crash where it prunes such a query. */
  if (!shim_database_document_count(database, &options.check_at_least, error))
    return false;
  ShimQuery *words = NULL, *query = NULL;
  options.limit = MOST_HITS;
  SearchFilters *filters = search_filters_new();
  filters->areas = 1u << quest->area;
  bool ok = search_subject_query(quest->subject, &words, error) &&
            search_query_filter(filters, words, &query, error) &&
            shim_search(database, query, &options, result, error);
  shim_query_free(words);
  shim_query_free(query);
  search_filters_free(filters);
  return ok;
}

GArray *
search_named_for_subject(const SearchNamed *named, const SearchLearnQuest *quest,
                         const GPtrArray *sources, GError **error) {
  ShimResult *result = NULL;
  GArray *places = places_new(), *chosen = NULL;
  bool ok = search_area(quest, &result, error);
  for (gsize i = 0; ok && i < result->hit_count; i++) {
    IndexerPassage place = {NULL, NULL};
    ok =
        indexer_reader_passage_of(quest->engine->reader, result->hits[i].document, &place, error) &&
        add_passage(named, quest, &place, places, error);
    indexer_passage_clear(&place);
  }
  if (ok) {
    chosen = g_array_new(FALSE, FALSE, sizeof(SearchModelReference));
    ok = choose(named, places, sources, NULL, chosen, error);
  }
  shim_result_free(result);
  g_array_unref(places);
  return chosen;
}
