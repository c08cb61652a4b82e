/* corpus/source/line.h: a report as lines, the one form that every source (text, PDF) is brought
 * to.
 *
 * A source only says what stands where. Which lines are headings, tables or running text is
 * understood later (corpus/reading/outline/outline.h), by the same code whatever the source was. */
#ifndef CORPUS_SOURCE_LINE_H
#define CORPUS_SOURCE_LINE_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
  char *text;            /* UTF-8 (NFC), no white space at either end, no line break; "" for an
                            empty paragraph of the source (a line that held only white space) */
  unsigned page;         /* from 1 */
  unsigned number;       /* line in the source, from 1, for messages */
  bool blank_before;     /* an empty line stood before it (in many extractions: always) */
  bool starts_page;      /* first line of its page */
  bool ends_with_space;  /* the source had white space after the text: in these extractions the mark
                            of a line that ends with a whole word */
  bool ends_with_spaces; /* more than one: after a full stop mostly a paragraph's end */
  double left, right;    /* edges in points from the page's left; NAN where the source has none */
  double top;            /* baseline from the page's top in points; NAN where unknown */
  double size;           /* font size in points; NAN where unknown */
  bool bold;             /* false where unknown */
} CorpusLine;

/* What a source hands over. */
typedef struct {
  GPtrArray *lines; /* CorpusLine *, in reading order, page furniture removed; owned */
  GPtrArray
      *warnings;  /* char *, one line each, for the user ("converted from ISO-8859-1"); owned */
  unsigned pages; /* number of pages seen */
} CorpusLines;

/* All fields empty, no edges. Free with corpus_line_free(). */
CorpusLine *corpus_line_new(const char *text, unsigned page, unsigned number);
void corpus_line_free(CorpusLine *line); /* NULL is fine */

/* Reads the bytes of a text file: converts Latin-1/Windows-1252 to UTF-8 and says so in warnings,
 * replaces broken sequences with U+FFFD and says so, normalises to NFC, finds the pages (form feed,
 * or a line that begins with a space right after a non-empty line), and drops page furniture:
 * running headers and footers (near-identical lines that recur at page borders, whatever their
 * numbers), bare page numbers, link addresses that a page repeats at its end.
 *
 * bytes need not be NUL-terminated and may hold NUL. Fails with CORPUS_ERROR_EMPTY,
 * CORPUS_ERROR_TOO_LARGE (over 8 MiB) or CORPUS_ERROR_BINARY. The caller frees the result. */
CorpusLines *corpus_lines_from_text(const char *bytes, gsize length_bytes,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void corpus_lines_free(CorpusLines *lines); /* NULL is fine */

#endif
