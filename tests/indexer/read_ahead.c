/* tests/indexer/read_ahead.c: files that are read ahead are what they are when read in turn, and
 * are given up at once. */
#include "indexer/read_ahead.h"

#include "corpus/text/error.h"
#include "tests/folder.h"

static CorpusLexicon *lexicon;
static const char *const samples[] = {"kalix-2012", "lulea-2018", "norsjo-2018", "ostersund-2015"};

static char *
sample_path(guint i) {
  char *name = g_strdup_printf("%s.txt", samples[i]);
  char *path = g_build_filename(g_getenv("KOMPASS_SOURCE"), "corpus", "reports", name, NULL);
  g_free(name);
  return path;
}

static CorpusReport *
take(IndexerReadAhead *ahead, const char *path) {
  GError *error = NULL;
  CorpusReport *report = indexer_read_ahead_take(ahead, path, false, NULL, NULL, &error);
  g_assert_no_error(error);
  return report;
}

static void
assert_same(const CorpusReport *a, const CorpusReport *b) {
  g_assert_cmpstr(a->id, ==, b->id);
  g_assert_cmpint(a->total, ==, b->total);
  g_assert_cmpuint(a->notices->len, ==, b->notices->len);
  g_assert_cmpuint(a->passages->len, ==, b->passages->len);
  for (guint i = 0; i < a->passages->len; i++) {
    const CorpusPassage *first = a->passages->pdata[i], *second = b->passages->pdata[i];
    g_assert_cmpstr(first->text, ==, second->text);
    g_assert_cmpstr(first->question, ==, second->question);
    g_assert_cmpuint(first->tag, ==, second->tag);
  }
}

/* Taken from the last to the first, one of them without having been begun. */
static void
test_reports_are_the_same(void) {
  IndexerReadAhead *ahead = indexer_read_ahead_new(lexicon, false);
  for (guint round = 0; round < 3; round++) {
    for (guint i = 1; i < G_N_ELEMENTS(samples); i++) {
      char *path = sample_path(i);
      indexer_read_ahead_begin(ahead, path, false);
      indexer_read_ahead_begin(ahead, path, false);
      g_free(path);
    }
    for (guint i = G_N_ELEMENTS(samples); i-- > 0;) {
      char *path = sample_path(i);
      GError *error = NULL;
      CorpusReport *report = take(ahead, path), *alone = corpus_report_read(path, lexicon, &error);
      g_assert_no_error(error);
      assert_same(report, alone);
      corpus_report_free(report);
      corpus_report_free(alone);
      g_free(path);
    }
  }
  indexer_read_ahead_free(ahead);
}

static void
test_failures_are_told(void) {
  char *folder = test_folder_new(), *path = g_build_filename(folder, "nothing.txt", NULL);
  IndexerReadAhead *ahead = indexer_read_ahead_new(lexicon, false);
  GError *error = NULL;
  indexer_read_ahead_begin(ahead, path, false);
  g_assert_null(indexer_read_ahead_take(ahead, path, false, NULL, NULL, &error));
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_IO);
  g_error_free(error);
  indexer_read_ahead_free(ahead);
  g_free(path);
  test_folder_remove(folder);
}

static void
test_room_is_bounded(void) {
  IndexerReadAhead *ahead = indexer_read_ahead_new(lexicon, false);
  char *folder = test_folder_new();
  guint begun = 0;
  for (; indexer_read_ahead_has_room(ahead) && begun < 1000; begun++) {
    char *name = g_strdup_printf("%u.txt", begun), *path = g_build_filename(folder, name, NULL);
    indexer_read_ahead_begin(ahead, path, false);
    g_free(path);
    g_free(name);
  }
  g_assert_cmpuint(begun, >=, g_get_num_processors());
  g_assert_cmpuint(begun, <=, 4 * g_get_num_processors());
  indexer_read_ahead_free(ahead);
  test_folder_remove(folder);
}

/* Readers that never answer do not hold up an update that fails; by itself each would be given up
 * after 150 seconds. */
static void
test_it_is_given_up_at_once(void) {
  char *folder = test_folder_new(), *kept = g_strdup(g_getenv("KOMPASS_READ_PDF"));
  char *script = test_folder_program(
      folder, "reader", "#!/bin/sh\n[ \"$1\" != --serve ] || exit 1\nexec sleep 600\n");
  g_setenv("KOMPASS_READ_PDF", script, TRUE);
  IndexerReadAhead *ahead = indexer_read_ahead_new(lexicon, false);
  for (guint i = 0; i < 4; i++) {
    char *name = g_strdup_printf("%u.pdf", i), *path = g_build_filename(folder, name, NULL);
    test_folder_write(folder, name, "%PDF-1.7\n");
    indexer_read_ahead_begin(ahead, path, false);
    g_free(path);
    g_free(name);
  }
  gint64 began = g_get_monotonic_time();
  indexer_read_ahead_free(ahead);
  g_setenv("KOMPASS_READ_PDF", kept, TRUE);
  g_assert_cmpint(g_get_monotonic_time() - began, <, 140 * G_USEC_PER_SEC);
  g_free(script);
  g_free(kept);
  test_folder_remove(folder);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  lexicon = corpus_lexicon_new(NULL, NULL);
  g_assert_nonnull(lexicon);
  g_test_add_func("/indexer/read_ahead/same", test_reports_are_the_same);
  g_test_add_func("/indexer/read_ahead/failures", test_failures_are_told);
  g_test_add_func("/indexer/read_ahead/room", test_room_is_bounded);
  g_test_add_func("/indexer/read_ahead/given_up", test_it_is_given_up_at_once);
  int failures = g_test_run();
  corpus_lexicon_free(lexicon);
  return failures;
}
