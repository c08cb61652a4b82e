/* tests/tools/pdf_report.c: the parts of a report, laid out on a sheet. */
#include "tests/tools/pdf_report.h"

#include <string.h>

#include "tests/tools/pdf_sheet.h"

static const char *const titles[] = {"Styrkor", "Förbättringsmöjligheter", "Svagheter"};
static const CorpusTag columns[] = {CORPUS_TAG_STRENGTH, CORPUS_TAG_IMPROVEMENT,
                                    CORPUS_TAG_WEAKNESS};

/* The items of an area, a column each; the caller unrefs them. Returns how many columns it takes.
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

/* Headings and paragraphs of one area's chapter. */
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

/* What stands before the areas' chapters. A numbered chapter ends what is the same in every report.
 * Returns the number of the next chapter. */
static unsigned
add_opening(PdfSheet *sheet, const CorpusReport *report) {
  const char *heading = "";
  bool background = true;
  unsigned chapter = 1;
  for (guint i = 0; i < report->passages->len; i++) {
    const CorpusPassage *passage = g_ptr_array_index(report->passages, i);
    if (passage->area != 0 || passage->kind != CORPUS_KIND_PARAGRAPH)
      continue;
    bool ends_background = background && passage->tag != CORPUS_TAG_BACKGROUND;
    if (strcmp(passage->heading, heading) != 0 && *passage->heading != '\0') {
      char *text = ends_background ? g_strdup_printf("%u. %s", chapter++, passage->heading)
                                   : g_strdup(passage->heading);
      pdf_sheet_heading(sheet, text, ends_background ? 16 : 12);
      background = !ends_background;
      g_free(text);
    }
    heading = passage->heading;
    pdf_sheet_paragraph(sheet, passage->text);
  }
  return chapter;
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
add_row(PdfSheet *sheet, const char *text, int score, int max, int percent, bool bold) {
  if (score < 0)
    return;
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

/* Points of an area (0: of all) from earlier years and from this one, a cell each. */
static void
add_history(PdfSheet *sheet, const CorpusReport *report, unsigned area, const char *name,
            int score) {
  GPtrArray *cells = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < report->history->len; i++) {
    const CorpusHistory *point = &g_array_index(report->history, CorpusHistory, i);
    if (point->area == area)
      g_ptr_array_add(cells, g_strdup_printf("%d", point->score));
  }
  g_ptr_array_add(cells, g_strdup_printf("%d", score));
  g_ptr_array_add(cells, NULL);
  pdf_sheet_figures(sheet, name, (const char *const *)cells->pdata, area == 0);
  g_ptr_array_unref(cells);
}

static void
add_years(PdfSheet *sheet, const CorpusReport *report) {
  GPtrArray *years = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < report->history->len; i++) {
    const CorpusHistory *point = &g_array_index(report->history, CorpusHistory, i);
    if (point->area == 1)
      g_ptr_array_add(years, g_strdup_printf("%u", point->year));
  }
  g_ptr_array_add(years, g_strdup_printf("%u", report->year));
  g_ptr_array_add(years, NULL);
  pdf_sheet_figures(sheet, "Poäng i Kommunkompassen", (const char *const *)years->pdata, true);
  g_ptr_array_unref(years);
}

/* The points of several years. */
static void
add_histories(PdfSheet *sheet, const CorpusReport *report) {
  if (report->history->len == 0)
    return;
  add_years(sheet, report);
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = g_ptr_array_index(report->areas, i);
    char *name = g_strdup_printf("%u. %s", area->number, area->name);
    add_history(sheet, report, area->number, name, area->score);
    g_free(name);
  }
  add_history(sheet, report, 0, "Totalt", report->stated_total);
}

/* "Område 3 …": rubrics, running text, and the table of items last. */
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

/* "4.3 …": the score table, the table of items, and then the comments. */
static void
add_numbered_chapter(PdfSheet *sheet, const CorpusReport *report, const CorpusAreaScore *area,
                     const char *bullet) {
  static const char *const parts[] = {"Delpoäng", "Styrkor och förbättringsmöjligheter",
                                      "Kommentar"};
  char *title = g_strdup_printf("4.%u %s", area->number, area->name);
  pdf_sheet_heading(sheet, title, 16);
  for (unsigned i = 0; i < G_N_ELEMENTS(parts); i++) {
    char *heading = g_strdup_printf("4.%u.%u %s", area->number, i + 1, parts[i]);
    pdf_sheet_heading(sheet, heading, 13);
    if (i == 0)
      add_scores(sheet, area);
    else if (i == 1)
      add_table_of_items(sheet, report, area->number, bullet);
    else
      add_prose(sheet, report, area->number);
    g_free(heading);
  }
  g_free(title);
}

static void
add_chapters(PdfSheet *sheet, const CorpusReport *report, const PdfReportLayout *layout,
             unsigned chapter) {
  char *last = g_strdup_printf("%u. %s", chapter,
                               layout->tables_in_chapters ? "Detaljerad genomgång"
                                                          : "Översikt av poängfördelning");
  if (layout->tables_in_chapters)
    pdf_sheet_heading(sheet, last, 16);
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = g_ptr_array_index(report->areas, i);
    if (layout->tables_in_chapters)
      add_numbered_chapter(sheet, report, area, layout->bullet);
    else
      add_chapter(sheet, report, area, layout->bullet);
  }
  if (!layout->tables_in_chapters) {
    pdf_sheet_new_page(sheet);
    pdf_sheet_heading(sheet, last, 16);
    for (guint i = 0; i < report->areas->len; i++)
      add_scores(sheet, g_ptr_array_index(report->areas, i));
  }
  g_free(last);
}

const PdfReportLayout pdf_report_layouts[] = {
    {"\xef\x82\xb7", "Sveriges Kommuner och Landsting 2012-12-14 %u (34)", false, false, false, 7,
     0},
    {"•", "Sammandrag, utvärdering enligt Kommunkompassen", true, true, false, 11, 0},
    {"", NULL, true, false, true, 13, 0},
    {"§", "Sveriges Kommuner och Landsting 2019-02-08 %u (34)", true, true, true, 17, 0},
    {NULL, NULL, false, false, false, 0, 0},
};

unsigned
pdf_report_make(const CorpusReport *report, const PdfReportLayout *layout, const char *path) {
  PdfSheetOptions options = {layout->header, layout->page_numbers, layout->odd_order,
                             layout->leading, layout->seed};
  PdfSheet *sheet = pdf_sheet_new(path, &options);
  unsigned chapter = add_opening(sheet, report);
  add_histories(sheet, report);
  add_chapters(sheet, report, layout, chapter);
  return pdf_sheet_finish(sheet);
}
