/* tests/indexer/safety.c: an update is all or nothing. */
#include <signal.h>
#include <sys/file.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "corpus/text/error.h"
#include "tests/indexer/generations.h"

/* How long an update takes on this machine now, in microseconds. */
static gint64
time_update(const Fixture *f) {
  write_reports(f, 1000);
  gint64 start = g_get_monotonic_time();
  g_assert_true(try_update(f, false, NULL));
  return g_get_monotonic_time() - start;
}

static void
test_kill_at_any_moment_leaves_a_whole_index(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  unsigned before = 1000, seen_old = 0, seen_new = 0;
  gint64 duration = time_update(f);
  for (unsigned round = 0; round <= 24; round++) { /* the first is killed as it begins */
    write_reports(f, round);
    pid_t child = fork();
    g_assert_cmpint(child, >=, 0);
    if (child == 0)
      _exit(try_update(f, false, NULL) ? 0 : 1);
    g_usleep((gulong)(duration * round / 18));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    unsigned now = assert_one_generation(f);
    g_assert_true(now == before || now == round);
    seen_old += now == before;
    seen_new += now == round;
    before = now;
  }
  g_test_message("killed before the switch %u times, after it %u times", seen_old, seen_new);
  g_assert_cmpuint(seen_old, >, 0);
  write_reports(f, 2000);
  fixture_update(f->index, f->reports, "0 5 0 0 0 0");
  g_assert_cmpuint(assert_one_generation(f), ==, 2000);
}

/* Forks of one process, as a test's or a server's are, draw the same random numbers. */
static void
test_forks_give_their_generations_other_names(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (unsigned round = 1; round <= 4; round++) {
    write_reports(f, round);
    pid_t child = fork();
    if (child == 0)
      _exit(try_update(f, false, NULL) ? 0 : 1);
    int status = 0;
    waitpid(child, &status, 0);
    g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    IndexerReader *reader = fixture_open(f->index);
    g_assert_true(g_hash_table_add(names, g_strdup(indexer_reader_generation(reader))));
    indexer_reader_free(reader);
  }
  g_hash_table_unref(names);
}

/* Only the current generation and what schema.h names are left in the folder. */
static void
test_nothing_is_left_of_updates_that_died(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  char *dead = g_build_filename(f->index, "data-01234567-89ab-4cde-8f01-23456789abcd", NULL);
  char *dead_shard = g_build_filename(dead, "0", NULL);
  g_assert_cmpint(g_mkdir_with_parents(dead_shard, 0700), ==, 0);
  test_folder_write(dead_shard, "postlist.glass", "half");
  test_folder_write(f->index, "shard-9", "auto data-x/9\n");
  test_folder_write(f->index, "XAPIANDB.new", "half");
  test_folder_write(f->index, "XAPIANDB.A1B2C3", "half");
  test_folder_write(f->index, "notes", "mine");
  fixture_update(f->index, f->reports, "0 0 0 5 0 0");
  g_assert_false(g_file_test(dead, G_FILE_TEST_EXISTS));
  unsigned others = 0;
  GDir *dir = g_dir_open(f->index, 0, NULL);
  for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
    g_assert_cmpstr(name, !=, "shard-9");
    g_assert_false(g_str_has_prefix(name, "XAPIANDB."));
    others += g_str_equal(name, "notes");
  }
  g_dir_close(dir);
  g_assert_cmpuint(others, ==, 1);
  g_free(dead);
  g_free(dead_shard);
}

static void
test_readers_see_one_generation_while_updates_run(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  pid_t child = fork();
  g_assert_cmpint(child, >=, 0);
  if (child == 0) {
    for (unsigned round = 1; round <= 8; round++) {
      write_reports(f, round);
      if (!try_update(f, false, NULL))
        _exit(1);
    }
    _exit(0);
  }
  int status = 0;
  unsigned last = 0, reads = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    unsigned now = assert_one_generation(f);
    g_assert_cmpuint(now, >=, last);
    last = now;
    reads++;
  }
  g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  g_assert_cmpuint(reads, >, 1);
  g_assert_cmpuint(assert_one_generation(f), ==, 8);
}

static void
test_locked_index_is_refused(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  char *path = g_build_filename(f->index, "lock", NULL);
  int lock = open(path, O_RDWR);
  g_assert_cmpint(flock(lock, LOCK_EX | LOCK_NB), ==, 0);
  assert_refused(f, INDEXER_ERROR_LOCKED, "another process is updating");
  g_assert_cmpuint(assert_one_generation(f), ==, 0);
  close(lock);
  fixture_update(f->index, f->reports, "0 0 0 5 0 0");
  g_free(path);
}

/* All reports gone from a folder that had some, as when a disk is not mounted. */
static void
test_emptied_folder_is_refused_unless_meant(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  const char *paths[] = {f->reports, NULL};
  test_folder_empty(f->reports);
  assert_refused(f, INDEXER_ERROR_INPUT, "--allow-empty");
  g_assert_cmpuint(assert_one_generation(f), ==, 0);
  GError *error = NULL;
  g_assert_false(try_update(f, true, &error)); /* a rebuild forgets what there was, no less */
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_INPUT);
  g_error_free(error);
  g_assert_cmpuint(assert_one_generation(f), ==, 0);
  IndexerOptions options = {.read = fixture_read, .allow_empty = true};
  IndexerSummary summary = {0};
  g_assert_true(indexer_update(f->index, paths, &options, &summary, NULL));
  g_assert_cmpuint(summary.removed, ==, 5);
  g_assert_cmpuint(summary.reports, ==, 0);
  indexer_summary_clear(&summary);
}

static CorpusReport *
read_nothing(G_GNUC_UNUSED const char *path, G_GNUC_UNUSED void *context, GError **error) {
  g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_IO, "Input/output error");
  return NULL;
}

/* A file that has changed but can't be read keeps what was indexed from it, and is read again. */
static void
test_file_that_cannot_be_read_keeps_its_report(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  const char *paths[] = {f->reports, NULL};
  write_reports(f, 1);
  IndexerOptions options = {.read = read_nothing};
  IndexerSummary summary = {0};
  g_assert_true(indexer_update(f->index, paths, &options, &summary, NULL));
  g_assert_cmpuint(summary.failures->len, ==, 5);
  g_assert_cmpuint(summary.unchanged, ==, 5);
  g_assert_false(summary.changed);
  indexer_summary_clear(&summary);
  g_assert_cmpuint(assert_one_generation(f), ==, 0);
  fixture_update(f->index, f->reports, "0 5 0 0 0 0");
  g_assert_cmpuint(assert_one_generation(f), ==, 1);
}

static void
test_nothing_read_makes_no_index(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  char *other = g_build_filename(f->folder, "other", NULL);
  const char *paths[] = {f->reports, NULL};
  IndexerOptions options = {.read = read_nothing};
  IndexerSummary summary = {0};
  GError *error = NULL;
  g_assert_false(indexer_update(other, paths, &options, &summary, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, "Input/output error"));
  g_clear_error(&error);
  indexer_summary_clear(&summary);
  g_assert_null(indexer_reader_open(other, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_NOT_FOUND);
  g_error_free(error);
  g_free(other);
}

/* Told to stop when so many files have been read. */
typedef struct {
  gint stop;
  unsigned after;
} Stopping;

static void
count_down(G_GNUC_UNUSED const char *path, G_GNUC_UNUSED const CorpusReport *report,
           void *context) {
  Stopping *stopping = context;
  if (--stopping->after == 0)
    stopping->stop = 1;
}

static void
assert_stopped(const Fixture *f, const char *index, unsigned after, bool rebuild) {
  const char *paths[] = {f->reports, NULL};
  Stopping stopping = {after == 0, after};
  IndexerOptions options = {.read = fixture_read,
                            .was_read = count_down,
                            .was_read_context = &stopping,
                            .shards = f->shards,
                            .rebuild = rebuild,
                            .stop = &stopping.stop};
  IndexerSummary summary = {0};
  GError *error = NULL;
  g_assert_false(indexer_update(index, paths, &options, &summary, &error));
  indexer_summary_clear(&summary);
  assert_told(error, INDEXER_ERROR_STOPPED, "the index is as it was");
}

static unsigned
count_entries(const char *folder) {
  GDir *dir = g_dir_open(folder, 0, NULL);
  unsigned entries = 0;
  while (g_dir_read_name(dir) != NULL)
    entries++;
  g_dir_close(dir);
  return entries;
}

/* Wherever an update is told to stop: the index is as it was, and nothing of the update is left. */
static void
test_stopped_update_leaves_nothing(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  char *made = g_build_filename(f->folder, "made", NULL), *deep = g_build_filename(made, "i", NULL);
  unsigned before = count_entries(f->index);
  guint64 before_bytes = 0, after_bytes = 0;
  for (unsigned after = 0; after <= 5; after++) {
    write_reports(f, after + 1);
    assert_stopped(f, f->index, after, false);
    assert_stopped(f, f->index, after, true);
    g_assert_cmpuint(assert_one_generation(f), ==, 0);
    g_assert_cmpuint(count_entries(f->index), ==, before);
    assert_stopped(f, deep, after, false);
    g_assert_false(g_file_test(made, G_FILE_TEST_EXISTS));
  }
  gint stop = 1;
  IndexerOptions options = {.stop = &stop};
  GError *error = NULL;
  g_assert_false(indexer_compact(f->index, &options, &before_bytes, &after_bytes, &error));
  assert_told(error, INDEXER_ERROR_STOPPED, "the index is as it was");
  g_assert_cmpuint(count_entries(f->index), ==, before);
  fixture_update_with(f->index, f->reports, f->shards, false, "0 5 0 0 0 0");
  g_assert_cmpuint(assert_one_generation(f), ==, 6);
  g_free(made);
  g_free(deep);
}

static CorpusReport *
read_no_more(G_GNUC_UNUSED const char *path, void *context, G_GNUC_UNUSED GError **error) {
  gint *stop = context;
  *stop = 1;
  return NULL;
}

/* A reading that was given up before it began has no error of its own. */
static void
test_stopped_reading_is_no_failure(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  const char *paths[] = {f->reports, NULL};
  gint stop = 0;
  IndexerOptions options = {.read = read_no_more, .read_context = &stop, .stop = &stop};
  IndexerSummary summary = {0};
  GError *error = NULL;
  write_reports(f, 1);
  g_assert_false(indexer_update(f->index, paths, &options, &summary, &error));
  g_assert_cmpuint(summary.failures->len, ==, 0);
  indexer_summary_clear(&summary);
  assert_told(error, INDEXER_ERROR_STOPPED, "the index is as it was");
  g_assert_cmpuint(assert_one_generation(f), ==, 0);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  add("killed", 1, test_kill_at_any_moment_leaves_a_whole_index);
  add("killed-shards", 3, test_kill_at_any_moment_leaves_a_whole_index);
  add("forks", 1, test_forks_give_their_generations_other_names);
  add("left-over", 2, test_nothing_is_left_of_updates_that_died);
  add("concurrent", 1, test_readers_see_one_generation_while_updates_run);
  add("concurrent-shards", 3, test_readers_see_one_generation_while_updates_run);
  add("locked", 1, test_locked_index_is_refused);
  add("emptied-folder", 1, test_emptied_folder_is_refused_unless_meant);
  add("unread-file", 1, test_file_that_cannot_be_read_keeps_its_report);
  add("nothing-read", 1, test_nothing_read_makes_no_index);
  add("stopped", 1, test_stopped_update_leaves_nothing);
  add("stopped-reading", 1, test_stopped_reading_is_no_failure);
  add("stopped-shards", 3, test_stopped_update_leaves_nothing);
  return g_test_run();
}
