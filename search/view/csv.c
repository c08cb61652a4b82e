/* search/view/csv.c: writes cells and rows of CSV. */
#include "search/view/csv.h"

#include <stdbool.h>
#include <string.h>

static void
separate(GString *out) {
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c(out, ',');
}

/* A quoted cell: an empty one in quotation marks still tells itself from a row that begins. */
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

static bool
looks_like_formula(const char *text) {
  return *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
}

void
search_csv_text(GString *out, const char *text) {
  separate(out);
  const char *value = text != NULL ? text : "";
  char *safe = looks_like_formula(value) ? g_strconcat("'", value, NULL) : g_strdup(value);
  if (*safe == '\0' || strpbrk(safe, ",\"\r\n") != NULL)
    append_quoted(out, safe);
  else
    g_string_append(out, safe);
  g_free(safe);
}

void
search_csv_number(GString *out, double number, unsigned decimals) {
  char format[16], text[G_ASCII_DTOSTR_BUF_SIZE];
  g_snprintf(format, sizeof format, "%%.%uf", decimals);
  separate(out);
  g_string_append(out, g_ascii_formatd(text, sizeof text, format, number));
}

void
search_csv_integer(GString *out, gint64 number) {
  separate(out);
  g_string_append_printf(out, "%" G_GINT64_FORMAT, number);
}

void
search_csv_score(GString *out, int score) {
  if (score < 0)
    search_csv_text(out, NULL);
  else
    search_csv_integer(out, score);
}

void
search_csv_ordinal(GString *out, unsigned number) {
  if (number == 0)
    search_csv_text(out, NULL);
  else
    search_csv_integer(out, number);
}

void
search_csv_end(GString *out) {
  g_string_append(out, "\r\n");
}

void
search_csv_head(GString *out, const char *const *names) {
  for (; *names != NULL; names++)
    search_csv_text(out, *names);
  search_csv_end(out);
}
