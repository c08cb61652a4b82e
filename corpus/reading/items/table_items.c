/* corpus/reading/items/table_items.c: cuts the lines of a table into items.
 *
 * With bullets an item is what one begins. Without, the most plausible way to cut all lines is
 * sought: an item may begin with a small letter, and a line that begins with a capital (a name) may
 * continue one. */
#include <math.h>

#include "corpus/reading/items/line_evidence.h"

enum {
  ITEM_LINES_MAX = 9, /* longer items are not considered, unless bullets say so */
  STRAY_ITEMS = 1     /* without a bullet after the last one with it */
};

static const int LONG_LINES = 4; /* an item has seldom more */

/* Is a bracket or quotation mark left open over these lines? */
static bool
is_unclosed(const CorpusTable *table, guint first, guint last) {
  int brackets = 0;
  guint quotes = 0;
  for (guint i = first; i <= last; i++)
    corpus_line_add_signs(corpus_table_line(table, i)->text, &brackets, &quotes);
  return brackets != 0 || quotes % 2 != 0;
}

static double
whole_item(const CorpusTable *table, guint first, guint last) {
  double odds = is_unclosed(table, first, last) ? -CLEAR : 0;
  int over = (int)(last - first + 1) - LONG_LINES;
  return odds + (over > 0 ? -SLIGHT * over : 0);
}

/* For each position the first line of the best item that ends there. */
static guint *
best_beginnings(const Parting *parting) {
  const CorpusTable *table = parting->table;
  guint count = table->lines->len;
  double *begins = g_new0(double, count);
  double *best = g_new0(double, count + 1); /* of the lines before a position */
  guint *from = g_new0(guint, count);
  for (guint i = 1; i < count; i++)
    begins[i] = corpus_line_begins(parting, i);
  for (guint last = 0; last < count; last++) {
    best[last + 1] = -INFINITY;
    double continued = 0;
    for (guint first = last + 1; first-- > 0;) {
      bool bulleted = corpus_table_line(table, first)->bullet != 0;
      double score = best[first] + continued + begins[first] / 2 + whole_item(table, first, last);
      if (score > best[last + 1]) {
        best[last + 1] = score;
        from[last] = first;
      }
      continued -= begins[first] / 2;
      if (bulleted || (last - first >= ITEM_LINES_MAX && !table->bulleted))
        break;
    }
  }
  g_free(best);
  g_free(begins);
  return from;
}

static void
reverse(GArray *items) {
  for (guint i = 0; i < items->len / 2; i++) {
    CorpusTableItem *low = &g_array_index(items, CorpusTableItem, i);
    CorpusTableItem *high = &g_array_index(items, CorpusTableItem, items->len - 1 - i);
    CorpusTableItem kept = *low;
    *low = *high;
    *high = kept;
  }
}

/* A single thing after the last bullet that has none itself is no item, but what follows. */
static void
cut_stray(CorpusTable *table, GArray *items) {
  if (!table->bulleted)
    return;
  guint kept = items->len;
  while (kept > 0 &&
         corpus_table_line(table, g_array_index(items, CorpusTableItem, kept - 1).first)->bullet ==
             0)
    kept--;
  if (kept == 0 || kept == items->len || items->len - kept > STRAY_ITEMS)
    return;
  g_array_set_size(table->lines, g_array_index(items, CorpusTableItem, kept).first);
  g_array_set_size(items, kept);
}

GArray *
corpus_table_items(CorpusTable *table, CorpusLexicon *lexicon) {
  GArray *items = g_array_new(FALSE, FALSE, sizeof(CorpusTableItem));
  if (table->lines->len == 0)
    return items;
  const Parting parting = corpus_table_parting(table, lexicon);
  guint *from = best_beginnings(&parting);
  for (guint end = table->lines->len; end > 0;) {
    CorpusTableItem item = {from[end - 1], end - 1, 0, 0};
    g_array_append_val(items, item);
    end = item.first;
  }
  g_free(from);
  reverse(items);
  cut_stray(table, items);
  return items;
}

/* The first line of the item that stands on a later page than its beginning; 0 if none. */
static guint
tail_of(const CorpusTable *table, const CorpusTableItem *item) {
  guint part = corpus_table_line(table, item->first)->part;
  for (guint i = item->first + 1; i <= item->last; i++)
    if (corpus_table_line(table, i)->part != part)
      return i;
  return 0;
}

/* The last item of the leftmost column on the page on which items[index] begins. */
static guint
last_of_left_column(const CorpusTable *table, const GArray *items, const guint *columns,
                    guint index) {
  guint part = corpus_table_line(table, g_array_index(items, CorpusTableItem, index).first)->part;
  guint left = index;
  for (guint i = index; i-- > 0;) {
    guint first = g_array_index(items, CorpusTableItem, i).first;
    if (corpus_table_line(table, first)->part != part)
      break;
    left = columns[i] < columns[left] ? i : left;
  }
  return left;
}

bool
corpus_table_items_overleaf(const CorpusTable *table, GArray *items, const guint *columns,
                            CorpusLexicon *lexicon) {
  const Parting parting = corpus_table_parting(table, lexicon);
  bool any = false;
  for (guint i = 0; i < items->len; i++) {
    CorpusTableItem *item = &g_array_index(items, CorpusTableItem, i);
    guint tail = tail_of(table, item), left = last_of_left_column(table, items, columns, i);
    CorpusTableItem *other = &g_array_index(items, CorpusTableItem, left);
    if (tail == 0 || left == i ||
        corpus_line_may_end(&parting, other->last, tail) >
            corpus_line_may_end(&parting, tail - 1, tail) - SLIGHT)
      continue;
    other->tail = tail;
    other->tail_lines = item->last - tail + 1;
    item->last = tail - 1;
    any = true;
  }
  return any;
}
