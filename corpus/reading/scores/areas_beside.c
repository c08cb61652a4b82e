/* corpus/reading/scores/areas_beside.c: tables with the questions of two areas, or more, beside
 * each other.
 *
 * A row has a question of each area with its points ("1.1 Mål | 10 (15) | 2.1 Budget | 6 (15)"),
 * and above them stand the areas, with theirs there or in a row of sums. Read row by row, the
 * points of one would be another's. The table is written as those of its areas, one below the
 * other. What must hold: each area's maxima add up to its own, and no points exceed their maximum;
 * its points are those of its questions but for rounding, or else it is left as it is. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/reading/lines/layout_words.h"
#include "corpus/reading/lines/page_text.h"
#include "corpus/reading/scores/score_path.h"
#include "corpus/reading/scores/score_tables.h"

/* In points. */
#define SAME_EDGE 2.0
#define GOES_ON 1.5 /* sizes of letters, between the lines of a cell */

#define NO_ROW G_MAXUINT

enum { FEWEST_AREAS = 2, MOST_AREAS = 4, FEWEST_ROWS = 3, MOST_COLUMNS = 3 };

typedef struct {
  char *text; /* owned */
  CorpusPoints points;
} Row;

typedef struct {
  GPtrArray *lines;
  guint first, end;
  guint areas;
  unsigned stride;          /* columns of an area: its text, and one or two of points */
  GArray *rows[MOST_AREAS]; /* Row: the area itself, then its questions */
} Table;

static CorpusLine *
line_at(const Table *table, guint at) {
  return g_ptr_array_index(table->lines, at);
}

static void
row_clear(gpointer data) {
  g_free(((Row *)data)->text);
}

static const Row *
row_at(const Table *table, guint area, guint at) {
  return &g_array_index(table->rows[area], Row, at);
}

/* The text of the cell that begins at *at, which becomes the line after it. The caller frees it. */
static char *
cell_text(const Table *table, guint *at) {
  GString *text = g_string_new(NULL);
  const CorpusLine *first = line_at(table, *at);
  for (; *at < table->end && line_at(table, *at)->row == first->row &&
         line_at(table, *at)->column == first->column;
       (*at)++)
    corpus_join_title(text, line_at(table, *at)->text);
  return g_string_free(text, FALSE);
}

/* Reads the points in the cells from *at on, up to the next column of a text. */
static CorpusPoints
read_points(const Table *table, guint *at, unsigned row, unsigned end_column) {
  CorpusPoints points = {-1, -1};
  GString *both = g_string_new(NULL);
  while (*at < table->end && line_at(table, *at)->row == row &&
         line_at(table, *at)->column < end_column) {
    char *cell = cell_text(table, at);
    g_string_append_printf(both, "%s%s", both->len > 0 ? "/" : "", cell);
    g_free(cell);
  }
  if (!corpus_layout_cell_points(both->str, &points))
    points = (CorpusPoints){-1, -1};
  g_string_free(both, TRUE);
  return points;
}

/* Reads the cell of a text and those of its points; false where the next cells are none. */
static bool
read_cells(Table *table, guint *at) {
  unsigned row = line_at(table, *at)->row, column = line_at(table, *at)->column;
  guint area = (column - 1) / table->stride;
  if ((column - 1) % table->stride != 0 || area >= MOST_AREAS)
    return false;
  Row read = {.text = cell_text(table, at)};
  read.points = read_points(table, at, row, column + table->stride);
  g_array_append_val(table->rows[area], read);
  table->areas = MAX(table->areas, area + 1);
  return *read.text != '\0';
}

/* The points of a row of sums become those of the area, which stands above its questions. */
static void
take_sum(const Table *table, guint area) {
  GArray *rows = table->rows[area];
  const Row *last = rows->len > 1 ? row_at(table, area, rows->len - 1) : NULL;
  if (last == NULL || !corpus_layout_matches("score-sum", last->text))
    return;
  g_array_index(rows, Row, 0).points = last->points;
  g_array_set_size(rows, rows->len - 1);
}

/* Is it an area with its questions, as their points say? */
static bool
is_area(const Table *table, guint area) {
  const GArray *rows = table->rows[area];
  const Row *own = rows->len > FEWEST_ROWS ? row_at(table, area, 0) : NULL;
  int points = 0, max = 0;
  if (own == NULL || own->points.max < (int)corpus_instrument_least_points() ||
      corpus_score_area_of(own->text) == 0)
    return false;
  for (guint i = 1; i < rows->len; i++) {
    const CorpusPoints *row = &row_at(table, area, i)->points;
    if (row->points < 0 || row->max < 0)
      return false;
    points += row->points;
    max += row->max;
  }
  return max == own->points.max && corpus_scores_add_up(own->points.points, points, rows->len);
}

/* The columns from one area's name to the next one's in the first row; 0 where there are no two. */
static unsigned
stride_of(const Table *table) {
  const CorpusLine *first = line_at(table, table->first);
  for (guint at = table->first + 1; at < table->end && line_at(table, at)->row == first->row; at++)
    if (first->column == 1 && line_at(table, at)->column > 2 &&
        corpus_score_area_of(line_at(table, at)->text) != 0)
      return line_at(table, at)->column - 1;
  return 0;
}

static bool
read_table(Table *table) {
  table->stride = stride_of(table);
  if (table->stride == 0 || table->stride > MOST_COLUMNS)
    return false;
  for (guint at = table->first; at < table->end;)
    if (line_at(table, at)->column == 0 || !read_cells(table, &at))
      return false;
  for (guint area = 0; area < table->areas; area++) {
    take_sum(table, area);
    if (!is_area(table, area))
      return false;
  }
  return table->areas >= FEWEST_AREAS;
}

static void
write_line(const Table *table, guint *at, char *text) {
  CorpusLine *line = line_at(table, (*at)++);
  corpus_line_set_text(line, text);
  line->table = line->row = line->column = 0;
}

/* Each row had two cells, and so at least two lines: there are enough for the head, the sum and
 * an empty line. */
static void
write_table(const Table *table) {
  guint at = table->first;
  for (guint area = 0; area < table->areas; area++) {
    const Row *own = row_at(table, area, 0);
    write_line(table, &at, g_strdup(own->text));
    write_line(table, &at, g_strdup(CORPUS_SCORES_HEAD));
    for (guint i = 1; i < table->rows[area]->len; i++) {
      const Row *row = row_at(table, area, i);
      write_line(table, &at,
                 g_strdup_printf("%s %d %d", row->text, row->points.points, row->points.max));
    }
    write_line(table, &at, g_strdup_printf("Summa %d %d", own->points.points, own->points.max));
    write_line(table, &at, g_strdup(""));
  }
  while (at < table->end)
    write_line(table, &at, g_strdup(""));
}

/* Takes the lines [first, end), whose cells are known, apart; false where they stay as they are. */
static bool
take_apart(GPtrArray *lines, guint first, guint end) {
  Table table = {.lines = lines, .first = first, .end = end};
  for (guint area = 0; area < MOST_AREAS; area++) {
    table.rows[area] = g_array_new(FALSE, FALSE, sizeof(Row));
    g_array_set_clear_func(table.rows[area], row_clear);
  }
  bool read = read_table(&table);
  if (read)
    write_table(&table);
  for (guint area = 0; area < MOST_AREAS; area++)
    g_array_unref(table.rows[area]);
  return read;
}

/* ---- cells that only their places tell ---- */

/* The first line that does not stand beside the one at `first`. */
static guint
row_end(const GPtrArray *lines, guint first) {
  guint end = first + 1;
  while (end < lines->len &&
         corpus_line_same_row(corpus_line_at(lines, first), corpus_line_at(lines, end)))
    end++;
  return end;
}

/* Do the lines from `first` on stand beside each other as areas with their points? */
static bool
is_row_of_areas(const GPtrArray *lines, guint first, guint end) {
  CorpusPoints points;
  if ((end - first) % 2 != 0 || end - first < 2 * FEWEST_AREAS || end - first > 2 * MOST_AREAS)
    return false;
  for (guint at = first; at < end; at += 2)
    if (corpus_score_area_of(corpus_line_text(lines, at)) == 0 ||
        !corpus_layout_cell_points(corpus_line_text(lines, at + 1), &points))
      return false;
  return true;
}

/* The column in which a line begins, as those of the first row do, from 1; 0 = in none. */
static unsigned
column_of(const GPtrArray *lines, guint first, guint head_end, guint at) {
  for (guint i = first; i < head_end; i++)
    if (fabs(corpus_line_at(lines, i)->left - corpus_line_at(lines, at)->left) <= SAME_EDGE)
      return i - first + 1;
  return 0;
}

static int
compare_cells(gconstpointer a, gconstpointer b) {
  const CorpusLine *one = *(const CorpusLine *const *)a, *other = *(const CorpusLine *const *)b;
  if (one->row != other->row)
    return one->row < other->row ? -1 : 1;
  if (one->column != other->column)
    return one->column < other->column ? -1 : 1;
  return (one->number > other->number) - (one->number < other->number);
}

/* Are the lines [at, end), which stand beside each other, all in columns? points: do some hold
 * points? Without, they go on with the cells right above them. */
static bool
are_cells(const GPtrArray *lines, guint first, guint head_end, guint at, guint end, bool *points) {
  *points = false;
  for (guint i = at; i < end; i++) {
    const CorpusLine *line = corpus_line_at(lines, i);
    unsigned column = column_of(lines, first, head_end, i);
    if (column == 0 || line->table != 0 ||
        (first + column < head_end && line->right > corpus_line_at(lines, first + column)->left))
      return false;
    *points = *points || column % 2 == 0;
  }
  const CorpusLine *line = corpus_line_at(lines, at), *above = corpus_line_at(lines, at - 1);
  return *points || (line->page == above->page && line->top - above->top < GOES_ON * line->size);
}

/* Gives the lines from `first` on, up to one in no column or to other areas, their row and column:
 * a row begins where points stand. Where the areas stand again, on another page, they get NO_ROW.
 * Returns the end. */
static guint
place_cells(const GPtrArray *lines, guint first) {
  guint head_end = row_end(lines, first), at = first;
  unsigned row = 0;
  bool again = false;
  while (at < lines->len) {
    guint end = row_end(lines, at);
    bool points = true, areas = at > first && is_row_of_areas(lines, at, end);
    if (at > first && !are_cells(lines, first, head_end, at, end, &points))
      break;
    if (areas && !g_str_equal(corpus_line_text(lines, at), corpus_line_text(lines, first)))
      break;
    again = areas || (again && !points);
    row += points && !areas ? 1 : 0;
    for (guint i = at; i < end; i++) {
      CorpusLine *line = g_ptr_array_index(lines, i);
      line->row = again ? NO_ROW : row;
      line->column = column_of(lines, first, head_end, i);
    }
    at = end;
  }
  return at;
}

/* The lines have no places any more, and are in no table; those of areas that stand again have
 * no text. */
static void
forget_places(const GPtrArray *lines, guint first, guint end, double left) {
  for (guint at = first; at < end; at++) {
    CorpusLine *line = g_ptr_array_index(lines, at);
    line->left = left;
    line->right = line->top = NAN;
    if (line->row == NO_ROW)
      *line->text = '\0';
  }
}

/* Reads a table at `first` by the places of its lines; returns the first line after it. */
static guint
take_apart_by_place(GPtrArray *lines, guint first) {
  guint end = place_cells(lines, first), count = end - first, kept = first;
  double left = corpus_line_at(lines, first)->left;
  gpointer *before = g_memdup2(lines->pdata + first, count * sizeof *before);
  qsort(lines->pdata + first, count, sizeof *lines->pdata, compare_cells);
  while (kept < end && corpus_line_at(lines, kept)->row != NO_ROW)
    kept++;
  bool taken = take_apart(lines, first, kept);
  if (taken)
    forget_places(lines, first, end, left);
  else
    memcpy(lines->pdata + first, before, count * sizeof *before);
  for (guint at = first; at < end; at++) {
    CorpusLine *line = g_ptr_array_index(lines, at);
    line->row = line->column = 0;
  }
  g_free(before);
  return taken ? end : first + 1;
}

void
corpus_areas_beside_take_apart(CorpusLines *lines) {
  GPtrArray *all = lines->lines;
  for (guint first = 0, end = 0; first < all->len; first = end) {
    const CorpusLine *line = corpus_line_at(all, first);
    end = first + 1;
    if (line->table == 0) {
      if (!isnan(line->left) && is_row_of_areas(all, first, row_end(all, first)))
        end = take_apart_by_place(all, first);
      continue;
    }
    while (end < all->len && corpus_line_at(all, end)->table == line->table)
      end++;
    (void)take_apart(all, first, end);
  }
}
