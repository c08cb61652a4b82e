/* search/http/cache.c: a table by tag of what stands on shelves, the last filled first.
 *
 * What is kept stays for thousands of answers, and each of these takes and gives back thousands of
 * small pieces. If both came from malloc(), the pieces would soon be cut from what bodies have left
 * all over the memory that is kept, so that no answer found the memory warm that the one before it
 * had used. So bodies are copied, one behind the other, to memory of their own: shelves, of which
 * the oldest is cleared as a whole. What is asked for again and stands on one of the older half of
 * them is put on the newest once more. */
#define _GNU_SOURCE /* MADV_HUGEPAGE */
#include "search/http/cache.h"

#include <pthread.h>
#include <string.h>
#include <sys/mman.h>

#define SHELVES 10
#define AGED (SHELVES / 2) /* shelves that were begun later */

/* From any thread: whoever has bytes of it keeps it. */
typedef struct {
  char *room;
  gsize room_bytes, used_bytes;
  guint64 number; /* ascending */
} Shelf;

/* Stands on its shelf. */
typedef struct {
  Shelf *shelf;
  gsize tag_bytes, length; /* the NUL counts */
  char text[];             /* the tag, then what is kept */
} Entry;

struct SearchCache {
  pthread_mutex_t lock;
  GHashTable *entries; /* tag -> Entry *, both on the shelf */
  Shelf *shelves[SHELVES];
  guint64 begun; /* shelves so far; the one numbered n is or was at n % SHELVES */
  gsize shelf_bytes;
};

/* ---- shelves ---- */

/* NULL where there is no memory. */
static Shelf *
shelf_new(gsize bytes, guint64 number) {
  char *room = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (room == MAP_FAILED)
    return NULL;
#ifdef MADV_HUGEPAGE
  madvise(room, bytes, MADV_HUGEPAGE);
#endif
  Shelf *shelf = g_atomic_rc_box_new(Shelf);
  *shelf = (Shelf){room, bytes, 0, number};
  return shelf;
}

static void
clear(gpointer data) {
  const Shelf *shelf = data;
  munmap(shelf->room, shelf->room_bytes);
}

static void
shelf_unref(gpointer shelf) {
  g_atomic_rc_box_release_full(shelf, clear);
}

static gsize
cost_of(gsize tag_bytes, gsize length) {
  gsize bytes = sizeof(Entry) + tag_bytes + length;
  return (bytes + sizeof(Entry) - 1) / sizeof(Entry) * sizeof(Entry);
}

/* Forgets what stands on it. What was put anew meanwhile stands elsewhere. */
static void
drop(SearchCache *cache, Shelf *shelf) {
  for (gsize at = 0; at < shelf->used_bytes;) {
    const Entry *entry = (const Entry *)(void *)(shelf->room + at);
    if (g_hash_table_lookup(cache->entries, entry->text) == entry)
      g_hash_table_remove(cache->entries, entry->text);
    at += cost_of(entry->tag_bytes, entry->length);
  }
  shelf_unref(shelf);
}

/* The newest one, with so much room; NULL where there is no memory. */
static Shelf *
shelf_for(SearchCache *cache, gsize bytes) {
  Shelf *newest = cache->begun > 0 ? cache->shelves[(cache->begun - 1) % SHELVES] : NULL;
  if (newest != NULL && newest->used_bytes + bytes <= newest->room_bytes)
    return newest;
  Shelf **place = &cache->shelves[cache->begun % SHELVES];
  if (*place != NULL)
    drop(cache, g_steal_pointer(place));
  *place = shelf_new(cache->shelf_bytes, cache->begun);
  cache->begun += *place != NULL;
  return *place;
}

/* ---- entries ---- */

/* In place of what the tag had. NULL where there is no memory. */
static Entry *
add(SearchCache *cache, const char *tag, const void *bytes, gsize length) {
  gsize tag_bytes = strlen(tag) + 1, cost = cost_of(tag_bytes, length);
  Shelf *shelf = shelf_for(cache, cost);
  if (shelf == NULL)
    return NULL;
  Entry *entry = (Entry *)(void *)(shelf->room + shelf->used_bytes);
  shelf->used_bytes += cost;
  *entry = (Entry){shelf, tag_bytes, length};
  memcpy(entry->text, tag, tag_bytes);
  if (length > 0)
    memcpy(entry->text + tag_bytes, bytes, length);
  g_hash_table_replace(cache->entries, entry->text, entry);
  return entry;
}

static GBytes *
bytes_of(const Entry *entry) {
  return g_bytes_new_with_free_func(entry->text + entry->tag_bytes, entry->length, shelf_unref,
                                    g_atomic_rc_box_acquire(entry->shelf));
}

SearchCache *
search_cache_new(gsize most_bytes) {
  SearchCache *cache = g_new0(SearchCache, 1);
  pthread_mutex_init(&cache->lock, NULL);
  cache->entries = g_hash_table_new(g_str_hash, g_str_equal);
  cache->shelf_bytes = most_bytes / SHELVES;
  return cache;
}

void
search_cache_free(SearchCache *cache) {
  if (cache == NULL)
    return;
  g_hash_table_unref(cache->entries);
  for (gsize i = 0; i < SHELVES; i++)
    g_clear_pointer(&cache->shelves[i], shelf_unref);
  pthread_mutex_destroy(&cache->lock);
  g_free(cache);
}

GBytes *
search_cache_get(SearchCache *cache, const char *tag) {
  GBytes *bytes = NULL;
  pthread_mutex_lock(&cache->lock);
  const Entry *entry = g_hash_table_lookup(cache->entries, tag);
  if (entry != NULL) {
    bytes = bytes_of(entry); /* which keeps its shelf */
    if (cache->begun - 1 - entry->shelf->number >= AGED)
      add(cache, tag, entry->text + entry->tag_bytes, entry->length);
  }
  pthread_mutex_unlock(&cache->lock);
  return bytes;
}

void
search_cache_put(SearchCache *cache, const char *tag, GBytes *bytes) {
  gsize length = 0;
  const void *data = g_bytes_get_data(bytes, &length);
  if (cost_of(strlen(tag) + 1, length) > cache->shelf_bytes)
    return;
  pthread_mutex_lock(&cache->lock);
  add(cache, tag, data, length);
  pthread_mutex_unlock(&cache->lock);
}
