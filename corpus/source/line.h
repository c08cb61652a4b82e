/* corpus/source/line.h: a report as lines, the one form that every source (text, PDF, word
 * processor) is brought to.
 *
 * A source says what stands where, and what the document itself says of it: that a line is a
 * heading, an item of a list, or stands in a cell of a table. Where the document says nothing (kind
 * is CORPUS_LINE_UNKNOWN), what a line is must be guessed from its text and place
 * (corpus/reading/outline/outline.h): ask first, guess only where nobody knows. */
#ifndef CORPUS_SOURCE_LINE_H
#define CORPUS_SOURCE_LINE_H

#include <glib.h>
#include <stdbool.h>

/* What the document says that a line is. */
typedef enum {
  CORPUS_LINE_UNKNOWN, /* it says nothing: text files, most PDF files without tags */
  CORPUS_LINE_TEXT,    /* a paragraph that is not marked as anything else: running text, or a
                          heading or item that was only made to look like one */
  CORPUS_LINE_HEADING, /* level: 1 is the outermost; 0 where the document has a heading without one
                        */
  CORPUS_LINE_ITEM,    /* of a list; level: 1 is the outermost. The text begins with its bullet or
                          number, as the page shows it */
} CorpusLineKind;

/* From where to where a word reaches in its line: in points from the page's left, or in characters
 * from the line's beginning where text is laid out with spaces. */
typedef struct {
  double left, right;
} CorpusPlace;

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
  bool recognised;       /* comes from text recognition: letters and figures may be others */
  GArray *words;         /* CorpusPlace of each word of the text, as white space parts them; NULL
                            where the source has no places; owned */
  CorpusLineKind kind;
  unsigned level;     /* of a heading or item; else 0 */
  unsigned paragraph; /* lines with the same number are one paragraph, and lines with different ones
                         are not; 0 where unknown */
  unsigned block;     /* a text box, numbered from 1: its lines never run on into others; 0 is the
                         running text */
  unsigned table;     /* numbered from 1 in the document; 0 = in no table, or unknown */
  unsigned row,
      column; /* of the table, from 1; column 0: a whole row in one line, the text of its
                 first cell and then the figures of the others ("1.1 Finns … 7 10 70 %") */
} CorpusLine;

/* A footnote or endnote, or text at a page's foot that is one. */
typedef struct {
  char *text; /* the whole note in one line, without its number */
  unsigned page;
  guint line; /* index into the lines: the one that refers to it, or the last one before it */
} CorpusNote;

/* What a source hands over. */
typedef struct {
  GPtrArray *lines;    /* CorpusLine *, in reading order, page furniture removed; owned */
  GPtrArray *notes;    /* CorpusNote *, in reading order, not among the lines; owned */
  GPtrArray *warnings; /* char *, as corpus_warning_new() makes them; owned */
  unsigned pages;      /* number of pages seen */
  bool misnamed;       /* a text file that is named as another kind of file is (".pdf") */
} CorpusLines;

/* All fields empty, no edges. Free with corpus_line_free(). */
CorpusLine *corpus_line_new(const char *text, unsigned page, unsigned number);
void corpus_line_free(CorpusLine *line); /* NULL is fine */

/* Takes the text. Free with corpus_note_free(). */
CorpusNote *corpus_note_new(char *text, unsigned page, guint line);
void corpus_note_free(CorpusNote *note); /* NULL is fine */

/* No lines, notes or warnings yet. */
CorpusLines *corpus_lines_new(void);
void corpus_lines_free(CorpusLines *lines); /* NULL is fine */

/* A warning: one line for the user ("converted from ISO-8859-1"), and behind tabs its code
 * ("converted") with the one thing that it is about ("encoding", "ISO-8859-1"; both NULL where
 * there is none), so that a program can word it. The caller frees it. */
char *corpus_warning_new(const char *code, const char *name, const char *value, const char *format,
                         ...) G_GNUC_PRINTF(4, 5);

/* Line i of lines (CorpusLine *), and its text; borrowed. */
/* Puts the lines made (CorpusLine *, which it takes) where the first `taken` from `at` on stand;
 * the notes go with their lines. */
void corpus_lines_replace(CorpusLines *lines, guint at, guint taken, GPtrArray *made);

const CorpusLine *corpus_line_at(const GPtrArray *lines, guint i);
const char *corpus_line_text(const GPtrArray *lines, guint i);

/* Gives the line another text, which it takes; it has no words with places any more. */
void corpus_line_set_text(CorpusLine *line, char *text);

/* Do the lines stand side by side: at one height of a page, where places are known? */
bool corpus_line_same_row(const CorpusLine *a, const CorpusLine *b);

/* Does the document say that the line is a heading? Of a text that knows no paragraphs, as of a
 * transcript, that was only guessed. */
bool corpus_line_is_named_heading(const CorpusLine *line);

/* The words of the line, as white space parts them: those whose places line->words has. A
 * NULL-terminated array, the caller's (g_strfreev). */
char **corpus_line_split(const CorpusLine *line);

/* The first line from `at` on that is not an empty paragraph; `end` if none before `end` is. */
guint corpus_line_next_text(const GPtrArray *lines, guint at, guint end);

/* Behind the last line before `before`, from `first` on, that is not an empty paragraph; `first` if
 * all are. */
guint corpus_line_text_end(const GPtrArray *lines, guint first, guint before);

/* Is the word one sign by itself, neither letter nor digit: a bullet, whatever sign it is? "&" is a
 * word. */
bool corpus_is_bullet_alone(const char *word);

/* The one of the values (double) below which the share, 0 to 1, of them lies, and that in
 * their middle; NAN where there are none. Sorts them. */
double corpus_quantile(GArray *values, double share);
double corpus_median(GArray *values);

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

/* Lines as bytes, to hand them from one process to another; or an error in their place. */
GBytes *corpus_lines_to_bytes(const CorpusLines *lines);
GBytes *corpus_error_to_bytes(const GError *error);

/* The lines, or the error that the other side stored, or CORPUS_ERROR_IO where the bytes are
 * neither (they were cut off). The caller frees the lines. */
CorpusLines *corpus_lines_from_bytes(GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
