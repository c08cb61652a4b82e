/* tests/fuzz/record.c: bytes that are read as a stored record, whatever it is of, are refused or
 * give a record that is the same when it is written and read again.
 *
 * The first byte of the input says which kind is read. */
#include "indexer/record.h"

#include "indexer/error.h"
#include "indexer/schema.h"
#include "indexer/sources.h"
#include "tests/fuzz/target.h"

/* Reads the bytes and writes what was read: NULL where they are damaged, as the error then says. */
typedef GBytes *(*Rewrite)(GBytes *record, GError **error);

static GBytes *
rewrite_report(GBytes *record, GError **error) {
  unsigned count = 0;
  CorpusReport *report = indexer_record_to_report(record, &count, error);
  if (report == NULL)
    return NULL;
  fuzz_assert_text(report->id);
  fuzz_assert_text(report->source);
  GBytes *written = indexer_record_of_report(report);
  corpus_report_free(report);
  return written;
}

static GBytes *
rewrite_passage(GBytes *record, GError **error) {
  CorpusPassage *passage = indexer_record_to_passage(record, error);
  if (passage == NULL)
    return NULL;
  fuzz_assert_text(passage->text);
  fuzz_assert_text(passage->heading);
  g_assert_nonnull(corpus_tag_name(passage->tag));
  g_assert_nonnull(corpus_kind_name(passage->kind));
  gsize length = strlen(passage->text);
  for (guint i = 0; i < passage->sentences->len; i++) {
    const CorpusSentence *sentence = &g_array_index(passage->sentences, CorpusSentence, i);
    g_assert_cmpuint(sentence->start_bytes, <=, length);
    g_assert_cmpuint(sentence->length_bytes, <=, length - sentence->start_bytes);
    g_assert_nonnull(corpus_tag_name(sentence->stance));
  }
  GBytes *written = indexer_record_of_passage(passage);
  corpus_passage_free(passage);
  return written;
}

static GBytes *
rewrite_head(GBytes *record, GError **error) {
  IndexerHead head = {0};
  if (!indexer_record_to_head(record, &head, error))
    return NULL;
  fuzz_assert_text(head.generation);
  GBytes *written = indexer_record_of_head(&head);
  indexer_head_clear(&head);
  return written;
}

static GBytes *
rewrite_state(GBytes *record, GError **error) {
  GPtrArray *sources = indexer_state_from_bytes(record, INDEXER_SCHEMA_VERSION, error);
  if (sources == NULL)
    return NULL;
  GBytes *written = indexer_state_to_bytes(sources);
  for (guint i = 1; i < sources->len; i++) {
    const IndexerSource *a = sources->pdata[i - 1], *b = sources->pdata[i];
    int order = indexer_source_compare(a, b), turned = indexer_source_compare(b, a);
    g_assert_true((order < 0) == (turned > 0) && (order == 0) == (turned == 0));
    g_assert_true(indexer_source_same_evaluation(a, b) == indexer_source_same_evaluation(b, a));
  }
  g_ptr_array_unref(sources);
  return written;
}

/* A code that no municipality has is lost on the first way, so the second and third are compared.
 */
static void
assert_kept(GBytes *written, Rewrite rewrite) {
  GError *error = NULL;
  GBytes *again = rewrite(written, &error);
  g_assert_no_error(error);
  g_assert_true(g_bytes_equal(written, again));
  g_bytes_unref(again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const Rewrite kinds[] = {rewrite_report, rewrite_passage, rewrite_head, rewrite_state};
  if (size == 0)
    return 0;
  Rewrite rewrite = kinds[data[0] % G_N_ELEMENTS(kinds)];
  GError *error = NULL;
  GBytes *record = g_bytes_new(data + 1, size - 1);
  GBytes *written = rewrite(record, &error);
  if (written != NULL) {
    assert_kept(written, rewrite);
    g_bytes_unref(written);
  } else {
    g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED);
  }
  g_clear_error(&error);
  g_bytes_unref(record);
  return 0;
}
