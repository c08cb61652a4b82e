/* corpus/reading/read_report.c: reads a report: lines, outline, passages, scores, metadata,
 * warnings. */
#include "corpus/reading/read_report.h"

#include <string.h>

#include "corpus/reading/figure_checks.h"
#include "corpus/text/error.h"
#include "corpus/reading/scores/score_history.h"
#include "corpus/reading/lines/join_lines.h"
#include "corpus/reading/items/item_question.h"
#include "corpus/reading/metadata.h"
#include "corpus/reading/outline/outline.h"
#include "corpus/reading/passages.h"
#include "corpus/reading/stance/role_models.h"
#include "corpus/reading/which_revision.h"
#include "corpus/reading/scores/score_tables.h"
#include "corpus/source/source.h"

#define MOST_AREAS 64

/* What is known of a report while it is being read. */
typedef struct {
  const GPtrArray *lines;
  const char *name;
  CorpusLexicon *lexicon;
  CorpusVocabulary *vocabulary;
  const CorpusInstrument *instrument;
  GPtrArray *tables, *histories, *blocks;
  CorpusReport *report;
} Reading;

static void
reading_begin(Reading *reading) {
  reading->tables = corpus_scores_find(reading->lines, corpus_instruments());
  reading->histories = corpus_history_find(reading->lines);
  reading->instrument = corpus_revision_find(reading->lines, reading->tables, reading->name);
  reading->blocks = corpus_outline(reading->lines, reading->instrument);
  reading->vocabulary = corpus_vocabulary_new(reading->lines);
}

static void
reading_end(Reading *reading) {
  g_ptr_array_unref(reading->tables);
  g_ptr_array_unref(reading->histories);
  g_ptr_array_unref(reading->blocks);
  corpus_vocabulary_free(reading->vocabulary);
}

static bool
is_in_area(const CorpusBlock *block) {
  return block->area != 0 || block->kind == CORPUS_BLOCK_SCORE_TABLE ||
         block->kind == CORPUS_BLOCK_HISTORY;
}

static void
append_lines(const Reading *reading, GString *text, guint first, guint end) {
  if (end <= first)
    return;
  char *joined =
      corpus_join_lines(reading->lines, first, end - 1, reading->vocabulary, reading->lexicon);
  g_string_append_printf(text, "%s. ", joined);
  g_free(joined);
}

/* The text outside the areas' chapters, headings included. */
static char *
general_text(const Reading *reading) {
  GString *text = g_string_new(NULL);
  guint from = 0;
  for (guint i = 0; i < reading->blocks->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(reading->blocks, i);
    if (!is_in_area(block))
      continue;
    append_lines(reading, text, from, block->first);
    from = block->last + 1;
  }
  append_lines(reading, text, from, reading->lines->len);
  return g_string_free(text, FALSE);
}

static char *
area_text(const CorpusReport *report) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < report->passages->len; i++) {
    const CorpusPassage *passage = g_ptr_array_index(report->passages, i);
    if (passage->area != 0)
      g_string_append_printf(text, "%s\n", passage->text);
  }
  return g_string_free(text, FALSE);
}

static void
read_metadata(const Reading *reading) {
  CorpusReport *report = reading->report;
  char *general = general_text(reading);
  char *areas = area_text(report);
  CorpusMetadata metadata = corpus_metadata_read(general, areas, reading->name);
  report->municipality = metadata.municipality;
  report->year = metadata.year;
  report->month = metadata.month;
  report->evaluation = metadata.evaluation;
  report->stated_total = metadata.stated_total;
  g_free(general);
  g_free(areas);
}

/* The newest revision that the report's year allows: an old report may be older than any revision
 * whose questions are known, and is not made with one that came later. */
static void
read_revision(const Reading *reading) {
  CorpusReport *report = reading->report;
  report->revision = reading->instrument->revision;
  const CorpusInstrument *oldest = corpus_instruments()[0];
  if (report->year != 0 && report->year < oldest->revision)
    report->revision = CORPUS_FIRST_REVISION;
}

static CorpusAreaScore *
area_score(CorpusReport *report, const CorpusInstrument *instrument, unsigned number) {
  for (guint i = 0; i < report->areas->len; i++) {
    CorpusAreaScore *area = g_ptr_array_index(report->areas, i);
    if (area->number == number)
      return area;
  }
  const CorpusArea *known = corpus_instrument_area(instrument, number);
  if (known == NULL)
    return NULL;
  CorpusAreaScore *area = corpus_area_score_new(number, known->name);
  g_ptr_array_add(report->areas, area);
  return area;
}

static int
compare_areas(gconstpointer a, gconstpointer b) {
  const CorpusAreaScore *first = *(const CorpusAreaScore *const *)a;
  const CorpusAreaScore *second = *(const CorpusAreaScore *const *)b;
  return (first->number > second->number) - (first->number < second->number);
}

static void
warn_of_second_table(const Reading *reading, const CorpusScoreTable *table) {
  const CorpusAreaScore *first = corpus_report_area(reading->report, table->area);
  if (first->score != table->sum.score)
    g_ptr_array_add(reading->report->warnings,
                    g_strdup_printf("area %u: one table says %d, another %d", table->area,
                                    first->score, table->sum.score));
}

static void
read_score_tables(const Reading *reading) {
  CorpusReport *report = reading->report;
  for (guint i = 0; i < reading->tables->len; i++) {
    const CorpusScoreTable *table = g_ptr_array_index(reading->tables, i);
    if (corpus_instrument_area(reading->instrument, table->area) == NULL)
      continue;
    if (corpus_report_area(report, table->area) != NULL) {
      warn_of_second_table(reading, table);
      continue;
    }
    if (table->decimals)
      g_ptr_array_add(
          report->warnings,
          g_strdup_printf("area %u: the table has decimals, here whole points", table->area));
    g_ptr_array_add(report->areas, corpus_scores_area(table, reading->instrument,
                                                      reading->vocabulary, reading->lexicon));
  }
}

static void
read_body_scores(const Reading *reading) {
  for (guint i = 0; i < reading->blocks->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(reading->blocks, i);
    int score =
        block->kind == CORPUS_BLOCK_RUBRICS ? corpus_rubrics_score(reading->lines, block) : -1;
    CorpusAreaScore *area =
        score >= 0 ? area_score(reading->report, reading->instrument, block->area) : NULL;
    if (area != NULL && area->body_score < 0)
      area->body_score = score;
  }
}

static void
sum_up(CorpusReport *report, const CorpusInstrument *instrument) {
  int total = 0;
  for (guint i = 0; i < instrument->areas->len && total >= 0; i++) {
    const CorpusAreaScore *area = corpus_report_area(report, i + 1);
    total = area != NULL && area->score >= 0 ? total + area->score : -1;
  }
  report->total = total;
}

/* Points of earlier years; the total of the report's own year stands in for one that the text does
 * not state. */
static void
read_history(const Reading *reading) {
  CorpusReport *report = reading->report;
  for (guint i = 0; i < reading->histories->len; i++) {
    const CorpusHistoryTable *table = g_ptr_array_index(reading->histories, i);
    for (guint j = 0; j < table->points->len; j++) {
      const CorpusHistory *point = &g_array_index(table->points, CorpusHistory, j);
      if (point->year != report->year)
        g_array_append_val(report->history, *point);
      else if (point->area == 0 && report->stated_total < 0)
        report->stated_total = point->score;
    }
  }
}

static void
check(const Reading *reading) {
  bool chapters[MOST_AREAS] = {false};
  for (guint i = 0; i < reading->blocks->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(reading->blocks, i);
    if (block->kind != CORPUS_BLOCK_SCORE_TABLE && block->area < MOST_AREAS)
      chapters[block->area] = true;
  }
  if (reading->report->year == 0)
    g_ptr_array_add(reading->report->warnings, g_strdup("the year of the evaluation is not told"));
  corpus_agreement_check(reading->report, reading->instrument, chapters);
  for (guint i = 0; i < reading->histories->len; i++)
    corpus_agreement_check_history(reading->report, g_ptr_array_index(reading->histories, i));
}

/* Text about something else has neither an area's chapter nor its table. */
static bool
is_report(const Reading *reading, GError **error) {
  guint areas = 0;
  for (guint i = 0; i < reading->blocks->len; i++)
    areas += ((const CorpusBlock *)g_ptr_array_index(reading->blocks, i))->area != 0 ? 1 : 0;
  if (areas == 0)
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_NOT_REPORT,
                "%s: no report made with Kommunkompassen (none of its areas is found)",
                reading->name);
  else if (reading->report->municipality == NULL)
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_NOT_REPORT, "%s: no municipality is named",
                reading->name);
  return areas > 0 && reading->report->municipality != NULL;
}

static void
name_report(CorpusReport *report) {
  char *slug = corpus_municipality_slug(report->municipality);
  g_free(report->id);
  report->id = g_strdup_printf("%s-%u", slug, report->year);
  g_free(slug);
}

static bool
read_report(Reading *reading, GError **error) {
  CorpusReport *report = reading->report;
  corpus_passages_read(report, reading->lines, reading->blocks, reading->instrument,
                       reading->vocabulary, reading->lexicon);
  read_metadata(reading);
  if (!is_report(reading, error))
    return false;
  name_report(report);
  read_revision(reading);
  read_score_tables(reading);
  read_body_scores(reading);
  g_ptr_array_sort(report->areas, compare_areas);
  sum_up(report, reading->instrument);
  read_history(reading);
  corpus_item_questions_find(report, reading->instrument, reading->lexicon);
  corpus_references_find(report);
  check(reading);
  return true;
}

/* What the source had to say comes first. */
static CorpusReport *
report_from_source(const CorpusLines *lines, const char *name) {
  CorpusReport *report = corpus_report_new();
  g_free(report->source);
  report->source = g_strdup(name);
  report->pages = lines->pages;
  for (guint i = 0; i < lines->warnings->len; i++)
    g_ptr_array_add(report->warnings, g_strdup(g_ptr_array_index(lines->warnings, i)));
  return report;
}

CorpusReport *
corpus_report_from_lines(CorpusLines *lines, const char *name, CorpusLexicon *lexicon,
                         GError **error) {
  Reading reading = {.lines = lines->lines, .name = name, .lexicon = lexicon};
  reading.report = report_from_source(lines, name);
  reading_begin(&reading);
  bool read = read_report(&reading, error);
  reading_end(&reading);
  corpus_lines_free(lines);
  if (read)
    return reading.report;
  corpus_report_free(reading.report);
  return NULL;
}

struct CorpusReportReading {
  char *name;
  CorpusSourceReading *source;
};

CorpusReportReading *
corpus_report_begin(const char *path) {
  CorpusReportReading *reading = g_new0(CorpusReportReading, 1);
  reading->name = g_path_get_basename(path);
  reading->source = corpus_source_begin(path);
  return reading;
}

CorpusReport *
corpus_report_finish(CorpusReportReading *reading, CorpusLexicon *lexicon, GError **error) {
  CorpusLines *lines = corpus_source_finish(g_steal_pointer(&reading->source), error);
  CorpusReport *report = NULL;
  if (lines != NULL)
    report = corpus_report_from_lines(lines, reading->name, lexicon, error);
  corpus_report_abandon(reading);
  return report;
}

void
corpus_report_abandon(CorpusReportReading *reading) {
  if (reading == NULL)
    return;
  corpus_source_abandon(reading->source);
  g_free(reading->name);
  g_free(reading);
}

CorpusReport *
corpus_report_read(const char *path, CorpusLexicon *lexicon, GError **error) {
  return corpus_report_finish(corpus_report_begin(path), lexicon, error);
}
