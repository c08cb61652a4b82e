/* tests/corpus/reading/lines/layout_words.c: the parts of a report are told by their words. */
#include <glib.h>
#include <string.h>

#include "corpus/reading/lines/layout_words.h"

static void
test_headings_that_are_no_question(void) {
  g_assert_cmpint(corpus_layout_heading("4.1.1 Allmänt", true), ==, CORPUS_HEADING_BACKGROUND);
  g_assert_cmpint(corpus_layout_heading("1 Vad är kommunkompassen?", false), ==,
                  CORPUS_HEADING_BACKGROUND);
  g_assert_cmpint(corpus_layout_heading("3.2 Jämförelser", false), ==, CORPUS_HEADING_BACKGROUND);
  g_assert_cmpint(corpus_layout_heading("Jämförelser", true), ==, CORPUS_HEADING_UNKNOWN);
  g_assert_cmpint(corpus_layout_heading("4.1.4 Kommentar", true), ==, CORPUS_HEADING_OPENING);
  g_assert_cmpint(corpus_layout_heading("4.3.3 Styrkor och förbättringsmöjligheter", true), ==,
                  CORPUS_HEADING_OPENING);
  g_assert_cmpint(corpus_layout_heading("4.1.5 Inspiration", true), ==, CORPUS_HEADING_AREA);
  g_assert_cmpint(corpus_layout_heading("4. Översikt av poängfördelning", true), ==,
                  CORPUS_HEADING_REPORT);
  g_assert_cmpint(corpus_layout_heading("Kundcenter", true), ==, CORPUS_HEADING_UNKNOWN);
  g_assert_cmpint(corpus_layout_heading("", true), ==, CORPUS_HEADING_UNKNOWN);
}

static void
test_heads_of_tables(void) {
  static const char *const scores[] = {"1.  Offentlighet och demokrati Uppnått Max Procent",
                                       "Uppnått Max Procent", "Uppnådd poäng Max poäng %",
                                       "Uppnådda poäng  Maxpoäng", "Poäng Max"};
  for (gsize i = 0; i < G_N_ELEMENTS(scores); i++)
    g_assert_true(corpus_layout_matches("score-header", scores[i]));
  g_assert_false(corpus_layout_matches("score-header", "Rubriker Poäng"));
  g_assert_false(corpus_layout_matches("score-header", "Poäng i Kommunkompassen 2015 2017 2018"));
  static const char *const columns[] = {
      "Styrkor Förbättringsmöjligheter", "Styrkor Förbättringsmöjligheter Svagheter",
      "Styrkor  Förbättringsområden", "Styrkor Svagheter Förbättringsmöjligheter"};
  for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
    g_assert_true(corpus_layout_columns(columns[i], NULL));
  g_assert_false(corpus_layout_columns("Styrkor finns i arbetet med dialog", NULL));
  g_assert_true(corpus_layout_columns("Det här gör Berga bra", NULL));
  g_assert_true(corpus_layout_columns_begin(" Det här kan Berga bli bättre på"));
  g_assert_false(corpus_layout_columns("Styrkor Berga Förbättringsområden Ekby", NULL));
  g_assert_true(corpus_layout_matches("rubrics-header", "Rubriker  Poäng"));
}

static void
test_bullets_are_taken_off(void) {
  g_assert_cmpstr(corpus_layout_without_bullet("• Kundcenter"), ==, "Kundcenter");
  g_assert_cmpstr(corpus_layout_without_bullet("\xEF\x82\xB7 Kundcenter"), ==, "Kundcenter");
  g_assert_cmpstr(corpus_layout_without_bullet("- Kundcenter"), ==, "Kundcenter");
  g_assert_cmpstr(corpus_layout_without_bullet("-tal"), ==, "-tal");
  g_assert_cmpstr(corpus_layout_without_bullet("Kundcenter"), ==, "Kundcenter");
}

/* Points in a line of their own, whatever word stands before them; halves are rounded up as in
 * tables. Brackets without a sign hold a maximum where any question has one like that. */
static void
test_points_in_lines_of_their_own(void) {
  static const struct {
    const char *line;
    int points, max;
  } cases[] = {
      {"Bedömning: 12,5 av 25 p", 13, 25},
      {"Bedömning . . . . . . 5/15", 5, 15},
      {"Sammanlagt för område 3: 46,4 av 100 p", 46, 100},
      {"Områdets poäng: 51 av 100 (51 %)", 51, 100},
      {"Poäng: 48 (59,8)", 48, -1},
      {"Poäng: 48 (52)", 48, -1},
      {"Poäng: 9 (15)", 9, 15},
      {"(8 poäng av 25, medel 11,4)", 8, 25},
      {"7 av 15 poäng (rikssnitt: 9,1)", 7, 15},
      {"Poäng: 7/15. Genomsnitt i landet 9,1", 7, 15},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    CorpusPoints points = {-1, -1};
    g_test_message("%s", cases[i].line);
    g_assert_true(corpus_layout_points(cases[i].line, &points));
    g_assert_cmpint(points.points, ==, cases[i].points);
    g_assert_cmpint(points.max, ==, cases[i].max);
  }
  g_assert_false(corpus_layout_points("Medborgardialog: 12 av 30", NULL));
  CorpusPoints points = {-1, -1};
  const char *title = "2.1 Finns en plan? 20 p (av 30)";
  g_assert_cmpuint(corpus_layout_title_bytes(title, &points), ==, strlen("2.1 Finns en plan?"));
  g_assert_cmpint(points.max, ==, 30);
}

/* Most lines are told by their first byte to begin with none. */
static void
test_every_sign_is_a_bullet(void) {
  static const struct {
    const char *line;
    CorpusBulletKind kind;
  } cases[] = {
      {"§ Kundcenter", CORPUS_BULLET_SURE},
      {"➢Kundcenter", CORPUS_BULLET_SURE},
      {"\xEE\x80\x80 Kundcenter", CORPUS_BULLET_SURE},     /* U+E000 */
      {"\xF3\xB0\x80\x80 Kundcenter", CORPUS_BULLET_SURE}, /* U+F0000 */
      {"\xF4\x80\x80\x80 Kundcenter", CORPUS_BULLET_SURE}, /* U+100000 */
      {"o Kundcenter", CORPUS_BULLET_LIKELY},
      {"– Kundcenter", CORPUS_BULLET_LIKELY},
      {"9) Kundcenter", CORPUS_BULLET_LIKELY},
      {"-", CORPUS_BULLET_LIKELY},
      {"och", CORPUS_BULLET_NONE},
      {"2018", CORPUS_BULLET_NONE},
      {"Åtgärder", CORPUS_BULLET_NONE},
      {"", CORPUS_BULLET_NONE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    gsize length_bytes = 0;
    gunichar glyph = 0;
    g_test_message("%s", cases[i].line);
    g_assert_cmpint(corpus_layout_bullet(cases[i].line, &length_bytes, &glyph), ==, cases[i].kind);
  }
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/lines/layout_words/headings",
                  test_headings_that_are_no_question);
  g_test_add_func("/corpus/reading/lines/layout_words/tables", test_heads_of_tables);
  g_test_add_func("/corpus/reading/lines/layout_words/points", test_points_in_lines_of_their_own);
  g_test_add_func("/corpus/reading/lines/layout_words/bullets", test_bullets_are_taken_off);
  g_test_add_func("/corpus/reading/lines/layout_words/every-bullet", test_every_sign_is_a_bullet);
  return g_test_run();
}
