/* search/command/completion.c: what a shell needs to complete a command line, written from the
 * table of options; what an index offers it asks the program (search/command/offers.c). */
#include <string.h>

#include "search/command/options.h"

/* ---- what may stand where ---- */

/* What --list gives for the values of an option; NULL = nothing. */
static const char *
offer_of(const SearchOption *option) {
  static const struct {
    const char *option, *offer;
  } offers[] = {{"municipality", "municipalities"},
                {"model", "municipalities"},
                {"with", "municipalities"},
                {"question", "questions"},
                {"revision", "revisions"}};
  for (gsize i = 0; i < G_N_ELEMENTS(offers); i++)
    if (strcmp(offers[i].option, option->name) == 0)
      return offers[i].offer;
  return NULL;
}

static bool
takes_municipalities(const SearchCommand *command) {
  return strstr(command->arguments, "MUNICIPALITY") != NULL;
}

static bool
takes_files(const SearchCommand *command) {
  return strstr(command->arguments, "PATH") != NULL;
}

/* Calls visit with each command, or with each option of a command. */
typedef void (*CommandVisitor)(GString *out, const SearchCommand *command);
typedef void (*OptionVisitor)(GString *out, const SearchOption *option,
                              const SearchCommand *command);

static void
each_command(GString *out, CommandVisitor visit) {
  for (gsize i = 0; i < SEARCH_COMMANDS; i++)
    visit(out, &search_commands()[i]);
}

static void
each_option(GString *out, const SearchCommand *command, OptionVisitor visit) {
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  for (gsize i = 0; i < count; i++)
    if (search_option_belongs(&options[i], command))
      visit(out, &options[i], command);
}

/* Text between single quotes; quote: how one is written within them. */
static void
append_quoted(GString *out, const char *text, const char *quote) {
  for (; *text != '\0'; text++) {
    if (*text == '\'')
      g_string_append(out, quote);
    else
      g_string_append_c(out, *text);
  }
}

/* ---- bash ---- */

static const char BASH_HEAD[] =
    "# Completion of kompass for bash: source <(kompass --completion bash)\n"
    "_kompass_offer() {\n"
    "  local line\n"
    "  while IFS= read -r line; do\n"
    "    if [[ $line == \"$word\"* ]]; then COMPREPLY+=(\"$(printf %q \"$line\")\"); fi\n"
    "  done < <(kompass --list \"$1\" \"${index[@]}\" 2>/dev/null | cut -f 1)\n"
    "}\n"
    "_kompass() {\n"
    "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words='' index=() "
    "i\n"
    "  if [[ $word == '=' ]]; then word=''; fi\n"
    "  if [[ $before == '=' ]]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
    "  for ((i = 2; i < COMP_CWORD; i++)); do\n"
    "    if [[ ${COMP_WORDS[i-1]} == --index || ${COMP_WORDS[i-1]} == -i ]]; then "
    "index=(--index \"${COMP_WORDS[i]}\"); fi\n"
    "  done\n"
    "  COMPREPLY=()\n"
    "  case ${COMP_WORDS[1]}:$before in\n";

/* "    search:--index|search:-i) " where something is known of its values. */
static void
append_bash_values(GString *out, const SearchOption *option, const SearchCommand *command) {
  const char *offer = offer_of(option);
  char *choices = search_option_choices(option, command);
  GString *action = g_string_new(NULL);
  if (choices != NULL)
    g_string_printf(action, "COMPREPLY=($(compgen -W '%s' -- \"$word\"))", choices);
  else if (offer != NULL)
    g_string_printf(action, "_kompass_offer %s", offer);
  else if (option->kind == SEARCH_OPTION_INDEX || option->kind == SEARCH_OPTION_CONFIG)
    g_string_printf(action, "compopt -o filenames; COMPREPLY=($(compgen -%c -- \"$word\"))",
                    option->kind == SEARCH_OPTION_INDEX ? 'd' : 'f');
  else if (option->value != NULL)
    g_string_append_c(action, ':');
  if (action->len > 0) {
    g_string_append_printf(out, "    %s:--%s", command->name, option->name);
    if (option->letter != 0)
      g_string_append_printf(out, "|%s:-%c", command->name, option->letter);
    g_string_append_printf(out, ") %s; return ;;\n", action->str);
  }
  g_string_free(action, TRUE);
  g_free(choices);
}

static void
append_bash_command_values(GString *out, const SearchCommand *command) {
  each_option(out, command, append_bash_values);
}

static void
append_bash_option(GString *out, const SearchOption *option,
                   G_GNUC_UNUSED const SearchCommand *command) {
  g_string_append_printf(out, " --%s", option->name);
}

static void
append_bash_command(GString *out, const SearchCommand *command) {
  g_string_append_printf(out, "    %s) words='", command->name);
  each_option(out, command, append_bash_option);
  g_string_append_c(out, '\'');
  if (takes_municipalities(command))
    g_string_append(out, "\n      [[ $word == -* ]] || { _kompass_offer municipalities; return; }");
  g_string_append(out, " ;;\n");
}

static void
append_name(GString *out, const SearchCommand *command) {
  g_string_append_printf(out, " %s", command->name);
}

static void
append_bash(GString *out) {
  g_string_append(out, BASH_HEAD);
  each_command(out, append_bash_command_values);
  g_string_append(out, "  esac\n  case ${COMP_WORDS[1]} in\n");
  each_command(out, append_bash_command);
  g_string_append(out, "    help) words='");
  each_command(out, append_name);
  g_string_append(out, "' ;;\n  esac\n  if [[ $COMP_CWORD == 1 ]]; then words='help");
  each_command(out, append_name);
  g_string_append(out, "'; fi\n"
                       "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
                       "}\n"
                       "complete -o default -F _kompass kompass\n");
}

/* ---- zsh ---- */

#define ZSH_QUOTE "'\\''"

static const char ZSH_HEAD[] =
    "#compdef kompass\n"
    "# Completion of kompass for zsh, written by \"kompass --completion zsh\".\n"
    "_kompass_offer() {\n"
    "  local -a values index\n"
    "  local place=${opt_args[--index]:-$opt_args[-i]}\n"
    "  [[ -n $place ]] && index=(--index ${(Q)place})\n"
    "  values=(${(f)\"$(kompass --list $1 $index 2>/dev/null)\"})\n"
    "  values=(${values//:/\\\\:})\n"
    "  _describe -t $1 $1 values\n"
    "}\n"
    "_kompass() {\n"
    "  local -a commands\n"
    "  commands=(\n"
    "    'help:show help'\n";

static void
append_zsh_name(GString *out, const SearchCommand *command) {
  g_string_append_printf(out, "    '%s:", command->name);
  append_quoted(out, command->summary, ZSH_QUOTE);
  g_string_append(out, "'\n");
}

/* " \\\n      '(-a --area)'{-a+,--area=}'[help]:N:'" */
static void
append_zsh_option(GString *out, const SearchOption *option, const SearchCommand *command) {
  const char *offer = offer_of(option), *takes = option->value != NULL ? "=" : "";
  char *choices = search_option_choices(option, command);
  char *told = search_option_help(option, command);
  g_string_append(out, " \\\n      ");
  if (option->letter != 0)
    g_string_append_printf(out, option->repeatable ? "'*'{-%c%s,--%s%s}'[" : "{-%c%s,--%s%s}'[",
                           option->letter, option->value != NULL ? "+" : "", option->name, takes);
  else
    g_string_append_printf(out, "'%s--%s%s[", option->repeatable ? "*" : "", option->name, takes);
  char **parts = g_strsplit(told, "]", -1);
  char *help = g_strjoinv("\\]", parts);
  append_quoted(out, help, ZSH_QUOTE);
  g_free(help);
  g_free(told);
  g_strfreev(parts);
  g_string_append_c(out, ']');
  if (choices != NULL)
    g_string_append_printf(out, ":%s:(%s)", option->value, choices);
  else if (offer != NULL)
    g_string_append_printf(out, ":%s:_kompass_offer %s", option->value, offer);
  else if (option->kind == SEARCH_OPTION_INDEX || option->kind == SEARCH_OPTION_CONFIG)
    g_string_append_printf(out, ":%s:_files%s", option->value,
                           option->kind == SEARCH_OPTION_INDEX ? " -/" : "");
  else if (option->value != NULL)
    g_string_append(out, ":value: ");
  g_string_append_c(out, '\'');
  g_free(choices);
}

static void
append_zsh_command(GString *out, const SearchCommand *command) {
  g_string_append_printf(out, "    %s) _arguments -s -S", command->name);
  each_option(out, command, append_zsh_option);
  if (takes_municipalities(command))
    g_string_append(out, " \\\n      '*:municipality:_kompass_offer municipalities'");
  else if (takes_files(command))
    g_string_append(out, " \\\n      '*:path:_files'");
  g_string_append(out, " ;;\n");
}

static void
append_zsh(GString *out) {
  g_string_append(out, ZSH_HEAD);
  each_command(out, append_zsh_name);
  g_string_append(out, "  )\n"
                       "  if (( CURRENT == 2 )) || [[ $words[2] == help ]]; then\n"
                       "    _describe command commands\n"
                       "    return\n"
                       "  fi\n"
                       "  shift words\n"
                       "  (( CURRENT-- ))\n"
                       "  case $words[1] in\n");
  each_command(out, append_zsh_command);
  g_string_append(out, "  esac\n}\n_kompass \"$@\"\n");
}

/* ---- fish ---- */

#define FISH_QUOTE "\\'"

static const char FISH_HEAD[] =
    "# Completion of kompass for fish, written by \"kompass --completion fish\".\n"
    "function __kompass_offer\n"
    "  set -l index\n"
    "  set -l words (commandline -opc)\n"
    "  for i in (seq 2 (count $words))\n"
    "    if contains -- $words[$i] --index -i; and set -q words[(math $i + 1)]\n"
    "      set index --index $words[(math $i + 1)]\n"
    "    end\n"
    "  end\n"
    "  kompass --list $argv[1] $index 2>/dev/null\n"
    "end\n"
    "complete -c kompass -f\n"
    "complete -c kompass -n __fish_use_subcommand -a help -d 'show help'\n"
    "complete -c kompass -n '__fish_seen_subcommand_from help' -a '(__kompass_offer commands)'\n";

static void
append_fish_command(GString *out, const SearchCommand *command) {
  g_string_append_printf(out, "complete -c kompass -n __fish_use_subcommand -a %s -d '",
                         command->name);
  append_quoted(out, command->summary, FISH_QUOTE);
  g_string_append(out, "'\n");
  const char *values = takes_municipalities(command) ? "-a '(__kompass_offer municipalities)'"
                       : takes_files(command)        ? "-F"
                                                     : NULL;
  if (values != NULL)
    g_string_append_printf(out, "complete -c kompass -n '__fish_seen_subcommand_from %s' %s\n",
                           command->name, values);
}

static void
append_fish_option(GString *out, const SearchOption *option, const SearchCommand *command) {
  char *choices = search_option_choices(option, command);
  char *help = search_option_help(option, command);
  g_string_append_printf(out, "complete -c kompass -n '__fish_seen_subcommand_from %s' -l %s",
                         command->name, option->name);
  if (option->letter != 0)
    g_string_append_printf(out, " -s %c", option->letter);
  const char *offer = offer_of(option);
  bool names_file = option->kind == SEARCH_OPTION_INDEX || option->kind == SEARCH_OPTION_CONFIG;
  if (option->value != NULL)
    g_string_append(out, names_file ? " -r -F" : " -x");
  if (choices != NULL)
    g_string_append_printf(out, " -a '%s'", choices);
  else if (offer != NULL)
    g_string_append_printf(out, " -a '(__kompass_offer %s)'", offer);
  g_string_append(out, " -d '");
  append_quoted(out, help, FISH_QUOTE);
  g_string_append(out, "'\n");
  g_free(help);
  g_free(choices);
}

static void
append_fish_options(GString *out, const SearchCommand *command) {
  each_option(out, command, append_fish_option);
}

static void
append_fish(GString *out) {
  g_string_append(out, FISH_HEAD);
  each_command(out, append_fish_command);
  each_command(out, append_fish_options);
}

char *
search_completion(const char *shell) {
  static const struct {
    const char *shell;
    void (*append)(GString *out);
  } shells[] = {{"bash", append_bash}, {"zsh", append_zsh}, {"fish", append_fish}};
  for (gsize i = 0; i < G_N_ELEMENTS(shells); i++)
    if (g_strcmp0(shell, shells[i].shell) == 0) {
      GString *out = g_string_new(NULL);
      shells[i].append(out);
      return g_string_free(out, FALSE);
    }
  return NULL;
}
