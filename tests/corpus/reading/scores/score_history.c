/* tests/corpus/reading/scores/score_history.c: points of areas by year, and lists of them, are told
 * from what only looks like them. */
#include "corpus/reading/scores/score_tables.h"
#include "tests/corpus/lines_of.h"

/* "2014: 1=61 2=60 …": the points by year, 0 = no year is named. */
static char *
points_of(const char *text) {
  CorpusLines *lines = lines_of(text);
  GPtrArray *tables = corpus_history_find(lines->lines);
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < tables->len; i++) {
    const CorpusHistoryTable *table = g_ptr_array_index(tables, i);
    g_string_append_printf(found, "%u-%u:", table->first, table->last);
    for (guint j = 0; j < table->points->len; j++) {
      const CorpusHistory *point = &g_array_index(table->points, CorpusHistory, j);
      g_string_append_printf(found, " %u/%u=%d", point->year, point->area, point->score);
    }
    g_string_append_c(found, '\n');
  }
  g_ptr_array_unref(tables);
  corpus_lines_free(lines);
  return g_string_free(found, FALSE);
}

static void
check(const char *text, const char *expected) {
  char *found = points_of(text);
  g_assert_cmpstr(found, ==, expected);
  g_free(found);
}

static void
test_a_year_a_column(void) {
  check("Poäng i Kommunkompassen 2015 2018\nOffentlighet och demokrati 54 61\n"
        "Politisk styrning och kontroll 63 73\nResultat och effektivitet\n60\n70\nTotalt 177 204\n"
        "Sedan text.\n",
        "0-6: 2015/1=54 2018/1=61 2015/3=63 2018/3=73 2015/5=60 2018/5=70 2015/0=177 "
        "2018/0=204\n");
}

static void
test_heads_with_names_and_means(void) {
  check("Huvudområde Kumla 2011 Kumla 2014 Nationellt medelvärde\n"
        "Offentlighet och demokrati 54 61 55\nTillgänglighet och brukar-\norientering 50 60 52\n"
        "Politisk styrning och kontroll 63 73 60\n",
        "0-4: 2011/1=54 2014/1=61 2011/2=50 2014/2=60 2011/3=63 2014/3=73\n");
}

static void
test_a_list_below_a_heading(void) {
  check("Sammanfattning av resultat 2014\n1. Offentlighet och demokrati 61\n"
        "2. Tillgänglighet och brukarorientering 60\n3. Politisk styrning och kontroll 73\n"
        "4. Ledarskap, ansvar och delegation 53\n5. Resultat och effektivitet 70\nSumma 317\n",
        "1-6: 2014/1=61 2014/2=60 2014/3=73 2014/4=53 2014/5=70 2014/0=317\n");
  /* the change since the last time, or the mean, in brackets */
  check("Poäng per område\nOffentlighet och demokrati: 68 (+16)\n"
        "Tillgänglighet och brukarorientering: 85 (+5)\nPolitisk styrning och kontroll: 86 (+20)\n"
        "Ledarskap, ansvar och delegation: 74 (+15)\nResultat och effektivitet: 70 (63)\n",
        "1-5: 0/1=68 0/2=85 0/3=86 0/4=74 0/5=70\n");
}

static void
test_what_is_no_such_table(void) {
  check("Översikt\n1. Offentlighet och demokrati 6\n2. Tillgänglighet och brukarorientering 9\n"
        "3. Politisk styrning och kontroll 13\n4. Ledarskap, ansvar och delegation 17\n"
        "5. Resultat och effektivitet 21\n",
        "");
  check("Utvärderingen gjordes 2014\nOffentlighet och demokrati\nHär finns en text.\n", "");
  check("", "");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/history/years", test_a_year_a_column);
  g_test_add_func("/corpus/history/heads", test_heads_with_names_and_means);
  g_test_add_func("/corpus/history/list", test_a_list_below_a_heading);
  g_test_add_func("/corpus/history/none", test_what_is_no_such_table);
  return g_test_run();
}
