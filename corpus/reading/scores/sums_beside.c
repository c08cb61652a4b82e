/* corpus/reading/scores/sums_beside.c: tables of all areas whose points stand once an area, in a
 * cell beside its questions.
 *
 * The cell is at the right of the first question ("1.1 … 9 15 51"), or holds points and maximum
 * ("51 av 100"), and would be taken for a column of that question's. It is a sum: where the
 * questions' figures from there to the next such cell have a column of maxima that adds up to 100,
 * and one that adds up to the cell, a row of sums is written below them, as other tables have it.
 * Else all stays as it is. */
#include "corpus/reading/scores/score_tables.h"

#include <math.h>
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/reading/lines/layout_words.h"
#include "corpus/reading/lines/page_text.h"
#include "corpus/reading/scores/score_path.h"

#define SAME_EDGE 2.0 /* points: between the right edges of the cells */

enum { FEWEST_SUMS = 3 };

/* A cell with the points of an area. */
typedef struct {
  guint line;  /* of the cell */
  guint first; /* line of its row */
  unsigned area;
  double points;
} Sum;

/* The questions' figures, added up column by column. */
typedef struct {
  double sums[CORPUS_FIGURES_MAX];
  bool percent[CORPUS_FIGURES_MAX];
  guint columns, rows;
  guint last; /* line of the last row, or of its text */
} Columns;

/* The points that the line holds, and nothing else: alone, or with the maximum of an area. */
static bool
read_cell(const CorpusLine *line, double *points) {
  CorpusPoints both = {-1, -1};
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  gsize before = 0;
  if (isnan(line->left) || line->table != 0)
    return false;
  if (corpus_layout_cell_points(line->text, &both)) {
    *points = both.points;
    return both.max == (int)corpus_instrument_least_points();
  }
  bool alone = corpus_figures_at_end(line->text, figures, &before) == 1 && before == 0 &&
               !figures[0].percent;
  *points = alone ? figures[0].value : -1;
  return alone;
}

/* Is the line such a cell: the last of a row in which the first question of an area begins, behind
 * other figures? */
static bool
is_sum(const GPtrArray *lines, guint at, Sum *sum) {
  gsize rest = 0;
  unsigned number = 0;
  bool found = false, figures = false;
  const CorpusLine *line = corpus_line_at(lines, at);
  if (!read_cell(line, &sum->points) ||
      (at + 1 < lines->len && corpus_line_same_row(line, corpus_line_at(lines, at + 1))))
    return false;
  sum->line = sum->first = at;
  for (; sum->first > 0 && corpus_line_same_row(corpus_line_at(lines, sum->first - 1), line);
       sum->first--) {
    const char *text = corpus_line_text(lines, sum->first - 1);
    unsigned area = 0;
    figures = figures || corpus_figures_alone(text);
    if (corpus_score_row_start(text, &area, &number, &rest) && number == 1) {
      found = true;
      sum->area = area;
    }
  }
  return found && figures;
}

/* The cells, of areas in their order, with one right edge. */
static GArray *
sums_of(const GPtrArray *lines) {
  GArray *sums = g_array_new(FALSE, FALSE, sizeof(Sum));
  for (guint at = 0; at < lines->len; at++) {
    Sum sum = {0};
    if (!is_sum(lines, at, &sum))
      continue;
    const Sum *last = sums->len > 0 ? &g_array_index(sums, Sum, sums->len - 1) : NULL;
    if (last == NULL ||
        (sum.area > last->area && fabs(corpus_line_at(lines, last->line)->right -
                                       corpus_line_at(lines, at)->right) <= SAME_EDGE))
      g_array_append_val(sums, sum);
  }
  return sums;
}

/* The figures of the row at `at`: behind its text, or in lines of their own beside it. */
static guint
row_figures(const GPtrArray *lines, guint at, guint sum, CorpusFigure *figures) {
  gsize before = 0;
  guint count = corpus_figures_at_end(corpus_line_text(lines, at), figures, &before);
  for (guint next = at + 1; next < lines->len && next != sum; next++) {
    CorpusFigure more[CORPUS_FIGURES_MAX];
    if (!corpus_line_same_row(corpus_line_at(lines, at), corpus_line_at(lines, next)))
      break;
    guint here = corpus_figures_at_end(corpus_line_text(lines, next), more, &before);
    if (before > 0 || count + here > CORPUS_FIGURES_MAX)
      return 0;
    memcpy(figures + count, more, here * sizeof *more);
    count += here;
  }
  return count;
}

/* Adds up the rows of an area up to `end`; false where one has other columns. */
static bool
add_rows(const GPtrArray *lines, const Sum *sum, guint end, Columns *columns) {
  for (guint at = sum->first; at < end; at++) {
    CorpusFigure figures[CORPUS_FIGURES_MAX];
    unsigned area = 0, number = 0;
    gsize rest = 0;
    if (!corpus_score_row_start(corpus_line_text(lines, at), &area, &number, &rest) ||
        area != sum->area || number != columns->rows + 1)
      continue;
    guint count = row_figures(lines, at, sum->line, figures);
    columns->columns = columns->rows == 0 ? count : columns->columns;
    if (count == 0 || count != columns->columns)
      return false;
    for (guint i = 0; i < count; i++) {
      columns->sums[i] += figures[i].value;
      columns->percent[i] = figures[i].percent;
    }
    columns->rows++;
    columns->last = at;
  }
  return columns->rows > 1;
}

/* The row of sums, in the columns of the questions; NULL where the cell is no sum of one of them.
 */
static char *
sum_row(const Sum *sum, const Columns *columns) {
  bool maxima = false, points = false;
  GString *row = g_string_new("Summa");
  for (guint i = 0; i < columns->columns; i++) {
    double all = columns->sums[i];
    bool max = fabs(all - corpus_instrument_least_points()) < 0.5;
    bool own =
        !max && !columns->percent[i] && corpus_scores_add_up(sum->points, all, columns->rows + 1);
    maxima = maxima || max;
    points = points || own;
    double value = own || columns->percent[i] ? sum->points : all;
    g_string_append_printf(row, " %.0f%s", value, columns->percent[i] ? " %" : "");
  }
  return g_string_free(row, !maxima || !points);
}

/* Writes the row of sums of an area above the line `end`, where its last row ends. */
static void
write_sum(CorpusLines *lines, const Sum *sum, guint end) {
  Columns columns = {0};
  char *text = add_rows(lines->lines, sum, end, &columns) ? sum_row(sum, &columns) : NULL;
  if (text == NULL)
    return;
  corpus_line_set_text(lines->lines->pdata[sum->line], g_strdup(""));
  guint at = columns.last + 1;
  for (guint next = at; next < end; next++) {
    const char *more = corpus_line_text(lines->lines, next);
    if (corpus_line_same_row(corpus_line_at(lines->lines, next),
                             corpus_line_at(lines->lines, columns.last)) ||
        g_unichar_islower(g_utf8_get_char(more)))
      at = next + 1;
    else
      break;
  }
  const CorpusLine *last = corpus_line_at(lines->lines, columns.last);
  GPtrArray *made = g_ptr_array_new();
  g_ptr_array_add(made, corpus_line_new(text, last->page, last->number));
  corpus_lines_replace(lines, at, 0, made);
  g_ptr_array_unref(made);
  g_free(text);
}

void
corpus_sums_beside_put_below(CorpusLines *lines) {
  GArray *sums = sums_of(lines->lines);
  guint end = lines->lines->len;
  for (guint i = sums->len; sums->len >= FEWEST_SUMS && i-- > 0;) {
    const Sum *sum = &g_array_index(sums, Sum, i);
    write_sum(lines, sum, end);
    end = sum->first;
  }
  g_array_unref(sums);
}
