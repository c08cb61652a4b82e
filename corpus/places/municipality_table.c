/* corpus/places/municipality_table.c: reads municipalities.tsv, once. */
#include "corpus/places/municipality_table.h"

#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/text/error.h"

#define DATA_FILE "municipalities.tsv"

enum { COLUMN_CODE, COLUMN_NAME, COLUMN_COUNTY, COLUMN_VARIANTS, COLUMN_CAUTION, COLUMNS };

static bool
is_code(const char *text) {
  return strlen(text) == 4 && strspn(text, "0123456789") == 4;
}

static bool
has_caution(const char *column, const char *caution) {
  char **words = g_strsplit(column, " ", -1);
  bool found = g_strv_contains((const char *const *)words, caution);
  g_strfreev(words);
  return found;
}

/* The fields stay allocated for the program's life. */
static CorpusMunicipalityRow *
parse_row(const char *line) {
  char **fields = g_strsplit(line, "\t", -1);
  if (g_strv_length(fields) != COLUMNS || !is_code(fields[COLUMN_CODE]) ||
      *fields[COLUMN_NAME] == '\0' || *fields[COLUMN_COUNTY] == '\0') {
    g_strfreev(fields);
    return NULL;
  }
  CorpusMunicipalityRow *row = g_new0(CorpusMunicipalityRow, 1);
  row->place.name = g_intern_string(fields[COLUMN_NAME]);
  row->place.code = g_intern_string(fields[COLUMN_CODE]);
  row->place.county = g_intern_string(fields[COLUMN_COUNTY]);
  bool none = strcmp(fields[COLUMN_VARIANTS], "-") == 0;
  row->variants = g_strsplit(none ? "" : fields[COLUMN_VARIANTS], ";", -1);
  row->is_word = has_caution(fields[COLUMN_CAUTION], "word");
  row->is_person = has_caution(fields[COLUMN_CAUTION], "person");
  g_strfreev(fields);
  return row;
}

static void
row_free(gpointer data) {
  CorpusMunicipalityRow *row = data;
  g_strfreev(row->variants);
  g_free(row);
}

static int
compare_codes(gconstpointer a, gconstpointer b) {
  const CorpusMunicipalityRow *left = *(CorpusMunicipalityRow *const *)a;
  const CorpusMunicipalityRow *right = *(CorpusMunicipalityRow *const *)b;
  return strcmp(left->place.code, right->place.code);
}

static GPtrArray *
read_table(GError **error) {
  char **lines = corpus_data_lines(DATA_FILE, error);
  if (lines == NULL)
    return NULL;
  GPtrArray *table = g_ptr_array_new_with_free_func(row_free);
  for (char **line = lines; *line != NULL; line++) {
    CorpusMunicipalityRow *row = parse_row(*line);
    if (row == NULL) {
      g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "data file %s: malformed row \"%s\"",
                  DATA_FILE, *line);
      g_ptr_array_unref(table);
      g_strfreev(lines);
      return NULL;
    }
    g_ptr_array_add(table, row);
  }
  g_strfreev(lines);
  g_ptr_array_sort(table, compare_codes);
  return table;
}

const GPtrArray *
corpus_municipality_table(GError **error) {
  static gsize done = 0;
  static GPtrArray *table = NULL;
  static GError *failure = NULL;
  if (g_once_init_enter(&done)) {
    table = read_table(&failure);
    g_once_init_leave(&done, 1);
  }
  if (table == NULL && error != NULL)
    *error = g_error_copy(failure);
  return table;
}

bool
corpus_municipality_takes_s(const char *name) {
  return *name != '\0' && strchr("sxzSXZ", name[strlen(name) - 1]) == NULL;
}
