/* search/query/query_plan.h: a user's query understood: its tree, with what its words stand for.
 *
 * Words side by side are read together (search/query/meaning.h), as "kontrakt för chefer" is one
 * thing; phrases and beginnings of words are taken as they were typed. The index knows words by
 * their forms alone, so words that begin as asked are looked up among those that the reports use.
 */
#ifndef SEARCH_QUERY_QUERY_PLAN_H
#define SEARCH_QUERY_QUERY_PLAN_H

#include "search/query/meaning.h"
#include "search/query/syntax.h"

/* How many words an asterisk may stand for: the most frequent. */
#define SEARCH_PREFIX_WORDS 200

typedef struct SearchPlan SearchPlan;
struct SearchPlan {
  SearchNodeKind kind;
  SearchMeaning *meaning; /* of a SEARCH_NODE_WORD, which here is a run of words; else NULL */
  char *text;             /* of a phrase or a prefix; else NULL */
  char **forms;           /* of a prefix: forms of words that begin so, though their form does not;
                             else NULL */
  GPtrArray *children;    /* SearchPlan *, of kinds that have some; else NULL */
};

/* Errors of the shim come through. The caller frees it. */
SearchPlan *search_plan_new(SearchWords *known, const SearchNode *node,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_plan_free(SearchPlan *plan); /* NULL is fine */

/* The beginning of words ("E-förs") as the index writes words: lower case, without hyphens. The
 * caller frees it. */
char *search_plan_beginning(const char *text);

/* The query with misspelt words put right, as it could be typed; NULL where none was. The caller
 * frees it. */
char *search_plan_corrected(const SearchPlan *plan);

#endif
