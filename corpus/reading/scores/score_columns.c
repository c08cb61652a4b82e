/* corpus/reading/scores/score_columns.c: score tables with more columns than points and maximum.
 *
 * Some tables print beside them the mean of others, the highest, or the points of an earlier year,
 * in any order, below heads that no list can hold (the municipality's own name, turned letters).
 * Which column is which follows from what must hold: the maxima of an area's questions add up to
 * 100; no points exceed their maximum; the points of the questions add up to those of the area. The
 * highest fails the last, and a mean has decimals or is called so in the head. Where two columns
 * are found that hold all this, the table is written as any other: points, then maximum, the rest
 * left out. */
#include <math.h>
#include <string.h>

#include "corpus/reading/lines/layout_words.h"
#include "corpus/reading/lines/page_text.h"
#include "corpus/reading/scores/score_tables.h"

#define FEWEST_COLUMNS 3
#define FEWEST_ROWS 4
#define ROWS_APART 3 /* lines without figures between two rows, at most */
#define HEAD_LINES 6
#define LONGEST_HEAD_CHARS 80
#define WHOLE 1e-9
#define SAME_SHARE 1.01 /* percent */
#define LAST_YEAR 2100

typedef struct {
  guint line, cells; /* and how many lines that are figures alone stand below it, and are its own */
  guint count;
  gsize text_bytes; /* before the figures */
  guint change;     /* how many figures stand before the change that was left out; 0 = none was */
  CorpusFigure figures[CORPUS_FIGURES_MAX];
} Row;

typedef struct {
  CorpusLines *lines;
  GArray *rows; /* Row */
  guint columns;
  guint points, max; /* indexes of columns */
} Table;

static const Row *
row_at(const Table *table, guint at) {
  return &g_array_index(table->rows, Row, at);
}

static double
value(const Table *table, guint row, guint column) {
  return row_at(table, row)->figures[column].value;
}

static GRegex *
change_pattern(void) {
  static GRegex *pattern = NULL;
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    pattern = g_regex_new("(?<=\\s)[+\\-–−±]\\d{1,3}(?=[\\d.,% ]*$)", G_REGEX_OPTIMIZE, 0, NULL);
    g_once_init_leave(&done, 1);
  }
  return pattern;
}

/* A figure or a change, alone on its line. */
static GRegex *
cell_pattern(void) {
  static GRegex *pattern = NULL;
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    pattern = g_regex_new("^[+\\-–−±]?\\d{1,3}(?:[.,]\\d{1,2})?\\s*%?$", G_REGEX_OPTIMIZE, 0, NULL);
    g_once_init_leave(&done, 1);
  }
  return pattern;
}

/* Few lines are: the letter that most begin with tells. */
static bool
is_cell(const CorpusLine *line, unsigned table) {
  return line->table == table && !g_unichar_isalpha(g_utf8_get_char(line->text)) &&
         g_regex_match(cell_pattern(), line->text, 0, NULL);
}

/* The text of a row, whose figures may stand below it, a cell a line. The caller frees it. */
static char *
text_of_row(const GPtrArray *lines, guint line, guint *cells) {
  GString *text = g_string_new(corpus_line_text(lines, line));
  unsigned table = corpus_line_at(lines, line)->table;
  guint end = line + 1;
  while (text->len > 0 && end < lines->len && is_cell(corpus_line_at(lines, end), table))
    end++;
  if (end > line + 1 &&
      corpus_figures_at_end(text->str, (CorpusFigure[CORPUS_FIGURES_MAX]){0}, NULL) > 0)
    end = line + 1; /* it has its own */
  for (guint at = line + 1; at < end; at++)
    g_string_append_printf(text, " %s", corpus_line_text(lines, at));
  *cells = end - line - 1;
  return g_string_free(text, FALSE);
}

/* The row without the change since another year ("10 11 +1 15"), which is neither points nor
 * maximum; the figures stand where they did. */
static Row
row_of(const GPtrArray *lines, guint line) {
  Row row = {.line = line};
  char *text = text_of_row(lines, line, &row.cells);
  GMatchInfo *match = NULL;
  int start = 0, end = 0;
  if (g_regex_match(change_pattern(), text, 0, &match) &&
      g_match_info_fetch_pos(match, 0, &start, &end))
    memset(text + start, ' ', (gsize)(end - start));
  g_match_info_free(match);
  row.count = corpus_figures_at_end(text, row.figures, &row.text_bytes);
  for (guint i = 0; i < row.count && end > 0; i++)
    row.change += row.figures[i].start_bytes < (gsize)start;
  if (row.text_bytes == 0)
    row.count = 0;
  g_free(text);
  return row;
}

/* A row whose change is 0, which has no sign, is as the first one is. */
static void
leave_out_no_change(const Row *first, Row *row) {
  guint at = first->change;
  if (at == 0 || row->change != 0 || row->count != first->count + 1 || row->figures[at].value > 0)
    return;
  row->count--;
  memmove(row->figures + at, row->figures + at + 1, (row->count - at) * sizeof *row->figures);
}

/* Have both as many figures, and a percentage in the same columns? */
static bool
is_alike(const Row *first, const Row *row) {
  bool alike = row->count == first->count;
  for (guint i = 0; i < first->count && alike; i++)
    alike = row->figures[i].percent == first->figures[i].percent;
  return alike;
}

/* Does another table begin with the line: with a head that is not that of this one again? */
static bool
is_other_head(const GPtrArray *lines, guint first, guint at) {
  const char *text = corpus_line_text(lines, at);
  return corpus_line_at(lines, at)->table == 0 && corpus_layout_matches("score-head-word", text) &&
         corpus_figures_at_end(text, (CorpusFigure[CORPUS_FIGURES_MAX]){0}, NULL) == 0 &&
         (first == 0 || !g_str_equal(text, corpus_line_text(lines, first - 1)));
}

/* The rows from `first` on that are like the first of them. */
static GArray *
rows_from(const GPtrArray *lines, guint first) {
  GArray *rows = g_array_new(FALSE, FALSE, sizeof(Row));
  guint apart = 0;
  Row begin = row_of(lines, first);
  unsigned table = corpus_line_at(lines, first)->table;
  for (guint at = first; at < lines->len && apart <= ROWS_APART; at++) {
    const CorpusLine *line = corpus_line_at(lines, at);
    if (*line->text == '\0')
      continue;
    Row row = row_of(lines, at);
    if (line->table != table || (row.count == 0 && is_other_head(lines, first, at)))
      break;
    leave_out_no_change(&begin, &row);
    bool alike = is_alike(&begin, &row);
    apart = alike ? 0 : apart + 1;
    if (alike)
      g_array_append_val(rows, row);
    at += alike ? row.cells : 0;
  }
  return rows;
}

/* ---- what must hold ---- */

/* Is the row that of a whole area, or of more: above its questions, or below them? */
static bool
is_sum(const Table *table, guint row, guint max) {
  return value(table, row, max) >= corpus_instrument_least_points();
}

/* The sum of a column from `first` on, up to the next row of a whole area; *end: that row. */
static double
sum_from(const Table *table, guint first, guint column, guint max, guint *end) {
  double sum = 0;
  guint row = first;
  for (; row < table->rows->len && !is_sum(table, row, max); row++)
    sum += value(table, row, column);
  *end = row;
  return sum;
}

/* Do the maxima of each area add up? Where the table goes on without a row of an area, one is
 * enough. */
static bool
are_maxima(const Table *table, guint column) {
  guint right = 0, wrong = 0, end = 0;
  for (guint row = 0; row < table->rows->len; row++) {
    double max = value(table, row, column);
    if (row_at(table, row)->figures[column].percent || max < 1 || fabs(max - floor(max)) > WHOLE)
      return false;
  }
  for (guint row = 0; row < table->rows->len; row = MAX(end, row + 1)) {
    double sum = sum_from(table, row, column, column, &end);
    if (end > row && fabs(sum - corpus_instrument_least_points()) < WHOLE)
      right++;
    else if (end > row)
      wrong++;
  }
  return right > 0 && wrong <= right / 2;
}

/* Do the points of an area's questions add up to those of its row, which stands above or below? */
static bool
add_up(const Table *table, guint points, guint max) {
  guint above = 0, below = 0, areas = 0, end = 0;
  for (guint row = 0; row < table->rows->len; row = MAX(end, row + 1)) {
    double sum = sum_from(table, row, points, max, &end);
    guint rounded = end - row + 1;
    if (end == row)
      continue;
    areas++;
    above += row > 0 && corpus_scores_add_up(value(table, row - 1, points), sum, rounded);
    below +=
        end < table->rows->len && corpus_scores_add_up(value(table, end, points), sum, rounded);
  }
  return MAX(above, below) > areas / 2;
}

/* Are they, row by row, that percentage of the maxima which other points are? */
static bool
are_shares(const Table *table, guint column, guint points, guint max) {
  for (guint row = 0; row < table->rows->len; row++) {
    double share = 100 * value(table, row, points) / value(table, row, max);
    if (!row_at(table, row)->figures[column].percent &&
        fabs(share - value(table, row, column)) > SAME_SHARE)
      return false;
  }
  return true;
}

static bool
may_be_points(const Table *table, guint points, guint max) {
  for (guint row = 0; row < table->rows->len; row++)
    if (row_at(table, row)->figures[points].percent ||
        value(table, row, points) > value(table, row, max))
      return false;
  return add_up(table, points, max);
}

static guint
count_decimals(const Table *table, guint column) {
  guint decimals = 0;
  for (guint row = 0; row < table->rows->len; row++) {
    double figure = value(table, row, column);
    decimals += fabs(figure - floor(figure)) > WHOLE;
  }
  return decimals;
}

/* ---- the head ---- */

/* The first line of the head above the table. */
static guint
head_start(const Table *table) {
  guint first = row_at(table, 0)->line, at = first;
  unsigned own = corpus_line_at(table->lines->lines, first)->table;
  for (guint taken = 0; at > 0 && taken < HEAD_LINES; taken++) {
    const CorpusLine *line = corpus_line_at(table->lines->lines, at - 1);
    if (line->table != own || *line->text == '\0')
      break;
    if (own == 0 && !corpus_layout_matches("score-head-word", line->text))
      break;
    at--;
  }
  return at;
}

/* Appends the years that a text names, in their order. */
static void
append_years(GArray *years, const char *text) {
  GMatchInfo *match = NULL;
  g_regex_match(corpus_layout_pattern("year"), text, 0, &match);
  for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
    char *digits = g_match_info_fetch(match, 0);
    unsigned year = (unsigned)g_ascii_strtoull(digits, NULL, 10);
    g_array_append_val(years, year);
    g_free(digits);
  }
  g_match_info_free(match);
}

/* The latest year that a text names; 0 = none. */
static unsigned
year_in(const char *text) {
  unsigned latest = 0;
  GArray *years = g_array_new(FALSE, FALSE, sizeof(unsigned));
  append_years(years, text);
  for (guint i = 0; i < years->len; i++)
    latest = MAX(latest, g_array_index(years, unsigned, i));
  g_array_unref(years);
  return latest;
}

/* The cell of the head above a column; NULL where the source knows none. The first heads stand
 * above names, or above maxima that are printed behind these. */
static const char *
head_of(const Table *table, guint head, guint column) {
  const GPtrArray *lines = table->lines->lines;
  guint end = row_at(table, 0)->line, from_end = table->columns - column;
  bool cells = end > head && corpus_line_at(lines, end - 1)->column != 0;
  return cells && from_end <= end - head ? corpus_line_text(lines, end - from_end) : NULL;
}

static bool
is_called_other(const char *head) {
  return head != NULL && corpus_layout_matches("history-other-column", head);
}

/* The years that the head names, in their order, where its cells are not told apart ("År 2020 År
 * 2022 Maxpoäng", or a cell a line): from the line above the table upwards, until there are as many
 * as wanted. */
static GArray *
years_of_head(const Table *table, guint wanted) {
  const GPtrArray *lines = table->lines->lines;
  guint first = row_at(table, 0)->line;
  GArray *years = g_array_new(FALSE, FALSE, sizeof(unsigned));
  for (guint head = first; head > 0 && first - head < HEAD_LINES && years->len < wanted; head--) {
    const char *text = corpus_line_text(lines, head - 1);
    if (g_utf8_strlen(text, -1) > LONGEST_HEAD_CHARS)
      break;
    GArray *above = g_array_new(FALSE, FALSE, sizeof(unsigned));
    append_years(above, text);
    g_array_prepend_vals(years, above->data, above->len);
    g_array_unref(above);
  }
  return years;
}

/* ---- the choice ---- */

/* The columns that may be points beside these maxima, in their order (guint). */
static GArray *
columns_of_points(const Table *table, guint max) {
  GArray *columns = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint points = 0; points < table->columns; points++)
    if (points != max && may_be_points(table, points, max))
      g_array_append_val(columns, points);
  return columns;
}

/* How little a column of points is likely to be those of this evaluation: a mean is called so or
 * has decimals, an earlier evaluation is of an earlier year. */
static guint
cost_of(const Table *table, guint head, guint column, unsigned year_by_order) {
  const char *name = head_of(table, head, column);
  unsigned year = name != NULL ? year_in(name) : year_by_order;
  return (is_called_other(name) ? LAST_YEAR * table->rows->len : 0) +
         count_decimals(table, column) * LAST_YEAR + (year != 0 ? LAST_YEAR - year : 0);
}

/* The likeliest points beside these maxima; false where there are none. */
static bool
choose_points(Table *table, guint max) {
  GArray *columns = columns_of_points(table, max);
  GArray *years = years_of_head(table, columns->len);
  guint head = head_start(table), best = G_MAXUINT;
  for (guint i = 0; i < columns->len; i++) {
    guint column = g_array_index(columns, guint, i);
    bool by_order = years->len == columns->len;
    guint cost = cost_of(table, head, column, by_order ? g_array_index(years, unsigned, i) : 0);
    if (cost < best) {
      best = cost;
      table->points = column;
      table->max = max;
    }
  }
  g_array_unref(years);
  g_array_unref(columns);
  return best != G_MAXUINT;
}

/* Chooses the columns of points and maxima; false where none fit, or other columns than those two
 * would not be left. */
static bool
choose(Table *table) {
  bool chosen = false;
  for (guint max = 0; max < table->columns && !chosen; max++)
    chosen = are_maxima(table, max) && choose_points(table, max);
  for (guint column = 0; column < table->columns && chosen; column++)
    if (column != table->points && column != table->max &&
        !are_shares(table, column, table->points, table->max))
      return true;
  return false;
}

/* ---- the table as others are ---- */

static void
set_text(const Table *table, guint line, const char *text) {
  CorpusLine *changed = g_ptr_array_index(table->lines->lines, line);
  corpus_line_set_text(changed, g_strdup(text));
  changed->column = 0;
}

/* A figure as it is printed. */
static void
append_figure(GString *text, const char *line, CorpusFigure figure) {
  const char *digits = line + figure.start_bytes;
  digits += strcspn(digits, "0123456789");
  g_string_append_printf(text, " %.*s", (int)strspn(digits, "0123456789.,"), digits);
}

static void
write_row(const Table *table, const Row *row) {
  guint cells = 0;
  char *line = text_of_row(table->lines->lines, row->line, &cells);
  GString *text = g_string_new_len(line, (gssize)row->text_bytes);
  append_figure(text, line, row->figures[table->points]);
  append_figure(text, line, row->figures[table->max]);
  set_text(table, row->line, text->str);
  for (guint i = 1; i <= cells; i++)
    set_text(table, row->line + i, "");
  g_string_free(text, TRUE);
  g_free(line);
}

/* The head becomes one line; where it stands again, on a later page, nothing. */
static void
write_head(const Table *table) {
  const GPtrArray *lines = table->lines->lines;
  guint head = head_start(table), first = row_at(table, 0)->line;
  GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint at = head; at < first; at++) {
    g_hash_table_add(words, g_strdup(corpus_line_text(lines, at)));
    set_text(table, at, at + 1 == first ? CORPUS_SCORES_HEAD : "");
  }
  for (guint at = first; at < row_at(table, table->rows->len - 1)->line; at++)
    if (g_hash_table_contains(words, corpus_line_text(lines, at)))
      set_text(table, at, "");
  g_hash_table_unref(words);
}

/* A last row without figures of some columns ("Summa 800 480 468,1"). */
static void
write_total(const Table *table) {
  GPtrArray *lines = table->lines->lines;
  guint last = row_at(table, table->rows->len - 1)->line;
  guint after = last + row_at(table, table->rows->len - 1)->cells + 1;
  guint at = corpus_line_next_text(lines, after, lines->len);
  if (at >= lines->len || corpus_line_at(lines, at)->table != corpus_line_at(lines, last)->table)
    return;
  Row row = row_of(lines, at);
  char *name = g_strndup(corpus_line_text(lines, at), row.text_bytes);
  if (row.count > MAX(table->points, table->max) && corpus_layout_matches("history-sum", name))
    write_row(table, &row);
  g_free(name);
}

void
corpus_score_columns_take_apart(CorpusLines *lines) {
  for (guint at = 0; at < lines->lines->len; at++) {
    if (row_of(lines->lines, at).count < FEWEST_COLUMNS)
      continue;
    Table table = {.lines = lines, .rows = rows_from(lines->lines, at)};
    const Row *end = row_at(&table, table.rows->len - 1);
    guint last = end->line + end->cells;
    table.columns = row_at(&table, 0)->count;
    if (table.rows->len >= FEWEST_ROWS && choose(&table)) {
      write_head(&table);
      for (guint row = 0; row < table.rows->len; row++)
        write_row(&table, row_at(&table, row));
      write_total(&table);
      at = last;
    }
    g_array_unref(table.rows);
  }
}
