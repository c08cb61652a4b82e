/* search/http/request_limits.c: refuses what is no short question. */
#include "search/http/request_limits.h"

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
