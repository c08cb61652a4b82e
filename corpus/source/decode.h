/* corpus/source/decode.h: bytes as UTF-8, letters as the text of a line has them. Internal to
 * corpus/source/. */
#ifndef CORPUS_SOURCE_DECODE_H
#define CORPUS_SOURCE_DECODE_H

#include <glib.h>
#include <stdbool.h>

/* The text in UTF-8 (NFC), without byte order mark, NUL bytes and other control characters but tab,
 * line feed and form feed; every kind of line end becomes a line feed. What had to be done is said
 * in warnings (corpus_warning_new()): converted from UTF-16, Windows-1252 or ISO-8859-1, broken
 * sequences replaced, NUL bytes dropped.
 *
 * Fails with CORPUS_ERROR_EMPTY (nothing but white space), CORPUS_ERROR_TOO_LARGE (over 8 MiB) or
 * CORPUS_ERROR_BINARY. The caller frees the text. */
char *corpus_decode(const char *bytes, gsize length_bytes, GPtrArray *warnings,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Some versions of poppler encode the text of a structure tree as UTF-8 twice, the second time as
 * if the bytes were PDF's own encoding: what can be undone, is. The caller frees it. */
char *corpus_decode_again(const char *text);

/* Appends a letter as the text of a line has it: white space is a plain space, what can't be seen
 * goes, ligatures of print are letters, also those with their bytes in the wrong order, hyphens of
 * every kind are one. A soft hyphen is one only where it ends the line. */
void corpus_append_clean(GString *text, gunichar letter, bool ends_line);

#endif
