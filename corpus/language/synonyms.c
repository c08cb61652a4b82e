/* corpus/language/synonyms.c: looks words up among those that mean the same: the two files of this
 * field, as compile_synonyms.c has worked them out, and the general thesaurus.
 *
 * All three are sorted lines in the program's image. */
#include "corpus/language/synonyms.h"

#include <string.h>

#include "corpus/language/form.h"
#include "corpus/text/knowledge.h"

#include "synonyms_resource.h"

typedef enum { FIELD, EVERYDAY, GENERAL, FILES } File;

/* A file in the program's image. */
typedef struct {
  const char *lines;
  gsize length;
} Image;

static void
find_images(Image images[FILES]) {
  static const char *const paths[FILES] = {"/kompass/language/synonyms.txt",
                                           "/kompass/language/everyday.txt",
                                           "/kompass/language/thesaurus.txt"};
  for (File i = 0; i < FILES; i++)
    images[i].lines = corpus_built_in(kompass_synonyms_get_resource(), paths[i], &images[i].length);
}

static const Image *
image_of(File file) {
  static gsize found = 0;
  static Image images[FILES];
  if (g_once_init_enter(&found)) {
    find_images(images);
    g_once_init_leave(&found, 1);
  }
  return &images[file];
}

/* What a file has behind a key; NULL where it does not have it. The caller frees it. */
static char **
look_up(File file, const char *kind, const char *key) {
  const Image *image = image_of(file);
  char *whole = g_strconcat(kind, key, NULL);
  const char *line = corpus_sorted_line(image->lines, image->length, whole);
  g_free(whole);
  return line != NULL ? corpus_sorted_line_fields(line) : NULL;
}

static bool
has(File file, const char *kind, const char *key) {
  char **fields = look_up(file, kind, key);
  bool there = fields != NULL;
  g_strfreev(fields);
  return there;
}

/* ---- in this field ---- */

static GArray *
find(File file, const char *words) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(CorpusSynonym));
  char **entry = look_up(file, "=", words);
  char *key = entry != NULL ? g_strdup(entry[0]) : corpus_content_of_forms(words);
  char **others = look_up(file, ">", key);
  for (char **other = others; other != NULL && *other != NULL; other++) {
    CorpusSynonym synonym = {g_intern_string(*other + 1), (CorpusKinship)(**other - '0')};
    g_array_append_val(found, synonym);
  }
  g_strfreev(others);
  g_free(key);
  g_strfreev(entry);
  return found;
}

GArray *
corpus_synonyms_of(const char *words) {
  return find(FIELD, words);
}

GArray *
corpus_synonyms_everyday(const char *words) {
  return find(EVERYDAY, words);
}

bool
corpus_synonyms_have(const char *form) {
  return has(FIELD, "?", form);
}

char *
corpus_synonyms_form(const char *word) {
  char **fields = look_up(FIELD, "~", word);
  char *form = fields != NULL ? g_strdup(fields[0]) : NULL;
  g_strfreev(fields);
  return form;
}

bool
corpus_synonyms_everyday_have(const char *form) {
  return has(EVERYDAY, "?", form);
}

/* ---- all entries ---- */

static GPtrArray *
read_entries(void) {
  GPtrArray *entries = g_ptr_array_new();
  const Image *image = image_of(FIELD);
  const char *line = image->lines, *end = line + image->length;
  for (const char *next = NULL; line < end; line = next) {
    next = (const char *)memchr(line, '\n', (gsize)(end - line)) + 1;
    if (*line == '=') /* the text is there for the program's life */
      g_ptr_array_add(entries, g_strndup(line + 1, strcspn(line + 1, "|")));
  }
  return entries;
}

const GPtrArray *
corpus_synonyms_entries(void) {
  static gsize read = 0;
  if (g_once_init_enter(&read))
    g_once_init_leave(&read, (gsize)read_entries());
  return (const GPtrArray *)read;
}

guint
corpus_synonyms_longest(void) {
  static gsize read = 0; /* one more, as 0 is not read */
  if (g_once_init_enter(&read)) {
    char **fields = look_up(FIELD, "#", "");
    gsize longest =
        fields != NULL && *fields != NULL ? (gsize)g_ascii_strtoull(*fields, NULL, 10) : 0;
    g_strfreev(fields);
    g_once_init_leave(&read, longest + 1);
  }
  return (guint)(read - 1);
}

/* ---- in ordinary Swedish ---- */

char **
corpus_thesaurus_words(const char *base) {
  char **words = look_up(GENERAL, "", base);
  return words != NULL ? words : g_new0(char *, 1);
}
