/* tests/shim/document.c: terms, values and data of documents, any byte among them. */
#include <string.h>

#include "tests/shim/fixture.h"

static const char hostile[] = "a\0b\xff\xfe\n\0";

static void
assert_value(const ShimDocument *document, unsigned slot, const void *bytes, gsize length) {
  char *value = NULL;
  gsize value_length = 99;
  must(shim_document_value(document, slot, &value, &value_length, MUST));
  fixture_assert_bytes(value, value_length, bytes, length);
  g_assert_cmpint(value[value_length], ==, '\0');
  g_free(value);
}

static void
assert_data(const ShimDocument *document, const void *bytes, gsize length) {
  GBytes *data = NULL;
  must(shim_document_data(document, &data, MUST));
  fixture_assert_bytes(g_bytes_get_data(data, NULL), g_bytes_get_size(data), bytes, length);
  g_bytes_unref(data);
}

static void
test_nul_bytes_survive_in_memory_and_on_disk(void) {
  char *folder = test_folder_new();
  ShimDocument *document = NULL;
  must(shim_document_new(NULL, &document, MUST));
  must(shim_document_set_value(document, 3, hostile, sizeof hostile, MUST));
  must(shim_document_set_data(document, hostile, sizeof hostile, MUST));
  assert_value(document, 3, hostile, sizeof hostile);
  assert_data(document, hostile, sizeof hostile);
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  must(shim_writer_add(writer, document, MUST));
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
  shim_document_free(document);
  ShimDatabase *database = fixture_open(folder);
  must(shim_database_document(database, 1, &document, MUST));
  assert_value(document, 3, hostile, sizeof hostile);
  assert_data(document, hostile, sizeof hostile);
  shim_document_free(document);
  shim_database_free(database);
  test_folder_remove(folder);
}

static void
test_unset_slot_and_data_are_empty(void) {
  ShimDocument *document = NULL;
  must(shim_document_new(NULL, &document, MUST));
  assert_value(document, 7, "", 0);
  assert_data(document, "", 0);
  must(shim_document_set_value(document, 7, "x", 1, MUST));
  must(shim_document_set_value(document, 7, NULL, 0, MUST));
  assert_value(document, 7, "", 0);
  shim_document_free(document);
}

static void
assert_refused(bool ok, GError **error) {
  g_assert_false(ok);
  g_assert_error(*error, SHIM_ERROR, SHIM_ERROR_ARGUMENT);
  g_clear_error(error);
}

static void
test_term_of_the_greatest_length_is_taken_and_a_longer_one_refused(void) {
  char *folder = test_folder_new();
  char term[SHIM_TERM_MAX_BYTES + 2];
  memset(term, 'x', sizeof term);
  term[SHIM_TERM_MAX_BYTES + 1] = '\0';
  ShimDocument *document = NULL;
  must(shim_document_new(NULL, &document, MUST));
  GError *error = NULL;
  assert_refused(shim_document_add_filter(document, term, &error), &error);
  assert_refused(shim_document_add_term(document, term, 1, &error), &error);
  assert_refused(shim_document_add_posting(document, term, 1, 1, &error), &error);
  term[SHIM_TERM_MAX_BYTES] = '\0';
  must(shim_document_add_posting(document, term, 1, 1, MUST));
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  must(shim_writer_add(writer, document, MUST));
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
  shim_document_free(document);
  ShimDatabase *database = fixture_open(folder);
  unsigned count = 0;
  must(shim_database_term_frequency(database, term, &count, MUST));
  g_assert_cmpuint(count, ==, 1);
  shim_database_free(database);
  test_folder_remove(folder);
}

static void
test_empty_term_and_wrong_slot_are_refused(void) {
  ShimDocument *document = NULL;
  must(shim_document_new(NULL, &document, MUST));
  GError *error = NULL;
  assert_refused(shim_document_add_filter(document, "", &error), &error);
  assert_refused(shim_document_add_term(document, "", 1, &error), &error);
  assert_refused(shim_document_add_term(document, "\x01", 1, &error), &error);
  assert_refused(shim_document_add_posting(document, "", 1, 1, &error), &error);
  assert_refused(shim_document_set_value(document, G_MAXUINT32, "x", 1, &error), &error);
  shim_document_free(document);
  shim_document_free(NULL);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shim/document/nul-bytes", test_nul_bytes_survive_in_memory_and_on_disk);
  g_test_add_func("/shim/document/unset", test_unset_slot_and_data_are_empty);
  g_test_add_func("/shim/document/long-term",
                  test_term_of_the_greatest_length_is_taken_and_a_longer_one_refused);
  g_test_add_func("/shim/document/refused", test_empty_term_and_wrong_slot_are_refused);
  return g_test_run();
}
