/* search/learn/steps.h: the steps of learning: whom from, what about, what is needed, who
 * says how, who is named.
 *
 * Internal to search/learn/. */
#ifndef SEARCH_LEARN_STEPS_H
#define SEARCH_LEARN_STEPS_H

#include "indexer/reader.h"
#include "search/ask/engine.h"
#include "search/ask/filters.h"
#include "search/ask/scores_beside.h"
#include "search/benchmark/benchmark.h"
#include "search/learn/learn.h"
#include "search/learn/subject.h"
#include "search/query/excerpt.h"
#include "search/query/meaning.h"

/* ---- whom a report can learn from, and how they stand to it ---- */

/* Points are compared within one revision of the instrument only; a question has another number in
 * another revision, or none. */

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

/* ---- which questions and improvements a report should take up, and in what order ---- */

/* A suggestion to be, with what it is about. */
typedef struct {
  SearchSuggestion *suggestion; /* owned until it is stolen (NULL then) */
  SearchSubject *subject;       /* owned; NULL = its text says nothing of any */
  GPtrArray *results;           /* ShimResult *: what search_learn_find() found */
  GArray *about;                /* SearchAbout: the passages of it that may be sources */
} SearchNeed;

void search_suggestion_free(SearchSuggestion *suggestion); /* NULL is fine */

/* Suggestions without sources: the weakest questions, the neediest first, then the improvements
 * that the report lists, those of the neediest question first and within a question as in the
 * report. own: with its passages. A GPtrArray of SearchNeed *, the caller's; NULL with an error. */
GPtrArray *search_learn_needs(SearchEngine *engine, const CorpusReport *own,
                              const SearchPeers *peers, const SearchFilters *filters,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- passages as they are read for sources ---- */

/* What a sentence is to one who wants to learn. */
typedef enum { SEARCH_TELLS_FAULT, SEARCH_TELLS_PRACTICE, SEARCH_TELLS_MODEL } SearchTelling;

/* A sentence of a passage, and whose doing it tells of. */
typedef struct {
  SearchTelling telling;
  GPtrArray *of; /* const CorpusMunicipality *: others, by name; NULL = the report's own */
} SearchTold;

/* A passage that was read, with its terms (indexer_terms_of_text()) and what its sentences tell
 * (SearchTold, as many); both NULL = it is no source for anybody: a wish, or of a report that is
 * not learnt from. */
typedef struct {
  const CorpusReport *report; /* borrowed from the engine */
  CorpusPassage *passage;
  GArray *terms, *told;
} SearchReading;

/* What sources are found with; all borrowed but `read`. */
typedef struct {
  SearchEngine *engine;
  const SearchPeers *peers;
  GHashTable *read; /* document -> SearchReading *, each passage once for all needs */
} SearchLibrary;

/* An empty table for SearchLibrary.read, which owns what is put into it; the caller unrefs it. */
GHashTable *search_readings_new(void);

/* ---- what is found for needs ---- */

/* How relevant a passage has to be for an improvement; how much less where it stands under the
 * improvement's question. */
#define SEARCH_LEAST_RELEVANCE 0.3
#define SEARCH_LESS_ON_QUESTION 0.08

/* A passage that may be a source for a need, and what is known of it before it is read. */
typedef struct {
  const ShimHit *hit;         /* borrowed from the need */
  const CorpusReport *report; /* borrowed from the engine */
  IndexerHint hint;
  double relevance;       /* 0..1: its weight beside that of the best hit; 0 = not found by words */
  double most;            /* so much of the subject it says at most */
  SearchReading *reading; /* borrowed from the library; NULL = not read */
} SearchAbout;

/* Reads it, unless it was read. */
bool search_about_read(const SearchLibrary *library, SearchAbout *about,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Finds what is about the subjects of the needs (SearchNeed *) and what stands under their
 * questions, for all needs at once. */
bool search_learn_find(const SearchLibrary *library, const GPtrArray *needs,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- the sentences of other reports that say how something is done ---- */

/* A source is a run of sentences none of which finds fault, whatever the passage around it is
 * tagged as: "infört tidsbestämda chefskontrakt" is a practice though a "dock …" follows. Scores
 * order sources and mark them; they leave none out. */

/* Fills suggestion->from of the need. */
bool search_learn_find_sources(const SearchLibrary *library, const SearchNeed *need,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- who is named as a role model for what a report needs ---- */

/* Fills suggestion->models of the need with those named for its question, in whatever revision, and
 * those named in a sentence about its subject in one of the passages that were found: each model
 * once, those first that a sentence of their own tells of, then those that are named most often;
 * after them, where whole_area is set, those named for the area and none of its questions. The own
 * municipality is none; a report that praises its own municipality counts where that scores higher.
 * What stands in one of the suggestion's sources is not shown again. */
bool search_learn_find_models(const SearchLibrary *library, const SearchNeed *need, bool whole_area,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
