/* search/who.h: who has it? A verdict on a topic for each municipality, with the evidence. */
#ifndef SEARCH_WHO_H
#define SEARCH_WHO_H

#include "indexer/reader.h"
#include "search/evidence.h"
#include "search/filters.h"

typedef struct {
  const CorpusReport *report; /* borrowed from the reader */
  GPtrArray *passages;        /* CorpusPassage *, those that were looked at; owned */
  SearchAnswer *answer;
} SearchWhoAnswer;

typedef struct {
  char *topic;
  GPtrArray *answers; /* SearchWhoAnswer *: those that have it first, then by confidence and name */
  unsigned total;     /* how many there are without limit and offset */
} SearchWho;

/* What the reports that pass the filters say of the topic: the newest of each municipality, or all
 * of them (all_years). A filter on area or question leaves out evidence from elsewhere, a tag
 * evidence of other tags; a limit holds only where one was asked for. forms must be made with the
 * reader's vocabulary. Fails with SEARCH_ERROR_USAGE (a topic without words) or an error of the
 * index. The reader must outlive the answer; the caller frees it. */
SearchWho *search_who(const IndexerReader *reader, SearchForms *forms, const SearchFilters *filters,
                      bool all_years, const char *topic, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_who_free(SearchWho *who); /* NULL is fine */

#endif
