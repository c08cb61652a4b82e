/* corpus/reading/outline/rubrics.c: the list of rubrics that opens a chapter, and its figures. */
#include "corpus/reading/outline/rubrics.h"

#include <string.h>

#include "corpus/reading/lines/page_text.h"
#include "corpus/reading/scores/score_tables.h"

#define LONGEST_RUBRIC_CHARS 90
#define MOST_RUBRIC_LINES 60
#define MOST_RUBRICS 14 /* between the two words of the list's head */
#define COLUMN_GAP 4    /* spaces */
#define FEWEST_SUMMED 2 /* rubrics with points: that fewer add up says little */

/* Whether the line ends the head of a list that "Rubriker" opens, and its figure follows. */
static bool
ends_rubrics_header(const CorpusHeadingContext *context, guint first, guint at) {
  char *both = g_strdup_printf("%s %s", corpus_heading_text_at(context, first),
                               corpus_heading_text_at(context, at));
  bool header = corpus_layout_matches("rubrics-header", both);
  g_free(both);
  return header;
}

guint
corpus_rubrics_header_end(const CorpusHeadingContext *context, guint at) {
  if (corpus_layout_matches("rubrics-header", corpus_heading_text_at(context, at)))
    return at;
  if (!corpus_layout_matches("rubrics-header-first", corpus_heading_text_at(context, at)))
    return G_MAXUINT;
  guint next = corpus_heading_next_text(context, at + 1);
  for (guint taken = 0; next < context->end && taken < MOST_RUBRICS;
       next = corpus_heading_next_text(context, next + 1), taken++) {
    guint after = corpus_heading_next_text(context, next + 1);
    bool figure = after < context->end &&
                  corpus_figures_at_end(corpus_heading_text_at(context, after),
                                        (CorpusFigure[CORPUS_FIGURES_MAX]){0}, NULL) > 0;
    if (ends_rubrics_header(context, at, next) && (taken == 0 || figure))
      return next;
    if (g_utf8_strlen(corpus_heading_text_at(context, next), -1) > LONGEST_RUBRIC_CHARS)
      break;
  }
  return G_MAXUINT;
}

/* The points in a column of their own, kept apart by spaces ("• Dialog                41"); -1 if
 * there are none. */
static int
points_after_gap(const char *text) {
  gsize length = strlen(text), digits = 0;
  while (digits < length && g_ascii_isdigit(text[length - digits - 1]))
    digits++;
  gsize gap = 0;
  while (digits + gap < length && text[length - digits - gap - 1] == ' ')
    gap++;
  return digits >= 1 && digits <= 3 && gap >= COLUMN_GAP && gap + digits < length
             ? (int)g_ascii_strtoull(text + length - digits, NULL, 10)
             : -1;
}

/* Are the first bytes of the text nothing but the word for a sum? */
static bool
is_sum_word(const char *text, gsize bytes) {
  char *label = g_strndup(text, bytes);
  GMatchInfo *match = NULL;
  int end = 0;
  bool sum = g_regex_match(corpus_layout_pattern("rubrics-sum"), label, 0, &match) &&
             g_match_info_fetch_pos(match, 0, NULL, &end) && (gsize)end == bytes;
  g_match_info_free(match);
  g_free(label);
  return sum;
}

static bool
is_figure_line(const char *text) {
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  gsize before = 0;
  guint count = corpus_figures_at_end(text, figures, &before);
  return count > 0 && (before == 0 || is_sum_word(text, before));
}

/* "3" of "3. Politisk uppföljning", a rubric whose list is numbered; 0 = none. */
static guint64
rubric_number(const char *text) {
  char *end = NULL;
  guint64 number = g_ascii_isdigit(*text) ? g_ascii_strtoull(text, &end, 10) : 0;
  return number > 0 && (*end == '.' || *end == ')') && end[1] == ' ' ? number : 0;
}

/* The line with the figure of the rubric at `at`, which may wrap; G_MAXUINT = none follows. */
static guint
row_end(const CorpusHeadingContext *context, guint at) {
  guint next = at;
  do
    next = corpus_heading_next_text(context, next + 1);
  while (next < context->end &&
         g_unichar_islower(g_utf8_get_char(corpus_heading_text_at(context, next))));
  return at < context->end && next < context->end &&
                 g_unichar_isalpha(g_utf8_get_char(corpus_heading_text_at(context, at))) &&
                 corpus_figures_alone(corpus_heading_text_at(context, next))
             ? next
             : G_MAXUINT;
}

/* The last line of a list that came a cell a line, a rubric and then its figure: that of the sum.
 * G_MAXUINT where it is no such list. */
static guint
rows_end(const CorpusHeadingContext *context, guint header) {
  guint at = corpus_heading_next_text(context, header + 1), last = header;
  bool sums = false;
  for (guint rows = 0; !sums && last != G_MAXUINT && rows < MOST_RUBRICS; rows++) {
    const char *text = at < context->end ? corpus_heading_text_at(context, at) : "";
    sums = is_sum_word(text, strlen(text));
    last = row_end(context, at);
    at = last != G_MAXUINT ? corpus_heading_next_text(context, last + 1) : context->end;
  }
  return sums ? last : G_MAXUINT;
}

guint
corpus_rubrics_end(const CorpusHeadingContext *context, guint header) {
  guint last = header;
  guint64 numbered = 0;
  bool figure = false;
  guint rows = rows_end(context, header);
  if (rows != G_MAXUINT)
    return rows;
  for (guint at = corpus_heading_next_text(context, header + 1), taken = 0;
       at < context->end && taken < MOST_RUBRIC_LINES;
       at = corpus_heading_next_text(context, at + 1), taken++) {
    const char *text = corpus_heading_text_at(context, at);
    bool bullet = corpus_layout_has_bullet(text) || rubric_number(text) == numbered + 1;
    numbered += rubric_number(text) == numbered + 1 ? 1 : 0;
    bool number = is_figure_line(text);
    bool apart = points_after_gap(text) >= 0;
    if (!bullet && !apart && !number &&
        (figure || g_utf8_strlen(text, -1) > LONGEST_RUBRIC_CHARS || g_str_has_suffix(text, ".") ||
         corpus_layout_heading(text, true) != CORPUS_HEADING_UNKNOWN))
      break;
    figure = figure || number;
    last = at;
  }
  return last;
}

void
corpus_rubrics_note(const CorpusHeadingContext *context, guint first, guint last,
                    GPtrArray *rubrics) {
  for (guint at = first; at <= last; at++) {
    const char *text = corpus_layout_without_bullet(corpus_heading_text_at(context, at));
    char *rubric = g_strdup(corpus_heading_without_number(text, NULL));
    CorpusFigure figures[CORPUS_FIGURES_MAX];
    gsize bytes = 0;
    if (corpus_figures_at_end(rubric, figures, &bytes) > 0)
      rubric[bytes] = '\0';
    if (*g_strchomp(rubric) != '\0' && !is_figure_line(text) &&
        !is_sum_word(rubric, strlen(rubric)))
      g_ptr_array_add(rubrics, rubric);
    else
      g_free(rubric);
  }
}

/* The one figure that ends a line of the list: it stands beside the list, and was read with the
 * line of that height ("• Dialog 41"). -1 if there is none, or there are several. */
static int
lone_figure(const GPtrArray *lines, const CorpusBlock *block) {
  int lone = -1;
  guint found = 0;
  for (guint at = block->first; at <= block->last; at++) {
    const char *text = ((const CorpusLine *)g_ptr_array_index(lines, at))->text;
    CorpusFigure figures[CORPUS_FIGURES_MAX];
    bool decimals = false;
    if (corpus_figures_at_end(text, figures, NULL) != 1)
      continue;
    lone = corpus_figure_round(figures[0], &decimals);
    found++;
  }
  return found == 1 && lone > 0 && lone <= (int)corpus_instrument_least_points() ? lone : -1;
}

int
corpus_rubrics_score(const GPtrArray *lines, const CorpusBlock *block) {
  GArray *values = g_array_new(FALSE, FALSE, sizeof(int));
  int sum = 0, score = -1;
  bool decimals = false;
  for (guint at = block->first; at <= block->last; at++) {
    const char *text = ((const CorpusLine *)g_ptr_array_index(lines, at))->text;
    CorpusFigure figures[CORPUS_FIGURES_MAX];
    int value = points_after_gap(text);
    bool alone =
        value < 0 && is_figure_line(text) && corpus_figures_at_end(text, figures, NULL) > 0;
    if (value < 0 && !alone)
      continue;
    value = alone ? corpus_figure_round(figures[0], &decimals) : value;
    g_array_append_val(values, value);
    sum += value;
  }
  if (values->len == 0)
    score = lone_figure(lines, block);
  else
    score = g_array_index(values, int, values->len - 1);
  /* one figure a rubric: only the last can be the chapter's, and only if it sums them up */
  if (values->len > 1 && ABS(sum - 2 * score) > (int)values->len)
    score = -1;
  g_array_unref(values);
  return score;
}

GArray *
corpus_rubrics_points(const GPtrArray *lines, const CorpusBlock *block) {
  GArray *points = g_array_new(FALSE, FALSE, sizeof(int));
  int sum = 0;
  bool decimals = false, whole = true;
  for (guint at = block->first; at <= block->last; at++) {
    CorpusFigure figures[CORPUS_FIGURES_MAX];
    guint count = corpus_figures_at_end(corpus_line_text(lines, at), figures, NULL);
    int value = count == 1 ? corpus_figure_round(figures[0], &decimals) : 0;
    whole = whole && (count == 0 || (count == 1 && !figures[0].percent));
    if (count == 1)
      g_array_append_val(points, value);
    sum += value;
  }
  int last = points->len > 0 ? g_array_index(points, int, points->len - 1) : 0;
  bool sums = whole && points->len > FEWEST_SUMMED &&
              corpus_scores_add_up(last, sum - last, points->len - 1);
  g_array_set_size(points, sums ? points->len - 1 : 0);
  return points;
}
