/* tests/shim/writer.c: a commit is all or nothing, whatever happens to the process. */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/shim/fixture.h"

static const char *const texts[] = {"dialog", "budget", NULL};

static void
test_replace_and_delete_go_by_term(void) {
  char *folder = test_folder_new();
  fixture_index(folder, 1, texts);
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  ShimDocument *document = fixture_document(NULL, 1, "ny dialog");
  fixture_replace(writer, "Q1", document);
  fixture_replace(writer, "Q9", document);
  must(shim_writer_delete(writer, "Q2", MUST));
  must(shim_writer_delete(writer, "Q77", MUST));
  must(shim_writer_commit(writer, MUST));
  shim_document_free(document);
  shim_writer_free(writer);
  ShimDatabase *database = fixture_open(folder);
  fixture_assert_search(database, fixture_term("dialog"), "ny dialog|ny dialog");
  fixture_assert_search(database, fixture_term("budget"), "");
  shim_database_free(database);
  test_folder_remove(folder);
}

static void
test_free_without_commit_drops_the_changes(void) {
  char *folder = test_folder_new();
  fixture_index(folder, 1, texts);
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  fixture_add(writer, 3, "aldrig");
  shim_writer_free(writer);
  ShimDatabase *database = fixture_open(folder);
  g_assert_cmpuint(fixture_count(database), ==, 2);
  shim_database_free(database);
  test_folder_remove(folder);
  shim_writer_free(NULL);
}

static void
test_commit_can_be_followed_by_another(void) {
  char *folder = test_folder_new();
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  ShimDatabase *database = fixture_open(folder);
  for (unsigned i = 1; i <= 3; i++) {
    fixture_add(writer, i, "text");
    must(shim_writer_commit(writer, MUST));
    fixture_open_anew(&database, folder);
    g_assert_cmpuint(fixture_count(database), ==, i);
  }
  shim_writer_free(writer);
  shim_database_free(database);
  test_folder_remove(folder);
}

/* More documents than Xapian commits by itself after, outside a transaction. */
static void
test_nothing_shows_before_the_commit_however_much_is_written(void) {
  char *folder = test_folder_new();
  fixture_index(folder, 1, texts);
  ShimWriter *writer = NULL;
  must(shim_writer_open(folder, true, &writer, MUST));
  ShimDocument *document = fixture_document(NULL, 3, "kort");
  for (unsigned i = 0; i < 25000; i++)
    must(shim_writer_add(writer, document, MUST));
  shim_document_free(document);
  ShimDatabase *database = fixture_open(folder);
  g_assert_cmpuint(fixture_count(database), ==, 2);
  must(shim_writer_commit(writer, MUST));
  fixture_open_anew(&database, folder);
  g_assert_cmpuint(fixture_count(database), ==, 25002);
  shim_database_free(database);
  shim_writer_free(writer);
  test_folder_remove(folder);
}

/* Runs body in a child process until it says that it is ready (or dies). */
static pid_t
start_child(void (*body)(const char *folder, int ready), const char *folder) {
  int ends[2];
  g_assert_cmpint(pipe(ends), ==, 0);
  pid_t child = fork();
  g_assert_cmpint(child, >=, 0);
  if (child == 0) {
    close(ends[0]);
    body(folder, ends[1]);
    _exit(0);
  }
  close(ends[1]);
  char byte = 0;
  g_assert_cmpint(read(ends[0], &byte, 1), ==, 1);
  close(ends[0]);
  return child;
}

static void
say_ready(int ready) {
  if (write(ready, "r", 1) != 1)
    _exit(1);
}

static void
end_child(pid_t child) {
  int status = 0;
  kill(child, SIGKILL);
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
}

static void
hold_lock(const char *folder, int ready) {
  ShimWriter *writer = NULL;
  if (!shim_writer_open(folder, true, &writer, NULL))
    _exit(1);
  say_ready(ready);
  for (;;)
    pause();
}

static void
test_second_writer_is_told_of_the_lock(void) {
  char *folder = test_folder_new();
  fixture_index(folder, 1, texts);
  pid_t child = start_child(hold_lock, folder);
  ShimWriter *writer = NULL;
  GError *error = NULL;
  g_assert_false(shim_writer_open(folder, true, &writer, &error));
  g_assert_error(error, SHIM_ERROR, SHIM_ERROR_LOCKED);
  g_assert_nonnull(strstr(error->message, folder));
  g_assert_null(writer);
  g_error_free(error);
  ShimDatabase *database = fixture_open(folder);
  g_assert_cmpuint(fixture_count(database), ==, 2);
  shim_database_free(database);
  end_child(child);
  must(shim_writer_open(folder, true, &writer, MUST));
  shim_writer_free(writer);
  test_folder_remove(folder);
}

static void
write_without_commit(const char *folder, int ready) {
  ShimWriter *writer = NULL;
  if (!shim_writer_open(folder, true, &writer, NULL))
    _exit(1);
  for (unsigned i = 0; i < 12000; i++)
    fixture_add(writer, 10 + i, "aldrig sedd text");
  say_ready(ready);
  for (;;)
    pause();
}

static void
test_kill_before_the_commit_leaves_the_last_one(void) {
  char *folder = test_folder_new();
  fixture_index(folder, 1, texts);
  end_child(start_child(write_without_commit, folder));
  ShimDatabase *database = fixture_open(folder);
  g_assert_cmpuint(fixture_count(database), ==, 2);
  fixture_assert_search(database, fixture_term("dialog"), "dialog");
  fixture_assert_search(database, fixture_term("aldrig"), "");
  shim_database_free(database);
  test_folder_remove(folder);
}

/* Every commit replaces all documents by the next generation of them. */
static void
commit_for_ever(const char *folder, int ready) {
  ShimWriter *writer = NULL;
  if (!shim_writer_open(folder, true, &writer, NULL))
    _exit(1);
  say_ready(ready);
  for (unsigned generation = 1;; generation++) {
    char *text = g_strdup_printf("generation g%u", generation);
    for (unsigned i = 1; i <= 50; i++) {
      char *unique = g_strdup_printf("Q%u", i);
      ShimDocument *document = fixture_document(NULL, i, text);
      if (!shim_writer_delete(writer, unique, NULL) || !shim_writer_add(writer, document, NULL))
        _exit(1);
      shim_document_free(document);
      g_free(unique);
    }
    g_free(text);
    if (!shim_writer_commit(writer, NULL))
      _exit(1);
  }
}

static bool
expect_same_text(G_GNUC_UNUSED unsigned id, const ShimDocument *document, void *context) {
  GBytes **first = context, *data = NULL;
  must(shim_document_data(document, &data, MUST));
  if (*first == NULL)
    *first = g_bytes_ref(data);
  g_assert_true(g_bytes_equal(*first, data));
  g_bytes_unref(data);
  return true;
}

static void
test_kill_during_commits_leaves_one_whole_generation(void) {
  for (unsigned round = 0; round < 25; round++) {
    char *folder = test_folder_new();
    pid_t child = start_child(commit_for_ever, folder);
    g_usleep(500 + 1700 * round);
    end_child(child);
    ShimDatabase *database = fixture_open(folder);
    unsigned count = fixture_count(database);
    g_assert_true(count == 0 || count == 50);
    GBytes *first = NULL;
    must(shim_database_each_document(database, "", expect_same_text, &first, MUST));
    if (first != NULL)
      g_bytes_unref(first);
    shim_database_free(database);
    ShimWriter *writer = NULL;
    must(shim_writer_open(folder, true, &writer, MUST));
    must(shim_writer_commit(writer, MUST));
    shim_writer_free(writer);
    test_folder_remove(folder);
  }
}

/* The same documents by the same numbers, also where some are gone, and not a byte more. */
static void
test_compacting_keeps_everything(void) {
  char *folder = test_folder_new();
  char *loose = g_build_filename(folder, "loose", NULL), *to = g_build_filename(folder, "to", NULL);
  ShimWriter *writer = NULL;
  must(shim_writer_open(loose, true, &writer, MUST));
  for (unsigned i = 1; i <= 500; i++)
    fixture_add(writer, i, i == 400 ? "dialog" : "text");
  must(shim_writer_delete(writer, "Q7", MUST));
  must(shim_writer_set_metadata(writer, "key", "value", 5, MUST));
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
  must(shim_database_compact((const char *const[]){loose, NULL}, to, MUST));
  ShimDatabase *database = fixture_open(to);
  GBytes *value = NULL;
  g_assert_cmpuint(fixture_count(database), ==, 499);
  fixture_assert_search(database, fixture_term("dialog"), "dialog");
  must(shim_database_metadata(database, "key", &value, MUST));
  g_assert_cmpuint(g_bytes_get_size(value), ==, 5);
  g_bytes_unref(value);
  shim_database_free(database);
  g_free(to);
  g_free(loose);
  test_folder_remove(folder);
}

static void
test_compacting_nothing_is_an_error(void) {
  char *folder = test_folder_new(), *to = g_build_filename(folder, "to", NULL);
  GError *error = NULL;
  g_assert_false(shim_database_compact((const char *const[]){folder, NULL}, to, &error));
  g_assert_nonnull(error);
  g_error_free(error);
  g_free(to);
  test_folder_remove(folder);
}

static void
test_folder_that_cannot_be_made_is_an_error(void) {
  char *folder = test_folder_new();
  test_folder_write(folder, "file", "no index");
  char *path = g_build_filename(folder, "file", "index", NULL);
  ShimWriter *writer = NULL;
  GError *error = NULL;
  g_assert_false(shim_writer_open(path, true, &writer, &error));
  g_assert_error(error, SHIM_ERROR, SHIM_ERROR_INTERNAL);
  g_assert_nonnull(strstr(error->message, path));
  g_error_free(error);
  g_free(path);
  test_folder_remove(folder);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shim/writer/replace", test_replace_and_delete_go_by_term);
  g_test_add_func("/shim/writer/no-commit", test_free_without_commit_drops_the_changes);
  g_test_add_func("/shim/writer/commits", test_commit_can_be_followed_by_another);
  g_test_add_func("/shim/writer/much",
                  test_nothing_shows_before_the_commit_however_much_is_written);
  g_test_add_func("/shim/writer/locked", test_second_writer_is_told_of_the_lock);
  g_test_add_func("/shim/writer/killed-before", test_kill_before_the_commit_leaves_the_last_one);
  g_test_add_func("/shim/writer/killed-during",
                  test_kill_during_commits_leaves_one_whole_generation);
  g_test_add_func("/shim/writer/compacted", test_compacting_keeps_everything);
  g_test_add_func("/shim/writer/compacted-nothing", test_compacting_nothing_is_an_error);
  g_test_add_func("/shim/writer/no-folder", test_folder_that_cannot_be_made_is_an_error);
  return g_test_run();
}
