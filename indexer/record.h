/* indexer/record.h: reports and passages to the bytes that the index stores, and back.
 *
 * Nothing is lost on the way but a report's passages, which have records of their own. The types
 * and their order stand in indexer/schema.h. Text that is not valid UTF-8 is stored with U+FFFD for
 * what is broken. Bytes that are no such record give INDEXER_ERROR_DAMAGED, whatever they are.
 *
 * Many records are read for an answer, so a record has nothing in it that would have to be
 * interpreted: a number takes one byte for each seven bits, the low ones first, an integer has its
 * sign in the lowest bit, a text is its length in bytes and its bytes. */
#ifndef INDEXER_RECORD_H
#define INDEXER_RECORD_H

#include "corpus/report/report.h"
#include "shim/shim.h"

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

/* ---- packed records (indexer/pack.c) ---- */

/* Packs and unpacks; belongs to one thread at a time. */
typedef struct IndexerPacker IndexerPacker;

/* sample: text as the records have it, the same for reading as it was for writing; kept (NULL =
 * none). Free with indexer_packer_free(), which takes NULL. */
IndexerPacker *indexer_packer_new(GBytes *sample);
void indexer_packer_free(IndexerPacker *packer);

/* What is stored for a record, which is freed; the caller unrefs it. */
GBytes *indexer_pack(IndexerPacker *packer, GBytes *record);
/* The same for what is to be looked up in as it is stored: it is not packed, but damage is found.
 */
GBytes *indexer_sum_up(GBytes *record);
/* The record of what is stored, which is freed; the caller unrefs it. NULL with
 * INDEXER_ERROR_DAMAGED where it is none. */
GBytes *indexer_unpack(IndexerPacker *packer, GBytes *stored,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of what a document stores. */
GBytes *indexer_unpack_document(IndexerPacker *packer, const ShimDocument *document,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- for records that other modules write (indexer/pack.c) ---- */

void indexer_put_number(GByteArray *record, guint number);
void indexer_put_integer(GByteArray *record, int integer); /* may be negative */
void indexer_put_double(GByteArray *record, double number);
/* NULL is written as ""; U+FFFD for what is not UTF-8. */
void indexer_put_text(GByteArray *record, const char *text);
/* The same with a NUL at its end, so that it can be borrowed from the record. */
void indexer_put_ended_text(GByteArray *record, const char *text);
/* Any bytes, such as another record or a file's name. */
void indexer_put_bytes(GByteArray *record, const void *bytes, gsize length);

/* A place in a record. Zero and "" are read once it is damaged, which is said at the end. */
typedef struct {
  const guint8 *at, *end;
  bool damaged;
} IndexerCursor;

/* The record must outlive the cursor. */
IndexerCursor indexer_cursor_of(GBytes *record);

guint indexer_take_long_number(IndexerCursor *cursor);

/* Every answer reads thousands, nearly all of them of one byte. */
static inline guint
indexer_take_number(IndexerCursor *cursor) {
  enum { GOES_ON = 0x80 };
  return cursor->at < cursor->end && *cursor->at < GOES_ON ? *cursor->at++
                                                           : indexer_take_long_number(cursor);
}

static inline int
indexer_take_integer(IndexerCursor *cursor) {
  guint number = indexer_take_number(cursor);
  return (int)((number & 1) != 0 ? ~(number >> 1) : number >> 1);
}

double indexer_take_double(IndexerCursor *cursor);
/* One of a list that begins with 0; `count` and above are damage. */
guint indexer_take_choice(IndexerCursor *cursor, guint count);
/* Valid UTF-8 without a NUL byte; the caller frees it. */
char *indexer_take_text(IndexerCursor *cursor);
/* What indexer_put_ended_text() wrote: the same, borrowed from the record. */
const char *indexer_take_ended_text(IndexerCursor *cursor);
/* A text of at most 7 bytes, such as a question's id, for which there is room. */
void indexer_take_id(IndexerCursor *cursor, char id[8]);
/* Borrowed from the record; NULL where there are none. */
const void *indexer_take_bytes(IndexerCursor *cursor, gsize *length);

/* Is it UTF-8 without a NUL byte? */
bool indexer_is_text(const char *text, gsize length);

/* Whether everything was there, and nothing else. INDEXER_ERROR_DAMAGED. */
bool indexer_cursor_finish(const IndexerCursor *cursor, GError **error) G_GNUC_WARN_UNUSED_RESULT;

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
