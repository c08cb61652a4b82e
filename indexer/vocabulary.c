/* indexer/vocabulary.c: a sorted table of words, kept as text: word, count, form, parts.
 *
 * One word a line, tab between the fields, space between parts, "?" behind the count of a word that
 * the dictionary does not have; looked up by halving, so that opening an index costs one pass over
 * the text and no parsing. */
#include "indexer/vocabulary.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  char *form, *parts; /* NULL where it was only counted less */
  int count;          /* below 0 where another collector has what was counted less here */
  bool unknown;
} Collected;

struct IndexerVocabulary {
  GHashTable *collected; /* word -> Collected, while collecting; else NULL */
  char *text;            /* when looked up in: the lines, their ends and tabs made NUL */
  GPtrArray *lines;      /* where each begins: its word */
  GBytes *compounds;     /* two forms -> the forms that they make up; NULL = none */
};

static void
collected_free(gpointer data) {
  Collected *entry = data;
  g_free(entry->form);
  g_free(entry->parts);
  g_free(entry);
}

IndexerVocabulary *
indexer_vocabulary_new(void) {
  IndexerVocabulary *vocabulary = g_new0(IndexerVocabulary, 1);
  vocabulary->collected = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, collected_free);
  return vocabulary;
}

void
indexer_vocabulary_free(IndexerVocabulary *vocabulary) {
  if (vocabulary == NULL)
    return;
  g_clear_pointer(&vocabulary->collected, g_hash_table_unref);
  g_clear_pointer(&vocabulary->lines, g_ptr_array_unref);
  g_clear_pointer(&vocabulary->compounds, g_bytes_unref);
  g_free(vocabulary->text);
  g_free(vocabulary);
}

bool
indexer_vocabulary_count(IndexerVocabulary *vocabulary, const char *word) {
  Collected *entry = g_hash_table_lookup(vocabulary->collected, word);
  if (entry == NULL || entry->form == NULL)
    return false;
  entry->count++;
  return true;
}

static Collected *
entry_for(IndexerVocabulary *vocabulary, const char *word) {
  Collected *entry = g_hash_table_lookup(vocabulary->collected, word);
  if (entry == NULL) {
    entry = g_new0(Collected, 1);
    g_hash_table_insert(vocabulary->collected, g_strdup(word), entry);
  }
  return entry;
}

void
indexer_vocabulary_add(IndexerVocabulary *vocabulary, const char *word, const char *form,
                       const char *const *parts, bool unknown) {
  Collected *entry = entry_for(vocabulary, word);
  if (entry->form == NULL) {
    entry->form = g_strdup(form);
    entry->parts = parts != NULL ? g_strjoinv(" ", (char **)parts) : g_strdup("");
    entry->unknown = unknown;
  }
  entry->count++;
}

void
indexer_vocabulary_discount(IndexerVocabulary *vocabulary, const char *word) {
  entry_for(vocabulary, word)->count--;
}

/* Counts what was counted elsewhere; what it says of the word goes over where it is not known. */
static void
take_entry(Collected *entry, Collected *other) {
  entry->count += other->count;
  if (entry->form != NULL)
    return;
  entry->form = g_steal_pointer(&other->form);
  entry->parts = g_steal_pointer(&other->parts);
  entry->unknown = other->unknown;
}

void
indexer_vocabulary_take(IndexerVocabulary *vocabulary, IndexerVocabulary *other) {
  GHashTableIter iter;
  gpointer word = NULL, value = NULL;
  g_hash_table_iter_init(&iter, other->collected);
  while (g_hash_table_iter_next(&iter, &word, &value)) {
    Collected *entry = g_hash_table_lookup(vocabulary->collected, word);
    g_hash_table_iter_steal(&iter);
    if (entry == NULL) {
      g_hash_table_insert(vocabulary->collected, word, value);
    } else {
      take_entry(entry, value);
      collected_free(value);
      g_free(word);
    }
  }
  indexer_vocabulary_free(other);
}

/* Is the word still used? */
static bool
is_used(const Collected *entry) {
  return entry->count > 0 && entry->form != NULL;
}

#define INFLECTIONS 200 /* words that begin with a form and are looked at */

static int
compare_words(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GBytes *
indexer_vocabulary_to_bytes(const IndexerVocabulary *vocabulary) {
  guint count = 0;
  gpointer *words = g_hash_table_get_keys_as_array(vocabulary->collected, &count);
  qsort(words, count, sizeof *words, compare_words);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < count; i++) {
    const Collected *entry = g_hash_table_lookup(vocabulary->collected, words[i]);
    if (is_used(entry))
      g_string_append_printf(text, "%s\t%d%s\t%s\t%s\n", (const char *)words[i], entry->count,
                             entry->unknown ? "?" : "", entry->form, entry->parts);
  }
  g_free(words);
  return g_string_free_to_bytes(text);
}

/* ---- a table of pairs ----
 *
 * Thousands of pairs of words are asked for of which ten are there; so the hash table is made when
 * the index is written. Stored are the number of buckets (a power of two), the buckets, and then
 * the lines: two words with a space between, which are the key, a tab, a text. A bucket is the
 * place of a line among the lines plus 1, 0 = empty; numbers take four bytes, the lowest first. A
 * line is found in the bucket that the hash of its key (FNV-1a) leads to, or in the next ones
 * before an empty one. */

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

/* Keys hold neither tabs nor newlines, texts no newlines. */
static void
add_line(GString *lines, const char *key, const char *text) {
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

/* ---- compounds ---- */

/* Two forms as a key, whichever stands first. */
static char *
pair_key(const char *a, const char *b) {
  return strcmp(a, b) <= 0 ? g_strjoin(" ", a, b, NULL) : g_strjoin(" ", b, a, NULL);
}

/* Adds the form to those that its two parts make up; borrowed. */
static void
add_compound(GHashTable *forms_by_pair, const Collected *entry) {
  char **parts = g_strsplit(entry->parts, " ", -1);
  if (g_strv_length(parts) == 2) {
    char *key = pair_key(parts[0], parts[1]);
    GPtrArray *forms = g_hash_table_lookup(forms_by_pair, key);
    if (forms == NULL) {
      forms = g_ptr_array_new();
      g_hash_table_insert(forms_by_pair, g_strdup(key), forms);
    }
    if (!g_ptr_array_find_with_equal_func(forms, entry->form, g_str_equal, NULL))
      g_ptr_array_add(forms, entry->form);
    g_free(key);
  }
  g_strfreev(parts);
}

static GBytes *
table_of(GHashTable *forms_by_pair) {
  guint count = 0;
  gpointer *pairs = g_hash_table_get_keys_as_array(forms_by_pair, &count);
  qsort(pairs, count, sizeof *pairs, compare_words);
  GString *lines = g_string_new(NULL);
  for (guint i = 0; i < count; i++) {
    GPtrArray *forms = g_hash_table_lookup(forms_by_pair, pairs[i]);
    g_ptr_array_sort(forms, compare_words);
    g_ptr_array_add(forms, NULL);
    char *joined = g_strjoinv(" ", (char **)forms->pdata);
    add_line(lines, pairs[i], joined);
    g_free(joined);
  }
  g_free(pairs);
  return pair_table_new(lines);
}

GBytes *
indexer_vocabulary_compounds(const IndexerVocabulary *vocabulary) {
  GHashTable *forms_by_pair =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  GHashTableIter iter;
  gpointer entry = NULL;
  g_hash_table_iter_init(&iter, vocabulary->collected);
  while (g_hash_table_iter_next(&iter, NULL, &entry))
    if (is_used(entry))
      add_compound(forms_by_pair, entry);
  GBytes *table = table_of(forms_by_pair);
  g_hash_table_unref(forms_by_pair);
  return table;
}

char **
indexer_vocabulary_join(const IndexerVocabulary *vocabulary, const char *a, const char *b) {
  char *joined = NULL, **forms = NULL;
  bool ordered = strcmp(a, b) <= 0;
  if (vocabulary->compounds != NULL &&
      find_pair(vocabulary->compounds, ordered ? a : b, ordered ? b : a, &joined))
    forms = g_strsplit(joined, " ", -1);
  g_free(joined);
  return forms;
}

/* ---- looking up ---- */

enum { FIELDS = 4 }; /* of a line */

/* Ends each field, and notes where the lines begin that have all of them. One pass, as every
 * command that asks for words makes it. */
static void
cut_lines(IndexerVocabulary *vocabulary, gsize length) {
  char *line = vocabulary->text, *end = line + length;
  unsigned fields = 1;
  for (char *at = line; at < end; at++) {
    if (*at == '\t') {
      *at = '\0';
      fields++;
    } else if (*at == '\n') {
      *at = '\0';
      if (fields >= FIELDS)
        g_ptr_array_add(vocabulary->lines, line);
      line = at + 1;
      fields = 1;
    }
  }
}

IndexerVocabulary *
indexer_vocabulary_from_bytes(GBytes *words, GBytes *compounds) {
  gsize length = 0;
  IndexerVocabulary *vocabulary = g_new0(IndexerVocabulary, 1);
  vocabulary->compounds = compounds;
  vocabulary->text = g_bytes_unref_to_data(words, &length); /* copied only if others hold it */
  vocabulary->lines = g_ptr_array_new();
  cut_lines(vocabulary, length);
  return vocabulary;
}

static const char *
field_after(const char *field) {
  return field + strlen(field) + 1;
}

/* All digits, as they were written; read for every word where words are compared with others. */
static unsigned
number_in(const char *field) {
  unsigned number = 0;
  for (const char *at = field; g_ascii_isdigit(*at); at++)
    number = 10 * number + (unsigned)(*at - '0');
  return number;
}

static IndexerVocabularyEntry
entry_of(const char *line) {
  const char *count = field_after(line), *form = field_after(count), *parts = field_after(form);
  return (IndexerVocabularyEntry){line, form, *parts != '\0' ? g_strsplit(parts, " ", -1) : NULL,
                                  number_in(count), strchr(count, '?') != NULL};
}

IndexerVocabulary *
indexer_vocabulary_resume(const IndexerVocabulary *stored) {
  IndexerVocabulary *vocabulary = indexer_vocabulary_new();
  for (guint i = 0; i < stored->lines->len; i++) {
    const char *word = stored->lines->pdata[i];
    const char *count = field_after(word), *form = field_after(count);
    Collected entry = {g_strdup(form), g_strdup(field_after(form)), (int)number_in(count),
                       strchr(count, '?') != NULL};
    g_hash_table_insert(vocabulary->collected, g_strdup(word), g_memdup2(&entry, sizeof entry));
  }
  return vocabulary;
}

bool
indexer_vocabulary_find(const IndexerVocabulary *vocabulary, const char *word,
                        IndexerVocabularyEntry *entry) {
  *entry = (IndexerVocabularyEntry){0};
  if (vocabulary->lines->len == 0)
    return false;
  const char *const *found = bsearch(&word, vocabulary->lines->pdata, vocabulary->lines->len,
                                     sizeof(gpointer), compare_words);
  if (found != NULL)
    *entry = entry_of(*found);
  return found != NULL;
}

guint
indexer_vocabulary_place(const IndexerVocabulary *vocabulary, const char *text) {
  guint from = 0, to = vocabulary->lines->len;
  while (from < to) {
    guint middle = from + (to - from) / 2;
    if (strcmp(vocabulary->lines->pdata[middle], text) < 0)
      from = middle + 1;
    else
      to = middle;
  }
  return from;
}

bool
indexer_vocabulary_find_form(const IndexerVocabulary *vocabulary, const char *form,
                             IndexerVocabularyEntry *entry) {
  *entry = (IndexerVocabularyEntry){0};
  guint place = indexer_vocabulary_place(vocabulary, form);
  guint end = MIN(vocabulary->lines->len, place + INFLECTIONS);
  for (; place < end; place++) {
    const char *line = vocabulary->lines->pdata[place];
    if (!g_str_has_prefix(line, form))
      return false;
    if (strcmp(field_after(field_after(line)), form) == 0) {
      *entry = entry_of(line);
      return true;
    }
  }
  return false;
}

void
indexer_vocabulary_clear(IndexerVocabularyEntry *entry) {
  g_strfreev(entry->parts);
  *entry = (IndexerVocabularyEntry){0};
}

guint
indexer_vocabulary_size(const IndexerVocabulary *vocabulary) {
  return vocabulary->lines->len;
}

const char *
indexer_vocabulary_at(const IndexerVocabulary *vocabulary, guint place, unsigned *count) {
  const char *word = g_ptr_array_index(vocabulary->lines, place);
  if (count != NULL)
    *count = number_in(field_after(word));
  return word;
}

const char *
indexer_vocabulary_form_at(const IndexerVocabulary *vocabulary, guint place, const char **word) {
  *word = g_ptr_array_index(vocabulary->lines, place);
  return field_after(field_after(*word));
}
