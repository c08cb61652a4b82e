/* search/view/csv.h: rows for spreadsheets, as RFC 4180 writes them.
 *
 * A cell of text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a
 * carriage return) gets an apostrophe in front, which spreadsheets take as "this is text". */
#ifndef SEARCH_VIEW_CSV_H
#define SEARCH_VIEW_CSV_H

#include <glib.h>

/* Each appends one cell to the row under way. */
void search_csv_text(GString *out, const char *text); /* NULL is an empty cell */
void search_csv_number(GString *out, double number, unsigned decimals);
void search_csv_integer(GString *out, gint64 number);
void search_csv_score(GString *out, int score);         /* -1 is an empty cell */
void search_csv_ordinal(GString *out, unsigned number); /* 0 is an empty cell */

/* Ends the row. */
void search_csv_end(GString *out);

/* A whole row of plain words: the head of a table. names: NULL-terminated. */
void search_csv_head(GString *out, const char *const *names);

#endif
