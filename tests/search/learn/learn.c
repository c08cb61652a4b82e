/* tests/search/learn/learn.c: what made-up reports have to learn from each other, and what they
 * have not.
 */
#include "search/ask/error.h"
#include "tests/search/learn/learn_fixture.h"

static void
test_what_others_do_whatever_they_score(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA, UMEA, PITEA);
  assert_learns(fixture, "Kalix",
                "1.5: umea-2018/2 lulea-2018/2 pitea-2018/1 lulea-2018/1; "
                "1.4: lulea-2018/4; "
                "1.5 En visselblåsarfunktion: lulea-2018/1 pitea-2018/1 umea-2018/1; "
                "1.4 Inga medborgardialoger: lulea-2018/4");
}

static void
test_another_revision_is_marked(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA, PITEA, BODEN);
  filter(fixture, "question", "1.5");
  assert_learns(fixture, "Kalix",
                "1.5: lulea-2018/2 ~boden-2012/1 pitea-2018/1 lulea-2018/1; "
                "1.5 En visselblåsarfunktion: lulea-2018/1 pitea-2018/1 ~boden-2012/1");
}

/* Nobody to compare with: points are missing, but nobody is the best. */
static void
test_alone_of_its_revision(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, BODEN);
  SearchLearn *answer = learn(fixture, "Kalix");
  g_assert_cmpuint(answer->compared, ==, 0);
  const SearchSuggestion *first = answer->suggestions->pdata[0];
  g_assert_cmpstr(first->question, ==, "1.5");
  g_assert_null(first->benchmark);
  g_assert_null(first->best);
  g_assert_cmpuint(first->from->len, ==, 1);
  g_assert_false(((SearchLearnSource *)first->from->pdata[0])->comparable);
  search_learn_free(answer);
}

static void
test_role_models_are_named(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA, UMEA);
  SearchLearn *answer = learn(fixture, "Kalix");
  const SearchSuggestion *first = answer->suggestions->pdata[0];
  g_assert_cmpuint(first->models->len, ==, 1);
  const SearchModelReference *found = &g_array_index(first->models, SearchModelReference, 0);
  g_assert_cmpstr(found->reference->model->name, ==, "Borås");
  search_learn_free(answer);
}

/* The one that praises itself is worse. */
static void
test_self_praise_of_a_worse_scorer_is_no_model(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA, PITEA "model 1 1.5 Piteå Piteå är en förebild mot mutor.\n",
        "2480 2018 10 2\nscore 1.5 7 10\n1 1.5 neutral Umeå är en förebild mot mutor.\n"
        "model 1 1.5 Borås Borås är en förebild i arbetet mot mutor.\n"
        "model 1 1.5 Umeå Umeå är en förebild mot mutor.\n"
        "model 1 1.5 Kalix Kalix är en förebild mot mutor.\n");
  SearchLearn *answer = learn(fixture, "Kalix");
  const SearchSuggestion *first = answer->suggestions->pdata[0];
  g_assert_cmpuint(first->models->len, ==, 1);
  g_assert_cmpstr(g_array_index(first->models, SearchModelReference, 0).reference->model->name, ==,
                  "Borås"); /* Umeå's praise of itself is a source already */
  search_learn_free(answer);
}

/* A role model is as good as a practice of one's own, but for the one who is to learn. */
static void
test_praise_of_another_is_a_source(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX,
        "2480 2018 10 2\nscore 1.5 9 10\n"
        "1 1.5 strength Borås har en visselblåsarfunktion som är ett gott exempel.\n"
        "model 1 1.5 Borås Borås har en visselblåsarfunktion som är ett gott exempel.\n"
        "1 1.5 strength Kalix har en visselblåsarfunktion som är ett gott exempel.\n"
        "model 1 1.5 Kalix Kalix har en visselblåsarfunktion som är ett gott exempel.\n");
  filter(fixture, "question", "1.5");
  assert_learns(fixture, "Kalix",
                "1.5: ~umea-2018/1=Borås; 1.5 En visselblåsarfunktion: ~umea-2018/1=Borås");
}

/* Whose it is: what a report tells of others bears their names, and is parted from what is its own;
 * what municipalities at large do, or other bodies, is nobody's practice. */
static void
test_what_is_told_of_others_bears_their_names(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX,
        "2480 2018 10 2\nscore 1.5 9 10\n"
        "1 1.5 strength Växjö och Nybro har en visselblåsarfunktion för anställda.\n"
        "1 1.5 strength Många kommuner har en visselblåsarfunktion hos en advokat.\n"
        "1 1.5 strength SKL erbjuder en visselblåsarfunktion med handledning.\n",
        "2580 2018 10 2\nscore 1.5 9 10\n"
        "1 1.5 strength Här har byggts en visselblåsarfunktion. Mora tar emot anonyma samtal.\n"
        "1 1.5 strength Med stöd av SKL:s handbok införs visselblåsarfunktion i bolagen.\n");
  filter(fixture, "question", "1.5");
  filter(fixture, "tag", "improvement");
  assert_learns(fixture, "Kalix",
                "1.5: lulea-2018/1 ~umea-2018/1=Växjö+Nybro lulea-2018/2; "
                "1.5 En visselblåsarfunktion: lulea-2018/2 ~umea-2018/1=Växjö+Nybro lulea-2018/1");
  SearchLearn *answer = learn(fixture, "Kalix");
  assert_told(answer, SEARCH_FORMAT_TEXT, "→ Växjö, Nybro, told by Umeå 2018:");
  assert_told(answer, SEARCH_FORMAT_JSON, "\"of\":[{\"name\":\"Växjö\"");
  assert_told(answer, SEARCH_FORMAT_CSV, "Växjö; Nybro,2018,2016,no,");
  search_learn_free(answer);
}

static void
test_texts_that_tell_the_same_are_told_once(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA,
        "2480 2018 10 2\nscore 1.5 7 10\n"
        "1 1.5 strength Här finns en visselblåsarfunktion på webben.\n");
  filter(fixture, "question", "1.5");
  filter(fixture, "tag", "improvement");
  assert_learns(fixture, "Kalix",
                "1.5: lulea-2018/2 umea-2018/1; 1.5 En visselblåsarfunktion: lulea-2018/1");
}

static void
test_the_newest_report_unless_a_year_is_asked_for(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA, "2514 2017 10 2\nscore 1.5 8 10\n");
  SearchLearn *answer = learn(fixture, "2514");
  g_assert_cmpuint(answer->report->year, ==, 2018);
  g_assert_cmpuint(answer->compared, ==, 1);
  search_learn_free(answer);
  filter(fixture, "year", "2017");
  assert_learns(fixture, "Kalix", "1.5: lulea-2018/2 lulea-2018/1");
}

static void
test_a_report_without_scores_keeps_its_improvements(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, "2514 2018 10 2\nitem 1 1.5 improvement En visselblåsarfunktion\n", LULEA);
  assert_learns(fixture, "Kalix", "1.5 En visselblåsarfunktion: lulea-2018/1");
}

static void
test_filters_choose_and_cut(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA, UMEA);
  filter(fixture, "municipality", "Umeå");
  filter(fixture, "limit", "1");
  assert_learns(fixture, "Kalix", "1.5: umea-2018/2 umea-2018/1");
  filter(fixture, "offset", "3");
  assert_learns(fixture, "Kalix", "1.4 Inga medborgardialoger:");
  filter(fixture, "area", "2");
  filter(fixture, "offset", "0");
  assert_learns(fixture, "Kalix", "");
}

/* "nobody_better look_elsewhere" */
static void
assert_explained(Fixture *fixture, const char *municipality, const char *expected) {
  SearchLearn *answer = learn(fixture, municipality);
  GString *codes = g_string_new(NULL);
  for (guint i = 0; i < answer->notices->len; i++)
    g_string_append_printf(codes, "%s%s", i > 0 ? " " : "",
                           ((const CorpusNotice *)answer->notices->pdata[i])->code);
  g_assert_cmpstr(codes->str, ==, expected);
  g_string_free(codes, TRUE);
  search_learn_free(answer);
}

static void
test_nothing_to_learn_is_explained(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, "2514 2012 10 2\nscore 1.5 10 10\n", "2480 2012 10 2\nscore 1.5 5 10\n", LULEA);
  filter(fixture, "question", "1.5");
  assert_learns(fixture, "Kalix", "");
  assert_explained(fixture, "Kalix", "nobody_better look_elsewhere");
  SearchLearn *answer = learn(fixture, "Kalix");
  const CorpusNotice *there = answer->notices->pdata[1];
  g_assert_nonnull(strstr(there->text, "Luleå 2018 (revision 2016"));
  g_assert_nonnull(strstr(there->text, "9 of 10"));
  search_learn_free(answer);
  assert_explained(fixture, "Luleå", "");
}

static void
test_filters_that_choose_nothing_are_told(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA);
  filter(fixture, "area", "2");
  assert_explained(fixture, "Kalix", "nothing_listed");
}

static void
test_unknown_municipalities_are_errors(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  INDEX(fixture, KALIX);
  g_assert_null(search_learn(fixture->engine, fixture->filters, "Kalixx", &error));
  g_assert_error(error, SEARCH_ERROR, SEARCH_ERROR_UNKNOWN);
  g_assert_nonnull(strstr(error->message, "Kalix"));
  g_clear_error(&error);
  g_assert_null(search_learn(fixture->engine, fixture->filters, "Luleå", &error));
  g_assert_error(error, SEARCH_ERROR, SEARCH_ERROR_UNKNOWN);
  g_clear_error(&error);
}

static void
test_every_format_tells_page_and_passage(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA, BODEN);
  SearchLearn *answer = learn(fixture, "Kalix");
  assert_told(answer, SEARCH_FORMAT_TEXT, "2 of 10 points (20 %); mean 5.5, best 9 (Luleå)");
  assert_told(answer, SEARCH_FORMAT_TEXT, "p. 3, lulea-2018/1");
  assert_told(answer, SEARCH_FORMAT_TEXT, "→ Boden 2012*:");
  assert_told(answer, SEARCH_FORMAT_TEXT, "\n* of another revision: told for its subject");
  assert_told(answer, SEARCH_FORMAT_JSON, "\"because\":{\"question\":{\"id\":\"1.5\"");
  assert_told(answer, SEARCH_FORMAT_JSON, "\"because\":{\"improvement\":{\"id\":\"kalix-2018/1\"");
  assert_told(answer, SEARCH_FORMAT_CSV, "Luleå,2018,2016,yes,question,9,10,");
  search_learn_free(answer);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add("/search/learn/learn/" name, Fixture, NULL, set_up, function, tear_down)
  ADD("whoever", test_what_others_do_whatever_they_score);
  ADD("revision", test_another_revision_is_marked);
  ADD("alone", test_alone_of_its_revision);
  ADD("models", test_role_models_are_named);
  ADD("self", test_self_praise_of_a_worse_scorer_is_no_model);
  ADD("another", test_praise_of_another_is_a_source);
  ADD("others", test_what_is_told_of_others_bears_their_names);
  ADD("same", test_texts_that_tell_the_same_are_told_once);
  ADD("newest", test_the_newest_report_unless_a_year_is_asked_for);
  ADD("scoreless", test_a_report_without_scores_keeps_its_improvements);
  ADD("filters", test_filters_choose_and_cut);
  ADD("unknown", test_unknown_municipalities_are_errors);
  ADD("formats", test_every_format_tells_page_and_passage);
  ADD("nothing-to-learn-is-explained", test_nothing_to_learn_is_explained);
  ADD("filters-that-choose-nothing-are-told", test_filters_that_choose_nothing_are_told);
  return g_test_run();
}
