/* tests/search/command/cli.c: the real binary: exit statuses, what goes where, and bad input of
 * every kind.
 *
 * KOMPASS_BINARY names the program. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/schema.h"
#include "shim/shim.h"
#include "tests/folder.h"

typedef struct {
  char *out, *err;
  int status; /* exit status; -1 = it died of a signal */
} Run;

typedef struct {
  char *folder; /* a folder of the test's own, with "index", an index of one sample report */
  char *index;
} Fixture;

static char *shared_index; /* made once, copied for each test that writes to it */

/* argv: NULL-terminated, without the program. index: for $KOMPASS_INDEX. */
static Run
run(const char *index, const char *const *argv) {
  GStrvBuilder *builder = g_strv_builder_new();
  g_strv_builder_add(builder, g_getenv("KOMPASS_BINARY"));
  g_strv_builder_addv(builder, (const char **)argv);
  char **words = g_strv_builder_end(builder);
  char **environment = g_environ_setenv(g_get_environ(), "KOMPASS_INDEX", index, TRUE);
  Run result = {NULL, NULL, -1};
  GError *error = NULL;
  int wait_status = 0;
  g_spawn_sync(NULL, words, environment, G_SPAWN_DEFAULT, NULL, NULL, &result.out, &result.err,
               &wait_status, &error);
  g_assert_no_error(error);
  if (WIFEXITED(wait_status))
    result.status = WEXITSTATUS(wait_status);
  g_strfreev(words);
  g_strfreev(environment);
  g_strv_builder_unref(builder);
  return result;
}

static void
run_clear(Run *result) {
  g_free(result->out);
  g_free(result->err);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Runs, and checks status, that an answer is there or not, and what standard error says: a text
 * that it holds, or NULL for nothing at all. */
static void
assert_run(const char *index, const char *const *argv, int status, bool answer,
           const char *message) {
  Run result = run(index, argv);
  if (result.status != status || (*result.out != '\0') != answer)
    g_error("kompass %s: status %d, answer \"%.200s\", said \"%s\"", argv[0], result.status,
            result.out, result.err);
  if (message == NULL)
    g_assert_cmpstr(result.err, ==, "");
  else if (strstr(result.err, message) == NULL)
    g_error("kompass %s said \"%s\", not \"%s\"", argv[0], result.err, message);
  run_clear(&result);
}

static char *
sample(const char *name) {
  return g_build_filename(g_getenv("KOMPASS_SOURCE"), "corpus", "reports", name, NULL);
}

static void
make_shared_index(const char *folder) {
  char *report = sample("lulea-2018.txt");
  shared_index = g_build_filename(folder, "shared", NULL);
  assert_run(shared_index, WORDS("index", report), 0, true, "the text says");
  g_free(report);
}

static void
set_up(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  fixture->folder = test_folder_new();
  fixture->index = g_build_filename(fixture->folder, "index", NULL);
}

static void
tear_down(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  g_free(fixture->index);
  test_folder_remove(fixture->folder);
}

/* A file in the fixture's folder; the caller frees its path. */
static char *
file_with(const Fixture *fixture, const char *name, const char *bytes, gssize length) {
  char *path = g_build_filename(fixture->folder, name, NULL);
  g_assert_true(g_file_set_contents(path, bytes, length, NULL));
  return path;
}

/* ---- usage ---- */

/* An empty answer says where to look: in text, and on standard error beside a table. */
static void
test_empty_answers_point_on(G_GNUC_UNUSED Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  const struct {
    const char *const *argv;
    const char *says;
  } table[] = {
      {WORDS("best", "-q", "1.5", "-y", "1990"), "No strength passes the filters; without them"},
      {WORDS("best", "-q", "1.3", "-r", "2010"), "kompass best --question 1.3 --revision 2016"},
      {WORDS("models", "-y", "1990"), "No reference passes the filters; without them there are"},
      {WORDS("models", "-y", "1990", "--cite"), "No reference passes the filters"},
      {WORDS("scores", "Luleå", "-y", "1990"), "holds: Luleå 2018 (revision 2016)."},
      {WORDS("scores", "Kiruna"), "no report of Kiruna; kompass status lists"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    Run result = run(shared_index, table[i].argv);
    if (result.status != 0 || strstr(g_strdelimit(result.out, "\n", ' '), table[i].says) == NULL)
      g_error("kompass %s: %s", table[i].argv[0], result.out);
    run_clear(&result);
  }
  assert_run(shared_index, WORDS("best", "-q", "1.5", "-y", "1990", "-f", "csv"), 0, true,
             "without them there are");
}

static void
test_status_and_streams(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *none = g_build_filename(fixture->folder, "nowhere", NULL);
  const struct {
    const char *const *argv;
    int status;
    bool answer;
    const char *message;
  } table[] = {
      {WORDS("search", "mutor"), 0, true, NULL},
      {WORDS("search", "ordsomintefinns"), 0, true, NULL},
      {WORDS("search", "mutor", "--format", "json"), 0, true, NULL},
      {WORDS("search", "mutor", "--format", "csv"), 0, true, NULL},
      {WORDS("search", "mutor", "--limit", "0"), 0, true, NULL},
      {WORDS("search", "--", "-mutor"), 0, true, NULL},
      {WORDS("models"), 0, true, NULL},
      {WORDS("models", "--cite"), 0, true, NULL},
      {WORDS("scores"), 0, true, NULL},
      {WORDS("scores", "Luleå"), 0, true, NULL},
      {WORDS("scores", "luleå kommun"), 0, true, NULL},
      {WORDS("scores", "Malmö"), 0, true, NULL},
      {WORDS("export"), 0, true, NULL},
      {WORDS("status"), 0, true, NULL},
      {WORDS("--help"), 0, true, NULL},
      {WORDS("--version"), 0, true, NULL},
      {WORDS("--man"), 0, true, NULL},
      {WORDS("-V"), 0, true, NULL},
      {WORDS("help"), 0, true, NULL},
      {WORDS("help", "learn"), 0, true, NULL},
      {WORDS("--man", "learn"), 0, true, NULL},
      {WORDS("--man", "kompass.conf"), 0, true, NULL},
      {WORDS("--completion"), 0, true, NULL},
      {WORDS("--completion", "zsh"), 0, true, NULL},
      {WORDS("--list", "municipalities"), 0, true, NULL},
      {WORDS("--list", "questions"), 0, true, NULL},
      {WORDS("--list", "revisions"), 0, true, NULL},
      {WORDS("--list", "commands"), 0, true, NULL},
      {WORDS("--list", "questions", "--index", none), 1, false, "kompass: "},
      {WORDS("--list", "counties"), 2, false, "kompass: --list: commands"},
      {WORDS("help", "lern"), 2, false, "did you mean \"learn\"?"},
      {WORDS("--man", "lern"), 2, false, "kompass: --man"},
      {WORDS("--completion", "tcsh"), 2, false, "bash, zsh or fish"},
      {WORDS("search", "--help"), 0, true, NULL},
      {WORDS("scores", "Lulaå"), 1, false, "kompass scores: no municipality is called \"Lulaå\""},
      {WORDS("search", "x", "--municipality", "Östersnud"), 1, false, "Östersund"},
      {WORDS("search", "x", "--index", none), 1, false, "kompass search: "},
      {WORDS("status", "--index", "/dev/null"), 1, false, "kompass status: "},
      {WORDS("index", none), 1, true, "kompass index: "},
      {WORDS(NULL), 2, false, "usage: kompass"},
      {WORDS("sarch", "x"), 2, false, "kompass: there is no command \"sarch\""},
      {WORDS("search"), 2, false, "kompass search: QUERY... is missing"},
      {WORDS("search", ""), 2, false, "kompass search: the query holds no word"},
      {WORDS("search", "a*"), 2, false, "kompass search: a* is too short"},
      {WORDS("search", "mut\xE5"), 2, false, "kompass search: the query is not UTF-8"},
      {WORDS("search", "x", "--bogus"), 2, false, "kompass search: Unknown option --bogus"},
      {WORDS("search", "x", "--area", "9"), 2, false, "kompass search: --area \"9\""},
      {WORDS("search", "x", "--area", "2147483648000"), 2, false, "area"},
      {WORDS("search", "x", "--question", "1.77"), 2, false, "question"},
      {WORDS("search", "x", "--tag", "bad"), 2, false, "tag"},
      {WORDS("search", "x", "--year", "2018..2012"), 2, false, "year"},
      {WORDS("search", "x", "--revision", "1999"), 2, false, "revision"},
      {WORDS("search", "x", "--limit", "-1"), 2, false, "limit"},
      {WORDS("search", "x", "--limit", "1000000000"), 2, false, "limit"},
      {WORDS("search", "x", "--offset", "x"), 2, false, "offset"},
      {WORDS("search", "x", "--format", "xml"), 2, false, "format"},
      {WORDS("export", "--format", "text"), 2, false, "format"},
      {WORDS("status", "x"), 2, false, "too many"},
      {WORDS("index"), 2, false, "PATH... is missing"},
      {WORDS("index", "--shards", "0", "x"), 2, false, "shards"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
    assert_run(shared_index, table[i].argv, table[i].status, table[i].answer, table[i].message);
  g_free(none);
}

static void
test_a_query_of_a_megabyte(G_GNUC_UNUSED Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *word = g_strnfill(100000, 'a');
  assert_run(shared_index,
             WORDS("search", word, word, word, word, word, word, word, word, word, word), 2, false,
             "the query is 1000009 bytes long");
  g_free(word);
}

static void
test_a_full_device_is_noticed(G_GNUC_UNUSED Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  const char *const commands[] = {"search mutor", "scores", "export", "status", "--help"};
  for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
    char *line = g_strdup_printf("KOMPASS_INDEX='%s' '%s' %s >/dev/full", shared_index,
                                 g_getenv("KOMPASS_BINARY"), commands[i]);
    Run result = {NULL, NULL, -1};
    int status = 0;
    g_assert_true(g_spawn_sync(NULL, (char *[]){"/bin/sh", "-c", line, NULL}, NULL, G_SPAWN_DEFAULT,
                               NULL, NULL, &result.out, &result.err, &status, NULL));
    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, 1);
    g_assert_nonnull(strstr(result.err, "the answer could not be written"));
    run_clear(&result);
    g_free(line);
  }
}

static void
test_no_colour_goes_to_a_file(G_GNUC_UNUSED Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  Run result = run(shared_index, WORDS("search", "mutor"));
  g_assert_null(strchr(result.out, 0x1B));
  g_assert_nonnull(strstr(result.out, "Luleå 2018"));
  run_clear(&result);
}

/* For who is at this machine: which index it is, which configuration is read, and which of them
 * chose the index. */
static void
test_status_tells_the_places(G_GNUC_UNUSED Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  Run result = run(shared_index, WORDS("status"));
  char **lines = g_strsplit(result.out, "\n", 3);
  g_assert_nonnull(strstr(lines[0], shared_index));
  g_assert_true(g_str_has_prefix(lines[1], "configuration    none (/"));
  g_assert_true(g_str_has_suffix(lines[1], "; the index is chosen by KOMPASS_INDEX"));
  g_strfreev(lines);
  run_clear(&result);
}

/* ---- bad reports ---- */

/* The bad file is named with its reason, the good one beside it is indexed, the status is 1. */
static void
assert_refused(const Fixture *fixture, const char *path, const char *reason) {
  char *good = sample("lulea-2018.txt");
  Run result = run(fixture->index, WORDS("index", good, path));
  g_assert_cmpint(result.status, ==, 1);
  g_assert_true(g_str_has_prefix(result.err, "kompass index: "));
  g_assert_nonnull(strstr(result.err, path));
  if (strstr(result.err, reason) == NULL)
    g_error("%s: \"%s\" does not say \"%s\"", path, result.err, reason);
  g_assert_nonnull(strstr(result.out, "the index holds 1 report with"));
  g_free(good);
  run_clear(&result);
}

static void
test_an_empty_file(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *path = file_with(fixture, "empty.txt", "", 0);
  assert_refused(fixture, path, "empty");
  g_free(path);
}

/* Where there is nothing else, each is named, too, and once. */
static void
test_nothing_but_bad_files(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *empty = file_with(fixture, "empty.txt", "", 0);
  char *poem = file_with(fixture, "poem.txt", "Byarna vid sjön\n", -1);
  char *index = g_build_filename(fixture->folder, "none", NULL);
  Run result = run(index, WORDS("index", empty, poem));
  g_assert_cmpint(result.status, ==, 1);
  char **lines = g_strsplit(g_strchomp(result.err), "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 2);
  g_assert_nonnull(strstr(result.err, empty));
  g_assert_nonnull(strstr(result.err, poem));
  g_assert_nonnull(strstr(lines[1], "nothing could be read (2 files"));
  g_assert_false(g_file_test(index, G_FILE_TEST_EXISTS));
  g_strfreev(lines);
  run_clear(&result);
  g_free(index);
  g_free(poem);
  g_free(empty);
}

static void
test_a_file_of_100_megabytes(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *path = file_with(fixture, "large.txt", "x", 1);
  g_assert_cmpint(truncate(path, 100 * 1024 * 1024), ==, 0);
  assert_refused(fixture, path, "more than a report can have");
  g_free(path);
}

static void
test_a_binary_file(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char bytes[4096];
  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (char)(i * 37 % 256);
  char *path = file_with(fixture, "binary.txt", bytes, sizeof bytes);
  assert_refused(fixture, path, "not text");
  g_free(path);
}

/* A document that is encrypted is no archive any more. */
static void
test_a_document_with_a_password(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char bytes[4096] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  char *path = file_with(fixture, "rapport.docx", bytes, sizeof bytes);
  assert_refused(fixture, path, "protected by a password");
  g_free(path);
}

static void
test_a_text_that_is_no_report(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *path = file_with(fixture, "poem.txt", "Byarna vid sjön\n\nSol och vind och vatten.\n", -1);
  assert_refused(fixture, path, "report");
  g_free(path);
}

static void
test_a_folder_without_permission(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  if (geteuid() == 0) {
    g_test_skip("root may read everything");
    return;
  }
  char *path = g_build_filename(fixture->folder, "closed", NULL);
  g_assert_cmpint(g_mkdir(path, 0), ==, 0);
  assert_refused(fixture, path, "ermission");
  g_assert_cmpint(g_chmod(path, 0700), ==, 0);
  g_free(path);
}

/* What is read of a text that is not quite right is said, and the report is there. */
static void
assert_warned(const Fixture *fixture, const char *bytes, gsize length, const char *warning) {
  char *path = file_with(fixture, "lulea-2018.txt", bytes, (gssize)length);
  assert_run(fixture->index, WORDS("index", path), 0, true, warning);
  Run status = run(fixture->index, WORDS("status"));
  if (strstr(status.out, warning) == NULL)
    g_error("no \"%s\" in %s", warning, status.out);
  run_clear(&status);
  assert_run(fixture->index, WORDS("search", "kommunen", "--format", "json"), 0, true, NULL);
  g_free(path);
}

static void
test_latin1_is_converted_and_said(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *source = sample("lulea-2018.txt"), *text = NULL;
  gsize length = 0;
  GError *error = NULL;
  g_assert_true(g_file_get_contents(source, &text, NULL, NULL));
  char *latin =
      g_convert_with_fallback(text, -1, "ISO-8859-1", "UTF-8", "?", NULL, &length, &error);
  g_assert_no_error(error);
  assert_warned(fixture, latin, length, "onverted");
  Run result = run(fixture->index, WORDS("scores", "Luleå", "--format", "json"));
  g_assert_true(g_utf8_validate(result.out, -1, NULL));
  g_assert_nonnull(strstr(result.out, "Luleå"));
  run_clear(&result);
  g_free(latin);
  g_free(text);
  g_free(source);
}

static void
test_broken_utf8_is_mended_and_said(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *source = sample("lulea-2018.txt"), *text = NULL;
  gsize length = 0;
  g_assert_true(g_file_get_contents(source, &text, &length, NULL));
  char *middle = g_utf8_find_next_char(text + length / 2, NULL);
  while ((guchar)*middle < 0x80) /* half of an å, ä or ö */
    middle++;
  *middle = 'x';
  assert_warned(fixture, text, length, "UTF-8");
  g_free(text);
  g_free(source);
}

static void
test_a_truncated_report_says_what_is_missing(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *source = sample("lulea-2018.txt"), *text = NULL;
  gsize length = 0;
  g_assert_true(g_file_get_contents(source, &text, &length, NULL));
  gsize cut = (gsize)(g_utf8_find_prev_char(text, text + length / 2) - text);
  assert_warned(fixture, text, cut, "areas 6 to 8 are missing");
  g_free(text);
  g_free(source);
}

/* A report whose chapters have lost their score tables, so that none says of how many its points
 * are. */
static char *
without_tables(void) {
  char *source = sample("norsjo-2018.txt"), *text = NULL;
  g_assert_true(g_file_get_contents(source, &text, NULL, NULL));
  GRegex *table = g_regex_new("4\\.(\\d)\\.2 Delpoäng.*?(?=4\\.\\1\\.3)", G_REGEX_DOTALL, 0, NULL);
  char *left = g_regex_replace_literal(table, text, -1, 0, "", 0, NULL);
  g_regex_unref(table);
  g_free(text);
  g_free(source);
  return left;
}

static void
test_points_of_an_unknown_number(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *text = without_tables();
  assert_warned(fixture, text, (gssize)strlen(text), "areas 1 to 8 have no score table");
  const char *const *const asked[] = {WORDS("search", "etik"), WORDS("learn", "Norsjö"),
                                      WORDS("report", "norsjo-2018"), WORDS("who", "etik")};
  for (gsize i = 0; i < G_N_ELEMENTS(asked); i++) {
    Run result = run(fixture->index, asked[i]);
    g_assert_cmpint(result.status, ==, 0);
    if (strstr(result.out, "-1") != NULL)
      g_error("kompass %s: %s", asked[i][0], result.out);
    if (i == 0)
      g_assert_nonnull(strstr(result.out, "area 1 69  "));
    run_clear(&result);
  }
  g_free(text);
}

/* ---- a part of an answer ---- */

/* Of the tables, a part is said to be one, and no benchmark stands there without a report. */
static void
test_a_part_of_the_tables(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *samples = sample("");
  assert_run(fixture->index, WORDS("index", samples), 0, true, "the text says");
  Run part = run(fixture->index, WORDS("scores", "--limit", "1"));
  g_assert_nonnull(strstr(part.out, "\n1 of 4 reports shown\n"));
  g_assert_nonnull(strstr(part.out, "Revision 2010, 2 reports"));
  g_assert_null(strstr(part.out, "Revision 2016"));
  run_clear(&part);
  Run whole = run(fixture->index, WORDS("scores"));
  g_assert_null(strstr(whole.out, "shown"));
  g_assert_nonnull(strstr(whole.out, "Revision 2016, 2 reports"));
  run_clear(&whole);
  g_free(samples);
}

/* ---- bad indexes ---- */

/* A copy of the shared index in the fixture's folder. */
static void
copy_index(const Fixture *fixture) {
  char *line = g_strdup_printf("cp -R '%s' '%s'", shared_index, fixture->index);
  int status = 0;
  g_assert_true(g_spawn_command_line_sync(line, NULL, NULL, &status, NULL));
  g_assert_cmpint(status, ==, 0);
  g_free(line);
}

static void
test_an_index_of_another_version(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  GError *error = NULL;
  ShimWriter *writer = NULL;
  g_assert_true(shim_writer_open(fixture->index, true, &writer, &error));
  char *version = g_strdup_printf("%d", INDEXER_SCHEMA_VERSION + 1);
  g_assert_true(
      shim_writer_set_metadata(writer, INDEXER_META_VERSION, version, strlen(version), &error));
  g_assert_true(shim_writer_commit(writer, &error));
  shim_writer_free(writer);
  assert_run(fixture->index, WORDS("search", "mutor"), 1, false, "version");
  g_free(version);
}

static void
test_a_damaged_index(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  copy_index(fixture);
  char *line =
      g_strdup_printf("find '%s' -name '*.glass' -exec truncate -s 100 {} +", fixture->index);
  g_assert_true(g_spawn_command_line_sync(line, NULL, NULL, NULL, NULL));
  assert_run(fixture->index, WORDS("search", "mutor"), 1, false, "kompass search: ");
  assert_run(fixture->index, WORDS("export"), 1, false, "kompass export: ");
  g_free(line);
}

static void
test_what_is_no_index(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *path = file_with(fixture, "letter.txt", "hej", -1);
  char *report = sample("lulea-2018.txt");
  assert_run(fixture->folder, WORDS("search", "mutor"), 1, false, "index");
  assert_run(path, WORDS("search", "mutor"), 1, false, "index");
  assert_run(path, WORDS("index", report), 1, false, "kompass index: ");
  g_free(report);
  g_free(path);
}

/* Another process holds the lock that an update takes. */
static void
test_an_index_that_is_being_written(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *report = sample("lulea-2018.txt");
  char *lock = g_build_filename(fixture->index, "lock", NULL);
  copy_index(fixture);
  char *line = g_strdup_printf("exec 9>'%s'; flock 9 && KOMPASS_INDEX='%s' '%s' index '%s' 9>&-",
                               lock, fixture->index, g_getenv("KOMPASS_BINARY"), report);
  Run result = {NULL, NULL, -1};
  int status = 0;
  g_assert_true(g_spawn_sync(NULL, (char *[]){"/bin/sh", "-c", line, NULL}, NULL, G_SPAWN_DEFAULT,
                             NULL, NULL, &result.out, &result.err, &status, NULL));
  g_assert_cmpint(WEXITSTATUS(status), ==, 1);
  g_assert_nonnull(strstr(result.err, "another process"));
  g_assert_cmpstr(result.out, ==, "");
  assert_run(fixture->index, WORDS("search", "mutor"), 0, true, NULL);
  run_clear(&result);
  g_free(line);
  g_free(lock);
  g_free(report);
}

/* A user whose files may not grow large: nothing is left of an index, and it is said why. */
static void
test_files_that_may_not_grow(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *report = sample("lulea-2018.txt");
  char *line = g_strdup_printf("ulimit -f 40; exec '%s' index --index '%s' '%s'",
                               g_getenv("KOMPASS_BINARY"), fixture->index, report);
  Run result = {NULL, NULL, -1};
  int status = 0;
  g_assert_true(g_spawn_sync(NULL, (char *[]){"/bin/sh", "-c", line, NULL}, NULL, G_SPAWN_DEFAULT,
                             NULL, NULL, &result.out, &result.err, &status, NULL));
  g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
  g_assert_nonnull(strstr(result.err, g_strerror(EFBIG)));
  g_assert_cmpstr(result.out, ==, "");
  g_assert_false(g_file_test(fixture->index, G_FILE_TEST_EXISTS));
  run_clear(&result);
  g_free(line);
  g_free(report);
}

/* A reader that takes its time, whatever it is asked, but has no copies of itself to give. */
static char *
slow_reader(const Fixture *fixture) {
  char *path = file_with(fixture, "reader",
                         "#!/bin/sh\n[ \"$1\" != --serve ] || exit 1\nexec sleep 600\n", -1);
  g_assert_cmpint(chmod(path, 0755), ==, 0);
  return path;
}

/* Ends an update of the index with the signal, while it reads, and returns how it ended. */
static int
interrupt(const Fixture *fixture, int signal_number, char **said) {
  char *pdf = file_with(fixture, "report.pdf", "%PDF-1.7\n", -1), *reader = slow_reader(fixture);
  char *words[] = {
      (char *)g_getenv("KOMPASS_BINARY"), "index", "--index", fixture->index, pdf, NULL};
  char **environment = g_environ_setenv(g_get_environ(), "KOMPASS_READ_PDF", reader, TRUE);
  GPid child = 0;
  int err = -1, status = 0;
  gsize length = 0;
  g_assert_true(g_spawn_async_with_pipes(NULL, words, environment, G_SPAWN_DO_NOT_REAP_CHILD, NULL,
                                         NULL, &child, NULL, NULL, &err, NULL));
  while (!g_file_test(fixture->index, G_FILE_TEST_IS_DIR))
    g_usleep(10000);
  kill(child, signal_number);
  GIOChannel *channel = g_io_channel_unix_new(err);
  g_assert_cmpint(g_io_channel_read_to_end(channel, said, &length, NULL), ==, G_IO_STATUS_NORMAL);
  g_io_channel_shutdown(channel, FALSE, NULL);
  g_io_channel_unref(channel);
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_strfreev(environment);
  g_free(reader);
  g_free(pdf);
  return status;
}

/* Ctrl-C, a service manager, a terminal that is closed: the first index is not begun, an index that
 * is there stays. */
static void
test_an_update_that_is_interrupted(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
    char *said = NULL;
    gint64 start = g_get_monotonic_time();
    int status = interrupt(fixture, numbers[i], &said);
    g_assert_true(WIFSIGNALED(status) && WTERMSIG(status) == numbers[i]);
    /* By itself the reader would be given up after 150 seconds. */
    g_assert_cmpint(g_get_monotonic_time() - start, <, 140 * G_USEC_PER_SEC);
    g_assert_cmpstr(said, ==, "kompass index: stopped; the index is as it was\n");
    g_assert_false(g_file_test(fixture->index, G_FILE_TEST_EXISTS));
    g_free(said);
  }
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_unsetenv("KOMPASS_REPORTS"); /* the folders that index takes where none is given */
  char *folder = test_folder_new();
  make_shared_index(folder);
#define ADD(name, function)                                                                        \
  g_test_add("/search/command/cli/" name, Fixture, NULL, set_up, function, tear_down)
  ADD("status", test_status_and_streams);
  ADD("empty", test_empty_answers_point_on);
  ADD("megabyte", test_a_query_of_a_megabyte);
  ADD("full", test_a_full_device_is_noticed);
  ADD("plain", test_no_colour_goes_to_a_file);
  ADD("places", test_status_tells_the_places);
  ADD("report/empty", test_an_empty_file);
  ADD("report/none", test_nothing_but_bad_files);
  ADD("report/large", test_a_file_of_100_megabytes);
  ADD("report/binary", test_a_binary_file);
  ADD("report/password", test_a_document_with_a_password);
  ADD("report/other", test_a_text_that_is_no_report);
  ADD("report/closed", test_a_folder_without_permission);
  ADD("report/latin1", test_latin1_is_converted_and_said);
  ADD("report/utf8", test_broken_utf8_is_mended_and_said);
  ADD("report/truncated", test_a_truncated_report_says_what_is_missing);
  ADD("report/points", test_points_of_an_unknown_number);
  ADD("part", test_a_part_of_the_tables);
  ADD("index/version", test_an_index_of_another_version);
  ADD("index/damaged", test_a_damaged_index);
  ADD("index/foreign", test_what_is_no_index);
  ADD("index/locked", test_an_index_that_is_being_written);
  ADD("index/limited", test_files_that_may_not_grow);
  ADD("index/interrupted", test_an_update_that_is_interrupted);
  int failed = g_test_run();
  g_free(shared_index);
  test_folder_remove(folder);
  return failed;
}
