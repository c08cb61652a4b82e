/* corpus/text/knowledge.h: the knowledge files of corpus/data/, compiled into the program. */
#ifndef CORPUS_TEXT_KNOWLEDGE_H
#define CORPUS_TEXT_KNOWLEDGE_H

#include <glib.h>
#include <stdbool.h>

/* The bytes of a data file ("municipalities.tsv"); NUL-terminated, length excludes the NUL.
 * Borrowed, lives as long as the program. NULL with CORPUS_ERROR_DATA if there is none. */
const char *corpus_data_bytes(const char *name, gsize *length_bytes,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The names of all data files, sorted; a NULL-terminated array, the caller's (g_strfreev). */
char **corpus_data_names(void);

/* A data file in key-file form ("instrument-2010.ini"). The caller unrefs it. */
GKeyFile *corpus_data_key_file(const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The lines of a data file without comments ("#…") and empty lines, white space trimmed at both
 * ends; a NULL-terminated array, the caller's (g_strfreev). */
char **corpus_data_lines(const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
