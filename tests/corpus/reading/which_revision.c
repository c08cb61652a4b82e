/* tests/corpus/reading/which_revision.c: the revision is known by what a report prints and when it
 * was made, and what is not known of one is as the report has it. */
#include <glib.h>
#include <string.h>

#include "corpus/language/lexicon.h"
#include "corpus/reading/read_report.h"
#include "corpus/text/error.h"
#include "tests/corpus/lines_of.h"

static CorpusLexicon *lexicon;

/* A report of a year with a chapter for each name, and a table below each where there are tables:
 * two questions, of 40 and most - 40 points. */
static char *
made(unsigned year, const char *const *names, unsigned most) {
  GString *text = g_string_new(NULL);
  g_string_printf(text, "Utvärderingen av Åmåls kommun genomfördes i maj %u.\n", year);
  for (unsigned i = 1; names[i - 1] != NULL; i++)
    g_string_append_printf(text,
                           "Område %u %s\nAllmänt\nOmrådet handlar om hur kommunen arbetar.\n"
                           "Arbetet\nKommunen har en plan som följs upp varje år.\n",
                           i, names[i - 1]);
  for (unsigned i = 1; most > 0 && names[i - 1] != NULL; i++)
    g_string_append_printf(text,
                           "%u. %s Uppnått Max Procent\n%u.1 Finns en plan som följs? %u 40 %u%%\n"
                           "%u.2 Vad görs åt det som brister? 30 %u %u%%\n%u %u %u%%\n",
                           i, names[i - 1], i, 20 + i, (20 + i) * 100 / 40, i, most - 40,
                           3000 / (most - 40), 50 + i, most, (50 + i) * 100 / most);
  return g_string_free(text, FALSE);
}

static CorpusReport *
read_made(unsigned year, const char *const *names, unsigned most, const char *file) {
  GError *error = NULL;
  char *text = made(year, names, most);
  CorpusReport *report = corpus_report_from_lines(lines_of(text), file, lexicon, &error);
  g_assert_no_error(error);
  g_free(text);
  return report;
}

static const char *const of_2002[] = {"Offentlighet och demokratisk kontroll",
                                      "Tillgänglighet och brukarorientering",
                                      "Klarhet i samspelet mellan politik och administration",
                                      "Ledning, decentralisering och delegation",
                                      "Kontroll- och rapporteringssystem",
                                      "Personalförvaltning",
                                      "Förnyelsepolitik",
                                      "Samhällsbyggnad",
                                      NULL};
static const char *const of_2016[] = {"Offentlighet och demokrati",
                                      "Tillgänglighet och brukarorientering",
                                      "Politisk styrning och kontroll",
                                      "Ledarskap, ansvar och delegation",
                                      "Resultat och effektivitet",
                                      "Kommunen som arbetsgivare - personalpolitik",
                                      "Ständiga förbättringar",
                                      "Kommunen som samhällsbyggare",
                                      NULL};
static const char *const of_2020[] = {"Samspel mellan förtroendevalda och medborgare",
                                      "Samhällsutveckling",
                                      "Styrning och kontroll",
                                      "Effektivitet",
                                      "Brukarens fokus",
                                      "Kvalitetsutveckling",
                                      "Arbetsliv",
                                      "Chefs- och ledarskap samt medarbetarskap",
                                      NULL};
static const char *const of_nobody[] = {"Öppenhet",  "Möten",   "Mål och medel", "Chefskap",
                                        "Lärande",   "Platsen", "Klimat",        "Digitalt",
                                        "Beredskap", "Kultur",  "Skolan",        NULL};

static void
test_areas_and_year_tell(void) {
  static const struct {
    unsigned year;
    const char *const *names;
    unsigned most, revision;
    const char *file;
  } cases[] = {
      {2002, of_2002, 0, 2002, "kompass-2016.txt"},
      {2006, of_2002, 80, 2002, "x.txt"},
      {2006, of_2016, 0, 2002, "x.txt"},
      {2018, of_2016, 0, 2016, "kompass-2020.txt"},
      {2018, of_2016, 100, 2016, "x.txt"},
      {2020, of_2016, 0, 2016, "x.txt"},
      {2021, of_2020, 0, 2020, "kompass-2016.txt"},
      {2021, of_2020, 100, 2020, "x.txt"},
      {2026, of_nobody, 0, 0, "kommunkompassen.txt"},
      {2026, of_nobody, 150, 0, "x.txt"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%u %s, %u points", cases[i].year, cases[i].names[0], cases[i].most);
    CorpusReport *report = read_made(cases[i].year, cases[i].names, cases[i].most, cases[i].file);
    g_assert_cmpuint(report->year, ==, cases[i].year);
    g_assert_cmpuint(report->revision, ==, cases[i].revision);
    corpus_report_free(report);
  }
}

/* Areas are those of the revision, questions those that the report prints. */
static void
test_questions_are_as_printed(void) {
  CorpusReport *report = read_made(2021, of_2020, 100, "x.txt");
  const CorpusAreaScore *area = corpus_report_area(report, 8);
  g_assert_cmpstr(area->name, ==, of_2020[7]);
  g_assert_cmpint(area->score, ==, 58);
  g_assert_cmpint(area->max, ==, 100);
  g_assert_cmpuint(area->questions->len, ==, 2);
  const CorpusQuestionScore *question = corpus_report_question(report, "8.2");
  g_assert_cmpstr(question->text, ==, "Vad görs åt det som brister?");
  g_assert_cmpint(question->max, ==, 60);
  corpus_report_free(report);
}

/* Eleven areas of 150 points each: all of it is read, nothing is taken for another revision's. */
/* A report without score tables, whose chapters have a heading and text for each question. */
static CorpusReport *
read_headings(const char *const *names, const char *const *headings) {
  GError *error = NULL;
  GString *text = g_string_new("Utvärderingen av Åmåls kommun genomfördes i maj 2006.\n");
  for (unsigned i = 1; names[i - 1] != NULL; i++) {
    g_string_append_printf(text, "Område %u %s\nOmrådet handlar om hur kommunen arbetar.\n", i,
                           names[i - 1]);
    for (unsigned k = 0; headings[k] != NULL; k++) {
      char **parts = g_strsplit(headings[k], "#", 2); /* # is the area's number */
      g_string_append_printf(text, "%s", parts[0]);
      if (parts[1] != NULL)
        g_string_append_printf(text, "%u%s", i, parts[1]);
      g_string_append_printf(
          text,
          "\nKommunen har sedan länge %u sätt att svara på den frågan, och de används alla.\n",
          k + 1);
      g_strfreev(parts);
    }
  }
  CorpusReport *report = corpus_report_from_lines(lines_of(text->str), "x.txt", lexicon, &error);
  g_assert_no_error(error);
  g_string_free(text, TRUE);
  return report;
}

static const CorpusPassage *
passage_with(const CorpusReport *report, unsigned area, const char *words) {
  for (guint i = 0; i < report->passages->len; i++) {
    const CorpusPassage *passage = report->passages->pdata[i];
    if (passage->area == area && strstr(passage->text, words) != NULL)
      return passage;
  }
  g_assert_not_reached();
}

/* Where nobody knows the questions, and no table has them, headings do. */
static void
test_headings_are_questions(void) {
  static const char *const numbered[] = {"#.1 Svar på medborgarnas frågor (16/30)",
                                         "#.2 Öppna möten (9/25)", "#.3 Att lära av andra (20/45)",
                                         NULL};
  static const char *const unnumbered[] = {"Svar på medborgarnas frågor (16/30)",
                                           "Öppna möten (9/25)", "Insyn (20/45)", NULL};
  static const char *const without_points[] = {"#.1 Svar på medborgarnas frågor", "#.2 Öppna möten",
                                               "#.3 Insyn", NULL};
  static const char *const too_few[] = {"Svar på medborgarnas frågor (16/30)", "Öppna möten (9/25)",
                                        "Insyn", NULL};
  static const char *const *const names[] = {of_2002, of_nobody};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    static const char *const *const all[] = {numbered, unnumbered, without_points, too_few};
    for (gsize k = 0; k < G_N_ELEMENTS(all); k++) {
      CorpusReport *report = read_headings(names[i], all[k]);
      bool points = all[k] != without_points && all[k] != too_few;
      const CorpusQuestionScore *question = corpus_report_question(report, "4.2");
      g_assert_true((question != NULL) == points);
      if (points) {
        g_assert_cmpstr(question->text, ==, "Öppna möten");
        g_assert_cmpint(question->score, ==, 9);
        g_assert_cmpint(question->max, ==, 25);
        g_assert_cmpint(corpus_report_area(report, 4)->score, ==, 45);
      }
      g_assert_cmpstr(passage_with(report, 4, "2 sätt")->question, ==,
                      all[k] == too_few ? "" : "4.2");
      corpus_report_free(report);
    }
  }
}

static void
test_an_unknown_revision_has_any_shape(void) {
  CorpusReport *report = read_made(2026, of_nobody, 150, "x.txt");
  g_assert_cmpuint(report->areas->len, ==, 11);
  const CorpusAreaScore *area = corpus_report_area(report, 11);
  g_assert_cmpstr(area->name, ==, "Skolan");
  g_assert_cmpint(area->max, ==, 150);
  g_assert_cmpint(corpus_report_question(report, "11.2")->max, ==, 110);
  corpus_report_free(report);
}

/* A report with bare names for headings and one table for all areas, whose points stand beside
 * their names. */
static CorpusReport *
read_one_table(unsigned year, const char *const *names) {
  GString *text = g_string_new(NULL);
  g_string_printf(text, "Utvärderingen av Åmåls kommun genomfördes i maj %u.\n", year);
  for (unsigned i = 0; i < 8; i++)
    g_string_append_printf(text,
                           "%s\nAllmänt\nOmrådet handlar om hur kommunen arbetar.\n"
                           "Arbetet\nKommunen har en plan som följs upp varje år.\n",
                           names[i]);
  g_string_append(text, "Översikt av poäng\nOmråde och delfråga Uppnått Max Procent\n");
  for (unsigned i = 1; i <= 8; i++)
    g_string_append_printf(text,
                           "%u. %s %u 100 %u%%\n%u.1 Finns en plan som följs? 20 40 50%%\n"
                           "%u.2 Vad görs åt det som brister? %u 60 50%%\n",
                           i, names[i - 1], 49 + i % 2, 49 + i % 2, i, i, 29 + i % 2);
  g_string_append(text, "Totalt 396 800 50%\nBilaga\nSå gjordes utvärderingen.\n");
  GError *error = NULL;
  CorpusReport *report = corpus_report_from_lines(lines_of(text->str), "x.txt", lexicon, &error);
  g_assert_no_error(error);
  g_string_free(text, TRUE);
  return report;
}

static void
test_names_stand_beside_points(void) {
  CorpusReport *report = read_one_table(2022, of_2020);
  g_assert_cmpuint(report->revision, ==, 2020);
  corpus_report_free(report);
  report = read_one_table(2026, of_nobody);
  g_assert_cmpuint(report->revision, ==, 0);
  for (unsigned i = 1; i <= 8; i++) {
    const CorpusAreaScore *area = corpus_report_area(report, i);
    g_assert_cmpstr(area->name, ==, of_nobody[i - 1]);
    g_assert_cmpint(area->score, ==, 49 + (int)i % 2);
    g_assert_cmpint(area->max, ==, 100);
  }
  corpus_report_free(report);
}

static void
test_a_norwegian_report_is_refused(void) {
  GError *error = NULL;
  CorpusReport *report = corpus_report_from_lines(
      lines_of("Kommunekompasset\nEvaluering av Røros kommune 2017\nOffentlighet og demokrati\n"
               "Kommunen informerer innbyggerne og medierne om politiske saker.\n"
               "Det er ikke laget en plan for dialog gjennom året.\n"
               "Kommunen som samfunnsutvikler\nHvordan samarbeider kommunen?\n"),
      "roros.pdf", lexicon, &error);
  g_assert_null(report);
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_NOT_REPORT);
  g_assert_nonnull(strstr(error->message, "Norwegian"));
  g_error_free(error);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  lexicon = corpus_lexicon_new(NULL, NULL);
  g_assert_nonnull(lexicon);
  g_test_add_func("/corpus/reading/which_revision/areas-and-year", test_areas_and_year_tell);
  g_test_add_func("/corpus/reading/which_revision/printed-questions",
                  test_questions_are_as_printed);
  g_test_add_func("/corpus/reading/which_revision/headings-are-questions",
                  test_headings_are_questions);
  g_test_add_func("/corpus/reading/which_revision/any-shape",
                  test_an_unknown_revision_has_any_shape);
  g_test_add_func("/corpus/reading/which_revision/beside-points", test_names_stand_beside_points);
  g_test_add_func("/corpus/reading/which_revision/norwegian", test_a_norwegian_report_is_refused);
  int status = g_test_run();
  corpus_lexicon_free(lexicon);
  return status;
}
