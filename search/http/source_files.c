/* search/http/source_files.c: hands out the files that reports were read from: those that the index
 * names, while they hold what was read. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "search/ask/error.h"
#include "search/benchmark/status.h"
#include "search/command/request.h"
#include "search/http/assets.h"

#define CHUNK_BYTES ((gsize)64 * 1024)
#define LARGEST_BYTES ((goffset)256 * 1024 * 1024)

/* A state of a file that was read through: what tells it from another state, and what it holds. */
typedef struct {
  dev_t device;
  ino_t inode;
  off_t bytes;
  gint64 seconds, nanoseconds;
  char *hash; /* SHA-256, hexadecimal */
  bool utf8;
} Seen;

/* A file that may be handed out. */
typedef struct {
  int descriptor; /* open for reading */
  guint64 bytes;
  const char *type; /* with its charset, of text; static */
  char *name;       /* valid UTF-8 */
} SourceFile;

struct SearchSourceFiles {
  pthread_mutex_t lock;
  GHashTable *seen; /* path -> Seen *; no more than the index has files */
};

static void
seen_free(gpointer data) {
  g_free(((Seen *)data)->hash);
  g_free(data);
}

SearchSourceFiles *
search_source_files_new(void) {
  SearchSourceFiles *files = g_new0(SearchSourceFiles, 1);
  pthread_mutex_init(&files->lock, NULL);
  files->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, seen_free);
  return files;
}

void
search_source_files_free(SearchSourceFiles *files) {
  if (files == NULL)
    return;
  pthread_mutex_destroy(&files->lock);
  g_hash_table_unref(files->seen);
  g_free(files);
}

/* ---- what a file holds ---- */

/* Is what was read so far UTF-8? chunk: what was left over before, and what came; what is left over
 * now, the beginning of a character, is moved to its front, and *left says how much that is. */
static bool
is_utf8(char *chunk, gsize bytes, gsize *left) {
  const char *end = chunk;
  bool valid = g_utf8_validate(chunk, (gssize)bytes, &end);
  *left = valid ? 0 : bytes - (gsize)(end - chunk);
  if (*left >= 4) /* longer than any character that is not whole */
    return false;
  memmove(chunk, end, *left);
  return true;
}

/* Reads the file through. NULL where it can't be read to its end. */
static Seen *
read_through(int descriptor) {
  Seen *seen = g_new0(Seen, 1);
  GChecksum *digest = g_checksum_new(G_CHECKSUM_SHA256);
  char *chunk = g_malloc(CHUNK_BYTES + 4);
  gsize left = 0;
  ssize_t got = 0;
  seen->utf8 = true;
  while ((got = read(descriptor, chunk + left, CHUNK_BYTES)) > 0 || (got < 0 && errno == EINTR)) {
    if (got < 0)
      continue;
    g_checksum_update(digest, (const guchar *)chunk + left, got);
    seen->utf8 = seen->utf8 && is_utf8(chunk, left + (gsize)got, &left);
    left = seen->utf8 ? left : 0;
  }
  seen->utf8 = seen->utf8 && left == 0;
  seen->hash = g_strdup(g_checksum_get_string(digest));
  g_checksum_free(digest);
  g_free(chunk);
  if (got < 0)
    g_clear_pointer(&seen, seen_free);
  return seen;
}

static bool
is_state(const Seen *seen, const struct stat *status) {
  return seen->device == status->st_dev && seen->inode == status->st_ino &&
         seen->bytes == status->st_size && seen->seconds == status->st_mtim.tv_sec &&
         seen->nanoseconds == status->st_mtim.tv_nsec;
}

/* Does the file hold what was read for the index? It is read through where it is not known in this
 * state. */
static bool
holds(SearchSourceFiles *files, const char *path, int descriptor, const struct stat *status,
      const char *hash, bool *utf8) {
  pthread_mutex_lock(&files->lock);
  const Seen *known = g_hash_table_lookup(files->seen, path);
  bool fresh = known != NULL && is_state(known, status);
  bool same = fresh && g_str_equal(known->hash, hash);
  *utf8 = fresh && known->utf8;
  pthread_mutex_unlock(&files->lock);
  if (fresh)
    return same;
  Seen *seen = read_through(descriptor);
  if (seen == NULL)
    return false;
  seen->device = status->st_dev;
  seen->inode = status->st_ino;
  seen->bytes = status->st_size;
  seen->seconds = status->st_mtim.tv_sec;
  seen->nanoseconds = status->st_mtim.tv_nsec;
  same = g_str_equal(seen->hash, hash);
  *utf8 = seen->utf8;
  pthread_mutex_lock(&files->lock);
  g_hash_table_insert(files->seen, g_strdup(path), seen);
  pthread_mutex_unlock(&files->lock);
  return same;
}

/* ---- the file ---- */

/* No text is told as what it is not: older ones are in Windows' Latin letters. */
static const char *
type_of(const char *path, bool utf8) {
  const char *type = search_source_type(path);
  if (g_strcmp0(type, "text/plain") == 0)
    return utf8 ? "text/plain; charset=utf-8" : "text/plain; charset=windows-1252";
  return type;
}

/* Opens the file that the index names, if it is a plain file of a kind that reports are read from,
 * not too large, and holds what was read. */
static bool
open_source(SearchSourceFiles *files, const char *path, const char *hash, SourceFile *file) {
  struct stat status = {0};
  bool utf8 = false;
  int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  bool good = descriptor >= 0 && fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
              status.st_size > 0 && status.st_size <= LARGEST_BYTES &&
              search_source_type(path) != NULL &&
              holds(files, path, descriptor, &status, hash, &utf8);
  if (!good) {
    if (descriptor >= 0)
      close(descriptor);
    return false;
  }
  char *name = g_path_get_basename(path);
  *file = (SourceFile){.descriptor = descriptor,
                       .bytes = (guint64)status.st_size,
                       .type = type_of(path, utf8),
                       .name = g_utf8_make_valid(name, -1)};
  g_free(name);
  return true;
}

/* ---- what is asked, and answered ---- */

/* The one parameter, id; NULL where it is missing or there are others. The caller frees it. */
static char *
read_id(const char *query, GError **error) {
  if (query != NULL && strlen(query) > SEARCH_PARAMETERS_MAX_BYTES) {
    search_error_set(error, SEARCH_ERROR_TOO_LONG, "too_long", NULL, NULL,
                     "the query string is longer than %d bytes", SEARCH_PARAMETERS_MAX_BYTES);
    return NULL;
  }
  GHashTable *parameters =
      g_uri_parse_params(query != NULL ? query : "", -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  const char *value = parameters != NULL ? g_hash_table_lookup(parameters, "id") : NULL;
  bool given = value != NULL;
  char *id = given && g_hash_table_size(parameters) == 1 ? g_strdup(value) : NULL;
  g_clear_pointer(&parameters, g_hash_table_unref);
  if (id == NULL)
    search_error_set(error, SEARCH_ERROR_USAGE, given ? "unknown_parameter" : "missing", NULL,
                     (const char *const[]){"id", NULL},
                     "source: its only parameter is id, a report of the index");
  return id;
}

/* Looks up where the index says that the report was read from. *path is NULL where it does not. */
static bool
find_source(SearchEngines *engines, const char *id, char **path, char **hash, GError **error) {
  SearchEngine *engine = search_engines_take(engines, error);
  if (engine == NULL)
    return false;
  bool ok = indexer_reader_source(engine->reader, id, path, hash, error);
  search_engines_give(engines, engine, ok, 0);
  return ok;
}

/* The reply with the part of the file that is asked for. Takes the tag, and what is in the file. */
static SearchReply
reply_of_file(const SourceFile *file, char *tag, const SearchHttpRequest *asked) {
  SearchReply beyond, reply = {.route = "source",
                               .status = 200,
                               .type = file->type,
                               .body = g_bytes_new_static("", 0),
                               .tag = tag,
                               .file = file->name,
                               .shown = true,
                               .from_file = true,
                               .descriptor = file->descriptor,
                               .length_bytes = file->bytes,
                               .whole_bytes = file->bytes};
  bool other = asked->if_range != NULL && !g_str_equal(asked->if_range, tag);
  switch (search_range_read(other ? NULL : asked->range, file->bytes, &reply.start_bytes,
                            &reply.length_bytes)) {
  case SEARCH_RANGE_NONE:
    break;
  case SEARCH_RANGE_PART:
    reply.status = 206;
    break;
  case SEARCH_RANGE_BEYOND:
    beyond = search_reply_refusal("source", 416, "range", "the file has no such part");
    beyond.whole_bytes = file->bytes;
    search_reply_clear(&reply);
    return beyond;
  }
  return reply;
}

/* Which file it is, and whether it may be handed out; false with an error of the index. */
static bool
answer_for(SearchSourceFiles *files, SearchEngines *engines, const char *id,
           const SearchHttpRequest *asked, SearchReply *reply, GError **error) {
  char *path = NULL, *hash = NULL;
  SourceFile file = {0};
  if (!find_source(engines, id, &path, &hash, error))
    return false;
  if (path == NULL)
    *reply = search_reply_refusal("source", 404, "unknown_report",
                                  "the index holds no report of this id");
  else if (!open_source(files, path, hash, &file))
    *reply = search_reply_refusal("source", 404, "source_gone",
                                  "the file that the report was read from is not there any more, "
                                  "or has changed since");
  else {
    *reply = reply_of_file(&file, g_strdup_printf("\"%.32s\"", hash), asked);
    if (reply->tag != NULL && search_tag_matches(asked->if_none_match, reply->tag)) {
      SearchReply same = search_reply_not_modified("source", g_strdup(reply->tag));
      search_reply_clear(reply);
      *reply = same;
    }
  }
  g_free(path);
  g_free(hash);
  return true;
}

bool
search_source_answer(SearchSourceFiles *files, SearchEngines *engines,
                     const SearchHttpRequest *asked, SearchReply *reply, GError **error) {
  char *id = read_id(asked->query, error);
  bool ok = id != NULL && answer_for(files, engines, id, asked, reply, error);
  g_free(id);
  return ok;
}
