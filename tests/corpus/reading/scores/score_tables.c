/* tests/corpus/reading/scores/score_tables.c: score tables are read whatever lines their cells were
 * split into. */
#include <glib.h>

#include "corpus/reading/scores/score_tables.h"
#include "tests/corpus/lines_of.h"

/* The tables as text: "1 79/100 79% | 1.1 11/15 75% Text; …". recognised: by text recognition. */
static char *
tables_of(const char *text, bool recognised) {
  CorpusLines *lines = lines_of(text);
  for (guint i = 0; i < lines->lines->len; i++)
    ((CorpusLine *)lines->lines->pdata[i])->recognised = recognised;
  GPtrArray *tables = corpus_scores_find(lines->lines, (const CorpusInstrument *[]){NULL});
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < tables->len; i++) {
    const CorpusScoreTable *table = g_ptr_array_index(tables, i);
    g_string_append_printf(found, "%u %d/%d %d%%%s (%u-%u)\n", table->area, table->sum.score,
                           table->sum.max, table->sum.percent, table->decimals ? " rounded" : "",
                           table->first, table->last);
    for (guint j = 0; j < table->rows->len; j++) {
      const CorpusScoreRow *row = g_ptr_array_index(table->rows, j);
      g_string_append_printf(found, "%u %d/%d %d%%", row->number, row->cells.score, row->cells.max,
                             row->cells.percent);
      for (guint k = 0; k < row->lines->len; k++)
        g_string_append_printf(found, " %s", ((CorpusLine *)row->lines->pdata[k])->text);
      g_string_append_c(found, '\n');
    }
  }
  g_ptr_array_unref(tables);
  corpus_lines_free(lines);
  return g_string_free(found, FALSE);
}

static void
check(const char *text, const char *expected) {
  char *found = tables_of(text, false);
  g_assert_cmpstr(found, ==, expected);
  g_free(found);
}

static void
check_recognised(const char *text, const char *expected) {
  char *found = tables_of(text, true);
  g_assert_cmpstr(found, ==, expected);
  g_free(found);
}

#define TWO_ROWS "1 12/20 62% Finns en plan för dialog?\n2 8/10 80% Hur sprids kunskap?\n"

static void
test_figures_on_the_line(void) {
  check("1.  Dialog och insyn Uppnått Max Procent\n1.1 Finns en plan för dialog? 12 20 62 %\n"
        "1.2 Hur sprids kunskap? 8 10 80%  \n  20 30 67%\nSedan text.\n",
        "1 20/30 67% (0-3)\n" TWO_ROWS);
}

static void
test_figures_alone_on_the_next_line(void) {
  check("1 Dialog och insyn Uppnått Max Procent\n1.1 Finns en plan\nför dialog?\n\n12 20 62%\n"
        "1.2 Hur sprids\nkunskap? 8 10 80%\n\n20 30 67%\n",
        "1 20/30 67% (0-8)\n"
        "1 12/20 62% Finns en plan för dialog?\n2 8/10 80% Hur sprids kunskap?\n");
}

/* A line that goes on with a dash has no bullet; one that begins a row has. */
static void
test_a_dash_within_the_text(void) {
  check("1 Dialog och insyn Uppnått Max Procent\n1.1 Finns en plan (mål 12 20 62%\n"
        "– medel)?\n1.2 Hur sprids kunskap? 8 10 80%\n20 30 67%\n",
        "1 20/30 67% (0-4)\n1 12/20 62% Finns en plan (mål – medel)?\n"
        "2 8/10 80% Hur sprids kunskap?\n");
  check("1 Dialog och insyn Uppnått Max Procent\n– 1.1 Finns en plan för dialog? 12 20 62%\n"
        "– 1.2 Hur sprids kunskap? 8 10 80%\n20 30 67%\n",
        "1 20/30 67% (0-3)\n" TWO_ROWS);
}

static void
test_a_cell_a_line(void) {
  check("1. Dialog och insyn\nUppnått\nMax\nProcent\n1.1\nFinns en plan för dialog?\n12\n20\n62%\n"
        "1.2\nHur sprids kunskap?\n8\n10\n80%\n20\n30\n67%\nSedan text.\n",
        "1 20/30 67% (0-16)\n" TWO_ROWS);
}

static void
test_a_wrapped_title(void) {
  check("Text före.\n6.  Kommunen som arbetsgivare - personal-\npolitik\nUppnått Max Procent\n"
        "6.1 Finns en plan för dialog? 12 20 62%\n6.2 Hur sprids kunskap? 8 10 80%\n20 30 67%\n",
        "6 20/30 67% (1-6)\n" TWO_ROWS);
}

static void
test_no_percent_column(void) {
  check("1. Dialog och insyn Uppnådd poäng Max poäng\n1.1 Finns en plan för dialog? 12 20\n"
        "1.2 Arbetar kommunen med steg 2 8 10\nSumma 20 30\n",
        "1 20/30 -1% (0-3)\n1 12/20 -1% Finns en plan för dialog?\n"
        "2 8/10 -1% Arbetar kommunen med steg 2\n");
}

/* "Max Poäng" may be one column or two; what follows with a "%" is a column of its own. */
static void
test_a_percent_column_by_another_name(void) {
  check("1. Dialog och insyn Max Poäng Uppnått\n1.1 Finns en plan för dialog? 20 12 62,0 %\n"
        "1.2 Hur sprids kunskap? 10 8 80,0 %\nSumma 30 20 66,7 %\n",
        "1 20/30 67% (0-3)\n" TWO_ROWS);
  check(
      "1. Dialog och insyn Max poäng Uppnått\n1.1 Finns en plan för dialog? 20 12\n"
      "1.2 Hur sprids kunskap? 10 8\nSumma 30 20\n",
      "1 20/30 -1% (0-3)\n1 12/20 -1% Finns en plan för dialog?\n2 8/10 -1% Hur sprids kunskap?\n");
}

/* "1 20" may have been "12 20": recognised points stand where the percentage or the sum says so. */
static void
test_recognised_points_are_confirmed(void) {
  const char *half = "1. Dialog och insyn Uppnått Max Procent\n1.1 Finns en plan för dialog? 1 20\n"
                     "1.2 Hur sprids kunskap? 8 10 80%\n";
  check_recognised(half, "1 -1/-1 -1% (0-2)\n1 -1/20 -1% Finns en plan för dialog?\n"
                         "2 8/10 80% Hur sprids kunskap?\n");
  check(half, "1 -1/-1 -1% (0-2)\n1 1/20 -1% Finns en plan för dialog?\n"
              "2 8/10 80% Hur sprids kunskap?\n");
  check_recognised("1. Dialog och insyn Uppnått Max Procent\n1.1 Finns en plan för dialog? 12 20\n"
                   "1.2 Hur sprids kunskap? 8 10 80%\n20 30 67%\n",
                   "1 20/30 67% (0-3)\n1 12/20 -1% Finns en plan för dialog?\n"
                   "2 8/10 80% Hur sprids kunskap?\n");
  check_recognised("Fråga Uppnått Max\n1. Dialog och insyn 79 100\n1.1 Finns en plan? 59 60\n"
                   "1.2 Hur sprids kunskap? 20 40\n",
                   "1 79/100 -1% (0-3)\n1 59/60 -1% Finns en plan?\n"
                   "2 20/40 -1% Hur sprids kunskap?\n");
}

static void
test_no_head_at_all(void) {
  check("Text före.\n1. Dialog och insyn\n1.1 Finns en plan för dialog? 12 20 62%\n"
        "1.2 Hur sprids kunskap? 8 10 80%\n20 30 67%\n",
        "1 20/30 67% (1-4)\n" TWO_ROWS);
}

static void
test_one_head_for_all_areas(void) {
  check("Fråga Uppnått Max Procent\n1. Dialog och insyn 79 100 79%\n"
        "1.1 Finns en plan för dialog? 12 20 62%\n1.2 Hur sprids kunskap? 8 10 80%\n"
        "2. Styrning 71 100 71%\n2.1 Finns mål? 3 10 30%\n2.2 Följs de upp? 4 10 40%\n",
        "1 79/100 79% (0-3)\n" TWO_ROWS "2 71/100 71% (4-6)\n1 3/10 30% Finns mål?\n"
        "2 4/10 40% Följs de upp?\n");
}

/* What stands behind "Summa" is no question's, even where the last question's points are lost. */
static void
test_a_sum_is_no_questions(void) {
  check("1. Dialog och insyn Uppnått Max\n1.1 Finns en plan för dialog?\n12\n20\n"
        "1.2 Hur sprids kunskap?\n10\nSumma\n52\n100\n",
        "1 52/100 -1% (0-8)\n1 12/20 -1% Finns en plan för dialog?\n"
        "2 -1/-1 -1% Hur sprids kunskap? 10\n");
}

/* A row that a page break has torn apart does not cost the others. */
static void
test_a_torn_row_without_a_head(void) {
  check("Fråga Uppnått Max Procent\n1. Dialog och insyn 79 100 79%\n"
        "1.1 Finns en plan för dialog? 12 20 62%\n1.2 Hur sprids kunskap? 8 10 80%\n"
        "2. Styrning 71 100 71%\n2.1 Finns mål? 3 10 30%\n5 10 50%\n"
        "\fFråga Uppnått Max Procent\n2.2 Är de få?\n2.3 Vem följer upp dem? 6 10 60%\n",
        "1 79/100 79% (0-3)\n" TWO_ROWS "2 71/100 71% (4-9)\n1 3/10 30% Finns mål?\n"
        "2 -1/-1 -1% Är de få?\n3 6/10 60% Vem följer upp dem?\n");
}

/* The last area's rows may be followed by the total of all areas, which is none of the area. */
static void
test_the_total_of_all_areas(void) {
  check("Område och delfråga Uppnått Max Procent\n1. Dialog och insyn 67 100 67%\n"
        "1.1 Finns en plan för dialog? 12 20 62%\n1.2 Hur sprids kunskap? 8 10 80%\n"
        "Totalt 402 800 50%\n",
        "1 67/100 67% (0-3)\n" TWO_ROWS);
}

/* Headings that are numbered as the rows are begin no table, whatever stands between them and it.
 */
static void
test_numbered_headings(void) {
  check(
      "1.1 Plan för dialog\nFullmäktige har antagit en plan, som följs upp varje år i maj månad.\n"
      "Planen är känd av alla som vi har talat med under våra dagar i kommunen.\n"
      "1.2 Kunskap\nAlla som vill får gå en kurs i hur man leder ett möte så att alla hörs.\n"
      "Det finns också en handbok, som skickas till den som frågar efter den.\n"
      "1. Dialog och insyn Uppnått Max\n1.1 Finns en plan för dialog? 12 20\n"
      "1.2 Hur sprids kunskap? 8 10\n20 30\n",
      "1 20/30 -1% (6-9)\n1 12/20 -1% Finns en plan för dialog?\n"
      "2 8/10 -1% Hur sprids kunskap?\n");
  /* nor do those that have their points below them */
  check("1.1 Finns en plan för dialog?\n(12/20)\n"
        "Fullmäktige har antagit en plan, som följs upp varje år i maj månad.\n"
        "1.2 Hur sprids kunskap?\n(8/10)\n"
        "Alla som vill får gå en kurs i hur man leder ett möte så att alla hörs.\n"
        "1.3 Vem lyssnar?\n(5/10)\nDet gör alla nämnder, som svarar inom en månad på det som "
        "sagts.\n",
        "");
}

/* The sum stands in the area's title, with the maximum first, as the head has it; percentages with
 * decimals round no points. */
static void
test_the_maximum_first_in_the_title(void) {
  check("Område och fråga Maxpoäng Erhållna poäng %\n1 Dialog och insyn 100 67 67,0\n"
        "1.1 Finns en plan för dialog? 20 13 66,7\n1.2 Hur sprids kunskap? 10 8 80,0\n"
        "2 Styrning 100 61 61,0\n2.1 Finns mål? 10 3 30,0\n2.2 Är de få? 10 5 50,0\n",
        "1 67/100 67% (0-3)\n1 13/20 67% Finns en plan för dialog?\n"
        "2 8/10 80% Hur sprids kunskap?\n"
        "2 61/100 61% (4-6)\n1 3/10 30% Finns mål?\n2 5/10 50% Är de få?\n");
}

/* "Poäng" over cells that hold points and maximum both. */
static void
test_both_in_one_cell(void) {
  check("1. Dialog och insyn\nPoäng\n1.1 Finns en plan för dialog?\n12/20\n"
        "1.2 Hur sprids kunskap?\n8/10\nSumma\n20/30\n",
        "1 20/30 -1% (0-7)\n1 12/20 -1% Finns en plan för dialog?\n"
        "2 8/10 -1% Hur sprids kunskap?\n");
  check("1 Dialog och insyn Poäng\nFinns en plan för dialog? 12 av 20\n"
        "Hur sprids kunskap? 8 av 10\nSumma 20 av 30\n",
        "1 20/30 -1% (0-3)\n1 12/20 -1% Finns en plan för dialog?\n"
        "2 8/10 -1% Hur sprids kunskap?\n");
  check("1 Dialog och insyn, 20 p av 100\n• 1.1 Finns en plan för dialog? 12 p (max 20 p)\n"
        "• 1.2 Hur sprids kunskap. . . . . . . 8 (10)\nBilaga\n",
        "1 20/100 -1% (0-2)\n1 12/20 -1% Finns en plan för dialog?\n"
        "2 8/10 -1% Hur sprids kunskap\n");
  check("Rubriker Poäng\nDialog\nKunskap\n20\nVi fick ett svar av 30.\n", "");
  check("2 Sammanställning av poäng\nKommunen fick totalt 457 av 800 poäng\nFörra gången, som var\n"
        "för tre år sedan, fick den 401 av 800 poäng, och då sade 12 av 20\natt det var bra.\n",
        "");
}

static void
test_rows_without_numbers(void) {
  check("3. Styrning Poäng Max %\nFinns mål som\nkan mätas? 3 10 30%\nFöljs de upp? 4 10 40%\n"
        "7 20 35%\n",
        "3 7/20 35% (0-4)\n1 3/10 30% Finns mål som kan mätas?\n2 4/10 40% Följs de upp?\n");
}

static void
test_figures_between_the_lines_of_a_text(void) {
  check("1. Dialog och insyn Uppnått Max Procent\n1.1 Finns en plan för\n12 20 62%\ndialog?\n"
        "1.2 Hur sprids kunskap? 8 10 80%\n20 30 67%\n",
        "1 20/30 67% (0-5)\n1 12/20 62% Finns en plan för dialog?\n"
        "2 8/10 80% Hur sprids kunskap?\n");
}

static void
test_decimals_and_other_signs(void) {
  check("1. Dialog och insyn Uppnått Max Procent\n1.1 Finns en plan för dialog? 12,5 av 20 (62 %)\n"
        "1.2 Hur sprids kunskap? 8/10 80 %\n20,5 30 68%\n",
        "1 21/30 68% rounded (0-3)\n1 13/20 62% Finns en plan för dialog?\n"
        "2 8/10 80% Hur sprids kunskap?\n");
}

static void
test_a_row_that_cannot_be_read(void) {
  check("1. Dialog och insyn Uppnått Max Procent\n1.1 Finns en plan för dialog?\n"
        "1.2 Hur sprids kunskap? 8 10 80%\n20 30 67%\n",
        "1 20/30 67% (0-3)\n1 -1/-1 -1% Finns en plan för dialog?\n"
        "2 8/10 80% Hur sprids kunskap?\n");
}

static void
test_a_table_cut_off(void) {
  check("1. Dialog och insyn Uppnått Max Procent\n1.1 Finns en plan för dialog? 12 20 62%\n"
        "1.2 Hur spr",
        "1 -1/-1 -1% (0-2)\n1 12/20 62% Finns en plan för dialog?\n"
        "2 -1/-1 -1% Hur spr\n");
}

/* What is between two rows, or between a row and its figures, and belongs to neither. */
static void
test_heads_and_notes_between_rows(void) {
  check("1. Dialog och insyn Uppnått Max Procent\n1.1 Finns en plan för dialog? 12 20 62%\n"
        "1 Källa: intervju med företrädare.\n1. Dialog och insyn Uppnått Max Procent\n"
        "1.2 Hur sprids kunskap? 8 10 80%\n20 30 67%\n",
        "1 20/30 67% (0-5)\n" TWO_ROWS);
  check("1. Dialog och insyn\nUpp-\nMax Procent\nnått\n1.1 Finns en plan 12 20 62%\n"
        "1. Dialog och insyn\nUpp-\nMax Procent\nnått\nför dialog?\n"
        "1.2 Hur sprids kunskap? 8 10 80%\n20 30 67%\n",
        "1 20/30 67% (0-11)\n" TWO_ROWS);
}

/* Extractions that keep no lines: the next row begins behind the figures of the one before. */
static void
test_rows_that_run_on(void) {
  check("1. Dialog och insyn Uppnått Max Procent 1.1 Finns en plan för dialog? 12 20 62% 1.2 Hur\n"
        "sprids kunskap? 8 10 80%\n20 30 67%\n",
        "");
  check("1. Dialog och insyn Uppnått Max Procent\n1.1 Finns en plan för dialog? 12 20 62% 1.2 Hur\n"
        "sprids kunskap? 8 10 80%\n20 30 67%\n",
        "1 20/30 67% (0-3)\n" TWO_ROWS);
}

/* The sum row stands beside the head of the next table, and a cell a line. */
static void
test_a_sum_row_among_the_next_head(void) {
  check("1. Dialog och insyn Uppnått Max Procent\n1.1 Finns en plan för dialog? 12 20 62%\n"
        "1.2 Hur sprids kunskap? 8 10 80%\n20\n2. Styrning\nUppnått\n30\nMax\n67%\nProcent\n"
        "2.1 Finns mål?\n3\n10\n30%\n2.2 Följs de upp?\n4\n10\n40%\n7\n20\n35%\n",
        "1 20/30 67% (0-8)\n" TWO_ROWS "2 7/20 35% (10-20)\n1 3/10 30% Finns mål?\n"
        "2 4/10 40% Följs de upp?\n");
}

/* A cell is lost: the others of the row stay, and the points are told only where they are certain.
 */
static void
test_a_lost_cell(void) {
  static const char text[] = "[instrument]\nrevision=2030\n[area 1]\nname=Dialog och insyn\n"
                             "[question 1.1]\nmax=15\ntext=Finns en plan för dialog?\n"
                             "[question 1.2]\nmax=10\ntext=Hur sprids kunskap?\n";
  CorpusInstrument *instrument = corpus_instrument_from_text("dialog.ini", text, NULL);
  CorpusLines *lines = lines_of("1. Dialog och insyn\nUppnått\nMax\nProcent\n"
                                "1.1 Finns en plan för dialog?\n15\n50%\n"
                                "1.2 Hur sprids kunskap?\n8\n10\n80%\n16\n25\n62%\n");
  GPtrArray *tables =
      corpus_scores_find(lines->lines, (const CorpusInstrument *[]){instrument, NULL});
  g_assert_cmpuint(tables->len, ==, 1);
  const CorpusScoreTable *table = g_ptr_array_index(tables, 0);
  const CorpusScoreRow *row = g_ptr_array_index(table->rows, 0);
  g_assert_cmpint(row->cells.score, ==, -1);
  g_assert_cmpint(row->cells.max, ==, 15);
  g_assert_cmpint(row->cells.percent, ==, 50);
  g_assert_cmpint(table->sum.score, ==, 16);
  g_ptr_array_unref(tables);
  corpus_lines_free(lines);
  corpus_instrument_free(instrument);
}

static void
test_the_maximum_first(void) {
  check("1. Dialog och insyn Max Uppnått Procent\n1.1 Finns en plan för dialog? 20 12 62%\n"
        "1.2 Hur sprids kunskap? 10 8 80%\n30 20 67%\n",
        "1 20/30 67% (0-3)\n" TWO_ROWS);
}

/* Percentages whose sign is taken for a digit, letters for digits, and what can't be mended. */
static void
test_misread_figures(void) {
  check("1. Dialog och insyn Uppnått | Max Procent\n1.1 Finns en plan för dialog? l2 2O 620\n"
        "1.2 Hur sprids kunskap? 8 10 809\n20 30 67%\n",
        "1 20/30 67% (0-3)\n" TWO_ROWS);
  check("1. Dialog och insyn Uppnått Max Procent\n1.1 Finns en plan för dialog? 47 20 12%\n"
        "1.2 Hur sprids kunskap? 8 10 80%\n20 30 67%\n",
        "1 20/30 67% (0-3)\n1 -1/-1 -1% Finns en plan för dialog?\n"
        "2 8/10 80% Hur sprids kunskap?\n");
}

static void
test_what_is_no_table(void) {
  check("", "");
  check("4.1 Offentlighet och demokrati\n4.1.1 Allmänt\nText om detta.\n", "");
  check("1.1 Inledning 3\n1.2 Bakgrund 4\n2 Utvärdering 7\n", "");
  check("Rubriker Poäng\n• Dialog\n41\n", "");
  check("Det gick 12 20 62\n1.1\n1.2\n", "");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/scores/score_tables/line", test_figures_on_the_line);
  g_test_add_func("/corpus/reading/scores/score_tables/next-line",
                  test_figures_alone_on_the_next_line);
  g_test_add_func("/corpus/reading/scores/score_tables/dash", test_a_dash_within_the_text);
  g_test_add_func("/corpus/reading/scores/score_tables/cell-a-line", test_a_cell_a_line);
  g_test_add_func("/corpus/reading/scores/score_tables/wrapped-title", test_a_wrapped_title);
  g_test_add_func("/corpus/reading/scores/score_tables/no-percent", test_no_percent_column);
  g_test_add_func("/corpus/reading/scores/score_tables/no-percent-name",
                  test_a_percent_column_by_another_name);
  g_test_add_func("/corpus/reading/scores/score_tables/no-head", test_no_head_at_all);
  g_test_add_func("/corpus/reading/scores/score_tables/one-head", test_one_head_for_all_areas);
  g_test_add_func("/corpus/reading/scores/score_tables/sum-is-no-questions",
                  test_a_sum_is_no_questions);
  g_test_add_func("/corpus/reading/scores/score_tables/torn-row", test_a_torn_row_without_a_head);
  g_test_add_func("/corpus/reading/scores/score_tables/grand-total", test_the_total_of_all_areas);
  g_test_add_func("/corpus/reading/scores/score_tables/numbered-headings", test_numbered_headings);
  g_test_add_func("/corpus/reading/scores/score_tables/one-cell", test_both_in_one_cell);
  g_test_add_func("/corpus/reading/scores/score_tables/title-max-first",
                  test_the_maximum_first_in_the_title);
  g_test_add_func("/corpus/reading/scores/score_tables/no-numbers", test_rows_without_numbers);
  g_test_add_func("/corpus/reading/scores/score_tables/between",
                  test_figures_between_the_lines_of_a_text);
  g_test_add_func("/corpus/reading/scores/score_tables/decimals", test_decimals_and_other_signs);
  g_test_add_func("/corpus/reading/scores/score_tables/unreadable", test_a_row_that_cannot_be_read);
  g_test_add_func("/corpus/reading/scores/score_tables/cut-off", test_a_table_cut_off);
  g_test_add_func("/corpus/reading/scores/score_tables/between-rows",
                  test_heads_and_notes_between_rows);
  g_test_add_func("/corpus/reading/scores/score_tables/next-head",
                  test_a_sum_row_among_the_next_head);
  g_test_add_func("/corpus/reading/scores/score_tables/run-on", test_rows_that_run_on);
  g_test_add_func("/corpus/reading/scores/score_tables/lost-cell", test_a_lost_cell);
  g_test_add_func("/corpus/reading/scores/score_tables/max-first", test_the_maximum_first);
  g_test_add_func("/corpus/reading/scores/score_tables/recognised",
                  test_recognised_points_are_confirmed);
  g_test_add_func("/corpus/reading/scores/score_tables/misread", test_misread_figures);
  g_test_add_func("/corpus/reading/scores/score_tables/none", test_what_is_no_table);
  return g_test_run();
}
