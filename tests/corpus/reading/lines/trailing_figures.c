/* tests/corpus/reading/lines/trailing_figures.c: the figures at a line's end, and what stands
 * before them. */
#include <glib.h>
#include <string.h>

#include "corpus/reading/lines/page_text.h"

static void
check(const char *text, guint count, const char *before, double last) {
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  gsize text_bytes = 0;
  g_test_message("%s", text);
  g_assert_cmpuint(corpus_figures_at_end(text, figures, &text_bytes), ==, count);
  char *found = g_strndup(text, text_bytes);
  g_assert_cmpstr(found, ==, before);
  g_free(found);
  if (count > 0)
    g_assert_cmpfloat(figures[count - 1].value, ==, last);
}

static void
test_figures_at_the_end(void) {
  check("Hur sprids kunskap? 11 20 55 %", 3, "Hur sprids kunskap?", 55);
  check("Hur sprids kunskap? 11 20 55%  ", 3, "Hur sprids kunskap?", 55);
  check("Hur sprids kunskap? 11 20", 2, "Hur sprids kunskap?", 20);
  check("Hur sprids kunskap? 12,5 av 20", 2, "Hur sprids kunskap?", 20);
  check("Hur sprids kunskap? 12/20 (60 %)", 3, "Hur sprids kunskap?", 60);
  check("79 100 79%", 3, "", 79);
  check("35 %", 1, "", 35);
  check("Arbetar kommunen med Agenda 2030?", 0, "Arbetar kommunen med Agenda 2030?", 0);
  check("Agenda 2030 8 10", 2, "Agenda 2030", 10);
  check("Ett IT-stöd", 0, "Ett IT-stöd", 0);
  check("", 0, "", 0);
}

static void
test_rounding_is_told(void) {
  bool decimals = false;
  g_assert_cmpint(corpus_figure_round((CorpusFigure){12, false, 0}, &decimals), ==, 12);
  g_assert_false(decimals);
  g_assert_cmpint(corpus_figure_round((CorpusFigure){12.5, false, 0}, &decimals), ==, 13);
  g_assert_true(decimals);
}

static void
test_many_figures_are_bounded(void) {
  GString *text = g_string_new(NULL);
  for (int i = 0; i < 1000; i++)
    g_string_append(text, " 7");
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  g_assert_cmpuint(corpus_figures_at_end(text->str, figures, NULL), ==, CORPUS_FIGURES_MAX);
  g_string_free(text, TRUE);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/lines/trailing_figures/end", test_figures_at_the_end);
  g_test_add_func("/corpus/reading/lines/trailing_figures/rounding", test_rounding_is_told);
  g_test_add_func("/corpus/reading/lines/trailing_figures/bounded", test_many_figures_are_bounded);
  return g_test_run();
}
