/* tests/corpus/reading/scores/score_history.c: points of areas by year, and lists of them, are told
 * from what only looks like them. */
#include "corpus/reading/scores/score_tables.h"
#include "tests/corpus/lines_of.h"

/* "0-3: 2014/1=61 2014/2=60 …": the points by year, 0 = no year is named; on a line of its own what
 * stands beside them, means (m) and changes (c), the first with its label and years. */
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
    for (guint j = 0; j < table->beside->len; j++) {
      const CorpusBeside *beside = table->beside->pdata[j];
      g_string_append_printf(found, "%s%c %u=%.1f", j == 0 ? "\n " : " ",
                             beside->kind == CORPUS_BESIDE_MEAN ? 'm' : 'c', beside->area,
                             beside->value);
      if (j == 0)
        g_string_append_printf(found, " (%s, %u..%u)", beside->label, beside->since, beside->year);
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
        "0-4: 2011/1=54 2014/1=61 2011/2=50 2014/2=60 2011/3=63 2014/3=73\n"
        " m 1=55.0 (Nationellt medelvärde, 0..0) m 2=52.0 m 3=60.0\n");
  /* a head a word a line, whose first line names no year */
  check("(Rikssnitt)\nKumla 2014\nOffentlighet och demokrati 55 61\n"
        "Tillgänglighet och brukarorientering 52 60\nPolitisk styrning och kontroll 60 73\n",
        "0-4: 2014/1=61 2014/2=60 2014/3=73\n"
        " m 1=55.0 (Rikssnitt, 0..0) m 2=52.0 m 3=60.0\n");
}

#define ROWS(first, second, third)                                                                 \
  "Offentlighet och demokrati " first "\nTillgänglighet och brukarorientering " second             \
  "\nPolitisk styrning och kontroll " third "\n"

/* A year behind "medelvärde" is that of the means, or of the next column. */
static void
test_the_years_of_means(void) {
  check("Huvudområde Kumla 2014 Medelvärde 2014\n" ROWS("61 55,5", "60 52", "73 60"),
        "0-3: 2014/1=61 2014/2=60 2014/3=73\n"
        " m 1=55.5 (Medelvärde 2014, 2014..2014) m 2=52.0 m 3=60.0\n");
  check("Huvudområde Medelvärde 2011 2014\n" ROWS("55 54 61", "52 50 60", "60 63 73"),
        "0-3: 2011/1=54 2014/1=61 2011/2=50 2014/2=60 2011/3=63 2014/3=73\n"
        " m 1=55.0 (Medelvärde, 0..0) m 2=52.0 m 3=60.0\n");
  check("Huvudområde Kumla 2014 Rikets snitt 2010–2014\n" ROWS("61 55", "60 52", "73 60"),
        "0-3: 2014/1=61 2014/2=60 2014/3=73\n"
        " m 1=55.0 (Rikets snitt 2010–2014, 2010..2014) m 2=52.0 m 3=60.0\n");
  check("Huvudområde Kumla 2014 Medelvärde sedan 2010\n" ROWS("61 55", "60 52", "73 60"),
        "0-3: 2014/1=61 2014/2=60 2014/3=73\n"
        " m 1=55.0 (Medelvärde sedan 2010, 2010..0) m 2=52.0 m 3=60.0\n");
  check("Huvudområde Kumla 2014\nNationellt\nmedelvärde\n" ROWS("61 55", "60 52", "73 60"),
        "0-5: 2014/1=61 2014/2=60 2014/3=73\n"
        " m 1=55.0 (Nationellt medelvärde, 0..0) m 2=52.0 m 3=60.0\n");
}

static void
test_own_points_beside_means(void) {
  check("Huvudområde Poäng Sverigesnitt\n" ROWS("73 63", "75 65", "80 73"),
        "0-3: 0/1=73 0/2=75 0/3=80\n m 1=63.0 (Sverigesnitt, 0..0) m 2=65.0 m 3=73.0\n");
  check("Huvudområde Poäng Max\n" ROWS("73 100", "75 100", "80 100"), "");
}

static void
test_changes_in_a_column(void) {
  check("Huvudområde 2011 2014 Förändring Lägst Högst\n" ROWS(
            "54 61 +7 30 88", "60 50 -10 31 80", "63 63 0 20 90") "Totalt 177 174 −3 90 250\n",
        "0-4: 2011/1=54 2014/1=61 2011/2=60 2014/2=50 2011/3=63 2014/3=63 2011/0=177 2014/0=174\n"
        " c 1=7.0 (Förändring, 0..0) c 2=-10.0 c 3=0.0 c 0=-3.0\n");
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
        "1-5: 0/1=68 0/2=85 0/3=86 0/4=74 0/5=70\n"
        " c 1=16.0 (, 0..0) c 2=5.0 c 3=20.0 c 4=15.0\n");
}

#define LIST(one, two, three, four, five)                                                          \
  "Offentlighet och demokrati: 68 " one "\nTillgänglighet och brukarorientering: 85 " two          \
  "\nPolitisk styrning och kontroll: 86 " three "\nLedarskap, ansvar och delegation: 74 " four     \
  "\nResultat och effektivitet: 70 " five "\n"

/* Nothing but a sign, or a line that says so, tells a change from a mean. */
static void
test_what_brackets_hold(void) {
#define POINTS "1-5: 2021/1=68 2021/2=85 2021/3=86 2021/4=74 2021/5=70\n"
  check("Resultat 2021\n" LIST("(+16)", "(-5)", "(0)", "(–3)", "(+1)"),
        POINTS " c 1=16.0 (, 0..0) c 2=-5.0 c 3=0.0 c 4=-3.0 c 5=1.0\n");
  check(
      "Resultat 2021 (Sverigesnitt inom parentes)\n" LIST("(63)", "(65)", "(73,5)", "(64)", "(61)"),
      "0-5: 2021/1=68 2021/2=85 2021/3=86 2021/4=74 2021/5=70\n"
      " m 1=63.0 (Sverigesnitt, 0..0) m 2=65.0 m 3=73.5 m 4=64.0 m 5=61.0\n");
  check("Resultat 2021\n" LIST("(63)", "(65)", "(73)", "(64)",
                               "(61)") "Inom parentes anges medelvärdet för 2019–2021.\n",
        POINTS " m 1=63.0 (medelvärdet för 2019–2021, 2019..2021) m 2=65.0 m 3=73.0 m 4=64.0 "
               "m 5=61.0\n");
  check("Resultat 2021\n" LIST("(63)", "(65)", "(73)", "(64)", "(61)"), POINTS);
  check("Resultat 2021\n" LIST("(100)", "(max 100)", "(73 %)", "(64)", "(av 100)"), POINTS);
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
  g_test_add_func("/corpus/reading/scores/score_history/years", test_a_year_a_column);
  g_test_add_func("/corpus/reading/scores/score_history/heads", test_heads_with_names_and_means);
  g_test_add_func("/corpus/reading/scores/score_history/means", test_the_years_of_means);
  g_test_add_func("/corpus/reading/scores/score_history/own", test_own_points_beside_means);
  g_test_add_func("/corpus/reading/scores/score_history/changes", test_changes_in_a_column);
  g_test_add_func("/corpus/reading/scores/score_history/brackets", test_what_brackets_hold);
  g_test_add_func("/corpus/reading/scores/score_history/list", test_a_list_below_a_heading);
  g_test_add_func("/corpus/reading/scores/score_history/none", test_what_is_no_such_table);
  return g_test_run();
}
