/* search/view/learn.h: the parts of search_view_learn(), internal to it. */
#ifndef SEARCH_VIEW_LEARN_H
#define SEARCH_VIEW_LEARN_H

#include "search/learn/learn.h"
#include "search/view/terminal_text.h"

void search_view_learn_text(const SearchLearn *learn, const SearchScreen *screen, GString *out);

#endif
