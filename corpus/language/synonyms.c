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

bool
corpus_synonyms_everyday_have(const char *form) {
  return has(EVERYDAY, "?", form);
}

/* ---- all entries ---- */

typedef struct {
  GPtrArray *texts;
  guint longest; /* words of one */
} Entries;

static Entries
read_entries(void) {
  Entries entries = {g_ptr_array_new(), 0};
  const Image *image = image_of(FIELD);
  const char *line = image->lines, *end = line + image->length;
  for (const char *next = NULL; line < end; line = next) {
    next = (const char *)memchr(line, '\n', (gsize)(end - line)) + 1;
    if (*line != '=')
      continue;
    char *text = g_strndup(line + 1, strcspn(line + 1, "|")); /* for the program's life */
    guint words = 1;
    for (const char *at = text; *at != '\0'; at++)
      words += *at == ' ';
    entries.longest = MAX(entries.longest, words);
    g_ptr_array_add(entries.texts, text);
  }
  return entries;
}

static const Entries *
all_entries(void) {
  static gsize read = 0;
  static Entries entries;
  if (g_once_init_enter(&read)) {
    entries = read_entries();
    g_once_init_leave(&read, 1);
  }
  return &entries;
}

const GPtrArray *
corpus_synonyms_entries(void) {
  return all_entries()->texts;
}

guint
corpus_synonyms_longest(void) {
  return all_entries()->longest;
}

/* ---- in ordinary Swedish ---- */

char **
corpus_thesaurus_words(const char *base) {
  char **words = look_up(GENERAL, "", base);
  return words != NULL ? words : g_new0(char *, 1);
}
