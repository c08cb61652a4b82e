/* search/http/admission.c: who is let in, and with what: addresses, origins, the head of a request.
 */
#include "search/http/admission.h"

#include <string.h>

#include "search/ask/error.h"
#include "search/ask/filters.h"

/* ---- addresses and origins ---- */

#define PORT_MAX 65535
#define BACKLOG 1024 /* connections that wait to be taken */

static GSocketAddress *
parse(const char *text, GError **error) {
  const char *colon = strrchr(text, ':');
  unsigned port = 0;
  GSocketAddress *address = NULL;
  if (colon != NULL && search_number_parse(colon + 1, 0, PORT_MAX, &port)) {
    gsize length = (gsize)(colon - text);
    bool brackets = length > 2 && text[0] == '[' && colon[-1] == ']';
    char *host = brackets ? g_strndup(text + 1, length - 2) : g_strndup(text, length);
    if (brackets == (strchr(host, ':') != NULL))
      address = g_inet_socket_address_new_from_string(host, port);
    g_free(host);
  }
  if (address == NULL)
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE,
                "listen \"%s\": an address and a port, like "
                "127.0.0.1:8080 or [::1]:8080",
                text);
  return address;
}

GSocket *
search_listen(const char *text, unsigned *port, GError **error) {
  GSocketAddress *address = parse(text, error);
  if (address == NULL)
    return NULL;
  GError *inner = NULL;
  GSocketAddress *bound = NULL;
  GSocket *socket = g_socket_new(g_socket_address_get_family(address), G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, &inner);
  if (socket != NULL) {
    g_socket_set_listen_backlog(socket, BACKLOG);
    if (g_socket_bind(socket, address, TRUE, &inner) && g_socket_listen(socket, &inner))
      bound = g_socket_get_local_address(socket, &inner);
  }
  g_object_unref(address);
  if (bound == NULL) {
    g_propagate_prefixed_error(error, inner, "%s: ", text);
    g_clear_object(&socket);
    return NULL;
  }
  *port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(bound));
  g_object_unref(bound);
  return socket;
}

bool
search_origin_check(const char *origin, GError **error) {
  bool ok = g_str_equal(origin, "*");
  if (!ok) {
    GUri *uri = g_uri_parse(origin, G_URI_FLAGS_ENCODED, NULL);
    ok = uri != NULL && g_uri_get_host(uri) != NULL && *g_uri_get_host(uri) != '\0' &&
         *g_uri_get_path(uri) == '\0' && g_uri_get_query(uri) == NULL &&
         g_uri_get_fragment(uri) == NULL && g_uri_get_userinfo(uri) == NULL &&
         g_str_is_ascii(origin);
    g_clear_pointer(&uri, g_uri_unref);
  }
  if (!ok)
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE,
                "cors \"%s\": an origin, like https://example.se, or *", origin);
  return ok;
}

/* ---- the head of a request ---- */

/* Does the request bring more than is taken, or a body of unknown length? */
static bool
is_too_large(const SearchHead *head) {
  guint64 bytes = 0;
  if (head->transfer_encoding != NULL)
    return true;
  return head->content_length != NULL &&
         !g_ascii_string_to_unsigned(head->content_length, 10, 0, SEARCH_BODY_MAX_BYTES, &bytes,
                                     NULL);
}

bool
search_head_refused(const SearchHead *head, bool busy, SearchReply *reply) {
  bool reads = g_str_equal(head->method, "GET") || g_str_equal(head->method, "HEAD");
  if (busy)
    *reply = search_reply_refusal("refused", 503, "busy",
                                  "there are too many connections; try again in a moment");
  else if (!reads)
    *reply = search_reply_refusal("refused", 405, "method_not_allowed",
                                  "the service only reads: GET and HEAD");
  else if (is_too_large(head))
    *reply = search_reply_refusal("refused", 413, "too_large",
                                  "a request has no body, and at most a short one is passed over");
  else if (head->bytes > SEARCH_HEADERS_MAX_BYTES + head->uri_bytes)
    *reply = search_reply_refusal("refused", 431, "headers_too_large",
                                  "the headers of the request are too large");
  else
    return false;
  return true;
}
