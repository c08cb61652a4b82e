/* tests/shim/search.c: ranking, pages of hits, facets, collapsing, sorting, matching terms; the
 * same over one database, a stub of two, and remote shards. */
#include <string.h>

#include "tests/shim/fixture.h"
#include "tests/tcpsrv.h"

enum { SLOT_TAG = 1, SLOT_TOWN };

static void
add_tagged(ShimWriter *writer, unsigned number, const char *text, const char *tag,
           const char *town) {
  ShimDocument *document = fixture_document(NULL, number, text);
  must(shim_document_set_value(document, SLOT_TAG, tag, strlen(tag), MUST));
  must(shim_document_set_value(document, SLOT_TOWN, town, strlen(town), MUST));
  must(shim_writer_add(writer, document, MUST));
  shim_document_free(document);
}

/* The even documents are left out of the first index and the odd ones of the second, as shards
 * would have them; modulus 1 takes all. */
static void
write_index(const char *path, unsigned modulus, unsigned rest) {
  static const char *const rows[][3] = {
      {"dialog", "strength", "2580"},
      {"dialog om budget och mål", "weakness", "2580"},
      {"medborgardialog", "strength", "1283"},
      {"dialog dialog dialog", "strength", "1283"},
      {"uppföljning av mål", "improvement", "0114"},
      {"dialog med många ord som gör texten lång och vikten liten", "weakness", "0114"},
  };
  ShimWriter *writer = NULL;
  must(shim_writer_open(path, true, &writer, MUST));
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++)
    if (i % modulus == rest)
      add_tagged(writer, i + 1, rows[i][0], rows[i][1], rows[i][2]);
  must(shim_writer_set_metadata(writer, "version", "7", 1, MUST));
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
}

static ShimResult *
run(const ShimDatabase *database, ShimQuery *query, const ShimSearchOptions *options) {
  ShimResult *result = NULL;
  must(shim_search(database, query, options, &result, MUST));
  shim_query_free(query);
  return result;
}

static void
assert_hits(const ShimResult *result, const char *expected) {
  GString *found = g_string_new(NULL);
  for (gsize i = 0; i < result->hit_count; i++) {
    GBytes *data = NULL;
    must(shim_document_data(result->hits[i].document, &data, MUST));
    g_string_append_printf(found, "%s%.*s", i > 0 ? "|" : "", (int)g_bytes_get_size(data),
                           (const char *)g_bytes_get_data(data, NULL));
    g_bytes_unref(data);
  }
  g_assert_cmpstr(found->str, ==, expected);
  g_string_free(found, TRUE);
}

static void
assert_facet(const ShimResult *result, gsize index, const char *expected) {
  g_assert_cmpuint(index, <, result->facet_count);
  GString *found = g_string_new(NULL);
  const ShimFacet *facet = &result->facets[index];
  for (guint i = 0; i < facet->values->len; i++)
    if (facet->counts[i] > 0)
      g_string_append_printf(found, "%s:%u ", (char *)facet->values->pdata[i], facet->counts[i]);
  g_assert_cmpstr(found->str, ==, expected);
  g_string_free(found, TRUE);
}

static void
check_ranking_and_pages(const ShimDatabase *database) {
  ShimSearchOptions options = shim_search_options_default();
  options.check_at_least = 1000;
  options.limit = 2;
  ShimResult *result = run(database, fixture_term("dialog"), &options);
  assert_hits(result, "dialog dialog dialog|dialog");
  g_assert_cmpuint(result->total, ==, 4);
  g_assert_cmpfloat(result->hits[0].weight, >, result->hits[1].weight);
  shim_result_free(result);
  options.offset = 3;
  result = run(database, fixture_term("dialog"), &options);
  assert_hits(result, "dialog med många ord som gör texten lång och vikten liten");
  shim_result_free(result);
  options.offset = G_MAXUINT;
  options.limit = G_MAXUINT;
  result = run(database, fixture_term("dialog"), &options);
  assert_hits(result, "");
  g_assert_cmpuint(result->total, ==, 4);
  shim_result_free(result);
}

static void
check_facets(const ShimDatabase *database) {
  static const unsigned slots[] = {SLOT_TAG, SLOT_TOWN, 9};
  ShimSearchOptions options = shim_search_options_default();
  options.check_at_least = 1000;
  options.limit = 1;
  options.facet_slots = slots;
  options.facet_count = 3;
  for (unsigned attempt = 1; attempt <= 2; attempt++) { /* the second from what the first kept */
    ShimResult *result = run(database, fixture_term("dialog"), &options);
    assert_facet(result, 0, "strength:2 weakness:2 ");
    assert_facet(result, 1, "0114:1 1283:1 2580:2 ");
    assert_facet(result, 2, "");
    shim_result_free(result);
  }
  ShimResult *result = run(database, fixture_term("uppföljning"), &options);
  assert_facet(result, 0, "improvement:1 ");
  assert_facet(result, 1, "0114:1 ");
  shim_result_free(result);
}

/* Two of the four have one value, of which the better is left; a search without marked matches
 * leaves all. The second attempt goes by lists, where there are any. */
static void
check_repeats(const ShimDatabase *database) {
  static const unsigned slots[] = {SLOT_TAG};
  ShimSearchOptions options = shim_search_options_default();
  options.check_at_least = SHIM_ALL_MATCHES;
  options.facet_slots = slots;
  options.facet_count = 1;
  options.repeat_slot = SLOT_TOWN;
  for (unsigned attempt = 1; attempt <= 2; attempt++) {
    options.repeat_mark = "dialog";
    options.offset = 1;
    ShimResult *result = run(database, fixture_term("dialog"), &options);
    assert_hits(result, "dialog|dialog med många ord som gör texten lång och vikten liten");
    assert_facet(result, 0, "strength:2 weakness:1 ");
    g_assert_cmpuint(result->total, ==, 3);
    shim_result_free(result);
    options.limit = 0; /* facets alone */
    result = run(database, fixture_term("dialog"), &options);
    assert_facet(result, 0, "strength:2 weakness:1 ");
    shim_result_free(result);
    options.repeat_mark = "finns-inte";
    options.limit = 10;
    result = run(database, fixture_term("dialog"), &options);
    g_assert_cmpuint(result->total, ==, 4);
    shim_result_free(result);
  }
}

static void
check_collapse_and_sort(const ShimDatabase *database) {
  ShimSearchOptions options = shim_search_options_default();
  options.check_at_least = 1000;
  options.collapse_slot = SLOT_TOWN;
  ShimResult *result = run(database, fixture_term("dialog"), &options);
  assert_hits(result, "dialog dialog dialog|dialog|dialog med många ord som gör texten lång och "
                      "vikten liten");
  shim_result_free(result);
  options.collapse_count = 2;
  result = run(database, fixture_term("dialog"), &options);
  g_assert_cmpuint(result->hit_count, ==, 4);
  shim_result_free(result);
  options = shim_search_options_default();
  options.sort_slot = SLOT_TOWN;
  result = run(database, fixture_term("dialog"), &options);
  assert_hits(result, "dialog med många ord som gör texten lång och vikten liten|dialog dialog "
                      "dialog|dialog|dialog om budget och mål");
  shim_result_free(result);
}

static void
check_weightings(const ShimDatabase *database) {
  for (int weighting = SHIM_WEIGHT_BM25; weighting <= SHIM_WEIGHT_BOOL; weighting++) {
    ShimSearchOptions options = shim_search_options_default();
    options.weighting = (ShimWeighting)weighting;
    options.check_at_least = 1000;
    ShimResult *result = run(database, fixture_term("dialog"), &options);
    g_assert_cmpuint(result->hit_count, ==, 4);
    if (weighting == SHIM_WEIGHT_BOOL)
      g_assert_cmpfloat(result->hits[0].weight, ==, 0);
    else
      g_assert_cmpfloat(result->hits[0].weight, >, 0);
    shim_result_free(result);
  }
}

static void
check_phrase_and_prefix(const ShimDatabase *database) {
  static const char *const words[] = {"om", "budget"};
  ShimQuery *query = NULL;
  must(shim_query_phrase(words, 2, 0, true, &query, MUST));
  fixture_assert_search(database, query, "dialog om budget och mål");
  must(shim_query_prefix("m", 100, &query, MUST));
  ShimSearchOptions options = shim_search_options_default();
  options.check_at_least = 1000;
  ShimResult *result = run(database, query, &options);
  g_assert_cmpuint(result->total, ==, 4);
  shim_result_free(result);
}

static void
check_matching_terms(const ShimDatabase *database) {
  ShimQuery *parts[] = {fixture_term("mål"), fixture_term("finns-inte"), fixture_term("budget"),
                        NULL};
  must(shim_query_prefix("d", 5, &parts[3], MUST));
  ShimQuery *query = NULL;
  must(shim_query_combine(SHIM_OP_OR, (const ShimQuery *const *)parts, 4, &query, MUST));
  ShimSearchOptions options = shim_search_options_default();
  options.limit = 1;
  ShimResult *result = NULL;
  must(shim_search(database, query, &options, &result, MUST));
  assert_hits(result, "dialog om budget och mål");
  char **terms = NULL;
  must(shim_search_matching_terms(database, query, result->hits[0].id, &terms, MUST));
  char *joined = g_strjoinv(" ", terms);
  g_assert_cmpstr(joined, ==, "mål budget dialog");
  g_free(joined);
  g_strfreev(terms);
  GError *error = NULL;
  g_assert_false(shim_search_matching_terms(database, query, 4711, &terms, &error));
  g_assert_error(error, SHIM_ERROR, SHIM_ERROR_ARGUMENT);
  g_assert_null(terms);
  g_error_free(error);
  shim_result_free(result);
  shim_query_free(query);
  for (unsigned i = 0; i < 4; i++)
    shim_query_free(parts[i]);
}

static bool
count_visit(G_GNUC_UNUSED unsigned id, G_GNUC_UNUSED const ShimDocument *document, void *context) {
  ++*(unsigned *)context;
  return true;
}

static void
check_reading(const ShimDatabase *database) {
  unsigned frequency = 0, visits = 0;
  must(shim_database_term_frequency(database, "dialog", &frequency, MUST));
  g_assert_cmpuint(frequency, ==, 4);
  must(shim_database_each_document(database, "", count_visit, &visits, MUST));
  g_assert_cmpuint(visits, ==, 6);
  GBytes *version = NULL;
  must(shim_database_metadata(database, "version", &version, MUST));
  g_assert_cmpstr(g_bytes_get_data(version, NULL), ==, "7");
  g_bytes_unref(version);
}

/* Everything that a search offers, over whatever the path names. */
static void
check_all(const char *path) {
  ShimDatabase *database = fixture_open(path);
  g_assert_cmpuint(fixture_count(database), ==, 6);
  check_ranking_and_pages(database);
  check_facets(database);
  check_repeats(database);
  check_collapse_and_sort(database);
  check_weightings(database);
  check_phrase_and_prefix(database);
  check_matching_terms(database);
  check_reading(database);
  shim_database_free(database);
}

static void
test_one_database(void) {
  char *folder = test_folder_new();
  write_index(folder, 1, 0);
  check_all(folder);
  test_folder_remove(folder);
}

static void
write_shards(const char *folder) {
  for (unsigned i = 0; i < 2; i++) {
    char *path = g_strdup_printf("%s/shard-%u", folder, i);
    write_index(path, 2, i);
    g_free(path);
  }
}

static void
test_stub_of_two_shards(void) {
  char *folder = test_folder_new();
  write_shards(folder);
  test_folder_write(folder, "XAPIANDB", "auto shard-0\nauto shard-1\n");
  check_all(folder);
  char *stub = g_build_filename(folder, "XAPIANDB", NULL);
  check_all(stub);
  g_free(stub);
  test_folder_remove(folder);
}

static void
test_a_stub_is_read_when_it_is_opened(void) {
  char *folder = test_folder_new();
  write_shards(folder);
  test_folder_write(folder, "XAPIANDB", "auto shard-0\nauto shard-1\n");
  ShimDatabase *database = fixture_open(folder);
  test_folder_write(folder, "XAPIANDB", "auto shard-1\n");
  g_assert_cmpuint(fixture_count(database), ==, 6);
  fixture_open_anew(&database, folder);
  g_assert_cmpuint(fixture_count(database), ==, 3);
  shim_database_free(database);
  test_folder_remove(folder);
}

static void
test_two_remote_shards(void) {
  char *program = test_tcpsrv_find();
  if (program == NULL) {
    g_test_skip("xapian-tcpsrv (package xapian-tools) is not installed");
    return;
  }
  char *folder = test_folder_new();
  write_shards(folder);
  GPid servers[2];
  unsigned ports[2];
  for (unsigned i = 0; i < 2; i++) {
    char *path = g_strdup_printf("%s/shard-%u", folder, i);
    servers[i] = test_tcpsrv_start(program, path, &ports[i]);
    g_free(path);
  }
  char *text = g_strdup_printf("remote 127.0.0.1:%u\nremote 127.0.0.1:%u\n", ports[0], ports[1]);
  test_folder_write(folder, "remote", text);
  char *stub = g_build_filename(folder, "remote", NULL);
  check_all(stub);
  g_free(text);
  text = g_strdup_printf("auto shard-0\nremote 127.0.0.1:%u\n", ports[1]);
  test_folder_write(folder, "remote", text);
  check_all(stub);
  test_tcpsrv_stop(servers[0]);
  test_tcpsrv_stop(servers[1]);
  ShimDatabase *database = NULL;
  GError *error = NULL;
  g_assert_false(shim_database_open(stub, &database, &error));
  g_assert_error(error, SHIM_ERROR, SHIM_ERROR_NETWORK);
  g_error_free(error);
  g_free(text);
  g_free(stub);
  g_free(program);
  test_folder_remove(folder);
}

static void
test_hits_outlive_their_database(void) {
  char *folder = test_folder_new();
  write_index(folder, 1, 0);
  ShimDatabase *database = fixture_open(folder);
  ShimSearchOptions options = shim_search_options_default();
  ShimResult *result = run(database, fixture_term("medborgardialog"), &options);
  shim_database_free(database);
  assert_hits(result, "medborgardialog");
  shim_result_free(result);
  shim_result_free(NULL);
  test_folder_remove(folder);
}

static void
test_nothing_is_asked_after_the_deadline(void) {
  char *folder = test_folder_new();
  write_index(folder, 1, 0);
  ShimDatabase *database = fixture_open(folder);
  ShimQuery *query = fixture_term("dialog");
  ShimSearchOptions options = shim_search_options_default();
  ShimResult *result = NULL;
  GError *error = NULL;
  shim_deadline_set(g_get_monotonic_time() - 1);
  g_assert_false(shim_search(database, query, &options, &result, &error));
  g_assert_error(error, SHIM_ERROR, SHIM_ERROR_TIMEOUT);
  g_assert_null(result);
  g_clear_error(&error);
  g_assert_false(shim_deadline_check(NULL));
  shim_deadline_set(g_get_monotonic_time() + 60 * G_USEC_PER_SEC);
  must(shim_search(database, query, &options, &result, MUST));
  shim_result_free(result);
  shim_deadline_set(0);
  must(shim_deadline_check(MUST));
  shim_query_free(query);
  shim_database_free(database);
  test_folder_remove(folder);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shim/search/one", test_one_database);
  g_test_add_func("/shim/search/stub", test_stub_of_two_shards);
  g_test_add_func("/shim/search/stub-changes", test_a_stub_is_read_when_it_is_opened);
  g_test_add_func("/shim/search/remote", test_two_remote_shards);
  g_test_add_func("/shim/search/lifetime", test_hits_outlive_their_database);
  g_test_add_func("/shim/search/deadline", test_nothing_is_asked_after_the_deadline);
  return g_test_run();
}
