/* corpus/pdf_lines.c: pages of segments become lines; page furniture goes. */
#include "corpus/pdf_lines.h"

#include <math.h>
#include <poppler.h>
#include <string.h>

#include "corpus/error.h"
#include "corpus/pdf_page.h"

#define MOST_PAGES 2000
#define BORDER 0.12        /* share of the page's height in which headers and footers stand */
#define SAME_HEIGHT 3.0    /* points */
#define SHARE_OF_PAGES 0.5 /* furniture stands on most pages */
#define PAGES_TO_COMPARE 3 /* with fewer pages nothing recurs */

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

/* Text with its digits made alike: "7 (27)" and "8 (27)" are one running header. */
static char *
pattern_of(const char *text) {
  char *pattern = g_strdup(text);
  for (char *at = pattern; *at != '\0'; at++)
    if (g_ascii_isdigit(*at))
      *at = '0';
  char *once = NULL;
  while ((once = strstr(pattern, "00")) != NULL)
    memmove(once, once + 1, strlen(once));
  return pattern;
}

static bool
in_border(const Page *page, const PdfSegment *segment) {
  return segment->top < BORDER * page->height || segment->top > (1 - BORDER) * page->height;
}

/* On how many pages does the same text (digits aside) stand at the same height? */
static guint
recurrences(const GPtrArray *pages, const PdfSegment *segment) {
  char *pattern = pattern_of(segment->text);
  guint count = 0;
  for (guint i = 0; i < pages->len; i++) {
    const Page *page = g_ptr_array_index(pages, i);
    bool found = false;
    for (guint j = 0; j < page->segments->len && !found; j++) {
      const PdfSegment *other = g_ptr_array_index(page->segments, j);
      if (fabs(other->top - segment->top) > SAME_HEIGHT)
        continue;
      char *other_pattern = pattern_of(other->text);
      found = strcmp(pattern, other_pattern) == 0;
      g_free(other_pattern);
    }
    count += found;
  }
  g_free(pattern);
  return count;
}

/* A page number by itself: digits, perhaps with dashes, brackets or a total. */
static bool
is_page_number(const char *text) {
  return g_regex_match_simple(
      "^[-–(]?\\s*(sid(a|an)?\\.?\\s*)?\\d{1,3}\\s*([/(av ]+\\d{1,3}\\)?)?\\s*[-–)]?$", text,
      G_REGEX_CASELESS, 0);
}

static bool
is_furniture(const GPtrArray *pages, const Page *page, const PdfSegment *segment) {
  if (!in_border(page, segment))
    return false;
  guint needed = MAX(PAGES_TO_COMPARE, (guint)(SHARE_OF_PAGES * pages->len));
  bool recurs = recurrences(pages, segment) >= needed;
  bool outermost =
      segment->top < BORDER / 2 * page->height || segment->top > (1 - BORDER / 2) * page->height;
  return recurs || (outermost && is_page_number(segment->text));
}

static void
remove_furniture(GPtrArray *pages) {
  GPtrArray *furniture = g_ptr_array_new();
  for (guint i = 0; i < pages->len; i++) {
    const Page *page = g_ptr_array_index(pages, i);
    for (guint j = 0; j < page->segments->len; j++)
      if (is_furniture(pages, page, g_ptr_array_index(page->segments, j)))
        g_ptr_array_add(furniture, g_ptr_array_index(page->segments, j));
  }
  for (guint i = 0; i < pages->len; i++) {
    Page *page = g_ptr_array_index(pages, i);
    for (guint j = page->segments->len; j > 0; j--)
      if (g_ptr_array_find(furniture, g_ptr_array_index(page->segments, j - 1), NULL))
        g_ptr_array_remove_index(page->segments, j - 1);
  }
  g_ptr_array_unref(furniture);
}

/* "85%", "1 015", "-": no letter, but a figure or what stands for none. */
static bool
is_figure(const char *text) {
  bool digit = false;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar letter = g_utf8_get_char(at);
    if (g_unichar_isalpha(letter))
      return false;
    digit = digit || g_unichar_isdigit(letter);
  }
  return digit || strcmp(text, "-") == 0 || strcmp(text, "–") == 0;
}

/* Is segments[first..end) the row of a table of figures: text, then two figures or more? Its cells
 * belong to one line; the cells of a table of texts do not. */
static bool
is_row_of_figures(const Page *page, guint first, guint end) {
  for (guint i = first + 1; i < end; i++)
    if (!is_figure(((const PdfSegment *)g_ptr_array_index(page->segments, i))->text))
      return false;
  return end - first > 2;
}

static CorpusLine *
line_of(const PdfSegment *segment, unsigned page, unsigned number) {
  CorpusLine *line = corpus_line_new(segment->text, page, number);
  line->left = segment->left;
  line->right = segment->right;
  line->top = segment->top;
  line->size = segment->size;
  line->bold = segment->bold;
  return line;
}

/* Appends " text" to a line and moves its right edge. */
static void
extend(CorpusLine *line, const PdfSegment *segment) {
  char *text = g_strconcat(line->text, " ", segment->text, NULL);
  g_free(line->text);
  line->text = text;
  line->right = segment->right;
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

static GPtrArray *
read_pages(PopplerDocument *document) {
  GPtrArray *pages = g_ptr_array_new_with_free_func(page_free);
  int count = MIN(poppler_document_get_n_pages(document), MOST_PAGES);
  for (int i = 0; i < count; i++) {
    Page *page = g_new0(Page, 1);
    PopplerPage *source = poppler_document_get_page(document, i);
    if (source != NULL) {
      page->segments = pdf_page_segments(source, &page->width, &page->height);
      g_object_unref(source);
    } else {
      page->segments = g_ptr_array_new();
    }
    g_ptr_array_add(pages, page);
  }
  return pages;
}

static PopplerDocument *
open_document(const char *path, GError **error) {
  GError *inner = NULL;
  GFile *file = g_file_new_for_path(path);
  PopplerDocument *document = poppler_document_new_from_gfile(file, NULL, NULL, &inner);
  g_object_unref(file);
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

CorpusLines *
pdf_lines_read(const char *path, GError **error) {
  PopplerDocument *document = open_document(path, error);
  if (document == NULL)
    return NULL;
  GPtrArray *pages = read_pages(document);
  g_object_unref(document);
  CorpusLines *lines = g_new0(CorpusLines, 1);
  lines->lines = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  lines->warnings = g_ptr_array_new_with_free_func(g_free);
  lines->pages = pages->len;
  bool ok = check_text(lines, pages, error);
  if (ok) {
    remove_furniture(pages);
    for (guint i = 0; i < pages->len; i++)
      add_page(lines, g_ptr_array_index(pages, i), i + 1);
  }
  g_ptr_array_unref(pages);
  if (ok)
    return lines;
  corpus_lines_free(lines);
  return NULL;
}
