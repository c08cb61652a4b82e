/* search/ask/suspended.c: completes words that end with a hyphen from the compound that they stand
 * before. */
#include "search/ask/suspended.h"

#include <string.h>

#define REACH 8 /* words from a suspended one to the compound that it waits for */

bool
search_is_suspended(const CorpusWord *word, const char *text) {
  const char *behind = text + word->start_bytes + word->length_bytes;
  return *behind == '-' && strchr(" /,", behind[1]) != NULL && behind[1] != '\0';
}

/* The form of the last part of the compound that follows word `index`; NULL if none does. */
static const char *
awaited(SearchForms *forms, const char *text, const GArray *words, guint index) {
  for (guint i = index + 1; i < MIN(words->len, index + 1 + REACH); i++) {
    const CorpusWord *word = &g_array_index(words, CorpusWord, i);
    if (search_is_suspended(word, text))
      continue;
    char **parts = search_form_parts(forms, word->word);
    if (*parts != NULL)
      return parts[g_strv_length(parts) - 1];
  }
  return NULL;
}

void
search_complete_suspended(SearchForms *forms, const char *text, GArray *words) {
  for (guint i = 0; i < words->len; i++) {
    CorpusWord *word = &g_array_index(words, CorpusWord, i);
    const char *last = search_is_suspended(word, text) ? awaited(forms, text, words, i) : NULL;
    if (last == NULL)
      continue;
    char *whole = g_strconcat(word->word, last, NULL);
    g_free(word->word);
    word->word = whole;
  }
}
