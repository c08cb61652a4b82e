/* search/http/serve.h: the command serve: listens until it is told to end. */
#ifndef SEARCH_HTTP_SERVE_H
#define SEARCH_HTTP_SERVE_H

#include "search/command/commands.h"

/* Serves until SIGTERM or SIGINT, then finishes what is being answered. Its note is called from
 * several threads, but from one at a time. Fails with SEARCH_ERROR_USAGE for an address that cannot
 * be understood, or where it cannot be listened at (a G_IO_ERROR). */
bool search_serve(const SearchRequest *request, const SearchConsole *console,
                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
