/* corpus/reading/metadata_cues.c: reads corpus/data/metadata.ini, once. */
#include "corpus/reading/metadata_cues.h"

#include <string.h>

#include "corpus/text/knowledge.h"

#define DATA_FILE "metadata.ini"

static GRegex *
compile(const char *source) {
  return g_regex_new(source, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
}

static GRegex *
read_pattern(GKeyFile *file, const char *group, const char *key) {
  char *source = g_key_file_get_string(file, group, key, NULL);
  GRegex *pattern = source != NULL ? compile(source) : NULL;
  g_free(source);
  return pattern;
}

static GHashTable *
read_numbers(GKeyFile *file, const char *group) {
  GHashTable *numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  char **keys = g_key_file_get_keys(file, group, NULL, NULL);
  for (char **key = keys; key != NULL && *key != NULL; key++) {
    int number = g_key_file_get_integer(file, group, *key, NULL);
    g_hash_table_insert(numbers, g_strdup(*key), GINT_TO_POINTER(number));
  }
  g_strfreev(keys);
  return numbers;
}

/* "januari|februari|…" */
static char *
alternatives(GHashTable *words) {
  char **keys = (char **)g_hash_table_get_keys_as_array(words, NULL);
  char *joined = g_strjoinv("|", keys);
  g_free(keys);
  return joined;
}

static char *
replace(const char *text, const char *what, const char *with) {
  char **parts = g_strsplit(text, what, -1);
  char *replaced = g_strjoinv(with, parts);
  g_strfreev(parts);
  return replaced;
}

/* Cues "<weight> <pattern>" by number. ordinal replaces "#". */
static GArray *
read_cues(GKeyFile *file, const char *group, const char *ordinal) {
  GArray *cues = g_array_new(FALSE, FALSE, sizeof(CorpusMetadataCue));
  for (unsigned number = 1;; number++) {
    char *key = g_strdup_printf("%u", number);
    char *value = g_key_file_get_string(file, group, key, NULL);
    g_free(key);
    if (value == NULL)
      break;
    char *after = NULL;
    double weight = g_ascii_strtod(value, &after);
    char *source = ordinal != NULL ? replace(after, "#", ordinal) : g_strdup(after);
    CorpusMetadataCue cue = {weight, compile(g_strstrip(source))};
    if (cue.pattern != NULL && weight > 0)
      g_array_append_val(cues, cue);
    g_free(source);
    g_free(value);
  }
  return cues;
}

static CorpusMetadataCues *
read_all(void) {
  CorpusMetadataCues *cues = g_new0(CorpusMetadataCues, 1);
  GKeyFile *file = corpus_data_key_file(DATA_FILE, NULL);
  if (file == NULL) /* cannot be: it is compiled in; an empty one keeps the functions sound */
    file = g_key_file_new();
  cues->months = read_numbers(file, "months");
  cues->ordinals = read_numbers(file, "ordinals");
  char *words = alternatives(cues->ordinals);
  char *ordinal = g_strdup_printf("(?<ordinal>%s|\\d{1,2}(?=:[ae]\\b))(?::[ae])?", words);
  char *months = alternatives(cues->months);
  char *date = g_strdup_printf("\\b(?<month>%s)\\s+(?:år\\s+)?(?<year>(?:19|20)\\d{2})\\b", months);
  cues->municipality = read_cues(file, "municipality", NULL);
  cues->evaluation = read_cues(file, "evaluation", ordinal);
  cues->total = read_cues(file, "total", NULL);
  cues->cover = read_cues(file, "cover", NULL);
  cues->date = read_pattern(file, "date", "evaluation");
  cues->earlier = read_pattern(file, "date", "earlier");
  cues->month_and_year = compile(date);
  g_free(date);
  g_free(months);
  g_free(ordinal);
  g_free(words);
  g_key_file_unref(file);
  return cues;
}

const CorpusMetadataCues *
corpus_metadata_cues(void) {
  static CorpusMetadataCues *cues = NULL;
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    cues = read_all();
    g_once_init_leave(&done, 1);
  }
  return cues;
}
