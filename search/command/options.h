/* search/command/options.h: the one table of subcommands and options.
 *
 * Usage, --help, the manual page, shell completion and the parsing of the command line all come
 * from it, so that they cannot disagree. */
#ifndef SEARCH_COMMAND_OPTIONS_H
#define SEARCH_COMMAND_OPTIONS_H

#include <glib.h>
#include <stdbool.h>

#include "search/view/view.h"

/* What `kompass serve` does where it is not told otherwise. */
#define SEARCH_LISTEN_DEFAULT "127.0.0.1:8080"
#define SEARCH_CONNECTIONS_DEFAULT 512
#define SEARCH_PER_ADDRESS_DEFAULT 128
#define SEARCH_HEAD_SECONDS_DEFAULT 10
#define SEARCH_SECONDS_DEFAULT 10
/* More than there are processors: an answer that takes long holds up the connections of its thread
 * and no others. A thread costs some 10 MB. */
#define SEARCH_THREADS_LEAST 4
#define SEARCH_THREADS_A_PROCESSOR 2

typedef enum {
  SEARCH_COMMAND_INDEX,
  SEARCH_COMMAND_COMPACT,
  SEARCH_COMMAND_SEARCH,
  SEARCH_COMMAND_WHO,
  SEARCH_COMMAND_MODELS,
  SEARCH_COMMAND_SCORES,
  SEARCH_COMMAND_LEARN,
  SEARCH_COMMAND_HISTORY,
  SEARCH_COMMAND_SIMILAR,
  SEARCH_COMMAND_BEST,
  SEARCH_COMMAND_REPORT,
  SEARCH_COMMAND_EXPORT,
  SEARCH_COMMAND_STATUS,
  SEARCH_COMMAND_SUGGEST,
  SEARCH_COMMAND_SERVE,
  SEARCH_COMMANDS /* how many there are */
} SearchCommandId;

/* A command line to show, and what it does. */
typedef struct {
  const char *line, *meaning;
} SearchExample;

typedef struct {
  SearchCommandId id;
  const char *name;                  /* "search" */
  const char *arguments;             /* "QUERY...", "" = none */
  const char *parameter;             /* "q": what these are called in a URL; NULL = there are none,
                                        or they are a filter too */
  unsigned least_arguments;          /* fewer is wrong usage */
  unsigned most_arguments;           /* more is wrong usage */
  const char *summary;               /* one line, no full stop */
  const char *const *description;    /* paragraphs, NULL-terminated */
  const SearchExample *examples;     /* ends with a NULL line */
  const SearchFormat default_format; /* what --format is without being given */
  unsigned formats;                  /* bit (1 << SearchFormat): those that make sense */
} SearchCommand;

typedef enum {
  SEARCH_OPTION_INDEX,       /* where the index is */
  SEARCH_OPTION_FORMAT,      /* one of the command's formats */
  SEARCH_OPTION_FILTER,      /* search/ask/filters.h, by the option's name */
  SEARCH_OPTION_GROUPS,      /* a file of groups of municipalities */
  SEARCH_OPTION_MODEL,       /* a municipality that is named as a role model */
  SEARCH_OPTION_CITE,        /* references to paste */
  SEARCH_OPTION_PARTIAL,     /* without shards that do not answer */
  SEARCH_OPTION_SHARDS,      /* how many databases an index is written to */
  SEARCH_OPTION_REBUILD,     /* forget what is there */
  SEARCH_OPTION_ALLOW_EMPTY, /* a folder was meant to lose all of its reports */
  SEARCH_OPTION_OCR,         /* read what was scanned */
  SEARCH_OPTION_RANK,        /* what comes first */
  SEARCH_OPTION_EXPLAIN,     /* how the query was understood */
  SEARCH_OPTION_LISTEN,      /* where the service is reached */
  SEARCH_OPTION_CORS,        /* whose pages may ask the service */
  SEARCH_OPTION_THREADS,     /* how many requests are answered at once */
  SEARCH_OPTION_CONNECTIONS,
  SEARCH_OPTION_PER_ADDRESS,
  SEARCH_OPTION_PROXY,        /* who may say from which address a request comes */
  SEARCH_OPTION_HOST,         /* under which names the service answers */
  SEARCH_OPTION_SOURCES,      /* does the service hand out the files that reports were read from? */
  SEARCH_OPTION_HEAD_SECONDS, /* how long a request may take to arrive */
  SEARCH_OPTION_SECONDS,      /* how long one answer may take */
  SEARCH_OPTION_OPERATOR,     /* who keeps the service running, as the page tells */
  SEARCH_OPTION_CONTACT,
  SEARCH_OPTION_ACCESSIBILITY_REVIEWED,
  SEARCH_OPTION_ALL_YEARS, /* every report, not only a municipality's newest */
  SEARCH_OPTION_CONFIG,    /* the configuration file */
  SEARCH_OPTION_HELP
} SearchOptionKind;

typedef struct {
  const char *name; /* "area": --area */
  char letter;      /* 0 = none */
  SearchOptionKind kind;
  const char *value;   /* "N"; NULL = the option takes none */
  bool repeatable;     /* may be given again */
  unsigned commands;   /* bit (1 << SearchCommandId): those that have it */
  const char *choices; /* words the value is one of, "model self"; NULL = free, or one of the
                          command's formats; search_option_choices() knows */
  const char *help;    /* a sentence without full stop; search_option_help() has it whole */
} SearchOption;

/* All commands, in the order of the manual; SEARCH_COMMANDS of them. Static, as are all that
 * follow.
 */
const SearchCommand *search_commands(void);
/* All options; *count receives how many. */
const SearchOption *search_options(gsize *count);

/* NULL if there is no such command, or none of this name that the command has. */
const SearchCommand *search_command_find(const char *name);
const SearchOption *search_option_find(const SearchCommand *command, const char *name);
bool search_option_belongs(const SearchOption *option, const SearchCommand *command);
/* The group of the configuration file in which the option may stand as a key: "kompass", or
 * "service" for what is an option of serve alone; NULL = it may not. Static. */
const char *search_option_group(const SearchOption *option);

/* The words that the option's value is one of for the command (NULL = for any), parted by spaces;
 * NULL = it is free. The caller frees it. */
char *search_option_choices(const SearchOption *option, const SearchCommand *command);
/* What --help says of the option, without full stop. The caller frees it. */
char *search_option_help(const SearchOption *option, const SearchCommand *command);

/* ---- texts: newly allocated, ending with a line break; the caller frees them ---- */

/* The commands, a line each. */
char *search_usage(void);
/* --help of one command: a screen with its options and examples. */
char *search_usage_of(const SearchCommand *command);
/* A manual page in the man macros of troff: of a command, of "kompass.conf", or (name NULL) of all.
 * NULL where there is none of the name. */
char *search_manual(const char *name);
/* Completion for a shell: bash, zsh or fish; NULL for any other. */
char *search_completion(const char *shell);

/* ---- what was perhaps meant ---- */

/* The command, or the option of a command, whose name is nearest to a word; NULL where none is
 * near. Static. */
const char *search_command_nearest(const char *word);
const char *search_option_nearest(const SearchCommand *command, const char *word);

#endif
