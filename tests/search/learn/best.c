/* tests/search/learn/best.c: whose strengths on a question come first, and which of them. */
#include "search/learn/best.h"

#include "tests/search/learn/learn_fixture.h"

static void
assert_best(Fixture *fixture, const char *question, const char *expected) {
  filter(fixture, "question", question);
  GError *error = NULL;
  SearchBest *best = search_best(fixture->engine, fixture->filters, &error);
  g_assert_no_error(error);
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < best->strengths->len; i++) {
    const SearchStrength *strength = best->strengths->pdata[i];
    g_string_append_printf(found, "%s%s/%u", found->len > 0 ? " " : "", strength->report->id,
                           strength->passage->number);
  }
  g_assert_cmpstr(found->str, ==, expected);
  g_string_free(found, TRUE);
  search_best_free(best);
}

static void
test_the_highest_scorers_come_first(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA, UMEA, PITEA);
  assert_best(fixture, "1.5", "lulea-2018/1 umea-2018/1 kalix-2018/2 pitea-2018/1 lulea-2018/2");
}

/* However much it praises before. */
static void
test_praise_that_is_limited_comes_last(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture,
        "2580 2018 10 2\n"
        "score 1.5 9 10\n"
        "1 1.5 strength Etiken är mycket god. Alla kan den. Den följs upp. Dock kan mer göras.\n"
        "1 1.5 strength Etiska riktlinjer mot mutor följs upp varje år.\n"
        "1 1.5 strength Dock fanns brister. Alla kan den. Den följs upp. Etiken är mycket god.\n"
        "item 1 1.5 strength Dock en etisk kod\n");
  assert_best(fixture, "1.5", "lulea-2018/3 lulea-2018/4 lulea-2018/2 lulea-2018/1");
}

#define ADD(name, test)                                                                            \
  g_test_add("/search/learn/best/" name, Fixture, NULL, set_up, test, tear_down)

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("scorers", test_the_highest_scorers_come_first);
  ADD("limited", test_praise_that_is_limited_comes_last);
  return g_test_run();
}
