/* tests/corpus/reading/metadata.c: municipality, date and order are decided by weight of evidence.
 */
#include <glib.h>

#include "corpus/reading/decisions.h"

static const char *
municipality_of(const char *general, const char *areas, const char *name) {
  CorpusMetadata found = corpus_metadata_read(general, areas, name);
  return found.municipality != NULL ? found.municipality->name : NULL;
}

static void
test_the_municipality_by_weight(void) {
  g_assert_cmpstr(municipality_of("Utvärderingen av Åmåls kommun genomfördes i maj 2014.", "", ""),
                  ==, "Åmål");
  /* a template's placeholder, and a name left from another report */
  g_assert_cmpstr(municipality_of("2 Åmåls kommun i förhållande till Kommunkompassen. "
                                  "Utvärderingen av Åmål kommun genomfördes i maj 2014. "
                                  "Tabellerna visar xxx kommuns resultat.",
                                  "", "rapport.txt"),
                  ==, "Åmål");
  g_assert_cmpstr(municipality_of("Utvärderingen av Åmål kommun genomfördes i maj 2014. Nedan "
                                  "visas Åmåls profil. Tabellerna visar Tierps kommuns resultat.",
                                  "Åmål har en plan. I Åmål finns ett kundcenter.", "amal.txt"),
                  ==, "Åmål");
  /* others are named often as examples, the report's own in the right places */
  g_assert_cmpstr(municipality_of("Utvärderingen av Åmål kommun genomfördes i maj 2014.",
                                  "Tyresö är ett exempel. Tyresö och Nacka gör så. Se Tyresö.", ""),
                  ==, "Åmål");
  /* a cover in capitals, and the home of one who evaluated */
  g_assert_cmpstr(municipality_of("KommunKompassen ANALYS AV ÅMÅLS KOMMUN 2017. Utvärderare: Eva "
                                  "Ek, Tierps kommun. Tierps kommun har lånat ut henne.",
                                  "", "rapport.txt"),
                  ==, "Åmål");
  g_assert_cmpstr(municipality_of("", "", "upplands-vasby-2015.txt"), ==, "Upplands Väsby");
  g_assert_null(municipality_of("En text om ingenting.", "", "text.txt"));
}

/* Where an evaluator works, and whom the municipality is compared with, is not whose report it is.
 */
static void
test_others_are_not_its_own(void) {
  g_assert_cmpstr(municipality_of("2020-09-07\nUTVÄRDERARE:\nEva Ek, Hylte kommun\nBo Alm, SKR\n"
                                  "Kommunkompassen\nAnalys av Åmåls kommun\n",
                                  "", ""),
                  ==, "Åmål");
  g_assert_cmpstr(municipality_of("HYLTE KOMMUN 2017\nKommunKompassen\nANALYS AV\n"
                                  "Eva Ek, Halmstad\nBo Alm, Borås\nKarin Ek, Halmstad\n",
                                  "", ""),
                  ==, "Hylte");
  g_assert_cmpstr(
      municipality_of("Utvärdering av Åmåls kommun. Åmål jämförs här med Tierps kommun. "
                      "Tierps kommun når fler poäng. I Tierps kommun finns ett råd. "
                      "Tierps kommun har 506 poäng.",
                      "", ""),
      ==, "Åmål");
}

/* A municipality that is only mentioned is no more than a guess; the file's name knows better. */
static void
test_a_guess_is_told(void) {
  const char *examples = "I Tierp finns en app. Det gör Tierp bra. Titta på Tierp och Nacka.";
  CorpusMetadata guess = corpus_metadata_read("Kommunkompassen", examples, "bilaga-3-ks.pdf");
  g_assert_cmpstr(guess.municipality->name, ==, "Tierp");
  g_assert_true(guess.guessed);
  CorpusMetadata named = corpus_metadata_read("Kommunkompassen", examples, "amal-2016.pdf");
  g_assert_cmpstr(named.municipality->name, ==, "Åmål");
  g_assert_false(named.guessed);
  CorpusMetadata said = corpus_metadata_read("Kommunkompassen. Utvärderingen av Åmåls kommun.",
                                             examples, "Slutrapport (1).pdf");
  g_assert_cmpstr(said.municipality->name, ==, "Åmål");
  g_assert_false(said.guessed);
}

static void
test_two_evaluated_together(void) {
  static const char *const titles[] = {
      "Utvärdering av Gullspångs och Mariestads kommuner\nOktober 2014.",
      "Kommunkompassen\nAnalys av Gullspångs kommun och Mariestads kommun 2014."};
  for (gsize i = 0; i < G_N_ELEMENTS(titles); i++) {
    CorpusMetadata found =
        corpus_metadata_read(titles[i], "Mariestads kommun gör så. Mariestads kommun mäter.", "");
    g_assert_cmpstr(found.municipality->name, ==, "Gullspång");
    g_assert_nonnull(found.second);
    g_assert_cmpstr(found.second->name, ==, "Mariestad");
  }
  CorpusMetadata alone = corpus_metadata_read(
      "Utvärdering av Åmåls kommun. Åmål och Tierps kommun samverkar.", "", "");
  g_assert_null(alone.second);
}

static void
test_the_date_of_the_evaluation(void) {
  static const struct {
    const char *text, *name;
    unsigned year, month;
  } cases[] = {
      {"Utvärderingen av Åmål genomfördes i november 2012 och var den andra. Den första "
       "genomfördes 2003.",
       "", 2012, 11},
      {"Utvärderingen genomfördes i oktober år 2018. Kommunkompassen reviderades 2010 och 2016.",
       "", 2018, 10},
      {"Utvärderingen genomfördes hösten 2014. Poängen från maj 2010, då kommunen utvärderades "
       "senast, finns med.",
       "", 2014, 0},
      {"Förra utvärderingen gjordes i mars 2009. Utvärderingen gjordes i juni 2013.", "", 2013, 6},
      /* a day in figures, two days, and the day on which the report was printed */
      {"Analys av Åmåls kommun\n2012-04-17", "", 2012, 4},
      {"Utvärderingen genomfördes 2012-04-17.", "", 2012, 4},
      {"Analys\nav Åmåls kommun\n3-4 juni 2009", "", 2009, 6},
      {"RAPPORT 2005-11-09 1 (24)\nAnalys\nav Åmåls kommun\n8-9 juni 2005", "", 2005, 6},
      {"Analys av Åmåls kommun 19–21 september 2007\nRapport 4 januari 2008", "", 2007, 9},
      {"Utvärderingen genomfördes i november 2018 och rapporten publicerades i februari 2019.", "",
       2018, 11},
      {"Analys av Åmåls kommun\nFebruari 2019\nUtvärderingen genomfördes i november 2018.", "",
       2018, 11},
      {"I november 2018 genomfördes utvärderingen. Rapporten lämnades i mars 2019.", "", 2018, 11},
      /* the file's name, where the report says otherwise, and where it says nothing */
      {"Utvärdering av Åmåls kommun\nMaj 2013", "rapport-2018.txt", 2013, 5},
      {"Rapporten handlar om Åmål.", "amal-2011.txt", 2011, 0},
      {"Rapporten handlar om Åmål.", "", 0, 0},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].text);
    CorpusMetadata found = corpus_metadata_read(cases[i].text, "", cases[i].name);
    g_assert_cmpuint(found.year, ==, cases[i].year);
    g_assert_cmpuint(found.month, ==, cases[i].month);
  }
}

static unsigned
year_of(const char *general) {
  return corpus_metadata_read(general, "", "rapport.txt").year;
}

static void
test_the_year_on_the_cover(void) {
  const char *revised =
      " 1 Vad är Kommunkompassen? Verktyget har använts sedan 2002. Det reviderades "
      "2010. Sedan 2010 görs det så. Sedan 2010 finns styrprinciper.";
  static const struct {
    const char *cover;
    unsigned year;
  } covers[] = {
      {"KommunKompassen ANALYS AV ÅMÅLS KOMMUN 2014", 2014},
      {"KommunKompassen ÅMÅLS KOMMUN OKTOBER 2017 ANALYS AV Eva Ek", 2017},
      {"KommunKompassen VISBY STAD 2014 ANALYS AV Utvärderare: Eva Ek, Tierps kommun", 2014},
      {"KOMMUNKOMPASSEN ANALYS AV ÅMÅLS KOMMUN 2020-05-26/27 UTVÄRDERARE: EVA EK", 2020},
      {"KommunKompassen ANALYS AV REGION GOTLAND 2012 Eva Ek, SKL", 2012},
      /* the day is that of the report */
      {"KommunKompassen ANALYS AV ÅMÅLS KOMMUN 2014 Eva Ek, SKL 2015-01-09", 2014},
      {"KOMMUNKOMPASSEN 2013 ÅMÅLS KOMMUN ANALYS AV Eva Ek (SKL) Versionsdatum: 2014-01-08", 2013},
      {"KommunKompassen 2013 Åmåls kommun Eva Ek, SKL 2014-02-03", 2013}};
  for (gsize i = 0; i < G_N_ELEMENTS(covers); i++) {
    char *general = g_strconcat(covers[i].cover, revised, NULL);
    g_assert_cmpuint(year_of(general), ==, covers[i].year);
    g_free(general);
  }
  /* the text knows better */
  g_assert_cmpuint(year_of("KommunKompassen ÅMÅLS KOMMUN 2014. Utvärderingen av Åmåls kommun "
                           "genomfördes i november 2015."),
                   ==, 2015);
}

static void
test_which_evaluation_it_is(void) {
  static const struct {
    const char *text;
    unsigned evaluation;
  } cases[] = {
      {"Utvärderingen genomfördes i november 2012 och var kommunens andra utvärdering. Den första "
       "utvärderingen genomfördes 2003.",
       2},
      {"Utvärderingen gjordes 2015 och var kommunens fjärde fullständiga utvärdering.", 4},
      {"Utvärderingen gjordes 2015 och var kommunens 2:a utvärdering.", 2},
      {"Utvärderingen gjordes 2015. Åmål utvärderas nu för tredje gången med Kommunkompassen.", 3},
      {"Detta är kommunens första utvärdering enligt Kommunkompassen.", 1},
      {"Utvärdering 2015.\nI sin andra Kommunkompass når kommunen 506 poäng.", 2},
      {"Utvärdering 2015.\nUtvärderingen är den andra i ordningen.", 2},
      {"Det är andra gången som Åmål utvärderas, nu 2015.", 2},
      {"Utvärdering 2015.\nDen första utvärderingen gjordes 2008 och nu är det dags för den andra.",
       2},
      {"Utvärderingen gjordes 2015. Priset delades ut för första gången 2015.", 0},
      {"Utvärderingen gjordes 2015. Jämför med andra utvärderingar.", 0},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].text);
    g_assert_cmpuint(corpus_metadata_read(cases[i].text, "", "").evaluation, ==,
                     cases[i].evaluation);
  }
}

static void
test_the_stated_total(void) {
  static const struct {
    const char *text;
    int total;
  } cases[] = {
      {"Nedan visas 415 totaltpoäng samt poängfördelningen.", 415},
      {"Kommunen fick totalt 575 poäng.", 575},
      {"Totalpoängen är 502 av 800 möjliga.", 502},
      {"Totalt fick Åmål 506 av totalt 800 poäng.", 506},
      {"Resultatet blev 480 poäng av 800.", 480},
      {"Nedan visas Åmåls totalpoäng samt poängfördelningen per område.", -1},
      {"Man kan lägga på 80-100 poäng till det resultat som nu erhållits.", -1},
      {"Varje område ger 100 poäng, totalt 800 poäng.", -1},
      {"Utvärdering 2014.\nKommunen fick totalt 506 poäng, vilket är en ökning från 401 poäng år "
       "2011.",
       506},
      {"Utvärdering 2014.\nÅmål fick en totalpoäng på 506, att jämföra med 437 poäng 2011.", 506},
      {"Utvärdering 2014.\nÅr 2011 fick kommunen totalt 437 poäng och 2014 blev det totalt 506 "
       "poäng.",
       506},
      {"Utvärdering 2014.\nKommunen nådde 506 av 800 poäng (437 poäng 2011).", 506},
      {"Utvärdering 2014.\nTotalpoängen ökade från 437 till 506 poäng.", 506},
      {"Utvärderingen gjordes i maj 2014. År 2010 fick kommunen totalt 420 poäng.", -1},
      /* the mean of others */
      {"Medelvärdet i landet är 517 poäng av 800 möjliga.", -1},
      {"Genomsnittet för de 19 kommuner som utvärderats är totalt 517 poäng.", -1},
      {"Snittet i Sverige är 517 poäng av 800. Kommunen fick totalt 648 poäng.", 648},
      {"Kommunen ligger över genomsnittet på 517 och fick totalt 648 poäng av 800.", 648},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].text);
    g_assert_cmpint(corpus_metadata_read(cases[i].text, "", "").stated_total, ==, cases[i].total);
  }
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/metadata/municipality", test_the_municipality_by_weight);
  g_test_add_func("/corpus/reading/metadata/others", test_others_are_not_its_own);
  g_test_add_func("/corpus/reading/metadata/guess", test_a_guess_is_told);
  g_test_add_func("/corpus/reading/metadata/joint", test_two_evaluated_together);
  g_test_add_func("/corpus/reading/metadata/date", test_the_date_of_the_evaluation);
  g_test_add_func("/corpus/reading/metadata/cover", test_the_year_on_the_cover);
  g_test_add_func("/corpus/reading/metadata/evaluation", test_which_evaluation_it_is);
  g_test_add_func("/corpus/reading/metadata/total", test_the_stated_total);
  return g_test_run();
}
