/* corpus/language/synonyms.c: looks words up among those that mean the same: the two files of this
 * field, as compile_synonyms.c has worked them out, and the general thesaurus.
 *
 * All three are sorted lines in the program's image. */
#include "corpus/language/synonyms.h"

#include <string.h>

#include "corpus/language/form.h"
#include "corpus/language/lexicon.h"
#include "corpus/text/sorted_line.h"

#include "synonyms_resource.h"

typedef enum { FIELD, EVERYDAY, GENERAL, FILES } File;

static const CorpusSortedLines *
image_of(File file) {
  static CorpusSortedLines images[FILES] = {
      [FIELD] = {kompass_synonyms_get_resource, "/kompass/language/synonyms.txt", NULL, 0, 0},
      [EVERYDAY] = {kompass_synonyms_get_resource, "/kompass/language/everyday.txt", NULL, 0, 0},
      [GENERAL] = {kompass_synonyms_get_resource, "/kompass/language/thesaurus.txt", NULL, 0, 0}};
  return corpus_sorted_lines(&images[file]);
}

/* The line that a file has for a key; NULL where it does not have it. */
static const char *
line_of(File file, const char *kind, const char *key) {
  enum { ROOM = 256 };
  const CorpusSortedLines *image = image_of(file);
  char room[ROOM], *longer = NULL, *whole = room;
  if (strlen(kind) + strlen(key) < ROOM)
    stpcpy(stpcpy(room, kind), key);
  else
    whole = longer = g_strconcat(kind, key, NULL);
  const char *line = corpus_sorted_line(image->lines, image->length_bytes, whole);
  g_free(longer);
  return line;
}

/* What it has there; NULL where it does not have the key. The caller frees it. */
static char **
look_up(File file, const char *kind, const char *key) {
  const char *line = line_of(file, kind, key);
  return line != NULL ? corpus_sorted_line_fields(line) : NULL;
}

/* The first of these; NULL where there is none. The caller frees it. */
static char *
first_of(File file, const char *kind, const char *key) {
  const char *line = line_of(file, kind, key);
  gsize length = 0;
  const char *field = line != NULL ? corpus_sorted_line_next(&line, &length) : NULL;
  return field != NULL ? g_strndup(field, length) : NULL;
}

/* ---- in this field ---- */

static void
clear_synonym(gpointer synonym) {
  g_free(((CorpusSynonym *)synonym)->words);
}

static void
add_synonym(GArray *found, const char *field, gsize length) {
  CorpusSynonym synonym = {g_strndup(field + 1, length - 1), (CorpusKinship)(*field - '0')};
  g_array_append_val(found, synonym);
}

static GArray *
find(File file, const char *words) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(CorpusSynonym));
  g_array_set_clear_func(found, clear_synonym);
  char *key = first_of(file, "=", words);
  if (key == NULL && strchr(words, ' ') != NULL)
    key = corpus_content_of_forms(words);
  const char *line = line_of(file, ">", key != NULL ? key : words), *field = NULL;
  gsize length = 0;
  while (line != NULL && (field = corpus_sorted_line_next(&line, &length)) != NULL)
    add_synonym(found, field, length);
  g_free(key);
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
  return line_of(FIELD, "?", form) != NULL;
}

char *
corpus_synonyms_form(const char *word) {
  return first_of(FIELD, "~", word);
}

bool
corpus_synonyms_everyday_have(const char *form) {
  return line_of(EVERYDAY, "?", form) != NULL;
}

/* ---- all entries ---- */

static GPtrArray *
read_entries(void) {
  GPtrArray *entries = g_ptr_array_new();
  const CorpusSortedLines *image = image_of(FIELD);
  const char *line = image->lines, *end = line + image->length_bytes;
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
    char *written = first_of(FIELD, "#", "");
    gsize longest = written != NULL ? (gsize)g_ascii_strtoull(written, NULL, 10) : 0;
    g_free(written);
    g_once_init_leave(&read, longest + 1);
  }
  return (guint)(read - 1);
}

/* ---- in ordinary Swedish ---- */

/* The part of speech in which a base form is meant, as the thesaurus puts the senses of all of them
 * together ("sänka": a dale, and to lower). A verb that is a noun as well is meant as the verb: who
 * asks for the thing mostly says which ("sänkan"). 0 for an unknown word. */
static guint
meant_speech(const CorpusLexicon *lexicon, const char *base) {
  guint speech = corpus_lexicon_speech_of_base(lexicon, base);
  return speech & CORPUS_SPEECH_VERB ? CORPUS_SPEECH_VERB : speech;
}

char **
corpus_thesaurus_words(const char *base) {
  char **words = look_up(GENERAL, "", base);
  if (words == NULL)
    return g_new0(char *, 1);
  const CorpusLexicon *lexicon = corpus_lexicon_shared();
  guint meant = meant_speech(lexicon, base), kept = 0;
  for (char **word = words; *word != NULL; word++) {
    guint speech = corpus_lexicon_speech_of_base(lexicon, *word);
    if (meant == 0 || speech == 0 || (speech & meant) != 0)
      words[kept++] = *word;
    else
      g_free(*word);
  }
  words[kept] = NULL;
  return words;
}
