/* corpus/source/document.c: gathers the lines of a document that says its own structure. */
#include "corpus/source/document.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "corpus/source/decode.h"
#include "corpus/text/error.h"

#define MOST_BYTES (8 * 1024 * 1024) /* of text: as much as a text file may have */
#define MOST_NESTED 64               /* tables, boxes and notes within each other */
#define HEAPED_ROWS 3                /* so many rows with lists on one side are no chance */

typedef struct {
  unsigned table, row, column; /* 0 = in no table */
  guint row_first;             /* index of the row's first line */
} Cell;

/* What is being gathered: the running text, a text box or a note. */
typedef struct {
  GString *text;
  GPtrArray *lines;    /* CorpusLine * */
  GPtrArray *deferred; /* CorpusLine * of boxes that began within the paragraph */
  GArray *cells;       /* Cell: the innermost is last */
  unsigned block;
  guint paragraph_first; /* index of the paragraph's first line */
  unsigned page;         /* on which the text begins; 0 = it has not yet */
  bool blank_before, all_bold;
  double size;
} Flow;

struct Document {
  GPtrArray *flows; /* Flow *; the innermost is last, the running text first */
  GPtrArray *notes; /* CorpusNote * */
  unsigned page, paragraphs, tables, blocks;
  bool places;             /* the source knows the page of each line, the words it wraps included */
  unsigned broken, turned; /* pages that the author, and the layout, began since the last text */
  guint too_deep;          /* what began beyond MOST_NESTED and has not ended yet */
  guint one_sided, many_sided; /* rows of more cells with lists in one, and in several, of them */
  gsize bytes;
};

static void
flow_free(gpointer data) {
  Flow *flow = data;
  g_string_free(flow->text, TRUE);
  g_ptr_array_unref(flow->lines);
  g_ptr_array_unref(flow->deferred);
  g_array_unref(flow->cells);
  g_free(flow);
}

static Flow *
flow_new(unsigned block) {
  Flow *flow = g_new0(Flow, 1);
  flow->text = g_string_new(NULL);
  flow->lines = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  flow->deferred = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  flow->cells = g_array_new(FALSE, FALSE, sizeof(Cell));
  flow->block = block;
  flow->size = NAN;
  return flow;
}

Document *
document_new(void) {
  Document *document = g_new0(Document, 1);
  document->flows = g_ptr_array_new_with_free_func(flow_free);
  document->notes = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_note_free);
  document->page = 1;
  g_ptr_array_add(document->flows, flow_new(0));
  return document;
}

static Flow *
flow_of(const Document *document) {
  return g_ptr_array_index(document->flows, document->flows->len - 1);
}

static Cell *
cell_of(const Flow *flow) {
  return flow->cells->len > 0 ? &g_array_index(flow->cells, Cell, flow->cells->len - 1) : NULL;
}

void
document_add_text(Document *document, const char *text, bool bold, double size) {
  Flow *flow = flow_of(document);
  if (document->bytes > MOST_BYTES)
    return;
  document->bytes += strlen(text);
  bool first = flow->text->len == 0;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar letter = g_utf8_get_char(at);
    bool space = g_unichar_isspace(letter) || g_unichar_iscntrl(letter);
    if (!space)
      corpus_append_clean(flow->text, letter, false);
    else if (flow->text->len > 0 && flow->text->str[flow->text->len - 1] != ' ')
      g_string_append_c(flow->text, ' ');
  }
  if (flow->text->len == 0 || *text == '\0')
    return;
  document->broken = document->turned = 0;
  flow->page = flow->page == 0 ? document->page : flow->page;
  flow->all_bold = first ? bold : flow->all_bold && bold;
  flow->size = first ? size : fmax(flow->size, size);
}

void
document_add_mark(Document *document, const char *text, bool bold, double size) {
  unsigned broken = document->broken, turned = document->turned, page = flow_of(document)->page;
  document_add_text(document, text, bold, size);
  document->broken = broken;
  document->turned = turned;
  flow_of(document)->page = page;
}

/* Makes a line of the text gathered so far. */
static void
add_line(Document *document) {
  Flow *flow = flow_of(document);
  char *text = g_utf8_normalize(flow->text->str, -1, G_NORMALIZE_NFC);
  if (text != NULL && *g_strstrip(text) != '\0') {
    unsigned page = flow->page == 0 || document->places ? document->page : flow->page;
    CorpusLine *line = corpus_line_new(text, page, document->paragraphs + 1);
    const Cell *cell = cell_of(flow);
    line->block = flow->block;
    line->blank_before = flow->blank_before;
    line->bold = flow->all_bold;
    line->size = flow->size;
    line->paragraph = document->paragraphs + 1;
    if (cell != NULL) {
      line->table = cell->table;
      line->row = cell->row;
      line->column = cell->column;
    }
    flow->blank_before = false;
    g_ptr_array_add(flow->lines, line);
  }
  g_free(text);
  g_string_truncate(flow->text, 0);
  flow->page = 0;
}

/* In a cell a line break parts what stands one below the other, as paragraphs do. */
void
document_break_line(Document *document) {
  add_line(document);
  if (cell_of(flow_of(document)) != NULL)
    document->paragraphs++;
}

void
document_wrap_line(Document *document) {
  add_line(document);
}

void
document_set_page(Document *document, unsigned page) {
  document->places = true;
  document->page = page;
}

void
document_break_page(Document *document) {
  document->page += ++document->broken > document->turned;
}

void
document_turn_page(Document *document) {
  document->page += ++document->turned > document->broken;
}

static void
move_lines(GPtrArray *from, GPtrArray *to) {
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add(to, g_steal_pointer(&from->pdata[i]));
  g_ptr_array_set_size(from, 0);
}

void
document_end_paragraph(Document *document, CorpusLineKind kind, unsigned level) {
  Flow *flow = flow_of(document);
  guint first = flow->paragraph_first;
  add_line(document);
  for (guint i = first; i < flow->lines->len; i++) {
    CorpusLine *line = g_ptr_array_index(flow->lines, i);
    line->kind = kind;
    line->level = level;
  }
  flow->blank_before = flow->blank_before || first == flow->lines->len;
  move_lines(flow->deferred, flow->lines);
  flow->paragraph_first = flow->lines->len;
  document->paragraphs++;
}

void
document_begin_table(Document *document) {
  Flow *flow = flow_of(document);
  Cell cell = {.table = ++document->tables, .row_first = flow->lines->len};
  document_end_paragraph(document, CORPUS_LINE_TEXT, 0);
  if (flow->cells->len < MOST_NESTED)
    g_array_append_val(flow->cells, cell);
}

void
document_begin_row(Document *document) {
  Cell *cell = cell_of(flow_of(document));
  if (cell == NULL)
    return;
  cell->row++;
  cell->column = 1;
  cell->row_first = flow_of(document)->lines->len;
}

void
document_begin_cell(Document *document) {
  flow_of(document)->blank_before = false;
}

void
document_end_cell(Document *document, unsigned columns) {
  Cell *cell = cell_of(flow_of(document));
  if (flow_of(document)->text->len > 0)
    document_end_paragraph(document, CORPUS_LINE_TEXT, 0);
  if (cell != NULL)
    cell->column += MAX(columns, 1);
}

guint
document_count_figures(const char *text) {
  guint figures = 0;
  char **words = g_strsplit(text, " ", -1);
  for (char **word = words; *word != NULL; word++) {
    bool figure = g_unichar_isdigit(g_utf8_get_char(*word)) || strcmp(*word, "-") == 0 ||
                  strcmp(*word, "–") == 0 || strcmp(*word, "%") == 0;
    for (const char *at = *word; *at != '\0'; at = g_utf8_next_char(at))
      figure = figure && !g_unichar_isalpha(g_utf8_get_char(at));
    if (!figure) {
      figures = 0;
      break;
    }
    figures += **word != '%';
  }
  g_strfreev(words);
  return figures;
}

/* Are lines from `first` on the cells of a row of figures: text, then two figures or more? */
static bool
is_row_of_figures(const GPtrArray *lines, guint first) {
  guint figures = 0;
  unsigned head = first < lines->len ? corpus_line_at(lines, first)->column : 0;
  for (guint i = first; i < lines->len; i++) {
    const CorpusLine *line = corpus_line_at(lines, i);
    guint here = line->column == head ? 0 : document_count_figures(line->text);
    if (line->column == 0 || (line->column != head && here == 0))
      return false;
    figures += here;
  }
  return figures > 1;
}

/* One line of the row's cells; a cell between others that holds nothing is a figure that is not
 * there. */
static void
join_row(GPtrArray *lines, guint first) {
  GString *text = g_string_new(NULL);
  unsigned column = corpus_line_at(lines, first)->column;
  for (guint i = first; i < lines->len; i++) {
    const CorpusLine *line = corpus_line_at(lines, i);
    for (; column + 1 < line->column; column++)
      g_string_append(text, " -");
    g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", line->text);
    column = MAX(column, line->column);
  }
  CorpusLine *head = g_ptr_array_index(lines, first);
  g_free(head->text);
  head->text = g_string_free(text, FALSE);
  head->column = 0;
  head->kind = CORPUS_LINE_TEXT;
  head->level = 0;
  g_ptr_array_set_size(lines, (int)first + 1);
}

/* Counts the row where it holds lists: in one of its cells, all others being empty, or in more. */
static void
count_lists(Document *document, const GPtrArray *lines, const Cell *cell) {
  guint items = 0, columns = 0;
  for (guint i = cell->row_first; i < lines->len; i++) {
    const CorpusLine *line = corpus_line_at(lines, i);
    items += line->kind == CORPUS_LINE_ITEM;
    columns += i == cell->row_first || line->column != corpus_line_at(lines, i - 1)->column;
  }
  bool more_cells = cell->column > 2; /* it is past the last */
  document->one_sided += more_cells && items > 1 && columns == 1;
  document->many_sided += more_cells && items > 1 && columns > 1;
}

bool
document_heaps_lists(const Document *document) {
  return document->one_sided >= HEAPED_ROWS && document->many_sided == 0;
}

void
document_end_row(Document *document) {
  Flow *flow = flow_of(document);
  const Cell *cell = cell_of(flow);
  if (cell != NULL)
    count_lists(document, flow->lines, cell);
  if (cell != NULL && is_row_of_figures(flow->lines, cell->row_first))
    join_row(flow->lines, cell->row_first);
  flow->paragraph_first = flow->lines->len;
}

void
document_end_table(Document *document) {
  Flow *flow = flow_of(document);
  document_end_paragraph(document, CORPUS_LINE_TEXT, 0);
  if (flow->cells->len > 0)
    g_array_set_size(flow->cells, flow->cells->len - 1);
}

static void
begin_flow(Document *document, unsigned block) {
  if (document->flows->len < MOST_NESTED)
    g_ptr_array_add(document->flows, flow_new(block));
  else
    document->too_deep++;
}

/* The flow that ends, now the caller's; NULL if none does. */
static Flow *
end_flow(Document *document) {
  if (document->too_deep > 0 || document->flows->len == 1) {
    document->too_deep -= document->too_deep > 0;
    return NULL;
  }
  document_end_paragraph(document, CORPUS_LINE_TEXT, 0);
  return g_ptr_array_steal_index(document->flows, document->flows->len - 1);
}

void
document_begin_box(Document *document) {
  begin_flow(document, ++document->blocks);
}

void
document_end_box(Document *document) {
  Flow *box = end_flow(document);
  if (box == NULL)
    return;
  Flow *outer = flow_of(document);
  bool within = outer->text->len > 0 || outer->paragraph_first < outer->lines->len;
  move_lines(box->lines, within ? outer->deferred : outer->lines);
  outer->paragraph_first = within ? outer->paragraph_first : outer->lines->len;
  flow_free(box);
}

void
document_begin_note(Document *document) {
  begin_flow(document, 0);
}

void
document_end_note(Document *document) {
  Flow *flow = end_flow(document);
  if (flow == NULL)
    return;
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < flow->lines->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? " " : "", corpus_line_text(flow->lines, i));
  const Flow *main_flow = g_ptr_array_index(document->flows, 0);
  guint line = main_flow->lines->len;
  bool empty = text->len == 0;
  char *whole = g_string_free(text, FALSE);
  if (empty)
    g_free(whole);
  else
    g_ptr_array_add(document->notes, corpus_note_new(whole, document->page, line));
  flow_free(flow);
}

static void
mark_pages(CorpusLines *lines) {
  for (guint i = 0; i < lines->lines->len; i++) {
    CorpusLine *line = g_ptr_array_index(lines->lines, i);
    line->page = MAX(line->page, lines->pages);
    line->starts_page = line->page != lines->pages;
    lines->pages = line->page;
  }
}

CorpusLines *
document_finish(Document *document, GError **error) {
  while (document->too_deep > 0 || document->flows->len > 1)
    document_end_box(document);
  document_end_paragraph(document, CORPUS_LINE_TEXT, 0);
  CorpusLines *lines = corpus_lines_new();
  move_lines(((Flow *)g_ptr_array_index(document->flows, 0))->lines, lines->lines);
  move_lines(document->notes, lines->notes);
  mark_pages(lines);
  lines->pages = MAX(lines->pages, document->page);
  for (guint i = 0; i < lines->notes->len; i++) {
    CorpusNote *note = g_ptr_array_index(lines->notes, i);
    note->line = MIN(note->line, MAX(lines->lines->len, 1) - 1);
  }
  if (document->bytes > MOST_BYTES)
    g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_TOO_LARGE,
                        N_("it holds more text than a report can have"));
  else if (lines->lines->len == 0)
    g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_EMPTY, N_("the file holds no text"));
  if (document->bytes > MOST_BYTES || lines->lines->len == 0)
    g_clear_pointer(&lines, corpus_lines_free);
  g_ptr_array_unref(document->flows);
  g_ptr_array_unref(document->notes);
  g_free(document);
  return lines;
}
