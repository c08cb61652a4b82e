/* tests/search/ask/filters.c: what filters accept, and how wrong ones are refused. */
#include "corpus/text/error.h"
#include "search/ask/error.h"
#include "search/ask/filters.h"
#include "tests/search/made.h"

static void
assert_added(SearchFilters *filters, const char *name, const char *value) {
  GError *error = NULL;
  bool added = search_filters_add(filters, name, value, &error);
  g_assert_no_error(error);
  g_assert_true(added);
}

static void
assert_refused(const char *name, const char *value, SearchErrorCode code, const char *message) {
  SearchFilters *filters = search_filters_new();
  GError *error = NULL;
  g_assert_false(search_filters_add(filters, name, value, &error));
  g_assert_error(error, SEARCH_ERROR, (int)code);
  if (message != NULL)
    g_assert_nonnull(strstr(error->message, message));
  g_error_free(error);
  g_assert_cmpuint(filters->areas | filters->tags, ==, 0);
  g_assert_cmpuint(filters->limit, ==, SEARCH_LIMIT_DEFAULT);
  search_filters_free(filters);
}

static void
test_nothing_asked_for_accepts_all_but_background(void) {
  SearchFilters *filters = search_filters_new();
  CorpusReport *report = made_report("2580", 2018, 2016);
  g_assert_true(search_filters_accept_report(filters, report));
  g_assert_true(search_filters_accept_area(filters, 2016, 0));
  g_assert_true(search_filters_accept_question(filters, 2016, ""));
  g_assert_true(search_filters_accept_tag(filters, CORPUS_TAG_NEUTRAL));
  g_assert_false(search_filters_accept_tag(filters, CORPUS_TAG_BACKGROUND));
  corpus_report_free(report);
  search_filters_free(filters);
}

static void
test_the_same_filter_again_widens(void) {
  SearchFilters *filters = search_filters_new();
  assert_added(filters, "area", "4");
  g_assert_false(search_filters_accept_area(filters, 2016, 1));
  assert_added(filters, "area", "1");
  g_assert_true(search_filters_accept_area(filters, 2016, 1));
  g_assert_true(search_filters_accept_area(filters, 2016, 4));
  g_assert_false(search_filters_accept_area(filters, 2016, 0));
  assert_added(filters, "tag", "background");
  g_assert_false(search_filters_accept_tag(filters, CORPUS_TAG_STRENGTH));
  assert_added(filters, "tag", "strength");
  g_assert_true(search_filters_accept_tag(filters, CORPUS_TAG_STRENGTH));
  g_assert_true(search_filters_accept_tag(filters, CORPUS_TAG_BACKGROUND));
  search_filters_free(filters);
}

static void
test_a_question_brings_its_area(void) {
  SearchFilters *filters = search_filters_new();
  assert_added(filters, "question", "1.5");
  g_assert_true(search_filters_accept_question(filters, 2016, "1.5"));
  g_assert_false(search_filters_accept_question(filters, 2016, "1.4"));
  g_assert_false(search_filters_accept_question(filters, 2016, ""));
  g_assert_true(search_filters_accept_area(filters, 2016, 1));
  g_assert_false(search_filters_accept_area(filters, 2016, 2));
  search_filters_free(filters);
}

static void
test_years_are_single_or_ranges(void) {
  SearchFilters *filters = search_filters_new();
  CorpusReport *report = made_report("2580", 2018, 2016);
  assert_added(filters, "year", "2010..2017");
  g_assert_false(search_filters_accept_class(filters, report));
  assert_added(filters, "year", "2018");
  g_assert_true(search_filters_accept_class(filters, report));
  corpus_report_free(report);
  search_filters_free(filters);
}

static void
test_revision_and_municipality_narrow(void) {
  SearchFilters *filters = search_filters_new();
  CorpusReport *report = made_report("2580", 2018, 2016);
  assert_added(filters, "municipality", "luleå");
  assert_added(filters, "municipality", "2380");
  g_assert_true(search_filters_accept_report(filters, report));
  assert_added(filters, "revision", "2010");
  g_assert_false(search_filters_accept_report(filters, report));
  assert_added(filters, "revision", "2016");
  g_assert_true(search_filters_accept_report(filters, report));
  corpus_report_free(report);
  search_filters_free(filters);
}

static void
test_wrong_values_are_wrong_usage(void) {
  static const char *const wrong[][2] = {
      {"area", "0"},
      {"area", "1x"},
      {"area", ""},
      {"area", "-1"},
      {"area", "+1"},
      {"area", " 1"},
      {"question", "1"},
      {"question", "1.100"},
      {"question", "1.5 "},
      {"tag", "Strength"},
      {"tag", "good"},
      {"year", "18"},
      {"year", "2018.."},
      {"year", "..2018"},
      {"year", "2018..2012"},
      {"year", "2018-2019"},
      {"year", "99999999999"},
      {"revision", "2013"},
      {"revision", "x"},
      {"limit", "-1"},
      {"limit", "1e3"},
      {"limit", "100001"},
      {"limit", "18446744073709551617"},
      {"offset", "-5"},
      {"offset", "\xFF"},
      {"colour", "blue"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++)
    assert_refused(wrong[i][0], wrong[i][1], SEARCH_ERROR_USAGE, NULL);
}

/* Numbers are those of the revision that is asked for, else of 2016; what was asked for is found in
 * other revisions by its subject. */
static void
test_areas_and_questions_are_meant_by_subject(void) {
  SearchFilters *filters = search_filters_new();
  assert_added(filters, "area", "4");
  g_assert_true(search_filters_accept_area(filters, 2002, 4));
  g_assert_true(search_filters_accept_area(filters, 2020, 8));
  g_assert_false(search_filters_accept_area(filters, 2020, 4));
  g_assert_false(search_filters_accept_area(filters, 0, 4));
  g_assert_false(search_filters_by_number(filters));
  assert_added(filters, "revision", "2020");
  g_assert_true(search_filters_by_number(filters));
  g_assert_true(search_filters_accept_area(filters, 2020, 4));
  g_assert_false(search_filters_accept_area(filters, 2020, 8));
  search_filters_free(filters);
  filters = search_filters_new();
  assert_added(filters, "question", "7.5");
  g_assert_true(search_filters_accept_question(filters, 2010, "7.4"));
  g_assert_false(search_filters_accept_question(filters, 2010, "7.5"));
  g_assert_true(search_filters_accept_area(filters, 2020, 6));
  search_filters_free(filters);
}

static void
test_what_a_revision_lacks_is_wrong_usage(void) {
  static const struct {
    const char *revision, *name, *value;
    bool right;
  } cases[] = {
      {NULL, "area", "9", false},        {"2020", "area", "9", false},
      {"0", "area", "12", true},         {NULL, "question", "9.1", false},
      {NULL, "question", "1.99", false}, {NULL, "question", "2.6", true},
      {"2020", "question", "1.9", true}, {"2016", "question", "2.6", false},
      {"0", "question", "12.1", true},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    SearchFilters *filters = search_filters_new();
    GError *error = NULL;
    assert_added(filters, cases[i].name, cases[i].value);
    if (cases[i].revision != NULL)
      assert_added(filters, "revision", cases[i].revision);
    g_test_message("%s %s", cases[i].name, cases[i].value);
    g_assert_cmpint(search_filters_check(filters, &error), ==, cases[i].right);
    g_assert_cmpint(error == NULL, ==, cases[i].right);
    g_clear_error(&error);
    search_filters_free(filters);
  }
}

static void
test_an_unknown_municipality_suggests_the_nearest(void) {
  assert_refused("municipality", "Östersnud", SEARCH_ERROR_UNKNOWN, "Östersund");
  assert_refused("municipality", "Lulaå", SEARCH_ERROR_UNKNOWN, "Luleå");
  assert_refused("municipality", "9999", SEARCH_ERROR_UNKNOWN, "9999");
  assert_refused("municipality", "", SEARCH_ERROR_UNKNOWN, NULL);
  assert_refused("municipality", "Lule\xE5", SEARCH_ERROR_USAGE, "UTF-8");
}

/* ---- groups ---- */

static const char GROUPS[] = "\xEF\xBB\xBF# our own\r\n[Inlandet]\r\nKalix, Norsjö,\r\n2580\r\n"
                             "; and\n[ Vid havet ]\nluleå\nLuleå\n";

/* Takes the groups of GROUPS that are named into filters of their own. */
static SearchFilters *
grouped(const char *name, GError **error) {
  GPtrArray *groups = search_groups_of_text("groups.ini", GROUPS, error);
  g_assert_nonnull(groups);
  SearchFilters *filters = search_filters_new();
  assert_added(filters, "group", name);
  bool taken = search_filters_take_groups(filters, groups, error);
  g_assert_cmpint(taken, ==, *error == NULL);
  g_ptr_array_unref(groups);
  return filters;
}

static bool
compares(const SearchFilters *filters, const char *code) {
  return search_filters_accept_compared(filters, corpus_municipality_find(code));
}

static void
test_a_group_is_whom_figures_are_compared_with(void) {
  GError *error = NULL;
  SearchFilters *filters = grouped("INLANDET", &error);
  g_assert_no_error(error);
  g_assert_cmpuint(filters->grouped->len, ==, 3);
  g_assert_true(compares(filters, "Kalix"));
  g_assert_true(compares(filters, "Luleå"));
  g_assert_false(compares(filters, "Östersund"));
  g_assert_false(search_filters_accept_compared(filters, NULL));
  assert_added(filters, "with", "Kalix,Östersund"); /* another filter narrows */
  g_assert_true(compares(filters, "Kalix"));
  g_assert_false(compares(filters, "Östersund"));
  g_assert_false(compares(filters, "Luleå"));
  search_filters_free(filters);

  filters = grouped("Vid havet", &error);
  g_assert_no_error(error);
  g_assert_cmpuint(filters->grouped->len, ==, 1);
  search_filters_free(filters);
}

static void
test_a_group_that_does_not_exist(void) {
  GError *error = NULL;
  SearchFilters *filters = grouped("Fjällen", &error);
  g_assert_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE);
  g_assert_cmpstr(error->message, ==,
                  "group \"Fjällen\": there is no such group; there are Inlandet, Vid havet");
  g_clear_error(&error);
  g_assert_false(search_filters_take_groups(filters, NULL, &error));
  g_assert_nonnull(strstr(error->message, "no file of groups was given"));
  g_clear_error(&error);
  search_filters_free(filters);
  assert_refused("group", "", SEARCH_ERROR_USAGE, NULL);
}

static void
test_a_wrong_file_of_groups_is_told_by_its_line(void) {
  static const struct {
    const char *text, *message;
  } cases[] = {
      {"# only this\nKalix\n", "g.ini:2: a group begins with its name"},
      {"[A]\nKalix\nNorsjö, Ankeborg\n", "g.ini:3: no municipality is called \"Ankeborg\""},
      {"[A]\n\n[B]\nKalix\n", "g.ini:1: the group has no municipalities"},
      {"[A]\nKalix\n[B]\n", "g.ini:3: the group has no municipalities"},
      {"[A]\nKalix\n[a]\nKalix\n", "g.ini:3: there is a group of this name already"},
      {"[]\nKalix\n", "g.ini:1: the group has no name"},
      {"[A\nKalix\n", "g.ini:1: a group's name stands alone"},
      {"[A]\n\xC5re\n", "g.ini:2: not UTF-8"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    GError *error = NULL;
    g_assert_null(search_groups_of_text("g.ini", cases[i].text, &error));
    g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA);
    g_assert_true(g_str_has_prefix(error->message, cases[i].message));
    g_error_free(error);
  }
}

static void
test_a_file_of_groups_that_cannot_be_read(void) {
  GError *error = NULL;
  g_assert_null(search_groups_read("/nowhere/groups.ini", &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_true(g_str_has_prefix(error->message, "/nowhere/groups.ini: cannot be read: "));
  g_error_free(error);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/ask/filters/nothing", test_nothing_asked_for_accepts_all_but_background);
  g_test_add_func("/search/ask/filters/widen", test_the_same_filter_again_widens);
  g_test_add_func("/search/ask/filters/question", test_a_question_brings_its_area);
  g_test_add_func("/search/ask/filters/years", test_years_are_single_or_ranges);
  g_test_add_func("/search/ask/filters/report", test_revision_and_municipality_narrow);
  g_test_add_func("/search/ask/filters/wrong", test_wrong_values_are_wrong_usage);
  g_test_add_func("/search/ask/filters/subject", test_areas_and_questions_are_meant_by_subject);
  g_test_add_func("/search/ask/filters/lacks", test_what_a_revision_lacks_is_wrong_usage);
  g_test_add_func("/search/ask/filters/municipality",
                  test_an_unknown_municipality_suggests_the_nearest);
  g_test_add_func("/search/ask/filters/group", test_a_group_is_whom_figures_are_compared_with);
  g_test_add_func("/search/ask/filters/group/unknown", test_a_group_that_does_not_exist);
  g_test_add_func("/search/ask/filters/groups/wrong",
                  test_a_wrong_file_of_groups_is_told_by_its_line);
  g_test_add_func("/search/ask/filters/groups/unread", test_a_file_of_groups_that_cannot_be_read);
  return g_test_run();
}
