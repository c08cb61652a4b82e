/* search/ask/word_beginnings.c: looks through a vocabulary for words that begin as asked. */
#include "search/ask/word_beginnings.h"

#include <string.h>

/* Does the word begin so, hyphens left out? */
static bool
begins(const char *word, const char *beginning) {
  for (; *beginning != '\0'; word++) {
    if (*word == '-')
      continue;
    if (*word != *beginning)
      return false;
    beginning++;
  }
  return true;
}

typedef struct {
  char *form;
  unsigned count;
} Counted;

static void
count_form(GHashTable *counts, const char *form, unsigned count) {
  gpointer before = g_hash_table_lookup(counts, form);
  g_hash_table_insert(counts, g_strdup(form), GUINT_TO_POINTER(GPOINTER_TO_UINT(before) + count));
}

static int
compare_counts(gconstpointer a, gconstpointer b) {
  const Counted *first = a, *second = b;
  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  return strcmp(first->form, second->form);
}

/* Copies of the keys of counts, the most frequent first. */
static char **
most_frequent(GHashTable *counts, guint most) {
  GArray *forms = g_array_new(FALSE, FALSE, sizeof(Counted));
  GHashTableIter at;
  gpointer form = NULL, count = NULL;
  g_hash_table_iter_init(&at, counts);
  while (g_hash_table_iter_next(&at, &form, &count)) {
    Counted counted = {g_strdup(form), GPOINTER_TO_UINT(count)};
    g_array_append_val(forms, counted);
  }
  g_array_sort(forms, compare_counts);
  GPtrArray *kept = g_ptr_array_new();
  for (guint i = 0; i < forms->len; i++)
    if (i < most)
      g_ptr_array_add(kept, g_array_index(forms, Counted, i).form);
    else
      g_free(g_array_index(forms, Counted, i).form);
  g_array_unref(forms);
  g_ptr_array_add(kept, NULL);
  return (char **)g_ptr_array_free(kept, FALSE);
}

char **
search_beginnings_find(const IndexerVocabulary *vocabulary, const char *beginning, bool odd,
                       guint most) {
  GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  char *letter = g_utf8_substring(beginning, 0, *beginning != '\0' ? 1 : 0);
  guint size = indexer_vocabulary_size(vocabulary);
  for (guint i = indexer_vocabulary_place(vocabulary, letter); i < size; i++) {
    unsigned count = 0;
    const char *word = indexer_vocabulary_at(vocabulary, i, &count);
    if (!g_str_has_prefix(word, letter))
      break;
    const char *form = indexer_vocabulary_form_at(vocabulary, i, &word);
    if (begins(word, beginning) && (!odd || !g_str_has_prefix(form, beginning)))
      count_form(counts, form, count);
  }
  g_free(letter);
  char **forms = most_frequent(counts, most);
  g_hash_table_unref(counts);
  return forms;
}
