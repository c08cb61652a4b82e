/* corpus/reading/items/item_cuts.h: parts the lines of a table into items.
 *
 * Internal to corpus/. With bullets an item is what one begins. Without, the most plausible parting
 * of all lines is sought: an item may begin with a small letter, and a line that begins with a
 * capital (a name) may continue one. */
#ifndef CORPUS_READING_ITEMS_ITEM_CUTS_H
#define CORPUS_READING_ITEMS_ITEM_CUTS_H

#include "corpus/language/lexicon.h"
#include "corpus/reading/items/item_lines.h"

typedef struct {
  guint first, last; /* positions in the table's lines, inclusive */
  guint tail,
      tail_lines; /* where it goes on overleaf, after other columns; 0 lines = it does not */
} CorpusTableItem;

/* A GArray of CorpusTableItem that covers the table's lines, the caller's. Lines after the last
 * bullet that continue no item are cut from the table. lexicon may be NULL. */
GArray *corpus_table_items(CorpusTable *table, CorpusLexicon *lexicon);

/* An item that a page break cuts goes on at the top of the next page, after the columns to its
 * right. Gives such lines, which corpus_table_items() took to the item before them, to the last
 * item of the left column where that one is the more unfinished. columns: of the items. Says
 * whether there were any. */
bool corpus_table_items_overleaf(const CorpusTable *table, GArray *items, const guint *columns,
                                 CorpusLexicon *lexicon);

#endif
