/* tests/corpus/reading/lines/page_notes.c: footnotes leave the lines, and the text stays whole. */
#include <glib.h>
#include <math.h>

#include "corpus/reading/lines/page_text.h"

static void
add(CorpusLines *lines, const char *text, unsigned page, double size) {
  CorpusLine *line = corpus_line_new(text, page, lines->lines->len + 1);
  line->size = size;
  g_ptr_array_add(lines->lines, line);
}

static char *
text_of(const CorpusLines *lines) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < lines->lines->len; i++)
    g_string_append_printf(text, "%s\n", corpus_line_text(lines->lines, i));
  for (guint i = 0; i < lines->notes->len; i++) {
    const CorpusNote *note = g_ptr_array_index(lines->notes, i);
    g_string_append_printf(text, "note p. %u after %u: %s\n", note->page, note->line, note->text);
  }
  return g_string_free(text, FALSE);
}

static void
test_small_type_at_the_foot_is_a_note(void) {
  CorpusLines *lines = corpus_lines_new();
  add(lines, "Kommunen har under lång tid samver-", 1, 11);
  add(lines, "1Källa: intervju med företrädare för verk-", 1, 9);
  add(lines, "samheten.", 1, 9);
  add(lines, "2 Budget för kommande år.", 1, 9);
  add(lines, "kat med föreningarna.", 2, 11);
  add(lines, "2015 fanns tre råd.", 2, 11);
  corpus_page_notes_take(lines);
  char *text = text_of(lines);
  g_assert_cmpstr(text, ==,
                  "Kommunen har under lång tid samver-\nkat med föreningarna.\n"
                  "2015 fanns tre råd.\n"
                  "note p. 1 after 0: Källa: intervju med företrädare för verksamheten.\n"
                  "note p. 1 after 0: Budget för kommande år.\n");
  g_free(text);
  corpus_lines_free(lines);
}

static void
test_small_type_within_a_page_is_none(void) {
  CorpusLines *lines = corpus_lines_new();
  add(lines, "Så här ser modellen ut.", 1, 11);
  add(lines, "1 Planera arbetet i god tid", 1, 9);
  add(lines, "Kommunen följer den.", 1, 11);
  add(lines, "Alla gör så.", 2, 11);
  corpus_page_notes_take(lines);
  g_assert_cmpuint(lines->lines->len, ==, 4);
  g_assert_cmpuint(lines->notes->len, ==, 0);
  corpus_lines_free(lines);
}

/* A table in small type that goes on overleaf ends the page with its rows. */
static void
test_rows_of_a_table_are_none(void) {
  CorpusLines *lines = corpus_lines_new();
  add(lines, "Så här många poäng fick kommunen i år.", 1, 11);
  add(lines, "6 Lärande och förnyelse 100 58 58 %", 1, 9);
  add(lines, "6.1 Hur söker kommunen kunskap? 40 18 45 %", 1, 9);
  add(lines, "Alla områden har samma vikt.", 2, 11);
  add(lines, "Ett år har gått.", 2, 11);
  corpus_page_notes_take(lines);
  g_assert_cmpuint(lines->lines->len, ==, 5);
  g_assert_cmpuint(lines->notes->len, ==, 0);
  corpus_lines_free(lines);
}

/* A star is the sign of a note, and in lists of plain text that of an item. */
static void
test_stars_of_lists_are_none(void) {
  CorpusLines *lines = corpus_lines_new();
  add(lines, "* Fritidsbanken i hamnen", 1, NAN);
  add(lines, "* Bokbussen på landet", 1, NAN);
  add(lines, "* Sommarsimskolan", 1, NAN);
  add(lines, "* Öppna kvällar i biblioteket", 1, NAN);
  add(lines, "Badet har öppet hela året.", 2, NAN);
  add(lines, "1 Källa: samtal med badmästaren.", 2, NAN);
  corpus_page_notes_take(lines);
  g_assert_cmpuint(lines->lines->len, ==, 5);
  g_assert_cmpuint(lines->notes->len, ==, 1);
  corpus_lines_free(lines);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/lines/page_notes/foot", test_small_type_at_the_foot_is_a_note);
  g_test_add_func("/corpus/reading/lines/page_notes/within", test_small_type_within_a_page_is_none);
  g_test_add_func("/corpus/reading/lines/page_notes/table", test_rows_of_a_table_are_none);
  g_test_add_func("/corpus/reading/lines/page_notes/stars", test_stars_of_lists_are_none);
  return g_test_run();
}
