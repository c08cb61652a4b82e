/* search/command/parameters.h: the query parameters of a URL, read by the table of options.
 *
 * A filter has the name it has on the command line: ?area=4&tag=strength is --area 4 --tag
 * strength. What stands there as an argument has a name of its own: q, topic, municipality. Where a
 * filter has the same name, the first value is the argument and the others are the filter's:
 * ?municipality=Kalix&municipality=Luleå is learn Kalix --municipality Luleå. */
#ifndef SEARCH_COMMAND_PARAMETERS_H
#define SEARCH_COMMAND_PARAMETERS_H

#include "search/command/request.h"

/* A longer query string, as it stands in the URL, is refused. */
#define SEARCH_PARAMETERS_MAX_BYTES 16384
/* More at once than this serves a page, not a copy of the index. */
#define SEARCH_PARAMETERS_LIMIT_MAX 1000

/* The name of the parameter that stands for the command's arguments; NULL = it takes none, or they
 * are a filter too. Static. */
const char *search_parameter_argument(const SearchCommand *command);

/* Is the option a parameter too? Those about this machine and about text for a terminal are not. */
bool search_parameter_is(const SearchOption *option);

/* query: what stands behind "?" in the URL, still encoded; NULL = nothing. *format_given: was there
 * a format? Without one it is JSON. Fails with SEARCH_ERROR_TOO_LONG, _UNKNOWN (a municipality that
 * does not exist) or _USAGE for all else. The caller frees the request. */
SearchRequest *search_parameters_read(const SearchCommand *command, const char *query,
                                      bool *format_given, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
