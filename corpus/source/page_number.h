/* corpus/source/page_number.h: what on a line may be a page's number. Internal to corpus/. */
#ifndef CORPUS_SOURCE_PAGE_NUMBER_H
#define CORPUS_SOURCE_PAGE_NUMBER_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
  guint number, of; /* "7 (27)", "7/27", "7 av 27": 7 and 27; of is 0 where only a number stands */
  bool word;        /* "Sida 7" */
  bool dated;       /* the rest has a date: "… 2013-01-03 7 (27)" */
  char *header;     /* the rest of the line in lower case; "" where there is none */
} CorpusPageNumber;

/* Reads a line as a page number, alone or at an end of a running header. Says only that it has the
 * shape, not that it is one: "79" can be a score. Clear number with corpus_page_number_clear(). */
bool corpus_page_number_read(const char *text, CorpusPageNumber *number);
void corpus_page_number_clear(CorpusPageNumber *number);

#endif
