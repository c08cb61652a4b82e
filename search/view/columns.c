/* search/view/columns.c: writes the cells of rows as CSV or into a table of text. */
#include "search/view/columns.h"

#include <math.h>
#include <string.h>

struct SearchRow {
  GString *csv; /* NULL = the cells that are named go into a table */
  bool names_only;
  const char *const *names;
  char **cells; /* in the order of the names */
};

/* ---- CSV ---- */

static bool
looks_like_formula(const char *text) {
  return *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
}

/* A quoted cell: an empty one in quotation marks is not taken for the beginning of a row. */
static void
append_quoted(GString *out, const char *text) {
  g_string_append_c(out, '"');
  for (const char *at = text; *at != '\0'; at++) {
    if (*at == '"')
      g_string_append_c(out, '"');
    g_string_append_c(out, *at);
  }
  g_string_append_c(out, '"');
}

static void
append_cell(GString *out, const char *text, bool defuse) {
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c(out, ',');
  char *safe = defuse && looks_like_formula(text) ? g_strconcat("'", text, NULL) : g_strdup(text);
  if (*safe == '\0' || strpbrk(safe, ",\"\r\n") != NULL)
    append_quoted(out, safe);
  else
    g_string_append(out, safe);
  g_free(safe);
}

static void
end_row(GString *out) {
  g_string_append(out, "\r\n");
}

void
search_csv_head(GString *out, SearchRowFunction function, const void *blank) {
  SearchRow row = {.csv = out, .names_only = true};
  function(&row, blank);
  end_row(out);
}

void
search_csv_row(GString *out, SearchRowFunction function, const void *data) {
  SearchRow row = {.csv = out};
  function(&row, data);
  end_row(out);
}

void
search_csv_print(GString *out, SearchRowFunction function, const void *blank,
                 const GPtrArray *rows) {
  search_csv_head(out, function, blank);
  for (guint i = 0; i < rows->len; i++)
    search_csv_row(out, function, rows->pdata[i]);
}

/* ---- tables of text ---- */

void
search_table_row(SearchTable *table, SearchRowFunction function, const void *data,
                 const char *const *names) {
  gsize count = g_strv_length((char **)names);
  SearchRow row = {.names = names, .cells = g_new0(char *, count + 1)};
  function(&row, data);
  for (gsize i = 0; i < count; i++)
    search_table_take(table, row.cells[i]);
  g_free(row.cells);
}

/* ---- cells ---- */

/* text: NULL = absent; written: by a person, so that it may look like a formula. */
static void
add(SearchRow *row, const char *name, const char *text, bool written) {
  if (row->names_only)
    append_cell(row->csv, name, false);
  else if (row->csv != NULL)
    append_cell(row->csv, text != NULL ? text : "", written);
  else
    for (gsize i = 0; row->names[i] != NULL; i++)
      if (strcmp(row->names[i], name) == 0)
        row->cells[i] = g_strdup(text != NULL ? text : "-");
}

void
search_row_text(SearchRow *row, const char *name, const char *text) {
  add(row, name, text, true);
}

void
search_row_integer(SearchRow *row, const char *name, gint64 number) {
  char text[32];
  g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT, number);
  add(row, name, text, false);
}

void
search_row_score(SearchRow *row, const char *name, int score) {
  if (score < 0)
    add(row, name, NULL, false);
  else
    search_row_integer(row, name, score);
}

void
search_row_ordinal(SearchRow *row, const char *name, unsigned number) {
  search_row_score(row, name, number == 0 ? -1 : (int)number);
}

void
search_row_number(SearchRow *row, const char *name, double number, unsigned decimals) {
  char format[16], text[G_ASCII_DTOSTR_BUF_SIZE];
  g_snprintf(format, sizeof format, "%%.%uf", row->csv != NULL ? decimals : 1);
  add(row, name, isnan(number) ? NULL : g_ascii_formatd(text, sizeof text, format, number), false);
}
