/* search/http/source_files.c: hands out the files that reports were read from: those that the index
 * names, while they hold what was read. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "search/benchmark/status.h"
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

bool
search_source_file_open(SearchSourceFiles *files, const char *path, const char *hash,
                        SearchSourceFile *file) {
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
  *file = (SearchSourceFile){.descriptor = descriptor,
                             .bytes = (guint64)status.st_size,
                             .type = type_of(path, utf8),
                             .name = g_utf8_make_valid(name, -1)};
  g_free(name);
  return true;
}
