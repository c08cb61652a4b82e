/* corpus/reading/read_report.c: reads a report: lines, outline, passages, scores, metadata,
 * warnings.
 *
 * What is what in a report depends on the revision of its instrument (which headings are areas),
 * the revision on the report's year, and the year on what stands outside the areas' chapters. So
 * the revision is chosen twice: first by areas and score tables alone, then with the year that the
 * report read so has; where that changes it, the lines are outlined anew. */
#include "corpus/reading/read_report.h"

#include <glib/gi18n.h>
#include <math.h>

#include "corpus/reading/decisions.h"
#include "corpus/reading/items/item_table.h"
#include "corpus/reading/lines/paragraph.h"
#include "corpus/reading/lines/layout_words.h"
#include "corpus/reading/lines/page_text.h"
#include "corpus/reading/outline/outline.h"
#include "corpus/reading/scores/score_tables.h"
#include "corpus/reading/stance/holder.h"
#include "corpus/reading/stance/stance.h"
#include "corpus/source/source.h"
#include "corpus/text/error.h"

#define SAME_SIZE 0.3 /* points */
#define SAME_VALUE 1e-6
#define SHORT_CHARS 45 /* of a line: not one of running text that goes on */
#define LONG_CHARS 60  /* of a line: one of running text */
#define FEWEST_LINES 3 /* in Norwegian: fewer are a name, or letters that are not decoded */

/* What is known of a report while it is being read. */
typedef struct {
  const CorpusLines *source;
  const GPtrArray *lines; /* of the source */
  const char *name;
  CorpusVocabulary *vocabulary;  /* of the lines; owned */
  CorpusKnownWords words;        /* it, and the dictionary */
  double *fits;                  /* how well each revision does, whatever the year; owned */
  const CorpusInstrument *known; /* the revision, NULL = none that is known */
  CorpusInstrument *printed;     /* made of the report itself, where not all is known; owned */
  const CorpusInstrument *instrument;
  GPtrArray *tables, *histories, *blocks;
  GPtrArray *own_tables; /* tables, or as the printed instrument explains them; while outlining */
  GPtrArray *others;     /* tables of another revision than the report's */
  const CorpusInstrument *others_revision; /* NULL = there are none */
  CorpusMetadata metadata;
  CorpusReport *report;
} Reading;

/* ---- the revision, and what stands outside the areas' chapters ---- */

static void
outline_lines(Reading *reading) {
  g_clear_pointer(&reading->blocks, g_ptr_array_unref);
  reading->blocks =
      corpus_outline(reading->lines, reading->instrument, reading->own_tables, reading->histories);
}

/* Outlines the lines with the revision that fits a report of the year; 0 = not known. Returns
 * whether it is another one than before. */
static bool
outline(Reading *reading, unsigned year) {
  const CorpusInstrument *known = corpus_revision_find(reading->fits, year);
  if (reading->blocks != NULL && known == reading->known)
    return false;
  g_clear_pointer(&reading->printed, corpus_instrument_free);
  reading->known = known;
  if (known == NULL || !corpus_instrument_is_whole(known)) {
    GPtrArray *tables =
        corpus_scores_find(reading->lines, (const CorpusInstrument *[]){known, NULL});
    reading->printed = corpus_revision_of_report(known, reading->lines, tables);
    g_ptr_array_unref(tables);
  }
  reading->instrument = reading->printed != NULL ? reading->printed : known;
  g_clear_pointer(&reading->own_tables, g_ptr_array_unref);
  reading->own_tables =
      reading->printed != NULL
          ? corpus_scores_find(reading->lines, (const CorpusInstrument *[]){reading->printed, NULL})
          : g_ptr_array_ref(reading->tables);
  outline_lines(reading);
  if (reading->printed != NULL && corpus_revision_take_headings(reading->printed, reading->blocks))
    outline_lines(reading);
  return true;
}

static bool
is_in_area(const CorpusBlock *block) {
  return block->area != 0 || block->kind == CORPUS_BLOCK_SCORE_TABLE ||
         block->kind == CORPUS_BLOCK_HISTORY;
}

/* Whether line i surely ends what it says: the next one begins something else. A cover and headings
 * have no full stops, so that a date on the cover must not be taken into the first sentence. */
static bool
ends_piece(const GPtrArray *lines, guint i) {
  const CorpusLine *line = corpus_line_at(lines, i);
  const CorpusLine *next = i + 1 < lines->len ? corpus_line_at(lines, i + 1) : NULL;
  if (next == NULL || *line->text == '\0' || *next->text == '\0')
    return true;
  if (line->paragraph != 0 && next->paragraph != 0)
    return line->paragraph != next->paragraph;
  bool other_letters = line->bold != next->bold || fabs(line->size - next->size) > SAME_SIZE;
  bool begins = g_unichar_isupper(g_utf8_get_char(next->text));
  bool running = g_utf8_strlen(next->text, -1) > LONG_CHARS || g_str_has_suffix(next->text, ".");
  return begins && (other_letters || (g_utf8_strlen(line->text, -1) < SHORT_CHARS && running));
}

static void
append_lines(const Reading *reading, GString *text, guint first, guint end) {
  for (guint i = first; i < end; i++) {
    if (i + 1 < end && !ends_piece(reading->lines, i))
      continue;
    char *joined = corpus_join_lines(reading->lines, first, i, reading->words);
    if (*joined != '\0')
      g_string_append_printf(text, "%s%s", joined, i + 1 < end ? "\n" : ". ");
    g_free(joined);
    first = i + 1;
  }
}

/* The text outside the areas' chapters, headings included; or that of the chapters. */
static char *
text_of(const Reading *reading, bool areas) {
  GString *text = g_string_new(NULL);
  guint from = 0;
  for (guint i = 0; i < reading->blocks->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(reading->blocks, i);
    bool prose = block->kind == CORPUS_BLOCK_PROSE || block->kind == CORPUS_BLOCK_COLUMNS;
    if (!is_in_area(block))
      continue;
    if (!areas)
      append_lines(reading, text, from, block->first);
    else if (prose)
      append_lines(reading, text, block->first, block->last + 1);
    from = block->last + 1;
  }
  if (!areas)
    append_lines(reading, text, from, reading->lines->len);
  return g_string_free(text, FALSE);
}

static void
read_metadata(Reading *reading) {
  char *general = text_of(reading, false), *areas = text_of(reading, true);
  reading->metadata = corpus_metadata_read(general, areas, reading->name);
  g_free(general);
  g_free(areas);
}

static void
reading_begin(Reading *reading) {
  reading->tables = corpus_scores_find(reading->lines, corpus_instruments());
  reading->histories = corpus_history_find(reading->lines);
  reading->words.vocabulary = reading->vocabulary = corpus_vocabulary_new(reading->lines);
  reading->fits = corpus_revision_fits(reading->lines, reading->tables);
  (void)outline(reading, 0);
  read_metadata(reading);
  if (outline(reading, reading->metadata.year))
    read_metadata(reading);
  g_ptr_array_unref(reading->tables);
  reading->tables = g_steal_pointer(&reading->own_tables);
  reading->others = corpus_revision_take_others(reading->known, reading->lines, reading->tables,
                                                &reading->others_revision);
}

static void
reading_end(Reading *reading) {
  g_ptr_array_unref(reading->tables);
  g_ptr_array_unref(reading->others);
  g_ptr_array_unref(reading->histories);
  g_ptr_array_unref(reading->blocks);
  g_free(reading->fits);
  corpus_vocabulary_free(reading->vocabulary);
  corpus_instrument_free(reading->printed);
}

/* ---- what the report is ---- */

/* An old report may have what is known of a later revision alone: it was made with the revision of
 * its year all the same, if that one may have had it too. */
static unsigned
revision_of(const Reading *reading) {
  unsigned year = reading->metadata.year;
  if (reading->known == NULL)
    return 0;
  const CorpusInstrument *of_year =
      year != 0 && year < reading->known->revision ? corpus_instrument_newest(year) : NULL;
  return of_year != NULL && !corpus_instrument_is_whole(of_year) ? of_year->revision
                                                                 : reading->known->revision;
}

static void
take_metadata(const Reading *reading) {
  CorpusReport *report = reading->report;
  const CorpusMetadata *metadata = &reading->metadata;
  report->municipality = metadata->municipality;
  report->year = metadata->year;
  report->month = metadata->month;
  report->evaluation = metadata->evaluation;
  report->stated_total = metadata->stated_total;
  report->revision = revision_of(reading);
  char *slug = corpus_municipality_slug(report->municipality);
  g_free(report->id);
  report->id = g_strdup_printf("%s-%u", slug, report->year);
  g_free(slug);
}

static guint
count_areas(const Reading *reading) {
  guint areas = 0;
  for (guint i = 0; i < reading->blocks->len; i++)
    areas += ((const CorpusBlock *)g_ptr_array_index(reading->blocks, i))->area != 0 ? 1 : 0;
  return areas;
}

static guint
count_lines(const Reading *reading, const char *pattern) {
  guint count = 0;
  for (guint i = 0; i < reading->lines->len; i++)
    count += corpus_layout_matches(pattern, corpus_line_text(reading->lines, i)) ? 1 : 0;
  return count;
}

/* Does the text speak of the instrument at all, by name or by two of its areas? */
static bool
names_instrument(const Reading *reading) {
  return count_lines(reading, "instrument-name") > 0;
}

/* Text about something else has neither an area's chapter nor its table. */
static bool
is_report(const Reading *reading, GError **error) {
  guint areas = count_areas(reading);
  guint foreign = count_lines(reading, "norwegian");
  bool norwegian = foreign >= FEWEST_LINES && foreign > count_lines(reading, "swedish");
  if (norwegian)
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_NOT_REPORT,
                _("%s: Norwegian (Kommunekompasset): only Swedish reports are read"),
                reading->name);
  else if (areas == 0 && names_instrument(reading))
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_NOT_REPORT,
                _("%s: Kommunkompassen is named, but no chapter and no score table of its areas is "
                  "found: the file may have lost its lines, or be about such a report"),
                reading->name);
  else if (areas == 0 && reading->source->misnamed)
    g_set_error(
        error, CORPUS_ERROR, CORPUS_ERROR_NOT_REPORT,
        _("%s: it is not what its name says (PDF, .docx, .odt), but text, and no report made "
          "with Kommunkompassen"),
        reading->name);
  else if (areas == 0)
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_NOT_REPORT,
                _("%s: no report made with Kommunkompassen (none of its areas is found)"),
                reading->name);
  else if (reading->metadata.municipality == NULL)
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_NOT_REPORT,
                _("%s: no municipality is named; a file's name can tell it (lulea-2018.pdf)"),
                reading->name);
  return !norwegian && areas > 0 && reading->metadata.municipality != NULL;
}

/* ---- its figures ---- */

static int
compare_areas(gconstpointer a, gconstpointer b) {
  const CorpusAreaScore *first = *(const CorpusAreaScore *const *)a;
  const CorpusAreaScore *second = *(const CorpusAreaScore *const *)b;
  return (first->number > second->number) - (first->number < second->number);
}

/* How much of a table could be read. */
static guint
completeness(const CorpusScoreTable *table) {
  guint read = table->sum.score >= 0 ? 1 : 0;
  for (guint i = 0; i < table->rows->len; i++)
    read += ((const CorpusScoreRow *)g_ptr_array_index(table->rows, i))->cells.score >= 0 ? 1 : 0;
  return read;
}

/* Of several tables of one area the fullest counts; of two that are alike, the first. */
static const CorpusScoreTable *
best_table(const Reading *reading, unsigned area) {
  const CorpusScoreTable *best = NULL;
  for (guint i = 0; i < reading->tables->len; i++) {
    const CorpusScoreTable *table = g_ptr_array_index(reading->tables, i);
    if (table->area == area && (best == NULL || completeness(table) > completeness(best)))
      best = table;
  }
  return best;
}

static void
warn_of_other_table(const Reading *reading, const CorpusScoreTable *best,
                    const CorpusScoreTable *other) {
  if (best->sum.score < 0 || other->sum.score < 0 || best->sum.score == other->sum.score)
    return;
  CorpusNotice *notice = corpus_report_warn(
      reading->report, "tables_differ",
      "area %u: the table on page %u says %d, the one on page %u %d; the former is used",
      best->area, best->page, best->sum.score, other->page, other->sum.score);
  corpus_notice_number(notice, "area", (int)best->area);
  corpus_notice_number(notice, "used", best->sum.score);
  corpus_notice_number(notice, "other", other->sum.score);
}

/* The tables that count, by area, come first in reading->tables. */
static void
read_score_tables(const Reading *reading) {
  for (guint i = 0; i < reading->tables->len; i++) {
    const CorpusScoreTable *table = g_ptr_array_index(reading->tables, i);
    if (corpus_instrument_area(reading->instrument, table->area) == NULL)
      continue;
    const CorpusScoreTable *best = best_table(reading, table->area);
    if (table != best)
      warn_of_other_table(reading, best, table);
    else
      g_ptr_array_add(reading->report->areas,
                      corpus_scores_area(table, reading->instrument, reading->words));
  }
}

static void
read_body_scores(const Reading *reading) {
  for (guint i = 0; i < reading->blocks->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(reading->blocks, i);
    int score =
        block->kind == CORPUS_BLOCK_RUBRICS ? corpus_rubrics_score(reading->lines, block) : -1;
    CorpusAreaScore *area =
        score >= 0 ? corpus_reading_area(reading->report, reading->instrument, block->area) : NULL;
    if (area != NULL && area->body_score < 0)
      area->body_score = score;
  }
}

/* Do the questions of an area, all of which have points, add up to these, but for rounding? */
static bool
adds_up(const CorpusAreaScore *area, int points) {
  int sum = 0;
  for (guint i = 0; i < area->questions->len; i++) {
    const CorpusQuestionScore *question = g_ptr_array_index(area->questions, i);
    if (question->score < 0)
      return false;
    sum += question->score;
  }
  return corpus_scores_add_up(points, sum, area->questions->len);
}

/* Points of earlier years; those of the report's own year stand in for what no score table, or no
 * sentence, says. sums: the tables have rows for them. */
static void
take_point(const Reading *reading, const CorpusHistory *point, bool sums) {
  CorpusReport *report = reading->report;
  if (point->year != report->year && point->year != 0) {
    g_array_append_val(report->history, *point);
    return;
  }
  if (point->area == 0) {
    report->stated_total = report->stated_total < 0 ? point->score : report->stated_total;
    return;
  }
  CorpusAreaScore *area = corpus_reading_area(reading->report, reading->instrument, point->area);
  if (area != NULL && area->score < 0 &&
      (area->questions->len == 0 || (!sums && adds_up(area, point->score))))
    area->score = point->score;
}

static bool
is_same_beside(gconstpointer a, gconstpointer b) {
  const CorpusBeside *one = a, *other = b;
  return one->kind == other->kind && one->area == other->area && one->since == other->since &&
         one->year == other->year && fabs(one->value - other->value) < SAME_VALUE &&
         g_str_equal(one->label, other->label);
}

/* What two tables say is kept once. */
static void
take_beside(const Reading *reading, const CorpusBeside *beside) {
  GPtrArray *all = reading->report->beside;
  for (guint i = 0; i < all->len; i++)
    if (is_same_beside(all->pdata[i], beside))
      return;
  g_ptr_array_add(all, corpus_beside_new(beside, beside->area, beside->value));
}

static void
read_history(const Reading *reading) {
  bool sums = corpus_reading_have_sums(reading->report);
  for (guint i = 0; i < reading->histories->len; i++) {
    const CorpusHistoryTable *table = g_ptr_array_index(reading->histories, i);
    for (guint j = 0; j < table->points->len; j++)
      take_point(reading, &g_array_index(table->points, CorpusHistory, j), sums);
    for (guint j = 0; j < table->beside->len; j++)
      take_beside(reading, table->beside->pdata[j]);
  }
}

static void
sum_up(const Reading *reading) {
  int total = 0;
  for (guint i = 0; i < reading->instrument->areas->len && total >= 0; i++) {
    const CorpusAreaScore *area = corpus_report_area(reading->report, i + 1);
    total = area != NULL && area->score >= 0 ? total + area->score : -1;
  }
  reading->report->total = total;
}

/* ---- what its reader should know ---- */

/* The points of another revision are never the report's own. */
static void
warn_of_other_revision(const Reading *reading) {
  GString *points = g_string_new(NULL), *values = g_string_new(NULL); /* "1=50,2=40" */
  int total = 0;
  for (guint i = 0; i < reading->others->len; i++) {
    const CorpusScoreTable *table = g_ptr_array_index(reading->others, i);
    if (table->sum.score < 0)
      continue;
    g_string_append_printf(points, "%sarea %u %d", points->len > 0 ? ", " : "", table->area,
                           table->sum.score);
    g_string_append_printf(values, "%s%u=%d", values->len > 0 ? "," : "", table->area,
                           table->sum.score);
    total += table->sum.score;
  }
  if (points->len > 0) {
    CorpusNotice *notice =
        corpus_report_warn(reading->report, "points_of_two_revisions",
                           "the report also prints its points by the revision of %u, which are "
                           "not used: %s",
                           reading->others_revision->revision, points->str);
    corpus_notice_number(notice, "revision", (int)reading->others_revision->revision);
    corpus_notice_text(notice, "points", values->str);
    corpus_notice_number(notice, "sum", total);
  }
  g_string_free(values, TRUE);
  g_string_free(points, TRUE);
}

static void
check(const Reading *reading) {
  GHashTable *chapters = g_hash_table_new(g_direct_hash, g_direct_equal);
  for (guint i = 0; i < reading->blocks->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(reading->blocks, i);
    if (block->kind != CORPUS_BLOCK_SCORE_TABLE && block->area != 0)
      g_hash_table_add(chapters, GUINT_TO_POINTER(block->area));
  }
  corpus_metadata_check(reading->report, &reading->metadata);
  warn_of_other_revision(reading);
  corpus_figures_check(reading->report, reading->instrument, chapters, reading->tables);
  for (guint i = 0; i < reading->histories->len; i++)
    corpus_figures_check_history(reading->report, g_ptr_array_index(reading->histories, i));
  corpus_figures_check_own(reading->report, reading->lines);
  g_hash_table_unref(chapters);
}

/* ---- the whole ---- */

static bool
read_report(const Reading *reading, GError **error) {
  CorpusReport *report = reading->report;
  if (!is_report(reading, error))
    return false;
  take_metadata(reading);
  corpus_passages_read(report, reading->source, reading->blocks, reading->histories,
                       reading->instrument, reading->words);
  read_score_tables(reading);
  read_body_scores(reading);
  corpus_heading_points_read(report, reading->instrument, reading->lines, reading->blocks);
  read_history(reading);
  g_ptr_array_sort(report->areas, compare_areas);
  sum_up(reading);
  corpus_item_questions_find(report, reading->instrument, reading->words.lexicon);
  corpus_references_find(report);
  corpus_told_find(report);
  corpus_stance_tag_own(report);
  check(reading);
  return true;
}

/* A warning of the source, which has text, code, and perhaps a name with its value. */
static void
pass_on(CorpusReport *report, const char *warning) {
  char **parts = g_strsplit(warning, "\t", 4);
  guint count = g_strv_length(parts);
  CorpusNotice *notice =
      corpus_report_warn(report, count > 1 ? parts[1] : "source", "%s", parts[0]);
  if (count == 4)
    corpus_notice_text(notice, parts[2], parts[3]);
  g_strfreev(parts);
}

/* What the source had to say comes first. */
static CorpusReport *
report_from_source(const CorpusLines *lines, const char *name) {
  CorpusReport *report = corpus_report_new();
  g_free(report->source);
  report->source = g_strdup(name);
  report->pages = lines->pages;
  for (guint i = 0; i < lines->warnings->len; i++)
    pass_on(report, g_ptr_array_index(lines->warnings, i));
  return report;
}

/* Writes what few layouts have as most do: first titles, as they tell tables, then tables of text,
 * in which those of figures may stand. */
static void
lay_out_alike(CorpusLines *lines) {
  corpus_page_text_cut(lines);
  corpus_scattered_titles_join(lines);
  corpus_score_runs_take_apart(lines);
  corpus_labels_put_into_titles(lines);
  corpus_area_lists_take_apart(lines);
  corpus_areas_beside_take_apart(lines);
  corpus_layout_tables_take_apart(lines);
  corpus_prose_tables_take_apart(lines);
  corpus_sums_beside_put_below(lines);
  corpus_score_columns_take_apart(lines);
  corpus_score_lists_take_apart(lines);
  corpus_history_heads_join(lines);
  corpus_row_heads_put_above(lines);
  corpus_taught_heads_write(lines);
  corpus_page_notes_take(lines);
}

CorpusReport *
corpus_report_from_lines(CorpusLines *lines, const char *name, CorpusLexicon *lexicon,
                         GError **error) {
  lay_out_alike(lines);
  Reading reading = {
      .source = lines, .lines = lines->lines, .name = name, .words = {NULL, lexicon}};
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
corpus_report_begin(const char *path, bool recognise) {
  CorpusReportReading *reading = g_new0(CorpusReportReading, 1);
  reading->name = g_path_get_basename(path);
  reading->source = corpus_source_begin(path, recognise);
  return reading;
}

void
corpus_report_watch(CorpusReportReading *reading, CorpusPagesFunction watch, void *context) {
  corpus_source_watch(reading->source, watch, context);
}

void
corpus_report_stop_when(CorpusReportReading *reading, const gint *stop) {
  corpus_source_stop_when(reading->source, stop);
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
  return corpus_report_finish(corpus_report_begin(path, false), lexicon, error);
}
