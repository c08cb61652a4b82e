/* search/learn/role_models.h: who is named as a role model for a question or a subject.
 *
 * Internal to search/learn/learn.c and its parts. */
#ifndef SEARCH_LEARN_ROLE_MODELS_H
#define SEARCH_LEARN_ROLE_MODELS_H

#include "search/learn/sources.h"

typedef struct SearchNamed SearchNamed;

/* The role models of all reports but the own municipality. A report that praises its own
 * municipality counts where it is better than the own report. All are borrowed; the passages that
 * name them become wanted ones. */
SearchNamed *search_named_new(const GPtrArray *reports, SearchPeers *peers,
                              SearchLearnPassages *passages);
void search_named_free(SearchNamed *named); /* NULL is fine */

/* All three add to models, a GArray of SearchModelReference, as far as there is room: each model
 * once, those first that a sentence of their own tells of, then those that are named most often.
 * What is told in one of the sources (NULL = none) beside them is not told again, and who is a
 * source need not praise itself. */

/* Those named for the quest's question, in whatever revision. */
void search_named_for_question(const SearchNamed *named, const SearchLearnQuest *quest,
                               const GPtrArray *sources, GArray *models);
/* Those named in a sentence of the quest's area that is about its subject. One about the area as a
 * whole counts only where that is the subject. */
bool search_named_for_subject(const SearchNamed *named, const SearchLearnQuest *quest,
                              const GPtrArray *sources, GArray *models,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
