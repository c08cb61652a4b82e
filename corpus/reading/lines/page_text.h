/* corpus/reading/lines/page_text.h: pages that came as one line each are cut into lines again. */
#ifndef CORPUS_READING_LINES_PAGE_TEXT_H
#define CORPUS_READING_LINES_PAGE_TEXT_H

#include "corpus/source/line.h"

/* Sites where documents are shared join all lines of a page to one, with the page's number in
 * front. Where the text is such a transcript: puts headings that are known by name, heads and rows
 * of tables, bulleted items and some sentences of running text at a time in lines of their own,
 * drops the running header, and warns that the tables of strengths and improvements can't be told
 * for sure. Else leaves the lines alone. */
void corpus_page_text_cut(CorpusLines *lines);

/* ---- footnotes leave the lines ---- */

/* Moves the lines at the foot of a page that are notes out of the lines into lines->notes, each
 * whole, without its number: lines in smaller type than the text, the first of which begins with a
 * number or a star ("1 Källa: …"). Where type sizes are not known, a single such line at the end of
 * a page. Indexes of the lines after them change; those of notes that the source found are kept
 * right. */
void corpus_page_notes_take(CorpusLines *lines);

#endif
