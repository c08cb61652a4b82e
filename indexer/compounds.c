/* indexer/compounds.c: the compounds of a vocabulary by their parts: a table of pairs; declared in
 * vocabulary.h.
 *
 * Thousands of pairs of words are asked for of which ten are there; so the hash table is made when
 * the index is written. Stored are the number of buckets (a power of two), the buckets, and then
 * the lines: two words with a space between, which are the key, a tab, a text. A bucket is the
 * place of a line among the lines plus 1, 0 = empty; numbers take four bytes, the lowest first. A
 * line is found in the bucket that the hash of its key (FNV-1a) leads to, or in the next ones
 * before an empty one. */
#include "indexer/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/text/sorted_line.h"
#include "indexer/pack.h"

/* The bytes of a table, checked to be one. */
typedef struct {
  const guint8 *buckets;
  guint32 count; /* of the buckets, a power of two */
  const char *lines;
  gsize lines_bytes;
} Table;

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
  guint32 count = length >= sizeof count ? indexer_fixed_at(start) : 0;
  if (count == 0 || (count & (count - 1)) != 0 || (length - 4) / 4 < count)
    return false;
  gsize head_bytes = 4 + 4 * (gsize)count;
  *table = (Table){start + 4, count, (const char *)start + head_bytes, length - head_bytes};
  return true;
}

/* Keys hold neither tabs nor newlines, texts no newlines. */
static void
add_line(GString *lines, const char *key, const char *text) {
  g_string_append(lines, key);
  g_string_append_c(lines, '\t');
  g_string_append(lines, text);
  g_string_append_c(lines, '\n');
}

/* At most two thirds of the buckets are used. */
static guint32
count_buckets(const GString *lines) {
  guint32 count = 1, used = 0;
  for (gsize i = 0; i < lines->len; i++)
    used += lines->str[i] == '\n';
  while (2 * (guint64)count < 3 * (guint64)used + 1)
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

/* lines: as add_line() made them, no key twice; freed. The caller unrefs the bytes. */
static GBytes *
pair_table_new(GString *lines) {
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

/* Whether the two words have a line; *text is the caller's. Bytes that are no table hold nothing or
 * something, and no worse. */
static bool
find_pair(GBytes *bytes, const char *first, const char *second, char **text) {
  Table table;
  gsize first_bytes = strlen(first), second_bytes = strlen(second);
  *text = NULL;
  if (!open_table(bytes, &table))
    return false;
  guint32 hash = hash_on(HASH_OF_NOTHING, first, first_bytes);
  guint32 bucket = hash_on(hash_on(hash, " ", 1), second, second_bytes);
  for (guint32 tries = 0; tries < table.count && *text == NULL; tries++, bucket++) {
    gsize place = indexer_fixed_at(table.buckets + 4 * (gsize)(bucket & (table.count - 1)));
    if (place == 0)
      return false;
    gsize space = place - 1 + first_bytes, tab = space + 1 + second_bytes;
    if (stands_at(&table, place - 1, first, first_bytes) && stands_at(&table, space, " ", 1) &&
        stands_at(&table, space + 1, second, second_bytes) && stands_at(&table, tab, "\t", 1))
      *text = text_at(&table, tab + 1);
  }
  return *text != NULL;
}

/* ---- compounds ---- */

/* Two forms as a key, whichever stands first. */
static char *
pair_key(const char *a, const char *b) {
  return strcmp(a, b) <= 0 ? g_strjoin(" ", a, b, NULL) : g_strjoin(" ", b, a, NULL);
}

struct IndexerCompounds {
  GHashTable *forms_by_pair; /* key -> GPtrArray of char * */
};

IndexerCompounds *
indexer_compounds_new(void) {
  IndexerCompounds *compounds = g_new0(IndexerCompounds, 1);
  compounds->forms_by_pair =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  return compounds;
}

void
indexer_compounds_add(IndexerCompounds *compounds, const char *form, const char *joined) {
  char **parts = g_strsplit(joined, " ", -1);
  if (g_strv_length(parts) == 2) {
    char *key = pair_key(parts[0], parts[1]);
    GPtrArray *forms = g_hash_table_lookup(compounds->forms_by_pair, key);
    if (forms == NULL) {
      forms = g_ptr_array_new();
      g_hash_table_insert(compounds->forms_by_pair, g_strdup(key), forms);
    }
    if (!g_ptr_array_find_with_equal_func(forms, form, g_str_equal, NULL))
      g_ptr_array_add(forms, (gpointer)form);
    g_free(key);
  }
  g_strfreev(parts);
}

GBytes *
indexer_compounds_finish(IndexerCompounds *compounds) {
  guint count = 0;
  gpointer *pairs = g_hash_table_get_keys_as_array(compounds->forms_by_pair, &count);
  qsort(pairs, count, sizeof *pairs, corpus_texts_compare);
  GString *lines = g_string_new(NULL);
  for (guint i = 0; i < count; i++) {
    GPtrArray *forms = g_hash_table_lookup(compounds->forms_by_pair, pairs[i]);
    g_ptr_array_sort(forms, corpus_texts_compare);
    g_ptr_array_add(forms, NULL);
    char *joined = g_strjoinv(" ", (char **)forms->pdata);
    add_line(lines, pairs[i], joined);
    g_free(joined);
  }
  g_free(pairs);
  g_hash_table_unref(compounds->forms_by_pair);
  g_free(compounds);
  return pair_table_new(lines);
}

char **
indexer_compounds_of(GBytes *table, const char *a, const char *b) {
  char *joined = NULL, **forms = NULL;
  bool ordered = strcmp(a, b) <= 0;
  if (find_pair(table, ordered ? a : b, ordered ? b : a, &joined))
    forms = g_strsplit(joined, " ", -1);
  g_free(joined);
  return forms;
}
