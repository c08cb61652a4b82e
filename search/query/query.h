/* search/query/query.h: from a user's query, understood, to one that the index can run.
 *
 * A word is sought in the passage's text, and with less weight in what the passage stands under:
 * its question, its area. */
#ifndef SEARCH_QUERY_QUERY_H
#define SEARCH_QUERY_QUERY_H

#include "indexer/reader.h"
#include "indexer/terms.h"
#include "search/ask/filters.h"
#include "search/query/meaning.h"

/* What counts beside the words of a query, each as a share of what the rarest word would count;
 * corpus/data/search-weights.ini says what each is of. */
typedef struct {
  double practice, question, area, likeness;
  double one_thing; /* times all of these, of a query that is one thing */
} SearchWeights;

/* Borrowed, for the life of the program. */
const SearchWeights *search_weights(void);

/* known: the words of the index that is to be asked. The caller frees *query. Errors are the
 * shim's. */
bool search_query_build(SearchWords *known, const SearchPlan *plan, ShimQuery **query,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Replaces *query by one that also finds what tells of the practices that the plan speaks of, and
 * lifts what stands under the questions that it is about, both in proportion to their strength. */
bool search_query_widen(const SearchWords *known, const SearchPlan *plan, ShimQuery **query,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The places that a query names, each once, in its order. */
typedef struct {
  GPtrArray *municipalities; /* const CorpusMunicipality * */
  GPtrArray *counties;       /* const char * */
} SearchPlaces;

/* Those that what is asked for names; what is left out ("NOT Luleå") names none. query: as it was
 * typed, since a capital makes a name of a word ("i Mark"). The caller frees it.
 * (search/query/places.c) */
SearchPlaces *search_places_named(const SearchPlan *plan, const char *query);
void search_places_free(SearchPlaces *places); /* NULL is fine */

/* Replaces *query by one that lifts the passages of the reports on the places. */
bool search_query_lift_places(const IndexerReader *reader, const SearchWords *known,
                              const SearchPlaces *places, ShimQuery **query,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Is it the name of a municipality or a county that there are reports on? */
bool search_query_names_place(const IndexerReader *reader, const char *name);

/* Adds the notice that no report has the word, and what was sought instead of it; "" = nothing was.
 * (search/query/unfound.c) */
void search_note_unfound_word(const char *word, const char *instead, GPtrArray *notices);

/* inner, which finds passages, narrowed to those that the filters choose, of the reports that there
 * are. inner keeps its weights, and the caller frees both. (search/query/narrow.c) */
bool search_query_filter(const IndexerReader *reader, const SearchFilters *filters,
                         const ShimQuery *inner, ShimQuery **query,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
