/* search/learn/sources.h: the passages of better reports that show how to do better.
 *
 * Internal to search/learn/learn.c and its parts. */
#ifndef SEARCH_LEARN_SOURCES_H
#define SEARCH_LEARN_SOURCES_H

#include "search/learn/learn.h"
#include "search/learn/passages.h"
#include "search/learn/peers.h"
#include "search/learn/subject.h"

/* What is sought, and among whom. All borrowed. */
typedef struct {
  SearchEngine *engine;
  SearchPeers *peers;
  SearchLearnPassages *passages;
  const SearchSubject *subject; /* NULL = whatever there is */
  const GArray *about;          /* search_learn_passages_about() the subject in the area */
  const SearchSubject *whole;   /* the area as a whole; NULL = not known */
  const char *question;         /* of the own revision, "" = none */
  unsigned area;
} SearchLearnQuest;

/* Strengths that are about the quest's subject, and no other, of those who are better on its
 * question (without one: on the question, or in the area, that the strength belongs to). A
 * GPtrArray of SearchLearnSource *, best first; the caller's. */
GPtrArray *search_learn_by_subject(const SearchLearnQuest *quest,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Strengths on the quest's question of those who are furthest ahead on it, those first that say
 * more of its subject. */
GPtrArray *search_learn_by_question(const SearchLearnQuest *quest,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Sources are counted: an array of them can hold what another holds too. */
GPtrArray *search_learn_sources_new(void);
void search_learn_sources_share(GPtrArray *sources, SearchLearnSource *source);

#endif
