/* tests/corpus/reading/scores/score_lists.c: lists of questions with their points below no head,
 * and matrices with an area a row, are read where their figures are such as they must be. */
#include <glib.h>

#include "corpus/reading/scores/score_tables.h"
#include "tests/corpus/lines_of.h"

/* The tables in the text: "4: 1 9/15, 2 6/10 = 15/25". */
static char *
tables_of(const char *text) {
  CorpusLines *lines = lines_of(text);
  corpus_score_lists_take_apart(lines);
  GPtrArray *tables = corpus_scores_find(lines->lines, corpus_instruments());
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < tables->len; i++) {
    const CorpusScoreTable *table = g_ptr_array_index(tables, i);
    g_string_append_printf(found, "%s%u:", i > 0 ? " | " : "", table->area);
    for (guint j = 0; j < table->rows->len; j++) {
      const CorpusScoreRow *row = g_ptr_array_index(table->rows, j);
      g_string_append_printf(found, " %u %d/%d", row->number, row->cells.score, row->cells.max);
    }
    g_string_append_printf(found, " = %d/%d", table->sum.score, table->sum.max);
  }
  g_ptr_array_unref(tables);
  corpus_lines_free(lines);
  return g_string_free(found, FALSE);
}

static void
check(const char *text, const char *expected) {
  char *found = tables_of(text);
  g_assert_cmpstr(found, ==, expected);
  g_free(found);
}

#define TITLE "2. Tillgänglighet och brukarorientering\n"

/* In one line or a cell a line; a question may be wrapped around its figures. */
static void
test_lists_without_a_head(void) {
  check(TITLE "Strategi för brukarfokus 7 (15)\nTillgänglighet och bemötande 11 (25)\n"
              "Information om service och tjänster 9 (20)\nBrukarundersökningar 14 (20)\n"
              "Tjänsternas innehåll samt synpunkts- och 5 (20)\nklagomålshantering\n"
              "Totalt 46 (100)\nStrategi för brukarfokus\nKommunen har en strategi.\n",
        "2: 1 7/15 2 11/25 3 9/20 4 14/20 5 5/20 = 46/100");
  check(TITLE "Strategi för brukarfokus\n7 av 15\nTillgänglighet och bemötande\n11 av 25\n"
              "Information om service\noch tjänster\n9 av 20\nBrukarundersökningar\n14 av 20\n"
              "Tjänsternas innehåll samt synpunkts- och\n5 av 20\nklagomålshantering\n"
              "Summa\n46 av 100\n",
        "2: 1 7/15 2 11/25 3 9/20 4 14/20 5 5/20 = 46/100");
}

/* Below words that no list has, what must hold tells the columns: here the maximum stands first,
 * and a percentage last. */
static void
test_lists_below_an_unknown_head(void) {
  check(TITLE "Går att få Blev Del\nStrategi för brukarfokus 15 7 47 %\n"
              "Tillgänglighet och bemötande 25 11 44 %\nInformation om service 20 9 45 %\n"
              "Brukarundersökningar 20 14 70 %\nSynpunkter 20 5 25 %\nTillsammans 100 46 46 %\n",
        "2: 1 7/15 2 11/25 3 9/20 4 14/20 5 5/20 = 46/100");
  check(TITLE "Går att få Blev\n2.1 Strategi för brukarfokus 15 7\n"
              "2.2 Tillgänglighet och bemötande 25 11\n2.3 Information om service 20 9\n"
              "2.4 Brukarundersökningar 20 14\n2.5 Synpunkter 20 5\nTillsammans 100 46\n",
        "2: 1 7/15 2 11/25 3 9/20 4 14/20 5 5/20 = 46/100");
}

/* Points of headings with text below them, figures that do not add up, a head that is there. */
static void
test_other_lists_stay_as_they_are(void) {
  check(TITLE "Strategi för brukarfokus 7 (15)\nEn strategi antogs i fjol.\n"
              "Tillgänglighet och bemötande 11 (25)\nTelefonen besvaras snabbt.\n"
              "Information om service 9 (20)\nWebbplatsen är ny.\nBrukarundersökningar 14 (20)\n"
              "Enkäter görs vartannat år.\nSynpunkter 5 (20)\nDe besvaras.\nTotalt 46 (100)\n",
        "");
  check(TITLE "Strategi för brukarfokus 7 (15)\nTillgänglighet och bemötande 11 (25)\n"
              "Information om service och tjänster 9 (20)\nBrukarundersökningar 14 (20)\n"
              "Synpunkter 5 (20)\nTotalt 66 (100)\n",
        "");
  check("Fråga Poäng Max\n" TITLE
        "2.1 Strategi för brukarfokus 7 15\n2.2 Tillgänglighet och bemötande 11 25\n"
        "2.3 Information om service och tjänster 9 20\n2.4 Brukarundersökningar 14 20\n"
        "2.5 Synpunkter 5 20\nTotalt 46 100\n",
        "2: 1 7/15 2 11/25 3 9/20 4 14/20 5 5/20 = 46/100");
}

#define MATRIX "Område Fråga 1 Fråga 2 Fråga 3 Fråga 4 Fråga 5 Fråga 6 Summa\n"

static void
test_matrices(void) {
  check(MATRIX "1 Offentlighet och demokrati 4/15 9/20 13/25 17/30 8/10 – 51/100\n"
               "2 Tillgänglighet och brukarorientering 7/15 11/25 9/20 14/20 5/20 – 46/100\n"
               "Totalt 97/200\n",
        "1: 1 4/15 2 9/20 3 13/25 4 17/30 5 8/10 = 51/100 | "
        "2: 1 7/15 2 11/25 3 9/20 4 14/20 5 5/20 = 46/100");
  check("Offentlighet och demokrati 51/100 4/15 9/20 13/25 17/30 8/10\n"
        "Tillgänglighet och brukarorientering 46/100 7/15 11/25 9/20 14/20 5/20\n",
        "1: 1 4/15 2 9/20 3 13/25 4 17/30 5 8/10 = 51/100 | "
        "2: 1 7/15 2 11/25 3 9/20 4 14/20 5 5/20 = 46/100");
}

/* Where a row does not add up, nobody knows which cell is wrong. */
static void
test_matrices_that_cannot_be_right(void) {
  check(MATRIX "1 Offentlighet och demokrati 4/15 9/20 13/25 17/30 8/10 – 71/100\n"
               "2 Tillgänglighet och brukarorientering 7/15 11/25 9/20 14/20 5/25 – 46/100\n",
        "");
}

int
main(int argc, char *argv[]) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/scores/score_lists/unknown_head",
                  test_lists_below_an_unknown_head);
  g_test_add_func("/corpus/reading/scores/score_lists/lists", test_lists_without_a_head);
  g_test_add_func("/corpus/reading/scores/score_lists/others", test_other_lists_stay_as_they_are);
  g_test_add_func("/corpus/reading/scores/score_lists/matrices", test_matrices);
  g_test_add_func("/corpus/reading/scores/score_lists/wrong", test_matrices_that_cannot_be_right);
  return g_test_run();
}
