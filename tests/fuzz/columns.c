/* tests/fuzz/columns.c: the records of all reports of an index, damaged anywhere, are refused, or
 * give reports whose texts are texts and whose lists are whole.
 *
 * The input is changes of what the sample reports' index holds, of four bytes each: in which of the
 * pieces, where (two), and to what. */
#include "indexer/whole.h"

#include "indexer/error.h"
#include "indexer/schema.h"
#include "tests/fuzz/index.h"
#include "tests/fuzz/target.h"

static const char *const KEYS[] = {INDEXER_META_REPORTS,    INDEXER_META_AREAS,
                                   INDEXER_META_QUESTIONS,  INDEXER_META_FIGURES,
                                   INDEXER_META_REFERENCES, INDEXER_META_NOTICES};

typedef struct {
  const uint8_t *bytes;
  size_t size;
} Changes;

/* The first piece of each key, as it is; each has one. */
static GBytes *
stored_piece(guint key) {
  static GBytes *pieces[G_N_ELEMENTS(KEYS)];
  if (pieces[key] != NULL)
    return pieces[key];
  ShimDatabase *database = NULL;
  IndexerPacker *packer = indexer_packer_new(NULL);
  GError *error = NULL;
  bool ok = shim_database_open(fuzz_index(), &database, &error);
  g_assert_true(ok);
  pieces[key] = indexer_piece_read(database, packer, KEYS[key], 0, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(g_bytes_get_size(pieces[key]), >, 0);
  indexer_packer_free(packer);
  shim_database_free(database);
  return pieces[key];
}

static GBytes *
changed_piece(void *context, const char *name, guint number, G_GNUC_UNUSED GError **error) {
  const Changes *changes = context;
  guint key = 0;
  while (!g_str_equal(KEYS[key], name))
    key++;
  if (number > 0)
    return g_bytes_new(NULL, 0);
  gsize length = 0;
  const guint8 *stored = g_bytes_get_data(stored_piece(key), &length);
  guint8 *bytes = g_memdup2(stored, length);
  for (gsize at = 0; at + 4 <= changes->size; at += 4)
    if (changes->bytes[at] % G_N_ELEMENTS(KEYS) == key)
      bytes[((gsize)changes->bytes[at + 1] << 8 | changes->bytes[at + 2]) % length] =
          changes->bytes[at + 3];
  return g_bytes_new_take(bytes, length);
}

static void
assert_figures(const CorpusReport *report) {
  for (guint i = 0; report->areas != NULL && i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    fuzz_assert_text(area->name);
    for (guint j = 0; j < area->questions->len; j++) {
      const CorpusQuestionScore *question = area->questions->pdata[j];
      fuzz_assert_text(question->text);
      fuzz_assert_text(question->id);
    }
  }
  for (guint i = 0; report->beside != NULL && i < report->beside->len; i++)
    fuzz_assert_text(((const CorpusBeside *)report->beside->pdata[i])->label);
}

static void
assert_whole(const CorpusReport *report) {
  fuzz_assert_text(report->id);
  fuzz_assert_text(report->source);
  assert_figures(report);
  for (guint i = 0; report->references != NULL && i < report->references->len; i++)
    fuzz_assert_text(((const CorpusReference *)report->references->pdata[i])->sentence);
  for (guint i = 0; report->notices != NULL && i < report->notices->len; i++)
    fuzz_assert_text(((const CorpusNotice *)report->notices->pdata[i])->text);
}

/* Each by itself: what one can't be read of is nothing to the others. */
static void
read_each(IndexerReports *reports) {
  const GPtrArray *all = indexer_reports_all(reports);
  for (guint i = 0; i < all->len; i++) {
    const CorpusReport *report = all->pdata[i];
    GError *error = NULL;
    bool ok = indexer_reports_read(reports, report->id, INDEXER_PARTS, &error);
    const CorpusReport *read = indexer_reports_find(reports, report->id);
    g_assert_true(ok == (error == NULL));
    if (ok)
      g_assert_true(read->areas != NULL && read->references != NULL && read->notices != NULL);
    else
      g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED);
    g_clear_error(&error);
    assert_whole(report);
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Changes changes = {data, size};
  GError *error = NULL;
  IndexerReports *reports = indexer_reports_new(changed_piece, &changes, NULL, &error);
  if (reports != NULL)
    read_each(reports);
  else
    g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED);
  g_clear_error(&error);
  indexer_reports_free(reports);
  return 0;
}
