/* search/view/workbook.h: a table as a workbook of Office Open XML (.xlsx); its .c is the only file
 * that knows the library. Internal to search/view/.
 *
 * A row is written cell by cell and not kept, so that a long table costs no memory; the library
 * keeps it in temporary files (TMPDIR, /tmp). */
#ifndef SEARCH_VIEW_WORKBOOK_H
#define SEARCH_VIEW_WORKBOOK_H

#include <glib.h>

typedef struct SearchWorkbook SearchWorkbook;

/* Free with search_workbook_finish(). */
SearchWorkbook *search_workbook_new(void);

/* The next cell of the row: of the first row, which stays in sight and has a filter for each
 * column; text as it is, whatever it looks like; a number. */
void search_workbook_heading(SearchWorkbook *workbook, const char *text);
void search_workbook_text(SearchWorkbook *workbook, const char *text);
void search_workbook_number(SearchWorkbook *workbook, double number, unsigned decimals);
void search_workbook_end_row(SearchWorkbook *workbook);

/* Appends the workbook and frees it. Nothing is appended where it can't be made, as there is no
 * room for temporary files. */
void search_workbook_finish(SearchWorkbook *workbook, GString *out);

#endif
