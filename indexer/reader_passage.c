/* indexer/reader_passage.c: passages of an index: of a search's hit, by id, one after the other. */
#include "indexer/reader.h"

#include <string.h>

#include "indexer/document.h"
#include "indexer/error.h"
#include "indexer/record.h"
#include "indexer/schema.h"

void
indexer_passage_clear(IndexerPassage *passage) {
  g_clear_pointer(&passage->passage, corpus_passage_free);
  passage->report = NULL;
}

static bool
read_record(const IndexerReader *reader, GBytes *data, IndexerPassage *passage, GError **error) {
  char *report_id = NULL;
  passage->passage = indexer_record_to_passage(data, &report_id, error);
  if (passage->passage == NULL)
    return false;
  passage->report = indexer_reader_report(reader, report_id);
  if (passage->report == NULL) {
    g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED,
                "%s: the index has a passage of %s, but not the report; make it anew with kompass "
                "index --rebuild",
                indexer_reader_path(reader), report_id);
    indexer_passage_clear(passage);
  }
  g_free(report_id);
  return passage->passage != NULL;
}

bool
indexer_reader_passage_of(const IndexerReader *reader, const ShimDocument *document,
                          IndexerPassage *passage, GError **error) {
  GBytes *data = NULL;
  GError *failure = NULL;
  *passage = (IndexerPassage){0};
  if (!shim_document_data(document, &data, &failure)) {
    indexer_error_take(error, failure, indexer_reader_path(reader));
    return false;
  }
  bool ok = read_record(reader, data, passage, error);
  g_bytes_unref(data);
  return ok;
}

/* For the visitors of documents. */
typedef struct {
  const IndexerReader *reader;
  IndexerPassageVisitor visitor;
  void *context;
  IndexerPassage *found; /* where one passage is looked for */
  bool stopped;
  GError *error;
} Visit;

/* A report's own document has no place in the order of passages. */
static bool
is_passage(const ShimDocument *document, Visit *visit) {
  char *order = NULL;
  gsize length = 0;
  if (!shim_document_value(document, INDEXER_SLOT_ORDER, &order, &length, &visit->error))
    return false;
  g_free(order);
  return length > 0;
}

static bool
visit_document(unsigned id, const ShimDocument *document, void *context) {
  Visit *visit = context;
  if (!is_passage(document, visit))
    return visit->error == NULL;
  IndexerPassage passage = {0};
  if (!indexer_reader_passage_of(visit->reader, document, &passage, &visit->error))
    return false;
  visit->stopped = !visit->visitor(&passage, id, visit->context);
  indexer_passage_clear(&passage);
  return !visit->stopped;
}

static bool
keep_document(G_GNUC_UNUSED unsigned id, const ShimDocument *document, void *context) {
  Visit *visit = context;
  visit->stopped = is_passage(document, visit) &&
                   indexer_reader_passage_of(visit->reader, document, visit->found, &visit->error);
  return false;
}

/* Runs a visitor over the documents of a term, and puts its error and the shim's into one. */
static bool
run(Visit *visit, const char *term, ShimDocumentVisitor visitor, GError **error) {
  GError *failure = NULL;
  bool ok = shim_database_each_document(indexer_reader_database(visit->reader), term, visitor,
                                        visit, &failure);
  if (visit->error != NULL) {
    g_clear_error(&failure);
    failure = g_steal_pointer(&visit->error);
    ok = false;
  }
  if (!ok)
    indexer_error_take(error, failure, indexer_reader_path(visit->reader));
  return ok;
}

bool
indexer_reader_passage(const IndexerReader *reader, const char *id, IndexerPassage *passage,
                       GError **error) {
  *passage = (IndexerPassage){0};
  Visit visit = {.reader = reader, .found = passage};
  char *term = g_strconcat(INDEXER_FILTER_ID, id, NULL);
  bool ok = run(&visit, term, keep_document, error);
  g_free(term);
  return ok;
}

bool
indexer_reader_each_passage(const IndexerReader *reader, const CorpusReport *report,
                            IndexerPassageVisitor visitor, void *context, GError **error) {
  const GPtrArray *reports = indexer_reader_reports(reader);
  Visit visit = {.reader = reader, .visitor = visitor, .context = context};
  bool ok = true;
  for (guint i = 0; i < reports->len && ok && !visit.stopped; i++) {
    const CorpusReport *one = reports->pdata[i];
    if (report != NULL && report != one)
      continue;
    char *term = indexer_term_of_report_documents(one->id);
    ok = run(&visit, term, visit_document, error);
    g_free(term);
  }
  return ok;
}

/* A report's own document gives the report, the others its passages; the own one comes first. */
static bool
collect_document(G_GNUC_UNUSED unsigned id, const ShimDocument *document, void *context) {
  Visit *visit = context;
  CorpusReport **report = visit->context;
  bool passage = is_passage(document, visit);
  GBytes *data = NULL;
  if (visit->error != NULL || !shim_document_data(document, &data, &visit->error))
    return false;
  if (!passage && *report == NULL) {
    *report = indexer_record_to_report(data, NULL, &visit->error);
  } else if (*report != NULL) {
    CorpusPassage *read = indexer_record_to_passage(data, NULL, &visit->error);
    if (read != NULL)
      g_ptr_array_add((*report)->passages, read);
  }
  g_bytes_unref(data);
  return visit->error == NULL;
}

CorpusReport *
indexer_reader_whole_report(const IndexerReader *reader, const char *id, GError **error) {
  CorpusReport *report = NULL;
  Visit visit = {.reader = reader, .context = &report};
  char *term = indexer_term_of_report_documents(id);
  bool ok = run(&visit, term, collect_document, error);
  if (ok && report == NULL)
    g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_NOT_FOUND, "%s: there is no report %s",
                indexer_reader_path(reader), id);
  if (!ok)
    g_clear_pointer(&report, corpus_report_free);
  g_free(term);
  return report;
}
