/* corpus/table_edges.c: the columns of a table whose lines know their left edges. */
#include <math.h>
#include <stdlib.h>

#include "corpus/table_columns.h"
#include "corpus/table_split.h"

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

/* Where columns begin: an edge after a wide enough gap, the widest gaps first, at most so many. */
static guint
column_edges(const GArray *edges, guint columns, double *begins) {
  guint count = 1;
  begins[0] = g_array_index(edges, double, 0);
  double gap = INFINITY;
  while (count < columns) {
    double widest = 0, begin = 0;
    for (guint i = 1; i < edges->len; i++) {
      double edge = g_array_index(edges, double, i);
      double width = edge - g_array_index(edges, double, i - 1);
      if (width > widest && width < gap) {
        widest = width;
        begin = edge;
      }
    }
    if (widest < COLUMN_GAP_MIN)
      break;
    gap = widest;
    begins[count++] = begin;
  }
  qsort(begins, count, sizeof *begins, compare_doubles);
  return count;
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
  if (count < table->header.count)
    return false;
  for (guint i = 0; i < table->lines->len; i++) {
    CorpusTableLine *line = &g_array_index(table->lines, CorpusTableLine, i);
    line->column = 0;
    for (guint c = 1; c < count; c++)
      line->column = line->line->left >= begins[c] - 1 ? (int)c : line->column;
  }
  g_array_sort(table->lines, by_column_and_place);
  return true;
}
