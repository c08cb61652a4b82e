/* search/query/find.h: answers a query: ranked passages with what a reader needs beside each. */
#ifndef SEARCH_QUERY_FIND_H
#define SEARCH_QUERY_FIND_H

#include "search/ask/engine.h"
#include "search/ask/filters.h"
#include "search/ask/scores_beside.h"
#include "search/query/excerpt.h"
#include "search/query/meaning.h"

typedef struct {
  unsigned rank; /* from 1, over all pages of the answer */
  double score;
  const CorpusReport *report;   /* borrowed from the engine */
  const CorpusPassage *passage; /* of what was found */
  SearchFound *found;
  SearchExcerpt excerpt;
  /* The terms of the query that the passage holds, or else the questions and areas that it stands
   * under, which hold them ("4.4"); NULL unless asked to explain. */
  char **matched;
  double likeness; /* to the query, 0..1 (search_likeness_of()); 0 unless asked to explain */
} SearchHit;

/* What comes first. */
typedef enum {
  SEARCH_ORDER_RELEVANCE, /* what is most about the query */
  SEARCH_ORDER_PRACTICE,  /* of what is about it, good practice: strengths, where the sub-question
                             scored high */
  SEARCH_ORDERS           /* how many there are */
} SearchOrder;

/* By its name, "relevance" or "practice"; false if the word is neither. */
bool search_order_parse(const char *name, SearchOrder *order) G_GNUC_WARN_UNUSED_RESULT;

/* How to answer. */
typedef struct {
  SearchOrder order;
  bool explain; /* also say how the query was understood, and what each hit holds of it */
} SearchManner;

typedef enum {
  SEARCH_FACET_AREA,
  SEARCH_FACET_TAG,
  SEARCH_FACET_MUNICIPALITY,
  SEARCH_FACET_REVISION,
  SEARCH_FACETS /* how many there are */
} SearchFacet;

/* "area", "tag", "municipality", "revision". Static. */
const char *search_facet_name(SearchFacet facet);

typedef struct {
  const char *value; /* "1", "strength", "2580", "2016"; static */
  unsigned count;
} SearchFacetCount;

/* Sums up the two slots that a result of the index counts by, INDEXER_SLOT_FACETS and
 * INDEXER_SLOT_REPORT, into those of the lists (of SearchFacetCount) that are not NULL, most
 * first. by_number: areas by the numbers of their own revisions. */
void search_facets_sum(const SearchEngine *engine, bool by_number, const ShimResult *result,
                       GArray *const lists[SEARCH_FACETS]);

typedef struct {
  char *query;      /* as it was asked */
  char *corrected;  /* what was sought instead; NULL = just that */
  SearchPlan *plan; /* how it was understood; NULL unless asked to explain */
  unsigned total;   /* passages that match, without limit and offset; exact */
  double took_ms;
  GPtrArray *hits;               /* SearchHit * */
  GPtrArray *notices;            /* CorpusNotice *: which words no report has; why there is
                                    nothing, and where to look */
  GArray *facets[SEARCH_FACETS]; /* SearchFacetCount, most first: over all that match and that the
                                    filters on other fields than the facet's let through */
} SearchResults;

/* manner: NULL = plain. Fails with SEARCH_ERROR_USAGE or _TOO_LONG for the query, or an error of
 * the index. Where the index is changed meanwhile, it is taken up anew and asked once more. The
 * caller frees the answer, which borrows reports from the engine.
 *
 * Good practice is put first among the SEARCH_PRACTICE_POOL most relevant hits; those after them
 * keep their order. */
SearchResults *search_find(SearchEngine *engine, const char *query, const SearchFilters *filters,
                           const SearchManner *manner, GError **error) G_GNUC_WARN_UNUSED_RESULT;
#define SEARCH_PRACTICE_POOL 200

/* Adds a notice for what a query of plain words asks for that a filter chooses, by its number or
 * name: "fråga 1.4", "område 4", "svagheter". (search/query/filter_words.c) */
void search_note_filters(const SearchPlan *plan, GPtrArray *notices);
/* Does the word, by itself, ask for what a filter chooses? */
bool search_asks_for_filter(const char *word);

/* Adds a notice of those municipalities (named: const CorpusMunicipality *, that the query names)
 * that have no report, in place of one that no report has the name; and one of the command that
 * answers what is asked ("vilka har …", "vad kan vi lära av …"), where passages do not.
 * (search/query/elsewhere.c) */
void search_note_elsewhere(const IndexerReader *reader, const char *query, const SearchPlan *plan,
                           const GPtrArray *named, GPtrArray *notices);

/* Adds a notice for each word of the query that no report has, in any inflection: what was sought
 * in its stead, or that nothing was. Errors of the shim come through. */
bool search_note_unfound(const SearchEngine *engine, const SearchPlan *plan,
                         GPtrArray *notices /* CorpusNotice * */,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_results_free(SearchResults *results); /* NULL is fine */

#endif
