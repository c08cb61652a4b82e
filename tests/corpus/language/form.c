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
};

static const char *const apart[][2] = {
    {"mål", "måltid"},    {"bar", "bära"},    {"råd", "rådhus"},      {"samt", "sam"},
    {"val", "valfrihet"}, {"resa", "resurs"}, {"kontroll", "kontor"}, {"form", "forum"},
    {"parti", "part"},    {"inte", "intern"}, {"män", "man"},         {"kommun", "kommunman"},
    {"talande", "tal"},   {"rådande", "råd"},
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
  g_test_add_data_func("/corpus/form/together", lexicon, test_forms_of_a_word_meet);
  g_test_add_data_func("/corpus/form/apart", lexicon, test_words_that_look_alike_stay_apart);
  int status = g_test_run();
  corpus_lexicon_free(lexicon);
  return status;
}
