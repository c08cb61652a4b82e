/* corpus/reading/lines/layout_words.h: the words by which the parts of a report are recognised.
 *
 * Internal to corpus/. Read from corpus/data/layout.ini. */
#ifndef CORPUS_READING_LINES_LAYOUT_WORDS_H
#define CORPUS_READING_LINES_LAYOUT_WORDS_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/report/report.h"

typedef enum {
  CORPUS_HEADING_UNKNOWN,
  CORPUS_HEADING_BACKGROUND, /* text that is the same in every report */
  CORPUS_HEADING_OPENING,    /* opens the headings of the questions ("Kommentar") */
  CORPUS_HEADING_AREA,       /* belongs to the area as a whole ("Inspiration") */
  CORPUS_HEADING_REPORT      /* a part of the report as a whole: ends an area's chapter */
} CorpusHeadingKind;

/* What a line says if it is a heading, whether or not it stands where headings stand. inside: in an
 * area's chapter, where "Jämförelser" heads a question. Numbers before it are passed over. */
CorpusHeadingKind corpus_layout_heading(const char *line, bool inside);

/* A pattern of the data file by its key. Borrowed, lives as long as the program; NULL if there is
 * none. */
GRegex *corpus_layout_pattern(const char *key);

/* Does the pattern match the text? false also where there is no such pattern. */
bool corpus_layout_matches(const char *key, const char *text);

/* ---- points beside headings ---- */

/* Points, and out of how many; -1 where they are not told. */
typedef struct {
  int points, max;
} CorpusPoints;

/* What a pattern of the file has as its groups "points" (with "decimal": rounded, halves up) and
 * "max", or "bracket"; -1 each where it is missing. */
CorpusPoints corpus_layout_points_in(const GMatchInfo *match);

/* Is the line nothing but points ("Poäng 7 av 15")? points may be NULL. */
bool corpus_layout_points(const char *line, CorpusPoints *points);

/* Is the cell of a table points and maximum ("9/15", "9 p av 15", "9 (15)")? points may be NULL. */
bool corpus_layout_cell_points(const char *cell, CorpusPoints *points);

/* The bytes of the title before the points that it ends with ("Medborgardialog (19 av 30 poäng)"):
 * all of it where it has none. points may be NULL. */
gsize corpus_layout_title_bytes(const char *title, CorpusPoints *points);

/* A title with such points behind it, if there are any; "" is a title, too. The caller frees it. */
char *corpus_layout_title_with_points(const char *title, CorpusPoints points);

/* ---- tables of strengths and improvements ---- */

#define CORPUS_TABLE_COLUMNS_MAX 4

/* The columns that a table's head names, from the left. The first may be neutral: it says what the
 * items of its row are about, and holds none. */
typedef struct {
  CorpusTag tags[CORPUS_TABLE_COLUMNS_MAX];
  guint count;
} CorpusTableHead;

/* Does the text name columns and say nothing else? White space, hyphens, "och", numbers and stops
 * between the words are passed over. head may be NULL. */
bool corpus_layout_columns(const char *text, CorpusTableHead *head);

/* Is it the word over one such column, and nothing else, with the capital that it has there? As a
 * small word it ends an item in the column to the left ("kompetens-" "utveckling"). */
bool corpus_layout_column_word(const char *text);

/* Is it the word over such a first column, and nothing else? */
bool corpus_layout_labels(const char *text);

/* Is the text the beginning of words over columns ("Styrkor Förbättrings-")? */
bool corpus_layout_columns_begin(const char *text);

/* The bytes of the word for a column that the text begins with, the sign and the space behind it
 * included, where its items run on in the same line ("Styrkor: tydlig vision, …"); 0 if it has
 * none. */
gsize corpus_layout_run_in(const char *text, CorpusTag *tag);

/* Does the line begin what comes after such a table? */
bool corpus_layout_is_after_table(const char *line);

/* ---- bullets ---- */

typedef enum { CORPUS_BULLET_NONE, CORPUS_BULLET_LIKELY, CORPUS_BULLET_SURE } CorpusBulletKind;

/* The bullet that a line begins with; one that is likely occurs in text, too. length_bytes: of the
 * bullet and the white space after it. glyph: the sign; '1' for every number. */
CorpusBulletKind corpus_layout_bullet(const char *line, gsize *length_bytes, gunichar *glyph);

/* The text without the mark of a list item ("• Kundcenter"); borrowed from it. The text itself if
 * it has none. */
const char *corpus_layout_without_bullet(const char *text);
bool corpus_layout_has_bullet(const char *text);

/* How many words the text has, as white space parts them. */
guint corpus_layout_count_words(const char *text);

#endif
