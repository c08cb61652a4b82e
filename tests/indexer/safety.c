/* tests/indexer/safety.c: an update is all or nothing, and what can't be updated says why. */
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "corpus/text/error.h"
#include "indexer/record.h"
#include "indexer/schema.h"
#include "indexer/sources.h"
#include "indexer/storage.h"
#include "shim/shim.h"
#include "tests/indexer/fixture.h"

typedef struct {
  char *folder, *reports, *index;
  unsigned shards;
} Fixture;

/* A generation of reports: all passages of all reports name it. */
static void
write_reports(const Fixture *f, unsigned generation) {
  static const char *const codes[] = {"2580", "2514", "0138", "1283", "0114"};
  for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%s 2018 10 2\n", codes[i]);
    for (unsigned passage = 0; passage < 20; passage++)
      g_string_append_printf(text, "1 1.5 strength generation%u ord%u\n", generation, passage);
    char *name = g_strdup_printf("%s.txt", codes[i]);
    test_folder_write(f->reports, name, text->str);
    g_free(name);
    g_string_free(text, TRUE);
  }
}

static void
set_up(Fixture *f, gconstpointer shards) {
  f->folder = test_folder_new();
  f->reports = g_build_filename(f->folder, "reports", NULL);
  f->index = g_build_filename(f->folder, "index", NULL);
  f->shards = GPOINTER_TO_UINT(shards);
  g_assert_cmpint(g_mkdir(f->reports, 0700), ==, 0);
  write_reports(f, 0);
  fixture_update_with(f->index, f->reports, f->shards, false, "5 0 0 0 0 0");
}

static void
tear_down(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  g_free(f->reports);
  g_free(f->index);
  test_folder_remove(f->folder);
}

static bool
try_update(const Fixture *f, bool rebuild, GError **error) {
  const char *paths[] = {f->reports, NULL};
  IndexerOptions options = {.read = fixture_read, .rebuild = rebuild};
  IndexerSummary summary = {0};
  bool ok = indexer_update(f->index, paths, &options, &summary, error);
  indexer_summary_clear(&summary);
  return ok;
}

/* The index is whole, and of one generation of reports, whose number is returned. */
static unsigned
assert_one_generation(const Fixture *f) {
  IndexerReader *reader = fixture_open(f->index);
  g_assert_cmpuint(indexer_reader_reports(reader)->len, ==, 5);
  g_assert_cmpuint(indexer_reader_passage_count(reader, NULL), ==, 100);
  char *dump = fixture_dump(reader), **lines = g_strsplit(dump, "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 101);
  char *first = strstr(lines[0], "generation");
  unsigned generation = (unsigned)g_ascii_strtoull(first + strlen("generation"), NULL, 10);
  char *mark = g_strdup_printf("generation%u ", generation);
  for (unsigned i = 0; i < 100; i++)
    g_assert_nonnull(strstr(lines[i], mark));
  g_free(mark);
  g_strfreev(lines);
  g_free(dump);
  indexer_reader_free(reader);
  return generation;
}

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
  for (unsigned round = 1; round <= 24; round++) {
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
assert_refused(const Fixture *f, IndexerErrorCode code, const char *part) {
  GError *error = NULL;
  g_assert_false(try_update(f, false, &error));
  g_assert_error(error, INDEXER_ERROR, (int)code);
  g_assert_nonnull(strstr(error->message, part));
  g_assert_null(strchr(error->message, '\n'));
  g_error_free(error);
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

/* The folder of the first shard; the caller frees it. */
static char *
first_shard(const Fixture *f) {
  char *stub = g_build_filename(f->index, "XAPIANDB", NULL), *text = NULL;
  g_assert_true(g_file_get_contents(stub, &text, NULL, NULL));
  char **lines = g_strsplit(text, "\n", -1);
  char *path = g_build_filename(f->index, lines[0] + strlen("auto "), NULL);
  g_strfreev(lines);
  g_free(text);
  g_free(stub);
  return path;
}

static void
mark_version(const Fixture *f, const char *version) {
  char *path = first_shard(f);
  ShimWriter *writer = NULL;
  g_assert_true(shim_writer_open(path, true, &writer, NULL));
  g_assert_true(
      shim_writer_set_metadata(writer, INDEXER_META_VERSION, version, strlen(version), NULL));
  g_assert_true(shim_writer_commit(writer, NULL));
  shim_writer_free(writer);
  g_free(path);
}

static void
assert_unreadable(const Fixture *f, IndexerErrorCode code, const char *part) {
  GError *error = NULL;
  g_assert_null(indexer_reader_open(f->index, &error));
  g_assert_error(error, INDEXER_ERROR, (int)code);
  g_assert_nonnull(strstr(error->message, part));
  g_error_free(error);
}

static void
test_other_version_is_refused_by_name_and_can_be_rebuilt(Fixture *f,
                                                         G_GNUC_UNUSED gconstpointer data) {
  char *next = g_strdup_printf("%d", INDEXER_SCHEMA_VERSION + 1);
  const char *const versions[] = {next, "1", "-1", "99999999999999999999", "x\n", "1 "};
  for (gsize i = 0; i < G_N_ELEMENTS(versions); i++) {
    mark_version(f, versions[i]);
    assert_unreadable(f, INDEXER_ERROR_VERSION, "--rebuild");
    assert_unreadable(f, INDEXER_ERROR_VERSION, versions[i]);
    GError *error = NULL;
    g_assert_false(try_update(f, false, &error));
    g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_VERSION);
    g_error_free(error);
  }
  g_assert_true(try_update(f, true, NULL));
  g_assert_cmpuint(assert_one_generation(f), ==, 0);
  g_free(next);
}

/* Makes the index one of an earlier version, as that wrote it. */
static void
make_earlier(const Fixture *f, unsigned version) {
  GPtrArray *sources = indexer_earlier_sources(f->index, NULL);
  GByteArray *state = g_byte_array_new();
  indexer_put_number(state, sources->len);
  for (guint i = 0; i < sources->len; i++) {
    const IndexerSource *source = sources->pdata[i];
    indexer_put_bytes(state, source->path, strlen(source->path));
    indexer_put_text(state, source->hash);
    indexer_put_number(state, source->reader);
    if (version >= 12)
      indexer_put_number(state, source->recognised);
    indexer_put_text(state, source->base_id);
    indexer_put_text(state, source->municipality);
    indexer_put_number(state, source->year);
    indexer_put_number(state, source->month);
    indexer_put_number(state, source->evaluation);
    indexer_put_text(state, source->report_id);
  }
  char *path = first_shard(f), *number = g_strdup_printf("%u", version);
  ShimWriter *writer = NULL;
  g_assert_true(shim_writer_open(path, true, &writer, NULL));
  g_assert_true(
      shim_writer_set_metadata(writer, INDEXER_META_SOURCES, state->data, state->len, NULL));
  g_assert_true(shim_writer_commit(writer, NULL));
  shim_writer_free(writer);
  mark_version(f, number);
  g_free(number);
  g_free(path);
  g_byte_array_unref(state);
  g_ptr_array_unref(sources);
}

static void
test_earlier_version_is_made_anew_from_its_reports(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  char *elsewhere = g_build_filename(f->folder, "elsewhere", NULL);
  const char *paths[] = {elsewhere, NULL};
  g_assert_cmpint(g_mkdir(elsewhere, 0700), ==, 0);
  test_folder_write(elsewhere, "new.txt", "0115 2018 10 2\n1 1.5 strength ny\n");
  for (unsigned version = 5; version < INDEXER_SCHEMA_VERSION; version++) {
    IndexerOptions options = {.read = fixture_read};
    IndexerSummary summary = {0};
    GError *error = NULL;
    make_earlier(f, version);
    assert_unreadable(f, INDEXER_ERROR_VERSION, "--rebuild");
    bool ok = indexer_update(f->index, paths, &options, &summary, &error);
    g_assert_no_error(error);
    g_assert_true(ok);
    g_assert_cmpuint(summary.reports, ==, 6);
    g_assert_cmpuint(summary.notices->len, ==, 1);
    g_assert_nonnull(strstr(summary.notices->pdata[0], "made anew"));
    indexer_summary_clear(&summary);
  }
  g_free(elsewhere);
}

/* Where a report is gone, nothing is forgotten, and the command is told that makes it without. */
static void
test_earlier_version_stays_where_a_report_is_gone(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  char *elsewhere = g_build_filename(f->folder, "elsewhere", NULL);
  char *gone = g_build_filename(f->reports, "2514.txt", NULL);
  const char *paths[] = {elsewhere, NULL};
  IndexerOptions options = {.read = fixture_read};
  IndexerSummary summary = {0};
  GError *error = NULL;
  g_assert_cmpint(g_mkdir(elsewhere, 0700), ==, 0);
  test_folder_write(elsewhere, "new.txt", "0115 2018 10 2\n1 1.5 strength ny\n");
  make_earlier(f, INDEXER_SCHEMA_VERSION - 1);
  g_assert_cmpint(g_unlink(gone), ==, 0);
  g_assert_false(indexer_update(f->index, paths, &options, &summary, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_VERSION);
  g_assert_nonnull(strstr(error->message, gone));
  g_assert_nonnull(strstr(error->message, "kompass index --rebuild --index"));
  g_clear_error(&error);
  indexer_summary_clear(&summary);
  assert_unreadable(f, INDEXER_ERROR_VERSION, "--rebuild");
  /* One whose folder is given, and read, was taken out on purpose. */
  paths[0] = f->reports;
  summary = (IndexerSummary){0};
  g_assert_true(indexer_update(f->index, paths, &options, &summary, &error));
  g_assert_cmpuint(summary.reports, ==, 4);
  indexer_summary_clear(&summary);
  g_free(gone);
  g_free(elsewhere);
}

static void
test_rebuild_without_a_path_reads_its_own_reports(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  const char *paths[] = {NULL};
  IndexerOptions options = {.read = fixture_read, .rebuild = true};
  IndexerSummary summary = {0};
  GError *error = NULL;
  write_reports(f, 7);
  g_assert_true(indexer_update(f->index, paths, &options, &summary, &error));
  indexer_summary_clear(&summary);
  g_assert_cmpuint(assert_one_generation(f), ==, 7);
  char *other = g_build_filename(f->folder, "none", NULL);
  summary = (IndexerSummary){0};
  g_assert_false(indexer_update(other, paths, &options, &summary, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, "name them: kompass index --rebuild"));
  g_error_free(error);
  indexer_summary_clear(&summary);
  g_free(other);
}

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

#define add(name, shards, function)                                                                \
  g_test_add("/indexer/safety/" name, Fixture, GUINT_TO_POINTER(shards), set_up, function,         \
             tear_down)

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
  add("version", 1, test_other_version_is_refused_by_name_and_can_be_rebuilt);
  add("earlier", 1, test_earlier_version_is_made_anew_from_its_reports);
  add("earlier-gone", 1, test_earlier_version_stays_where_a_report_is_gone);
  add("own-reports", 1, test_rebuild_without_a_path_reads_its_own_reports);
  add("something-else", 1, test_folder_of_something_else_is_refused);
  add("damaged", 1, test_damaged_index_is_refused_and_can_be_rebuilt);
  add("without-a-table", 1, test_index_without_a_table_is_refused);
  add("foreign", 1, test_what_is_no_index_is_refused);
  add("may-not-be-read", 2, test_index_that_may_not_be_read_is_told_so);
  add("no-permission", 1, test_index_that_cannot_be_written_is_refused);
  add("closed-folder", 1, test_closed_folder_is_a_failure_and_keeps_its_reports);
  add("emptied-folder", 1, test_emptied_folder_is_refused_unless_meant);
  add("unread-file", 1, test_file_that_cannot_be_read_keeps_its_report);
  add("nothing-read", 1, test_nothing_read_makes_no_index);
  add("too-many-shards", 1, test_too_many_shards_are_refused);
  return g_test_run();
}
