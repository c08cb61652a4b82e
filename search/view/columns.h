/* search/view/columns.h: rows of named columns, from which CSV and tables of text are written.
 *
 * A view names each of its columns once, in a function that gives the cells of a row in order:
 *
 *   static void
 *   status_row(SearchRow *row, const void *data) {
 *     const SearchStatusReport *status = data;
 *     search_row_integer(row, "passages", status->passages);
 *   }
 *
 * The head of a CSV is written by the same function from a blank, data that holds nothing, as there
 * may be no row to take the names from.
 *
 * CSV is that of RFC 4180. A cell of text that a spreadsheet would run as a formula (it begins with
 * = + - @, a tab or a carriage return) gets an apostrophe in front, which spreadsheets take as
 * "this is text". What is absent is an empty cell, and "-" in a table of text. */
#ifndef SEARCH_VIEW_COLUMNS_H
#define SEARCH_VIEW_COLUMNS_H

#include <stdbool.h>

#include "search/view/terminal_text.h"

typedef struct SearchRow SearchRow;
typedef void (*SearchRowFunction)(SearchRow *row, const void *data);

/* The next cell, below the name of its column. */
void search_row_text(SearchRow *row, const char *name, const char *text); /* NULL = absent */
void search_row_integer(SearchRow *row, const char *name, gint64 number);
void search_row_score(SearchRow *row, const char *name, int score);         /* -1 = absent */
void search_row_ordinal(SearchRow *row, const char *name, unsigned number); /* 0 = absent */
/* NaN = absent. In a table of text there is one decimal, whatever is asked for. */
void search_row_number(SearchRow *row, const char *name, double number, unsigned decimals);

/* Append the names of the columns, or the cells of one row, as a line of CSV. */
void search_csv_head(GString *out, SearchRowFunction function, const void *blank);
void search_csv_row(GString *out, SearchRowFunction function, const void *data);
/* The head and a row for each of rows. */
void search_csv_print(GString *out, SearchRowFunction function, const void *blank,
                      const GPtrArray *rows);

/* Adds the cells of the columns that are named (NULL-terminated), in the order of the names. */
void search_table_row(SearchTable *table, SearchRowFunction function, const void *data,
                      const char *const *names);

#endif
