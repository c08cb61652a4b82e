/* tests/search/http/reply.c: what headers say that a client accepts or has already. */
#include "search/http/reply.h"

static void
test_the_most_exact_pattern_counts(void) {
  g_assert_cmpfloat(search_accept_quality("text/csv", "text/csv"), ==, 1);
  g_assert_cmpfloat(search_accept_quality("text/csv", "application/json"), ==, 0);
  g_assert_cmpfloat(search_accept_quality("*/*;q=0.1, text/*; q=0.5", "text/csv"), ==, 0.5);
  g_assert_cmpfloat(search_accept_quality("text/*, text/csv;q=0", "text/csv"), ==, 0);
  g_assert_cmpfloat(search_accept_quality("*/*", "text/csv"), ==, 1);
  g_assert_cmpfloat(search_accept_quality("TEXT/CSV", "text/csv"), ==, 1);
  g_assert_cmpfloat(search_accept_quality(NULL, "gzip"), ==, 0);
  g_assert_cmpfloat(search_accept_quality("br, gzip;q=0.8", "gzip"), ==, 0.8);
  g_assert_cmpfloat(search_accept_quality("gzip;q=0", "gzip"), ==, 0);
  g_assert_cmpfloat(search_accept_quality(",,;;,=", "gzip"), ==, 0);
}

static void
test_tags_are_compared_weakly(void) {
  g_assert_true(search_tag_matches("W/\"a\"", "W/\"a\""));
  g_assert_true(search_tag_matches("\"b\", \"a\"", "W/\"a\""));
  g_assert_true(search_tag_matches("*", "W/\"a\""));
  g_assert_false(search_tag_matches("W/\"b\"", "W/\"a\""));
  g_assert_false(search_tag_matches("a", "W/\"a\""));
  g_assert_false(search_tag_matches(NULL, "W/\"a\""));
}

static void
assert_part(const char *header, SearchRange expected, guint64 first, guint64 count) {
  guint64 start = 0, length = 0;
  g_assert_cmpint(search_range_read(header, 100, &start, &length), ==, expected);
  if (expected != SEARCH_RANGE_PART)
    return;
  g_assert_cmpuint(start, ==, first);
  g_assert_cmpuint(length, ==, count);
}

static void
test_a_part_is_within_the_file(void) {
  assert_part("bytes=0-9", SEARCH_RANGE_PART, 0, 10);
  assert_part("bytes=90-", SEARCH_RANGE_PART, 90, 10);
  assert_part("bytes=90-1000", SEARCH_RANGE_PART, 90, 10);
  assert_part("bytes=-1", SEARCH_RANGE_PART, 99, 1);
  assert_part("bytes=-1000", SEARCH_RANGE_PART, 0, 100);
  assert_part("bytes=99-99", SEARCH_RANGE_PART, 99, 1);
  assert_part("bytes=100-", SEARCH_RANGE_BEYOND, 0, 0);
  assert_part("bytes=-0", SEARCH_RANGE_BEYOND, 0, 0);
  assert_part("bytes=18446744073709551616-", SEARCH_RANGE_BEYOND, 0, 0);
  static const char *const others[] = {NULL,        "",          "bytes=",        "bytes=-",
                                       "bytes=9-1", "lines=1-2", "bytes=1-2,4-5", "bytes=1",
                                       "bytes=a-b", "1-2"};
  for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
    assert_part(others[i], SEARCH_RANGE_NONE, 0, 0);
}

static void
keep_disposition(const char *name, const char *value, void *context) {
  if (g_str_equal(name, "Content-Disposition"))
    g_string_assign(context, value);
}

static void
test_names_of_files_are_safe(void) {
  static const struct {
    const char *file;
    bool shown;
    const char *expected;
  } table[] = {
      {"lulea.pdf", true, "inline; filename=\"lulea.pdf\""},
      {"lulea.csv", false, "attachment; filename=\"lulea.csv\""},
      {"Luleå 2018.pdf", true,
       "inline; filename=\"Lulea 2018.pdf\"; filename*=UTF-8''Lule%C3%A5%202018.pdf"},
      {"a\"b\r\n;c", true, "inline; filename=\"a_b___c\"; filename*=UTF-8''a%22b%0D%0A%3Bc"}};
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    GString *told = g_string_new(NULL);
    SearchReply reply = {.status = 200,
                         .body = g_bytes_new_static("", 0),
                         .file = g_strdup(table[i].file),
                         .shown = table[i].shown};
    search_reply_headers(&reply, NULL, keep_disposition, told);
    g_assert_cmpstr(told->str, ==, table[i].expected);
    search_reply_clear(&reply);
    g_string_free(told, TRUE);
  }
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/http/reply/the-most-exact-pattern-counts",
                  test_the_most_exact_pattern_counts);
  g_test_add_func("/search/http/reply/tags-are-compared-weakly", test_tags_are_compared_weakly);
  g_test_add_func("/search/http/reply/a-part-is-within-the-file", test_a_part_is_within_the_file);
  g_test_add_func("/search/http/reply/names-of-files-are-safe", test_names_of_files_are_safe);
  return g_test_run();
}
