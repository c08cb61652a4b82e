/* corpus/reading/scores/score_lists.c: lists of questions with their points below no head, and
 * matrices with an area a row.
 *
 * No word that is known says what their figures are. What must hold does: no points exceed their
 * maximum, the maxima of an area's questions add up to 100, the points to those of the row that
 * sums up, and a percentage is that of the points; so the order of the columns follows too. Where
 * it does, a list gets the head that other tables have, and a row of a matrix becomes the table of
 * its area. Else the lines stay as they are. */
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/reading/lines/layout_words.h"
#include "corpus/reading/lines/page_text.h"
#include "corpus/reading/scores/score_path.h"
#include "corpus/reading/scores/score_tables.h"

#define FEWEST_ROWS 3
#define FEWEST_AREAS 2
#define MOST_CELLS 16
#define MOST_WORDS 3 /* lines of a question, above its figures */
#define HEAD_LINES 4
#define HEAD_HEIGHT 5 /* font sizes above the first row, at most */
#define PAIR 2        /* figures: points and maximum */

static CorpusLine *
line_like(const CorpusLine *source, const char *text) {
  CorpusLine *line = corpus_line_new(text, source->page, source->number);
  line->table = source->table;
  line->row = source->row;
  return line;
}

/* ---- lists without a head ---- */

/* A list as far as it is read. */
typedef struct {
  bool max_first;
  guint columns; /* of figures in a row: points and maximum, perhaps a percentage; 0 = no row yet */
  double sum, most;  /* of the questions' points and maxima */
  guint rows, words; /* words: lines since the last figures, or that one's own */
  bool sums;         /* the last of them names the row that sums up */
} List;

/* Takes a line without figures in; false where it can be none of a list. */
static bool
take_words(List *list, const char *text, bool own) {
  text = corpus_heading_without_number(text, NULL);
  bool goes_on = g_unichar_islower(g_utf8_get_char(text));
  if (!own && corpus_layout_matches("sentence-end", text) && !g_str_has_suffix(text, "?"))
    return false;
  if (!goes_on && list->words > 0)
    return false;
  if (goes_on && list->words == 0) /* it ends the words of the row above */
    return list->rows > 0 && !own;
  list->words++;
  list->sums = !goes_on && corpus_layout_matches("history-sum", text);
  return g_unichar_isalpha(g_utf8_get_char(text)) && list->words <= MOST_WORDS;
}

/* Are the figures of a row points and maximum, and a percentage that is that of the points, in the
 * columns of the rows before? */
static bool
take_figures(List *list, const CorpusFigure *figures, guint count, double *points, double *max) {
  *points = figures[list->max_first ? 1 : 0].value;
  *max = figures[list->max_first ? 0 : 1].value;
  if (list->columns == 0)
    list->columns = count;
  return count == list->columns && count >= PAIR && count <= PAIR + 1 && !figures[0].percent &&
         !figures[1].percent && *points <= *max &&
         (count == PAIR || corpus_percent_fits(*points, *max, figures[PAIR].value));
}

/* Takes a line in: words, points and maximum, or both. *last: there are those of the sum row. */
static bool
take_line(List *list, const char *text, bool *last) {
  CorpusFigure figures[CORPUS_FIGURES_MAX] = {0};
  gsize bytes = 0;
  double points = 0, max = 0;
  guint count = corpus_figures_at_end(text, figures, &bytes);
  if (count != 0 && !take_figures(list, figures, count, &points, &max))
    return false;
  char *words = g_strndup(text, bytes);
  bool fits = bytes == 0 || take_words(list, words, count > 0);
  g_free(words);
  if (!fits || count == 0)
    return fits;
  double all = corpus_instrument_least_points();
  bool numbered = corpus_heading_without_number(text, NULL) != text; /* perhaps the next area's */
  *last = list->sums || (max == all && !numbered);
  if (list->words == 0)
    return false;
  if (*last)
    return list->rows >= FEWEST_ROWS && list->most == all && max == all &&
           corpus_scores_add_up(points, list->sum, list->rows + 1);
  list->words = 0;
  list->sum += points;
  list->most += max;
  list->rows++;
  return list->most <= all;
}

/* Is there a list of an area's questions from `at` on, with its sums at the end, in columns of that
 * order? *last: the line of these; *columns: how many there are. */
static bool
is_list(const GPtrArray *lines, guint at, bool max_first, guint *last, guint *columns) {
  List list = {.max_first = max_first};
  bool ends = false;
  while (at < lines->len && !ends) {
    if (!take_line(&list, corpus_line_text(lines, at), &ends))
      return false;
    *last = at;
    at = corpus_line_next_text(lines, at + 1, lines->len);
  }
  *columns = list.columns;
  return ends;
}

/* Does a head stand above the line already, or above the title of the area? */
static bool
has_head(const GPtrArray *lines, guint at) {
  CorpusScoreHead head = {0};
  for (guint seen = 0; at > 0 && seen < HEAD_LINES; at--) {
    if (corpus_score_head_at(lines, at - 1, &head))
      return true;
    seen += *corpus_line_text(lines, at - 1) != '\0';
  }
  return false;
}

/* ---- matrices ---- */

typedef struct {
  unsigned area;
  gsize text_bytes; /* before the cells */
  guint count;      /* of questions, those without points included */
  guint sum;        /* index of the cell with the area's points */
  CorpusPoints cells[MOST_CELLS];
} Row;

/* The cells that end a line ("10/15 13/20 – 59/100"). */
static void
read_cells(const char *text, Row *row) {
  GMatchInfo *match = NULL;
  if (strchr(text, '/') == NULL) /* few lines have any */
    return;
  g_regex_match(corpus_layout_pattern("matrix-cell"), text, 0, &match);
  for (; g_match_info_matches(match) && row->count < MOST_CELLS; g_match_info_next(match, NULL)) {
    int start = 0;
    if (row->count == 0 && g_match_info_fetch_pos(match, 0, &start, NULL))
      row->text_bytes = (gsize)start;
    row->cells[row->count++] = corpus_layout_points_in(match);
  }
  g_match_info_free(match);
}

/* Is the line a row with all that must hold? The area's own points stand first or last. */
static bool
read_row(const GPtrArray *lines, guint at, Row *row) {
  const char *text = corpus_line_text(lines, at);
  int points = 0, max = 0, all = (int)corpus_instrument_least_points();
  guint questions = 0;
  *row = (Row){0};
  read_cells(text, row);
  if (row->count < FEWEST_ROWS + 1 || row->text_bytes == 0)
    return false;
  row->sum = row->cells[0].max == all ? 0 : row->count - 1;
  for (guint i = 0; i < row->count; i++) {
    CorpusPoints cell = row->cells[i];
    if (cell.points > cell.max)
      return false;
    if (i == row->sum || cell.points < 0)
      continue;
    points += cell.points;
    max += cell.max;
    questions++;
  }
  if (questions < FEWEST_ROWS || max != all || row->cells[row->sum].max != all ||
      !corpus_scores_add_up(row->cells[row->sum].points, points, questions + 1))
    return false;
  char *name = g_strchomp(g_strndup(text, row->text_bytes));
  row->area = corpus_score_area_of(name);
  g_free(name);
  return row->area != 0;
}

/* How many lines from `at` on are rows, each of a later area than the one above it? */
static guint
count_rows(const GPtrArray *lines, guint at) {
  Row row = {0};
  guint count = 0;
  for (unsigned area = 0; at < lines->len && read_row(lines, at, &row) && row.area > area;
       at = corpus_line_next_text(lines, at + 1, lines->len)) {
    area = row.area;
    count++;
  }
  return count;
}

G_GNUC_PRINTF(3, 4)
static void
add_line(GPtrArray *lines, const CorpusLine *source, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  CorpusLine *line = line_like(source, text);
  line->table = line->row = 0;
  g_ptr_array_add(lines, line);
  g_free(text);
}

/* Adds the row as the table of its area. */
static void
add_table(GPtrArray *lines, const CorpusLine *source, const Row *row) {
  char *name = g_strchomp(g_strndup(source->text, row->text_bytes));
  guint number = 0;
  add_line(lines, source, "%s", name);
  add_line(lines, source, "%s", CORPUS_SCORES_HEAD);
  for (guint i = 0; i < row->count; i++) {
    if (i == row->sum)
      continue;
    number++;
    if (row->cells[i].points >= 0)
      add_line(lines, source, "%u.%u %d %d", row->area, number, row->cells[i].points,
               row->cells[i].max);
  }
  add_line(lines, source, "Summa %d %d", row->cells[row->sum].points, row->cells[row->sum].max);
  g_free(name);
}

/* ---- both ---- */

/* Heads that no list of words has ("Kan ge", "Fick") stand right above the first row, over its
 * figures. */
static void
forget_head(const GPtrArray *lines, guint row) {
  const CorpusLine *first = corpus_line_at(lines, row);
  for (guint seen = 0; seen < HEAD_LINES && row > 0; seen++, row--) {
    CorpusLine *line = g_ptr_array_index(lines, row - 1);
    bool over = line->page == first->page && line->left > (first->left + first->right) / 2 &&
                line->top >= first->top - HEAD_HEIGHT * first->size && line->top < first->top;
    if (over)
      corpus_line_set_text(line, g_strdup(""));
    else if (*line->text != '\0')
      break;
  }
}

/* Gives the list that begins at the line its head; returns its last line, or the line. */
static guint
head_list(CorpusLines *lines, guint at) {
  static const char *const heads[2][2] = {
      {CORPUS_SCORES_HEAD, CORPUS_SCORES_HEAD " Procent"},
      {"Fråga Max Poäng", "Fråga Max Poäng Procent"},
  };
  guint last = at, columns = 0;
  bool points_first = is_list(lines->lines, at, false, &last, &columns);
  if ((!points_first && !is_list(lines->lines, at, true, &last, &columns)) ||
      has_head(lines->lines, at))
    return at;
  forget_head(lines->lines, at);
  GPtrArray *made = g_ptr_array_new();
  g_ptr_array_add(made, line_like(corpus_line_at(lines->lines, at),
                                  heads[points_first ? 0 : 1][columns > PAIR ? 1 : 0]));
  corpus_lines_replace(lines, at, 0, made);
  g_ptr_array_unref(made);
  return last + 1;
}

/* Writes the matrix that begins at the line as tables; returns the last line of them, or the line.
 */
static guint
write_matrix(CorpusLines *lines, guint at) {
  guint rows = count_rows(lines->lines, at), end = at;
  if (rows < FEWEST_AREAS)
    return at;
  GPtrArray *made = g_ptr_array_new();
  for (Row row = {0}; rows > 0; rows--) {
    guint line = corpus_line_next_text(lines->lines, end, lines->lines->len);
    if (read_row(lines->lines, line, &row))
      add_table(made, corpus_line_at(lines->lines, line), &row);
    end = line + 1;
  }
  guint last = at + made->len - 1;
  corpus_lines_replace(lines, at, end - at, made);
  g_ptr_array_unref(made);
  return last;
}

void
corpus_score_lists_take_apart(CorpusLines *lines) {
  for (guint at = 0; at < lines->lines->len; at++) {
    guint last = head_list(lines, at);
    at = last > at ? last : write_matrix(lines, at);
  }
}
