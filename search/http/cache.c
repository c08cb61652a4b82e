/* search/http/cache.c: a table by tag, and a queue by when it was asked for last. */
#include "search/http/cache.h"

#include <pthread.h>
#include <string.h>

typedef struct {
  char *tag;
  GBytes *bytes;
  gsize cost_bytes; /* with what keeping it takes */
  GList link;       /* in the queue, its data is the entry */
} Entry;

struct SearchCache {
  pthread_mutex_t lock;
  GHashTable *entries; /* tag -> Entry *, owned */
  GQueue queue;        /* the one asked for last first */
  gsize most_bytes, bytes;
};

static void
entry_free(Entry *entry) {
  g_free(entry->tag);
  g_bytes_unref(entry->bytes);
  g_free(entry);
}

SearchCache *
search_cache_new(gsize most_bytes) {
  SearchCache *cache = g_new0(SearchCache, 1);
  pthread_mutex_init(&cache->lock, NULL);
  g_queue_init(&cache->queue);
  cache->entries = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)entry_free);
  cache->most_bytes = most_bytes;
  return cache;
}

void
search_cache_free(SearchCache *cache) {
  if (cache == NULL)
    return;
  g_hash_table_unref(cache->entries);
  pthread_mutex_destroy(&cache->lock);
  g_free(cache);
}

GBytes *
search_cache_get(SearchCache *cache, const char *tag) {
  GBytes *bytes = NULL;
  pthread_mutex_lock(&cache->lock);
  Entry *entry = g_hash_table_lookup(cache->entries, tag);
  if (entry != NULL) {
    bytes = g_bytes_ref(entry->bytes);
    g_queue_unlink(&cache->queue, &entry->link);
    g_queue_push_head_link(&cache->queue, &entry->link);
  }
  pthread_mutex_unlock(&cache->lock);
  return bytes;
}

static void
drop(SearchCache *cache, Entry *entry) {
  cache->bytes -= entry->cost_bytes;
  g_queue_unlink(&cache->queue, &entry->link);
  g_hash_table_remove(cache->entries, entry->tag);
}

void
search_cache_put(SearchCache *cache, const char *tag, GBytes *bytes) {
  gsize cost_bytes = g_bytes_get_size(bytes) + strlen(tag) + sizeof(Entry);
  if (cost_bytes > cache->most_bytes / 10)
    return;
  pthread_mutex_lock(&cache->lock);
  Entry *entry = g_hash_table_lookup(cache->entries, tag);
  if (entry != NULL)
    drop(cache, entry);
  while (cache->bytes + cost_bytes > cache->most_bytes)
    drop(cache, g_queue_peek_tail(&cache->queue));
  entry = g_new0(Entry, 1);
  entry->tag = g_strdup(tag);
  entry->bytes = g_bytes_ref(bytes);
  entry->cost_bytes = cost_bytes;
  entry->link.data = entry;
  g_hash_table_insert(cache->entries, entry->tag, entry);
  g_queue_push_head_link(&cache->queue, &entry->link);
  cache->bytes += cost_bytes;
  pthread_mutex_unlock(&cache->lock);
}
