/* search/learn/sources.c: weighs what may be a source, reads the best, and chooses. */
#include "search/learn/sources.h"

#include <string.h>

#include "search/learn/strength.h"

/* Passages that are read for one suggestion, at most, and how many fit ones are enough. */
#define MOST_READ 16
#define ENOUGH (2 * SEARCH_LEARN_SOURCES)
#define MOST_OF_ONE 2 /* sources from the same report */

/* How much of a subject a text has to say: of the same question, and of none. */
#define COVER_SAME_QUESTION 0.45
#define COVER_ELSEWHERE 0.6
/* From here on two texts tell the same. */
#define SAME_TEXT 0.6

/* What else counts, beside how much of the subject a text says (0..1). */
#define WORTH_OF_LEAD 0.3
#define WORTH_OF_TELLING 0.15 /* a paragraph tells more than an item of a table */
#define WORTH_OF_CLEAR 0.15   /* how clearly it is praised */
#define WORTH_OF_COMPARABLE 0.4

/* A strength of a better report, before it is read. */
typedef struct {
  unsigned document;
  double least_cover; /* of the subject, for what is read to be a source */
  SearchStanding standing;
  double promise; /* what it is worth, if all that it says of the subject stands together */
} Prospect;

/* One that was read. */
typedef struct {
  SearchLearnSource *source;
  GHashTable *words; /* char *: its terms; borrowed from the engine */
  gsize start_bytes, end_bytes;
} Candidate;

/* ---- sources ---- */

static void
source_clear(gpointer data) {
  SearchLearnSource *source = data;
  corpus_passage_free(source->passage);
  search_excerpt_clear(&source->excerpt);
}

static void
source_unref(gpointer data) {
  g_rc_box_release_full(data, source_clear);
}

GPtrArray *
search_learn_sources_new(void) {
  return g_ptr_array_new_with_free_func(source_unref);
}

void
search_learn_sources_share(GPtrArray *sources, SearchLearnSource *source) {
  g_ptr_array_add(sources, g_rc_box_acquire(source));
}

static void
candidate_free(gpointer data) {
  Candidate *candidate = data;
  source_unref(candidate->source);
  g_hash_table_unref(candidate->words);
  g_free(candidate);
}

static double
worth(double cover, const SearchStanding *standing, bool item) {
  return cover + WORTH_OF_LEAD * standing->lead + (item ? 0 : WORTH_OF_TELLING) +
         (standing->comparable ? WORTH_OF_COMPARABLE : 0);
}

/* ---- reading ---- */

static GHashTable *
words_of(const SearchStrength *strength, const GArray *terms) {
  GHashTable *words = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < terms->len; i++) {
    const IndexerTerm *term = &g_array_index(terms, IndexerTerm, i);
    if (term->kind == INDEXER_TERM_WORD && term->start_bytes >= strength->start_bytes &&
        term->start_bytes < strength->end_bytes)
      g_hash_table_add(words, (gpointer)term->term);
  }
  return words;
}

/* Takes the passage. */
static Candidate *
candidate_new(IndexerPassage *place, const Prospect *prospect, const SearchStrength *strength,
              const GArray *terms) {
  SearchLearnSource *source = g_rc_box_new0(SearchLearnSource);
  source->report = place->report;
  source->passage = g_steal_pointer(&place->passage);
  source->subject = prospect->least_cover > 0;
  source->comparable = prospect->standing.comparable;
  source->theirs = prospect->standing.theirs;
  source->own = prospect->standing.own;
  source->score =
      worth(strength->cover, &prospect->standing, source->passage->kind == CORPUS_KIND_ITEM) +
      WORTH_OF_CLEAR * strength->clear;
  Candidate *candidate = g_new0(Candidate, 1);
  *candidate =
      (Candidate){source, words_of(strength, terms), strength->start_bytes, strength->end_bytes};
  return candidate;
}

/* Adds the passage to the candidates, unless too little of it is a strength of the subject. */
static bool
weigh(const SearchLearnQuest *quest, const Prospect *prospect, GPtrArray *candidates,
      GError **error) {
  IndexerPassage place = {NULL, NULL};
  if (!search_learn_passages_read(quest->passages, prospect->document, &place, error))
    return false;
  if (place.passage == NULL)
    return true;
  GArray *terms = indexer_terms_of_text(quest->engine->terms, place.passage->text, -1, error);
  bool ok = terms != NULL;
  if (ok) {
    SearchStrength strength =
        search_strength_of(place.report, place.passage, quest->subject, terms);
    if (strength.end_bytes > strength.start_bytes && strength.cover >= prospect->least_cover)
      g_ptr_array_add(candidates, candidate_new(&place, prospect, &strength, terms));
    g_array_unref(terms);
  }
  indexer_passage_clear(&place);
  return ok;
}

static int
compare_prospects(gconstpointer a, gconstpointer b) {
  const Prospect *left = a, *right = b;
  if (left->promise < right->promise || left->promise > right->promise)
    return left->promise > right->promise ? -1 : 1;
  return (left->document > right->document) - (left->document < right->document);
}

static int
compare_candidates(gconstpointer a, gconstpointer b) {
  const Candidate *left = *(const Candidate *const *)a, *right = *(const Candidate *const *)b;
  const SearchLearnSource *one = left->source, *two = right->source;
  if (one->score < two->score || one->score > two->score)
    return one->score > two->score ? -1 : 1;
  int order = strcmp(one->report->id, two->report->id);
  return order != 0 ? order
                    : (one->passage->number > two->passage->number) -
                          (one->passage->number < two->passage->number);
}

/* Reads the most promising ones. */
static GPtrArray *
read_candidates(const SearchLearnQuest *quest, GArray *prospects, GError **error) {
  GPtrArray *candidates = g_ptr_array_new_with_free_func(candidate_free);
  bool ok = true;
  g_array_sort(prospects, compare_prospects);
  for (guint i = 0; ok && i < MIN(prospects->len, MOST_READ) && candidates->len < ENOUGH; i++)
    ok = weigh(quest, &g_array_index(prospects, Prospect, i), candidates, error);
  g_ptr_array_sort(candidates, compare_candidates);
  if (!ok)
    g_clear_pointer(&candidates, g_ptr_array_unref);
  return candidates;
}

/* ---- choosing ---- */

static guint
count_common(GHashTable *left, GHashTable *right) {
  GHashTableIter iter;
  gpointer word = NULL;
  guint common = 0;
  g_hash_table_iter_init(&iter, left);
  while (g_hash_table_iter_next(&iter, &word, NULL))
    common += g_hash_table_contains(right, word);
  return common;
}

/* An item that repeats the paragraph of its own report tells nothing new; of different reports only
 * nearly equal texts are one. */
static bool
tells_the_same(const Candidate *left, const Candidate *right) {
  guint one = g_hash_table_size(left->words), two = g_hash_table_size(right->words);
  guint common = count_common(left->words, right->words);
  bool same_report = left->source->report == right->source->report;
  guint whole = same_report ? MIN(one, two) : one + two - common;
  return whole == 0 || common >= SAME_TEXT * whole;
}

static bool
can_join(const GPtrArray *chosen, const Candidate *candidate, guint most_of_one) {
  guint of_one = 0;
  for (guint i = 0; i < chosen->len; i++) {
    const Candidate *there = chosen->pdata[i];
    of_one += there->source->report == candidate->source->report;
    if (there == candidate || tells_the_same(there, candidate))
      return false;
  }
  return of_one < most_of_one;
}

/* First the best of each report, then further ones. Borrowed. */
static GPtrArray *
choose(const GPtrArray *candidates) {
  GPtrArray *chosen = g_ptr_array_new();
  for (guint round = 1; round <= MOST_OF_ONE; round++)
    for (guint i = 0; i < candidates->len && chosen->len < SEARCH_LEARN_SOURCES; i++)
      if (can_join(chosen, candidates->pdata[i], round))
        g_ptr_array_add(chosen, candidates->pdata[i]);
  return chosen;
}

/* Those chosen, with what is shown of them. */
static GPtrArray *
show(const SearchLearnQuest *quest, const GPtrArray *chosen, GError **error) {
  GPtrArray *sources = search_learn_sources_new();
  for (guint i = 0; i < chosen->len; i++) {
    const Candidate *candidate = chosen->pdata[i];
    search_learn_sources_share(sources, candidate->source);
    if (!search_excerpt_part(search_subject_matcher(quest->subject), candidate->source->passage,
                             candidate->start_bytes, candidate->end_bytes,
                             &candidate->source->excerpt, error)) {
      g_ptr_array_unref(sources);
      return NULL;
    }
  }
  return sources;
}

static GPtrArray *
sources_among(const SearchLearnQuest *quest, GArray *prospects, GError **error) {
  GPtrArray *candidates = read_candidates(quest, prospects, error), *sources = NULL;
  if (candidates != NULL) {
    GPtrArray *chosen = choose(candidates);
    sources = show(quest, chosen, error);
    g_ptr_array_unref(chosen);
    g_ptr_array_unref(candidates);
  }
  return sources;
}

/* ---- by subject ---- */

static void
add_prospect(GArray *prospects, const SearchPlace *place, unsigned document, double cover,
             double least_cover, const SearchStanding *standing) {
  Prospect prospect = {document, least_cover, *standing, worth(cover, standing, place->item)};
  g_array_append_val(prospects, prospect);
}

/* A strength of another question is none of this one. */
static void
add_if_better(const SearchLearnQuest *quest, const SearchCovered *covered, GArray *prospects) {
  const SearchPlace *place = search_learn_passages_at(quest->passages, covered->document);
  if (!place->strength || covered->cover < COVER_SAME_QUESTION)
    return;
  const char *wanted = search_peers_name(quest->peers, quest->question, place->report->revision);
  bool same_question = *wanted != '\0' && strcmp(place->question, wanted) == 0;
  double least_cover = same_question ? COVER_SAME_QUESTION : COVER_ELSEWHERE;
  SearchStanding standing = {0};
  if ((*quest->question == '\0' || *place->question == '\0' || same_question) &&
      covered->cover >= least_cover &&
      search_peers_better(quest->peers, place->report, quest->question, place->question,
                          place->area, &standing))
    add_prospect(prospects, place, covered->document, covered->cover, least_cover, &standing);
}

GPtrArray *
search_learn_by_subject(const SearchLearnQuest *quest, GError **error) {
  GArray *prospects = g_array_new(FALSE, FALSE, sizeof(Prospect));
  for (guint i = 0; i < quest->about->len; i++)
    add_if_better(quest, &g_array_index(quest->about, SearchCovered, i), prospects);
  GPtrArray *sources = sources_among(quest, prospects, error);
  g_array_unref(prospects);
  return sources;
}

/* ---- by question ---- */

/* How much of the subject the passages say, by document; borrowed. */
static GHashTable *
covers_of(const SearchLearnQuest *quest) {
  GHashTable *covers = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < quest->about->len; i++) {
    SearchCovered *covered = &g_array_index(quest->about, SearchCovered, i);
    const SearchPlace *place = search_learn_passages_at(quest->passages, covered->document);
    if (place->strength)
      g_hash_table_insert(covers, GUINT_TO_POINTER(covered->document), &covered->cover);
  }
  return covers;
}

/* Is the passage a strength of one of those furthest ahead? NULL if not. */
static const SearchAhead *
ahead_with(const GArray *ahead, const SearchPlace *place) {
  for (guint i = 0; place->strength && i < ahead->len; i++) {
    const SearchAhead *one = &g_array_index(ahead, SearchAhead, i);
    if (one->report == place->report)
      return one;
  }
  return NULL;
}

/* Adds the strengths on a question, as a revision calls it, of those furthest ahead. */
static void
add_strengths(const SearchLearnQuest *quest, unsigned revision, const GArray *ahead,
              GHashTable *covers, GArray *prospects) {
  const char *name = search_peers_name(quest->peers, quest->question, revision);
  const GArray *documents = search_learn_passages_of_question(quest->passages, name);
  for (guint i = 0; documents != NULL && i < documents->len; i++) {
    unsigned document = g_array_index(documents, unsigned, i);
    const SearchPlace *place = search_learn_passages_at(quest->passages, document);
    const SearchAhead *one = ahead_with(ahead, place);
    if (one == NULL || one->report->revision != revision)
      continue;
    const double *cover = g_hash_table_lookup(covers, GUINT_TO_POINTER(document));
    add_prospect(prospects, place, document, cover != NULL ? *cover : 0, 0, &one->standing);
  }
}

/* The revision of one of those furthest ahead, unless one before it has the same. */
static bool
is_new_revision(const GArray *ahead, guint index) {
  for (guint i = 0; i < index; i++)
    if (g_array_index(ahead, SearchAhead, i).report->revision ==
        g_array_index(ahead, SearchAhead, index).report->revision)
      return false;
  return true;
}

GPtrArray *
search_learn_by_question(const SearchLearnQuest *quest, GError **error) {
  const GArray *ahead = search_peers_ahead(quest->peers, quest->question);
  GArray *prospects = g_array_new(FALSE, FALSE, sizeof(Prospect));
  GHashTable *covers = covers_of(quest);
  for (guint i = 0; i < ahead->len; i++)
    if (is_new_revision(ahead, i))
      add_strengths(quest, g_array_index(ahead, SearchAhead, i).report->revision, ahead, covers,
                    prospects);
  GPtrArray *sources = sources_among(quest, prospects, error);
  g_hash_table_unref(covers);
  g_array_unref(prospects);
  return sources;
}
