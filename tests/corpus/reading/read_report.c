/* tests/corpus/reading/read_report.c: a whole report is read, a broken one as far as it goes, and
 * what is none is refused with a reason. The reports here are invented. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/reading/read_report.h"
#include "corpus/text/error.h"
#include "tests/corpus/lines_of.h"

static CorpusLexicon *lexicon;

#define SUMMARY                                                                                        \
  "1 Vad är Kommunkompassen?\n"                                                                       \
  "Kommunkompassen är ett sätt att ta reda på hur en kommun arbetar och leds från år till år.\n" \
  "2 Åmåls kommun i förhållande till Kommunkompassen\n"                                            \
  "Utvärderingen\n"                                                                                   \
  "Utvärderingen av Åmåls kommun genomfördes i maj 2017 och var kommunens tredje utvärdering.\n"

#define CHAPTER                                                                                          \
  "Område 1 Offentlighet och demokrati\n"                                                               \
  "Rubriker Poäng\n• Information till medborgare\n• Etik\n64\n"                                     \
  "Allmänt\n"                                                                                           \
  "En kommun styrs av politiker och då är det viktigt att lyssna till dem som bor i kommunen.\n"       \
  "Information till invånarna\n"                                                                        \
  "Kommunen skickar varje månad ut en tidning till alla hushåll och den är lätt att läsa för de\n" \
  "flesta invånare.\n"                                                                                  \
  "Motverka korruption\n"                                                                                \
  "Det saknas en kanal för den som vill slå larm om mutor utan att röja sitt eget namn för "         \
  "andra.\n"

#define ITEMS                                                                                          \
  "Styrkor Förbättringsmöjligheter\n"                                                               \
  "• Egen tidning till alla hushåll\n• Fler dialoger med unga\n• Inför en kanal för larm om " \
  "mutor\n"

#define TABLE                                                                                      \
  "\f4. Översikt av poängfördelning\n"                                                          \
  "1.  Offentlighet och demokrati Uppnått Max Procent\n"                                          \
  "1.1 Finns en plan/strategi för demokratiut-\nveckling och information? 9 15 60%\n"             \
  "1.2 Hur informeras invånarna om aktuella frågor i politiken? 13 20 65%\n"                     \
  "1.3 Hur informeras invånare om resultat? 16 25 64%\n"                                          \
  "1.4 Hur främjas invånardialog och deltagande? 20 30 67%\n"                                    \
  "1.5 Etik - Hur skapas tillit genom god etik? 5 10 50%\n"                                        \
  "63 100 63%\n"

static CorpusReport *
read_text(const char *text, GError **error) {
  return corpus_report_from_lines(lines_of(text), "amal-2017.txt", lexicon, error);
}

static const CorpusPassage *
passage(const CorpusReport *report, guint at) {
  g_assert_cmpuint(at, <, report->passages->len);
  return g_ptr_array_index(report->passages, at);
}

static bool
warns(const CorpusReport *report, const char *warning) {
  for (guint i = 0; i < report->warnings->len; i++)
    if (g_str_equal(g_ptr_array_index(report->warnings, i), warning))
      return true;
  return false;
}

static void
test_who_and_when(void) {
  CorpusReport *report = read_text(SUMMARY CHAPTER ITEMS TABLE, NULL);
  g_assert_nonnull(report);
  g_assert_cmpstr(report->id, ==, "amal-2017");
  g_assert_cmpstr(report->source, ==, "amal-2017.txt");
  g_assert_cmpstr(report->municipality->name, ==, "Åmål");
  g_assert_cmpuint(report->year, ==, 2017);
  g_assert_cmpuint(report->month, ==, 5);
  g_assert_cmpuint(report->evaluation, ==, 3);
  g_assert_cmpuint(report->revision, ==, 2016);
  g_assert_cmpuint(report->pages, ==, 2);
  corpus_report_free(report);
}

static void
test_passages_know_their_place(void) {
  CorpusReport *report = read_text(SUMMARY CHAPTER ITEMS TABLE, NULL);
  g_assert_cmpuint(report->passages->len, ==, 8);
  g_assert_cmpint(passage(report, 0)->tag, ==, CORPUS_TAG_BACKGROUND);
  g_assert_cmpstr(passage(report, 1)->heading, ==, "Utvärderingen");
  g_assert_cmpint(passage(report, 2)->tag, ==, CORPUS_TAG_BACKGROUND);
  g_assert_cmpuint(passage(report, 2)->area, ==, 1);
  const CorpusPassage *paper = passage(report, 3);
  g_assert_cmpstr(paper->question, ==, "1.2");
  g_assert_cmpstr(paper->heading, ==, "Information till invånarna");
  g_assert_cmpint(paper->kind, ==, CORPUS_KIND_PARAGRAPH);
  g_assert_true(g_str_has_suffix(paper->text, "för de flesta invånare."));
  g_assert_cmpuint(paper->sentences->len, ==, 1);
  g_assert_cmpint(passage(report, 4)->tag, ==, CORPUS_TAG_WEAKNESS);
  for (guint i = 0; i < report->passages->len; i++)
    g_assert_cmpuint(passage(report, i)->number, ==, i + 1);
  corpus_report_free(report);
}

/* Points or pages behind leaders are a table of sorts: nothing is told in it. */
static void
test_rows_of_leaders_tell_nothing(void) {
  CorpusReport *report = read_text(
      SUMMARY "Resultat\nLedarskap, ansvar och delegation . . . . . . . . 61 poäng\n"
              "Resultat och effektivitet . . . . . . . . . . . 58 poäng\n" CHAPTER ITEMS TABLE,
      NULL);
  guint found = 0;
  for (guint i = 0; i < report->passages->len; i++)
    if (strstr(passage(report, i)->text, ". . .") != NULL) {
      g_assert_cmpint(passage(report, i)->tag, ==, CORPUS_TAG_BACKGROUND);
      found++;
    }
  g_assert_cmpuint(found, >, 0);
  corpus_report_free(report);
}

static void
test_items_find_their_question(void) {
  CorpusReport *report = read_text(SUMMARY CHAPTER ITEMS TABLE, NULL);
  const CorpusPassage *strength = passage(report, 5), *last = passage(report, 7);
  g_assert_cmpint(strength->kind, ==, CORPUS_KIND_ITEM);
  g_assert_cmpint(strength->tag, ==, CORPUS_TAG_STRENGTH);
  g_assert_cmpstr(strength->text, ==, "Egen tidning till alla hushåll");
  g_assert_cmpstr(strength->question, ==, "1.2");
  g_assert_cmpint(last->tag, ==, CORPUS_TAG_IMPROVEMENT);
  g_assert_cmpstr(last->question, ==, "1.5");
  corpus_report_free(report);
}

/* Lists that run on in a paragraph: one of the whole chapter, whose items are told by their words,
 * and one in the text of each question. */
static void
test_items_that_run_on(void) {
  CorpusReport *report = read_text(
      SUMMARY CHAPTER "Styrkor: egen tidning till alla hushåll; öppna möten\n"
                      "Förbättringsområden: fler dialoger, kanal för larm om mutor\n" TABLE,
      NULL);
  const char *const wanted[] = {"egen tidning till alla hushåll", "öppna möten", "fler dialoger",
                                "kanal för larm om mutor"};
  for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
    const CorpusPassage *item = passage(report, 5 + i);
    g_assert_cmpint(item->kind, ==, CORPUS_KIND_ITEM);
    g_assert_cmpstr(item->text, ==, wanted[i]);
    g_assert_cmpint(item->tag, ==, i < 2 ? CORPUS_TAG_STRENGTH : CORPUS_TAG_IMPROVEMENT);
    g_assert_cmpuint(item->area, ==, 1);
    g_assert_cmpuint(item->page, ==, 1);
  }
  g_assert_cmpstr(passage(report, 5)->question, ==, "1.2");
  g_assert_cmpstr(passage(report, 8)->question, ==, "1.5");
  corpus_report_free(report);
  report = read_text(SUMMARY "Område 1 Offentlighet och demokrati\n"
                             "Information till invånarna\n"
                             "Kommunen skickar varje månad ut en tidning som är lätt att läsa.\n"
                             "Styrkor: bra räckvidd, vackra bilder\n"
                             "Motverka korruption\n"
                             "Det saknas en kanal för den som vill slå larm om missförhållanden.\n"
                             "Förbättringsområden: kanal, utbildning\n" TABLE,
                     NULL);
  g_assert_cmpstr(passage(report, 3)->text, ==, "bra räckvidd");
  g_assert_cmpstr(passage(report, 3)->question, ==, "1.2");
  g_assert_cmpstr(passage(report, 7)->text, ==, "utbildning");
  g_assert_cmpstr(passage(report, 7)->question, ==, "1.5");
  corpus_report_free(report);
}

/* Points beside headings stand in for a table, and a heading that nobody knows is told by those
 * around it. */
static void
test_points_beside_headings(void) {
  CorpusReport *report = read_text(
      SUMMARY "Område 1: Offentlighet och demokrati – 50/100\n"
              "Strategi för demokratiutveckling (7 av 15 poäng)\n"
              "Fullmäktige har lämnat ett förslag till hur ungdomar ska få större plats i år.\n"
              "Besked i god tid\nPoäng 13 av 20\n"
              "Tidningen delas ut till samtliga hushåll i kommunen flera gånger om året.\n"
              "Delfråga 1.3: Information om resultat\nPoäng: 9 av 25 (36 %)\n"
              "Den som vill veta hur det går för skolan får leta länge på webbplatsen i dag.\n",
      NULL);
  const CorpusAreaScore *area = corpus_report_area(report, 1);
  const char *const ids[] = {"1.1", "1.2", "1.3"};
  const int points[] = {7, 13, 9};
  g_assert_nonnull(area);
  g_assert_cmpint(area->body_score, ==, 50);
  g_assert_cmpuint(area->questions->len, ==, G_N_ELEMENTS(ids));
  for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
    const CorpusQuestionScore *question = corpus_report_question(report, ids[i]);
    g_assert_nonnull(question);
    g_assert_cmpint(question->score, ==, points[i]);
  }
  corpus_report_free(report);
}

/* The points of an area may stand in a sentence of its text, and those of its questions in margins;
 * the running text between them is no table. */
static void
test_points_in_the_text(void) {
  CorpusReport *report = read_text(
      SUMMARY "Område 1: Offentlighet och demokrati\n"
              "Inom området får Åmål 53 poäng av 100 möjliga.\n"
              "1.1 Strategi för demokratiutveckling\n7 av 15 p\n"
              "Fullmäktige har lämnat ett förslag till hur ungdomar ska få plats. Det är bra.\n"
              "1.2 Information till medborgarna\n13 av 20 p\n"
              "Filmerna ses av i genomsnitt 1 400 personer. De är korta. Tidningen är borta.\n",
      NULL);
  g_assert_cmpint(corpus_report_area(report, 1)->body_score, ==, 53);
  g_assert_cmpint(corpus_report_question(report, "1.1")->score, ==, 7);
  g_assert_cmpint(corpus_report_question(report, "1.2")->score, ==, 13);
  g_assert_cmpint(corpus_report_question(report, "1.2")->max, ==, 20);
  corpus_report_free(report);
  report =
      read_text(SUMMARY "Område 1: Offentlighet och demokrati\n"
                        "År 2012 fick kommunen 53 poäng av 100 möjliga, vilket var mer än nu.\n",
                NULL);
  const CorpusAreaScore *area = corpus_report_area(report, 1);
  g_assert_cmpint(area != NULL ? area->body_score : -1, ==, -1);
  corpus_report_free(report);
}

/* Areas 1 and 2 with a table each, and the row of sums of each, or "". */
static CorpusReport *
two_tables(const char *first_sum, const char *second_sum) {
  char *text = g_strconcat(
      SUMMARY "Område 1: Offentlighet och demokrati\nInom området får Åmål 23 poäng av 100.\n"
              "Område 2: Tillgänglighet och brukarorientering\n"
              "Inom området får Åmål 31 poäng av 100.\n"
              "1. Offentlighet och demokrati Poäng Max\n1.1 Finns en strategi? 10 15\n"
              "1.2 Hur informeras medborgarna? 12 20\n",
      first_sum,
      "2. Tillgänglighet och brukarorientering Poäng Max\n2.1 Finns en strategi? 10 15\n"
      "2.2 Hur är tillgängligheten? 20 25\n",
      second_sum, NULL);
  CorpusReport *report = read_text(text, NULL);
  g_free(text);
  return report;
}

/* What the text says of an area is its sum where no table has a row of sums. Where one has, the
 * others have it, too, though it could not be read: that row may say another number. */
static void
test_points_in_the_text_stand_for_sums(void) {
  CorpusReport *report = two_tables("", "");
  g_assert_cmpint(corpus_report_area(report, 1)->score, ==, 23);
  g_assert_cmpint(corpus_report_area(report, 2)->score, ==, 31);
  corpus_report_free(report);
  report = two_tables("Summa 22 35\n", "");
  g_assert_cmpint(corpus_report_area(report, 1)->score, ==, 22);
  g_assert_cmpint(corpus_report_area(report, 2)->score, ==, -1);
  g_assert_cmpint(corpus_report_area(report, 2)->body_score, ==, 31);
  corpus_report_free(report);
}

/* So does a list of all areas; not where the questions add up to something else. */
static void
test_a_list_of_areas_stands_for_sums(void) {
#define LIST(first)                                                                                \
  "Åmål får 184 poäng av 800 möjliga.\n1. Offentlighet och demokrati " first " p\n"                \
  "2. Tillgänglighet och brukarorientering 41 p\n3. Politisk styrning och kontroll 40 p\n"        \
  "4. Ledarskap, ansvar och delegation 39 p\n5. Resultat och effektivitet 42 p\n"
#define QUESTIONS                                                                                  \
  "1. Offentlighet och demokrati Poäng Max\n1.1 Finns en strategi? 10 15\n"                       \
  "1.2 Hur informeras medborgarna? 12 20\n"
  CorpusReport *report = read_text(SUMMARY LIST("22") QUESTIONS, NULL);
  g_assert_cmpint(corpus_report_area(report, 1)->score, ==, 22);
  g_assert_cmpint(corpus_report_area(report, 2)->score, ==, 41);
  corpus_report_free(report);
  report = read_text(SUMMARY LIST("31") QUESTIONS, NULL);
  g_assert_cmpint(corpus_report_area(report, 1)->score, ==, -1);
  corpus_report_free(report);
#undef LIST
}

/* One table for all areas has means and the highest beside points and maxima, in its own order. */
static void
test_columns_beside_points(void) {
  CorpusReport *report = read_text(
      SUMMARY "Max Åmål 2017 Medel Högsta\n1 Offentlighet och demokrati 100 52 61,3 80\n"
              "1.1 Finns en strategi? 15 5 8,3 15\n1.2 Hur informeras medborgarna? 20 12 10,5 17\n"
              "1.3 Hur informeras medborgarna om resultat? 25 13 11,6 23\n"
              "1.4 Hur främjas dialog och deltagande? 30 15 13,6 29\n"
              "1.5 Hur motverkas korruption? 10 7 3,9 9\n",
      NULL);
  const int points[] = {5, 12, 13, 15, 7}, max[] = {15, 20, 25, 30, 10};
  const CorpusAreaScore *area = corpus_report_area(report, 1);
  g_assert_nonnull(area);
  g_assert_cmpint(area->score, ==, 52);
  g_assert_cmpuint(area->questions->len, ==, G_N_ELEMENTS(points));
  for (guint i = 0; i < G_N_ELEMENTS(points); i++) {
    const CorpusQuestionScore *question = g_ptr_array_index(area->questions, i);
    g_assert_cmpint(question->score, ==, points[i]);
    g_assert_cmpint(question->max, ==, max[i]);
  }
  corpus_report_free(report);
}

/* The list that opens a chapter names its headings, in words of the author's own, with the points
 * of each, a cell a line: they are the questions' where they add up to its sum. */
static CorpusReport *
listed_rubrics(const char *sum) {
  char *text = g_strconcat(
      SUMMARY "Område 1: Offentlighet och demokrati\nRubriker\nPoäng\nPlan för demokratin\n7\n"
              "Tidningar och webb\n12\nInformation om resultat\n9\nDialog\n15\nEtik\n6\nSumma\n",
      sum,
      "\nPlan för demokratin\nFullmäktige har lämnat ett förslag om unga. Det är bra.\n"
      "Tidningar och webb\nTidningen delas ut till samtliga hushåll i kommunen. Den är bra.\n"
      "Information om resultat\nDen som vill veta hur det går för skolan får leta länge i dag.\n"
      "Dialog\nTre möten med de boende har hållits under året. De var välbesökta.\n"
      "Etik\nDet finns inga riktlinjer om gåvor. De bör skrivas under hösten.\n",
      NULL);
  CorpusReport *report = read_text(text, NULL);
  g_free(text);
  return report;
}

static void
test_points_of_rubrics(void) {
  const int points[] = {7, 12, 9, 15, 6};
  CorpusReport *report = listed_rubrics("49");
  const CorpusAreaScore *area = corpus_report_area(report, 1);
  g_assert_nonnull(area);
  g_assert_cmpint(area->score, ==, 49);
  g_assert_cmpuint(area->questions->len, ==, G_N_ELEMENTS(points));
  for (guint i = 0; i < G_N_ELEMENTS(points); i++) {
    const CorpusQuestionScore *question = g_ptr_array_index(area->questions, i);
    g_assert_cmpint(question->score, ==, points[i]);
  }
  corpus_report_free(report);
  report = listed_rubrics("59");
  area = corpus_report_area(report, 1);
  g_assert_cmpuint(area != NULL ? area->questions->len : 0, ==, 0);
  corpus_report_free(report);
}

/* Where headings tell the points of an area's questions alone, its maximum is not known. */
static void
test_points_without_maximum(void) {
  CorpusReport *report = read_text(
      "Utvärderingen av Mora kommun genomfördes i maj 2021.\n"
      "Område 3: Styrning och kontroll 40 poäng\n3.1 Finns en tydlig styrmodell? 7 poäng\n"
      "Styrmodellen beslutades av fullmäktige i fjol, och är känd av de flesta.\n"
      "3.2 Följs målen upp? 12 poäng\nUppföljning sker varje tertial.\n",
      NULL);
  const CorpusAreaScore *area = corpus_report_area(report, 3);
  g_assert_nonnull(area);
  g_assert_cmpuint(area->questions->len, ==, 2);
  g_assert_cmpint(area->max, ==, -1);
  corpus_report_free(report);
}

/* Rows of a table that is no score table are no text; a sentence that ends with figures is. */
static void
test_rows_of_figures_are_no_text(void) {
  CorpusReport *report = read_text(
      SUMMARY "Samlat resultat\nOmråde\n\nOffentlighet och demokrati 100 47 58,7 –11,7\n\n"
              "Totalt 800 393 455,0\n\n2016-2017\n\nKostnaden för besöken var 12 300\n\n" CHAPTER,
      NULL);
  guint kept = 0;
  for (guint i = 0; i < report->passages->len; i++) {
    const char *text = passage(report, i)->text;
    g_assert_null(strstr(text, "58,7"));
    g_assert_null(strstr(text, "393"));
    g_assert_cmpstr(text, !=, "Område");
    kept += strstr(text, "besöken var 12 300") != NULL || strstr(text, "2016-2017") != NULL;
  }
  g_assert_cmpuint(kept, ==, 2);
  corpus_report_free(report);
}

/* Where all headings end with the word "poäng", none of them heads a column of points: all of the
 * text below them is kept. */
static void
test_headings_with_points_are_no_head(void) {
  CorpusReport *report = read_text(
      SUMMARY "1 · Offentlighet och demokrati\nTierp får 50 poäng av 100 möjliga.\n"
              "Strategi för demokratiutveckling – 7 av 15 poäng\nEn strategi finns sedan länge.\n"
              "Information till medborgarna – 13 av 20 poäng\nTidningen är välgjord.\n"
              "Styrkor\n• Egen tidning\nInformation om resultat – 9 av 25 poäng\n"
              "Det är svårt att hitta resultaten.\nMotverka korruption – 6 av 10 poäng\n"
              "Det saknas en kanal för larm.\n",
      NULL);
  static const char *const sentences[] = {
      "1.1 En strategi finns sedan länge.", "1.2 Tidningen är välgjord.", "1.2 Egen tidning",
      "1.3 Det är svårt att hitta resultaten.", "1.5 Det saknas en kanal för larm."};
  GString *found = g_string_new("\n");
  for (guint i = 0; i < report->passages->len; i++)
    g_string_append_printf(found, "%s %s\n", passage(report, i)->question,
                           passage(report, i)->text);
  for (guint i = 0; i < G_N_ELEMENTS(sentences); i++)
    g_assert_nonnull(strstr(found->str, sentences[i]));
  g_assert_cmpint(corpus_report_question(report, "1.3")->score, ==, 9);
  g_string_free(found, TRUE);
  corpus_report_free(report);
}

/* The question of each item, joined with a space; "-" for none. */
static char *
questions_of_items(const char *items) {
  char *text =
      g_strconcat(SUMMARY, CHAPTER, "Styrkor Förbättringsmöjligheter\n", items, TABLE, NULL);
  CorpusReport *report = read_text(text, NULL);
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < report->passages->len; i++)
    if (passage(report, i)->kind == CORPUS_KIND_ITEM)
      g_string_append_printf(found, "%s%s", found->len > 0 ? " " : "",
                             *passage(report, i)->question != '\0' ? passage(report, i)->question
                                                                   : "-");
  corpus_report_free(report);
  g_free(text);
  return g_string_free(found, FALSE);
}

static void
test_items_follow_the_order_of_questions(void) {
  const struct {
    const char *items, *questions;
  } cases[] = {{"• Egen tidning till alla hushåll\n• God räckvidd\n• Bra tidning att läsa\n"
                "• Inför en kanal för larm\n• Fler larm\n",
                "1.2 1.2 1.2 1.5 1.5"},      /* between two of one question */
               {"• Dialogträffar\n", "1.4"}, /* a part of a compound */
               {"• Vackra miljöer\n", "-"}}; /* nothing says which */
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    char *questions = questions_of_items(cases[i].items);
    g_assert_cmpstr(questions, ==, cases[i].questions);
    g_free(questions);
  }
}

static void
test_scores_and_warnings(void) {
  CorpusReport *report = read_text(SUMMARY CHAPTER ITEMS TABLE, NULL);
  const CorpusAreaScore *area = corpus_report_area(report, 1);
  g_assert_nonnull(area);
  g_assert_cmpint(area->score, ==, 63);
  g_assert_cmpint(area->body_score, ==, 64);
  g_assert_cmpuint(area->questions->len, ==, 5);
  g_assert_cmpstr(corpus_report_question(report, "1.1")->text, ==,
                  "Finns en plan/strategi för demokratiutveckling och information?");
  g_assert_cmpint(report->total, ==, -1);
  g_assert_true(warns(report, "area 1: the text says 64, the table 63"));
  g_assert_true(warns(report, "areas 2 to 8 are missing"));
  g_assert_cmpuint(report->warnings->len, ==, 2);
  corpus_report_free(report);
}

/* A revision that no file describes is none of those that are known, whatever the file is called.
 */
static void
test_a_revision_that_nobody_described(void) {
  GString *text = g_string_new("Utvärdering av Åmåls kommun\n"
                               "Utvärderingen av Åmåls kommun genomfördes i maj 2026.\n");
  static const char *const names[] = {"Öppenhet", "Möten med invånaren", "Mål och medel"};
  for (guint i = 1; i <= 3; i++)
    g_string_append_printf(
        text, "Område %u %s\nAllmänt\nOmrådet handlar om hur kommunen arbetar.\n", i, names[i - 1]);
  for (guint i = 1; i <= 3; i++)
    g_string_append_printf(text,
                           "%u. %s Uppnått Max Procent\n%u.1 Finns en idé? 2%u 40 %d%%\n"
                           "%u.2 Hur följs arbetet upp? 30 60 50%%\n5%u 100 5%u%%\n",
                           i, names[i - 1], i, i, 50 + (int)(i * 5 / 2), i, i, i);
  GError *error = NULL;
  CorpusReport *report =
      corpus_report_from_lines(lines_of(text->str), "amal-2018.txt", lexicon, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(report->revision, ==, 0);
  g_assert_cmpuint(report->year, ==, 2026);
  g_assert_cmpuint(report->areas->len, ==, 3);
  g_assert_cmpstr(corpus_report_area(report, 2)->name, ==, "Möten med invånaren");
  g_assert_cmpint(corpus_report_question(report, "3.1")->score, ==, 23);
  g_assert_cmpint(report->total, ==, 51 + 52 + 53);
  g_assert_cmpuint(report->warnings->len, ==, 1);
  const CorpusNotice *notice = g_ptr_array_index(report->notices, 0);
  g_assert_cmpstr(notice->code, ==, "revision_unknown");
  corpus_report_free(report);
  g_string_free(text, TRUE);
}

/* Extractions cut off what stands behind a bullet. */
static void
test_a_bullet_alone_is_no_passage(void) {
  CorpusReport *report = read_text(SUMMARY CHAPTER "• \n", NULL);
  CorpusReport *without = read_text(SUMMARY CHAPTER, NULL);
  g_assert_cmpuint(report->passages->len, ==, without->passages->len);
  for (guint i = 0; i < report->passages->len; i++)
    g_assert_cmpstr(passage(report, i)->text, ==, passage(without, i)->text);
  corpus_report_free(without);
  corpus_report_free(report);
}

/* Cut at any byte: read as far as it goes, or refused; never a crash, never a lost warning. */
static void
test_truncated_anywhere(void) {
  const char *whole = SUMMARY CHAPTER ITEMS TABLE;
  for (gsize length = 0; length < strlen(whole); length += 37) {
    char *text = g_utf8_make_valid(whole, (gssize)length);
    GError *error = NULL;
    CorpusReport *report = read_text(text, &error);
    if (report == NULL)
      g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_NOT_REPORT);
    else
      g_assert_true(warns(report, "area 8 is missing") ||
                    warns(report, "areas 2 to 8 are missing"));
    g_clear_error(&error);
    corpus_report_free(report);
    g_free(text);
  }
}

static void
test_truncated_before_the_tables(void) {
  CorpusReport *report = read_text(SUMMARY CHAPTER, NULL);
  g_assert_nonnull(report);
  g_assert_cmpuint(report->passages->len, ==, 5);
  g_assert_true(warns(report, "area 1 has no score table"));
  g_assert_true(warns(report, "areas 2 to 8 are missing"));
  g_assert_cmpint(corpus_report_area(report, 1)->score, ==, -1);
  g_assert_cmpint(corpus_report_area(report, 1)->body_score, ==, 64);
  corpus_report_free(report);
}

static void
test_no_report(void) {
  static const char *const texts[] = {
      "Recept på pannkakor.\nVispa mjölk, mjöl och ägg och låt smeten vila en stund.\n",
      "I Åmål bor det folk. Åmåls kommun ligger vid Vänern och har en hamn.\n",
      "Offentlighet och demokrati är viktigt, skrev tidningen i går.\n",
      "Uppnått Max Procent\n",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    GError *error = NULL;
    g_assert_null(read_text(texts[i], &error));
    g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_NOT_REPORT);
    g_assert_true(g_str_has_prefix(error->message, "amal-2017.txt: "));
    g_error_free(error);
  }
}

/* A report of before the revisions whose questions are known. */
static void
test_an_older_report(void) {
  CorpusReport *report = read_text(
      "Utvärderingen av Åmåls kommun genomfördes i maj 2006.\n"
      "Område 1 Offentlighet och demokrati\nAllmänt\n"
      "En kommun styrs av politiker och då är det viktigt att lyssna till dem som bor där.\n",
      NULL);
  g_assert_nonnull(report);
  g_assert_cmpuint(report->year, ==, 2006);
  g_assert_cmpuint(report->revision, ==, 2002);
  corpus_report_free(report);
}

/* Tables of four areas: each known question has all its points; where none is known, there are two,
 * and 42 points of 100. */
static void
append_tables(GString *text, unsigned revision) {
  const CorpusInstrument *instrument = corpus_instrument_find(revision);
  for (guint i = 2; i < 6; i++) {
    const CorpusArea *area = instrument->areas->pdata[i];
    g_string_append_printf(text, "%u. %s Uppnått Max Procent\n", area->number, area->name);
    for (guint j = 0; j < area->questions->len; j++) {
      const CorpusQuestion *question = area->questions->pdata[j];
      g_string_append_printf(text, "%s %s %u %u 100%%\n", question->id, question->text,
                             question->max, question->max);
    }
    if (area->questions->len > 0)
      g_string_append(text, "100 100 100%\n\n");
    else
      g_string_append_printf(text,
                             "%u.1 Finns en uttalad riktning? 12 40 30%%\n"
                             "%u.2 Hur följs den upp? 30 60 50%%\n42 100 42%%\n\n",
                             area->number, area->number);
  }
}

/* Of about 2010: points by the revision before are printed too, and are not the report's own,
 * wherever they stand. */
static void
test_points_of_two_revisions(void) {
  for (guint first = 0; first < 2; first++) {
    GString *text = g_string_new("Utvärderingen av Åmåls kommun genomfördes i maj 2010.\n"
                                 "Område 3 Politisk styrning och kontroll\nAllmänt\n"
                                 "En kommun styrs av politiker och tjänstemän.\n\fÖversikt\n\n");
    append_tables(text, first == 0 ? 2010 : 2002);
    append_tables(text, first == 0 ? 2002 : 2010);
    CorpusReport *report = read_text(text->str, NULL);
    g_assert_nonnull(report);
    g_assert_cmpuint(report->revision, ==, 2010);
    g_assert_cmpint(corpus_report_area(report, 3)->score, ==, 100);
    g_assert_cmpint(corpus_report_area(report, 6)->score, ==, 100);
    const CorpusNotice *told = NULL;
    for (guint i = 0; i < report->notices->len; i++) {
      const CorpusNotice *notice = report->notices->pdata[i];
      g_assert_cmpstr(notice->code, !=, "tables_differ");
      told = strcmp(notice->code, "points_of_two_revisions") == 0 ? notice : told;
    }
    g_assert_nonnull(told);
    g_assert_nonnull(strstr(told->text, "revision of 2002"));
    g_assert_nonnull(strstr(told->text, "area 3 42, area 4 42, area 5 42, area 6 42"));
    corpus_report_free(report);
    g_string_free(text, TRUE);
  }
}

static CorpusReport *
read_bytes(const char *bytes, gsize length, GError **error) {
  char *folder = g_dir_make_tmp("kompass-report-XXXXXX", NULL);
  char *path = g_build_filename(folder, "amal-2017.txt", NULL);
  g_assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
  CorpusReport *report = corpus_report_read(path, lexicon, error);
  g_remove(path);
  g_rmdir(folder);
  g_free(path);
  g_free(folder);
  return report;
}

static void
check_refused(const char *bytes, gsize length, CorpusErrorCode code) {
  GError *error = NULL;
  g_assert_null(read_bytes(bytes, length, &error));
  g_assert_error(error, CORPUS_ERROR, (int)code);
  g_assert_true(g_str_has_prefix(error->message, "amal-2017.txt: "));
  g_assert_null(strchr(error->message, '\n'));
  g_error_free(error);
}

static void
test_files_that_cannot_be_read(void) {
  check_refused("", 0, CORPUS_ERROR_EMPTY);
  static const char noise[4096] = {0, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0};
  check_refused(noise, sizeof noise, CORPUS_ERROR_BINARY);
  gsize length = 9 * 1024 * 1024;
  char *large = g_malloc(length);
  memset(large, 'a', length);
  check_refused(large, length, CORPUS_ERROR_TOO_LARGE);
  g_free(large);
  GError *error = NULL;
  g_assert_null(corpus_report_read("/no/such/file.txt", lexicon, &error));
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_IO);
  g_assert_true(g_str_has_prefix(error->message, "file.txt: "));
  g_clear_error(&error);
  g_assert_null(corpus_report_read("/", lexicon, &error));
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_IO);
  g_error_free(error);
}

static void
test_a_file_in_latin_1(void) {
  char *latin = g_convert(SUMMARY "Område 1 Offentlighet och demokrati\nAllmänt\nText om detta.\n",
                          -1, "ISO-8859-1", "UTF-8", NULL, NULL, NULL);
  GError *error = NULL;
  CorpusReport *report = read_bytes(latin, strlen(latin), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(report->municipality->name, ==, "Åmål");
  g_assert_cmpuint(report->warnings->len, ==, 3); /* the conversion is told, too */
  const CorpusNotice *notice = g_ptr_array_index(report->notices, 0);
  g_assert_cmpstr(notice->code, ==, "converted");
  g_assert_cmpstr(notice->values->pdata[0], ==, "encoding");
  g_assert_cmpstr(notice->values->pdata[1], ==, "ISO-8859-1");
  g_assert_cmpstr(notice->text, ==, "converted from ISO-8859-1");
  corpus_report_free(report);
  g_free(latin);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  GError *error = NULL;
  lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  g_test_add_func("/corpus/reading/read_report/metadata", test_who_and_when);
  g_test_add_func("/corpus/reading/read_report/passages", test_passages_know_their_place);
  g_test_add_func("/corpus/reading/read_report/leaders", test_rows_of_leaders_tell_nothing);
  g_test_add_func("/corpus/reading/read_report/items", test_items_find_their_question);
  g_test_add_func("/corpus/reading/read_report/items-run-on", test_items_that_run_on);
  g_test_add_func("/corpus/reading/read_report/points-beside", test_points_beside_headings);
  g_test_add_func("/corpus/reading/read_report/points-in-text", test_points_in_the_text);
  g_test_add_func("/corpus/reading/read_report/points-in-text-sums",
                  test_points_in_the_text_stand_for_sums);
  g_test_add_func("/corpus/reading/read_report/list-for-sums",
                  test_a_list_of_areas_stands_for_sums);
  g_test_add_func("/corpus/reading/read_report/columns-beside", test_columns_beside_points);
  g_test_add_func("/corpus/reading/read_report/rubrics", test_points_of_rubrics);
  g_test_add_func("/corpus/reading/read_report/points-without-maximum",
                  test_points_without_maximum);
  g_test_add_func("/corpus/reading/read_report/rows-of-figures", test_rows_of_figures_are_no_text);
  g_test_add_func("/corpus/reading/read_report/points-no-head",
                  test_headings_with_points_are_no_head);
  g_test_add_func("/corpus/reading/read_report/items-order",
                  test_items_follow_the_order_of_questions);
  g_test_add_func("/corpus/reading/read_report/scores", test_scores_and_warnings);
  g_test_add_func("/corpus/reading/read_report/revision", test_a_revision_that_nobody_described);
  g_test_add_func("/corpus/reading/read_report/bullet-alone", test_a_bullet_alone_is_no_passage);
  g_test_add_func("/corpus/reading/read_report/truncated", test_truncated_anywhere);
  g_test_add_func("/corpus/reading/read_report/no-tables", test_truncated_before_the_tables);
  g_test_add_func("/corpus/reading/read_report/no-report", test_no_report);
  g_test_add_func("/corpus/reading/read_report/older", test_an_older_report);
  g_test_add_func("/corpus/reading/read_report/two-revisions", test_points_of_two_revisions);
  g_test_add_func("/corpus/reading/read_report/unreadable", test_files_that_cannot_be_read);
  g_test_add_func("/corpus/reading/read_report/latin-1", test_a_file_in_latin_1);
  int result = g_test_run();
  corpus_lexicon_free(lexicon);
  return result;
}
