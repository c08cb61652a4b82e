/* search/command/usage.c: every text that tells how kompass is used, written from the table of
 * options. */
#include <glib/gi18n.h>

#include "search/command/options.h"
#include "search/view/terminal_text.h"

#define WIDTH_CELLS 79
#define OPTION_CELLS 27 /* where the help of an option begins */

/* ---- usage and --help ---- */

char *
search_usage(void) {
  GString *out = g_string_new(_("usage: kompass COMMAND [OPTION]... [ARGUMENT]...\n\n"
                                "Search and benchmarking of Kommunkompassen reports.\n\n"
                                "Commands:\n"));
  SearchTable *table = search_table_new("ll", 2);
  for (gsize i = 0; i < SEARCH_COMMANDS; i++) {
    search_table_add(table, search_commands()[i].name);
    search_table_add(table, gettext(search_commands()[i].summary));
  }
  search_table_print(table, out);
  search_table_free(table);
  g_string_append(out, _("\nkompass help COMMAND tells the options of a command, with examples;\n"
                         "man kompass-COMMAND tells the rest. kompass -V tells the version.\n"));
  return g_string_free(out, FALSE);
}

/* "  --area N              only this area" with what follows hanging below. */
static void
append_option(GString *out, const SearchOption *option, const SearchCommand *command) {
  GString *left = g_string_new(NULL);
  if (option->letter != 0)
    g_string_printf(left, "  -%c, ", option->letter);
  else
    g_string_assign(left, "      ");
  g_string_append_printf(left, "--%s%s%s", option->name, option->value != NULL ? " " : "",
                         option->value != NULL ? gettext(option->value) : "");
  char *help = search_option_help(option, command);
  GString *text = g_string_new(help);
  g_free(help);
  if (option->repeatable)
    g_string_append(text, _("; repeatable"));
  GString *right = g_string_new(NULL);
  search_text_wrap(right, text->str, OPTION_CELLS, WIDTH_CELLS);
  if (search_text_cells(left->str) < OPTION_CELLS)
    g_string_append_printf(out, "%s%*s%s", left->str,
                           OPTION_CELLS - (int)search_text_cells(left->str), "",
                           right->str + OPTION_CELLS);
  else
    g_string_append_printf(out, "%s\n%s", left->str, right->str);
  g_string_free(left, TRUE);
  g_string_free(text, TRUE);
  g_string_free(right, TRUE);
}

char *
search_usage_of(const SearchCommand *command) {
  GString *out = g_string_new(NULL);
  bool alone = *command->arguments == '\0';
  g_string_printf(out, _("usage: kompass %s [OPTION]...%s%s\n"), command->name, alone ? "" : " ",
                  alone ? "" : gettext(command->arguments));
  for (const char *const *text = command->description; *text != NULL; text++) {
    g_string_append_c(out, '\n');
    search_text_wrap(out, gettext(*text), 0, WIDTH_CELLS);
  }
  g_string_append(out, _("\nOptions:\n"));
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  for (gsize i = 0; i < count; i++)
    if (search_option_belongs(&options[i], command))
      append_option(out, &options[i], command);
  g_string_append(out, _("\nExamples:\n"));
  for (const SearchExample *example = command->examples; example->line != NULL; example++)
    g_string_append_printf(out, "  %s\n      %s\n", example->line, gettext(example->meaning));
  return g_string_free(out, FALSE);
}
