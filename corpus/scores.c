/* corpus/scores.c: reads score tables, however their rows were split into lines. */
#include "corpus/scores.h"

#include <math.h>
#include <string.h>

#include "corpus/figures.h"
#include "corpus/layout.h"

/* A title, a head or a row is spread over few lines. */
#define TITLE_LINES 3
#define LONGEST_ROW_LINES 10
#define LONGEST_TITLE_CHARS 90
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
  return ((const CorpusLine *)g_ptr_array_index(lines, at))->text;
}

/* The next line that is not an empty paragraph, from `at`; lines->len if there is none. */
static guint
next_text(const GPtrArray *lines, guint at) {
  while (at < lines->len && *text_at(lines, at) == '\0')
    at++;
  return at;
}

static void
row_free(gpointer data) {
  CorpusScoreRow *row = data;
  g_ptr_array_unref(row->lines);
  g_free(row);
}

void
corpus_score_table_free(CorpusScoreTable *table) {
  if (table == NULL)
    return;
  g_ptr_array_unref(table->rows);
  g_free(table);
}

static CorpusScoreTable *
table_new(guint first) {
  CorpusScoreTable *table = g_new0(CorpusScoreTable, 1);
  table->first = table->last = first;
  table->rows = g_ptr_array_new_with_free_func(row_free);
  table->score = table->max = table->percent = -1;
  return table;
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

/* "1.3 Hur informeras …": the numbers and where the text begins. */
static bool
parse_row_start(const char *text, unsigned *area, unsigned *number, gsize *rest_bytes) {
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
  if (!parse_row_start(text, &area, number, rest_bytes) || area != reader->table->area)
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
    if (g_utf8_strlen(text, -1) > 2 * LONGEST_TITLE_CHARS)
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

/* Reads rows from `at` on; leaves the index of the last line that was the table's. */
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

/* The head of a table may stand on one line, after a title, or a cell a line. Returns the first
 * line after it, 0 if there is none at `at`. */
static guint
header_end(const GPtrArray *lines, guint at, guint *columns, gsize *title_bytes) {
  GString *joined = g_string_new(NULL);
  guint end = 0;
  GRegex *pattern = corpus_layout_pattern("score-header");
  for (guint i = at, taken = 0; i < lines->len && taken < 4 && end == 0;
       i = next_text(lines, i + 1)) {
    const char *text = text_at(lines, i);
    bool cell = corpus_layout_matches("score-header-cell", text);
    if (taken > 0 && !cell)
      break;
    g_string_append_printf(joined, "%s%s", joined->len > 0 ? " " : "", text);
    taken++;
    GMatchInfo *match = NULL;
    guint after = next_text(lines, i + 1);
    if (g_regex_match(pattern, joined->str, 0, &match) &&
        !(after < lines->len &&
          corpus_layout_matches("score-header-cell", text_at(lines, after)))) {
      int start = 0;
      char *percent = g_match_info_fetch_named(match, "percent");
      g_match_info_fetch_pos(match, 0, &start, NULL);
      *columns = percent != NULL && *percent != '\0' ? 3 : 2;
      *title_bytes = (gsize)start;
      end = i + 1;
      g_free(percent);
    }
    g_match_info_free(match);
    if (!cell)
      break;
  }
  g_string_free(joined, TRUE);
  return end;
}

/* A table's title begins with the area's number ("1. ", "4 "); it may wrap before the head. */
static bool
begins_title(const char *text, unsigned *area) {
  char *number = NULL;
  const char *title = corpus_heading_without_number(text, &number);
  gunichar first = g_utf8_get_char(title);
  bool begins = *number != '\0' && strchr(number, '.') == NULL && g_unichar_isupper(first) &&
                g_utf8_strlen(text, -1) <= LONGEST_TITLE_CHARS;
  if (begins)
    *area = (unsigned)g_ascii_strtoull(number, NULL, 10);
  g_free(number);
  return begins;
}

/* The line where the title of a table begins whose head stands at `header`; header itself if it has
 * none. floor: what is before belongs to something else. */
static guint
title_start(const GPtrArray *lines, guint header, guint floor, unsigned *area) {
  guint at = header, taken = 0;
  if (begins_title(text_at(lines, at), area))
    return at;
  while (at > floor && taken < TITLE_LINES) {
    at--;
    if (*text_at(lines, at) == '\0')
      continue;
    if (begins_title(text_at(lines, at), area))
      return at;
    taken++;
  }
  return header;
}

/* Do numbered rows begin at `at`, two of them with figures, without any head? */
static bool
rows_begin(const GPtrArray *lines, guint at) {
  unsigned area = 0, number = 0;
  gsize rest = 0;
  if (!parse_row_start(text_at(lines, at), &area, &number, &rest) || number != 1)
    return false;
  CorpusScoreTable *table = table_new(at);
  Reader reader = {.lines = lines, .table = table, .numbered = true};
  table->area = area;
  read_rows(&reader, at);
  guint good = 0;
  for (guint i = 0; i < table->rows->len; i++) {
    const CorpusScoreRow *row = g_ptr_array_index(table->rows, i);
    good += row->score >= 0 && row->score <= row->max ? 1 : 0;
  }
  bool begin = good >= 2 && good == table->rows->len;
  corpus_score_table_free(table);
  return begin;
}

/* "1. Offentlighet och demokrati 79 100 79%" above the rows: the sum row before them. */
static void
read_title_sum(CorpusScoreTable *table, const char *title) {
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  guint count = corpus_figures_at_end(title, figures, NULL);
  if (table->score >= 0 || count < 2 || figures[1].value < AREA_POINTS)
    return;
  table->score = corpus_figure_round(figures[0], &table->decimals);
  table->max = corpus_figure_round(figures[1], &table->decimals);
  table->percent = count > 2 ? corpus_figure_round(figures[2], &table->decimals) : -1;
}

/* A table at `at`, or NULL. */
static CorpusScoreTable *
table_at(const GPtrArray *lines, guint at, guint floor, guint *columns) {
  guint head_columns = 0;
  gsize title_bytes = 0;
  guint after = header_end(lines, at, &head_columns, &title_bytes);
  if (after == 0 && !rows_begin(lines, at))
    return NULL;
  CorpusScoreTable *table = table_new(at);
  unsigned area = 0, number = 0, title_area = 0;
  gsize rest = 0;
  guint row = after == 0 ? at : next_text(lines, after);
  if (after != 0) {
    *columns = head_columns;
    table->first = title_start(lines, at, floor, &title_area);
    table->last = after - 1;
  } else if (at > floor) {
    guint above = at - 1;
    while (above > floor && *text_at(lines, above) == '\0')
      above--;
    if (begins_title(text_at(lines, above), &title_area)) {
      table->first = above;
      read_title_sum(table, text_at(lines, above));
    }
  }
  /* the head may be given once, above the title of the first area */
  unsigned below = 0;
  guint next = row < lines->len ? next_text(lines, row + 1) : lines->len;
  if (row < lines->len && next < lines->len && begins_title(text_at(lines, row), &below) &&
      parse_row_start(text_at(lines, next), &area, &number, &rest)) {
    read_title_sum(table, text_at(lines, row));
    row = next;
  }
  Reader reader = {.lines = lines, .table = table, .columns = *columns};
  reader.numbered = row < lines->len && parse_row_start(text_at(lines, row), &area, &number, &rest);
  table->area = reader.numbered ? area : title_area != 0 ? title_area : below;
  int title_sum[] = {table->score, table->max, table->percent};
  read_rows(&reader, row);
  if (table->score < 0) {
    table->score = title_sum[0];
    table->max = title_sum[1];
    table->percent = title_sum[2];
  }
  if (table->rows->len > 0)
    return table;
  corpus_score_table_free(table);
  return NULL;
}

GPtrArray *
corpus_scores_find(const GPtrArray *lines) {
  GPtrArray *tables = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_score_table_free);
  guint floor = 0, columns = 0;
  for (guint at = next_text(lines, 0); at < lines->len; at = next_text(lines, at + 1)) {
    CorpusScoreTable *table = table_at(lines, at, floor, &columns);
    if (table == NULL)
      continue;
    g_ptr_array_add(tables, table);
    at = table->last;
    floor = table->last + 1;
  }
  return tables;
}

static CorpusQuestionScore *
question_score(const CorpusScoreRow *row, unsigned area, const CorpusVocabulary *vocabulary,
               CorpusLexicon *lexicon) {
  CorpusQuestionScore *question = g_new0(CorpusQuestionScore, 1);
  g_snprintf(question->id, sizeof question->id, "%u.%u", area, row->number);
  question->text = row->lines->len > 0
                       ? corpus_join_lines(row->lines, 0, row->lines->len - 1, vocabulary, lexicon)
                       : g_strdup("");
  question->score = row->score;
  question->max = row->max;
  question->percent = row->percent;
  return question;
}

CorpusAreaScore *
corpus_scores_area(const CorpusScoreTable *table, const CorpusInstrument *instrument,
                   const CorpusVocabulary *vocabulary, CorpusLexicon *lexicon) {
  const CorpusArea *known = corpus_instrument_area(instrument, table->area);
  CorpusAreaScore *area = corpus_area_score_new(table->area, known != NULL ? known->name : "");
  area->score = table->score;
  area->max = table->max;
  area->percent = table->percent;
  for (guint i = 0; i < table->rows->len; i++)
    g_ptr_array_add(area->questions, question_score(g_ptr_array_index(table->rows, i), table->area,
                                                    vocabulary, lexicon));
  return area;
}
