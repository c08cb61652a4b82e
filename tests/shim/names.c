/* tests/shim/names.c: terms that are stored by short names are told apart from others by nothing
 * but the size of the database. */
#include "tests/shim/fixture.h"

static const char *const texts[] = {"budget mål", "mål mutor möte mål", "medborgare med mål",
                                    "kundtjänst", "kund kontakt",       NULL};

static void
write_index(const char *folder, bool named) {
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  if (named)
    fixture_set_names(writer);
  for (unsigned i = 0; texts[i] != NULL; i++)
    fixture_add(writer, i + 1, texts[i]);
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
}

static bool
collect_term(const char *term, unsigned frequency, void *context) {
  g_string_append_printf(context, "%s:%u ", term, frequency);
  return true;
}

static void
append_hits(GString *all, const ShimDatabase *database, ShimQuery *query) {
  ShimSearchOptions options = shim_search_options_default();
  ShimResult *result = NULL;
  must(shim_search(database, query, &options, &result, MUST));
  for (gsize i = 0; i < result->hit_count; i++) {
    char **terms = NULL;
    must(shim_search_matching_terms(database, query, result->hits[i].id, &terms, MUST));
    char *joined = g_strjoinv(",", terms);
    g_string_append_printf(all, "%u %.9g %s;", result->hits[i].id, result->hits[i].weight, joined);
    g_free(joined);
    g_strfreev(terms);
  }
  g_string_append_c(all, '\n');
  shim_result_free(result);
  shim_query_free(query);
}

/* All that can be told of terms. */
static char *
told(const char *folder) {
  ShimDatabase *database = fixture_open(folder);
  GString *all = g_string_new(NULL);
  must(shim_database_each_term(database, "", collect_term, all, MUST));
  must(shim_database_each_term(database, "m", collect_term, all, MUST));
  must(shim_database_check_tables(database, true, MUST));
  for (const char *const *word = (const char *const[]){"mål", "med", "inget", "\x01", NULL};
       *word != NULL; word++) {
    unsigned count = 0;
    GArray *ids = NULL;
    must(shim_database_term_frequency(database, *word, &count, MUST));
    must(shim_database_postings(database, *word, &ids, MUST));
    g_string_append_printf(all, "%u %u ", count, ids->len);
    g_array_unref(ids);
    append_hits(all, database, fixture_term(*word));
    ShimQuery *prefix = NULL;
    must(shim_query_prefix(*word, 3, &prefix, MUST));
    append_hits(all, database, prefix);
  }
  ShimQuery *prefix = NULL;
  must(shim_query_prefix("m", 2, &prefix, MUST));
  append_hits(all, database, prefix);
  shim_database_free(database);
  return g_string_free(all, FALSE);
}

static void
assert_told_alike(const char *folder, const char *other) {
  char *one = told(folder), *two = told(other);
  g_assert_cmpstr(one, ==, two);
  g_free(one);
  g_free(two);
}

/* Takes out and replaces by terms that have names. */
static void
change(const char *folder) {
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, false, &writer, MUST));
  must(shim_writer_delete(writer, "mutor", MUST));
  ShimDocument *document = fixture_document(writer, 9, "kontakt chef");
  fixture_replace(writer, "kontakt", document);
  shim_document_free(document);
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
}

static void
test_names_are_not_seen(void) {
  char *folder = test_folder_new();
  char *plain = g_build_filename(folder, "plain", NULL),
       *named = g_build_filename(folder, "named", NULL),
       *packed = g_build_filename(folder, "packed", NULL);
  write_index(plain, false);
  write_index(named, true);
  assert_told_alike(plain, named);
  change(plain);
  change(named);
  assert_told_alike(plain, named);
  must(shim_database_compact((const char *const[]){named, NULL}, packed, MUST));
  assert_told_alike(plain, packed);
  g_free(plain);
  g_free(named);
  g_free(packed);
  test_folder_remove(folder);
}

#define assert_refused(call)                                                                       \
  do {                                                                                             \
    GError *error = NULL;                                                                          \
    g_assert_false(call);                                                                          \
    g_assert_error(error, SHIM_ERROR, SHIM_ERROR_ARGUMENT);                                        \
    g_error_free(error);                                                                           \
  } while (0)

static void
test_names_that_would_be_mixed_are_refused(void) {
  char *folder = test_folder_new();
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  fixture_add(writer, 1, "budget");
  assert_refused(shim_writer_set_names(writer, (const char *const[]){"budget", NULL}, &error));
  assert_refused(shim_writer_set_names(writer, (const char *const[]){"", NULL}, &error));
  ShimDocument *unnamed = fixture_document(NULL, 2, "chef");
  must(shim_writer_set_names(writer, (const char *const[]){"chef", NULL}, MUST));
  assert_refused(shim_writer_add(writer, unnamed, &error));
  assert_refused(shim_writer_set_names(writer, (const char *const[]){"plan", NULL}, &error));
  shim_document_free(unnamed);
  shim_writer_free(writer);
  test_folder_remove(folder);
}

static void
test_damaged_names_are_told(void) {
  for (const char *const *damaged = (const char *const[]){"x", "x|", "x|chef", "x|chef|y", NULL};
       *damaged != NULL; damaged++) {
    char *folder = test_folder_new(), *bytes = g_strdup(*damaged);
    gsize length = strlen(bytes);
    for (gsize i = 0; i < length; i++)
      bytes[i] = bytes[i] == '|' ? '\0' : bytes[i];
    ShimWriter *writer = NULL;
    must(shim_writer_open(folder, true, &writer, MUST));
    must(shim_writer_set_metadata(writer, "shim-names", bytes, length, MUST));
    must(shim_writer_commit(writer, MUST));
    shim_writer_free(writer);
    ShimDatabase *database = fixture_open(folder);
    unsigned count = 0;
    GError *error = NULL;
    g_assert_false(shim_database_term_frequency(database, "chef", &count, &error));
    g_assert_error(error, SHIM_ERROR, SHIM_ERROR_DAMAGED);
    g_error_free(error);
    shim_database_free(database);
    g_free(bytes);
    test_folder_remove(folder);
  }
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shim/names/unseen", test_names_are_not_seen);
  g_test_add_func("/shim/names/mixed", test_names_that_would_be_mixed_are_refused);
  g_test_add_func("/shim/names/damaged", test_damaged_names_are_told);
  return g_test_run();
}
