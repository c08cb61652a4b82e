/* corpus/reading/scores/score_runs.c: score tables that came column by column.
 *
 * A program that takes the text out of a page may tell all questions of a table first, then all
 * points, then all maxima, each column below its head. Which rows the
 * figures belong to follows from their number alone; that they do, from what must hold: the maxima
 * add up to those of an area, no points exceed theirs, and where the table ends with its sum row,
 * the points add up, too. Then each row gets its figures, as other tables have them. */
#include "corpus/reading/lines/layout_words.h"
#include "corpus/reading/lines/page_text.h"
#include "corpus/reading/scores/score_path.h"
#include "corpus/reading/scores/score_tables.h"

#define FEWEST_ROWS 3
#define MOST_ROWS 20
#define ROW_LINES 4 /* of a question, at most */

/* One figure a line. */
typedef struct {
  guint first, count; /* lines */
  double sum, last;   /* of all but the last figure, and that */
} Run;

typedef struct {
  CorpusLines *lines;
  guint rows[MOST_ROWS]; /* the first line of each */
  guint count, end;      /* end: the line behind the last row */
  bool has_sum;          /* the last one is the sum row */
  Run points, max;
} Table;

static const char *
text_at(const Table *table, guint at) {
  return corpus_line_text(table->lines->lines, at);
}

static guint
next_text(const Table *table, guint at) {
  return corpus_line_next_text(table->lines->lines, at, table->lines->lines->len);
}

static bool
figure_at(const Table *table, guint at, double *figure) {
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  gsize before = 0;
  bool alone = at < table->lines->lines->len &&
               corpus_figures_at_end(text_at(table, at), figures, &before) == 1 && before == 0;
  if (alone)
    *figure = figures[0].value;
  return alone;
}

/* The figures from `at` on, behind at most one line that is no figure: the column's head. */
static Run
run_at(const Table *table, guint at) {
  double figure = 0;
  at = next_text(table, at);
  if (!figure_at(table, at, &figure))
    at = next_text(table, at + 1);
  Run run = {.first = at};
  for (; figure_at(table, at, &figure); at++) {
    run.sum += run.last;
    run.last = figure;
    run.count++;
  }
  return run;
}

/* ---- the rows ---- */

/* The number of the row that the line begins; 0 = none. */
static unsigned
row_number(const char *text) {
  unsigned area = 0, number = 0;
  gsize rest = 0;
  bool begins = corpus_score_row_start(text, &area, &number, &rest) && text[rest] != '\0';
  return begins ? number : 0;
}

static guint
text_end(const Table *table, guint before) {
  return corpus_line_text_end(table->lines->lines, 0, before);
}

/* The rows that end before the line, from the last one up to that with number 1; the head of the
 * figures may stand in between. */
static void
find_rows(Table *table, guint before) {
  before = text_end(table, before);
  if (before > 0 && corpus_layout_matches("score-header-cell", text_at(table, before - 1)))
    before = text_end(table, before - 1);
  table->end = before;
  table->has_sum = before > 0 && corpus_layout_matches("score-sum", text_at(table, before - 1));
  guint starts[MOST_ROWS], found = 0, lines = 0;
  unsigned number = 0;
  if (table->has_sum)
    starts[found++] = --before;
  for (; before > 0 && number != 1 && found < MOST_ROWS && lines < ROW_LINES; before--, lines++) {
    const char *text = text_at(table, before - 1);
    if (*text == '\0' || corpus_figures_alone(text))
      break;
    if (row_number(text) == 0)
      continue;
    number = row_number(text);
    starts[found++] = before - 1;
    lines = 0;
  }
  for (guint i = 0; i < found; i++)
    table->rows[i] = starts[found - 1 - i];
  table->count = number == 1 ? found : 0;
}

/* ---- what must hold ---- */

static bool
fits(const Table *table, const Run *points, const Run *max) {
  double sum = table->has_sum ? max->sum : max->sum + max->last;
  if (points->count != table->count || max->count != table->count ||
      sum != corpus_instrument_least_points() || (table->has_sum && max->last != sum) ||
      (table->has_sum && !corpus_scores_add_up(points->sum, points->last, table->count)))
    return false;
  bool within = true;
  for (guint i = 0; i < table->count && within; i++) {
    double own = 0, most = 0;
    within = figure_at(table, points->first + i, &own) && figure_at(table, max->first + i, &most) &&
             own <= most;
  }
  return within;
}

/* Is there a table whose first column of figures begins at `at`? */
static bool
find_table(Table *table, guint at) {
  Run first = run_at(table, at);
  if (first.first != at || first.count < FEWEST_ROWS || first.count > MOST_ROWS)
    return false;
  Run second = run_at(table, first.first + first.count);
  find_rows(table, at);
  table->points = fits(table, &first, &second) ? first : second;
  table->max = fits(table, &first, &second) ? second : first;
  return fits(table, &table->points, &table->max);
}

/* ---- the table as others are ---- */

static void
set_text(const Table *table, guint at, char *text) {
  corpus_line_set_text(g_ptr_array_index(table->lines->lines, at), text);
}

static void
write_table(const Table *table) {
  for (guint i = 0; i < table->count; i++) {
    guint end = i + 1 < table->count ? table->rows[i + 1] : table->end;
    GString *row = g_string_new(text_at(table, table->rows[i]));
    for (guint at = table->rows[i] + 1; at < end; at++) {
      corpus_join_title(row, text_at(table, at));
      set_text(table, at, g_strdup(""));
    }
    g_string_append_printf(row, " %s %s", text_at(table, table->points.first + i),
                           text_at(table, table->max.first + i));
    set_text(table, table->rows[i], g_string_free(row, FALSE));
  }
  guint last = MAX(table->points.first, table->max.first) + table->count;
  for (guint at = table->end; at < last; at++)
    set_text(table, at, g_strdup(""));
  guint head = table->rows[0];
  if (head > 0 && corpus_layout_matches("score-header-cell", text_at(table, head - 1)))
    set_text(table, head - 1, g_strdup(CORPUS_SCORES_HEAD));
}

void
corpus_score_runs_take_apart(CorpusLines *lines) {
  for (guint at = 0; at < lines->lines->len; at++) {
    Table table = {.lines = lines};
    if (corpus_line_at(lines->lines, at)->table == 0 && find_table(&table, at))
      write_table(&table);
  }
}
