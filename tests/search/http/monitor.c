/* tests/search/http/monitor.c: a line that comes again and again is told once, with a count. */
#include "search/http/monitor.h"

static void
append(const char *line, void *context) {
  g_string_append_printf(context, "%s\n", line);
}

static void
test_a_repeated_line_is_counted(void) {
  GString *told = g_string_new(NULL);
  SearchLog *log = search_log_new(append, told);
  for (unsigned i = 0; i < 5; i++)
    search_log_note("no more files", log);
  g_assert_cmpstr(told->str, ==, "no more files\n");
  search_log_note("other", log);
  g_assert_cmpstr(told->str, ==, "no more files\n4 times more: no more files\nother\n");
  search_log_note("other", log);
  search_log_free(log);
  g_assert_true(g_str_has_suffix(told->str, "other\n1 time more: other\n"));
  g_string_free(told, TRUE);
}

static void
test_requests_are_never_left_out(void) {
  GString *told = g_string_new(NULL);
  SearchLog *log = search_log_new(append, told);
  SearchLogEntry entry = {.address = "::1", .method = "GET", .uri = "/", .status = 200};
  search_log_exchange(log, &entry);
  search_log_exchange(log, &entry);
  search_log_free(log);
  g_assert_cmpstr(told->str, ==, "::1 GET \"/\" 200 0 0.0ms\n::1 GET \"/\" 200 0 0.0ms\n");
  g_string_free(told, TRUE);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/http/monitor/a-repeated-line-is-counted",
                  test_a_repeated_line_is_counted);
  g_test_add_func("/search/http/monitor/requests-are-never-left-out",
                  test_requests_are_never_left_out);
  return g_test_run();
}
