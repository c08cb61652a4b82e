/* tests/samples/models.c: the role models of the sample reports, all of them and no others. */
#include <glib.h>
#include <string.h>

#include "corpus/report/report.h"
#include "tests/samples/samples.h"

static char *
key_of(unsigned area, const char *name) {
  return g_strdup_printf("%u %s", area, name);
}

/* "area name" of every role model but the report's own municipality. */
static GHashTable *
models_found(const CorpusReport *report, bool self) {
  GHashTable *found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < report->references->len; i++) {
    const CorpusReference *reference = g_ptr_array_index(report->references, i);
    if (reference->role_model && reference->self == self)
      g_hash_table_add(found, key_of(reference->area, reference->model->name));
  }
  return found;
}

static GHashTable *
models_expected(const char *id, const char *kind) {
  GHashTable *expected = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *rows = sample_rows("models.tsv", id);
  for (guint i = 0; i < rows->len; i++) {
    char **row = g_ptr_array_index(rows, i);
    if (strcmp(row[3], kind) == 0)
      g_hash_table_add(expected, key_of((unsigned)sample_number(row[1]), row[2]));
  }
  g_ptr_array_unref(rows);
  return expected;
}

/* How many of `these` are not among `those`; each is named. */
static guint
count_missing(GHashTable *these, GHashTable *those, const char *message) {
  guint missing = 0;
  GHashTableIter iter;
  gpointer key = NULL;
  g_hash_table_iter_init(&iter, these);
  while (g_hash_table_iter_next(&iter, &key, NULL)) {
    if (!g_hash_table_contains(those, key)) {
      g_test_message("%s: area %s", message, (const char *)key);
      missing++;
    }
  }
  return missing;
}

static void
test_role_models(gconstpointer id) {
  CorpusReport *report = sample_read(id);
  GHashTable *found = models_found(report, false), *expected = models_expected(id, "model");
  g_assert_cmpuint(count_missing(expected, found, "not found"), ==, 0);
  g_assert_cmpuint(count_missing(found, expected, "no role model"), ==, 0);
  g_hash_table_unref(found);
  g_hash_table_unref(expected);
  corpus_report_free(report);
}

static void
test_praise_of_its_own_municipality(gconstpointer id) {
  CorpusReport *report = sample_read(id);
  GHashTable *found = models_found(report, true), *expected = models_expected(id, "self");
  g_assert_cmpuint(g_hash_table_size(expected), >, 0);
  g_assert_cmpuint(count_missing(expected, found, "praise not found"), ==, 0);
  g_hash_table_unref(found);
  g_hash_table_unref(expected);
  corpus_report_free(report);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (const char *const *id = sample_ids; *id != NULL; id++) {
    char *models = g_strdup_printf("/samples/models/%s/role models", *id);
    char *praise = g_strdup_printf("/samples/models/%s/praise of its own municipality", *id);
    g_test_add_data_func(models, *id, test_role_models);
    g_test_add_data_func(praise, *id, test_praise_of_its_own_municipality);
    g_free(models);
    g_free(praise);
  }
  return g_test_run();
}
