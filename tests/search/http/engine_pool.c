/* tests/search/http/engine_pool.c: engines are lent, taken back, and opened anew when that is due.
 */
#include "search/http/engine_pool.h"

#include "tests/search/http/served.h"

static SearchEngine *
take(SearchEngines *engines) {
  GError *error = NULL;
  SearchEngine *engine = search_engines_take(engines, &error);
  g_assert_no_error(error);
  g_assert_nonnull(engine);
  return engine;
}

static void
test_an_engine_is_used_again(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchEngines *engines = search_engines_new(served->index, 2);
  for (unsigned i = 0; i < 10; i++)
    search_engines_give(engines, take(engines), true, 100);
  g_assert_cmpuint(search_engines_opened(engines), ==, 1);
  SearchEngine *one = take(engines), *other = take(engines);
  g_assert_true(one != other);
  g_assert_cmpuint(search_engines_opened(engines), ==, 2);
  search_engines_give(engines, one, true, 0);
  search_engines_give(engines, other, true, 0);
  search_engines_free(engines);
}

static void
test_a_broken_one_is_opened_anew(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchEngines *engines = search_engines_new(served->index, 1);
  search_engines_give(engines, take(engines), false, 0);
  search_engines_give(engines, take(engines), true, 0);
  g_assert_cmpuint(search_engines_opened(engines), ==, 2);
  search_engines_free(engines);
}

/* Words that people ask for have no end. */
static void
test_what_it_remembers_has_an_end(Served *served, G_GNUC_UNUSED gconstpointer data) {
  SearchEngines *engines = search_engines_new(served->index, 1);
  for (unsigned i = 0; i < 5; i++)
    search_engines_give(engines, take(engines), true, SEARCH_ENGINES_ASKED / 2);
  g_assert_cmpuint(search_engines_opened(engines), ==, 2);
  search_engines_free(engines);
}

static void
test_no_index_no_engine(Served *served, G_GNUC_UNUSED gconstpointer data) {
  char *nothing = g_build_filename(served->folder, "nothing", NULL);
  SearchEngines *engines = search_engines_new(nothing, 1);
  GError *error = NULL;
  g_assert_null(search_engines_take(engines, &error));
  g_assert_nonnull(error);
  g_clear_error(&error);
  g_assert_null(search_engines_take(engines, &error)); /* the seat was given back */
  g_clear_error(&error);
  g_assert_cmpuint(search_engines_opened(engines), ==, 0);
  search_engines_free(engines);
  g_free(nothing);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add("/engines/" name, Served, NULL, served_set_up, function, served_tear_down)
  ADD("an-engine-is-used-again", test_an_engine_is_used_again);
  ADD("a-broken-one-is-opened-anew", test_a_broken_one_is_opened_anew);
  ADD("what-it-remembers-has-an-end", test_what_it_remembers_has_an_end);
  ADD("no-index-no-engine", test_no_index_no_engine);
  return g_test_run();
}
