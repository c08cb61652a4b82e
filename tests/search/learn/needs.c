/* tests/search/learn/needs.c: in what order there is something to learn, on which question,
 * told how.
 */
#include "tests/search/learn/learn_fixture.h"

/* 1.4 is weaker than 1.5 in Kalix; the improvements are of 1.5, 1.4 and none. */
#define WEAK                                                                                       \
  "2514 2018 10 2\n"                                                                               \
  "score 1.4 3 30\nscore 1.5 5 10\n"                                                               \
  "item 1 1.5 improvement En visselblåsarfunktion\n"                                              \
  "item 1 1.4 improvement Fler medborgardialoger\n"                                                \
  "1 1.5 neutral Upphandlare får en kurs om jäv.\n"                                              \
  "item 1 - improvement Kurs om jäv\n"
#define STRONG                                                                                     \
  "2580 2018 10 2\n"                                                                               \
  "score 1.4 27 30\nscore 1.5 9 10\n"                                                              \
  "1 1.5 strength Här finns en bra visselblåsarfunktion på webben.\n"                           \
  "1 1.4 strength Goda medborgardialoger hålls varje månad.\n"

static void
test_weakest_questions_then_improvements(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, WEAK, STRONG);
  assert_learns(fixture, "Kalix",
                "1.4: lulea-2018/2; 1.5: lulea-2018/1; "
                "1.4 Fler medborgardialoger: lulea-2018/2; "
                "1.5 En visselblåsarfunktion: lulea-2018/1; "
                "1.5 Kurs om jäv:");
}

/* It stands under no question, and the report writes of it under none. */
static void
test_an_improvement_is_of_the_question_that_asks_for_it(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture,
        "2514 2018 10 2\nscore 8.5 4 10\nscore 8.6 5 15\n"
        "item 8 - improvement Internationella kontakter\nitem 8 - improvement Flygplatsen\n",
        "2580 2018 10 2\nscore 8.5 9 10\nscore 8.6 4 15\n"
        "8 8.5 strength Luleå har goda kontakter med vänorter i många länder.\n");
  filter(fixture, "tag", "improvement");
  assert_learns(fixture, "Kalix",
                "8.5: lulea-2018/1; 8.6:; 8.5 Internationella kontakter:;  Flygplatsen:");
}

/* "vänortskontakter" is what "kontakter med vänorter" says. */
static void
test_a_compound_is_said_by_its_parts(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, "2514 2018 10 2\nscore 8.5 4 10\nitem 8 - improvement Vänortskontakter\n",
        "2580 2018 10 2\nscore 8.5 9 10\n"
        "8 8.5 strength Luleå har goda kontakter med vänorter i många länder.\n"
        "1 1.5 neutral Etiska riktlinjer finns.\n"
        "2 2.1 neutral Webbplatsen är ny.\n"
        "3 3.1 neutral Budgeten antas i juni.\n");
  SearchLearn *answer = learn(fixture, "Kalix");
  const SearchSuggestion *item = answer->suggestions->pdata[1];
  g_assert_cmpuint(item->from->len, ==, 1);
  g_assert_true(((SearchLearnSource *)item->from->pdata[0])->subject);
  search_learn_free(answer);
}

#define MODELS                                                                                     \
  "2480 2018 10 2\nscore 1.4 1 30\nscore 1.5 1 10\n"                                               \
  "1 - neutral Borås och Nacka är förebilder i det hela området.\n"                            \
  "model 1 - Borås Borås och Nacka är förebilder i det hela området.\n"                       \
  "model 1 - Nacka Borås och Nacka är förebilder i det hela området.\n"

static void
test_who_is_named_for_the_area_is_told_once(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, WEAK, STRONG, MODELS);
  SearchLearn *answer = learn(fixture, "Kalix");
  const SearchSuggestion *first = answer->suggestions->pdata[0];
  const SearchSuggestion *second = answer->suggestions->pdata[1];
  g_assert_cmpuint(first->models->len, ==, 2);
  g_assert_cmpuint(second->models->len, ==, 0);
  assert_told(answer, SEARCH_FORMAT_TEXT, "→ Borås, Nacka, named by Umeå 2018:\n");
  search_learn_free(answer);
}

/* Who is a source need not praise itself. */
static void
test_a_source_is_no_model_of_its_own(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, WEAK, STRONG "model 1 1.4 Luleå Luleå är ett gott exempel.\n");
  SearchLearn *answer = learn(fixture, "Kalix");
  const SearchSuggestion *first = answer->suggestions->pdata[0];
  g_assert_cmpuint(first->models->len, ==, 0);
  search_learn_free(answer);
}

static void
test_text_tells_each_source_once(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, WEAK, STRONG);
  SearchLearn *answer = learn(fixture, "Kalix");
  assert_told(answer, SEARCH_FORMAT_TEXT, "\nThe weakest questions\n\n1. 1.4 ");
  assert_told(answer, SEARCH_FORMAT_TEXT, "\nThe improvements that the report lists\n\n3. 1.4 ");
  assert_told(answer, SEARCH_FORMAT_TEXT, "(see 1)\n");
  assert_told(answer, SEARCH_FORMAT_TEXT,
              "→ Luleå 2018, 27 of 30 points (here 3): see 1 (lulea-2018/2)\n");
  assert_told(answer, SEARCH_FORMAT_JSON, "\"question\":{\"id\":\"1.5\"");
  search_learn_free(answer);
}

static void
test_text_ends_with_what_nobody_tells_of(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, "2514 2018 10 2\nscore 8.6 5 15\nitem 8 - improvement Flygplatsen\n", LULEA);
  SearchLearn *answer = learn(fixture, "Kalix");
  assert_told(answer, SEARCH_FORMAT_TEXT,
              "\nImprovements of which no other report says anything\n"
              "   Area 8 Område, no one question (5 of 100 points");
  search_learn_free(answer);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add("/search/learn/needs/" name, Fixture, NULL, set_up, function, tear_down)
  ADD("order", test_weakest_questions_then_improvements);
  ADD("asked", test_an_improvement_is_of_the_question_that_asks_for_it);
  ADD("apart", test_a_compound_is_said_by_its_parts);
  ADD("area", test_who_is_named_for_the_area_is_told_once);
  ADD("self", test_a_source_is_no_model_of_its_own);
  ADD("once", test_text_tells_each_source_once);
  ADD("rest", test_text_ends_with_what_nobody_tells_of);
  return g_test_run();
}
