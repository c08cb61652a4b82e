/* corpus/reading/outline/rubrics.h: the list of rubrics that opens a chapter, and its figures.
 *
 * Internal to the room. */
#ifndef CORPUS_READING_OUTLINE_RUBRICS_H
#define CORPUS_READING_OUTLINE_RUBRICS_H

#include "corpus/reading/outline/heading.h"
#include "corpus/reading/outline/outline.h"

/* The last line of a list head at `at` ("Rubriker Poäng", on one line or two; or "Poäng" after the
 * whole list, as its column is read last); G_MAXUINT if there is none. */
guint corpus_rubrics_header_end(const CorpusHeadingContext *context, guint at);

/* The last line of the list that the head opens: rubrics, then the chapter's figure; which may
 * stand beside the middle of the list, and so among its lines. */
guint corpus_rubrics_end(const CorpusHeadingContext *context, guint header);

/* Adds the chapter's rubrics (char *), with which its headings may be compared. */
void corpus_rubrics_note(const CorpusHeadingContext *context, guint first, guint last,
                         GPtrArray *rubrics);

#endif
