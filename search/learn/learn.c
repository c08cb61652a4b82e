/* search/learn/learn.c: compares a report with its peers, and finds what to learn for each need. */
#include "search/learn/learn.h"

#include "search/ask/error.h"
#include "search/learn/steps.h"

static void
source_free(gpointer data) {
  SearchLearnSource *source = data;
  search_excerpt_clear(&source->excerpt);
  g_clear_pointer(&source->of, g_ptr_array_unref);
  g_free(data);
}

void
search_learn_free(SearchLearn *learn) {
  if (learn == NULL)
    return;
  g_ptr_array_unref(learn->suggestions);
  g_ptr_array_unref(learn->notices);
  g_hash_table_unref(learn->read);
  search_scores_free(learn->scores);
  corpus_report_free(learn->own);
  g_free(learn);
}

/* ---- the report ---- */

static const CorpusReport *
newest_report(const GPtrArray *reports, const CorpusMunicipality *municipality,
              const SearchFilters *filters) {
  const CorpusReport *newest = NULL;
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    if (report->municipality == municipality && search_filters_accept_class(filters, report) &&
        (newest == NULL || search_report_is_newer(report, newest)))
      newest = report;
  }
  return newest;
}

/* NULL with an error where the municipality has none. */
static const CorpusReport *
choose_report(const SearchEngine *engine, const SearchFilters *filters, const char *name,
              GError **error) {
  const CorpusMunicipality *municipality = search_municipality(name, error);
  if (municipality == NULL)
    return NULL;
  const CorpusReport *report =
      newest_report(indexer_reader_reports(engine->reader), municipality, filters);
  if (report == NULL)
    search_filters_refuse_none(filters, municipality, error);
  return report;
}

/* ---- all ---- */

/* Takes the needs' suggestions, and finds sources and role models for them. */
static bool
learn_all(const SearchLibrary *library, const GPtrArray *needs, SearchLearn *learn,
          GError **error) {
  bool ok = search_learn_find(library, needs, error);
  guint64 areas = 0; /* bit n set = the role models of area n as a whole were given */
  for (guint i = 0; ok && i < needs->len; i++) {
    SearchNeed *need = needs->pdata[i];
    guint64 area = (guint64)1 << need->suggestion->area;
    bool whole_area = need->suggestion->improvement == NULL && (areas & area) == 0;
    need->suggestion->from = g_ptr_array_new_with_free_func(source_free);
    need->suggestion->models = g_array_new(FALSE, FALSE, sizeof(SearchModelReference));
    ok = search_learn_find_sources(library, need, error) &&
         search_learn_find_models(library, need, whole_area, error);
    areas |= area;
    g_ptr_array_add(learn->suggestions, g_steal_pointer(&need->suggestion));
  }
  return ok;
}

/* ---- why there is nothing ---- */

/* Takes the text. */
static CorpusNotice *
add_notice(SearchLearn *learn, const char *code, char *text) {
  CorpusNotice *notice = corpus_notice_new(code, text);
  g_ptr_array_add(learn->notices, notice);
  g_free(text);
  return notice;
}

/* Somebody of another revision who stands high on what is about the same. */
static void
point_elsewhere(const SearchPeers *peers, const CorpusQuestionScore *question, SearchLearn *learn) {
  GPtrArray *ahead =
      search_peers_ahead(peers, question->id, corpus_question_area(question->id), G_MAXUINT);
  const CorpusReport *there = NULL;
  for (guint i = 0; i < ahead->len && there == NULL; i++)
    if (!search_reports_compare(ahead->pdata[i], learn->report))
      there = ahead->pdata[i];
  g_ptr_array_unref(ahead);
  if (there == NULL)
    return;
  const char *id = search_peers_question_in(peers, question->id, there->revision);
  const CorpusQuestionScore *theirs = corpus_report_question(there, id);
  if (theirs == NULL || theirs->score < 0)
    return;
  CorpusNotice *notice =
      add_notice(learn, "look_elsewhere",
                 g_strdup_printf(
                     "%s %u (revision %u, not to be compared) has %d of %d points on what is about "
                     "the same: kompass best --question %s --revision %u",
                     there->municipality->name, there->year, there->revision, theirs->score,
                     theirs->max, id, there->revision));
  corpus_notice_text(notice, "report", there->id);
  corpus_notice_text(notice, "municipality", there->municipality->name);
  corpus_notice_text(notice, "question", id);
  corpus_notice_number(notice, "revision", (int)there->revision);
  corpus_notice_number(notice, "score", theirs->score);
  corpus_notice_number(notice, "max", theirs->max);
}

static void
explain_question(const SearchPeers *peers, const CorpusQuestionScore *question,
                 SearchLearn *learn) {
  const CorpusReport *own = learn->report;
  CorpusNotice *notice = add_notice(
      learn, "nobody_better",
      g_strdup_printf("%s has %d of %d points on %s. No other of revision %u that it is compared "
                      "with (%u) has more, and no improvement of it is listed.",
                      own->municipality->name, question->score, question->max, question->id,
                      own->revision, learn->compared));
  corpus_notice_text(notice, "municipality", own->municipality->name);
  corpus_notice_text(notice, "question", question->id);
  corpus_notice_number(notice, "score", question->score);
  corpus_notice_number(notice, "max", question->max);
  corpus_notice_number(notice, "revision", (int)own->revision);
  corpus_notice_number(notice, "compared", (int)learn->compared);
  point_elsewhere(peers, question, learn);
}

static void
explain_nothing(const SearchPeers *peers, const SearchFilters *filters, SearchLearn *learn) {
  const CorpusReport *own = learn->report;
  for (guint i = 0; filters->questions->len > 0 && i < own->areas->len; i++) {
    const CorpusAreaScore *area = own->areas->pdata[i];
    for (guint j = 0; j < area->questions->len; j++) {
      const CorpusQuestionScore *question = area->questions->pdata[j];
      if (question->score >= 0 &&
          search_filters_accept_question(filters, own->revision, question->id))
        explain_question(peers, question, learn);
    }
  }
  if (learn->notices->len > 0)
    return;
  CorpusNotice *notice =
      add_notice(learn, "nothing_listed",
                 g_strdup_printf(
                     "The report of %u has no question and lists no improvement that these filters "
                     "choose; kompass report %s shows it.",
                     own->year, own->id));
  corpus_notice_text(notice, "report", own->id);
}

/* What a report lists as needs is tagged as such; where only other tags are asked for, that is
 * said, rather than nothing listed without a word. */
static void
explain_tags(const SearchFilters *filters, SearchLearn *learn) {
  unsigned needs = 1u << CORPUS_TAG_IMPROVEMENT | 1u << CORPUS_TAG_WEAKNESS;
  if (filters->tags != 0 && (filters->tags & needs) == 0)
    add_notice(learn, "tags_choose_none",
               g_strdup("The tags that are asked for choose no need: those that a report lists are "
                        "tagged improvement or weakness."));
}

static bool
learn_from_peers(SearchEngine *engine, const SearchFilters *filters, SearchPeers *peers,
                 SearchLearn *learn, GError **error) {
  GPtrArray *needs = search_learn_needs(engine, learn->own, peers, filters, error);
  if (needs == NULL)
    return false;
  SearchLibrary library = {engine, peers, learn->read};
  learn->compared = peers->comparable;
  learn->total = needs->len;
  search_filters_page(filters, needs);
  bool ok = learn_all(&library, needs, learn, error);
  if (ok && learn->total == 0)
    explain_nothing(peers, filters, learn);
  explain_tags(filters, learn);
  learn->scores = g_steal_pointer(&peers->scores);
  g_ptr_array_unref(needs);
  return ok;
}

/* What search_learn() was asked. */
typedef struct {
  const SearchFilters *filters;
  const char *municipality;
} Question;

static bool
answer(SearchEngine *engine, const Question *asked, SearchLearn *learn, GError **error) {
  learn->report = choose_report(engine, asked->filters, asked->municipality, error);
  if (learn->report != NULL)
    learn->own = indexer_reader_whole_report(engine->reader, learn->report->id, error);
  if (learn->own == NULL ||
      !indexer_reader_read(engine->reader, NULL, INDEXER_PART_FIGURES | INDEXER_PART_REFERENCES,
                           error))
    return false;
  SearchPeers *peers =
      search_peers_new(indexer_reader_reports(engine->reader), learn->report, asked->filters);
  bool ok = learn_from_peers(engine, asked->filters, peers, learn, error);
  search_peers_free(peers);
  return ok;
}

static void *
attempt(SearchEngine *engine, void *context, GError **error) {
  SearchLearn *learn = g_new0(SearchLearn, 1);
  learn->suggestions = g_ptr_array_new_with_free_func((GDestroyNotify)search_suggestion_free);
  learn->notices = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_notice_free);
  learn->read = search_readings_new();
  if (!answer(engine, context, learn, error))
    g_clear_pointer(&learn, search_learn_free);
  return learn;
}

SearchLearn *
search_learn(SearchEngine *engine, const SearchFilters *filters, const char *municipality,
             GError **error) {
  gint64 start = g_get_monotonic_time();
  Question asked = {filters, municipality};
  SearchLearn *learn = search_engine_ask(engine, attempt, &asked, error);
  if (learn != NULL)
    learn->took_ms = (double)(g_get_monotonic_time() - start) / 1000.0;
  return learn;
}
