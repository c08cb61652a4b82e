/* tests/bench/bare_query.h: the same index, asked by Xapian alone. */
#ifndef TESTS_BENCH_BARE_QUERY_H
#define TESTS_BENCH_BARE_QUERY_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct BareQuery BareQuery;

/* Opens the index for Xapian's own query parser with its Swedish stemmer. */
BareQuery *bare_query_open(const char *index);
/* Asks for the ten best; returns how many came. */
unsigned bare_query_ask(BareQuery *bare, const char *query);
/* The same, with every match looked at and the facets counted that kompass counts. */
unsigned bare_query_ask_with_facets(BareQuery *bare, const char *query);
void bare_query_close(BareQuery *bare);

/* ---- an index of texts alone, made by Xapian's own term generator with its Swedish stemmer: a
 * stem a word, with positions, and the text ---- */

typedef struct BareIndex BareIndex;

BareIndex *bare_index_new(const char *path);
void bare_index_add(BareIndex *bare, const char *text);
/* Commits, and frees it. */
void bare_index_finish(BareIndex *bare);
/* The same index without gaps, at another path. */
void bare_index_compact(const char *path, const char *to);

G_END_DECLS

#endif
