/* search/query/excerpt.c: chooses the sentences of a passage that answer. */
#include "search/query/excerpt.h"

#include <string.h>

/* A part of the text. */
typedef struct {
  gsize start_bytes, end_bytes;
} Window;

/* What a window holds of the query: different words first, then how many. */
typedef struct {
  guint kinds, matches;
} Worth;

void
search_excerpt_clear(SearchExcerpt *excerpt) {
  g_clear_pointer(&excerpt->text, g_free);
  g_clear_pointer(&excerpt->highlights, g_array_unref);
}

/* ---- choosing ---- */

static bool
inside(const Window *window, const SearchWordMatch *match) {
  return match->start_bytes >= window->start_bytes &&
         match->start_bytes + match->length_bytes <= window->end_bytes;
}

static Worth
worth_of(const Window *window, const GArray *matches) {
  Worth worth = {0, 0};
  GHashTable *seen = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < matches->len; i++) {
    const SearchWordMatch *match = &g_array_index(matches, SearchWordMatch, i);
    if (!inside(window, match))
      continue;
    worth.matches++;
    if (g_hash_table_add(seen, GUINT_TO_POINTER(match->what)))
      worth.kinds++;
  }
  g_hash_table_unref(seen);
  return worth;
}

static bool
is_better(Worth left, Worth right) {
  return left.kinds != right.kinds ? left.kinds > right.kinds : left.matches > right.matches;
}

static gsize
length_chars(const char *text, gsize start_bytes, gsize end_bytes) {
  return (gsize)g_utf8_strlen(text + start_bytes, (gssize)(end_bytes - start_bytes));
}

/* From a sentence on, as many as fit, at least one. */
static Window
window_from(const CorpusPassage *passage, guint first) {
  const CorpusSentence *sentences = (const CorpusSentence *)(void *)passage->sentences->data;
  Window window = {sentences[first].start_bytes,
                   sentences[first].start_bytes + sentences[first].length_bytes};
  for (guint i = first + 1; i < passage->sentences->len; i++) {
    gsize end = sentences[i].start_bytes + sentences[i].length_bytes;
    if (length_chars(passage->text, window.start_bytes, end) > SEARCH_EXCERPT_CHARS)
      break;
    window.end_bytes = end;
  }
  return window;
}

static Window
best_window(const CorpusPassage *passage, const GArray *matches) {
  Window best = {0, strlen(passage->text)};
  Worth most = {0, 0};
  for (guint i = 0; i < passage->sentences->len; i++) {
    Window window = window_from(passage, i);
    Worth worth = worth_of(&window, matches);
    if (i == 0 || is_better(worth, most)) {
      best = window;
      most = worth;
    }
  }
  return best;
}

/* ---- cutting ---- */

static gsize
back_chars(const char *text, gsize at_bytes, gsize chars, gsize least_bytes) {
  const char *at = text + at_bytes;
  for (; chars > 0 && at > text + least_bytes; chars--)
    at = g_utf8_prev_char(at);
  return (gsize)(at - text);
}

/* A window that is too long, cut between words around its first match. */
static Window
cut_window(const char *text, Window window, const GArray *matches) {
  if (length_chars(text, window.start_bytes, window.end_bytes) <= SEARCH_EXCERPT_SENTENCE_CHARS)
    return window;
  Window cut = window;
  for (guint i = 0; i < matches->len; i++) {
    const SearchWordMatch *match = &g_array_index(matches, SearchWordMatch, i);
    if (!inside(&window, match))
      continue;
    cut.start_bytes =
        back_chars(text, match->start_bytes, SEARCH_EXCERPT_CHARS / 3, window.start_bytes);
    break;
  }
  const char *space = strchr(text + cut.start_bytes, ' ');
  if (cut.start_bytes > window.start_bytes && space != NULL &&
      length_chars(text, cut.start_bytes, (gsize)(space - text)) < SEARCH_EXCERPT_CHARS / 3)
    cut.start_bytes = (gsize)(space + 1 - text);
  const char *end = text + cut.start_bytes;
  const char *last_space = NULL;
  for (gsize chars = 0; chars < SEARCH_EXCERPT_CHARS && end < text + window.end_bytes; chars++) {
    if (*end == ' ')
      last_space = end;
    end = g_utf8_next_char(end);
  }
  if (end < text + window.end_bytes && *end != ' ' && last_space != NULL)
    end = last_space;
  cut.end_bytes = (gsize)(end - text);
  return cut;
}

/* ---- making ---- */

static GArray *
highlights_in(const char *text, const Window *window, const GArray *matches) {
  GArray *highlights = g_array_new(FALSE, FALSE, sizeof(SearchHighlight));
  for (guint i = 0; i < matches->len; i++) {
    const SearchWordMatch *match = &g_array_index(matches, SearchWordMatch, i);
    if (!inside(window, match))
      continue;
    SearchHighlight highlight = {
        length_chars(text, window->start_bytes, match->start_bytes),
        length_chars(text, match->start_bytes, match->start_bytes + match->length_bytes)};
    g_array_append_val(highlights, highlight);
  }
  return highlights;
}

static void
fill(const CorpusPassage *passage, Window window, const GArray *matches, SearchExcerpt *excerpt) {
  excerpt->text =
      g_strndup(passage->text + window.start_bytes, window.end_bytes - window.start_bytes);
  excerpt->cut_before = window.start_bytes > 0;
  excerpt->cut_after = window.end_bytes < strlen(passage->text);
  excerpt->highlights = highlights_in(passage->text, &window, matches);
}

bool
search_excerpt_part(const SearchMatcher *matcher, const CorpusPassage *passage, gsize start_bytes,
                    gsize end_bytes, SearchExcerpt *excerpt, GError **error) {
  GArray *matches = matcher != NULL ? search_matcher_find(matcher, passage->text, error)
                                    : g_array_new(FALSE, FALSE, sizeof(SearchWordMatch));
  if (matches == NULL)
    return false;
  Window window = {start_bytes, end_bytes};
  fill(passage, cut_window(passage->text, window, matches), matches, excerpt);
  g_array_unref(matches);
  return true;
}

bool
search_excerpt_make(const SearchMatcher *matcher, const CorpusPassage *passage,
                    SearchExcerpt *excerpt, GError **error) {
  GArray *matches = search_matcher_find(matcher, passage->text, error);
  if (matches == NULL)
    return false;
  gsize length = strlen(passage->text);
  Window window = {0, length};
  if (length_chars(passage->text, 0, length) > SEARCH_EXCERPT_CHARS)
    window = cut_window(passage->text, best_window(passage, matches), matches);
  fill(passage, window, matches, excerpt);
  g_array_unref(matches);
  return true;
}
