/* corpus/reading/outline/heading.c: tells headings from running text by what they say and where
 * they stand. */
#include "corpus/reading/outline/heading.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "corpus/reading/lines/page_text.h"
#include "corpus/reading/outline/heading_place.h"

#define SAME_SIZE 0.3     /* points */
#define SURE_LIKENESS 0.8 /* the words lead to the question */
#define SAME_LIKENESS 0.95
#define WHOLE_LIKENESS 0.88  /* a question that ends with a full stop */
#define PERHAPS_LIKENESS 0.5 /* enough where the place says that it is a heading */

static glong
chars(const char *text) {
  return g_utf8_strlen(text, -1);
}

/* Is the title the beginning of the name, as far as it has found room on the page? */
static bool
begins(const char *name, const char *title) {
  char *whole = g_utf8_strdown(name, -1), *begin = g_utf8_strdown(title, -1);
  bool is = g_str_has_prefix(whole, begin) && 2 * strlen(begin) > strlen(whole);
  g_free(begin);
  g_free(whole);
  return is;
}

static bool
begins_name(const CorpusArea *area, const char *title) {
  bool found = begins(area->name, title);
  for (char **name = area->names; *name != NULL && !found; name++)
    found = begins(*name, title);
  return found;
}

/* "Område 2 Medborgar- och brukarorientering": the number of an area whose name is not known, or
 * not all there; 0 if it is no such heading. */
static unsigned
area_by_number(const CorpusHeadingContext *context, const char *text) {
  char *digits = NULL;
  const char *title = corpus_heading_without_number(text, &digits);
  unsigned number = strchr(digits, '.') == NULL ? (unsigned)g_ascii_strtoull(digits, NULL, 10) : 0;
  const CorpusArea *area = corpus_instrument_area(context->instrument, number);
  bool heads = area != NULL && corpus_heading_reads_like_title(title, false) &&
               !corpus_layout_matches("sentence-word", title) &&
               (corpus_layout_matches("area-heading", text) || begins_name(area, title));
  g_free(digits);
  return heads ? number : 0;
}

/* "Styrkor och svagheter, Arbetsliv", "Bilaga 2:7. Styrkor inom Arbetsliv": the area whose items a
 * heading announces; 0 = none. */
static unsigned
area_of_items(const CorpusHeadingContext *context, const char *text) {
  static const char *const parts[] = {", ", ": ", " – ", " inom "};
  GMatchInfo *match = NULL;
  int start = 0;
  if (g_regex_match(corpus_layout_pattern("appendix-number"), text, 0, &match))
    g_match_info_fetch_pos(match, 0, NULL, &start);
  g_clear_pointer(&match, g_match_info_free);
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
    const char *at = strstr(text + start, parts[i]);
    char *words = at != NULL ? g_strndup(text + start, (gsize)(at - text) - (gsize)start) : NULL;
    bool items = words != NULL && corpus_layout_columns(words, NULL);
    g_free(words);
    if (items)
      return corpus_instrument_match_area(context->instrument, at + strlen(parts[i]));
  }
  return 0;
}

static unsigned
area_of(const CorpusHeadingContext *context, const char *text) {
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  if (*text == '\0' || corpus_layout_has_bullet(text) || g_str_has_suffix(text, ".") ||
      corpus_figures_at_end(text, figures, NULL) > 0)
    return 0;
  unsigned area = corpus_instrument_match_area(context->instrument, text);
  area = area != 0 ? area : area_by_number(context, text);
  return area != 0 ? area : area_of_items(context, text);
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
  guint next = corpus_heading_next_text(context, last + 1);
  guint before = corpus_line_text_end(context->lines, 0, at);
  unsigned below =
      next < context->end
          ? corpus_instrument_match_area(context->instrument, corpus_heading_text_at(context, next))
          : 0;
  unsigned above =
      before > 0 ? area_alone(context, corpus_heading_text_at(context, before - 1)) : 0;
  return (below != 0 && below != area) || (above != 0 && above != area);
}

/* Is it the heading of the area's first question, by its number? */
static bool
is_first_question(const char *text, unsigned area) {
  unsigned its_area = 0, number = 0;
  return sscanf(text, "%u.%u", &its_area, &number) == 2 && its_area == area && number == 1;
}

/* Does a chapter's opening follow: its rubrics, its general part, its first question, a table? */
static bool
chapter_begins_after(const CorpusHeadingContext *context, guint last, unsigned area) {
  guint next = corpus_heading_next_text(context, last + 1);
  if (next >= context->end)
    return false;
  const char *below = corpus_heading_text_at(context, next);
  return is_first_question(below, area) || corpus_layout_matches("rubrics-header", below) ||
         corpus_layout_matches("rubrics-header-first", below) ||
         corpus_layout_columns(below, NULL) || corpus_layout_labels(below) ||
         corpus_layout_heading(below, true) != CORPUS_HEADING_UNKNOWN;
}

/* A name that is set in capitals goes on with a capital. Where the next line completes the name of
 * an area, puts it behind; returns the area, 0 = none. */
static unsigned
complete_name(const CorpusHeadingContext *context, char **whole, guint *last,
              CorpusPoints *points) {
  guint next = *last + 1;
  if (next >= context->end || !corpus_heading_stands_out(context, *last) ||
      !corpus_heading_stands_out(context, next) || points->points >= 0 ||
      fabs(corpus_line_at(context->lines, next)->size -
           corpus_line_at(context->lines, *last)->size) > SAME_SIZE)
    return 0;
  char *both = g_strdup_printf("%s %s", *whole, corpus_heading_text_at(context, next));
  both[corpus_layout_title_bytes(both, points)] = '\0';
  unsigned area = corpus_instrument_match_area(context->instrument, both);
  if (area != 0) {
    g_free(*whole);
    *whole = g_steal_pointer(&both);
    *last = next;
  }
  g_free(both);
  return area;
}

static bool
judge_area(const CorpusHeadingContext *context, guint at, CorpusTitle *title) {
  guint last = at;
  CorpusPoints points = {-1, -1};
  char *whole = corpus_heading_whole_heading(context, at, &last, &points);
  unsigned area = area_of(context, whole);
  if (area == 0 && last > at) {
    g_free(whole);
    whole = corpus_heading_first_line(context, at, &points);
    last = at;
    area = area_of(context, whole);
  }
  if (area == 0 || corpus_instrument_match_area(context->instrument, whole) == 0) {
    unsigned named = complete_name(context, &whole, &last, &points);
    area = named != 0 ? named : area;
  }
  bool accepted = area != 0 && !in_list_of_areas(context, at, last, area) &&
                  (!corpus_heading_sentence_is_open(context, at) ||
                   corpus_layout_matches("area-heading", whole)) &&
                  corpus_heading_something_begins_after(context, last);
  if (accepted && !chapter_begins_after(context, last, area)) {
    char *number = NULL;
    const char *rest = corpus_heading_without_number(whole, &number);
    accepted = *number != '\0' || (!context->inside_table &&
                                   corpus_heading_stands_like_heading(context, rest, at, last));
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
 * ("Område 3") is none, nor is that of a list's item which looks like the text around it. */
static bool
is_next_chapter(const CorpusHeadingContext *context, guint at, const char *number) {
  bool item = corpus_line_at(context->lines, at)->kind == CORPUS_LINE_ITEM;
  if (!g_ascii_isdigit(*corpus_heading_text_at(context, at)) ||
      (context->area != 0 && item && !corpus_heading_stands_out(context, at)))
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
  if (kind == CORPUS_HEADING_UNKNOWN || corpus_heading_sentence_is_open(context, at) ||
      !corpus_heading_something_begins_after(context, last) ||
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
  bool stands = corpus_heading_stands_like_heading(context, title, at, last),
       marked = corpus_heading_stands_out(context, at);
  bool accepted = false;
  found->rubric = rubric_of(context, title);
  if ((marked || found->rubric != 0) && !corpus_heading_sentence_is_open(context, at) &&
      corpus_heading_something_begins_after(context, last))
    accepted = marked || !context->inside_table;
  else if (context->inside_table)
    accepted = likeness >= SURE_LIKENESS && (stands || number_depth(number) > 1);
  else if (likeness >= SURE_LIKENESS)
    accepted = corpus_heading_something_begins_after(context, last) &&
               (!corpus_heading_sentence_is_open(context, at) ||
                (likeness >= SAME_LIKENESS && corpus_heading_is_narrow(context, title) &&
                 !corpus_layout_matches("open-end", corpus_heading_text_at(context, at - 1))));
  else
    accepted =
        stands || (number_depth(number) > 1 && !corpus_heading_sentence_is_open(context, at) &&
                   corpus_heading_something_begins_after(context, last));
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
  if (context->inside_table || corpus_heading_sentence_is_open(context, at) ||
      !corpus_heading_something_begins_after(context, last))
    return false;
  if (is_next_chapter(context, at, number)) {
    found->kind = CORPUS_TITLE_CHAPTER;
    found->chapter = (unsigned)g_ascii_strtoull(number, NULL, 10);
    return true;
  }
  if (context->area != 0)
    return false;
  if (number_depth(number) < 2 && !corpus_heading_stands_like_heading(context, title, at, last))
    return false;
  found->kind = CORPUS_TITLE_SUBHEADING;
  return true;
}

/* Is it a question of the area in its own words, over as many lines as it takes? It may be longer
 * than other headings are. */
static bool
judge_whole_question(const CorpusHeadingContext *context, guint at, CorpusTitle *found) {
  if (corpus_heading_sentence_is_open(context, at))
    return false;
  GString *heading = g_string_new(NULL);
  bool accepted = false;
  for (guint i = at; i < MIN(at + CORPUS_HEADING_LINES, context->end) && !accepted; i++) {
    const char *text = corpus_heading_text_at(context, i);
    if (*text == '\0')
      break;
    corpus_join_title(heading, text);
    if (corpus_heading_points_go_on(context, heading->str, i + 1))
      continue;
    CorpusPoints points = {-1, -1};
    gsize bytes = corpus_layout_title_bytes(heading->str, &points);
    bool asks = heading->str[bytes - 1] == '?';
    char *number = NULL;
    const char *title = corpus_heading_without_number(heading->str, &number);
    bool noted =
        g_str_has_suffix(text, ".") && (corpus_heading_stands_out(context, i) || *number != '\0');
    if (!asks && !noted) { /* some of the questions have a note, which ends with a full stop */
      g_free(number);
      continue;
    }
    double likeness = 0;
    heading->str[bytes] = '\0';
    const CorpusQuestion *question =
        corpus_instrument_match_heading(context->instrument, context->area, title, &likeness);
    accepted = likeness >= (asks ? SURE_LIKENESS : WHOLE_LIKENESS) &&
               corpus_heading_something_begins_after(context, i);
    if (accepted) {
      found->kind = CORPUS_TITLE_QUESTION;
      found->question = question;
      found->last = i;
      found->points = points;
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
  const char *text = corpus_heading_text_at(context, at);
  CorpusTag tag = CORPUS_TAG_NEUTRAL;
  CorpusPoints points;
  if (*text == '\0' || corpus_layout_has_bullet(text) ||
      chars(text) > (corpus_heading_stands_out(context, at) || g_str_has_suffix(text, "?")
                         ? CORPUS_HEADING_MARKED_CHARS
                         : CORPUS_HEADING_CHARS) ||
      !corpus_heading_begins_text(text) || corpus_layout_run_in(text, &tag) > 0 ||
      corpus_layout_points(text, NULL))
    return false;
  char *title = corpus_heading_first_line(context, at, &points);
  bool may = !corpus_heading_is_contents_entry(context, title) &&
             !corpus_heading_is_in_contents(context, at);
  g_free(title);
  return may;
}

/* Outside the chapters: does the line name an area, though it opens no chapter? */
static bool
names_area(const CorpusHeadingContext *context, guint at) {
  CorpusPoints points;
  char *title = corpus_heading_first_line(context, at, &points);
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
  char *whole = corpus_heading_whole_heading(context, at, &last, &found.points);
  char *number = NULL;
  const char *title = corpus_heading_without_number(whole, &number);
  if (*title != '\0' &&
      corpus_heading_reads_like_title(title, corpus_heading_stands_out(context, at))) {
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
