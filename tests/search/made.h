/* tests/search/made.h: small made-up reports for the tests of search/, and indexes of reports. */
#ifndef TESTS_SEARCH_MADE_H
#define TESTS_SEARCH_MADE_H

#include "corpus/report/report.h"
#include "indexer/update.h"
#include "search/ask/engine.h"
#include "search/ask/filters.h"

/* Adds a filter that must be a good one; name: NULL = none. */
static inline void
made_filter(SearchFilters *filters, const char *name, const char *value) {
  GError *error = NULL;
  bool added = name == NULL || search_filters_add(filters, name, value, &error);
  g_assert_no_error(error);
  g_assert_true(added);
}

/* A report of a municipality without any score. */
static inline CorpusReport *
made_report(const char *code, unsigned year, unsigned revision) {
  CorpusReport *report = corpus_report_new();
  report->municipality = corpus_municipality_find(code);
  g_assert_nonnull(report->municipality);
  char *slug = corpus_municipality_slug(report->municipality);
  g_free(report->id);
  g_free(report->source);
  report->id = g_strdup_printf("%s-%u", slug, year);
  report->source = g_strdup_printf("%s-%u.txt", slug, year);
  report->year = year;
  report->revision = revision;
  g_free(slug);
  return report;
}

static inline CorpusAreaScore *
made_area(CorpusReport *report, unsigned number, int score) {
  CorpusAreaScore *area = corpus_area_score_new(number, "Område");
  area->score = area->percent = area->body_score = score;
  area->max = 100;
  g_ptr_array_add(report->areas, area);
  return area;
}

static inline void
made_question(CorpusAreaScore *area, const char *id, int score, int max) {
  CorpusQuestionScore *question = g_new0(CorpusQuestionScore, 1);
  g_strlcpy(question->id, id, sizeof question->id);
  question->text = g_strdup_printf("Fråga %s?", id);
  question->score = score;
  question->max = max;
  question->percent = score * 100 / max;
  g_ptr_array_add(area->questions, question);
}

static inline CorpusReference *
made_reference(CorpusReport *report, const char *model, unsigned area, bool role_model) {
  CorpusReference *reference = g_new0(CorpusReference, 1);
  reference->model = corpus_municipality_find(model);
  g_assert_nonnull(reference->model);
  reference->self = reference->model == report->municipality;
  reference->role_model = role_model;
  reference->area = area;
  reference->page = 7;
  reference->passage = 1;
  reference->sentence = g_strdup("Här kan man lära av andra.");
  g_ptr_array_add(report->references, reference);
  return reference;
}

/* Makes an index at that path of what lies at the other, all of which must be read, and opens it.
 */
static inline SearchEngine *
made_engine(const char *index, const char *reports, const IndexerOptions *options) {
  GError *error = NULL;
  const char *const paths[] = {reports, NULL};
  IndexerSummary summary = {0};
  bool updated = indexer_update(index, paths, options, &summary, &error);
  g_assert_no_error(error);
  g_assert_true(updated);
  g_assert_cmpuint(summary.failures->len, ==, 0);
  indexer_summary_clear(&summary);
  SearchEngine *engine = search_engine_open(index, &error);
  g_assert_no_error(error);
  return engine;
}

/* The same, in a folder, of the published reports. */
static inline SearchEngine *
made_engine_of_published(const char *folder, CorpusLexicon *lexicon) {
  char *index = g_build_filename(folder, "index", NULL);
  IndexerOptions options = {.read = indexer_read_report, .read_context = lexicon};
  SearchEngine *engine = made_engine(index, g_getenv("KOMPASS_REPORTS"), &options);
  g_free(index);
  return engine;
}

#endif
