/* corpus/source/text_lines.c: cuts the text of a report into lines and pages. */
#include <string.h>

#include "corpus/source/decode.h"
#include "corpus/source/page_furniture.h"
#include "corpus/source/line.h"

/* In text whose lines are set out with spaces a leading space says nothing of pages. */
enum { INDENTED_MAX_PERCENT = 15, PAGE_MIN_LINES = 10 };

/* At least that many lines with a gap within them show that spaces keep columns. */
enum { LAID_OUT_MIN_LINES = 3 };
static const char GAP[] = "   ";

/* One line of the source before it is known where pages begin. */
typedef struct {
  char *text; /* cleaned; "" where the line held only white space */
  unsigned number;
  guint indent_chars;
  bool after_form_feed, after_blank, ends_with_space, ends_with_spaces;
} RawLine;

static void
clear_raw_line(gpointer data) {
  RawLine *raw = data;
  g_clear_pointer(&raw->text, g_free);
}

/* All white space becomes plain spaces, invisible characters go, a soft hyphen at the line's end is
 * a hyphen, ligatures of print become letters. */
static char *
cleaned(const char *text, gsize length_bytes) {
  GString *clean = g_string_sized_new(length_bytes);
  for (const char *at = text; at < text + length_bytes;) {
    const char *next = g_utf8_next_char(at);
    corpus_append_clean(clean, g_utf8_get_char(at), next >= text + length_bytes);
    at = next;
  }
  return g_string_free(clean, FALSE);
}

static guint
leading_spaces(const char *text) {
  return (guint)strspn(text, " ");
}

/* Reads lines; empty ones are not kept, but the next one knows of them. */
typedef struct {
  GArray *raw; /* RawLine */
  unsigned number;
  bool after_form_feed, after_blank;
} Reader;

static void
read_piece(Reader *reader, const char *text, gsize length_bytes) {
  char *clean = cleaned(text, length_bytes);
  gsize length = strlen(clean);
  if (length == 0) {
    reader->after_blank = true;
    g_free(clean);
    return;
  }
  RawLine raw = {.number = reader->number,
                 .indent_chars = leading_spaces(clean),
                 .after_form_feed = reader->after_form_feed,
                 .after_blank = reader->after_blank,
                 .ends_with_space = clean[length - 1] == ' ',
                 .ends_with_spaces = g_str_has_suffix(clean, "  ")};
  raw.text = g_strstrip(clean);
  g_array_append_val(reader->raw, raw);
  reader->after_form_feed = reader->after_blank = false;
}

/* A form feed can stand alone, before a line's text or within it. */
static void
read_line(Reader *reader, const char *text, gsize length_bytes) {
  const char *end = text + length_bytes;
  for (;;) {
    const char *form_feed = memchr(text, '\f', (gsize)(end - text));
    const char *piece_end = form_feed != NULL ? form_feed : end;
    if (piece_end > text || form_feed == NULL)
      read_piece(reader, text, (gsize)(piece_end - text));
    if (form_feed == NULL)
      return;
    reader->after_form_feed = true;
    text = form_feed + 1;
  }
}

static GArray *
read_lines(const char *text) {
  Reader reader = {.raw = g_array_new(FALSE, FALSE, sizeof(RawLine))};
  g_array_set_clear_func(reader.raw, clear_raw_line);
  while (*text != '\0') {
    gsize length = strcspn(text, "\n");
    reader.number++;
    read_line(&reader, text, length);
    text += length + (text[length] != '\0');
  }
  return reader.raw;
}

/* A line with text that begins with one space right after a line with text. */
static bool
may_start_page(const GArray *raw, guint i) {
  const RawLine *line = &g_array_index(raw, RawLine, i);
  if (i == 0 || line->indent_chars != 1 || line->after_blank || *line->text == '\0')
    return false;
  return *g_array_index(raw, RawLine, i - 1).text != '\0';
}

/* How this source marks its pages. */
typedef enum { PAGES_UNMARKED, PAGES_BY_FORM_FEED, PAGES_BY_SPACE } PageMark;

static PageMark
page_mark(const GArray *raw) {
  guint with_text = 0, indented = 0, starts = 0;
  for (guint i = 0; i < raw->len; i++) {
    const RawLine *line = &g_array_index(raw, RawLine, i);
    if (line->after_form_feed && i > 0)
      return PAGES_BY_FORM_FEED;
    with_text += *line->text != '\0';
    indented += *line->text != '\0' && line->indent_chars > 0;
    starts += may_start_page(raw, i);
  }
  if (indented * 100 > with_text * INDENTED_MAX_PERCENT || starts * PAGE_MIN_LINES > with_text)
    return PAGES_UNMARKED;
  return PAGES_BY_SPACE;
}

static bool
starts_page(const GArray *raw, guint i, PageMark mark) {
  if (mark == PAGES_BY_FORM_FEED)
    return i > 0 && g_array_index(raw, RawLine, i).after_form_feed;
  return mark == PAGES_BY_SPACE && may_start_page(raw, i);
}

/* Is there a gap of three spaces or more within the text: two columns side by side? */
static bool
is_laid_out(const GArray *raw) {
  guint gaps = 0;
  for (guint i = 0; i < raw->len; i++)
    gaps += strstr(g_array_index(raw, RawLine, i).text, GAP) != NULL;
  return gaps >= LAID_OUT_MIN_LINES;
}

/* The places of the words of a line, in characters. */
static GArray *
places_of(const RawLine *raw) {
  GArray *words = g_array_new(FALSE, FALSE, sizeof(CorpusPlace));
  double at = raw->indent_chars;
  bool inside = false;
  for (const char *p = raw->text; *p != '\0'; p = g_utf8_next_char(p), at++) {
    bool begins = *p != ' ' && !inside;
    inside = *p != ' ';
    CorpusPlace place = {at, at + 1};
    if (begins)
      g_array_append_val(words, place);
    else if (inside)
      g_array_index(words, CorpusPlace, words->len - 1).right = at + 1;
  }
  return words;
}

static GPtrArray *
placed_lines(const GArray *raw) {
  bool laid_out = is_laid_out(raw);
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_placed_line_free);
  PageMark mark = page_mark(raw);
  unsigned page = 1;
  for (guint i = 0; i < raw->len; i++) {
    const RawLine *source = &g_array_index(raw, RawLine, i);
    page += starts_page(raw, i, mark);
    CorpusLine *line = corpus_line_new(source->text, page, source->number);
    line->words = laid_out ? places_of(source) : NULL;
    line->blank_before = source->after_blank;
    line->ends_with_space = source->ends_with_space;
    line->ends_with_spaces = source->ends_with_spaces;
    g_ptr_array_add(lines, corpus_placed_line_new(line, source->indent_chars));
  }
  return lines;
}

/* Moves the lines of the text out of their places, and says which begin a page. */
static CorpusLines *
take_lines(GPtrArray *placed) {
  CorpusLines *result = corpus_lines_new();
  bool *furniture = corpus_furniture_find(placed);
  for (guint i = 0; i < placed->len; i++) {
    CorpusPlacedLine *place = g_ptr_array_index(placed, i);
    if (furniture[i])
      continue;
    CorpusLine *line = g_steal_pointer(&place->line);
    line->starts_page = line->page != result->pages;
    result->pages = line->page;
    g_ptr_array_add(result->lines, line);
  }
  g_free(furniture);
  return result;
}

CorpusLines *
corpus_lines_from_text(const char *bytes, gsize length_bytes, GError **error) {
  GPtrArray *warnings = g_ptr_array_new_with_free_func(g_free);
  char *text = corpus_decode(bytes, length_bytes, warnings, error);
  if (text == NULL) {
    g_ptr_array_unref(warnings);
    return NULL;
  }
  GArray *raw = read_lines(text);
  g_free(text);
  GPtrArray *placed = placed_lines(raw);
  g_array_unref(raw);
  CorpusLines *lines = take_lines(placed);
  g_ptr_array_unref(placed);
  g_ptr_array_unref(lines->warnings);
  lines->warnings = warnings;
  return lines;
}
