/* tests/indexer/fixture.h: small reports in a form of their own, and indexes made from them.
 *
 * A file's first line says "code year month ordinal", each further one is a passage:
 * "area question tag text". A file that begins with "bad" can't be read. */
#ifndef TESTS_INDEXER_FIXTURE_H
#define TESTS_INDEXER_FIXTURE_H

#include <stdio.h>
#include <string.h>

#include "corpus/report/report.h"
#include "corpus/text/error.h"
#include "indexer/error.h"
#include "indexer/reader.h"
#include "indexer/update.h"
#include "tests/folder.h"

/* How often fixture_read() was called. */
static unsigned fixture_reads;

static inline void
fixture_add_passage(CorpusReport *report, const char *line) {
  char **parts = g_strsplit(line, " ", 4);
  g_assert_cmpuint(g_strv_length(parts), ==, 4);
  CorpusPassage *passage = corpus_passage_new();
  passage->number = report->passages->len + 1;
  passage->page = 3;
  passage->area = (unsigned)g_ascii_strtoull(parts[0], NULL, 10);
  if (!g_str_equal(parts[1], "-"))
    g_strlcpy(passage->question, parts[1], sizeof passage->question);
  g_assert_true(corpus_tag_parse(parts[2], &passage->tag));
  g_free(passage->text);
  passage->text = g_strdup(parts[3]);
  CorpusSentence sentence = {0, strlen(passage->text), passage->tag, 0.5};
  g_array_append_val(passage->sentences, sentence);
  g_ptr_array_add(report->passages, passage);
  g_strfreev(parts);
}

static inline CorpusReport *
fixture_report(const char *text) {
  char **lines = g_strsplit(text, "\n", -1);
  CorpusReport *report = corpus_report_new();
  char code[8];
  g_assert_cmpint(
      sscanf(lines[0], "%7s %u %u %u", code, &report->year, &report->month, &report->evaluation),
      ==, 4);
  report->municipality = corpus_municipality_find(code);
  g_assert_nonnull(report->municipality);
  char *slug = corpus_municipality_slug(report->municipality);
  g_free(report->id);
  report->id = g_strdup_printf("%s-%u", slug, report->year);
  report->revision = report->year < 2016 ? 2010 : 2016;
  g_free(slug);
  for (unsigned i = 1; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      fixture_add_passage(report, lines[i]);
  g_strfreev(lines);
  return report;
}

static CorpusReport *
fixture_read(const char *path, G_GNUC_UNUSED void *context, GError **error) {
  char *text = NULL;
  fixture_reads++;
  if (!g_file_get_contents(path, &text, NULL, error))
    return NULL;
  CorpusReport *report = NULL;
  if (g_str_has_prefix(text, "bad")) {
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_NOT_REPORT, "%s: no report at all", path);
  } else {
    report = fixture_report(text);
    g_free(report->source);
    report->source = g_path_get_basename(path);
  }
  g_free(text);
  return report;
}

/* Updates the index from one folder with the summary's figures checked: "added updated removed
 * unchanged duplicates failures". */
static inline void
fixture_update_with(const char *index, const char *folder, unsigned shards, bool rebuild,
                    const char *expected) {
  const char *paths[] = {folder, NULL};
  IndexerOptions options = {.read = fixture_read, .shards = shards, .rebuild = rebuild};
  IndexerSummary summary = {0};
  GError *error = NULL;
  bool ok = indexer_update(index, paths, &options, &summary, &error);
  g_assert_no_error(error);
  g_assert_true(ok);
  char *found =
      g_strdup_printf("%u %u %u %u %u %u", summary.added, summary.updated, summary.removed,
                      summary.unchanged, summary.duplicates, summary.failures->len);
  g_assert_cmpstr(found, ==, expected);
  g_free(found);
  indexer_summary_clear(&summary);
}

static inline void
fixture_update(const char *index, const char *folder, const char *expected) {
  fixture_update_with(index, folder, 0, false, expected);
}

static inline IndexerReader *
fixture_open(const char *index) {
  GError *error = NULL;
  IndexerReader *reader = indexer_reader_open(index, &error);
  g_assert_no_error(error);
  g_assert_nonnull(reader);
  return reader;
}

static inline bool
fixture_append_passage(const IndexerPassage *passage, G_GNUC_UNUSED unsigned document_id,
                       void *context) {
  g_string_append_printf(context, "%s/%u %s\n", passage->report->id, passage->passage->number,
                         passage->passage->text);
  return true;
}

/* All passages, "id text" a line; the caller frees the text. */
static inline char *
fixture_dump(const IndexerReader *reader) {
  GString *dump = g_string_new(NULL);
  GError *error = NULL;
  bool ok = indexer_reader_each_passage(reader, NULL, fixture_append_passage, dump, &error);
  g_assert_no_error(error);
  g_assert_true(ok);
  return g_string_free(dump, FALSE);
}

static inline void
fixture_assert_index(const char *index, const char *expected) {
  IndexerReader *reader = fixture_open(index);
  char *dump = fixture_dump(reader);
  g_assert_cmpstr(dump, ==, expected);
  g_free(dump);
  indexer_reader_free(reader);
}

#endif
