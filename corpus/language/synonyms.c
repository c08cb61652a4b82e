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
    files[file].text =
        corpus_built_in(kompass_synonyms_get_resource(), path, &files[file].length);
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

typedef struct {
  GPtrArray *texts;
  guint longest; /* words of one */
} Entries;

static Entries
read_entries(void) {
  Entries entries = {g_ptr_array_new(), 0};
  gsize length = 0;
  const char *line = lines_of(FIELD, &length), *end = line + length;
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
  char **words = look_up(GENERAL, '\0', base);
  return words != NULL ? words : g_new0(char *, 1);
}
