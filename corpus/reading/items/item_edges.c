/* corpus/reading/items/item_edges.c: the columns of a table whose lines know their left edges. */
#include <math.h>
#include <stdlib.h>

#include "corpus/reading/items/item_columns.h"
#include "corpus/reading/items/item_split.h"

/* Columns lie further apart than a bullet and its text, in points. */
static const double COLUMN_GAP_MIN = 45;

static int
compare_doubles(gconstpointer a, gconstpointer b) {
  const double *first = a, *second = b;
  return (*first > *second) - (*first < *second);
}

/* The left edges of all lines, sorted; NULL if a line does not know its own. */
static GArray *
sorted_edges(const CorpusTable *table) {
  GArray *edges = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < table->lines->len; i++) {
    double left = corpus_table_line(table, i)->line->left;
    if (isnan(left)) {
      g_array_unref(edges);
      return NULL;
    }
    g_array_append_val(edges, left);
  }
  g_array_sort(edges, compare_doubles);
  return edges;
}

typedef struct {
  double width, end; /* of a gap between two left edges */
} Gap;

static int
wider_first(gconstpointer a, gconstpointer b) {
  const Gap *first = a, *second = b;
  return (first->width < second->width) - (first->width > second->width);
}

/* Where columns begin: an edge after a wide enough gap, the widest gaps first, at most so many. */
static guint
column_edges(const GArray *edges, guint columns, double *begins) {
  GArray *gaps = g_array_new(FALSE, FALSE, sizeof(Gap));
  guint count = 1;
  begins[0] = g_array_index(edges, double, 0);
  for (guint i = 1; i < edges->len; i++) {
    double end = g_array_index(edges, double, i);
    Gap gap = {end - g_array_index(edges, double, i - 1), end};
    if (gap.width >= COLUMN_GAP_MIN)
      g_array_append_val(gaps, gap);
  }
  g_array_sort(gaps, wider_first);
  for (guint i = 0; i < gaps->len && count < columns; i++)
    begins[count++] = g_array_index(gaps, Gap, i).end;
  g_array_unref(gaps);
  qsort(begins, count, sizeof *begins, compare_doubles);
  return count;
}

/* Where some column is empty, the words over the columns tell: a line stands under none of those
 * that end left of it. */
static bool
columns_by_header(CorpusTable *table) {
  if (table->header_cells != table->header.count)
    return false;
  for (guint i = 0; i < table->lines->len; i++) {
    CorpusTableLine *line = &g_array_index(table->lines, CorpusTableLine, i);
    line->column = 0;
    for (guint c = 0; c + 1 < table->header_cells; c++)
      line->column += line->line->left > table->header_rights[c];
  }
  return true;
}

static void
columns_by_begins(CorpusTable *table, const double *begins, guint count) {
  for (guint i = 0; i < table->lines->len; i++) {
    CorpusTableLine *line = &g_array_index(table->lines, CorpusTableLine, i);
    line->column = 0;
    for (guint c = 1; c < count; c++)
      line->column = line->line->left >= begins[c] - 1 ? (int)c : line->column;
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

bool
corpus_table_columns_by_edges(CorpusTable *table) {
  GArray *edges = table->lines->len > 0 ? sorted_edges(table) : NULL;
  if (edges == NULL)
    return false;
  double begins[CORPUS_TABLE_COLUMNS_MAX] = {0};
  guint count = column_edges(edges, table->header.count, begins);
  g_array_unref(edges);
  if (count == table->header.count)
    columns_by_begins(table, begins, count);
  else if (!columns_by_header(table))
    return false;
  g_array_sort(table->lines, by_column_and_place);
  return true;
}
