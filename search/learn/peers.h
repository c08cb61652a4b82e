/* search/learn/peers.h: whom a report can learn from, and how they stand to it.
 *
 * Points are compared within one revision of the instrument only; a question has another number in
 * another revision, or none. */
#ifndef SEARCH_LEARN_PEERS_H
#define SEARCH_LEARN_PEERS_H

#include "search/ask/filters.h"
#include "search/ask/scores_beside.h"
#include "search/benchmark/benchmark.h"

typedef struct {
  const CorpusReport *own;
  GPtrArray *reports;   /* const CorpusReport *, by id: one of each other municipality, the newest
                           of the own revision, else the newest */
  unsigned comparable;  /* how many of them are of the own revision */
  GHashTable *teachers; /* those that the filter on municipality leaves in; a set */
  SearchScores *scores; /* over them and the own report; the caller may take it (NULL it) */
} SearchPeers;

/* All arguments are borrowed and must outlive the result. */
SearchPeers *search_peers_new(const GPtrArray *reports, const CorpusReport *own,
                              const SearchFilters *filters);
void search_peers_free(SearchPeers *peers); /* NULL is fine */

/* The peer with the highest score on the question above the own one; NULL = there is none. */
const CorpusReport *search_peers_best(const SearchPeers *peers, const char *question);

/* What a question, or an area, of the own revision is called in another; "" or 0 where that has
 * none like it, and for "". Borrowed. */
const char *search_peers_question_in(const SearchPeers *peers, const char *question,
                                     unsigned revision);
unsigned search_peers_area_in(const SearchPeers *peers, unsigned area, unsigned revision);

/* How another report stands to the own one on a question, or in an area. */
typedef struct {
  bool comparable;           /* both are of one revision */
  SearchFigures theirs, own; /* score -1 = not known; own also where not comparable */
  double lead;               /* -1..1, as a share of the points: how much better they are; where not
                                comparable, how far above the mean of their revision */
} SearchStanding;

/* On `question` of the own revision; where that is "" or the other revision has none like it, on
 * `theirs`, the question under which they write of it; where that is "" too, in the area. */
SearchStanding search_peers_standing(const SearchPeers *peers, const CorpusReport *report,
                                     const char *question, const char *theirs, unsigned area);

/* The teachers (const CorpusReport *) that stand best on a question of the own revision, at most
 * `most`, comparable ones before the others. The caller unrefs the array. */
GPtrArray *search_peers_ahead(const SearchPeers *peers, const char *question, unsigned area,
                              guint most);

#endif
