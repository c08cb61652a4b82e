/* corpus/reading/lines/labels_above.c: headings with a label above them that has their number and
 * points.
 *
 * "Delfråga 1.1 · 10 av 15 poäng" in small letters, and below it the question's name; the same of
 * an area. The name gets both, as other headings have them. What must hold: the labels of a report
 * follow each other as its questions do, below the area that they name, and each stands above a
 * title. */
#include "corpus/reading/lines/page_text.h"

#include <math.h>
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/reading/lines/layout_words.h"

#define SAME_SIZE 0.3 /* points */

enum {
  FEWEST_LABELS = 3,
  TITLE_CHARS = 120, /* a line of a title, at most */
  TITLE_LINES = 3
};

typedef struct {
  guint at, title, last; /* lines: the label, and the title's first and last */
  unsigned area, number; /* number: of the question, 0 = the area itself */
  char *words;           /* of the label, with its number ("Område 1", "1.1"); owned */
  CorpusPoints points;
} Label;

static void
label_clear(gpointer data) {
  g_free(((Label *)data)->words);
}

static CorpusLine *
line_at(const GPtrArray *lines, guint at) {
  return g_ptr_array_index(lines, at);
}

/* Reads the label; false where the line is none. */
static bool
read_label(const char *text, Label *label) {
  GMatchInfo *match = NULL;
  bool found = strpbrk(text, "0123456789") != NULL &&
               g_regex_match(corpus_layout_pattern("label-above"), text, 0, &match);
  if (found) {
    char *rest = g_match_info_fetch_named(match, "rest"),
         *id = g_match_info_fetch_named(match, "id");
    char *dot = NULL;
    found = corpus_layout_points(rest, &label->points) && label->points.max > 0;
    label->area = (unsigned)g_ascii_strtoull(id, &dot, 10);
    label->number = *dot == '.' ? (unsigned)g_ascii_strtoull(dot + 1, NULL, 10) : 0;
    if (found)
      label->words = label->number > 0 ? g_strdup(id) : g_match_info_fetch_named(match, "words");
    g_free(id);
    g_free(rest);
  }
  g_clear_pointer(&match, g_match_info_free);
  return found;
}

static bool
has_same_letters(const CorpusLine *a, const CorpusLine *b) {
  return a->bold == b->bold && a->kind == b->kind && !(fabs(a->size - b->size) > SAME_SIZE);
}

/* Is it a line that can name something: neither text nor figures? */
static bool
may_be_title(const CorpusLine *line) {
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  Label none = {0};
  bool label = read_label(line->text, &none);
  g_free(none.words);
  return !label && line->table == 0 && g_unichar_isupper(g_utf8_get_char(line->text)) &&
         g_utf8_strlen(line->text, -1) <= TITLE_CHARS && !g_str_has_suffix(line->text, ".") &&
         !corpus_layout_has_bullet(line->text) &&
         corpus_figures_at_end(line->text, figures, NULL) == 0;
}

/* Finds the title below the label. */
static bool
find_title(const GPtrArray *lines, Label *label) {
  label->title = corpus_line_next_text(lines, label->at + 1, lines->len);
  if (label->title >= lines->len || !may_be_title(line_at(lines, label->title)))
    return false;
  const CorpusLine *title = line_at(lines, label->title);
  label->last = label->title;
  while (label->last + 1 < lines->len && label->last + 1 - label->title < TITLE_LINES &&
         has_same_letters(title, line_at(lines, label->last + 1)) &&
         g_unichar_islower(g_utf8_get_char(corpus_line_text(lines, label->last + 1))))
    label->last++;
  return label->last + 1 - label->title < TITLE_LINES &&
         !g_str_has_suffix(corpus_line_text(lines, label->last), ".");
}

/* Does the line name the area in some revision? */
static bool
names_area(const char *text, unsigned area) {
  unsigned areas[CORPUS_INSTRUMENTS_MAX];
  bool named = false;
  if (corpus_instruments_match_area(text, areas) == 0)
    return false;
  for (guint i = 0; corpus_instruments()[i] != NULL; i++)
    named = named || areas[i] == area;
  return named;
}

/* Does the area's name stand above its label, and not below it? */
static bool
is_below_name(const GPtrArray *lines, const Label *label) {
  guint before = label->at;
  while (before > 0 && (before == label->at || *corpus_line_text(lines, before) == '\0'))
    before--;
  return label->number == 0 && before < label->at &&
         names_area(corpus_line_text(lines, before), label->area) &&
         !names_area(corpus_line_text(lines, label->title), label->area);
}

/* Does the label follow the one before it, as a report's do? */
static bool
follows(const Label *label, const Label *before) {
  if (label->number == 0)
    return before == NULL || label->area > before->area;
  if (before == NULL || before->area != label->area)
    return label->number == 1 && (before == NULL || label->area > before->area);
  return label->number == before->number + 1;
}

/* The labels, in order; empty where not all of them are above titles and in order. */
static GArray *
find_labels(const GPtrArray *lines) {
  GArray *labels = g_array_new(FALSE, FALSE, sizeof(Label));
  g_array_set_clear_func(labels, label_clear);
  for (guint at = 0; at < lines->len; at++) {
    Label label = {.at = at};
    if (line_at(lines, at)->table != 0 || !read_label(corpus_line_text(lines, at), &label))
      continue;
    const Label *before = labels->len > 0 ? &g_array_index(labels, Label, labels->len - 1) : NULL;
    bool right =
        follows(&label, before) && find_title(lines, &label) && !is_below_name(lines, &label);
    g_array_append_val(labels, label);
    if (!right) {
      g_array_set_size(labels, 0);
      break;
    }
  }
  return labels;
}

/* The title gets the label's number, and at its end the points. */
static void
put_into_title(const GPtrArray *lines, const Label *label) {
  CorpusLine *first = line_at(lines, label->title), *last = line_at(lines, label->last);
  corpus_line_set_text(line_at(lines, label->at), g_strdup(""));
  corpus_line_set_text(first, g_strdup_printf("%s %s", label->words, first->text));
  corpus_line_set_text(last, corpus_layout_title_with_points(last->text, label->points));
}

void
corpus_labels_put_into_titles(CorpusLines *lines) {
  GArray *labels = find_labels(lines->lines);
  for (guint i = 0; labels->len >= FEWEST_LABELS && i < labels->len; i++)
    put_into_title(lines->lines, &g_array_index(labels, Label, i));
  g_array_unref(labels);
}
