/* search/command/request.h: what one command line asks for, understood and checked. */
#ifndef SEARCH_COMMAND_REQUEST_H
#define SEARCH_COMMAND_REQUEST_H

#include "search/query/find.h"
#include "search/ask/filters.h"
#include "search/command/options.h"

#define SEARCH_THREADS_MAX 256
#define SEARCH_CONNECTIONS_MAX 100000
#define SEARCH_SECONDS_MAX 3600

/* What the service is told on its command line; NULL or 0 where nothing was said. */
typedef struct {
  char *listen; /* "127.0.0.1:8080" */
  char *cors;   /* an origin, or "*" */
  unsigned threads, connections, seconds;
} SearchServing;

typedef struct {
  const SearchCommand *command;
  char *index; /* as given, else $KOMPASS_INDEX, else the folder of the user's own */
  SearchFormat format;
  SearchFilters *filters;
  GPtrArray *models; /* const CorpusMunicipality *: --model */
  bool cite;
  bool all_years;
  SearchManner manner; /* --rank, --explain */
  unsigned shards;     /* --shards; 0 = not given */
  bool rebuild, allow_empty;
  SearchServing serving;
  bool help;        /* nothing else is checked where help is asked for */
  char **arguments; /* as given, any bytes; NULL-terminated */
} SearchRequest;

/* Nothing asked for yet. index and arguments are NULL. The caller frees it. */
SearchRequest *search_request_new(const SearchCommand *command);

/* Takes one option of the request's command with its value as the user wrote it; value is not
 * looked at where the option takes none. Fails as search_request_parse() does. */
bool search_request_set(SearchRequest *request, const SearchOption *option, const char *value,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* words: what stood after the subcommand, NULL-terminated; any bytes. Fails with SEARCH_ERROR_USAGE
 * or a G_OPTION_ERROR (wrong usage), or SEARCH_ERROR_UNKNOWN. The caller frees the request. */
SearchRequest *search_request_parse(const SearchCommand *command, const char *const *words,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_request_free(SearchRequest *request); /* NULL is fine */

/* Where the index is when nothing says so: $KOMPASS_INDEX, else kompass/index in the user's data
 * folder. The caller frees it. */
char *search_default_index(void);

#endif
