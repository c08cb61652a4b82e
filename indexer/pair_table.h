/* indexer/pair_table.h: texts by pairs of words, looked up in stored bytes without reading them
 * all; internal to indexer/.
 *
 * Thousands of pairs are asked for of which ten are there; so the hash table is made when the index
 * is written. Stored are the number of buckets (a power of two), the buckets, and then the lines:
 * two words with a space between, which are the key, a tab, a text. A bucket is the place of a line
 * among the lines plus 1, 0 = empty; numbers take four bytes, the lowest first. A line is found in
 * the bucket that the hash of its key (FNV-1a) leads to, or in the next ones before an empty one.
 */
#ifndef INDEXER_PAIR_TABLE_H
#define INDEXER_PAIR_TABLE_H

#include <glib.h>
#include <stdbool.h>

/* lines: as indexer_table_add() made them, no key twice. Freed. The caller unrefs the bytes. */
GBytes *indexer_table_new(GString *lines);
/* Appends a line. Keys hold neither tabs nor newlines, texts no newlines. */
void indexer_table_add(GString *lines, const char *key, const char *text);

/* false where the two words have no line. *text is the caller's. Bytes that are no table hold
 * nothing or something, and no worse. */
bool indexer_table_find(GBytes *table, const char *first, const char *second, char **text);

#endif
