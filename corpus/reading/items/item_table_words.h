/* corpus/reading/items/item_table_words.h: the words of corpus/data/table-words.ini: over the
 * columns of a table, at the beginning and the end of its items, and after it.
 *
 * Internal to corpus/. Read on first use; a malformed file leaves a list empty here, and the tests
 * fail on it. */
#ifndef CORPUS_READING_ITEMS_ITEM_TABLE_WORDS_H
#define CORPUS_READING_ITEMS_ITEM_TABLE_WORDS_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/report/report.h"

/* The columns that a header names, from the left. */
typedef struct {
  CorpusTag tags[3];
  guint count;
} CorpusTableHeader;

/* Does the text name columns and say nothing else? White space, hyphens, "och", numbers and stops
 * between the words are passed over. header may be NULL. */
bool corpus_table_header(const char *text, CorpusTableHeader *header);

/* Is the text the beginning of words over columns ("Styrkor Förbättrings-")? */
bool corpus_table_header_begins(const char *text);

typedef enum { CORPUS_BULLET_NONE, CORPUS_BULLET_LIKELY, CORPUS_BULLET_SURE } CorpusBulletKind;

/* The bullet that a line begins with. length_bytes: of the bullet and the white space after it.
 * glyph: the sign; '1' for every number. */
CorpusBulletKind corpus_table_bullet(const char *line, gsize *length_bytes, gunichar *glyph);

/* Can no item end with the last word of the line? Does one seldom? Can none begin with its first?
 */
bool corpus_table_stays_open(const char *line);
bool corpus_table_ends_seldom(const char *line);
bool corpus_table_is_within(const char *line);

/* Does the line begin what comes after a table? */
bool corpus_table_is_after(const char *line);

#endif
