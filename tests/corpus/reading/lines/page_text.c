/* tests/corpus/reading/lines/page_text.c: pages that are one line each become lines again. */
#include <glib.h>
#include <string.h>

#include "corpus/reading/lines/page_text.h"

/* The lines that a text becomes, each with its page: "2 Rubriker Poäng\n…". */
static char *
cut(const char *text) {
  GError *error = NULL;
  CorpusLines *lines = corpus_lines_from_text(text, strlen(text), &error);
  g_assert_no_error(error);
  corpus_page_text_cut(lines);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < lines->lines->len; i++)
    g_string_append_printf(out, "%u %s\n", corpus_line_at(lines->lines, i)->page,
                           corpus_line_text(lines->lines, i));
  corpus_lines_free(lines);
  return g_string_free(out, FALSE);
}

static void
assert_cut(const char *text, const char *expected) {
  char *read = cut(text);
  g_assert_cmpstr(read, ==, expected);
  g_free(read);
}

static void
test_headings_known_by_name_get_their_lines(void) {
  assert_cut(
      "1 Sveriges Kommuner 1 (4) Utvärdering av Åmåls kommun som genomfördes under hösten 2014\n\n"
      "2 Sveriges Kommuner 2 (4) Område 1 Offentlighet och demokrati Rubriker Etik Poäng 41 "
      "Information till medborgarna Kommunen sänder sina möten. Mycket finns att\n\n"
      "3 Sveriges Kommuner 3 (4) läsa på webben. Dialog och medborgarmedverkan Ungdomsrådet "
      "träffas ofta.\n",
      "1 Utvärdering av Åmåls kommun som genomfördes under hösten 2014\n"
      "2 Område 1 Offentlighet och demokrati\n2 Rubriker Poäng\n2 41\n"
      "2 Information till medborgarna\n"
      "2 Kommunen sänder sina möten. Mycket finns att läsa på webben.\n"
      "3 Dialog och medborgarmedverkan\n3 Ungdomsrådet träffas ofta.\n");
}

static void
test_bulleted_items_and_rows_of_scores_get_their_lines(void) {
  assert_cut(
      "1 Område 2 Tillgänglighet och brukarorientering Allmänt Om tjänster och bemötande i "
      "kommunen.\n"
      "2 Styrkor Förbättringsmöjligheter • Bra stöd i vardagen • Fler möten med föreningar i byn\n"
      "3 Uppnått Max Procent 2.1 Finns det en strategi? 9 15 60% 2.2 Hur informeras alla? 5 10 "
      "50%\n",
      "1 Område 2 Tillgänglighet och brukarorientering\n1 Allmänt\n"
      "1 Om tjänster och bemötande i kommunen.\n2 Styrkor Förbättringsmöjligheter\n"
      "2 • Bra stöd i vardagen\n2 • Fler möten med föreningar i byn\n3 Uppnått Max Procent\n"
      "3 2.1 Finns det en strategi? 9 15 60%\n3 2.2 Hur informeras alla? 5 10 50%\n");
}

/* The heading of the report's main part stands before the first area's, without a full stop. */
static void
test_the_first_area_gets_its_line(void) {
  assert_cut("1 Kommuner 1 (4) Utvärdering av Åmåls kommun som genomfördes under hösten 2014.\n"
             "2 Kommuner 2 (4) 3 Detaljerad genomgång i förhållande till Kommunkompassens åtta "
             "områden Område 1 Offentlighet och demokrati Allmänt Om insyn.\n"
             "3 Kommuner 3 (4) Område 5 Resultat och effektivitet Allmänt Om kostnader.\n",
             "1 Utvärdering av Åmåls kommun som genomfördes under hösten 2014.\n"
             "2 3 Detaljerad genomgång i förhållande till Kommunkompassens åtta områden\n"
             "2 Område 1 Offentlighet och demokrati\n2 Allmänt\n2 Om insyn.\n"
             "3 Område 5 Resultat och effektivitet\n3 Allmänt\n3 Om kostnader.\n");
}

/* A sum row has no words, and the name of the next area follows. */
static void
test_a_share_ends_a_row(void) {
  assert_cut("1 Område 1 Offentlighet och demokrati Allmänt Om insyn och inflytande i kommunen.\n"
             "2 1. Offentlighet och demokrati Uppnått Max Procent 1.1 Finns en plan? 9 15 60 % "
             "55 100 55 % 2. Tillgänglighet och brukarorientering Uppnått Max Procent "
             "2.1 Finns det en strategi? 9 15 60 %\n"
             "3 Fakta om kommunen En kommun i väster med många byar och en lång kust.\n",
             "1 Område 1 Offentlighet och demokrati\n1 Allmänt\n"
             "1 Om insyn och inflytande i kommunen.\n2 1. Offentlighet och demokrati\n"
             "2 Uppnått Max Procent\n2 1.1 Finns en plan? 9 15 60 %\n2 55 100 55 %\n"
             "2 2. Tillgänglighet och brukarorientering\n2 Uppnått Max Procent\n"
             "2 2.1 Finns det en strategi? 9 15 60 %\n3 Fakta om kommunen\n"
             "3 En kommun i väster med många byar och en lång kust.\n");
}

static void
test_other_texts_stay_as_they_are(void) {
  assert_cut("1 Inledning\n2 Resultat\n3 Bilaga\n4 Tabeller\n",
             "1 1 Inledning\n1 2 Resultat\n1 3 Bilaga\n1 4 Tabeller\n");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/lines/page_text/headings",
                  test_headings_known_by_name_get_their_lines);
  g_test_add_func("/corpus/reading/lines/page_text/tables",
                  test_bulleted_items_and_rows_of_scores_get_their_lines);
  g_test_add_func("/corpus/reading/lines/page_text/first-area", test_the_first_area_gets_its_line);
  g_test_add_func("/corpus/reading/lines/page_text/share", test_a_share_ends_a_row);
  g_test_add_func("/corpus/reading/lines/page_text/other", test_other_texts_stay_as_they_are);
  return g_test_run();
}
