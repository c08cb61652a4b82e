/* corpus/source/line_width.c: estimates the printed width of text by the widths of its letters. */
#include "corpus/source/line.h"

#include <string.h>

#include "corpus/text/knowledge.h"

#define DATA_FILE "letter-widths.txt"

typedef struct {
  GHashTable *letters; /* code point -> double * */
  double capital, space;
} Widths;

static void
read_width(Widths *widths, const char *line) {
  char *rest = NULL;
  double width = g_ascii_strtod(line, &rest);
  while (*rest == ' ')
    rest++;
  if (strcmp(rest, "capital") == 0) {
    widths->capital = width;
  } else if (strcmp(rest, "space") == 0) {
    widths->space = width;
  } else {
    for (; *rest != '\0'; rest = g_utf8_next_char(rest))
      g_hash_table_insert(widths->letters, GUINT_TO_POINTER(g_utf8_get_char(rest)),
                          g_memdup2(&width, sizeof width));
  }
}

/* Read once, lives as long as the program; the file is compiled in, and a test reads it. */
static const Widths *
widths_get(void) {
  static gsize done = 0;
  static Widths widths = {.capital = 1, .space = 1};
  if (g_once_init_enter(&done)) {
    widths.letters = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    char **lines = corpus_data_lines(DATA_FILE, NULL);
    for (char **line = lines; line != NULL && *line != NULL; line++)
      read_width(&widths, *line);
    g_strfreev(lines);
    g_once_init_leave(&done, 1);
  }
  return &widths;
}

double
corpus_line_width(const char *text, gssize length_bytes) {
  const Widths *widths = widths_get();
  const char *end = text + (length_bytes < 0 ? strlen(text) : (gsize)length_bytes);
  double width = 0;
  for (; text < end; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    const double *known = g_hash_table_lookup(widths->letters, GUINT_TO_POINTER(c));
    if (known != NULL)
      width += *known;
    else
      width += c == ' ' ? widths->space : g_unichar_isupper(c) ? widths->capital : 1;
  }
  return width;
}
