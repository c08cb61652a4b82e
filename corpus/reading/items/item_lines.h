/* corpus/reading/items/item_lines.h: the lines of one table of strengths and improvements, made
 * ready: header read, bullets recognised, page by page, and cut where the table ends.
 *
 * Internal to corpus/. */
#ifndef CORPUS_READING_ITEMS_ITEM_LINES_H
#define CORPUS_READING_ITEMS_ITEM_LINES_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/source/line.h"
#include "corpus/reading/items/item_table_words.h"

typedef struct {
  guint index;            /* into the report's lines */
  const CorpusLine *line; /* borrowed */
  const char *text;       /* of the line, after its bullet; borrowed */
  long chars;             /* of text */
  gunichar bullet;        /* 0 = none */
  bool gap_before;        /* an empty paragraph stands before it */
  guint part;             /* counts the pages of the table from 0: columns begin anew on each */
  int column;             /* into the header's columns, where a word over one column alone stood
                             before it; -1 = to be found out */
} CorpusTableLine;

#define CORPUS_TABLE_HEADER_MAX 3

typedef struct {
  CorpusTableHeader header;
  GArray *lines; /* CorpusTableLine, those with text */
  /* right edges of the words over the columns, where each is a line of its own with edges */
  double header_rights[CORPUS_TABLE_HEADER_MAX];
  guint header_cells;
  guint header_last; /* the last line of the header; that before the first, if there is none */
  bool gap_after;    /* an empty paragraph stands after the last line */
  bool bulleted;     /* most items begin with a bullet */
  bool blanks_tell;  /* empty lines stand between some lines only */
} CorpusTable;

/* Reads lines[first..last], which begin with the table's header (without one, the columns are
 * taken to be strengths and improvements). */
CorpusTable *corpus_table_new(const GPtrArray *lines, guint first, guint last);
void corpus_table_free(CorpusTable *table); /* NULL is fine */

/* Drops the lines from position `from` on, which turned out to lie after the table. */
void corpus_table_cut(CorpusTable *table, guint from);

static inline const CorpusTableLine *
corpus_table_line(const CorpusTable *table, guint position) {
  return &g_array_index(table->lines, CorpusTableLine, position);
}

#endif
