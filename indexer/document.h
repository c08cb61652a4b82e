/* indexer/document.h: a report as documents of the index; internal to indexer/. */
#ifndef INDEXER_DOCUMENT_H
#define INDEXER_DOCUMENT_H

#include "corpus/report/report.h"
#include "indexer/record.h"
#include "indexer/terms.h"

/* The term that all documents of the report hold. The caller frees it. */
char *indexer_term_of_report_documents(const char *report_id);

/* Writes the report's documents: its own and one for each of its passages. Documents of the same
 * report that are there already are removed. */
bool indexer_write_report(ShimWriter *writer, IndexerTerms *terms, const CorpusReport *report,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes (or replaces) a shard's head and its metadata. */
bool indexer_write_head(ShimWriter *writer, const IndexerHead *head,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
