/* corpus/reading/scores/score_rows.c: reads the rows of a score table, however they were split into
 * lines. */
#include "corpus/reading/scores/score_rows.h"

#include <math.h>
#include <string.h>

#include "corpus/reading/lines/trailing_figures.h"
#include "corpus/reading/lines/layout_words.h"

/* A row is spread over few lines, and shorter than running text. */
#define LONGEST_ROW_LINES 10
#define LONGEST_CELL_CHARS 180
#define MOST_ROWS 30
#define AREA_POINTS 100

typedef struct {
  const GPtrArray *lines;
  CorpusScoreTable *table;
  guint columns;       /* figures a row; 0 = not known yet */
  bool numbered;       /* rows begin with "1.1" */
  CorpusScoreRow *row; /* the row being read, owned by the table; NULL = none yet */
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  guint count;
  guint row_lines;
  CorpusFigure sum[CORPUS_FIGURES_MAX];
  guint sum_count;
} Reader;

static const char *
text_at(const GPtrArray *lines, guint at) {
  return corpus_line_text(lines, at);
}

/* The next line that is not an empty paragraph, from `at`; lines->len if there is none. */
static guint
next_text(const GPtrArray *lines, guint at) {
  return corpus_line_next_text(lines, at, lines->len);
}

static GRegex *
row_pattern(void) {
  static GRegex *pattern = NULL;
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    pattern =
        g_regex_new("^(\\d{1,2})\\.\\s?(\\d{1,2})\\.?(?:\\s+(\\S.*))?$", G_REGEX_OPTIMIZE, 0, NULL);
    g_once_init_leave(&done, 1);
  }
  return pattern;
}

bool
corpus_score_row_start(const char *text, unsigned *area, unsigned *number, gsize *rest_bytes) {
  GMatchInfo *match = NULL;
  bool found = g_regex_match(row_pattern(), text, 0, &match);
  if (found) {
    char *first = g_match_info_fetch(match, 1);
    char *second = g_match_info_fetch(match, 2);
    int start = -1;
    *area = (unsigned)g_ascii_strtoull(first, NULL, 10);
    *number = (unsigned)g_ascii_strtoull(second, NULL, 10);
    if (!g_match_info_fetch_pos(match, 3, &start, NULL) || start < 0)
      start = (int)strlen(text);
    *rest_bytes = (gsize)start;
    g_free(first);
    g_free(second);
  }
  g_match_info_free(match);
  return found && *area > 0 && *number > 0 && *number <= MOST_ROWS;
}

/* Is this the row that comes next in the table (a row may be missing)? */
static bool
starts_row(const Reader *reader, const char *text, unsigned *number, gsize *rest_bytes) {
  unsigned area = 0;
  if (!corpus_score_row_start(text, &area, number, rest_bytes) || area != reader->table->area)
    return false;
  return reader->row == NULL ||
         (*number > reader->row->number && *number <= reader->row->number + 3);
}

/* Do the figures agree: is the percentage that of score and max, but for rounding? */
static bool
percent_fits(double score, double max, double percent) {
  return max > 0 && percent * max / 100 >= score - 0.5 - max / 200 &&
         percent * max / 100 <= score + 0.5 + max / 200;
}

/* Of more than two figures at a line's end, how many are the row's; the others end its text. */
static guint
row_figures(const Reader *reader, const CorpusFigure *figures, guint count) {
  if (reader->columns != 0)
    return MIN(count, reader->columns);
  if (count < 3)
    return count;
  const CorpusFigure *last = figures + count - 3;
  return last[2].percent || percent_fits(last[0].value, last[1].value, last[2].value) ? 3 : 2;
}

static bool
row_complete(const Reader *reader) {
  return reader->count >= (reader->columns != 0 ? reader->columns : 3);
}

static int
figure(Reader *reader, const CorpusFigure *figures, guint count, guint column) {
  return column < count ? corpus_figure_round(figures[column], &reader->table->decimals) : -1;
}

static void
finish_row(Reader *reader) {
  if (reader->row == NULL)
    return;
  if (reader->count >= 2) {
    reader->row->score = figure(reader, reader->figures, reader->count, 0);
    reader->row->max = figure(reader, reader->figures, reader->count, 1);
    reader->row->percent = figure(reader, reader->figures, reader->count, 2);
    if (reader->columns == 0)
      reader->columns = reader->count;
  }
  reader->count = 0;
  reader->row_lines = 0;
}

static void
start_row(Reader *reader, unsigned number) {
  finish_row(reader);
  reader->row = g_new0(CorpusScoreRow, 1);
  reader->row->number = number;
  reader->row->lines = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  reader->row->score = reader->row->max = reader->row->percent = -1;
  g_ptr_array_add(reader->table->rows, reader->row);
}

/* Keeps a piece of the row's text as a line of its own, so that it is joined like other text. */
static void
add_text(Reader *reader, guint at, const char *text, gsize text_bytes, bool whole) {
  if (text_bytes == 0)
    return;
  const CorpusLine *source = g_ptr_array_index(reader->lines, at);
  char *piece = g_strndup(text, text_bytes);
  CorpusLine *line = corpus_line_new(g_strstrip(piece), source->page, source->number);
  line->ends_with_space = whole ? source->ends_with_space : true;
  g_ptr_array_add(reader->row->lines, line);
  g_free(piece);
}

static void
add_figures(Reader *reader, const CorpusFigure *figures, guint count) {
  for (guint i = 0; i < count && reader->count < CORPUS_FIGURES_MAX; i++)
    reader->figures[reader->count++] = figures[i];
}

/* How many figures stand on the lines after `at` that hold nothing else. */
static guint
figures_below(const Reader *reader, guint at) {
  guint alone = 0;
  for (at = next_text(reader->lines, at + 1); at < reader->lines->len;
       at = next_text(reader->lines, at + 1)) {
    CorpusFigure figures[CORPUS_FIGURES_MAX];
    gsize before = 0;
    guint here = corpus_figures_at_end(text_at(reader->lines, at), figures, &before);
    if (here == 0 || before > 0)
      break;
    alone += here;
  }
  return alone;
}

/* A line of a row's text, perhaps with figures at its end. One figure alone may belong to the text
 * ("Agenda 21"): it counts where the lines that follow bring exactly the others. */
static void
read_text(Reader *reader, guint at, const char *text) {
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  gsize text_bytes = 0;
  guint count = corpus_figures_at_end(text, figures, &text_bytes);
  guint own = reader->count > 0 ? 0 : row_figures(reader, figures, count);
  guint wanted = reader->columns != 0 ? reader->columns : 3;
  if (own == 1 && figures_below(reader, at) % wanted != wanted - 1)
    own = 0;
  if (own < count)
    text_bytes = own > 0 ? figures[count - own].start_bytes : strlen(text);
  add_text(reader, at, text, text_bytes, own == 0);
  add_figures(reader, figures + count - own, own);
}

/* A line of figures alone: the row's, then the sum row's. */
static void
read_figures(Reader *reader, const CorpusFigure *figures, guint count) {
  bool sum_for_row = reader->row != NULL && reader->count == 0 && count >= 2 &&
                     figures[1].value >= AREA_POINTS && reader->table->rows->len > 1;
  if (!row_complete(reader) && !sum_for_row && reader->sum_count == 0) {
    guint wanted = (reader->columns != 0 ? reader->columns : 3) - reader->count;
    guint own = MIN(count, wanted);
    add_figures(reader, figures, own);
    figures += own;
    count -= own;
  }
  for (guint i = 0; i < count && reader->sum_count < CORPUS_FIGURES_MAX; i++)
    reader->sum[reader->sum_count++] = figures[i];
}

static bool
sum_complete(const Reader *reader) {
  return reader->sum_count >= (reader->columns != 0 ? reader->columns : 2);
}

/* Does the text go on with a row that has its figures already ("11 15 75%" before the last line)?
 */
static bool
goes_on(const Reader *reader, const char *text) {
  if (reader->row == NULL || reader->row->lines->len == 0)
    return false;
  const CorpusLine *last = g_ptr_array_index(reader->row->lines, reader->row->lines->len - 1);
  if (g_str_has_suffix(last->text, "?") || g_str_has_suffix(last->text, "."))
    return false;
  return g_unichar_islower(g_utf8_get_char(text)) || g_str_has_suffix(last->text, "-") ||
         g_str_has_suffix(last->text, ",");
}

/* Takes one line; false where it is no part of the table any more. */
static bool
read_line(Reader *reader, guint at) {
  const char *text = text_at(reader->lines, at);
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  unsigned number = 0;
  gsize rest_bytes = 0, text_bytes = 0;
  if (reader->sum_count == 0 && reader->numbered &&
      starts_row(reader, text, &number, &rest_bytes)) {
    start_row(reader, number);
    read_text(reader, at, text + rest_bytes);
    return true;
  }
  guint count = corpus_figures_at_end(text, figures, &text_bytes);
  char *before = g_strndup(text, text_bytes);
  bool sums = count > 0 && text_bytes > 0 && reader->row != NULL &&
              corpus_layout_matches("score-sum", before);
  g_free(before);
  if (sums || (count > 0 && text_bytes == 0)) {
    if (sums)
      reader->count = MAX(reader->count, reader->columns);
    read_figures(reader, figures, count);
    return true;
  }
  if (reader->sum_count > 0 || corpus_layout_matches("score-header", text))
    return false;
  bool full = row_complete(reader) || (reader->columns == 0 && reader->count >= 2);
  if (!reader->numbered && (reader->row == NULL || (full && !goes_on(reader, text)))) {
    if (g_utf8_strlen(text, -1) > LONGEST_CELL_CHARS)
      return false;
    start_row(reader, reader->table->rows->len + 1);
  } else if (full && !goes_on(reader, text)) {
    return false;
  }
  if (reader->row == NULL || ++reader->row_lines > LONGEST_ROW_LINES)
    return false;
  read_text(reader, at, text);
  return true;
}

static void
drop_rows_without_figures(CorpusScoreTable *table) {
  while (table->rows->len > 0) {
    const CorpusScoreRow *last = g_ptr_array_index(table->rows, table->rows->len - 1);
    if (last->score >= 0)
      break;
    g_ptr_array_remove_index(table->rows, table->rows->len - 1);
  }
}

static void
read_rows(Reader *reader, guint at) {
  guint last_good = reader->table->last;
  for (; at < reader->lines->len && !sum_complete(reader); at = next_text(reader->lines, at + 1)) {
    if (!read_line(reader, at))
      break;
    if (reader->count > 0 || reader->sum_count > 0)
      last_good = at;
  }
  finish_row(reader);
  if (reader->sum_count >= 2) {
    CorpusScoreTable *table = reader->table;
    table->score = figure(reader, reader->sum, reader->sum_count, 0);
    table->max = figure(reader, reader->sum, reader->sum_count, 1);
    table->percent = figure(reader, reader->sum, reader->sum_count, 2);
  } else if (!reader->numbered) {
    drop_rows_without_figures(reader->table);
  }
  reader->table->last = last_good;
}

void
corpus_score_rows_read(const GPtrArray *lines, guint at, guint columns, bool numbered,
                       CorpusScoreTable *table) {
  Reader reader = {.lines = lines, .table = table, .columns = columns, .numbered = numbered};
  read_rows(&reader, at);
}
