/* corpus/instrument/subject.c: reads the table of subjects, and follows it from one revision to
 * another. */
#include "corpus/instrument/subject.h"

#include <stdio.h>
#include <string.h>

#include "corpus/text/knowledge.h"

/* An area or question of a revision. */
typedef struct {
  unsigned revision;
  const char *id;
} Key;

typedef struct {
  unsigned named_after;
  GStringChunk *ids;    /* those of the two tables */
  GHashTable *subjects; /* Key * -> const char *, the subject that it is about */
  GHashTable *places;   /* Key * (a subject) -> const char *, what is about it there */
} Subjects;

static guint
hash_key(gconstpointer data) {
  const Key *key = data;
  return g_str_hash(key->id) ^ key->revision;
}

static gboolean
equal_keys(gconstpointer a, gconstpointer b) {
  const Key *left = a, *right = b;
  return left->revision == right->revision && strcmp(left->id, right->id) == 0;
}

static void
begin(gpointer table) {
  Subjects *subjects = table;
  subjects->ids = g_string_chunk_new(1024);
  subjects->subjects = g_hash_table_new(hash_key, equal_keys);
  subjects->places = g_hash_table_new(hash_key, equal_keys);
}

static void
add(GHashTable *table, unsigned revision, const char *id, const char *found) {
  Key key = {revision, id};
  g_hash_table_insert(table, g_memdup2(&key, sizeof key), (gpointer)found);
}

/* "subject; how well", of what a revision numbers `key`. Returns whether the two are there. How
 * well is for those who edit the file. */
static bool
read_place(Subjects *subjects, unsigned revision, const char *key, const char *const *value) {
  if (value == NULL || g_strv_length((char **)value) != 2)
    return false;
  double fit = g_ascii_strtod(value[1], NULL);
  if (fit <= 0 || fit > 1)
    return false;
  const char *id = g_string_chunk_insert_const(subjects->ids, key);
  const char *subject = g_string_chunk_insert_const(subjects->ids, value[0]);
  add(subjects->subjects, revision, id, subject);
  add(subjects->places, revision, subject, id);
  return true;
}

static bool
read_line(gpointer table, const CorpusKnowledgeLine *line, GError **error) {
  Subjects *subjects = table;
  unsigned revision = 0;
  if (g_str_equal(line->group, "subjects") && g_str_equal(line->key, "named-after") &&
      line->value != NULL) {
    subjects->named_after = (unsigned)g_ascii_strtoull(line->value, NULL, 10);
    return true;
  }
  if (line->value == NULL || sscanf(line->group, "revision %u", &revision) != 1)
    return corpus_knowledge_error(line, error, "no line like \"4 = 5; 0.7\" of a revision");
  const char *const *value = corpus_knowledge_list(line, error);
  bool read = value == NULL || read_place(subjects, revision, line->key, value);
  g_strfreev((char **)value);
  if (value == NULL)
    return false;
  return read || corpus_knowledge_error(line, error,
                                        "no line like \"4 = 5; 0.7\": what corresponds, "
                                        "and how well, from 0 to 1");
}

CORPUS_KNOWLEDGE(subjects_table, .file = "subjects.ini", .bytes = sizeof(Subjects), .begin = begin,
                 .read_line = read_line);

unsigned
corpus_subject_revision(void) {
  return ((const Subjects *)corpus_knowledge(&subjects_table))->named_after;
}

static const char *
look_up(GHashTable *table, unsigned revision, const char *id) {
  const Key key = {revision, id};
  const char *found = g_hash_table_lookup(table, &key);
  return found != NULL ? found : "";
}

const char *
corpus_subject_in(unsigned from, const char *id, unsigned to) {
  const Subjects *subjects = corpus_knowledge(&subjects_table);
  const char *found = id;
  if (from != to && from != subjects->named_after)
    found = look_up(subjects->subjects, from, id);
  if (from != to && to != subjects->named_after && *found != '\0')
    found = look_up(subjects->places, to, found);
  return found;
}

/* Asked for every passage that an answer reads, so it is written by hand. */
static void
write_number(unsigned number, char id[16]) {
  char digits[16];
  gsize count = 0, at = 0;
  do
    digits[count++] = (char)('0' + number % 10);
  while ((number /= 10) > 0);
  while (count > 0)
    id[at++] = digits[--count];
  id[at] = '\0';
}

unsigned
corpus_subject_area_in(unsigned from, unsigned area, unsigned to) {
  char id[16];
  if (from == to)
    return area;
  write_number(area, id);
  return (unsigned)g_ascii_strtoull(corpus_subject_in(from, id, to), NULL, 10);
}

const char *
corpus_subject_name(unsigned revision, const char *id) {
  const CorpusInstrument *instrument = corpus_instrument_find(corpus_subject_revision());
  const char *subject = corpus_subject_in(revision, id, corpus_subject_revision());
  if (instrument == NULL)
    return NULL;
  if (strchr(subject, '.') == NULL) {
    const CorpusArea *area =
        corpus_instrument_area(instrument, (unsigned)g_ascii_strtoull(subject, NULL, 10));
    return area != NULL ? area->name : NULL;
  }
  const CorpusQuestion *question = corpus_instrument_question(instrument, subject);
  if (question == NULL)
    return NULL;
  return question->headings[0] != NULL ? question->headings[0] : question->text;
}
