/* corpus/text/knowledge.c: reads knowledge files, which glib-compile-resources built in, line by
 * line into tables. */
#include "corpus/text/knowledge.h"

#include <string.h>

#include "corpus/text/error.h"
#include "data_resource.h"

#define DATA_ROOT "/kompass/data"

const char *
corpus_built_in(GResource *resource, const char *path, gsize *length_bytes) {
  GBytes *bytes = g_resource_lookup_data(resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  const char *data = bytes != NULL ? g_bytes_get_data(bytes, length_bytes) : NULL;
  g_bytes_unref(bytes); /* points into the program's image, which outlives the GBytes */
  return data;
}

const char *
corpus_data_bytes(const char *name, gsize *length_bytes, GError **error) {
  char *path = g_strdup_printf(DATA_ROOT "/%s", name);
  const char *data = corpus_built_in(kompass_data_get_resource(), path, length_bytes);
  g_free(path);
  if (data == NULL)
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "data file %s is not built in", name);
  return data;
}

static int
compare_names(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **
corpus_data_names(void) {
  char **names = g_resource_enumerate_children(kompass_data_get_resource(), DATA_ROOT,
                                               G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (names == NULL)
    return g_new0(char *, 1);
  GPtrArray *sorted = g_ptr_array_new();
  for (char **name = names; *name != NULL; name++)
    g_ptr_array_add(sorted, *name);
  g_free(names);
  g_ptr_array_sort(sorted, compare_names);
  g_ptr_array_add(sorted, NULL);
  return (char **)g_ptr_array_free(sorted, FALSE);
}

/* ---- lines ---- */

static bool
is_group(const char *line, gsize bytes) {
  return bytes > 2 && line[0] == '[' && line[bytes - 1] == ']';
}

/* Parts a trimmed line at its first "="; the line is kept whole beside its key. */
static void
part_line(CorpusKnowledgeLine *line, const char *text) {
  line->text = text;
  line->key = text;
  line->value = NULL;
  const char *sign = strchr(text, '=');
  if (sign == NULL)
    return;
  char *key = g_strndup(text, (gsize)(sign - text));
  line->key = g_strchomp(key);
  line->value = sign + 1 + strspn(sign + 1, " \t");
}

/* Keeps what tables may point to for the program's life. */
static gpointer
keep(gpointer what) {
  static GMutex lock;
  static GPtrArray *kept = NULL;
  g_mutex_lock(&lock);
  if (kept == NULL)
    kept = g_ptr_array_new();
  g_ptr_array_add(kept, what);
  g_mutex_unlock(&lock);
  return what;
}

/* What stands between the white space at the edges, ended where it stands. */
static char *
trim(char *line) {
  while (g_ascii_isspace(*line))
    line++;
  return g_strchomp(line);
}

/* All lines of a text that say something: a GArray of CorpusKnowledgeLine. Their strings are never
 * freed, as tables point to them; a command reads a dozen files, so most of them stay where they
 * stand in a copy of the text. */
static GArray *
cut_lines(const char *file, const char *text) {
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(CorpusKnowledgeLine));
  CorpusKnowledgeLine line = {.file = file, .group = ""};
  for (char *at = keep(g_strdup(text)), *next = NULL; at != NULL; at = next) {
    char *end = strchr(at, '\n');
    next = end != NULL ? end + 1 : NULL;
    if (end != NULL)
      *end = '\0';
    char *trimmed = trim(at);
    gsize bytes = strlen(trimmed);
    line.number++;
    if (is_group(trimmed, bytes)) {
      trimmed[bytes - 1] = '\0';
      line.group = trimmed + 1;
    } else if (*trimmed != '\0' && *trimmed != '#') {
      part_line(&line, trimmed);
      g_array_append_val(lines, line);
    }
  }
  return keep(lines);
}

/* The lines of a file, cut up when first asked for; NULL where there is no such file. */
static const GArray *
lines_of(const char *file, GError **error) {
  static GMutex lock;
  static GHashTable *files = NULL; /* name -> GArray of CorpusKnowledgeLine */
  g_mutex_lock(&lock);
  if (files == NULL)
    files = g_hash_table_new(g_str_hash, g_str_equal);
  const GArray *lines = g_hash_table_lookup(files, file);
  const char *text = lines == NULL ? corpus_data_bytes(file, NULL, error) : NULL;
  if (text != NULL) {
    char *name = g_strdup(file);
    lines = cut_lines(name, text);
    g_hash_table_insert(files, name, (gpointer)lines);
  }
  g_mutex_unlock(&lock);
  return lines;
}

static bool
read_lines(const GArray *lines,
           bool (*read)(gpointer into, const CorpusKnowledgeLine *line, GError **error),
           gpointer into, GError **error) {
  bool good = lines != NULL;
  for (guint i = 0; good && i < lines->len; i++)
    good = read(into, &g_array_index(lines, CorpusKnowledgeLine, i), error);
  return good;
}

bool
corpus_knowledge_read_text(const char *file, const char *text,
                           bool (*read)(gpointer into, const CorpusKnowledgeLine *line,
                                        GError **error),
                           gpointer into, GError **error) {
  return read_lines(cut_lines(g_strdup(file), text), read, into, error);
}

bool
corpus_knowledge_read(const char *path,
                      bool (*read)(gpointer into, const CorpusKnowledgeLine *line, GError **error),
                      gpointer into, GError **error) {
  char *text = NULL, *name = g_path_get_basename(path);
  bool good = g_file_get_contents(path, &text, NULL, error) &&
              corpus_knowledge_read_text(name, text, read, into, error);
  g_free(name);
  g_free(text);
  return good;
}

bool
corpus_knowledge_error(const CorpusKnowledgeLine *line, GError **error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "corpus/data/%s:%u: %s", line->file,
              line->number, message);
  g_free(message);
  return false;
}

/* ---- values ---- */

static bool
has_value(const CorpusKnowledgeLine *line, GError **error) {
  return line->value != NULL ||
         corpus_knowledge_error(line, error, "\"%s\" has no value", line->text);
}

bool
corpus_knowledge_number(const CorpusKnowledgeLine *line, double *number, GError **error) {
  if (!has_value(line, error))
    return false;
  char *end = NULL;
  *number = g_ascii_strtod(line->value, &end);
  return (end != line->value && *end == '\0') ||
         corpus_knowledge_error(line, error, "\"%s\" is not a number", line->value);
}

const char *const *
corpus_knowledge_list(const CorpusKnowledgeLine *line, GError **error) {
  if (!has_value(line, error))
    return NULL;
  char **values = g_strsplit(line->value, ";", -1);
  guint kept = 0;
  for (char **value = values; *value != NULL; value++)
    if (*g_strstrip(*value) != '\0')
      values[kept++] = *value;
    else
      g_free(*value);
  values[kept] = NULL;
  return (const char *const *)values;
}

static GRegex *
pattern_of(const CorpusKnowledgeLine *line, GError **error) {
  GError *inner = NULL;
  GRegex *pattern = g_regex_new(line->value, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, &inner);
  if (pattern == NULL)
    corpus_knowledge_error(line, error, "%s", inner->message);
  g_clear_error(&inner);
  return pattern;
}

/* ---- fields ---- */

static GHashTable *
set_of(const char *const *list) {
  GHashTable *set = g_hash_table_new(g_str_hash, g_str_equal);
  for (; list != NULL && *list != NULL; list++)
    g_hash_table_add(set, (gpointer)*list);
  return set;
}

/* The line's value as a field of that kind holds it (a number as double *); NULL where it is
 * malformed. */
static gpointer
value_of(CorpusKnowledgeKind kind, const CorpusKnowledgeLine *line, GError **error) {
  if (!has_value(line, error))
    return NULL;
  double number = 0;
  const char *const *list = NULL;
  switch (kind) {
  case CORPUS_KNOWLEDGE_TEXT:
    return (gpointer)line->value;
  case CORPUS_KNOWLEDGE_NUMBER:
    return corpus_knowledge_number(line, &number, error) ? g_memdup2(&number, sizeof number) : NULL;
  case CORPUS_KNOWLEDGE_LIST:
    return (gpointer)corpus_knowledge_list(line, error);
  case CORPUS_KNOWLEDGE_SET:
    list = corpus_knowledge_list(line, error);
    GHashTable *set = set_of(list);
    g_free((gpointer)list);
    return set;
  case CORPUS_KNOWLEDGE_PATTERN:
    return pattern_of(line, error);
  case CORPUS_KNOWLEDGE_LINES:
    break;
  }
  return NULL;
}

/* What stands in a field before its line was read, and stays where it can't be. */
static gpointer
empty_value(CorpusKnowledgeKind kind) {
  switch (kind) {
  case CORPUS_KNOWLEDGE_LIST:
    return g_new0(char *, 1);
  case CORPUS_KNOWLEDGE_SET:
    return set_of(NULL);
  case CORPUS_KNOWLEDGE_PATTERN:
    return g_regex_new("(?!)", 0, 0, NULL);
  case CORPUS_KNOWLEDGE_TEXT:
  case CORPUS_KNOWLEDGE_NUMBER:
  case CORPUS_KNOWLEDGE_LINES:
    break;
  }
  return (gpointer) "";
}

/* A table that is being read. */
typedef struct {
  const CorpusKnowledge *knowledge;
  gpointer table;
  bool *seen;     /* for each field: was its line read? */
  guint64 groups; /* a bit for each that was seen */
} Reading;

static void
put(const Reading *reading, const CorpusKnowledgeField *field, gpointer value) {
  gpointer place = (char *)reading->table + field->offset;
  if (field->kind == CORPUS_KNOWLEDGE_NUMBER && field->key != NULL) {
    memcpy(place, value, sizeof(double));
    g_free(value);
  } else {
    memcpy(place, &value, sizeof value);
  }
}

static void
begin_fields(const Reading *reading) {
  const CorpusKnowledgeField *field = reading->knowledge->fields;
  for (; field != NULL && field->group != NULL; field++)
    if (field->key == NULL)
      put(reading, field, g_hash_table_new(g_str_hash, g_str_equal));
    else if (field->kind != CORPUS_KNOWLEDGE_NUMBER)
      put(reading, field, keep(empty_value(field->kind)));
}

/* The number of the field that takes the line, -1 if none does. */
static int
field_of(const CorpusKnowledgeField *fields, const CorpusKnowledgeLine *line) {
  for (int i = 0; fields != NULL && fields[i].group != NULL; i++)
    if (strcmp(fields[i].group, line->group) == 0 &&
        (fields[i].key == NULL || strcmp(fields[i].key, line->key) == 0))
      return i;
  return -1;
}

static bool
read_field(Reading *reading, int number, const CorpusKnowledgeLine *line, GError **error) {
  const CorpusKnowledgeField *field = &reading->knowledge->fields[number];
  if (field->key != NULL && reading->seen[number])
    return corpus_knowledge_error(line, error, "[%s] has %s twice", line->group, line->key);
  bool whole = field->kind == CORPUS_KNOWLEDGE_LINES;
  gpointer value = whole ? (gpointer)line->text : value_of(field->kind, line, error);
  if (value == NULL)
    return false;
  reading->seen[number] = true;
  if (field->key != NULL) {
    put(reading, field, value);
    return true;
  }
  GHashTable *values = *(GHashTable **)(void *)((char *)reading->table + field->offset);
  return g_hash_table_insert(values, whole ? value : (gpointer)line->key, keep(value)) ||
         corpus_knowledge_error(line, error, "[%s] has %s twice", line->group, line->key);
}

/* The number of a group among those that a table has, or theirs where it is none. */
static guint
number_of_group(const char *const *groups, const char *group) {
  guint number = 0;
  while (groups[number] != NULL && strcmp(groups[number], group) != 0)
    number++;
  return number;
}

static bool
read_table_line(gpointer data, const CorpusKnowledgeLine *line, GError **error) {
  Reading *reading = data;
  const CorpusKnowledge *knowledge = reading->knowledge;
  CorpusKnowledgeLine numbered = *line;
  if (knowledge->groups != NULL) {
    numbered.which_group = number_of_group(knowledge->groups, line->group);
    if (knowledge->groups[numbered.which_group] == NULL)
      return corpus_knowledge_error(line, error, "unknown group [%s]", line->group);
    reading->groups |= G_GUINT64_CONSTANT(1) << numbered.which_group;
  }
  int field = field_of(knowledge->fields, line);
  if (field >= 0)
    return read_field(reading, field, line, error);
  if (knowledge->read_line != NULL)
    return knowledge->read_line(reading->table, &numbered, error);
  return corpus_knowledge_error(line, error, "nobody reads \"%s\" in [%s]", line->key, line->group);
}

/* Is everything there that must be? */
static bool
check_table(const Reading *reading, GError **error) {
  const CorpusKnowledgeField *fields = reading->knowledge->fields;
  for (guint i = 0; fields != NULL && fields[i].group != NULL; i++)
    if (fields[i].key != NULL && !reading->seen[i]) {
      g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "corpus/data/%s: [%s] lacks %s",
                  reading->knowledge->file, fields[i].group, fields[i].key);
      return false;
    }
  const char *const *groups = reading->knowledge->groups;
  for (guint i = 0; groups != NULL && groups[i] != NULL; i++)
    if ((reading->groups >> i & 1) == 0) {
      g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA,
                  "corpus/data/%s: [%s] is missing or empty", reading->knowledge->file, groups[i]);
      return false;
    }
  return true;
}

static bool
read_table(const CorpusKnowledge *knowledge, gpointer table, const GArray *lines, GError **error) {
  guint fields = 0;
  while (knowledge->fields != NULL && knowledge->fields[fields].group != NULL)
    fields++;
  Reading reading = {.knowledge = knowledge, .table = table, .seen = g_new0(bool, fields + 1)};
  begin_fields(&reading);
  if (knowledge->begin != NULL)
    knowledge->begin(table);
  bool good = read_lines(lines, read_table_line, &reading, error) && check_table(&reading, error);
  if (knowledge->finish != NULL)
    good = knowledge->finish(table, good ? error : NULL) && good;
  g_free(reading.seen);
  return good;
}

/* ---- tables ---- */

static CorpusKnowledge *tables = NULL;
static GError *failure = NULL; /* read and written by g_atomic_pointer_* */

void
corpus_knowledge_register(CorpusKnowledge *knowledge) {
  knowledge->next = tables;
  tables = knowledge;
}

void
corpus_knowledge_fail(GError *error) {
  if (!g_atomic_pointer_compare_and_exchange(&failure, NULL, error))
    g_error_free(error);
}

gpointer
corpus_knowledge(CorpusKnowledge *knowledge) {
  if (g_once_init_enter(&knowledge->loaded)) {
    gpointer table = g_malloc0(knowledge->bytes);
    GError *error = NULL;
    const GArray *lines = lines_of(knowledge->file, &error);
    if (!read_table(knowledge, table, lines, lines != NULL ? &error : NULL))
      corpus_knowledge_fail(error);
    g_once_init_leave(&knowledge->loaded, (gsize)table);
  }
  return (gpointer)knowledge->loaded;
}

gpointer
corpus_knowledge_from_text(const CorpusKnowledge *knowledge, const char *text, GError **error) {
  gpointer table = keep(g_malloc0(knowledge->bytes));
  return read_table(knowledge, table, cut_lines(knowledge->file, text), error) ? table : NULL;
}

const GError *
corpus_knowledge_failure(void) {
  return g_atomic_pointer_get(&failure);
}

bool
corpus_knowledge_intact(GError **error) {
  const GError *found = corpus_knowledge_failure();
  if (found != NULL)
    g_propagate_error(error, g_error_copy(found));
  return found == NULL;
}

bool
corpus_knowledge_check(GError **error) {
  for (CorpusKnowledge *knowledge = tables; knowledge != NULL; knowledge = knowledge->next)
    corpus_knowledge(knowledge);
  return corpus_knowledge_intact(error);
}
