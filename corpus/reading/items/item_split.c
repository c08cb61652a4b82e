/* corpus/reading/items/item_split.c: finds the most plausible columns of a table, page by page. */
#include "corpus/reading/items/item_split.h"

#include <math.h>
#include <stdbool.h>

enum { KEPT = 60, KEPT_TOGETHER = 3600 }; /* ways of parting: of one page, of all so far */

/* Log-odds: a column without any item. */
static const double EMPTY_COLUMN = -2.0;
/* The distance from the usual share of items at which a table is half as plausible. */
static const double SHARE_DISTANCE = 0.15;
/* A column goes on overleaf only if it filled its page, so that no other was much longer there. */
static const double NOT_FILLED = -3.0, ABSENT = -5.0;
static const double LINES_SLACK = 1, LINES_SLACK_SHARE = 0.15;
/* Unless there is no page break at all: something else was taken for one, or the columns were
 * written out before pages were made. */
static const double NO_TURN = -1.2;

/* The columns of one page: column c holds the items from ends[c - 1] up to ends[c], excluded. */
typedef struct {
  guint begin, ends[CORPUS_TABLE_COLUMNS_MAX];
  guint totals[CORPUS_TABLE_COLUMNS_MAX]; /* items in each column up to this page */
  double score;
  int before; /* which of the ways kept for the page before; -1 = this is the first */
} Page;

typedef struct {
  const CorpusSplitItem *items;
  guint columns, from, to; /* items of the page, `to` excluded */
  GArray *found;           /* Page */
} Search;

static guint
column_begin(const Page *page, guint column) {
  return column == 0 ? page->begin : page->ends[column - 1];
}

/* Tries every end of the column, with every end of those to its right. */
static void
search_column(Search *search, Page page, guint column) {
  guint begin = column_begin(&page, column);
  bool last = column + 1 >= MIN(search->columns, CORPUS_TABLE_COLUMNS_MAX);
  for (guint end = begin; end <= search->to; end++) {
    page.ends[column] = end;
    if (!last)
      search_column(search, page, column + 1);
    else if (end == search->to)
      g_array_append_val(search->found, page);
    if (end == search->to)
      break;
    if (end == begin && begin > search->from)
      page.score += search->items[end].border;
    page.score += search->items[end].columns[column];
  }
}

static int
best_first(gconstpointer a, gconstpointer b) {
  const Page *first = a, *second = b;
  return (first->score < second->score) - (first->score > second->score);
}

static GArray *
ways_of_page(const CorpusSplitItem *items, guint columns, guint from, guint to) {
  Search search = {items, columns, from, to, g_array_new(FALSE, FALSE, sizeof(Page))};
  search_column(&search, (Page){.begin = from, .before = -1}, 0);
  g_array_sort(search.found, best_first);
  if (search.found->len > KEPT)
    g_array_set_size(search.found, KEPT);
  return search.found;
}

static guint
column_lines(const CorpusSplitItem *items, const Page *page, guint column) {
  guint lines = 0;
  for (guint i = column_begin(page, column); i < page->ends[column]; i++)
    lines += items[i].lines;
  return lines;
}

/* How plausible is it that columns that stand side by side go on overleaf with those? */
static double
side_by_side(const CorpusSplitItem *items, guint columns, const Page *page, const Page *next) {
  guint longest = 0;
  for (guint c = 0; c < columns; c++)
    longest = MAX(longest, column_lines(items, page, c));
  double least = (1 - LINES_SLACK_SHARE) * longest - LINES_SLACK, score = 0;
  for (guint c = 0; c < columns; c++) {
    if (next->ends[c] == column_begin(next, c))
      continue;
    guint lines = column_lines(items, page, c);
    if (lines == 0)
      score += ABSENT;
    else if (lines < least)
      score += NOT_FILLED;
  }
  return score;
}

/* Does the next page go on with the last column of this one, or one to its right? */
static bool
goes_straight_on(guint columns, const Page *page, const Page *next) {
  guint last = 0, first = columns;
  for (guint c = 0; c < columns; c++) {
    last = page->ends[c] > column_begin(page, c) ? c : last;
    guint right = columns - 1 - c;
    first = next->ends[right] > column_begin(next, right) ? right : first;
  }
  return first >= last;
}

static double
turn_page(const CorpusSplitItem *items, guint columns, const Page *page, const Page *next) {
  double turned = side_by_side(items, columns, page, next);
  return goes_straight_on(columns, page, next) ? MAX(turned, NO_TURN) : turned;
}

static void
add_totals(Page *page, const Page *before, guint columns) {
  for (guint c = 0; c < columns; c++)
    page->totals[c] =
        (before != NULL ? before->totals[c] : 0) + page->ends[c] - column_begin(page, c);
}

/* Combines the ways of the pages so far with those of the next. */
static GArray *
combine(const CorpusSplitItem *items, guint columns, const GArray *before, const GArray *next) {
  GArray *combined = g_array_new(FALSE, FALSE, sizeof(Page));
  for (guint n = 0; n < next->len; n++)
    for (guint b = 0; b < MAX(before->len, 1); b++) {
      Page page = g_array_index(next, Page, n);
      const Page *last = before->len > 0 ? &g_array_index(before, Page, b) : NULL;
      if (last != NULL) {
        page.score += last->score + turn_page(items, columns, last, &page);
        page.before = (int)b;
      }
      add_totals(&page, last, columns);
      g_array_append_val(combined, page);
    }
  g_array_sort(combined, best_first);
  if (combined->len > KEPT_TOGETHER)
    g_array_set_size(combined, KEPT_TOGETHER);
  return combined;
}

/* How plausible are so many items in each column? */
static double
sizes(const Page *page, guint columns, const double *usual) {
  guint all = 0;
  double score = 0, distances = 0;
  for (guint c = 0; c < columns; c++)
    all += page->totals[c];
  for (guint c = 0; c < columns && all > 0; c++) {
    double distance = ((double)page->totals[c] / all - usual[c]) / SHARE_DISTANCE;
    distances += distance * distance / columns;
    score += page->totals[c] == 0 ? EMPTY_COLUMN : 0;
  }
  return score - log1p(distances);
}

static const Page *
best_way(const GArray *ways, guint columns, const double *usual) {
  const Page *best = NULL;
  double score = -INFINITY;
  for (guint i = 0; i < ways->len; i++) {
    const Page *page = &g_array_index(ways, Page, i);
    double total = page->score + sizes(page, columns, usual);
    if (total > score) {
      score = total;
      best = page;
    }
  }
  return best;
}

static void
set_columns(CorpusSplitItem *items, const Page *page, guint columns) {
  for (guint c = 0; c < columns; c++)
    for (guint i = column_begin(page, c); i < page->ends[c]; i++)
      items[i].column = c;
}

static guint
page_end(const GArray *items, guint from) {
  guint to = from;
  while (to < items->len && g_array_index(items, CorpusSplitItem, to).part ==
                                g_array_index(items, CorpusSplitItem, from).part)
    to++;
  return to;
}

void
corpus_table_split(GArray *items, guint columns, const double *usual) {
  CorpusSplitItem *all = (CorpusSplitItem *)(void *)items->data;
  GPtrArray *pages = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  GArray *before = g_array_new(FALSE, FALSE, sizeof(Page));
  g_ptr_array_add(pages, before);
  for (guint from = 0, to = 0; from < items->len; from = to) {
    to = page_end(items, from);
    GArray *ways = ways_of_page(all, columns, from, to);
    before = combine(all, columns, before, ways);
    g_array_unref(ways);
    g_ptr_array_add(pages, before);
  }
  const Page *page = best_way(before, columns, usual);
  for (guint i = pages->len - 1; page != NULL && i > 0; i--) {
    set_columns(all, page, columns);
    const GArray *ways = g_ptr_array_index(pages, i - 1);
    page = page->before >= 0 ? &g_array_index(ways, Page, page->before) : NULL;
  }
  g_ptr_array_unref(pages);
}
