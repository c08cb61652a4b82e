/* search/command/request.h: what is asked for, on a command line or in a URL, understood and
 * checked. */
#ifndef SEARCH_COMMAND_REQUEST_H
#define SEARCH_COMMAND_REQUEST_H

#include "search/ask/filters.h"
#include "search/command/options.h"
#include "search/query/find.h"

#define SEARCH_THREADS_MAX 256
#define SEARCH_CONNECTIONS_MAX 100000
#define SEARCH_SECONDS_MAX 3600

/* What the service is told on its command line; NULL where nothing was said. */
typedef struct {
  char *listen;     /* "127.0.0.1:8080" */
  char *cors;       /* an origin, or "*" */
  char *proxy;      /* an address */
  char **hosts;     /* NULL-terminated */
  bool sources;     /* files that reports were read from are handed out */
  unsigned threads; /* 0 where nothing was said */
  unsigned connections, per_address, head_seconds, seconds;
  char *operator_name, *contact, *accessibility_reviewed; /* for the page; the last as 2026-11-30 */
} SearchServing;

typedef struct {
  const SearchCommand *command;
  char *index;         /* as given, else as set, else the folder of the user's own */
  char *config;        /* --config; NULL where nothing was said */
  GHashTable *origins; /* what was not given but set: name of the option -> who says so */
  SearchFormat format;
  SearchFilters *filters;
  GPtrArray *groups; /* SearchGroup *: of --groups, else of $KOMPASS_GROUPS; NULL = none */
  GPtrArray *models; /* const CorpusMunicipality *: --model */
  bool cite;
  bool all_years;
  bool partial;        /* --partial */
  SearchManner manner; /* --rank, --explain */
  unsigned shards;     /* --shards; 0 = not given */
  bool rebuild, allow_empty, recognise;
  SearchServing serving;
  bool help;        /* nothing else is checked where help is asked for */
  char **arguments; /* as given, any bytes; NULL-terminated */
} SearchRequest;

/* Nothing asked for yet. index and arguments are NULL. The caller frees it. */
SearchRequest *search_request_new(const SearchCommand *command);
void search_request_free(SearchRequest *request); /* NULL is fine */

/* Takes one option of the request's command with its value as the user wrote it; value is not
 * looked at where the option takes none. Fails as search_request_parse() does. */
bool search_request_set(SearchRequest *request, const SearchOption *option, const char *value,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Has the request use these groups of municipalities, which it keeps; NULL = there are none. Fails
 * as search_filters_take_groups() does. */
bool search_request_use_groups(SearchRequest *request, GPtrArray *groups,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- a command line ---- */

/* words: what stood after the subcommand, NULL-terminated; any bytes. Fails with SEARCH_ERROR_USAGE
 * or a G_OPTION_ERROR (wrong usage), with SEARCH_ERROR_UNKNOWN, or as search_groups_read() does.
 * The caller frees the request. */
SearchRequest *search_request_parse(const SearchCommand *command, const char *const *words,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- what is set rather than given ----
 *
 * What the command line leaves open the environment may say, and after it the configuration file:
 * $KOMPASS_LISTEN, or "listen = …" in the group [service]. */

/* The configuration file in use: --config, else $KOMPASS_CONFIG, else that of the installation.
 * NULL where there is none ($KOMPASS_CONFIG is empty, or no file was installed). The caller frees
 * it. */
char *search_settings_path(const SearchRequest *request);

/* Takes what is set for the options of the command, except those whose bit is in given, and for its
 * arguments the folders with reports. Fails with SEARCH_ERROR_SETTING, naming the file and the key
 * or the variable, for a file that can't be read or understood or a key that does not exist. */
bool search_settings_apply(SearchRequest *request, guint64 given,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Where a value that was set is what is wrong (the error's message begins with the option's name),
 * says who set it. */
void search_settings_blame(const SearchRequest *request, GError **error);

/* ---- the query of a URL ----
 *
 * A filter has the name it has on the command line: ?area=4&tag=strength is --area 4 --tag
 * strength. What stands there as an argument has a name of its own: q or topic, municipality. Where
 * a filter has the same name, the first value is the argument and the others are the filter's:
 * ?municipality=Kalix&municipality=Luleå is learn Kalix --municipality Luleå. */

/* A longer query string, as it stands in the URL, is refused. */
#define SEARCH_PARAMETERS_MAX_BYTES 16384
/* More at once than this serves a page, not a copy of the index. */
#define SEARCH_PARAMETERS_LIMIT_MAX 1000

/* Is the option a parameter too? Those about this machine and about text for a terminal are not. */
bool search_parameter_is(const SearchOption *option);

/* query: what stands behind "?" in the URL, still encoded; NULL = nothing. *format_given: was there
 * a format? Without one it is JSON. Fails with SEARCH_ERROR_TOO_LONG, _UNKNOWN (a municipality that
 * does not exist) or _USAGE for all else. The caller frees the request. */
SearchRequest *search_parameters_read(const SearchCommand *command, const char *query,
                                      bool *format_given, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
