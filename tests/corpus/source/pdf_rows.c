/* tests/corpus/source/pdf_rows.c: words with places become rows and segments, where columns are
 * full too.
 */
#include "corpus/source/pdf_rows.h"

#include <glib.h>
#include <string.h>

#define SIZE 10.0
#define END                                                                                        \
  { 0, 0, 0, NULL }

/* A word; widths are in points. */
typedef struct {
  double left, width, top;
  const char *text;
} Word;

static PdfRows *
rows_of(const Word *words) {
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)pdf_word_free);
  for (; words->text != NULL; words++) {
    PdfWord word = {g_strdup(words->text),
                    words->left,
                    words->left + words->width,
                    words->top,
                    words->top + SIZE,
                    SIZE,
                    false,
                    true,
                    0};
    g_ptr_array_add(list, g_memdup2(&word, sizeof word));
  }
  PdfRows *rows = pdf_rows_new(list, true);
  g_ptr_array_unref(list);
  return rows;
}

/* The segments are these: "|" between those of a row, "/" between rows. Frees rows. */
static void
assert_rows(PdfRows *rows, const char *expected) {
  GPtrArray *segments = pdf_rows_segments(rows);
  GString *text = g_string_new(NULL);
  guint row = 0;
  for (guint i = 0; i < segments->len; i++) {
    const PdfSegment *segment = g_ptr_array_index(segments, i);
    if (i > 0)
      g_string_append_c(text, segment->row == row ? '|' : '/');
    g_string_append(text, segment->text);
    row = segment->row;
  }
  g_assert_cmpstr(text->str, ==, expected);
  g_string_free(text, TRUE);
  g_ptr_array_unref(segments);
  pdf_rows_free(rows);
}

static void
assert_segments(const Word *words, const char *expected) {
  assert_rows(rows_of(words), expected);
}

static void
test_nothing(void) {
  const Word words[] = {END};
  assert_segments(words, "");
}

static void
test_words_of_a_row_join(void) {
  const Word words[] = {
      {60, 20, 100, "roller"}, {20, 37, 101, "Tydliga"}, {20, 30, 114, "nu"}, END};
  assert_segments(words, "Tydliga roller/nu");
}

/* The left column leaves no wide gap on its first row, but on the next one. */
static void
test_full_column_parts_by_the_gutter(void) {
  const Word words[] = {{20, 90, 100, "Fokus"},  {113, 80, 100, "brukare"}, {200, 50, 100, "Egen"},
                        {20, 40, 112, "budget"}, {200, 60, 112, "tidning"}, END};
  assert_segments(words, "Fokus brukare|Egen/budget|tidning");
}

/* Running text below the table has a word at the same edge by chance, and one across it. */
static void
test_running_text_is_not_cut(void) {
  const Word words[] = {{20, 40, 100, "Mål"},   {200, 50, 100, "Plan"}, {20, 177, 112, "Löpande"},
                        {200, 60, 112, "text"}, {20, 300, 124, "bred"}, END};
  assert_segments(words, "Mål|Plan/Löpande text/bred");
}

/* A table goes on with a single row, which shows no column by itself. */
static void
test_columns_of_another_page(void) {
  const Word page[] = {{20, 40, 100, "Mål"}, {200, 50, 100, "Plan"}, {200, 50, 112, "Egen"}, END};
  const Word next[] = {{20, 174, 100, "budget"}, {200, 60, 100, "tidning"}, END};
  PdfRows *first = rows_of(page), *second = rows_of(next);
  g_assert_cmpuint(pdf_rows_edges(first)->len, ==, 1);
  g_assert_cmpuint(pdf_rows_edges(second)->len, ==, 0);
  pdf_rows_part_at(second, pdf_rows_edges(first));
  assert_rows(first, "Mål|Plan/Egen");
  assert_rows(second, "budget|tidning");
}

/* A gap in justified text that no other row has at that place. */
static void
test_justified_text_is_not_cut(void) {
  const Word words[] = {
      {20, 90, 100, "Justerad"}, {135, 80, 100, "rad"}, {20, 195, 112, "fylld"}, END};
  assert_segments(words, "Justerad rad/fylld");
}

/* The text of items is as much an edge as their bullets, and parts none of them. */
static void
test_bullets_stay_with_their_items(void) {
  const Word words[] = {{20, 4, 100, "•"},      {34, 60, 100, "Mål"},
                        {200, 4, 100, "•"},     {214, 50, 100, "Plan"},
                        {34, 50, 112, "för"},   {214, 40, 112, "alla"},
                        {34, 158, 124, "full"}, {200, 4, 124, "•"},
                        {214, 40, 124, "Ny"},   END};
  assert_segments(words, "• Mål|• Plan/för|alla/full|• Ny");
}

/* Figures at one edge, as a column's are; the dot before is no bullet. */
static void
test_leaders_stay_with_their_figures(void) {
  const Word words[] = {{20, 40, 100, "Etik"},
                        {65, 3, 100, "."},
                        {75, 3, 100, "."},
                        {85, 3, 100, "."},
                        {108, 10, 100, "5"},
                        {20, 40, 112, "Dialog"},
                        {65, 23, 112, "......"},
                        {108, 10, 112, "7"},
                        {20, 40, 124, "Styrning"},
                        {108, 10, 124, "9"},
                        END};
  assert_segments(words, "Etik . . . 5/Dialog ...... 7/Styrning|9");
}

static void
test_raised_figure_stays_in_its_row(void) {
  Word words[] = {{20, 37, 100, "enkät"}, {57, 4, 97, "2"}, {65, 30, 100, "visar"}, END};
  assert_segments(words, "enkät 2 visar");
}

static void
test_soft_hyphen_is_seen_at_the_end_only(void) {
  const Word words[] = {{20, 80, 100,
                         "med\xC2\xAD"
                         "borgar\xC2\xAD"},
                        {20, 60, 112, "dialog"},
                        END};
  assert_segments(words, "medborgar-/dialog");
}

static void
test_words_without_letters(void) {
  const Word words[] = {{20, 4, 100, ""},
                        {100, 30, 100, "Mål"},
                        {200, 40, 100, "Plan"},
                        {20, 30, 112, "ett"},
                        {100, 4, 112, ""},
                        {200, 40, 112, "två"},
                        END};
  assert_segments(words, "Mål|Plan/ett|två");
}

/* A file can say that a word stands anywhere. */
/* A line that is stretched between its letters parts the hyphen from its word, by less than a
 * space.
 */
static void
test_hyphen_stands_with_its_word(void) {
  const Word words[] = {{20, 20, 100, "har"},   {43, 15, 100, "dis"},  {59.2, 4, 100, "-"},
                        {20, 40, 112, "skola"}, {62.5, 4, 112, "-"},   {69, 20, 112, "hem"},
                        {20, 40, 124, "skola"}, {62.5, 4, 124, "-"},   {20, 40, 136, "2015"},
                        {61.2, 4, 136, "-"},    {66.4, 20, 136, "18"}, END};
  assert_segments(words, "har dis-/skola - hem/skola -/2015 - 18");
}

static void
test_words_far_off_any_page(void) {
  const Word words[] = {{-2e9, 10, 100, "långt"}, {20, 10, 100, "här"}, {2e9, 10, 100, "borta"},
                        {1e300, 10, 100, "ännu"}, {20, 10, 112, "nu"},  END};
  assert_segments(words, "långt|här|borta|ännu/nu");
}

/* The second line of an item is moved in, and its gap is none that is wide by itself. */
static void
test_hanging_indent(void) {
  const Word words[] = {{20, 5, 100, "–"},
                        {34, 60, 100, "Tydliga"},
                        {200, 5, 100, "–"},
                        {208, 90, 100, "Fler"},
                        {34, 155, 112, "roller"},
                        {214, 50, 112, "dialoger"},
                        {20, 5, 124, "–"},
                        {34, 40, 124, "Mål"},
                        {200, 5, 124, "–"},
                        {208, 90, 124, "Mer"},
                        END};
  assert_segments(words, "– Tydliga|– Fler/roller|dialoger/– Mål|– Mer");
}

/* The lines of the columns stand at different heights, and the bullet nearer to the other one. */
static void
test_bullet_joins_its_text(void) {
  const Word words[] = {
      {200, 60, 95, "dialog"}, {34, 60, 100, "Tydliga"}, {20, 5, 101.5, "•"}, END};
  assert_segments(words, "• Tydliga|dialog");
}

/* The third column has nothing below its head. */
static void
test_head_of_an_empty_column(void) {
  const Word words[] = {{20, 40, 100, "Styrkor"},    {200, 60, 100, "Dialog"},
                        {285, 50, 100, "Svagheter"}, {20, 40, 112, "Mål"},
                        {200, 50, 112, "Fler"},      {20, 40, 124, "Plan"},
                        {200, 30, 124, "Mer"},       END};
  assert_segments(words, "Styrkor|Dialog|Svagheter/Mål|Fler/Plan|Mer");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/source/pdf_rows/nothing", test_nothing);
  g_test_add_func("/corpus/source/pdf_rows/words_join", test_words_of_a_row_join);
  g_test_add_func("/corpus/source/pdf_rows/full_column", test_full_column_parts_by_the_gutter);
  g_test_add_func("/corpus/source/pdf_rows/running_text", test_running_text_is_not_cut);
  g_test_add_func("/corpus/source/pdf_rows/another_page", test_columns_of_another_page);
  g_test_add_func("/corpus/source/pdf_rows/justified_text", test_justified_text_is_not_cut);
  g_test_add_func("/corpus/source/pdf_rows/bullets", test_bullets_stay_with_their_items);
  g_test_add_func("/corpus/source/pdf_rows/raised_figure", test_raised_figure_stays_in_its_row);
  g_test_add_func("/corpus/source/pdf_rows/leaders", test_leaders_stay_with_their_figures);
  g_test_add_func("/corpus/source/pdf_rows/soft_hyphen", test_soft_hyphen_is_seen_at_the_end_only);
  g_test_add_func("/corpus/source/pdf_rows/hyphen", test_hyphen_stands_with_its_word);
  g_test_add_func("/corpus/source/pdf_rows/far_off", test_words_far_off_any_page);
  g_test_add_func("/corpus/source/pdf_rows/no_letters", test_words_without_letters);
  g_test_add_func("/corpus/source/pdf_rows/empty_column", test_head_of_an_empty_column);
  g_test_add_func("/corpus/source/pdf_rows/hanging_indent", test_hanging_indent);
  g_test_add_func("/corpus/source/pdf_rows/bullet_alone", test_bullet_joins_its_text);
  return g_test_run();
}
