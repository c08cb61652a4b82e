/* tests/corpus/source/pdf_tags.c: the structure that a tagged PDF states is known of its lines,
 * unless the pages show something else. */
#include <cairo-pdf.h>
#include <glib.h>
#include <string.h>

#include "corpus/source/source.h"
#include "tests/corpus/lines_of.h"
#include "tests/folder.h"

static char *folder;

/* A PDF page that is drawn and tagged from top to bottom. */
typedef struct {
  cairo_surface_t *surface;
  cairo_t *cairo;
  char *path;
  double y;
} Sheet;

static Sheet
sheet_new(void) {
  Sheet sheet = {.path = g_build_filename(folder, "rapport.pdf", NULL), .y = 80};
  sheet.surface = cairo_pdf_surface_create(sheet.path, 595, 842);
  sheet.cairo = cairo_create(sheet.surface);
  cairo_select_font_face(sheet.cairo, "Liberation Sans", CAIRO_FONT_SLANT_NORMAL,
                         CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(sheet.cairo, 11);
  cairo_tag_begin(sheet.cairo, "Document", NULL);
  return sheet;
}

static void
begin(Sheet *sheet, const char *tag) {
  cairo_tag_begin(sheet->cairo, tag, NULL);
}

static void
end(Sheet *sheet, const char *tag) {
  cairo_tag_end(sheet->cairo, tag);
}

static void
draw(Sheet *sheet, double x, const char *text) {
  cairo_move_to(sheet->cairo, x, sheet->y);
  cairo_show_text(sheet->cairo, text);
}

/* An element of one line. */
static void
add(Sheet *sheet, const char *tag, double x, const char *text) {
  begin(sheet, tag);
  draw(sheet, x, text);
  end(sheet, tag);
}

static void
assert_reads(Sheet *sheet, const char *expected) {
  cairo_tag_end(sheet->cairo, "Document");
  cairo_destroy(sheet->cairo);
  cairo_surface_finish(sheet->surface);
  g_assert_cmpint(cairo_surface_status(sheet->surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy(sheet->surface);
  GError *error = NULL;
  CorpusLines *lines = corpus_source_read(sheet->path, &error);
  g_assert_no_error(error);
  char *all = lines_described(lines);
  g_assert_cmpstr(all, ==, expected);
  g_free(all);
  corpus_lines_free(lines);
  g_free(sheet->path);
}

static void
test_headings_and_paragraphs(void) {
  Sheet sheet = sheet_new();
  add(&sheet, "H2", 70, "Område 1 Offentlighet");
  sheet.y += 20;
  begin(&sheet, "P");
  draw(&sheet, 70, "Kommunen har en plan för de ");
  sheet.y += 14;
  draw(&sheet, 70, "kommande åren.");
  end(&sheet, "P");
  assert_reads(&sheet, "H2 Område 1 Offentlighet|Kommunen har en plan för de kommande åren.");
}

static void
test_lists(void) {
  Sheet sheet = sheet_new();
  add(&sheet, "P", 70, "Källorna är:");
  begin(&sheet, "L");
  for (int i = 0; i < 2; i++) {
    sheet.y += 20;
    begin(&sheet, "LI");
    add(&sheet, "Lbl", 70, "•");
    add(&sheet, "LBody", 90, i == 0 ? "Intervjuer" : "Skriftliga svar");
    end(&sheet, "LI");
  }
  end(&sheet, "L");
  assert_reads(&sheet, "Källorna är:|I1 • Intervjuer|I1 • Skriftliga svar");
}

/* What a browser writes of a grid: pieces of text in no paragraph. The pages show what stands in
 * one row, so they are read instead. */
static void
test_text_in_no_paragraph(void) {
  static const char *const questions[] = {"1.1 Finns en plan?", "1.2 Hur ges insyn?"};
  Sheet sheet = sheet_new();
  add(&sheet, "P", 70, "Så blev det.");
  for (int i = 0; i < 2; i++) {
    sheet.y += 30;
    add(&sheet, "NonStruct", 70, questions[i]);
    add(&sheet, "NonStruct", 300, i == 0 ? "9" : "8");
    add(&sheet, "NonStruct", 350, "20");
  }
  assert_reads(&sheet, "? Så blev det.|? 1.1 Finns en plan? 9 20|? 1.2 Hur ges insyn? 8 20");
}

static void
add_row(Sheet *sheet, const char *const *cells) {
  begin(sheet, "TR");
  for (int i = 0; cells[i] != NULL; i++)
    add(sheet, "TD", 70 + 200 * i, cells[i]);
  end(sheet, "TR");
  sheet->y += 20;
}

/* The third column is empty, and the second stands close to the first. */
static void
test_cells(void) {
  Sheet sheet = sheet_new();
  begin(&sheet, "Table");
  add_row(&sheet, (const char *const[]){"Styrkor", "Förbättringar", "Svagheter", NULL});
  add_row(&sheet, (const char *const[]){"Tydliga mål", "Fler dialoger", NULL});
  add_row(&sheet, (const char *const[]){"1.1 Finns en plan?", "9", "15", NULL});
  end(&sheet, "Table");
  assert_reads(&sheet, "1.1.1 Styrkor|1.1.2 Förbättringar|1.1.3 Svagheter|1.2.1 Tydliga mål|"
                       "1.2.2 Fler dialoger|1.3.0 1.1 Finns en plan? 9 15");
}

/* The rows are tagged as paragraphs, as below a head that is repeated on each page. */
static void
test_paragraphs_of_cells_are_rows(void) {
  Sheet sheet = sheet_new();
  begin(&sheet, "Table");
  begin(&sheet, "P");
  add(&sheet, "TH", 70, "1. Medborgarna");
  add(&sheet, "TH", 270, "Poäng");
  end(&sheet, "P");
  sheet.y += 20;
  begin(&sheet, "P");
  add(&sheet, "TD", 70, "1.1 Finns en plan?");
  add(&sheet, "TD", 270, "9");
  add(&sheet, "TD", 470, "15");
  end(&sheet, "P");
  end(&sheet, "Table");
  assert_reads(&sheet, "1.1.1 1. Medborgarna|1.1.2 Poäng|1.2.0 1.1 Finns en plan? 9 15");
}

static void
add_items(Sheet *sheet, double x, const char *const *items) {
  double y = sheet->y;
  begin(sheet, "L");
  for (int i = 0; items[i] != NULL; i++, sheet->y += 14) {
    begin(sheet, "LI");
    add(sheet, "LBody", x, items[i]);
    end(sheet, "LI");
  }
  end(sheet, "L");
  sheet->y = y;
}

/* Three rows with two lists, which the tree has both in the first cell; but not in a last row that
 * is whole. */
static void
draw_heaped(Sheet *sheet, bool one_is_whole) {
  begin(sheet, "Table");
  for (int i = 0; i < 3; i++, sheet->y += 60) {
    begin(sheet, "TR");
    begin(sheet, "TD");
    add_items(sheet, 70, (const char *const[]){"Tydliga mål", "Vision", NULL});
    if (one_is_whole && i == 2) {
      end(sheet, "TD");
      begin(sheet, "TD");
    }
    add_items(sheet, 330, (const char *const[]){"Fler dialoger", "Råd", NULL});
    end(sheet, "TD");
    if (!one_is_whole || i < 2)
      add(sheet, "TD", 330, "");
    end(sheet, "TR");
  }
  end(sheet, "Table");
}

static void
test_lists_in_one_cell_are_not_believed(void) {
  Sheet sheet = sheet_new();
  draw_heaped(&sheet, false);
  assert_reads(&sheet,
               "? Tydliga mål|? Fler dialoger|? Vision|? Råd|? Tydliga mål|"
               "? Fler dialoger|? Vision|? Råd|? Tydliga mål|? Fler dialoger|? Vision|? Råd");
  sheet = sheet_new();
  draw_heaped(&sheet, true);
  assert_reads(&sheet, "I1 1.1.1 Tydliga mål|I1 1.1.1 Vision|I1 1.1.1 Fler dialoger|I1 1.1.1 Råd|"
                       "I1 1.2.1 Tydliga mål|I1 1.2.1 Vision|I1 1.2.1 Fler dialoger|I1 1.2.1 Råd|"
                       "I1 1.3.1 Tydliga mål|I1 1.3.1 Vision|I1 1.3.2 Fler dialoger|I1 1.3.2 Råd");
}

/* Much of the page is not in the tree: it is read by its places. */
static void
test_tree_of_a_part_is_not_believed(void) {
  Sheet sheet = sheet_new();
  add(&sheet, "P", 70, "Kommunen har en plan.");
  sheet.y += 20;
  end(&sheet, "Document");
  for (int i = 0; i < 4; i++, sheet.y += 14)
    draw(&sheet, 70, "Det här står på sidan och ingenstans i trädet.");
  begin(&sheet, "Document");
  assert_reads(&sheet, "? Kommunen har en plan.|? Det här står på sidan och ingenstans i trädet.|"
                       "? Det här står på sidan och ingenstans i trädet.|"
                       "? Det här står på sidan och ingenstans i trädet.|"
                       "? Det här står på sidan och ingenstans i trädet.");
}

/* What a browser's tree loses behind a ligature is no more than a few letters a page: too few to be
 * missed by their count. */
static void
test_tree_that_cuts_words_is_not_believed(void) {
  cairo_text_extents_t width;
  Sheet sheet = sheet_new();
  add(&sheet, "H2", 70, "Off");
  cairo_text_extents(sheet.cairo, "Off", &width);
  end(&sheet, "Document");
  draw(&sheet, 70 + width.x_advance, "entlighet");
  begin(&sheet, "Document");
  sheet.y += 20;
  add(&sheet, "P", 70, "Kommunen har en plan.");
  assert_reads(&sheet, "? Offentlighet|? Kommunen har en plan.");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  folder = test_folder_new();
  g_test_add_func("/corpus/source/pdf_tags/headings", test_headings_and_paragraphs);
  g_test_add_func("/corpus/source/pdf_tags/lists", test_lists);
  g_test_add_func("/corpus/source/pdf_tags/loose", test_text_in_no_paragraph);
  g_test_add_func("/corpus/source/pdf_tags/cells", test_cells);
  g_test_add_func("/corpus/source/pdf_tags/rows", test_paragraphs_of_cells_are_rows);
  g_test_add_func("/corpus/source/pdf_tags/heaped", test_lists_in_one_cell_are_not_believed);
  g_test_add_func("/corpus/source/pdf_tags/part", test_tree_of_a_part_is_not_believed);
  g_test_add_func("/corpus/source/pdf_tags/cut", test_tree_that_cuts_words_is_not_believed);
  int failures = g_test_run();
  test_folder_remove(folder);
  return failures;
}
