/* tests/corpus/source/pdf_blocks.c: columns of running text, text boxes and two pages on a sheet
 * are read one after the other, tables row by row; footnotes are kept apart. */
#include "corpus/source/pdf.h"

#include <glib.h>
#include <string.h>

#define SIZE 10.0
#define LETTER 5.0 /* points, as wide as every letter is */
#define PITCH 12.0

static GPtrArray *
words_new(void) {
  return g_ptr_array_new_with_free_func((GDestroyNotify)pdf_word_free);
}

/* Words of one line; a space is a letter wide. */
static void
add_line(GPtrArray *words, double left, double top, double size, const char *text) {
  char **split = g_strsplit(text, " ", -1);
  double at = left;
  for (char **word = split; *word != NULL; word++) {
    double width = LETTER * size / SIZE * (double)g_utf8_strlen(*word, -1);
    PdfWord made = {g_strdup(*word), at, at + width, top, top + size, size, false, true, 0};
    if (**word != '\0')
      g_ptr_array_add(words, g_memdup2(&made, sizeof made));
    else
      g_free(made.text);
    at += width + LETTER * size / SIZE;
  }
  g_strfreev(split);
}

static void
add_lines(GPtrArray *words, double left, double top, const char *const *lines) {
  for (guint i = 0; lines[i] != NULL; i++)
    add_line(words, left, top + PITCH * i, SIZE, lines[i]);
}

/* The first word of each block, and how many words it has: "Kommunen 20|Ruta 3 box". */
static void
assert_blocks_with(GPtrArray *words, double width, double height, PdfColumns *columns,
                   const char *expected) {
  GPtrArray *blocks = pdf_blocks_new(words, width, height, columns);
  GString *all = g_string_new(NULL);
  for (guint i = 0; i < blocks->len; i++) {
    const PdfBlock *block = g_ptr_array_index(blocks, i);
    const PdfWord *first = g_ptr_array_index(block->words, 0);
    g_string_append_printf(all, "%s%s %u%s%s", i > 0 ? "|" : "", first->text, block->words->len,
                           block->box ? " box" : "", block->column ? " column" : "");
  }
  g_assert_cmpstr(all->str, ==, expected);
  g_string_free(all, TRUE);
  g_ptr_array_unref(blocks);
  g_ptr_array_unref(words);
}

static void
assert_blocks(GPtrArray *words, double width, double height, const char *expected) {
  PdfColumns columns = {0};
  assert_blocks_with(words, width, height, &columns, expected);
}

static const char *const LEFT[] = {"Kommunen har en plan för det. Den är",
                                   "antagen av fullmäktige och följs upp varje",
                                   "år. Invånarna kan läsa den på webben.",
                                   "Planen har fyra mål. De är tydliga och",
                                   "kända i alla förvaltningar. Arbetet leds",
                                   "av en grupp. Den möts varje månad och",
                                   "skriver en rapport om det.",
                                   NULL};
static const char *const RIGHT[] = {
    "Rapporten går till styrelsen. Den läses",  "av de flesta ledamöter och debatteras i",
    "nämnderna. Medborgarna deltar också. De",  "bjuds in två gånger om året. Då kommer",
    "ett hundratal personer. Frågorna handlar", "om skolan. Svaren läggs ut efteråt och",
    "kan läsas av alla som vill det.",          NULL};

static void
test_columns_of_text_follow_each_other(void) {
  GPtrArray *words = words_new();
  add_line(words, 50, 40, SIZE,
           "En rad som går över hela sidan och hör till det som står före spalterna");
  add_lines(words, 50, 80, LEFT);
  add_lines(words, 300, 80, RIGHT);
  assert_blocks(words, 595, 842, "En 15|Kommunen 49 column|Rapporten 45 column");
}

/* Items end without a full stop, and none has two sentences: they are compared row by row. */
static void
test_columns_of_a_table_stay_rows(void) {
  static const char *const strengths[] = {"Styrkor",
                                          "Tydliga mål för alla förvaltningar",
                                          "Egen tidning till alla hushåll",
                                          "Bra dialog med de unga i orten",
                                          "Samarbete med grannar i länet",
                                          "En plan för kommunikation",
                                          "Webbsändning från fullmäktige",
                                          NULL};
  static const char *const improvements[] = {"Förbättringar",
                                             "Fler sätt att lämna synpunkter på",
                                             "Mer information om budgeten",
                                             "En kanal för den som vill larma",
                                             "Tydligare uppdrag till chefer",
                                             "Uppföljning av målen varje år",
                                             "Kortare handläggningstider",
                                             NULL};
  GPtrArray *words = words_new();
  add_lines(words, 50, 80, strengths);
  add_lines(words, 300, 80, improvements);
  assert_blocks(words, 595, 842, "Styrkor 59");
}

/* The text goes on below the box, over its whole width. */
/* Paragraphs that end side by side leave no piece that shows columns by itself, and the lists below
 * are a table's. */
static void
test_short_paragraphs_are_columns(void) {
  static const char *const left[] = {"Nämnden möts varje månad. Den har",
                                     "sju ledamöter som alla är valda av",
                                     "fullmäktige för en period om fyra år."};
  static const char *const right[] = {"Planen för dialog är ny. Den gäller",
                                      "alla förvaltningar men har ännu inte",
                                      "blivit känd ute i verksamheterna där."};
  GPtrArray *words = words_new();
  for (guint i = 0; i < 3; i++)
    for (guint k = 0; k < 3; k++) {
      add_line(words, 60, 100 + 60 * i + PITCH * k, SIZE, left[k]);
      add_line(words, 310, 100 + 60 * i + PITCH * k, SIZE, right[k]);
    }
  add_line(words, 60, 300, SIZE, "Det här är bra");
  add_line(words, 310, 300, SIZE, "Det här kan bli bättre");
  for (guint k = 0; k < 3; k++) {
    add_line(words, 62, 320 + PITCH * k, SIZE, "• Öppna möten");
    add_line(words, 312, 320 + PITCH * k, SIZE, "• Fler dialoger");
  }
  assert_blocks(words, 600, 800, "Nämnden 60 column|Planen 57 column|Det 27");
}

/* Contents beside text are columns where another page has columns of text with these edges; two
 * lists are not. */
static void
test_columns_of_another_page(void) {
  static const char *const contents[] = {"Uppdraget",
                                         "Offentlighet och demokrati",
                                         "Politisk styrning",
                                         "Ledarskap och ansvar",
                                         "Resultat och effektivitet",
                                         "Poäng per fråga"};
  PdfColumns columns = {0};
  GPtrArray *words = words_new();
  add_lines(words, 50, 80, LEFT);
  add_lines(words, 300, 80, RIGHT);
  assert_blocks_with(words, 595, 842, &columns, "Kommunen 49 column|Rapporten 45 column");
  for (int beside_text = 0; beside_text < 2; beside_text++) {
    PdfColumns known = columns;
    words = words_new();
    for (guint i = 0; i < G_N_ELEMENTS(contents); i++) {
      add_line(words, 50, 80 + PITCH * i, SIZE, contents[i]);
      add_line(words, 250, 80 + PITCH * i, SIZE, "3");
      add_line(words, 300, 80 + PITCH * i, SIZE, beside_text ? RIGHT[i] : "Fler möten med alla");
    }
    assert_blocks_with(words, 595, 842, &known,
                       beside_text ? "Uppdraget 21 column|Rapporten 38 column" : "Uppdraget 45");
    g_assert_cmpuint(known.rows, ==, 0);
  }
}

/* A column goes on below the other in lines that fill it; a heading there is what follows'. */
static void
test_longer_left_column(void) {
  for (int heading = 0; heading < 2; heading++) {
    GPtrArray *words = words_new();
    add_lines(words, 50, 80, LEFT);
    add_lines(words, 300, 80, RIGHT);
    add_line(words, 50, 190, SIZE, heading ? "Poäng" : "Gruppen leds av en ny chef. Hon har nu");
    if (!heading)
      add_line(words, 50, 202, SIZE, "arbetat där i tre år.");
    assert_blocks(words, 595, 842,
                  heading ? "Kommunen 49 column|Rapporten 45 column|Poäng 1"
                          : "Kommunen 63 column|Rapporten 45 column");
  }
}

static void
test_heading_in_the_longer_column(void) {
  GPtrArray *words = words_new();
  add_lines(words, 50, 80, LEFT);
  add_lines(words, 300, 80, RIGHT);
  add_line(words, 50, 190, 14, "Ledarskap");
  add_line(words, 50, 220, SIZE, "Gruppen leds av en ny chef. Hon har nu");
  add_line(words, 50, 232, SIZE, "arbetat där i tre år.");
  assert_blocks(words, 595, 842, "Kommunen 64 column|Rapporten 45 column");
}

/* A list may stand in a box, beside text that surely is none of its columns. */
static void
test_box_with_a_list_stands_apart(void) {
  static const char *const text[] = {"Kommunen har en plan för dialog som är ny.",
                                     "den gäller alla nämnder. Den är antagen av",
                                     "fullmäktige och följs upp varje år, men den är",
                                     "ännu inte känd i alla delar av verksamheten.",
                                     "det är en brist. Några chefer har sagt att de",
                                     "hellre väntar på nästa plan än läser denna.",
                                     NULL};
  GPtrArray *words = words_new();
  add_lines(words, 60, 100, text);
  add_line(words, 340, 102, SIZE, "Starka sidor");
  add_line(words, 340, 114, SIZE, "• Tydlig plan för dialog");
  add_line(words, 340, 126, SIZE, "• Öppna möten varje månad");
  add_line(
      words, 60, 100 + PITCH * 7, SIZE,
      "Nästa år ska nämnderna möta invånarna oftare, vilket står i budgeten för hela kommunen.");
  assert_blocks(words, 600, 800, "Kommunen 52|Starka 12 box|Nästa 14");
}

static void
test_box_stands_apart(void) {
  static const char *const text[] = {
      "Kommunen har en plan som invånarna kan läsa på dess", "webb, och den följs upp varje år av",
      "fullmäktige i samband med att bokslutet läggs fram och", NULL};
  static const char *const box[] = {"Faktaruta ett", "Här står annat", "om besöket", NULL};
  GPtrArray *words = words_new();
  add_lines(words, 50, 80, text);
  add_lines(words, 350, 80, box);
  add_line(words, 50, 80 + 3 * PITCH, SIZE,
           "godkänns, vilket brukar ske i april eller maj om inget oväntat har kommit emellan då.");
  assert_blocks(words, 595, 842, "Kommunen 42|Faktaruta 7 box");
}

static void
test_two_pages_on_a_sheet(void) {
  GPtrArray *words = words_new();
  add_lines(words, 40, 80, LEFT);
  add_line(words, 40, 400, SIZE, "7");
  add_lines(words, 480, 90, LEFT);
  assert_blocks(words, 842, 595, "Kommunen 50|Kommunen 49");
}

/* The last page of a booklet has a line or two; where other sheets have two pages it is one. */
static void
test_a_page_with_few_lines(void) {
  for (int known = 0; known < 2; known++) {
    PdfColumns columns = {.sheet = known == 1};
    GPtrArray *words = words_new();
    add_lines(words, 40, 80, LEFT);
    add_line(words, 500, 82, SIZE, "Fler möten");
    add_line(words, 500, 82 + PITCH, SIZE, "En plan");
    assert_blocks_with(words, 842, 595, &columns, known ? "Kommunen 49|Fler 4" : "Kommunen 53");
  }
}

static void
assert_notes(GPtrArray *words, const char *notes, const char *rest) {
  GPtrArray *taken = pdf_notes_take(words, SIZE);
  GString *all = g_string_new(NULL), *kept = g_string_new(NULL);
  for (guint i = 0; i < taken->len; i++)
    g_string_append_printf(all, "%s%s", i > 0 ? "|" : "", (char *)g_ptr_array_index(taken, i));
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf(kept, "%s%s", i > 0 ? " " : "",
                           ((const PdfWord *)g_ptr_array_index(words, i))->text);
  g_assert_cmpstr(all->str, ==, notes);
  g_assert_cmpstr(kept->str, ==, rest);
  g_string_free(all, TRUE);
  g_string_free(kept, TRUE);
  g_ptr_array_unref(taken);
  g_ptr_array_unref(words);
}

static void
test_notes_are_taken_off(void) {
  GPtrArray *words = words_new();
  for (int i = 0; i < 3; i++)
    add_line(words, 50, 80 + PITCH * i, SIZE, "Kommunen har en plan1 för");
  for (guint i = 0; i < words->len; i++) {
    PdfWord *word = g_ptr_array_index(words, i);
    word->raised = g_str_has_suffix(word->text, "1") ? 1 : 0;
  }
  add_line(words, 50, 700, 8, "1 Källa: intervju med före-");
  add_line(words, 50, 710, 8, "trädare");
  add_line(words, 50, 720, 8, "2Se bilagan till rapporten");
  assert_notes(words, "Källa: intervju med företrädare|Se bilagan till rapporten",
               "Kommunen har en plan för Kommunen har en plan för Kommunen har en plan för");
}

/* The figures of a table in small type, at a page's foot. */
static void
test_tables_are_no_notes(void) {
  GPtrArray *words = words_new();
  for (int i = 0; i < 3; i++)
    add_line(words, 50, 80 + PITCH * i, SIZE, "Kommunen har en plan");
  add_line(words, 50, 700, 8, "1.1 Finns en plan för det? 9 15");
  add_line(words, 50, 712, 8, "63 100");
  assert_notes(words, "",
               "Kommunen har en plan Kommunen har en plan Kommunen har en plan 1.1 Finns en plan "
               "för det? 9 15 63 100");
}

static void
test_nothing(void) {
  assert_blocks(words_new(), 595, 842, "");
  assert_notes(words_new(), "", "");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/source/pdf_blocks/nothing", test_nothing);
  g_test_add_func("/corpus/source/pdf_blocks/columns", test_columns_of_text_follow_each_other);
  g_test_add_func("/corpus/source/pdf_blocks/table", test_columns_of_a_table_stay_rows);
  g_test_add_func("/corpus/source/pdf_blocks/box", test_box_stands_apart);
  g_test_add_func("/corpus/source/pdf_blocks/pieces", test_short_paragraphs_are_columns);
  g_test_add_func("/corpus/source/pdf_blocks/other-page", test_columns_of_another_page);
  g_test_add_func("/corpus/source/pdf_blocks/longer-left", test_longer_left_column);
  g_test_add_func("/corpus/source/pdf_blocks/longer-heading", test_heading_in_the_longer_column);
  g_test_add_func("/corpus/source/pdf_blocks/list-in-box", test_box_with_a_list_stands_apart);
  g_test_add_func("/corpus/source/pdf_blocks/sheet", test_two_pages_on_a_sheet);
  g_test_add_func("/corpus/source/pdf_blocks/few-lines", test_a_page_with_few_lines);
  g_test_add_func("/corpus/source/pdf_blocks/notes", test_notes_are_taken_off);
  g_test_add_func("/corpus/source/pdf_blocks/no_notes", test_tables_are_no_notes);
  return g_test_run();
}
