/* indexer/which_file.h: which file gives each evaluation to the index, and under which id; internal
 * to indexer/. */
#ifndef INDEXER_WHICH_FILE_H
#define INDEXER_WHICH_FILE_H

#include "indexer/sources.h"

/* Evaluations that have found their file. */
typedef struct IndexerClaims IndexerClaims;

IndexerClaims *indexer_claims_new(void);
void indexer_claims_free(IndexerClaims *claims); /* NULL is fine */

/* The source that has the same evaluation already; NULL if none has. Borrowed. */
const IndexerSource *indexer_claims_find(const IndexerClaims *claims, const IndexerSource *source);

/* The id for the source's report: its own, or, where another evaluation bears that already, with
 * its month or a number added. The caller frees it. */
char *indexer_claims_free_id(const IndexerClaims *claims, const IndexerSource *source);

/* Gives the evaluation and the id to the source, which is borrowed and must outlive the claims. */
void indexer_claims_add(IndexerClaims *claims, const IndexerSource *source, const char *id);

/* Is a report of this id among them? */
bool indexer_claims_has_id(const IndexerClaims *claims, const char *report_id);

#endif
