/* corpus/source/page_furniture_lines.h: lines, which of them go, and what stands around one. For
 * the parts of corpus/source/page_furniture.c alone. */
#ifndef CORPUS_SOURCE_PAGE_FURNITURE_LINES_H
#define CORPUS_SOURCE_PAGE_FURNITURE_LINES_H

#include <stdbool.h>

#include "corpus/source/page_furniture.h"

typedef struct {
  GPtrArray *lines; /* CorpusPlacedLine *, borrowed */
  bool *drop;       /* for each line */
} CorpusFurniture;

/* Line i; borrowed from the lines. */
CorpusLine *corpus_furniture_line(const CorpusFurniture *furniture, guint i);

/* Has line i text, and does it stay? */
bool corpus_furniture_keeps(const CorpusFurniture *furniture, guint i);

/* Does a sentence run on from the text before line i to the text after it? */
bool corpus_furniture_within_sentence(const CorpusFurniture *furniture, guint i);

/* Does the text before line i end a sentence, in a line long enough for prose? */
bool corpus_furniture_follows_prose(const CorpusFurniture *furniture, guint i);

/* Is line i among the first or last `depth` lines with text of its page? */
bool corpus_furniture_at_border(const CorpusFurniture *furniture, guint i, guint depth);

/* How many pages the source marks; 0 where there is no line. */
unsigned corpus_furniture_pages(const CorpusFurniture *furniture);

#endif
