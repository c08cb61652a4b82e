/* tests/indexer/pdf.c: PDF files are read ahead, several at once, and a bad one costs one failure.
 */
#include <glib.h>
#include <string.h>

#include "corpus/source/source.h"
#include "indexer/error.h"
#include "indexer/reader.h"
#include "indexer/update.h"
#include "tests/folder.h"
#include "tests/tools/pdf_raw.h"
#include "tests/tools/pdf_report.h"

static CorpusLexicon *lexicon;

/* A sample report as PDF, in the folder. */
static void
add_sample(const char *folder, const char *name, const PdfReportLayout *layout) {
  GError *error = NULL;
  char *base = g_strdup_printf("%s.txt", name), *pdf = g_strdup_printf("%s.pdf", name);
  char *from = g_build_filename(g_getenv("KOMPASS_SOURCE"), "corpus", "reports", base, NULL);
  char *to = g_build_filename(folder, pdf, NULL);
  CorpusReport *report = corpus_report_read(from, lexicon, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(pdf_report_make(report, layout, to), >, 0);
  corpus_report_free(report);
  g_free(to);
  g_free(from);
  g_free(pdf);
  g_free(base);
}

static void
add_scanned(const char *folder, const char *name) {
  PdfRaw *raw = pdf_raw_new();
  gsize length = 0;
  pdf_raw_add_page(raw, "0.5 g 40 40 500 700 re f\n", "");
  GBytes *bytes = pdf_raw_finish(raw);
  const char *data = g_bytes_get_data(bytes, &length);
  char *path = g_build_filename(folder, name, NULL);
  g_assert_true(g_file_set_contents(path, data, (gssize)length, NULL));
  g_free(path);
  g_bytes_unref(bytes);
}

static char *
new_folder(void) {
  char *folder = test_folder_new();
  char *reports = g_build_filename(folder, "reports", NULL);
  g_assert_cmpint(g_mkdir(reports, 0700), ==, 0);
  add_sample(reports, "kalix-2012", &pdf_report_layouts[0]);
  add_sample(reports, "lulea-2018", &pdf_report_layouts[1]);
  add_sample(reports, "norsjo-2018", &pdf_report_layouts[2]);
  add_sample(reports, "ostersund-2015", &pdf_report_layouts[3]);
  add_scanned(reports, "a-scanned.pdf");
  test_folder_write(reports, "m-broken.pdf", "%PDF-1.7\nnothing of a report");
  add_scanned(reports, "z-scanned.pdf");
  g_free(reports);
  return folder;
}

/* What was told on the way. */
typedef struct {
  unsigned next, total, read;
} Told;

static void
count_read(const char *path, const CorpusReport *report, void *context) {
  g_assert_true(g_str_has_suffix(path, report->source));
  ((Told *)context)->read++;
}

static void
tell(unsigned done, unsigned total, const char *path, void *context) {
  Told *told = context;
  g_assert_nonnull(path);
  g_assert_cmpuint(done, ==, told->next);
  told->next++;
  told->total = total;
}

static void
update(const char *folder, IndexerSummary *summary, Told *told) {
  GError *error = NULL;
  char *index = g_build_filename(folder, "index", NULL);
  char *reports = g_build_filename(folder, "reports", NULL);
  const char *paths[] = {reports, NULL};
  IndexerOptions options = {.read_context = lexicon,
                            .was_read = count_read,
                            .was_read_context = told,
                            .progress = tell,
                            .progress_context = told};
  g_assert_true(indexer_update(index, paths, &options, summary, &error));
  g_assert_no_error(error);
  g_free(reports);
  g_free(index);
}

/* One of the failures is that file's, and its reason has the word. */
static void
assert_fails(const IndexerSummary *summary, const char *name, const char *word) {
  guint found = 0;
  for (guint i = 0; i < summary->failures->len; i++) {
    const IndexerFailure *failure = g_ptr_array_index(summary->failures, i);
    found += g_str_has_suffix(failure->path, name) && strstr(failure->reason, word) != NULL;
  }
  g_assert_cmpuint(found, ==, 1);
}

static void
test_bad_files_cost_a_failure_each(void) {
  char *folder = new_folder();
  IndexerSummary summary = {0};
  Told told = {0};
  update(folder, &summary, &told);
  g_assert_cmpuint(summary.added, ==, 4);
  g_assert_cmpuint(summary.reports, ==, 4);
  g_assert_cmpuint(summary.failures->len, ==, 3);
  assert_fails(&summary, "a-scanned.pdf", "scanned");
  assert_fails(&summary, "m-broken.pdf", "no PDF that can be read");
  assert_fails(&summary, "z-scanned.pdf", "scanned");
  g_assert_cmpuint(told.next, ==, 7);
  g_assert_cmpuint(told.total, ==, 7);
  g_assert_cmpuint(told.read, ==, 4);
  indexer_summary_clear(&summary);
  test_folder_remove(folder);
}

static void
test_known_files_are_not_read_again(void) {
  char *folder = new_folder();
  IndexerSummary first = {0}, second = {0};
  Told told = {0}, told_again = {0};
  char *kept = g_strdup(g_getenv("KOMPASS_READ_PDF"));
  update(folder, &first, &told);
  g_setenv("KOMPASS_READ_PDF", "/nonexistent/kompass-read-pdf", TRUE);
  update(folder, &second, &told_again);
  g_setenv("KOMPASS_READ_PDF", kept, TRUE);
  g_assert_cmpuint(second.unchanged, ==, 4);
  g_assert_cmpuint(second.reports, ==, 4);
  g_assert_cmpuint(second.passages, ==, first.passages);
  g_assert_false(second.changed);
  indexer_summary_clear(&second);
  indexer_summary_clear(&first);
  g_free(kept);
  test_folder_remove(folder);
}

/* Updates the index with one sample; recognise: with text recognition. */
static bool
update_one(const char *folder, bool recognise, IndexerSummary *summary, GError **error) {
  char *index = g_build_filename(folder, "index", NULL);
  char *reports = g_build_filename(folder, "reports", NULL);
  const char *paths[] = {reports, NULL};
  IndexerOptions options = {.read_context = lexicon, .recognise = recognise};
  bool ok = indexer_update(index, paths, &options, summary, error);
  g_free(reports);
  g_free(index);
  return ok;
}

static char *
one_sample(void) {
  char *folder = test_folder_new();
  char *reports = g_build_filename(folder, "reports", NULL);
  g_assert_cmpint(g_mkdir(reports, 0700), ==, 0);
  add_sample(reports, "kalix-2012", &pdf_report_layouts[0]);
  g_free(reports);
  return folder;
}

static void
expect(const char *folder, bool recognise, unsigned read, unsigned unchanged) {
  GError *error = NULL;
  IndexerSummary summary = {0};
  g_assert_true(update_one(folder, recognise, &summary, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(summary.added + summary.updated, ==, read);
  g_assert_cmpuint(summary.unchanged, ==, unchanged);
  g_assert_cmpuint(summary.failures->len, ==, 0);
  indexer_summary_clear(&summary);
}

/* What was read with recognition is not read again without it. */
static void
test_recognition_reads_again(void) {
  char *missing = corpus_source_missing_recognition();
  if (missing != NULL) {
    g_test_skip(missing);
    g_free(missing);
    return;
  }
  char *folder = one_sample();
  expect(folder, false, 1, 0);
  expect(folder, true, 1, 0);
  expect(folder, true, 0, 1);
  expect(folder, false, 0, 1);
  test_folder_remove(folder);
}

/* Before anything is read, and whether or not kompass was built with it. */
static void
test_missing_recognition_is_one_message(void) {
  char *folder = one_sample();
  GError *error = NULL;
  IndexerSummary summary = {0};
  g_setenv("TESSDATA_PREFIX", folder, TRUE);
  g_assert_false(update_one(folder, true, &summary, &error));
  g_unsetenv("TESSDATA_PREFIX");
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, "tesseract-ocr-swe"));
  g_error_free(error);
  indexer_summary_clear(&summary);
  test_folder_remove(folder);
}

/* The first reader waits for a second one to begin, and says so where none does. */
#define MEETING                                                                                    \
  "#!/bin/sh\n"                                                                                    \
  "[ \"$1\" != --serve ] || exit 1\n"                                                              \
  "folder='%s'\n"                                                                                  \
  "mkdir -p \"$folder/met\" && : >\"$folder/met/$$\"\n"                                            \
  "for wait in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do\n"                           \
  "  [ \"$(ls \"$folder/met\" | wc -l)\" -gt 1 ] && exec '%s' \"$1\"\n"                            \
  "  sleep 0.5\n"                                                                                  \
  "done\n"                                                                                         \
  ": >\"$folder/alone\"\n"

static void
test_several_at_once(void) {
  if (g_get_num_processors() < 2) {
    g_test_skip("one core");
    return;
  }
  char *folder = new_folder(), *kept = g_strdup(g_getenv("KOMPASS_READ_PDF"));
  char *alone = g_build_filename(folder, "alone", NULL);
  char *text = g_strdup_printf(MEETING, folder, kept);
  IndexerSummary summary = {0};
  Told told = {0};
  char *script = test_folder_program(folder, "reader", text);
  g_setenv("KOMPASS_READ_PDF", script, TRUE);
  update(folder, &summary, &told);
  g_setenv("KOMPASS_READ_PDF", kept, TRUE);
  g_assert_cmpuint(summary.added, ==, 4);
  g_assert_false(g_file_test(alone, G_FILE_TEST_EXISTS));
  indexer_summary_clear(&summary);
  g_free(text);
  g_free(alone);
  g_free(script);
  g_free(kept);
  test_folder_remove(folder);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  lexicon = corpus_lexicon_new(NULL, NULL);
  g_assert_nonnull(lexicon);
  g_test_add_func("/indexer/pdf/bad_files", test_bad_files_cost_a_failure_each);
  g_test_add_func("/indexer/pdf/several_at_once", test_several_at_once);
  g_test_add_func("/indexer/pdf/known_files", test_known_files_are_not_read_again);
  g_test_add_func("/indexer/pdf/recognition_reads_again", test_recognition_reads_again);
  g_test_add_func("/indexer/pdf/missing_recognition", test_missing_recognition_is_one_message);
  int failures = g_test_run();
  corpus_lexicon_free(lexicon);
  return failures;
}
