/* corpus/reading/outline/heading.c: tells headings from running text by what they say and where
 * they stand. */
#include "corpus/reading/outline/heading.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "corpus/reading/lines/page_text.h"

#define LONGEST_CHARS 110
#define LONGEST_WORDS 14
#define HEADING_LINES 3
#define NARROW 0.75       /* of a full line: a paragraph's last line, or a heading */
#define WIDE 0.75         /* of a full line: the first line of running text */
#define WIDEST_LINE 100   /* where a paragraph is one long line, width says less */
#define SURE_LIKENESS 0.8 /* the words lead to the question */
#define SAME_LIKENESS 0.95
#define WHOLE_LIKENESS 0.88  /* a question that ends with a full stop */
#define PERHAPS_LIKENESS 0.5 /* enough where the place says that it is a heading */
#define LARGER 0.45          /* points, than the letters of running text */
#define MARKED_CHARS 220     /* of a heading that looks like one: a whole question */
#define MARKED_WORDS 30

static const char *
text_at(const CorpusHeadingContext *context, guint at) {
  return corpus_line_text(context->lines, at);
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
  context->usual_size = corpus_quantile(sizes, 0.5);
  g_array_unref(sizes);
}

/* The next line with text, from `at`; context->end if there is none. */
static guint
next_text(const CorpusHeadingContext *context, guint at) {
  return corpus_line_next_text(context->lines, at, context->end);
}

static bool
is_narrow(const CorpusHeadingContext *context, const char *text) {
  return (double)chars(text) < NARROW * (double)context->width_chars;
}

static bool
is_wide(const CorpusHeadingContext *context, const char *text) {
  return (double)chars(text) >= WIDE * (double)context->width_chars;
}

/* Does the document say that the line is a heading, or do its letters: bold or larger, as running
 * text is not? Those of a table are heads of its columns as well, if they are not larger. */
static bool
stands_out(const CorpusHeadingContext *context, guint at) {
  const CorpusLine *line = corpus_line_at(context->lines, at);
  bool larger = line->size > context->usual_size + LARGER;
  bool bold = line->bold && !context->usual_bold;
  if (line->table != 0)
    return false;
  return corpus_line_is_named_heading(line) ||
         (context->inside_table ? larger && bold : larger || bold);
}

/* An entry of a table of contents names a heading and its page, but heads nothing. In an area's
 * chapter a number at the end can be the points of the question. */
static bool
is_contents_entry(const CorpusHeadingContext *context, const char *text) {
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  gsize before = 0;
  if (corpus_layout_matches("contents-entry", text))
    return true;
  return context->area == 0 && corpus_figures_at_end(text, figures, &before) > 0 && before > 0;
}

/* Does the sentence before the line go on in it? */
static bool
sentence_is_open(const CorpusHeadingContext *context, guint at) {
  if (!context->after_prose || at == 0 || *text_at(context, at - 1) == '\0')
    return false;
  const char *before = text_at(context, at - 1);
  CorpusTag tag = CORPUS_TAG_NEUTRAL;
  if (corpus_layout_matches("sentence-end", before) || corpus_layout_has_bullet(before) ||
      corpus_layout_run_in(before, &tag) > 0 || is_contents_entry(context, before) ||
      (stands_out(context, at) && !stands_out(context, at - 1)))
    return false;
  return !is_narrow(context, before) || corpus_layout_matches("open-end", before);
}

/* Can a text begin so? */
static bool
begins_text(const char *text) {
  gunichar first = g_utf8_get_char(text);
  return !g_unichar_islower(first) && first != '/' && first != ')' && first != ',';
}

/* Does what follows a heading that ends at `last` look like the beginning of something? */
static bool
something_begins_after(const CorpusHeadingContext *context, guint last) {
  guint next = next_text(context, last + 1);
  return next >= context->end || begins_text(text_at(context, next));
}

static guint
count_words(const char *text) {
  guint words = 0;
  bool inside = false;
  for (; *text != '\0'; text++) {
    bool space = g_ascii_isspace(*text);
    words += !space && !inside ? 1 : 0;
    inside = !space;
  }
  return words;
}

/* Two letters at least: "1." and "%" head nothing. */
static bool
has_letters(const char *title) {
  guint letters = 0;
  for (; *title != '\0' && letters < 2; title = g_utf8_next_char(title))
    letters += g_unichar_isalpha(g_utf8_get_char(title)) ? 1 : 0;
  return letters == 2;
}

/* Could these words be a title, wherever they stand? whole_question: they may be one. */
static bool
reads_like_title(const char *title, bool whole_question) {
  gunichar first = g_utf8_get_char(title);
  if (chars(title) > (whole_question ? MARKED_CHARS : LONGEST_CHARS) ||
      count_words(title) > (whole_question ? MARKED_WORDS : LONGEST_WORDS))
    return false;
  if (!g_unichar_isupper(first) && !g_unichar_isdigit(first) && !g_unichar_istitle(first))
    return false;
  if (!has_letters(title))
    return false;
  return strchr(".,;", title[strlen(title) - 1]) == NULL || strlen(title) < 2;
}

/* Do the line and the one before it both look like headings, and like each other, and does it begin
 * in the middle of a sentence? */
static bool
goes_on_alike(const CorpusHeadingContext *context, guint at) {
  const CorpusLine *line = corpus_line_at(context->lines, at);
  const CorpusLine *before = corpus_line_at(context->lines, at - 1);
  return stands_out(context, at) && stands_out(context, at - 1) && line->bold == before->bold &&
         !(fabs(line->size - before->size) > LARGER) &&
         g_unichar_islower(g_utf8_get_char(line->text));
}

/* Does a heading's line go on with the next one? A line that ends with "till" surely does, also
 * with one that is nearly full; "Inspiration:" is whole, and what follows begins its text. */
static bool
wraps(const CorpusHeadingContext *context, const char *text, guint next) {
  if (next >= context->end)
    return false;
  const char *more = text_at(context, next);
  bool open = corpus_layout_matches("open-end", text);
  if (*more == '\0' || corpus_layout_has_bullet(more))
    return false;
  if (goes_on_alike(context, next))
    return true;
  if (corpus_layout_matches("sentence-end", more))
    return false;
  if (!is_narrow(context, more) && (!open || chars(more) >= context->width_chars ||
                                    corpus_layout_matches("sentence-word", more)))
    return false;
  gunichar first = g_utf8_get_char(more);
  if (g_unichar_islower(first) || first == '/')
    return true;
  return open && corpus_layout_heading(text, context->area != 0) == CORPUS_HEADING_UNKNOWN;
}

/* The heading that begins at `at`, over as many lines as it wraps, without the points that it may
 * end with; last receives the last line. */
static char *
whole_heading(const CorpusHeadingContext *context, guint at, guint *last, CorpusPoints *points) {
  GString *heading = g_string_new(text_at(context, at));
  *last = at;
  while (*last + 1 - at < HEADING_LINES && wraps(context, heading->str, *last + 1)) {
    const char *more = text_at(context, *last + 1);
    bool broken = g_str_has_suffix(heading->str, "-");
    if (broken && g_unichar_islower(g_utf8_get_char(more)))
      g_string_truncate(heading, heading->len - 1);
    else if (!broken || *more != '/')
      g_string_append_c(heading, ' ');
    g_string_append(heading, more);
    (*last)++;
  }
  g_string_truncate(heading, corpus_layout_title_bytes(heading->str, points));
  return g_string_free(heading, FALSE);
}

/* Short lines that end no sentence are the items of a list without marks; so is what follows them.
 */
static bool
follows_list_item(const CorpusHeadingContext *context, guint at) {
  while (at > 0 && *text_at(context, at - 1) == '\0')
    at--;
  if (!context->after_prose || at == 0)
    return false;
  const char *before = text_at(context, at - 1);
  return g_str_has_suffix(before, ":") ||
         (is_narrow(context, before) && !corpus_layout_has_bullet(before) &&
          !corpus_layout_matches("sentence-end", before));
}

/* Is the title, by its place alone, a heading: set off, short, with running text below? */
static bool
stands_like_heading(const CorpusHeadingContext *context, const char *title, guint at, guint last) {
  guint next = next_text(context, last + 1);
  while (next < context->end && corpus_layout_points(text_at(context, next), NULL))
    next = next_text(context, next + 1);
  if (next >= context->end || sentence_is_open(context, at))
    return false;
  bool apart = stands_out(context, at) && !stands_out(context, next);
  if (!apart && (!is_narrow(context, title) || follows_list_item(context, at)))
    return false;
  const char *below = text_at(context, next);
  return begins_text(below) && (apart || is_wide(context, below)) &&
         !corpus_layout_has_bullet(below) && !corpus_layout_matches("sentence-word", title) &&
         !corpus_layout_matches("sentence-end", title);
}

/* "Område 2 Medborgar- och brukarorientering": the number of an area whose name is not known; 0 if
 * it is no such heading. */
static unsigned
area_by_number(const CorpusHeadingContext *context, const char *text) {
  char *number = NULL;
  const char *title = corpus_heading_without_number(text, &number);
  unsigned area = 0;
  if (corpus_layout_matches("area-heading", text) && reads_like_title(title, false) &&
      !corpus_layout_matches("sentence-word", title))
    area = (unsigned)g_ascii_strtoull(number, NULL, 10);
  g_free(number);
  return area <= context->instrument->areas->len ? area : 0;
}

static unsigned
area_of(const CorpusHeadingContext *context, const char *text) {
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  if (*text == '\0' || corpus_layout_has_bullet(text) || g_str_has_suffix(text, ".") ||
      corpus_figures_at_end(text, figures, NULL) > 0)
    return 0;
  unsigned area = corpus_instrument_match_area(context->instrument, text);
  return area != 0 ? area : area_by_number(context, text);
}

/* The area that a line names and nothing else; 0 = none. */
static unsigned
area_alone(const CorpusHeadingContext *context, const char *text) {
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  return corpus_figures_at_end(text, figures, NULL) == 0
             ? corpus_instrument_match_area(context->instrument, text)
             : 0;
}

/* Area names one after the other are a list of them, not chapters; below a row of a table, which
 * has figures, a chapter may begin. */
static bool
in_list_of_areas(const CorpusHeadingContext *context, guint at, guint last, unsigned area) {
  guint next = next_text(context, last + 1);
  guint before = at;
  while (before > 0 && (before == at || *text_at(context, before) == '\0'))
    before--;
  unsigned below = next < context->end
                       ? corpus_instrument_match_area(context->instrument, text_at(context, next))
                       : 0;
  unsigned above = before < at ? area_alone(context, text_at(context, before)) : 0;
  return (below != 0 && below != area) || (above != 0 && above != area);
}

/* Does a chapter's opening follow: its rubrics, its general part, a table? */
static bool
chapter_begins_after(const CorpusHeadingContext *context, guint last) {
  guint next = next_text(context, last + 1);
  if (next >= context->end)
    return false;
  const char *below = text_at(context, next);
  return corpus_layout_matches("rubrics-header", below) ||
         corpus_layout_matches("rubrics-header-first", below) ||
         corpus_layout_columns(below, NULL) ||
         corpus_layout_heading(below, true) != CORPUS_HEADING_UNKNOWN;
}

/* The first line of a heading, without its points. */
static char *
first_line(const CorpusHeadingContext *context, guint at, CorpusPoints *points) {
  const char *text = text_at(context, at);
  *points = (CorpusPoints){-1, -1};
  return g_strndup(text, corpus_layout_title_bytes(text, points));
}

static bool
judge_area(const CorpusHeadingContext *context, guint at, CorpusTitle *title) {
  guint last = at;
  CorpusPoints points = {-1, -1};
  char *whole = whole_heading(context, at, &last, &points);
  unsigned area = area_of(context, whole);
  if (area == 0 && last > at) {
    g_free(whole);
    whole = first_line(context, at, &points);
    last = at;
    area = area_of(context, whole);
  }
  bool accepted =
      area != 0 && !in_list_of_areas(context, at, last, area) &&
      (!sentence_is_open(context, at) || corpus_layout_matches("area-heading", whole)) &&
      something_begins_after(context, last);
  if (accepted && !chapter_begins_after(context, last)) {
    char *number = NULL;
    const char *rest = corpus_heading_without_number(whole, &number);
    accepted =
        *number != '\0' || (!context->inside_table && stands_like_heading(context, rest, at, last));
    g_free(number);
  }
  if (accepted) {
    title->kind = CORPUS_TITLE_AREA;
    title->points = points;
    title->area = area;
    title->last = last;
    title->text = g_strdup(corpus_heading_without_number(whole, NULL));
  }
  g_free(whole);
  return accepted;
}

/* "4" of "4. Översikt …", with depth 1; "4.1.4" has depth 3. */
static guint
number_depth(const char *number) {
  guint depth = *number != '\0' ? 1 : 0;
  for (; *number != '\0'; number++)
    depth += *number == '.' ? 1 : 0;
  return depth;
}

/* The question's own number: 3 of "1.3"; 0 where it is none of a question of the area. */
static unsigned
number_in_area(const char *number, unsigned area) {
  unsigned its_area = 0, own = 0;
  bool read = number_depth(number) == 2 && sscanf(number, "%u.%u", &its_area, &own) == 2;
  return read && its_area == area ? own : 0;
}

/* Does the number go on with those of the chapter's headings, of which there are as many as
 * questions? */
static bool
is_next_question(const CorpusHeadingContext *context, unsigned number) {
  const CorpusArea *area = corpus_instrument_area(context->instrument, context->area);
  return context->heading > 0 && number > context->heading && area != NULL &&
         number <= area->questions->len;
}

/* Is it a next chapter of the report: a number a little higher than the last one? That of an area
 * ("Område 3") is none. */
static bool
is_next_chapter(const CorpusHeadingContext *context, guint at, const char *number) {
  if (!g_ascii_isdigit(*text_at(context, at)))
    return false;
  unsigned chapter = (unsigned)g_ascii_strtoull(number, NULL, 10);
  if (context->area != 0 && is_next_question(context, chapter))
    return false;
  return number_depth(number) == 1 && chapter > context->chapter && chapter <= context->chapter + 3;
}

/* Does the title name a question of the area, and its number ("3", "7.3") the same? Then it is no
 * chapter. */
static bool
is_numbered_question(const CorpusHeadingContext *context, const char *title, const char *number) {
  double likeness = 0;
  const CorpusQuestion *question =
      corpus_instrument_match_heading(context->instrument, context->area, title, &likeness);
  unsigned own = number_depth(number) == 1 ? (unsigned)g_ascii_strtoull(number, NULL, 10)
                                           : number_in_area(number, context->area);
  return question != NULL && likeness >= SURE_LIKENESS &&
         number_in_area(question->id, context->area) == own;
}

static bool
judge_layout(const CorpusHeadingContext *context, guint at, guint last, const char *title,
             const char *number, CorpusTitle *found) {
  CorpusHeadingKind kind = corpus_layout_heading(title, context->area != 0);
  if (kind == CORPUS_HEADING_UNKNOWN || sentence_is_open(context, at) ||
      !something_begins_after(context, last) ||
      (kind == CORPUS_HEADING_AREA && context->area != 0 &&
       (found->points.max > 0 || is_numbered_question(context, title, number))))
    return false; /* "7.3 Att lära av andra (15/35)" is a question */
  found->kind = CORPUS_TITLE_LAYOUT;
  found->layout = kind;
  if (number_depth(number) == 1)
    found->chapter = (unsigned)g_ascii_strtoull(number, NULL, 10);
  return true;
}

/* A heading may end with the points of its question ("Motverka korruption 8 (10)"). */
static char *
without_points(const char *title) {
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  gsize text_bytes = 0;
  guint count = corpus_figures_at_end(title, figures, &text_bytes);
  return count >= 1 && text_bytes > 0 ? g_strchomp(g_strndup(title, text_bytes)) : g_strdup(title);
}

/* Which of the chapter's rubrics the title is, from 1; 0 = none. */
static guint
rubric_of(const CorpusHeadingContext *context, const char *title) {
  for (guint i = 0; context->rubrics != NULL && i < context->rubrics->len; i++)
    if (corpus_heading_is(context->rubrics->pdata[i], title))
      return i + 1;
  return 0;
}

static bool
judge_question(const CorpusHeadingContext *context, guint at, guint last, const char *title,
               const char *number, CorpusTitle *found) {
  double likeness = 0;
  char *words = without_points(title);
  const CorpusQuestion *question =
      corpus_instrument_match_heading(context->instrument, context->area, words, &likeness);
  g_free(words);
  bool stands = stands_like_heading(context, title, at, last), marked = stands_out(context, at);
  bool accepted = false;
  found->rubric = rubric_of(context, title);
  if ((marked || found->rubric != 0) && !sentence_is_open(context, at) &&
      something_begins_after(context, last))
    accepted = marked || !context->inside_table;
  else if (context->inside_table)
    accepted = likeness >= SURE_LIKENESS && (stands || number_depth(number) > 1);
  else if (likeness >= SURE_LIKENESS)
    accepted = something_begins_after(context, last) &&
               (!sentence_is_open(context, at) ||
                (likeness >= SAME_LIKENESS && is_narrow(context, title) &&
                 !corpus_layout_matches("open-end", text_at(context, at - 1))));
  else
    accepted = stands || (number_depth(number) > 1 && !sentence_is_open(context, at) &&
                          something_begins_after(context, last));
  if (!accepted)
    return false;
  if (number_depth(number) == 1)
    found->chapter = (unsigned)g_ascii_strtoull(number, NULL, 10);
  found->number = number_in_area(number, context->area);
  found->kind = CORPUS_TITLE_QUESTION;
  found->question = likeness >= PERHAPS_LIKENESS ? question : NULL;
  return true;
}

/* Chapters and headings outside the areas, and the chapter that ends the last area. */
static bool
judge_other(const CorpusHeadingContext *context, guint at, guint last, const char *title,
            const char *number, CorpusTitle *found) {
  if (context->inside_table || sentence_is_open(context, at) ||
      !something_begins_after(context, last))
    return false;
  if (is_next_chapter(context, at, number)) {
    found->kind = CORPUS_TITLE_CHAPTER;
    found->chapter = (unsigned)g_ascii_strtoull(number, NULL, 10);
    return true;
  }
  if (context->area != 0)
    return false;
  if (number_depth(number) < 2 && !stands_like_heading(context, title, at, last))
    return false;
  found->kind = CORPUS_TITLE_SUBHEADING;
  return true;
}

/* Is it a question of the area in its own words, over as many lines as it takes? It may be longer
 * than other headings are. */
static bool
judge_whole_question(const CorpusHeadingContext *context, guint at, CorpusTitle *found) {
  if (sentence_is_open(context, at))
    return false;
  GString *heading = g_string_new(NULL);
  bool accepted = false;
  for (guint i = at; i < MIN(at + HEADING_LINES, context->end) && !accepted; i++) {
    const char *text = text_at(context, i);
    if (*text == '\0')
      break;
    bool broken = g_str_has_suffix(heading->str, "-");
    g_string_append_printf(heading, "%s%s", broken || i == at ? "" : " ", text);
    bool asks = g_str_has_suffix(text, "?");
    if (!asks && !(g_str_has_suffix(text, ".") && stands_out(context, i)))
      continue; /* some of the questions have a note, which ends with a full stop */
    char *number = NULL;
    double likeness = 0;
    const char *title = corpus_heading_without_number(heading->str, &number);
    const CorpusQuestion *question =
        corpus_instrument_match_heading(context->instrument, context->area, title, &likeness);
    accepted =
        likeness >= (asks ? SURE_LIKENESS : WHOLE_LIKENESS) && something_begins_after(context, i);
    if (accepted) {
      found->kind = CORPUS_TITLE_QUESTION;
      found->question = question;
      found->last = i;
      found->text = g_strdup(title);
    }
    g_free(number);
    break;
  }
  g_string_free(heading, TRUE);
  return accepted;
}

static bool
may_be_heading(const CorpusHeadingContext *context, guint at) {
  const char *text = text_at(context, at);
  CorpusTag tag = CORPUS_TAG_NEUTRAL;
  CorpusPoints points;
  if (*text == '\0' || corpus_layout_has_bullet(text) ||
      chars(text) > (stands_out(context, at) ? MARKED_CHARS : LONGEST_CHARS) ||
      !begins_text(text) || corpus_layout_run_in(text, &tag) > 0 ||
      corpus_layout_points(text, NULL))
    return false;
  char *title = first_line(context, at, &points);
  bool may = !is_contents_entry(context, title);
  g_free(title);
  return may;
}

/* Outside the chapters: does the line name an area, though it opens no chapter? */
static bool
names_area(const CorpusHeadingContext *context, guint at) {
  CorpusPoints points;
  char *title = first_line(context, at, &points);
  bool names = context->area == 0 && area_of(context, title) != 0;
  g_free(title);
  return names;
}

CorpusTitle
corpus_heading_at(const CorpusHeadingContext *context, guint at) {
  CorpusTitle found = {.kind = CORPUS_TITLE_NONE, .last = at, .points = {-1, -1}};
  if (!may_be_heading(context, at))
    return found;
  if (judge_area(context, at, &found) || names_area(context, at))
    return found;
  guint last = at;
  char *whole = whole_heading(context, at, &last, &found.points);
  char *number = NULL;
  const char *title = corpus_heading_without_number(whole, &number);
  if (*title != '\0' && reads_like_title(title, stands_out(context, at))) {
    bool is_heading = judge_layout(context, at, last, title, number, &found);
    if (!is_heading && context->area != 0 &&
        (!is_next_chapter(context, at, number) || is_numbered_question(context, title, number)))
      is_heading = judge_question(context, at, last, title, number, &found);
    if (!is_heading)
      is_heading = judge_other(context, at, last, title, number, &found);
    if (is_heading) {
      found.last = last;
      found.text = g_strdup(title);
    }
  }
  g_free(number);
  g_free(whole);
  if (found.kind == CORPUS_TITLE_NONE && context->area != 0 && !context->inside_table)
    judge_whole_question(context, at, &found);
  return found;
}
