/* tests/corpus/reading/figure_checks.c: every real disagreement of figures is told, and none is
 * invented. */
#include <glib.h>

#include "corpus/reading/decisions.h"

static CorpusInstrument *
small_instrument(void) {
  static const char text[] = "[instrument]\nrevision=2016\n"
                             "[area 1]\nname=Dialog\n"
                             "[question 1.1]\nmax=15\ntext=Finns en plan?\n"
                             "[question 1.2]\nmax=20\ntext=Finns ett råd?\n"
                             "[area 2]\nname=Styrning\n"
                             "[question 2.1]\nmax=100\ntext=Finns mål?\n";
  CorpusInstrument *instrument = corpus_instrument_from_text("small.ini", text, NULL);
  g_assert_nonnull(instrument);
  return instrument;
}

static CorpusAreaScore *
add_area(CorpusReport *report, unsigned number, int score, int max, int percent) {
  CorpusAreaScore *area = corpus_area_score_new(number, "Dialog");
  area->score = score;
  area->max = max;
  area->percent = percent;
  g_ptr_array_add(report->areas, area);
  return area;
}

static void
add_question(CorpusAreaScore *area, const char *id, int score, int max, int percent) {
  CorpusQuestionScore *question = g_new0(CorpusQuestionScore, 1);
  g_strlcpy(question->id, id, sizeof question->id);
  question->text = g_strdup("Finns en plan?");
  question->score = score;
  question->max = max;
  question->percent = percent;
  g_ptr_array_add(area->questions, question);
}

/* A report without any disagreement. */
static CorpusReport *
sound_report(void) {
  CorpusReport *report = corpus_report_new();
  CorpusAreaScore *area = add_area(report, 1, 25, 35, 71);
  add_question(area, "1.1", 11, 15, 75);
  add_question(area, "1.2", 14, 20, 71);
  add_question(add_area(report, 2, 60, 100, 60), "2.1", 60, 100, 60);
  report->total = 85;
  report->year = 2018;
  return report;
}

static CorpusAreaScore *
area_of(CorpusReport *report, guint at) {
  return g_ptr_array_index(report->areas, at);
}

/* Checks and frees the report; expected NULL = no warning. */
static void
check(CorpusReport *report, const bool *chapters, const char *expected) {
  static const bool all[] = {false, true, true};
  CorpusInstrument *instrument = small_instrument();
  GHashTable *numbers = g_hash_table_new(g_direct_hash, g_direct_equal);
  for (guint number = 1; number <= 2; number++)
    if ((chapters != NULL ? chapters : all)[number])
      g_hash_table_add(numbers, GUINT_TO_POINTER(number));
  corpus_figures_check(report, instrument, numbers, NULL);
  g_hash_table_unref(numbers);
  g_assert_cmpuint(report->notices->len, ==, report->warnings->len);
  if (report->warnings->len > 0)
    g_test_message("%s", (char *)g_ptr_array_index(report->warnings, 0));
  g_assert_cmpuint(report->warnings->len, ==, expected != NULL ? 1 : 0);
  if (expected != NULL)
    g_assert_cmpstr(g_ptr_array_index(report->warnings, 0), ==, expected);
  corpus_instrument_free(instrument);
  corpus_report_free(report);
}

static void
test_figures_that_agree(void) {
  check(sound_report(), NULL, NULL);
}

static void
test_text_against_table(void) {
  CorpusReport *report = sound_report();
  area_of(report, 0)->body_score = 27;
  check(report, NULL, "area 1: the text says 27, the table 25");
  report = sound_report();
  area_of(report, 0)->body_score = 25;
  check(report, NULL, NULL);
}

static void
test_the_stated_total(void) {
  CorpusReport *report = sound_report();
  report->stated_total = 88;
  check(report, NULL, "the text states a total of 88, the areas add up to 85");
  report = sound_report();
  report->stated_total = 85;
  check(report, NULL, NULL);
}

/* Two questions and the row: rounding explains one and a half, not two. */
static void
test_sums_and_rounding(void) {
  CorpusReport *report = sound_report();
  area_of(report, 0)->score = 26;
  area_of(report, 0)->percent = 74;
  report->total = 86;
  check(report, NULL, NULL);
  report = sound_report();
  area_of(report, 0)->score = 27;
  area_of(report, 0)->percent = 77;
  report->total = 87;
  check(report, NULL, "area 1: the questions add up to 25, the table says 27");
}

static void
test_maxima(void) {
  CorpusReport *report = sound_report();
  area_of(report, 0)->max = 40;
  area_of(report, 0)->percent = 63;
  check(report, NULL, "area 1: the questions' maxima add up to 35, the table says 40");
}

/* 75 percent of 15 is 11.25: printed as 11. 60 percent is not. */
static void
test_percentages(void) {
  CorpusReport *report = sound_report();
  CorpusQuestionScore *question = g_ptr_array_index(area_of(report, 0)->questions, 0);
  question->percent = 60;
  check(report, NULL, "question 1.1: 60 percent does not fit 11 points of 15");
  report = sound_report();
  area_of(report, 0)->percent = -1;
  check(report, NULL, NULL);
  report = sound_report();
  area_of(report, 1)->percent = 61; /* 60.5 may be printed as 60 and as 61 */
  check(report, NULL, NULL);
  report = sound_report();
  area_of(report, 1)->percent = 62;
  check(report, NULL, "area 2: 62 percent does not fit 60 points of 100");
}

static void
test_what_is_missing(void) {
  static const bool first[] = {false, true, false};
  CorpusReport *report = sound_report();
  g_ptr_array_set_size(report->areas, 1);
  report->total = -1;
  check(report, first, "area 2 is missing");
  report = sound_report();
  g_ptr_array_set_size(report->areas, 1);
  report->total = -1;
  check(report, NULL, "area 2 has no score table");
  check(sound_report(), first, "area 2 has no chapter");
  report = sound_report();
  g_ptr_array_set_size(area_of(report, 0)->questions, 1);
  check(report, NULL, "area 1: question 1.2 is missing in the table");
  report = sound_report();
  area_of(report, 0)->score = area_of(report, 0)->max = area_of(report, 0)->percent = -1;
  report->total = -1;
  check(report, NULL, "area 1 has no sum row in its table");
  report = sound_report();
  for (guint i = 0; i < 2; i++)
    area_of(report, i)->score = area_of(report, i)->max = area_of(report, i)->percent = -1;
  report->total = -1;
  check(report, NULL, "areas 1 and 2 have no sum row in their tables"); /* told once */
  report = sound_report();
  CorpusQuestionScore *question = g_ptr_array_index(area_of(report, 0)->questions, 1);
  question->score = question->max = question->percent = -1;
  check(report, NULL, "area 1: the points of question 1.2 cannot be read in the table");
}

static const char *
value_of(const CorpusNotice *notice, const char *name) {
  for (guint i = 0; i + 1 < notice->values->len; i += 2)
    if (g_str_equal(notice->values->pdata[i], name))
      return notice->values->pdata[i + 1];
  return NULL;
}

/* Lists among the values are for programs: no word stands in them. */
static void
test_lists_have_no_words(void) {
  CorpusReport *report = sound_report();
  CorpusInstrument *instrument = small_instrument();
  GHashTable *none = g_hash_table_new(g_direct_hash, g_direct_equal);
  CorpusAreaScore *area = area_of(report, 0);
  g_ptr_array_set_size(area->questions, 1);
  area->score = area->max = area->percent = -1;
  report->total = -1;
  corpus_figures_check(report, instrument, none, NULL);
  g_assert_cmpuint(report->notices->len, ==, 2);
  const CorpusNotice *cut = report->notices->pdata[0], *chapters = report->notices->pdata[1];
  g_assert_cmpstr(cut->text, ==, "area 1: question 1.2 and the sum row are missing in the table");
  g_assert_cmpstr(value_of(cut, "missing"), ==, "1.2");
  g_assert_cmpstr(value_of(cut, "sum"), ==, "missing");
  g_assert_cmpstr(value_of(chapters, "areas"), ==, "1,2");
  g_hash_table_unref(none);
  corpus_instrument_free(instrument);
  corpus_report_free(report);
}

static void
test_points_of_several_years(void) {
  CorpusReport *report = sound_report();
  CorpusHistoryTable table = {.years = g_array_new(FALSE, FALSE, sizeof(unsigned)),
                              .points = g_array_new(FALSE, FALSE, sizeof(CorpusHistory))};
  unsigned years[] = {2015, 2018};
  CorpusHistory points[] = {{2015, 1, 20}, {2018, 1, 24}, {2015, 2, 50},
                            {2018, 2, 60}, {2015, 0, 75}, {2018, 0, 84}};
  g_array_append_vals(table.years, years, G_N_ELEMENTS(years));
  g_array_append_vals(table.points, points, G_N_ELEMENTS(points));
  corpus_figures_check_history(report, &table);
  g_assert_cmpuint(report->warnings->len, ==, 2);
  g_assert_cmpstr(g_ptr_array_index(report->warnings, 0), ==,
                  "points of 2015: the table states a total of 75, the areas add up to 70");
  g_assert_cmpstr(g_ptr_array_index(report->warnings, 1), ==,
                  "area 1: the table of several years says 24, the score table 25");
  g_array_unref(table.years);
  g_array_unref(table.points);
  corpus_report_free(report);
}

/* Points of a year that the municipality has worked out itself are told apart, also where the
 * sentence runs over two lines; of a year that no table has there is nothing to tell. */
static void
test_own_analyses_are_told(void) {
  static const struct {
    const char *first, *second;
    bool own;
  } table[] = {{"Dessutom genomfördes en egen", "analys 2017. Utvärderingsgruppen", true},
               {"haft tillgång till den egna analysen 2017.", "", true},
               {"Självutvärderingen från 2017 visade", "", true},
               {"2017 gjordes dessutom en egen", "analys av läget", true},
               {"en egen analys 2016", "", false},
               {"Utvärderingen 2017 visade", "på egna behov", false}};
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    CorpusReport *report = sound_report();
    CorpusHistory point = {2017, 1, 20};
    g_array_append_val(report->history, point);
    GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
    g_ptr_array_add(lines, corpus_line_new(table[i].first, 1, 1));
    g_ptr_array_add(lines, corpus_line_new(table[i].second, 1, 2));
    corpus_figures_check_own(report, lines);
    g_assert_cmpuint(report->notices->len, ==, table[i].own ? 1 : 0);
    if (table[i].own)
      g_assert_cmpstr(((CorpusNotice *)report->notices->pdata[0])->code, ==, "own_analysis");
    g_ptr_array_unref(lines);
    corpus_report_free(report);
  }
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/figure_checks/sound", test_figures_that_agree);
  g_test_add_func("/corpus/reading/figure_checks/text", test_text_against_table);
  g_test_add_func("/corpus/reading/figure_checks/total", test_the_stated_total);
  g_test_add_func("/corpus/reading/figure_checks/sums", test_sums_and_rounding);
  g_test_add_func("/corpus/reading/figure_checks/maxima", test_maxima);
  g_test_add_func("/corpus/reading/figure_checks/percent", test_percentages);
  g_test_add_func("/corpus/reading/figure_checks/missing", test_what_is_missing);
  g_test_add_func("/corpus/reading/figure_checks/lists", test_lists_have_no_words);
  g_test_add_func("/corpus/reading/figure_checks/history", test_points_of_several_years);
  g_test_add_func("/corpus/reading/figure_checks/own", test_own_analyses_are_told);
  return g_test_run();
}
