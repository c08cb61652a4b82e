/* search/command/manual.c: the manual pages, a page a command, written from the table of options in
 * the man macros of troff. */
#include <string.h>

#include "search/command/options.h"

#ifndef KOMPASS_VERSION
#error "the build sets KOMPASS_VERSION"
#endif

/* ---- text ---- */

/* Text as troff wants it: backslashes and hyphens escaped, no line that looks like a request. */
static void
append_troff(GString *out, const char *text) {
  if (*text == '.' || *text == '\'')
    g_string_append(out, "\\&");
  for (const char *at = text; *at != '\0'; at++) {
    if (*at == '\\')
      g_string_append(out, "\\e");
    else if (*at == '-')
      g_string_append(out, "\\-");
    else
      g_string_append_c(out, *at);
  }
}

static void
append_line(GString *out, const char *macro, const char *text) {
  g_string_append(out, macro);
  append_troff(out, text);
  g_string_append_c(out, '\n');
}

/* A term in bold, and what it is. */
static void
append_entry(GString *out, const char *term, const char *text) {
  append_line(out, ".TP\n.B ", term);
  append_line(out, "", text);
}

static void
append_head(GString *out, const char *name, const char *section, const char *summary) {
  char *upper = g_ascii_strup(name, -1);
  g_string_append_printf(out,
                         ".\\\" Written by \"kompass \\-\\-man\" from the table of options.\n");
  g_string_append_printf(out, ".TH %s %s \"\" \"kompass %s\"\n.SH NAME\n", upper, section,
                         KOMPASS_VERSION);
  append_troff(out, name);
  g_string_append(out, " \\- ");
  append_line(out, "", summary);
  g_free(upper);
}

static void
append_paragraphs(GString *out, const char *const *text) {
  for (const char *separator = ""; *text != NULL; text++, separator = ".PP\n") {
    g_string_append(out, separator);
    append_line(out, "", *text);
  }
}

/* ---- options ---- */

static void
append_help(GString *out, const SearchOption *option, const SearchCommand *command) {
  char *help = search_option_help(option, command);
  append_troff(out, help);
  g_free(help);
}

/* "-a, --area N" in bold, the value in italics. */
static void
append_option(GString *out, const SearchOption *option, const SearchCommand *command) {
  g_string_append(out, ".TP\n");
  if (option->letter != 0)
    g_string_append_printf(out, "\\fB\\-%c\\fR, ", option->letter);
  g_string_append(out, "\\fB");
  append_line(out, "\\-\\-", option->name);
  g_string_truncate(out, out->len - 1);
  g_string_append(out, "\\fR");
  if (option->value != NULL)
    g_string_append_printf(out, " \\fI%s\\fR", option->value);
  g_string_append_c(out, '\n');
  append_help(out, option, command);
  g_string_append(out, option->repeatable ? ". May be given again.\n" : ".\n");
}

static bool
is_of_all(const SearchOption *option) {
  return option->commands == (1u << SEARCH_COMMANDS) - 1;
}

/* The options of a command; command NULL: those that every command has. */
static void
append_options(GString *out, const SearchCommand *command) {
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  g_string_append(out, ".SH OPTIONS\n");
  if (command == NULL)
    g_string_append(out, "Every command has these; what else it has, its own page tells.\n");
  else
    g_string_append(out, "The same filter given again widens the choice; different filters "
                         "narrow it.\n");
  for (gsize i = 0; i < count; i++)
    if (command == NULL ? is_of_all(&options[i]) : search_option_belongs(&options[i], command))
      append_option(out, &options[i], command);
}

static void
append_examples(GString *out, const SearchCommand *command) {
  for (const SearchExample *at = command->examples; at->line != NULL; at++)
    append_entry(out, at->line, at->meaning);
}

/* ---- what stands on each page ---- */

static void
append_status(GString *out) {
  g_string_append(out, ".SH EXIT STATUS\n");
  append_entry(out, "0", "An answer was given, also an empty one.");
  append_entry(out, "1",
               "It could not be given, or not wholly: no index, a damaged one, an "
               "unreadable report, a municipality that does not exist, a configuration "
               "that can't be understood.");
  append_entry(out, "2", "Wrong usage.");
}

/* The variable that stands for an option: KOMPASS_INDEX for --index. */
static void
append_variable(GString *out, const SearchOption *option) {
  char *upper = g_ascii_strup(option->name, -1);
  char *variable = g_strconcat("KOMPASS_", g_strdelimit(upper, "-", '_'), NULL);
  char *text = g_strdup_printf("As --%s%s.", option->name,
                               option->repeatable ? "; several are parted by \";\"" : "");
  append_entry(out, variable, text);
  g_free(text);
  g_free(variable);
  g_free(upper);
}

static bool
reads_reports(const SearchCommand *command) {
  return command == NULL || command->id == SEARCH_COMMAND_INDEX;
}

static void
append_environment(GString *out, const SearchCommand *command) {
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  g_string_append(out, ".SH ENVIRONMENT\nAn option that is given comes before the variable, the "
                       "variable before the configuration file.\n");
  for (gsize i = 0; i < count; i++)
    if (search_option_group(&options[i]) != NULL &&
        (command == NULL || search_option_belongs(&options[i], command)))
      append_variable(out, &options[i]);
  append_entry(out, "KOMPASS_CONFIG", "The configuration file; empty: none is read.");
  if (reads_reports(command)) {
    append_entry(out, "KOMPASS_REPORTS",
                 "The folders that kompass index reads where none is given, parted by \";\".");
    append_entry(out, "KOMPASS_READ_PDF",
                 "The program that reads PDF, .docx and .odt files, where it is not the one that "
                 "was installed with kompass.");
  }
  append_entry(out, "KOMPASS_LEXICON",
               "The Swedish lexicon, where it is not the one that was installed with kompass.");
  append_entry(out, "LC_ALL, LC_MESSAGES, LANG, LANGUAGE",
               "The language of help, answers as text and messages: Swedish where that is Swedish "
               "(LANG=sv_SE.UTF-8), else English. JSON and CSV are the same in all, and so are the "
               "replies and the log of kompass serve.");
  append_entry(out, "NO_COLOR", "No colour, whatever the terminal.");
}

static void
append_files(GString *out, const SearchCommand *command) {
  g_string_append(out, ".SH FILES\n");
  append_entry(
      out, SEARCH_CONFIG_DEFAULT,
      "The configuration file: kompass.conf(5). Of an installation that was moved, the one "
      "that was moved with it.");
  append_entry(out, "~/.local/share/kompass/index",
               "The index where nothing says which ($XDG_DATA_HOME/kompass/index).");
  if (reads_reports(command))
    append_entry(out, "libexec/kompass/kompass-read-pdf",
                 "Below the prefix of the installation: the program that reads a report, shut in.");
  append_entry(out, "share/kompass/lexicon",
               "Below the prefix of the installation: the Swedish lexicon.");
}

/* The other pages; command NULL: this is kompass(1). */
static void
append_see_also(GString *out, const SearchCommand *command) {
  g_string_append(out, ".SH SEE ALSO\n");
  if (command != NULL)
    g_string_append(out, ".BR kompass (1),\n");
  for (gsize i = 0; i < SEARCH_COMMANDS; i++)
    if (&search_commands()[i] != command)
      g_string_append_printf(out, ".BR kompass\\-%s (1),\n", search_commands()[i].name);
  g_string_append(out, ".BR kompass.conf (5)\n");
}

static void
append_common(GString *out, const SearchCommand *command) {
  append_status(out);
  append_environment(out, command);
  append_files(out, command);
  append_see_also(out, command);
}

/* ---- pages ---- */

static void
append_overview(GString *out) {
  append_head(out, "kompass", "1", "search and benchmarking of Kommunkompassen reports");
  g_string_append(out, ".SH SYNOPSIS\n.B kompass\n.I COMMAND\n.RI [ OPTION ]... \" \" "
                       "[ ARGUMENT ]...\n.br\n.B kompass help\n.RI [ COMMAND ]\n"
                       ".SH DESCRIPTION\nAnswers from the evaluation reports that are made of "
                       "Swedish municipalities with Kommunkompassen. Answers go to standard "
                       "output, everything else to standard error.\n.SH COMMANDS\n");
  for (gsize i = 0; i < SEARCH_COMMANDS; i++) {
    const SearchCommand *command = &search_commands()[i];
    g_string_append_printf(out, ".TP\n.BR kompass\\-%s (1)\n", command->name);
    append_line(out, "", command->summary);
  }
  append_options(out, NULL);
  g_string_append(out, ".SH EXAMPLES\n");
  for (gsize i = 0; i < SEARCH_COMMANDS; i++)
    append_entry(out, search_commands()[i].examples->line, search_commands()[i].examples->meaning);
  append_common(out, NULL);
}

static void
append_command(GString *out, const SearchCommand *command) {
  char *name = g_strconcat("kompass-", command->name, NULL);
  append_head(out, name, "1", command->summary);
  g_string_append_printf(out, ".SH SYNOPSIS\n.B kompass %s\n.RI [ OPTION ]...\n", command->name);
  if (*command->arguments != '\0')
    g_string_append_printf(out, ".I %s\n", command->arguments);
  g_string_append(out, ".SH DESCRIPTION\n");
  append_paragraphs(out, command->description);
  append_options(out, command);
  g_string_append(out, ".SH EXAMPLES\n");
  append_examples(out, command);
  append_common(out, command);
  g_free(name);
}

/* What may stand in a group of the configuration file. */
static void
append_keys(GString *out, const char *group) {
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  g_string_append_printf(out, ".SS [%s]\n", group);
  for (gsize i = 0; i < count; i++) {
    if (g_strcmp0(search_option_group(&options[i]), group) != 0)
      continue;
    g_string_append_printf(out, ".TP\n.BI %s \" = %s\"\n", options[i].name,
                           options[i].value != NULL ? options[i].value : "true");
    append_help(out, &options[i], NULL);
    g_string_append(out, options[i].repeatable ? ". Several are parted by \";\".\n" : ".\n");
  }
}

static void
append_configuration(GString *out) {
  append_head(out, "kompass.conf", "5", "the configuration of kompass");
  append_line(out, ".SH SYNOPSIS\n.I ", SEARCH_CONFIG_DEFAULT);
  g_string_append(out, ".SH DESCRIPTION\nLines are \"# comment\", \"[group]\" or \"key = value\". "
                       "What the command line or the environment says comes before what stands "
                       "here. A key that does not exist is an error, which names it.\n"
                       ".PP\nAfter a change: systemctl restart kompass\n.SH KEYS\n");
  append_keys(out, "kompass");
  g_string_append(out, ".TP\n.BI reports \" = DIR\"\nthe folders that kompass index reads where "
                       "none is given, as the unit kompass\\-index.service does. Several are "
                       "parted by \";\".\n");
  append_keys(out, "service");
  g_string_append(out, ".SH EXAMPLES\n.EX\n[kompass]\nindex = /var/lib/kompass/index\n"
                       "reports = /srv/reports\n\n[service]\nhost = kompass.example.se\n"
                       "operator = Exempels kommun\n.EE\n"
                       ".SH SEE ALSO\n.BR kompass (1),\n.BR kompass\\-serve (1),\n"
                       ".BR kompass\\-index (1)\n");
}

char *
search_manual(const char *name) {
  const SearchCommand *command = name != NULL ? search_command_find(name) : NULL;
  GString *out = g_string_new(NULL);
  if (name == NULL)
    append_overview(out);
  else if (command != NULL)
    append_command(out, command);
  else if (g_str_equal(name, "kompass.conf"))
    append_configuration(out);
  return g_string_free(out, out->len == 0);
}
