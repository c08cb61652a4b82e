/* search/view/format.h: the forms in which an answer is printed. */
#ifndef SEARCH_VIEW_FORMAT_H
#define SEARCH_VIEW_FORMAT_H

typedef enum { SEARCH_FORMAT_TEXT, SEARCH_FORMAT_JSON, SEARCH_FORMAT_CSV } SearchFormat;

/* "text", "json", "csv". Static. */
const char *search_format_name(SearchFormat format);

#endif
