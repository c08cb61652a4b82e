/* corpus/source/pdf_lines.c: pages of segments become lines; page furniture goes. */
#include "corpus/source/pdf_lines.h"

#include <poppler.h>
#include <string.h>

#include "corpus/text/error.h"
#include "corpus/source/document.h"
#include "corpus/source/page_furniture.h"
#include "corpus/source/pdf_page.h"
#include "corpus/source/pdf_tags.h"

#define MOST_PAGES 2000

typedef struct {
  GPtrArray *segments; /* PdfSegment *, sorted */
  double width, height;
} Page;

static void
page_free(gpointer data) {
  Page *page = data;
  g_ptr_array_unref(page->segments);
  g_free(page);
}

static CorpusLine *
line_of(const PdfSegment *segment, unsigned page, unsigned number) {
  CorpusLine *line = corpus_line_new(segment->text, page, number);
  line->left = segment->left;
  line->right = segment->right;
  line->top = segment->top;
  line->size = segment->size;
  line->bold = segment->bold;
  line->words = g_array_ref(segment->words);
  return line;
}

/* Takes running headers, footers and page numbers off the pages. */
static void
remove_furniture(GPtrArray *pages) {
  GPtrArray *placed = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_placed_line_free);
  for (guint i = 0; i < pages->len; i++) {
    const Page *page = g_ptr_array_index(pages, i);
    for (guint j = 0; j < page->segments->len; j++)
      g_ptr_array_add(placed, corpus_placed_line_new(line_of(page->segments->pdata[j], i + 1, 0), 0,
                                                     page->height));
  }
  bool *furniture = corpus_furniture_find(placed);
  guint end = placed->len;
  for (guint i = pages->len; i-- > 0;) {
    GPtrArray *segments = ((Page *)g_ptr_array_index(pages, i))->segments;
    for (guint j = segments->len; j-- > 0;)
      if (furniture[--end])
        g_ptr_array_remove_index(segments, j);
  }
  g_free(furniture);
  g_ptr_array_unref(placed);
}

/* Is segments[first..end) the row of a table of figures: text, then two figures or more? Its cells
 * belong to one line; the cells of a table of texts do not. */
static bool
is_row_of_figures(const Page *page, guint first, guint end) {
  guint figures = 0;
  for (guint i = first + 1; i < end; i++) {
    const PdfSegment *cell = g_ptr_array_index(page->segments, i);
    guint here = document_count_figures(cell->text);
    if (here == 0)
      return false;
    figures += here;
  }
  return figures > 1;
}

/* Appends " text" to a line and moves its right edge. */
static void
extend(CorpusLine *line, const PdfSegment *segment) {
  char *text = g_strconcat(line->text, " ", segment->text, NULL);
  g_free(line->text);
  line->text = text;
  line->right = segment->right;
  g_clear_pointer(&line->words, g_array_unref); /* of a row of figures nobody asks them */
}

static void
add_page(CorpusLines *lines, const Page *page, unsigned number) {
  guint end = 0;
  for (guint first = 0; first < page->segments->len; first = end) {
    const PdfSegment *head = g_ptr_array_index(page->segments, first);
    for (end = first + 1; end < page->segments->len; end++)
      if (((const PdfSegment *)g_ptr_array_index(page->segments, end))->row != head->row)
        break;
    bool figures = is_row_of_figures(page, first, end);
    CorpusLine *line = NULL;
    for (guint i = first; i < end; i++) {
      const PdfSegment *segment = g_ptr_array_index(page->segments, i);
      if (line != NULL && figures) {
        extend(line, segment);
        continue;
      }
      line = line_of(segment, number, lines->lines->len + 1);
      line->starts_page = first == 0 && i == 0;
      g_ptr_array_add(lines->lines, line);
    }
  }
}

/* Tells which pages hold no text; fails where none does. */
static bool
check_text(CorpusLines *lines, const GPtrArray *pages, GError **error) {
  guint empty = 0;
  for (guint i = 0; i < pages->len; i++) {
    const Page *page = g_ptr_array_index(pages, i);
    if (page->segments->len > 0)
      continue;
    empty++;
    g_ptr_array_add(lines->warnings,
                    g_strdup_printf("page %u holds no text (scanned or blank)", i + 1));
  }
  if (empty < pages->len)
    return true;
  g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_NOT_REPORT,
                      "no page holds text: it was scanned; make it searchable first, for "
                      "example with ocrmypdf");
  return false;
}

static void
page_text_free(gpointer page) {
  pdf_page_free(page);
}

/* The text of each page, its rows parted also where the columns of its neighbours stand. */
static GPtrArray *
read_texts(PopplerDocument *document) {
  GPtrArray *texts = g_ptr_array_new_with_free_func(page_text_free);
  int count = MIN(poppler_document_get_n_pages(document), MOST_PAGES);
  for (int i = 0; i < count; i++) {
    PopplerPage *source = poppler_document_get_page(document, i);
    g_ptr_array_add(texts, pdf_page_new(source));
    g_clear_object(&source);
  }
  for (guint i = 0; i + 1 < texts->len; i++) {
    const PdfPage *page = g_ptr_array_index(texts, i), *next = g_ptr_array_index(texts, i + 1);
    pdf_rows_part_at(next->rows, pdf_rows_edges(page->rows));
    pdf_rows_part_at(page->rows, pdf_rows_edges(next->rows));
  }
  return texts;
}

static GPtrArray *
read_pages(PopplerDocument *document) {
  GPtrArray *pages = g_ptr_array_new_with_free_func(page_free);
  GPtrArray *texts = read_texts(document);
  for (guint i = 0; i < texts->len; i++) {
    const PdfPage *text = g_ptr_array_index(texts, i);
    Page *page = g_new0(Page, 1);
    page->segments = pdf_page_segments(text);
    page->width = text->width;
    page->height = text->height;
    g_ptr_array_add(pages, page);
  }
  g_ptr_array_unref(texts);
  return pages;
}

static PopplerDocument *
open_document(GBytes *file, GError **error) {
  GError *inner = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes(file, NULL, &inner);
  if (document != NULL)
    return document;
  bool encrypted = g_error_matches(inner, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);
  g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_IO,
              encrypted ? "it is encrypted; save a copy without a password%s%s"
                        : "it is no PDF that can be read%s%s",
              encrypted ? "" : ": ", encrypted ? "" : inner->message);
  g_error_free(inner);
  return NULL;
}

/* What the document says of its structure, where it says so and the pages agree. */
static void
take_tags(CorpusLines *lines, PopplerDocument *document) {
  CorpusLines *tagged = pdf_tags_read(document, lines->lines);
  if (tagged == NULL)
    return;
  GPtrArray *untagged = g_steal_pointer(&lines->lines);
  lines->lines = g_steal_pointer(&tagged->lines);
  tagged->lines = untagged;
  untagged = g_steal_pointer(&lines->notes);
  lines->notes = g_steal_pointer(&tagged->notes);
  tagged->notes = untagged;
  corpus_lines_free(tagged);
}

CorpusLines *
pdf_lines_read(GBytes *file, GError **error) {
  PopplerDocument *document = open_document(file, error);
  if (document == NULL)
    return NULL;
  GPtrArray *pages = read_pages(document);
  CorpusLines *lines = corpus_lines_new();
  lines->pages = pages->len;
  bool ok = check_text(lines, pages, error);
  if (ok) {
    remove_furniture(pages);
    for (guint i = 0; i < pages->len; i++)
      add_page(lines, g_ptr_array_index(pages, i), i + 1);
  }
  g_ptr_array_unref(pages);
  if (ok)
    take_tags(lines, document);
  else
    g_clear_pointer(&lines, corpus_lines_free);
  g_object_unref(document);
  return lines;
}
