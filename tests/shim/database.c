/* tests/shim/database.c: reading an index: documents, terms, metadata, newer commits. */
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>

#include "tests/shim/fixture.h"

static const char *const texts[] = {"dialog med medborgare", "dialog saknas", "budget", NULL};

static void
assert_cannot_open(const char *path, ShimErrorCode code) {
  ShimDatabase *database = NULL;
  GError *error = NULL;
  g_assert_false(shim_database_open(path, &database, &error));
  g_assert_error(error, SHIM_ERROR, (int)code);
  g_assert_nonnull(strstr(error->message, path));
  g_assert_null(database);
  g_error_free(error);
}

static void
test_no_index_is_not_found(void) {
  char *folder = test_folder_new();
  assert_cannot_open(folder, SHIM_ERROR_NOT_FOUND);
  char *missing = g_build_filename(folder, "missing", NULL);
  assert_cannot_open(missing, SHIM_ERROR_NOT_FOUND);
  char *below_file = g_build_filename(folder, "file", "index", NULL);
  test_folder_write(folder, "file", "");
  assert_cannot_open(below_file, SHIM_ERROR_NOT_FOUND);
  g_free(missing);
  g_free(below_file);
  test_folder_remove(folder);
  shim_database_free(NULL);
}

static bool
collect_terms(const char *term, unsigned frequency, void *context) {
  g_string_append_printf(context, "%s:%u ", term, frequency);
  return true;
}

static bool
collect_one_term(const char *term, unsigned frequency, void *context) {
  collect_terms(term, frequency, context);
  return false;
}

static void
test_terms_come_in_order_below_a_prefix(void) {
  char *folder = test_folder_new();
  fixture_index(folder, 1, texts);
  ShimDatabase *database = fixture_open(folder);
  GString *seen = g_string_new(NULL);
  must(shim_database_each_term(database, "", collect_terms, seen, MUST));
  g_assert_cmpstr(seen->str, ==, "Q1:1 Q2:1 Q3:1 budget:1 dialog:2 med:1 medborgare:1 saknas:1 ");
  g_string_truncate(seen, 0);
  must(shim_database_each_term(database, "med", collect_terms, seen, MUST));
  g_assert_cmpstr(seen->str, ==, "med:1 medborgare:1 ");
  g_string_truncate(seen, 0);
  must(shim_database_each_term(database, "med", collect_one_term, seen, MUST));
  g_assert_cmpstr(seen->str, ==, "med:1 ");
  g_string_truncate(seen, 0);
  must(shim_database_each_term(database, "zz", collect_terms, seen, MUST));
  g_assert_cmpstr(seen->str, ==, "");
  g_string_free(seen, TRUE);
  shim_database_free(database);
  test_folder_remove(folder);
}

static bool
collect_documents(unsigned id, const ShimDocument *document, void *context) {
  GBytes *data = NULL;
  must(shim_document_data(document, &data, MUST));
  g_string_append_printf(context, "%u=%.*s ", id, (int)g_bytes_get_size(data),
                         (const char *)g_bytes_get_data(data, NULL));
  g_bytes_unref(data);
  return id < 2;
}

static void
test_documents_of_a_term_come_by_id(void) {
  char *folder = test_folder_new();
  fixture_index(folder, 1, texts);
  ShimDatabase *database = fixture_open(folder);
  GString *seen = g_string_new(NULL);
  must(shim_database_each_document(database, "dialog", collect_documents, seen, MUST));
  g_assert_cmpstr(seen->str, ==, "1=dialog med medborgare 2=dialog saknas ");
  g_string_truncate(seen, 0);
  must(shim_database_each_document(database, "", collect_documents, seen, MUST));
  g_assert_cmpstr(seen->str, ==, "1=dialog med medborgare 2=dialog saknas ");
  g_string_truncate(seen, 0);
  must(shim_database_each_document(database, "finns-inte", collect_documents, seen, MUST));
  g_assert_cmpstr(seen->str, ==, "");
  g_string_free(seen, TRUE);
  shim_database_free(database);
  test_folder_remove(folder);
}

static void
assert_postings(const ShimDatabase *database, const char *term, const char *expected) {
  GArray *ids = NULL;
  GString *seen = g_string_new(NULL);
  must(shim_database_postings(database, term, &ids, MUST));
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf(seen, "%u ", g_array_index(ids, unsigned, i));
  g_assert_cmpstr(seen->str, ==, expected);
  g_string_free(seen, TRUE);
  g_array_unref(ids);
}

static void
test_postings_are_ids_in_order(void) {
  char *folder = test_folder_new();
  fixture_index(folder, 1, texts);
  ShimDatabase *database = fixture_open(folder);
  assert_postings(database, "dialog", "1 2 ");
  assert_postings(database, "", "1 2 3 ");
  assert_postings(database, "finns-inte", "");
  shim_database_free(database);
  test_folder_remove(folder);
}

static void
test_values_of_some_documents(void) {
  enum { MANY = 900 };
  char *folder = test_folder_new();
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  for (unsigned i = 1; i <= MANY; i++) {
    ShimDocument *document = fixture_document(writer, i, "text");
    char *value = g_strdup_printf("%u", i);
    if (i % 3 != 0)
      must(shim_document_set_value(document, 2, value, strlen(value), MUST));
    must(shim_writer_add(writer, document, MUST));
    shim_document_free(document);
    g_free(value);
  }
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
  ShimDatabase *database = fixture_open(folder);
  static const unsigned ids[] = {700, 3, 1, 899, 900, 5, 700};
  char **values = NULL;
  must(shim_database_values(database, 2, ids, G_N_ELEMENTS(ids), &values, MUST));
  char *joined = g_strjoinv(" ", values);
  g_assert_cmpstr(joined, ==, "700  1 899  5 700");
  g_free(joined);
  g_strfreev(values);
  must(shim_database_values(database, 3, ids, 2, &values, MUST));
  g_assert_cmpuint(g_strv_length(values), ==, 2);
  g_strfreev(values);
  shim_database_free(database);
  test_folder_remove(folder);
}

/* Told by what is summed up, and without that by the document. */
static void
test_value_of_a_document(void) {
  for (unsigned summed_up = 0; summed_up < 2; summed_up++) {
    static const unsigned slots[] = {2};
    char *folder = test_folder_new(), *value = NULL;
    ShimWriter *writer = NULL;
    must(shim_writer_open(folder, true, &writer, MUST));
    for (unsigned i = 1; i <= 2; i++) {
      ShimDocument *document = fixture_document(writer, i, "text");
      must(i == 2 || shim_document_set_value(document, 2, "one", 3, MUST));
      must(shim_writer_add(writer, document, MUST));
      shim_document_free(document);
    }
    must(!summed_up ||
         shim_writer_sum_up(writer, (const char *const[]){NULL}, slots, summed_up, MUST));
    must(shim_writer_commit(writer, MUST));
    shim_writer_free(writer);
    ShimDatabase *database = fixture_open(folder);
    for (unsigned i = 1; i <= 2; i++) {
      ShimDocument *document = NULL;
      must(shim_database_document(database, i, &document, MUST));
      must(shim_database_value(database, document, 2, &value, MUST));
      g_assert_cmpstr(value, ==, i == 1 ? "one" : "");
      g_free(value);
      shim_document_free(document);
    }
    shim_database_free(database);
    test_folder_remove(folder);
  }
}

static void
test_document_that_is_not_there_is_no_error(void) {
  char *folder = test_folder_new();
  fixture_index(folder, 1, texts);
  ShimDatabase *database = fixture_open(folder);
  ShimDocument *document = NULL;
  must(shim_database_document(database, 4, &document, MUST));
  g_assert_null(document);
  must(shim_database_document(database, 3, &document, MUST));
  g_assert_nonnull(document);
  shim_document_free(document);
  GError *error = NULL;
  g_assert_false(shim_database_document(database, 0, &document, &error));
  g_assert_error(error, SHIM_ERROR, SHIM_ERROR_ARGUMENT);
  g_error_free(error);
  shim_database_free(database);
  test_folder_remove(folder);
}

static void
assert_metadata(const ShimDatabase *database, const char *key, const void *bytes, gsize length) {
  GBytes *value = NULL;
  gsize value_length = 99;
  must(shim_database_metadata(database, key, &value, MUST));
  const char *data = g_bytes_get_data(value, &value_length);
  fixture_assert_bytes(data, value_length, bytes, length);
  g_bytes_unref(value);
}

static void
test_metadata_holds_any_byte_and_unset_keys_are_empty(void) {
  char *folder = test_folder_new();
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  must(shim_writer_set_metadata(writer, "k", "a\0b", 3, MUST));
  must(shim_writer_commit(writer, MUST));
  ShimDatabase *database = fixture_open(folder);
  assert_metadata(database, "k", "a\0b", 3);
  assert_metadata(database, "unset", "", 0);
  must(shim_writer_set_metadata(writer, "k", NULL, 0, MUST));
  must(shim_writer_commit(writer, MUST));
  fixture_open_anew(&database, folder);
  assert_metadata(database, "k", "", 0);
  GError *error = NULL;
  g_assert_false(shim_writer_set_metadata(writer, "", "x", 1, &error));
  g_assert_error(error, SHIM_ERROR, SHIM_ERROR_ARGUMENT);
  g_error_free(error);
  shim_database_free(database);
  shim_writer_free(writer);
  test_folder_remove(folder);
}

static void
test_a_reader_sees_the_commit_that_it_was_opened_on(void) {
  char *folder = test_folder_new();
  fixture_index(folder, 1, texts);
  ShimDatabase *database = fixture_open(folder);
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  fixture_add(writer, 4, "ny");
  fixture_open_anew(&database, folder);
  g_assert_cmpuint(fixture_count(database), ==, 3);
  must(shim_writer_commit(writer, MUST));
  g_assert_cmpuint(fixture_count(database), ==, 3);
  fixture_open_anew(&database, folder);
  g_assert_cmpuint(fixture_count(database), ==, 4);
  shim_writer_free(writer);
  shim_database_free(database);
  test_folder_remove(folder);
}

/* Runs the query, and reads the hits' data. */
static bool
read_all(const ShimDatabase *database, const ShimQuery *query, GError **error) {
  ShimSearchOptions options = shim_search_options_default();
  options.limit = 500;
  ShimResult *result = NULL;
  bool ok = shim_search(database, query, &options, &result, error);
  g_assert_true(ok == (result != NULL));
  g_assert_true(!ok || result->total == 500);
  for (gsize i = 0; ok && i < result->hit_count; i++) {
    GBytes *data = NULL;
    ok = shim_document_data(result->hits[i].document, &data, error);
    if (ok)
      g_bytes_unref(data);
  }
  shim_result_free(result);
  return ok;
}

/* A writer reuses blocks two commits later: an old reader then hears that it was overtaken, and
 * never reads anything else than what it opened. */
static void
test_reader_that_was_overtaken_is_told(void) {
  char *folder = test_folder_new();
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  for (unsigned i = 1; i <= 500; i++)
    fixture_add(writer, i, "dialog med medborgare om budget");
  must(shim_writer_commit(writer, MUST));
  ShimDatabase *database = fixture_open(folder);
  bool told = false;
  for (unsigned round = 0; round < 20 && !told; round++) {
    for (unsigned i = 1; i <= 500; i++) {
      char *unique = g_strdup_printf("Q%u", i);
      ShimDocument *document = fixture_document(NULL, i, round % 2 == 0 ? "annat" : "dialog igen");
      fixture_replace(writer, unique, document);
      shim_document_free(document);
      g_free(unique);
    }
    must(shim_writer_commit(writer, MUST));
    ShimQuery *query = fixture_term("dialog");
    GError *error = NULL;
    if (!read_all(database, query, &error)) {
      g_assert_error(error, SHIM_ERROR, SHIM_ERROR_CHANGED);
      g_error_free(error);
      told = true;
    }
    shim_query_free(query);
  }
  g_assert_true(told);
  fixture_open_anew(&database, folder);
  g_assert_cmpuint(fixture_count(database), ==, 500);
  shim_database_free(database);
  shim_writer_free(writer);
  test_folder_remove(folder);
}

static void
test_writer_sees_its_own_uncommitted_changes(void) {
  char *folder = test_folder_new();
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  ShimDatabase *own = NULL, *other = NULL;
  must(shim_database_of_writer(writer, &own, MUST));
  must(shim_database_open(folder, &other, MUST));
  fixture_add(writer, 1, "dialog");
  g_assert_cmpuint(fixture_count(own), ==, 1);
  g_assert_cmpuint(fixture_count(other), ==, 0);
  unsigned frequency = 0;
  must(shim_database_term_frequency(own, "dialog", &frequency, MUST));
  g_assert_cmpuint(frequency, ==, 1);
  shim_database_free(own);
  shim_database_free(other);
  shim_writer_free(writer);
  test_folder_remove(folder);
}

/* What stands in the place of the system's function while a database is opened. */
static const char *replaced_folder; /* NULL = nothing happens */

/* An update comes between: when its data is to be opened, the stub names another. */
int
open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  int descriptor = openat(AT_FDCWD, path, flags, va_arg(rest, int));
  va_end(rest);
  if (replaced_folder != NULL && g_str_has_suffix(path, "shard-0/iamglass")) {
    const char *folder = g_steal_pointer(&replaced_folder);
    test_folder_write(folder, "XAPIANDB", "auto shard-1\n");
  }
  return descriptor;
}

static void
test_stub_that_is_replaced_while_it_is_opened(void) {
  char *folder = test_folder_new();
  ShimDatabase *database = NULL;
  GError *error = NULL;
  for (guint i = 0; i < 2; i++) {
    char *shard = g_strdup_printf("%s/shard-%u", folder, i);
    fixture_index(shard, 1, texts);
    g_free(shard);
  }
  test_folder_write(folder, "XAPIANDB", "auto shard-0\n");
  replaced_folder = folder;
  g_assert_false(shim_database_open(folder, &database, &error));
  g_assert_error(error, SHIM_ERROR, SHIM_ERROR_CHANGED);
  g_assert_null(replaced_folder);
  g_clear_error(&error);
  database = fixture_open(folder);
  shim_database_free(database);
  test_folder_remove(folder);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shim/database/not-found", test_no_index_is_not_found);
  g_test_add_func("/shim/database/terms", test_terms_come_in_order_below_a_prefix);
  g_test_add_func("/shim/database/documents", test_documents_of_a_term_come_by_id);
  g_test_add_func("/shim/database/postings", test_postings_are_ids_in_order);
  g_test_add_func("/shim/database/values", test_values_of_some_documents);
  g_test_add_func("/shim/database/value", test_value_of_a_document);
  g_test_add_func("/shim/database/no-document", test_document_that_is_not_there_is_no_error);
  g_test_add_func("/shim/database/metadata", test_metadata_holds_any_byte_and_unset_keys_are_empty);
  g_test_add_func("/shim/database/one-commit", test_a_reader_sees_the_commit_that_it_was_opened_on);
  g_test_add_func("/shim/database/overtaken", test_reader_that_was_overtaken_is_told);
  g_test_add_func("/shim/database/of-writer", test_writer_sees_its_own_uncommitted_changes);
  g_test_add_func("/shim/database/stub-replaced", test_stub_that_is_replaced_while_it_is_opened);
  return g_test_run();
}
