/* corpus/reading/lines/prose_tables.c: tables with a column of running text, whose source knows no
 * tables but where each word stands.
 *
 * "Fråga | Poäng (max) | Bedömning": a question a row, its points beside it, and what is said of it
 * in a third cell. Read line by line, the cells of a row run into each other. The words over the
 * columns tell that there is such a table, and where its columns begin; a row begins with its
 * number or, where rows have none, with its points. What comes out is what a chapter has elsewhere:
 * a heading with points, and running text below. A table that does not begin so, as one whose cells
 * are centred, is left as it is. */
#include "corpus/reading/lines/page_text.h"

#include <math.h>
#include <string.h>

#include "corpus/reading/lines/layout_words.h"

#define SAME_ROW 0.35  /* in font sizes */
#define WIDE_GAP 0.9   /* in font sizes: between two pieces of a row */
#define EDGE_GAP 0.45  /* the same, where a column is known to begin */
#define TEXT_GAP 2.0   /* characters, in text that is laid out with spaces */
#define SAME_EDGE 3.0  /* points, or characters */
#define NEXT_LINE 1.8  /* in font sizes: no farther below stands the next line of a cell */
#define PROSE_CHARS 90 /* running text in a table, at least */
#define LONGEST_SUM 40 /* characters */

/* What stands between two wide gaps of a row. */
typedef struct {
  const CorpusLine *line;
  guint first, end; /* words of it */
  double left, right;
  char *text;
} Piece;

/* Lines that stand at one height, as pieces from the left. */
typedef struct {
  guint end;      /* the line after them */
  GArray *pieces; /* Piece */
  bool blank_before, starts_page;
} Row;

typedef enum { TITLE, POINTS, PROSE } Column;

typedef struct {
  GPtrArray *lines;
  GPtrArray *out;      /* CorpusLine * */
  double title, prose; /* where the columns begin */
  bool points_last, numbered;
  guint sum_at; /* in out: where the points of the area go */
  const CorpusLine *head;
  CorpusLine *heading; /* of the row that is being read; in out */
  GString *words;      /* its title */
  CorpusPoints points;
  guint rows;
  glong chars;        /* of running text */
  double top;         /* of the line before */
  unsigned paragraph; /* the highest number of one */
} Table;

/* ---- rows and their pieces ---- */

static void
piece_clear(gpointer data) {
  g_free(((Piece *)data)->text);
}

static const Piece *
piece_at(const Row *row, guint i) {
  return &g_array_index(row->pieces, Piece, i);
}

static CorpusPlace
place_at(const CorpusLine *line, guint i) {
  return g_array_index(line->words, CorpusPlace, i);
}

static void
add_piece(Row *row, const CorpusLine *line, char **words, guint first, guint end) {
  Piece piece = {line, first, end, place_at(line, first).left, place_at(line, end - 1).right, NULL};
  GString *text = g_string_new(NULL);
  for (guint i = first; i < end; i++)
    g_string_append_printf(text, "%s%s", i > first ? " " : "", words[i]);
  piece.text = g_string_free(text, FALSE);
  g_array_append_val(row->pieces, piece);
}

/* edge: where a column begins; NAN = not known. */
static void
cut_line(Row *row, const CorpusLine *line, double edge) {
  bool laid_out = isnan(line->size);
  double wide = laid_out ? TEXT_GAP : WIDE_GAP * line->size;
  double at_edge = laid_out ? TEXT_GAP : EDGE_GAP * line->size;
  char **words = corpus_line_split(line);
  guint count = MIN(g_strv_length(words), line->words->len), first = 0;
  for (guint i = 1; i <= count; i++) {
    double gap = i < count ? place_at(line, i).left - place_at(line, i - 1).right : HUGE_VAL;
    bool edge_here = i < count && fabs(place_at(line, i).left - edge) < SAME_EDGE / 2;
    if (gap < (edge_here ? at_edge : wide))
      continue;
    add_piece(row, line, words, first, i);
    first = i;
  }
  g_strfreev(words);
}

static bool
same_height(const CorpusLine *a, const CorpusLine *b) {
  return a->page == b->page && !isnan(a->top) && !isnan(b->top) && b->left > a->left &&
         fabs(a->top - b->top) <= SAME_ROW * MAX(a->size, b->size);
}

/* The row that begins with line `at`; without pieces where places are not known. */
static Row
row_at(const GPtrArray *lines, guint at, double edge) {
  const CorpusLine *line = corpus_line_at(lines, at);
  Row row = {at, g_array_new(FALSE, FALSE, sizeof(Piece)), line->blank_before, line->starts_page};
  g_array_set_clear_func(row.pieces, piece_clear);
  do {
    line = corpus_line_at(lines, row.end++);
    if (line->words != NULL && line->words->len > 0 && line->table == 0 &&
        line->kind == CORPUS_LINE_UNKNOWN)
      cut_line(&row, line, edge);
  } while (row.end < lines->len && same_height(line, corpus_line_at(lines, row.end)));
  return row;
}

/* ---- the words over the columns ---- */

/* Which columns a head has named so far. */
typedef struct {
  guint titles, points, proses;
} Named;

/* Does the text name a column? Then it is noted where it begins. */
static bool
names_column(Table *table, Named *named, const char *text, double left) {
  bool label = corpus_layout_labels(text) || corpus_layout_matches("number-column", text);
  if (label && named->points + named->proses == 0) {
    table->title = named->titles++ == 0 ? left : table->title;
  } else if (corpus_layout_matches("prose-column", text)) {
    table->prose = left;
    named->proses++;
  } else if (corpus_layout_matches("points-column", text)) {
    table->points_last = named->proses > 0;
    named->points++;
  } else {
    return false;
  }
  return true;
}

/* The same of each word where words over narrow columns stand near each other ("Poäng Max"). */
static bool
names_columns(Table *table, Named *named, const Piece *piece) {
  if (names_column(table, named, piece->text, piece->left))
    return true;
  char **words = g_strsplit(piece->text, " ", -1);
  bool all = true;
  for (guint i = 0; words[i] != NULL && all; i++)
    all = names_column(table, named, words[i], place_at(piece->line, piece->first + i).left);
  g_strfreev(words);
  return all;
}

/* Reads a head; false where the row is none. */
static bool
read_head(const Row *row, Table *table) {
  Named named = {0};
  for (guint i = 0; i < row->pieces->len; i++)
    if (!names_columns(table, &named, piece_at(row, i)))
      return false;
  return named.titles > 0 && named.points > 0 && named.proses == 1;
}

/* ---- the rows below ---- */

static bool
is_points(const Table *table, const Piece *piece) {
  bool there = table->points_last
                   ? piece->left > table->prose + SAME_EDGE
                   : piece->left > table->title + SAME_EDGE && piece->left < table->prose - 1;
  return there && corpus_figures_alone(piece->text);
}

static Column
column_of(const Table *table, const Piece *piece) {
  if (is_points(table, piece))
    return POINTS;
  return fabs(piece->left - table->prose) < fabs(piece->left - table->title) ? PROSE : TITLE;
}

static bool
has_column(const Table *table, const Row *row, Column column) {
  for (guint i = 0; i < row->pieces->len; i++)
    if (column_of(table, piece_at(row, i)) == column)
      return true;
  return false;
}

static bool
is_numbered(const char *text) {
  return corpus_layout_matches("question-number", text);
}

static bool
is_sum(const char *text) {
  return corpus_layout_matches("rubrics-sum", text) && g_utf8_strlen(text, -1) < LONGEST_SUM;
}

/* Does a row of the table begin here, be it that of the sums? */
static bool
begins_row(const Table *table, const Row *row) {
  const Piece *first = piece_at(row, 0);
  bool points = has_column(table, row, POINTS);
  if (column_of(table, first) != TITLE)
    return false;
  return is_numbered(first->text) || (points && (is_sum(first->text) || !table->numbered));
}

/* Where text is laid out with spaces, columns move a little from page to page: a row that has all
 * of them tells where its text begins. */
static void
follow_edge(Table *table, const Row *row) {
  for (guint i = 1; i + 1 < row->pieces->len && !table->points_last; i++)
    if (is_points(table, piece_at(row, i)) && !is_points(table, piece_at(row, i + 1))) {
      table->prose = piece_at(row, i + 1)->left;
      return;
    }
}

/* Is the row more of the row before it: text, or the rest of its question? */
static bool
goes_on(const Table *table, const Row *row) {
  const Piece *first = piece_at(row, 0);
  if (table->rows == 0)
    return false;
  if (column_of(table, first) == PROSE ||
      (column_of(table, first) == POINTS && table->points.points < 0))
    return true;
  if (column_of(table, first) != TITLE || first->right > table->prose ||
      corpus_layout_columns(first->text, NULL))
    return false;
  bool below = !row->blank_before && !row->starts_page &&
               !(first->line->top - table->top > NEXT_LINE * first->line->size);
  return below || has_column(table, row, PROSE) ||
         (row->starts_page && g_unichar_islower(g_utf8_get_char(first->text)));
}

static void
add_points(CorpusPoints *points, const char *text) {
  CorpusFigure figures[CORPUS_FIGURES_MAX] = {0};
  guint count = corpus_figures_at_end(text, figures, NULL);
  bool decimals = false;
  for (guint i = 0; i < count; i++) {
    int value = corpus_figure_round(figures[i], &decimals);
    if (figures[i].percent || points->max >= 0)
      continue;
    if (points->points < 0)
      points->points = value;
    else
      *points = (CorpusPoints){MIN(points->points, value), MAX(points->points, value)};
  }
}

/* The row is whole: its heading says what it is, or its points are those of the area. */
static void
end_row(Table *table) {
  CorpusLine *heading = g_steal_pointer(&table->heading);
  if (heading == NULL)
    return;
  g_free(heading->text);
  if (is_sum(table->words->str) && !is_numbered(table->words->str)) {
    heading->text = g_strdup_printf("%d av %d poäng", table->points.points, table->points.max);
    heading->kind = CORPUS_LINE_TEXT;
    heading->page = table->head->page;
    heading->number = table->head->number;
    heading->top = table->head->top;
    heading->starts_page = table->head->starts_page;
    g_ptr_array_remove(table->out, heading); /* out owns no lines */
    if (table->points.points >= 0 && table->points.max >= 0)
      g_ptr_array_insert(table->out, (int)table->sum_at, heading);
    else
      corpus_line_free(heading);
  } else {
    bool stop =
        g_str_has_suffix(table->words->str, ".") && !g_str_has_suffix(table->words->str, "..");
    g_string_truncate(table->words, table->words->len - stop);
    heading->text = corpus_layout_title_with_points(table->words->str, table->points);
  }
  g_string_truncate(table->words, 0);
}

static CorpusLine *
copy_of(const Piece *piece, const char *text) {
  CorpusLine *line = corpus_line_new(text, piece->line->page, piece->line->number);
  line->left = isnan(piece->line->left) ? NAN : piece->left;
  line->right = isnan(piece->line->right) ? NAN : piece->right;
  line->top = piece->line->top;
  line->size = piece->line->size;
  line->bold = piece->line->bold;
  line->recognised = piece->line->recognised;
  return line;
}

static void
begin_row(Table *table, const Row *row) {
  end_row(table);
  table->heading = copy_of(piece_at(row, 0), "");
  table->heading->kind = CORPUS_LINE_HEADING;
  table->heading->paragraph = ++table->paragraph;
  table->heading->blank_before = true;
  table->heading->starts_page = row->starts_page;
  table->points = (CorpusPoints){-1, -1};
  table->rows++;
  g_ptr_array_add(table->out, table->heading);
}

/* A line of running text; a further piece of it goes on in the line. */
static CorpusLine *
add_prose(Table *table, CorpusLine *before, const Piece *piece, bool blank_before) {
  CorpusLine *line = before;
  if (line == NULL) {
    line = copy_of(piece, "");
    line->blank_before = blank_before;
    line->words = g_array_new(FALSE, FALSE, sizeof(CorpusPlace));
    g_ptr_array_add(table->out, line);
  }
  char *text = g_strdup_printf("%s%s%s", line->text, *line->text != '\0' ? " " : "", piece->text);
  g_free(line->text);
  line->text = text;
  line->right = isnan(line->right) ? NAN : piece->right;
  line->ends_with_space = piece->line->ends_with_space;
  line->ends_with_spaces = piece->line->ends_with_spaces;
  for (guint i = piece->first; i < piece->end; i++) {
    CorpusPlace place = place_at(piece->line, i);
    g_array_append_val(line->words, place);
  }
  table->chars += g_utf8_strlen(piece->text, -1);
  return line;
}

static void
take_row(Table *table, const Row *row, bool begins) {
  CorpusLine *prose = NULL;
  if (begins)
    begin_row(table, row);
  if (begins)
    follow_edge(table, row);
  for (guint i = 0; i < row->pieces->len; i++) {
    const Piece *piece = piece_at(row, i);
    Column column = i == 0 && begins ? TITLE : column_of(table, piece);
    if (column == TITLE)
      corpus_join_title(table->words, piece->text);
    else if (column == POINTS)
      add_points(&table->points, piece->text);
    else
      prose = add_prose(table, prose, piece, row->blank_before && !begins);
  }
  if (prose != NULL && !begins)
    prose->starts_page = row->starts_page;
  table->top = piece_at(row, 0)->line->top;
}

/* Cells that were taken for a box beside the text come after it: those in front of the text's
 * column, from line `at` to the end of its page, go where their height puts them. */
static void
put_boxes_back(const Table *table, guint at) {
  GPtrArray *lines = table->lines;
  unsigned page = at < lines->len ? corpus_line_at(lines, at)->page : 0;
  for (guint i = at; i < lines->len && corpus_line_at(lines, i)->page == page; i++) {
    CorpusLine *line = lines->pdata[i];
    guint to = at;
    if (line->block == 0 || line->left < table->title - SAME_EDGE || line->right > table->prose)
      continue;
    while (to < i && corpus_line_at(lines, to)->top < line->top - SAME_ROW * line->size)
      to++;
    memmove(&lines->pdata[to + 1], &lines->pdata[to], (i - to) * sizeof lines->pdata[0]);
    lines->pdata[to] = line;
    bool first = to == at && to < i && corpus_line_at(lines, to + 1)->starts_page;
    if (first)
      ((CorpusLine *)lines->pdata[to + 1])->starts_page = false;
    line->starts_page = line->starts_page || first;
  }
}

/* Words over a column may stand in its middle: where its lines begin is told by those below, two of
 * which begin there, no farther right than the words. */
static void
find_edges(Table *table, guint at) {
  double title = table->title, prose = NAN;
  GArray *lefts = g_array_new(FALSE, FALSE, sizeof(double));
  unsigned page = at < table->lines->len ? corpus_line_at(table->lines, at)->page : 0;
  while (at < table->lines->len && corpus_line_at(table->lines, at)->page == page) {
    Row row = row_at(table->lines, at, NAN);
    for (guint i = 0; i < row.pieces->len; i++) {
      double left = piece_at(&row, i)->left;
      if (corpus_figures_alone(piece_at(&row, i)->text) || left > table->prose + 2 * SAME_EDGE)
        continue;
      title = MIN(title, left);
      for (guint k = 0; k < lefts->len; k++)
        if (fabs(g_array_index(lefts, double, k) - left) < SAME_EDGE / 2)
          prose = fmax(prose, left);
      g_array_append_val(lefts, left);
    }
    at = row.end;
    g_array_unref(row.pieces);
  }
  g_array_unref(lefts);
  if (prose > title + SAME_EDGE) {
    table->title = title;
    table->prose = prose;
  }
}

/* Is it the head again, as on the next page? */
static bool
repeats_head(const Row *row) {
  Table other = {0};
  return read_head(row, &other);
}

/* Reads the rows from line `at` on; returns the line after the last. */
static guint
take_rows(Table *table, guint at) {
  bool sums = false;
  put_boxes_back(table, at);
  while (at < table->lines->len && !sums) {
    if (corpus_line_at(table->lines, at)->starts_page)
      put_boxes_back(table, at);
    Row row = row_at(table->lines, at, table->prose);
    bool empty = *corpus_line_text(table->lines, at) == '\0';
    bool head = repeats_head(&row);
    bool begins = row.pieces->len > 0 && !head && begins_row(table, &row);
    if (begins && table->rows == 0)
      table->numbered = is_numbered(piece_at(&row, 0)->text);
    bool more = begins || head || empty || (row.pieces->len > 0 && goes_on(table, &row));
    sums = begins && is_sum(piece_at(&row, 0)->text);
    if (more && !head && !empty)
      take_row(table, &row, begins);
    at = more ? row.end : at;
    g_array_unref(row.pieces);
    if (!more)
      break;
  }
  return at;
}

/* What follows in front of the text's column on the page was taken for a box as well. */
static void
no_box_below(const Table *table, guint end) {
  for (guint i = end; i < table->lines->len; i++) {
    CorpusLine *line = table->lines->pdata[i];
    if (line->block == 0 || line->page != corpus_line_at(table->lines, end - 1)->page ||
        line->left < table->title - SAME_EDGE || line->right > table->prose)
      return;
    line->block = 0;
  }
}

/* Takes the table apart whose head begins at line `at`; returns the line after it, `at` where there
 * is none. */
static guint
take_table(GPtrArray *lines, guint at, GPtrArray *out, unsigned *paragraph) {
  Row head = row_at(lines, at, NAN);
  Table table = {.lines = lines,
                 .out = out,
                 .sum_at = out->len,
                 .head = corpus_line_at(lines, at),
                 .paragraph = *paragraph};
  guint end = at;
  if (read_head(&head, &table)) {
    find_edges(&table, head.end);
    table.words = g_string_new(NULL);
    end = take_rows(&table, head.end);
    end_row(&table);
    g_string_free(table.words, TRUE);
    if (table.rows == 0 || table.chars < PROSE_CHARS) {
      for (guint i = table.sum_at; i < out->len; i++)
        corpus_line_free(out->pdata[i]);
      g_ptr_array_set_size(out, (int)table.sum_at);
      end = at;
    } else {
      no_box_below(&table, end);
    }
  }
  *paragraph = table.paragraph;
  g_array_unref(head.pieces);
  return end;
}

/* The notes keep the lines that refer to them. */
static void
move_notes(CorpusLines *lines, const GArray *moved) {
  for (guint i = 0; i < lines->notes->len; i++) {
    CorpusNote *note = g_ptr_array_index(lines->notes, i);
    if (note->line < moved->len)
      note->line = g_array_index(moved, guint, note->line);
  }
}

void
corpus_prose_tables_take_apart(CorpusLines *lines) {
  GPtrArray *all = lines->lines, *out = g_ptr_array_new();
  GArray *moved = g_array_new(FALSE, FALSE, sizeof(guint));
  unsigned paragraph = 0;
  for (guint i = 0; i < all->len; i++)
    paragraph = MAX(paragraph, corpus_line_at(all, i)->paragraph);
  for (guint at = 0, end = 0; at < all->len; at = end) {
    end = take_table(all, at, out, &paragraph);
    bool table = end > at;
    end = table ? end : at + 1;
    for (guint i = at; i < end; i++) {
      if (table)
        corpus_line_free(all->pdata[i]);
      else
        g_ptr_array_add(out, all->pdata[i]);
      guint to = out->len > 0 ? out->len - 1 : 0;
      g_array_append_val(moved, to);
    }
    for (guint i = at; i < end; i++)
      all->pdata[i] = NULL;
  }
  move_notes(lines, moved);
  g_ptr_array_set_free_func(out, (GDestroyNotify)corpus_line_free);
  g_ptr_array_set_free_func(all, NULL);
  g_ptr_array_unref(all);
  lines->lines = out;
  g_array_unref(moved);
}
