/* corpus/source/pdf_lines.c: the words of pages become lines: page furniture goes, footnotes are
 * kept apart, blocks are read one after the other, and rows are parted into columns. */
#define _GNU_SOURCE /* memmem() */
#include "corpus/source/pdf.h"

#include <glib/gi18n.h>
#include <math.h>
#include <poppler.h>
#include <string.h>

#include "corpus/text/error.h"
#include "corpus/source/document.h"

#define MOST_PAGES 2000
#define LARGE 2.0        /* times the size of what stands around it: a figure to be seen first */
#define LARGE_DIGITS 3   /* of it, at most */
#define SAME_LINE 0.35   /* in font sizes */
#define NEAR 0.6         /* in font sizes: between two words of one line */
#define SPACE 0.3        /* in font sizes */
#define ROW_HEIGHT 1.0   /* in points */
#define ABOVE_DIGITS 0.2 /* in font sizes: the room over them */
#define MOST_SIGNS 3     /* that one dash is read as */
#define MOST_BULLETS 2   /* that one bullet is read as */

/* What is being read: pages, and for each its blocks and their rows. */
typedef struct {
  GPtrArray *pages;  /* PdfPage * */
  GPtrArray *blocks; /* of each page: a GPtrArray of PdfBlock * */
  GPtrArray *rows;   /* of each page: a GPtrArray of PdfRows *, one for each block */
  CorpusLines *lines;
} Reader;

static void
page_free(gpointer page) {
  pdf_page_free(page);
}

static void
rows_free(gpointer rows) {
  pdf_rows_free(rows);
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

/* ---- large figures ---- */

/* A short number that is set large, as the result that a page is about. */
static bool
is_large_figure(const PdfWord *word) {
  gsize digits = strspn(word->text, "0123456789");
  return digits > 0 && digits <= LARGE_DIGITS &&
         strspn(word->text + digits, ",.%0123456789") == strlen(word->text + digits);
}

static bool
is_small_beside(const PdfWord *word, const PdfWord *figure) {
  return LARGE * word->size <= figure->size;
}

/* The word that stands right below the middle of the figure, NULL if none does. */
static const PdfWord *
word_below(const GPtrArray *words, const PdfWord *figure) {
  double middle = (figure->left + figure->right) / 2;
  for (guint i = 0; i < words->len; i++) {
    const PdfWord *word = words->pdata[i];
    if (is_small_beside(word, figure) && word->left - word->size < middle &&
        word->right + word->size > middle && word->top < figure->bottom + word->size &&
        word->bottom > figure->bottom + word->size / 2)
      return word;
  }
  return NULL;
}

/* The words of one line that stand no farther from each other than words do, around that one. */
static GPtrArray *
line_around(const GPtrArray *words, const PdfWord *word) {
  GPtrArray *line = g_ptr_array_new();
  double left = word->left, right = word->right;
  for (guint before = G_MAXUINT; before != line->len;) {
    before = line->len;
    for (guint i = 0; i < words->len; i++) {
      PdfWord *other = words->pdata[i];
      if (fabs(other->bottom - word->bottom) > SAME_LINE * word->size ||
          other->left > right + NEAR * word->size || other->right < left - NEAR * word->size ||
          g_ptr_array_find(line, other, NULL))
        continue;
      g_ptr_array_add(line, other);
      left = MIN(left, other->left);
      right = MAX(right, other->right);
    }
  }
  return line;
}

/* Puts the word into a row that touches no other, above that height. */
static void
put_on_row(gpointer data, gpointer height) {
  PdfWord *word = data;
  word->bottom = *(const double *)height;
  word->top = word->bottom - ROW_HEIGHT;
}

/* A large figure and what stands below it ("50", "poäng av 100") are one line, though not one of
 * those that stand beside them: they are moved above these. */
static void
move_large_figure(const GPtrArray *words, PdfWord *figure) {
  const PdfWord *below = word_below(words, figure);
  if (below == NULL)
    return;
  GPtrArray *line = line_around(words, below);
  double digits = figure->top + ABOVE_DIGITS * figure->size, top = digits, left = HUGE_VAL;
  for (guint i = 0; i < words->len; i++) {
    const PdfWord *word = words->pdata[i];
    double middle = (word->top + word->bottom) / 2;
    if (is_small_beside(word, figure) && middle > digits && middle < figure->bottom)
      top = MIN(top, word->top);
  }
  g_ptr_array_foreach(line, put_on_row, &top);
  for (guint i = 0; i < line->len; i++)
    left = MIN(left, ((const PdfWord *)line->pdata[i])->left);
  put_on_row(figure, &top);
  figure->right = left - SPACE * below->size;
  figure->left = figure->right - below->size;
  figure->size = below->size;
  g_ptr_array_unref(line);
}

static double
median_size(const GPtrArray *words) {
  GArray *sizes = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < words->len; i++)
    g_array_append_val(sizes, ((const PdfWord *)words->pdata[i])->size);
  double median = corpus_median(sizes);
  g_array_unref(sizes);
  return median;
}

static void
move_large_figures(const GPtrArray *words) {
  double body = median_size(words);
  for (guint i = 0; i < words->len; i++) {
    PdfWord *word = words->pdata[i];
    if (word->size >= LARGE * body && is_large_figure(word))
      move_large_figure(words, word);
  }
}

/* ---- blocks and rows ---- */

/* A table that crosses pages may have too few rows on one of them to show its columns there. */
static void
part_at_edges_of(const Reader *reader, guint page, guint neighbour) {
  const GPtrArray *rows = g_ptr_array_index(reader->rows, page);
  const GPtrArray *others = g_ptr_array_index(reader->rows, neighbour);
  const GPtrArray *blocks = g_ptr_array_index(reader->blocks, page);
  for (guint i = 0; i < rows->len; i++)
    for (guint j = 0; j < others->len; j++) {
      const PdfBlock *block = i < blocks->len ? blocks->pdata[i] : NULL;
      if (block != NULL && !block->box && !block->column)
        pdf_rows_part_at(rows->pdata[i], pdf_rows_edges(others->pdata[j]));
    }
}

static GPtrArray *
blocks_of(const PdfPage *page, PdfColumns *columns) {
  return pdf_blocks_new(page->words, page->width, page->height, columns);
}

/* The columns of running text that one page shows are looked for on those that show none; and the
 * last pages of a booklet may have a few lines on one side of the sheet. */
static void
make_blocks(Reader *reader) {
  PdfColumns longest = {0};
  GArray *all = g_array_new(FALSE, FALSE, sizeof(PdfColumns));
  bool sheets = false;
  for (guint i = 0; i < reader->pages->len; i++) {
    PdfColumns own = {0};
    g_ptr_array_add(reader->blocks, blocks_of(reader->pages->pdata[i], &own));
    g_array_append_val(all, own);
    longest = own.rows > longest.rows ? own : longest;
    sheets = sheets || own.sheet;
  }
  for (guint i = 0; i < reader->pages->len; i++) {
    const PdfColumns *own = &g_array_index(all, PdfColumns, i);
    bool bare = own->rows == 0;
    PdfColumns known = bare ? longest : (PdfColumns){0};
    if ((!bare || longest.rows == 0) && (own->sheet || !sheets))
      continue;
    known.sheet = sheets && !own->sheet;
    g_ptr_array_unref(reader->blocks->pdata[i]);
    reader->blocks->pdata[i] = blocks_of(reader->pages->pdata[i], &known);
  }
  g_array_unref(all);
}

static void
make_rows(Reader *reader) {
  for (guint i = 0; i < reader->pages->len; i++)
    move_large_figures(((const PdfPage *)reader->pages->pdata[i])->words);
  make_blocks(reader);
  for (guint i = 0; i < reader->pages->len; i++) {
    const PdfPage *page = g_ptr_array_index(reader->pages, i);
    const GPtrArray *blocks = reader->blocks->pdata[i];
    GPtrArray *rows = g_ptr_array_new_with_free_func(rows_free);
    for (guint j = 0; j < blocks->len; j++) {
      const PdfBlock *block = g_ptr_array_index(blocks, j);
      g_ptr_array_add(rows, pdf_rows_new(block->words, !block->box && !block->column));
    }
    g_ptr_array_add(rows, pdf_rows_new(page->turned, true));
    g_ptr_array_add(reader->rows, rows);
  }
  for (guint i = 0; i + 1 < reader->rows->len; i++) {
    part_at_edges_of(reader, i + 1, i);
    part_at_edges_of(reader, i, i + 1);
  }
}

/* ---- lines ---- */

/* Is segments[first..end) the row of a table of figures: text, then two figures or more? Its cells
 * belong to one line; the cells of a table of texts do not. */
static bool
is_row_of_figures(const GPtrArray *segments, guint first, guint end) {
  guint figures = 0;
  for (guint i = first + 1; i < end; i++) {
    const PdfSegment *cell = g_ptr_array_index(segments, i);
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
  line->right = segment->right;
  /* of a row of figures nobody asks for the words' places */
  corpus_line_set_text(line, g_strconcat(line->text, " ", segment->text, NULL));
}

/* Adds the lines of a block's rows; block is NULL for text that is turned. */
static void
add_lines(CorpusLines *lines, const PdfRows *rows, const PdfBlock *block, unsigned page,
          unsigned box) {
  GPtrArray *segments = pdf_rows_segments(rows);
  guint end = 0;
  for (guint first = 0; first < segments->len; first = end) {
    const PdfSegment *head = g_ptr_array_index(segments, first);
    for (end = first + 1; end < segments->len; end++)
      if (((const PdfSegment *)g_ptr_array_index(segments, end))->row != head->row)
        break;
    bool figures = is_row_of_figures(segments, first, end);
    CorpusLine *line = NULL;
    for (guint i = first; i < end; i++) {
      const PdfSegment *segment = g_ptr_array_index(segments, i);
      if (line != NULL && figures) {
        extend(line, segment);
        line->right += block != NULL ? block->shift : 0;
        continue;
      }
      const CorpusLine *last =
          lines->lines->len > 0 ? corpus_line_at(lines->lines, lines->lines->len - 1) : NULL;
      line = line_of(segment, page, lines->lines->len + 1);
      line->left += block != NULL ? block->shift : 0;
      line->right += block != NULL ? block->shift : 0;
      line->block = box;
      line->starts_page = last == NULL || last->page != page;
      g_ptr_array_add(lines->lines, line);
    }
  }
  g_ptr_array_unref(segments);
}

static void
add_pages(const Reader *reader) {
  unsigned boxes = 0;
  for (guint i = 0; i < reader->pages->len; i++) {
    const GPtrArray *blocks = g_ptr_array_index(reader->blocks, i);
    const GPtrArray *rows = g_ptr_array_index(reader->rows, i);
    for (guint j = 0; j < rows->len; j++) {
      const PdfBlock *block = j < blocks->len ? blocks->pdata[j] : NULL;
      unsigned box = block != NULL && block->box ? ++boxes : 0;
      add_lines(reader->lines, rows->pdata[j], block, i + 1, box);
    }
  }
}

/* Takes the footnotes off the pages, before their rows are made. */
static GPtrArray *
take_notes(const Reader *reader) {
  GPtrArray *notes = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  double body = pdf_notes_body_size(reader->pages);
  for (guint i = 0; i < reader->pages->len; i++)
    g_ptr_array_add(notes, pdf_notes_take(((PdfPage *)reader->pages->pdata[i])->words, body));
  return notes;
}

/* Each belongs to the last line of its page. */
static void
add_notes(CorpusLines *lines, const GPtrArray *notes) {
  guint line = 0;
  for (guint i = 0; i < notes->len && lines->lines->len > 0; i++) {
    const GPtrArray *own = g_ptr_array_index(notes, i);
    while (line + 1 < lines->lines->len && corpus_line_at(lines->lines, line + 1)->page <= i + 1)
      line++;
    for (guint j = 0; j < own->len; j++) {
      char *text = g_utf8_normalize(own->pdata[j], -1, G_NORMALIZE_NFC);
      if (text != NULL)
        g_ptr_array_add(lines->notes, corpus_note_new(text, i + 1, line));
    }
  }
}

/* Why a page without words has none. The caller frees it. */
static char *
reason_of(const PdfPage *page, guint number, bool recognise) {
  char told[16];
  g_snprintf(told, sizeof told, "%u", number);
  if (page->recognised)
    return corpus_warning_new("page_blank", "page", told,
                              "page %s holds no text (blank, or a picture)", told);
  if (recognise)
    return corpus_warning_new("page_not_recognised", "page", told,
                              "page %s could not be recognised: it took too long, or is damaged",
                              told);
  if (page->unreadable)
    return corpus_warning_new(
        "page_unreadable", "page", told,
        "page %s can't be read: its font can't be decoded; --ocr reads what it shows", told);
  return corpus_warning_new("page_without_text", "page", told,
                            "page %s holds no text (scanned or blank); --ocr reads scanned pages",
                            told);
}

/* Tells which pages hold no text; fails where none does. */
static bool
check_text(CorpusLines *lines, const GPtrArray *pages, bool recognise, GError **error) {
  guint empty = 0, unreadable = 0;
  for (guint i = 0; i < pages->len; i++) {
    const PdfPage *page = g_ptr_array_index(pages, i);
    if (page->words->len + page->turned->len > 0)
      continue;
    empty++;
    unreadable += page->unreadable;
    g_ptr_array_add(lines->warnings, reason_of(page, i + 1, recognise));
  }
  if (empty < pages->len)
    return true;
  g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_NOT_REPORT,
                      recognise ? N_("no page holds text that could be recognised")
                      : unreadable > 0
                          ? N_("its fonts can't be decoded, so that no page can be read; "
                               "--ocr reads what the pages show")
                          : N_("no page holds text, it was scanned; --ocr reads it"));
  return false;
}

static GPtrArray *
read_pages(PopplerDocument *document) {
  GPtrArray *pages = g_ptr_array_new_with_free_func(page_free);
  int count = MIN(poppler_document_get_n_pages(document), MOST_PAGES);
  GHashTable *drawn_fonts = pdf_page_drawn_fonts(document, count);
  for (int i = 0; i < count; i++) {
    PopplerPage *source = poppler_document_get_page(document, i);
    const PdfPage *before = i > 0 ? g_ptr_array_index(pages, i - 1) : NULL;
    bool among_scans = before == NULL || before->scanned || before->recognised;
    g_ptr_array_add(pages, pdf_page_new(source, among_scans ? NULL : drawn_fonts));
    g_clear_object(&source);
  }
  g_hash_table_unref(drawn_fonts);
  return pages;
}

/* Is the text's first word made of such signs alone, and of no more than `most`? Its bytes; 0 = no.
 */
static gsize
signs_at(const char *text, const char *signs, guint most) {
  const char *end = text;
  guint count = 0;
  for (; *end != '\0' && *end != ' '; end = g_utf8_next_char(end), count++)
    if (g_utf8_strchr(signs, -1, g_utf8_get_char(end)) == NULL)
      return 0;
  return count > 0 && count <= most && *end == ' ' ? (gsize)(end - text) : 0;
}

/* Puts another sign in place of the first word, whose place stays the same. */
static void
put_sign(CorpusLine *line, const char *sign, gsize bytes) {
  char *mended = g_strconcat(sign, line->text + bytes, NULL);
  g_free(line->text);
  line->text = mended;
}

/* The dash before an item is misread in ways that no author writes ("—-", "="), and a bullet as a
 * small letter or sign ("e Öppna möten", "« Budget", "e - Insyn"). */
static void
mend_sign(CorpusLine *line) {
  static const char dashes[] = "-–—―=~_", bullets[] = "•e«»¢©®°*";
  gsize dash = signs_at(line->text, dashes, MOST_SIGNS),
        bullet = signs_at(line->text, bullets, MOST_BULLETS);
  if (dash > 0)
    put_sign(line, "–", dash);
  if (bullet == 0)
    return;
  gsize between = signs_at(line->text + bullet + 1, dashes, MOST_SIGNS);
  const char *rest = line->text + bullet + 1 + (between > 0 ? between + 1 : 0);
  if (!g_unichar_isupper(g_utf8_get_char(rest)))
    return;
  if (between > 0)
    corpus_line_set_text(line, g_strconcat("• ", rest, NULL));
  else
    put_sign(line, "•", bullet);
}

static void
tell_recognised(const CorpusLines *lines, const GPtrArray *pages) {
  for (guint i = 0; i < lines->lines->len; i++) {
    CorpusLine *line = g_ptr_array_index(lines->lines, i);
    if (line->page > 0 && line->page <= pages->len)
      line->recognised = ((const PdfPage *)g_ptr_array_index(pages, line->page - 1))->recognised;
    if (line->recognised)
      mend_sign(line);
  }
}

/* The lines of the pages, by what stands where. */
static void
read_places(Reader *reader) {
  pdf_furniture_remove(reader->pages);
  GPtrArray *notes = take_notes(reader);
  reader->blocks = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  reader->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  make_rows(reader);
  add_pages(reader);
  add_notes(reader->lines, notes);
  g_ptr_array_unref(reader->rows);
  g_ptr_array_unref(reader->blocks);
  g_ptr_array_unref(notes);
}

/* The file without what it says of colours in print (PDF/A does): poppler works that out anew for
 * each element of the structure, which takes a minute for a report, and no text depends on it. The
 * name is made another of the same length, so that all else stays where it is. */
static GBytes *
without_print_colours(GBytes *file) {
  static const char name[] = "/OutputIntents";
  gsize length = 0;
  const char *bytes = g_bytes_get_data(file, &length);
  const char *found = memmem(bytes, length, name, strlen(name));
  if (found == NULL)
    return g_bytes_ref(file);
  char *copy = g_memdup2(bytes, length);
  while (found != NULL) {
    gsize after = (gsize)(found - bytes) + strlen(name);
    copy[after - 1] = 'X';
    found = memmem(bytes + after, length - after, name, strlen(name));
  }
  return g_bytes_new_take(copy, length);
}

static PopplerDocument *
open_document(GBytes *file, GError **error) {
  GError *inner = NULL;
  GBytes *plain = without_print_colours(file);
  PopplerDocument *document = poppler_document_new_from_bytes(plain, NULL, &inner);
  g_bytes_unref(plain);
  if (document != NULL)
    return document;
  bool encrypted = g_error_matches(inner, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);
  bool damaged = g_error_matches(inner, POPPLER_ERROR, POPPLER_ERROR_DAMAGED) ||
                 g_error_matches(inner, POPPLER_ERROR, POPPLER_ERROR_BAD_CATALOG);
  g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_IO, "%s%s%s",
              encrypted ? N_("it is encrypted; save a copy without a password")
                        : N_("it is no PDF that can be read"),
              damaged ? ": " : "", damaged ? N_("the file is damaged") : "");
  g_error_free(inner);
  return NULL;
}

/* What the document says of its structure, where it says so and the pages agree. */
static void
take_tags(CorpusLines *lines, PopplerDocument *document) {
  CorpusLines *tagged = pdf_tags_read(document, lines);
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
pdf_lines_read(GBytes *file, bool recognise, GError **error) {
  PopplerDocument *document = open_document(file, error);
  if (document == NULL)
    return NULL;
  Reader reader = {.pages = read_pages(document), .lines = corpus_lines_new()};
  reader.lines->pages = reader.pages->len;
  if (recognise)
    pdf_scans_collect(reader.pages);
  if (check_text(reader.lines, reader.pages, recognise, error)) {
    read_places(&reader);
    take_tags(reader.lines, document);
    tell_recognised(reader.lines, reader.pages);
  } else {
    g_clear_pointer(&reader.lines, corpus_lines_free);
  }
  g_ptr_array_unref(reader.pages);
  g_object_unref(document);
  return reader.lines;
}
