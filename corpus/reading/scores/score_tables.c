/* corpus/reading/scores/score_tables.c: finds the score tables of a report. */
#include "corpus/reading/scores/score_tables.h"

#include <string.h>

#include "corpus/reading/lines/trailing_figures.h"
#include "corpus/reading/lines/layout_words.h"
#include "corpus/reading/scores/score_rows.h"

/* A title or a head is spread over few lines. */
#define TITLE_LINES 3
#define HEAD_LINES 4
#define LONGEST_TITLE_CHARS 90
#define AREA_POINTS 100

static const char *
text_at(const GPtrArray *lines, guint at) {
  return corpus_line_text(lines, at);
}

/* The next line that is not an empty paragraph, from `at`; lines->len if there is none. */
static guint
next_text(const GPtrArray *lines, guint at) {
  return corpus_line_next_text(lines, at, lines->len);
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

/* The head of a table may stand on one line, after a title, or a cell a line. Returns the first
 * line after it, 0 if there is none at `at`. */
static guint
header_end(const GPtrArray *lines, guint at, guint *columns, gsize *title_bytes) {
  GString *joined = g_string_new(NULL);
  guint end = 0;
  GRegex *pattern = corpus_layout_pattern("score-header");
  for (guint i = at, taken = 0; i < lines->len && taken < HEAD_LINES && end == 0;
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
  if (!corpus_score_row_start(text_at(lines, at), &area, &number, &rest) || number != 1)
    return false;
  CorpusScoreTable *table = table_new(at);
  table->area = area;
  corpus_score_rows_read(lines, at, 0, true, table);
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
      corpus_score_row_start(text_at(lines, next), &area, &number, &rest)) {
    read_title_sum(table, text_at(lines, row));
    row = next;
  }
  bool numbered =
      row < lines->len && corpus_score_row_start(text_at(lines, row), &area, &number, &rest);
  table->area = numbered ? area : title_area != 0 ? title_area : below;
  int title_sum[] = {table->score, table->max, table->percent};
  corpus_score_rows_read(lines, row, *columns, numbered, table);
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
