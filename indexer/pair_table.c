/* indexer/pair_table.c: an open-addressed hash table in bytes. */
#include "indexer/pair_table.h"

#include <string.h>

/* The bytes of a table, checked to be one. */
typedef struct {
  const guint8 *buckets;
  guint32 count; /* of the buckets, a power of two */
  const char *lines;
  gsize lines_bytes;
} Table;

static guint32
number_at(const guint8 *bytes) {
  guint32 number;
  memcpy(&number, bytes, sizeof number);
  return GUINT32_FROM_LE(number);
}

#define HASH_OF_NOTHING 2166136261u

static guint32
hash_on(guint32 hash, const char *text, gsize length_bytes) {
  for (gsize i = 0; i < length_bytes; i++)
    hash = (hash ^ (guint8)text[i]) * 16777619u;
  return hash;
}

static bool
open_table(GBytes *bytes, Table *table) {
  gsize length = 0;
  const guint8 *start = g_bytes_get_data(bytes, &length);
  guint32 count = length >= sizeof count ? number_at(start) : 0;
  if (count == 0 || (count & (count - 1)) != 0 || (length - 4) / 4 < count)
    return false;
  gsize head_bytes = 4 + 4 * (gsize)count;
  *table = (Table){start + 4, count, (const char *)start + head_bytes, length - head_bytes};
  return true;
}

/* ---- making ---- */

void
indexer_table_add(GString *lines, const char *key, const char *text) {
  g_string_append(lines, key);
  g_string_append_c(lines, '\t');
  g_string_append(lines, text);
  g_string_append_c(lines, '\n');
}

/* At most half of the buckets are used. */
static guint32
count_buckets(const GString *lines) {
  guint32 count = 1, used = 0;
  for (gsize i = 0; i < lines->len; i++)
    used += lines->str[i] == '\n';
  while (count < 2 * used + 1)
    count *= 2;
  return count;
}

static void
fill_buckets(const GString *lines, guint32 *buckets, guint32 count) {
  const char *end = NULL;
  for (const char *at = lines->str; (end = strchr(at, '\n')) != NULL; at = end + 1) {
    const char *tab = memchr(at, '\t', (gsize)(end - at));
    guint32 bucket =
        hash_on(HASH_OF_NOTHING, at, (gsize)((tab != NULL ? tab : end) - at)) & (count - 1);
    while (buckets[bucket] != 0)
      bucket = (bucket + 1) & (count - 1);
    buckets[bucket] = GUINT32_TO_LE((guint32)(at - lines->str) + 1);
  }
}

GBytes *
indexer_table_new(GString *lines) {
  guint32 count = count_buckets(lines), stored = GUINT32_TO_LE(count);
  guint32 *buckets = g_new0(guint32, count);
  fill_buckets(lines, buckets, count);
  GByteArray *bytes = g_byte_array_new();
  g_byte_array_append(bytes, (const guint8 *)&stored, sizeof stored);
  g_byte_array_append(bytes, (const guint8 *)buckets, count * (guint)sizeof *buckets);
  g_byte_array_append(bytes, (const guint8 *)lines->str, (guint)lines->len);
  g_free(buckets);
  g_string_free(lines, TRUE);
  return g_byte_array_free_to_bytes(bytes);
}

/* ---- asking ---- */

/* Do these bytes stand there, with others behind them? */
static bool
stands_at(const Table *table, gsize place, const char *bytes, gsize count) {
  return place < table->lines_bytes && table->lines_bytes - place > count &&
         memcmp(table->lines + place, bytes, count) == 0;
}

static char *
text_at(const Table *table, gsize place) {
  const char *end = memchr(table->lines + place, '\n', table->lines_bytes - place);
  return g_strndup(table->lines + place,
                   end != NULL ? (gsize)(end - table->lines) - place : table->lines_bytes - place);
}

bool
indexer_table_find(GBytes *bytes, const char *first, const char *second, char **text) {
  Table table;
  gsize first_bytes = strlen(first), second_bytes = strlen(second);
  *text = NULL;
  if (!open_table(bytes, &table))
    return false;
  guint32 hash = hash_on(HASH_OF_NOTHING, first, first_bytes);
  guint32 bucket = hash_on(hash_on(hash, " ", 1), second, second_bytes);
  for (guint32 tries = 0; tries < table.count && *text == NULL; tries++, bucket++) {
    gsize place = number_at(table.buckets + 4 * (gsize)(bucket & (table.count - 1)));
    if (place == 0)
      return false;
    gsize space = place - 1 + first_bytes, tab = space + 1 + second_bytes;
    if (stands_at(&table, place - 1, first, first_bytes) && stands_at(&table, space, " ", 1) &&
        stands_at(&table, space + 1, second, second_bytes) && stands_at(&table, tab, "\t", 1))
      *text = text_at(&table, tab + 1);
  }
  return *text != NULL;
}
