/* corpus/reading/lines/layout_tables.c: tables that only lay out a text are taken apart.
 *
 * Word processors' tables hold more than tables: a bar with the number, name and points of an area;
 * a row with a question and its points, above running text; boxes with text in them; a question a
 * row, with its points in one cell and what is said of it in another. What such a table holds are
 * headings with points, running text and small tables of items, and as those its lines are read
 * once its frame is gone. A table whose cells hold no running text, and which has more than a row,
 * is one. */
#include "corpus/reading/lines/page_text.h"

#include <string.h>

#include "corpus/reading/lines/layout_words.h"

enum {
  PROSE_CHARS = 90,      /* a paragraph of running text in a cell, at least */
  TITLE_CHARS = 240,     /* a question in a cell, at most */
  MOST_FIGURE_CELLS = 4, /* of a row: points, maximum, percentage */
  MOST_CELLS = 8         /* of a row that holds running text */
};

/* Lines that are one cell, one row, or one table: [first, end). */
typedef struct {
  guint first, end;
} Span;

static CorpusLine *
line_at(const GPtrArray *lines, guint i) {
  return g_ptr_array_index(lines, i);
}

static Span
cell_at(const GPtrArray *lines, guint first, guint end) {
  const CorpusLine *line = line_at(lines, first);
  Span cell = {first, first + 1};
  while (cell.end < end && line_at(lines, cell.end)->row == line->row &&
         line_at(lines, cell.end)->column == line->column)
    cell.end++;
  return cell;
}

static Span
row_at(const GPtrArray *lines, guint first, guint end) {
  Span row = {first, first + 1};
  while (row.end < end && line_at(lines, row.end)->row == line_at(lines, first)->row)
    row.end++;
  return row;
}

/* The text of lines in one piece; the halves of a broken word are joined. The caller frees it. */
static char *
text_of(const GPtrArray *lines, Span span) {
  GString *text = g_string_new(NULL);
  for (guint i = span.first; i < span.end; i++)
    corpus_join_title(text, corpus_line_text(lines, i));
  return g_string_free(text, FALSE);
}

/* ---- what a row is ---- */

/* Whether running text stands in the lines: a long paragraph that ends with a full stop. */
static bool
has_prose(const GPtrArray *lines, Span span) {
  for (guint i = span.first; i < span.end;) {
    Span paragraph = {i, i + 1};
    unsigned number = line_at(lines, i)->paragraph;
    while (number != 0 && paragraph.end < span.end &&
           line_at(lines, paragraph.end)->paragraph == number)
      paragraph.end++;
    char *text = text_of(lines, paragraph);
    bool prose = g_utf8_strlen(text, -1) >= PROSE_CHARS && g_str_has_suffix(text, ".") &&
                 !corpus_layout_has_bullet(text);
    g_free(text);
    if (prose)
      return true;
    i = paragraph.end;
  }
  return false;
}

/* A row that is a title with its points: the title's lines, with what is printed before it ("1"),
 * up to `end`; the points stand there as well, or in the cells behind what is said. */
typedef struct {
  char *title; /* NULL = it is none; owned */
  CorpusPoints points;
  guint end;
  Span behind;
} TitleRow;

/* Is the text a title, or the number before one? */
static bool
may_be_title(const char *text) {
  glong chars = g_utf8_strlen(text, -1);
  return chars > 0 && chars <= TITLE_CHARS && !corpus_layout_has_bullet(text) &&
         (g_unichar_isupper(g_utf8_get_char(text)) || g_ascii_isdigit(*text)) &&
         !g_str_has_suffix(text, ".");
}

/* A whole row in one line: "1.1 Finns en plan? 9 15". */
static TitleRow
title_in_line(const char *text) {
  TitleRow row = {.points = {-1, -1}};
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  gsize before = 0;
  bool decimals = false;
  guint count = corpus_figures_at_end(text, figures, &before);
  if (count < 2 || count > MOST_FIGURE_CELLS || before == 0 || figures[0].percent ||
      figures[1].percent)
    return row;
  int first = corpus_figure_round(figures[0], &decimals),
      second = corpus_figure_round(figures[1], &decimals);
  row.points = (CorpusPoints){MIN(first, second), MAX(first, second)};
  row.title = g_strndup(text, before);
  return row;
}

/* Points and maximum, in one cell or in two. */
static bool
points_of_cells(const char *before, const char *last, CorpusPoints *points) {
  if (corpus_layout_cell_points(last, points))
    return true;
  char *both = g_strdup_printf("%s/%s", before, last);
  bool are = corpus_layout_cell_points(both, points) && points->points <= points->max;
  g_free(both);
  return are;
}

/* A title, what is said of it in further cells, and its points in the last ones. */
static TitleRow
title_over_text(const GPtrArray *lines, Span row) {
  Span cells[MOST_CELLS];
  guint count = 0;
  TitleRow found = {.points = {-1, -1}};
  for (guint at = row.first; at < row.end && count < MOST_CELLS; at = cells[count++].end)
    cells[count] = cell_at(lines, at, row.end);
  if (count < 2 || cells[count - 1].end != row.end)
    return found;
  char *title = text_of(lines, cells[0]), *before = text_of(lines, cells[count - 2]),
       *last = text_of(lines, cells[count - 1]);
  if (may_be_title(title) && points_of_cells(count > 2 ? before : "", last, &found.points)) {
    bool two = corpus_figures_alone(before);
    found.end = cells[0].end;
    found.behind = (Span){cells[count - (two ? 2 : 1)].first, row.end};
    found.title = g_steal_pointer(&title);
  }
  g_free(title);
  g_free(before);
  g_free(last);
  return found;
}

static TitleRow
title_row(const GPtrArray *lines, Span row) {
  TitleRow found = {.points = {-1, -1}, .end = row.end};
  if (line_at(lines, row.first)->column == 0) {
    found = title_in_line(corpus_line_text(lines, row.first));
    found.end = row.first + 1;
    return found;
  }
  GString *title = g_string_new(NULL);
  bool whole = false;
  for (guint at = row.first, cells = 0; at < row.end && !whole && cells < 3; cells++) {
    Span cell = cell_at(lines, at, row.end);
    char *text = text_of(lines, cell);
    whole = cells > 0 && corpus_layout_cell_points(text, &found.points);
    bool number = title->len > 0 && strspn(title->str, "0123456789.") == title->len;
    bool part = !whole && may_be_title(text) && (cells == 0 || number);
    if (part)
      g_string_append_printf(title, "%s%s", title->len > 0 ? " " : "", text);
    g_free(text);
    at = found.end = cell.end;
    if (!part && !whole)
      break;
  }
  found.title = g_string_free(title, !whole);
  return whole ? found : title_over_text(lines, row);
}

/* ---- tables are taken apart ---- */

static void
free_of_table(CorpusLine *line) {
  line->table = line->row = line->column = 0;
}

/* The lines lose their text, all but line `kept`. */
static void
empty_lines(GPtrArray *lines, Span span, guint kept) {
  for (guint i = span.first; i < span.end; i++) {
    free_of_table(line_at(lines, i));
    if (i != kept)
      corpus_line_set_text(line_at(lines, i), g_strdup(""));
  }
}

/* The lines become one: a heading with its points. */
static void
make_heading(GPtrArray *lines, guint first, const TitleRow *row) {
  CorpusLine *line = line_at(lines, first);
  corpus_line_set_text(line, corpus_layout_title_with_points(row->title, row->points));
  line->kind = CORPUS_LINE_HEADING;
  empty_lines(lines, (Span){first, row->end}, first);
  empty_lines(lines, row->behind, first);
}

static bool
is_sum(const char *title) {
  return corpus_layout_matches("score-sum", title) ||
         (corpus_layout_matches("rubrics-sum", title) && g_utf8_strlen(title, -1) < 40);
}

/* The sums of an area stand before its questions, as other headings would have them. */
static void
move_sum(GPtrArray *lines, guint to, guint first, const TitleRow *row) {
  if (to != first) {
    CorpusLine *line = line_at(lines, to);
    corpus_line_set_text(line,
                         g_strdup_printf("%d av %d poäng", row->points.points, row->points.max));
    free_of_table(line);
    line->kind = CORPUS_LINE_TEXT;
  }
  empty_lines(lines, (Span){first, row->end}, to);
  empty_lines(lines, row->behind, to);
}

/* Do the cells of a row begin with words over columns of items? Then the row is a table. */
static bool
is_items_row(const GPtrArray *lines, Span row) {
  bool any = false;
  for (guint at = row.first; at < row.end;) {
    Span cell = cell_at(lines, at, row.end);
    if (!corpus_layout_columns(corpus_line_text(lines, at), NULL))
      return false;
    any = true;
    at = cell.end;
  }
  return any;
}

/* Takes a table apart; *tables: the highest number of one, of which those of items that stood in
 * it get further ones. */
static void
take_apart(GPtrArray *lines, Span table, unsigned *tables) {
  guint head = table.first;
  for (guint at = table.first; at < table.end;) {
    Span row = row_at(lines, at, table.end);
    bool items = is_items_row(lines, row);
    unsigned own = items ? ++*tables : 0;
    TitleRow title = title_row(lines, row);
    at = row.end;
    if (items) {
      for (guint i = row.first; i < row.end; i++)
        line_at(lines, i)->table = own;
      continue;
    }
    if (title.title != NULL && is_sum(title.title))
      move_sum(lines, head, row.first, &title);
    else if (title.title != NULL)
      make_heading(lines, row.first, &title);
    bool over = title.title == NULL && row.first == table.first && !has_prose(lines, row) &&
                row.end < table.end;
    for (guint i = row.first; i < row.end; i++) {
      free_of_table(line_at(lines, i));
      if (over) /* words over the columns */
        corpus_line_set_text(line_at(lines, i), g_strdup(""));
    }
    g_free(title.title);
  }
}

/* Is the table one that only lays out a text? */
static bool
only_lays_out(const GPtrArray *lines, Span table) {
  guint rows = 0, titles = 0;
  Span first = row_at(lines, table.first, table.end);
  if (is_items_row(lines, first))
    return false;
  for (guint at = table.first; at < table.end; rows++) {
    Span row = row_at(lines, at, table.end);
    TitleRow title = title_row(lines, row);
    titles += title.title != NULL ? 1 : 0;
    g_free(title.title);
    at = row.end;
  }
  return titles > 0 && (rows == 1 || has_prose(lines, table));
}

void
corpus_layout_tables_take_apart(CorpusLines *lines) {
  GPtrArray *all = lines->lines;
  unsigned tables = 0;
  for (guint i = 0; i < all->len; i++)
    tables = MAX(tables, line_at(all, i)->table);
  for (guint first = 0, end = 0; first < all->len; first = end) {
    unsigned table = line_at(all, first)->table;
    for (end = first + 1; end < all->len && line_at(all, end)->table == table;)
      end++;
    if (table != 0 && only_lays_out(all, (Span){first, end}))
      take_apart(all, (Span){first, end}, &tables);
  }
}
