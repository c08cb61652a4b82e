/* indexer/vocabulary.c: a sorted table of words, kept as text: word, count, form, parts.
 *
 * One word a line, tab between the fields, space between parts, "?" behind the count of a word that
 * the dictionary does not have; looked up by halving, so that opening an index costs one pass over
 * the text and no parsing. */
#include "indexer/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "indexer/pair_table.h"

typedef struct {
  char *form, *parts;
  unsigned count;
  bool unknown;
} Collected;

struct IndexerVocabulary {
  GHashTable *collected; /* word -> Collected, while collecting; else NULL */
  char *text;            /* when looked up in: the lines, their ends and tabs made NUL */
  GPtrArray *lines;      /* where each begins: its word */
  GBytes
      *compounds; /* two forms -> the forms that they make up (indexer/pair_table.h); NULL = none */
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
  if (entry == NULL)
    return false;
  entry->count++;
  return true;
}

void
indexer_vocabulary_add(IndexerVocabulary *vocabulary, const char *word, const char *form,
                       const char *const *parts, bool unknown) {
  if (indexer_vocabulary_count(vocabulary, word))
    return;
  Collected entry = {g_strdup(form), parts != NULL ? g_strjoinv(" ", (char **)parts) : g_strdup(""),
                     1, unknown};
  g_hash_table_insert(vocabulary->collected, g_strdup(word), g_memdup2(&entry, sizeof entry));
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
    g_string_append_printf(text, "%s\t%u%s\t%s\t%s\n", (const char *)words[i], entry->count,
                           entry->unknown ? "?" : "", entry->form, entry->parts);
  }
  g_free(words);
  return g_string_free_to_bytes(text);
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
    indexer_table_add(lines, pairs[i], joined);
    g_free(joined);
  }
  g_free(pairs);
  return indexer_table_new(lines);
}

GBytes *
indexer_vocabulary_compounds(const IndexerVocabulary *vocabulary) {
  GHashTable *forms_by_pair =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  GHashTableIter iter;
  gpointer entry = NULL;
  g_hash_table_iter_init(&iter, vocabulary->collected);
  while (g_hash_table_iter_next(&iter, NULL, &entry))
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
      indexer_table_find(vocabulary->compounds, ordered ? a : b, ordered ? b : a, &joined))
    forms = g_strsplit(joined, " ", -1);
  g_free(joined);
  return forms;
}

/* ---- looking up ---- */

/* Ends the field at `at` and returns where the next begins; NULL where the line ends before. */
static char *
next_field(char *at) {
  at = at != NULL ? strchr(at, '\t') : NULL;
  if (at == NULL)
    return NULL;
  *at = '\0';
  return at + 1;
}

IndexerVocabulary *
indexer_vocabulary_from_bytes(GBytes *words, GBytes *compounds) {
  gsize length = 0;
  IndexerVocabulary *vocabulary = g_new0(IndexerVocabulary, 1);
  vocabulary->compounds = compounds;
  vocabulary->text = g_bytes_unref_to_data(words, &length); /* copied only if others hold it */
  vocabulary->lines = g_ptr_array_new();
  if (length == 0)
    return vocabulary;
  char *line = vocabulary->text, *last = vocabulary->text + length;
  for (char *end = NULL; line < last && (end = memchr(line, '\n', (gsize)(last - line))) != NULL;
       line = end + 1) {
    *end = '\0';
    char *count = next_field(line), *form = next_field(count), *parts = next_field(form);
    if (parts != NULL)
      g_ptr_array_add(vocabulary->lines, line);
  }
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
