/* indexer/cursor.c: numbers and texts to bytes and back; declared in record.h. */
#include "indexer/record.h"

#include <glib/gi18n.h>
#include <string.h>

#include "indexer/error.h"

/* ---- numbers and texts: writing ---- */

void
indexer_put_number(GByteArray *record, guint number) {
  guint8 bytes[5];
  guint count = 0;
  for (; number >= 0x80; number >>= 7)
    bytes[count++] = (guint8)(number | 0x80);
  bytes[count++] = (guint8)number;
  g_byte_array_append(record, bytes, count);
}

void
indexer_put_integer(GByteArray *record, int integer) {
  guint twice = (guint)integer << 1;
  indexer_put_number(record, integer < 0 ? ~twice : twice);
}

void
indexer_put_double(GByteArray *record, double number) {
  guint64 bits;
  memcpy(&bits, &number, sizeof bits);
  bits = GUINT64_TO_LE(bits);
  g_byte_array_append(record, (const guint8 *)&bits, sizeof bits);
}

void
indexer_put_bytes(GByteArray *record, const void *bytes, gsize length) {
  indexer_put_number(record, (guint)length);
  g_byte_array_append(record, bytes, (guint)length);
}

/* Bytes that are no UTF-8 are made so; the caller frees it. */
static char *
valid_of(const char *text) {
  return g_utf8_make_valid(text != NULL ? text : "", -1);
}

void
indexer_put_text(GByteArray *record, const char *text) {
  char *valid = valid_of(text);
  indexer_put_bytes(record, valid, strlen(valid));
  g_free(valid);
}

void
indexer_put_ended_text(GByteArray *record, const char *text) {
  char *valid = valid_of(text);
  indexer_put_bytes(record, valid, strlen(valid) + 1);
  g_free(valid);
}

/* ---- numbers and texts: reading ---- */

IndexerCursor
indexer_cursor_of(GBytes *record) {
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(record, &length);
  if (length == 0)
    bytes = (const guint8 *)""; /* GLib gives NULL, which has no end */
  return (IndexerCursor){bytes, bytes + length, false};
}

guint
indexer_take_number(IndexerCursor *cursor) {
  guint number = 0;
  for (guint shift = 0; cursor->at < cursor->end && shift < 35; shift += 7) {
    guint8 byte = *cursor->at++;
    number |= (guint)(byte & 0x7f) << shift;
    if (byte < 0x80)
      return number;
  }
  cursor->damaged = true;
  cursor->at = cursor->end;
  return 0;
}

int
indexer_take_integer(IndexerCursor *cursor) {
  guint number = indexer_take_number(cursor);
  return (int)((number & 1) != 0 ? ~(number >> 1) : number >> 1);
}

/* So many bytes, or NULL. */
static const guint8 *
take_raw(IndexerCursor *cursor, gsize length) {
  if (length > (gsize)(cursor->end - cursor->at)) {
    cursor->damaged = true;
    cursor->at = cursor->end;
    return NULL;
  }
  const guint8 *bytes = cursor->at;
  cursor->at += length;
  return bytes;
}

double
indexer_take_double(IndexerCursor *cursor) {
  guint64 bits = 0;
  double number = 0;
  const guint8 *bytes = take_raw(cursor, sizeof bits);
  if (bytes == NULL)
    return 0;
  memcpy(&bits, bytes, sizeof bits);
  bits = GUINT64_FROM_LE(bits);
  memcpy(&number, &bits, sizeof number);
  return number;
}

guint
indexer_take_choice(IndexerCursor *cursor, guint count) {
  guint number = indexer_take_number(cursor);
  if (number < count)
    return number;
  cursor->damaged = true;
  return 0;
}

const void *
indexer_take_bytes(IndexerCursor *cursor, gsize *length) {
  *length = indexer_take_number(cursor);
  const guint8 *bytes = take_raw(cursor, *length);
  if (bytes == NULL)
    *length = 0;
  return *length > 0 ? bytes : NULL;
}

enum { STEP = sizeof(guint64) };

/* How many of eight bytes are ASCII and not 0 before one is not. The lowest byte comes first: what
 * is taken from it alters none before it. */
static gsize
count_plain(const char *bytes) {
  const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101);
  const guint64 tops = G_GUINT64_CONSTANT(0x8080808080808080);
  guint64 all;
  memcpy(&all, bytes, sizeof all);
  all = GUINT64_FROM_LE(all);
  guint64 others = (all | (all - ones)) & tops;
  return others == 0 ? STEP : (gsize)__builtin_ctzll(others) / 8;
}

/* Is it UTF-8 without NUL? Most of Swedish text is ASCII, which is passed over in steps; GLib looks
 * at no more than the stretches between. */
bool
indexer_is_text(const char *text, gsize length) {
  enum { FIRST_OF_LATIN = 0xC3, CONTINUES = 0x80, MASK = 0xC0 };
  gsize at = 0;
  while (at < length) {
    gsize plain = at + STEP <= length ? count_plain(text + at) : 0;
    if (plain > 0) {
      at += plain;
      continue;
    }
    unsigned char byte = (unsigned char)text[at];
    if (byte - 1u < 0x7F)
      at++;
    else if (byte == FIRST_OF_LATIN && at + 1 < length &&
             ((unsigned char)text[at + 1] & MASK) == CONTINUES)
      at += 2;
    else
      return g_utf8_validate_len(text + at, length - at, NULL);
  }
  return true;
}

char *
indexer_take_text(IndexerCursor *cursor) {
  gsize length = 0;
  const char *text = indexer_take_bytes(cursor, &length);
  if (length == 0)
    return g_strdup("");
  if (!indexer_is_text(text, length)) {
    cursor->damaged = true;
    return g_strdup("");
  }
  char *taken = g_malloc(length + 1);
  memcpy(taken, text, length);
  taken[length] = '\0';
  return taken;
}

const char *
indexer_take_ended_text(IndexerCursor *cursor) {
  gsize length = 0;
  const char *text = indexer_take_bytes(cursor, &length);
  if (length > 0 && text[length - 1] == '\0' && indexer_is_text(text, length - 1))
    return text;
  cursor->damaged = true;
  return "";
}

void
indexer_take_id(IndexerCursor *cursor, char id[8]) {
  gsize length = 0;
  const char *text = indexer_take_bytes(cursor, &length);
  memset(id, 0, 8);
  if (length >= 8 || (length > 0 && !indexer_is_text(text, length)))
    cursor->damaged = true;
  else if (length > 0)
    memcpy(id, text, length);
}

bool
indexer_cursor_finish(const IndexerCursor *cursor, GError **error) {
  if (!cursor->damaged && cursor->at == cursor->end)
    return true;
  g_set_error_literal(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED,
                      _("a record of the index is damaged; make it anew with kompass index "
                        "--rebuild"));
  return false;
}
