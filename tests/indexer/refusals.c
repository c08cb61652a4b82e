/* tests/indexer/refusals.c: what can't be updated or read says why. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/sources.h"
#include "indexer/storage.h"
#include "shim/shim.h"
#include "tests/indexer/generations.h"

/* A folder that holds something else was not meant to become an index. */
static void
test_folder_of_something_else_is_refused(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  const char *paths[] = {f->reports, NULL};
  char *other = g_build_filename(f->folder, "other", NULL),
       *lost = g_build_filename(other, "lost+found", NULL);
  IndexerOptions options = {.read = fixture_read};
  IndexerSummary summary = {0};
  GError *error = NULL;
  g_assert_cmpint(g_mkdir(other, 0700), ==, 0);
  g_assert_cmpint(g_mkdir(lost, 0700), ==, 0);
  test_folder_write(other, "letter.txt", "hej");
  g_assert_false(indexer_update(other, paths, &options, &summary, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_FOREIGN);
  g_assert_nonnull(strstr(error->message, "letter.txt"));
  g_clear_error(&error);
  GPtrArray *names = indexer_folder_names(other, NULL);
  g_assert_cmpuint(names->len, ==, 2);
  g_ptr_array_unref(names);
  char *letter = g_build_filename(other, "letter.txt", NULL);
  g_assert_cmpint(g_unlink(letter), ==, 0);
  g_assert_true(indexer_update(other, paths, &options, &summary, &error));
  indexer_summary_clear(&summary);
  g_free(letter);
  g_free(lost);
  g_free(other);
}

static void
test_damaged_index_is_refused_and_can_be_rebuilt(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  static const char *const names[] = {"iamglass", "postlist.glass", "termlist.glass"};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    char *shard = first_shard(f), *path = g_build_filename(shard, names[i], NULL);
    g_assert_cmpint(truncate(path, 3), ==, 0);
    assert_unreadable(f, INDEXER_ERROR_DAMAGED, "--rebuild");
    assert_refused(f, INDEXER_ERROR_DAMAGED, "--rebuild");
    g_assert_true(try_update(f, true, NULL));
    g_assert_cmpuint(assert_one_generation(f), ==, 0);
    g_free(shard);
    g_free(path);
  }
  char *shard = first_shard(f);
  test_folder_empty(shard);
  assert_unreadable(f, INDEXER_ERROR_DAMAGED, "missing");
  const Fixture relative = {.index = (char *)"index"};
  g_assert_cmpint(g_chdir(f->folder), ==, 0);
  assert_unreadable(&relative, INDEXER_ERROR_DAMAGED, "missing");
  g_assert_cmpint(g_chdir("/"), ==, 0);
  g_assert_true(try_update(f, true, NULL));
  g_free(shard);
}

/* The file that names the parts of the index, emptied or cut. */
static void
test_damaged_stub_can_be_rebuilt(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  static const char *const stubs[] = {"", "auto data-", "auto data-01234567-89ab-4cde-8f01/0\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(stubs); i++) {
    test_folder_write(f->index, "XAPIANDB", stubs[i]);
    assert_unreadable(f, INDEXER_ERROR_DAMAGED, "--rebuild");
    assert_refused(f, INDEXER_ERROR_DAMAGED, "--rebuild");
    g_assert_true(try_update(f, true, NULL));
    g_assert_cmpuint(assert_one_generation(f), ==, 0);
  }
  test_folder_write(f->index, "XAPIANDB", "remote some.host:7000\n");
  g_assert_false(try_update(f, true, NULL)); /* it is another's */
}

/* Xapian takes tables for empty that it can't open, whether another has just removed them or there
 * are no descriptors left; then phrases would be found in passages that do not have them. */
static void
test_index_without_a_table_is_refused(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  static const char *const names[] = {"position.glass", "termlist.glass"};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    char *shard = first_shard(f), *path = g_build_filename(shard, names[i], NULL);
    g_assert_cmpint(g_unlink(path), ==, 0);
    assert_unreadable(f, INDEXER_ERROR_DAMAGED, "--rebuild");
    g_assert_true(try_update(f, true, NULL));
    g_assert_cmpuint(assert_one_generation(f), ==, 0);
    g_free(shard);
    g_free(path);
  }
}

static void
test_what_is_no_index_is_refused(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  GError *error = NULL;
  g_assert_null(indexer_reader_open(f->reports, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_NOT_FOUND);
  g_assert_nonnull(strstr(error->message, "kompass index"));
  g_clear_error(&error);
  Fixture other = *f;
  other.index = g_build_filename(f->folder, "foreign", NULL);
  ShimWriter *writer = NULL;
  g_assert_true(shim_writer_open(other.index, true, &writer, NULL));
  shim_writer_free(writer);
  assert_refused(&other, INDEXER_ERROR_FOREIGN, "choose another folder");
  assert_unreadable(&other, INDEXER_ERROR_FOREIGN, "not an index that kompass made");
  g_free(other.index);
  other.index = g_build_filename(f->folder, "elsewhere", NULL);
  g_assert_cmpint(g_mkdir(other.index, 0700), ==, 0);
  test_folder_write(other.index, "XAPIANDB", "remote some.host:7000\n");
  assert_refused(&other, INDEXER_ERROR_FOREIGN, "lie elsewhere");
  g_free(other.index);
  other.index = g_build_filename(f->reports, "2580.txt", NULL);
  assert_refused(&other, INDEXER_ERROR_IO, "2580.txt");
  g_free(other.index);
}

/* Run without the rights of root, which no permission stops. */
static int
without_permissions(const Fixture *f) {
  if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
    return 77;
  const char *paths[] = {f->reports, NULL};
  IndexerOptions options = {.read = fixture_read};
  IndexerSummary summary = {0};
  GError *error = NULL;
  bool ok = indexer_update(f->index, paths, &options, &summary, &error);
  bool fitting = !ok && g_error_matches(error, INDEXER_ERROR, INDEXER_ERROR_IO) &&
                 strstr(error->message, "ask its owner") != NULL;
  indexer_summary_clear(&summary);
  g_clear_error(&error);
  return fitting ? 0 : 1;
}

static void
test_index_that_cannot_be_written_is_refused(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  g_assert_cmpint(chmod(f->folder, 0755), ==, 0);
  g_assert_cmpint(chmod(f->reports, 0755), ==, 0);
  char *lock = g_build_filename(f->index, "lock", NULL);
  g_assert_cmpint(chmod(lock, 0400), ==, 0);
  g_assert_cmpint(chmod(f->index, 0555), ==, 0);
  pid_t child = fork();
  if (child == 0)
    _exit(without_permissions(f));
  int status = 0;
  waitpid(child, &status, 0);
  g_assert_cmpint(chmod(f->index, 0755), ==, 0);
  g_free(lock);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
    g_test_skip("the rights of root can't be given up here");
    return;
  }
  g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  g_assert_cmpuint(assert_one_generation(f), ==, 0);
}

/* What a service that runs as another user meets. */
static int
told_as_permission(const Fixture *f) {
  if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
    return 77;
  GError *error = NULL;
  IndexerReader *reader = indexer_reader_open(f->index, &error);
  bool ok = reader == NULL && g_error_matches(error, INDEXER_ERROR, INDEXER_ERROR_IO) &&
            strstr(error->message, "Permission denied to the user") != NULL &&
            strstr(error->message, f->index) != NULL;
  if (!ok)
    g_printerr("# %s\n", error != NULL ? error->message : "it was opened");
  return ok ? 0 : 1;
}

static void
test_index_that_may_not_be_read_is_told_so(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  char *shard = first_shard(f), *table = g_build_filename(shard, "postlist.glass", NULL);
  char *stub = g_build_filename(f->index, "XAPIANDB", NULL);
  g_assert_cmpint(chmod(f->folder, 0755), ==, 0);
  const char *const closed[] = {f->index, stub, shard, table};
  for (gsize i = 0; i < G_N_ELEMENTS(closed); i++) {
    g_assert_cmpint(chmod(closed[i], 0), ==, 0);
    pid_t child = fork();
    if (child == 0)
      _exit(told_as_permission(f));
    int status = 0;
    waitpid(child, &status, 0);
    g_assert_cmpint(chmod(closed[i], 0755), ==, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
      g_test_skip("the rights of root can't be given up here");
    else
      g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  g_free(stub);
  g_free(table);
  g_free(shard);
}

/* The rest of the folder is indexed, and what was indexed of the closed part stays. */
static int
with_closed_folder(const Fixture *f) {
  if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
    return 77;
  const char *paths[] = {f->reports, NULL};
  IndexerOptions options = {.read = fixture_read};
  IndexerSummary summary = {0};
  bool ok = indexer_update(f->index, paths, &options, &summary, NULL) &&
            summary.failures->len == 1 && summary.unchanged == 6 && summary.removed == 0;
  indexer_summary_clear(&summary);
  return ok ? 0 : 1;
}

static void
test_closed_folder_is_a_failure_and_keeps_its_reports(Fixture *f,
                                                      G_GNUC_UNUSED gconstpointer data) {
  char *closed = g_build_filename(f->reports, "closed", NULL);
  char *command = g_strdup_printf("chown -R 65534 '%s'", f->folder);
  if (geteuid() == 0)
    g_assert_cmpint(system(command), ==, 0);
  g_assert_cmpint(g_mkdir(closed, 0755), ==, 0);
  test_folder_write(closed, "x.txt", "1480 2018 10 2\n1 1.5 strength Stängt\n");
  fixture_update(f->index, f->reports, "1 0 0 5 0 0");
  if (geteuid() == 0)
    g_assert_cmpint(system(command), ==, 0);
  g_assert_cmpint(chmod(closed, 0), ==, 0);
  pid_t child = fork();
  if (child == 0)
    _exit(with_closed_folder(f));
  int status = 0;
  waitpid(child, &status, 0);
  g_assert_cmpint(chmod(closed, 0755), ==, 0);
  g_free(closed);
  g_free(command);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
    g_test_skip("the rights of root can't be given up here");
    return;
  }
  g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void
test_too_many_shards_are_refused(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  const char *paths[] = {f->reports, NULL};
  IndexerOptions options = {.read = fixture_read, .shards = 100000};
  IndexerSummary summary = {0};
  GError *error = NULL;
  g_assert_false(indexer_update(f->index, paths, &options, &summary, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_INPUT);
  g_error_free(error);
  indexer_summary_clear(&summary);
}

/* An update that can read nothing. */
static void
refuse_unread(const char *index, const char *reports) {
  const char *paths[] = {reports, NULL};
  IndexerOptions options = {.read = fixture_read};
  IndexerSummary summary = {0};
  GError *error = NULL;
  g_assert_false(indexer_update(index, paths, &options, &summary, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_INPUT);
  g_error_free(error);
  indexer_summary_clear(&summary);
}

static void
test_nothing_is_left_of_an_index_that_was_not_made(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  char *unread = g_build_filename(f->folder, "unread", NULL);
  char *outer = g_build_filename(f->folder, "outer", NULL);
  char *inner = g_build_filename(outer, "middle", "inner", NULL);
  char *lock = g_build_filename(outer, "lock", NULL);
  g_assert_cmpint(g_mkdir(unread, 0700), ==, 0);
  test_folder_write(unread, "x.txt", "bad");
  refuse_unread(inner, unread);
  g_assert_false(g_file_test(outer, G_FILE_TEST_EXISTS));
  g_assert_cmpint(g_mkdir(outer, 0700), ==, 0); /* a folder of the user's stays */
  refuse_unread(inner, unread);
  refuse_unread(outer, unread);
  GPtrArray *names = indexer_folder_names(outer, NULL);
  g_assert_cmpuint(names->len, ==, 0);
  g_ptr_array_unref(names);
  test_folder_write(outer, "lock", "");
  refuse_unread(outer, unread);
  g_assert_true(g_file_test(lock, G_FILE_TEST_EXISTS));
  fixture_update(outer, f->reports, "5 0 0 0 0 0");
  refuse_unread(inner, unread);
  g_free(lock);
  g_free(inner);
  g_free(outer);
  g_free(unread);
}

/* As the system's own files do that are read when something happens; a pipe stands for them. */
static void
test_file_that_gives_nothing_is_not_waited_for(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  char *pipe = g_build_filename(f->folder, "pipe.txt", NULL);
  g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
  int writer = open(pipe, O_RDWR);
  g_assert_cmpint(writer, >=, 0);
  GError *error = NULL;
  g_assert_null(indexer_source_hash(pipe, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_IO);
  g_assert_nonnull(strstr(error->message, "pipe.txt"));
  g_error_free(error);
  close(writer);
  g_free(pipe);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  add("something-else", 1, test_folder_of_something_else_is_refused);
  add("damaged", 1, test_damaged_index_is_refused_and_can_be_rebuilt);
  add("damaged-stub", 1, test_damaged_stub_can_be_rebuilt);
  add("without-a-table", 1, test_index_without_a_table_is_refused);
  add("foreign", 1, test_what_is_no_index_is_refused);
  add("may-not-be-read", 2, test_index_that_may_not_be_read_is_told_so);
  add("no-permission", 1, test_index_that_cannot_be_written_is_refused);
  add("closed-folder", 1, test_closed_folder_is_a_failure_and_keeps_its_reports);
  add("nothing-is-left", 1, test_nothing_is_left_of_an_index_that_was_not_made);
  add("too-many-shards", 1, test_too_many_shards_are_refused);
  add("gives-nothing", 1, test_file_that_gives_nothing_is_not_waited_for);
  return g_test_run();
}
