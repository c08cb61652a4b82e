/* search/http/reply.h: what the service is asked, and what it sends back, however it came about. */
#ifndef SEARCH_HTTP_REPLY_H
#define SEARCH_HTTP_REPLY_H

#include <glib.h>
#include <stdbool.h>

#define SEARCH_TYPE_JSON "application/json; charset=utf-8"

/* What is asked; headers are NULL where the client sent none. */
typedef struct {
  const char *path;  /* decoded */
  const char *query; /* encoded, what stands behind "?"; NULL = nothing */
  const char *accept, *accept_encoding, *if_none_match;
  const char *range, *if_range;
} SearchHttpRequest;

/* A body that is made while it is sent, part by part. */
typedef enum { SEARCH_PART_MORE, SEARCH_PART_LAST, SEARCH_PART_BROKEN } SearchPart;
typedef struct {
  SearchPart (*next)(void *source, GString *out); /* appends a part */
  void (*free)(void *source);
  void *source;
} SearchStream;

typedef struct {
  const char *route; /* what it is counted as: "search", "web", "unknown"; static */
  unsigned status;   /* of HTTP */
  const char *type;  /* of the body; static */
  GBytes *body;      /* empty for 304 */
  bool gzip;         /* the body is compressed */
  char *tag;         /* ETag; NULL = not to be kept */
  bool lasting;      /* never another at this address */
  /* The one script that may run though it stands in a page ("'sha256-…'"); NULL = none. */
  const char *script;
  char *file;   /* a name to save it under; NULL = it is to be shown */
  bool counted; /* a table says how many rows it has, of all that there are: */
  unsigned shown_rows, total_rows;
  unsigned missing_reports; /* so many lie in shards that do not answer */
  bool shown;               /* it has a name, and is to be shown all the same */
  /* A part of an open file instead of a body: */
  bool from_file;
  int descriptor; /* owned; -1 = somebody else's by now */
  guint64 start_bytes, length_bytes, whole_bytes;
  SearchStream *stream; /* instead of a body; owned */
} SearchReply;

void search_reply_clear(SearchReply *reply); /* all zero is fine */

/* Takes the body. route, type: static. */
SearchReply search_reply_new(const char *route, unsigned status, const char *type, GString *body);

/* A refusal in the form of all others, {"error": {"code": …, "message": …, …}}. route and code
 * are static. */
SearchReply search_reply_refusal(const char *route, unsigned status, const char *code,
                                 const char *message);

/* What went wrong while it was asked: the status and code that the error stands for. What the
 * client did wrong is told in the words of the command line; what went wrong here (status 500 and
 * up) without them, as they name files of this machine. Beside code and message it says what the
 * error is about, for programs to word (search/ask/error.h): "reason", "values" and "choices",
 * which are null, {} and [] where nothing is known of it. */
SearchReply search_reply_of_error(const char *route, const GError *error);

/* 204: the answer to OPTIONS, by which a browser asks whether a page of another origin may ask. */
SearchReply search_reply_preflight(void);
/* 304: the client has it. Takes the tag. */
SearchReply search_reply_not_modified(const char *route, char *tag);

/* What a Range header ("bytes=0-99") asks for of so many bytes. One range only: a header that asks
 * for several, or in other units, or that is none, is passed over, as RFC 9110 allows. */
typedef enum {
  SEARCH_RANGE_NONE,  /* all of it */
  SEARCH_RANGE_PART,  /* *start, *length */
  SEARCH_RANGE_BEYOND /* nothing that is there */
} SearchRange;
SearchRange search_range_read(const char *header, guint64 bytes, guint64 *start, guint64 *length);

/* "Bad Request": what stands behind the status of a refusal. Static. */
const char *search_reply_reason(const SearchReply *reply);

typedef void (*SearchHeaderVisitor)(const char *name, const char *value, void *context);

/* Visits the headers that a reply is sent with, save its length. cors: whose pages may ask; NULL =
 * nobody's. */
void search_reply_headers(const SearchReply *reply, const char *cors, SearchHeaderVisitor visit,
                          void *context);

/* An ETag: the same for the same parts (NULL-terminated), another for any others. The body is not
 * looked at, as the tag is to be known before there is one; it is weak, as the time an answer took
 * may differ. The caller frees it. */
char *search_tag_new(const char *const *parts);

/* How much a header such as Accept or Accept-Encoding wants the name ("text/csv", "gzip"): 0 (not
 * at all) to 1. A name that is not there counts as much as its kind does (text/...), else as
 * anything does, else nothing. header NULL: nothing. */
double search_accept_quality(const char *header, const char *name);

/* Is the tag ("W/\"…\"") among those of an If-None-Match header? Weak comparison, as RFC 9110 has
 * it for reading. NULL: no. */
bool search_tag_matches(const char *header, const char *tag);

/* NULL is fine. */
void search_stream_free(SearchStream *stream);

/* The stream as gzip, which takes it; NULL, and it is not taken, where that can't be begun. */
SearchStream *search_gzip_stream(SearchStream *stream);

/* As gzip (RFC 1952), the same for the same bytes; once: as small as it gets, for what is
 * compressed one time and sent many times. NULL where it cannot be done or would be no shorter. The
 * caller unrefs it. */
GBytes *search_gzip(GBytes *bytes, bool once);

#endif
