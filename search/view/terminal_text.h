/* search/view/terminal_text.h: text for people: width in cells, wrapping, colour, tables. */
#ifndef SEARCH_VIEW_TERMINAL_TEXT_H
#define SEARCH_VIEW_TERMINAL_TEXT_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/report/report.h"

/* Where the text will be read, and what is to be said with whatever answer. */
typedef struct {
  bool colour;
  unsigned width_cells;
  /* Ids of the reports (char *) that are missing, as their shards do not answer, and the same in
   * words; NULL = none. */
  const GPtrArray *missing;
  const CorpusNotice *missing_notice;
} SearchScreen;

typedef enum {
  SEARCH_STYLE_STRONG, /* names and headings */
  SEARCH_STYLE_MATCH,  /* words that the query asked for */
  SEARCH_STYLE_FAINT,  /* what is only there to look things up by */
  SEARCH_STYLE_GOOD,
  SEARCH_STYLE_BAD
} SearchStyle;

/* Cells that the text takes on a terminal: wide letters two, combining marks none, colour codes
 * none. */
unsigned search_text_cells(const char *text);

/* Appends the text in the style, or plain where the screen has no colour. */
void search_text_styled(GString *out, const SearchScreen *screen, SearchStyle style,
                        const char *text);

/* Appends text (length_bytes -1 = NUL-terminated) with control characters, which a terminal would
 * obey, replaced by spaces. Everything else stays as it is. */
void search_text_append(GString *out, const char *text, gssize length_bytes);

/* Appends text broken between words to lines of at most width_cells, each indented by that number
 * of cells; a line break after the last. */
void search_text_wrap(GString *out, const char *text, unsigned indent_cells, unsigned width_cells);

/* The same with control characters taken out, for a screen. */
void search_text_paragraph(GString *out, const SearchScreen *screen, unsigned indent_cells,
                           const char *text);

/* The number a trifle farther from zero, so that what prints it rounds halves up, as people, JSON
 * and the page do: 5.25 to 5.3. */
double search_text_halves_up(double number);

/* The number as people write it in their language: "2.5", in Swedish "2,5"; "-" of NaN. format: as
 * printf() has it ("%.1f"). The caller frees it. */
char *search_text_number(const char *format, double number);

/* Rows of cells that stand in columns. */
typedef struct SearchTable SearchTable;

/* alignment: a letter a column, 'l' or 'r'. indent_cells goes before each row. */
SearchTable *search_table_new(const char *alignment, unsigned indent_cells);
void search_table_free(SearchTable *table); /* NULL is fine */
/* The next cell, row by row: _take takes the text, _add copies it. */
void search_table_take(SearchTable *table, char *text);
void search_table_add(SearchTable *table, const char *text);
/* Appends the whole table; columns are two cells apart, nothing trails a row. */
void search_table_print(const SearchTable *table, GString *out);

#endif
