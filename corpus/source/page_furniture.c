/* corpus/source/page_furniture.c: takes running headers, page numbers and link addresses out of the
 * text. */
#include "corpus/source/page_furniture.h"

#include <string.h>

#include "corpus/source/page_furniture_lines.h"
#include "corpus/source/page_number_series.h"

enum {
  BORDER_LINES = 2,   /* running headers stand within so many lines of a page's border */
  PAGE_MIN_LINES = 4, /* with fewer lines with text above or below, no page ends or begins */
  LINKS_PER_PAGE_MAX = 8
};

CorpusPlacedLine *
corpus_placed_line_new(CorpusLine *line, guint indent_chars) {
  CorpusPlacedLine *placed = g_new0(CorpusPlacedLine, 1);
  placed->line = line;
  placed->indent_chars = indent_chars;
  return placed;
}

void
corpus_placed_line_free(CorpusPlacedLine *placed) {
  if (placed == NULL)
    return;
  corpus_line_free(placed->line);
  g_free(placed);
}

/* A dropped line with so much text of its page on both sides stood between two pages. */
static void
count_pages_anew(CorpusFurniture *furniture) {
  unsigned added = 0, page = 0;
  guint above = 0;
  bool *begins = g_new0(bool, furniture->lines->len + 1);
  for (guint i = 0; i < furniture->lines->len; i++) {
    const CorpusLine *line = corpus_furniture_line(furniture, i);
    if (line->page != page)
      above = 0;
    page = line->page;
    if (corpus_furniture_keeps(furniture, i))
      above++;
    else if (furniture->drop[i] && above > PAGE_MIN_LINES &&
             !corpus_furniture_at_border(furniture, i, PAGE_MIN_LINES)) {
      begins[i + 1] = true;
      above = 0;
    }
  }
  for (guint i = 0; i < furniture->lines->len; i++) {
    added += begins[i];
    corpus_furniture_line(furniture, i)->page += added;
  }
  g_free(begins);
}

/* The lines at the borders of pages, by their text in lower case: key -> GArray of indexes. */
static GHashTable *
border_lines(const CorpusFurniture *furniture) {
  GHashTable *by_text =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  for (guint i = 0; i < furniture->lines->len; i++) {
    if (!corpus_furniture_keeps(furniture, i) ||
        !corpus_furniture_at_border(furniture, i, BORDER_LINES))
      continue;
    char *key = g_utf8_strdown(corpus_furniture_line(furniture, i)->text, -1);
    GArray *indexes = g_hash_table_lookup(by_text, key);
    if (indexes == NULL) {
      indexes = g_array_new(FALSE, FALSE, sizeof(guint));
      g_hash_table_insert(by_text, g_strdup(key), indexes);
    }
    g_array_append_val(indexes, i);
    g_free(key);
  }
  return by_text;
}

/* The same line at the border of most pages. */
static void
drop_plain_headers(CorpusFurniture *furniture) {
  unsigned pages = corpus_furniture_pages(furniture);
  if (pages < 4)
    return;
  GHashTable *by_text = border_lines(furniture);
  GHashTableIter iter;
  gpointer value = NULL;
  g_hash_table_iter_init(&iter, by_text);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const GArray *indexes = value;
    if (indexes->len * 5 < pages * 3)
      continue;
    for (guint i = 0; i < indexes->len; i++)
      furniture->drop[g_array_index(indexes, guint, i)] = true;
  }
  g_hash_table_unref(by_text);
}

/* "http://www.exempel.se/sida/" -> "exempel.se/sida": what two ways of writing have in common. NULL
 * if the line is not an address and nothing else. */
static char *
bare_address(const char *text) {
  GMatchInfo *match = NULL;
  static gsize compiled = 0;
  if (g_once_init_enter(&compiled))
    g_once_init_leave(&compiled,
                      (gsize)g_regex_new("^(?:https?://(?:www\\.)?|www\\.|mailto:)(\\S+?)/?$",
                                         G_REGEX_CASELESS, G_REGEX_MATCH_DEFAULT, NULL));
  char *address = NULL;
  if (g_regex_match((GRegex *)compiled, text, G_REGEX_MATCH_DEFAULT, &match))
    address = g_match_info_fetch(match, 1);
  g_match_info_unref(match);
  return address;
}

/* Does the text of the page, or of the one before or after it, have the address? */
static bool
is_address_in_text(const CorpusFurniture *furniture, guint link, const char *address) {
  unsigned page = corpus_furniture_line(furniture, link)->page;
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < furniture->lines->len; i++) {
    const CorpusLine *line = corpus_furniture_line(furniture, i);
    if (i != link && line->page + 1 >= page && line->page <= page + 1)
      g_string_append(text, line->text);
  }
  char *wanted = g_utf8_strdown(address, -1), *lower = g_utf8_strdown(text->str, -1);
  bool found = strstr(lower, wanted) != NULL;
  g_free(wanted);
  g_free(lower);
  g_string_free(text, TRUE);
  return found;
}

static void
drop_links(CorpusFurniture *furniture) {
  guint links = 0; /* at the end of this page */
  bool last_of_page = true;
  unsigned page = 0;
  for (guint i = furniture->lines->len; i-- > 0;) {
    const CorpusLine *line = corpus_furniture_line(furniture, i);
    if (line->page != page) {
      last_of_page = true;
      links = 0;
    }
    page = line->page;
    if (!corpus_furniture_keeps(furniture, i))
      continue;
    char *address = bare_address(line->text);
    if (address != NULL)
      furniture->drop[i] = corpus_furniture_within_sentence(furniture, i) ||
                           (last_of_page && is_address_in_text(furniture, i, address));
    last_of_page = last_of_page && furniture->drop[i] && ++links < LINKS_PER_PAGE_MAX;
    g_free(address);
  }
}

/* Where a dropped line stood within a sentence, the empty paragraphs around it go with it. */
static void
drop_empty_around(CorpusFurniture *furniture) {
  for (guint i = 0; i < furniture->lines->len; i++) {
    if (!furniture->drop[i] || *corpus_furniture_line(furniture, i)->text == '\0' ||
        !corpus_furniture_within_sentence(furniture, i))
      continue;
    for (guint j = i; j-- > 0 && !corpus_furniture_keeps(furniture, j);)
      furniture->drop[j] = true;
    for (guint j = i + 1; j < furniture->lines->len && !corpus_furniture_keeps(furniture, j); j++)
      furniture->drop[j] = true;
  }
}

void
corpus_furniture_remove(GPtrArray *lines) {
  CorpusFurniture furniture = {.lines = lines, .drop = g_new0(bool, lines->len)};
  corpus_page_numbers_drop(&furniture);
  count_pages_anew(&furniture);
  drop_plain_headers(&furniture);
  drop_links(&furniture);
  drop_empty_around(&furniture);
  guint kept = 0;
  for (guint i = 0; i < lines->len; i++) {
    gpointer placed = g_steal_pointer(&lines->pdata[i]);
    if (furniture.drop[i])
      corpus_placed_line_free(placed);
    else
      lines->pdata[kept++] = placed;
  }
  g_ptr_array_set_size(lines, (int)kept);
  g_free(furniture.drop);
}
