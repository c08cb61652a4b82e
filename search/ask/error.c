/* search/ask/error.c: the error domain of search/, and the exit status an error leads to. */
#include "search/ask/error.h"

/* The quark's name is taken as it is written, spaces and all. */
/* clang-format off */
G_DEFINE_QUARK(search-error-quark, search_error)
/* clang-format on */

int
search_error_exit_status(const GError *error) {
  if (error == NULL)
    return 0;
  if (error->domain == G_OPTION_ERROR)
    return 2;
  if (error->domain == SEARCH_ERROR &&
      (error->code == SEARCH_ERROR_USAGE || error->code == SEARCH_ERROR_TOO_LONG))
    return 2;
  return 1;
}
