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

typedef struct {
  const char *text;
  gsize length;
} Lines;

static void
find_files(Lines files[FILES]) {
  static const char *const names[FILES] = {"synonyms.txt", "everyday.txt", "thesaurus.txt"};
  for (File file = 0; file < FILES; file++) {
    char *path = g_strconcat("/kompass/language/", names[file], NULL);
    files[file].text = corpus_built_in(kompass_synonyms_get_resource(), path, &files[file].length);
    g_free(path);
  }
}

/* Found once, as a command looks up thousands of words. */
static const char *
lines_of(File file, gsize *length) {
  static gsize found = 0;
  static Lines files[FILES];
  if (g_once_init_enter(&found)) {
    find_files(files);
    g_once_init_leave(&found, 1);
  }
  *length = files[file].length;
  return files[file].text;
}

/* What a file has behind a key; NULL where it does not have it. The caller frees it. */
static char **
look_up(File file, char kind, const char *key) {
  gsize length = 0;
  const char *lines = lines_of(file, &length);
  char *whole = kind != '\0' ? g_strdup_printf("%c%s", kind, key) : g_strdup(key);
  const char *line = corpus_sorted_line(lines, length, whole);
  g_free(whole);
  return line != NULL ? corpus_sorted_line_fields(line) : NULL;
}

static bool
has(File file, char kind, const char *key) {
  char **fields = look_up(file, kind, key);
  bool there = fields != NULL;
  g_strfreev(fields);
  return there;
}

/* ---- in this field ---- */

static GArray *
find(File file, const char *words) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(CorpusSynonym));
  char **entry = look_up(file, '=', words);
  char *key = entry != NULL ? g_strdup(entry[0]) : corpus_content_of_forms(words);
  char **others = look_up(file, '>', key);
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
  return has(FIELD, '?', form);
}

bool
corpus_synonyms_everyday_have(const char *form) {
  return has(EVERYDAY, '?', form);
}

/* ---- all entries ---- */

static GPtrArray *
read_entries(void) {
  GPtrArray *entries = g_ptr_array_new();
  gsize length = 0;
  const char *line = lines_of(FIELD, &length), *end = line + length;
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
    char **fields = look_up(FIELD, '#', "");
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
  char **words = look_up(GENERAL, '\0', base);
  return words != NULL ? words : g_new0(char *, 1);
}
