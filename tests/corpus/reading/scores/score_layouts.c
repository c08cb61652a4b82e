/* tests/corpus/reading/scores/score_layouts.c: made-up tables of made-up instruments, laid out in
 * every way at random, are read as they were made; misread digits are mended or left out, never
 * taken. */
#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "corpus/reading/scores/score_figures.h"
#include "corpus/reading/scores/score_tables.h"
#include "tests/corpus/lines_of.h"

#define MOST_QUESTIONS 9
#define ROUNDS 1000
#define SEED 777

typedef struct {
  char *text;
  int score, max, percent;
} Question;

typedef struct {
  unsigned number;
  char *name;
  guint count;
  Question questions[MOST_QUESTIONS];
  int score, max, percent;
} Area;

/* How a table is laid out. */
typedef struct {
  bool wrap_before, wrap_after, wrap_between; /* where the figures stand in a wrapped question */
  bool cell_a_line, bars, no_percent, max_first, unnumbered;
  bool repeated_head, note, broken_head, no_head, sum_word;
} Layout;

static const char *const WORDS[] = {
    "arbetar",     "kommunen",   "medborgare",  "strategi",    "uppföljning", "dialogen",
    "tjänster",    "kvalitet",   "resultat",    "ledarskap",   "förvaltning", "inflytande",
    "service",     "utveckling", "samverkan",   "styrning",    "planering",   "budgeten",
    "jämförelse",  "näringsliv", "kulturlivet", "miljöfrågor", "ansvaret",    "personal",
    "rekrytering", "innovation", "bemötandet",  "tillgänglig", "information", "delegation"};

static char *
words_of(GRand *rand, guint count, const char *first, const char *last) {
  GString *text = g_string_new(first);
  for (guint i = 0; i < count; i++)
    g_string_append_printf(text, " %s",
                           WORDS[g_rand_int_range(rand, 0, (gint32)G_N_ELEMENTS(WORDS))]);
  g_string_append(text, last);
  return g_string_free(text, FALSE);
}

static int
rounded(double value) {
  return (int)floor(value + 0.5);
}

/* Percentages are computed from the points before or after rounding. */
static Area
area_new(GRand *rand) {
  static const int maxima[] = {5, 10, 15, 20, 25, 30, 40};
  Area area = {.number = (unsigned)g_rand_int_range(rand, 1, 13)};
  bool from_rounded = g_rand_boolean(rand);
  double sum = 0;
  area.count = (guint)g_rand_int_range(rand, 2, MOST_QUESTIONS + 1);
  area.name = words_of(rand, 2, "Kommunens", " i stort");
  for (guint i = 0; i < area.count; i++) {
    Question *question = &area.questions[i];
    question->text = words_of(rand, (guint)g_rand_int_range(rand, 3, 13), "Hur", "?");
    question->max = maxima[g_rand_int_range(rand, 0, (gint32)G_N_ELEMENTS(maxima))];
    double points = g_rand_double_range(rand, 0, question->max);
    question->score = rounded(points);
    question->percent = rounded((from_rounded ? question->score : points) * 100 / question->max);
    sum += points;
    area.max += question->max;
  }
  area.score = rounded(sum);
  area.percent = rounded(sum * 100 / area.max);
  return area;
}

static void
area_clear(Area *area) {
  for (guint i = 0; i < area->count; i++)
    g_free(area->questions[i].text);
  g_free(area->name);
}

/* The instrument that has the area at its number, and areas of another kind before it. */
static CorpusInstrument *
instrument_of(const Area *area) {
  CorpusInstrument *instrument = corpus_instrument_new(0);
  for (unsigned number = 1; number < area->number; number++)
    corpus_instrument_add_question(corpus_instrument_add_area(instrument, "Annat område"),
                                   "Finns en policy för upphandling?", 35);
  CorpusArea *known = corpus_instrument_add_area(instrument, area->name);
  for (guint i = 0; i < area->count; i++)
    corpus_instrument_add_question(known, area->questions[i].text,
                                   (unsigned)area->questions[i].max);
  return instrument;
}

static Layout
layout_new(GRand *rand) {
  Layout layout = {0};
  switch (g_rand_int_range(rand, 0, 4)) {
  case 0:
    layout.wrap_before = true;
    break;
  case 1:
    layout.wrap_after = true;
    break;
  case 2:
    layout.wrap_between = true;
    break;
  default:
    break;
  }
  layout.cell_a_line = g_rand_int_range(rand, 0, 4) == 0;
  layout.bars = !layout.cell_a_line && g_rand_int_range(rand, 0, 6) == 0;
  layout.no_percent = g_rand_int_range(rand, 0, 6) == 0;
  layout.max_first = g_rand_int_range(rand, 0, 6) == 0;
  layout.repeated_head = g_rand_int_range(rand, 0, 3) == 0;
  layout.note = g_rand_int_range(rand, 0, 4) == 0;
  layout.broken_head = g_rand_int_range(rand, 0, 4) == 0;
  layout.sum_word = g_rand_int_range(rand, 0, 3) == 0;
  return layout;
}

static char *
figures_text(const Layout *layout, int score, int max, int percent) {
  const char *gap = layout->cell_a_line ? "\n" : layout->bars ? " | " : " ";
  int first = layout->max_first ? max : score, second = layout->max_first ? score : max;
  return layout->no_percent ? g_strdup_printf("%d%s%d", first, gap, second)
                            : g_strdup_printf("%d%s%d%s%d%%", first, gap, second, gap, percent);
}

static void
add_head(GString *page, const Layout *layout, const Area *area) {
  const char *gap = layout->cell_a_line ? "\n" : " ";
  g_string_append_printf(page, "%u. %s%s", area->number, area->name,
                         layout->broken_head ? "\n" : gap);
  const char *score = layout->broken_head ? "Upp-" : "Uppnått";
  g_string_append_printf(page, "%s%s%s", layout->max_first ? "Max" : score, gap,
                         layout->max_first ? score : "Max");
  if (!layout->no_percent)
    g_string_append_printf(page, "%sProcent", gap);
  g_string_append(page, layout->broken_head ? "\nnått\n" : "\n");
}

/* A question's number, text and figures, wrapped as the layout has it. */
static void
add_row(GString *page, const Layout *layout, unsigned area, guint number, const char *text,
        const char *figures) {
  char **words = g_strsplit(text, " ", -1);
  guint count = g_strv_length(words), half = MAX(count / 2, 1);
  bool wraps = count > 6;
  const char *gap = layout->cell_a_line ? "\n" : " ";
  if (!layout->unnumbered)
    g_string_append_printf(page, "%u.%u ", area, number);
  for (guint i = 0; i < count; i++) {
    bool here = wraps && i == half;
    if (here && layout->wrap_after)
      g_string_append_printf(page, "%s%s\n", gap, figures);
    else if (here && layout->wrap_between)
      g_string_append_printf(page, "\n%s\n", figures);
    else if (here && layout->wrap_before)
      g_string_append_c(page, '\n');
    else if (i > 0)
      g_string_append_c(page, ' ');
    g_string_append(page, words[i]);
  }
  if (!wraps || !(layout->wrap_after || layout->wrap_between))
    g_string_append_printf(page, "%s%s", gap, figures);
  g_string_append_c(page, '\n');
  g_strfreev(words);
}

/* The table as text; figures, where not NULL, has those of row i instead. */
static char *
page_of(GRand *rand, const Layout *layout, const Area *area, char **figures) {
  GString *page = g_string_new("Nedan visas resultatet fördelat på delfrågor.\n");
  guint torn = (guint)g_rand_int_range(rand, 0, (gint32)area->count);
  add_head(page, layout, area);
  for (guint i = 0; i < area->count; i++) {
    const Question *question = &area->questions[i];
    char *own = figures_text(layout, question->score, question->max, question->percent);
    add_row(page, layout, area->number, i + 1, question->text, figures != NULL ? figures[i] : own);
    if (i == torn && layout->note)
      g_string_append(page, "1 Källa: intervjuer med företrädare för verksamheten.\n");
    if (i == torn && layout->repeated_head)
      add_head(page, layout, area);
    g_free(own);
  }
  char *sum = figures_text(layout, area->score, area->max, area->percent);
  g_string_append_printf(page, "%s%s\nText efter tabellen, som inte hör till den.\n",
                         layout->sum_word ? "Summa " : "",
                         figures != NULL ? figures[area->count] : sum);
  g_free(sum);
  return g_string_free(page, FALSE);
}

static char *
text_of(const CorpusScoreRow *row) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < row->lines->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? " " : "", corpus_line_text(row->lines, i));
  return g_string_free(text, FALSE);
}

static void
show(const char *page, const GPtrArray *tables) {
  g_test_message("%s", page);
  for (guint i = 0; i < tables->len; i++) {
    const CorpusScoreTable *table = g_ptr_array_index(tables, i);
    for (guint j = 0; j < table->rows->len; j++) {
      const CorpusScoreRow *row = g_ptr_array_index(table->rows, j);
      char *text = text_of(row);
      g_test_message("%u.%u %d/%d %d%% %s", table->area, row->number, row->cells.score,
                     row->cells.max, row->cells.percent, text);
      g_free(text);
    }
    g_test_message("sum %d/%d %d%%", table->sum.score, table->sum.max, table->sum.percent);
  }
}

static bool
same_cells(const CorpusScoreCells *cells, int score, int max, int percent) {
  return cells->score == score && cells->max == max && cells->percent == percent;
}

/* Is all as it was made? */
static bool
is_right(const GPtrArray *tables, const Area *area, const Layout *layout, bool texts) {
  if (tables->len != 1)
    return false;
  const CorpusScoreTable *table = g_ptr_array_index(tables, 0);
  bool right =
      table->area == area->number && table->rows->len == area->count &&
      same_cells(&table->sum, area->score, area->max, layout->no_percent ? -1 : area->percent);
  for (guint i = 0; i < area->count && right; i++) {
    const CorpusScoreRow *row = g_ptr_array_index(table->rows, i);
    const Question *question = &area->questions[i];
    char *text = text_of(row);
    right = row->number == i + 1 &&
            same_cells(&row->cells, question->score, question->max,
                       layout->no_percent ? -1 : question->percent) &&
            (!texts || g_str_equal(text, question->text));
    g_free(text);
  }
  return right;
}

/* Reads made-up tables; returns how many of them came out wrong. */
static guint
count_wrong(bool known, void (*choose)(Layout *layout, GRand *rand)) {
  guint wrong = 0;
  for (guint round = 0; round < ROUNDS; round++) {
    GRand *rand = g_rand_new_with_seed(SEED + round);
    Area area = area_new(rand);
    Layout layout = layout_new(rand);
    if (choose != NULL)
      choose(&layout, rand);
    CorpusInstrument *instrument = instrument_of(&area);
    const CorpusInstrument *candidates[] = {known ? instrument : NULL, NULL};
    char *page = page_of(rand, &layout, &area, NULL);
    CorpusLines *lines = lines_of(page);
    GPtrArray *tables = corpus_scores_find(lines->lines, candidates);
    if (!is_right(tables, &area, &layout, known)) {
      g_test_message("round %u", round);
      show(page, tables);
      wrong++;
    }
    g_ptr_array_unref(tables);
    corpus_lines_free(lines);
    g_free(page);
    corpus_instrument_free(instrument);
    area_clear(&area);
    g_rand_free(rand);
  }
  return wrong;
}

static void
test_known_questions(void) {
  g_assert_cmpuint(count_wrong(true, NULL), ==, 0);
}

static void
test_questions_that_nobody_described(void) {
  g_assert_cmpuint(count_wrong(false, NULL), <=, ROUNDS / 100);
}

static void
without_numbers(Layout *layout, GRand *rand G_GNUC_UNUSED) {
  layout->unnumbered = true;
}

static void
test_known_questions_without_numbers(void) {
  g_assert_cmpuint(count_wrong(true, without_numbers), <=, ROUNDS / 100);
}

/* ---- misread digits ---- */

/* Misreads one sign of a figure as text recognition does; NULL where it can't be told from what
 * was printed, as the row's figures still fit each other. */
static char *
misread(GRand *rand, const Question *question) {
  static const char *const signs[] = {"1l", "0O", "5S", "2Z", "8B", "%0", "%9", "%6"};
  char *printed = g_strdup_printf("%d %d %d%%", question->score, question->max, question->percent);
  gsize at = (gsize)g_rand_int_range(rand, 0, (gint32)strlen(printed));
  if (printed[at] == ' ') {
    g_free(printed);
    return NULL;
  }
  bool letters = g_rand_boolean(rand);
  char before = printed[at];
  for (guint i = 0; i < G_N_ELEMENTS(signs) && letters; i++)
    if (signs[i][0] == before)
      printed[at] = signs[i][1];
  if (!letters && g_ascii_isdigit(before))
    printed[at] = (char)g_rand_int_range(rand, '0', '9' + 1);
  int score = 0, max = 0, percent = 0;
  char rest[4] = "";
  bool digits = sscanf(printed, "%d %d %d%3s", &score, &max, &percent, rest) == 4;
  if (digits && max == question->max && corpus_percent_fits(score, max, percent)) {
    g_free(printed);
    return NULL;
  }
  return printed;
}

typedef struct {
  guint figures, absent, wrong;
} Tally;

static void
count_figure(Tally *tally, int read, int made) {
  tally->figures++;
  tally->absent += read < 0 ? 1 : 0;
  tally->wrong += read >= 0 && read != made ? 1 : 0;
}

static void
count_misread(Tally *tally, guint round) {
  GRand *rand = g_rand_new_with_seed(SEED + round);
  Area area = area_new(rand);
  Layout layout = {0};
  char **figures = g_new0(char *, area.count + 2);
  guint hit = (guint)g_rand_int_range(rand, 0, (gint32)area.count);
  for (guint i = 0; i < area.count; i++) {
    const Question *question = &area.questions[i];
    figures[i] = i == hit ? misread(rand, question) : NULL;
    if (figures[i] == NULL)
      figures[i] = figures_text(&layout, question->score, question->max, question->percent);
  }
  figures[area.count] = figures_text(&layout, area.score, area.max, area.percent);
  CorpusInstrument *instrument = instrument_of(&area);
  char *page = page_of(rand, &layout, &area, figures);
  CorpusLines *lines = lines_of(page);
  GPtrArray *tables =
      corpus_scores_find(lines->lines, (const CorpusInstrument *[]){instrument, NULL});
  g_assert_cmpuint(tables->len, ==, 1);
  const CorpusScoreTable *table = g_ptr_array_index(tables, 0);
  guint wrong = tally->wrong;
  g_assert_cmpuint(table->rows->len, ==, area.count);
  for (guint i = 0; i < area.count; i++) {
    const CorpusScoreCells *cells =
        &((const CorpusScoreRow *)g_ptr_array_index(table->rows, i))->cells;
    count_figure(tally, cells->score, area.questions[i].score);
    count_figure(tally, cells->max, area.questions[i].max);
    count_figure(tally, cells->percent, area.questions[i].percent);
  }
  if (tally->wrong > wrong) {
    g_test_message("round %u, row %u", round, hit + 1);
    show(page, tables);
  }
  g_ptr_array_unref(tables);
  corpus_lines_free(lines);
  g_free(page);
  g_strfreev(figures);
  corpus_instrument_free(instrument);
  area_clear(&area);
  g_rand_free(rand);
}

static void
test_misread_digits_are_never_taken(void) {
  Tally tally = {0};
  for (guint round = 0; round < ROUNDS; round++)
    count_misread(&tally, round);
  g_test_message("%u figures, %u absent, %u wrong", tally.figures, tally.absent, tally.wrong);
  g_assert_cmpuint(tally.wrong, ==, 0);
  g_assert_cmpuint(tally.absent, <, tally.figures / 20);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/scores/score_layouts/known", test_known_questions);
  g_test_add_func("/corpus/reading/scores/score_layouts/unknown",
                  test_questions_that_nobody_described);
  g_test_add_func("/corpus/reading/scores/score_layouts/no-numbers",
                  test_known_questions_without_numbers);
  g_test_add_func("/corpus/reading/scores/score_layouts/misread",
                  test_misread_digits_are_never_taken);
  return g_test_run();
}
