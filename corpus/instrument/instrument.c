/* corpus/instrument/instrument.c: reads the revisions of Kommunkompassen, and finds the area or the
 * question that a line of a report names. */
#include "corpus/instrument/instrument.h"

#include <stdio.h>
#include <string.h>

#include "corpus/text/error.h"
#include "corpus/text/knowledge.h"
#include "corpus/text/likeness.h"

#define MOST_POINTS 10000 /* of a question or an area */
/* An area's name must be all there; a heading may differ more, and the caller judges how much. */
#define AREA_LIKENESS 0.85
#define SAME_HEADING 0.95
#define QUESTION_TEXT_WEIGHT 0.9
#define LEAST_LIKENESS 0.3 /* of a heading that leads to any question at all */
#define LONGEST_TITLE_CHARS 110

/* ---- a revision read from its file ---- */

/* What the groups and keys read so far stand for. */
typedef struct {
  CorpusInstrument *instrument;
  CorpusArea *area; /* of the group that is being read */
  CorpusQuestion *question;
  char *group;
} Reading;

static void
question_free(gpointer data) {
  CorpusQuestion *question = data;
  g_free(question->text);
  g_strfreev(question->headings);
  g_clear_pointer(&question->phrases, g_ptr_array_unref);
  g_free(question);
}

static void
area_free(gpointer data) {
  CorpusArea *area = data;
  g_free(area->name);
  g_strfreev(area->names);
  g_clear_pointer(&area->phrases, g_ptr_array_unref);
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

static CorpusArea *
area_new(unsigned number) {
  CorpusArea *area = g_new0(CorpusArea, 1);
  area->number = number;
  area->names = g_new0(char *, 1);
  area->questions = g_ptr_array_new_with_free_func(question_free);
  return area;
}

static CorpusQuestion *
question_new(unsigned area, unsigned number) {
  CorpusQuestion *question = g_new0(CorpusQuestion, 1);
  g_snprintf(question->id, sizeof question->id, "%u.%u", area, number);
  question->area = area;
  question->headings = g_new0(char *, 1);
  return question;
}

/* Opens a group: areas and their questions are numbered from 1 without a gap. */
static bool
open_group(Reading *reading, const CorpusKnowledgeLine *line, GError **error) {
  GPtrArray *areas = reading->instrument->areas;
  unsigned number = 0, area = 0;
  int end = 0;
  g_free(reading->group);
  reading->group = g_strdup(line->group);
  reading->area = NULL;
  reading->question = NULL;
  if (g_str_equal(line->group, "instrument"))
    return true;
  if (sscanf(line->group, "area %u%n", &number, &end) == 1 && line->group[end] == '\0' &&
      number == areas->len + 1) {
    reading->area = area_new(number);
    g_ptr_array_add(areas, reading->area);
    return true;
  }
  if (sscanf(line->group, "question %u.%u%n", &area, &number, &end) == 2 &&
      line->group[end] == '\0' && area > 0 && area <= areas->len) {
    GPtrArray *questions = ((CorpusArea *)g_ptr_array_index(areas, area - 1))->questions;
    if (number == questions->len + 1) {
      reading->question = question_new(area, number);
      g_ptr_array_add(questions, reading->question);
      return true;
    }
  }
  return corpus_knowledge_error(line, error, "[%s] follows no number before it", line->group);
}

static bool
read_list(const CorpusKnowledgeLine *line, char ***list, GError **error) {
  const char *const *values = corpus_knowledge_list(line, error);
  if (values == NULL)
    return false;
  g_strfreev(*list);
  *list = (char **)values;
  return true;
}

static bool
read_number(const CorpusKnowledgeLine *line, unsigned most, unsigned *number, GError **error) {
  double value = 0;
  if (!corpus_knowledge_number(line, &value, error))
    return false;
  *number = (unsigned)value;
  return (value >= 1 && value <= most) ||
         corpus_knowledge_error(line, error, "%s is not from 1 to %u", line->key, most);
}

static bool
read_text(const CorpusKnowledgeLine *line, char **text, GError **error) {
  if (line->value == NULL || *line->value == '\0' || *text != NULL)
    return corpus_knowledge_error(line, error, "%s is empty or there twice", line->key);
  *text = g_strdup(line->value);
  return true;
}

static bool
read_line(gpointer into, const CorpusKnowledgeLine *line, GError **error) {
  Reading *reading = into;
  if (g_strcmp0(reading->group, line->group) != 0 && !open_group(reading, line, error))
    return false;
  if (reading->area != NULL && g_str_equal(line->key, "name"))
    return read_text(line, &reading->area->name, error);
  if (reading->area != NULL && g_str_equal(line->key, "names"))
    return read_list(line, &reading->area->names, error);
  if (reading->area != NULL && g_str_equal(line->key, "max"))
    return read_number(line, MOST_POINTS, &reading->area->max, error);
  if (reading->question != NULL && g_str_equal(line->key, "max"))
    return read_number(line, MOST_POINTS, &reading->question->max, error);
  if (reading->question != NULL && g_str_equal(line->key, "text"))
    return read_text(line, &reading->question->text, error);
  if (reading->question != NULL && g_str_equal(line->key, "headings"))
    return read_list(line, &reading->question->headings, error);
  if (g_str_equal(line->group, "instrument") && g_str_equal(line->key, "revision"))
    return read_number(line, G_MAXINT, &reading->instrument->revision, error);
  return corpus_knowledge_error(line, error, "%s is no key of [%s]", line->key, line->group);
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

/* Made when a line is first compared with them, as no answer does; several threads may. */
static GPtrArray *
phrases_in(GPtrArray *const *place, const char *text, char **variants) {
  GPtrArray **kept = (GPtrArray **)place;
  GPtrArray *there = g_atomic_pointer_get(kept);
  if (there != NULL)
    return there;
  GPtrArray *made = phrases_of(text, variants);
  if (g_atomic_pointer_compare_and_exchange(kept, NULL, made))
    return made;
  g_ptr_array_unref(made);
  return g_atomic_pointer_get(kept);
}

static GPtrArray *
phrases_of_area(const CorpusArea *area) {
  return phrases_in(&area->phrases, area->name, area->names);
}

static GPtrArray *
phrases_of_question(const CorpusQuestion *question) {
  return phrases_in(&question->phrases, question->text, question->headings);
}

/* What is still missing at the file's end: "[area 2] has no name"; NULL = nothing. The caller frees
 * it. */
static char *
complete(CorpusInstrument *instrument) {
  if (instrument->revision == 0 || instrument->areas->len == 0)
    return g_strdup(instrument->revision == 0 ? "[instrument] has no revision"
                                              : "there is no [area 1]");
  for (guint i = 0; i < instrument->areas->len; i++) {
    CorpusArea *area = g_ptr_array_index(instrument->areas, i);
    if (area->name == NULL)
      return g_strdup_printf("[area %u] has no name", area->number);
    if (area->max != 0 && area->questions->len > 0)
      return g_strdup_printf("[area %u] has a max, and questions that tell it", area->number);
    for (guint j = 0; j < area->questions->len; j++) {
      CorpusQuestion *question = g_ptr_array_index(area->questions, j);
      area->max += question->max;
      if (question->text == NULL || question->max == 0)
        return g_strdup_printf("[question %s] has no %s", question->id,
                               question->text == NULL ? "text" : "max");
    }
  }
  return NULL;
}

CorpusInstrument *
corpus_instrument_new(unsigned revision) {
  CorpusInstrument *instrument = g_new0(CorpusInstrument, 1);
  instrument->revision = revision;
  instrument->areas = g_ptr_array_new_with_free_func(area_free);
  return instrument;
}

CorpusArea *
corpus_instrument_add_area(CorpusInstrument *instrument, const char *name) {
  CorpusArea *area = area_new(instrument->areas->len + 1);
  area->name = g_strdup(name);
  g_ptr_array_add(instrument->areas, area);
  return area;
}

void
corpus_instrument_add_name(CorpusArea *area, const char *name) {
  g_ptr_array_add(phrases_of_area(area), corpus_phrase_new(name));
}

void
corpus_instrument_add_question(CorpusArea *area, const char *text, unsigned max) {
  CorpusQuestion *question = question_new(area->number, area->questions->len + 1);
  question->text = g_strdup(text);
  question->max = max;
  g_ptr_array_add(area->questions, question);
}

CorpusInstrument *
corpus_instrument_from_text(const char *file, const char *text, GError **error) {
  Reading reading = {.instrument = corpus_instrument_new(0)};
  bool read = corpus_knowledge_read_text(file, text, read_line, &reading, error);
  char *missing = read ? complete(reading.instrument) : NULL;
  if (missing != NULL)
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "corpus/data/%s: %s", file, missing);
  g_free(reading.group);
  if (read && missing == NULL)
    return reading.instrument;
  g_free(missing);
  corpus_instrument_free(reading.instrument);
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
    if (!g_str_has_prefix(*name, "instrument-") || instruments->len == CORPUS_INSTRUMENTS_MAX)
      continue;
    const char *text = corpus_data_bytes(*name, NULL, NULL);
    CorpusInstrument *instrument =
        text != NULL ? corpus_instrument_from_text(*name, text, NULL) : NULL;
    if (instrument != NULL)
      g_ptr_array_add(instruments, instrument);
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
corpus_instrument_newest(unsigned year) {
  const CorpusInstrument *newest = NULL;
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++)
    newest = (*at)->revision <= year ? *at : newest;
  return newest;
}

const CorpusInstrument *
corpus_instrument_find(unsigned revision) {
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++)
    if ((*at)->revision == revision)
      return *at;
  return NULL;
}

bool
corpus_instrument_is_whole(const CorpusInstrument *instrument) {
  for (guint i = 0; i < instrument->areas->len; i++)
    if (((const CorpusArea *)g_ptr_array_index(instrument->areas, i))->questions->len == 0)
      return false;
  return true;
}

unsigned
corpus_instrument_least_points(void) {
  unsigned least = MOST_POINTS;
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++)
    for (guint i = 0; i < (*at)->areas->len; i++) {
      const CorpusArea *area = g_ptr_array_index((*at)->areas, i);
      least = area->max > 0 ? MIN(least, area->max) : least;
    }
  return least;
}

const CorpusArea *
corpus_instrument_area(const CorpusInstrument *instrument, unsigned number) {
  if (number == 0 || number > instrument->areas->len)
    return NULL;
  return g_ptr_array_index(instrument->areas, number - 1);
}

unsigned
corpus_area_points(const CorpusArea *area) {
  unsigned sum = 0;
  for (guint i = 0; area != NULL && i < area->questions->len; i++)
    sum += ((const CorpusQuestion *)g_ptr_array_index(area->questions, i))->max;
  return sum == 0 && area != NULL ? area->max : sum;
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

/* ---- the lines that name an area or a question ---- */

#define FARTHEST_NUMBER_BYTES 32 /* "Utvärderingsområde 12" */

/* What an area is called beside its number. */
#define AREA_WORDS "\\p{L}*(?:område|kriterium|tema|perspektiv|dimension)"

static GRegex *
number_pattern(void) {
  static GRegex *pattern = NULL;
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    pattern = g_regex_new("^\\s*(?:(?:" AREA_WORDS "|kapitel|kap\\.?|avsnitt|del)\\s*(\\d{1,2})\\b|"
                          "(?:(?:del)?fråga\\s+)?(\\d{1,2}(?:\\.\\d{1,2}){0,3})(?=[.:)\\s]|$))"
                          "\\s*[.:)–—|·•-]?\\s*",
                          G_REGEX_CASELESS, 0, NULL);
    g_once_init_leave(&done, 1);
  }
  return pattern;
}

/* Can the pattern fit? Asked of every line, most of which have no number near their beginning. */
static bool
may_have_number(const char *line) {
  return strcspn(line, "0123456789") <= FARTHEST_NUMBER_BYTES &&
         strpbrk(line, "0123456789") != NULL;
}

const char *
corpus_heading_without_number(const char *line, char **number) {
  GMatchInfo *match = NULL;
  const char *rest = line;
  char *found = NULL;
  if (may_have_number(line) && g_regex_match(number_pattern(), line, 0, &match)) {
    int end = 0;
    if (g_match_info_fetch_pos(match, 0, NULL, &end))
      rest = line + end;
    found = g_match_info_fetch(match, 1);
    if (found == NULL || *found == '\0') {
      g_free(found);
      found = g_match_info_fetch(match, 2);
    }
  }
  g_match_info_free(match);
  if (number != NULL)
    *number = found != NULL ? found : g_strdup("");
  else
    g_free(found);
  return rest;
}

/* A line much longer or shorter than a name is not compared at all. */
static bool
could_be(const CorpusPhrase *name, const CorpusPhrase *title) {
  glong a = corpus_phrase_length_chars(name), b = corpus_phrase_length_chars(title);
  return 2 * MAX(a, b) <= 3 * MIN(a, b);
}

static double
area_likeness(const CorpusArea *area, const CorpusPhrase *title) {
  double best = 0;
  const GPtrArray *phrases = phrases_of_area(area);
  for (guint i = 0; i < phrases->len; i++) {
    const CorpusPhrase *name = g_ptr_array_index(phrases, i);
    if (could_be(name, title))
      best = MAX(best, corpus_phrase_likeness_from(name, title, AREA_LIKENESS));
  }
  return best;
}

static GRegex *
area_word_pattern(void) {
  static GRegex *pattern = NULL;
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    pattern = g_regex_new("^\\s*" AREA_WORDS, G_REGEX_CASELESS, 0, NULL);
    g_once_init_leave(&done, 1);
  }
  return pattern;
}

/* "Område 3" with nothing after it names the area by its number alone. */
static unsigned
area_by_number(const CorpusInstrument *instrument, const char *line, const char *number) {
  bool named = g_regex_match(area_word_pattern(), line, 0, NULL);
  unsigned area = named ? (unsigned)g_ascii_strtoull(number, NULL, 10) : 0;
  return corpus_instrument_area(instrument, area) != NULL ? area : 0;
}

/* What a line that may name an area says, taken apart once. */
typedef struct {
  const char *line;
  char *number;
  CorpusPhrase *title; /* NULL = none, or too long */
  bool numbers_only;
} AreaLine;

static AreaLine
area_line(const char *line) {
  AreaLine read = {.line = line};
  const char *title = corpus_heading_without_number(line, &read.number);
  read.numbers_only = *title == '\0';
  if (!read.numbers_only && g_utf8_strlen(title, -1) <= LONGEST_TITLE_CHARS)
    read.title = corpus_phrase_new(title);
  return read;
}

static void
area_line_clear(AreaLine *read) {
  corpus_phrase_free(read->title);
  g_free(read->number);
}

static unsigned
area_in(const CorpusInstrument *instrument, const AreaLine *read) {
  unsigned area = 0;
  double best = AREA_LIKENESS;
  if (read->numbers_only)
    return area_by_number(instrument, read->line, read->number);
  for (guint i = 0; read->title != NULL && i < instrument->areas->len; i++) {
    const CorpusArea *candidate = g_ptr_array_index(instrument->areas, i);
    double likeness = area_likeness(candidate, read->title);
    if (likeness > best) {
      best = likeness;
      area = candidate->number;
    }
  }
  return area;
}

unsigned
corpus_instrument_match_area(const CorpusInstrument *instrument, const char *line) {
  AreaLine read = area_line(line);
  unsigned area = area_in(instrument, &read);
  area_line_clear(&read);
  return area;
}

/* Every name that any revision has for an area, once each. */
static GPtrArray *
names_of_areas(void) {
  GPtrArray *phrases = g_ptr_array_new();
  GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++)
    for (guint i = 0; i < (*at)->areas->len; i++) {
      const CorpusArea *area = g_ptr_array_index((*at)->areas, i);
      if (g_hash_table_add(seen, area->name))
        g_ptr_array_add(phrases, corpus_phrase_new(area->name));
      for (char **name = area->names; *name != NULL; name++)
        if (g_hash_table_add(seen, *name))
          g_ptr_array_add(phrases, corpus_phrase_new(*name));
    }
  g_hash_table_unref(seen);
  return phrases;
}

/* Is the title like a name of some revision? Most lines are not, and need not be held against each
 * revision's. */
static bool
is_name_of_area(const CorpusPhrase *title) {
  static GPtrArray *names = NULL;
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    names = names_of_areas();
    g_once_init_leave(&done, 1);
  }
  for (guint i = 0; i < names->len; i++)
    if (could_be(names->pdata[i], title) &&
        corpus_phrase_likeness_from(names->pdata[i], title, AREA_LIKENESS) > AREA_LIKENESS)
      return true;
  return false;
}

guint
corpus_instruments_match_area(const char *line, unsigned *areas) {
  AreaLine read = area_line(line);
  guint named = 0;
  if (read.title != NULL && !is_name_of_area(read.title))
    g_clear_pointer(&read.title, corpus_phrase_free);
  for (guint i = 0; corpus_instruments()[i] != NULL; i++) {
    areas[i] = area_in(corpus_instruments()[i], &read);
    named += areas[i] != 0;
  }
  area_line_clear(&read);
  return named;
}

static double
question_likeness(const CorpusQuestion *question, const CorpusPhrase *heading) {
  double best = 0;
  const GPtrArray *phrases = phrases_of_question(question);
  for (guint i = 0; i < phrases->len; i++) {
    double likeness = corpus_phrase_likeness(g_ptr_array_index(phrases, i), heading);
    best = MAX(best, i == 0 ? QUESTION_TEXT_WEIGHT * likeness : likeness);
  }
  return best;
}

bool
corpus_heading_is(const char *heading, const char *other) {
  return corpus_likeness(heading, other) >= SAME_HEADING;
}

double
corpus_question_likeness(const CorpusQuestion *question, const char *heading) {
  CorpusPhrase *phrase = corpus_phrase_new(corpus_heading_without_number(heading, NULL));
  double likeness = question_likeness(question, phrase);
  corpus_phrase_free(phrase);
  return likeness;
}

const CorpusQuestion *
corpus_instrument_match_heading(const CorpusInstrument *instrument, unsigned area,
                                const char *heading, double *likeness) {
  const CorpusQuestion *found = NULL;
  double best = 0;
  CorpusPhrase *phrase = corpus_phrase_new(corpus_heading_without_number(heading, NULL));
  for (guint i = 0; i < instrument->areas->len; i++) {
    const CorpusArea *candidate = g_ptr_array_index(instrument->areas, i);
    for (guint j = 0; j < candidate->questions->len; j++) {
      const CorpusQuestion *question = g_ptr_array_index(candidate->questions, j);
      double here =
          area == 0 || area == candidate->number ? question_likeness(question, phrase) : 0;
      if (here > best) {
        best = here;
        found = question;
      }
    }
  }
  corpus_phrase_free(phrase);
  if (likeness != NULL)
    *likeness = best;
  return best >= LEAST_LIKENESS ? found : NULL;
}
