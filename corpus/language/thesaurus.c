/* corpus/language/thesaurus.c: looks a word up among the sorted lines of the thesaurus. */
#include "corpus/language/synonyms.h"

#include <gio/gio.h>
#include <string.h>

#include "thesaurus_resource.h"

/* The lines, which are part of the program's image. */
static const char *
thesaurus(gsize *length) {
  static gsize registered = 0;
  if (g_once_init_enter(&registered)) {
    kompass_thesaurus_register_resource();
    g_once_init_leave(&registered, 1);
  }
  GBytes *bytes =
      g_resource_lookup_data(kompass_thesaurus_get_resource(), "/kompass/language/thesaurus.txt",
                             G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  const char *text = bytes != NULL ? g_bytes_get_data(bytes, length) : NULL;
  g_bytes_unref(bytes);
  return text;
}

/* How the word stands to the entry of the line, in the order of bytes. */
static int
compare_with_line(const char *word, const char *line) {
  gsize length = strcspn(line, "|");
  int order = strncmp(word, line, length);
  return order != 0 ? order : word[length] != '\0';
}

char **
corpus_thesaurus_words(const char *base) {
  gsize length = 0;
  const char *first = thesaurus(&length), *end = first + length;
  while (first < end) {
    const char *line = first + (end - first) / 2;
    while (line > first && line[-1] != '\n')
      line--;
    const char *next = memchr(line, '\n', (gsize)(end - line)) + 1;
    int order = compare_with_line(base, line);
    if (order == 0) {
      const char *words = line + strcspn(line, "|") + 1;
      char *text = g_strndup(words, (gsize)(next - 1 - words));
      char **parted = g_strsplit(text, "|", -1);
      g_free(text);
      return parted;
    }
    if (order < 0)
      end = line;
    else
      first = next;
  }
  return g_new0(char *, 1);
}
