/* tests/tools/make_pdf.c: lays a report that was read from text out as a PDF like the published
 * ones: A4, running header, bordered tables that cross pages, hyphenated narrow columns.
 *
 *   make_pdf REPORT.txt OUT.pdf [bullet]
 */
#include <stdio.h>
#include <string.h>

#include "corpus/report.h"
#include "tests/tools/pdf_sheet.h"

static const char *const titles[] = {"Styrkor", "Förbättringsmöjligheter", "Svagheter"};
static const CorpusTag columns[] = {CORPUS_TAG_STRENGTH, CORPUS_TAG_IMPROVEMENT,
                                    CORPUS_TAG_WEAKNESS};

/* The items of an area, a column each; the caller unrefs them. Returns how many columns are used.
 */
static guint
items_of(const CorpusReport *report, unsigned area, GPtrArray *cells[3]) {
  guint used = 0;
  for (guint c = 0; c < 3; c++) {
    cells[c] = g_ptr_array_new();
    for (guint i = 0; i < report->passages->len; i++) {
      CorpusPassage *passage = g_ptr_array_index(report->passages, i);
      if (passage->area == area && passage->kind == CORPUS_KIND_ITEM && passage->tag == columns[c])
        g_ptr_array_add(cells[c], passage->text);
    }
    if (cells[c]->len > 0)
      used = c + 1;
  }
  return used;
}

static void
add_table_of_items(PdfSheet *sheet, const CorpusReport *report, unsigned area, const char *bullet) {
  GPtrArray *cells[3];
  guint used = items_of(report, area, cells);
  if (used > 0)
    pdf_sheet_columns(sheet, MAX(used, 2), titles, (const GPtrArray *const *)cells, bullet);
  for (guint c = 0; c < 3; c++)
    g_ptr_array_unref(cells[c]);
}

/* Headings and paragraphs of one area (0: what belongs to none). */
static void
add_prose(PdfSheet *sheet, const CorpusReport *report, unsigned area) {
  const char *heading = "";
  for (guint i = 0; i < report->passages->len; i++) {
    const CorpusPassage *passage = g_ptr_array_index(report->passages, i);
    if (passage->area != area || passage->kind != CORPUS_KIND_PARAGRAPH)
      continue;
    if (strcmp(passage->heading, heading) != 0 && *passage->heading != '\0')
      pdf_sheet_heading(sheet, passage->heading, 12);
    heading = passage->heading;
    pdf_sheet_paragraph(sheet, passage->text);
  }
}

static void
add_rubrics(PdfSheet *sheet, const CorpusAreaScore *area) {
  static const char *const points[] = {"Poäng", NULL};
  if (area->body_score < 0)
    return;
  char *score = g_strdup_printf("%d", area->body_score);
  const char *const cells[] = {score, NULL};
  pdf_sheet_figures(sheet, "Rubriker", points, true);
  pdf_sheet_figures(sheet, area->name, cells, false);
  g_free(score);
}

static void
add_chapter(PdfSheet *sheet, const CorpusReport *report, const CorpusAreaScore *area,
            const char *bullet) {
  char *title = g_strdup_printf("Område %u %s", area->number, area->name);
  pdf_sheet_new_page(sheet);
  pdf_sheet_heading(sheet, title, 16);
  add_rubrics(sheet, area);
  add_prose(sheet, report, area->number);
  add_table_of_items(sheet, report, area->number, bullet);
  g_free(title);
}

static void
add_row(PdfSheet *sheet, const char *text, int score, int max, int percent, bool bold) {
  char *cells[] = {g_strdup_printf("%d", score), g_strdup_printf("%d", max),
                   g_strdup_printf("%d%%", percent), NULL};
  pdf_sheet_figures(sheet, text, (const char *const *)cells, bold);
  for (gsize i = 0; cells[i] != NULL; i++)
    g_free(cells[i]);
}

static void
add_scores(PdfSheet *sheet, const CorpusAreaScore *area) {
  static const char *const heads[] = {"Uppnått", "Max", "Procent", NULL};
  char *title = g_strdup_printf("%u.  %s", area->number, area->name);
  pdf_sheet_figures(sheet, title, heads, true);
  for (guint i = 0; i < area->questions->len; i++) {
    const CorpusQuestionScore *question = g_ptr_array_index(area->questions, i);
    char *text = g_strdup_printf("%s %s", question->id, question->text);
    add_row(sheet, text, question->score, question->max, question->percent, false);
    g_free(text);
  }
  add_row(sheet, " ", area->score, area->max, area->percent, true);
  g_free(title);
}

static bool
make(const CorpusReport *report, const char *path, const char *bullet) {
  PdfSheetOptions options = {"Sveriges Kommuner och Landsting 2019-02-08 %u (34)", false, 7};
  PdfSheet *sheet = pdf_sheet_new(path, &options);
  add_prose(sheet, report, 0);
  for (guint i = 0; i < report->areas->len; i++)
    add_chapter(sheet, report, g_ptr_array_index(report->areas, i), bullet);
  pdf_sheet_new_page(sheet);
  pdf_sheet_heading(sheet, "4. Översikt av poängfördelning", 16);
  for (guint i = 0; i < report->areas->len; i++)
    add_scores(sheet, g_ptr_array_index(report->areas, i));
  return pdf_sheet_finish(sheet);
}

int
main(int argc, char **argv) {
  if (argc < 3) {
    fputs("usage: make_pdf REPORT.txt OUT.pdf [bullet]\n", stderr);
    return 2;
  }
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  CorpusReport *report = lexicon != NULL ? corpus_report_read(argv[1], lexicon, &error) : NULL;
  bool made = report != NULL && make(report, argv[2], argc > 3 ? argv[3] : "•");
  if (!made)
    fprintf(stderr, "make_pdf: %s: %s\n", argv[1], error != NULL ? error->message : "not written");
  corpus_report_free(report);
  corpus_lexicon_free(lexicon);
  g_clear_error(&error);
  return made ? 0 : 1;
}
