/* search/reply.c: makes replies, and the tags that they are known by. */
#include "search/reply.h"

#include <string.h>

#include "search/json.h"

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
