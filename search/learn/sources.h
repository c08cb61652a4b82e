/* search/learn/sources.h: the sentences of other reports that say how something is done.
 *
 * A source is a run of sentences none of which finds fault, whatever the passage around it is
 * tagged as: "infört tidsbestämda chefskontrakt" is a practice though a "dock …" follows. Scores
 * order sources and mark them; they leave none out. */
#ifndef SEARCH_LEARN_SOURCES_H
#define SEARCH_LEARN_SOURCES_H

#include "search/learn/needs.h"
#include "search/learn/peers.h"

/* A passage that was read, with its terms (indexer_terms_of_text()); NULL = it is no source for
 * anybody: a wish, or of a report that is not learnt from. */
typedef struct {
  const CorpusReport *report; /* borrowed from the engine */
  CorpusPassage *passage;
  GArray *terms;
} SearchReading;

/* One that was found for a need. */
typedef struct {
  const SearchReading *reading; /* borrowed from the library */
  double relevance; /* 0..1: its weight beside that of the best hit; 0 = not found by words */
} SearchAbout;

/* What sources are found with; all borrowed but `read`. */
typedef struct {
  SearchEngine *engine;
  const SearchPeers *peers;
  GHashTable *read; /* document -> SearchReading *, each passage once for all needs */
} SearchLibrary;

GHashTable *search_readings_new(void);

/* Fills suggestion->from of the need. about: takes the passages (SearchAbout) that were found about
 * the need's subject or on its question. */
bool search_learn_find_sources(const SearchLibrary *library, const SearchNeed *need, GArray *about,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
