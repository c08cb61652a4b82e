/* indexer/reader.h: an index opened for reading: reports, passages, and the database below them.
 *
 * A reader sees the index as it was when it was opened, whole, whatever is written meanwhile; use
 * indexer_reader_reopen() to see the newest. It belongs to one thread at a time; two threads open
 * two. What each report is is read at once; its parts, and the vocabulary, as they are asked for,
 * and then kept. */
#ifndef INDEXER_READER_H
#define INDEXER_READER_H

#include "corpus/report/report.h"
#include "indexer/vocabulary.h"
#include "shim/shim.h"

typedef struct IndexerReader IndexerReader;

/* path: the folder that indexer_update() wrote, or a stub file that names shards, remote ones too.
 * Fails with INDEXER_ERROR_NOT_FOUND, _FOREIGN, _VERSION (the message names both versions),
 * _DAMAGED, _NETWORK, _IO, or _CHANGED where the shards are not of one update (after trying again,
 * as an update may have been under way). Free with indexer_reader_free(). */
IndexerReader *indexer_reader_open(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void indexer_reader_free(IndexerReader *reader); /* NULL is fine */

/* In what other ways an index can be opened; may be joined by |. */
typedef enum {
  INDEXER_FIGURES = 1,  /* for answers that ask for no words: it has no vocabulary */
  INDEXER_REACHABLE = 2 /* shards on other machines that do not answer are left out, as long as any
                           does: nothing below has any of their reports, until
                           indexer_reader_reopen() finds them again */
} IndexerManner;
IndexerReader *indexer_reader_open_as(const char *path, unsigned manner,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is left out. */
typedef struct {
  unsigned shards;    /* how many of indexer_reader_shards() */
  char *places;       /* where the stub says they are: "10.0.0.2:7201, 10.0.0.3:7201" */
  GPtrArray *reports; /* char *: the ids of their reports, in order */
} IndexerMissing;

/* NULL where everything is there. Borrowed as what follows. */
const IndexerMissing *indexer_reader_missing(const IndexerReader *reader);

/* Takes up the newest state. *changed (may be NULL): was there a newer one? If so, everything that
 * was borrowed from the reader is gone. On failure the reader stays as it was. Errors as above. */
bool indexer_reader_reopen(IndexerReader *reader, bool *changed,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Borrowed until the reader is freed or reopened with a change, as is all that follows. */
const ShimDatabase *indexer_reader_database(const IndexerReader *reader);

/* The path that it was opened by. */
const char *indexer_reader_path(const IndexerReader *reader);

/* A text that is another after each update that changed anything, and where other shards are left
 * out: for ETags. */
const char *indexer_reader_generation(const IndexerReader *reader);

/* The words that the reports use; borrowed as above; NULL where it was opened for figures. */
const IndexerVocabulary *indexer_reader_vocabulary(const IndexerReader *reader);
unsigned indexer_reader_shards(const IndexerReader *reader);

/* All reports (CorpusReport *), by id: whose they are, of when, of which revision, their totals.
 * Lists are NULL until they are read, their passages for good. */
const GPtrArray *indexer_reader_reports(const IndexerReader *reader);

/* What else there is to a report; may be joined by |. */
typedef enum {
  INDEXER_PART_FIGURES = 1,    /* areas, history, beside */
  INDEXER_PART_REFERENCES = 2, /* references */
  INDEXER_PART_NOTICES = 4,    /* warnings, notices */
  INDEXER_PARTS = 7
} IndexerParts;

/* Reads parts of the report with an id, or of all reports where it is NULL, unless they were read
 * before. Errors as of opening. */
bool indexer_reader_read(const IndexerReader *reader, const char *id, unsigned parts,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* NULL if there is none. */
const CorpusReport *indexer_reader_report(const IndexerReader *reader, const char *id);

/* The report with all its passages, read anew; the caller frees it (corpus_report_free()).
 * INDEXER_ERROR_NOT_FOUND if there is none. */
CorpusReport *indexer_reader_whole_report(const IndexerReader *reader, const char *id,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The file that the report was read from, where it lay then (*path, in the file system's encoding),
 * and the SHA-256 of what it held (*hash: hexadecimal; NULL is fine). Both are NULL where the index
 * has no such report; the caller frees them. */
bool indexer_reader_source(const IndexerReader *reader, const char *id, char **path, char **hash,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many passages the report has; of all reports if NULL. */
unsigned indexer_reader_passage_count(const IndexerReader *reader, const CorpusReport *report);

/* A passage and the report that it belongs to. */
typedef struct {
  const CorpusReport *report; /* borrowed */
  CorpusPassage *passage;     /* owned: indexer_passage_clear() */
} IndexerPassage;

void indexer_passage_clear(IndexerPassage *passage); /* all zero is fine */

/* The passage that a document (of a search's hit) stands for. INDEXER_ERROR_DAMAGED if the document
 * is no passage. */
bool indexer_reader_passage_of(const IndexerReader *reader, const ShimDocument *document,
                               IndexerPassage *passage, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is to be known of a passage before it is read, where it may tell of a practice: it is no
 * wish, and some sentence finds no fault or names a role model. */
typedef struct {
  bool item;                               /* of a table, not a paragraph */
  bool names;                              /* does a sentence name a role model? */
  CorpusTag tag;                           /* of the whole */
  double praise;                           /* 0..1: no sentence praises more clearly */
  char question[CORPUS_QUESTION_ID_BYTES]; /* that it stands under; "" = none */
} IndexerHint;

/* As text; the caller frees it. */
char *indexer_hint_to_value(const IndexerHint *hint);
/* false, and all zero, where the text is none. */
bool indexer_hint_from_value(const char *value, IndexerHint *hint);

/* Called with each passage, until it returns false; borrowed for the call. */
typedef bool (*IndexerPassageVisitor)(const IndexerPassage *passage, unsigned document_id,
                                      void *context);

/* The passages of one report (NULL: of all, by report), each report's in its own order. */
bool indexer_reader_each_passage(const IndexerReader *reader, const CorpusReport *report,
                                 IndexerPassageVisitor visitor, void *context,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The passages that are strengths on the question "1.5" of their own revision, whichever that is: a
 * GArray of IndexerPassage, which owns them; the caller unrefs it. NULL with an error. */
GArray *indexer_reader_strengths(const IndexerReader *reader, const char *question,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
