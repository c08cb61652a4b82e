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

#endif
