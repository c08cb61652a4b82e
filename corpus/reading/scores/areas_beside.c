/* corpus/reading/scores/areas_beside.c: tables with the questions of two areas, or more, beside
 * each other.
 *
 * A row has a question of each area with its points ("1.1 Mål | 10 (15) | 2.1 Budget | 6 (15)"),
 * and above them stand the areas, with theirs there or in a row of sums. Read row by row, the
 * points of one would be another's. The table is written as those of its areas, one below the
 * other. What must hold: each area's maxima add up to its own, and no points exceed their maximum;
 * its points are those of its questions but for rounding, or else it is left as it is. */
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/reading/lines/layout_words.h"
#include "corpus/reading/lines/page_text.h"
#include "corpus/reading/scores/score_path.h"
#include "corpus/reading/scores/score_tables.h"

#define HEAD "Fråga Poäng Max"

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

/* Does a title name an area by its number, or by its name in some revision? */
static bool
names_area(const char *title) {
  unsigned areas[CORPUS_INSTRUMENTS_MAX], number = 0;
  return corpus_score_title(title, &number) || corpus_instruments_match_area(title, areas) > 0;
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
      !names_area(own->text))
    return false;
  for (guint i = 1; i < rows->len; i++) {
    const CorpusPoints *row = &row_at(table, area, i)->points;
    if (row->points < 0 || row->max < 0)
      return false;
    points += row->points;
    max += row->max;
  }
  return max == own->points.max && 2 * ABS(points - own->points.points) <= (int)rows->len;
}

/* The columns from one area's name to the next one's in the first row; 0 where there are no two. */
static unsigned
stride_of(const Table *table) {
  const CorpusLine *first = line_at(table, table->first);
  for (guint at = table->first + 1; at < table->end && line_at(table, at)->row == first->row; at++)
    if (first->column == 1 && line_at(table, at)->column > 2 &&
        names_area(line_at(table, at)->text))
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
  g_free(line->text);
  line->text = text;
  line->table = line->row = line->column = 0;
  g_clear_pointer(&line->words, g_array_unref);
}

/* Each row had two cells, and so at least two lines: there are enough for the head, the sum and
 * an empty line. */
static void
write_table(const Table *table) {
  guint at = table->first;
  for (guint area = 0; area < table->areas; area++) {
    const Row *own = row_at(table, area, 0);
    write_line(table, &at, g_strdup(own->text));
    write_line(table, &at, g_strdup(HEAD));
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

void
corpus_areas_beside_take_apart(CorpusLines *lines) {
  GPtrArray *all = lines->lines;
  for (guint first = 0, end = 0; first < all->len; first = end) {
    unsigned number = corpus_line_at(all, first)->table;
    for (end = first + 1; end < all->len && corpus_line_at(all, end)->table == number;)
      end++;
    if (number == 0)
      continue;
    Table table = {.lines = all, .first = first, .end = end};
    for (guint area = 0; area < MOST_AREAS; area++) {
      table.rows[area] = g_array_new(FALSE, FALSE, sizeof(Row));
      g_array_set_clear_func(table.rows[area], row_clear);
    }
    if (read_table(&table))
      write_table(&table);
    for (guint area = 0; area < MOST_AREAS; area++)
      g_array_unref(table.rows[area]);
  }
}
