/* tests/corpus/instrument/instrument.c: the revisions are complete, and headings lead to their
 * questions. */
#include <glib.h>

#include "corpus/instrument/instrument.h"
#include "corpus/text/error.h"
#include "corpus/text/knowledge.h"
#include "corpus/text/likeness.h"

static CorpusInstrument *
parse(const char *text, GError **error) {
  return corpus_instrument_from_text("fixture.ini", text, error);
}

static void
test_every_file_can_be_read(void) {
  unsigned files = 0, read = 0;
  char **names = corpus_data_names();
  for (char **name = names; *name != NULL; name++) {
    if (!g_str_has_prefix(*name, "instrument-"))
      continue;
    GError *error = NULL;
    const char *text = corpus_data_bytes(*name, NULL, &error);
    g_assert_no_error(error);
    CorpusInstrument *instrument = corpus_instrument_from_text(*name, text, &error);
    g_assert_no_error(error);
    char *expected = g_strdup_printf("instrument-%u.ini", instrument->revision);
    g_assert_cmpstr(*name, ==, expected);
    g_free(expected);
    corpus_instrument_free(instrument);
    files++;
  }
  g_strfreev(names);
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++, read++)
    g_assert_true(read == 0 || at[-1]->revision < at[0]->revision);
  g_assert_cmpuint(files, >=, 2);
  g_assert_cmpuint(read, ==, files);
}

/* What is known of a revision: all of it, or its areas with their points, or their names alone. */
static void
test_how_much_is_known(void) {
  static const struct {
    unsigned revision, points; /* of an area */
    bool whole;
  } cases[] = {{2002, 0, false}, {2010, 100, true}, {2016, 100, true}, {2020, 100, false}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    const CorpusInstrument *instrument = corpus_instrument_find(cases[i].revision);
    g_assert_nonnull(instrument);
    g_assert_cmpint(corpus_instrument_is_whole(instrument), ==, cases[i].whole);
    for (guint j = 0; j < instrument->areas->len; j++) {
      const CorpusArea *area = g_ptr_array_index(instrument->areas, j);
      g_assert_cmpuint(area->max, ==, cases[i].points);
      g_assert_cmpint(area->questions->len > 0, ==, cases[i].whole);
    }
  }
  g_assert_cmpuint(corpus_instrument_least_points(), ==, 100);
  g_assert_cmpuint(corpus_instrument_newest(2019)->revision, ==, 2016);
  g_assert_null(corpus_instrument_newest(1999));
}

/* Any number of areas and questions, and any points. */
static void
test_an_instrument_has_any_shape(void) {
  GString *text = g_string_new("[instrument]\nrevision=2030\n");
  for (unsigned area = 1; area <= 12; area++)
    g_string_append_printf(text, "[area %u]\nname=Del %c\n", area, 'A' + (int)area);
  for (unsigned question = 1; question <= 14; question++)
    g_string_append_printf(text, "[question 12.%u]\nmax=250\ntext=Fråga %u\n", question, question);
  GError *error = NULL;
  CorpusInstrument *instrument = parse(text->str, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(corpus_instrument_area(instrument, 12)->max, ==, 14 * 250);
  g_assert_cmpuint(corpus_instrument_question(instrument, "12.14")->area, ==, 12);
  corpus_instrument_free(instrument);
  g_string_append(text, "[area 13]\nname=Del N\nmax=60\n[question 13.1]\nmax=60\ntext=Fråga\n");
  g_assert_null(parse(text->str, &error));
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA);
  g_error_free(error);
  g_string_free(text, TRUE);
}

/* The instrument's own words must lead where they belong. */
static void
test_own_words_lead_home(void) {
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++)
    for (guint i = 0; i < (*at)->areas->len; i++) {
      const CorpusArea *area = g_ptr_array_index((*at)->areas, i);
      g_assert_cmpuint(corpus_instrument_match_area(*at, area->name), ==, area->number);
      for (guint j = 0; j < area->questions->len; j++) {
        const CorpusQuestion *question = g_ptr_array_index(area->questions, j);
        g_assert_true(corpus_instrument_match_heading(*at, area->number, question->text, NULL) ==
                      question);
        for (char **heading = question->headings; *heading != NULL; heading++)
          g_assert_cmpstr(corpus_instrument_match_heading(*at, area->number, *heading, NULL)->id,
                          ==, question->id);
      }
    }
}

static void
test_an_area_is_named_in_many_ways(void) {
  static const struct {
    const char *line;
    unsigned area;
  } cases[] = {
      {"Område 1 Offentlighet och demokrati", 1},
      {"OMRÅDE 1: OFFENTLIGHET OCH DEMOKRATI", 1},
      {"4.1 Offentlighet och demokrati", 1},
      {"3.1 Offentlighet och demokrati", 1},
      {"Kapitel 4 Ledarskap, ansvar och delegation", 4},
      {"Kriterium 4: Ledarskap, ansvar och delegation", 4},
      {"Bedömningsområde 1 – Offentlighet och demokrati", 1},
      {"Huvudområde 4", 4},
      {"1.  Offentlighet och demokrati", 1},
      {"2 Tillgänglighet  och brukar-orientering", 2},
      {"Tilgänglighet och brukarorientering", 2},
      {"Område 6 Kommunen som arbetsgivare personalpolitik", 6},
      {"6. Kommunen som arbetsgivare – personal-politik", 6},
      {"4.6 Kommunen som arbetsgivare", 6},
      {"8. Kommun som samhällsbyggare", 8},
      {"Område 3", 3},
      {"Område 9", 0},
      {"3", 0},
      {"Kommunen som attraktiv arbetsgivare", 0},
      {"Strategi för ledarskap, ansvar och delegation", 0},
      {"Information om resultat", 0},
      {"Ledarskap", 0},
      {"", 0},
  };
  const CorpusInstrument *instrument = corpus_instrument_find(2016);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].line);
    unsigned areas[CORPUS_INSTRUMENTS_MAX];
    guint named = corpus_instruments_match_area(cases[i].line, areas), counted = 0;
    g_assert_cmpuint(corpus_instrument_match_area(instrument, cases[i].line), ==, cases[i].area);
    for (guint j = 0; corpus_instruments()[j] != NULL; j++) {
      g_assert_cmpuint(areas[j], ==,
                       corpus_instrument_match_area(corpus_instruments()[j], cases[i].line));
      counted += areas[j] != 0;
    }
    g_assert_cmpuint(named, ==, counted);
  }
}

static void
assert_all_revisions_agree(const char *line) {
  unsigned areas[CORPUS_INSTRUMENTS_MAX];
  g_assert_cmpuint(corpus_instruments_match_area(line, areas), >, 0);
  for (guint i = 0; corpus_instruments()[i] != NULL; i++)
    g_assert_cmpuint(areas[i], ==, corpus_instrument_match_area(corpus_instruments()[i], line));
}

/* What is like no name of any revision is not held against each; what is like one of them is. */
static void
test_the_names_of_all_revisions_are_known(void) {
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++)
    for (guint i = 0; i < (*at)->areas->len; i++) {
      const CorpusArea *area = g_ptr_array_index((*at)->areas, i);
      assert_all_revisions_agree(area->name);
      for (char **name = area->names; *name != NULL; name++)
        assert_all_revisions_agree(*name);
    }
}

static void
test_headings_are_matched_tolerantly(void) {
  static const struct {
    unsigned revision, area;
    const char *heading, *id;
  } cases[] = {
      {2010, 1, "Strategi for demokratiutveckling och information", "1.1"},
      {2010, 1, "MOTVERKA KORRUPTION", "1.5"},
      {2010, 2, "Systemför service-/kvalitetsdeklarationer och synpunkts-/klagomålshantering",
       "2.6"},
      {2010, 7, "Metoder och verktyg för kvalitetsutveckling", "7.2"},
      {2010, 8, "Samarbete med civilsamhället och kulturlivet", "8.2"},
      {2016, 1, "1.4 Invånardialog och inflytande", "1.4"},
      {2016, 3, "Rapportering till politiska nivån", "3.3"},
      {2016, 4, "4.4.2 Personligt ansvar och uppdrag för chefer", "4.4"},
      {2016, 6, "Kompetens – och medarbetarutveckling", "6.3"},
      {2016, 7, "Utveckling genom tillvaratagande av de antälldas kreativitet", "7.5"},
      {2016, 8, "Social Hållbarhet", "8.7"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    double likeness = 0;
    const CorpusQuestion *question = corpus_instrument_match_heading(
        corpus_instrument_find(cases[i].revision), cases[i].area, cases[i].heading, &likeness);
    g_test_message("%s: %.2f", cases[i].heading, likeness);
    g_assert_nonnull(question);
    g_assert_cmpstr(question->id, ==, cases[i].id);
    g_assert_cmpfloat(likeness, >=, 0.8);
  }
}

static void
test_running_text_is_no_heading(void) {
  static const char *const lines[] = {
      "Kommunen mäter varje år hur nöjda invånarna är med svaren i telefon",
      "Möten hålls i byarna",
      "Tillgänglighet och bemötande mäts vartannat år i alla förvaltningar och följs upp",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
    double likeness = 0;
    (void)corpus_instrument_match_heading(corpus_instrument_find(2016), 0, lines[i], &likeness);
    g_test_message("%s: %.2f", lines[i], likeness);
    g_assert_cmpfloat(likeness, <, 0.7);
  }
}

static void
test_numbers_are_taken_off(void) {
  static const char *const headings[] = {
      "Kap. 4 Ledarskap", "Avsnitt 4: Ledarskap", "DEL 4 Ledarskap",     "\u00A04.1 Ledarskap",
      "4) Ledarskap",     "4 \u00B7 Ledarskap",   "Område 4 | Ledarskap"};
  char *number = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(headings); i++)
    g_assert_cmpstr(corpus_heading_without_number(headings[i], NULL), ==, "Ledarskap");
  g_assert_cmpstr(corpus_heading_without_number("4.1.4 Kommentar", &number), ==, "Kommentar");
  g_assert_cmpstr(number, ==, "4.1.4");
  g_free(number);
  g_assert_cmpstr(corpus_heading_without_number("Område 2: Dialog", &number), ==, "Dialog");
  g_assert_cmpstr(number, ==, "2");
  g_free(number);
  g_assert_cmpstr(corpus_heading_without_number("IT-stöd", &number), ==, "IT-stöd");
  g_assert_cmpstr(number, ==, "");
  g_free(number);
  g_assert_cmpstr(corpus_heading_without_number("2017 gjordes en analys", NULL), ==,
                  "2017 gjordes en analys");
}

/* A revision with other areas needs a file and nothing else. */
static void
test_a_revision_is_added_by_a_file(void) {
  const char *root = g_getenv("KOMPASS_SOURCE");
  g_assert_nonnull(root);
  char *path = g_build_filename(root, "tests/corpus/data/instrument-2020.ini", NULL);
  char *text = NULL;
  GError *error = NULL;
  g_file_get_contents(path, &text, NULL, &error);
  g_assert_no_error(error);
  CorpusInstrument *instrument = corpus_instrument_from_text("instrument-2020.ini", text, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(instrument->revision, ==, 2020);
  g_assert_cmpuint(instrument->areas->len, ==, 8);
  g_assert_cmpuint(
      corpus_instrument_match_area(instrument, "Område 8 Chefs- och ledarskap samt medarbetarskap"),
      ==, 8);
  g_assert_cmpuint(corpus_instrument_match_area(instrument, "4.2 Samhällsutveckling"), ==, 2);
  g_assert_cmpstr(corpus_instrument_match_heading(instrument, 5, "Brukarnas inflytande", NULL)->id,
                  ==, "5.2");
  corpus_instrument_free(instrument);
  g_free(text);
  g_free(path);
}

static void
test_a_malformed_file_is_refused(void) {
  static const char *const texts[] = {
      "[area 1]\nname=Dialog\n",
      "[instrument]\nrevision=2030\n",
      "[instrument]\nrevision=2030\n[area 1]\nnames=Dialog\n",
      "[instrument]\nrevision=2030\n[area 1]\nname=Dialog\n[area 3]\nname=Styrning\n",
      "[instrument]\nrevision=2030\n[area 1]\nname=Dialog\n[question 1.1]\ntext=Finns en plan?\n",
      "[instrument]\nrevision=2030\n[area 1]\nname=Dialog\n[question 1.1]\nmax=15\n",
      "[instrument]\nrevision=2030\n[area 1]\nname=Dialog\n[question 1.1]\nmax=0\ntext=Plan?\n",
      "[instrument]\nrevision=2030\n[area 1]\nname=Dialog\n[question 1.2]\nmax=5\ntext=Plan?\n",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    GError *error = NULL;
    g_test_message("%s", texts[i]);
    g_assert_null(parse(texts[i], &error));
    g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA);
    g_assert_true(g_str_has_prefix(error->message, "corpus/data/fixture.ini:"));
    g_error_free(error);
  }
}

static void
test_likeness_ranges(void) {
  g_assert_cmpfloat(corpus_likeness("Brukarundersökningar", "brukar-undersökningar"), >=, 0.99);
  g_assert_cmpfloat(corpus_likeness("Ledarutveckling", "Ledarutvecklingen"), >=, 0.85);
  g_assert_cmpfloat(corpus_likeness("", "Ledarutveckling"), ==, 0);
  g_assert_cmpfloat(corpus_likeness("Mångfald", "Rekrytering"), ==, 0);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/instrument/instrument/files", test_every_file_can_be_read);
  g_test_add_func("/corpus/instrument/instrument/known", test_how_much_is_known);
  g_test_add_func("/corpus/instrument/instrument/shape", test_an_instrument_has_any_shape);
  g_test_add_func("/corpus/instrument/instrument/own-words", test_own_words_lead_home);
  g_test_add_func("/corpus/instrument/instrument/area", test_an_area_is_named_in_many_ways);
  g_test_add_func("/corpus/instrument/instrument/names-of-all",
                  test_the_names_of_all_revisions_are_known);
  g_test_add_func("/corpus/instrument/instrument/heading", test_headings_are_matched_tolerantly);
  g_test_add_func("/corpus/instrument/instrument/running-text", test_running_text_is_no_heading);
  g_test_add_func("/corpus/instrument/instrument/number", test_numbers_are_taken_off);
  g_test_add_func("/corpus/instrument/instrument/new-revision", test_a_revision_is_added_by_a_file);
  g_test_add_func("/corpus/instrument/instrument/malformed", test_a_malformed_file_is_refused);
  g_test_add_func("/corpus/instrument/instrument/likeness", test_likeness_ranges);
  return g_test_run();
}
