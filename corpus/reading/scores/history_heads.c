/* corpus/reading/scores/history_heads.c: heads over the points of several years whose cells wrap.
 *
 * "Ale" stands over "2018", and beside it "Ale" over "2014" and "Medelvärde" over nothing. Line by
 * line the years come after all names, and the figures would fall to the wrong ones. Where they
 * stand tells: a year is of the words that it stands below. The head becomes one line, column by
 * column. */
#include "corpus/reading/scores/score_tables.h"

#include <math.h>
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/reading/lines/layout_words.h"
#include "corpus/reading/lines/page_text.h"

#define HEAD_HEIGHT 2.0 /* font sizes from the names down to the years, at most */
#define FEWEST_FIGURES 2

typedef struct {
  char *text;
  double left, right;
} Word;

static void
word_clear(gpointer data) {
  Word *word = data;
  g_free(word->text);
}

/* Appends the words of a line with their places; false where these are not known. */
static bool
append_words(GArray *words, const CorpusLine *line) {
  char **split = corpus_line_split(line);
  guint count = g_strv_length(split);
  bool places = count == 1 || (line->words != NULL && line->words->len == count);
  for (guint i = 0; places && i < count; i++) {
    Word word = {g_strdup(split[i]), line->left, line->right};
    if (count > 1) {
      const CorpusPlace *place = &g_array_index(line->words, CorpusPlace, i);
      word.left = place->left;
      word.right = place->right;
    }
    g_array_append_val(words, word);
  }
  g_strfreev(split);
  return places;
}

/* Is each word of the line a year? */
static bool
is_of_years(const CorpusLine *line) {
  char **split = corpus_line_split(line);
  bool years = *split != NULL && !isnan(line->left);
  for (char **word = split; *word != NULL && years; word++)
    years = strlen(*word) == strlen("2000") && corpus_layout_matches("year", *word);
  g_strfreev(split);
  return years;
}

/* Does the row of an area follow, with a figure a column? */
static bool
area_follows(const GPtrArray *lines, guint at) {
  unsigned areas[CORPUS_INSTRUMENTS_MAX];
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  gsize bytes = 0;
  guint next = corpus_line_next_text(lines, at, lines->len);
  if (next >= lines->len ||
      corpus_figures_at_end(corpus_line_text(lines, next), figures, &bytes) < FEWEST_FIGURES)
    return false;
  char *name = g_strndup(corpus_line_text(lines, next), bytes);
  bool area = corpus_instruments_match_area(name, areas) > 0;
  g_free(name);
  return area;
}

/* The first line of the row that ends before `end`. */
static guint
row_start(const GPtrArray *lines, guint end) {
  guint first = end - 1;
  while (first > 0 &&
         corpus_line_same_row(corpus_line_at(lines, first - 1), corpus_line_at(lines, end - 1)))
    first--;
  return first;
}

/* Appends the words of the lines; false where they have no places. */
static bool
append_row(GArray *words, const GPtrArray *lines, guint first, guint end) {
  bool places = true;
  for (guint at = first; at < end && places; at++)
    places = append_words(words, corpus_line_at(lines, at));
  return places;
}

/* The names with the years below them; NULL where a year stands below none. */
static char *
joined(const GArray *names, const GArray *years) {
  GString *head = g_string_new(NULL);
  guint taken = 0;
  for (guint i = 0; i < names->len; i++) {
    const Word *name = &g_array_index(names, Word, i);
    double next = i + 1 < names->len ? g_array_index(names, Word, i + 1).left : INFINITY;
    g_string_append_printf(head, "%s%s", head->len > 0 ? " " : "", name->text);
    for (; taken < years->len; taken++) {
      const Word *year = &g_array_index(years, Word, taken);
      if (year->left > name->right || year->right < name->left || year->left >= next)
        break;
      g_string_append_printf(head, " %s", year->text);
    }
  }
  return g_string_free(head, taken < years->len);
}

/* Joins the head whose years stand in the lines from `at` up to `end`, if it is one. */
static void
join_head(const GPtrArray *lines, guint at, guint end) {
  const CorpusLine *years_line = corpus_line_at(lines, at);
  const CorpusLine *names_line = corpus_line_at(lines, at - 1);
  double below = years_line->top - names_line->top;
  if (names_line->page != years_line->page || !(below > 0) ||
      below > HEAD_HEIGHT * years_line->size || !area_follows(lines, end))
    return;
  guint first = row_start(lines, at);
  GArray *names = g_array_new(FALSE, FALSE, sizeof(Word)),
         *years = g_array_new(FALSE, FALSE, sizeof(Word));
  g_array_set_clear_func(names, word_clear);
  g_array_set_clear_func(years, word_clear);
  char *head = append_row(names, lines, first, at) && append_row(years, lines, at, end)
                   ? joined(names, years)
                   : NULL;
  for (guint i = first; head != NULL && i < end; i++)
    corpus_line_set_text(lines->pdata[i], g_strdup(i == first ? head : ""));
  g_free(head);
  g_array_unref(names);
  g_array_unref(years);
}

void
corpus_history_heads_join(CorpusLines *lines) {
  const GPtrArray *all = lines->lines;
  for (guint at = 1; at < all->len; at++) {
    guint end = at;
    while (end < all->len && is_of_years(corpus_line_at(all, end)) &&
           (end == at || corpus_line_same_row(corpus_line_at(all, at), corpus_line_at(all, end))))
      end++;
    if (end > at && corpus_line_at(all, at)->table == 0)
      join_head(all, at, end);
    at = MAX(at + 1, end) - 1;
  }
}
