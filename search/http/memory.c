/* search/http/memory.c: memory of a thread that answers, in large pages (declared in http.h).
 *
 * What the threads keep of an index, and what each answer takes, lies scattered over some fifty
 * megabytes. In pages of four kilobytes these are more than a processor has at hand, and a fourth
 * of the time of an answer went to finding out where they are. */
#define _GNU_SOURCE /* MADV_HUGEPAGE */
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "search/http/http.h"

#define MEGABYTE ((size_t)1024 * 1024)
#define HUGE_PAGE_BYTES (2 * MEGABYTE)
/* malloc() of glibc gives a thread memory from pieces of 64 megabytes. Two such blocks are as much
 * of the first as can be had. */
#define BLOCK_BYTES (30 * MEGABYTE)
#define BLOCKS 2

/* What malloc() would come to by itself. */
#define MMAP_BYTES (32 * MEGABYTE)
#define TRIM_BYTES (64 * MEGABYTE)

void
search_memory_keep(void) {
  mallopt(M_MMAP_THRESHOLD, (int)MMAP_BYTES);
  mallopt(M_TRIM_THRESHOLD, (int)TRIM_BYTES);
}

static void *
take_block(void) {
  char *block = malloc(BLOCK_BYTES);
#ifdef MADV_HUGEPAGE
  if (block != NULL) {
    size_t before = (HUGE_PAGE_BYTES - (uintptr_t)block % HUGE_PAGE_BYTES) % HUGE_PAGE_BYTES;
    madvise(block + before, BLOCK_BYTES - before, MADV_HUGEPAGE);
  }
#endif
  return block;
}

/* It is given back at once, and keeps its pages. */
void
search_memory_prepare(void) {
  void *blocks[BLOCKS];
  for (size_t i = 0; i < BLOCKS; i++)
    blocks[i] = take_block();
  for (size_t i = BLOCKS; i-- > 0;)
    free(blocks[i]);
}
