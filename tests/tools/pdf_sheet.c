/* tests/tools/pdf_sheet.c: lays text out on A4 with Pango and writes it as PDF with cairo. */
#include "tests/tools/pdf_sheet.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

#define WIDTH 595.0
#define HEIGHT 842.0
#define MARGIN 71.0
#define TOP 85.0
#define BOTTOM 770.0
#define FONT "Liberation Serif"
#define SIZE 11.0
#define CELL_PADDING 5.4
#define BULLET_INDENT 14.0
#define ITEM_SPACE 4.0 /* between items without bullets */
#define FIGURE_STEP 55.0
#define SOFT_HYPHEN "\xc2\xad"
#define BREAKABLE 8 /* letters from which a word may be broken */

struct PdfSheet {
  cairo_surface_t *surface;
  cairo_t *cairo;
  GRand *random;
  char *header;
  bool page_numbers, odd_order;
  double leading;
  unsigned page;
  double y;
};

/* A line ready to be drawn, with the mark that stands before it. */
typedef struct {
  PangoLayout *layout; /* which the line points into */
  PangoLayoutLine *line;
  char *bullet; /* NULL = none */
  double height, ascent, indent;
  double space_before; /* within a cell */
} Line;

static void
line_free(gpointer data) {
  Line *line = data;
  pango_layout_line_unref(line->line);
  g_object_unref(line->layout);
  g_free(line->bullet);
  g_free(line);
}

static PangoLayout *
new_layout(PdfSheet *sheet, const char *text, double width, double size, bool bold) {
  PangoLayout *layout = pango_cairo_create_layout(sheet->cairo);
  PangoFontDescription *font = pango_font_description_from_string(FONT);
  pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
  if (bold)
    pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text(layout, text, -1);
  return layout;
}

static void
draw_text(PdfSheet *sheet, const char *text, double x, double y, double size, bool bold) {
  PangoLayout *layout = new_layout(sheet, text, WIDTH, size, bold);
  cairo_move_to(sheet->cairo, x, y);
  pango_cairo_show_layout_line(sheet->cairo, pango_layout_get_line_readonly(layout, 0));
  g_object_unref(layout);
}

/* A bullet; whatever sign the text layer has for it (that of a symbol font, say), a dot is seen. */
static void
draw_bullet(PdfSheet *sheet, const char *bullet, double x, double y) {
  cairo_glyph_t *glyphs = NULL;
  int count = 0;
  cairo_select_font_face(sheet->cairo, FONT, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(sheet->cairo, SIZE);
  cairo_scaled_font_t *font = cairo_get_scaled_font(sheet->cairo);
  cairo_scaled_font_text_to_glyphs(font, x, y, "•", -1, &glyphs, &count, NULL, NULL, NULL);
  cairo_text_cluster_t cluster = {(int)strlen(bullet), count};
  cairo_show_text_glyphs(sheet->cairo, bullet, -1, glyphs, count, &cluster, 1, 0);
  cairo_glyph_free(glyphs);
}

static void
begin_page(PdfSheet *sheet) {
  sheet->page++;
  sheet->y = TOP;
  if (sheet->header != NULL) {
    char *number = g_strdup_printf("%u", sheet->page);
    char **pieces = g_strsplit(sheet->header, "%u", -1);
    char *text = g_strjoinv(number, pieces);
    draw_text(sheet, text, MARGIN, 48, 9, false);
    g_free(text);
    g_strfreev(pieces);
    g_free(number);
  }
  if (sheet->page_numbers) {
    char *number = g_strdup_printf("%u", sheet->page);
    draw_text(sheet, number, WIDTH / 2, HEIGHT - 36, 9, false);
    g_free(number);
  }
}

void
pdf_sheet_new_page(PdfSheet *sheet) {
  cairo_show_page(sheet->cairo);
  begin_page(sheet);
}

PdfSheet *
pdf_sheet_new(const char *path, const PdfSheetOptions *options) {
  PdfSheet *sheet = g_new0(PdfSheet, 1);
  sheet->surface = cairo_pdf_surface_create(path, WIDTH, HEIGHT);
  sheet->cairo = cairo_create(sheet->surface);
  sheet->random = g_rand_new_with_seed(options->seed);
  sheet->header = g_strdup(options->header);
  sheet->page_numbers = options->page_numbers;
  sheet->odd_order = options->odd_order;
  sheet->leading = options->leading > 0 ? options->leading : 1;
  begin_page(sheet);
  return sheet;
}

unsigned
pdf_sheet_finish(PdfSheet *sheet) {
  unsigned pages = sheet->page;
  cairo_show_page(sheet->cairo);
  cairo_destroy(sheet->cairo);
  cairo_surface_finish(sheet->surface);
  bool ok = cairo_surface_status(sheet->surface) == CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy(sheet->surface);
  g_rand_free(sheet->random);
  g_free(sheet->header);
  g_free(sheet);
  return ok ? pages : 0;
}

/* Is a break before this letter of a word a fair one: a consonant with a vowel behind it? */
static bool
breaks_before(const gunichar *letters, glong at) {
  static const char *const vowels = "aeiouyåäöé";
  gunichar here = g_unichar_tolower(letters[at]), next = g_unichar_tolower(letters[at + 1]);
  return g_unichar_isalpha(here) && g_utf8_strchr(vowels, -1, here) == NULL &&
         g_utf8_strchr(vowels, -1, next) != NULL;
}

/* The text with soft hyphens where long words may be broken. The caller frees it. */
static char *
with_breaks(PdfSheet *sheet, const char *text) {
  glong length = 0, word = 0;
  gunichar *letters = g_utf8_to_ucs4_fast(text, -1, &length);
  GString *broken = g_string_new(NULL);
  for (glong i = 0; i < length; i++) {
    if (!g_unichar_isalpha(letters[i]))
      word = i + 1;
    glong end = i;
    while (end < length && g_unichar_isalpha(letters[end]))
      end++;
    if (end - word >= BREAKABLE && i - word >= 3 && end - i >= 3 && breaks_before(letters, i) &&
        g_rand_int_range(sheet->random, 0, 3) > 0)
      g_string_append(broken, SOFT_HYPHEN);
    g_string_append_unichar(broken, letters[i]);
  }
  g_free(letters);
  return g_string_free(broken, FALSE);
}

/* Appends the lines of a text set to a width. */
static void
set_lines(PdfSheet *sheet, GPtrArray *lines, const char *text, double width, double size, bool bold,
          const char *bullet) {
  double indent = bullet != NULL && *bullet != '\0' ? BULLET_INDENT : 0;
  char *broken = with_breaks(sheet, text);
  PangoLayout *layout = new_layout(sheet, broken, width - indent, size, bold);
  for (int i = 0; i < pango_layout_get_line_count(layout); i++) {
    Line *line = g_new0(Line, 1);
    PangoRectangle extents;
    line->layout = g_object_ref(layout);
    line->line = pango_layout_line_ref(pango_layout_get_line_readonly(layout, i));
    pango_layout_line_get_extents(line->line, NULL, &extents);
    line->height = sheet->leading * extents.height / PANGO_SCALE;
    line->ascent = (double)PANGO_ASCENT(extents) / PANGO_SCALE;
    line->indent = indent;
    line->bullet = indent > 0 && i == 0 ? g_strdup(bullet) : NULL;
    line->space_before = indent > 0 || i > 0 ? 0 : ITEM_SPACE;
    g_ptr_array_add(lines, line);
  }
  g_object_unref(layout);
  g_free(broken);
}

static void
draw_line(PdfSheet *sheet, const Line *line, double x, double y) {
  if (line->bullet != NULL)
    draw_bullet(sheet, line->bullet, x, y + line->ascent);
  cairo_move_to(sheet->cairo, x + line->indent, y + line->ascent);
  pango_cairo_show_layout_line(sheet->cairo, line->line);
}

static void
flow(PdfSheet *sheet, const char *text, double size, bool bold, double space_after) {
  GPtrArray *lines = g_ptr_array_new_with_free_func(line_free);
  set_lines(sheet, lines, text, WIDTH - 2 * MARGIN, size, bold, NULL);
  for (guint i = 0; i < lines->len; i++) {
    const Line *line = g_ptr_array_index(lines, i);
    if (sheet->y + line->height > BOTTOM)
      pdf_sheet_new_page(sheet);
    draw_line(sheet, line, MARGIN, sheet->y);
    sheet->y += line->height;
  }
  sheet->y += space_after;
  g_ptr_array_unref(lines);
}

void
pdf_sheet_heading(PdfSheet *sheet, const char *text, double size) {
  if (sheet->y > BOTTOM - 4 * size)
    pdf_sheet_new_page(sheet);
  flow(sheet, text, size, true, 4);
}

void
pdf_sheet_paragraph(PdfSheet *sheet, const char *text) {
  flow(sheet, text, SIZE, false, 7);
}

void
pdf_sheet_figures(PdfSheet *sheet, const char *text, const char *const *cells, bool bold) {
  GPtrArray *lines = g_ptr_array_new_with_free_func(line_free);
  guint count = g_strv_length((char **)cells);
  double width = WIDTH - 2 * MARGIN - count * FIGURE_STEP;
  set_lines(sheet, lines, text, width, SIZE, bold, NULL);
  double height = 0;
  for (guint i = 0; i < lines->len; i++)
    height += ((Line *)g_ptr_array_index(lines, i))->height;
  if (sheet->y + height > BOTTOM)
    pdf_sheet_new_page(sheet);
  double y = sheet->y;
  const Line *last = NULL;
  for (guint i = 0; i < lines->len; i++) {
    last = g_ptr_array_index(lines, i);
    draw_line(sheet, last, MARGIN, sheet->y);
    y = sheet->y;
    sheet->y += last->height;
  }
  for (guint i = 0; i < count; i++)
    draw_text(sheet, cells[i], MARGIN + width + 10 + i * FIGURE_STEP, y + last->ascent, SIZE, bold);
  cairo_set_line_width(sheet->cairo, 0.4);
  cairo_rectangle(sheet->cairo, MARGIN - 3, sheet->y - height, WIDTH - 2 * MARGIN + 6, height);
  cairo_stroke(sheet->cairo);
  g_ptr_array_unref(lines);
}

/* Draws as much of each column as the page holds; returns whether anything is left. */
static bool
draw_row(PdfSheet *sheet, guint columns, GPtrArray *const *lines, guint *next) {
  double top = sheet->y, bottom = top, width = (WIDTH - 2 * MARGIN) / columns;
  bool left_over = false;
  for (guint i = 0; i < columns; i++) {
    guint c = sheet->odd_order ? columns - 1 - i : i;
    double y = top + CELL_PADDING;
    for (; next[c] < lines[c]->len; next[c]++) {
      const Line *line = g_ptr_array_index(lines[c], next[c]);
      if (y + line->space_before + line->height > BOTTOM)
        break;
      y += line->space_before;
      draw_line(sheet, line, MARGIN + c * width + CELL_PADDING, y);
      y += line->height;
    }
    bottom = MAX(bottom, y + CELL_PADDING);
    left_over = left_over || next[c] < lines[c]->len;
  }
  cairo_set_line_width(sheet->cairo, 0.5);
  for (guint c = 0; c < columns; c++) {
    cairo_rectangle(sheet->cairo, MARGIN + c * width, top, width, bottom - top);
    cairo_stroke(sheet->cairo);
  }
  sheet->y = bottom;
  return left_over;
}

void
pdf_sheet_columns(PdfSheet *sheet, guint columns, const char *const *titles,
                  const GPtrArray *const *cells, const char *bullet) {
  double width = (WIDTH - 2 * MARGIN) / columns;
  if (sheet->y > BOTTOM - 80)
    pdf_sheet_new_page(sheet);
  for (guint c = 0; c < columns; c++)
    draw_text(sheet, titles[c], MARGIN + c * width + CELL_PADDING, sheet->y + SIZE, SIZE, true);
  sheet->y += 1.5 * SIZE;
  GPtrArray **lines = g_new0(GPtrArray *, columns);
  guint *next = g_new0(guint, columns);
  for (guint c = 0; c < columns; c++) {
    lines[c] = g_ptr_array_new_with_free_func(line_free);
    for (guint i = 0; i < cells[c]->len; i++)
      set_lines(sheet, lines[c], g_ptr_array_index(cells[c], i), width - 2 * CELL_PADDING, SIZE,
                false, bullet);
  }
  while (draw_row(sheet, columns, lines, next))
    pdf_sheet_new_page(sheet);
  sheet->y += 10;
  for (guint c = 0; c < columns; c++)
    g_ptr_array_unref(lines[c]);
  g_free(next);
  g_free(lines);
}
