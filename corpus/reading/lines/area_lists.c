/* corpus/reading/lines/area_lists.c: lists that hold the items of the areas, with the areas
 * themselves as items.
 *
 * A list of several levels, which the source or the page shows as one: an area, in it "Styrkor", in
 * this the strengths, then what can be improved, then the next area. What heads others is no item:
 * it loses its bullet, and stands above its items as it does in other layouts. Where a word for
 * items is one item among few, it is left alone. */
#include "corpus/reading/lines/page_text.h"

#include "corpus/instrument/instrument.h"
#include "corpus/reading/lines/layout_words.h"

enum { FEWEST_WORDS = 4 }; /* of two areas, at least */

/* The item without its bullet; NULL where the line is none. */
static const char *
item_at(const GPtrArray *lines, guint at) {
  const CorpusLine *line = at < lines->len ? corpus_line_at(lines, at) : NULL;
  bool item = line != NULL && line->table == 0 && corpus_layout_has_bullet(line->text);
  return item ? corpus_layout_without_bullet(line->text) : NULL;
}

static bool
is_word(const char *item) {
  return item != NULL && corpus_layout_column_word(item);
}

/* Does such a word stand there, and below it an item that is none? */
static bool
heads_items(const GPtrArray *lines, guint at) {
  return is_word(item_at(lines, at)) && item_at(lines, at + 1) != NULL &&
         !is_word(item_at(lines, at + 1));
}

/* Does an area stand there, with the word for its first items below it? */
static bool
is_area(const GPtrArray *lines, guint at) {
  unsigned areas[CORPUS_INSTRUMENTS_MAX];
  const char *item = item_at(lines, at);
  return item != NULL && heads_items(lines, at + 1) &&
         (corpus_layout_matches("area-heading", item) ||
          corpus_instruments_match_area(item, areas) > 0);
}

/* kind: what the line is now, where the source says what lines are. */
static void
take_bullet(GPtrArray *lines, guint at, CorpusLineKind kind) {
  CorpusLine *line = g_ptr_array_index(lines, at);
  corpus_line_set_text(line, g_strdup(corpus_layout_without_bullet(line->text)));
  line->kind = line->paragraph != 0 ? kind : CORPUS_LINE_UNKNOWN;
  line->level = 0;
}

void
corpus_area_lists_take_apart(CorpusLines *lines) {
  GPtrArray *all = lines->lines;
  guint words = 0;
  for (guint at = 0; at < all->len; at++)
    words += heads_items(all, at) ? 1 : 0;
  for (guint at = 0; words >= FEWEST_WORDS && at < all->len; at++)
    if (is_area(all, at))
      take_bullet(all, at, CORPUS_LINE_HEADING);
    else if (heads_items(all, at))
      take_bullet(all, at, CORPUS_LINE_TEXT);
}
