/* search/learn/readings.c: passages as they are read for sources: what each of their sentences is
 * to one who wants to learn. */
#include <string.h>

#include "search/learn/steps.h"

/* ---- what a sentence tells ---- */

/* What can be done, where the passage asks for something: a proposal. */
static bool
proposes(const SearchReading *reading, const CorpusSentence *sentence) {
  const char *text = reading->passage->text + sentence->start_bytes;
  return corpus_tag_finds_fault(reading->passage->tag) &&
         g_strstr_len(text, (gssize)sentence->length_bytes, " kan ") != NULL;
}

/* The role models that a sentence names, none where it names none. */
static GPtrArray *
models_of(const SearchReading *reading, const CorpusSentence *sentence) {
  const char *text = reading->passage->text + sentence->start_bytes;
  GPtrArray *models = g_ptr_array_new();
  for (guint i = 0; i < reading->report->references->len; i++) {
    const CorpusReference *reference = reading->report->references->pdata[i];
    if (reference->passage == reading->passage->number && !reference->self &&
        reference->role_model && !g_ptr_array_find(models, reference->model, NULL) &&
        strncmp(text, reference->sentence, sentence->length_bytes) == 0)
      g_ptr_array_add(models, (gpointer)reference->model);
  }
  return models;
}

/* Whose doing a sentence tells of that names no role model, and whether anybody's: what is said of
 * municipalities at large, or of other bodies, is no practice. */
static SearchTold
told_of(const SearchReading *reading, guint index, const SearchTold *before) {
  const CorpusSentence *sentence =
      &g_array_index(reading->passage->sentences, CorpusSentence, index);
  const char *text = reading->passage->text + sentence->start_bytes;
  GPtrArray *others = g_ptr_array_new();
  bool own = !corpus_passage_tells_of_others(reading->passage, index, others);
  SearchTold told = {own || others->len > 0 ? SEARCH_TELLS_PRACTICE : SEARCH_TELLS_FAULT, NULL};
  if (others->len > 0)
    told.of = g_ptr_array_ref(others);
  else if (before != NULL && before->of != NULL &&
           search_sentence_refers_back(text, sentence->length_bytes))
    told.of = g_ptr_array_ref(before->of);
  g_ptr_array_unref(others);
  return told;
}

/* A sentence that names a role model is as good as a practice. */
static SearchTold
tell(const SearchReading *reading, guint index, const SearchTold *before) {
  const CorpusSentence *sentence =
      &g_array_index(reading->passage->sentences, CorpusSentence, index);
  const char *text = reading->passage->text + sentence->start_bytes;
  bool after_fault = before == NULL || before->telling == SEARCH_TELLS_FAULT;
  GPtrArray *models = models_of(reading, sentence);
  if (models->len > 0)
    return (SearchTold){SEARCH_TELLS_MODEL, models};
  g_ptr_array_unref(models);
  if (corpus_tag_finds_fault(sentence->stance) ||
      (after_fault && search_sentence_refers_back(text, sentence->length_bytes)) ||
      proposes(reading, sentence))
    return (SearchTold){SEARCH_TELLS_FAULT, NULL};
  return told_of(reading, index, before);
}

static void
told_clear(gpointer data) {
  g_clear_pointer(&((SearchTold *)data)->of, g_ptr_array_unref);
}

static GArray *
tell_all(const SearchReading *reading) {
  const GArray *sentences = reading->passage->sentences;
  GArray *all = g_array_sized_new(FALSE, FALSE, sizeof(SearchTold), sentences->len);
  g_array_set_clear_func(all, told_clear);
  for (guint i = 0; i < sentences->len; i++) {
    const SearchTold *before = i > 0 ? &g_array_index(all, SearchTold, i - 1) : NULL;
    SearchTold told = tell(reading, i, before);
    g_array_append_val(all, told);
  }
  return all;
}

/* ---- reading ---- */

static void
reading_free(gpointer data) {
  SearchReading *reading = data;
  corpus_passage_free(reading->passage);
  g_clear_pointer(&reading->terms, g_array_unref);
  g_clear_pointer(&reading->told, g_array_unref);
  g_free(reading);
}

GHashTable *
search_readings_new(void) {
  return g_hash_table_new_full(NULL, NULL, NULL, reading_free);
}

/* Takes what was read. NULL with an error. */
static SearchReading *
reading_new(const SearchLibrary *library, IndexerPassage *place, GError **error) {
  bool may_be_source = g_hash_table_contains(library->peers->teachers, place->report) &&
                       !corpus_passage_is_wish(place->passage);
  GArray *terms =
      may_be_source ? indexer_terms_of_text(library->engine->terms, place->passage->text, -1, error)
                    : NULL;
  if (may_be_source && terms == NULL)
    return NULL;
  SearchReading *reading = g_new(SearchReading, 1);
  *reading = (SearchReading){place->report, g_steal_pointer(&place->passage), terms, NULL};
  if (may_be_source)
    reading->told = tell_all(reading);
  return reading;
}

bool
search_about_read(const SearchLibrary *library, SearchAbout *about, GError **error) {
  gpointer document = GUINT_TO_POINTER(about->hit->id);
  IndexerPassage place = {NULL, NULL};
  if (about->reading == NULL)
    about->reading = g_hash_table_lookup(library->read, document);
  if (about->reading != NULL ||
      !indexer_reader_passage_of(library->engine->reader, about->hit->document, &place, error))
    return about->reading != NULL;
  about->reading = reading_new(library, &place, error);
  if (about->reading != NULL)
    g_hash_table_insert(library->read, document, about->reading);
  indexer_passage_clear(&place);
  return about->reading != NULL;
}
