/* tests/shim/damage.c: truncated and garbled files of an index give an error, never a crash. */
#include <string.h>
#include <unistd.h>

#include "tests/shim/fixture.h"

static bool
visit_document(G_GNUC_UNUSED unsigned id, const ShimDocument *document, void *context) {
  GBytes *data = NULL;
  char *value = NULL;
  gsize length = 0;
  GError **error = context;
  if (*error != NULL)
    return false;
  if (!shim_document_data(document, &data, error))
    return false;
  g_bytes_unref(data);
  if (!shim_document_value(document, 0, &value, &length, error))
    return false;
  g_free(value);
  return true;
}

static bool
visit_term(G_GNUC_UNUSED const char *term, G_GNUC_UNUSED unsigned frequency,
           G_GNUC_UNUSED void *context) {
  return true;
}

static bool
search_phrase(const ShimDatabase *database, GError **error) {
  static const char *const words[] = {"dialog", "med"};
  ShimSearchOptions options = shim_search_options_default();
  ShimResult *result = NULL;
  ShimQuery *query = NULL;
  must(shim_query_phrase(words, 2, 0, true, &query, MUST));
  bool ok = shim_search(database, query, &options, &result, error);
  shim_result_free(result);
  shim_query_free(query);
  return ok;
}

/* Reads all that is there. The errors of a damaged index, if any, are of the fitting kind. */
static bool
read_all(const char *path) {
  ShimDatabase *database = NULL;
  GError *error = NULL, *inner = NULL;
  GBytes *metadata = NULL;
  bool ok = shim_database_open(path, &database, &error) &&
            shim_database_each_document(database, "", visit_document, &inner, &error) &&
            inner == NULL && shim_database_each_term(database, "", visit_term, NULL, &error) &&
            shim_database_metadata(database, "key", &metadata, &error) &&
            search_phrase(database, &error);
  GError *seen = error != NULL ? error : inner;
  g_assert_true(ok == (seen == NULL));
  if (seen != NULL && !g_error_matches(seen, SHIM_ERROR, SHIM_ERROR_DAMAGED) &&
      !g_error_matches(seen, SHIM_ERROR, SHIM_ERROR_CHANGED))
    g_error("unfitting: %s", seen->message);
  g_clear_error(&error);
  g_clear_error(&inner);
  g_clear_pointer(&metadata, g_bytes_unref);
  shim_database_free(database);
  return ok;
}

static char *
make_good_index(void) {
  char *folder = test_folder_new();
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  for (unsigned i = 1; i <= 300; i++) {
    char *text = g_strdup_printf("dialog med medborgare nummer n%u och ord%u", i, i * 7);
    fixture_add(writer, i, text);
    g_free(text);
  }
  must(shim_writer_set_metadata(writer, "key", "value", 5, MUST));
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
  g_assert_true(read_all(folder));
  return folder;
}

static const char *const tables[] = {"iamglass", "postlist.glass", "termlist.glass",
                                     "position.glass"};

/* Writes bytes as the file of a copy of the index, reads it, and says whether that went well. */
static bool
read_with(const char *good, const char *name, const char *bytes, gsize length) {
  char *folder = test_folder_new();
  test_folder_copy(good, folder);
  char *path = g_build_filename(folder, name, NULL);
  g_assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
  bool ok = read_all(folder);
  g_free(path);
  test_folder_remove(folder);
  return ok;
}

static void
read_table(const char *good, const char *name, char **bytes, gsize *length) {
  char *path = g_build_filename(good, name, NULL);
  g_assert_true(g_file_get_contents(path, bytes, length, NULL));
  g_free(path);
}

static void
test_truncated_files(void) {
  char *good = make_good_index();
  for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
    char *bytes = NULL;
    gsize length = 0;
    unsigned noticed = 0;
    read_table(good, tables[i], &bytes, &length);
    for (unsigned part = 0; part < 24; part++)
      noticed += !read_with(good, tables[i], bytes, length * part / 24);
    g_assert_cmpuint(noticed, >=, 12);
    g_free(bytes);
  }
  test_folder_remove(good);
}

/* A link to itself can't be opened, whoever asks. Of several databases the others have positions,
 * so that nobody would miss those of this one. */
static void
test_positions_that_cannot_be_opened(void) {
  char *good = make_good_index(), *bad = test_folder_new(), *to = test_folder_new();
  char *table = g_build_filename(bad, "position.glass", NULL);
  char *packed = g_build_filename(to, "packed", NULL);
  test_folder_copy(good, bad);
  g_assert_cmpint(g_unlink(table), ==, 0);
  g_assert_cmpint(symlink("position.glass", table), ==, 0);
  GError *error = NULL;
  ShimDatabase *database = NULL;
  g_assert_false(shim_database_open(bad, &database, &error));
  g_clear_error(&error);
  g_assert_false(shim_database_compact((const char *const[]){good, bad, NULL}, packed, &error));
  g_clear_error(&error);
  g_assert_true(shim_database_compact((const char *const[]){good, good, NULL}, packed, &error));
  g_free(packed);
  g_free(table);
  test_folder_remove(to);
  test_folder_remove(bad);
  test_folder_remove(good);
}

static void
test_missing_files(void) {
  char *good = make_good_index();
  static const char *const needed[] = {"iamglass", "postlist.glass"};
  for (gsize i = 0; i < G_N_ELEMENTS(needed); i++) {
    char *folder = test_folder_new(), *path = g_build_filename(folder, needed[i], NULL);
    test_folder_copy(good, folder);
    g_assert_cmpint(g_unlink(path), ==, 0);
    g_assert_false(read_all(folder));
    g_free(path);
    test_folder_remove(folder);
  }
  test_folder_remove(good);
}

static void
test_garbled_version_file_and_text_as_index(void) {
  char *good = make_good_index();
  g_assert_false(read_with(good, "iamglass", "This is no index.\n", 18));
  char *folder = test_folder_new(), *path = g_build_filename(folder, "file", NULL);
  test_folder_write(folder, "file", "This is no stub file.\nNor a database.\n");
  ShimDatabase *database = NULL;
  GError *error = NULL;
  g_assert_false(shim_database_open(path, &database, &error));
  g_assert_error(error, SHIM_ERROR, SHIM_ERROR_ARGUMENT);
  g_error_free(error);
  test_folder_write(folder, "XAPIANDB", "This was a stub once.\n");
  g_assert_false(read_all(folder));
  g_free(path);
  test_folder_remove(folder);
  test_folder_remove(good);
}

/* A block of random bytes anywhere: Xapian has no checksums, so that some go unnoticed; what must
 * hold is that reading ends, and ends well or with an error. */
static void
test_garbled_blocks(void) {
  char *good = make_good_index();
  GRand *random = g_rand_new_with_seed(20);
  for (gsize i = 1; i < G_N_ELEMENTS(tables); i++) {
    char *bytes = NULL;
    gsize length = 0;
    read_table(good, tables[i], &bytes, &length);
    for (gsize block = 0; block + 8192 <= length; block += 8192) {
      char *garbled = g_memdup2(bytes, length);
      for (gsize at = block; at < block + 8192; at++)
        garbled[at] = (char)g_rand_int(random);
      read_with(good, tables[i], garbled, length);
      g_free(garbled);
    }
    g_free(bytes);
  }
  g_rand_free(random);
  test_folder_remove(good);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shim/damage/truncated", test_truncated_files);
  g_test_add_func("/shim/damage/missing", test_missing_files);
  g_test_add_func("/shim/damage/positions", test_positions_that_cannot_be_opened);
  g_test_add_func("/shim/damage/no-index", test_garbled_version_file_and_text_as_index);
  g_test_add_func("/shim/damage/garbled", test_garbled_blocks);
  return g_test_run();
}
