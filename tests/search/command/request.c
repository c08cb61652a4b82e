/* tests/search/command/request.c: command lines, and the texts that are written from the same
 * table. */
#include <string.h>

#include "search/ask/error.h"
#include "search/command/options.h"
#include "search/command/request.h"

static SearchRequest *
parsed(const char *command, const char *const *words) {
  GError *error = NULL;
  SearchRequest *request = search_request_parse(search_command_find(command), words, &error);
  g_assert_no_error(error);
  g_assert_nonnull(request);
  return request;
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void
assert_refused(const char *command, const char *const *words, int status, const char *message) {
  GError *error = NULL;
  SearchRequest *request = search_request_parse(search_command_find(command), words, &error);
  g_assert_null(request);
  g_assert_cmpint(search_error_exit_status(error), ==, status);
  g_assert_nonnull(strstr(error->message, message));
  g_error_free(error);
}

static void
test_options_and_arguments_in_any_order(void) {
  SearchRequest *request =
      parsed("search", WORDS("öppna", "--area=4", "--index", "/srv/x", "data", "--format", "json"));
  g_assert_cmpstr(request->index, ==, "/srv/x");
  g_assert_cmpint(request->format, ==, SEARCH_FORMAT_JSON);
  g_assert_cmpuint(request->filters->areas, ==, 1u << 4);
  g_assert_cmpuint(g_strv_length(request->arguments), ==, 2);
  g_assert_cmpstr(request->arguments[1], ==, "data");
  search_request_free(request);
}

static void
test_after_two_dashes_all_is_argument(void) {
  SearchRequest *request = parsed("search", WORDS("--", "-mutor", "--area"));
  g_assert_cmpuint(g_strv_length(request->arguments), ==, 2);
  g_assert_cmpstr(request->arguments[0], ==, "-mutor");
  search_request_free(request);
}

static void
test_the_index_comes_from_the_environment(void) {
  g_setenv("KOMPASS_INDEX", "/srv/y", TRUE);
  SearchRequest *request = parsed("status", WORDS(NULL));
  g_assert_cmpstr(request->index, ==, "/srv/y");
  search_request_free(request);
  g_setenv("KOMPASS_INDEX", "", TRUE);
  request = parsed("status", WORDS(NULL));
  g_assert_true(g_str_has_suffix(request->index, "/kompass/index"));
  search_request_free(request);
  g_unsetenv("KOMPASS_INDEX");
}

static void
test_help_needs_nothing_else(void) {
  SearchRequest *request = parsed("search", WORDS("--help"));
  g_assert_true(request->help);
  search_request_free(request);
}

static void
test_wrong_usage(void) {
  assert_refused("search", WORDS(NULL), 2, "QUERY... is missing");
  assert_refused("search", WORDS("x", "--bogus"), 2, "--bogus");
  assert_refused("search", WORDS("x", "-z"), 2, "-z");
  assert_refused("search", WORDS("x", "--area"), 2, "--area");
  assert_refused("search", WORDS("x", "--format", "yaml"), 2, "text, json, csv");
  assert_refused("search", WORDS("x", "--limit", "ten"), 2, "limit");
  assert_refused("search", WORDS("x", "--index", ""), 2, "index");
  assert_refused("export", WORDS("--format", "text"), 2, "json, csv");
  assert_refused("status", WORDS("x"), 2, "too many");
  assert_refused("status", WORDS("--area", "1"), 2, "--area");
  assert_refused("search", WORDS("x", "--municipality", "Lulåe"), 1, "Luleå");
  assert_refused("search", WORDS("x", "--county", "Norrbotn"), 2, "did you mean Norrbottens län?");
  assert_refused("search", WORDS("x", "--county", "Utopien"), 2, "there are Stockholms län, ");
  assert_refused("search", WORDS("x", "--year", "2018..2012"), 2, "write 2012..2018");
  assert_refused("search", WORDS("-lean"), 2, "-lean; put -- before");
  assert_refused("search", WORDS("x", "--explain=no"), 2, "explain: takes no value");
  assert_refused("search", WORDS("--help=x"), 2, "help: takes no value");
  assert_refused("scores", WORDS("--with", ""), 1, "no municipality is called \"\"");
  assert_refused("index", WORDS("a", ""), 2, "\"\" names neither");
}

/* Each option of the table can be given to each command that has it, and to no other. */
static void
test_the_table_is_what_is_parsed(void) {
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  for (gsize i = 0; i < count; i++)
    for (gsize j = 0; j < SEARCH_COMMANDS; j++) {
      const SearchCommand *command = &search_commands()[j];
      char *word = g_strconcat("--", options[i].name, NULL);
      GError *error = NULL;
      SearchRequest *request = search_request_parse(command, WORDS(word, "2016", "--help"), &error);
      bool unknown = g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION);
      g_assert_cmpint(unknown, ==, !search_option_belongs(&options[i], command));
      search_request_free(request);
      g_clear_error(&error);
      g_free(word);
    }
}

static void
test_commands_stand_in_the_order_of_their_ids(void) {
  for (gsize i = 0; i < SEARCH_COMMANDS; i++)
    g_assert_cmpuint(search_commands()[i].id, ==, i);
  g_assert_null(search_command_find("nonsense"));
}

/* "--area" as troff has it. */
static char *
escaped(const char *dashed) {
  char **words = g_strsplit(dashed, "-", -1);
  char *text = g_strjoinv("\\-", words);
  g_strfreev(words);
  return text;
}

/* Every command and option is told of in help, in the manual pages and to each shell. */
static void
test_every_text_tells_of_every_option(void) {
  static const char *const shells[] = {"bash", "zsh", "fish"};
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  char *man = search_manual(NULL), *usage = search_usage();
  for (gsize i = 0; i < SEARCH_COMMANDS; i++) {
    const SearchCommand *command = &search_commands()[i];
    char *help = search_usage_of(command), *page = search_manual(command->name);
    g_assert_nonnull(strstr(usage, command->summary));
    g_assert_nonnull(strstr(man, command->summary));
    g_assert_nonnull(strstr(help, command->examples[0].line));
    for (gsize j = 0; j < count; j++) {
      char *dashed = g_strdup_printf("--%s", options[j].name), *in_troff = escaped(dashed);
      bool belongs = search_option_belongs(&options[j], command);
      g_assert_true(!belongs || strstr(help, dashed) != NULL);
      g_assert_true(!belongs || strstr(page, in_troff) != NULL);
      g_free(in_troff);
      g_free(dashed);
    }
    g_free(page);
    g_free(help);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(shells); i++) {
    char *script = search_completion(shells[i]);
    for (gsize j = 0; j < count; j++)
      g_assert_nonnull(strstr(script, options[j].name));
    g_free(script);
  }
  g_assert_null(search_completion("tcsh"));
  g_free(man);
  g_free(usage);
}

/* Each page has what one looks for in a manual, and the configuration has its own. */
static void
test_the_manual_has_its_sections(void) {
  static const char *const sections[] = {"NAME",    "SYNOPSIS",    "DESCRIPTION",
                                         "OPTIONS", "EXAMPLES",    "EXIT STATUS",
                                         "FILES",   "ENVIRONMENT", "SEE ALSO"};
  for (gsize i = 0; i <= SEARCH_COMMANDS; i++) {
    char *page = search_manual(i < SEARCH_COMMANDS ? search_commands()[i].name : NULL);
    for (gsize j = 0; j < G_N_ELEMENTS(sections); j++) {
      char *head = g_strdup_printf("\n.SH %s\n", sections[j]);
      g_assert_nonnull(strstr(page, head));
      g_free(head);
    }
    g_free(page);
  }
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  char *configuration = search_manual("kompass.conf");
  for (gsize i = 0; i < count; i++)
    if (search_option_group(&options[i]) != NULL)
      g_assert_nonnull(strstr(configuration, options[i].name));
  g_free(configuration);
  g_assert_null(search_manual("nonsense"));
}

static void
test_letters_stand_for_the_common_options(void) {
  SearchRequest *request = parsed("search", WORDS("-a", "4", "-n3", "-f", "json", "-i/srv/x", "x"));
  g_assert_cmpuint(request->filters->areas, ==, 1u << 4);
  g_assert_cmpuint(request->filters->limit, ==, 3);
  g_assert_cmpint(request->format, ==, SEARCH_FORMAT_JSON);
  g_assert_cmpstr(request->index, ==, "/srv/x");
  search_request_free(request);
}

static void
test_what_was_perhaps_meant(void) {
  g_assert_cmpstr(search_command_nearest("serach"), ==, "search");
  g_assert_cmpstr(search_command_nearest("hist"), ==, "history");
  g_assert_cmpstr(search_command_nearest("whos"), ==, "who");
  g_assert_null(search_command_nearest("visselblåsare"));
  g_assert_null(search_command_nearest("\xE5"));
  assert_refused("search", WORDS("x", "--limt=3"), 2, "--limt=3; did you mean --limit?");
  assert_refused("search", WORDS("x", "--municipalty", "Kalix"), 2, "did you mean --municipality?");
  assert_refused("who", WORDS("x", "--ranks"), 2, "--ranks");
}

static void
test_help_fits_a_screen(void) {
  for (gsize i = 0; i < SEARCH_COMMANDS; i++) {
    char *help = search_usage_of(&search_commands()[i]);
    char **lines = g_strsplit(help, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), <=, 60);
    for (char **line = lines; *line != NULL; line++)
      g_assert_cmpint(g_utf8_strlen(*line, -1), <=, 80);
    g_strfreev(lines);
    g_free(help);
  }
}

/* The formats and tags that a command's help offers are those that it takes. */
static void
test_help_offers_what_is_taken(void) {
  const struct {
    const char *command, *option, *choices, *help;
  } told[] = {
      {"index", "format", "text json", "text or json"},
      {"compact", "format", "text", "text"},
      {"export", "format", "json csv csv-sv xlsx", "json, csv; csv-sv or xlsx for spreadsheets"},
      {"learn", "tag", "improvement weakness",
       "only passages that point this way: improvement or weakness"},
      {"search", "tag", "strength improvement weakness neutral background",
       "only passages that point this way: strength, improvement, weakness, neutral or "
       "background"}};
  for (gsize i = 0; i < G_N_ELEMENTS(told); i++) {
    const SearchCommand *command = search_command_find(told[i].command);
    const SearchOption *option = search_option_find(command, told[i].option);
    char *choices = search_option_choices(option, command);
    char *help = search_option_help(option, command);
    g_assert_cmpstr(choices, ==, told[i].choices);
    g_assert_cmpstr(help, ==, told[i].help);
    g_free(help);
    g_free(choices);
  }
}

/* What the help says of numbers is what the program does: they stand in the texts themselves, which
 * are translated as a whole. */
static void
test_help_tells_the_defaults(void) {
  char limits[64], threads[16], connections[16], per_address[16], head[16], seconds[16];
  g_snprintf(limits, sizeof limits, "%d, best: %d, others", SEARCH_LIMIT_DEFAULT,
             SEARCH_BEST_STRENGTHS);
  g_snprintf(threads, sizeof threads, "least %d)", SEARCH_THREADS_LEAST);
  g_snprintf(connections, sizeof connections, "(%d)", SEARCH_CONNECTIONS_DEFAULT);
  g_snprintf(per_address, sizeof per_address, "(%d)", SEARCH_PER_ADDRESS_DEFAULT);
  g_snprintf(head, sizeof head, "(%d)", SEARCH_HEAD_SECONDS_DEFAULT);
  g_snprintf(seconds, sizeof seconds, "(%d)", SEARCH_SECONDS_DEFAULT);
  const struct {
    const char *command, *option, *says;
  } told[] = {
      {"search", "limit", limits},           {"serve", "listen", "(" SEARCH_LISTEN_DEFAULT ")"},
      {"serve", "threads", threads},         {"serve", "connections", connections},
      {"serve", "per-address", per_address}, {"serve", "head-seconds", head},
      {"serve", "seconds", seconds}};
  for (gsize i = 0; i < G_N_ELEMENTS(told); i++) {
    const SearchOption *option =
        search_option_find(search_command_find(told[i].command), told[i].option);
    g_assert_nonnull(strstr(option->help, told[i].says));
  }
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_unsetenv("KOMPASS_REPORTS");
  g_test_add_func("/search/command/request/order", test_options_and_arguments_in_any_order);
  g_test_add_func("/search/command/request/dashes", test_after_two_dashes_all_is_argument);
  g_test_add_func("/search/command/request/index", test_the_index_comes_from_the_environment);
  g_test_add_func("/search/command/request/help", test_help_needs_nothing_else);
  g_test_add_func("/search/command/request/wrong", test_wrong_usage);
  g_test_add_func("/search/command/request/table", test_the_table_is_what_is_parsed);
  g_test_add_func("/search/command/request/options/order",
                  test_commands_stand_in_the_order_of_their_ids);
  g_test_add_func("/search/command/request/usage/complete", test_every_text_tells_of_every_option);
  g_test_add_func("/search/command/request/usage/screen", test_help_fits_a_screen);
  g_test_add_func("/search/command/request/usage/manual", test_the_manual_has_its_sections);
  g_test_add_func("/search/command/request/usage/letters",
                  test_letters_stand_for_the_common_options);
  g_test_add_func("/search/command/request/usage/meant", test_what_was_perhaps_meant);
  g_test_add_func("/search/command/request/usage/offers", test_help_offers_what_is_taken);
  g_test_add_func("/search/command/request/usage/defaults", test_help_tells_the_defaults);
  return g_test_run();
}
