/* tests/corpus/reading/lines/prose_tables.c: tables of questions with points and a column of text.
 */
#include <glib.h>
#include <string.h>

#include "corpus/reading/lines/page_text.h"

static CorpusLines *
read(const char *text) {
  GError *error = NULL;
  CorpusLines *lines = corpus_lines_from_text(text, strlen(text), &error);
  g_assert_no_error(error);
  corpus_prose_tables_take_apart(lines);
  return lines;
}

static void
expect(const CorpusLines *lines, const char *const *texts) {
  for (guint i = 0; texts[i] != NULL; i++) {
    g_assert_cmpuint(i, <, lines->lines->len);
    g_assert_cmpstr(corpus_line_text(lines->lines, i), ==, texts[i]);
  }
}

/* A row goes on overleaf, a question wraps, and the sums end the table. */
static const char TEXT_LAST[] =
    "1 Insyn och inflytande\n"
    "Fråga                         Poäng (max)   Bedömning\n"
    "1.1 Går det att följa           9 (20)      Nämndernas kallelser ligger på webben i god tid.\n"
    "besluten?                                   Bilagorna saknas ofta, och det är synd.\n"
    "\n"
    "1.2 Får unga vara med?         12 (30)      Ungdomsrådet träffar nämnderna två gånger om "
    "året\n"
    "\f"
    "                                            och får svar på sina frågor.\n"
    "\n"
    "Summa område 1                 21 (50)\n"
    "\n"
    "Styrkor\n"
    "• Ungdomsrådet\n";

static void
test_text_in_the_last_column(void) {
  CorpusLines *lines = read(TEXT_LAST);
  expect(lines,
         (const char *[]){"1 Insyn och inflytande", "21 av 50 poäng",
                          "1.1 Går det att följa besluten? (9 av 20 poäng)",
                          "Nämndernas kallelser ligger på webben i god tid.",
                          "Bilagorna saknas ofta, och det är synd.",
                          "1.2 Får unga vara med? (12 av 30 poäng)",
                          "Ungdomsrådet träffar nämnderna två gånger om året",
                          "och får svar på sina frågor.", "Styrkor", "• Ungdomsrådet", NULL});
  g_assert_true(corpus_line_is_named_heading(corpus_line_at(lines->lines, 2)));
  g_assert_cmpuint(corpus_line_at(lines->lines, 7)->page, ==, 2);
  corpus_lines_free(lines);
}

/* The text stands between the questions, which have no numbers, and two columns of points. */
static const char TEXT_BETWEEN[] =
    "Delfråga              Kommentar                                          Poäng    Max\n"
    "Lätt att nå           Växeln svarar inom en minut, även på kvällar och      14     20\n"
    "                      helger. Kontoret i hamnen har stängt.\n"
    "\n"
    "Val för brukare       Det finns inget att välja mellan utanför tätorten.     5     15\n"
    "\n"
    "Inspiration\n";

static void
test_text_in_the_middle(void) {
  CorpusLines *lines = read(TEXT_BETWEEN);
  expect(lines,
         (const char *[]){
             "Lätt att nå (14 av 20 poäng)", "Växeln svarar inom en minut, även på kvällar och",
             "helger. Kontoret i hamnen har stängt.", "Val för brukare (5 av 15 poäng)",
             "Det finns inget att välja mellan utanför tätorten.", "Inspiration", NULL});
  corpus_lines_free(lines);
}

/* Words over a column stand in its middle, and near each other where columns are narrow. */
static const char IN_THE_MIDDLE[] =
    "      Delfråga                          Kommentar                       Poäng Max\n"
    "1.1 Lätt att nå       Växeln svarar inom en minut, även på kvällar och    14    20\n"
    "                      helger. Kontoret i hamnen har stängt.\n"
    "1.2 Val               Det finns inget att välja mellan i byarna.           5    15\n";

static void
test_heads_in_the_middle(void) {
  CorpusLines *lines = read(IN_THE_MIDDLE);
  expect(lines, (const char *[]){"1.1 Lätt att nå (14 av 20 poäng)",
                                 "Växeln svarar inom en minut, även på kvällar och",
                                 "helger. Kontoret i hamnen har stängt.", "1.2 Val (5 av 15 poäng)",
                                 "Det finns inget att välja mellan i byarna.", NULL});
  corpus_lines_free(lines);
}

/* Where the first text stands above its question, rows can't be told. */
static const char CENTRED[] =
    "Fråga                 Poäng    Bedömning\n"
    "                               Växeln svarar inom en minut, även på kvällar\n"
    "1.1 Lätt att nå?      14 (20)  och helger. Kontoret i hamnen har stängt, och\n"
    "                               biblioteket har tagit över en del.\n"
    "1.2 Val?               5 (15)  Det finns inget att välja mellan.\n";

/* A table without text is one of points. */
static const char NO_TEXT[] = "Fråga                 Poäng    Bedömning\n"
                              "1.1 Lätt att nå?      14 (20)  God\n"
                              "1.2 Val?               5 (15)  Svag\n"
                              "1.3 Svar på brev?      7 (10)  God\n";

static void
test_what_is_left_alone(void) {
  static const char *const texts[] = {CENTRED, NO_TEXT};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    GError *error = NULL;
    CorpusLines *before = corpus_lines_from_text(texts[i], strlen(texts[i]), &error);
    CorpusLines *lines = read(texts[i]);
    g_assert_no_error(error);
    g_assert_cmpuint(lines->lines->len, ==, before->lines->len);
    for (guint k = 0; k < lines->lines->len; k++)
      g_assert_cmpstr(corpus_line_text(lines->lines, k), ==, corpus_line_text(before->lines, k));
    corpus_lines_free(before);
    corpus_lines_free(lines);
  }
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/lines/prose_tables/text-last", test_text_in_the_last_column);
  g_test_add_func("/corpus/reading/lines/prose_tables/text-between", test_text_in_the_middle);
  g_test_add_func("/corpus/reading/lines/prose_tables/in-the-middle", test_heads_in_the_middle);
  g_test_add_func("/corpus/reading/lines/prose_tables/left-alone", test_what_is_left_alone);
  return g_test_run();
}
