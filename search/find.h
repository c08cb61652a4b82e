/* search/find.h: answers a query: ranked passages with what a reader needs beside each. */
#ifndef SEARCH_FIND_H
#define SEARCH_FIND_H

#include "search/engine.h"
#include "search/excerpt.h"
#include "search/figures.h"
#include "search/filters.h"

typedef struct {
  unsigned rank; /* from 1, over all pages of the answer */
  double score;
  const CorpusReport *report; /* borrowed from the engine */
  CorpusPassage *passage;
  SearchExcerpt excerpt;
} SearchHit;

typedef enum {
  SEARCH_FACET_AREA,
  SEARCH_FACET_TAG,
  SEARCH_FACET_MUNICIPALITY,
  SEARCH_FACETS /* how many there are */
} SearchFacet;

/* "area", "tag", "municipality". Static. */
const char *search_facet_name(SearchFacet facet);

typedef struct {
  char *value; /* "1", "strength", "2580" */
  unsigned count;
} SearchFacetCount;

typedef struct {
  char *query;     /* as it was asked */
  char *corrected; /* what was sought instead; NULL = just that */
  unsigned total;  /* passages that match, without limit and offset; exact */
  double took_ms;
  GPtrArray *hits;                  /* SearchHit * */
  GPtrArray *facets[SEARCH_FACETS]; /* SearchFacetCount *, over all matches, most first */
} SearchResults;

/* Fails with SEARCH_ERROR_USAGE or _TOO_LONG for the query, or an error of the index. Where the
 * index is changed meanwhile, it is taken up anew and asked once more. The caller frees the answer,
 * which borrows reports from the engine. */
SearchResults *search_find(SearchEngine *engine, const char *query, const SearchFilters *filters,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_results_free(SearchResults *results); /* NULL is fine */

#endif
