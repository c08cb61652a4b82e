/* corpus/reading/figure_checks.c: compares the figures of a report with each other. */
#include "corpus/reading/figure_checks.h"

#include "corpus/reading/scores/score_figures.h"

#define ROUNDING 0.5
#define EXACT 1e-9

G_GNUC_PRINTF(2, 3)
static void
warn(CorpusReport *report, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_ptr_array_add(report->warnings, g_strdup_vprintf(format, arguments));
  va_end(arguments);
}

/* what: "area 3" or "question 3.2". */
static void
check_figures(CorpusReport *report, const char *what, int score, int max, int percent) {
  if (score < 0 || max <= 0)
    return;
  if (score > max)
    warn(report, "%s: %d points of %d", what, score, max);
  else if (percent >= 0 && !corpus_percent_fits(score, max, percent))
    warn(report, "%s: %d percent does not fit %d points of %d", what, percent, score, max);
}

static void
check_questions(CorpusReport *report, const CorpusAreaScore *area, const CorpusArea *known) {
  for (guint i = 0; i < area->questions->len; i++) {
    const CorpusQuestionScore *question = g_ptr_array_index(area->questions, i);
    if (question->score < 0) {
      warn(report, "question %s: the table's figures cannot be read", question->id);
      continue;
    }
    char *what = g_strdup_printf("question %s", question->id);
    check_figures(report, what, question->score, question->max, question->percent);
    g_free(what);
  }
  for (guint i = 0; known != NULL && i < known->questions->len; i++) {
    const CorpusQuestion *question = g_ptr_array_index(known->questions, i);
    if (corpus_report_question(report, question->id) == NULL)
      warn(report, "question %s is missing in the table", question->id);
  }
}

/* Do the questions add up to the sum row, but for rounding? Silent where one is missing. */
static void
check_sums(CorpusReport *report, const CorpusAreaScore *area, const CorpusArea *known) {
  int score = 0, max = 0;
  guint count = area->questions->len;
  for (guint i = 0; i < count; i++) {
    const CorpusQuestionScore *question = g_ptr_array_index(area->questions, i);
    if (question->score < 0)
      return;
    score += question->score;
    max += question->max;
  }
  if (known != NULL && count < known->questions->len)
    return;
  if (area->max >= 0 && max != area->max)
    warn(report, "area %u: the questions' maxima add up to %d, the table says %d", area->number,
         max, area->max);
  if (ABS(score - area->score) > ROUNDING * (count + 1) + EXACT)
    warn(report, "area %u: the questions add up to %d, the table says %d", area->number, score,
         area->score);
}

static void
check_area(CorpusReport *report, const CorpusAreaScore *area, const CorpusArea *known) {
  check_questions(report, area, known);
  if (area->score < 0) {
    warn(report, "area %u: the table has no sum row", area->number);
    return;
  }
  char *what = g_strdup_printf("area %u", area->number);
  check_figures(report, what, area->score, area->max, area->percent);
  g_free(what);
  check_sums(report, area, known);
  if (area->body_score >= 0 && area->body_score != area->score)
    warn(report, "area %u: the text says %d, the table %d", area->number, area->body_score,
         area->score);
}

void
corpus_agreement_check(CorpusReport *report, const CorpusInstrument *instrument,
                       const bool *chapters) {
  for (guint i = 0; i < instrument->areas->len; i++) {
    const CorpusArea *known = g_ptr_array_index(instrument->areas, i);
    const CorpusAreaScore *area = corpus_report_area(report, known->number);
    bool table = area != NULL && (area->questions->len > 0 || area->score >= 0);
    if (table)
      check_area(report, area, known);
    if (!table && !chapters[known->number])
      warn(report, "area %u is missing", known->number);
    else if (!table)
      warn(report, "area %u has no score table", known->number);
    else if (!chapters[known->number])
      warn(report, "area %u has no chapter", known->number);
  }
  if (report->stated_total >= 0 && report->total >= 0 && report->stated_total != report->total)
    warn(report, "the text states a total of %d, the areas add up to %d", report->stated_total,
         report->total);
}

void
corpus_agreement_check_history(CorpusReport *report, const CorpusHistoryTable *table) {
  for (guint i = 0; i < table->years->len; i++) {
    unsigned year = g_array_index(table->years, unsigned, i);
    int sum = 0, stated = -1;
    for (guint j = 0; j < table->points->len; j++) {
      const CorpusHistory *point = &g_array_index(table->points, CorpusHistory, j);
      if (point->year != year)
        continue;
      if (point->area == 0)
        stated = point->score;
      else
        sum += point->score;
      const CorpusAreaScore *area = corpus_report_area(report, point->area);
      if (year == report->year && area != NULL && area->score >= 0 && area->score != point->score)
        warn(report, "area %u: the table of several years says %d, the score table %d", point->area,
             point->score, area->score);
    }
    if (stated >= 0 && stated != sum)
      warn(report, "points of %u: the table states a total of %d, the areas add up to %d", year,
           stated, sum);
  }
}
