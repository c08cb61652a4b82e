/* search/learn/sources.c: asks the index for passages, cuts runs of sentences out of them, weighs
 * these and keeps the best. */
#include "search/learn/steps.h"

#include <string.h>

#include "corpus/instrument/subject.h"
#include "indexer/schema.h"
#include "search/query/query.h"
#include "search/who/holder.h"

/* Passages that are read for one need: the best for its subject in the area, and those on the
 * question of the reports that stand best on it. */
#define MOST_HITS 24
#define MOST_AHEAD 10
#define MOST_ON_QUESTION 60

/* How relevant a passage has to be for an improvement, and how much of the subject its run has to
 * say; how much for a question that it does not stand under. */
#define LEAST_RELEVANCE 0.3
#define LESS_ON_QUESTION 0.08
#define LEAST_COVER 0.2
#define COVER_AMID_FAULT 0.35 /* where the rest of the passage finds fault */
#define COVER_ON_QUESTION 0.1
#define COVER_ELSEWHERE 0.5

/* What else counts, beside how much of the subject a run says (0..1). */
#define WORTH_OF_RELEVANCE 1
#define WORTH_OF_QUESTION 0.4
#define WORTH_OF_TELLING 0.15 /* a paragraph tells more than an item of a table */
#define WORTH_OF_CLEAR 0.15   /* how clearly it is praised */
#define WORTH_OF_MODEL 0.1    /* somebody is named there as a role model */
#define WORTH_OF_LEAD 0.1
#define COST_OF_AGAIN 0.1 /* for each better one of the same report */

/* From here on two texts tell the same. */
#define SAME_TEXT 0.6

#define UNKNOWN ((SearchFigures){.score = -1, .max = -1, .percent = -1})

/* Sentences side by side. */
typedef struct {
  gsize start_bytes, end_bytes;
  double cover, clear; /* 0..1 */
  bool model;
  guint first, last; /* sentences */
} Run;

typedef struct {
  const SearchReading *reading;
  Run run;
  bool on_question;
  SearchStanding standing;
  double score;
  GHashTable *words; /* char *: terms of the run; borrowed from the reading */
} Candidate;

/* ---- what a sentence tells ---- */

static bool
finds_fault(const CorpusPassage *passage) {
  return passage->tag == CORPUS_TAG_IMPROVEMENT || passage->tag == CORPUS_TAG_WEAKNESS;
}

/* What can be done, where the passage asks for something: a proposal. */
static bool
proposes(const SearchReading *reading, const CorpusSentence *sentence) {
  const char *text = reading->passage->text + sentence->start_bytes;
  return finds_fault(reading->passage) &&
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
told_of(const SearchReading *reading, const CorpusSentence *sentence, const SearchTold *before) {
  const char *text = reading->passage->text + sentence->start_bytes;
  SearchHolder holder =
      search_holder_of_text(text, sentence->length_bytes, reading->report->municipality);
  SearchTold told = {
      holder.own || holder.others->len > 0 ? SEARCH_TELLS_PRACTICE : SEARCH_TELLS_FAULT, NULL};
  if (holder.others->len > 0)
    told.of = g_ptr_array_ref(holder.others);
  else if (before != NULL && before->of != NULL &&
           search_sentence_refers_back(text, sentence->length_bytes))
    told.of = g_ptr_array_ref(before->of);
  search_holder_clear(&holder);
  return told;
}

/* A sentence that names a role model is as good as a practice. */
static SearchTold
tell(const SearchReading *reading, const CorpusSentence *sentence, const SearchTold *before) {
  const char *text = reading->passage->text + sentence->start_bytes;
  bool after_fault = before == NULL || before->telling == SEARCH_TELLS_FAULT;
  GPtrArray *models = models_of(reading, sentence);
  if (models->len > 0)
    return (SearchTold){SEARCH_TELLS_MODEL, models};
  g_ptr_array_unref(models);
  if (sentence->stance == CORPUS_TAG_IMPROVEMENT || sentence->stance == CORPUS_TAG_WEAKNESS ||
      (after_fault && search_sentence_refers_back(text, sentence->length_bytes)) ||
      proposes(reading, sentence))
    return (SearchTold){SEARCH_TELLS_FAULT, NULL};
  return told_of(reading, sentence, before);
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
    SearchTold told = tell(reading, &g_array_index(sentences, CorpusSentence, i), before);
    g_array_append_val(all, told);
  }
  return all;
}

static const SearchTold *
told_at(const SearchReading *reading, guint sentence) {
  return &g_array_index(reading->told, SearchTold, sentence);
}

/* Does it tell of the one who is to learn? */
static bool
tells_of(const SearchTold *told, const CorpusMunicipality *learner) {
  return told->of != NULL && g_ptr_array_find(told->of, learner, NULL);
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

/* Is it a wish of its own? Items of the other columns are. */
static bool
is_wish(const CorpusPassage *passage) {
  return passage->kind == CORPUS_KIND_ITEM && passage->tag != CORPUS_TAG_STRENGTH;
}

/* Takes what was read. NULL with an error. */
static SearchReading *
reading_new(const SearchLibrary *library, IndexerPassage *place, GError **error) {
  bool may_be_source =
      g_hash_table_contains(library->peers->teachers, place->report) && !is_wish(place->passage);
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

/* NULL with an error. */
static const SearchReading *
read_hit(const SearchLibrary *library, const ShimHit *hit, GError **error) {
  SearchReading *reading = g_hash_table_lookup(library->read, GUINT_TO_POINTER(hit->id));
  IndexerPassage place = {NULL, NULL};
  if (reading != NULL ||
      !indexer_reader_passage_of(library->engine->reader, hit->document, &place, error))
    return reading;
  reading = reading_new(library, &place, error);
  if (reading != NULL)
    g_hash_table_insert(library->read, GUINT_TO_POINTER(hit->id), reading);
  indexer_passage_clear(&place);
  return reading;
}

static bool
is_known(const GArray *about, const SearchReading *reading) {
  for (guint i = 0; i < about->len; i++)
    if (g_array_index(about, SearchAbout, i).reading == reading)
      return true;
  return false;
}

/* Adds the passages that a query finds and that may be sources to `about`, each once. The best hit
 * says all of the subject: of an improvement that is the improvement itself. */
static bool
add_found(const SearchLibrary *library, const ShimQuery *query, unsigned limit, GArray *about,
          GError **error) {
  ShimSearchOptions options = shim_search_options_default();
  options.tie_slot = INDEXER_SLOT_WRITTEN;
  ShimResult *result = NULL;
  options.limit = limit;
  if (!shim_search(indexer_reader_database(library->engine->reader), query, &options, &result,
                   error))
    return false;
  bool ok = true;
  for (gsize i = 0; ok && i < result->hit_count; i++) {
    double full = result->hits[0].weight;
    SearchAbout found = {NULL, full > 0 ? result->hits[i].weight / full : 0};
    if (full > 0 && found.relevance < LEAST_RELEVANCE - LESS_ON_QUESTION)
      break;
    found.reading = read_hit(library, &result->hits[i], error);
    ok = found.reading != NULL;
    if (ok && found.reading->terms != NULL && !is_known(about, found.reading))
      g_array_append_val(about, found);
  }
  shim_result_free(result);
  return ok;
}

static bool
add_filtered(const SearchLibrary *library, const SearchPlan *plan, const SearchFilters *filters,
             unsigned limit, GArray *about, GError **error) {
  ShimQuery *query = NULL, *filtered = NULL;
  bool ok = search_query_build(library->engine->words, plan, &query, error) &&
            search_query_filter(library->engine->reader, filters, query, &filtered, error) &&
            add_found(library, filtered, limit, about, error);
  shim_query_free(filtered);
  shim_query_free(query);
  return ok;
}

/* What is about the subject, anywhere in the area. */
static bool
add_about_subject(const SearchLibrary *library, const SearchNeed *need, GArray *about,
                  GError **error) {
  if (need->subject == NULL)
    return true;
  SearchFilters *filters = search_filters_new();
  unsigned area = corpus_subject_area_in(library->peers->own->revision, need->suggestion->area,
                                         corpus_subject_revision());
  filters->areas = area != 0 ? (guint64)1 << area : 0;
  bool ok = add_filtered(library, &need->subject->plan, filters, MOST_HITS, about, error);
  search_filters_free(filters);
  return ok;
}

/* What reports of a revision say on the question. */
static bool
add_of_revision(const SearchLibrary *library, const SearchNeed *need, const GPtrArray *ahead,
                unsigned revision, GArray *about, GError **error) {
  const char *name = search_peers_question_in(library->peers, need->suggestion->question, revision);
  SearchFilters *filters = search_filters_new();
  SearchPlan everything = {.kind = SEARCH_NODE_EVERYTHING};
  for (guint i = 0; i < ahead->len; i++) {
    const CorpusReport *report = ahead->pdata[i];
    if (report->revision == revision)
      g_ptr_array_add(filters->municipalities, (gpointer)report->municipality);
  }
  g_array_append_val(filters->revisions, revision);
  g_ptr_array_add(filters->questions, g_strdup(name));
  bool ok =
      *name == '\0' || add_filtered(library, &everything, filters, MOST_ON_QUESTION, about, error);
  search_filters_free(filters);
  return ok;
}

static bool
add_on_question(const SearchLibrary *library, const SearchNeed *need, GArray *about,
                GError **error) {
  const SearchSuggestion *suggestion = need->suggestion;
  GPtrArray *ahead =
      search_peers_ahead(library->peers, suggestion->question, suggestion->area, MOST_AHEAD);
  GHashTable *asked = g_hash_table_new(NULL, NULL);
  bool ok = true;
  for (guint i = 0; ok && i < ahead->len; i++) {
    unsigned revision = ((const CorpusReport *)ahead->pdata[i])->revision;
    if (g_hash_table_add(asked, GUINT_TO_POINTER(revision)))
      ok = add_of_revision(library, need, ahead, revision, about, error);
  }
  g_hash_table_unref(asked);
  g_ptr_array_unref(ahead);
  return ok;
}

/* ---- runs ---- */

/* A sentence that announces a list says nothing without it. */
static bool
announces(const CorpusPassage *passage, const CorpusSentence *sentence) {
  return sentence->length_bytes > 0 &&
         passage->text[sentence->start_bytes + sentence->length_bytes - 1] == ':';
}

/* The sentences from one on that find no fault, tell of the same holder and fit an excerpt; false
 * where there are none. */
static bool
run_from(const SearchLibrary *library, const SearchReading *reading, const SearchSubject *subject,
         guint first, Run *run) {
  const CorpusPassage *passage = reading->passage;
  const CorpusSentence *sentences = (const CorpusSentence *)(void *)passage->sentences->data;
  const char *start = passage->text + sentences[first].start_bytes;
  guint end = first;
  *run = (Run){.start_bytes = sentences[first].start_bytes, .first = first};
  for (; end < passage->sentences->len; end++) {
    const CorpusSentence *sentence = &sentences[end];
    const char *stop = passage->text + sentence->start_bytes + sentence->length_bytes;
    const SearchTold *told = told_at(reading, end);
    if (told->telling == SEARCH_TELLS_FAULT || tells_of(told, library->peers->own->municipality) ||
        (told->of == NULL) != (told_at(reading, first)->of == NULL) ||
        (end > first && g_utf8_strlen(start, stop - start) > SEARCH_EXCERPT_CHARS))
      break;
    run->model = run->model || told->telling == SEARCH_TELLS_MODEL;
    if (sentence->stance == CORPUS_TAG_STRENGTH)
      run->clear = MAX(run->clear, sentence->weight);
  }
  if (end > first + 1 && announces(passage, &sentences[end - 1]))
    end--;
  if (end == first)
    return false;
  run->last = end - 1;
  run->end_bytes = sentences[end - 1].start_bytes + sentences[end - 1].length_bytes;
  if (subject != NULL)
    run->cover =
        search_coverage_of(subject->coverage, reading->terms, run->start_bytes, run->end_bytes);
  return true;
}

static double
worth_of_run(const Run *run) {
  return run->cover + WORTH_OF_CLEAR * run->clear + (run->model ? WORTH_OF_MODEL : 0);
}

/* The best run of a passage; false where all of it finds fault. */
static bool
best_run(const SearchLibrary *library, const SearchReading *reading, const SearchSubject *subject,
         Run *best) {
  bool found = false;
  for (guint i = 0; i < reading->passage->sentences->len; i++) {
    Run run;
    if (run_from(library, reading, subject, i, &run) &&
        (!found || worth_of_run(&run) > worth_of_run(best) + 1e-9)) {
      *best = run;
      found = true;
    }
  }
  return found;
}

/* Whose doing it tells of; NULL = the report's own. The caller unrefs it. */
static GPtrArray *
others_of(const SearchReading *reading, const Run *run) {
  GPtrArray *others = NULL;
  for (guint i = run->first; i <= run->last; i++) {
    const GPtrArray *of = told_at(reading, i)->of;
    for (guint j = 0; of != NULL && j < of->len; j++) {
      if (others == NULL)
        others = g_ptr_array_new();
      if (!g_ptr_array_find(others, of->pdata[j], NULL))
        g_ptr_array_add(others, of->pdata[j]);
    }
  }
  return others;
}

/* ---- weighing ---- */

static GHashTable *
words_of(const SearchReading *reading, const Run *run) {
  GHashTable *words = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < reading->terms->len; i++) {
    const IndexerTerm *term = &g_array_index(reading->terms, IndexerTerm, i);
    if (term->kind == INDEXER_TERM_WORD && term->start_bytes >= run->start_bytes &&
        term->start_bytes < run->end_bytes)
      g_hash_table_add(words, (gpointer)term->term);
  }
  return words;
}

static void
candidate_clear(gpointer data) {
  g_hash_table_unref(((Candidate *)data)->words);
}

/* Under the question itself what is praised, and who is named, is on it whatever its words. */
static double
least_on_question(const Candidate *candidate) {
  return candidate->run.model || candidate->reading->passage->tag == CORPUS_TAG_STRENGTH
             ? 0
             : COVER_ON_QUESTION;
}

/* Is enough of the need said there? */
static bool
is_enough(const SearchNeed *need, const Candidate *candidate, double relevance) {
  if (need->suggestion->improvement == NULL)
    return candidate->run.cover >=
           (candidate->on_question ? least_on_question(candidate) : COVER_ELSEWHERE);
  double least = LEAST_RELEVANCE - (candidate->on_question ? LESS_ON_QUESTION : 0);
  return relevance >= least &&
         candidate->run.cover >=
             (finds_fault(candidate->reading->passage) ? COVER_AMID_FAULT : LEAST_COVER);
}

static void
weigh(const SearchLibrary *library, const SearchNeed *need, const SearchAbout *about,
      GArray *candidates) {
  const SearchSuggestion *suggestion = need->suggestion;
  const SearchReading *reading = about->reading;
  const CorpusPassage *passage = reading->passage;
  Candidate candidate = {.reading = reading};
  if (!best_run(library, reading, need->subject, &candidate.run))
    return;
  const char *name =
      search_peers_question_in(library->peers, suggestion->question, reading->report->revision);
  candidate.on_question = *name != '\0' && strcmp(name, passage->question) == 0;
  if (!is_enough(need, &candidate, about->relevance))
    return;
  candidate.standing = (SearchStanding){.theirs = UNKNOWN, .own = UNKNOWN};
  if (told_at(reading, candidate.run.first)->of == NULL)
    candidate.standing = search_peers_standing(
        library->peers, reading->report, suggestion->question, passage->question, suggestion->area);
  candidate.score = worth_of_run(&candidate.run) + WORTH_OF_RELEVANCE * about->relevance +
                    WORTH_OF_LEAD * candidate.standing.lead +
                    (candidate.on_question ? WORTH_OF_QUESTION : 0) +
                    (passage->kind == CORPUS_KIND_ITEM ? 0 : WORTH_OF_TELLING);
  candidate.words = words_of(reading, &candidate.run);
  g_array_append_val(candidates, candidate);
}

static int
compare_candidates(gconstpointer a, gconstpointer b) {
  const Candidate *left = a, *right = b;
  if (left->score < right->score || left->score > right->score)
    return left->score > right->score ? -1 : 1;
  int order = strcmp(left->reading->report->id, right->reading->report->id);
  guint one = left->reading->passage->number, two = right->reading->passage->number;
  return order != 0 ? order : (one > two) - (one < two);
}

/* ---- choosing ---- */

/* An item that repeats the paragraph of its own report says nothing new; of different reports only
 * nearly equal texts are one. */
static bool
tells_the_same(const Candidate *left, const Candidate *right) {
  guint one = g_hash_table_size(left->words), two = g_hash_table_size(right->words), common = 0;
  GHashTableIter iter;
  gpointer word = NULL;
  g_hash_table_iter_init(&iter, left->words);
  while (g_hash_table_iter_next(&iter, &word, NULL))
    common += g_hash_table_contains(right->words, word);
  guint whole =
      left->reading->report == right->reading->report ? MIN(one, two) : one + two - common;
  return whole == 0 || common >= SAME_TEXT * whole;
}

/* What a candidate is worth beside those that were chosen (const Candidate *); less than 0 = it
 * says what one of them says. */
static double
worth_beside(const GPtrArray *chosen, const Candidate *candidate) {
  double score = candidate->score;
  for (guint i = 0; i < chosen->len; i++) {
    const Candidate *there = chosen->pdata[i];
    if (there == candidate || tells_the_same(there, candidate))
      return -1;
    if (there->reading->report == candidate->reading->report)
      score -= COST_OF_AGAIN;
  }
  return MAX(score, 0);
}

/* Borrowed. */
static GPtrArray *
choose(const GArray *candidates) {
  GPtrArray *chosen = g_ptr_array_new();
  while (chosen->len < SEARCH_LEARN_SOURCES) {
    const Candidate *best = NULL;
    double most = -1;
    for (guint i = 0; i < candidates->len; i++) {
      const Candidate *candidate = &g_array_index(candidates, Candidate, i);
      double worth = candidate->score > most ? worth_beside(chosen, candidate) : -1;
      if (worth > most) {
        most = worth;
        best = candidate;
      }
    }
    if (best == NULL)
      break;
    g_ptr_array_add(chosen, (gpointer)best);
  }
  return chosen;
}

static bool
show(const SearchNeed *need, const Candidate *candidate, GError **error) {
  SearchLearnSource *source = g_new0(SearchLearnSource, 1);
  const SearchStanding *standing = &candidate->standing;
  source->report = candidate->reading->report;
  source->passage = candidate->reading->passage;
  source->score = candidate->score;
  source->subject =
      need->suggestion->improvement != NULL || candidate->run.cover >= COVER_ELSEWHERE;
  source->comparable = standing->comparable;
  source->theirs = standing->theirs;
  source->own = standing->comparable ? standing->own : UNKNOWN;
  source->of = others_of(candidate->reading, &candidate->run);
  g_ptr_array_add(need->suggestion->from, source);
  return search_excerpt_part(need->subject != NULL ? need->subject->matcher : NULL, source->passage,
                             candidate->run.start_bytes, candidate->run.end_bytes, &source->excerpt,
                             error);
}

bool
search_learn_find_sources(const SearchLibrary *library, const SearchNeed *need, GArray *about,
                          GError **error) {
  const SearchSuggestion *suggestion = need->suggestion;
  bool ok = add_about_subject(library, need, about, error) &&
            (suggestion->improvement != NULL || add_on_question(library, need, about, error));
  GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  g_array_set_clear_func(candidates, candidate_clear);
  for (guint i = 0; ok && i < about->len; i++)
    weigh(library, need, &g_array_index(about, SearchAbout, i), candidates);
  g_array_sort(candidates, compare_candidates);
  GPtrArray *chosen = choose(candidates);
  for (guint i = 0; ok && i < chosen->len; i++)
    ok = show(need, chosen->pdata[i], error);
  g_ptr_array_unref(chosen);
  g_array_unref(candidates);
  return ok;
}
