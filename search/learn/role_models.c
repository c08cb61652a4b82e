/* search/learn/role_models.c: finds role models by question and by subject, and puts them in order.
 */
#include "search/learn/steps.h"

#include <string.h>

/* How much of the subject the sentence has to say. */
#define LEAST_COVER 0.6

/* A role model and how it is named. */
typedef struct {
  SearchModelReference found;
  bool alone;  /* is it the only one that its sentence names? */
  guint count; /* how often it is named among those found */
} Named;

/* The need's area, by its number where the report numbers it; each report is asked of hundreds. */
static unsigned
area_in(const SearchLibrary *library, const SearchSuggestion *suggestion,
        const CorpusReport *source) {
  return search_peers_area_in(library->peers, suggestion->area, source->revision);
}

/* Of one that names a role model in the need's area. */
static bool
is_wanted(const SearchPeers *peers, const SearchSuggestion *suggestion, const CorpusReport *source,
          const CorpusReference *reference) {
  if (reference->model == peers->own->municipality)
    return false;
  if (!reference->self)
    return true;
  SearchStanding standing =
      search_peers_standing(peers, source, "", reference->question, suggestion->area);
  return g_hash_table_contains(peers->teachers, source) && standing.lead > 0;
}

/* A sentence that names several is a list, which seldom says what they do. References stand in the
 * order of the text, those of a passage together. */
static bool
is_alone(const CorpusReport *source, const CorpusReference *reference) {
  for (guint i = 0; i < source->references->len; i++) {
    const CorpusReference *other = source->references->pdata[i];
    if (other->passage == reference->passage && other->model != reference->model &&
        strcmp(other->sentence, reference->sentence) == 0)
      return false;
  }
  return true;
}

static bool
is_known(const GArray *all, const CorpusReference *reference) {
  for (guint i = 0; i < all->len; i++)
    if (g_array_index(all, Named, i).found.reference == reference)
      return true;
  return false;
}

static void
add_named(GArray *all, const CorpusReport *source, const CorpusReference *reference) {
  Named named = {{source, reference}, is_alone(source, reference), 0};
  g_array_append_val(all, named);
}

/* ---- finding ---- */

/* Those of the need's question; whole_area: those of its area and no question. */
static void
add_of_question(const SearchLibrary *library, const SearchSuggestion *suggestion, bool whole_area,
                GArray *all) {
  const GPtrArray *reports = indexer_reader_reports(library->engine->reader);
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *source = reports->pdata[i];
    const char *name =
        search_peers_question_in(library->peers, suggestion->question, source->revision);
    unsigned area = area_in(library, suggestion, source);
    if (!whole_area && *name == '\0')
      continue;
    for (guint j = 0; j < source->references->len; j++) {
      const CorpusReference *reference = source->references->pdata[j];
      if (reference->area != area || !reference->role_model)
        continue;
      bool fits =
          whole_area ? *reference->question == '\0' : strcmp(reference->question, name) == 0;
      if (fits && is_wanted(library->peers, suggestion, source, reference))
        add_named(all, source, reference);
    }
  }
}

/* How much of the subject a sentence of the passage says. */
static double
cover_of(const SearchReading *reading, const SearchSubject *subject, const char *sentence) {
  const char *at = strstr(reading->passage->text, sentence);
  gsize start_bytes = at != NULL ? (gsize)(at - reading->passage->text) : 0;
  return at == NULL ? 0
                    : search_coverage_of(subject->coverage, reading->terms, start_bytes,
                                         start_bytes + strlen(sentence));
}

static void
add_of_subject(const SearchLibrary *library, const SearchNeed *need, const SearchReading *reading,
               GArray *all) {
  const GPtrArray *references = reading->report->references;
  unsigned area = area_in(library, need->suggestion, reading->report);
  for (guint i = 0; i < references->len; i++) {
    const CorpusReference *reference = references->pdata[i];
    if (reference->passage == reading->passage->number && reference->area == area &&
        reference->role_model && !is_known(all, reference) &&
        is_wanted(library->peers, need->suggestion, reading->report, reference) &&
        cover_of(reading, need->subject, reference->sentence) >= LEAST_COVER)
      add_named(all, reading->report, reference);
  }
}

/* ---- choosing ---- */

static bool
is_shown(const GPtrArray *sources, const SearchModelReference *found) {
  for (guint i = 0; i < sources->len; i++) {
    const SearchLearnSource *source = sources->pdata[i];
    if (source->report == found->source &&
        (found->reference->self ||
         strstr(source->excerpt.text, found->reference->sentence) != NULL))
      return true;
  }
  return false;
}

static void
count_models(GArray *all) {
  GHashTable *counts = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < all->len; i++) {
    gconstpointer model = g_array_index(all, Named, i).found.reference->model;
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, model));
    g_hash_table_insert(counts, (gpointer)model, GUINT_TO_POINTER(count + 1));
  }
  for (guint i = 0; i < all->len; i++) {
    Named *named = &g_array_index(all, Named, i);
    named->count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, named->found.reference->model));
  }
  g_hash_table_unref(counts);
}

/* Named by others before by itself, alone before in a list, often before seldom, of late before
 * long ago. */
static int
compare_named(gconstpointer a, gconstpointer b) {
  const Named *left = a, *right = b;
  const SearchModelReference *one = &left->found, *two = &right->found;
  if (one->reference->self != two->reference->self)
    return one->reference->self ? 1 : -1;
  if (left->alone != right->alone)
    return left->alone ? -1 : 1;
  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  if (one->source->year != two->source->year)
    return one->source->year > two->source->year ? -1 : 1;
  int order = strcmp(one->reference->model->name, two->reference->model->name);
  return order != 0 ? order : strcmp(one->source->id, two->source->id);
}

static bool
has_model(const GArray *models, const CorpusMunicipality *model) {
  for (guint i = 0; i < models->len; i++)
    if (g_array_index(models, SearchModelReference, i).reference->model == model)
      return true;
  return false;
}

/* Adds the best of those found, as far as there is room. */
static void
choose(GArray *all, SearchSuggestion *suggestion) {
  count_models(all);
  g_array_sort(all, compare_named);
  for (guint i = 0; i < all->len && suggestion->models->len < SEARCH_LEARN_MODELS; i++) {
    const SearchModelReference *one = &g_array_index(all, Named, i).found;
    if (!has_model(suggestion->models, one->reference->model) && !is_shown(suggestion->from, one))
      g_array_append_vals(suggestion->models, one, 1);
  }
  g_array_set_size(all, 0);
}

bool
search_learn_find_models(const SearchLibrary *library, const SearchNeed *need, bool whole_area,
                         GError **error) {
  SearchSuggestion *suggestion = need->suggestion;
  GArray *all = g_array_new(FALSE, FALSE, sizeof(Named));
  bool ok = true;
  if (suggestion->improvement == NULL)
    add_of_question(library, suggestion, false, all);
  for (guint i = 0; ok && need->subject != NULL && i < need->about->len; i++) {
    SearchAbout *about = &g_array_index(need->about, SearchAbout, i);
    ok = !about->hint.names || search_about_read(library, about, error);
    if (ok && about->hint.names)
      add_of_subject(library, need, about->reading, all);
  }
  choose(all, suggestion);
  if (whole_area)
    add_of_question(library, suggestion, true, all);
  choose(all, suggestion);
  g_array_unref(all);
  return ok;
}
