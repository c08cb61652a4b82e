/* corpus/reading/lines/scattered_titles.c: titles of areas whose words came a line each, in any
 * order.
 *
 * A title that fills its line to both edges has wide gaps between its words, and text that was
 * taken from such a page has each word in a line of its own, with the head of the next table among
 * them ("Område" / "8." / "Chefsmedarbetarskap" / "och" / "ledarskap" / "Delområde" / "samt"). What
 * must hold: behind the number, the lines have the letters of the name of that area, all of them
 * and no others, but for the words that head a table. */
#include "corpus/reading/lines/page_text.h"

#include <math.h>
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/reading/lines/layout_words.h"

enum {
  LABEL_CHARS = 20, /* "Bedömningsområde 12.", at most */
  FEWEST_PIECES = 2,
  MOST_PIECES = 14
};

/* A title as far as it is read. */
typedef struct {
  guint number_at;           /* the line with the area's number */
  unsigned area;             /* 0 = there is no label and number */
  guint pieces[MOST_PIECES]; /* the lines that hold its words */
  guint count;
  bool apart; /* empty lines or a table's head stand between them */
} Title;

static CorpusLine *
line_at(const GPtrArray *lines, guint at) {
  return g_ptr_array_index(lines, at);
}

static bool
may_be_piece(const GPtrArray *lines, guint at) {
  return at < lines->len && isnan(line_at(lines, at)->left) && line_at(lines, at)->table == 0 &&
         line_at(lines, at)->kind == CORPUS_LINE_UNKNOWN;
}

/* The number that is all of the text, but for a full stop behind it; 0 = it is something else. */
static unsigned
number_alone(const char *text) {
  char *end = NULL;
  guint64 number = g_ascii_isdigit(*text) ? g_ascii_strtoull(text, &end, 10) : 0;
  return end != NULL && g_str_equal(end, *end == '.' ? "." : "") && number < 100 ? (unsigned)number
                                                                                 : 0;
}

/* Reads "Område 8.", in one line or two, or the number by itself. */
static void
read_label(const GPtrArray *lines, guint at, Title *title) {
  const char *text = corpus_line_text(lines, at);
  const char *space = strrchr(text, ' ');
  guint next = at + 1;
  *title = (Title){.number_at = at, .area = number_alone(text)};
  if (title->area != 0 || g_utf8_strlen(text, -1) > LABEL_CHARS)
    return;
  if (corpus_layout_matches("area-number", text)) {
    title->area = space != NULL ? number_alone(space + 1) : 0;
  } else if (space == NULL && may_be_piece(lines, next) &&
             number_alone(corpus_line_text(lines, next)) != 0) {
    char *label = g_strdup_printf("%s %s", text, corpus_line_text(lines, next));
    title->number_at = next;
    title->area = corpus_layout_matches("area-number", label)
                      ? number_alone(corpus_line_text(lines, next))
                      : 0;
    g_free(label);
  }
}

static int
compare_letters(gconstpointer a, gconstpointer b) {
  gunichar left = *(const gunichar *)a, right = *(const gunichar *)b;
  return left < right ? -1 : left > right;
}

/* Adds the small letters of the text to those that are there. */
static void
add_letters(GArray *letters, const char *text) {
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar letter = g_unichar_tolower(g_utf8_get_char(at));
    if (g_unichar_isalpha(letter))
      g_array_append_val(letters, letter);
  }
}

/* Has the name the letters, in any order? Sorts them. */
static bool
has_letters(const char *name, GArray *letters) {
  GArray *own = g_array_new(FALSE, FALSE, sizeof(gunichar));
  add_letters(own, name);
  g_array_sort(own, compare_letters);
  g_array_sort(letters, compare_letters);
  bool same = own->len == letters->len &&
              memcmp(own->data, letters->data, own->len * sizeof(gunichar)) == 0;
  g_array_unref(own);
  return same;
}

/* The name of the area in some revision that has these letters; NULL = none has. */
static const char *
name_of(unsigned number, GArray *letters) {
  for (guint i = 0; corpus_instruments()[i] != NULL; i++) {
    const CorpusArea *area = corpus_instrument_area(corpus_instruments()[i], number);
    if (area != NULL && has_letters(area->name, letters))
      return area->name;
  }
  return NULL;
}

static bool
heads_table(const char *text) {
  return corpus_layout_matches("score-head-word", text) ||
         corpus_layout_matches("rubrics-header-first", text);
}

/* Finds the lines behind the number that are the area's name; returns that, NULL = they are not. */
static const char *
find_name(const GPtrArray *lines, Title *title) {
  GArray *letters = g_array_new(FALSE, FALSE, sizeof(gunichar));
  const char *name = NULL;
  for (guint at = title->number_at, seen = 0; name == NULL && seen < MOST_PIECES; seen++) {
    guint next = corpus_line_next_text(lines, at + 1, lines->len);
    const char *text = may_be_piece(lines, next) ? corpus_line_text(lines, next) : NULL;
    if (text == NULL || strpbrk(text, "0123456789") != NULL)
      break;
    title->apart = title->apart || next > at + 1 || heads_table(text);
    at = next;
    if (heads_table(text))
      continue;
    title->pieces[title->count++] = at;
    add_letters(letters, text);
    name = title->count >= FEWEST_PIECES ? name_of(title->area, letters) : NULL;
  }
  g_array_unref(letters);
  return name;
}

void
corpus_scattered_titles_join(CorpusLines *lines) {
  for (guint at = 0; at < lines->lines->len; at++) {
    Title title = {0};
    if (*corpus_line_text(lines->lines, at) != '\0' && may_be_piece(lines->lines, at))
      read_label(lines->lines, at, &title);
    const char *name = title.area != 0 ? find_name(lines->lines, &title) : NULL;
    if (name == NULL || !title.apart)
      continue;
    const char *label = corpus_line_text(lines->lines, at);
    corpus_line_set_text(line_at(lines->lines, at),
                         title.number_at > at
                             ? g_strdup_printf("%s %s %s", label,
                                               corpus_line_text(lines->lines, title.number_at),
                                               name)
                             : g_strdup_printf("%s %s", label, name));
    if (title.number_at > at)
      corpus_line_set_text(line_at(lines->lines, title.number_at), g_strdup(""));
    for (guint i = 0; i < title.count; i++)
      corpus_line_set_text(line_at(lines->lines, title.pieces[i]), g_strdup(""));
  }
}
