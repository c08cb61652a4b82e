/* corpus/reading/figure_checks.c: compares the figures of a report with each other, and tells what
 * is missing, or not sure, of these and of whose report it is. */
#include "corpus/reading/decisions.h"

#include <string.h>

#include "corpus/reading/lines/layout_words.h"
#include "corpus/reading/scores/score_figures.h"
#include "corpus/reading/scores/score_tables.h"

#define ROUNDING 0.5
#define EXACT 1e-9

/* ---- words ---- */

/* "6.2, 6.4 to 6.6 and the sum row": adds one more of a list; numbers that follow each other become
 * a range. */
typedef struct {
  unsigned area;   /* 0: the numbers are areas themselves */
  GArray *numbers; /* unsigned, rising */
} List;

static List
list_new(unsigned area) {
  return (List){area, g_array_new(FALSE, FALSE, sizeof(unsigned))};
}

static void
append_number(GString *text, unsigned area, unsigned number) {
  if (area != 0)
    g_string_append_printf(text, "%u.", area);
  g_string_append_printf(text, "%u", number);
}

/* One number, or a range with `to` between its ends, each. The caller unrefs them. */
static GPtrArray *
list_parts(const List *list, const char *to) {
  GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < list->numbers->len;) {
    guint end = i;
    unsigned first = g_array_index(list->numbers, unsigned, i);
    while (end + 1 < list->numbers->len &&
           g_array_index(list->numbers, unsigned, end + 1) == first + (end + 1 - i))
      end++;
    end = end - i >= 2 ? end : i;
    GString *part = g_string_new(NULL);
    append_number(part, list->area, first);
    if (end > i) {
      g_string_append(part, to);
      append_number(part, list->area, g_array_index(list->numbers, unsigned, end));
    }
    g_ptr_array_add(parts, g_string_free(part, FALSE));
    i = end + 1;
  }
  return parts;
}

/* In words; last, if not NULL, ends the list. The caller frees it. */
static char *
list_words(const List *list, const char *last) {
  GPtrArray *parts = list_parts(list, " to ");
  if (last != NULL)
    g_ptr_array_add(parts, g_strdup(last));
  GString *words = g_string_new(NULL);
  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf(words, "%s%s",
                           i == 0               ? ""
                           : i + 1 < parts->len ? ", "
                                                : " and ",
                           (char *)g_ptr_array_index(parts, i));
  g_ptr_array_unref(parts);
  return g_string_free(words, FALSE);
}

/* For programs, which have words of their own: "6.2,6.4..6.6". */
static void
note_list(CorpusNotice *notice, const char *name, const List *list) {
  GPtrArray *parts = list_parts(list, "..");
  g_ptr_array_add(parts, NULL);
  char *value = g_strjoinv(",", (char **)parts->pdata);
  corpus_notice_text(notice, name, value);
  g_free(value);
  g_ptr_array_unref(parts);
}

static void
list_clear(List *list) {
  g_array_unref(list->numbers);
}

/* The area's table, NULL if none is known. */
static const CorpusScoreTable *
table_of(const GPtrArray *tables, unsigned area) {
  for (guint i = 0; tables != NULL && i < tables->len; i++) {
    const CorpusScoreTable *table = g_ptr_array_index(tables, i);
    if (table->area == area)
      return table;
  }
  return NULL;
}

/* " (page 33)", "" where it is not known; the caller frees it. */
static char *
on_page(const GPtrArray *tables, unsigned area) {
  const CorpusScoreTable *table = table_of(tables, area);
  return table != NULL ? g_strdup_printf(" (page %u)", table->page) : g_strdup("");
}

/* ---- one table ---- */

static void
check_percent(CorpusReport *report, const char *what, unsigned area, int score, int max,
              int percent) {
  if (score < 0 || max <= 0 || percent < 0 || corpus_percent_fits(score, max, percent))
    return;
  CorpusNotice *notice =
      corpus_report_warn(report, "percent_differs", "%s: %d percent does not fit %d points of %d",
                         what, percent, score, max);
  corpus_notice_number(notice, "area", (int)area);
  corpus_notice_number(notice, "score", score);
  corpus_notice_number(notice, "max", max);
  corpus_notice_number(notice, "percent", percent);
}

/* Questions whose points can't be read: one warning for the table. */
static void
check_unread(CorpusReport *report, const CorpusAreaScore *area, const GPtrArray *tables) {
  List unread = list_new(area->number);
  for (guint i = 0; i < area->questions->len; i++) {
    const CorpusQuestionScore *question = g_ptr_array_index(area->questions, i);
    const char *point = strchr(question->id, '.');
    unsigned number = point != NULL ? (unsigned)g_ascii_strtoull(point + 1, NULL, 10) : 0;
    if (question->score < 0)
      g_array_append_val(unread.numbers, number);
  }
  if (unread.numbers->len > 0) {
    char *which = list_words(&unread, NULL), *page = on_page(tables, area->number);
    CorpusNotice *notice =
        corpus_report_warn(report, "figures_unread",
                           "area %u: the points of question %s cannot be read in the table%s",
                           area->number, which, page);
    corpus_notice_number(notice, "area", (int)area->number);
    note_list(notice, "questions", &unread);
    g_free(which);
    g_free(page);
  }
  list_clear(&unread);
}

/* Questions and the sum row that the table should have: it may have been cut off. Returns whether
 * the sum row alone is missing, which is told of all areas at once. */
static bool
check_missing(CorpusReport *report, const CorpusAreaScore *area, const CorpusArea *known,
              const GPtrArray *tables) {
  List missing = list_new(area->number);
  for (guint i = 0; known != NULL && i < known->questions->len; i++) {
    const CorpusQuestion *question = g_ptr_array_index(known->questions, i);
    unsigned number = i + 1;
    if (corpus_report_question(report, question->id) == NULL)
      g_array_append_val(missing.numbers, number);
  }
  guint count = missing.numbers->len;
  bool no_sum = area->score < 0;
  char *page = on_page(tables, area->number);
  char *which = list_words(&missing, no_sum && count > 0 ? "the sum row" : NULL);
  CorpusNotice *notice = NULL;
  if (count > 0)
    notice = corpus_report_warn(
        report, "table_incomplete", "area %u: question%s %s %s missing in the table%s",
        area->number, count > 1 ? "s" : "", which, count > 1 || no_sum ? "are" : "is", page);
  if (notice != NULL)
    corpus_notice_number(notice, "area", (int)area->number);
  if (count > 0)
    note_list(notice, "missing", &missing);
  if (count > 0 && no_sum)
    corpus_notice_text(notice, "sum", "missing");
  g_free(which);
  g_free(page);
  list_clear(&missing);
  return no_sum && count == 0;
}

/* Do the questions add up to the sum row, but for rounding? Silent where one is missing. */
static void
check_sums(CorpusReport *report, const CorpusAreaScore *area, const CorpusArea *known) {
  int score = 0, max = 0;
  guint count = area->questions->len;
  for (guint i = 0; i < count; i++) {
    const CorpusQuestionScore *question = g_ptr_array_index(area->questions, i);
    if (question->score < 0 || question->max < 0)
      return;
    score += question->score;
    max += question->max;
  }
  if (area->score < 0 || (known != NULL && count < known->questions->len))
    return;
  CorpusNotice *notice = NULL;
  if (area->max >= 0 && max != area->max) {
    notice = corpus_report_warn(report, "maxima_differ",
                                "area %u: the questions' maxima add up to %d, the table says %d",
                                area->number, max, area->max);
    corpus_notice_number(notice, "area", (int)area->number);
    corpus_notice_number(notice, "questions", max);
    corpus_notice_number(notice, "table", area->max);
  }
  if (ABS(score - area->score) > ROUNDING * (count + 1) + EXACT) {
    notice = corpus_report_warn(report, "sum_differs",
                                "area %u: the questions add up to %d, the table says %d",
                                area->number, score, area->score);
    corpus_notice_number(notice, "area", (int)area->number);
    corpus_notice_number(notice, "questions", score);
    corpus_notice_number(notice, "table", area->score);
  }
}

/* What was not read as it is printed, or by the order of rows alone. */
static void
check_reading(CorpusReport *report, const CorpusScoreTable *table) {
  if (table->by_order)
    corpus_notice_number(
        corpus_report_warn(report, "rows_by_order",
                           "area %u: the rows of the table on page %u have no numbers and their "
                           "questions are not known: they are numbered by their order",
                           table->area, table->page),
        "area", (int)table->area);
  for (guint i = 0; i < table->rows->len; i++) {
    const CorpusScoreRow *row = g_ptr_array_index(table->rows, i);
    if (row->cells.printed == NULL || row->cells.score < 0)
      continue;
    CorpusNotice *notice = corpus_report_warn(
        report, "figure_repaired",
        "question %u.%u: \"%s\" on page %u is read as %d points of %d: compare with the page",
        table->area, row->number, row->cells.printed, row->page, row->cells.score, row->cells.max);
    char *id = g_strdup_printf("%u.%u", table->area, row->number);
    corpus_notice_text(notice, "question", id);
    corpus_notice_text(notice, "printed", row->cells.printed);
    g_free(id);
  }
}

/* Returns what check_missing() does. */
static bool
check_area(CorpusReport *report, const CorpusAreaScore *area, const CorpusArea *known,
           const GPtrArray *tables) {
  const CorpusScoreTable *table = table_of(tables, area->number);
  if (table != NULL)
    check_reading(report, table);
  check_unread(report, area, tables);
  bool no_sum = check_missing(report, area, known, tables);
  for (guint i = 0; i < area->questions->len; i++) {
    const CorpusQuestionScore *question = g_ptr_array_index(area->questions, i);
    char *what = g_strdup_printf("question %s", question->id);
    check_percent(report, what, area->number, question->score, question->max, question->percent);
    g_free(what);
  }
  char *what = g_strdup_printf("area %u", area->number);
  check_percent(report, what, area->number, area->score, area->max, area->percent);
  g_free(what);
  check_sums(report, area, known);
  if (area->body_score < 0 || area->score < 0 || area->body_score == area->score)
    return no_sum;
  CorpusNotice *notice =
      corpus_report_warn(report, "area_differs", "area %u: the text says %d, the table %d",
                         area->number, area->body_score, area->score);
  corpus_notice_number(notice, "area", (int)area->number);
  corpus_notice_number(notice, "text", area->body_score);
  corpus_notice_number(notice, "table", area->score);
  return no_sum;
}

/* ---- the report ---- */

/* "areas 2 to 8 are missing": one warning for all areas that lack the same. */
static void
warn_of_areas(CorpusReport *report, List *areas, const char *code, const char *one,
              const char *several) {
  guint count = areas->numbers->len;
  if (count > 0) {
    char *which = list_words(areas, NULL);
    CorpusNotice *notice = corpus_report_warn(report, code, "area%s %s %s", count > 1 ? "s" : "",
                                              which, count > 1 ? several : one);
    note_list(notice, "areas", areas);
    g_free(which);
  }
  list_clear(areas);
}

static bool
has_table(const GPtrArray *tables, unsigned area) {
  bool has = false;
  for (guint i = 0; tables != NULL && i < tables->len; i++)
    has = has || ((const CorpusScoreTable *)tables->pdata[i])->area == area;
  return has;
}

void
corpus_figures_check(CorpusReport *report, const CorpusInstrument *instrument, GHashTable *chapters,
                     const GPtrArray *tables) {
  List missing = list_new(0), no_table = list_new(0), no_chapter = list_new(0);
  List no_sum = list_new(0), decimals = list_new(0);
  for (guint i = 0; i < instrument->areas->len; i++) {
    const CorpusArea *known = g_ptr_array_index(instrument->areas, i);
    const CorpusAreaScore *area = corpus_report_area(report, known->number);
    bool table = area != NULL && (area->questions->len > 0 || has_table(tables, area->number));
    bool scored = area != NULL && area->score >= 0; /* in a list of areas alone */
    bool chapter = g_hash_table_contains(chapters, GUINT_TO_POINTER(known->number));
    const CorpusScoreTable *printed = table ? table_of(tables, known->number) : NULL;
    if (printed != NULL && printed->decimals)
      g_array_append_val(decimals.numbers, known->number);
    if (table && check_area(report, area, known, tables))
      g_array_append_val(no_sum.numbers, known->number);
    if (!table || !chapter)
      g_array_append_val((table                 ? &no_chapter
                          : (chapter || scored) ? &no_table
                                                : &missing)
                             ->numbers,
                         known->number);
  }
  warn_of_areas(report, &missing, "area_missing", "is missing", "are missing");
  warn_of_areas(report, &no_table, "table_missing", "has no score table", "have no score table");
  warn_of_areas(report, &no_sum, "sum_missing", "has no sum row in its table",
                "have no sum row in their tables");
  warn_of_areas(report, &decimals, "decimals", "has decimals in its table, here whole points",
                "have decimals in their tables, here whole points");
  warn_of_areas(report, &no_chapter, "chapter_missing", "has no chapter", "have no chapter");
  if (report->stated_total < 0 || report->total < 0 || report->stated_total == report->total)
    return;
  CorpusNotice *notice = corpus_report_warn(report, "total_differs",
                                            "the text states a total of %d, the areas add up to %d",
                                            report->stated_total, report->total);
  corpus_notice_number(notice, "stated", report->stated_total);
  corpus_notice_number(notice, "sum", report->total);
}

void
corpus_figures_check_history(CorpusReport *report, const CorpusHistoryTable *table) {
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
      if (year != report->year || area == NULL || area->score < 0 || area->score == point->score)
        continue;
      CorpusNotice *notice =
          corpus_report_warn(report, "history_differs",
                             "area %u: the table of several years says %d, the score table %d",
                             point->area, point->score, area->score);
      corpus_notice_number(notice, "area", (int)point->area);
      corpus_notice_number(notice, "history", point->score);
      corpus_notice_number(notice, "table", area->score);
    }
    if (stated < 0 || stated == sum)
      continue;
    CorpusNotice *notice = corpus_report_warn(
        report, "history_total_differs",
        "points of %u: the table states a total of %d, the areas add up to %d", year, stated, sum);
    corpus_notice_number(notice, "year", (int)year);
    corpus_notice_number(notice, "stated", stated);
    corpus_notice_number(notice, "sum", sum);
  }
}

/* ---- points that are not those of an evaluation ---- */

static bool
has_history_of(const CorpusReport *report, unsigned year) {
  for (guint i = 0; i < report->history->len; i++)
    if (g_array_index(report->history, CorpusHistory, i).year == year)
      return true;
  return false;
}

/* The year of an own analysis that the text tells of, by one of the patterns; 0 = none. */
static unsigned
own_year(const char *key, const char *text) {
  GRegex *pattern = corpus_layout_pattern(key);
  GMatchInfo *match = NULL;
  char *year = pattern != NULL && g_regex_match(pattern, text, 0, &match)
                   ? g_match_info_fetch_named(match, "year")
                   : NULL;
  unsigned number = year != NULL ? (unsigned)g_ascii_strtoull(year, NULL, 10) : 0;
  g_clear_pointer(&match, g_match_info_free);
  g_free(year);
  return number;
}

void
corpus_figures_check_own(CorpusReport *report, const GPtrArray *lines) {
  GHashTable *told = g_hash_table_new(NULL, NULL);
  for (guint i = 0; report->history->len > 0 && i < lines->len; i++) {
    const char *next = i + 1 < lines->len ? corpus_line_text(lines, i + 1) : "";
    char *text = g_strconcat(corpus_line_text(lines, i), " ", next, NULL); /* it may be broken */
    unsigned year = own_year("own-analysis", text);
    if (year == 0)
      year = own_year("own-analysis-year-first", text);
    g_free(text);
    if (year == 0 || year == report->year || !has_history_of(report, year) ||
        !g_hash_table_add(told, GUINT_TO_POINTER(year)))
      continue;
    CorpusNotice *notice = corpus_report_warn(
        report, "own_analysis",
        "points of %u are of an analysis that the municipality made itself, not of an evaluation",
        year);
    corpus_notice_number(notice, "year", (int)year);
  }
  g_hash_table_unref(told);
}

/* ---- what stands on the cover ---- */

void
corpus_metadata_check(CorpusReport *report, const CorpusMetadata *metadata) {
  const char *name = report->municipality->name;
  CorpusNotice *notice = NULL;
  if (report->year == 0)
    corpus_report_warn(report, "year_missing", "the year of the evaluation is not stated");
  if (metadata->guessed) {
    notice = corpus_report_warn(report, "municipality_guessed",
                                "%s is mentioned, but nothing says that the report is about it: if "
                                "it is not, name the file after its municipality (lulea-2018.pdf)",
                                name);
    corpus_notice_text(notice, "name", name);
  }
  if (metadata->second != NULL) {
    notice = corpus_report_warn(
        report, "joint_evaluation",
        "%s and %s were evaluated together: the report counts as that of %s alone", name,
        metadata->second->name, name);
    corpus_notice_text(notice, "second", metadata->second->code);
    corpus_notice_text(notice, "name", metadata->second->name);
  }
  if (report->revision == 0)
    corpus_report_warn(report, "revision_unknown",
                       "its areas are those of no revision that is known: they are kept as the "
                       "report prints them, and compared with reports that print the same");
}
