/* tests/shim/fault.c: an exception thrown inside any call comes out as an error, and nothing else.
 */
#include <errno.h>
#include <locale.h>
#include <string.h>

#include "shim/fault.h"

#include "tests/shim/fixture.h"

static char *
stem_to_itself(const char *word, G_GNUC_UNUSED void *context) {
  return g_strdup(word);
}

static bool
never_term(G_GNUC_UNUSED const char *term, G_GNUC_UNUSED unsigned frequency,
           G_GNUC_UNUSED void *context) {
  g_assert_not_reached();
}

static bool
never_document(G_GNUC_UNUSED unsigned id, G_GNUC_UNUSED const ShimDocument *document,
               G_GNUC_UNUSED void *context) {
  g_assert_not_reached();
}

typedef struct {
  char *folder;
  ShimStemmer *stemmer;
  ShimWriter *writer;
  ShimDatabase *database;
  ShimDocument *document;
  ShimQuery *query;
} Handles;

static void
open_handles(Handles *h) {
  h->folder = test_folder_new();
  must(shim_stemmer_new(stem_to_itself, NULL, "itself", &h->stemmer, MUST));
  must(shim_writer_open(h->folder, true, &h->writer, MUST));
  must(shim_database_open(h->folder, &h->database, MUST));
  h->document = fixture_document(NULL, 1, "text");
  h->query = fixture_term("text");
}

static void
close_handles(Handles *h) {
  shim_query_free(h->query);
  shim_document_free(h->document);
  shim_database_free(h->database);
  shim_writer_free(h->writer);
  shim_stemmer_free(h->stemmer);
  test_folder_remove(h->folder);
}

/* The call fails with the fault's message, and its out-parameter is NULL. */
#define fails(call)                                                                                \
  do {                                                                                             \
    GError *error = NULL;                                                                          \
    g_assert_false(call);                                                                          \
    g_assert_error(error, SHIM_ERROR, SHIM_ERROR_INTERNAL);                                        \
    g_assert_nonnull(strstr(error->message, "fault set by a test"));                               \
    g_error_free(error);                                                                           \
  } while (0)
#define fails_to_give(pointer, call)                                                               \
  do {                                                                                             \
    pointer = (void *)&h;                                                                          \
    fails(call);                                                                                   \
    g_assert_null(pointer);                                                                        \
  } while (0)

static void
test_documents_and_stemmers(void) {
  Handles h;
  open_handles(&h);
  ShimStemmer *stemmer = NULL;
  ShimDocument *document = NULL;
  GBytes *data = NULL;
  char *text = NULL, **terms = NULL;
  gsize length = 1;
  shim_fault_armed = 1;
  fails_to_give(stemmer, shim_stemmer_new(stem_to_itself, NULL, "x", &stemmer, &error));
  fails_to_give(text, shim_stemmer_stem(h.stemmer, "x", &text, &error));
  fails_to_give(document, shim_document_new(NULL, &document, &error));
  fails(shim_document_add_filter(h.document, "x", &error));
  fails(shim_document_add_term(h.document, "x", 1, &error));
  fails(shim_document_add_posting(h.document, "x", 1, 1, &error));
  fails(shim_document_set_value(h.document, 1, "x", 1, &error));
  fails(shim_document_set_data(h.document, "x", 1, &error));
  fails_to_give(terms, shim_document_terms(h.document, &terms, &error));
  fails_to_give(data, shim_document_data(h.document, &data, &error));
  fails_to_give(text, shim_document_value(h.document, 1, &text, &length, &error));
  g_assert_cmpuint(length, ==, 0);
  shim_fault_armed = 0;
  close_handles(&h);
}

static void
test_writers_and_databases(void) {
  Handles h;
  open_handles(&h);
  const char *const no_names[] = {NULL};
  ShimWriter *writer = NULL;
  ShimDatabase *database = NULL;
  ShimDocument *document = NULL;
  GArray *ids = NULL;
  GBytes *bytes = NULL;
  char *value = NULL, **values = NULL;
  unsigned count = 1;
  shim_fault_armed = 1;
  fails_to_give(writer, shim_writer_open(h.folder, true, &writer, &error));
  fails(shim_writer_set_names(h.writer, no_names, &error));
  fails(shim_writer_add(h.writer, h.document, &error));
  fails(shim_writer_delete(h.writer, "x", &error));
  fails(shim_writer_set_metadata(h.writer, "x", "y", 1, &error));
  fails(shim_writer_sum_up(h.writer, no_names, NULL, 0, &error));
  fails(shim_writer_commit(h.writer, &error));
  fails_to_give(database, shim_database_open(h.folder, &database, &error));
  fails_to_give(database, shim_database_open_reachable(h.folder, &database, &error));
  fails_to_give(database, shim_database_of_writer(h.writer, &database, &error));
  fails(shim_database_check_tables(h.database, false, &error));
  fails(shim_database_document_count(h.database, &count, &error));
  g_assert_cmpuint(count, ==, 0);
  fails_to_give(bytes, shim_database_metadata(h.database, "x", &bytes, &error));
  fails_to_give(bytes, shim_database_part_metadata(h.database, 0, "x", &bytes, &error));
  fails(shim_database_term_frequency(h.database, "x", &count, &error));
  fails(shim_database_each_term(h.database, "", never_term, NULL, &error));
  fails(shim_database_each_document(h.database, "", never_document, NULL, &error));
  fails_to_give(ids, shim_database_postings(h.database, "x", &ids, &error));
  fails_to_give(values, shim_database_values(h.database, 0, &count, 1, &values, &error));
  fails_to_give(value, shim_database_value(h.database, h.document, 0, &value, &error));
  fails_to_give(document, shim_database_document(h.database, 1, &document, &error));
  shim_fault_armed = 0;
  close_handles(&h);
}

static void
test_queries_and_searches(void) {
  Handles h;
  open_handles(&h);
  static const char *const words[] = {"x", "y"};
  const ShimQuery *parts[] = {h.query, h.query};
  ShimSearchOptions options = shim_search_options_default();
  ShimQuery *query = NULL;
  ShimResult *result = NULL, **results = NULL;
  char **terms = NULL, *text = NULL;
  GPtrArray *both = g_ptr_array_new();
  g_ptr_array_add(both, h.query);
  g_ptr_array_add(both, h.query);
  shim_fault_armed = 1;
  fails_to_give(query, shim_query_term("x", 1, &query, &error));
  fails_to_give(query, shim_query_combine(SHIM_OP_OR, parts, 2, &query, &error));
  fails_to_give(query, shim_queries_combine(SHIM_OP_OR, both, &query, &error));
  fails_to_give(query, shim_query_phrase(words, 2, 0, true, &query, &error));
  fails_to_give(query, shim_query_prefix("x", 1, &query, &error));
  fails_to_give(query, shim_query_scale(h.query, 2, &query, &error));
  fails_to_give(text, shim_query_describe(h.query, &text, &error));
  fails_to_give(result, shim_search(h.database, h.query, &options, &result, &error));
  fails_to_give(results, shim_search_all(h.database, parts, 2, &options, &results, &error));
  fails_to_give(terms, shim_search_matching_terms(h.database, h.query, 1, &terms, &error));
  shim_fault_armed = 0;
  g_ptr_array_unref(both);
  close_handles(&h);
}

/* What the system refuses is no damage of the index, whatever language the system says it in. */
static void
test_the_system_refuses_in_any_language(void) {
  static const char *const languages[] = {"en", "sv"};
  g_assert_nonnull(setlocale(LC_ALL, "C.UTF-8"));
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
    g_setenv("LANGUAGE", languages[i], TRUE);
    ShimDatabase *database = NULL;
    GError *error = NULL;
    for (int refused = 1; refused >= 0; refused--) {
      shim_fault_armed = refused ? -ENOSPC : -EIO;
      g_assert_false(shim_database_open("/nowhere", &database, &error));
      int code = SHIM_ERROR_DAMAGED;
      if (refused)
        code = SHIM_ERROR_INTERNAL;
      g_assert_error(error, SHIM_ERROR, code);
      g_assert_nonnull(strstr(error->message, g_strerror(refused ? ENOSPC : EIO)));
      g_clear_error(&error);
    }
  }
  shim_fault_armed = 0;
}

/* GError is optional, as everywhere in GLib. */
static void
test_errors_may_be_ignored(void) {
  ShimDatabase *database = NULL;
  g_assert_false(shim_database_open("/nowhere/at/all", &database, NULL));
  g_assert_null(database);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shim/fault/documents", test_documents_and_stemmers);
  g_test_add_func("/shim/fault/databases", test_writers_and_databases);
  g_test_add_func("/shim/fault/queries", test_queries_and_searches);
  g_test_add_func("/shim/fault/system", test_the_system_refuses_in_any_language);
  g_test_add_func("/shim/fault/no-error-wanted", test_errors_may_be_ignored);
  return g_test_run();
}
