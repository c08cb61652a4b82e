/* tests/shim/summary.c: what is summed up of all documents is what each says by itself, or it is
 * not used. */
#include "tests/shim/fixture.h"

enum { SLOT_NUMBER, SLOT_LETTER }; /* fixture_document() fills the first */

static const char *const FIRST[] = {"plan", "plan budget", "chef plan plan plan", NULL};
static const char *const SECOND[] = {"budget chef mutor", "plan", NULL};

/* Each with its first letter in a slot, save for one. */
static void
write_texts(const char *path, unsigned number, const char *const *texts) {
  ShimWriter *writer = NULL;
  must(shim_writer_open(path, true, &writer, MUST));
  for (; *texts != NULL; texts++, number++) {
    ShimDocument *document = fixture_document(writer, number, *texts);
    if (number != 2)
      must(shim_document_set_value(document, SLOT_LETTER, *texts, 1, MUST));
    must(shim_writer_add(writer, document, MUST));
    shim_document_free(document);
  }
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
}

/* The hits for "plan" with their weights, and the letters counted, by lists or by Xapian. */
static char *
told(const char *path, bool by_lists) {
  static const unsigned slot = SLOT_LETTER;
  ShimSearchOptions options = shim_search_options_default();
  options.check_at_least = by_lists ? SHIM_ALL_MATCHES : 100;
  options.facet_slots = &slot;
  options.facet_count = 1;
  ShimDatabase *database = fixture_open(path);
  ShimQuery *query = fixture_term("plan");
  ShimResult *result = NULL;
  must(shim_search(database, query, &options, &result, MUST));
  GString *all = g_string_new(NULL);
  for (gsize i = 0; i < result->hit_count; i++)
    g_string_append_printf(all, "%u %.9f ", result->hits[i].id, result->hits[i].weight);
  for (guint i = 0; i < result->facets[0].values->len; i++)
    if (result->facets[0].counts[i] > 0)
      g_string_append_printf(all, "%s:%u ", (char *)result->facets[0].values->pdata[i],
                             result->facets[0].counts[i]);
  shim_result_free(result);
  shim_query_free(query);
  shim_database_free(database);
  return g_string_free(all, FALSE);
}

static void
assert_tells_the_same(const char *path) {
  char *lists = told(path, true), *xapian = told(path, false);
  g_assert_cmpstr(lists, ==, xapian);
  g_assert_nonnull(strchr(lists, ':'));
  g_free(lists);
  g_free(xapian);
}

static void
sum_up(const char *path, const char *const *parts) {
  static const unsigned slots[] = {SLOT_LETTER, SLOT_NUMBER};
  ShimWriter *writer = NULL;
  must(shim_writer_open(path, true, &writer, MUST));
  must(shim_writer_sum_up(writer, parts, slots, G_N_ELEMENTS(slots), MUST));
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
}

static bool
has_summary(const char *path) {
  ShimDatabase *database = fixture_open(path);
  GBytes *bytes = NULL;
  must(shim_database_metadata(database, "shim-summary", &bytes, MUST));
  bool has = g_bytes_get_size(bytes) > 0;
  g_bytes_unref(bytes);
  shim_database_free(database);
  return has;
}

static void
test_parts_are_summed_up_as_one(void) {
  char *folder = test_folder_new();
  char *one = g_build_filename(folder, "one", NULL), *two = g_build_filename(folder, "two", NULL),
       *own = g_build_filename(folder, "own", NULL), *all = g_build_filename(folder, "all", NULL);
  write_texts(one, 1, FIRST);
  write_texts(two, 4, SECOND);
  sum_up(own, (const char *const[]){one, two, NULL});
  must(shim_database_compact((const char *const[]){one, two, own, NULL}, all, MUST));
  g_assert_true(has_summary(all));
  assert_tells_the_same(all);
  g_free(one);
  g_free(two);
  g_free(own);
  g_free(all);
  test_folder_remove(folder);
}

static void
test_documents_that_are_missing_are_counted_nowhere(void) {
  char *folder = test_folder_new();
  ShimWriter *writer = NULL;
  write_texts(folder, 1, FIRST);
  must(shim_writer_open(folder, false, &writer, MUST));
  must(shim_writer_delete(writer, "Q1", MUST));
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
  sum_up(folder, (const char *const[]){NULL});
  assert_tells_the_same(folder);
  test_folder_remove(folder);
}

static void
test_altered_documents_have_no_summary(void) {
  char *folder = test_folder_new();
  write_texts(folder, 1, FIRST);
  sum_up(folder, (const char *const[]){NULL});
  g_assert_true(has_summary(folder));
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, false, &writer, MUST));
  ShimDocument *document = fixture_document(writer, 1, "plan mutor mutor mutor");
  must(shim_document_set_value(document, SLOT_LETTER, "x", 1, MUST));
  fixture_replace(writer, "Q1", document);
  shim_document_free(document);
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
  g_assert_false(has_summary(folder));
  assert_tells_the_same(folder);
  test_folder_remove(folder);
}

/* By Xapian's own tools two databases may become one, with the summary of the first. */
static void
test_summary_of_other_documents_is_not_used(void) {
  char *folder = test_folder_new();
  char *one = g_build_filename(folder, "one", NULL), *two = g_build_filename(folder, "two", NULL),
       *all = g_build_filename(folder, "all", NULL);
  write_texts(one, 1, FIRST);
  write_texts(two, 4, SECOND);
  sum_up(one, (const char *const[]){NULL});
  must(shim_database_compact((const char *const[]){one, two, NULL}, all, MUST));
  g_assert_true(has_summary(all));
  assert_tells_the_same(all);
  g_free(one);
  g_free(two);
  g_free(all);
  test_folder_remove(folder);
}

/* Where values stand together they are summed up by runs alone; by them, too, it is told which
 * matches say the same. */
static void
test_runs_tell_what_says_the_same(void) {
  enum { DOCUMENTS = 100, HALF = 50 };
  char *folder = test_folder_new();
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  for (unsigned i = 1; i <= DOCUMENTS; i++) {
    ShimDocument *document = fixture_document(writer, i, "plan XD1");
    must(shim_document_set_value(document, SLOT_LETTER, i <= HALF ? "a" : "b", 1, MUST));
    must(shim_writer_add(writer, document, MUST));
    shim_document_free(document);
  }
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
  sum_up(folder, (const char *const[]){NULL});
  assert_tells_the_same(folder);
  ShimDatabase *database = fixture_open(folder);
  ShimSearchOptions options = shim_search_options_default();
  options.repeat_mark = "XD1";
  options.repeat_slot = SLOT_LETTER;
  options.check_at_least = SHIM_ALL_MATCHES;
  ShimQuery *query = fixture_term("plan");
  ShimResult *result = NULL;
  must(shim_search(database, query, &options, &result, MUST));
  g_assert_cmpuint(result->total, ==, 2);
  g_assert_cmpuint(result->hits[0].id, ==, 1);
  g_assert_cmpuint(result->hits[1].id, ==, HALF + 1);
  shim_result_free(result);
  shim_query_free(query);
  shim_database_free(database);
  test_folder_remove(folder);
}

static void
test_damaged_summary_is_told(void) {
  char *folder = test_folder_new();
  write_texts(folder, 1, FIRST);
  for (const char *const *damaged = (const char *const[]){"x", "\x28\xb5\x2f\xfd\x20\x01", NULL};
       *damaged != NULL; damaged++) {
    ShimWriter *writer = NULL;
    must(shim_writer_open(folder, false, &writer, MUST));
    must(shim_writer_set_metadata(writer, "shim-summary", *damaged, strlen(*damaged), MUST));
    must(shim_writer_commit(writer, MUST));
    shim_writer_free(writer);
    ShimDatabase *database = fixture_open(folder);
    ShimSearchOptions options = shim_search_options_default();
    options.check_at_least = SHIM_ALL_MATCHES;
    ShimQuery *query = fixture_term("plan");
    ShimResult *result = NULL;
    GError *error = NULL;
    g_assert_false(shim_search(database, query, &options, &result, &error));
    g_assert_error(error, SHIM_ERROR, SHIM_ERROR_DAMAGED);
    g_error_free(error);
    shim_query_free(query);
    shim_database_free(database);
  }
  test_folder_remove(folder);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shim/summary/parts", test_parts_are_summed_up_as_one);
  g_test_add_func("/shim/summary/gaps", test_documents_that_are_missing_are_counted_nowhere);
  g_test_add_func("/shim/summary/altered", test_altered_documents_have_no_summary);
  g_test_add_func("/shim/summary/others", test_summary_of_other_documents_is_not_used);
  g_test_add_func("/shim/summary/runs", test_runs_tell_what_says_the_same);
  g_test_add_func("/shim/summary/damaged", test_damaged_summary_is_told);
  return g_test_run();
}
