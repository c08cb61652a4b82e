/* search/http/cache.h: answers that were given already, by their tags; those asked for last are
 * kept.
 *
 * As a tag is another after each update of the index, what is kept never grows wrong, and what
 * belongs to an older state falls out by itself. From any thread. */
#ifndef SEARCH_HTTP_CACHE_H
#define SEARCH_HTTP_CACHE_H

#include <glib.h>

typedef struct SearchCache SearchCache;

/* Keeps at most so many bytes. */
SearchCache *search_cache_new(gsize most_bytes);
void search_cache_free(SearchCache *cache); /* NULL is fine */

/* The caller unrefs the bytes; NULL where they are not there (any more). */
GBytes *search_cache_get(SearchCache *cache, const char *tag);

/* Keeps a copy. What would take more than a tenth of the cache is passed over. */
void search_cache_put(SearchCache *cache, const char *tag, GBytes *bytes);

#endif
