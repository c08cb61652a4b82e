/* corpus/reading/lines/line_width.c: estimates the printed width of text by the widths of its
 * letters. */
#include "corpus/reading/lines/paragraph.h"

#include <string.h>

#include "corpus/text/knowledge.h"

typedef struct {
  GHashTable *letters; /* code point -> double * */
  double capital, space;
} Widths;

static void
begin(gpointer table) {
  *(Widths *)table =
      (Widths){g_hash_table_new_full(NULL, NULL, NULL, g_free), .capital = 1, .space = 1};
}

static bool
read_width(gpointer table, const CorpusKnowledgeLine *line, GError **error) {
  Widths *widths = table;
  char *rest = NULL;
  double width = g_ascii_strtod(line->text, &rest);
  if (rest == line->text || *rest != ' ')
    return corpus_knowledge_error(line, error, "\"%s\" is no width of letters", line->text);
  rest += strspn(rest, " ");
  if (strcmp(rest, "capital") == 0) {
    widths->capital = width;
  } else if (strcmp(rest, "space") == 0) {
    widths->space = width;
  } else {
    for (; *rest != '\0'; rest = g_utf8_next_char(rest))
      g_hash_table_insert(widths->letters, GUINT_TO_POINTER(g_utf8_get_char(rest)),
                          g_memdup2(&width, sizeof width));
  }
  return true;
}

CORPUS_KNOWLEDGE(width_table, .file = "letter-widths.txt", .bytes = sizeof(Widths), .begin = begin,
                 .read_line = read_width);

double
corpus_line_width(const char *text, gssize length_bytes) {
  const Widths *widths = corpus_knowledge(&width_table);
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
