/* search/learn/sources.c: cuts runs of sentences out of what was found, weighs these and keeps the
 * best.
 *
 * A passage is read only when it must be. As long as it is not, its candidate has the most that any
 * run of it can be worth, which follows from what the index says of it (IndexerHint). The candidate
 * that is worth most is looked at: where it is read already, nothing can be better, and it is
 * taken; else it is read, gets what its best run is really worth, and takes its place among the
 * others (choose()). The answer is the same as if all had been read. */
#include "search/learn/steps.h"

#include <string.h>

/* How relevant a passage has to be for an improvement (search/learn/steps.h), and how much of the
 * subject its run has to say; how much for a question that it does not stand under. */
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

/* A passage that may hold a source. Most need not be read to be seen to be none of the best. */
typedef struct {
  SearchAbout *about;
  Run run; /* the best; until the passage is read what no run can exceed */
  bool on_question, read;
  bool is_none; /* it is no source, or not one more */
  SearchStanding standing;
  double score, worth; /* by itself, and beside those that were chosen; until it is read, at most */
  GHashTable *words;   /* char *: terms of the run; borrowed from the reading; NULL until read */
} Candidate;

static const SearchTold *
told_at(const SearchReading *reading, guint sentence) {
  return &g_array_index(reading->told, SearchTold, sentence);
}

/* Does it tell of the one who is to learn? */
static bool
tells_of(const SearchTold *told, const CorpusMunicipality *learner) {
  return told->of != NULL && g_ptr_array_find(told->of, learner, NULL);
}

/* ---- runs ---- */

/* A sentence that announces a list says nothing without it. */
static bool
announces(const CorpusPassage *passage, const CorpusSentence *sentence) {
  return sentence->length_bytes > 0 &&
         passage->text[sentence->start_bytes + sentence->length_bytes - 1] == ':';
}

/* May two sentences be of one run? They tell of others, or they do not. */
static bool
tell_alike(const SearchTold *one, const SearchTold *two) {
  return (one->of == NULL) == (two->of == NULL);
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
        !tell_alike(told, told_at(reading, first)) ||
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
    if (!run_from(library, reading, subject, i, &run))
      continue;
    if (!found || worth_of_run(&run) > worth_of_run(best) + 1e-9)
      *best = run;
    found = true;
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
  g_clear_pointer(&((Candidate *)data)->words, g_hash_table_unref);
}

/* Under the question itself what is praised, and who is named, is on it whatever its words. */
static double
least_on_question(const Candidate *candidate) {
  return candidate->run.model || candidate->about->hint.tag == CORPUS_TAG_STRENGTH
             ? 0
             : COVER_ON_QUESTION;
}

/* Is enough of the need said there? */
static bool
is_enough(const SearchNeed *need, const Candidate *candidate) {
  if (need->suggestion->improvement == NULL)
    return candidate->run.cover >=
           (candidate->on_question ? least_on_question(candidate) : COVER_ELSEWHERE);
  double least = SEARCH_LEAST_RELEVANCE - (candidate->on_question ? SEARCH_LESS_ON_QUESTION : 0);
  return candidate->about->relevance >= least &&
         candidate->run.cover >=
             (corpus_tag_finds_fault(candidate->about->hint.tag) ? COVER_AMID_FAULT : LEAST_COVER);
}

/* How its report stands to the own one; what is told of others has no points. */
static void
compare_points(const SearchLibrary *library, const SearchSuggestion *suggestion,
               Candidate *candidate) {
  const SearchAbout *about = candidate->about;
  candidate->standing = (SearchStanding){.theirs = UNKNOWN, .own = UNKNOWN};
  if (!candidate->read || told_at(about->reading, candidate->run.first)->of == NULL)
    candidate->standing = search_peers_standing(library->peers, about->report, suggestion->question,
                                                about->hint.question, suggestion->area);
  if (!candidate->read)
    candidate->standing.lead = MAX(candidate->standing.lead, 0);
}

/* The best run of its passage, or what none exceeds where that is not read; false where there is
 * none. */
static bool
find_run(const SearchLibrary *library, const SearchNeed *need, Candidate *candidate) {
  const SearchAbout *about = candidate->about;
  if (about->reading != NULL)
    return best_run(library, about->reading, need->subject, &candidate->run);
  candidate->run =
      (Run){.cover = about->most, .clear = about->hint.praise, .model = about->hint.names};
  return true;
}

/* What the candidate is worth, or what it can be worth at most; false where it can't be a source.
 */
static bool
weigh(const SearchLibrary *library, const SearchNeed *need, Candidate *candidate) {
  const SearchAbout *about = candidate->about;
  const char *name =
      search_peers_question_in(library->peers, need->suggestion->question, about->report->revision);
  candidate->on_question = *name != '\0' && strcmp(name, about->hint.question) == 0;
  candidate->read = about->reading != NULL;
  if (!find_run(library, need, candidate) || !is_enough(need, candidate))
    return false;
  compare_points(library, need->suggestion, candidate);
  candidate->score = worth_of_run(&candidate->run) + WORTH_OF_RELEVANCE * about->relevance +
                     WORTH_OF_LEAD * candidate->standing.lead +
                     (candidate->on_question ? WORTH_OF_QUESTION : 0) +
                     (about->hint.item ? 0 : WORTH_OF_TELLING);
  if (candidate->read)
    candidate->words = words_of(about->reading, &candidate->run);
  return true;
}

static int
compare_candidates(const Candidate *left, const Candidate *right) {
  if (left->score < right->score || left->score > right->score)
    return left->score > right->score ? -1 : 1;
  int order = strcmp(left->about->report->id, right->about->report->id);
  unsigned one = left->about->hit->id, two = right->about->hit->id;
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
  guint whole = left->about->report == right->about->report ? MIN(one, two) : one + two - common;
  return whole == 0 || common >= SAME_TEXT * whole;
}

/* What it is worth beside one that was chosen. */
static void
set_beside(Candidate *candidate, const Candidate *chosen) {
  if (candidate->read && tells_the_same(chosen, candidate))
    candidate->is_none = true;
  if (chosen->about->report == candidate->about->report)
    candidate->worth -= COST_OF_AGAIN;
}

/* Weighs it, and what it is worth beside those that were chosen (const Candidate *). */
static void
weigh_beside(const SearchLibrary *library, const SearchNeed *need, const GPtrArray *chosen,
             Candidate *candidate) {
  candidate->is_none = !weigh(library, need, candidate);
  candidate->worth = candidate->score;
  for (guint i = 0; i < chosen->len && !candidate->is_none; i++)
    set_beside(candidate, chosen->pdata[i]);
}

/* The one that is worth most, or may be; NULL where none is left. */
static Candidate *
best_of(const GArray *candidates) {
  Candidate *best = NULL;
  for (guint i = 0; i < candidates->len; i++) {
    Candidate *candidate = &g_array_index(candidates, Candidate, i);
    double worth = MAX(candidate->worth, 0), most = best != NULL ? MAX(best->worth, 0) : 0;
    bool better =
        best == NULL || worth > most || (worth >= most && compare_candidates(candidate, best) < 0);
    if (!candidate->is_none && better)
      best = candidate;
  }
  return best;
}

/* Those that may be left are beside one more. */
static void
take(const GArray *candidates, Candidate *best, GPtrArray *chosen) {
  g_ptr_array_add(chosen, best);
  best->is_none = true;
  for (guint i = 0; i < candidates->len; i++)
    if (!g_array_index(candidates, Candidate, i).is_none)
      set_beside(&g_array_index(candidates, Candidate, i), best);
}

/* Reads no more passages than it must: what can't be among the best is left alone.
 * chosen: borrows from the candidates. */
static bool
choose(const SearchLibrary *library, const SearchNeed *need, const GArray *candidates,
       GPtrArray *chosen, GError **error) {
  while (chosen->len < SEARCH_LEARN_SOURCES) {
    Candidate *best = best_of(candidates);
    if (best == NULL)
      break;
    if (best->read) {
      take(candidates, best, chosen);
      continue;
    }
    if (!search_about_read(library, best->about, error))
      return false;
    weigh_beside(library, need, chosen, best);
  }
  return true;
}

static bool
show(const SearchNeed *need, const Candidate *candidate, GError **error) {
  SearchLearnSource *source = g_new0(SearchLearnSource, 1);
  const SearchStanding *standing = &candidate->standing;
  const SearchReading *reading = candidate->about->reading;
  source->report = candidate->about->report;
  source->passage = reading->passage;
  source->score = candidate->score;
  source->subject =
      need->suggestion->improvement != NULL || candidate->run.cover >= COVER_ELSEWHERE;
  source->comparable = standing->comparable;
  source->theirs = standing->theirs;
  source->own = standing->comparable ? standing->own : UNKNOWN;
  source->of = others_of(reading, &candidate->run);
  g_ptr_array_add(need->suggestion->from, source);
  return search_excerpt_part(need->subject != NULL ? need->subject->matcher : NULL, source->passage,
                             candidate->run.start_bytes, candidate->run.end_bytes, &source->excerpt,
                             error);
}

bool
search_learn_find_sources(const SearchLibrary *library, const SearchNeed *need, GError **error) {
  GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  GPtrArray *chosen = g_ptr_array_new();
  g_array_set_clear_func(candidates, candidate_clear);
  for (guint i = 0; i < need->about->len; i++) {
    Candidate candidate = {.about = &g_array_index(need->about, SearchAbout, i)};
    weigh_beside(library, need, chosen, &candidate);
    if (!candidate.is_none)
      g_array_append_val(candidates, candidate);
  }
  bool ok = choose(library, need, candidates, chosen, error);
  for (guint i = 0; ok && i < chosen->len; i++)
    ok = show(need, chosen->pdata[i], error);
  g_ptr_array_unref(chosen);
  g_array_unref(candidates);
  return ok;
}
