/* corpus/text/sorted_line.h: looks a key up in what was worked out when kompass was built.
 *
 * That is sorted lines "key|field|field", each ended by a newline. They are compiled in and read
 * where they are: nothing is loaded. */
#ifndef CORPUS_TEXT_SORTED_LINE_H
#define CORPUS_TEXT_SORTED_LINE_H

#include <gio/gio.h>

/* How a line stands to another in the order that is asked for below: by the bytes of their keys. */
int corpus_sorted_line_compare(const char *a, const char *b);

/* The line with a key, from behind the key to its newline: "|field|field\n"; NULL where there is
 * none. Borrowed. lines: in their order, each key once, each line ended by a newline. */
const char *corpus_sorted_line(const char *lines, gsize length_bytes, const char *key);

/* The fields that it gives. The caller frees the array (g_strfreev). */
char **corpus_sorted_line_fields(const char *line);

/* The same one by one, where they are in the line: *at is what corpus_sorted_line() gave, and goes
 * on. NULL behind the last. */
const char *corpus_sorted_line_next(const char **at, gsize *length_bytes);

/* A file of sorted lines that is compiled in. Static; all but the first two is filled in when it is
 * first asked for. */
typedef struct {
  GResource *(*resource)(void);
  const char *path;
  const char *lines;
  gsize length_bytes;
  gsize found;
} CorpusSortedLines;

/* The file itself, with its lines. Thread-safe. */
const CorpusSortedLines *corpus_sorted_lines(CorpusSortedLines *file);

/* For sorting arrays of texts (char *) by their bytes. */
int corpus_texts_compare(gconstpointer a, gconstpointer b);

#endif
