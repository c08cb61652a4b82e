/* search/query/syntax.h: what the user's query says, as a small tree; knows nothing of the index.
 *
 *   demokrati medborgare     words side by side: any of them, the more the better
 *   "etiska riktlinjer"      the words next to each other, in order
 *   visselblås*              every word that begins so
 *   -korruption              not this
 *   a AND b, a OR b, NOT b   in capitals; NOT and side by side bind tightest, then AND, then OR
 *   ( … )                    groups
 *   *                        every passage
 *
 * What is not closed is closed at the end; an operator without anything to join is passed over. */
#ifndef SEARCH_QUERY_SYNTAX_H
#define SEARCH_QUERY_SYNTAX_H

#include <glib.h>
#include <stdbool.h>

#define SEARCH_QUERY_MAX_BYTES 4096
#define SEARCH_QUERY_MAX_DEPTH 16
#define SEARCH_PREFIX_MIN_CHARS 2

typedef enum {
  SEARCH_NODE_WORD,       /* text: as typed, without white space; may hold several words ("a/b") */
  SEARCH_NODE_PHRASE,     /* text: what stood between the quotation marks */
  SEARCH_NODE_PREFIX,     /* text: the beginning, without its asterisk */
  SEARCH_NODE_EVERYTHING, /* all passages */
  SEARCH_NODE_SIDE,       /* children side by side: any of them, more is better */
  SEARCH_NODE_AND,
  SEARCH_NODE_OR,
  SEARCH_NODE_EXCEPT /* two children: the first without the second */
} SearchNodeKind;

typedef struct SearchNode SearchNode;
struct SearchNode {
  SearchNodeKind kind;
  char *text;          /* NULL where the kind has none */
  GPtrArray *children; /* SearchNode *, owned; NULL where the kind has none */
};

/* Fails with SEARCH_ERROR_TOO_LONG, or SEARCH_ERROR_USAGE where the query is no UTF-8, holds no
 * word, is nested too deep or has too short a prefix. The caller frees the tree. */
SearchNode *search_syntax_parse(const char *query, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_node_free(SearchNode *node); /* NULL is fine */

/* The tree as text: (SIDE "a" "b"). For tests and explanations. The caller frees it. */
char *search_syntax_describe(const SearchNode *node);

#endif
