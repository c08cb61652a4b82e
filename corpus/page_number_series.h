/* corpus/page_number_series.h: the page numbers of a report, told from other lone figures by how
 * they count on. For corpus/furniture.c alone. */
#ifndef CORPUS_PAGE_NUMBER_SERIES_H
#define CORPUS_PAGE_NUMBER_SERIES_H

#include "corpus/furniture_lines.h"

/* Marks page numbers, alone or in a running header, as lines that go. */
void corpus_page_numbers_drop(CorpusFurniture *furniture);

#endif
