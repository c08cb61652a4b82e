/* tests/indexer/update.c: only what changes is read, and the index follows the files. */
#include <stdlib.h>
#include <unistd.h>

#include "corpus/text/error.h"
#include "corpus/text/knowledge.h"
#include "tests/indexer/fixture.h"

#define LULEA "2580 2018 10 2\n1 1.5 strength Kommunen har en visselblåsare\n"
#define KALIX "2514 2012 3 1\n4 4.4 weakness Chefskontrakt saknas\n0 - background Om metoden\n"
#define KALIX_NEW "2514 2012 3 1\n4 4.4 strength Chefskontrakt finns\n"

#define LULEA_DUMP "lulea-2018/1 Kommunen har en visselblåsare\n"
#define KALIX_DUMP "kalix-2012/1 Chefskontrakt saknas\nkalix-2012/2 Om metoden\n"
#define KALIX_NEW_DUMP "kalix-2012/1 Chefskontrakt finns\n"

typedef struct {
  char *folder, *reports, *index;
} Fixture;

static void
set_up(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  f->folder = test_folder_new();
  f->reports = g_build_filename(f->folder, "reports", NULL);
  f->index = g_build_filename(f->folder, "some", "index", NULL);
  g_assert_cmpint(g_mkdir(f->reports, 0700), ==, 0);
  fixture_reads = 0;
}

static void
tear_down(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  g_free(f->reports);
  g_free(f->index);
  test_folder_remove(f->folder);
}

static void
remove_report(const Fixture *f, const char *name) {
  char *path = g_build_filename(f->reports, name, NULL);
  g_assert_cmpint(g_unlink(path), ==, 0);
  g_free(path);
}

static char *
generation_of(const char *index) {
  IndexerReader *reader = fixture_open(index);
  char *generation = g_strdup(indexer_reader_generation(reader));
  indexer_reader_free(reader);
  return generation;
}

static void
test_reports_of_a_folder_are_indexed(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  test_folder_write(f->reports, "b.txt", LULEA);
  test_folder_write(f->reports, "a.TXT", KALIX);
  test_folder_write(f->reports, "notes.md", "bad");
  test_folder_write(f->reports, ".hidden.txt", "bad");
  test_folder_write(f->reports, "~$open.docx", "bad");
  fixture_update(f->index, f->reports, "2 0 0 0 0 0");
  fixture_assert_index(f->index, KALIX_DUMP LULEA_DUMP);
}

/* What an update of the index from a folder says besides its figures: its only notice; NULL = it
 * has none. The caller frees it. */
static char *
only_notice(const char *index, const char *folder) {
  const char *paths[] = {folder, NULL};
  IndexerOptions options = {.read = fixture_read};
  IndexerSummary summary = {0};
  GError *error = NULL;
  g_assert_true(indexer_update(index, paths, &options, &summary, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(summary.failures->len, ==, 0);
  g_assert_cmpuint(summary.notices->len, <=, 1);
  char *notice = summary.notices->len > 0 ? g_strdup(summary.notices->pdata[0]) : NULL;
  indexer_summary_clear(&summary);
  return notice;
}

/* Documents that are not read are named; what is no document is passed over. */
static void
test_other_files_are_named(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  test_folder_write(f->reports, "a.txt", KALIX);
  test_folder_write(f->reports, "b.DOC", "other");
  test_folder_write(f->reports, "notes.md", "other");
  test_folder_write(f->reports, ".hidden", "other");
  char *notice = only_notice(f->index, f->reports);
  g_assert_true(g_str_has_suffix(notice, " (2): b.DOC, notes.md"));
  g_free(notice);
}

/* Its files are none of anybody's documents. */
static void
test_index_among_the_reports(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  test_folder_write(f->reports, "a.txt", KALIX);
  char *index = g_build_filename(f->reports, "index", NULL);
  g_assert_null(only_notice(index, f->reports));
  test_folder_write(f->reports, "a.txt", LULEA);
  g_assert_null(only_notice(index, f->reports));
  fixture_assert_index(index, LULEA_DUMP);
  g_free(index);
}

/* Likely another folder was meant; not where an installation waits for its first report. */
static void
test_folder_without_reports(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  const char *paths[] = {f->reports, NULL};
  IndexerOptions options = {.read = fixture_read};
  IndexerSummary summary = {0};
  GError *error = NULL;
  g_assert_false(indexer_update(f->index, paths, &options, &summary, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, "no report is there"));
  g_assert_nonnull(strstr(error->message, f->reports));
  g_clear_error(&error);
  indexer_summary_clear(&summary);
  summary = (IndexerSummary){0};
  options.may_start_empty = true;
  g_assert_true(indexer_update(f->index, paths, &options, &summary, &error));
  g_assert_cmpuint(summary.failures->len, ==, 0);
  indexer_summary_clear(&summary);
  fixture_assert_index(f->index, "");
  /* Beside one that has reports it is a failure, and the others are indexed. */
  char *full = g_build_filename(f->folder, "full", NULL);
  g_assert_cmpint(g_mkdir(full, 0700), ==, 0);
  test_folder_write(full, "a.txt", KALIX);
  const char *both[] = {full, f->reports, NULL};
  summary = (IndexerSummary){0};
  options.may_start_empty = false;
  g_assert_true(indexer_update(f->index, both, &options, &summary, &error));
  g_assert_cmpuint(summary.failures->len, ==, 1);
  indexer_summary_clear(&summary);
  fixture_assert_index(f->index, KALIX_DUMP);
  g_free(full);
}

static void
test_second_time_nothing_is_read_and_nothing_written(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  test_folder_write(f->reports, "a.txt", KALIX);
  test_folder_write(f->reports, "b.txt", LULEA);
  fixture_update(f->index, f->reports, "2 0 0 0 0 0");
  char *before = generation_of(f->index);
  fixture_reads = 0;
  fixture_update(f->index, f->reports, "0 0 0 2 0 0");
  g_assert_cmpuint(fixture_reads, ==, 0);
  char *after = generation_of(f->index);
  g_assert_cmpstr(before, ==, after);
  g_free(before);
  g_free(after);
}

static void
test_changed_report_alone_is_read_again(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  test_folder_write(f->reports, "a.txt", KALIX);
  test_folder_write(f->reports, "b.txt", LULEA);
  fixture_update(f->index, f->reports, "2 0 0 0 0 0");
  test_folder_write(f->reports, "a.txt", KALIX_NEW);
  fixture_reads = 0;
  fixture_update(f->index, f->reports, "0 1 0 1 0 0");
  g_assert_cmpuint(fixture_reads, ==, 1);
  fixture_assert_index(f->index, KALIX_NEW_DUMP LULEA_DUMP);
}

static void
test_file_that_holds_another_report_now(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  test_folder_write(f->reports, "a.txt", KALIX);
  fixture_update(f->index, f->reports, "1 0 0 0 0 0");
  test_folder_write(f->reports, "a.txt", LULEA);
  fixture_update(f->index, f->reports, "1 0 1 0 0 0");
  fixture_assert_index(f->index, LULEA_DUMP);
}

static void
test_report_that_is_gone_is_removed(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  test_folder_write(f->reports, "a.txt", KALIX);
  test_folder_write(f->reports, "b.txt", LULEA);
  fixture_update(f->index, f->reports, "2 0 0 0 0 0");
  remove_report(f, "a.txt");
  fixture_update(f->index, f->reports, "0 0 1 1 0 0");
  fixture_assert_index(f->index, LULEA_DUMP);
}

static void
test_what_lies_elsewhere_stays(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  char *single = g_build_filename(f->folder, "b.txt", NULL);
  test_folder_write(f->folder, "b.txt", LULEA);
  test_folder_write(f->reports, "a.txt", KALIX);
  fixture_update(f->index, f->reports, "1 0 0 0 0 0");
  fixture_update(f->index, single, "1 0 0 1 0 0");
  fixture_update(f->index, f->reports, "0 0 0 2 0 0");
  g_unlink(single);
  fixture_update(f->index, f->reports, "0 0 0 2 0 0");
  fixture_assert_index(f->index, KALIX_DUMP LULEA_DUMP);
  fixture_update(f->index, f->folder, "0 0 1 1 0 0");
  fixture_assert_index(f->index, KALIX_DUMP);
  g_free(single);
}

static void
test_bad_report_does_not_stop_the_others(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  test_folder_write(f->reports, "a.txt", "bad");
  test_folder_write(f->reports, "b.txt", LULEA);
  const char *paths[] = {f->reports, "/no/such/folder", NULL};
  IndexerOptions options = {.read = fixture_read};
  IndexerSummary summary = {0};
  GError *error = NULL;
  g_assert_true(indexer_update(f->index, paths, &options, &summary, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(summary.added, ==, 1);
  g_assert_cmpuint(summary.failures->len, ==, 2);
  const IndexerFailure *missing = summary.failures->pdata[0], *bad = summary.failures->pdata[1];
  g_assert_cmpstr(missing->path, ==, "/no/such/folder");
  g_assert_cmpstr(bad->reason, ==, "no report at all");
  g_assert_true(g_str_has_suffix(bad->path, "a.txt"));
  indexer_summary_clear(&summary);
  fixture_assert_index(f->index, LULEA_DUMP);
  fixture_update(f->index, f->reports, "0 0 0 1 0 1");
}

static void
test_report_that_went_bad_is_removed(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  test_folder_write(f->reports, "a.txt", KALIX);
  fixture_update(f->index, f->reports, "1 0 0 0 0 0");
  test_folder_write(f->reports, "a.txt", "bad");
  fixture_update(f->index, f->reports, "0 0 1 0 0 1");
  fixture_assert_index(f->index, "");
}

static void
test_pdf_is_preferred_over_text(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  test_folder_write(f->reports, "kalix.txt", KALIX);
  fixture_update(f->index, f->reports, "1 0 0 0 0 0");
  test_folder_write(f->reports, "a-kalix.pdf", KALIX_NEW);
  fixture_update(f->index, f->reports, "0 1 0 0 1 0");
  fixture_assert_index(f->index, KALIX_NEW_DUMP);
  fixture_reads = 0;
  fixture_update(f->index, f->reports, "0 0 0 1 1 0");
  g_assert_cmpuint(fixture_reads, ==, 0);
  remove_report(f, "a-kalix.pdf");
  fixture_update(f->index, f->reports, "0 1 0 0 0 0");
  fixture_assert_index(f->index, KALIX_DUMP);
}

static void
test_of_two_texts_the_last_name_counts(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  test_folder_write(f->reports, "kalix-v1.txt", KALIX);
  test_folder_write(f->reports, "kalix-v2.txt", KALIX_NEW);
  fixture_update(f->index, f->reports, "1 0 0 0 1 0");
  fixture_assert_index(f->index, KALIX_NEW_DUMP);
}

static void
test_other_evaluation_of_the_same_year_is_another_report(Fixture *f,
                                                         G_GNUC_UNUSED gconstpointer data) {
  test_folder_write(f->reports, "b.txt", KALIX);
  test_folder_write(f->reports, "a.txt", "2514 2012 11 2\n1 - neutral Andra\n");
  fixture_update(f->index, f->reports, "2 0 0 0 0 0");
  fixture_assert_index(f->index, "kalix-2012/1 Chefskontrakt saknas\nkalix-2012/2 Om metoden\n"
                                 "kalix-2012-11/1 Andra\n");
  fixture_reads = 0;
  fixture_update(f->index, f->reports, "0 0 0 2 0 0");
  g_assert_cmpuint(fixture_reads, ==, 0);
}

static void
test_folders_are_searched_to_any_depth_and_links_do_no_harm(Fixture *f,
                                                            G_GNUC_UNUSED gconstpointer data) {
  char *deep = g_build_filename(f->reports, "2018", "norr", NULL);
  char *loop = g_build_filename(deep, "loop", NULL);
  g_assert_cmpint(g_mkdir_with_parents(deep, 0700), ==, 0);
  test_folder_write(deep, "a.txt", LULEA);
  g_assert_cmpint(symlink(f->reports, loop), ==, 0);
  fixture_update(f->index, f->reports, "1 0 0 0 0 0");
  fixture_assert_index(f->index, LULEA_DUMP);
  g_free(deep);
  g_free(loop);
}

/* What a link leads to may be on a disk that is not mounted: it is named, and what was indexed of
 * it stays. */
static void
test_links_that_lead_nowhere_are_named(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  char *away = g_build_filename(f->folder, "away", NULL), *off = g_strconcat(away, "-off", NULL);
  char *link = g_build_filename(f->reports, "2018", NULL);
  char *self = g_build_filename(f->reports, "self.txt", NULL);
  g_assert_cmpint(g_mkdir(away, 0700), ==, 0);
  test_folder_write(away, "a.txt", LULEA);
  test_folder_write(f->reports, "b.txt", KALIX);
  g_assert_cmpint(symlink(away, link), ==, 0);
  fixture_update(f->index, f->reports, "2 0 0 0 0 0");
  g_assert_cmpint(rename(away, off), ==, 0);
  fixture_update(f->index, f->reports, "0 0 0 2 0 1");
  g_assert_cmpint(symlink("self.txt", self), ==, 0);
  fixture_update(f->index, f->reports, "0 0 0 2 0 2");
  g_assert_cmpint(g_unlink(self), ==, 0);
  g_assert_cmpint(g_unlink(link), ==, 0);
  fixture_update(f->index, f->reports, "0 0 1 1 0 0");
  fixture_assert_index(f->index, KALIX_DUMP);
  g_free(away);
  g_free(off);
  g_free(link);
  g_free(self);
}

static void
test_rebuild_reads_everything_and_forgets_the_rest(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  char *single = g_build_filename(f->folder, "b.txt", NULL);
  test_folder_write(f->folder, "b.txt", LULEA);
  test_folder_write(f->reports, "a.txt", KALIX);
  fixture_update(f->index, f->reports, "1 0 0 0 0 0");
  fixture_update(f->index, single, "1 0 0 1 0 0");
  fixture_update_with(f->index, f->reports, 0, true, "1 0 0 0 0 0");
  fixture_assert_index(f->index, KALIX_DUMP);
  g_free(single);
}

static void
test_other_number_of_shards_keeps_everything(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  static const unsigned shards[] = {3, 2, 1, 5};
  test_folder_write(f->reports, "a.txt", KALIX);
  test_folder_write(f->reports, "b.txt", LULEA);
  fixture_update(f->index, f->reports, "2 0 0 0 0 0");
  fixture_reads = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(shards); i++) {
    fixture_update_with(f->index, f->reports, shards[i], false, "0 0 0 2 0 0");
    IndexerReader *reader = fixture_open(f->index);
    g_assert_cmpuint(indexer_reader_shards(reader), ==, shards[i]);
    indexer_reader_free(reader);
    fixture_assert_index(f->index, KALIX_DUMP LULEA_DUMP);
  }
  g_assert_cmpuint(fixture_reads, ==, 0);
  fixture_update(f->index, f->reports, "0 0 0 2 0 0");
  test_folder_write(f->reports, "a.txt", KALIX_NEW);
  fixture_update(f->index, f->reports, "0 1 0 1 0 0");
  fixture_assert_index(f->index, KALIX_NEW_DUMP LULEA_DUMP);
}

static void
count_progress(unsigned done, unsigned total, G_GNUC_UNUSED const char *path, void *context) {
  g_assert_cmpuint(done, ==, *(unsigned *)context);
  g_assert_cmpuint(total, ==, 2);
  ++*(unsigned *)context;
}

static void
test_progress_is_told_before_each_file(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  test_folder_write(f->reports, "a.txt", KALIX);
  test_folder_write(f->reports, "b.txt", "bad");
  unsigned calls = 0;
  const char *paths[] = {f->reports, NULL};
  IndexerOptions options = {
      .read = fixture_read, .progress = count_progress, .progress_context = &calls};
  IndexerSummary summary = {0};
  g_assert_true(indexer_update(f->index, paths, &options, &summary, NULL));
  g_assert_cmpuint(calls, ==, 2);
  g_assert_cmpuint(summary.reports, ==, 1);
  g_assert_cmpuint(summary.passages, ==, 2);
  g_assert_true(summary.changed);
  indexer_summary_clear(&summary);
}

/* The folder of the index's one shard. */
static char *
shard_of(const char *index) {
  char *generation = generation_of(index);
  char *name = g_strconcat("data-", generation, NULL);
  char *path = g_build_filename(index, name, "0", NULL);
  g_free(name);
  g_free(generation);
  return path;
}

static guint64
bytes_of(const char *folder) {
  guint64 bytes = 0;
  GDir *open = g_dir_open(folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name(open)) != NULL;) {
    char *path = g_build_filename(folder, name, NULL);
    GStatBuf status;
    g_assert_cmpint(g_stat(path, &status), ==, 0);
    bytes += (guint64)status.st_size;
    g_free(path);
  }
  g_dir_close(open);
  return bytes;
}

/* Nothing is gained by writing the shard anew. */
static void
assert_no_gaps(const Fixture *f) {
  GError *error = NULL;
  char *shard = shard_of(f->index), *packed = g_build_filename(f->folder, "packed", NULL);
  char *loose = g_strconcat(shard, ".loose", NULL);
  g_assert_true(shim_database_compact((const char *const[]){shard, NULL}, packed, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(bytes_of(shard), <=, bytes_of(packed) + bytes_of(packed) / 50);
  g_assert_false(g_file_test(loose, G_FILE_TEST_EXISTS));
  test_folder_remove(packed);
  g_free(loose);
  g_free(shard);
}

/* A report of many passages, with words that are the number's alone. */
static void
write_long_report(const Fixture *f, guint number, guint year) {
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "2580 %u 10 2\n", year);
  for (guint i = 0; i < 400; i++)
    g_string_append_printf(text, "1 1.5 strength Kommunen har %u gånger %u visselblåsare\n",
                           number + i, (number * 7919 + i * 104729) % 100003);
  char *name = g_strdup_printf("%u.txt", year);
  test_folder_write(f->reports, name, text->str);
  g_free(name);
  g_string_free(text, TRUE);
}

static void
test_what_is_mostly_new_has_no_gaps(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  for (guint year = 2011; year <= 2014; year++)
    write_long_report(f, year, year);
  fixture_update(f->index, f->reports, "4 0 0 0 0 0");
  assert_no_gaps(f);
  write_long_report(f, 1, 2012);
  fixture_update(f->index, f->reports, "0 1 0 3 0 0");
  assert_no_gaps(f);
}

/* Each word of the index's vocabulary, and how often it is used. */
static char *
words_of(const char *index) {
  IndexerReader *reader = fixture_open(index);
  const IndexerVocabulary *vocabulary = indexer_reader_vocabulary(reader);
  GString *words = g_string_new(NULL);
  for (guint i = 0; i < indexer_vocabulary_size(vocabulary); i++) {
    unsigned count = 0;
    const char *word = indexer_vocabulary_at(vocabulary, i, &count);
    const char *form = indexer_vocabulary_form_at(vocabulary, i, &word);
    g_string_append_printf(words, "%s %u %s\n", word, count, form);
  }
  indexer_reader_free(reader);
  return g_string_free(words, FALSE);
}

/* What is counted on from one generation to the next is what counting all of it gives. */
static void
test_words_are_those_of_an_index_made_anew(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  char *anew = g_build_filename(f->folder, "anew", NULL);
  test_folder_write(f->reports, "a.txt", KALIX);
  test_folder_write(f->reports, "b.txt", LULEA);
  test_folder_write(f->reports, "c.txt", "2518 2015 1 1\n4 4.4 weakness Utan chefskontrakt\n");
  fixture_update(f->index, f->reports, "3 0 0 0 0 0");
  test_folder_write(f->reports, "a.txt", KALIX_NEW);
  remove_report(f, "b.txt");
  test_folder_write(f->reports, "d.txt", "0180 2016 1 1\n0 - background Om metoden igen\n");
  fixture_update(f->index, f->reports, "1 1 1 1 0 0");
  fixture_update(anew, f->reports, "3 0 0 0 0 0");
  char *words = words_of(f->index), *expected = words_of(anew);
  g_assert_cmpstr(words, ==, expected);
  g_assert_null(strstr(words, "visselblåsare"));
  g_assert_nonnull(strstr(words, "chefskontrakt 2 "));
  g_free(words);
  g_free(expected);
  g_free(anew);
}

static void
test_compacting_keeps_everything(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  const IndexerOptions options = {.give_up = NULL};
  guint64 before = 0, after = 0;
  GError *error = NULL;
  g_assert_false(indexer_compact(f->index, &options, &before, &after, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_NOT_FOUND);
  g_clear_error(&error);
  test_folder_write(f->reports, "a.txt", KALIX);
  test_folder_write(f->reports, "b.txt", LULEA);
  fixture_update(f->index, f->reports, "2 0 0 0 0 0");
  char *words = words_of(f->index), *generation = generation_of(f->index);
  g_assert_true(indexer_compact(f->index, &options, &before, &after, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(after, >, 0);
  g_assert_cmpuint(after, <=, before);
  fixture_assert_index(f->index, KALIX_DUMP LULEA_DUMP);
  char *words_after = words_of(f->index), *generation_after = generation_of(f->index);
  g_assert_cmpstr(words_after, ==, words);
  g_assert_cmpstr(generation_after, !=, generation);
  fixture_reads = 0; /* what it was made from is still known */
  fixture_update(f->index, f->reports, "0 0 0 2 0 0");
  g_assert_cmpuint(fixture_reads, ==, 0);
  g_free(words);
  g_free(words_after);
  g_free(generation);
  g_free(generation_after);
}

/* The documents of an index in their order, and its words. */
static char *
content_of(const char *index) {
  GString *dump = g_string_new(NULL);
  IndexerReader *reader = fixture_open(index);
  GError *error = NULL;
  g_assert_true(indexer_reader_each_passage(reader, NULL, fixture_append_passage, dump, &error));
  g_assert_no_error(error);
  indexer_reader_free(reader);
  char *words = words_of(index);
  g_string_append(dump, words);
  g_free(words);
  return g_string_free(dump, FALSE);
}

static char *
made_of_parts(const Fixture *f, const char *name, unsigned shards, unsigned part_passages) {
  char *index = g_build_filename(f->folder, name, NULL);
  const char *paths[] = {f->reports, NULL};
  IndexerOptions options = {.read = fixture_read, .shards = shards, .part_passages = part_passages};
  IndexerSummary summary = {0};
  GError *error = NULL;
  g_assert_true(indexer_update(index, paths, &options, &summary, &error));
  g_assert_no_error(error);
  indexer_summary_clear(&summary);
  char *content = content_of(index);
  g_free(index);
  return content;
}

/* Of one part, of so many that they are merged on the way, and over shards. */
static void
test_parts_make_no_difference(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  enum { REPORTS = 150, FIRST_YEAR = 1860 };
  for (unsigned i = 0; i < REPORTS; i++) {
    char *name = g_strdup_printf("%03u.txt", (i * 37) % REPORTS);
    char *text = g_strdup_printf("2580 %u 10 2\n1 1.5 strength Dialog nummer%u\n"
                                 "0 - background Ord%u om dialog\n",
                                 FIRST_YEAR + i, i, i % 7);
    test_folder_write(f->reports, name, text);
    g_free(text);
    g_free(name);
  }
  char *one = made_of_parts(f, "one", 1, 0), *many = made_of_parts(f, "many", 1, 1);
  char *shards = made_of_parts(f, "shards", 3, 0), *shard_parts = made_of_parts(f, "parts", 3, 4);
  g_assert_cmpstr(many, ==, one);
  g_assert_cmpstr(shard_parts, ==, shards);
  g_assert_cmpuint(strlen(shards), ==, strlen(one));
  g_free(one);
  g_free(many);
  g_free(shards);
  g_free(shard_parts);
}

/* Runs last: what fails is remembered. */
static void
test_half_understood_reports_are_not_published(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  test_folder_write(f->reports, "kalix.txt", KALIX);
  fixture_update(f->index, f->reports, "1 0 0 0 0 0");
  test_folder_write(f->reports, "lulea.txt", LULEA);
  corpus_knowledge_fail(g_error_new_literal(CORPUS_ERROR, CORPUS_ERROR_DATA, "not to be had"));
  const char *paths[] = {f->reports, NULL};
  IndexerSummary summary = {0};
  GError *error = NULL;
  g_assert_false(
      indexer_update(f->index, paths, &(IndexerOptions){.read = fixture_read}, &summary, &error));
  g_assert_nonnull(strstr(error->message, "not to be had"));
  g_error_free(error);
  indexer_summary_clear(&summary);
  fixture_assert_index(f->index, KALIX_DUMP);
}

#define add(name, function)                                                                        \
  g_test_add("/indexer/update/" name, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  add("folder", test_reports_of_a_folder_are_indexed);
  add("others", test_other_files_are_named);
  add("index-among-reports", test_index_among_the_reports);
  add("empty-folder", test_folder_without_reports);
  add("again", test_second_time_nothing_is_read_and_nothing_written);
  add("changed", test_changed_report_alone_is_read_again);
  add("other-report", test_file_that_holds_another_report_now);
  add("gone", test_report_that_is_gone_is_removed);
  add("elsewhere", test_what_lies_elsewhere_stays);
  add("bad", test_bad_report_does_not_stop_the_others);
  add("went-bad", test_report_that_went_bad_is_removed);
  add("pdf", test_pdf_is_preferred_over_text);
  add("two-texts", test_of_two_texts_the_last_name_counts);
  add("same-year", test_other_evaluation_of_the_same_year_is_another_report);
  add("links", test_folders_are_searched_to_any_depth_and_links_do_no_harm);
  add("links-nowhere", test_links_that_lead_nowhere_are_named);
  add("rebuild", test_rebuild_reads_everything_and_forgets_the_rest);
  add("shards", test_other_number_of_shards_keeps_everything);
  add("parts", test_parts_make_no_difference);
  add("words", test_words_are_those_of_an_index_made_anew);
  add("compact", test_compacting_keeps_everything);
  add("no-gaps", test_what_is_mostly_new_has_no_gaps);
  add("progress", test_progress_is_told_before_each_file);
  add("half-understood", test_half_understood_reports_are_not_published);
  return g_test_run();
}
