/* corpus/source/page_number_series.h: the page numbers of a report, told from other lone figures by
 * how they count on. For corpus/source/page_furniture.c alone. */
#ifndef CORPUS_SOURCE_PAGE_NUMBER_SERIES_H
#define CORPUS_SOURCE_PAGE_NUMBER_SERIES_H

#include "corpus/source/page_furniture_lines.h"

/* Marks page numbers, alone or in a running header, as lines that go. */
void corpus_page_numbers_drop(CorpusFurniture *furniture);

#endif
