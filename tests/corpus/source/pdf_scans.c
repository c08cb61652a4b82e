/* tests/corpus/source/pdf_scans.c: scanned pages are read where that is asked for: the figures of
 * their tables are right or left out, other pages stay as they are, and what was recognised says
 * so. */
#include <glib.h>
#include <string.h>

#include "corpus/reading/read_report.h"
#include "corpus/text/error.h"
#include "tests/folder.h"
#include "tests/tools/pdf_raw.h"
#include "tests/tools/pdf_report.h"
#include "tests/tools/pdf_scan.h"

#define LEAST_RIGHT 0.95
#define MOST_WRONG 0.01

static CorpusLexicon *lexicon;
static char *folder;

/* Skips the test where there is no text recognition. */
static bool
is_missing(void) {
  char *reason = corpus_source_missing_recognition();
  if (reason != NULL)
    g_test_skip(reason);
  bool missing = reason != NULL;
  g_free(reason);
  return missing;
}

static CorpusReport *
read_file(const char *path, bool recognise) {
  GError *error = NULL;
  CorpusReport *report =
      corpus_report_finish(corpus_report_begin(path, recognise), lexicon, &error);
  g_assert_no_error(error);
  return report;
}

/* A sample as it is read from text, and a PDF of it whose score tables are scanned. */
static CorpusReport *
scan_sample(const char *name, const char *path) {
  const PdfScan scan = {.having = "Procent", .most = 3, .degrees = 1, .noise = 20};
  char *file = g_strconcat(name, ".txt", NULL);
  char *from = g_build_filename(g_getenv("KOMPASS_SOURCE"), "corpus", "reports", file, NULL);
  char *whole = g_build_filename(folder, "whole.pdf", NULL);
  CorpusReport *text = read_file(from, false);
  g_assert_cmpuint(pdf_report_make(text, &pdf_report_layouts[0], whole), >, 0);
  g_assert_cmpuint(pdf_scan_make(whole, &scan, path), >, 1);
  g_free(whole);
  g_free(from);
  g_free(file);
  return text;
}

typedef struct {
  guint rows, right, wrong;
} Tally;

static void
count_figure(int found, int expected, bool *right, bool *wrong) {
  *right = *right && found == expected;
  *wrong = *wrong || (found >= 0 && found != expected);
}

static void
count_row(const CorpusQuestionScore *found, const CorpusQuestionScore *expected, Tally *tally) {
  bool right = found != NULL, wrong = false;
  if (found != NULL) {
    count_figure(found->score, expected->score, &right, &wrong);
    count_figure(found->max, expected->max, &right, &wrong);
    count_figure(found->percent, expected->percent, &right, &wrong);
  }
  if (!right)
    g_test_message("%s: %d of %d, %d %%", expected->id, found != NULL ? found->score : -1,
                   found != NULL ? found->max : -1, found != NULL ? found->percent : -1);
  tally->rows++;
  tally->right += right;
  tally->wrong += wrong;
}

static void
test_figures_of_scanned_tables(void) {
  if (is_missing())
    return;
  char *path = g_build_filename(folder, "scanned.pdf", NULL);
  CorpusReport *text = scan_sample("lulea-2018", path), *scanned = read_file(path, true);
  Tally tally = {0};
  for (guint i = 0; i < text->areas->len; i++) {
    const CorpusAreaScore *area = g_ptr_array_index(text->areas, i);
    for (guint j = 0; j < area->questions->len; j++) {
      const CorpusQuestionScore *row = g_ptr_array_index(area->questions, j);
      count_row(corpus_report_question(scanned, row->id), row, &tally);
    }
  }
  g_test_message("%u rows: %u right, %u wrong", tally.rows, tally.right, tally.wrong);
  g_assert_cmpuint(tally.rows, >, 30);
  g_assert_cmpfloat(tally.right, >=, LEAST_RIGHT * tally.rows);
  g_assert_cmpfloat(tally.wrong, <, MOST_WRONG * tally.rows);
  corpus_report_free(scanned);
  corpus_report_free(text);
  g_free(path);
}

static void
count_page(unsigned done, unsigned total, void *context) {
  unsigned *pages = context;
  g_assert_cmpuint(done, ==, ++*pages);
  g_assert_cmpuint(total, >=, done);
}

/* Two pages of text with a scanned one between. */
static char *
mixed_file(void) {
  const PdfScan scan = {.having = "Jokkmokk", .most = 1, .degrees = -1, .noise = 20};
  char *path = g_build_filename(folder, "mixed.pdf", NULL);
  char *plain = g_build_filename(folder, "plain.pdf", NULL);
  PdfRaw *raw = pdf_raw_new();
  pdf_raw_add_page(raw, "BT /F1 11 Tf 72 700 Td (Tydliga roller i ledningen) Tj ET\n", "");
  pdf_raw_add_page(raw, "BT /F1 11 Tf 72 700 Td (Dialog med medborgare i Jokkmokk) Tj ET\n", "");
  pdf_raw_add_page(raw, "BT /F1 11 Tf 72 700 Td (Fler gemensamma planer) Tj ET\n", "");
  gsize length = 0;
  GBytes *bytes = pdf_raw_finish(raw);
  const char *data = g_bytes_get_data(bytes, &length);
  g_assert_true(g_file_set_contents(plain, data, (gssize)length, NULL));
  g_assert_cmpuint(pdf_scan_make(plain, &scan, path), ==, 1);
  g_bytes_unref(bytes);
  g_free(plain);
  return path;
}

static CorpusLines *
read_lines(const char *path, bool recognise, unsigned *pages) {
  GError *error = NULL;
  CorpusSourceReading *reading = corpus_source_begin(path, recognise);
  corpus_source_watch(reading, count_page, pages);
  CorpusLines *lines = corpus_source_finish(reading, &error);
  g_assert_no_error(error);
  return lines;
}

static void
assert_line(const CorpusLines *lines, guint i, const char *text, bool recognised) {
  g_assert_cmpuint(i, <, lines->lines->len);
  g_assert_cmpstr(corpus_line_text(lines->lines, i), ==, text);
  g_assert_cmpuint(corpus_line_at(lines->lines, i)->page, ==, i + 1);
  g_assert_true(corpus_line_at(lines->lines, i)->recognised == recognised);
}

static void
test_pages_with_text_stay(void) {
  if (is_missing())
    return;
  unsigned pages = 0;
  char *path = mixed_file();
  CorpusLines *lines = read_lines(path, true, &pages);
  g_assert_cmpuint(pages, ==, 1);
  g_assert_cmpuint(lines->warnings->len, ==, 0);
  assert_line(lines, 0, "Tydliga roller i ledningen", false);
  assert_line(lines, 1, "Dialog med medborgare i Jokkmokk", true);
  assert_line(lines, 2, "Fler gemensamma planer", false);
  corpus_lines_free(lines);
  g_free(path);
}

static void
test_scanned_pages_are_named_unless_asked_for(void) {
  unsigned pages = 0;
  char *path = mixed_file();
  CorpusLines *lines = read_lines(path, false, &pages);
  g_assert_cmpuint(pages, ==, 0);
  g_assert_cmpuint(lines->lines->len, ==, 2);
  g_assert_cmpuint(lines->warnings->len, ==, 1);
  g_assert_cmpstr(g_ptr_array_index(lines->warnings, 0), ==,
                  "page 2 holds no text (scanned or blank); --ocr reads scanned "
                  "pages\tpage_without_text\tpage\t2");
  corpus_lines_free(lines);
  g_free(path);
}

#define PICTURE "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q\n"
#define TEXT(font, mode) "BT /F" font " 11 Tf " mode " Tr 72 700 Td (Tydliga roller) Tj ET\n"
#define DRAWN "0"
#define HIDDEN "3"
#define PART "4" /* of a font */

/* The lines of two pages with that content. */
static CorpusLines *
two_pages(const char *first, const char *last) {
  unsigned pages = 0;
  PdfRaw *raw = pdf_raw_new();
  gsize length = 0;
  pdf_raw_add_page(raw, first, "");
  pdf_raw_add_page(raw, last, "");
  GBytes *bytes = pdf_raw_finish(raw);
  const char *data = g_bytes_get_data(bytes, &length);
  char *path = g_build_filename(folder, "layer.pdf", NULL);
  g_assert_true(g_file_set_contents(path, data, (gssize)length, NULL));
  CorpusLines *lines = read_lines(path, false, &pages);
  g_bytes_unref(bytes);
  g_free(path);
  return lines;
}

/* Has the only line of the last of two pages been recognised? */
static bool
was_recognised(const char *first, const char *last) {
  CorpusLines *lines = two_pages(first, last);
  g_assert_cmpuint(lines->lines->len, ==, 2);
  bool recognised = corpus_line_at(lines->lines, 1)->recognised;
  corpus_lines_free(lines);
  return recognised;
}

/* Bullets and dashes that an earlier recognition took for letters and other signs. */
static void
test_signs_of_items_are_mended(void) {
  static const char *const pairs[][2] = {{"e Fler dialoger", "• Fler dialoger"},
                                         {"ee Fler dialoger", "• Fler dialoger"},
                                         {"e - Fler dialoger", "• Fler dialoger"},
                                         {"-= Fler dialoger", "– Fler dialoger"},
                                         {"e fler dialoger", "e fler dialoger"}};
  for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
    char *text = g_strdup_printf(PICTURE "BT /F1 11 Tf 3 Tr 72 700 Td (%s) Tj ET\n", pairs[i][0]);
    CorpusLines *lines = two_pages(text, PICTURE TEXT("1", HIDDEN));
    assert_line(lines, 0, pairs[i][1], true);
    corpus_lines_free(lines);
    g_free(text);
  }
}

/* Text that is not drawn, over a picture that fills the page. */
static void
test_layer_of_recognition_is_known(void) {
  const char *drawn = TEXT("1", DRAWN);
  g_assert_true(was_recognised(drawn, PICTURE TEXT("1", HIDDEN)));
  g_assert_false(was_recognised(drawn, PICTURE TEXT("1", DRAWN)));
  g_assert_false(was_recognised(drawn, TEXT("1", HIDDEN)));
}

/* A part of a font tells that its letters are drawn, save behind a page that was recognised. */
static void
test_layer_in_part_of_font(void) {
  const char *hidden = PICTURE TEXT(PART, HIDDEN);
  g_assert_false(was_recognised(TEXT(PART, DRAWN), hidden));
  g_assert_true(was_recognised(hidden, hidden));
  g_assert_false(was_recognised(hidden, PICTURE TEXT(PART, DRAWN)));
}

static void
test_missing_data_is_named(void) {
  if (is_missing())
    return;
  GError *error = NULL;
  unsigned pages = 0;
  g_setenv("TESSDATA_PREFIX", folder, TRUE);
  char *reason = corpus_source_missing_recognition(), *path = mixed_file();
  CorpusSourceReading *reading = corpus_source_begin(path, true);
  corpus_source_watch(reading, count_page, &pages);
  g_assert_null(corpus_source_finish(reading, &error));
  g_unsetenv("TESSDATA_PREFIX");
  g_assert_nonnull(strstr(reason, "tesseract-ocr-swe"));
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_IO);
  g_assert_nonnull(strstr(error->message, "tesseract-ocr-swe"));
  g_error_free(error);
  g_free(path);
  g_free(reason);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  lexicon = corpus_lexicon_new(NULL, NULL);
  g_assert_nonnull(lexicon);
  folder = test_folder_new();
  g_test_add_func("/corpus/source/pdf_scans/signs", test_signs_of_items_are_mended);
  g_test_add_func("/corpus/source/pdf_scans/named", test_scanned_pages_are_named_unless_asked_for);
  g_test_add_func("/corpus/source/pdf_scans/layer", test_layer_of_recognition_is_known);
  g_test_add_func("/corpus/source/pdf_scans/part-of-font", test_layer_in_part_of_font);
  g_test_add_func("/corpus/source/pdf_scans/missing", test_missing_data_is_named);
  g_test_add_func("/corpus/source/pdf_scans/mixed", test_pages_with_text_stay);
  g_test_add_func("/corpus/source/pdf_scans/figures", test_figures_of_scanned_tables);
  int failures = g_test_run();
  test_folder_remove(folder);
  corpus_lexicon_free(lexicon);
  return failures;
}
