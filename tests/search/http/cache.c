/* tests/search/http/cache.c: what is kept, what falls out, and that the bytes outlive that. */
#include "search/http/cache.h"

static GBytes *
bytes_of(gsize length) {
  return g_bytes_new_take(g_malloc0(length), length);
}

static void
put(SearchCache *cache, const char *tag, gsize length) {
  GBytes *bytes = bytes_of(length);
  search_cache_put(cache, tag, bytes);
  g_bytes_unref(bytes);
}

static gboolean
has(SearchCache *cache, const char *tag) {
  GBytes *bytes = search_cache_get(cache, tag);
  gboolean found = bytes != NULL;
  g_clear_pointer(&bytes, g_bytes_unref);
  return found;
}

static void
test_what_was_put_is_got(void) {
  SearchCache *cache = search_cache_new(100000);
  put(cache, "a", 10);
  put(cache, "a", 20);
  GBytes *bytes = search_cache_get(cache, "a");
  search_cache_free(cache);
  g_assert_cmpuint(g_bytes_get_size(bytes), ==, 20);
  g_bytes_unref(bytes);
}

static void
test_what_was_asked_for_longest_ago_falls_out(void) {
  SearchCache *cache = search_cache_new(100000);
  for (unsigned i = 0; i < 9; i++) {
    char tag[2] = {(char)('a' + i), '\0'};
    put(cache, tag, 9800);
  }
  g_assert_true(has(cache, "a"));
  put(cache, "x", 9800);
  put(cache, "y", 9800);
  g_assert_true(has(cache, "a"));
  g_assert_false(has(cache, "b"));
  g_assert_true(has(cache, "y"));
  search_cache_free(cache);
}

static void
test_what_is_too_large_is_passed_over(void) {
  SearchCache *cache = search_cache_new(100000);
  put(cache, "small", 10);
  put(cache, "large", 10001);
  g_assert_false(has(cache, "large"));
  g_assert_true(has(cache, "small"));
  search_cache_free(cache);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/http/cache/what-was-put-is-got", test_what_was_put_is_got);
  g_test_add_func("/search/http/cache/what-was-asked-for-longest-ago-falls-out",
                  test_what_was_asked_for_longest_ago_falls_out);
  g_test_add_func("/search/http/cache/what-is-too-large-is-passed-over",
                  test_what_is_too_large_is_passed_over);
  return g_test_run();
}
