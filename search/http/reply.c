/* search/http/reply.c: what is sent back: made, named by a tag, compressed, and told in headers. */
#include "search/http/reply.h"

#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "search/ask/engine.h"
#include "search/ask/error.h"
#include "search/view/json.h"

#define TAG_BYTES 16 /* of the digest, as hexadecimal digits */
#define METHODS "GET, HEAD"
#define PREFLIGHT_SECONDS "86400" /* a day: how long a browser may remember it */

void
search_reply_clear(SearchReply *reply) {
  g_clear_pointer(&reply->body, g_bytes_unref);
  g_clear_pointer(&reply->tag, g_free);
  g_clear_pointer(&reply->file, g_free);
  if (reply->from_file && reply->descriptor >= 0)
    close(reply->descriptor);
  reply->from_file = false;
  g_clear_pointer(&reply->stream, search_stream_free);
}

SearchReply
search_reply_new(const char *route, unsigned status, const char *type, GString *body) {
  return (SearchReply){
      .route = route, .status = status, .type = type, .body = g_string_free_to_bytes(body)};
}

static SearchReply
refusal(const char *route, unsigned status, const char *code, const char *message,
        const SearchErrorDetails *details) {
  SearchJson *json = search_json_object(), *error = search_json_object();
  SearchJson *values = search_json_object(), *choices = search_json_array();
  char **value = details != NULL ? details->values : NULL;
  char **choice = details != NULL ? details->choices : NULL;
  for (; value != NULL && value[0] != NULL && value[1] != NULL; value += 2)
    search_json_text(values, value[0], value[1]);
  for (; choice != NULL && *choice != NULL; choice++)
    search_json_append_text(choices, *choice);
  search_json_text(error, "code", code);
  search_json_text(error, "message", message);
  search_json_text(error, "reason", details != NULL ? details->reason : NULL);
  search_json_take(error, "values", values);
  search_json_take(error, "choices", choices);
  search_json_take(json, "error", error);
  GString *body = g_string_new(NULL);
  search_json_print(json, body);
  search_json_free(json);
  return search_reply_new(route, status, SEARCH_TYPE_JSON, body);
}

SearchReply
search_reply_refusal(const char *route, unsigned status, const char *code, const char *message) {
  return refusal(route, status, code, message, NULL);
}

static SearchReply
refusal_of(const char *route, unsigned status, const char *code, const GError *error) {
  return refusal(route, status, code, error->message, search_error_details(error));
}

/* Codes stay as they are; a reason is finer. */
static const char *
unknown_code(const GError *error) {
  const SearchErrorDetails *details = search_error_details(error);
  bool report = details != NULL && g_str_equal(details->reason, "unknown_report");
  return report ? "unknown_report" : "unknown_municipality";
}

SearchReply
search_reply_of_error(const char *route, const GError *error) {
  if (g_error_matches(error, SEARCH_ERROR, SEARCH_ERROR_USAGE))
    return refusal_of(route, 400, "bad_request", error);
  if (g_error_matches(error, SEARCH_ERROR, SEARCH_ERROR_TOO_LONG))
    return refusal_of(route, 414, "too_long", error);
  if (g_error_matches(error, SEARCH_ERROR, SEARCH_ERROR_UNKNOWN))
    return refusal_of(route, 404, unknown_code(error), error);
  if (g_error_matches(error, SEARCH_ERROR, SEARCH_ERROR_PARTIAL))
    return refusal_of(route, 503, "shards_missing", error);
  if (g_error_matches(error, SHIM_ERROR, SHIM_ERROR_TIMEOUT))
    return search_reply_refusal(route, 503, "timeout", "the answer took too long");
  return search_reply_refusal(route, 500, "internal", "the answer could not be made");
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

#define REST_OF_POLICY                                                                             \
  "; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"

/* A browser's own viewer of PDF is an object with styles of its own, in a page that has the headers
 * of the file. */
static void
visit_policy(const SearchReply *reply, SearchHeaderVisitor visit, void *context) {
  char *policy = reply->from_file
                     ? g_strdup("default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
                                "base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                 : reply->script != NULL
                     ? g_strdup_printf("default-src 'self'; script-src 'self' %s" REST_OF_POLICY,
                                       reply->script)
                     : g_strdup("default-src 'self'" REST_OF_POLICY);
  visit("Content-Security-Policy", policy, context);
  g_free(policy);
}

static void
visit_security(const SearchReply *reply, const char *cors, SearchHeaderVisitor visit,
               void *context) {
  visit_policy(reply, visit, context);
  visit("X-Content-Type-Options", "nosniff", context);
  visit("X-Frame-Options", "DENY", context);
  visit("Referrer-Policy", "same-origin", context);
  visit("Cross-Origin-Resource-Policy", cors != NULL ? "cross-origin" : "same-origin", context);
  if (cors == NULL)
    return;
  visit("Access-Control-Allow-Origin", cors, context);
  visit("Access-Control-Expose-Headers",
        "ETag, Kompass-Missing, Kompass-Shown, Kompass-Total, Retry-After", context);
  if (reply->status != 204)
    return;
  visit("Access-Control-Allow-Methods", METHODS, context);
  visit("Access-Control-Allow-Headers", "*", context); /* most are not looked at */
  visit("Access-Control-Max-Age", PREFLIGHT_SECONDS, context);
}

/* The name of a file in any letters: for what reads RFC 6266, and without others than ASCII. */
static void
visit_name(const SearchReply *reply, SearchHeaderVisitor visit, void *context) {
  char *plain = g_str_to_ascii(reply->file, "C");
  char *safe = g_strdelimit(plain, "\"\\\r\n\t;", '_');
  char *escaped = g_uri_escape_string(reply->file, NULL, FALSE);
  bool same = strcmp(safe, reply->file) == 0;
  char *disposition =
      g_strdup_printf("%s; filename=\"%s\"%s%s", reply->shown ? "inline" : "attachment", safe,
                      same ? "" : "; filename*=UTF-8''", same ? "" : escaped);
  visit("Content-Disposition", disposition, context);
  g_free(disposition);
  g_free(escaped);
  g_free(plain);
}

static void
visit_number(const char *name, unsigned number, SearchHeaderVisitor visit, void *context) {
  char text[16];
  g_snprintf(text, sizeof text, "%u", number);
  visit(name, text, context);
}

static void
visit_range(const SearchReply *reply, SearchHeaderVisitor visit, void *context) {
  char *range =
      reply->status == 416
          ? g_strdup_printf("bytes */%" G_GUINT64_FORMAT, reply->whole_bytes)
          : g_strdup_printf("bytes %" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT,
                            reply->start_bytes, reply->start_bytes + reply->length_bytes - 1,
                            reply->whole_bytes);
  visit("Content-Range", range, context);
  g_free(range);
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
  if (reply->file != NULL)
    visit_name(reply, visit, context);
  if (reply->counted) {
    visit_number("Kompass-Shown", reply->shown_rows, visit, context);
    visit_number("Kompass-Total", reply->total_rows, visit, context);
  }
  if (reply->missing_reports > 0)
    visit_number("Kompass-Missing", reply->missing_reports, visit, context);
  if (reply->from_file)
    visit("Accept-Ranges", "bytes", context);
  if (reply->status == 206 || reply->status == 416)
    visit_range(reply, visit, context);
  if (reply->status == 405)
    visit("Allow", METHODS, context);
  if (reply->status == 503)
    visit("Retry-After", "5", context);
  visit("Cache-Control", keeping(reply), context);
  visit("Vary", "Accept, Accept-Encoding", context);
  visit_security(reply, cors, visit, context);
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
search_reply_preflight(void) {
  return (SearchReply){.route = "preflight", .status = 204, .body = g_bytes_new_static("", 0)};
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

/* ---- parts of a file ---- */

static bool
read_digits(const char **at, guint64 *number) {
  char *end = NULL;
  if (!g_ascii_isdigit(**at))
    return false;
  *number = g_ascii_strtoull(*at, &end, 10);
  *at = end;
  return true;
}

SearchRange
search_range_read(const char *header, guint64 bytes, guint64 *start, guint64 *length) {
  guint64 first = 0, last = 0;
  if (header == NULL || !g_str_has_prefix(header, "bytes="))
    return SEARCH_RANGE_NONE;
  const char *at = header + strlen("bytes=");
  bool has_first = read_digits(&at, &first);
  if (*at++ != '-')
    return SEARCH_RANGE_NONE;
  bool has_last = read_digits(&at, &last);
  if (*at != '\0' || (!has_first && !has_last) || (has_first && has_last && last < first))
    return SEARCH_RANGE_NONE;
  if (has_first ? first >= bytes : last == 0)
    return SEARCH_RANGE_BEYOND;
  if (!has_first) /* so many from the end */
    first = bytes > last ? bytes - last : 0;
  *start = first;
  *length = (has_first && has_last ? MIN(last, bytes - 1) : bytes - 1) - first + 1;
  return SEARCH_RANGE_PART;
}

/* ---- compression ---- */

/* What is shorter than this fits in a packet anyhow. */
#define GZIP_LEAST_BYTES 1024
/* The fastest level: a fifth of the size of our answers is left, and higher levels spare little. */
#define LEVEL 1
#define GZIP_WINDOW (15 + 16) /* the largest window; 16 asks zlib for gzip's frame */
#define MEMORY_LEVEL 8

static bool
begin_gzip(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) ==
         Z_OK;
}

GBytes *
search_gzip(GBytes *bytes, bool once) {
  gsize length = 0;
  const void *data = g_bytes_get_data(bytes, &length);
  z_stream stream = {0};
  if (length < GZIP_LEAST_BYTES || length > G_MAXUINT ||
      !begin_gzip(&stream, once ? Z_BEST_COMPRESSION : LEVEL))
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

/* ---- streams ---- */

void
search_stream_free(SearchStream *stream) {
  if (stream == NULL)
    return;
  stream->free(stream->source);
  g_free(stream);
}

/* A stream that is compressed. */
typedef struct {
  SearchStream *plain;
  z_stream deflate;
} Squeezed;

static void
squeeze(z_stream *deflating, const GString *plain, int flush, GString *out) {
  deflating->next_in = (Bytef *)plain->str;
  deflating->avail_in = (uInt)plain->len;
  do {
    gsize before = out->len;
    uInt room = (uInt)deflateBound(deflating, deflating->avail_in);
    g_string_set_size(out, before + room);
    deflating->next_out = (Bytef *)out->str + before;
    deflating->avail_out = room;
    deflate(deflating, flush);
    g_string_set_size(out, before + room - deflating->avail_out);
  } while (deflating->avail_out == 0);
}

static SearchPart
next_squeezed(void *source, GString *out) {
  Squeezed *squeezed = source;
  GString *plain = g_string_new(NULL);
  SearchPart part = squeezed->plain->next(squeezed->plain->source, plain);
  if (part != SEARCH_PART_BROKEN)
    squeeze(&squeezed->deflate, plain, part == SEARCH_PART_LAST ? Z_FINISH : Z_NO_FLUSH, out);
  g_string_free(plain, TRUE);
  return part;
}

static void
free_squeezed(void *source) {
  Squeezed *squeezed = source;
  deflateEnd(&squeezed->deflate);
  search_stream_free(squeezed->plain);
  g_free(squeezed);
}

SearchStream *
search_gzip_stream(SearchStream *stream) {
  Squeezed *squeezed = g_new0(Squeezed, 1);
  if (!begin_gzip(&squeezed->deflate, LEVEL)) {
    g_free(squeezed);
    return NULL;
  }
  squeezed->plain = stream;
  SearchStream *made = g_new0(SearchStream, 1);
  *made = (SearchStream){next_squeezed, free_squeezed, squeezed};
  return made;
}
