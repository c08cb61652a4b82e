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

/* Of a thousand one behind the other, some of them asked for again and again. */
static void
test_what_is_got_is_what_was_put(void) {
  SearchCache *cache = search_cache_new(100000);
  for (unsigned i = 0; i < 1000; i++) {
    char tag[16], text[1000];
    g_snprintf(tag, sizeof tag, "%u", i);
    int length = g_snprintf(text, sizeof text, "%*u", (int)(i * 7 % 900), i);
    GBytes *bytes = g_bytes_new(text, (gsize)length);
    search_cache_put(cache, tag, bytes);
    g_bytes_unref(bytes);
    GBytes *first = search_cache_get(cache, "0"), *got = search_cache_get(cache, tag);
    g_assert_cmpmem(g_bytes_get_data(first, NULL), (int)g_bytes_get_size(first), "0", 1);
    g_assert_cmpmem(g_bytes_get_data(got, NULL), (int)g_bytes_get_size(got), text, length);
    g_bytes_unref(got);
    g_bytes_unref(first);
  }
  g_assert_false(has(cache, "1"));
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
  g_test_add_func("/search/http/cache/what-is-got-is-what-was-put",
                  test_what_is_got_is_what_was_put);
  return g_test_run();
}
