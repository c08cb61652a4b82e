/* tests/fuzz/update.c: a sample report whose lines were dropped, swapped, repeated, joined and cut
 * is indexed: what is in the index then is what was read, or the file is named as one that could
 * not be, and a second update finds nothing to do.
 *
 * The first byte of the input chooses the sample; then come edits of four bytes each: what is done,
 * to which line (two bytes), and how far. */
#include "indexer/update.h"

#include <glib/gstdio.h>

#include "indexer/reader.h"
#include "tests/folder.h"
#include "tests/fuzz/report.h"

#define MOST_EDITS 400
#define BYTES_OF_AN_EDIT 4

enum { DROP, SWAP, REPEAT, JOIN, CUT, EDITS };

static const char *const samples[] = {"kalix-2012.txt", "lulea-2018.txt", "norsjo-2018.txt",
                                      "ostersund-2015.txt"};

static GPtrArray *
lines_of_sample(const char *name) {
  char *path = g_build_filename(FUZZ_REPORTS, name, NULL), *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  char **lines = g_strsplit(text, "\n", -1);
  GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
  for (char **line = lines; *line != NULL; line++)
    g_ptr_array_add(list, *line);
  g_free(lines);
  g_free(text);
  g_free(path);
  return list;
}

static void
join(GPtrArray *lines, guint at) {
  if (at + 1 >= lines->len)
    return;
  char *joined = g_strconcat(lines->pdata[at], " ", lines->pdata[at + 1], NULL);
  g_free(lines->pdata[at]);
  lines->pdata[at] = joined;
  g_ptr_array_remove_index(lines, at + 1);
}

/* At any byte, in the midst of a character too. */
static void
cut(GPtrArray *lines, guint at, guint how_far) {
  char *line = lines->pdata[at];
  gsize length = strlen(line), place = length * how_far / 256;
  g_ptr_array_insert(lines, (gint)at + 1, g_strdup(line + place));
  line[place] = '\0';
}

static void
edit(GPtrArray *lines, const uint8_t *edit) {
  if (lines->len == 0)
    return;
  guint at = (edit[1] * 256u + edit[2]) % lines->len, other = (at + 1 + edit[3]) % lines->len;
  gpointer line = lines->pdata[at];
  switch (edit[0] % EDITS) {
  case DROP:
    g_ptr_array_remove_index(lines, at);
    break;
  case SWAP:
    lines->pdata[at] = lines->pdata[other];
    lines->pdata[other] = line;
    break;
  case REPEAT:
    g_ptr_array_insert(lines, (gint)other, g_strdup(line));
    break;
  case JOIN:
    join(lines, at);
    break;
  default:
    cut(lines, at, edit[3]);
  }
}

static char *
text_of(GPtrArray *lines) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf(text, "%s\n", (const char *)lines->pdata[i]);
  return g_string_free(text, FALSE);
}

static bool
update(const char *index, const char *reports, IndexerSummary *summary) {
  const char *paths[] = {reports, NULL};
  IndexerOptions options = {.read_context = fuzz_lexicon()};
  return indexer_update(index, paths, &options, summary, NULL);
}

/* The index holds the one report that the file gives now, if it gives one. */
static void
assert_holds(const char *index, const char *path) {
  IndexerReader *reader = indexer_reader_open(index, NULL);
  CorpusReport *read = corpus_report_read(path, fuzz_lexicon(), NULL);
  g_assert_nonnull(reader);
  g_assert_cmpuint(indexer_reader_reports(reader)->len, ==, read != NULL ? 1 : 0);
  if (read != NULL) {
    CorpusReport *kept = indexer_reader_whole_report(reader, read->id, NULL);
    g_assert_nonnull(kept);
    g_assert_cmpuint(kept->passages->len, ==, read->passages->len);
    for (guint i = 0; i < kept->passages->len; i++) {
      const CorpusPassage *a = kept->passages->pdata[i], *b = read->passages->pdata[i];
      g_assert_cmpstr(a->text, ==, b->text);
    }
    corpus_report_free(kept);
  }
  corpus_report_free(read);
  indexer_reader_free(reader);
}

/* Indexes the folder twice. */
static void
assert_indexed(const char *index, const char *reports, const char *path) {
  IndexerSummary summary = {0};
  if (update(index, reports, &summary)) {
    assert_holds(index, path);
    indexer_summary_clear(&summary);
    summary = (IndexerSummary){0};
    g_assert_true(update(index, reports, &summary));
    g_assert_false(summary.changed);
  } else {
    g_assert_cmpuint(summary.failures->len, ==, 1);
    fuzz_assert_text(((const IndexerFailure *)summary.failures->pdata[0])->reason);
  }
  indexer_summary_clear(&summary);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0)
    return 0;
  GPtrArray *lines = lines_of_sample(samples[data[0] % G_N_ELEMENTS(samples)]);
  size = MIN(size, 1 + MOST_EDITS * BYTES_OF_AN_EDIT);
  for (gsize i = 1; i + BYTES_OF_AN_EDIT <= size; i += BYTES_OF_AN_EDIT)
    edit(lines, data + i);
  char *folder = test_folder_new(), *reports = g_build_filename(folder, "r", NULL);
  char *index = g_build_filename(folder, "i", NULL), *text = text_of(lines);
  char *path = g_build_filename(reports, "report.txt", NULL);
  g_assert_cmpint(g_mkdir(reports, 0700), ==, 0);
  test_folder_write(reports, "report.txt", text);
  assert_indexed(index, reports, path);
  g_ptr_array_unref(lines);
  g_free(path);
  g_free(text);
  g_free(index);
  g_free(reports);
  test_folder_remove(folder);
  return 0;
}
