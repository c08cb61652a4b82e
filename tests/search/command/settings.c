/* tests/search/command/settings.c: command line over environment over file, and what is said of a
 * setting that is wrong. */
#include <string.h>

#include "search/ask/error.h"
#include "search/command/request.h"
#include "tests/folder.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

typedef struct {
  char *folder, *file;
} Fixture;

static void
set_up(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  fixture->folder = test_folder_new();
  fixture->file = g_build_filename(fixture->folder, "kompass.conf", NULL);
  g_setenv("KOMPASS_CONFIG", fixture->file, TRUE);
}

static void
tear_down(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  g_setenv("KOMPASS_CONFIG", "", TRUE);
  g_free(fixture->file);
  test_folder_remove(fixture->folder);
}

static void
configure(const Fixture *fixture, const char *text) {
  g_assert_true(g_file_set_contents(fixture->file, text, -1, NULL));
}

static SearchRequest *
parsed(const char *command, const char *const *words) {
  GError *error = NULL;
  SearchRequest *request = search_request_parse(search_command_find(command), words, &error);
  g_assert_no_error(error);
  return request;
}

static void
assert_refused(const char *command, const char *const *words, const char *message) {
  GError *error = NULL;
  SearchRequest *request = search_request_parse(search_command_find(command), words, &error);
  g_assert_null(request);
  g_assert_error(error, SEARCH_ERROR, SEARCH_ERROR_SETTING);
  if (strstr(error->message, message) == NULL)
    g_error("\"%s\" does not say \"%s\"", error->message, message);
  g_error_free(error);
}

static void
test_the_file_says_what_is_left_open(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  configure(fixture,
            "# of the whole machine\n[kompass]\nindex = /srv/my index\nreports=/srv/a;/srv/b\n"
            "[service]\nlisten=[::1]:81\nhost = a.se ; b.se;\nthreads=3\nper-address=0\n"
            "cors=\noperator=Östersunds kommun\ncontact=x@y.se\n"
            "accessibility-reviewed=2026-02-28\n");
  SearchRequest *request = parsed("serve", WORDS(NULL));
  g_assert_cmpstr(request->index, ==, "/srv/my index");
  g_assert_cmpstr(request->serving.listen, ==, "[::1]:81");
  g_assert_cmpuint(g_strv_length(request->serving.hosts), ==, 2);
  g_assert_cmpstr(request->serving.hosts[1], ==, "b.se");
  g_assert_cmpuint(request->serving.threads, ==, 3);
  g_assert_cmpuint(request->serving.per_address, ==, 0);
  g_assert_cmpuint(request->serving.seconds, ==, SEARCH_SECONDS_DEFAULT);
  g_assert_null(request->serving.cors);
  g_assert_cmpstr(request->serving.operator_name, ==, "Östersunds kommun");
  g_assert_cmpstr(request->serving.contact, ==, "x@y.se");
  g_assert_cmpstr(request->serving.accessibility_reviewed, ==, "2026-02-28");
  search_request_free(request);
  request = parsed("index", WORDS(NULL));
  g_assert_cmpuint(g_strv_length(request->arguments), ==, 2);
  g_assert_cmpstr(request->arguments[0], ==, "/srv/a");
  search_request_free(request);
  request = parsed("index", WORDS("/elsewhere"));
  g_assert_cmpuint(g_strv_length(request->arguments), ==, 1);
  search_request_free(request);
}

static void
test_the_environment_comes_before_the_file(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  configure(fixture, "[kompass]\nindex=/file\n[service]\nhost=file.se\nhead-seconds=7\n");
  g_setenv("KOMPASS_INDEX", "/environment", TRUE);
  g_setenv("KOMPASS_HOST", "a.se;b.se", TRUE);
  g_setenv("KOMPASS_HEAD_SECONDS", "", TRUE);
  SearchRequest *request = parsed("serve", WORDS(NULL));
  g_assert_cmpstr(request->index, ==, "/environment");
  g_assert_cmpuint(g_strv_length(request->serving.hosts), ==, 2);
  g_assert_cmpuint(request->serving.head_seconds, ==, 7);
  search_request_free(request);
  g_setenv("KOMPASS_HEAD_SECONDS", "never", TRUE);
  assert_refused("serve", WORDS(NULL), "KOMPASS_HEAD_SECONDS: head-seconds: a number");
  g_unsetenv("KOMPASS_HEAD_SECONDS");
  g_unsetenv("KOMPASS_HOST");
  g_unsetenv("KOMPASS_INDEX");
}

static void
test_the_command_line_comes_first(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  configure(fixture, "[kompass]\nindex=/file\n[service]\nhost=file.se\nthreads=nonsense\n");
  g_setenv("KOMPASS_INDEX", "/environment", TRUE);
  SearchRequest *request =
      parsed("serve", WORDS("--host", "given.se", "--threads", "2", "--index", "/given"));
  g_assert_cmpstr(request->index, ==, "/given");
  g_assert_cmpuint(g_strv_length(request->serving.hosts), ==, 1);
  g_assert_cmpstr(request->serving.hosts[0], ==, "given.se");
  g_assert_cmpuint(request->serving.threads, ==, 2);
  search_request_free(request);
  g_unsetenv("KOMPASS_INDEX");
}

static void
test_another_file_or_none(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *other = g_build_filename(fixture->folder, "other.conf", NULL);
  configure(fixture, "nonsense\n");
  g_assert_true(g_file_set_contents(other, "[kompass]\nindex=/other\n", -1, NULL));
  SearchRequest *request = parsed("status", WORDS("--config", other));
  g_assert_cmpstr(request->index, ==, "/other");
  search_request_free(request);
  assert_refused("status", WORDS("--config", "/nowhere/x.conf"), "/nowhere/x.conf: No such file");
  g_setenv("KOMPASS_CONFIG", "", TRUE);
  search_request_free(parsed("status", WORDS(NULL)));
  g_free(other);
}

static void
test_what_is_wrong_is_told_with_its_place(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  static const struct {
    const char *text, *message;
  } table[] = {
      {"[service]\nlisen=x\n", "kompass.conf: [service] lisen: there is no such key; there are"},
      {"[kompass]\nlisten=x\n", "[kompass] listen: there is no such key; there are reports, index"},
      {"[servce]\n", "there is no group [servce]"},
      {"[service]\nlisten\n", "“listen”"},
      {"[service]\nthreads=0\n", "kompass.conf: [service] threads: a number from 1"},
      {"[service]\nsources=yes\n", "[service] sources: true or false"},
      {"[service]\nproxy=x\n", "[service] proxy: an address"},
      {"[service]\naccessibility-reviewed=2026-13-01\n", "accessibility-reviewed: a day, like"},
      {"[service]\naccessibility-reviewed=2026-11-30T00\n", "accessibility-reviewed: a day, like"},
      {"[service]\noperator=\xe5\n", "UTF-8"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    configure(fixture, table[i].text);
    assert_refused("serve", WORDS(NULL), table[i].message);
  }
}

/* Of a file of another kind, whose only line has no end, but the beginning is shown. */
static void
test_a_file_of_another_kind_is_not_shown_whole(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  char *line = g_strnfill(5000, 'x');
  configure(fixture, line);
  GError *error = NULL;
  const SearchCommand *command = search_command_find("status");
  g_assert_null(search_request_parse(command, WORDS(NULL), &error));
  g_assert_nonnull(strstr(error->message, "xxx …; lines are"));
  g_assert_cmpuint(strlen(error->message), <, 400);
  g_error_free(error);
  g_free(line);
}

/* What only the service itself can judge is told with its place, too. */
static void
test_who_set_it_is_blamed(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  configure(fixture, "[service]\nlisten=hej\n");
  SearchRequest *request = parsed("serve", WORDS(NULL));
  GError *error = g_error_new(SEARCH_ERROR, SEARCH_ERROR_USAGE, "listen \"hej\": wrong");
  search_settings_blame(request, &error);
  char *expected = g_strdup_printf("%s: [service] listen \"hej\": wrong", fixture->file);
  g_assert_cmpstr(error->message, ==, expected);
  g_clear_error(&error);
  error = g_error_new(SEARCH_ERROR, SEARCH_ERROR_USAGE, "cors \"hej\": wrong");
  search_settings_blame(request, &error);
  g_assert_cmpstr(error->message, ==, "cors \"hej\": wrong");
  g_error_free(error);
  g_free(expected);
  search_request_free(request);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_unsetenv("KOMPASS_REPORTS");
  g_unsetenv("KOMPASS_INDEX");
#define ADD(name, function)                                                                        \
  g_test_add("/search/command/settings/" name, Fixture, NULL, set_up, function, tear_down)
  ADD("file", test_the_file_says_what_is_left_open);
  ADD("environment", test_the_environment_comes_before_the_file);
  ADD("given", test_the_command_line_comes_first);
  ADD("other", test_another_file_or_none);
  ADD("wrong", test_what_is_wrong_is_told_with_its_place);
  ADD("another-kind", test_a_file_of_another_kind_is_not_shown_whole);
  ADD("blame", test_who_set_it_is_blamed);
  return g_test_run();
}
