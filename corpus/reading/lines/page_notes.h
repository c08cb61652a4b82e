/* corpus/reading/lines/page_notes.h: footnotes leave the lines. */
#ifndef CORPUS_READING_LINES_PAGE_NOTES_H
#define CORPUS_READING_LINES_PAGE_NOTES_H

#include "corpus/source/line.h"

/* Moves the lines at the foot of a page that are notes out of the lines into lines->notes, each
 * whole, without its number: lines in smaller type than the text, the first of which begins with a
 * number or a star ("1 Källa: …"). Where type sizes are not known, a single such line at the end of
 * a page. Indexes of the lines after them change; those of notes that the source found are kept
 * right. */
void corpus_page_notes_take(CorpusLines *lines);

#endif
