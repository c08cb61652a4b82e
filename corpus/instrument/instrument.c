/* corpus/instrument/instrument.c: reads the areas and questions of each revision from its data
 * file. */
#include "corpus/instrument/instrument.h"

#include <stdio.h>
#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/text/error.h"
#include "corpus/text/likeness.h"

#define MAX_AREAS 20
#define MAX_QUESTIONS 30
#define MAX_POINTS 1000

static void
question_free(gpointer data) {
  CorpusQuestion *question = data;
  g_free(question->text);
  g_strfreev(question->headings);
  g_ptr_array_unref(question->phrases);
  g_free(question);
}

static void
area_free(gpointer data) {
  CorpusArea *area = data;
  g_free(area->name);
  g_strfreev(area->names);
  g_ptr_array_unref(area->phrases);
  g_ptr_array_unref(area->questions);
  g_free(area);
}

void
corpus_instrument_free(CorpusInstrument *instrument) {
  if (instrument == NULL)
    return;
  g_ptr_array_unref(instrument->areas);
  g_free(instrument);
}

/* A list that may be left out; never NULL. */
static char **
optional_list(GKeyFile *file, const char *group, const char *key) {
  char **values = g_key_file_get_string_list(file, group, key, NULL, NULL);
  if (values == NULL)
    return g_new0(char *, 1);
  for (char **value = values; *value != NULL; value++)
    g_strstrip(*value);
  return values;
}

/* The text first, then its variants, made ready to be compared. */
static GPtrArray *
phrases_of(const char *text, char **variants) {
  GPtrArray *phrases = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_phrase_free);
  g_ptr_array_add(phrases, corpus_phrase_new(text));
  for (; *variants != NULL; variants++)
    g_ptr_array_add(phrases, corpus_phrase_new(*variants));
  return phrases;
}

static CorpusQuestion *
read_question(GKeyFile *file, const char *group, unsigned area, unsigned number, GError **error) {
  GError *inner = NULL;
  int max = g_key_file_get_integer(file, group, "max", &inner);
  char *text = inner == NULL ? g_key_file_get_string(file, group, "text", &inner) : NULL;
  if (inner == NULL && (max <= 0 || max > MAX_POINTS))
    inner = g_error_new(CORPUS_ERROR, CORPUS_ERROR_DATA, "[%s] bears no points", group);
  if (inner != NULL) {
    g_free(text);
    g_propagate_error(error, inner);
    return NULL;
  }
  CorpusQuestion *question = g_new0(CorpusQuestion, 1);
  g_snprintf(question->id, sizeof question->id, "%u.%u", area, number);
  question->area = area;
  question->max = (unsigned)max;
  question->text = text;
  question->headings = optional_list(file, group, "headings");
  question->phrases = phrases_of(text, question->headings);
  return question;
}

static bool
read_questions(GKeyFile *file, CorpusArea *area, GError **error) {
  for (unsigned number = 1; number <= MAX_QUESTIONS; number++) {
    char *group = g_strdup_printf("question %u.%u", area->number, number);
    bool present = g_key_file_has_group(file, group);
    CorpusQuestion *question =
        present ? read_question(file, group, area->number, number, error) : NULL;
    g_free(group);
    if (!present)
      return true;
    if (question == NULL)
      return false;
    g_ptr_array_add(area->questions, question);
  }
  return true;
}

static CorpusArea *
read_area(GKeyFile *file, unsigned number, GError **error) {
  char *group = g_strdup_printf("area %u", number);
  char *name = g_key_file_get_string(file, group, "name", error);
  CorpusArea *area = NULL;
  if (name != NULL) {
    area = g_new0(CorpusArea, 1);
    area->number = number;
    area->name = name;
    area->names = optional_list(file, group, "names");
    area->phrases = phrases_of(name, area->names);
    area->questions = g_ptr_array_new_with_free_func(question_free);
    if (!read_questions(file, area, error)) {
      area_free(area);
      area = NULL;
    }
  }
  g_free(group);
  return area;
}

static bool
read_areas(GKeyFile *file, CorpusInstrument *instrument, GError **error) {
  for (unsigned number = 1; number <= MAX_AREAS; number++) {
    char *group = g_strdup_printf("area %u", number);
    bool present = g_key_file_has_group(file, group);
    g_free(group);
    if (!present)
      break;
    CorpusArea *area = read_area(file, number, error);
    if (area == NULL)
      return false;
    g_ptr_array_add(instrument->areas, area);
  }
  if (instrument->areas->len > 0)
    return true;
  g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "there is no [area 1]");
  return false;
}

/* A group that belongs nowhere would silently be lost. */
static bool
check_groups(GKeyFile *file, const CorpusInstrument *instrument, GError **error) {
  char **groups = g_key_file_get_groups(file, NULL);
  const char *stray = NULL;
  for (char **group = groups; *group != NULL && stray == NULL; group++) {
    unsigned area = 0;
    bool known = g_str_equal(*group, "instrument");
    if (sscanf(*group, "area %u", &area) == 1)
      known = corpus_instrument_area(instrument, area) != NULL;
    else if (g_str_has_prefix(*group, "question "))
      known = corpus_instrument_question(instrument, *group + strlen("question ")) != NULL;
    if (!known)
      stray = *group;
  }
  if (stray != NULL)
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "[%s] follows no number before it", stray);
  g_strfreev(groups);
  return stray == NULL;
}

CorpusInstrument *
corpus_instrument_from_key_file(GKeyFile *file, const char *name, GError **error) {
  GError *inner = NULL;
  int revision = g_key_file_get_integer(file, "instrument", "revision", &inner);
  CorpusInstrument *instrument = g_new0(CorpusInstrument, 1);
  instrument->revision = (unsigned)revision;
  instrument->areas = g_ptr_array_new_with_free_func(area_free);
  bool read = inner == NULL && read_areas(file, instrument, &inner) &&
              check_groups(file, instrument, &inner);
  if (read)
    return instrument;
  g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "data file %s: %s", name, inner->message);
  g_error_free(inner);
  corpus_instrument_free(instrument);
  return NULL;
}

static int
compare_revisions(gconstpointer a, gconstpointer b) {
  const CorpusInstrument *first = *(const CorpusInstrument *const *)a;
  const CorpusInstrument *second = *(const CorpusInstrument *const *)b;
  return (first->revision > second->revision) - (first->revision < second->revision);
}

/* A malformed file is left out here; tests/corpus/instrument/instrument.c reads every file and
 * fails on it. */
static CorpusInstrument **
read_all(void) {
  GPtrArray *instruments = g_ptr_array_new();
  char **names = corpus_data_names();
  for (char **name = names; *name != NULL; name++) {
    if (!g_str_has_prefix(*name, "instrument-"))
      continue;
    GKeyFile *file = corpus_data_key_file(*name, NULL);
    CorpusInstrument *instrument =
        file != NULL ? corpus_instrument_from_key_file(file, *name, NULL) : NULL;
    if (instrument != NULL)
      g_ptr_array_add(instruments, instrument);
    if (file != NULL)
      g_key_file_unref(file);
  }
  g_strfreev(names);
  g_ptr_array_sort(instruments, compare_revisions);
  g_ptr_array_add(instruments, NULL);
  return (CorpusInstrument **)g_ptr_array_free(instruments, FALSE);
}

const CorpusInstrument *const *
corpus_instruments(void) {
  static CorpusInstrument **instruments = NULL;
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    instruments = read_all();
    g_once_init_leave(&done, 1);
  }
  return (const CorpusInstrument *const *)instruments;
}

const CorpusInstrument *
corpus_instrument_find(unsigned revision) {
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++)
    if ((*at)->revision == revision)
      return *at;
  return NULL;
}

const CorpusArea *
corpus_instrument_area(const CorpusInstrument *instrument, unsigned number) {
  if (number == 0 || number > instrument->areas->len)
    return NULL;
  return g_ptr_array_index(instrument->areas, number - 1);
}

const CorpusQuestion *
corpus_instrument_question(const CorpusInstrument *instrument, const char *id) {
  for (guint i = 0; i < instrument->areas->len; i++) {
    const CorpusArea *area = g_ptr_array_index(instrument->areas, i);
    for (guint j = 0; j < area->questions->len; j++) {
      const CorpusQuestion *question = g_ptr_array_index(area->questions, j);
      if (g_str_equal(question->id, id))
        return question;
    }
  }
  return NULL;
}
