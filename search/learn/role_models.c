/* search/learn/role_models.c: gathers role models by question and by subject. */
#include "search/learn/role_models.h"

#include <string.h>

/* How much of a subject the sentence has to say, and how many passages are looked at. */
#define LEAST_COVER 0.4
#define COVER_ELSEWHERE 0.6 /* the same, of a sentence that is told of another question */
#define COVER_OF_WHOLE 0.6  /* from here on it is about the area as a whole */
#define MOST_PASSAGES 16
#define AREAS 8

/* A role model and the passage that names it. */
typedef struct {
  SearchModelReference found;
  unsigned document;
  bool alone; /* is it the only one that its sentence names? */
} Named;

struct SearchNamed {
  GArray *areas[AREAS + 1]; /* Named */
  GHashTable *firsts;       /* document -> place + 1 in its area's array; those of a passage stand
                                       together */
};

static bool
is_wanted(SearchPeers *peers, const CorpusReport *source, const CorpusReference *reference) {
  SearchStanding standing;
  if (!reference->role_model || reference->area == 0 || reference->area > AREAS ||
      reference->model == search_peers_own(peers)->municipality)
    return false;
  return !reference->self ||
         search_peers_better(peers, source, "", reference->question, reference->area, &standing);
}

static bool
names_another(const CorpusReference *reference, const CorpusReference *other) {
  return other->model != reference->model && strcmp(other->sentence, reference->sentence) == 0;
}

/* A sentence that names several is a list, which seldom says what they do. References stand in the
 * order of the text, those of a passage together. */
static bool
is_alone(const CorpusReport *source, guint index) {
  const GPtrArray *all = source->references;
  const CorpusReference *reference = all->pdata[index];
  for (guint i = index; i > 0; i--) {
    const CorpusReference *before = all->pdata[i - 1];
    if (before->passage != reference->passage)
      break;
    if (names_another(reference, before))
      return false;
  }
  for (guint i = index + 1; i < all->len; i++) {
    const CorpusReference *after = all->pdata[i];
    if (after->passage != reference->passage)
      break;
    if (names_another(reference, after))
      return false;
  }
  return true;
}

static void
add_reference(SearchNamed *named, SearchLearnPassages *passages, const CorpusReport *source,
              guint index) {
  const CorpusReference *reference = source->references->pdata[index];
  GArray *area = named->areas[reference->area];
  Named entry = {{source, reference},
                 search_learn_passages_document(passages, source, reference->passage),
                 is_alone(source, index)};
  g_array_append_val(area, entry);
  search_learn_passages_want(passages, entry.document, reference->area, reference->question);
  gpointer document = GUINT_TO_POINTER(entry.document);
  if (!g_hash_table_contains(named->firsts, document))
    g_hash_table_insert(named->firsts, document, GUINT_TO_POINTER(area->len));
}

SearchNamed *
search_named_new(const GPtrArray *reports, SearchPeers *peers, SearchLearnPassages *passages) {
  SearchNamed *named = g_new0(SearchNamed, 1);
  named->firsts = g_hash_table_new(NULL, NULL);
  for (unsigned area = 0; area <= AREAS; area++)
    named->areas[area] = g_array_new(FALSE, FALSE, sizeof(Named));
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *source = reports->pdata[i];
    for (guint j = 0; j < source->references->len; j++)
      if (is_wanted(peers, source, source->references->pdata[j]))
        add_reference(named, passages, source, j);
  }
  return named;
}

void
search_named_free(SearchNamed *named) {
  if (named == NULL)
    return;
  g_hash_table_unref(named->firsts);
  for (unsigned area = 0; area <= AREAS; area++)
    g_array_unref(named->areas[area]);
  g_free(named);
}

/* ---- choosing ---- */

static bool
is_shown(const GPtrArray *sources, const SearchModelReference *found) {
  for (guint i = 0; sources != NULL && i < sources->len; i++) {
    const SearchLearnSource *source = sources->pdata[i];
    if (source->report == found->source &&
        (found->reference->self || source->passage->number == found->reference->passage))
      return true;
  }
  return false;
}

static bool
has_model(const GArray *models, const CorpusMunicipality *model) {
  for (guint i = 0; i < models->len; i++)
    if (g_array_index(models, SearchModelReference, i).reference->model == model)
      return true;
  return false;
}

typedef struct {
  const Named *named;
  guint count; /* how often the model is named among them */
} Counted;

/* Named by others before by itself, alone before in a list, often before seldom, of late before
 * long ago. */
static int
compare_counted(gconstpointer a, gconstpointer b) {
  const Counted *left = a, *right = b;
  const SearchModelReference *one = &left->named->found, *two = &right->named->found;
  if (one->reference->self != two->reference->self)
    return one->reference->self ? 1 : -1;
  if (left->named->alone != right->named->alone)
    return left->named->alone ? -1 : 1;
  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  if (one->source->year != two->source->year)
    return one->source->year > two->source->year ? -1 : 1;
  int order = strcmp(one->reference->model->name, two->reference->model->name);
  return order != 0 ? order : strcmp(one->source->id, two->source->id);
}

/* Adds the best of them (const Named *). */
static void
choose(const GPtrArray *found, const GPtrArray *sources, GArray *models) {
  GHashTable *counts = g_hash_table_new(NULL, NULL);
  GArray *all = g_array_new(FALSE, FALSE, sizeof(Counted));
  for (guint i = 0; i < found->len; i++) {
    Counted counted = {found->pdata[i], 0};
    gpointer model = (gpointer)counted.named->found.reference->model;
    g_hash_table_insert(counts, model,
                        GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(counts, model)) + 1));
    if (!is_shown(sources, &counted.named->found))
      g_array_append_val(all, counted);
  }
  for (guint i = 0; i < all->len; i++) {
    Counted *counted = &g_array_index(all, Counted, i);
    counted->count =
        GPOINTER_TO_UINT(g_hash_table_lookup(counts, counted->named->found.reference->model));
  }
  g_array_sort(all, compare_counted);
  for (guint i = 0; i < all->len && models->len < SEARCH_LEARN_MODELS; i++) {
    const SearchModelReference *one = &g_array_index(all, Counted, i).named->found;
    if (!has_model(models, one->reference->model))
      g_array_append_vals(models, one, 1);
  }
  g_array_unref(all);
  g_hash_table_unref(counts);
}

/* ---- by question ---- */

void
search_named_for_question(const SearchNamed *named, const SearchLearnQuest *quest,
                          const GPtrArray *sources, GArray *models) {
  const GArray *area = named->areas[quest->area];
  GPtrArray *found = g_ptr_array_new();
  for (guint i = 0; i < area->len; i++) {
    const Named *one = &g_array_index(area, Named, i);
    const char *question = one->found.reference->question;
    if (*question != '\0' && strcmp(question, search_peers_name(quest->peers, quest->question,
                                                                one->found.source->revision)) == 0)
      g_ptr_array_add(found, (gpointer)one);
  }
  choose(found, sources, models);
  g_ptr_array_unref(found);
}

/* ---- by subject ---- */

/* Is it told of a question other than the quest's? */
static bool
is_elsewhere(const SearchLearnQuest *quest, const SearchModelReference *found) {
  const char *question = found->reference->question;
  return *question != '\0' && *quest->question != '\0' &&
         strcmp(question,
                search_peers_name(quest->peers, quest->question, found->source->revision)) != 0;
}

static bool
is_about(const SearchLearnQuest *quest, const SearchModelReference *found, bool *about,
         GError **error) {
  const char *sentence = found->reference->sentence;
  GArray *terms = indexer_terms_of_text(quest->engine->terms, sentence, -1, error);
  if (terms == NULL)
    return false;
  double least = is_elsewhere(quest, found) ? COVER_ELSEWHERE : LEAST_COVER;
  *about = search_subject_cover(quest->subject, terms, 0, strlen(sentence)) >= least;
  if (*about && quest->whole != NULL && quest->whole != quest->subject)
    *about = search_subject_cover(quest->whole, terms, 0, strlen(sentence)) < COVER_OF_WHOLE;
  g_array_unref(terms);
  return true;
}

static int
compare_covered(gconstpointer a, gconstpointer b) {
  const SearchCovered *left = a, *right = b;
  if (left->cover < right->cover || left->cover > right->cover)
    return left->cover > right->cover ? -1 : 1;
  return (left->document > right->document) - (left->document < right->document);
}

/* The passages about the subject that name someone, those that say most of it first. */
static GArray *
naming_passages(const SearchNamed *named, const SearchLearnQuest *quest) {
  GArray *naming = g_array_new(FALSE, FALSE, sizeof(SearchCovered));
  for (guint i = 0; i < quest->about->len; i++) {
    const SearchCovered *covered = &g_array_index(quest->about, SearchCovered, i);
    if (covered->cover >= LEAST_COVER &&
        g_hash_table_contains(named->firsts, GUINT_TO_POINTER(covered->document)))
      g_array_append_vals(naming, covered, 1);
  }
  g_array_sort(naming, compare_covered);
  return naming;
}

/* Adds those that the passage names in a sentence about the subject. */
static bool
add_named(const SearchNamed *named, const SearchLearnQuest *quest, unsigned document,
          GPtrArray *found, GError **error) {
  const GArray *area = named->areas[quest->area];
  guint place = GPOINTER_TO_UINT(g_hash_table_lookup(named->firsts, GUINT_TO_POINTER(document)));
  bool ok = true, about = false;
  const char *sentence = "";
  for (guint i = place - 1; ok && i < area->len; i++) {
    const Named *one = &g_array_index(area, Named, i);
    if (one->document != document)
      break;
    if (strcmp(one->found.reference->sentence, sentence) != 0)
      ok = is_about(quest, &one->found, &about, error);
    sentence = one->found.reference->sentence;
    if (ok && about)
      g_ptr_array_add(found, (gpointer)one);
  }
  return ok;
}

bool
search_named_for_subject(const SearchNamed *named, const SearchLearnQuest *quest,
                         const GPtrArray *sources, GArray *models, GError **error) {
  GArray *naming = naming_passages(named, quest);
  GPtrArray *found = g_ptr_array_new();
  bool ok = true;
  for (guint i = 0; ok && i < MIN(naming->len, MOST_PASSAGES); i++)
    ok = add_named(named, quest, g_array_index(naming, SearchCovered, i).document, found, error);
  if (ok)
    choose(found, sources, models);
  g_ptr_array_unref(found);
  g_array_unref(naming);
  return ok;
}
