/* search/learn_models.h: who is named as a role model for a question or a subject.
 *
 * Internal to search/learn.c and its parts. */
#ifndef SEARCH_LEARN_MODELS_H
#define SEARCH_LEARN_MODELS_H

#include "search/learn_sources.h"

typedef struct SearchNamed SearchNamed;

/* The role models of all reports but the own municipality. A report that praises its own
 * municipality counts where it is better than the own report. Both are borrowed. */
SearchNamed *search_named_new(const GPtrArray *reports, SearchPeers *peers);
void search_named_free(SearchNamed *named); /* NULL is fine */

/* Those named for the quest's question, then, to fill up, those named for its area in a sentence
 * that is about the quest's subject or about the area as a whole (area: its name as a subject, may
 * be NULL); each model once. sources: what is shown beside them is not told again. A GArray of
 * SearchModelReference; NULL with an error of the index. */
GArray *search_named_for_question(const SearchNamed *named, const SearchLearnQuest *quest,
                                  const SearchSubject *area, const GPtrArray *sources,
                                  GError **error);

/* Those named in a sentence about the quest's subject. NULL with an error of the index. */
GArray *search_named_for_subject(const SearchNamed *named, const SearchLearnQuest *quest,
                                 const GPtrArray *sources, GError **error);

#endif
