/* corpus/reading/items/table_grid.c: the columns of a table whose words know where they stand.
 *
 * A column's edge is one for the whole table, on all of its pages, so it is looked for in all rows
 * together: it is where many rows have a word after a gap and few have one across. The words over
 * the columns say about where to look, and stand for a column that is empty. A row is then cut at
 * every edge, however narrow its gap there is: a column that is full leaves none. Text that is laid
 * out with spaces is the same, only coarser: there each page has its own edges, and a row may miss
 * them by some characters. */
#include <math.h>
#include <string.h>

#include "corpus/reading/items/table.h"

typedef struct {
  double same_edge; /* what counts as the same left edge */
  double gap;       /* wider than most spaces between words, in font sizes */
  double stray;     /* so far from the edge may a row be cut at a wide gap */
  double near;      /* and so far at any other */
} Measure;

static const Measure POINTS = {1.5, 0.45, 0, 0}, CHARS = {0.5, 1.5, 10, 2.5};

/* What a row says of an edge: a wider gap says more, up to WIDE_GAP; a word across speaks against
 * it. */
static const double WIDE_GAP = 3, BEGINS_ROW = 0.5, CROSSED = -2;
/* Where lines hang, their first and their other edge may both be taken for the column's: the left
 * one is, if it is at least this good. */
static const double LEFT_IS_GOOD = 0.25;
/* So many rows that miss the edges are no longer the table's, where some may. */
enum { MISSES_OF_TEXT = 3 };
/* Left edges of columns lie farther apart than a bullet and its text, in points. */
static const double COLUMN_GAP = 45;
/* Share of the distance of two heads by which an edge may lie left and right of the second. */
static const double LEFT_OF_HEAD = 0.7, RIGHT_OF_HEAD = 0.3;
/* If more rows have a word across, there are no such columns. */
static const double CROSSED_MAX_SHARE = 0.15;

/* A word of a row. */
typedef struct {
  double left, right;
  double gap;       /* before it, in font sizes; infinite before the first */
  bool bullet;      /* it is one sign that is no letter */
  guint line, word; /* position of its line in the table, and its number there */
  guint column;     /* the answer */
} Word;

/* Rows that have their edges in common: all, or those of a page. */
typedef struct {
  Measure measure;
  GPtrArray *rows; /* GArray * of Word, from the left */
  guint columns;
  const double *heads;                    /* left edges of the words over the columns */
  double edges[CORPUS_TABLE_COLUMNS_MAX]; /* of the columns; that of the first is never asked */
} Grid;

static Word *
word_at(const GArray *row, guint at) {
  return &g_array_index(row, Word, at);
}

/* ---- rows ---- */

static int
compare_words(gconstpointer a, gconstpointer b) {
  const Word *first = a, *second = b;
  return (first->left > second->left) - (first->left < second->left);
}

/* The heads over the lines of a part of the table: its own, or those of a part before it. */
static const CorpusTableHeads *
heads_of(const CorpusTable *table, guint part) {
  guint at = 0;
  while (at + 1 < table->heads->len &&
         g_array_index(table->heads, CorpusTableHeads, at + 1).part <= part)
    at++;
  return &g_array_index(table->heads, CorpusTableHeads, at);
}

/* By how much a page is set farther right than the first: left and right pages of a book are not
 * set alike. */
static double
shift_of(const CorpusTable *table, guint part) {
  const CorpusTableHeads *heads = heads_of(table, part);
  return heads->part == part ? heads->lefts[0] - heads_of(table, 0)->lefts[0] : 0;
}

/* Adds the words of a line; one that knows only its own edges is one word. */
static void
add_words(GArray *row, const CorpusTable *table, guint position) {
  const CorpusLine *line = corpus_table_line(table, position)->line;
  double shift = shift_of(table, corpus_table_line(table, position)->part);
  Word word = {.left = line->left - shift};
  word.right = isnan(line->right) ? word.left : line->right - shift;
  word.line = position;
  char **texts = line->words != NULL ? corpus_line_split(line) : NULL;
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++) {
    CorpusPlace place = g_array_index(line->words, CorpusPlace, i);
    word.left = place.left - shift;
    word.right = place.right - shift;
    word.word = i;
    word.bullet = corpus_is_bullet_alone(texts[i]);
    g_array_append_val(row, word);
  }
  if (texts == NULL)
    g_array_append_val(row, word);
  g_strfreev(texts);
  g_array_sort(row, compare_words);
  double size = isnan(line->size) ? 1 : line->size;
  for (guint i = 0; i < row->len; i++)
    word_at(row, i)->gap =
        i == 0 ? HUGE_VAL : (word_at(row, i)->left - word_at(row, i - 1)->right) / size;
}

/* The rows of the table's lines from..end; lines that stand side by side are one. */
static GPtrArray *
rows_of(const CorpusTable *table, guint from, guint end) {
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  const CorpusLine *before = NULL;
  for (guint i = from; i < end; i++) {
    const CorpusLine *line = corpus_table_line(table, i)->line;
    if (before == NULL || !corpus_line_same_row(before, line))
      g_ptr_array_add(rows, g_array_new(FALSE, TRUE, sizeof(Word)));
    add_words(g_ptr_array_index(rows, rows->len - 1), table, i);
    before = line;
  }
  return rows;
}

/* ---- the edges of columns ---- */

/* What the row says of a column that begins at the edge. */
static double
row_evidence(const Grid *grid, const GArray *row, double edge) {
  double same = grid->measure.same_edge;
  for (guint i = 0; i < row->len && word_at(row, i)->left <= edge + same; i++) {
    const Word *word = word_at(row, i);
    if (word->left >= edge - same) {
      bool after_bullet = i > 0 && word_at(row, i - 1)->bullet;
      if (i == 0)
        return BEGINS_ROW;
      if (word->bullet)
        return WIDE_GAP;
      return word->gap < grid->measure.gap || after_bullet ? 0 : MIN(word->gap, WIDE_GAP);
    }
    if (word->right > edge + same)
      return CROSSED;
  }
  return 0;
}

static double
edge_evidence(const Grid *grid, double edge) {
  double sum = 0;
  for (guint i = 0; i < grid->rows->len; i++)
    sum += row_evidence(grid, g_ptr_array_index(grid->rows, i), edge);
  return sum;
}

static int
compare_edges(gconstpointer a, gconstpointer b) {
  const double *first = a, *second = b;
  return (*first > *second) - (*first < *second);
}

/* The left edges of all words between two places, sorted: a GArray of double. */
static GArray *
edges_between(const Grid *grid, double from, double to) {
  GArray *edges = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < grid->rows->len; i++) {
    const GArray *row = g_ptr_array_index(grid->rows, i);
    for (guint j = 0; j < row->len; j++)
      if (word_at(row, j)->left > from && word_at(row, j)->left <= to)
        g_array_append_val(edges, word_at(row, j)->left);
  }
  g_array_sort(edges, compare_edges);
  return edges;
}

/* The left edge of the bullets whose text begins at the edge; the edge itself if there are none. */
static double
edge_of_bullets(const Grid *grid, double edge) {
  double left = edge;
  for (guint i = 0; i < grid->rows->len; i++) {
    const GArray *row = g_ptr_array_index(grid->rows, i);
    for (guint j = 1; j < row->len; j++)
      if (fabs(word_at(row, j)->left - edge) <= grid->measure.same_edge &&
          word_at(row, j - 1)->bullet)
        left = MIN(left, word_at(row, j - 1)->left);
  }
  return left;
}

/* The edge of a column: where most speaks for it; that of its head if nothing does. */
static double
find_edge(const Grid *grid, guint column) {
  double head = grid->heads[column], apart = head - grid->heads[column - 1];
  GArray *edges = edges_between(grid, head - LEFT_OF_HEAD * apart, head + RIGHT_OF_HEAD * apart);
  double at_head = edge_evidence(grid, head), best = at_head, found = head;
  for (guint i = 0; i < edges->len; i++) {
    double edge = g_array_index(edges, double, i), evidence = edge_evidence(grid, edge);
    if (evidence > best) {
      best = evidence;
      found = edge;
    }
  }
  for (guint i = 0; i < edges->len && best > 0; i++) {
    double edge = g_array_index(edges, double, i);
    if (edge < found && edge_evidence(grid, edge) >= LEFT_IS_GOOD * best) {
      found = edge;
      break;
    }
  }
  g_array_unref(edges);
  return edge_of_bullets(grid, found) - grid->measure.same_edge;
}

/* Has the row a word across an edge, or none apart from it? */
static bool
is_crossed(const Grid *grid, const GArray *row) {
  for (guint c = 1; c < grid->columns; c++)
    if (row_evidence(grid, row, grid->edges[c] + grid->measure.same_edge) == CROSSED)
      return true;
  return false;
}

/* ---- rows cut at the edges ---- */

/* The word after the widest gap near an edge, or a bullet there; row->len if there is none. */
static guint
wide_cut(const Grid *grid, const GArray *row, double edge) {
  guint found = row->len;
  for (guint i = 1; i < row->len; i++) {
    const Word *word = word_at(row, i);
    bool wide = word->gap >= grid->measure.gap || word->bullet;
    if (wide && fabs(word->left - edge) <= grid->measure.stray &&
        (found == row->len || word->gap > word_at(row, found)->gap))
      found = i;
  }
  return found;
}

/* The word nearest to an edge; row->len if none is near. */
static guint
near_cut(const Grid *grid, const GArray *row, double edge) {
  guint found = row->len;
  double nearest = grid->measure.near;
  for (guint i = 1; i < row->len; i++)
    if (fabs(word_at(row, i)->left - edge) <= nearest) {
      nearest = fabs(word_at(row, i)->left - edge);
      found = i;
    }
  return found;
}

/* The number of rows that are the table's: running text that follows crosses its edges. */
static guint
count_by_edges(const Grid *grid) {
  double sum = 0, best = -1;
  guint count = 0;
  for (guint i = 0; i < grid->rows->len; i++) {
    const GArray *row = g_ptr_array_index(grid->rows, i);
    for (guint c = 1; c < grid->columns; c++)
      sum += row_evidence(grid, row, grid->edges[c] + grid->measure.same_edge);
    if (sum >= best) {
      best = sum;
      count = i + 1;
    }
  }
  while (count < grid->rows->len && !is_crossed(grid, g_ptr_array_index(grid->rows, count)))
    count++;
  return count;
}

/* Where rows may miss the edges: running text does so several times in a row, without a gap. */
static guint
count_by_gaps(const Grid *grid) {
  guint missed = 0;
  for (guint i = 0; i < grid->rows->len; i++) {
    const GArray *row = g_ptr_array_index(grid->rows, i);
    bool gap = false;
    for (guint c = 1; c < grid->columns; c++)
      gap = gap || wide_cut(grid, row, grid->edges[c]) < row->len;
    missed = is_crossed(grid, row) && !gap ? missed + 1 : 0;
    if (missed == MISSES_OF_TEXT)
      return i + 1 - missed;
  }
  return grid->rows->len;
}

static void
cut_row(const Grid *grid, GArray *row) {
  for (guint c = 1; c < grid->columns; c++) {
    double edge = grid->edges[c];
    guint from = 0;
    while (from < row->len && word_at(row, from)->left < edge)
      from++;
    bool crossed = from > 0 && word_at(row, from - 1)->right > edge + 2 * grid->measure.same_edge;
    if (crossed && grid->measure.stray > 0) {
      guint cut = wide_cut(grid, row, edge);
      cut = cut < row->len ? cut : near_cut(grid, row, edge);
      from = cut < row->len ? cut : from;
    }
    for (guint i = from; i < row->len; i++)
      word_at(row, i)->column = c;
  }
}

/* ---- the table ---- */

/* A line of the table made of words of one column that stand in one line. */
static void
add_piece(CorpusTable *table, GArray *pieces, const GArray *row, guint first, guint last) {
  CorpusTableLine piece = *corpus_table_line(table, word_at(row, first)->line);
  CorpusLine *line = corpus_line_new("", piece.line->page, piece.line->number);
  GString *text = g_string_new(NULL);
  char **words = piece.line->words != NULL ? corpus_line_split(piece.line) : NULL;
  if (words == NULL)
    g_string_append(text, piece.line->text);
  for (guint i = first; i <= last && words != NULL; i++)
    g_string_append_printf(text, "%s%s", i > first ? " " : "", words[word_at(row, i)->word]);
  g_strfreev(words);
  bool whole =
      words == NULL || word_at(row, first)->word + (last - first) + 1 >= piece.line->words->len;
  g_free(line->text);
  line->text = g_string_free(text, FALSE);
  line->left = word_at(row, first)->left;
  line->right = word_at(row, last)->right;
  line->top = piece.line->top;
  line->size = piece.line->size;
  line->bold = piece.line->bold;
  line->blank_before = piece.line->blank_before;
  line->ends_with_space = whole && piece.line->ends_with_space;
  g_ptr_array_add(table->pieces, line);
  piece.line = line;
  piece.text = line->text;
  piece.column = (int)word_at(row, first)->column;
  g_array_append_val(pieces, piece);
}

static void
add_row(CorpusTable *table, GArray *pieces, const GArray *row) {
  for (guint first = 0, last = 0; first < row->len; first = last + 1) {
    const Word *word = word_at(row, first);
    last = first;
    while (last + 1 < row->len && word_at(row, last + 1)->column == word->column &&
           word_at(row, last + 1)->line == word->line)
      last++;
    add_piece(table, pieces, row, first, last);
  }
}

static int
by_column_and_place(gconstpointer a, gconstpointer b) {
  const CorpusTableLine *first = a, *second = b;
  if (first->column != second->column)
    return first->column < second->column ? -1 : 1;
  if (first->line->page != second->line->page)
    return first->line->page < second->line->page ? -1 : 1;
  double tops[] = {first->line->top, second->line->top};
  if (!isnan(tops[0]) && !isnan(tops[1]) && fabs(tops[0] - tops[1]) > 2)
    return tops[0] < tops[1] ? -1 : 1;
  return (first->index > second->index) - (first->index < second->index);
}

/* Finds the edges of the lines from..end, and adds what they cut; false if there are no columns. */
static bool
cut_lines(CorpusTable *table, Grid *grid, GArray *pieces, guint from, guint end, bool last) {
  grid->rows = rows_of(table, from, end);
  for (guint c = 1; c < grid->columns; c++)
    grid->edges[c] = find_edge(grid, c);
  guint count = grid->rows->len, crossed = 0;
  if (last)
    count = grid->measure.stray > 0 ? count_by_gaps(grid) : count_by_edges(grid);
  for (guint i = 0; i < count; i++)
    crossed += is_crossed(grid, g_ptr_array_index(grid->rows, i));
  bool columns = crossed <= CROSSED_MAX_SHARE * count || grid->measure.stray > 0;
  for (guint i = 0; i < count && columns; i++) {
    cut_row(grid, g_ptr_array_index(grid->rows, i));
    add_row(table, pieces, g_ptr_array_index(grid->rows, i));
  }
  g_ptr_array_unref(grid->rows);
  return columns;
}

static guint
part_end(const CorpusTable *table, guint from) {
  guint end = from;
  while (end < table->lines->len &&
         corpus_table_line(table, end)->part == corpus_table_line(table, from)->part)
    end++;
  return end;
}

/* Where one head stands over all columns: those begin after the widest gaps between left edges. */
static void
guess_heads(CorpusTable *table) {
  CorpusTableHeads heads = {.part = 0};
  GArray *lefts = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < table->lines->len; i++)
    g_array_append_val(lefts, corpus_table_line(table, i)->line->left);
  g_array_sort(lefts, compare_edges);
  guint columns = 0;
  for (guint i = 0; i < lefts->len; i++) {
    double left = g_array_index(lefts, double, i);
    if (i > 0 && left - g_array_index(lefts, double, i - 1) < COLUMN_GAP)
      continue;
    if (columns < CORPUS_TABLE_COLUMNS_MAX)
      heads.lefts[columns] = left;
    columns++;
  }
  if (columns == table->header.count)
    g_array_append_val(table->heads, heads);
  g_array_unref(lefts);
}

bool
corpus_table_columns_by_places(CorpusTable *table) {
  bool points = true, chars = true;
  for (guint i = 0; i < table->lines->len; i++) {
    const CorpusLine *line = corpus_table_line(table, i)->line;
    points = points && !isnan(line->left);
    chars = chars && isnan(line->left) && line->words != NULL;
  }
  if (table->lines->len == 0 || points == chars)
    return false;
  if (table->heads->len == 0 && points)
    guess_heads(table);
  if (table->heads->len == 0)
    return false;
  GArray *pieces = g_array_new(FALSE, FALSE, sizeof(CorpusTableLine));
  bool columns = true;
  for (guint from = 0, end = 0; from < table->lines->len && columns; from = end) {
    end = points ? table->lines->len : part_end(table, from);
    Grid grid = {.measure = points ? POINTS : CHARS, .columns = table->header.count};
    grid.heads = heads_of(table, corpus_table_line(table, from)->part)->lefts;
    columns = cut_lines(table, &grid, pieces, from, end, end == table->lines->len);
  }
  if (columns) {
    g_array_unref(table->lines);
    table->lines = pieces;
    g_array_sort(table->lines, by_column_and_place);
  } else {
    g_array_unref(pieces);
  }
  return columns;
}

/* ---- documents that know their cells ---- */

/* Items that all stand in one column, and whose heads came one at a time, have these beside them,
 * not above. */
bool
corpus_table_columns_by_cells(CorpusTable *table) {
  bool several = false;
  for (guint i = 0; i < table->lines->len; i++) {
    const CorpusLine *line = corpus_table_line(table, i)->line;
    if (line->column == 0 || line->column > table->header.count)
      return false;
    bool beside = corpus_table_line(table, i)->column >= 0;
    several = several || line->column != corpus_table_line(table, 0)->line->column ||
              (line->column > 1 && !beside);
  }
  for (guint i = 0; several && i < table->lines->len; i++) {
    CorpusTableLine *line = &g_array_index(table->lines, CorpusTableLine, i);
    line->column = (int)line->line->column - 1;
  }
  if (several)
    g_array_sort(table->lines, by_column_and_place);
  return several;
}
