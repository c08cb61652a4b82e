/* corpus/reading/lines/layout_words.h: the words by which the parts of a report are recognised.
 *
 * Internal to corpus/. Read from corpus/data/layout.ini. */
#ifndef CORPUS_READING_LINES_LAYOUT_WORDS_H
#define CORPUS_READING_LINES_LAYOUT_WORDS_H

#include <glib.h>
#include <stdbool.h>

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
 * none or it is malformed (tests/corpus/reading/lines/layout_words.c guards that). */
GRegex *corpus_layout_pattern(const char *key);

/* Does the pattern match the text? false also where there is no such pattern. */
bool corpus_layout_matches(const char *key, const char *text);

/* The text without the mark of a list item ("• Kundcenter"); borrowed from it. The text itself if
 * it has none. */
const char *corpus_layout_without_bullet(const char *text);

/* The keys of all patterns; a NULL-terminated array, the caller's (g_strfreev). */
char **corpus_layout_pattern_keys(void);

#endif
