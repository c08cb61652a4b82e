/* corpus/reading/items/item_table.c: reads a table of strengths and improvements into tagged items.
 */
#include "corpus/reading/items/item_table.h"

#include <math.h>

#include "corpus/reading/items/table.h"
#include "corpus/reading/lines/page_text.h"

static const double SAME_ROW = 3;  /* points */
static const double INDENT = 36;   /* points: as far items stand from their text at the most */
static const double REACHED = 0.8; /* of the lines go no farther: the widest may be a table's row */

void
corpus_item_free(CorpusItem *item) {
  if (item == NULL)
    return;
  g_free(item->text);
  g_free(item->label);
  g_free(item);
}

static guint
count_lines(const CorpusTableItem *item) {
  return item->last - item->first + 1 + item->tail_lines;
}

/* The position of the item's nth line, from 0. */
static guint
nth_line(const CorpusTableItem *item, guint n) {
  guint before_tail = item->last - item->first + 1;
  return n < before_tail ? item->first + n : item->tail + n - before_tail;
}

/* The item's text: its lines without the bullet, joined. */
static char *
item_text(const CorpusTable *table, const CorpusTableItem *item, CorpusKnownWords words) {
  guint count = count_lines(item);
  CorpusLine *copies = g_new(CorpusLine, count);
  GPtrArray *lines = g_ptr_array_sized_new(count);
  for (guint i = 0; i < count; i++) {
    const CorpusTableLine *line = corpus_table_line(table, nth_line(item, i));
    copies[i] = *line->line;
    copies[i].text = (char *)line->text;
    g_ptr_array_add(lines, &copies[i]);
  }
  char *text = corpus_join_lines(lines, 0, count - 1, words);
  g_ptr_array_unref(lines);
  g_free(copies);
  return text;
}

static GPtrArray *
item_texts(const CorpusTable *table, const GArray *items, CorpusKnownWords words) {
  GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add(texts, item_text(table, &g_array_index(items, CorpusTableItem, i), words));
  return texts;
}

/* Where edges decided, every line of the item stands in one column. */
static guint *
columns_of_lines(const CorpusTable *table, const GArray *items) {
  guint *columns = g_new(guint, items->len + 1);
  for (guint i = 0; i < items->len; i++) {
    const CorpusTableItem *item = &g_array_index(items, CorpusTableItem, i);
    columns[i] = (guint)corpus_table_line(table, item->first)->column;
  }
  return columns;
}

static CorpusItem *
item_new(const CorpusTable *table, const CorpusTableItem *lines, guint column, const char *text) {
  CorpusItem *item = g_new0(CorpusItem, 1);
  item->tag = column < table->header.count ? table->header.tags[column] : CORPUS_TAG_NEUTRAL;
  item->page = corpus_table_line(table, lines->first)->line->page;
  item->first = G_MAXUINT;
  for (guint i = 0; i < count_lines(lines); i++) {
    guint index = corpus_table_line(table, nth_line(lines, i))->index;
    item->first = MIN(item->first, index);
    item->last = MAX(item->last, index);
  }
  item->text = g_strdup(text);
  return item;
}

static GPtrArray *
items_new(const CorpusTable *table, const GArray *items, const guint *columns,
          const GPtrArray *texts) {
  GPtrArray *made = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_item_free);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add(made, item_new(table, &g_array_index(items, CorpusTableItem, i), columns[i],
                                   g_ptr_array_index(texts, i)));
  return made;
}

/* ---- a column of labels ---- */

/* Does the label stand in the item's row, or above it? */
static bool
labels(const CorpusLine *label, const CorpusLine *item) {
  if (label->row != 0 && item->row != 0)
    return label->row == item->row;
  return label->page < item->page ||
         (label->page == item->page && label->top <= item->top + SAME_ROW);
}

/* Items of a first column that says what those beside them are about leave the list, and become
 * labels of these. */
static void
take_labels(const CorpusTable *table, const GArray *items, const guint *columns, GPtrArray *read) {
  for (guint i = 0; i < read->len; i++) {
    const CorpusItem *label = read->pdata[i];
    if (columns[i] != 0)
      continue;
    const CorpusLine *at =
        corpus_table_line(table, g_array_index(items, CorpusTableItem, i).first)->line;
    for (guint k = 0; k < read->len; k++) {
      CorpusItem *item = read->pdata[k];
      guint first = g_array_index(items, CorpusTableItem, k).first;
      if (columns[k] == 0 || !labels(at, corpus_table_line(table, first)->line))
        continue;
      g_free(item->label);
      item->label = g_strdup(label->text);
    }
  }
  for (guint i = read->len; i-- > 0;)
    if (columns[i] == 0)
      g_ptr_array_remove_index(read, i);
}

static int
by_first_line(gconstpointer a, gconstpointer b) {
  const CorpusItem *const *first = a, *const *second = b;
  return ((*first)->first > (*second)->first) - ((*first)->first < (*second)->first);
}

/* The last line of the report that is the table's, its header's if it has no other. */
static guint
last_line(const CorpusTable *table) {
  guint end = table->header_last;
  for (guint i = 0; i < table->lines->len; i++)
    end = MAX(end, corpus_table_line(table, i)->index);
  return end;
}

/* Do all lines begin at about one edge, though they may stand below several words? */
static bool
is_one_column(const CorpusTable *table) {
  double left = NAN, right = NAN;
  for (guint i = 0; i < table->lines->len; i++) {
    left = fmin(left, corpus_table_line(table, i)->line->left);
    right = fmax(right, corpus_table_line(table, i)->line->left);
  }
  return right - left <= INDENT;
}

/* The right edge that the page's text reaches which begins left of the line, or there: so far a
 * line of its list could have gone, too. */
static double
reach_of(const GPtrArray *lines, guint at) {
  const CorpusLine *own = corpus_line_at(lines, at);
  GArray *rights = g_array_new(FALSE, FALSE, sizeof(double));
  while (at > 0 && corpus_line_at(lines, at - 1)->page == own->page)
    at--;
  for (; at < lines->len && corpus_line_at(lines, at)->page == own->page; at++) {
    const CorpusLine *line = corpus_line_at(lines, at);
    if (line->block == own->block && fabs(line->left - own->left) <= INDENT)
      g_array_append_val(rights, line->right);
  }
  double reach = corpus_quantile(rights, REACHED);
  g_array_unref(rights);
  return reach;
}

GPtrArray *
corpus_columns_read(const GPtrArray *lines, guint first, guint last, CorpusKnownWords words,
                    const CorpusColumnsEvidence *evidence, guint *end) {
  CorpusTable *table = corpus_table_new(lines, first, last);
  CorpusLexicon *lexicon = words.lexicon;
  if (is_one_column(table))
    table->reach = reach_of(lines, corpus_table_line(table, 0)->index);
  bool woven = !table->columns_known && corpus_table_columns_by_weave(table, lexicon);
  bool known = table->columns_known;
  GArray *items = corpus_table_items(table, lexicon);
  GPtrArray *texts = item_texts(table, items, words);
  guint *columns = known ? columns_of_lines(table, items)
                         : corpus_table_columns_by_meaning(table, items, texts, evidence, lexicon);
  if (!known && corpus_table_items_overleaf(table, items, columns, lexicon)) {
    g_ptr_array_unref(texts);
    texts = item_texts(table, items, words);
  }
  GPtrArray *read = items_new(table, items, columns, texts);
  if (known && table->header.tags[0] == CORPUS_TAG_NEUTRAL)
    take_labels(table, items, columns, read);
  if (woven)
    g_ptr_array_sort(read, by_first_line);
  if (end != NULL)
    *end = last_line(table);
  g_free(columns);
  g_ptr_array_unref(texts);
  g_array_unref(items);
  corpus_table_free(table);
  return read;
}
