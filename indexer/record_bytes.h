/* indexer/record_bytes.h: what records are made of: numbers and texts one after the other; internal
 * to indexer/.
 *
 * All reports are read whenever an index is opened, so a record has nothing in it that would have
 * to be interpreted: a number takes one byte for each seven bits, the low ones first, an integer
 * has its sign in the lowest bit, a text is its length in bytes and its bytes. */
#ifndef INDEXER_RECORD_BYTES_H
#define INDEXER_RECORD_BYTES_H

#include <glib.h>
#include <stdbool.h>

/* ---- writing ---- */

void indexer_put_number(GByteArray *record, guint number);
void indexer_put_integer(GByteArray *record, int integer); /* may be negative */
void indexer_put_double(GByteArray *record, double number);
/* NULL is written as ""; U+FFFD for what is not UTF-8. */
void indexer_put_text(GByteArray *record, const char *text);
/* Any bytes, such as another record or a file's name. */
void indexer_put_bytes(GByteArray *record, const void *bytes, gsize length);

/* ---- reading ---- */

/* Where one is in a record. Zero and "" are read once it is damaged, which is told at the end. */
typedef struct {
  const guint8 *at, *end;
  bool damaged;
} IndexerCursor;

/* The record must outlive the cursor. */
IndexerCursor indexer_cursor_of(GBytes *record);

guint indexer_take_number(IndexerCursor *cursor);
int indexer_take_integer(IndexerCursor *cursor);
double indexer_take_double(IndexerCursor *cursor);
/* One of a list that begins with 0; `count` and above are damage. */
guint indexer_take_choice(IndexerCursor *cursor, guint count);
/* Valid UTF-8 without a NUL byte; the caller frees it. */
char *indexer_take_text(IndexerCursor *cursor);
/* Borrowed from the record; NULL where there are none. */
const void *indexer_take_bytes(IndexerCursor *cursor, gsize *length);
/* A text of at most 7 bytes, such as a question's id, for which there is room. */
void indexer_take_id(IndexerCursor *cursor, char id[8]);

/* Was everything there, and nothing else? INDEXER_ERROR_DAMAGED. */
bool indexer_cursor_finish(const IndexerCursor *cursor, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
