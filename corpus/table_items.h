/* corpus/table_items.h: parts the lines of a table into items.
 *
 * Internal to corpus/. With bullets an item is what one begins. Without, the most plausible parting
 * of all lines is sought: an item may begin with a small letter, and a line that begins with a
 * capital (a name) may continue one. */
#ifndef CORPUS_TABLE_ITEMS_H
#define CORPUS_TABLE_ITEMS_H

#include "corpus/lexicon.h"
#include "corpus/table_lines.h"

typedef struct {
  guint first, last; /* positions in the table's lines, inclusive */
} CorpusTableItem;

/* A GArray of CorpusTableItem that covers the table's lines, the caller's. Lines after the last
 * bullet that continue no item are cut from the table. lexicon may be NULL. */
GArray *corpus_table_items(CorpusTable *table, CorpusLexicon *lexicon);

#endif
