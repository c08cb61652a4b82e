/* search/view/learn_citations.h: tells a source or a role model once, and points at it after that.
 *
 * Internal to search/view/learn_text.c and its part. */
#ifndef SEARCH_VIEW_LEARN_CITATIONS_H
#define SEARCH_VIEW_LEARN_CITATIONS_H

#include "search/learn/learn.h"
#include "search/view/terminal_text.h"

/* What marks a source of another revision. */
#define SEARCH_TOLD_OTHER_REVISION "*"

/* A text that grows, and what was told in it. */
typedef struct {
  const SearchScreen *screen;
  GString *out;
  GHashTable *told; /* id -> number of the heading that it was told under */
  unsigned heading; /* the number of the last one */
} SearchTold;

SearchTold *search_told_new(const SearchScreen *screen, GString *out); /* both borrowed */
void search_told_free(SearchTold *told);

/* A paragraph so many steps in; takes the text. */
void search_told_tell(const SearchTold *told, unsigned steps, char *text);
/* A line so many steps in. */
void search_told_tell_in_style(const SearchTold *told, unsigned steps, SearchStyle style,
                               const char *text);

/* The municipality's name; borrowed. */
const char *search_told_name(const CorpusReport *report);

/* The suggestion's sources, and its role models. A sentence that names several is told once, with
 * all of them. */
void search_told_sources(SearchTold *told, const SearchSuggestion *suggestion);
void search_told_models(SearchTold *told, const SearchSuggestion *suggestion);

/* The heading under which all of the suggestion's sources were told; 0 = there is no such one. */
unsigned search_told_together(const SearchTold *told, const SearchSuggestion *suggestion);

#endif
