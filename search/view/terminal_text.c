/* search/view/terminal_text.c: measures, wraps and colours text for a terminal. */
#include "search/view/terminal_text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define ESCAPE 0x1B
#define COLUMN_GAP 2
#define FIRST_COMBINING 0x0300 /* below, each letter takes one cell */
#define TEXT_CELLS_MIN 20      /* a narrower screen is wrapped as if it were so wide */

/* ---- width ---- */

/* Past a colour code ("ESC [ … m"), or NULL where none begins here. */
static const char *
skip_colour(const char *at) {
  if (at[0] != ESCAPE || at[1] != '[')
    return NULL;
  const char *end = strchr(at, 'm');
  return end == NULL ? NULL : end + 1;
}

static unsigned
letter_cells(gunichar c) {
  if (c < FIRST_COMBINING)
    return 1;
  if (g_unichar_iszerowidth(c))
    return 0;
  return g_unichar_iswide(c) ? 2 : 1;
}

/* The bytes of a letter of one cell that takes no second look: ASCII, or å, ä, ö and their like; 0
 * where it takes one. An answer can be a megabyte, most of which is such letters. */
static gsize
plain_letter_bytes(const char *at) {
  unsigned char first = (unsigned char)*at;
  return g_ascii_isprint(first) ? 1 : first >= 0xC3 && first < 0xCC ? 2 : 0;
}

static unsigned
cells_of(const char *text, gsize length_bytes) {
  unsigned cells = 0;
  for (const char *at = text; at < text + length_bytes;) {
    gsize plain = plain_letter_bytes(at);
    const char *after_colour = plain == 0 ? skip_colour(at) : NULL;
    if (after_colour == NULL)
      cells += plain > 0 ? 1 : letter_cells(g_utf8_get_char(at));
    at = plain > 0 ? at + plain : after_colour != NULL ? after_colour : g_utf8_next_char(at);
  }
  return cells;
}

unsigned
search_text_cells(const char *text) {
  return cells_of(text, strlen(text));
}

/* ---- style ---- */

void
search_text_styled(GString *out, const SearchScreen *screen, SearchStyle style, const char *text) {
  static const char *const codes[] = {
      [SEARCH_STYLE_STRONG] = "1", [SEARCH_STYLE_MATCH] = "1;33", [SEARCH_STYLE_FAINT] = "2",
      [SEARCH_STYLE_GOOD] = "32",  [SEARCH_STYLE_BAD] = "31",
  };
  if (screen->colour)
    g_string_append_printf(out, "\x1b[%sm", codes[style]);
  search_text_append(out, text, -1);
  if (screen->colour)
    g_string_append(out, "\x1b[0m");
}

/* The bytes of the control character there, which a terminal might obey; 0 where none is. */
static gsize
control_bytes(const char *at) {
  if (plain_letter_bytes(at) > 0)
    return 0;
  return g_unichar_iscntrl(g_utf8_get_char(at)) ? (gsize)(g_utf8_next_char(at) - at) : 0;
}

void
search_text_append(GString *out, const char *text, gssize length_bytes) {
  const char *end = text + (length_bytes < 0 ? strlen(text) : (gsize)length_bytes);
  const char *kept = text; /* what was not appended yet */
  for (const char *at = text; at < end; at = g_utf8_next_char(at)) {
    if (control_bytes(at) == 0)
      continue;
    g_string_append_len(out, kept, at - kept);
    g_string_append_c(out, ' ');
    kept = g_utf8_next_char(at);
  }
  g_string_append_len(out, kept, end - kept);
}

/* ---- wrapping ---- */

static void
append_spaces(GString *out, unsigned count) {
  for (; count > 0; count--)
    g_string_append_c(out, ' ');
}

/* A line that words are put into. */
typedef struct {
  unsigned indent_cells, most_cells, used_cells;
} Line;

static Line
line_of(unsigned indent_cells, unsigned width_cells) {
  return (Line){indent_cells, MAX(width_cells, indent_cells + TEXT_CELLS_MIN), 0};
}

static void
add_word(GString *out, Line *line, const char *word, gsize length_bytes, unsigned cells) {
  if (line->used_cells > 0 && line->used_cells + 1 + cells > line->most_cells) {
    g_string_append_c(out, '\n');
    line->used_cells = 0;
  }
  if (line->used_cells == 0)
    append_spaces(out, line->indent_cells);
  else
    g_string_append_c(out, ' ');
  line->used_cells += cells + (line->used_cells == 0 ? line->indent_cells : 1);
  g_string_append_len(out, word, (gssize)length_bytes);
}

void
search_text_wrap(GString *out, const char *text, unsigned indent_cells, unsigned width_cells) {
  Line line = line_of(indent_cells, width_cells);
  for (const char *at = text + strspn(text, " \n"); *at != '\0'; at += strspn(at, " \n")) {
    gsize length = strcspn(at, " \n");
    add_word(out, &line, at, length, cells_of(at, length));
    at += length;
  }
  g_string_append_c(out, '\n');
}

/* How far a word reaches from there: up to a space or a control character. */
static gsize
word_bytes(const char *text, unsigned *cells) {
  const char *at = text;
  *cells = 0;
  for (;;) {
    const char *first = at;
    while (g_ascii_isgraph(*at))
      at++;
    *cells += (unsigned)(at - first);
    if (*at == '\0' || *at == ' ')
      break;
    gsize plain = plain_letter_bytes(at);
    if (plain == 0 && control_bytes(at) > 0)
      break;
    *cells += plain > 0 ? 1 : letter_cells(g_utf8_get_char(at));
    at = plain > 0 ? at + plain : g_utf8_next_char(at);
  }
  return (gsize)(at - text);
}

/* The words from there on with one space between each two, as far as they fit in a line whose first
 * word takes these bytes and cells: they are appended together. */
static gsize
words_of_line(const char *text, const Line *line, gsize bytes, unsigned *cells) {
  while (text[bytes] == ' ') {
    unsigned more = 0;
    gsize length = word_bytes(text + bytes + 1, &more);
    if (length == 0 || line->indent_cells + *cells + 1 + more > line->most_cells)
      break;
    bytes += 1 + length;
    *cells += 1 + more;
  }
  return bytes;
}

/* As wrapping what search_text_append() makes of it, in one go. */
void
search_text_paragraph(GString *out, const SearchScreen *screen, unsigned indent_cells,
                      const char *text) {
  Line line = line_of(indent_cells, screen->width_cells);
  for (const char *at = text; *at != '\0';) {
    unsigned cells = 0;
    gsize length = word_bytes(at, &cells);
    bool begins = line.used_cells == 0 || line.used_cells + 1 + cells > line.most_cells;
    if (length > 0 && begins)
      length = words_of_line(at, &line, length, &cells);
    if (length > 0)
      add_word(out, &line, at, length, cells);
    at += length > 0 ? length : MAX(1, control_bytes(at));
  }
  g_string_append_c(out, '\n');
}

/* ---- numbers ---- */

double
search_text_halves_up(double number) {
  return number + (number < 0 ? -1e-9 : 1e-9);
}

char *
search_text_number(const char *format, double number) {
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  const char *half = _("0.5"); /* as the language writes it, which shows its decimal mark */
  if (isnan(number))
    return g_strdup("-");
  g_ascii_formatd(text, sizeof text, format, search_text_halves_up(number));
  return g_strdelimit(g_strdup(text), ".", half[1]);
}

/* ---- tables ---- */

struct SearchTable {
  char *alignment;
  unsigned columns, indent_cells;
  GPtrArray *cells; /* char *, row by row */
};

SearchTable *
search_table_new(const char *alignment, unsigned indent_cells) {
  SearchTable *table = g_new0(SearchTable, 1);
  table->alignment = g_strdup(alignment);
  table->columns = (unsigned)strlen(alignment);
  table->indent_cells = indent_cells;
  table->cells = g_ptr_array_new_with_free_func(g_free);
  return table;
}

void
search_table_free(SearchTable *table) {
  if (table == NULL)
    return;
  g_free(table->alignment);
  g_ptr_array_unref(table->cells);
  g_free(table);
}

void
search_table_take(SearchTable *table, char *text) {
  g_ptr_array_add(table->cells, text);
}

void
search_table_add(SearchTable *table, const char *text) {
  search_table_take(table, g_strdup(text));
}

/* Each column is as wide as its widest cell. The caller frees it. */
static unsigned *
column_widths(const SearchTable *table) {
  unsigned *widths = g_new0(unsigned, table->columns + 1);
  for (guint i = 0; i < table->cells->len; i++) {
    unsigned *width = &widths[i % table->columns];
    *width = MAX(*width, search_text_cells(table->cells->pdata[i]));
  }
  return widths;
}

static void
print_cell(GString *out, const char *text, unsigned width, char alignment) {
  unsigned space = width - search_text_cells(text);
  if (alignment == 'r')
    append_spaces(out, space);
  g_string_append(out, text);
  if (alignment != 'r')
    append_spaces(out, space);
}

static void
trim_end(GString *out) {
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate(out, out->len - 1);
}

void
search_table_print(const SearchTable *table, GString *out) {
  unsigned *widths = column_widths(table);
  for (guint i = 0; i < table->cells->len; i++) {
    unsigned column = i % table->columns;
    append_spaces(out, column == 0 ? table->indent_cells : COLUMN_GAP);
    print_cell(out, table->cells->pdata[i], widths[column], table->alignment[column]);
    if (column == table->columns - 1 || i == table->cells->len - 1) {
      trim_end(out);
      g_string_append_c(out, '\n');
    }
  }
  g_free(widths);
}
