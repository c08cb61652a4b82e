/* search/http/listen.h: addresses that are listened at, and origins that may ask. */
#ifndef SEARCH_HTTP_LISTEN_H
#define SEARCH_HTTP_LISTEN_H

#include <gio/gio.h>
#include <stdbool.h>

/* Listens at "127.0.0.1:8080" or "[::1]:8080"; no names are looked up. *port receives the port.
 * Fails with SEARCH_ERROR_USAGE where the address is malformed, else with a G_IO_ERROR. The caller
 * unrefs the socket. */
GSocket *search_listen(const char *address, unsigned *port,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "*", or a scheme, a host and perhaps a port: what browsers send as Origin. SEARCH_ERROR_USAGE. */
bool search_origin_check(const char *origin, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
