/* tests/search/view/json.c: every key is there, and what is printed is always JSON. */
#include <math.h>

#include "search/view/json.h"

static void
assert_prints(SearchJson *json, const char *expected) {
  GString *out = g_string_new(NULL);
  search_json_print(json, out);
  g_assert_cmpstr(out->str, ==, expected);
  g_string_free(out, TRUE);
  search_json_free(json);
}

static void
test_absent_is_an_explicit_null(void) {
  SearchJson *json = search_json_object();
  search_json_text(json, "text", NULL);
  search_json_score(json, "score", -1);
  search_json_ordinal(json, "month", 0);
  search_json_take(json, "question", NULL);
  search_json_number(json, "nan", NAN, 2);
  assert_prints(json,
                "{\"text\":null,\"score\":null,\"month\":null,\"question\":null,\"nan\":null}\n");
}

static void
test_numbers_are_rounded_and_whole_ones_stay_whole(void) {
  SearchJson *json = search_json_object();
  search_json_number(json, "score", 14.2000001, 4);
  search_json_integer(json, "total", 12);
  search_json_score(json, "zero", 0);
  search_json_bool(json, "self", true);
  assert_prints(json, "{\"score\":14.2,\"total\":12,\"zero\":0,\"self\":true}\n");
}

static void
test_fractions_have_the_digits_that_they_need(void) {
  static const struct {
    double number;
    unsigned decimals;
    const char *printed;
  } fractions[] = {{0.5, 2, "0.5"},
                   {-0.25, 2, "-0.25"},
                   {0.04, 2, "0.04"},
                   {-0.004, 2, "0"},
                   {12.999, 2, "13"},
                   {-12.05, 1, "-12.1"},
                   {1234567.125, 3, "1234567.125"},
                   {7.5, 0, "8"},
                   {1e300, 2, "1e+300"},
                   {INFINITY, 2, "null"}};
  for (gsize i = 0; i < G_N_ELEMENTS(fractions); i++) {
    SearchJson *json = search_json_object();
    search_json_number(json, "number", fractions[i].number, fractions[i].decimals);
    char *expected = g_strdup_printf("{\"number\":%s}\n", fractions[i].printed);
    assert_prints(json, expected);
    g_free(expected);
  }
}

static void
test_swedish_text_is_untouched_and_control_characters_are_escaped(void) {
  SearchJson *json = search_json_array();
  search_json_append_text(json, "Luleå \"ö\" \\ \x01\n");
  search_json_append_integer(json, 7);
  assert_prints(json, "[\"Luleå \\\"ö\\\" \\\\ \\u0001\\n\",7]\n");
}

static void
test_broken_utf8_is_mended(void) {
  SearchJson *json = search_json_array();
  search_json_append_text(json, "Lule\xE5");
  assert_prints(json, "[\"Lule\xEF\xBF\xBD\"]\n");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/view/json/null", test_absent_is_an_explicit_null);
  g_test_add_func("/search/view/json/numbers", test_numbers_are_rounded_and_whole_ones_stay_whole);
  g_test_add_func("/search/view/json/fractions", test_fractions_have_the_digits_that_they_need);
  g_test_add_func("/search/view/json/text",
                  test_swedish_text_is_untouched_and_control_characters_are_escaped);
  g_test_add_func("/search/view/json/utf8", test_broken_utf8_is_mended);
  return g_test_run();
}
