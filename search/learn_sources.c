/* search/learn_sources.c: finds candidates in the index, keeps the half that praises, and chooses.
 */
#include "search/learn_sources.h"

#include <string.h>

#include "indexer/schema.h"
#include "search/query.h"

/* Hits that are looked at, and reports that are asked for a question. */
#define MOST_HITS 40
#define MOST_REPORTS 10
#define FEW_REPORTS 30
/* Passages that are read and compared. */
#define MOST_READ 14
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

/* A candidate while it is weighed. */
typedef struct {
  SearchLearnSource *source;
  GHashTable *words; /* char *: its terms; borrowed from the engine */
} Candidate;

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

/* ---- the half that praises ---- */

static bool
is_negative(const CorpusSentence *sentence) {
  return sentence->stance == CORPUS_TAG_IMPROVEMENT || sentence->stance == CORPUS_TAG_WEAKNESS;
}

static const CorpusSentence *
sentence_at(const CorpusPassage *passage, guint index) {
  return &g_array_index(passage->sentences, CorpusSentence, index);
}

/* Sentences side by side of which none points the other way. */
typedef struct {
  guint first, end;
  double cover; /* of the subject */
  double clear; /* how clearly the clearest of them is a strength; 0 = none is */
} Run;

static gsize
run_start(const CorpusPassage *passage, const Run *run) {
  return sentence_at(passage, run->first)->start_bytes;
}

static gsize
run_end(const CorpusPassage *passage, const Run *run) {
  const CorpusSentence *last = sentence_at(passage, run->end - 1);
  return last->start_bytes + last->length_bytes;
}

/* Does the report tell it of another municipality, to learn from? */
static bool
is_of_another(const CorpusReport *report, const CorpusPassage *passage,
              const CorpusSentence *sentence) {
  const char *text = passage->text + sentence->start_bytes;
  for (guint i = 0; i < report->references->len; i++) {
    const CorpusReference *reference = report->references->pdata[i];
    if (reference->passage == passage->number && !reference->self && reference->role_model &&
        strncmp(text, reference->sentence, sentence->length_bytes) == 0)
      return true;
  }
  return false;
}

/* A sentence that announces a list says nothing without it. */
static bool
announces(const CorpusPassage *passage, guint index) {
  const CorpusSentence *sentence = sentence_at(passage, index);
  return sentence->length_bytes > 0 &&
         passage->text[sentence->start_bytes + sentence->length_bytes - 1] == ':';
}

/* The sentences from one on that fit an excerpt. */
static Run
run_from(const CorpusReport *report, const CorpusPassage *passage, guint first) {
  Run run = {first, first, 0, 0};
  const char *start = passage->text + sentence_at(passage, first)->start_bytes;
  for (; run.end < passage->sentences->len; run.end++) {
    const CorpusSentence *sentence = sentence_at(passage, run.end);
    const char *end = passage->text + sentence->start_bytes + sentence->length_bytes;
    if (is_negative(sentence) || is_of_another(report, passage, sentence) ||
        (run.end > first && g_utf8_strlen(start, end - start) > SEARCH_EXCERPT_CHARS))
      break;
    if (sentence->stance == CORPUS_TAG_STRENGTH)
      run.clear = MAX(run.clear, MAX(sentence->weight, 0.1));
  }
  if (run.end > first + 1 && announces(passage, run.end - 1))
    run.end--;
  return run;
}

/* The run that says most of the subject, and of those the one that praises most. An item of the
 * strengths is a strength as a whole. */
static Run
best_run(const SearchSubject *subject, const CorpusReport *report, const CorpusPassage *passage,
         const GArray *terms) {
  Run best = {0, 0, 0, 0};
  for (guint i = 0; i < passage->sentences->len; i++) {
    Run run = run_from(report, passage, i);
    if (run.end == run.first || (run.clear <= 0 && passage->kind != CORPUS_KIND_ITEM))
      continue;
    if (subject != NULL)
      run.cover =
          search_subject_cover(subject, terms, run_start(passage, &run), run_end(passage, &run));
    if (best.end == best.first ||
        run.cover + 0.2 * run.clear > best.cover + 0.2 * best.clear + 1e-9)
      best = run;
  }
  return best;
}

/* ---- candidates ---- */

static double
worth(const SearchLearnSource *source, const Run *run, double lead) {
  return run->cover + WORTH_OF_LEAD * lead + WORTH_OF_CLEAR * run->clear +
         (source->passage->kind == CORPUS_KIND_PARAGRAPH ? WORTH_OF_TELLING : 0) +
         (source->comparable ? WORTH_OF_COMPARABLE : 0);
}

static GHashTable *
words_of(const CorpusPassage *passage, const Run *run, const GArray *terms) {
  GHashTable *words = g_hash_table_new(g_str_hash, g_str_equal);
  gsize start = run_start(passage, run), end = run_end(passage, run);
  for (guint i = 0; i < terms->len; i++) {
    const IndexerTerm *term = &g_array_index(terms, IndexerTerm, i);
    if (term->kind == INDEXER_TERM_WORD && term->start_bytes >= start && term->start_bytes < end)
      g_hash_table_add(words, (gpointer)term->term);
  }
  return words;
}

/* Takes the passage. *candidate stays NULL where too little of it is a strength of the subject. */
static bool
weigh(const SearchLearnQuest *quest, IndexerPassage *place, const SearchStanding *standing,
      double least_cover, Candidate **candidate, GError **error) {
  GArray *terms = indexer_terms_of_text(quest->engine->terms, place->passage->text, -1, error);
  if (terms == NULL)
    return false;
  bool ok = true;
  Run run = best_run(quest->subject, place->report, place->passage, terms);
  if (run.end > run.first && run.cover >= least_cover) {
    SearchLearnSource *source = g_rc_box_new0(SearchLearnSource);
    source->report = place->report;
    source->passage = g_steal_pointer(&place->passage);
    source->subject = least_cover > 0;
    source->comparable = standing->comparable;
    source->theirs = standing->theirs;
    source->own = standing->own;
    source->score = worth(source, &run, standing->lead);
    *candidate = g_new0(Candidate, 1);
    (*candidate)->source = source;
    (*candidate)->words = words_of(source->passage, &run, terms);
    ok = search_excerpt_part(search_subject_matcher(quest->subject), source->passage,
                             run_start(source->passage, &run), run_end(source->passage, &run),
                             &source->excerpt, error);
  }
  g_array_unref(terms);
  return ok;
}

/* ---- asking the index ---- */

static bool
term_query(const char *prefix, const char *value, ShimQuery **query, GError **error) {
  char *term = g_strconcat(prefix, value, NULL);
  bool ok = shim_query_term(term, 1, query, error);
  g_free(term);
  return ok;
}

/* Passages of one of the reports, without weight. */
static bool
reports_query(const GPtrArray *reports, ShimQuery **query, GError **error) {
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)shim_query_free);
  bool ok = true;
  for (guint i = 0; i < reports->len && ok; i++) {
    const CorpusReport *report = reports->pdata[i];
    ShimQuery *one = NULL;
    ok = term_query(INDEXER_FILTER_REPORT, report->id, &one, error);
    g_ptr_array_add(list, one);
  }
  ShimQuery *any = NULL;
  ok = ok &&
       shim_query_combine(SHIM_OP_OR, (const ShimQuery *const *)list->pdata, list->len, &any,
                          error) &&
       shim_query_scale(any, 0, query, error);
  shim_query_free(any);
  g_ptr_array_unref(list);
  return ok;
}

/* Strengths, of the area or of a question in all revisions. The caller frees it. */
static SearchFilters *
strengths_of(const SearchLearnQuest *quest, bool of_question) {
  SearchFilters *filters = search_filters_new();
  filters->tags = 1u << CORPUS_TAG_STRENGTH;
  if (quest->area != 0)
    filters->areas = 1u << quest->area;
  for (const CorpusInstrument *const *at = corpus_instruments(); of_question && *at != NULL; at++) {
    const char *name = search_peers_name(quest->peers, quest->question, (*at)->revision);
    if (*name != '\0')
      g_ptr_array_add(filters->questions, g_strdup(name));
  }
  if (of_question && filters->questions->len == 0) /* a revision whose questions are not known */
    g_ptr_array_add(filters->questions, g_strdup(quest->question));
  return filters;
}

static bool
run_query(const SearchLearnQuest *quest, const ShimQuery *inner, bool of_question,
          ShimResult **result, GError **error) {
  const ShimDatabase *database = indexer_reader_database(quest->engine->reader);
  ShimSearchOptions options = shim_search_options_default();
  /* All are looked at: Xapian 1.4 may crash where it prunes such a query. */
  if (!shim_database_document_count(database, &options.check_at_least, error))
    return false;
  options.limit = MOST_HITS;
  SearchFilters *filters = strengths_of(quest, of_question);
  ShimQuery *query = NULL;
  bool ok = search_query_filter(filters, inner, &query, error) &&
            shim_search(database, query, &options, result, error);
  shim_query_free(query);
  search_filters_free(filters);
  return ok;
}

/* What the other's passage is compared by, and whether it is better; false where it is of another
 * question. */
static bool
is_source(const SearchLearnQuest *quest, const IndexerPassage *place, SearchStanding *standing,
          bool *same_question) {
  const CorpusReport *report = place->report;
  const char *theirs = place->passage->question;
  const char *wanted = search_peers_name(quest->peers, quest->question, report->revision);
  *same_question = *wanted != '\0' && strcmp(theirs, wanted) == 0;
  if (*theirs != '\0' && *quest->question != '\0' && !*same_question)
    return false;
  return search_peers_better(quest->peers, report, *wanted != '\0' ? wanted : theirs,
                             place->passage->area, standing);
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

/* Reads the hits that are of better reports. by_subject: they must be about it. */
static GPtrArray *
read_candidates(const SearchLearnQuest *quest, const ShimResult *result, bool by_subject,
                GError **error) {
  GPtrArray *candidates = g_ptr_array_new_with_free_func(candidate_free);
  bool ok = true;
  for (gsize i = 0; i < result->hit_count && candidates->len < MOST_READ && ok; i++) {
    IndexerPassage place = {NULL, NULL};
    SearchStanding standing = {0};
    Candidate *candidate = NULL;
    bool same_question = false;
    ok = indexer_reader_passage_of(quest->engine->reader, result->hits[i].document, &place, error);
    if (ok && is_source(quest, &place, &standing, &same_question))
      ok = weigh(quest, &place, &standing,
                 !by_subject     ? 0
                 : same_question ? COVER_SAME_QUESTION
                                 : COVER_ELSEWHERE,
                 &candidate, error);
    if (candidate != NULL)
      g_ptr_array_add(candidates, candidate);
    indexer_passage_clear(&place);
  }
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

/* First the best of each report, then further ones. */
static GPtrArray *
choose(const GPtrArray *candidates) {
  GPtrArray *chosen = g_ptr_array_new(), *sources = search_learn_sources_new();
  for (guint round = 1; round <= MOST_OF_ONE; round++)
    for (guint i = 0; i < candidates->len && chosen->len < SEARCH_LEARN_SOURCES; i++)
      if (can_join(chosen, candidates->pdata[i], round))
        g_ptr_array_add(chosen, candidates->pdata[i]);
  for (guint i = 0; i < chosen->len; i++)
    search_learn_sources_share(sources, ((Candidate *)chosen->pdata[i])->source);
  g_ptr_array_unref(chosen);
  return sources;
}

static GPtrArray *
ask(const SearchLearnQuest *quest, const ShimQuery *inner, bool by_subject, GError **error) {
  ShimResult *result = NULL;
  GPtrArray *candidates = NULL, *sources = NULL;
  if (run_query(quest, inner, !by_subject, &result, error))
    candidates = read_candidates(quest, result, by_subject, error);
  if (candidates != NULL) {
    sources = choose(candidates);
    g_ptr_array_unref(candidates);
  }
  shim_result_free(result);
  return sources;
}

/* ---- the two ways ---- */

/* The words; where few are ahead (reports, NULL = many are), in their reports only: the passages of
 * all the others would fill the hits. */
static bool
subject_query(const SearchLearnQuest *quest, const GPtrArray *reports, ShimQuery **query,
              GError **error) {
  ShimQuery *words = NULL, *theirs = NULL;
  bool ok = search_subject_query(quest->subject, &words, error);
  if (ok && reports != NULL) {
    ok = reports_query(reports, &theirs, error);
    const ShimQuery *both[] = {words, theirs};
    ok = ok && shim_query_combine(SHIM_OP_FILTER, both, 2, query, error);
  } else if (ok) {
    *query = g_steal_pointer(&words);
  }
  shim_query_free(words);
  shim_query_free(theirs);
  return ok;
}

GPtrArray *
search_learn_by_subject(const SearchLearnQuest *quest, GError **error) {
  ShimQuery *query = NULL;
  GPtrArray *sources = NULL, *reports = NULL;
  if (*quest->question != '\0')
    reports = search_peers_ahead(quest->peers, quest->question, FEW_REPORTS + 1);
  const GPtrArray *few = reports != NULL && reports->len <= FEW_REPORTS ? reports : NULL;
  if (few != NULL && few->len == 0)
    sources = search_learn_sources_new();
  else if (subject_query(quest, few, &query, error))
    sources = ask(quest, query, true, error);
  g_clear_pointer(&reports, g_ptr_array_unref);
  shim_query_free(query);
  return sources;
}

GPtrArray *
search_learn_by_question(const SearchLearnQuest *quest, GError **error) {
  GPtrArray *reports = search_peers_ahead(quest->peers, quest->question, MOST_REPORTS);
  ShimQuery *theirs = NULL, *words = NULL, *query = NULL;
  GPtrArray *sources = NULL;
  if (reports->len == 0) {
    sources = search_learn_sources_new();
  } else if (reports_query(reports, &theirs, error) &&
             search_subject_query(quest->subject, &words, error)) {
    const ShimQuery *both[] = {theirs, words};
    if (shim_query_combine(SHIM_OP_AND_MAYBE, both, 2, &query, error))
      sources = ask(quest, query, false, error);
  }
  g_ptr_array_unref(reports);
  shim_query_free(theirs);
  shim_query_free(words);
  shim_query_free(query);
  return sources;
}
