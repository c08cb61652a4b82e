/* corpus/reading/outline/heading_place.c: how a line stands: what a heading looks like, whatever it
 * says. */
#include "corpus/reading/outline/heading_place.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/reading/lines/layout_words.h"
#include "corpus/reading/lines/page_text.h"

#define LONGEST_WORDS 14
#define NARROW 0.75     /* of a full line: a paragraph's last line, or a heading */
#define WIDE 0.75       /* of a full line: the first line of running text */
#define WIDEST_LINE 100 /* where a paragraph is one long line, width says less */
#define LARGER 0.45     /* points, than the letters of running text */
#define MARKED_WORDS 30
#define CONTENTS_ENTRIES 8 /* with pages that rise, in a table of contents, at the least */
#define PAGE_DIGITS 3
#define CONTENTS_APART 5 /* lines without leaders between two of them: chapters, page numbers */

const char *
corpus_heading_text_at(const CorpusHeadingContext *context, guint at) {
  return corpus_line_text(context->lines, at);
}

guint
corpus_heading_next_text(const CorpusHeadingContext *context, guint at) {
  return corpus_line_next_text(context->lines, at, context->end);
}

static glong
chars(const char *text) {
  return g_utf8_strlen(text, -1);
}

static int
compare_widths(gconstpointer a, gconstpointer b) {
  glong first = *(const glong *)a, second = *(const glong *)b;
  return (first > second) - (first < second);
}

static glong
line_width(const GPtrArray *lines) {
  GArray *widths = g_array_new(FALSE, FALSE, sizeof(glong));
  for (guint i = 0; i < lines->len; i++) {
    glong width = chars(((const CorpusLine *)g_ptr_array_index(lines, i))->text);
    if (width > 0)
      g_array_append_val(widths, width);
  }
  glong usual = WIDEST_LINE;
  if (widths->len > 0) {
    g_array_sort(widths, compare_widths);
    usual = g_array_index(widths, glong, widths->len * 3 / 4);
  }
  g_array_unref(widths);
  return CLAMP(usual, 20, WIDEST_LINE);
}

/* Letters are learnt of wide lines: running text is made of them. */
void
corpus_heading_learn_usual(CorpusHeadingContext *context) {
  GArray *sizes = g_array_new(FALSE, FALSE, sizeof(double));
  guint bold = 0, wide = 0;
  context->width_chars = line_width(context->lines);
  for (guint i = 0; i < context->lines->len; i++) {
    const CorpusLine *line = corpus_line_at(context->lines, i);
    if (line->table != 0 || (double)chars(line->text) < WIDE * (double)context->width_chars)
      continue;
    wide++;
    bold += line->bold ? 1 : 0;
    if (!isnan(line->size))
      g_array_append_val(sizes, line->size);
  }
  context->usual_bold = 2 * bold > wide;
  context->usual_size = corpus_median(sizes);
  g_array_unref(sizes);
}

bool
corpus_heading_is_narrow(const CorpusHeadingContext *context, const char *text) {
  return (double)chars(text) < NARROW * (double)context->width_chars;
}

static bool
is_wide(const CorpusHeadingContext *context, const char *text) {
  return (double)chars(text) >= WIDE * (double)context->width_chars;
}

bool
corpus_heading_stands_out(const CorpusHeadingContext *context, guint at) {
  const CorpusLine *line = corpus_line_at(context->lines, at);
  bool larger = line->size > context->usual_size + LARGER;
  bool bold = line->bold && !context->usual_bold;
  if (line->table != 0)
    return false;
  return corpus_line_is_named_heading(line) ||
         (context->inside_table ? larger && bold : larger || bold);
}

bool
corpus_heading_is_contents_entry(const CorpusHeadingContext *context, const char *text) {
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  gsize before = 0;
  if (corpus_layout_matches("contents-entry", text))
    return true;
  return context->area == 0 && corpus_figures_at_end(text, figures, &before) > 0 && before > 0;
}

/* The page of an entry with leaders; -1 where the line is none. */
static int
entry_page(const CorpusHeadingContext *context, guint at) {
  const char *text = corpus_heading_text_at(context, at);
  gsize length = strlen(text);
  if (length == 0 || !g_ascii_isdigit(text[length - 1]) ||
      !corpus_layout_matches("contents-entry", text))
    return -1;
  while (length > 0 && g_ascii_isdigit(text[length - 1]))
    length--;
  return (int)strtol(text + length, NULL, 10);
}

/* How many entries follow the line, or come before it, whose pages go on rising from `*page`. */
static guint
entries_from(const CorpusHeadingContext *context, guint at, int step, int *page) {
  guint entries = 0, apart = 0;
  for (guint i = at + (guint)step; i < context->end && apart < CONTENTS_APART; i += (guint)step) {
    int found = entry_page(context, i);
    bool rises = *page < 0 || (step > 0 ? found >= *page : found <= *page);
    if (found >= 0 && !rises)
      break;
    apart = found >= 0 ? 0 : apart + 1;
    *page = found >= 0 ? found : *page;
    entries += found >= 0;
  }
  return entries;
}

/* The page that stands in a line of its own; -1 where the line is none. */
static int
page_alone(const CorpusHeadingContext *context, guint at) {
  const char *text = at < context->end ? corpus_heading_text_at(context, at) : "";
  gsize digits = strspn(text, "0123456789");
  return digits > 0 && digits <= PAGE_DIGITS && text[digits] == '\0' ? atoi(text) : -1;
}

/* The last line before `at` that is not an empty paragraph; context->end if there is none. */
static guint
text_before(const CorpusHeadingContext *context, guint at) {
  guint end = corpus_line_text_end(context->lines, 0, at);
  return end > 0 ? end - 1 : context->end;
}

/* How many titles with a page below them, pages that rise, follow each other around the line. */
static guint
titles_with_pages(const CorpusHeadingContext *context, guint at) {
  guint page = corpus_heading_next_text(context, at + 1), title = at, entries = 0;
  int last = page_alone(context, page), first = last;
  if (first < 0)
    return 0;
  while (title < context->end && page_alone(context, title) < 0 &&
         page_alone(context, page) >= last) {
    entries++;
    last = page_alone(context, page);
    title = corpus_heading_next_text(context, page + 1);
    page = corpus_heading_next_text(context, title + 1);
  }
  page = text_before(context, at);
  title = page < context->end ? text_before(context, page) : page;
  while (title < context->end && page_alone(context, title) < 0 && page_alone(context, page) >= 0 &&
         page_alone(context, page) <= first) {
    entries++;
    first = page_alone(context, page);
    page = text_before(context, title);
    title = page < context->end ? text_before(context, page) : page;
  }
  return entries;
}

bool
corpus_heading_is_in_contents(const CorpusHeadingContext *context, guint at) {
  if (titles_with_pages(context, at) >= CONTENTS_ENTRIES)
    return true;
  guint next = corpus_heading_next_text(context, at + 1);
  if (next < context->end && corpus_figures_alone(corpus_heading_text_at(context, next)))
    next = corpus_heading_next_text(context, next + 1); /* its own page */
  if (next >= context->end || entry_page(context, next) < 0)
    return false;
  int after = -1, before = entry_page(context, next);
  guint entries = entries_from(context, at, 1, &after);
  return entries + entries_from(context, at, -1, &before) >= CONTENTS_ENTRIES;
}

bool
corpus_heading_sentence_is_open(const CorpusHeadingContext *context, guint at) {
  if (!context->after_prose || at == 0 || *corpus_heading_text_at(context, at - 1) == '\0')
    return false;
  const char *before = corpus_heading_text_at(context, at - 1);
  CorpusTag tag = CORPUS_TAG_NEUTRAL;
  if (corpus_layout_matches("sentence-end", before) || corpus_layout_has_bullet(before) ||
      corpus_layout_run_in(before, &tag) > 0 || corpus_heading_is_contents_entry(context, before) ||
      (corpus_heading_stands_out(context, at) && !corpus_heading_stands_out(context, at - 1)))
    return false;
  return !corpus_heading_is_narrow(context, before) || corpus_layout_matches("open-end", before);
}

bool
corpus_heading_begins_text(const char *text) {
  gunichar first = g_utf8_get_char(text);
  return !g_unichar_islower(first) && first != '/' && first != ')' && first != ',';
}

bool
corpus_heading_something_begins_after(const CorpusHeadingContext *context, guint last) {
  guint next = corpus_heading_next_text(context, last + 1);
  return next >= context->end || corpus_heading_begins_text(corpus_heading_text_at(context, next));
}

/* Two letters at least: "1." and "%" head nothing. */
static bool
has_letters(const char *title) {
  guint letters = 0;
  for (; *title != '\0' && letters < 2; title = g_utf8_next_char(title))
    letters += g_unichar_isalpha(g_utf8_get_char(title)) ? 1 : 0;
  return letters == 2;
}

bool
corpus_heading_reads_like_title(const char *title, bool whole_question) {
  gunichar first = g_utf8_get_char(title);
  if (chars(title) > (whole_question ? CORPUS_HEADING_MARKED_CHARS : CORPUS_HEADING_CHARS) ||
      corpus_layout_count_words(title) > (whole_question ? MARKED_WORDS : LONGEST_WORDS))
    return false;
  if (!g_unichar_isupper(first) && !g_unichar_isdigit(first) && !g_unichar_istitle(first))
    return false;
  if (!has_letters(title))
    return false;
  return strchr(".,;", title[strlen(title) - 1]) == NULL || strlen(title) < 2;
}

bool
corpus_heading_points_go_on(const CorpusHeadingContext *context, const char *heading, guint next) {
  if (next >= context->end || *corpus_heading_text_at(context, next) == '\0')
    return false;
  CorpusPoints points = {-1, -1};
  char *both = g_strdup_printf("%s %s", heading, corpus_heading_text_at(context, next));
  bool begins = corpus_layout_title_bytes(both, &points) < strlen(heading);
  g_free(both);
  return begins && points.max > 0;
}

/* Do the line and the one before it both look like headings, and like each other, and does it begin
 * in the middle of a sentence? */
static bool
goes_on_alike(const CorpusHeadingContext *context, guint at) {
  const CorpusLine *line = corpus_line_at(context->lines, at);
  const CorpusLine *before = corpus_line_at(context->lines, at - 1);
  return corpus_heading_stands_out(context, at) && corpus_heading_stands_out(context, at - 1) &&
         line->bold == before->bold && !(fabs(line->size - before->size) > LARGER) &&
         g_unichar_islower(g_utf8_get_char(line->text));
}

/* Does the line begin with a number as headings below others have ("4.1 Budget")? */
static bool
is_numbered_below(const char *text) {
  char *number = NULL;
  (void)corpus_heading_without_number(text, &number);
  bool below = strchr(number, '.') != NULL;
  g_free(number);
  return below;
}

/* Does a heading's line go on with the next one? A line that ends with "till" surely does, also
 * with one that is nearly full; "Inspiration:" is whole, and what follows begins its text. */
static bool
wraps(const CorpusHeadingContext *context, const char *text, guint next) {
  if (next >= context->end)
    return false;
  const char *more = corpus_heading_text_at(context, next);
  bool open = corpus_layout_matches("open-end", text);
  if (corpus_heading_points_go_on(context, text, next))
    return true;
  if (*more == '\0' || corpus_layout_has_bullet(more) || is_numbered_below(more))
    return false;
  if (goes_on_alike(context, next))
    return true;
  if (corpus_layout_matches("sentence-end", more))
    return false;
  if (!corpus_heading_is_narrow(context, more) && (!open || chars(more) >= context->width_chars ||
                                                   corpus_layout_matches("sentence-word", more)))
    return false;
  gunichar first = g_utf8_get_char(more);
  if (g_unichar_islower(first) || first == '/')
    return true;
  return open && (g_str_has_suffix(text, ",") ||
                  corpus_layout_heading(text, context->area != 0) == CORPUS_HEADING_UNKNOWN);
}

char *
corpus_heading_whole_heading(const CorpusHeadingContext *context, guint at, guint *last,
                             CorpusPoints *points) {
  GString *heading = g_string_new(corpus_heading_text_at(context, at));
  *last = at;
  while (*last + 1 - at < CORPUS_HEADING_LINES && wraps(context, heading->str, *last + 1)) {
    corpus_join_title(heading, corpus_heading_text_at(context, *last + 1));
    (*last)++;
  }
  g_string_truncate(heading, corpus_layout_title_bytes(heading->str, points));
  return g_string_free(heading, FALSE);
}

/* Short lines that end no sentence are the items of a list without marks; so is what follows them.
 */
static bool
follows_list_item(const CorpusHeadingContext *context, guint at) {
  at = corpus_line_text_end(context->lines, 0, at);
  if (!context->after_prose || at == 0)
    return false;
  const char *before = corpus_heading_text_at(context, at - 1);
  return g_str_has_suffix(before, ":") ||
         (corpus_heading_is_narrow(context, before) && !corpus_layout_has_bullet(before) &&
          !corpus_layout_matches("sentence-end", before));
}

bool
corpus_heading_stands_like_heading(const CorpusHeadingContext *context, const char *title, guint at,
                                   guint last) {
  guint next = corpus_heading_next_text(context, last + 1);
  while (next < context->end && corpus_layout_points(corpus_heading_text_at(context, next), NULL))
    next = corpus_heading_next_text(context, next + 1);
  if (next >= context->end || corpus_heading_sentence_is_open(context, at))
    return false;
  bool apart = corpus_heading_stands_out(context, at) && !corpus_heading_stands_out(context, next);
  if (!apart && (!corpus_heading_is_narrow(context, title) || follows_list_item(context, at)))
    return false;
  const char *below = corpus_heading_text_at(context, next);
  return corpus_heading_begins_text(below) && (apart || is_wide(context, below)) &&
         !corpus_layout_has_bullet(below) && !corpus_layout_matches("sentence-word", title) &&
         !corpus_layout_matches("sentence-end", title);
}

char *
corpus_heading_first_line(const CorpusHeadingContext *context, guint at, CorpusPoints *points) {
  const char *text = corpus_heading_text_at(context, at);
  *points = (CorpusPoints){-1, -1};
  return g_strndup(text, corpus_layout_title_bytes(text, points));
}
