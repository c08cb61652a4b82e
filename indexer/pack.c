/* indexer/pack.c: records made small by what other records of the index say (zstd).
 *
 * A passage is a few lines, in which no compressor finds much that repeats; but the reports of an
 * index speak alike. So each record is written as what it adds to a sample of them, which the index
 * holds once. What is stored is a byte that says how, and a frame of zstd without the number that
 * all of them begin with.
 *
 * What is looked up in as it is stored is not packed, as to unpack it would cost more than to ask;
 * it has a check sum instead, as nothing else would tell that it is damaged. */
#include "indexer/record.h"

#include <string.h>
#include <zstd.h>

#include "indexer/error.h"

#define LEVEL 3                 /* 9 makes records 2 % smaller and takes three times as long */
#define MOST_BYTES (256u << 20) /* of a record, so that hostile bytes can't fill the memory */

enum { AS_IS, PACKED, SUMMED };

static const guint8 MAGIC[] = {0x28, 0xb5, 0x2f, 0xfd};

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

GBytes *
indexer_pack(IndexerPacker *packer, GBytes *record) {
  gsize length = 0;
  const void *bytes = g_bytes_get_data(record, &length);
  gsize frame = length > 0 && length <= MOST_BYTES ? write_frame(packer, bytes, length) : 0;
  bool packed = frame > sizeof MAGIC && frame - sizeof MAGIC < length;
  guint8 how = packed ? PACKED : AS_IS;
  GByteArray *stored = g_byte_array_new();
  g_byte_array_append(stored, &how, 1);
  if (packed)
    g_byte_array_append(stored, packer->frame->data + sizeof MAGIC, (guint)(frame - sizeof MAGIC));
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
  } else if (length > 0 && bytes[0] == PACKED && length <= MOST_BYTES) {
    g_byte_array_set_size(packer->frame, 0);
    g_byte_array_append(packer->frame, MAGIC, sizeof MAGIC);
    g_byte_array_append(packer->frame, bytes + 1, (guint)(length - 1));
    record = read_frame(packer);
  }
  g_bytes_unref(stored);
  if (record == NULL)
    g_set_error_literal(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED,
                        "a record of the index is damaged; make it anew with kompass index "
                        "--rebuild");
  return record;
}
