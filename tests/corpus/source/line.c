/* tests/corpus/source/line.c: from the bytes of a text file to lines and pages, without page
 * furniture. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "corpus/source/line.h"
#include "corpus/text/error.h"

#define PROSE_A "Kommunen har en plan för hur frågorna ska drivas och "
#define PROSE_B "följas upp i den årliga redovisningen till nämnderna. "

static CorpusLines *
read_bytes(const char *bytes, gsize length) {
  GError *error = NULL;
  CorpusLines *lines = corpus_lines_from_text(bytes, length, &error);
  g_assert_no_error(error);
  g_assert_nonnull(lines);
  return lines;
}

static CorpusLines *
read_text(const char *text) {
  return read_bytes(text, strlen(text));
}

static const CorpusLine *
line_at(const CorpusLines *lines, guint i) {
  g_assert_cmpuint(i, <, lines->lines->len);
  return g_ptr_array_index(lines->lines, i);
}

/* expected: the lines' texts, joined with "|". */
static void
assert_lines(const CorpusLines *lines, const char *expected) {
  GString *joined = g_string_new(NULL);
  for (guint i = 0; i < lines->lines->len; i++)
    g_string_append_printf(joined, "%s%s", i > 0 ? "|" : "", line_at(lines, i)->text);
  g_assert_cmpstr(joined->str, ==, expected);
  g_string_free(joined, TRUE);
}

static void
assert_text_lines(const char *text, const char *expected) {
  CorpusLines *lines = read_text(text);
  assert_lines(lines, expected);
  corpus_lines_free(lines);
}

static void
test_line_fields(void) {
  CorpusLines *lines = read_text("Ett \n\n  Två-\nTre\n");
  assert_lines(lines, "Ett|Två-|Tre");
  g_assert_true(line_at(lines, 0)->ends_with_space);
  g_assert_true(line_at(lines, 0)->starts_page);
  g_assert_false(line_at(lines, 0)->blank_before);
  g_assert_true(line_at(lines, 1)->blank_before);
  g_assert_false(line_at(lines, 1)->ends_with_space);
  g_assert_false(line_at(lines, 2)->blank_before);
  g_assert_cmpuint(line_at(lines, 2)->number, ==, 4);
  g_assert_true(line_at(lines, 0)->left != line_at(lines, 0)->left); /* NAN: not known */
  corpus_lines_free(lines);
}

static void
test_white_space_line_is_an_empty_paragraph(void) {
  assert_text_lines("Ett\n\n \n\t\nTvå\n", "Ett|||Två");
}

static void
test_invisible_and_odd_characters(void) {
  assert_text_lines("\xEF\xBB\xBF"
                    "a\xC2\xA0"
                    "b\tc\n"
                    "med\xC2\xAD"
                    "borgare\nverksam\xC2\xAD\nhet\ne\xEF\xAC\x83g\n\xEF\x82\xB7 punkt\n",
                    "a b c|medborgare|verksam-|het|effig|\xEF\x82\xB7 punkt");
  assert_text_lines("A\xCC\x8A\r\nb\rc\n", "Å|b|c");
  assert_text_lines("e\xE6\x98\x80\xE6\x98\x80"
                    "ekt\n",
                    "effekt"); /* two letters whose bytes are swapped */
}

static void
test_empty_paragraphs_are_passed_over(void) {
  CorpusLines *lines = read_text("Ett\n \n \nTvå\n \nTre\n");
  g_assert_cmpuint(corpus_line_next_text(lines->lines, 1, 6), ==, 3);
  g_assert_cmpuint(corpus_line_next_text(lines->lines, 1, 2), ==, 2);
  g_assert_cmpuint(corpus_line_text_end(lines->lines, 0, 3), ==, 1);
  g_assert_cmpuint(corpus_line_text_end(lines->lines, 0, 4), ==, 4);
  g_assert_cmpuint(corpus_line_text_end(lines->lines, 1, 3), ==, 1);
  corpus_lines_free(lines);
}

static void
test_form_feed_starts_a_page(void) {
  CorpusLines *lines = read_text("Ett\n\fTvå\nTre\n\f\nFyra\n");
  assert_lines(lines, "Ett|Två|Tre|Fyra");
  g_assert_cmpuint(line_at(lines, 1)->page, ==, 2);
  g_assert_true(line_at(lines, 1)->starts_page);
  g_assert_cmpuint(line_at(lines, 2)->page, ==, 2);
  g_assert_false(line_at(lines, 2)->starts_page);
  g_assert_cmpuint(lines->pages, ==, 3);
  corpus_lines_free(lines);
}

/* A text with so many lines of prose between the pieces that pages can be told. */
static char *
with_prose_around(const char *between) {
  GString *text = g_string_new(NULL);
  for (int i = 0; i < 12; i++)
    g_string_append(text, PROSE_A "\n\n");
  g_string_append(text, between);
  for (int i = 0; i < 12; i++)
    g_string_append(text, PROSE_B "\n\n");
  return g_string_free(text, FALSE);
}

/* What is left of `between`: the lines after the first twelve, joined with "|". */
static void
assert_between(const char *between, const char *expected) {
  char *text = with_prose_around(between);
  CorpusLines *lines = read_text(text);
  GString *left = g_string_new(NULL);
  g_assert_cmpuint(lines->lines->len, >=, 24);
  for (guint i = 12; i < lines->lines->len - 12; i++)
    g_string_append_printf(left, "%s%s", i > 12 ? "|" : "", line_at(lines, i)->text);
  g_assert_cmpstr(left->str, ==, expected);
  g_string_free(left, TRUE);
  corpus_lines_free(lines);
  g_free(text);
}

static void
test_space_after_text_starts_a_page(void) {
  char *text = with_prose_around("Sista raden \n Första raden \n\n  12 100 12 % \n\n");
  CorpusLines *lines = read_text(text);
  g_assert_cmpuint(line_at(lines, 12)->page, ==, 1);
  g_assert_cmpstr(line_at(lines, 13)->text, ==, "Första raden");
  g_assert_true(line_at(lines, 13)->starts_page);
  g_assert_cmpuint(line_at(lines, 14)->page, ==, 2);
  g_assert_cmpuint(lines->pages, ==, 2);
  corpus_lines_free(lines);
  g_free(text);
}

static void
test_indented_text_has_no_page_marks(void) {
  CorpusLines *lines = read_text("Ett\n två\n tre\nfyra\n fem\nsex\n");
  g_assert_cmpuint(lines->pages, ==, 1);
  corpus_lines_free(lines);
}

static void
test_dated_header_goes(void) {
  assert_between("Någon Organisation 2013-01-03 7 (27)\n\n", "");
  assert_between("Inkom 2013-01-03 med svar från 7 kommuner\n\n",
                 "Inkom 2013-01-03 med svar från 7 kommuner");
}

static void
test_number_within_a_sentence_goes_with_empty_paragraphs(void) {
  char *text = with_prose_around(" \n\n      22 \n\nsom löper vidare här. \n\n");
  CorpusLines *lines = read_text(text);
  g_assert_cmpuint(lines->lines->len, ==, 25);
  g_assert_cmpstr(line_at(lines, 12)->text, ==, "som löper vidare här.");
  g_assert_cmpuint(line_at(lines, 12)->page, ==, 2);
  g_assert_true(line_at(lines, 12)->starts_page);
  corpus_lines_free(lines);
  g_free(text);
}

static void
test_figures_stay(void) {
  assert_between("Rubriker Poäng\n\nStrategi\n\n79\n\nAllmänt\n\n",
                 "Rubriker Poäng|Strategi|79|Allmänt");
  assert_between("1.1 Finns en plan för arbetet?\n\n12 15 80 %\n\n  41 100 41 %\n\n",
                 "1.1 Finns en plan för arbetet?|12 15 80 %|41 100 41 %");
  assert_between("2018\n\n", "2018");
  assert_between("Förebilder\n\n5 (15)\n\nMål 1 (3)\n\nText\n\nText\n\nText\n\nMål 2 (3)\n\n",
                 "Förebilder|5 (15)|Mål 1 (3)|Text|Text|Text|Mål 2 (3)");
}

static void
test_page_numbers_that_count_on_go(void) {
  GString *text = g_string_new(NULL);
  for (int page = 1; page <= 6; page++) {
    for (int i = 0; i < 30; i++)
      if (i == 10)
        g_string_append(text, "71\n");
      else
        g_string_append_printf(text, "Rubrik %c%c\n", 'a' + page, 'a' + i % 26);
    g_string_append_printf(text, "%d\n\f", page + 2);
  }
  CorpusLines *lines = read_text(text->str);
  g_assert_cmpuint(lines->lines->len, ==, 180);
  g_assert_cmpuint(lines->pages, ==, 6);
  for (guint i = 10; i < 180; i += 30)
    g_assert_cmpstr(line_at(lines, i)->text, ==, "71");
  corpus_lines_free(lines);
  g_string_free(text, TRUE);
}

/* Points and maxima of tables without percentages have a line each, and may count on. */
static void
test_cells_are_no_page_numbers(void) {
  GString *text = g_string_new(NULL);
  for (unsigned page = 1; page <= 6; page++) {
    g_string_append_printf(text, "%s\n%s\n%u.1 Finns en plan?\n\n%u\n\n15\n\n", PROSE_A, PROSE_B,
                           page, page);
    g_string_append_printf(text, "%s\n%s\n%s\n%s\n%u\n", PROSE_A, PROSE_B, PROSE_A, PROSE_B,
                           page + 10);
  }
  CorpusLines *lines = read_text(text->str);
  guint cells = 0, numbers = 0;
  for (guint i = 0; i < lines->lines->len; i++) {
    guint64 number = g_ascii_strtoull(line_at(lines, i)->text, NULL, 10);
    bool alone = strspn(line_at(lines, i)->text, "0123456789") == strlen(line_at(lines, i)->text);
    cells += alone && number >= 1 && number <= 6;
    numbers += alone && number > 10 && number != 15;
  }
  g_assert_cmpuint(cells, ==, 6);
  g_assert_cmpuint(numbers, ==, 0);
  corpus_lines_free(lines);
  g_string_free(text, TRUE);
}

static void
test_running_headers_go_and_repeated_headings_stay(void) {
  GString *text = g_string_new(NULL);
  for (int page = 1; page <= 8; page++) {
    g_string_append_printf(text, "\fRapport om en kommun\n%s\n", page % 2 ? "Styrkor" : "Annat");
    for (int i = 0; i < 20; i++)
      g_string_append_printf(text, "Rad %c%c\n", 'a' + page, 'a' + i);
    g_string_append_printf(text, "Utvärdering 2018 sida %d\n", page);
  }
  CorpusLines *lines = read_text(text->str);
  g_assert_cmpuint(lines->lines->len, ==, 8 * 21);
  g_assert_cmpstr(line_at(lines, 0)->text, ==, "Styrkor");
  g_assert_cmpstr(line_at(lines, 21)->text, ==, "Annat");
  corpus_lines_free(lines);
  g_string_free(text, TRUE);
}

/* The number stands at the page's other edge, and pages are as wide as they need be. */
static void
test_wide_footers_go(void) {
  GString *text = g_string_new(NULL);
  for (int page = 1; page <= 5; page++) {
    g_string_append_printf(text, "%sKapitel %c\n", page > 1 ? "\f" : "", 'a' + page);
    for (int i = 0; i < 6; i++)
      g_string_append_printf(text, "Rad %c%c\n", 'a' + page, 'a' + i);
    g_string_append_printf(text, "Arjeplogs kommun – en granskning 2019%*sSida %d av 5\n",
                           90 + 7 * page, "", page);
  }
  CorpusLines *lines = read_text(text->str);
  g_assert_cmpuint(lines->lines->len, ==, 5 * 7);
  corpus_lines_free(lines);
  g_string_free(text, TRUE);
}

static void
test_chapter_numbers_are_no_page_numbers(void) {
  GString *text = g_string_new(NULL);
  for (int chapter = 1; chapter <= 8; chapter++) {
    g_string_append_printf(text, "Område %d\n4.%d Kommentar\n", chapter, chapter);
    for (int i = 0; i < 60; i++)
      g_string_append_printf(text, "%sText %c%c\n", i == 25 ? "\f" : "", 'a' + chapter,
                             'a' + i % 26);
  }
  CorpusLines *lines = read_text(text->str);
  g_assert_cmpstr(line_at(lines, 62 * 7)->text, ==, "Område 8");
  g_assert_cmpstr(line_at(lines, 62 * 7 + 1)->text, ==, "4.8 Kommentar");
  corpus_lines_free(lines);
  g_string_free(text, TRUE);
}

static void
test_link_repeated_at_the_page_end_goes(void) {
  assert_between(
      "Se www.exempel.se/kompass för mer. \n\nhttp://www.exempel.se/kompass\n Ny sida \n\n",
      "Se www.exempel.se/kompass för mer.|Ny sida");
  assert_between("Arbetet leds av den grupp som sedan flera år tillbaka \n\nhttp://www.annan.se/\n "
                 "har lett det. \n\n",
                 "Arbetet leds av den grupp som sedan flera år tillbaka|har lett det.");
  assert_between("Läs mer: \n\nhttp://www.enda.se/\n\nSlut. \n\n",
                 "Läs mer:|http://www.enda.se/|Slut.");
}

static void
test_latin1_is_converted_with_a_warning(void) {
  const char *latin1 = "M\xE5l och \xF6vning f\xF6r alla\n";
  CorpusLines *lines = read_text(latin1);
  assert_lines(lines, "Mål och övning för alla");
  g_assert_cmpuint(lines->warnings->len, ==, 1);
  g_assert_cmpstr(g_ptr_array_index(lines->warnings, 0), ==,
                  "converted from ISO-8859-1\tconverted\tencoding\tISO-8859-1");
  corpus_lines_free(lines);
}

static void
test_windows_1252_is_converted_with_a_warning(void) {
  CorpusLines *lines = read_text("\x94M\xE5l\x94 \x96 ja\n");
  assert_lines(lines, "”Mål” – ja");
  g_assert_cmpstr(g_ptr_array_index(lines->warnings, 0), ==,
                  "converted from WINDOWS-1252\tconverted\tencoding\tWINDOWS-1252");
  corpus_lines_free(lines);
}

static void
test_utf16_is_converted(void) {
  CorpusLines *lines = read_bytes("\xFF\xFEM\0\xE5\0l\0\n\0", 10);
  assert_lines(lines, "Mål");
  corpus_lines_free(lines);
}

static void
test_broken_utf8_is_replaced_with_a_warning(void) {
  CorpusLines *lines = read_text("Målen är många på \xC3 orten\n");
  assert_lines(lines, "Målen är många på \xEF\xBF\xBD orten");
  g_assert_cmpuint(lines->warnings->len, ==, 1);
  corpus_lines_free(lines);
}

static void
test_nul_bytes_are_dropped_with_a_warning(void) {
  static const char bytes[] = "Kommunen har en tydlig plan f\xC3\xB6r \0arbetet\n";
  CorpusLines *lines = read_bytes(bytes, sizeof bytes - 1);
  assert_lines(lines, "Kommunen har en tydlig plan för arbetet");
  g_assert_cmpuint(lines->warnings->len, ==, 1);
  corpus_lines_free(lines);
}

static void
assert_error(const char *bytes, gsize length, int code) {
  GError *error = NULL;
  g_assert_null(corpus_lines_from_text(bytes, length, &error));
  g_assert_error(error, CORPUS_ERROR, code);
  g_error_free(error);
}

static void
test_what_is_no_text_is_an_error(void) {
  assert_error("", 0, CORPUS_ERROR_EMPTY);
  assert_error(" \n\t\n", 4, CORPUS_ERROR_EMPTY);
  assert_error("\xEF\xBB\xBF", 3, CORPUS_ERROR_EMPTY);
  assert_error("\x7f"
               "ELF\2\1\1\0\0\0\0",
               11, CORPUS_ERROR_BINARY);
  assert_error("%PDF-1.4\ntext", 13, CORPUS_ERROR_BINARY);
  assert_error("\0\0\0\0", 4, CORPUS_ERROR_BINARY);
  gsize large = 8 * 1024 * 1024 + 1;
  char *bytes = g_malloc(large);
  memset(bytes, 'a', large);
  assert_error(bytes, large, CORPUS_ERROR_TOO_LARGE);
  g_free(bytes);
}

static void
test_hostile_text_ends_soon(void) {
  GString *text = g_string_new(NULL);
  for (int i = 0; i < 40000; i++)
    g_string_append_printf(text, "%d\nhttp://a.se/%d\n", i % 900, i);
  CorpusLines *lines = read_text(text->str);
  g_assert_cmpuint(lines->lines->len, >, 0);
  corpus_lines_free(lines);
  g_string_assign(text, "");
  for (int i = 0; i < 200000; i++)
    g_string_append(text, " \n");
  g_string_append(text, "x\n");
  lines = read_text(text->str);
  g_assert_cmpuint(lines->lines->len, ==, 200001);
  corpus_lines_free(lines);
  g_string_free(text, TRUE);
}

/* What the document says of its lines comes through the way between processes. */
static void
test_store_keeps_what_the_document_says(void) {
  GError *error = NULL;
  CorpusLines *lines = read_text("Styrkor \n");
  CorpusLine *line = g_ptr_array_index(lines->lines, 0);
  line->kind = CORPUS_LINE_ITEM;
  line->level = 1;
  line->paragraph = 2;
  line->block = 3;
  line->table = 4;
  line->row = 5;
  line->column = 6;
  g_ptr_array_add(lines->notes, corpus_note_new(g_strdup("Se bilagan."), 1, 7));
  GBytes *bytes = corpus_lines_to_bytes(lines);
  corpus_lines_free(lines);
  lines = corpus_lines_from_bytes(bytes, &error);
  g_assert_no_error(error);
  g_bytes_unref(bytes);
  const CorpusLine *read = line_at(lines, 0);
  g_assert_cmpint(read->kind, ==, CORPUS_LINE_ITEM);
  g_assert_cmpuint(read->level, ==, 1);
  g_assert_cmpuint(read->paragraph, ==, 2);
  g_assert_cmpuint(read->block, ==, 3);
  g_assert_cmpuint(read->table, ==, 4);
  g_assert_cmpuint(read->row, ==, 5);
  g_assert_cmpuint(read->column, ==, 6);
  const CorpusNote *kept = g_ptr_array_index(lines->notes, 0);
  g_assert_cmpstr(kept->text, ==, "Se bilagan.");
  g_assert_cmpuint(kept->line, ==, 0); /* there is no line 7 */
  corpus_lines_free(lines);
}

/* The places of words are stored, but dropped where they are not as many as the words. */
static void
test_places_of_words_are_stored(void) {
  for (guint places = 1; places <= 3; places++) {
    CorpusLines *lines = corpus_lines_new();
    CorpusLine *line = corpus_line_new("Tydlig vision", 1, 1);
    line->words = g_array_new(FALSE, TRUE, sizeof(CorpusPlace));
    for (guint i = 0; i < places; i++) {
      CorpusPlace place = {70 + 40 * i, 100 + 40 * i};
      g_array_append_val(line->words, place);
    }
    g_ptr_array_add(lines->lines, line);
    GError *error = NULL;
    GBytes *bytes = corpus_lines_to_bytes(lines);
    CorpusLines *read = corpus_lines_from_bytes(bytes, &error);
    g_assert_no_error(error);
    const GArray *words = corpus_line_at(read->lines, 0)->words;
    g_assert_cmpint(words != NULL, ==, places == 2);
    if (words != NULL)
      g_assert_cmpfloat(g_array_index(words, CorpusPlace, 1).left, ==, 110);
    corpus_lines_free(read);
    g_bytes_unref(bytes);
    corpus_lines_free(lines);
  }
}

static void
test_a_bullet_alone(void) {
  static const char *const bullets[] = {"•", "-", "\xEF\x82\xB7", "*", "–"};
  static const char *const others[] = {"", "a", "1", "&", "••", "-1", "e-"};
  for (gsize i = 0; i < G_N_ELEMENTS(bullets); i++)
    g_assert_true(corpus_is_bullet_alone(bullets[i]));
  for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
    g_assert_false(corpus_is_bullet_alone(others[i]));
}

static void
test_quantile(void) {
  const double values[] = {9, 1, 5, 7};
  GArray *array = g_array_new(FALSE, FALSE, sizeof(double));
  g_assert_true(isnan(corpus_median(array)));
  g_array_append_vals(array, values, 3);
  g_assert_cmpfloat(corpus_median(array), ==, 5);
  g_array_append_val(array, values[3]);
  g_assert_cmpfloat(corpus_median(array), ==, 7);
  g_assert_cmpfloat(corpus_quantile(array, 0), ==, 1);
  g_assert_cmpfloat(corpus_quantile(array, 1), ==, 9);
  g_array_unref(array);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/source/line/passed-over", test_empty_paragraphs_are_passed_over);
  g_test_add_func("/corpus/source/line/quantile", test_quantile);
  g_test_add_func("/corpus/source/line/fields", test_line_fields);
  g_test_add_func("/corpus/source/line/empty-paragraph",
                  test_white_space_line_is_an_empty_paragraph);
  g_test_add_func("/corpus/source/line/characters", test_invisible_and_odd_characters);
  g_test_add_func("/corpus/source/line/form-feed", test_form_feed_starts_a_page);
  g_test_add_func("/corpus/source/line/page-by-space", test_space_after_text_starts_a_page);
  g_test_add_func("/corpus/source/line/indented", test_indented_text_has_no_page_marks);
  g_test_add_func("/corpus/source/line/dated-header", test_dated_header_goes);
  g_test_add_func("/corpus/source/line/number-in-sentence",
                  test_number_within_a_sentence_goes_with_empty_paragraphs);
  g_test_add_func("/corpus/source/line/figures", test_figures_stay);
  g_test_add_func("/corpus/source/line/page-numbers", test_page_numbers_that_count_on_go);
  g_test_add_func("/corpus/source/line/headers",
                  test_running_headers_go_and_repeated_headings_stay);
  g_test_add_func("/corpus/source/line/wide-footers", test_wide_footers_go);
  g_test_add_func("/corpus/source/line/cells-are-no-page-numbers", test_cells_are_no_page_numbers);
  g_test_add_func("/corpus/source/line/chapters", test_chapter_numbers_are_no_page_numbers);
  g_test_add_func("/corpus/source/line/links", test_link_repeated_at_the_page_end_goes);
  g_test_add_func("/corpus/source/line/latin1", test_latin1_is_converted_with_a_warning);
  g_test_add_func("/corpus/source/line/windows-1252",
                  test_windows_1252_is_converted_with_a_warning);
  g_test_add_func("/corpus/source/line/utf16", test_utf16_is_converted);
  g_test_add_func("/corpus/source/line/broken", test_broken_utf8_is_replaced_with_a_warning);
  g_test_add_func("/corpus/source/line/nul", test_nul_bytes_are_dropped_with_a_warning);
  g_test_add_func("/corpus/source/line/no-text", test_what_is_no_text_is_an_error);
  g_test_add_func("/corpus/source/line/store", test_store_keeps_what_the_document_says);
  g_test_add_func("/corpus/source/line/hostile", test_hostile_text_ends_soon);
  g_test_add_func("/corpus/source/line/bullet-alone", test_a_bullet_alone);
  g_test_add_func("/corpus/source/line/places", test_places_of_words_are_stored);
  return g_test_run();
}
