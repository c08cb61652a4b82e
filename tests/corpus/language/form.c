/* tests/corpus/language/form.c: which words share a form, and which must not. */
#include <glib.h>

#include "corpus/language/form.h"

static const char *const together[][2] = {
    {"skola", "skolan"},
    {"skola", "skolorna"},
    {"möte", "mötet"},
    {"policy", "policyn"},
    {"förslagslåda", "förslagslådan"},
    {"kundcenter", "kundcentret"},

    {"kartlägga", "kartlagt"},
    {"kartlägger", "kartlagts"},
    {"föreslå", "föreslog"},
    {"anta", "antagit"},
    {"beskriva", "beskriven"},
    {"välja", "valda"},
    {"driver", "drevs"},
    {"e-tjänst", "e-tjänsterna"},
    {"enkät", "enkäterna"},
    {"chefskontrakt", "chefskontrakten"},
    {"whistleblower-funktion", "whistleblowerfunktionen"},
    {"gemensam", "gemensamma"},
    {"lönsamt", "lönsamma"},
    {"medborgardialog", "medborgardialogerna"},
    {"politiker", "politikernas"},
    {"tjänsteman", "tjänstemännen"},
    {"ledamot", "ledamöterna"},
    {"enkel", "enkla"},
    {"stipendium", "stipendiet"},
    {"stipendium", "stipendiernas"},
    {"lönekriterium", "lönekriterier"},
    {"museum", "museerna"},
    {"lärande", "lärandes"},
    {"öppen", "öppna"},
    {"kommunala", "kommunalt"},
    {"ideella", "ideellt"},
    {"nyanställd", "nyanställda"},
    {"kontaktcenter", "kontaktcentret"},
    {"kvalitetspris", "kvalitetspriset"},
    {"facebooksida", "facebooksidan"},
    {"facebooksidor", "facebooksidans"},
    {"hr-strategi", "hr-strategins"},
    {"tillgänglig", "tillgängligheten"},
    {"arbeta", "arbetet"},
};

static const char *const apart[][2] = {
    {"mål", "måltid"},       {"företa", "företaget"},
    {"uppdra", "uppdraget"}, {"förslå", "förslaget"},
    {"bar", "bära"},         {"råd", "rådhus"},
    {"samt", "sam"},         {"val", "valfrihet"},
    {"resa", "resurs"},      {"kontroll", "kontor"},
    {"form", "forum"},       {"parti", "part"},
    {"inte", "intern"},      {"män", "man"},
    {"kommun", "kommunman"}, {"talande", "tal"},
    {"rådande", "råd"},      {"inflytande", "inflyttare"},
    {"fastighet", "fast"},   {"kallelse", "kallas"},
    {"kost", "kosta"},       {"ledare", "leda"},
    {"lärare", "lära"},      {"styrelse", "styra"},
    {"bil", "billig"},       {"tillväxtenhet", "tillväxt"},
};

static void
check(CorpusLexicon *lexicon, const char *const pairs[][2], gsize count, bool same) {
  for (gsize i = 0; i < count; i++) {
    char *a = corpus_form(lexicon, pairs[i][0]);
    char *b = corpus_form(lexicon, pairs[i][1]);
    g_test_message("%s -> %s, %s -> %s", pairs[i][0], a, pairs[i][1], b);
    if (same)
      g_assert_cmpstr(a, ==, b);
    else
      g_assert_cmpstr(a, !=, b);
    g_free(a);
    g_free(b);
  }
}

/* Calls check for each line of a table beside this file, cut at tabs, but for comments. */
static void
for_each_row(const char *name, void (*check_row)(CorpusLexicon *lexicon, char **fields),
             CorpusLexicon *lexicon) {
  char *path =
      g_build_filename(g_getenv("KOMPASS_SOURCE"), "tests", "corpus", "language", name, NULL);
  char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  char **lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    if (**line == '\0' || **line == '#')
      continue;
    char **fields = g_strsplit(*line, "\t", -1);
    check_row(lexicon, fields);
    g_strfreev(fields);
  }
  g_strfreev(lines);
  g_free(text);
  g_free(path);
}

static void
check_inflections(CorpusLexicon *lexicon, char **fields) {
  char *form = corpus_form(lexicon, fields[0]);
  for (char **field = fields + 1; *field != NULL; field++) {
    if (g_str_equal(*field, "-"))
      continue;
    char *other = corpus_form(lexicon, *field), *base = corpus_base(lexicon, *field);
    if (!g_str_equal(form, other) || !g_str_equal(base, fields[0]))
      g_error("%s is %s, %s is %s of %s", fields[0], form, *field, other, base);
    g_free(base);
    g_free(other);
  }
  g_free(form);
}

/* Hundreds of nouns, each in its base form, definite, plural and genitive. */
static void
test_inflections_are_one(gconstpointer lexicon) {
  for_each_row("inflections.tsv", check_inflections, (CorpusLexicon *)lexicon);
}

static void
test_forms_of_a_word_meet(gconstpointer lexicon) {
  check((CorpusLexicon *)lexicon, together, G_N_ELEMENTS(together), true);
}

static void
test_words_that_look_alike_stay_apart(gconstpointer lexicon) {
  check((CorpusLexicon *)lexicon, apart, G_N_ELEMENTS(apart), false);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  g_test_add_data_func("/corpus/language/form/inflections", lexicon, test_inflections_are_one);
  g_test_add_data_func("/corpus/language/form/together", lexicon, test_forms_of_a_word_meet);
  g_test_add_data_func("/corpus/language/form/apart", lexicon,
                       test_words_that_look_alike_stay_apart);
  int status = g_test_run();
  corpus_lexicon_free(lexicon);
  return status;
}
