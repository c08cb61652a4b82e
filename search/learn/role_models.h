/* search/learn/role_models.h: who is named as a role model for what a report needs. */
#ifndef SEARCH_LEARN_ROLE_MODELS_H
#define SEARCH_LEARN_ROLE_MODELS_H

#include "search/learn/sources.h"

/* Fills suggestion->models of the need with those named for its question, in whatever revision, and
 * those named in a sentence about its subject in one of the passages (SearchAbout): each model
 * once, those first that a sentence of their own tells of, then those that are named most often;
 * after them, where whole_area is set, those named for the area and none of its questions. The own
 * municipality is none; a report that praises its own municipality counts where that scores higher.
 * What stands in one of the suggestion's sources is not shown again. */
void search_learn_find_models(const SearchLibrary *library, const SearchNeed *need,
                              const GArray *about, bool whole_area);

#endif
