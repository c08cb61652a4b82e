/* search/benchmark/status.h: what is in an index. */
#ifndef SEARCH_BENCHMARK_STATUS_H
#define SEARCH_BENCHMARK_STATUS_H

#include "search/ask/engine.h"

typedef struct {
  const CorpusReport *report; /* borrowed from the engine */
  unsigned passages;
} SearchStatusReport;

typedef struct {
  const char *index;      /* its path; borrowed from the engine */
  const char *generation; /* another after each update; borrowed from the engine */
  unsigned shards;
  unsigned passages; /* of all reports */
  unsigned words;    /* different words that the reports use */
  unsigned warnings;
  GArray *reports; /* SearchStatusReport, by id */
} SearchStatus;

/* The caller frees it. */
SearchStatus *search_status(const SearchEngine *engine);
void search_status_free(SearchStatus *status); /* NULL is fine */

/* The version of the program. Static. */
const char *search_version(void);

#endif
