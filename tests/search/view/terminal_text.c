/* tests/search/view/terminal_text.c: width in cells, wrapping, colour and tables. */
#include "search/view/terminal_text.h"

#include <math.h>
#include <string.h>

static void
test_cells_are_what_a_terminal_shows(void) {
  g_assert_cmpuint(search_text_cells("Luleå"), ==, 5);
  g_assert_cmpuint(search_text_cells("a\xCC\x8A"), ==, 1); /* a and a combining ring */
  g_assert_cmpuint(search_text_cells("日本"), ==, 4);
  g_assert_cmpuint(search_text_cells("\x1b[1mä\x1b[0m"), ==, 1);
}

static void
test_text_is_wrapped_between_words(void) {
  GString *out = g_string_new(NULL);
  search_text_wrap(out, "åäö åäö åäö åäö åäö åäö", 2, 22);
  g_assert_cmpstr(out->str, ==, "  åäö åäö åäö åäö åäö\n  åäö\n");
  g_string_free(out, TRUE);
}

/* In one go, as in two. */
static void
test_a_paragraph_is_cleaned_and_wrapped(void) {
  static const char text[] =
      " ett\ttvå \xC2\x9Btre  日本 e\xCC\x81n\x1b[1m åäö, åäö åäö åäö\n\nfyra ";
  const SearchScreen screen = {.width_cells = 24};
  GString *clean = g_string_new(NULL), *two = g_string_new(NULL), *one = g_string_new(NULL);
  search_text_append(clean, text, -1);
  search_text_wrap(two, clean->str, 2, screen.width_cells);
  search_text_paragraph(one, &screen, 2, text);
  g_assert_cmpstr(one->str, ==, two->str);
  g_assert_nonnull(strstr(one->str, "  ett två tre 日本"));
  g_string_free(clean, TRUE);
  g_string_free(two, TRUE);
  g_string_free(one, TRUE);
}

static void
test_a_long_word_is_not_broken(void) {
  GString *out = g_string_new(NULL);
  search_text_wrap(out, "a kommunstyrelseordförandekonferens b", 0, 20);
  g_assert_cmpstr(out->str, ==, "a\nkommunstyrelseordförandekonferens\nb\n");
  g_string_free(out, TRUE);
}

static void
test_no_colour_where_there_is_none(void) {
  SearchScreen plain = {.width_cells = 80}, colour = {.colour = true, .width_cells = 80};
  GString *out = g_string_new(NULL);
  search_text_styled(out, &plain, SEARCH_STYLE_STRONG, "Luleå");
  g_assert_cmpstr(out->str, ==, "Luleå");
  search_text_styled(out, &colour, SEARCH_STYLE_STRONG, "X");
  g_assert_cmpstr(out->str, ==, "Luleå\x1b[1mX\x1b[0m");
  g_string_free(out, TRUE);
}

static void
test_control_characters_do_not_reach_the_terminal(void) {
  GString *out = g_string_new(NULL);
  search_text_append(out,
                     "a\x1b]0;owned\x07"
                     "b\xC2\x9B"
                     "c",
                     -1);
  g_assert_cmpstr(out->str, ==, "a ]0;owned b c");
  g_string_free(out, TRUE);
}

static void
test_columns_are_aligned(void) {
  SearchTable *table = search_table_new("lrl", 1);
  static const char *const cells[] = {"Luleå", "9", "", "Ö", "10", "x"};
  for (gsize i = 0; i < G_N_ELEMENTS(cells); i++)
    search_table_add(table, cells[i]);
  GString *out = g_string_new(NULL);
  search_table_print(table, out);
  g_assert_cmpstr(out->str, ==, " Luleå   9\n Ö      10  x\n");
  g_string_free(out, TRUE);
  search_table_free(table);
}

/* In the tests' language, which is English; Swedish is tried in search/command/language. */
static void
test_numbers(void) {
  const struct {
    const char *format;
    double number;
    const char *read;
  } table[] = {{"%.1f", 542, "542.0"}, {"%.4g", 0.25, "0.25"}, {"%4.2f", 1, "1.00"},
               {"%.1f", NAN, "-"},     {"%.1f", 5.25, "5.3"},  {"%.1f", 5.24, "5.2"},
               {"%.0f", -0.5, "-1"},   {"%.0f", 0, "0"}};
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    char *read = search_text_number(table[i].format, table[i].number);
    g_assert_cmpstr(read, ==, table[i].read);
    g_free(read);
  }
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/view/terminal_text/cells", test_cells_are_what_a_terminal_shows);
  g_test_add_func("/search/view/terminal_text/wrap", test_text_is_wrapped_between_words);
  g_test_add_func("/search/view/terminal_text/paragraph", test_a_paragraph_is_cleaned_and_wrapped);
  g_test_add_func("/search/view/terminal_text/long-word", test_a_long_word_is_not_broken);
  g_test_add_func("/search/view/terminal_text/colour", test_no_colour_where_there_is_none);
  g_test_add_func("/search/view/terminal_text/control",
                  test_control_characters_do_not_reach_the_terminal);
  g_test_add_func("/search/view/terminal_text/table", test_columns_are_aligned);
  g_test_add_func("/search/view/terminal_text/numbers", test_numbers);
  return g_test_run();
}
