/* tests/corpus/report/report.c: an empty report states nothing, and its parts can be found. */
#include <glib.h>

#include "corpus/report/report.h"

static void
test_an_empty_report_states_nothing(void) {
  CorpusReport *report = corpus_report_new();
  g_assert_cmpstr(report->id, ==, "");
  g_assert_null(report->municipality);
  g_assert_cmpint(report->total, ==, -1);
  g_assert_cmpint(report->stated_total, ==, -1);
  g_assert_null(corpus_report_area(report, 1));
  g_assert_null(corpus_report_question(report, "1.1"));
  corpus_report_free(report);
  corpus_report_free(NULL);
}

static void
test_areas_and_questions_are_found(void) {
  CorpusReport *report = corpus_report_new();
  CorpusAreaScore *area = corpus_area_score_new(3, "Styrning");
  CorpusQuestionScore *question = g_new0(CorpusQuestionScore, 1);
  g_strlcpy(question->id, "3.2", sizeof question->id);
  question->text = g_strdup("Finns en plan?");
  g_ptr_array_add(area->questions, question);
  g_ptr_array_add(report->areas, area);
  g_assert_true(corpus_report_area(report, 3) == area);
  g_assert_cmpint(area->score, ==, -1);
  g_assert_true(corpus_report_question(report, "3.2") == question);
  g_assert_null(corpus_report_question(report, "3.3"));
  corpus_report_free(report);
}

/* Areas are not bounded by nine. */
static void
test_questions_of_area_twelve(void) {
  CorpusReport *report = corpus_report_new();
  CorpusAreaScore *area = corpus_area_score_new(12, "Styrning");
  CorpusQuestionScore *question = g_new0(CorpusQuestionScore, 1);
  g_strlcpy(question->id, "12.3", sizeof question->id);
  question->text = g_strdup("Finns en plan?");
  g_ptr_array_add(area->questions, question);
  g_ptr_array_add(report->areas, area);
  g_assert_true(corpus_report_question(report, "12.3") == question);
  g_assert_null(corpus_report_question(report, "1.3"));
  corpus_report_free(report);
}

static void
test_a_warning_is_words_and_values(void) {
  CorpusReport *report = corpus_report_new();
  CorpusNotice *notice = corpus_report_warn(report, "area_missing", "area %u is missing", 3);
  corpus_notice_number(notice, "area", 3);
  corpus_notice_text(notice, "name", "Styrning");
  g_assert_cmpuint(report->warnings->len, ==, 1);
  g_assert_cmpstr(report->warnings->pdata[0], ==, "area 3 is missing");
  g_assert_cmpstr(notice->code, ==, "area_missing");
  g_assert_cmpstr(notice->text, ==, "area 3 is missing");
  g_assert_cmpuint(notice->values->len, ==, 4);
  g_assert_cmpstr(notice->values->pdata[1], ==, "3");
  g_assert_cmpstr(notice->values->pdata[3], ==, "Styrning");
  corpus_report_free(report);
}

static void
test_words_of_the_contract(void) {
  for (CorpusTag tag = 0; tag < CORPUS_TAGS; tag++) {
    CorpusTag parsed = CORPUS_TAGS;
    g_assert_true(corpus_tag_parse(corpus_tag_name(tag), &parsed));
    g_assert_cmpint(parsed, ==, tag);
  }
  CorpusTag tag = CORPUS_TAG_NEUTRAL;
  g_assert_false(corpus_tag_parse("styrka", &tag));
  g_assert_cmpstr(corpus_tag_name(CORPUS_TAG_STRENGTH), ==, "strength");
  g_assert_cmpstr(corpus_kind_name(CORPUS_KIND_ITEM), ==, "item");
  g_assert_cmpstr(corpus_kind_name(CORPUS_KIND_PARAGRAPH), ==, "paragraph");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/report/report/empty", test_an_empty_report_states_nothing);
  g_test_add_func("/corpus/report/report/find", test_areas_and_questions_are_found);
  g_test_add_func("/corpus/report/report/twelve", test_questions_of_area_twelve);
  g_test_add_func("/corpus/report/report/notice", test_a_warning_is_words_and_values);
  g_test_add_func("/corpus/report/report/words", test_words_of_the_contract);
  return g_test_run();
}
