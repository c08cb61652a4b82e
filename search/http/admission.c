/* search/http/admission.c: who is let in, and with what: addresses, hosts, the head of a request.
 */
#include "search/http/admission.h"

#include <glib/gi18n.h>
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>

#include "search/ask/error.h"
#include "search/ask/filters.h"

/* ---- addresses and origins ---- */

#define PORT_MAX 65535
#define ENTRY_BYTES 64 /* of libmicrohttpd's memory, for a header or a parameter */
#define ANSWER_HEAD_BYTES 4096
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
    g_set_error(
        error, SEARCH_ERROR, SEARCH_ERROR_USAGE,
        _("listen \"%s\": an address and a port up to %d, like 127.0.0.1:8080 or [::1]:8080"), text,
        PORT_MAX);
  return address;
}

/* What GLib says of it, in English, ends with what the system says, in the user's language. */
static void
refuse_address(const char *text, const GError *failure, GError **error) {
  const char *reason = g_strrstr(failure->message, ": ");
  bool used = g_error_matches(failure, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_set_error(error, failure->domain, failure->code,
              used ? _("the service can't listen at %s: another program does (%s); choose another "
                       "port with --listen")
                   : _("the service can't listen at %s: %s"),
              text, reason != NULL ? reason + strlen(": ") : failure->message);
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
    refuse_address(text, inner, error);
    g_error_free(inner);
    g_clear_object(&socket);
    return NULL;
  }
  *port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(bound));
  g_object_unref(bound);
  return socket;
}

/* A name, an IPv4 address, or an IPv6 address with or without brackets. */
static bool
is_host(const char *host) {
  return host != NULL && *host != '\0' &&
         strspn(host, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-._:[]") == strlen(host);
}

bool
search_origin_check(const char *origin, GError **error) {
  bool ok = g_str_equal(origin, "*");
  if (!ok) {
    GUri *uri = g_uri_parse(origin, G_URI_FLAGS_ENCODED, NULL);
    ok = uri != NULL && is_host(g_uri_get_host(uri)) && *g_uri_get_path(uri) == '\0' &&
         g_uri_get_query(uri) == NULL && g_uri_get_fragment(uri) == NULL &&
         g_uri_get_userinfo(uri) == NULL && g_str_is_ascii(origin);
    g_clear_pointer(&uri, g_uri_unref);
  }
  if (!ok)
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE,
                _("cors \"%s\": an origin, like https://example.se, or *"), origin);
  return ok;
}

bool
search_host_check(const char *host, GError **error) {
  char *text = g_strconcat("http://", host, "/", NULL);
  GUri *uri = g_uri_parse(text, G_URI_FLAGS_ENCODED, NULL);
  bool ok = uri != NULL && is_host(g_uri_get_host(uri)) && g_str_equal(g_uri_get_path(uri), "/") &&
            g_uri_get_userinfo(uri) == NULL && g_str_is_ascii(host);
  g_clear_pointer(&uri, g_uri_unref);
  g_free(text);
  if (!ok)
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE,
                _("host \"%s\": a name, like kompass.example.se, perhaps with a port"), host);
  return ok;
}

/* ---- who asks ---- */

struct SearchAddresses {
  pthread_mutex_t lock;
  GHashTable *counts; /* what is counted as one -> how many */
  unsigned most;
  char *proxy;
};

SearchAddresses *
search_addresses_new(unsigned most, const char *proxy) {
  SearchAddresses *addresses = g_new0(SearchAddresses, 1);
  pthread_mutex_init(&addresses->lock, NULL);
  addresses->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  addresses->most = most;
  addresses->proxy = g_strdup(proxy);
  return addresses;
}

void
search_addresses_free(SearchAddresses *addresses) {
  if (addresses == NULL)
    return;
  g_hash_table_unref(addresses->counts);
  pthread_mutex_destroy(&addresses->lock);
  g_free(addresses->proxy);
  g_free(addresses);
}

/* What is counted as one with the address. The caller frees it. */
static char *
network_of(const char *address) {
  struct in6_addr bytes;
  if (strchr(address, ':') == NULL)
    return g_strdup(address);
  GInetAddress *parsed = g_inet_address_new_from_string(address);
  if (parsed == NULL)
    return g_strdup(address);
  memset(&bytes, 0, sizeof bytes);
  memcpy(&bytes, g_inet_address_to_bytes(parsed), sizeof bytes / 2);
  GInetAddress *network =
      g_inet_address_new_from_bytes((const guint8 *)&bytes, G_SOCKET_FAMILY_IPV6);
  char *text = g_inet_address_to_string(network);
  g_object_unref(network);
  g_object_unref(parsed);
  return text;
}

/* change: 1 or -1. false: there are too many already, and nothing is changed. */
static bool
count(SearchAddresses *addresses, const char *address, int change) {
  char *network = network_of(address);
  pthread_mutex_lock(&addresses->lock);
  guint now = GPOINTER_TO_UINT(g_hash_table_lookup(addresses->counts, network));
  bool ok = change < 0 || now < addresses->most;
  guint then = ok ? now + (guint)change : now;
  if (then > 0)
    g_hash_table_insert(addresses->counts, g_steal_pointer(&network), GUINT_TO_POINTER(then));
  else
    g_hash_table_remove(addresses->counts, network);
  pthread_mutex_unlock(&addresses->lock);
  g_free(network);
  return ok;
}

static bool
is_counted(const SearchAddresses *addresses, const char *address) {
  return addresses->most > 0 && g_strcmp0(address, addresses->proxy) != 0;
}

bool
search_addresses_enter(SearchAddresses *addresses, const char *address) {
  return !is_counted(addresses, address) || count(addresses, address, 1);
}

void
search_addresses_leave(SearchAddresses *addresses, const char *address) {
  if (is_counted(addresses, address))
    count(addresses, address, -1);
}

char *
search_forwarded_for(const SearchAddresses *addresses, const char *address, const char *header) {
  if (header == NULL || g_strcmp0(address, addresses->proxy) != 0)
    return NULL;
  const char *comma = strrchr(header, ',');
  char *last = g_strstrip(g_strdup(comma != NULL ? comma + 1 : header));
  GInetAddress *parsed = g_inet_address_new_from_string(last);
  char *text = parsed != NULL ? g_inet_address_to_string(parsed) : NULL;
  g_clear_object(&parsed);
  g_free(last);
  return text;
}

/* ---- the bytes of a head ---- */

static SearchHeadState
wrong(SearchReply *reply, unsigned status, const char *code, const char *message) {
  *reply = search_reply_refusal("refused", status, code, message);
  return SEARCH_HEAD_WRONG;
}

static SearchHeadState
malformed(SearchReply *reply, const char *message) {
  return wrong(reply, 400, "bad_request", message);
}

static bool
is_name(const char *text, gsize length) {
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\0' ||
        (!g_ascii_isalnum(text[i]) && strchr("!#$%&'*+-.^_`|~", text[i]) == NULL))
      return false;
  return length > 0;
}

/* A path is a text of C once it is decoded, which would end at a NUL. */
static bool
has_nul(const char *target, const char *end) {
  const char *query = memchr(target, '?', (gsize)(end - target));
  return g_strstr_len(target, (query != NULL ? query : end) - target, "%00") != NULL;
}

/* "GET /path HTTP/1.1" */
static SearchHeadState
examine_first_line(const char *line, gsize length, SearchReply *reply) {
  const char *end = line + length, *first = memchr(line, ' ', length);
  const char *second = first != NULL ? memchr(first + 1, ' ', (gsize)(end - first - 1)) : NULL;
  if (first == NULL || first == line || second == NULL || second == first + 1)
    return malformed(reply, "this is no request of HTTP");
  bool wrong_path = has_nul(first + 1, second);
  for (const char *at = first + 1; at < second; at++)
    wrong_path = wrong_path || g_ascii_isspace(*at);
  if (wrong_path)
    return malformed(reply, "the address of the request has a character that no address has");
  const char *version = second + 1;
  if (end - version != 8 || memcmp(version, "HTTP/", 5) != 0 || !g_ascii_isdigit(version[5]) ||
      version[6] != '.' || !g_ascii_isdigit(version[7]))
    return malformed(reply, "this is no request of HTTP/1.1");
  if (version[5] != '1')
    return wrong(reply, 505, "version_not_supported", "the service speaks HTTP/1.1");
  return SEARCH_HEAD_PART;
}

/* The name of the header at the line, if it is that. */
static bool
is_header(const char *line, gsize length, const char *name) {
  gsize name_bytes = strlen(name);
  return length > name_bytes && line[name_bytes] == ':' &&
         g_ascii_strncasecmp(line, name, name_bytes) == 0;
}

static bool
is_chunked(const char *value, const char *end) {
  char *text = g_strstrip(g_strndup(value, (gsize)(end - value)));
  bool chunked = g_ascii_strcasecmp(text, "chunked") == 0;
  g_free(text);
  return chunked;
}

static SearchHeadState
examine_content_length(const char *line, gsize length, SearchReply *reply) {
  const char *colon = memchr(line, ':', length);
  char *value = g_strstrip(g_strndup(colon + 1, length - (gsize)(colon + 1 - line)));
  bool digits = *value != '\0' && strspn(value, "0123456789") == strlen(value);
  guint64 bytes = 0;
  bool fits = g_ascii_string_to_unsigned(value, 10, 0, G_MAXINT64, &bytes, NULL);
  g_free(value);
  if (!digits)
    return malformed(reply, "Content-Length: a number of bytes");
  return fits ? SEARCH_HEAD_PART
              : wrong(reply, 413, "too_large", "a request has no body of such a length");
}

/* What was met so far. */
typedef struct {
  unsigned lines, parameters;
  bool needs_host, has_host, has_length;
} Head;

static unsigned
count_parameters(const char *line, gsize length) {
  unsigned count = 1;
  for (const char *at = line; (at = memchr(at, '&', length - (gsize)(at - line))) != NULL; at++)
    count++;
  return count;
}

/* A whole head: libmicrohttpd keeps its bytes, an entry for each header and parameter, and the head
 * of the answer. */
static SearchHeadState
examine_memory(const Head *head, gsize bytes, SearchReply *reply) {
  gsize entries = (gsize)head->lines + head->parameters;
  if (bytes + entries * ENTRY_BYTES + ANSWER_HEAD_BYTES > SEARCH_HEAD_MEMORY_BYTES)
    return wrong(reply, 414, "too_long", "the address of the request has too many parameters");
  return SEARCH_HEAD_WHOLE;
}

static SearchHeadState
examine_header(const char *line, gsize length, Head *head, SearchReply *reply) {
  const char *colon = memchr(line, ':', length);
  if (colon == NULL || !is_name(line, (gsize)(colon - line)))
    return malformed(reply, "a header of the request has no name");
  head->has_host = head->has_host || is_header(line, length, "Host");
  if (is_header(line, length, "Transfer-Encoding") && !is_chunked(colon + 1, line + length))
    return malformed(reply, "Transfer-Encoding: chunked, or none");
  if (!is_header(line, length, "Content-Length"))
    return SEARCH_HEAD_PART;
  if (head->has_length)
    return malformed(reply, "Content-Length: given twice");
  head->has_length = true;
  return examine_content_length(line, length, reply);
}

/* The line at the place, without its end; *next is where the next one begins. NULL: it is not there
 * as a whole. */
static const char *
line_at(const char *bytes, gsize length, gsize place, gsize *line_bytes, gsize *next) {
  const char *end = memchr(bytes + place, '\n', length - place);
  if (end == NULL)
    return NULL;
  *next = (gsize)(end - bytes) + 1;
  *line_bytes = *next - 1 - place;
  if (*line_bytes > 0 && end[-1] == '\r')
    --*line_bytes;
  return bytes + place;
}

/* Where no request begins so: a browser that speaks TLS would else be waited for in vain. */
static bool
begins_wrong(const char *bytes, gsize length) {
  gsize place = 0;
  while (place < length && (bytes[place] == '\r' || bytes[place] == '\n'))
    place++;
  return place < length && !is_name(bytes + place, 1);
}

SearchHeadState
search_head_examine(const char *bytes, gsize length, SearchReply *reply) {
  gsize next = 0, line_bytes = 0, first_end = 0;
  Head head = {0};
  const char *line = NULL;
  SearchHeadState state = SEARCH_HEAD_PART;
  if (begins_wrong(bytes, length))
    return malformed(reply, "this is no request of HTTP");
  while (state == SEARCH_HEAD_PART &&
         (line = line_at(bytes, length, next, &line_bytes, &next)) != NULL) {
    if (memchr(line, '\0', line_bytes) != NULL || memchr(line, '\r', line_bytes) != NULL)
      return malformed(reply, "a line of the request has a character that no line has");
    if (line_bytes == 0 && head.needs_host && !head.has_host)
      return malformed(reply, "Host: the header is missing");
    if (line_bytes == 0 && head.lines > 0)
      return examine_memory(&head, next, reply);
    if (line_bytes == 0)
      continue; /* empty lines before a request are passed over */
    if (head.lines++ == 0) {
      first_end = next;
      state = examine_first_line(line, line_bytes, reply);
      head.needs_host = state == SEARCH_HEAD_PART && line[line_bytes - 1] != '0';
      head.parameters = count_parameters(line, line_bytes);
    } else {
      state = examine_header(line, line_bytes, &head, reply);
    }
    if (state == SEARCH_HEAD_PART && head.lines > SEARCH_HEADERS_MAX + 1)
      return wrong(reply, 431, "headers_too_large", "the request has too many headers");
  }
  if (state == SEARCH_HEAD_WRONG)
    return state;
  if (head.lines == 0 ? length > SEARCH_LINE_MAX_BYTES : first_end > SEARCH_LINE_MAX_BYTES)
    return wrong(reply, 414, "too_long", "the address of the request is too long");
  if (length - first_end >= SEARCH_HEADERS_MAX_BYTES)
    return wrong(reply, 431, "headers_too_large", "the headers of the request are too large");
  return SEARCH_HEAD_PART;
}

/* ---- the head as it was understood ---- */

/* Whether the Host header is one of the names; a port is looked at only where the name has one. */
static bool
is_for(const char *host, const char *const *names) {
  if (host == NULL)
    return false;
  const char *colon = strrchr(host, ':');
  bool port = colon != NULL && strchr(colon, ']') == NULL;
  char *bare = port ? g_strndup(host, (gsize)(colon - host)) : g_strdup(host);
  bool found = false;
  for (; *names != NULL && !found; names++)
    found = g_ascii_strcasecmp(*names, host) == 0 || g_ascii_strcasecmp(*names, bare) == 0;
  g_free(bare);
  return found;
}

/* Whether the request brings more than is taken, or a body of unknown length. */
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
search_head_refused(const SearchHead *head, const char *const *hosts, bool busy,
                    SearchReply *reply) {
  bool reads =
      g_str_equal(head->method, "GET") || g_str_equal(head->method, "HEAD") || head->preflight;
  if (busy)
    *reply = search_reply_refusal("refused", 503, "busy",
                                  "there are too many requests from this address");
  else if (hosts != NULL && !is_for(head->host, hosts))
    *reply = search_reply_refusal("refused", 400, "unknown_host",
                                  "the service does not answer under the name of this host");
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
