/* corpus/reading/items/table.h: a table of strengths and improvements while it is being read.
 *
 * Internal to the room. Three stages, a source each: the lines of the table are gathered
 * (table_lines.c), cut into items (table_items.c), and the items are put into columns
 * (table_columns.c). item_table.c runs them. */
#ifndef CORPUS_READING_ITEMS_TABLE_H
#define CORPUS_READING_ITEMS_TABLE_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/reading/items/item_table.h"
#include "corpus/reading/lines/layout_words.h"

typedef struct {
  guint index;            /* into the report's lines */
  const CorpusLine *line; /* borrowed */
  const char *text;       /* of the line, after its bullet; borrowed */
  long chars;             /* of text */
  gunichar bullet;        /* 0 = none */
  bool gap_before;        /* an empty paragraph stands before it */
  guint part;             /* counts the pages of the table from 0: columns begin anew on each */
  bool beside;            /* it was cut from the line before it, at a bullet within that */
  guint lone_bullets;     /* stand alone above it: those of several lines that have lost theirs */
  int column;             /* into the header's columns, where a word over one column alone stood
                             before it; -1 = to be found out */
} CorpusTableLine;

/* Where the words over the columns begin; each page may have its own. */
typedef struct {
  guint part;
  double lefts[CORPUS_TABLE_COLUMNS_MAX];
} CorpusTableHeads;

typedef struct {
  CorpusTableHead header;
  GArray *lines;     /* CorpusTableLine, those with text */
  GArray *heads;     /* CorpusTableHeads, where places are known */
  GPtrArray *pieces; /* CorpusLine * that were cut from the report's lines */
  guint header_last; /* the last line of the header; that before the first, if there is none */
  double
      reach; /* the right edge of the text around a list in one column, in points; NAN = unknown */
  bool columns_known;
  bool rows_shown;   /* lines with two items show that it is written row by row */
  bool bullets_lost; /* some stand alone, apart from their items */
  bool bulleted;     /* most items begin with a bullet */
  bool blanks_tell;  /* empty lines stand between some lines only */
  bool laid_out;     /* its text is laid out with spaces, its columns are known by these */
} CorpusTable;

/* An item: lines of the table that follow each other, and where a page break cuts it, a tail that
 * stands overleaf after other columns. */
typedef struct {
  guint first, last;      /* positions in the table's lines, inclusive */
  guint tail, tail_lines; /* 0 lines = none */
} CorpusTableItem;

static inline const CorpusTableLine *
corpus_table_line(const CorpusTable *table, guint position) {
  return &g_array_index(table->lines, CorpusTableLine, position);
}

/* ---- the lines of a table ---- */

/* Reads lines[first..last], which begin with the table's head (without one, the columns are taken
 * to be strengths and improvements). The table ends before last where running text follows. */
CorpusTable *corpus_table_new(const GPtrArray *lines, guint first, guint last);
void corpus_table_free(CorpusTable *table); /* NULL is fine */

/* Where the document says which cell each line stands in, or places show columns: cuts the table's
 * lines at the columns, sorts them column by column, each from top to bottom, sets their column and
 * returns true. */
bool corpus_table_columns_by_cells(CorpusTable *table);
bool corpus_table_columns_by_places(CorpusTable *table);

/* Where lines of several columns stand among each other: the same, by what they say. Their bullets
 * then stand where items begin, and nowhere else. */
bool corpus_table_columns_by_weave(CorpusTable *table, CorpusLexicon *lexicon);

/* ---- labels and signs ---- */

/* Where there are no words over the items, their signs may tell: "+ Dialog", "– Budget". Takes them
 * off and sets the lines' columns; false where there are none. */
bool corpus_table_take_signs(CorpusTable *table);

/* A document's cells may say that there is a column of labels without a word over it: then the
 * header gets it. lines[first..end) are those of the header. */
void corpus_table_find_labels(CorpusTable *table, const GPtrArray *lines, guint first, guint end);

/* A number begins a label. */
void corpus_table_mark_labels(CorpusTable *table);

/* Where nothing tells which lines are labels, the others must do without. */
void corpus_table_forget_labels(CorpusTable *table);

/* ---- lines cut into items ---- */

/* A GArray of CorpusTableItem that covers the table's lines, the caller's. A single line without a
 * bullet after the last one with it is cut from the table. lexicon may be NULL. */
GArray *corpus_table_items(CorpusTable *table, CorpusLexicon *lexicon);

/* Gives the lines at the top of a page that were taken for the end of the item before them to the
 * last item of the left column, where that one is the more unfinished. columns: of the items.
 * Returns whether there were any. */
bool corpus_table_items_overleaf(const CorpusTable *table, GArray *items, const guint *columns,
                                 CorpusLexicon *lexicon);

/* ---- items put into columns ---- */

/* Log-odds of standing in each of the header's columns, by the words of an item's text. */
void corpus_table_weigh_words(const CorpusTable *table, const char *text, CorpusLexicon *lexicon,
                              double columns[CORPUS_TABLE_COLUMNS_MAX]);

#define CORPUS_TABLE_NO_COLUMN CORPUS_TABLE_COLUMNS_MAX

/* The column of each item (position in the header; CORPUS_TABLE_NO_COLUMN where two readings of the
 * table are as plausible and put it into different ones), by what the items say, by how they stand
 * and by what the chapter says of their subjects. texts: of the items, clean. The caller frees the
 * array with g_free. evidence and lexicon may be NULL. */
guint *corpus_table_columns_by_meaning(const CorpusTable *table, const GArray *items,
                                       const GPtrArray *texts,
                                       const CorpusColumnsEvidence *evidence,
                                       CorpusLexicon *lexicon);

#endif
