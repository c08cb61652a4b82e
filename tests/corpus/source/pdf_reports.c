/* tests/corpus/source/pdf_reports.c: a report read from PDF is the report read from text: the same
 * figures, items and tags, for every sample report in every layout, and for the published reports
 * where KOMPASS_REPORTS (a folder) is set. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "corpus/reading/read_report.h"
#include "tests/folder.h"
#include "tests/tools/pdf_report.h"

static CorpusLexicon *lexicon;

static CorpusReport *
read_report(const char *path) {
  GError *error = NULL;
  CorpusReport *report = corpus_report_read(path, lexicon, &error);
  g_assert_no_error(error);
  g_assert_nonnull(report);
  return report;
}

/* A word that has a hyphen of its own can be broken there: which hyphen it was is told by the words
 * of the report alone, so it does not count here. */
static void
compare_text(const char *found, const char *expected) {
  char **a = g_strsplit(found, "-", -1), **b = g_strsplit(expected, "-", -1);
  char *bare_found = g_strjoinv("", a), *bare_expected = g_strjoinv("", b);
  g_assert_cmpstr(bare_found, ==, bare_expected);
  g_free(bare_found);
  g_free(bare_expected);
  g_strfreev(a);
  g_strfreev(b);
}

static void
compare_questions(const CorpusAreaScore *text, const CorpusAreaScore *pdf) {
  g_assert_cmpuint(pdf->questions->len, ==, text->questions->len);
  for (guint i = 0; i < text->questions->len; i++) {
    const CorpusQuestionScore *a = g_ptr_array_index(text->questions, i);
    const CorpusQuestionScore *b = g_ptr_array_index(pdf->questions, i);
    g_assert_cmpstr(b->id, ==, a->id);
    compare_text(b->text, a->text);
    g_assert_cmpint(b->score, ==, a->score);
    g_assert_cmpint(b->max, ==, a->max);
    g_assert_cmpint(b->percent, ==, a->percent);
  }
}

static void
compare_scores(const CorpusReport *text, const CorpusReport *pdf, const PdfReportLayout *layout) {
  g_assert_cmpint(pdf->total, ==, text->total);
  g_assert_cmpint(pdf->stated_total, ==, text->stated_total);
  g_assert_cmpuint(pdf->history->len, ==, text->history->len);
  g_assert_cmpuint(pdf->areas->len, ==, text->areas->len);
  for (guint i = 0; i < text->areas->len; i++) {
    const CorpusAreaScore *a = g_ptr_array_index(text->areas, i);
    const CorpusAreaScore *b = g_ptr_array_index(pdf->areas, i);
    g_test_message("area %u", a->number);
    g_assert_cmpuint(b->number, ==, a->number);
    g_assert_cmpint(b->score, ==, a->score);
    g_assert_cmpint(b->max, ==, a->max);
    g_assert_cmpint(b->percent, ==, a->percent);
    if (!layout->tables_in_chapters)
      g_assert_cmpint(b->body_score, ==, a->body_score);
    compare_questions(a, b);
  }
}

static void
compare_metadata(const CorpusReport *text, const CorpusReport *pdf) {
  g_assert_cmpstr(pdf->id, ==, text->id);
  g_assert_true(pdf->municipality == text->municipality);
  g_assert_cmpuint(pdf->year, ==, text->year);
  g_assert_cmpuint(pdf->month, ==, text->month);
  g_assert_cmpuint(pdf->evaluation, ==, text->evaluation);
  g_assert_cmpuint(pdf->revision, ==, text->revision);
}

/* The items of a column, in their order. The caller unrefs it. */
static GPtrArray *
items_of(const CorpusReport *report, unsigned area, CorpusTag tag) {
  GPtrArray *items = g_ptr_array_new();
  for (guint i = 0; i < report->passages->len; i++) {
    CorpusPassage *passage = g_ptr_array_index(report->passages, i);
    if (passage->kind == CORPUS_KIND_ITEM && passage->area == area && passage->tag == tag)
      g_ptr_array_add(items, passage);
  }
  return items;
}

static guint
compare_column(const CorpusReport *text, const CorpusReport *pdf, unsigned area, CorpusTag tag) {
  GPtrArray *expected = items_of(text, area, tag), *found = items_of(pdf, area, tag);
  guint count = expected->len;
  for (guint i = 0; i < MIN(found->len, count); i++) {
    const CorpusPassage *a = g_ptr_array_index(expected, i), *b = g_ptr_array_index(found, i);
    compare_text(b->text, a->text);
  }
  g_assert_cmpuint(found->len, ==, count);
  g_ptr_array_unref(expected);
  g_ptr_array_unref(found);
  return count;
}

static void
compare_items(const CorpusReport *text, const CorpusReport *pdf) {
  guint items = 0;
  for (guint i = 0; i < text->areas->len; i++)
    for (CorpusTag tag = CORPUS_TAG_NEUTRAL; tag < CORPUS_TAGS; tag++)
      items += compare_column(text, pdf, i + 1, tag);
  g_assert_cmpuint(items, >, 20);
}

static void
compare(const char *path, const PdfReportLayout *layout) {
  char *folder = test_folder_new();
  char *pdf_path = g_build_filename(folder, "rapport.pdf", NULL);
  CorpusReport *text = read_report(path);
  g_assert_cmpuint(pdf_report_make(text, layout, pdf_path), >, 0);
  CorpusReport *pdf = read_report(pdf_path);
  compare_metadata(text, pdf);
  compare_scores(text, pdf, layout);
  compare_items(text, pdf);
  corpus_report_free(pdf);
  corpus_report_free(text);
  test_folder_remove(folder);
  g_free(pdf_path);
}

static void
compare_folder(const char *folder) {
  GDir *entries = g_dir_open(folder, 0, NULL);
  guint compared = 0;
  g_assert_nonnull(entries);
  for (const char *name = g_dir_read_name(entries); name != NULL; name = g_dir_read_name(entries)) {
    if (!g_str_has_suffix(name, ".txt"))
      continue;
    char *path = g_build_filename(folder, name, NULL);
    for (const PdfReportLayout *layout = pdf_report_layouts; layout->bullet != NULL; layout++) {
      g_test_message("%s, layout %d", name, (int)(layout - pdf_report_layouts));
      compare(path, layout);
      compared++;
    }
    g_free(path);
  }
  g_dir_close(entries);
  g_assert_cmpuint(compared, >, 0);
}

static void
test_samples(void) {
  char *folder = g_build_filename(g_getenv("KOMPASS_SOURCE"), "corpus", "reports", NULL);
  compare_folder(folder);
  g_free(folder);
}

static void
test_published(void) {
  const char *folder = g_getenv("KOMPASS_REPORTS");
  if (folder == NULL)
    g_test_skip("KOMPASS_REPORTS is not set");
  else
    compare_folder(folder);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  lexicon = corpus_lexicon_new(NULL, NULL);
  g_assert_nonnull(lexicon);
  g_test_add_func("/corpus/source/pdf_reports/samples", test_samples);
  g_test_add_func("/corpus/source/pdf_reports/published", test_published);
  int failures = g_test_run();
  corpus_lexicon_free(lexicon);
  return failures;
}
