/* corpus/reading/items/item_places.h: what the places of a table's lines on the page tell of its
 * items, where they are known.
 *
 * Internal to corpus/. Lines must know their column (corpus/reading/items/item_columns.h). */
#ifndef CORPUS_READING_ITEMS_ITEM_PLACES_H
#define CORPUS_READING_ITEMS_ITEM_PLACES_H

#include "corpus/reading/items/item_lines.h"

/* How many characters would have fitted on a line after its text, by the right edges of its column;
 * NAN where they are not known. */
double corpus_table_room(const CorpusTable *table, guint position);

/* How far the lines of a table stand apart. */
typedef struct {
  double within; /* an item, in points; NAN = not known */
  bool tells;    /* there are wider spaces between items */
} CorpusTableSpacing;

CorpusTableSpacing corpus_table_spacing(const CorpusTable *table);

/* 1 where a wider space before the line says that an item begins, -1 where the usual one says that
 * none does, 0 where neither can be said. */
int corpus_table_spacing_sign(const CorpusTable *table, const CorpusTableSpacing *spacing,
                              guint position);

#endif
