/* corpus/reading/outline/heading_place.h: how a line stands: what a heading looks like, whatever it
 * says. Internal to the room. */
#ifndef CORPUS_READING_OUTLINE_HEADING_PLACE_H
#define CORPUS_READING_OUTLINE_HEADING_PLACE_H

#include "corpus/reading/outline/heading.h"

/* At most: of a heading; of one that looks like one, which may be a whole question. */
enum { CORPUS_HEADING_CHARS = 110, CORPUS_HEADING_MARKED_CHARS = 220, CORPUS_HEADING_LINES = 3 };

/* Does the document say that the line is a heading, or do its letters: bold or larger, as running
 * text is not? Those of a table are heads of its columns as well, if they are not larger. */
bool corpus_heading_stands_out(const CorpusHeadingContext *context, guint at);

/* An entry of a table of contents names a heading and its page, but heads nothing. In an area's
 * chapter a number at the end can be the points of the question. */
bool corpus_heading_is_contents_entry(const CorpusHeadingContext *context, const char *text);

/* Does the line stand over entries of a table of contents, as a chapter whose own page has no
 * leaders does, or where each title has its page in a line below it? Points stand behind leaders,
 * too, but pages rise, and for long. */
bool corpus_heading_is_in_contents(const CorpusHeadingContext *context, guint at);

/* Does the sentence before the line go on in it? */
bool corpus_heading_sentence_is_open(const CorpusHeadingContext *context, guint at);

/* Can a text begin so? */
bool corpus_heading_begins_text(const char *text);

/* Does what follows a heading that ends at `last` look like the beginning of something? */
bool corpus_heading_something_begins_after(const CorpusHeadingContext *context, guint last);

/* Could these words be a title, wherever they stand? whole_question: they may be one. */
bool corpus_heading_reads_like_title(const char *title, bool whole_question);

/* The heading that begins at `at`, over as many lines as it wraps, without the points that it may
 * end with; last receives the last line. */
char *corpus_heading_whole_heading(const CorpusHeadingContext *context, guint at, guint *last,
                                   CorpusPoints *points);

/* Is the next line the rest of the points with which the heading ends ("Arbetsliv? 20 p" … "(av
 * 30)")? */
bool corpus_heading_points_go_on(const CorpusHeadingContext *context, const char *heading,
                                 guint next);

/* Is the title, by its place alone, a heading: set off, short, with running text below? */
bool corpus_heading_stands_like_heading(const CorpusHeadingContext *context, const char *title,
                                        guint at, guint last);

/* The first line of a heading, without its points. */
char *corpus_heading_first_line(const CorpusHeadingContext *context, guint at,
                                CorpusPoints *points);

bool corpus_heading_is_narrow(const CorpusHeadingContext *context, const char *text);

#endif
