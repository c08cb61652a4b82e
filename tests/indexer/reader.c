/* tests/indexer/reader.c: what was indexed can be read and found again, over any kind of shards. */
#include "corpus/text/sorted_line.h"
#include "indexer/schema.h"
#include "indexer/terms.h"
#include "tests/indexer/fixture.h"
#include "tests/tcpsrv.h"

#define LULEA                                                                                      \
  "2580 2018 10 2\n1 1.5 strength Kommunen har en visselblåsare\n"                                \
  "4 4.4 improvement Fler chefskontrakt\n1 1.5 neutral Kommunen har en visselblåsare.\n"
#define KALIX "2514 2012 3 1\n4 4.4 weakness Chefskontrakt saknas\n0 - background Om metoden\n"
#define TYRESO "0138 2019 5 3\n2 2.1 strength Ett kundcenter\n"

typedef struct {
  char *folder, *reports, *index;
} Fixture;

static void
set_up(Fixture *f, gconstpointer shards) {
  f->folder = test_folder_new();
  f->reports = g_build_filename(f->folder, "reports", NULL);
  f->index = g_build_filename(f->folder, "index", NULL);
  g_assert_cmpint(g_mkdir(f->reports, 0700), ==, 0);
  test_folder_write(f->reports, "a.txt", LULEA);
  test_folder_write(f->reports, "b.txt", KALIX);
  test_folder_write(f->reports, "c.txt", TYRESO);
  fixture_update_with(f->index, f->reports, GPOINTER_TO_UINT(shards), false, "3 0 0 0 0 0");
}

static void
tear_down(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  g_free(f->reports);
  g_free(f->index);
  test_folder_remove(f->folder);
}

static void
check_reports(const IndexerReader *reader) {
  const GPtrArray *reports = indexer_reader_reports(reader);
  g_assert_cmpuint(reports->len, ==, 3);
  const CorpusReport *kalix = reports->pdata[0], *lulea = reports->pdata[1];
  g_assert_cmpstr(kalix->id, ==, "kalix-2012");
  g_assert_true(indexer_reader_report(reader, "kalix-2012") == kalix);
  g_assert_null(indexer_reader_report(reader, "kalix-2013"));
  g_assert_cmpstr(kalix->source, ==, "b.txt");
  g_assert_cmpstr(kalix->municipality->code, ==, "2514");
  g_assert_true(kalix->year == 2012 && kalix->month == 3 && kalix->evaluation == 1);
  g_assert_cmpuint(indexer_reader_passage_count(reader, kalix), ==, 2);
  g_assert_cmpuint(indexer_reader_passage_count(reader, lulea), ==, 3);
  g_assert_cmpuint(indexer_reader_passage_count(reader, NULL), ==, 6);
}

static void
check_whole_report(const IndexerReader *reader) {
  GError *error = NULL;
  CorpusReport *report = indexer_reader_whole_report(reader, "lulea-2018", &error);
  g_assert_no_error(error);
  g_assert_cmpuint(report->passages->len, ==, 3);
  const CorpusPassage *second = report->passages->pdata[1];
  g_assert_cmpuint(second->number, ==, 2);
  g_assert_cmpstr(second->text, ==, "Fler chefskontrakt");
  g_assert_cmpstr(second->question, ==, "4.4");
  g_assert_true(second->tag == CORPUS_TAG_IMPROVEMENT);
  corpus_report_free(report);
  g_assert_null(indexer_reader_whole_report(reader, "nowhere-1", &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_NOT_FOUND);
  g_error_free(error);
}

static bool
stop_at_second(const IndexerPassage *passage, G_GNUC_UNUSED unsigned id, void *context) {
  fixture_append_passage(passage, id, context);
  return passage->passage->number < 2;
}

static void
check_each_passage(const IndexerReader *reader) {
  GString *seen = g_string_new(NULL);
  const CorpusReport *lulea = indexer_reader_report(reader, "lulea-2018");
  g_assert_true(indexer_reader_each_passage(reader, lulea, stop_at_second, seen, NULL));
  g_assert_cmpstr(seen->str, ==,
                  "lulea-2018/1 Kommunen har en visselblåsare\nlulea-2018/2 Fler chefskontrakt\n");
  g_string_truncate(seen, 0);
  g_assert_true(indexer_reader_each_passage(reader, NULL, stop_at_second, seen, NULL));
  g_assert_cmpstr(seen->str, ==, "kalix-2012/1 Chefskontrakt saknas\nkalix-2012/2 Om metoden\n");
  g_string_free(seen, TRUE);
}

static void
check_strengths(const IndexerReader *reader) {
  GError *error = NULL;
  GArray *strengths = indexer_reader_strengths(reader, "1.5", &error);
  g_assert_no_error(error);
  g_assert_cmpuint(strengths->len, ==, 1);
  const IndexerPassage *found = &g_array_index(strengths, IndexerPassage, 0);
  g_assert_cmpstr(found->report->id, ==, "lulea-2018");
  g_assert_cmpuint(found->passage->number, ==, 1); /* 3 is on the question, but no strength */
  g_array_unref(strengths);
  strengths = indexer_reader_strengths(reader, "4.4", &error);
  g_assert_cmpuint(strengths->len, ==, 0);
  g_array_unref(strengths);
}

/* The ids of the passages that the query finds, in their order. Frees the query. */
static void
assert_finds(const IndexerReader *reader, ShimQuery *query, int collapse_slot,
             const char *expected) {
  ShimSearchOptions options = shim_search_options_default();
  options.collapse_slot = collapse_slot;
  ShimResult *result = NULL;
  GError *error = NULL;
  g_assert_true(shim_search(indexer_reader_database(reader), query, &options, &result, &error));
  g_assert_no_error(error);
  GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
  for (gsize i = 0; i < result->hit_count; i++) {
    IndexerPassage passage = {0};
    g_assert_true(indexer_reader_passage_of(reader, result->hits[i].document, &passage, &error));
    g_ptr_array_add(found, g_strdup_printf("%s/%u", passage.report->id, passage.passage->number));
    indexer_passage_clear(&passage);
  }
  g_ptr_array_sort(found, corpus_texts_compare);
  g_ptr_array_add(found, NULL);
  char *joined = g_strjoinv(" ", (char **)found->pdata);
  g_assert_cmpstr(joined, ==, expected);
  g_free(joined);
  g_ptr_array_unref(found);
  shim_result_free(result);
  shim_query_free(query);
}

static ShimQuery *
term_query(const char *prefix, const char *value) {
  ShimQuery *query = NULL;
  char *term = g_strconcat(prefix, value, NULL);
  g_assert_true(shim_query_term(term, 1, &query, NULL));
  g_free(term);
  return query;
}

static void
check_filters(const IndexerReader *reader) {
  static const char *const expected[][3] = {
      {INDEXER_FILTER_REPORT, "kalix-2012", "kalix-2012/1 kalix-2012/2"},
      {INDEXER_FILTER_AREA, "4", "kalix-2012/1 lulea-2018/2"},
      {INDEXER_FILTER_QUESTION, "4.4", "kalix-2012/1 lulea-2018/2"},
      {INDEXER_FILTER_TAG, "background", "kalix-2012/2"}};
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
    ShimQuery *filter = term_query(expected[i][0], expected[i][1]);
    ShimQuery *passages = term_query("", ""), *both = NULL;
    const ShimQuery *parts[] = {passages, filter};
    g_assert_true(shim_query_combine(SHIM_OP_FILTER, parts, 2, &both, NULL));
    assert_finds(reader, both, -1, expected[i][2]);
    shim_query_free(filter);
    shim_query_free(passages);
  }
}

static void
check_words(const IndexerReader *reader) {
  IndexerTerms *terms = indexer_terms_new(NULL);
  const char *word = indexer_terms_of_word(terms, "chefskontrakt", NULL);
  assert_finds(reader, term_query(INDEXER_PREFIX_TEXT, word), -1, "kalix-2012/1 lulea-2018/2");
  word = indexer_terms_of_word(terms, "visselblåsare", NULL);
  assert_finds(reader, term_query(INDEXER_PREFIX_TEXT, word), -1, "lulea-2018/1 lulea-2018/3");
  assert_finds(reader, term_query(INDEXER_PREFIX_TEXT, word), INDEXER_SLOT_SAME_TEXT,
               "lulea-2018/1");
  indexer_terms_free(terms);
}

static void
check_all(const char *index, unsigned shards) {
  IndexerReader *reader = fixture_open(index);
  g_assert_cmpuint(indexer_reader_shards(reader), ==, shards);
  g_assert_cmpstr(indexer_reader_path(reader), ==, index);
  check_reports(reader);
  check_whole_report(reader);
  check_each_passage(reader);
  check_strengths(reader);
  check_filters(reader);
  check_words(reader);
  indexer_reader_free(reader);
}

static void
test_everything_can_be_read(Fixture *f, gconstpointer shards) {
  check_all(f->index, GPOINTER_TO_UINT(shards));
}

static void
test_everything_can_be_read_over_remote_shards(Fixture *f, gconstpointer shards) {
  char *program = test_tcpsrv_find();
  if (program == NULL) {
    g_test_skip("xapian-tcpsrv (package xapian-tools) is not installed");
    return;
  }
  GString *stub = g_string_new(NULL);
  GPid servers[2];
  unsigned ports[2];
  for (unsigned i = 0; i < GPOINTER_TO_UINT(shards); i++) {
    char *path = g_strdup_printf("%s/shard-%u", f->index, i);
    servers[i] = test_tcpsrv_start(program, path, &ports[i]);
    g_string_append_printf(stub, "remote 127.0.0.1:%u\n", ports[i]);
    g_free(path);
  }
  test_folder_write(f->folder, "remote", stub->str);
  char *path = g_build_filename(f->folder, "remote", NULL);
  check_all(path, 2);
  IndexerReader *reader = fixture_open(path);
  test_folder_write(f->reports, "c.txt", "0138 2019 5 3\n2 2.1 strength Nytt\n");
  fixture_update(f->index, f->reports, "0 1 0 2 0 0");
  bool changed = false;
  g_assert_true(indexer_reader_reopen(reader, &changed, NULL));
  g_assert_true(changed);
  indexer_reader_free(reader);
  g_string_printf(stub, "remote 127.0.0.1:%u\n", ports[0]);
  test_folder_write(f->folder, "remote", stub->str);
  GError *error = NULL;
  g_assert_null(indexer_reader_open(path, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_CHANGED);
  g_clear_error(&error);
  test_tcpsrv_stop(servers[0]);
  test_tcpsrv_stop(servers[1]);
  g_assert_null(indexer_reader_open(path, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_NETWORK);
  g_error_free(error);
  g_string_free(stub, TRUE);
  g_free(path);
  g_free(program);
}

static void
test_reader_keeps_its_state_until_it_reopens(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  IndexerReader *reader = fixture_open(f->index);
  char *before = fixture_dump(reader), *generation = g_strdup(indexer_reader_generation(reader));
  for (unsigned i = 0; i < 6; i++) {
    char *text = g_strdup_printf("0138 2019 5 3\n2 2.1 strength Runda %u\n", i);
    test_folder_write(f->reports, "c.txt", text);
    fixture_update(f->index, f->reports, "0 1 0 2 0 0");
    g_free(text);
    char *during = fixture_dump(reader);
    g_assert_cmpstr(during, ==, before);
    g_free(during);
  }
  bool changed = false;
  g_assert_true(indexer_reader_reopen(reader, &changed, NULL));
  g_assert_true(changed);
  g_assert_cmpstr(indexer_reader_generation(reader), !=, generation);
  char *after = fixture_dump(reader);
  g_assert_nonnull(strstr(after, "Runda 5"));
  g_assert_true(indexer_reader_reopen(reader, &changed, NULL));
  g_assert_false(changed);
  g_free(before);
  g_free(after);
  g_free(generation);
  indexer_reader_free(reader);
  indexer_reader_free(NULL);
}

/* Begins with a prefix of indexer/schema.h, or is the stem of a word. */
static bool
is_declared(const char *term, G_GNUC_UNUSED unsigned frequency, void *context) {
  static const char *const prefixes[] = {
      INDEXER_PREFIX_HEADING,  INDEXER_FILTER_REPORT,   INDEXER_FILTER_AREA,
      INDEXER_FILTER_QUESTION, INDEXER_FILTER_TAG,      INDEXER_FILTER_STRENGTH,
      INDEXER_FILTER_SUBJECT,  INDEXER_FILTER_REPEATED, INDEXER_FILTER_PRACTICE};
  unsigned matches = !g_ascii_isupper(term[0]);
  for (gsize i = 0; i < G_N_ELEMENTS(prefixes); i++)
    matches += g_str_has_prefix(term, prefixes[i]);
  g_assert_cmpuint(matches, ==, 1);
  ++*(unsigned *)context;
  return true;
}

static void
test_every_term_has_one_declared_prefix(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  IndexerReader *reader = fixture_open(f->index);
  unsigned terms = 0;
  g_assert_true(
      shim_database_each_term(indexer_reader_database(reader), "", is_declared, &terms, NULL));
  g_assert_cmpuint(terms, >, 40);
  indexer_reader_free(reader);
}

#define add(name, shards, function)                                                                \
  g_test_add("/indexer/reader/" name, Fixture, GUINT_TO_POINTER(shards), set_up, function,         \
             tear_down)

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  add("one", 1, test_everything_can_be_read);
  add("three", 3, test_everything_can_be_read);
  add("remote", 2, test_everything_can_be_read_over_remote_shards);
  add("state", 1, test_reader_keeps_its_state_until_it_reopens);
  add("state-three", 3, test_reader_keeps_its_state_until_it_reopens);
  add("prefixes", 1, test_every_term_has_one_declared_prefix);
  return g_test_run();
}
