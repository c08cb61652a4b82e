/* indexer/record.h: reports and passages to the bytes that the index stores, and back.
 *
 * Nothing is lost on the way but a report's passages, which have records of their own. The types
 * and their order stand in indexer/schema.h. Text that is not valid UTF-8 is stored with U+FFFD for
 * what is broken. Bytes that are no such record give INDEXER_ERROR_DAMAGED, whatever they are.
 */
#ifndef INDEXER_RECORD_H
#define INDEXER_RECORD_H

#include "corpus/report/report.h"
#include "indexer/pack.h"

/* All of the report but its passages, of which the record keeps the number: by it a report is
 * copied; what the index stores of reports stands in columns (indexer/whole.h). The caller unrefs.
 */
GBytes *indexer_record_of_report(const CorpusReport *report);

/* The caller frees the report (corpus_report_free()); its passages are empty. passage_count (may be
 * NULL): how many it had. */
CorpusReport *indexer_record_to_report(GBytes *record, unsigned *passage_count,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The caller unrefs. Which report a passage belongs to is a value of its document. */
GBytes *indexer_record_of_passage(const CorpusPassage *passage);

/* The caller frees the passage (corpus_passage_free()). */
CorpusPassage *indexer_record_to_passage(GBytes *record, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The head of a shard. */
typedef struct {
  unsigned version;       /* INDEXER_SCHEMA_VERSION */
  char *generation;       /* owned */
  unsigned shard, shards; /* this one, from 0; how many there are */
} IndexerHead;

GBytes *indexer_record_of_head(const IndexerHead *head);
/* Fills head; free with indexer_head_clear(). */
bool indexer_record_to_head(GBytes *record, IndexerHead *head,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void indexer_head_clear(IndexerHead *head);

/* Parts of a report's record, which stand in its column, too (indexer/whole.h): whose evaluation it
 * is, of when and of which revision, and its pages; what it repeats of others; what is to be known
 * of its figures. Members are added to the report's lists. */
void indexer_put_evaluation(GByteArray *record, const CorpusReport *report);
void indexer_take_evaluation(IndexerCursor *cursor, CorpusReport *report);
void indexer_put_past(GByteArray *record, const CorpusReport *report);
void indexer_take_past(IndexerCursor *cursor, CorpusReport *report);
void indexer_put_notices(GByteArray *record, const CorpusReport *report);
void indexer_take_notices(IndexerCursor *cursor, CorpusReport *report);
/* By its code; NULL = none. */
void indexer_put_municipality(GByteArray *record, const CorpusMunicipality *municipality);
const CorpusMunicipality *indexer_take_municipality(IndexerCursor *cursor);

#endif
