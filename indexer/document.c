/* indexer/document.c: a report as documents: terms, values, records. */
#include "indexer/document.h"

#include <string.h>

#include "corpus/instrument/instrument.h"
#include "indexer/schema.h"

char *
indexer_term_of_report_documents(const char *report_id) {
  return g_strconcat(INDEXER_FILTER_REPORT, report_id, NULL);
}

/* A filter term, unless the value is empty. */
static bool
add_filter(ShimDocument *document, const char *prefix, const char *value, GError **error) {
  if (value[0] == '\0')
    return true;
  char *term = g_strconcat(prefix, value, NULL);
  bool ok = shim_document_add_filter(document, term, error);
  g_free(term);
  return ok;
}

static bool
add_number_filter(ShimDocument *document, const char *prefix, unsigned number, GError **error) {
  char text[16] = "";
  if (number != 0)
    g_snprintf(text, sizeof text, "%u", number);
  return add_filter(document, prefix, text, error);
}

static const char *
code_of(const CorpusReport *report) {
  return report->municipality != NULL ? report->municipality->code : "";
}

/* What the documents of a report have in common. */
static bool
add_report_filters(ShimDocument *document, const CorpusReport *report, const char *type,
                   GError **error) {
  return add_filter(document, INDEXER_FILTER_TYPE, type, error) &&
         add_filter(document, INDEXER_FILTER_REPORT, report->id, error) &&
         add_filter(document, INDEXER_FILTER_MUNICIPALITY, code_of(report), error) &&
         add_number_filter(document, INDEXER_FILTER_YEAR, report->year, error) &&
         add_number_filter(document, INDEXER_FILTER_REVISION, report->revision, error);
}

static bool
set_text_value(ShimDocument *document, unsigned slot, const char *text, GError **error) {
  return shim_document_set_value(document, slot, text, strlen(text), error);
}

/* 0 = unknown, and leaves the slot unset. */
static bool
set_number_value(ShimDocument *document, unsigned slot, unsigned number, GError **error) {
  char text[16] = "";
  if (number != 0)
    g_snprintf(text, sizeof text, "%u", number);
  return set_text_value(document, slot, text, error);
}

static bool
set_facets(ShimDocument *document, const CorpusReport *report, const CorpusPassage *p,
           GError **error) {
  return set_number_value(document, INDEXER_SLOT_AREA, p->area, error) &&
         set_text_value(document, INDEXER_SLOT_TAG, corpus_tag_name(p->tag), error) &&
         set_text_value(document, INDEXER_SLOT_MUNICIPALITY, code_of(report), error) &&
         set_number_value(document, INDEXER_SLOT_REVISION, report->revision, error);
}

static bool
set_data(ShimDocument *document, GBytes *record, GError **error) {
  gsize length = 0;
  const void *bytes = g_bytes_get_data(record, &length);
  bool ok = shim_document_set_data(document, bytes, length, error);
  g_bytes_unref(record);
  return ok;
}

/* The words of the question: as the report's table has them, else as the revision words them. */
static const char *
question_text(const CorpusReport *report, const char *id) {
  const CorpusQuestionScore *score = corpus_report_question(report, id);
  if (score != NULL && score->text != NULL && score->text[0] != '\0')
    return score->text;
  const CorpusInstrument *instrument = corpus_instrument_find(report->revision);
  const CorpusQuestion *question =
      instrument != NULL ? corpus_instrument_question(instrument, id) : NULL;
  return question != NULL ? question->text : "";
}

static const char *
area_name(const CorpusReport *report, unsigned number) {
  const CorpusInstrument *instrument = corpus_instrument_find(report->revision);
  const CorpusArea *area = instrument != NULL ? corpus_instrument_area(instrument, number) : NULL;
  if (area != NULL)
    return area->name;
  const CorpusAreaScore *score = corpus_report_area(report, number);
  return score != NULL && score->name != NULL ? score->name : "";
}

static bool
add_words(ShimDocument *document, IndexerTerms *terms, const CorpusReport *report,
          const CorpusPassage *p, GError **error) {
  return indexer_terms_add(terms, document, INDEXER_PREFIX_TEXT, p->text, true, error) &&
         indexer_terms_add(terms, document, INDEXER_PREFIX_HEADING, p->heading, false, error) &&
         (p->question[0] == '\0' ||
          indexer_terms_add(terms, document, INDEXER_PREFIX_QUESTION,
                            question_text(report, p->question), false, error)) &&
         (p->area == 0 || indexer_terms_add(terms, document, INDEXER_PREFIX_AREA_NAME,
                                            area_name(report, p->area), false, error));
}

/* The same for passages of one report whose words have the same stems in the same order. */
static char *
digest_of_text(IndexerTerms *terms, const char *report_id, const char *text, GError **error) {
  GArray *found = indexer_terms_of_text(terms, text, -1, error);
  if (found == NULL)
    return NULL;
  GChecksum *checksum = g_checksum_new(G_CHECKSUM_MD5);
  g_checksum_update(checksum, (const guchar *)report_id, (gssize)strlen(report_id) + 1);
  for (guint i = 0; i < found->len; i++) {
    const char *term = g_array_index(found, IndexerTerm, i).term;
    g_checksum_update(checksum, (const guchar *)term, (gssize)strlen(term) + 1);
  }
  char *digest = g_strndup(g_checksum_get_string(checksum), 16);
  g_checksum_free(checksum);
  g_array_unref(found);
  return digest;
}

static bool
set_order(ShimDocument *document, const CorpusReport *report, const CorpusPassage *p,
          GError **error) {
  char *order = g_strdup_printf("%s/%05u", report->id, p->number);
  bool ok = set_text_value(document, INDEXER_SLOT_ORDER, order, error);
  g_free(order);
  return ok;
}

static bool
set_digest(ShimDocument *document, IndexerTerms *terms, const CorpusReport *report,
           const CorpusPassage *p, GError **error) {
  char *digest = digest_of_text(terms, report->id, p->text, error);
  bool ok = digest != NULL && set_text_value(document, INDEXER_SLOT_SAME_TEXT, digest, error);
  g_free(digest);
  return ok;
}

/* What learn looks through, in short lists. */
static bool
add_strength_filter(ShimDocument *document, const CorpusPassage *p, GError **error) {
  if (p->tag != CORPUS_TAG_STRENGTH || p->area == 0)
    return true;
  char *value = p->question[0] != '\0'
                    ? g_strdup_printf("%s/%s", corpus_kind_name(p->kind), p->question)
                    : g_strdup_printf("%s/%u", corpus_kind_name(p->kind), p->area);
  bool ok = add_filter(document, INDEXER_FILTER_STRENGTH, value, error);
  g_free(value);
  return ok;
}

static bool
add_passage_filters(ShimDocument *document, const CorpusReport *report, const CorpusPassage *p,
                    GError **error) {
  char *id = g_strdup_printf("%s/%u", report->id, p->number);
  bool ok = add_filter(document, INDEXER_FILTER_ID, id, error) &&
            add_report_filters(document, report, INDEXER_TYPE_PASSAGE, error) &&
            add_number_filter(document, INDEXER_FILTER_AREA, p->area, error) &&
            add_filter(document, INDEXER_FILTER_QUESTION, p->question, error) &&
            add_filter(document, INDEXER_FILTER_TAG, corpus_tag_name(p->tag), error) &&
            add_filter(document, INDEXER_FILTER_KIND, corpus_kind_name(p->kind), error) &&
            add_strength_filter(document, p, error);
  g_free(id);
  return ok;
}

static bool
fill_passage(ShimDocument *document, IndexerTerms *terms, const CorpusReport *report,
             const CorpusPassage *p, GError **error) {
  return add_passage_filters(document, report, p, error) &&
         add_words(document, terms, report, p, error) && set_order(document, report, p, error) &&
         set_facets(document, report, p, error) &&
         set_text_value(document, INDEXER_SLOT_REPORT, report->id, error) &&
         set_digest(document, terms, report, p, error) &&
         set_data(document, indexer_record_of_passage(report->id, p), error);
}

static bool
write_passage(ShimWriter *writer, IndexerTerms *terms, const CorpusReport *report,
              const CorpusPassage *passage, GError **error) {
  ShimDocument *document = NULL;
  bool ok = shim_document_new(&document, error) &&
            fill_passage(document, terms, report, passage, error) &&
            shim_writer_add(writer, document, error);
  shim_document_free(document);
  return ok;
}

static bool
write_report_document(ShimWriter *writer, const CorpusReport *report, GError **error) {
  ShimDocument *document = NULL;
  bool ok = shim_document_new(&document, error) &&
            add_filter(document, INDEXER_FILTER_ID, report->id, error) &&
            add_report_filters(document, report, INDEXER_TYPE_REPORT, error) &&
            set_data(document, indexer_record_of_report(report), error) &&
            shim_writer_add(writer, document, error);
  shim_document_free(document);
  return ok;
}

bool
indexer_write_report(ShimWriter *writer, IndexerTerms *terms, const CorpusReport *report,
                     GError **error) {
  char *all = indexer_term_of_report_documents(report->id);
  bool ok = shim_writer_delete(writer, all, error) && write_report_document(writer, report, error);
  g_free(all);
  for (guint i = 0; i < report->passages->len && ok; i++)
    ok = write_passage(writer, terms, report, report->passages->pdata[i], error);
  return ok;
}

static bool
set_metadata_text(ShimWriter *writer, const char *key, const char *text, GError **error) {
  return shim_writer_set_metadata(writer, key, text, strlen(text), error);
}

bool
indexer_write_head(ShimWriter *writer, const IndexerHead *head, GError **error) {
  static const char term[] = INDEXER_FILTER_TYPE INDEXER_TYPE_HEAD;
  ShimDocument *document = NULL;
  char *version = g_strdup_printf("%u", head->version);
  bool ok = shim_document_new(&document, error) &&
            shim_document_add_filter(document, term, error) &&
            set_data(document, indexer_record_of_head(head), error) &&
            shim_writer_replace(writer, term, document, error) &&
            set_metadata_text(writer, INDEXER_META_VERSION, version, error) &&
            set_metadata_text(writer, INDEXER_META_GENERATION, head->generation, error);
  shim_document_free(document);
  g_free(version);
  return ok;
}
