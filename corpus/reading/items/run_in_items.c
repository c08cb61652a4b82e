/* corpus/reading/items/run_in_items.c: items that run on in one paragraph, behind the word for
 * their column: "Styrkor: tydlig vision; god dialog. Förbättringsområden: uppföljning och stöd."
 *
 * What parts the items is what parts most: bullets, else semicolons, else sentences, else commas
 * with "och" before the last. A sentence with a verb of its own is one item, whatever commas it
 * has. Brackets hold together what is in them. */
#include <string.h>

#include "corpus/reading/items/item_table.h"
#include "corpus/reading/lines/layout_words.h"
#include "corpus/text/sentence.h"

enum { PIECES_MIN = 2 };

/* ---- heads within the paragraph ---- */

/* A word for a column that stands in the text, and where its items begin. */
typedef struct {
  gsize start, items;
  CorpusTag tag;
} Head;

/* The heads at the beginning of the paragraph and of sentences in it: a GArray of Head. */
static GArray *
heads_of(const char *text) {
  GArray *heads = g_array_new(FALSE, FALSE, sizeof(Head));
  for (const char *at = text; at != NULL && *at != '\0';) {
    Head head = {.start = (gsize)(at - text)};
    gsize bytes = corpus_layout_run_in(at, &head.tag);
    head.items = head.start + bytes;
    if (bytes > 0)
      g_array_append_val(heads, head);
    at = strpbrk(at + bytes, ".;");
    at = at != NULL ? at + 1 + strspn(at + 1, " ") : NULL;
  }
  return heads;
}

/* ---- pieces ---- */

/* The next place from `at` on, outside brackets, where the text has the separator. */
static const char *
next_outside(const char *at, const char *separator) {
  int depth = 0;
  for (; *at != '\0'; at++) {
    depth += (*at == '(') - (*at == ')' && depth > 0);
    if (depth == 0 && g_str_has_prefix(at, separator))
      return at;
  }
  return NULL;
}

/* Behind the "och" or "samt" with which the text begins. */
static const char *
after_and(const char *text) {
  for (const char *word = "och "; word != NULL; word = *word == 'o' ? "samt " : NULL)
    text += g_str_has_prefix(text, word) ? strlen(word) : 0;
  return text;
}

/* Adds a piece without what parts it from others: signs, and "och" before the last one. */
static void
add_piece(GPtrArray *pieces, const char *start, const char *end) {
  char *piece = g_strstrip(g_strndup(start, (gsize)(end - start)));
  const char *text = pieces->len > 0 ? after_and(piece) : piece;
  gsize length = strlen(text);
  bool abbreviated = length > 1 && strchr(text, '.') != text + length - 1;
  while (length > 0 &&
         (strchr(";,", text[length - 1]) != NULL || (text[length - 1] == '.' && !abbreviated)))
    length--;
  if (length > 0)
    g_ptr_array_add(pieces, g_strndup(text, length));
  g_free(piece);
}

static GPtrArray *
pieces_by(const char *text, const char *separator) {
  GPtrArray *pieces = g_ptr_array_new_with_free_func(g_free);
  for (const char *at = text; at != NULL;) {
    const char *next = next_outside(at, separator);
    add_piece(pieces, at, next != NULL ? next : at + strlen(at));
    at = next != NULL ? next + strlen(separator) : NULL;
  }
  return pieces;
}

/* The sentences; what "." ends stays as it is written. */
static GPtrArray *
pieces_by_sentence(const char *text) {
  GPtrArray *pieces = g_ptr_array_new_with_free_func(g_free);
  GArray *spans = corpus_sentences(text);
  for (guint i = 0; i < spans->len; i++) {
    CorpusSpan span = g_array_index(spans, CorpusSpan, i);
    g_ptr_array_add(pieces, g_strndup(text + span.start_bytes, span.length_bytes));
  }
  g_array_unref(spans);
  return pieces;
}

/* Does what stands up to the next comma only add to what is before it ("som …", "bland annat …")?
 */
static bool
goes_on(const char *part) {
  const char *end = strchr(part, ',');
  char *own = g_strstrip(g_strndup(part, end != NULL ? (gsize)(end - part) : strlen(part)));
  bool found = corpus_layout_matches("run-in-goes-on", after_and(own));
  g_free(own);
  return found;
}

/* Parts the last of several pieces at its "och" or "samt": "uppföljning och stöd". */
static void
part_last(GPtrArray *pieces) {
  static const char *const words[] = {" samt ", " och "};
  const char *last = g_ptr_array_index(pieces, pieces->len - 1), *found = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(words) && found == NULL; i++)
    for (const char *at = next_outside(last, words[i]); at != NULL;
         at = next_outside(at + 1, words[i]))
      if (at > last && at[-1] != '-')
        found = at;
  if (found == NULL)
    return;
  char *whole = g_ptr_array_steal_index(pieces, pieces->len - 1);
  add_piece(pieces, whole, found);
  add_piece(pieces, found, whole + strlen(whole));
  g_free(whole);
}

static GPtrArray *
pieces_by_comma(const char *text) {
  GPtrArray *pieces = g_ptr_array_new_with_free_func(g_free);
  const char *start = text, *comma = next_outside(text, ", ");
  bool closed = false; /* the last one goes on, so that an "och" in it parts nothing */
  for (; comma != NULL; comma = next_outside(comma + strlen(", "), ", ")) {
    const char *part = comma + strlen(", ");
    closed = comma > start && goes_on(part);
    if (closed)
      continue;
    add_piece(pieces, start, comma);
    start = part;
  }
  add_piece(pieces, start, start + strlen(start));
  if (pieces->len >= PIECES_MIN && !closed)
    part_last(pieces);
  return pieces;
}

/* The first of several bullets in the text, as a separator; "" if there are none. */
static void
bullet_in(const char *text, char *sign) {
  gsize bytes = 0;
  gunichar glyph = 0;
  *sign = '\0';
  for (const char *at = text; *at != '\0' && *sign == '\0'; at = g_utf8_next_char(at))
    if (corpus_layout_bullet(at, &bytes, &glyph) == CORPUS_BULLET_SURE)
      sign[g_unichar_to_utf8(glyph, sign)] = '\0';
}

static GPtrArray *
pieces_of(const char *text) {
  char bullet[7] = "";
  bullet_in(text, bullet);
  if (*bullet != '\0')
    return pieces_by(text, bullet);
  if (next_outside(text, ";") != NULL)
    return pieces_by(text, ";");
  GPtrArray *sentences = pieces_by_sentence(text);
  if (sentences->len >= PIECES_MIN || corpus_layout_matches("sentence-word", text))
    return sentences;
  g_ptr_array_unref(sentences);
  return pieces_by_comma(text);
}

GPtrArray *
corpus_run_in_items(const char *text) {
  GArray *heads = heads_of(text);
  GPtrArray *items = NULL;
  if (heads->len > 0 && g_array_index(heads, Head, 0).start == 0)
    items = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_item_free);
  for (guint i = 0; items != NULL && i < heads->len; i++) {
    const Head *head = &g_array_index(heads, Head, i);
    gsize end = i + 1 < heads->len ? g_array_index(heads, Head, i + 1).start : strlen(text);
    char *own = g_strstrip(g_strndup(text + head->items, end - head->items));
    GPtrArray *pieces = pieces_of(own);
    for (guint j = 0; j < pieces->len; j++) {
      CorpusItem *item = g_new0(CorpusItem, 1);
      item->tag = head->tag;
      item->text = g_strdup(g_ptr_array_index(pieces, j));
      g_ptr_array_add(items, item);
    }
    g_ptr_array_unref(pieces);
    g_free(own);
  }
  g_array_unref(heads);
  return items;
}
