/* search/http/gzip.c: compresses in one step with zlib. */
#include "search/http/gzip.h"

#include <stdbool.h>
#include <zlib.h>

/* The fastest level: a fifth of the size of our answers is left, and higher levels spare little. */
#define LEVEL 1
#define GZIP_WINDOW (15 + 16) /* the largest window; 16 asks zlib for gzip's frame */
#define MEMORY_LEVEL 8

GBytes *
search_gzip(GBytes *bytes) {
  gsize length = 0;
  const void *data = g_bytes_get_data(bytes, &length);
  z_stream stream = {0};
  if (length < SEARCH_GZIP_LEAST_BYTES || length > G_MAXUINT ||
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
