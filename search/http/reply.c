/* search/http/reply.c: what is sent back: made, named by a tag, compressed, and told in headers. */
#include "search/http/reply.h"

#include <string.h>
#include <zlib.h>

#include "search/view/json.h"

#define TAG_BYTES 16 /* of the digest, as hexadecimal digits */

void
search_reply_clear(SearchReply *reply) {
  g_clear_pointer(&reply->body, g_bytes_unref);
  g_clear_pointer(&reply->tag, g_free);
  g_clear_pointer(&reply->file, g_free);
}

SearchReply
search_reply_new(const char *route, unsigned status, const char *type, GString *body) {
  return (SearchReply){
      .route = route, .status = status, .type = type, .body = g_string_free_to_bytes(body)};
}

SearchReply
search_reply_refusal(const char *route, unsigned status, const char *code, const char *message) {
  SearchJson *json = search_json_object(), *error = search_json_object();
  search_json_text(error, "code", code);
  search_json_text(error, "message", message);
  search_json_take(json, "error", error);
  GString *body = g_string_new(NULL);
  search_json_print(json, body);
  search_json_free(json);
  return search_reply_new(route, status, SEARCH_TYPE_JSON, body);
}

const char *
search_reply_reason(const SearchReply *reply) {
  static const struct {
    unsigned status;
    const char *reason;
  } reasons[] = {{400, "Bad Request"},
                 {408, "Request Timeout"},
                 {413, "Content Too Large"},
                 {414, "URI Too Long"},
                 {431, "Request Header Fields Too Large"},
                 {503, "Service Unavailable"},
                 {505, "HTTP Version Not Supported"}};
  for (gsize i = 0; i < G_N_ELEMENTS(reasons); i++)
    if (reasons[i].status == reply->status)
      return reasons[i].reason;
  return "Refused";
}

/* ---- headers ---- */

/* What has a tag may be kept, but is asked for again, as an update may come at any time. */
static const char *
keeping(const SearchReply *reply) {
  if (reply->lasting)
    return "public, max-age=31536000, immutable";
  return reply->tag != NULL ? "no-cache" : "no-store";
}

static void
visit_security(const char *cors, SearchHeaderVisitor visit, void *context) {
  visit("Content-Security-Policy",
        "default-src 'self'; base-uri 'none'; object-src 'none'; "
        "form-action 'self'; frame-ancestors 'none'",
        context);
  visit("X-Content-Type-Options", "nosniff", context);
  visit("X-Frame-Options", "DENY", context);
  visit("Referrer-Policy", "same-origin", context);
  visit("Cross-Origin-Resource-Policy", cors != NULL ? "cross-origin" : "same-origin", context);
  if (cors != NULL)
    visit("Access-Control-Allow-Origin", cors, context);
}

void
search_reply_headers(const SearchReply *reply, const char *cors, SearchHeaderVisitor visit,
                     void *context) {
  if (reply->type != NULL)
    visit("Content-Type", reply->type, context);
  if (reply->gzip)
    visit("Content-Encoding", "gzip", context);
  if (reply->tag != NULL)
    visit("ETag", reply->tag, context);
  if (reply->file != NULL) {
    char *disposition = g_strdup_printf("attachment; filename=\"%s\"", reply->file);
    visit("Content-Disposition", disposition, context);
    g_free(disposition);
  }
  if (reply->status == 405)
    visit("Allow", "GET, HEAD", context);
  if (reply->status == 503)
    visit("Retry-After", "5", context);
  visit("Cache-Control", keeping(reply), context);
  visit("Vary", "Accept, Accept-Encoding", context);
  visit_security(cors, visit, context);
}

/* ---- tags ---- */

char *
search_tag_new(const char *const *parts) {
  GChecksum *digest = g_checksum_new(G_CHECKSUM_SHA256);
  for (; *parts != NULL; parts++)
    g_checksum_update(digest, (const guchar *)*parts, (gssize)strlen(*parts) + 1);
  char *tag = g_strdup_printf("W/\"%.*s\"", TAG_BYTES * 2, g_checksum_get_string(digest));
  g_checksum_free(digest);
  return tag;
}

SearchReply
search_reply_not_modified(const char *route, char *tag) {
  return (SearchReply){
      .route = route, .status = 304, .body = g_bytes_new_static("", 0), .tag = tag};
}

/* ---- what the client accepts and has ---- */

/* 0..1 from the parameters behind a name ("; q=0.5"); 1 where there is no q. */
static double
quality_of(char *const *parameters) {
  for (; *parameters != NULL; parameters++) {
    const char *text = g_strstrip(*parameters);
    if (g_ascii_strncasecmp(text, "q=", 2) == 0)
      return CLAMP(g_ascii_strtod(text + 2, NULL), 0.0, 1.0);
  }
  return 1.0;
}

/* How exactly a pattern of a header means the name: 0 not, 1 anything, 2 its kind, 3 itself. */
static unsigned
exactness(const char *pattern, const char *name) {
  if (g_ascii_strcasecmp(pattern, name) == 0)
    return 3;
  gsize length = strlen(pattern);
  if (length > 2 && g_str_has_suffix(pattern, "/*") &&
      g_ascii_strncasecmp(pattern, name, length - 1) == 0)
    return 2;
  return g_str_equal(pattern, "*") || g_str_equal(pattern, "*/*") ? 1 : 0;
}

double
search_accept_quality(const char *header, const char *name) {
  double best = 0;
  unsigned most_exact = 0;
  if (header == NULL)
    return 0;
  char **items = g_strsplit(header, ",", -1);
  for (char **item = items; *item != NULL; item++) {
    char **parts = g_strsplit(*item, ";", -1);
    unsigned exact = parts[0] != NULL ? exactness(g_strstrip(parts[0]), name) : 0;
    if (exact > most_exact) {
      most_exact = exact;
      best = quality_of(parts + 1);
    }
    g_strfreev(parts);
  }
  g_strfreev(items);
  return best;
}

/* Without the mark of a weak tag. */
static const char *
opaque(const char *tag) {
  return g_str_has_prefix(tag, "W/") ? tag + 2 : tag;
}

bool
search_tag_matches(const char *header, const char *tag) {
  if (header == NULL)
    return false;
  bool found = false;
  char **items = g_strsplit(header, ",", -1);
  for (char **item = items; *item != NULL && !found; item++) {
    const char *text = g_strstrip(*item);
    found = g_str_equal(text, "*") || g_str_equal(opaque(text), opaque(tag));
  }
  g_strfreev(items);
  return found;
}

/* ---- compression ---- */

/* What is shorter than this fits in a packet anyhow. */
#define GZIP_LEAST_BYTES 1024
/* The fastest level: a fifth of the size of our answers is left, and higher levels spare little. */
#define LEVEL 1
#define GZIP_WINDOW (15 + 16) /* the largest window; 16 asks zlib for gzip's frame */
#define MEMORY_LEVEL 8

GBytes *
search_gzip(GBytes *bytes) {
  gsize length = 0;
  const void *data = g_bytes_get_data(bytes, &length);
  z_stream stream = {0};
  if (length < GZIP_LEAST_BYTES || length > G_MAXUINT ||
      deflateInit2(&stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) !=
          Z_OK)
    return NULL;
  stream.next_in = (Bytef *)data;
  stream.avail_in = (uInt)length;
  gsize room = length - 1;
  Bytef *out = g_malloc(room);
  stream.next_out = out;
  stream.avail_out = (uInt)room;
  bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  gsize written = stream.total_out;
  deflateEnd(&stream);
  if (!done) {
    g_free(out);
    return NULL;
  }
  return g_bytes_new_take(g_realloc(out, written), written);
}
