/* search/learn/peers.h: whom a report can learn from, and on which questions.
 *
 * Internal to search/learn/learn.c and its parts. */
#ifndef SEARCH_LEARN_PEERS_H
#define SEARCH_LEARN_PEERS_H

#include "search/ask/scores_beside.h"
#include "search/ask/filters.h"
#include "search/benchmark/benchmark.h"

typedef struct SearchPeers SearchPeers;

/* How another report stands to the own one. */
typedef struct {
  bool comparable;           /* both are of one revision */
  SearchFigures theirs, own; /* own is empty where not comparable */
  double lead; /* 0..1: how much better, as a share of the points; where not comparable, how far
                  above what it takes to be learnt from */
} SearchStanding;

/* One report of each municipality but the own: the newest of the same revision, else the newest.
 * Those that the filter on municipality leaves out are compared, but nothing is learnt from them.
 * All arguments are borrowed and must outlive the result. */
SearchPeers *search_peers_new(const GPtrArray *reports, const CorpusReport *own,
                              const SearchFilters *filters);
void search_peers_free(SearchPeers *peers); /* NULL is fine */

const CorpusReport *search_peers_own(const SearchPeers *peers);
/* The benchmark over the peers and the report itself; the peers' until it is left to the caller. */
SearchScores *search_peers_scores(const SearchPeers *peers);
void search_peers_leave_scores(SearchPeers *peers);
/* How many are of the own report's revision. */
unsigned search_peers_comparable(const SearchPeers *peers);
/* The peer with the highest score on the question that is above the own one, NULL if none. */
const CorpusReport *search_peers_best(const SearchPeers *peers, const char *question);

/* What a question of the own revision is called in another, as search_names_in(). */
const char *search_peers_name(const SearchPeers *peers, const char *question, unsigned revision);

/* Someone to learn from. */
typedef struct {
  const CorpusReport *report;
  SearchStanding standing;
} SearchAhead;

/* More reports than these are not looked at for a question. */
#define SEARCH_PEERS_AHEAD 10

/* Those to learn from on a question of the own revision, the best first, comparable ones before the
 * others; SEARCH_PEERS_AHEAD at most. SearchAhead; borrowed until the peers are freed. */
const GArray *search_peers_ahead(SearchPeers *peers, const char *question);

/* Is it a peer, and better? On the question of the own revision; where that is "" or the peer's
 * revision has none like it, on the peer's own question `theirs` ("" = in the area). */
bool search_peers_better(SearchPeers *peers, const CorpusReport *report, const char *question,
                         const char *theirs, unsigned area, SearchStanding *standing);

#endif
