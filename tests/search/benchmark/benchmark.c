/* tests/search/benchmark/benchmark.c: benchmark and ranks within a revision. */
#include "search/benchmark/benchmark.h"
#include "tests/search/made.h"

typedef struct {
  GPtrArray *reports;
  SearchFilters *filters;
} Fixture;

/* Three reports of 2016 (one without the figure for question 1.2) and one of 2010. */
static void
set_up(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *code;
    unsigned year, revision;
    int area, question, other;
  } made[] = {{"2580", 2018, 2016, 79, 11, 9},
              {"2480", 2017, 2016, 69, 11, -1},
              {"1283", 2019, 2016, 74, 14, 5},
              {"2514", 2012, 2010, 41, 5, 2}};
  fixture->reports = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_report_free);
  fixture->filters = search_filters_new();
  for (gsize i = 0; i < G_N_ELEMENTS(made); i++) {
    CorpusReport *report = made_report(made[i].code, made[i].year, made[i].revision);
    CorpusAreaScore *area = made_area(report, 1, made[i].area);
    made_question(area, "1.1", made[i].question, 15);
    made_question(area, "1.2", made[i].other, 20);
    report->total = made[i].area;
    g_ptr_array_add(fixture->reports, report);
  }
}

static void
tear_down(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_ptr_array_unref(fixture->reports);
  search_filters_free(fixture->filters);
}

static void
filter(Fixture *fixture, const char *name, const char *value) {
  made_filter(fixture->filters, name, value);
}

static const SearchBenchmark *
of_revision(const SearchScores *scores, unsigned revision) {
  return search_scores_benchmark(scores, &(CorpusReport){.revision = revision});
}

static void
test_each_revision_is_measured_by_itself(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchScores *scores = search_scores(fixture->reports, fixture->filters);
  g_assert_cmpuint(scores->benchmarks->len, ==, 2);
  const SearchBenchmark *old = of_revision(scores, 2010);
  const SearchBenchmark *new = of_revision(scores, 2016);
  g_assert_cmpuint(old->reports, ==, 1);
  g_assert_cmpuint(new->reports, ==, 3);
  const SearchBenchmarkFigure *area = search_benchmark_figure(new, NULL, "1");
  g_assert_cmpstr(area->name, ==, "Offentlighet och demokrati");
  g_assert_cmpint(search_benchmark_figure(new, NULL, "1.1")->possible, ==, 15);
  g_assert_cmpfloat(area->mean, ==, 74.0);
  g_assert_cmpfloat(area->median, ==, 74.0);
  g_assert_cmpint(area->min, ==, 69);
  g_assert_cmpint(area->max, ==, 79);
  g_assert_null(of_revision(scores, 2002));
  search_scores_free(scores);
}

static void
test_a_figure_that_is_absent_is_not_counted(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchScores *scores = search_scores(fixture->reports, fixture->filters);
  const SearchBenchmark *benchmark = of_revision(scores, 2016);
  const SearchBenchmarkFigure *figure = search_benchmark_figure(benchmark, NULL, "1.2");
  g_assert_cmpuint(figure->values->len, ==, 2);
  g_assert_cmpfloat(figure->mean, ==, 7.0);
  g_assert_cmpfloat(figure->median, ==, 7.0);
  g_assert_cmpuint(search_benchmark_rank(benchmark, NULL, "1.2", -1).rank, ==, 0);
  g_assert_null(search_benchmark_figure(benchmark, NULL, "8.1"));
  g_assert_cmpuint(search_benchmark_rank(benchmark, NULL, "8.1", 3).rank, ==, 0);
  search_scores_free(scores);
}

static void
test_equal_scores_share_the_better_rank(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchScores *scores = search_scores(fixture->reports, fixture->filters);
  const SearchBenchmark *benchmark = of_revision(scores, 2016);
  g_assert_cmpuint(search_benchmark_rank(benchmark, NULL, "1.1", 14).rank, ==, 1);
  g_assert_cmpuint(search_benchmark_rank(benchmark, NULL, "1.1", 11).rank, ==, 2);
  g_assert_cmpuint(search_benchmark_rank(benchmark, NULL, "1.1", 11).of, ==, 3);
  g_assert_cmpuint(search_benchmark_rank(benchmark, NULL, "1", 69).rank, ==, 3);
  g_assert_cmpuint(search_benchmark_rank(benchmark, NULL, "total", 79).rank, ==, 1);
  search_scores_free(scores);
}

static void
test_a_municipality_is_shown_against_all(Fixture *fixture, gconstpointer data) {
  (void)data;
  filter(fixture, "municipality", "Luleå");
  SearchScores *scores = search_scores(fixture->reports, fixture->filters);
  g_assert_cmpuint(scores->reports->len, ==, 1);
  g_assert_cmpuint(of_revision(scores, 2016)->reports, ==, 3);
  search_scores_free(scores);
}

static void
test_a_revision_nobody_shows_is_not_measured(Fixture *fixture, gconstpointer data) {
  (void)data;
  filter(fixture, "revision", "2010");
  SearchScores *scores = search_scores(fixture->reports, fixture->filters);
  g_assert_cmpuint(scores->reports->len, ==, 1);
  g_assert_null(of_revision(scores, 2016));
  search_scores_free(scores);
}

static void
test_area_and_question_choose_figures(Fixture *fixture, gconstpointer data) {
  (void)data;
  filter(fixture, "question", "1.2");
  SearchScores *scores = search_scores(fixture->reports, fixture->filters);
  const SearchBenchmark *benchmark = of_revision(scores, 2016);
  g_assert_null(search_benchmark_figure(benchmark, NULL, "1.1"));
  g_assert_nonnull(search_benchmark_figure(benchmark, NULL, "1.2"));
  g_assert_nonnull(search_benchmark_figure(benchmark, NULL, "1"));
  search_scores_free(scores);
}

static void
test_reports_come_by_id_and_are_cut(Fixture *fixture, gconstpointer data) {
  (void)data;
  filter(fixture, "offset", "1");
  filter(fixture, "limit", "2");
  SearchScores *scores = search_scores(fixture->reports, fixture->filters);
  g_assert_cmpuint(scores->total, ==, 4);
  g_assert_cmpuint(scores->reports->len, ==, 2);
  g_assert_cmpstr(((CorpusReport *)scores->reports->pdata[0])->id, ==, "kalix-2012");
  g_assert_cmpstr(((CorpusReport *)scores->reports->pdata[1])->id, ==, "lulea-2018");
  search_scores_free(scores);
}

static void
test_figures_come_by_number(Fixture *fixture, gconstpointer data) {
  (void)data;
  CorpusAreaScore *area = made_area(fixture->reports->pdata[0], 2, 50);
  made_question(area, "2.10", 3, 10);
  made_question(area, "2.9", 3, 10);
  SearchScores *scores = search_scores(fixture->reports, fixture->filters);
  const SearchBenchmark *benchmark = of_revision(scores, 2016);
  static const char *const expected[] = {"total", "1", "2", "1.1", "1.2", "2.9", "2.10"};
  g_assert_cmpuint(benchmark->figures->len, ==, G_N_ELEMENTS(expected));
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++)
    g_assert_cmpstr(((SearchBenchmarkFigure *)benchmark->figures->pdata[i])->id, ==, expected[i]);
  search_scores_free(scores);
}

/* What 2020 asks is not known: reports that print the same question for the same points are
 * compared on it, and all of them on the areas, whose points are known. */
static void
test_printed_questions_compare_with_their_like(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *code, *text;
    int score, max;
  } made[] = {{"2580", "Finns en strategi för dialog?", 10, 25},
              {"2480", "Finns en strategi för dia-\nlog?", 20, 25},
              {"1283", "Finns en strategi för dialog?", 15, 30},
              {"2514", "Hur följs dialogen upp?", 5, 25}};
  GPtrArray *reports = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_report_free);
  for (gsize i = 0; i < G_N_ELEMENTS(made); i++) {
    CorpusReport *report = made_report(made[i].code, 2021, 2020);
    CorpusAreaScore *area = made_area(report, 1, 50 + (int)i);
    made_question(area, "1.1", made[i].score, made[i].max);
    CorpusQuestionScore *question = area->questions->pdata[0];
    g_free(question->text);
    question->text = g_strdup(made[i].text);
    g_ptr_array_add(reports, report);
  }
  SearchScores *scores = search_scores(reports, fixture->filters);
  const SearchBenchmark *benchmark = search_scores_benchmark(scores, reports->pdata[0]);
  g_assert_cmpuint(scores->benchmarks->len, ==, 1);
  g_assert_cmpuint(search_benchmark_figure(benchmark, reports->pdata[0], "1")->values->len, ==, 4);
  static const guint like[] = {2, 2, 1, 1};
  for (guint i = 0; i < reports->len; i++)
    g_assert_cmpuint(search_benchmark_figure(benchmark, reports->pdata[i], "1.1")->values->len, ==,
                     like[i]);
  g_assert_true(search_figures_compare(reports->pdata[0], reports->pdata[1], "1.1"));
  g_assert_false(search_figures_compare(reports->pdata[0], reports->pdata[2], "1.1"));
  g_assert_true(search_figures_compare(reports->pdata[0], reports->pdata[2], "1"));
  search_scores_free(scores);
  g_ptr_array_unref(reports);
}

/* Reports of revisions that nobody described are compared where they print the same areas. */
static void
test_unknown_revisions_compare_with_their_like(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const names[] = {"Öppenhet", "Öppenhet", "Klimat"};
  static const char *const codes[] = {"2580", "2480", "1283"};
  GPtrArray *reports = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_report_free);
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    CorpusReport *report = made_report(codes[i], 2026, 0);
    CorpusAreaScore *area = made_area(report, 1, 50);
    g_free(area->name);
    area->name = g_strdup(names[i]);
    g_ptr_array_add(reports, report);
  }
  SearchScores *scores = search_scores(reports, fixture->filters);
  g_assert_cmpuint(scores->benchmarks->len, ==, 2);
  g_assert_cmpuint(search_scores_benchmark(scores, reports->pdata[1])->reports, ==, 2);
  g_assert_cmpuint(search_scores_benchmark(scores, reports->pdata[2])->reports, ==, 1);
  search_scores_free(scores);
  g_ptr_array_unref(reports);
}

/* The reports that are compared are chosen; the best of each figure are named. */
static void
test_whom_to_compare_with(Fixture *fixture, gconstpointer data) {
  (void)data;
  filter(fixture, "with", "Luleå, Umeå");
  SearchScores *scores = search_scores(fixture->reports, fixture->filters);
  const SearchBenchmarkFigure *figure =
      search_benchmark_figure(of_revision(scores, 2016), NULL, "1");
  g_assert_cmpuint(figure->values->len, ==, 2);
  g_assert_cmpfloat(figure->upper_quartile, ==, 76.5);
  g_assert_cmpfloat(figure->lower_quartile, ==, 71.5);
  g_assert_cmpuint(figure->best_count, ==, 2);
  g_assert_cmpstr(figure->best[0].report->id, ==, "lulea-2018");
  const CorpusReport *other =
      fixture->reports->pdata[2]; /* is none of them, and the second of three */
  SearchRank rank = search_benchmark_rank(of_revision(scores, 2016), other, "1", 74);
  g_assert_true(rank.rank == 2 && rank.of == 3);
  search_scores_free(scores);
  filter(fixture, "county", "norrbotten");
  scores = search_scores(fixture->reports, fixture->filters);
  g_assert_cmpuint(of_revision(scores, 2016)->reports, ==, 1);
  search_scores_free(scores);
}

/* A municipality that was evaluated twice with one revision counts once, by its newest report; an
 * older one is ranked in place of that. */
static void
test_a_municipality_counts_once(Fixture *fixture, gconstpointer data) {
  (void)data;
  CorpusReport *newer = made_report("2580", 2022, 2016);
  CorpusAreaScore *area = made_area(newer, 1, 85);
  made_question(area, "1.1", 9, 15);
  newer->total = 85;
  g_ptr_array_add(fixture->reports, newer);
  SearchScores *scores = search_scores(fixture->reports, fixture->filters);
  const SearchBenchmark *benchmark = of_revision(scores, 2016);
  const CorpusReport *older = fixture->reports->pdata[0];
  g_assert_cmpuint(scores->reports->len, ==, 5);
  g_assert_cmpuint(benchmark->reports, ==, 3);
  g_assert_cmpfloat(search_benchmark_figure(benchmark, newer, "1")->mean, ==, (85 + 69 + 74) / 3.0);
  static const struct {
    const char *id;
    int score;
    unsigned rank, of;
  } of_older[] = {{"1", 79, 1, 3}, {"1", 70, 2, 3}, {"1.1", 11, 2, 3}, {"1.2", 9, 1, 2}};
  for (gsize i = 0; i < G_N_ELEMENTS(of_older); i++) {
    SearchRank rank = search_benchmark_rank(benchmark, older, of_older[i].id, of_older[i].score);
    g_assert_cmpuint(rank.rank, ==, of_older[i].rank);
    g_assert_cmpuint(rank.of, ==, of_older[i].of);
  }
  search_scores_free(scores);
  filter(fixture, "year", "2017..2019"); /* then the older one is the newest */
  scores = search_scores(fixture->reports, fixture->filters);
  g_assert_cmpint(search_benchmark_figure(of_revision(scores, 2016), NULL, "1")->max, ==, 79);
  search_scores_free(scores);
}

/* Who of those chosen is not compared, and why: "code: text" a line. */
static void
assert_told(Fixture *fixture, const char *expected) {
  SearchScores *scores = search_scores(fixture->reports, fixture->filters);
  GString *told = g_string_new(NULL);
  for (guint i = 0; i < scores->notices->len; i++) {
    const CorpusNotice *notice = scores->notices->pdata[i];
    g_string_append_printf(told, "%s: %s\n", notice->code, notice->text);
  }
  g_assert_cmpstr(told->str, ==, expected);
  g_string_free(told, TRUE);
  search_scores_free(scores);
}

static void
test_why_nobody_is_compared_is_told(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_told(fixture, "");
  filter(fixture, "municipality", "Luleå");
  filter(fixture, "with", "Umeå");
  assert_told(fixture, "");
  filter(fixture, "with", "Kalix,Norsjö,Kalix");
  assert_told(fixture, "other_revision: Not compared, as made with another revision: "
                       "Kalix 2012 (revision 2010).\n"
                       "no_report: Not compared, as the index holds no such report: Norsjö.\n");
  g_ptr_array_remove_index(fixture->filters->with, 0); /* Umeå, which was of use */
  assert_told(fixture,
              "nobody_to_compare: Nobody to compare with: Luleå 2018 (revision 2016). None of "
              "those chosen has a report made with the same revision.\n"
              "other_revision: Not compared, as made with another revision: "
              "Kalix 2012 (revision 2010).\n"
              "no_report: Not compared, as the index holds no such report: Norsjö.\n");
  filter(fixture, "revision", "2016"); /* which Kalix has no report of, though it has one */
  assert_told(fixture,
              "nobody_to_compare: Nobody to compare with: Luleå 2018 (revision 2016). None of "
              "those chosen has a report made with the same revision.\n"
              "none_passes: Not compared, as the filters let none of its reports pass: Kalix.\n"
              "no_report: Not compared, as the index holds no such report: Norsjö.\n");
}

static void
test_where_to_look_is_told_where_nothing_passes(Fixture *fixture, gconstpointer data) {
  (void)data;
  filter(fixture, "year", "1990");
  char *all = g_strdup_printf("filters_leave_no_report: No report passes the filters; without them "
                              "there are %u.\n",
                              fixture->reports->len);
  assert_told(fixture, all);
  filter(fixture, "municipality", "Luleå");
  filter(fixture, "municipality", "Kiruna");
  assert_told(fixture, "other_reports: Of other years or revisions the index holds: Luleå 2018 "
                       "(revision 2016).\n"
                       "no_report_of: The index holds no report of Kiruna; kompass status lists "
                       "those that it holds.\n");
  g_free(all);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add("/search/benchmark/benchmark/" name, Fixture, NULL, set_up, function, tear_down)
  ADD("revision", test_each_revision_is_measured_by_itself);
  ADD("absent", test_a_figure_that_is_absent_is_not_counted);
  ADD("rank", test_equal_scores_share_the_better_rank);
  ADD("municipality", test_a_municipality_is_shown_against_all);
  ADD("one-revision", test_a_revision_nobody_shows_is_not_measured);
  ADD("figures", test_area_and_question_choose_figures);
  ADD("cut", test_reports_come_by_id_and_are_cut);
  ADD("order", test_figures_come_by_number);
  ADD("once", test_a_municipality_counts_once);
  ADD("compared", test_whom_to_compare_with);
  ADD("nobody", test_why_nobody_is_compared_is_told);
  ADD("nothing", test_where_to_look_is_told_where_nothing_passes);
  ADD("printed", test_printed_questions_compare_with_their_like);
  ADD("unknown", test_unknown_revisions_compare_with_their_like);
  return g_test_run();
}
