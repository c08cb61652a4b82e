/* tests/fuzz/engine.h: an engine on the index of the sample reports, opened once for all inputs. */
#ifndef TESTS_FUZZ_ENGINE_H
#define TESTS_FUZZ_ENGINE_H

#include "search/ask/engine.h"
#include "search/ask/filters.h"
#include "tests/fuzz/index.h"

static SearchEngine *fuzz_engine;
static SearchFilters *fuzz_filters; /* with the limit alone */

static inline void
fuzz_engine_close(void) {
  search_filters_free(fuzz_filters);
  search_engine_free(fuzz_engine);
}

/* limit: of hits, as the filter takes it. Both go when the program ends in good order. */
static inline void
fuzz_engine_open(const char *limit) {
  if (fuzz_engine != NULL)
    return;
  GError *error = NULL;
  const char *index = fuzz_index();
  fuzz_engine = search_engine_open(index, &error);
  g_assert_no_error(error);
  fuzz_filters = search_filters_new();
  g_assert_true(search_filters_add(fuzz_filters, "limit", limit, NULL));
  atexit(fuzz_engine_close);
}

#endif
