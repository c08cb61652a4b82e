/* tests/fuzz/report.h: what is true of any report, however odd its text; and of what is none. */
#ifndef TESTS_FUZZ_REPORT_H
#define TESTS_FUZZ_REPORT_H

#include "corpus/reading/read_report.h"
#include "corpus/text/error.h"
#include "indexer/record.h"
#include "tests/fuzz/target.h"

#define FUZZ_AREAS 8

/* Loaded once, as it takes longer than a text. */
static inline CorpusLexicon *
fuzz_lexicon(void) {
  static CorpusLexicon *loaded;
  if (loaded == NULL)
    loaded = corpus_lexicon_new(NULL, NULL);
  g_assert_nonnull(loaded);
  return loaded;
}

static inline void
fuzz_assert_passage(const CorpusReport *report, const CorpusPassage *passage) {
  fuzz_assert_text(passage->text);
  fuzz_assert_text(passage->heading);
  fuzz_assert_text(passage->question);
  g_assert_cmpstr(passage->text, !=, "");
  g_assert_null(strpbrk(passage->text, "\n\r\f\t"));
  g_assert_cmpuint(passage->area, <=, FUZZ_AREAS);
  g_assert_cmpuint(passage->page, >=, 1);
  g_assert_cmpuint(passage->page, <=, report->pages);
  g_assert_true(passage->question[0] == '\0' ||
                (unsigned)(passage->question[0] - '0') == passage->area);
  gsize end = 0;
  for (guint i = 0; i < passage->sentences->len; i++) {
    const CorpusSentence *sentence = &g_array_index(passage->sentences, CorpusSentence, i);
    g_assert_cmpuint(sentence->length_bytes, >, 0);
    end = fuzz_assert_span(passage->text, end, sentence->start_bytes, sentence->length_bytes);
    g_assert_true(sentence->weight >= 0 && sentence->weight <= 1);
  }
  g_assert_cmpuint(end, ==, strlen(passage->text));
}

/* Stored and read, a passage is stored as the same bytes again. */
static inline void
fuzz_assert_passage_kept(const CorpusPassage *passage) {
  GError *error = NULL;
  GBytes *record = indexer_record_of_passage(passage);
  CorpusPassage *read = indexer_record_to_passage(record, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(read->text, ==, passage->text);
  GBytes *again = indexer_record_of_passage(read);
  g_assert_true(g_bytes_equal(record, again));
  g_bytes_unref(again);
  g_bytes_unref(record);
  corpus_passage_free(read);
}

/* What the index stores of the report is read back. */
static inline void
fuzz_assert_stored(const CorpusReport *report) {
  GError *error = NULL;
  unsigned count = 0;
  GBytes *record = indexer_record_of_report(report);
  CorpusReport *read = indexer_record_to_report(record, &count, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(count, ==, report->passages->len);
  g_assert_true(read->municipality == report->municipality);
  for (guint i = 0; i < report->passages->len; i++)
    fuzz_assert_passage_kept(report->passages->pdata[i]);
  corpus_report_free(read);
  g_bytes_unref(record);
}

static inline void
fuzz_assert_references(const CorpusReport *report) {
  for (guint i = 0; i < report->references->len; i++) {
    const CorpusReference *reference = report->references->pdata[i];
    g_assert_nonnull(reference->model);
    g_assert_true(reference->self == (reference->model == report->municipality));
    g_assert_cmpuint(reference->passage, <=, report->passages->len);
    g_assert_cmpuint(reference->page, <=, report->pages);
    fuzz_assert_text(reference->sentence);
  }
}

static inline void
fuzz_assert_areas(const CorpusReport *report) {
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    g_assert_cmpuint(area->number, >=, 1);
    g_assert_cmpuint(area->number, <=, FUZZ_AREAS);
    g_assert_true(corpus_report_area(report, area->number) == area);
    g_assert_cmpint(area->score, >=, -1);
    g_assert_cmpint(area->body_score, >=, -1);
    for (guint j = 0; j < area->questions->len; j++) {
      const CorpusQuestionScore *question = area->questions->pdata[j];
      fuzz_assert_text(question->text);
      g_assert_cmpuint((unsigned)(question->id[0] - '0'), ==, area->number);
      g_assert_cmpint(question->score, >=, -1);
      g_assert_cmpint(question->max, >=, -1);
    }
    g_assert_cmpint(area->max, >=, -1);
  }
}

static inline void
fuzz_assert_report(const CorpusReport *report) {
  g_assert_nonnull(report->municipality);
  fuzz_assert_text(report->id);
  g_assert_cmpint(report->total, >=, -1);
  g_assert_cmpuint(report->month, <=, 12);
  for (guint i = 0; i < report->passages->len; i++) {
    const CorpusPassage *passage = report->passages->pdata[i];
    g_assert_cmpuint(passage->number, ==, i + 1);
    fuzz_assert_passage(report, passage);
  }
  for (guint i = 0; i < report->warnings->len; i++)
    fuzz_assert_text(report->warnings->pdata[i]);
  fuzz_assert_areas(report);
  fuzz_assert_references(report);
  fuzz_assert_stored(report);
}

/* Understands the lines, which it takes: no report, or one that is right. */
static inline void
fuzz_assert_lines(CorpusLines *lines) {
  GError *error = NULL;
  CorpusReport *report = corpus_report_from_lines(lines, "fuzz.txt", fuzz_lexicon(), &error);
  if (report != NULL)
    fuzz_assert_report(report);
  else
    g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_NOT_REPORT);
  corpus_report_free(report);
  g_clear_error(&error);
}

#endif
