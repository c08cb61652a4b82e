/* corpus/source/line_width.h: how wide text is when printed, where a source does not say. Internal.
 */
#ifndef CORPUS_SOURCE_LINE_WIDTH_H
#define CORPUS_SOURCE_LINE_WIDTH_H

#include <glib.h>

/* The width of the text's first length_bytes (-1: all), in widths of an ordinary letter. Good to
 * some 2 %: in characters lines of one column differ by 4 % and more. */
double corpus_line_width(const char *text, gssize length_bytes);

#endif
