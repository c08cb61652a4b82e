/* search/command/usage.c: every text that tells how kompass is used, written from the table of
 * options. */
#include <string.h>

#include "search/command/options.h"
#include "search/view/terminal_text.h"

#ifndef KOMPASS_VERSION
#error "the build sets KOMPASS_VERSION"
#endif

#define WIDTH_CELLS 79
#define OPTION_CELLS 22 /* where the help of an option begins */

/* ---- usage and --help ---- */

char *
search_usage(void) {
  GString *out = g_string_new("usage: kompass COMMAND [OPTION]... [ARGUMENT]...\n\n"
                              "Search and benchmarking of Kommunkompassen reports.\n\n"
                              "Commands:\n");
  SearchTable *table = search_table_new("ll", 2);
  for (gsize i = 0; i < SEARCH_COMMANDS; i++) {
    search_table_add(table, search_commands()[i].name);
    search_table_add(table, search_commands()[i].summary);
  }
  search_table_print(table, out);
  search_table_free(table);
  g_string_append(out, "\nkompass COMMAND --help tells the options of a command, with examples.\n"
                       "kompass --version tells the version.\n");
  return g_string_free(out, FALSE);
}

/* "  --area N              only this area" with what follows hanging below. */
static void
append_option(GString *out, const SearchOption *option) {
  GString *left = g_string_new(NULL);
  g_string_printf(left, "  --%s%s%s", option->name, option->value != NULL ? " " : "",
                  option->value != NULL ? option->value : "");
  GString *text = g_string_new(option->help);
  if (option->repeatable)
    g_string_append(text, "; may be given again");
  GString *right = g_string_new(NULL);
  search_text_wrap(right, text->str, OPTION_CELLS, WIDTH_CELLS);
  if (left->len < OPTION_CELLS)
    g_string_append_printf(out, "%-*s%s", OPTION_CELLS, left->str, right->str + OPTION_CELLS);
  else
    g_string_append_printf(out, "%s\n%s", left->str, right->str);
  g_string_free(left, TRUE);
  g_string_free(text, TRUE);
  g_string_free(right, TRUE);
}

char *
search_usage_of(const SearchCommand *command) {
  GString *out = g_string_new(NULL);
  g_string_printf(out, "usage: kompass %s [OPTION]...%s%s\n", command->name,
                  *command->arguments != '\0' ? " " : "", command->arguments);
  for (const char *const *text = command->description; *text != NULL; text++) {
    g_string_append_c(out, '\n');
    search_text_wrap(out, *text, 0, WIDTH_CELLS);
  }
  g_string_append(out, "\nOptions:\n");
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  for (gsize i = 0; i < count; i++)
    if (search_option_belongs(&options[i], command))
      append_option(out, &options[i]);
  g_string_append(out, "\nExamples:\n");
  for (const SearchExample *example = command->examples; example->line != NULL; example++)
    g_string_append_printf(out, "  %s\n      %s\n", example->line, example->meaning);
  return g_string_free(out, FALSE);
}

/* ---- manual page ---- */

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

static void
append_command(GString *out, const SearchCommand *command) {
  g_string_append_printf(out, ".TP\n.BI \"kompass %s\" \" [OPTION]...%s%s\"\n", command->name,
                         *command->arguments != '\0' ? " " : "", command->arguments);
  for (const char *const *text = command->description; *text != NULL; text++) {
    if (text != command->description)
      g_string_append(out, ".IP\n");
    append_line(out, "", *text);
  }
}

static void
append_option_troff(GString *out, const SearchOption *option) {
  GString *term = g_string_new("--");
  g_string_append(term, option->name);
  append_line(out, ".TP\n.B ", term->str);
  g_string_free(term, TRUE);
  if (option->value != NULL) {
    g_string_truncate(out, out->len - 1);
    g_string_append_printf(out, " \\fI%s\\fR\n", option->value);
  }
  append_troff(out, option->help);
  g_string_append(out, option->repeatable ? ". May be given again, which widens the choice.\n("
                                          : ".\n(");
  const char *separator = "";
  for (gsize i = 0; i < SEARCH_COMMANDS; i++) {
    if (!search_option_belongs(option, &search_commands()[i]))
      continue;
    g_string_append_printf(out, "%s%s", separator, search_commands()[i].name);
    separator = ", ";
  }
  g_string_append(out, ")\n");
}

static void
append_options_troff(GString *out) {
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  g_string_append(out, ".SH OPTIONS\nThe same filter given again widens the choice; different "
                       "filters narrow it. The commands that have an option are named after it.\n");
  for (gsize i = 0; i < count; i++)
    append_option_troff(out, &options[i]);
}

static void
append_examples(GString *out) {
  g_string_append(out, ".SH EXAMPLES\n");
  for (gsize i = 0; i < SEARCH_COMMANDS; i++)
    for (const SearchExample *at = search_commands()[i].examples; at->line != NULL; at++) {
      append_line(out, ".TP\n.B ", at->line);
      append_line(out, "", at->meaning);
    }
}

static const char ENDING[] =
    ".SH EXIT STATUS\n"
    ".TP\n.B 0\nan answer was given, also an empty one\n"
    ".TP\n.B 1\nit could not be given: no index, a damaged one, an unreadable report, a "
    "municipality "
    "that does not exist\n"
    ".TP\n.B 2\nwrong usage\n"
    ".SH ENVIRONMENT\n"
    ".TP\n.B KOMPASS_INDEX\nthe index where none is given\n"
    ".TP\n.B KOMPASS_GROUPS\na file of groups of municipalities, where none is given\n"
    ".TP\n.B KOMPASS_LEXICON\nthe Swedish lexicon, where it is not beside the program or "
    "installed\n"
    ".TP\n.B KOMPASS_READ_PDF\nthe program that reads PDF, .docx and .odt files, "
    "kompass\\-read\\-pdf, where it is "
    "neither beside kompass nor installed\n"
    ".TP\n.B NO_COLOR\nno colour, whatever the terminal\n";

char *
search_usage_man(void) {
  GString *out =
      g_string_new(".\\\" Written by \"kompass \\-\\-man\" from the table of options.\n");
  g_string_append(out, ".TH KOMPASS 1 \"\" \"kompass " KOMPASS_VERSION "\"\n"
                       ".SH NAME\nkompass \\- search and benchmarking of Kommunkompassen reports\n"
                       ".SH SYNOPSIS\n.B kompass\n.I COMMAND\n.RI [ OPTION ]... \" \" "
                       "[ ARGUMENT ]...\n"
                       ".SH DESCRIPTION\nAnswers go to standard output, everything else to "
                       "standard error.\n");
  for (gsize i = 0; i < SEARCH_COMMANDS; i++)
    append_command(out, &search_commands()[i]);
  append_options_troff(out);
  append_examples(out);
  g_string_append(out, ENDING);
  return g_string_free(out, FALSE);
}

/* ---- completion ---- */

/* "  search) words="--area --tag"" and the like. */
static void
append_option_words(GString *out, const SearchCommand *command) {
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  g_string_append_printf(out, "    %s) words=\"", command->name);
  const char *separator = "";
  for (gsize i = 0; i < count; i++) {
    if (!search_option_belongs(&options[i], command))
      continue;
    g_string_append_printf(out, "%s--%s", separator, options[i].name);
    separator = " ";
  }
  g_string_append(out, "\" ;;\n");
}

static void
append_choices(GString *out) {
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  for (gsize i = 0; i < count; i++)
    if (options[i].choices != NULL)
      g_string_append_printf(out,
                             "    --%s) COMPREPLY=($(compgen -W \"%s\" -- \"$word\")); return ;;\n",
                             options[i].name, options[i].choices);
}

char *
search_usage_bash(void) {
  GString *out = g_string_new("# Completion of kompass for bash: eval \"$(kompass --completion)\"\n"
                              "_kompass() {\n"
                              "  local word=\"${COMP_WORDS[COMP_CWORD]}\" words=\"\"\n"
                              "  case \"${COMP_WORDS[COMP_CWORD-1]}\" in\n");
  append_choices(out);
  g_string_append(out, "    --index) COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n"
                       "  esac\n"
                       "  case \"${COMP_WORDS[1]}\" in\n");
  for (gsize i = 0; i < SEARCH_COMMANDS; i++)
    append_option_words(out, &search_commands()[i]);
  g_string_append(out, "  esac\n  [ \"$COMP_CWORD\" = 1 ] && words=\"");
  for (gsize i = 0; i < SEARCH_COMMANDS; i++)
    g_string_append_printf(out, "%s%s", i > 0 ? " " : "", search_commands()[i].name);
  g_string_append(out, "\"\n"
                       "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
                       "}\n"
                       "complete -o default -F _kompass kompass\n");
  return g_string_free(out, FALSE);
}
