/* search/http/reply.c: makes replies, their headers, and the tags that they are known by. */
#include "search/http/reply.h"

#include <string.h>

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
