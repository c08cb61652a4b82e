/* indexer/pack.h: the bytes of records: what they are made of, and how they are packed.
 *
 * Many records are read for an answer, so a record has nothing in it that would have to be
 * interpreted: a number takes one byte for each seven bits, the low ones first, an integer has its
 * sign in the lowest bit, a text is its length in bytes and its bytes. Bytes that are no record
 * give INDEXER_ERROR_DAMAGED, whatever they are. */
#ifndef INDEXER_PACK_H
#define INDEXER_PACK_H

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "shim/shim.h"

/* ---- packed records ---- */

/* Packs and unpacks; belongs to one thread at a time. */
typedef struct IndexerPacker IndexerPacker;

/* sample: text as the records have it, the same for reading as it was for writing; kept (NULL =
 * none). Free with indexer_packer_free(), which takes NULL. */
IndexerPacker *indexer_packer_new(GBytes *sample);
void indexer_packer_free(IndexerPacker *packer);

/* What is stored for a record, which is freed; the caller unrefs it. */
GBytes *indexer_pack(IndexerPacker *packer, GBytes *record);
/* The same for what is to be looked up in as it is stored: it is not packed, but damage is found.
 */
GBytes *indexer_sum_up(GBytes *record);
/* The record of what is stored, which is freed; the caller unrefs it. NULL with
 * INDEXER_ERROR_DAMAGED where it is none. */
GBytes *indexer_unpack(IndexerPacker *packer, GBytes *stored,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of what a document stores. */
GBytes *indexer_unpack_document(IndexerPacker *packer, const ShimDocument *document,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- what a record is made of ---- */

void indexer_put_number(GByteArray *record, guint number);
void indexer_put_integer(GByteArray *record, int integer); /* may be negative */
void indexer_put_double(GByteArray *record, double number);
/* NULL is written as ""; U+FFFD for what is not UTF-8. */
void indexer_put_text(GByteArray *record, const char *text);
/* The same with a NUL at its end, so that it can be borrowed from the record. */
void indexer_put_ended_text(GByteArray *record, const char *text);
/* Any bytes, such as another record or a file's name. */
void indexer_put_bytes(GByteArray *record, const void *bytes, gsize length);

/* A place in a record. Zero and "" are read once it is damaged, which is said at the end. */
typedef struct {
  const guint8 *at, *end;
  bool damaged;
} IndexerCursor;

/* The record must outlive the cursor. */
IndexerCursor indexer_cursor_of(GBytes *record);

/* A number of any length; indexer_take_number() is the one to call. */
guint indexer_take_long_number(IndexerCursor *cursor);

/* Every answer reads thousands, nearly all of them of one byte. */
static inline guint
indexer_take_number(IndexerCursor *cursor) {
  enum { GOES_ON = 0x80 };
  return cursor->at < cursor->end && *cursor->at < GOES_ON ? *cursor->at++
                                                           : indexer_take_long_number(cursor);
}

static inline int
indexer_take_integer(IndexerCursor *cursor) {
  guint number = indexer_take_number(cursor);
  return (int)((number & 1) != 0 ? ~(number >> 1) : number >> 1);
}

/* A number of four bytes, the lowest first, as tables have them that are looked up in. */
static inline guint32
indexer_fixed_at(const guint8 *bytes) {
  guint32 number;
  memcpy(&number, bytes, sizeof number);
  return GUINT32_FROM_LE(number);
}

double indexer_take_double(IndexerCursor *cursor);
/* One of a list that begins with 0; `count` and above are damage. */
guint indexer_take_choice(IndexerCursor *cursor, guint count);
/* Valid UTF-8 without a NUL byte; the caller frees it. */
char *indexer_take_text(IndexerCursor *cursor);
/* What indexer_put_ended_text() wrote: the same, borrowed from the record. */
const char *indexer_take_ended_text(IndexerCursor *cursor);
/* A short text, a question's id or a municipality's code; longer ones are damage. */
#define INDEXER_ID_BYTES 8
void indexer_take_id(IndexerCursor *cursor, char id[INDEXER_ID_BYTES]);
/* Borrowed from the record; NULL where there are none. */
const void *indexer_take_bytes(IndexerCursor *cursor, gsize *length);

/* Is it UTF-8 without a NUL byte? */
bool indexer_is_text(const char *text, gsize length);

/* Whether everything was there, and nothing else. INDEXER_ERROR_DAMAGED. */
bool indexer_cursor_finish(const IndexerCursor *cursor, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
