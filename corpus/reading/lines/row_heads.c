/* corpus/reading/lines/row_heads.c: tables whose rows begin with the word for their items.
 *
 * "Styrkor" stands at the left, its items beside it, and below these "Förbättrings-" over "områden"
 * with others. The word, whole again, is put above its items, where all other lists have it. */
#include "corpus/reading/lines/page_text.h"

#include <math.h>

#include "corpus/reading/lines/layout_words.h"

/* In points. */
#define SAME_EDGE 2.0
#define LINES_APART 1.3 /* sizes of letters */

enum { WORD_LINES = 4 }; /* between the halves of a broken word, at most */

static CorpusLine *
line_at(const GPtrArray *lines, guint at) {
  return at < lines->len ? g_ptr_array_index(lines, at) : NULL;
}

/* Do they begin at the same place, the second one perhaps overleaf? */
static bool
has_same_edge(const CorpusLine *a, const CorpusLine *b) {
  return b->page - a->page <= 1 && fabs(a->left - b->left) <= SAME_EDGE;
}

/* The line with the rest of the word that begins at `at`; `at` if the word is whole, G_MAXUINT if
 * it is no such word. */
static guint
word_end(const GPtrArray *lines, guint at) {
  const CorpusLine *line = line_at(lines, at);
  if (corpus_layout_column_word(line->text))
    return at;
  for (guint next = at + 1; g_str_has_suffix(line->text, "-") && next <= at + WORD_LINES; next++) {
    const CorpusLine *rest = line_at(lines, next);
    if (rest == NULL || !has_same_edge(line, rest))
      continue;
    GString *word = g_string_new(line->text);
    corpus_join_title(word, rest->text);
    bool head = corpus_layout_column_word(word->str);
    g_string_free(word, TRUE);
    return head ? next : G_MAXUINT;
  }
  return G_MAXUINT;
}

/* Does the first item stand beside the word? Other words for items are the heads of columns
 * ("Styrkor", and beside it "Förbättringar Hot"). */
static bool
stands_beside(const CorpusLine *word, const CorpusLine *item) {
  return item != NULL && item->block == word->block && corpus_line_same_row(item, word) &&
         item->left > word->right + word->size && !corpus_layout_columns(item->text, NULL) &&
         !g_unichar_islower(g_utf8_get_char(item->text));
}

static void
put_above(CorpusLine *word, CorpusLine *rest, const CorpusLine *item) {
  if (rest != word) {
    GString *whole = g_string_new(word->text);
    corpus_join_title(whole, rest->text);
    corpus_line_set_text(word, g_string_free(whole, FALSE));
    corpus_line_set_text(rest, g_strdup(""));
  }
  word->right += item->left - word->left;
  word->left = item->left;
  word->top = item->top - LINES_APART * word->size;
  g_clear_pointer(&word->words, g_array_unref);
}

void
corpus_row_heads_put_above(CorpusLines *lines) {
  for (guint at = 0; at + 1 < lines->lines->len; at++) {
    CorpusLine *word = line_at(lines->lines, at);
    const CorpusLine *item = line_at(lines->lines, at + 1);
    if (word->table != 0 || isnan(word->left) || !stands_beside(word, item))
      continue;
    guint end = word_end(lines->lines, at);
    if (end != G_MAXUINT)
      put_above(word, line_at(lines->lines, end), item);
  }
}
