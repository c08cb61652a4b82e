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
append_note(const char *line, void *context) {
  g_string_append_printf(context, "%s\n", line);
}

/* The index was removed or broken while the service runs: who keeps it running is told, once. */
static void
test_an_index_that_is_gone_is_told(Served *served, G_GNUC_UNUSED gconstpointer data) {
  char *stub = g_build_filename(served->index, "XAPIANDB", NULL), *text = NULL;
  SearchEngines *engines = search_engines_new(served->index, 1);
  GString *notes = g_string_new(NULL);
  search_engines_note(engines, append_note, notes);
  g_assert_true(g_file_get_contents(stub, &text, NULL, NULL));
  for (unsigned round = 1; round <= 2; round++) {
    search_engines_give(engines, take(engines), true, 0);
    g_assert_cmpint(g_unlink(stub), ==, 0);
    for (unsigned i = 0; i < 3; i++)
      search_engines_give(engines, take(engines), true, 0);
    g_assert_nonnull(strstr(notes->str, served->index));
    g_assert_cmpuint(notes->len, ==, strcspn(notes->str, "\n") + 1);
    g_assert_true(g_file_set_contents(stub, text, -1, NULL));
    search_engines_give(engines, take(engines), true, 0);
    g_string_truncate(notes, 0);
  }
  g_assert_cmpuint(search_engines_opened(engines), ==, 1);
  search_engines_free(engines);
  g_string_free(notes, TRUE);
  g_free(text);
  g_free(stub);
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
  g_test_add("/search/http/engine_pool/" name, Served, NULL, served_set_up, function,              \
             served_tear_down)
  ADD("an-engine-is-used-again", test_an_engine_is_used_again);
  ADD("a-broken-one-is-opened-anew", test_a_broken_one_is_opened_anew);
  ADD("what-it-remembers-has-an-end", test_what_it_remembers_has_an_end);
  ADD("an-index-that-is-gone-is-told", test_an_index_that_is_gone_is_told);
  ADD("no-index-no-engine", test_no_index_no_engine);
  return g_test_run();
}
