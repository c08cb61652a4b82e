/* corpus/reading/lines/trailing_figures.c: takes the figures off the end of a line of a table. */
#include "corpus/reading/lines/page_text.h"

#include <math.h>
#include <string.h>

static GRegex *
figure_pattern(void) {
  static GRegex *pattern = NULL;
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    pattern =
        g_regex_new("(?:^|(?<=[\\s|/(]))\\(?(?:max\\.?\\s+)?(\\d{1,3})(?:[.,](\\d{1,2}))?\\s*"
                    "(%|procent)?\\)?\\s*(?:(?:[|/]|\\bav\\b|\\bp(?:oäng)?\\b\\.?)\\s*)*\\)?\\s*$",
                    G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
    g_once_init_leave(&done, 1);
  }
  return pattern;
}

static CorpusFigure
figure_of(const GMatchInfo *match, int start) {
  char *whole = g_match_info_fetch(match, 1);
  char *part = g_match_info_fetch(match, 2);
  char *percent = g_match_info_fetch(match, 3);
  char *text = g_strdup_printf("%s.%s", whole, part != NULL && *part != '\0' ? part : "0");
  CorpusFigure figure = {g_ascii_strtod(text, NULL), percent != NULL && *percent != '\0',
                         (gsize)start};
  g_free(text);
  g_free(percent);
  g_free(part);
  g_free(whole);
  return figure;
}

guint
corpus_figures_at_end(const char *text, CorpusFigure figures[CORPUS_FIGURES_MAX],
                      gsize *text_bytes) {
  char *rest = g_strchomp(g_strdup(text));
  guint count = 0;
  while (count < CORPUS_FIGURES_MAX && strpbrk(rest, "0123456789") != NULL) { /* few lines have */
    GMatchInfo *match = NULL;
    int start = 0;
    bool found = g_regex_match(figure_pattern(), rest, 0, &match) &&
                 g_match_info_fetch_pos(match, 0, &start, NULL);
    if (found) {
      memmove(figures + 1, figures, count * sizeof *figures);
      figures[0] = figure_of(match, start);
      count++;
      rest[start] = '\0';
      g_strchomp(rest);
    }
    g_match_info_free(match);
    if (!found)
      break;
  }
  if (text_bytes != NULL)
    *text_bytes = strlen(rest);
  g_free(rest);
  return count;
}

bool
corpus_figures_alone(const char *text) {
  gsize before = 0;
  return corpus_figures_at_end(text, (CorpusFigure[CORPUS_FIGURES_MAX]){0}, &before) > 0 &&
         before == 0;
}

int
corpus_figure_round(CorpusFigure figure, bool *decimals) {
  double rounded = floor(figure.value + 0.5);
  if (fabs(rounded - figure.value) > 1e-9)
    *decimals = true;
  return (int)rounded;
}
