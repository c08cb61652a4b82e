/* corpus/reading/items/item_split.h: parts the items of a table into its columns.
 *
 * Internal to corpus/. On each page of the table the items of the left column stand first, then
 * those of the next. The points at which columns part are chosen so that the whole table is as
 * plausible as it can be. */
#ifndef CORPUS_READING_ITEMS_ITEM_SPLIT_H
#define CORPUS_READING_ITEMS_ITEM_SPLIT_H

#include <glib.h>

#define CORPUS_TABLE_COLUMNS_MAX 3

typedef struct {
  double columns[CORPUS_TABLE_COLUMNS_MAX]; /* log-odds of standing in each column */
  double border;                            /* log-odds that a column begins with this item */
  guint part;                               /* page of the table, never falling */
  guint lines;                              /* that the item fills */
  guint column;                             /* the answer */
} CorpusSplitItem;

/* Sets the column of each item. columns: how many the table has, from the left. usual: the share
 * of the items that each column has in most tables; they add up to 1. */
void corpus_table_split(GArray *items /* CorpusSplitItem */, guint columns, const double *usual);

#endif
