/* tests/tools/make_pdf.c: lays a report out as PDF.
 *
 *   make_pdf REPORT OUT.pdf [LAYOUT]    LAYOUT: a number from 0, into pdf_report_layouts
 */
#include <stdio.h>

#include "corpus/language/lexicon.h"
#include "corpus/reading/read_report.h"
#include "tests/tools/pdf_report.h"

static const PdfReportLayout *
layout_of(const char *number) {
  guint64 wanted = number != NULL ? g_ascii_strtoull(number, NULL, 10) : 0;
  const PdfReportLayout *layout = pdf_report_layouts;
  while (wanted > 0 && layout[1].bullet != NULL) {
    layout++;
    wanted--;
  }
  return layout;
}

int
main(int argc, char **argv) {
  if (argc < 3) {
    fputs("usage: make_pdf REPORT OUT.pdf [LAYOUT]\n", stderr);
    return 2;
  }
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  CorpusReport *report = lexicon != NULL ? corpus_report_read(argv[1], lexicon, &error) : NULL;
  bool made = report != NULL && pdf_report_make(report, layout_of(argv[3]), argv[2]) > 0;
  if (!made)
    fprintf(stderr, "make_pdf: %s: %s\n", argv[1], error != NULL ? error->message : "not written");
  corpus_report_free(report);
  corpus_lexicon_free(lexicon);
  g_clear_error(&error);
  return made ? 0 : 1;
}
