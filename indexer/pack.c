/* indexer/pack.c: numbers and texts to bytes and back; and records made small by what other records
 * of the index say (zstd).
 *
 * A passage is a few lines, in which no compressor finds much that repeats; but the reports of an
 * index speak alike. So each record is written as what it adds to a sample of them, which the index
 * holds once. What is stored is a byte that says how, and a frame of zstd without the number that
 * all of them begin with.
 *
 * What is looked up in as it is stored is not packed, as to unpack it would cost more than to ask;
 * it has a check sum instead, as nothing else would tell that it is damaged. */
#include "indexer/pack.h"

#include <string.h>
#include <zstd.h>

#include <glib/gi18n.h>

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
indexer_take_long_number(IndexerCursor *cursor) {
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
indexer_take_id(IndexerCursor *cursor, char id[INDEXER_ID_BYTES]) {
  gsize length = 0;
  const char *text = indexer_take_bytes(cursor, &length);
  memset(id, 0, INDEXER_ID_BYTES);
  if (length >= INDEXER_ID_BYTES || (length > 0 && !indexer_is_text(text, length)))
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

/* ---- packing ---- */

#define LEVEL 3                 /* 9 makes records 2 % smaller and takes three times as long */
#define MOST_BYTES (256u << 20) /* of a record, so that hostile bytes can't fill the memory */

/* How a record is stored. One of a single block, as nearly all are, without the head of that, which
 * says what is known: that no other follows, that it is compressed, and how long it is. */
enum { AS_IS, PACKED, SUMMED, PACKED_ONE };

static const guint8 MAGIC[] = {0x28, 0xb5, 0x2f, 0xfd};

/* Three bytes, the lowest first: 1 = the last one, two bits for its kind, and its length. */
enum { BLOCK_HEAD = 3, LAST_COMPRESSED = 1 | 2 << 1, LENGTH_BIT = 3 };

/* How many bytes of a frame stand before its first block (RFC 8878), by what the one behind the
 * number says: the size of a window, a dictionary's id, and how long the record is. */
static gsize
bytes_before_block(guint8 descriptor) {
  static const guint8 of_dictionary[] = {0, 1, 2, 4}, of_length[] = {0, 2, 4, 8};
  bool one_segment = (descriptor & 0x20) != 0;
  bool short_length = one_segment && descriptor >> 6 == 0;
  return sizeof MAGIC + 1 + !one_segment + of_dictionary[descriptor & 3] +
         of_length[descriptor >> 6] + short_length;
}

static guint32
head_of_block(gsize length) {
  return LAST_COMPRESSED | (guint32)length << LENGTH_BIT;
}

struct IndexerPacker {
  GBytes *sample;
  ZSTD_CCtx *writing; /* NULL until needed, as are the next three */
  ZSTD_CDict *written_with;
  ZSTD_DCtx *reading;
  ZSTD_DDict *read_with;
  GByteArray *frame;
};

IndexerPacker *
indexer_packer_new(GBytes *sample) {
  IndexerPacker *packer = g_new0(IndexerPacker, 1);
  packer->sample = sample != NULL ? g_bytes_ref(sample) : g_bytes_new(NULL, 0);
  packer->frame = g_byte_array_new();
  return packer;
}

void
indexer_packer_free(IndexerPacker *packer) {
  if (packer == NULL)
    return;
  ZSTD_freeCCtx(packer->writing);
  ZSTD_freeCDict(packer->written_with);
  ZSTD_freeDCtx(packer->reading);
  ZSTD_freeDDict(packer->read_with);
  g_byte_array_unref(packer->frame);
  g_bytes_unref(packer->sample);
  g_free(packer);
}

/* ---- writing ---- */

static void
begin_writing(IndexerPacker *packer) {
  gsize length = 0;
  const void *sample = g_bytes_get_data(packer->sample, &length);
  packer->writing = ZSTD_createCCtx();
  packer->written_with = ZSTD_createCDict(sample, length, LEVEL);
}

/* The length of the frame that stands in packer->frame; 0 where there is none. */
static gsize
write_frame(IndexerPacker *packer, const void *bytes, gsize length) {
  if (packer->writing == NULL)
    begin_writing(packer);
  if (packer->writing == NULL || packer->written_with == NULL)
    return 0;
  g_byte_array_set_size(packer->frame, (guint)ZSTD_compressBound(length));
  gsize written = ZSTD_compress_usingCDict(packer->writing, packer->frame->data, packer->frame->len,
                                           bytes, length, packer->written_with);
  return ZSTD_isError(written) ? 0 : written;
}

/* Takes the head of a frame's block out, if it is its only one and compressed. */
static bool
take_out_head(GByteArray *frame) {
  gsize before = bytes_before_block(frame->data[sizeof MAGIC]), block = before + BLOCK_HEAD;
  if (frame->len < block)
    return false;
  const guint8 *head = frame->data + before;
  if ((head[0] | (guint32)head[1] << 8 | (guint32)head[2] << 16) !=
      head_of_block(frame->len - block))
    return false;
  g_byte_array_remove_range(frame, (guint)before, BLOCK_HEAD);
  return true;
}

GBytes *
indexer_pack(IndexerPacker *packer, GBytes *record) {
  gsize length = 0;
  const void *bytes = g_bytes_get_data(record, &length);
  gsize frame = length > 0 && length <= MOST_BYTES ? write_frame(packer, bytes, length) : 0;
  bool packed = frame > sizeof MAGIC && frame - sizeof MAGIC < length;
  guint8 how = packed ? PACKED : AS_IS;
  GByteArray *stored = g_byte_array_new();
  g_byte_array_set_size(packer->frame, (guint)frame);
  if (packed && take_out_head(packer->frame))
    how = PACKED_ONE;
  g_byte_array_append(stored, &how, 1);
  if (packed)
    g_byte_array_append(stored, packer->frame->data + sizeof MAGIC,
                        packer->frame->len - (guint)sizeof MAGIC);
  else if (length > 0)
    g_byte_array_append(stored, bytes, (guint)length);
  g_bytes_unref(record);
  return g_byte_array_free_to_bytes(stored);
}

static guint64
mix(guint64 sum, guint64 step) {
  sum = (sum ^ step) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
  return sum ^ sum >> 32;
}

/* Four sums side by side, of eight bytes at a time, as it is made whenever an index is opened and a
 * processor can do that much at once. */
static guint64
sum_of(const guint8 *bytes, gsize length) {
  guint64 sums[4] = {length, 1, 2, 3}, steps[4];
  gsize at = 0;
  for (; length - at >= sizeof steps; at += sizeof steps) {
    memcpy(steps, bytes + at, sizeof steps);
    for (guint i = 0; i < G_N_ELEMENTS(sums); i++)
      sums[i] = mix(sums[i], GUINT64_FROM_LE(steps[i]));
  }
  for (; at < length; at++)
    sums[0] = mix(sums[0], bytes[at]);
  return mix(mix(mix(sums[0], sums[1]), sums[2]), sums[3]);
}

GBytes *
indexer_sum_up(GBytes *record) {
  gsize length = 0;
  const void *bytes = g_bytes_get_data(record, &length);
  guint64 sum = GUINT64_TO_LE(sum_of(bytes, length));
  guint8 how = SUMMED;
  GByteArray *stored = g_byte_array_new();
  g_byte_array_append(stored, &how, 1);
  g_byte_array_append(stored, (const guint8 *)&sum, sizeof sum);
  g_byte_array_append(stored, bytes, (guint)length);
  g_bytes_unref(record);
  return g_byte_array_free_to_bytes(stored);
}

/* ---- reading ---- */

static bool
begin_reading(IndexerPacker *packer) {
  gsize length = 0;
  const void *sample = g_bytes_get_data(packer->sample, &length);
  if (packer->reading == NULL)
    packer->reading = ZSTD_createDCtx();
  if (packer->read_with == NULL)
    packer->read_with = ZSTD_createDDict(sample, length);
  return packer->reading != NULL && packer->read_with != NULL;
}

/* Puts a frame together from what is stored of it; false where that is none. */
static bool
fill_frame(GByteArray *frame, const guint8 *bytes, gsize length, bool one_block) {
  gsize before = length > 0 ? bytes_before_block(bytes[0]) - sizeof MAGIC : 0;
  if (length == 0 || length < before)
    return false;
  g_byte_array_set_size(frame, 0);
  g_byte_array_append(frame, MAGIC, sizeof MAGIC);
  if (one_block) {
    guint32 head = GUINT32_TO_LE(head_of_block(length - before));
    g_byte_array_append(frame, bytes, (guint)before);
    g_byte_array_append(frame, (const guint8 *)&head, BLOCK_HEAD);
    bytes += before;
    length -= before;
  }
  g_byte_array_append(frame, bytes, (guint)length);
  return true;
}

/* The record of the frame in packer->frame; NULL where that is none. */
static GBytes *
read_frame(IndexerPacker *packer) {
  const GByteArray *frame = packer->frame;
  unsigned long long length = ZSTD_getFrameContentSize(frame->data, frame->len);
  if (length > MOST_BYTES ||
      !begin_reading(packer)) /* unknown and broken are the largest numbers */
    return NULL;
  guint8 *bytes = g_try_malloc(length + 1);
  if (bytes == NULL)
    return NULL;
  gsize read = ZSTD_decompress_usingDDict(packer->reading, bytes, length, frame->data, frame->len,
                                          packer->read_with);
  if (ZSTD_isError(read) || read != length) {
    g_free(bytes);
    return NULL;
  }
  bytes[length] = '\0'; /* as behind what Xapian gives */
  return g_bytes_new_take(bytes, length);
}

/* What stands behind its sum; NULL where that is another. */
static GBytes *
read_summed(GBytes *stored) {
  gsize length = 0;
  guint64 sum = 0;
  const guint8 *bytes = g_bytes_get_data(stored, &length);
  if (length < 1 + sizeof sum)
    return NULL;
  memcpy(&sum, bytes + 1, sizeof sum);
  gsize start = 1 + sizeof sum;
  return GUINT64_FROM_LE(sum) == sum_of(bytes + start, length - start)
             ? g_bytes_new_from_bytes(stored, start, length - start)
             : NULL;
}

GBytes *
indexer_unpack(IndexerPacker *packer, GBytes *stored, GError **error) {
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(stored, &length);
  GBytes *record = NULL;
  if (length > 0 && bytes[0] == AS_IS) {
    record = g_bytes_new_from_bytes(stored, 1, length - 1);
  } else if (length > 0 && bytes[0] == SUMMED) {
    record = read_summed(stored);
  } else if (length > 0 && (bytes[0] == PACKED || bytes[0] == PACKED_ONE) && length <= MOST_BYTES) {
    if (fill_frame(packer->frame, bytes + 1, length - 1, bytes[0] == PACKED_ONE))
      record = read_frame(packer);
  }
  g_bytes_unref(stored);
  if (record == NULL)
    g_set_error_literal(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED,
                        _("a record of the index is damaged; make it anew with kompass index "
                          "--rebuild"));
  return record;
}

GBytes *
indexer_unpack_document(IndexerPacker *packer, const ShimDocument *document, GError **error) {
  GBytes *stored = NULL;
  return shim_document_data(document, &stored, error) ? indexer_unpack(packer, stored, error)
                                                      : NULL;
}
