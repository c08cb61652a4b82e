/* corpus/reading/items/item_columns.h: which column each item of a table stands in.
 *
 * Internal to corpus/. Two ways: by meaning, for flat text, and by left edges, where lines know
 * them. */
#ifndef CORPUS_READING_ITEMS_ITEM_COLUMNS_H
#define CORPUS_READING_ITEMS_ITEM_COLUMNS_H

#include "corpus/reading/items/item_table.h"
#include "corpus/reading/items/item_cuts.h"
#include "corpus/reading/items/item_lines.h"

/* The column of each item (position in the header), by what the items say, by how they stand and by
 * what the chapter says of their subjects. texts: of the items, clean. The caller frees the array
 * with g_free. evidence and lexicon may be NULL. */
guint *corpus_table_columns_by_meaning(const CorpusTable *table, const GArray *items,
                                       const GPtrArray *texts,
                                       const CorpusColumnsEvidence *evidence,
                                       CorpusLexicon *lexicon);

/* Do all lines know their left edge, and do the edges show columns? If so, sorts the table's lines
 * column by column, each from top to bottom, and sets their column. header_first..header_last: the
 * report's lines in which the words over the columns may stand. */
bool corpus_table_columns_by_edges(CorpusTable *table);

#endif
